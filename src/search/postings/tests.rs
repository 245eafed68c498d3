use super::*;
use crate::query::{Clause, Literal, Query, Term};
use crate::store::{Container, Writer};
use crate::text::folding::Folding;

fn built(texts: &[&str], run_keys: usize) -> (Vec<u32>, Vec<u64>, Vec<u8>) {
    let mut builder = PostingsBuilder::with_runs_of(tempfile::tempfile().unwrap(), run_keys);
    for (number, text) in texts.iter().enumerate() {
        builder.add(number as u32, text).unwrap();
    }
    let mut lists = Vec::new();
    let (keys, offsets) = builder.finish(texts.len() as u32, &mut lists).unwrap();
    (keys, offsets, lists)
}

fn postings(texts: &[&str]) -> Postings {
    let (keys, offsets, lists) = built(texts, 64);
    Postings::new(texts.len() as u32, keys.into(), offsets.into(), lists.into()).unwrap()
}

/// The articles that may satisfy a query, and whether all of them certainly do.
fn bounds(postings: &Postings, query: &str) -> (Vec<u32>, bool) {
    let found = postings.bounds(Query::parse(query).clauses());
    (found.upper.iter().collect(), found.lower == found.upper)
}

const TEXTS: [&str; 6] = ["营商环境\n改善营商", "投资环境", "環境，营商", "", "Gdp 增长\n环境", "商环"];

#[test]
fn words_are_narrowed_by_their_pairs() {
    let postings = postings(&TEXTS);
    assert_eq!(bounds(&postings, "营商"), (vec![0, 2], true));
    assert_eq!(bounds(&postings, "營商環境"), (vec![0], false));
    assert_eq!(bounds(&postings, "ＧＤＰ"), (vec![4], false));
    assert_eq!(bounds(&postings, "境"), (vec![0, 1, 2, 4], true));
    assert_eq!(bounds(&postings, "铁路"), (vec![], true));
}

#[test]
fn clauses_join_as_they_say() {
    let postings = postings(&TEXTS);
    assert_eq!(bounds(&postings, "环境 营商"), (vec![0, 2], true));
    assert_eq!(bounds(&postings, "营商|投资"), (vec![0, 1, 2], true));
    assert_eq!(bounds(&postings, "-环境"), (vec![3, 5], true));
    assert_eq!(bounds(&postings, "环境 -营商环境"), (vec![0, 1, 2, 4], false));
    let refused = postings.bounds(Query::parse("环境 -营商环境").clauses());
    assert_eq!(
        refused.lower.iter().collect::<Vec<_>>(),
        [1, 2, 4],
        "only the first has all pairs of the unwanted word"
    );
    assert_eq!(bounds(&postings, "营商~环境 题:营商"), (vec![0, 2], false));
    assert_eq!(bounds(&postings, "/营?/ @辽宁"), (vec![0, 1, 2, 3, 4, 5], false));
    assert_eq!(bounds(&postings, "营商|@辽宁"), (vec![0, 1, 2, 3, 4, 5], false));
}

#[test]
fn expressions_are_narrowed_by_what_they_need() {
    let postings = postings(&TEXTS);
    assert_eq!(bounds(&postings, "/营商/"), (vec![0, 2], false));
    assert_eq!(bounds(&postings, "/营商.*環境/"), (vec![0, 2], false));
    assert_eq!(bounds(&postings, "/投资|gdp/i"), (vec![1, 4], false));
    assert_eq!(bounds(&postings, "/铁[路轨]/"), (vec![], true));
    assert_eq!(bounds(&postings, "-/营商/"), (vec![0, 1, 2, 3, 4, 5], false));
}

#[test]
fn runs_of_any_size_give_the_same_index() {
    let one = built(&TEXTS, 1 << 20);
    assert_eq!(built(&TEXTS, 1), one);
    assert_eq!(built(&TEXTS, 40), one);
}

#[test]
fn an_index_of_nothing_is_one() {
    let postings = postings(&[]);
    assert_eq!(postings.articles(), 0);
    assert_eq!(bounds(&postings, "环境"), (vec![], true));
}

#[test]
fn columns_that_do_not_belong_together_are_no_index() {
    let (keys, offsets, lists) = built(&TEXTS, 64);
    let without_last = lists.get(1..).unwrap().to_vec();
    assert!(Postings::new(6, keys.clone().into(), offsets.clone().into(), without_last.into()).is_none());
    assert!(Postings::new(6, keys.into(), Vec::new().into(), lists.into()).is_none());
}

/// The index as stored in a container, with one byte changed.
fn stored(texts: &[&str], change: Option<(usize, u8)>) -> Option<Postings> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("c");
    let (keys, offsets, lists) = built(texts, 1 << 20);
    let mut writer = Writer::create(&target).unwrap();
    writer.column(KEYS, 0, &keys).unwrap();
    writer.column(OFFSETS, 0, &offsets).unwrap();
    writer.column(LISTS, 0, &lists).unwrap();
    writer.finish(0).unwrap();
    if let Some((place, mask)) = change {
        let mut bytes = std::fs::read(&target).unwrap();
        let at = place % bytes.len();
        bytes[at] ^= mask;
        std::fs::write(&target, bytes).unwrap();
    }
    let container = Container::open(&target).ok()?;
    let keys = container.column(KEYS, 0)?;
    let offsets = container.column(OFFSETS, 0)?;
    Postings::new(texts.len() as u32, keys, offsets, container.column(LISTS, 0)?)
}

#[test]
fn a_stored_index_says_the_same() {
    let (heap, stored) = (postings(&TEXTS), stored(&TEXTS, None).unwrap());
    for query in ["营商", "環境 -投资", "境", "铁路"] {
        assert_eq!(bounds(&stored, query), bounds(&heap, query));
    }
}

/// A regular expression of literals, classes, anchors, groups, alternatives and repetitions.
fn pattern() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let part = prop_oneof![
        4 => "[甲乙里裡aAａ1，❤𠀀]{1,3}",
        2 => proptest::sample::select(vec![
            ".", "^", "$", r"\b", "[里裡]", "[^甲]", "[a-z]", r"\p{Han}", r"\w", "[❤\u{FE0F}]", "\u{FE0F}",
            r"(?-u:\xE7)", r"(?-u:[\x80-\xBF])", r"(?i:a)", "[a&&1]", "()", r"\n",
        ]).prop_map(str::to_owned),
    ];
    part.prop_recursive(4, 24, 4, |inner| {
        let many = proptest::collection::vec(inner.clone(), 1..4);
        let times = proptest::sample::select(vec!["?", "*", "+", "{2}", "{0,2}", "{1,3}", "{0}", "??"]);
        prop_oneof![
            many.clone().prop_map(|parts| parts.concat()),
            many.prop_map(|parts| format!("({})", parts.join("|"))),
            (inner, times).prop_map(|(part, times)| format!("(?:{part}){times}")),
        ]
    })
}

proptest::proptest! {
    #[test]
    fn every_article_that_has_a_word_is_a_candidate(
        texts in proptest::collection::vec("[甲乙丙里裡aAａ1，。\n ❤\u{FE0F}𠀀𠀁]{0,12}", 0..12),
        word in "[甲乙丙里裡aAａ1，。❤𠀀]{1,4}",
    ) {
        let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
        let postings = postings(&refs);
        let found = postings.bounds(Query::literal(&word).clauses());
        let folding = Folding::get();
        for (number, text) in texts.iter().enumerate() {
            let has = folding.folded(text).contains(&folding.folded(&word));
            proptest::prop_assert!(found.upper.contains(number as u32) || !has, "{text:?}");
            proptest::prop_assert!(!found.lower.contains(number as u32) || has, "{text:?}");
        }
    }

    #[test]
    fn every_article_that_an_expression_matches_is_a_candidate(
        texts in proptest::collection::vec("[甲乙丙里裡aAａ1，。\n ❤\u{FE0F}𠀀𠀁]{0,12}", 0..12),
        pattern in pattern(),
        blind in proptest::bool::ANY,
    ) {
        let pattern = format!("{}{pattern}", if blind { "(?i)" } else { "" });
        let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
        let literals = vec![Literal { negated: false, term: Term::Regex(pattern.clone()) }];
        let found = postings(&refs).bounds([&Clause { span: 0..0, literals, refused: false }]);
        let regex = regex::bytes::Regex::new(&pattern).unwrap();
        for (number, text) in texts.iter().enumerate() {
            let matches = text.split('\n').any(|line| regex.is_match(line.as_bytes()));
            proptest::prop_assert!(found.upper.contains(number as u32) || !matches, "{text:?}");
            proptest::prop_assert!(!found.lower.contains(number as u32));
        }
    }

    #[test]
    fn a_changed_byte_costs_no_result(place in 0usize..40_000, mask in 1u8.., word in 0usize..4) {
        let Some(postings) = stored(&TEXTS, Some((place, mask))) else { return Ok(()) };
        let word = ["营商", "境", "營商環境", "铁路"][word];
        let folding = Folding::get();
        let has = |text: &str| folding.folded(text).contains(&folding.folded(word));
        let has: Vec<u32> = (0..).zip(TEXTS).filter(|(_, text)| has(text)).map(|(number, _)| number).collect();
        let (found, exact) = bounds(&postings, word);
        proptest::prop_assert!(has.iter().all(|number| found.contains(number)));
        proptest::prop_assert!(!exact || has == found);
    }
}
