use super::*;
use crate::index::Folding;
use crate::index::query::Query;

fn built(texts: &[&str], run_keys: usize) -> (Vec<u8>, Vec<u8>) {
    let mut builder = GramsBuilder::with_runs_of(tempfile::tempfile().unwrap(), run_keys);
    for (number, text) in texts.iter().enumerate() {
        builder.add(number as u32, text).unwrap();
    }
    let (mut keys, mut postings) = (Vec::new(), Vec::new());
    builder.finish(texts.len() as u32, &mut keys, &mut postings).unwrap();
    (keys, postings)
}

fn grams(texts: &[&str]) -> Grams {
    let (keys, postings) = built(texts, 64);
    Grams::open(keys, postings).unwrap()
}

/// The articles that can satisfy a query, and whether each of them does.
fn candidates(grams: &Grams, query: &str) -> (Vec<u32>, bool) {
    let found = grams.candidates(Query::parse(query).clauses());
    (found.may.iter().collect(), found.does == found.may)
}

const TEXTS: [&str; 6] = ["营商环境\n改善营商", "投资环境", "環境，营商", "", "Gdp 增长\n环境", "商环"];

#[test]
fn words_are_narrowed_by_their_pairs() {
    let grams = grams(&TEXTS);
    assert_eq!(candidates(&grams, "营商"), (vec![0, 2], true));
    assert_eq!(candidates(&grams, "營商環境"), (vec![0], false));
    assert_eq!(candidates(&grams, "ＧＤＰ"), (vec![4], false));
    assert_eq!(candidates(&grams, "境"), (vec![0, 1, 2, 4], true));
    assert_eq!(candidates(&grams, "铁路"), (vec![], true));
}

#[test]
fn clauses_join_as_they_say() {
    let grams = grams(&TEXTS);
    assert_eq!(candidates(&grams, "环境 营商"), (vec![0, 2], true));
    assert_eq!(candidates(&grams, "营商|投资"), (vec![0, 1, 2], true));
    assert_eq!(candidates(&grams, "-环境"), (vec![3, 5], true));
    assert_eq!(candidates(&grams, "环境 -营商环境"), (vec![0, 1, 2, 4], false));
    let refused = grams.candidates(Query::parse("环境 -营商环境").clauses());
    assert_eq!(
        refused.does.iter().collect::<Vec<_>>(),
        [1, 2, 4],
        "only the first has all pairs of the unwanted word"
    );
    assert_eq!(candidates(&grams, "营商~环境 题:营商"), (vec![0, 2], false));
    assert_eq!(candidates(&grams, "/营商/ @辽宁"), (vec![0, 1, 2, 3, 4, 5], false));
    assert_eq!(candidates(&grams, "营商|@辽宁"), (vec![0, 1, 2, 3, 4, 5], false));
}

#[test]
fn runs_of_any_size_give_the_same_index() {
    let one = built(&TEXTS, 1 << 20);
    assert_eq!(built(&TEXTS, 1), one);
    assert_eq!(built(&TEXTS, 40), one);
}

#[test]
fn an_index_of_nothing_is_one() {
    let grams = grams(&[]);
    assert_eq!(grams.articles(), 0);
    assert_eq!(candidates(&grams, "环境"), (vec![], true));
}

/// Many keys, so that the table has several blocks.
fn many() -> Vec<String> {
    let ideographs: Vec<char> = ('\u{4E00}'..'\u{5200}').collect();
    ideographs.chunks(32).map(|chunk| chunk.iter().collect()).collect()
}

#[test]
fn a_table_of_several_blocks_finds_every_key() {
    let texts = many();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let grams = grams(&texts);
    for (number, text) in texts.iter().enumerate() {
        let folded = Folding::get().folded(text);
        for c in folded.chars() {
            assert!(candidates(&grams, &c.to_string()).0.contains(&(number as u32)), "{c}");
        }
    }
    assert_eq!(candidates(&grams, "龘").0, Vec::<u32>::new());
}

#[test]
fn a_piece_that_is_not_whole_is_no_index() {
    let (keys, postings) = built(&TEXTS, 64);
    let without_end = |bytes: &[u8]| bytes[..bytes.len() - 1].to_vec();
    assert!(Grams::open(without_end(&keys), postings.clone()).is_none());
    assert!(Grams::open(keys, without_end(&postings)).is_none());
    assert!(Grams::open(Vec::new(), postings).is_none());
}

proptest::proptest! {
    #[test]
    fn every_article_that_has_a_word_is_a_candidate(
        texts in proptest::collection::vec("[甲乙丙里裡aAａ1，。\n ❤\u{FE0F}𠀀𠀁]{0,12}", 0..12),
        word in "[甲乙丙里裡aAａ1，。❤𠀀]{1,4}",
    ) {
        let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
        let grams = grams(&refs);
        let found = grams.candidates(Query::literal(&word).clauses());
        let folding = Folding::get();
        for (number, text) in texts.iter().enumerate() {
            let has = folding.folded(text).contains(&folding.folded(&word));
            proptest::prop_assert!(found.may.contains(number as u32) || !has, "{text:?}");
            proptest::prop_assert!(!found.does.contains(number as u32) || has, "{text:?}");
        }
    }

    #[test]
    fn a_flipped_bit_costs_no_result(place in 0usize..4000, bit in 0u32..8, in_keys: bool, word in 0usize..4) {
        let (mut keys, mut postings) = built(&TEXTS, 64);
        let piece = if in_keys { &mut keys } else { &mut postings };
        let at = place % piece.len();
        piece[at] ^= 1 << bit;
        if let Some(grams) = Grams::open(keys, postings) {
            let word = ["营商", "境", "營商環境", "铁路"][word];
            let has: Vec<u32> = (0..).zip(TEXTS).filter(|(_, text)| {
                Folding::get().folded(text).contains(&Folding::get().folded(word))
            }).map(|(number, _)| number).collect();
            let (found, exact) = candidates(&grams, word);
            proptest::prop_assert!(has.iter().all(|number| found.contains(number)));
            proptest::prop_assert!(!exact || has == found);
        }
    }
}
