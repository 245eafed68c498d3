use super::*;

#[test]
fn words_for_operators_mean_what_the_echo_writes() {
    let literals = |text: &str| {
        Query::parse(text).clauses().iter().map(|clause| clause.literals.clone()).collect::<Vec<_>>()
    };
    assert_eq!(literals("甲 或 乙"), literals("甲|乙"));
    assert_eq!(literals("甲 且 乙"), literals("甲 乙"));
    assert_eq!(literals("甲 且 非 乙"), literals("甲 -乙"));
    assert_eq!(literals("非 乙"), literals("-乙"));
    assert_eq!(literals("辽宁 且（营商环境 或 投资环境）"), literals("辽宁 营商环境|投资环境"));
    for text in ["或", "甲 或", "或 甲", "\"或\" 甲", "或者 甲", "甲或 乙"] {
        let terms = literals(text);
        let words = text.split(' ').count();
        assert_eq!(terms.len(), words, "{text} is text");
    }
    for text in ["甲 或 乙", "辽宁 且 非 北京", "甲 且（乙 或 丙）"] {
        let echo = Query::parse(text).echo(Lang::Zh).unwrap();
        assert_eq!(literals(&echo), literals(text), "{echo}");
    }
}

/// A clause as shown next to others.
fn in_brackets(clause: &Clause) -> String {
    let text = clause.echo(Lang::Zh).text(Lang::Zh);
    if clause.literals.len() > 1 { format!("（{text}）") } else { text }
}

fn echo(text: &str) -> String {
    let query = Query::parse(text);
    let clauses: Vec<String> = query.clauses().iter().map(in_brackets).collect();
    clauses.join(" 且 ")
}

#[test]
fn blank_is_and_and_bar_binds_tighter() {
    assert_eq!(echo("辽宁 营商环境|投资环境"), "辽宁 且 （营商环境 或 投资环境）");
    assert_eq!(echo("甲 | 乙　丙"), "（甲 或 乙） 且 丙");
}

#[test]
fn minus_and_exclamation_refuse() {
    assert_eq!(echo("-北京 !天津 ！河北 －山西"), "非 北京 且 非 天津 且 非 河北 且 非 山西");
    assert_eq!(echo("甲-乙 -"), "甲-乙 且 -");
}

#[test]
fn quotes_are_literal_in_both_widths() {
    assert_eq!(echo("\"a b\" “c d” \"@辽宁\""), "a b 且 c d 且 @辽宁");
    assert_eq!(echo("\"还没 写完"), "还没 写完");
}

#[test]
fn tilde_asks_for_one_paragraph() {
    assert_eq!(echo("农村~电商 ～ a~"), "农村~电商 同段 且 ～ 且 a~");
}

#[test]
fn fields_have_full_width_forms() {
    assert_eq!(echo("题:黄河 title：铁路"), "题:黄河 且 题:铁路");
    assert_eq!(echo("@辽宁 ＠ln 省：吉林 提:北京"), "关于:辽宁 且 关于:辽宁 且 关于:吉林 且 提及:北京");
    assert_eq!(echo("@sx"), "关于:山西/陕西");
    assert_eq!(echo("@无|-@北京"), "（未提省份 或 非 关于:北京）");
}

#[test]
fn times_urls_and_paths_stay_text() {
    assert_eq!(echo("12:30 https://a.cn/b 1/2 /usr/local"), "12:30 且 https://a.cn/b 且 1/2 且 /usr/local");
}

#[test]
fn slashes_around_make_a_regex() {
    assert_eq!(echo("/第[一二]批/ 甲"), "/第[一二]批/ 且 甲");
    assert_eq!(echo("/a b/|乙"), "（/a b/ 或 乙）");
}

#[test]
fn a_regex_may_be_blind_to_case() {
    assert_eq!(echo("/gdp/i ／甲／"), "/gdp/i 且 /甲/");
    assert_eq!(Query::parse("/gdp/i").clauses()[0].literals[0].term, Term::Regex("(?i)gdp".to_owned()));
    assert_eq!(echo("/gdp/im"), "/gdp/im");
}

#[test]
fn brackets_around_one_clause_are_those_of_the_echo() {
    assert_eq!(echo("辽宁 （营商环境|投资环境）"), "辽宁 且 （营商环境 或 投资环境）");
    assert_eq!(echo("(甲 | 乙)|丙 丁"), "（甲 或 乙 或 丙） 且 丁");
    assert_eq!(echo("(一) 国发(2019)12号 (甲 乙|丙)"), "(一) 且 国发(2019)12号 且 (甲 且 （乙 或 丙)）");
}

#[test]
fn a_refused_group_refuses_each_of_its_terms() {
    assert_eq!(echo("辽宁 -(营商环境|投资环境)"), "辽宁 且 非 营商环境 且 非 投资环境");
    assert_eq!(echo("！（甲｜“乙 丙”｜-丁） 戊|己"), "非 甲 且 非 乙 丙 且 丁 且 （戊 或 己）");
    assert_eq!(echo("-(题:甲|@辽宁|(乙|/丙/))"), "非 题:甲 且 非 关于:辽宁 且 非 乙 且 非 /丙/");
    assert_eq!(Query::parse("-(甲|乙)").echo(Lang::Zh).unwrap(), "非 甲 且 非 乙");
    let literals = |text| Query::parse(text).clauses.into_iter().map(|c| c.literals).collect::<Vec<_>>();
    assert_eq!(literals("-(甲|@辽宁) 丙"), literals("-甲 -@辽宁 丙"));
}

#[test]
fn a_refused_group_that_is_joined_or_not_one_clause_is_text() {
    assert_eq!(echo("-(甲|乙)|丙"), "（非 (甲 或 乙) 或 丙）");
    assert_eq!(echo("丙|-(甲|乙)"), "（丙 或 非 (甲 或 乙)）");
    assert_eq!(echo("-(一) -(甲|乙"), "非 (一) 且 （非 (甲 或 乙）");
}

#[test]
fn a_tilde_after_a_field_is_text() {
    assert_eq!(echo("题:黄河~长江"), "题:黄河~长江");
}

#[test]
fn sections_and_dates_have_fields() {
    assert_eq!(echo("栏:工作动态 SECTION:/河湖 栏目：无"), "栏目:工作动态 且 栏目:/河湖 且 无栏目");
    assert_eq!(
        echo("年:2019 日期：２０１９-１０ -年:2018..2020"),
        "日期:2019 且 日期:2019-10 且 非 日期:2018 至 2020"
    );
    assert_eq!(echo("date:2019-10..|年:无"), "（日期:2019-10 以后 或 无日期）");
    assert_eq!(echo("2019..2021 年:"), "2019..2021");
}

#[test]
fn days_that_depend_on_today_are_echoed_as_days() {
    let query = Query::parse("黄河 日期:近7天|date:thismonth");
    assert_eq!(query.in_words(Lang::Zh), "黄河 且（日期:近7天 或 日期:本月）");
    let resolved = query.resolved(Date { year: 2026, month: 11, day: 30 });
    assert_eq!(resolved.in_words(Lang::Zh), "黄河 且（日期:2026-11-24 至 2026-11-30 或 日期:2026-11）");
    assert_eq!((resolved.text(), query.is_relative(), resolved.is_relative()), (query.text(), true, false));
}

#[test]
fn initials_that_fit_several_provinces_are_said() {
    let notes = Query::parse("@sx 黄河").notes().to_vec();
    assert_eq!(notes[0].message(Lang::Zh).text(Lang::Zh), "sx 可以是山西、陕西，都算在内");
    assert_eq!(notes[0].message(Lang::En).text(Lang::En), "sx may be Shanxi, Shaanxi: all of them count");
    assert!(Query::parse("@shanxi 提:晋").notes().is_empty());
}

#[test]
fn characters_without_width_are_no_term() {
    assert!(Query::parse("\u{200B} 题:\u{FEFF}").is_empty());
}

#[test]
fn faults_are_one_sentence_and_keep_the_rest() {
    assert_eq!(Query::parse("黄河 @火星").fault().unwrap().text(Lang::Zh), "没有叫“火星”的省份");
    assert_eq!(Query::parse("/(/").fault().unwrap().text(Lang::Zh), "正则表达式 /(/ 第 1 个字起写得不完整");
    assert_eq!(
        Query::parse("/(\\w{999}){999}/").fault().unwrap().text(Lang::Zh),
        r"正则表达式 /(\w{999}){999}/ 太大"
    );
    assert_eq!(
        Query::parse("年:前年").fault().unwrap().text(Lang::Zh),
        "“前年”不是日期，写作 2019、2019-10、2018..2020、近7天 或 本月"
    );
    assert!(Query::parse("@").fault().is_none());
}

#[test]
fn echo_is_for_more_than_one_term() {
    assert_eq!(Query::parse("辽宁").echo(Lang::Zh), None);
    assert_eq!(Query::parse("辽宁 甲|乙").echo(Lang::Zh).unwrap(), "辽宁 且（甲 或 乙）");
}

proptest::proptest! {
    #[test]
    fn any_text_parses(text in "[a甲@:省题年栏2\"“|～~/()（） 　!-]{0,24}") {
        let query = Query::parse(&text);
        for clause in query.clauses() {
            proptest::prop_assert!(!clause.literals.is_empty());
            proptest::prop_assert!(text.get(clause.span.clone()).is_some());
        }
    }
}
