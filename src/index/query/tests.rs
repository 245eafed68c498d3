use super::*;

fn echo(text: &str) -> String {
    let query = Query::parse(text);
    let clauses: Vec<String> = query.clauses().iter().map(|c| clause_echo(c, true)).collect();
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
    assert_eq!(echo("@辽宁 ＠ln 省：吉林 提:北京"), "主题:辽宁 且 主题:辽宁 且 主题:吉林 且 提及:北京");
    assert_eq!(echo("@sx"), "主题:山西/陕西");
    assert_eq!(echo("@无|-@北京"), "（未提省份 或 非 主题:北京）");
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
fn faults_are_one_sentence_and_keep_the_rest() {
    assert_eq!(Query::parse("黄河 @火星").fault().unwrap().to_string(), "没有叫“火星”的省份");
    assert_eq!(Query::parse("/(/").fault().unwrap().to_string(), "正则表达式 /(/ 写得不完整");
    assert!(Query::parse("@").fault().is_none());
}

#[test]
fn echo_is_for_more_than_one_term() {
    assert_eq!(Query::parse("辽宁").echo(), None);
    assert_eq!(Query::parse("辽宁 甲|乙").echo().unwrap(), "辽宁 且（甲 或 乙）");
}

#[test]
fn the_pane_reads_and_writes_the_text() {
    let query = Query::parse("黄河 @辽宁|@吉林 -@北京 -铁路");
    let mut choice = query.choice();
    assert_eq!(province::names(choice.include).collect::<Vec<_>>(), ["辽宁", "吉林"]);
    assert_eq!(province::names(choice.exclude).collect::<Vec<_>>(), ["北京"]);
    choice.exclude = ProvinceSet::EMPTY;
    choice.nowhere = true;
    assert_eq!(query.with_choice(&choice), "黄河 -铁路 @辽宁|@吉林|@无");
    choice.joining = Joining::All;
    choice.nowhere = false;
    assert_eq!(query.with_choice(&choice), "黄河 -铁路 @辽宁 @吉林");
    assert_eq!(Query::parse("黄河 @辽宁 @吉林").choice().joining, Joining::All);
    assert_eq!(query.with_choice(&Choice::default()), "黄河 -铁路");
}

proptest::proptest! {
    #[test]
    fn any_text_parses(text in "[a甲@:省题\"“|～~/ 　!-]{0,24}") {
        let query = Query::parse(&text);
        for clause in query.clauses() {
            proptest::prop_assert!(!clause.literals.is_empty());
            proptest::prop_assert!(text.get(clause.span.clone()).is_some());
        }
    }

    #[test]
    fn a_choice_survives_the_text(include in 0u64..1 << 34, exclude in 0u64..1 << 34, nowhere: bool) {
        let choice = Choice {
            include: ProvinceSet(include),
            exclude: ProvinceSet(exclude & !include),
            nowhere,
            ..Choice::default()
        };
        let text = Query::parse("黄河").with_choice(&choice);
        proptest::prop_assert_eq!(Query::parse(&text).choice(), choice);
    }
}
