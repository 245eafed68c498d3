use super::*;
use crate::complete::vocabulary::VocabularyBuilder;
use crate::facet::ValueCount;

/// A source of these words, each with its number of articles, and `liaoning` articles about Liaoning (number 5).
fn source_of(words: &[(&str, usize)], liaoning: usize) -> CandidateSource {
    let mut builder = VocabularyBuilder::default();
    for number in 0..words.iter().map(|(_, docs)| *docs).max().unwrap_or(0) {
        builder.article("");
        for (word, docs) in words {
            if number < *docs {
                builder.add(word, &[word.len()], false);
            }
        }
    }
    let count = |number| {
        let docs = if number == 5 { liaoning as u32 } else { 0 };
        ValueCount { value: FacetValue::Number(number), articles: docs, mentions: docs }
    };
    let counts = Counts::only(Facet::Province, (0..34).map(count).collect());
    CandidateSource { vocabulary: Some(builder.finish()), counts, ..CandidateSource::default() }
}

fn case(source: &CandidateSource, line: &str, expected: &str) {
    let target = CompletionTarget::of(line).unwrap();
    let found: Vec<String> =
        source.candidates(&target, 9).iter().map(|c| c.written(target.scope, Lang::Zh)).collect();
    assert_eq!(found.join(" "), expected, "{line}");
}

#[test]
fn a_reader_of_english_is_offered_english_names() {
    let source = source_of(&[], 1);
    let offered = |line| {
        let target = CompletionTarget::of(line).unwrap();
        let found = source.candidates(&target, 9);
        found.iter().map(|c| c.written(target.scope, Lang::En)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(offered("liaon"), "@Liaoning");
    assert_eq!((offered("@inner").as_str(), offered("@hong").as_str()), ("InnerMongolia", "HongKong"));
    assert_eq!((offered("@shaanx").as_str(), offered("@tibet").as_str()), ("Shaanxi", "Xizang"));
}

#[test]
fn spelt_words_come_before_abbreviated_ones_and_whole_before_begun() {
    let source = source_of(&[("重庆", 2), ("重庆市", 9), ("充气球", 3), ("出勤", 1), ("城区", 5)], 0);
    case(&source, "chongqing", "重庆 重庆市");
    case(&source, "zhongqing", "重庆 重庆市");
    case(&source, "cq", "城区 重庆市 重庆 出勤 充气球");
    case(&source, "chongq", "重庆市 充气球 重庆");
}

#[test]
fn abbreviations_of_whole_words_count_fourfold() {
    let words = source_of(&[("营商环境", 7), ("意识化", 2)], 0);
    case(&words, "ysh", "意识化 营商环境");
    case(&words, "yingshanghj", "营商环境");
    case(&source_of(&[("黑垃圾", 1), ("黑龙江", 4)], 0), "黑lj", "黑龙江 黑垃圾");
}

#[test]
fn provinces_are_provinces_where_a_term_may_stand() {
    let source = source_of(&[("辽宁", 3), ("理念", 2)], 3);
    case(&source, "ln", "@辽宁 辽宁 理念");
    case(&source, "黄河 -ln", "@辽宁 辽宁 理念");
    case(&source, "辽宁", "@辽宁");
    case(&source, "题:ln", "辽宁 理念");
    case(&source, "\"ln", "辽宁 理念");
    case(&source, "@ln", "辽宁");
    case(&source, "gz", "");
    case(&source, "提:gz", "贵州");
    case(&source, "@shaanxi", "陕西");
}

#[test]
fn sections_are_sections_where_a_term_may_stand() {
    let mut builder = VocabularyBuilder::default();
    for section in ["要闻/国内", "要闻/国内", "医务 消息"] {
        builder.article(section);
        builder.add("国内", &["国内".len()], false);
    }
    let source = CandidateSource { vocabulary: Some(builder.finish()), ..CandidateSource::default() };
    case(&source, "gn", "国内 栏:要闻/国内");
    case(&source, "要闻", "栏:要闻/国内");
    case(&source, "栏:g", "要闻/国内");
    case(&source, "-ywxx", "栏:\"医务 消息\"");
    case(&source, "题:yw", "");
}

#[test]
fn a_section_is_written_so_that_it_is_read_back() {
    for section in ["“一带一路”专题", "要闻｜国内", "x\"y", "～", "栏:怪", "-减", "无", "／斜", "(括)", "或"]
    {
        let candidate = Candidate { text: section.to_owned(), kind: CandidateKind::Section, docs: 1 };
        for line in [
            candidate.written(Scope::Term, Lang::Zh),
            format!("栏:{}", candidate.written(Scope::Section, Lang::Zh)),
        ] {
            let query = crate::query::Query::parse(&line);
            assert_eq!(
                query.clauses()[0].literals[0].term,
                Term::Section(Some(section.to_owned())),
                "{line}"
            );
        }
    }
}

#[test]
fn what_articles_say_of_themselves_is_offered_behind_its_field() {
    let said = |names: &[(&str, u32)]| -> Vec<ValueCount> {
        let count = |&(name, articles): &(&str, u32)| {
            let value = if name.is_empty() { FacetValue::None } else { FacetValue::Name(name.into()) };
            ValueCount { value, articles, mentions: articles }
        };
        names.iter().map(count).collect()
    };
    let authors = said(&[("", 9), ("张三丰", 5), ("李 四", 4), ("张三", 2), ("John", 1)]);
    let source =
        CandidateSource { counts: Counts::only(Facet::Author, authors), ..source_of(&[("张三峰", 9)], 0) };
    case(&source, "作者:", "=张三丰 \"=李 四\" =张三 =John");
    case(&source, "作者:zhangsan", "=张三 =张三丰");
    case(&source, "甲 author:ls", "\"=李 四\"");
    case(&source, "作者:=jo", "=John");
    case(&source, "作者:Jo", "=John");
    case(&source, &format!("作者:{}", "张".repeat(99)), "");
    case(&source, "来源:z", "");
    let tags = said(&[("三农", 2)]);
    let source = CandidateSource { counts: Counts::only(Facet::Tag, tags), ..CandidateSource::default() };
    case(&source, "标签:sannong", "三农");
    case(&source, "标签:三农", "");
}

#[test]
fn what_the_user_has_done_is_offered_in_either_language() {
    let source = CandidateSource::default();
    case(&source, "状态:", "新 未读 在读 已读 加星 有批注");
    case(&source, "状态:jx", "加星");
    case(&source, "甲 is:un", "未读");
    case(&source, "状态:已读", "");
    case(&source, &format!("状态:{}", "读".repeat(99)), "");
}

#[test]
fn an_at_sign_offers_the_provinces_with_the_most_articles() {
    let found = source_of(&[], 3).candidates(&CompletionTarget::of("黄河 @").unwrap(), 3);
    let texts: Vec<&str> = found.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["辽宁", "北京", "天津"]);
}

#[test]
fn capitals_are_meant_as_they_are() {
    let source = source_of(&[("GDP增速", 3), ("高端品牌", 2)], 0);
    case(&source, "gdp", "GDP增速 高端品牌");
    case(&source, "GDP", "");
}

#[test]
fn the_best_of_many_are_found() {
    let words: Vec<String> = ('一'..'丽').map(|c| format!("水{c}")).collect();
    let counted: Vec<(&str, usize)> =
        words.iter().enumerate().map(|(i, w)| (w.as_str(), i % 40 + 1)).collect();
    let source = source_of(&counted, 0);
    for line in ["s", "shui", "水", "sh"] {
        let all = source.candidates(&CompletionTarget::of(line).unwrap(), 10_000);
        let best = source.candidates(&CompletionTarget::of(line).unwrap(), 9);
        assert_eq!(
            best.iter().map(|c| c.docs).collect::<Vec<_>>(),
            all.iter().take(9).map(|c| c.docs).collect::<Vec<_>>()
        );
        assert!(best.windows(2).all(|pair| pair[0].docs >= pair[1].docs));
    }
}

#[test]
fn capitals_before_spelt_letters_stand_for_themselves() {
    let source = source_of(&[("AI芯片", 2), ("爱心片", 9), ("GDP", 3)], 0);
    case(&source, "AIxinpian", "AI芯片");
    case(&source, "GDP", "");
    case(&source, "GDp", "");
}

#[test]
fn function_words_are_for_those_who_spell_them() {
    let source = source_of(&[("记者", 9), ("基准", 1), ("记者证", 1)], 0);
    case(&source, "jizhe", "记者 记者证");
    case(&source, "jz", "基准 记者证");
}

#[test]
fn a_foreign_word_of_few_letters_is_no_surer_than_an_abbreviation() {
    let source = source_of(&[("共产党", 5), ("GCD", 2)], 0);
    case(&source, "gcd", "共产党 GCD");
}

#[test]
fn words_of_the_user_are_offered_where_an_article_has_them() {
    let mut source = source_over(&["一头江豚跃在这里", "没有什么"]);
    let names = |source: &CandidateSource, typed: &str| -> Vec<(String, u32)> {
        let target = CompletionTarget::of(typed).unwrap();
        source.candidates(&target, 9).into_iter().map(|one| (one.text, one.docs)).collect()
    };
    assert!(!names(&source, "jiangtunyue").contains(&("江豚跃".to_owned(), 1)));
    source.user = Some(Vocabulary::of_words(&["江豚跃", "江豚湾", "没有"].map(str::to_owned)));
    assert_eq!(names(&source, "jiangtunyue"), [("江豚跃".to_owned(), 1)]);
    assert_eq!(names(&source, "jiangtunwan"), []);
    assert_eq!(names(&source, "meiyou"), [("没有".to_owned(), 1)]);
}

/// A source over these articles, counted and searchable.
fn source_over(articles: &[&str]) -> CandidateSource {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in articles.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.txt")), format!("题{number}\n\n{text}\n"))
            .unwrap();
    }
    let root = crate::corpus::load::Root::Path(folder.path().to_owned());
    let corpus = crate::corpus::load::load_all(&[root], &crate::corpus::load::LoadOptions::default(), &());
    let mut builder = VocabularyBuilder::default();
    corpus.articles().for_each(|article| crate::complete::vocabulary::count_article(&mut builder, article));
    let searched = Some(SearchSnapshot { corpus, ..SearchSnapshot::default() });
    CandidateSource { vocabulary: Some(builder.finish()), searched, ..CandidateSource::default() }
}

#[test]
fn two_words_in_one_run_are_joined_where_they_stand_together() {
    let mut articles = vec!["审查制度很严。", "制度，审查。"];
    articles.extend(["审查很严。", "制度很好。"].iter().cycle().take(20));
    let source = source_over(&articles);
    case(&source, "shenchazhidu", "审查制度");
    case(&source, "zhidushencha", "");
}

#[test]
fn numbers_are_those_of_the_articles_that_a_filter_finds() {
    let source = source_over(&["女大学生来了。", "大学生来了。", "大学，生活。"]);
    let target = CompletionTarget::of("daxuesheng").unwrap();
    let found = source.candidates(&target, 9);
    assert_eq!(found.first().map(|c| (c.text.as_str(), c.docs)), Some(("大学生", 2)));
}
