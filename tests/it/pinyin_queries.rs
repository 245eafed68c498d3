//! What is offered for letters in folders of real articles: `tests/cases/pinyin.tsv`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use xinglan::complete::candidates::{CandidateSource, CompletionTarget};
use xinglan::complete::vocabulary::{VocabularyBuilder, count_article};
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::search::SearchSnapshot;

/// Candidates of the first page: a digit chooses one.
const PAGE: usize = 9;

/// The folder of a name in the table, if it is here.
fn folder(name: &str) -> Option<PathBuf> {
    match name {
        "seeds" => Some(PathBuf::from("seeds")),
        name => std::env::var_os("XINGLAN_SAMPLES").map(|samples| PathBuf::from(samples).join(name)),
    }
}

fn source(folder: PathBuf) -> CandidateSource {
    let corpus = load_all(&[Root::Path(folder)], &LoadOptions::default(), &());
    let mut builder = VocabularyBuilder::default();
    corpus.articles().for_each(|article| count_article(&mut builder, article));
    let searched = Some(SearchSnapshot { corpus, ..SearchSnapshot::default() });
    CandidateSource { vocabulary: Some(builder.finish()), searched, ..CandidateSource::default() }
}

#[test]
fn the_word_that_is_meant_is_offered_first_and_always_on_the_first_page() {
    let table = std::fs::read_to_string("tests/cases/pinyin.tsv").unwrap();
    let mut queries = BTreeMap::<&str, Vec<(&str, &str)>>::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        queries.entry(fields[0]).or_default().push((fields[1], fields[2]));
    }
    let (mut asked, mut offered, mut first, mut said) = (0, 0, 0, Vec::new());
    for (name, queries) in queries {
        let Some(source) = folder(name).map(source) else { continue };
        for (typed, meant) in queries {
            let target = CompletionTarget::of(typed).unwrap();
            let page = source.candidates(&target, PAGE);
            let place = page.iter().position(|candidate| candidate.text == meant);
            asked += 1;
            offered += usize::from(place.is_some());
            first += usize::from(place == Some(0));
            if place != Some(0) {
                let page: Vec<&str> = page.iter().map(|candidate| candidate.text.as_str()).collect();
                said.push(format!("{name} {typed} {meant} {place:?}: {page:?}"));
            }
        }
    }
    let good = offered == asked && first * 10 >= asked * 9;
    assert!(asked > 20 && good, "first {first}, on the first page {offered} of {asked}\n{}", said.join("\n"));
}
