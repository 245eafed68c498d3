use serde_json::json;

use super::*;
use crate::corpus::ArticleKey;
use crate::remote::document::province_code;
use crate::state::{ArticleRef, Change};

fn asked(text: &str) -> (Value, bool) {
    let query = Query::parse(text);
    assert_eq!(query.fault(), None, "{text}");
    let translation = Translation::of(&query, &Annotations::default()).unwrap();
    (translation.value(), translation.is_exact())
}

fn exactly(text: &str) -> Value {
    let (value, exact) = asked(text);
    assert!(exact, "{text}");
    value
}

fn any(parts: &[Value]) -> Value {
    json!({"bool": {"should": parts, "minimum_should_match": 1}})
}

fn phrase(text: &str) -> Value {
    let text = Folding::get().folded(text);
    any(&[json!({"match_phrase": {"b": text}}), json!({"match_phrase": {"s": text}})])
}

fn pair(text: &str) -> Value {
    let text = Folding::get().folded(text);
    any(&[json!({"term": {"b": text}}), json!({"match_phrase": {"s": text}})])
}

#[test]
fn words_are_phrases_of_pairs_in_every_written_form() {
    assert_eq!(exactly("營商環境"), phrase("营商环境"));
    assert_eq!(exactly("辽宁"), pair("辽宁"));
    assert_eq!(exactly("省"), json!({"term": {"c": "省"}}));
    assert_eq!(exactly("ＧＤＰ"), phrase("gdp"));
    assert_eq!(exactly("题:黃河"), json!({"match_phrase": {"t": "黄河"}}));
    assert_eq!(exactly("题:黃"), json!({"term": {"t": "黄"}}));
}

#[test]
fn and_or_not_are_one_bool() {
    assert_eq!(exactly("辽宁 环境"), json!({"bool": {"filter": [pair("辽宁"), pair("环境")]}}));
    assert_eq!(exactly("营商|投资"), any(&[pair("营商"), pair("投资")]));
    assert_eq!(exactly("-北京"), json!({"bool": {"must_not": [pair("北京")]}}));
    assert_eq!(exactly("-(营商|投资)"), json!({"bool": {"must_not": [pair("营商"), pair("投资")]}}));
    assert_eq!(exactly(""), json!({"match_all": {}}));
}

#[test]
fn near_words_are_spans_of_one_paragraph() {
    let term = |text: &str| json!({"span_term": {"b": text}});
    let long = json!({"span_near": {"clauses": [term("营商"), term("商环"), term("环境")], "slop": 0, "in_order": true}});
    let near = json!({"span_near": {"clauses": [long, term("电商")], "slop": 69_999, "in_order": false}});
    assert_eq!(exactly("电商~营商环境"), near);
    assert_eq!(exactly("环境~营商环境"), json!({"match_phrase": {"b": "营商环境"}}), "one lies in the other");
    let (value, exact) = asked("农~电商");
    assert!(!exact, "a single character has no position");
    assert_eq!(
        value,
        json!({"bool": {"filter": [json!({"term": {"b": "电商"}}), json!({"term": {"c": "农"}})]}})
    );
}

#[test]
fn a_word_with_a_blank_is_looked_at_here() {
    let (value, exact) = asked("\"会 计划\"");
    assert!(!exact);
    let lines = json!({"bool": {"filter": [{"term": {"c": "会"}}, {"term": {"b": "计画"}}]}});
    let said = json!({"bool": {"filter": [{"term": {"s": "会"}}, {"match_phrase": {"s": "计画"}}]}});
    assert_eq!(value, any(&[lines, said]));
    assert_eq!(exactly("\"one two\""), phrase("one two"), "no blank of these is ever left out");
}

#[test]
fn a_regular_expression_asks_for_what_every_match_has() {
    let (value, exact) = asked("/海棠.{0,9}书院/");
    assert!(!exact);
    assert_eq!(
        value,
        json!({"bool": {"filter": [json!({"term": {"b": "海棠"}}), json!({"term": {"b": "书院"}})]}})
    );
    let (value, _) = asked("水 -/第.批/");
    assert_eq!(value, exactly("水"), "what is refused rules nothing out");
    for text in ["/.*/", "-/第.批/", r"/\p{Han}+/|水"] {
        let refused = Translation::of(&Query::parse(text), &Annotations::default());
        assert_eq!(refused, Err(RemoteFault::NothingToLookUp), "{text}");
    }
    assert_eq!(exactly("/[a&&b]/"), json!({"match_none": {}}));
}

#[test]
fn provinces_are_codes() {
    let set = |name: &str| crate::province::named(name).iter().filter_map(province_code).collect::<Vec<_>>();
    assert_eq!(exactly("@辽宁"), json!({"terms": {"about": set("辽宁")}}));
    assert_eq!(exactly("@sx"), json!({"terms": {"about": set("sx")}}));
    assert_eq!(exactly("提:辽宁"), json!({"terms": {"mentions": set("辽宁")}}));
    assert_eq!(exactly("@无"), json!({"bool": {"must_not": [{"exists": {"field": "mentions"}}]}}));
}

#[test]
fn sections_are_text_or_a_path() {
    assert_eq!(exactly("栏:工作動態"), json!({"match_phrase": {"section_text": "工作动态"}}));
    assert_eq!(exactly("栏:/要聞/工作"), json!({"term": {"above": "要闻/工作"}}));
    assert_eq!(exactly("栏:无"), json!({"bool": {"must_not": [{"exists": {"field": "section"}}]}}));
}

#[test]
fn authors_sources_and_tags() {
    assert_eq!(exactly("作者:某甲"), json!({"match_phrase": {"author_text": "某甲"}}));
    assert_eq!(exactly("来源:=晚報"), json!({"term": {"source_key": "晚报"}}));
    assert_eq!(exactly("标签:水利"), json!({"term": {"tag_key": "水利"}}));
    assert_eq!(exactly("作者:无"), json!({"bool": {"must_not": [{"exists": {"field": "author"}}]}}));
}

fn article(number: u128) -> ArticleRef {
    ArticleRef::known(ArticleKey(number), "")
}

#[test]
fn what_the_user_has_added_goes_down_as_keys() {
    let mut annotations = Annotations::default();
    annotations.apply(&Change::Star(article(1), true));
    annotations.apply(&Change::Tag(article(2), "水利".into(), true));
    annotations.apply(&Change::Finished(article(3)));
    let of = |text: &str| Translation::of(&Query::parse(text), &annotations).unwrap().value();
    let key = |number: u32| json!({"terms": {"key": [format!("{number:032x}")]}});
    assert_eq!(of("状态:加星"), key(1));
    assert_eq!(of("状态:已读"), key(3));
    assert_eq!(of("状态:未读"), json!({"bool": {"must_not": [key(3)]}}));
    assert_eq!(of("标签:水利"), any(&[json!({"term": {"tag_key": "水利"}}), key(2)]));
    assert_eq!(of("状态:有批注"), json!({"match_none": {}}));
}

#[test]
fn corrected_provinces_are_added_and_taken_away() {
    let number = crate::province::named("辽宁").iter().next().unwrap();
    let mut annotations = Annotations::default();
    annotations.apply(&Change::Correct(article(1), number, Some(true)));
    annotations.apply(&Change::Correct(article(2), number, Some(false)));
    let translation = |text: &str| Translation::of(&Query::parse(text), &annotations).unwrap();
    let key = |number: u32| json!({"terms": {"key": [format!("{number:032x}")]}});
    let kept = json!({"bool": {"filter": [{"terms": {"about": ["LN"]}}], "must_not": [key(2)]}});
    assert_eq!(translation("@辽宁").value(), any(&[kept, key(1)]));
    let others: Vec<&str> =
        (0..34).filter(|other| *other != number).filter_map(crate::remote::document::province_code).collect();
    let only = json!({"bool": {"filter": [key(2)], "must_not": [{"terms": {"mentions": others}}]}});
    let nowhere = any(&[json!({"bool": {"must_not": [{"exists": {"field": "mentions"}}]}}), only]);
    let nowhere = json!({"bool": {"filter": [nowhere], "must_not": [key(1)]}});
    assert_eq!(translation("@无").value(), nowhere);
    assert!(translation("@辽宁").is_exact() && translation("@无").is_exact());
}

#[test]
fn more_keys_than_an_index_accepts_are_refused() {
    let mut annotations = Annotations::default();
    for number in 0..3 {
        annotations.apply(&Change::Star(article(number), true));
    }
    let of = |most| Translation::with_keys(&Query::parse("状态:加星"), &annotations, most);
    assert!(of(3).is_ok());
    assert_eq!(of(2), Err(RemoteFault::TooManyKeys));
}

#[test]
fn the_choice_of_a_facet_does_not_narrow_its_own_counts() {
    let translation = Translation::of(&Query::parse("水利 年:2019 @辽宁"), &Annotations::default()).unwrap();
    assert_eq!(translation.without_facets(), pair("水利"));
    let (since, until) = (json!({"gte": 20_190_000}), json!({"gte": 0, "lte": 20_199_999}));
    let year = json!({"bool": {"filter": [
        {"range": {"ymd": since}}, {"range": {"ymd": until}}, {"exists": {"field": "y"}}]}});
    assert_eq!(translation.facets_but(Facet::Province), year);
    assert_eq!(translation.facets_but(Facet::Year), exactly("@辽宁"));
}
