//! Articles that are newer than the snapshot stand where they would stand without one, in every order.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use crate::aged::{age_by, places, write_aged};
use proptest::collection::vec;
use proptest::prelude::*;
use xinglan::corpus::Corpus;
use xinglan::corpus::Loader;
use xinglan::corpus::load::{LoadOptions, Root, load_all, load_over};
use xinglan::corpus::snapshot::{SectionBuilder, SnapshotSpec};
use xinglan::query::Query;
use xinglan::search::Budget;
use xinglan::search::order::{ListOrder, SortBy};
use xinglan::search::order::{OrderCache, OrderSection};
use xinglan::search::rows::LastPosition;
use xinglan::search::{Scan, SearchRequest, SearchSnapshot};

const ORDERS: [SortBy; 6] =
    [SortBy::Corpus, SortBy::Title, SortBy::Date, SortBy::Length, SortBy::Hits, SortBy::Relevance];
const QUERIES: [&str; 3] = ["", "河", "河 水|堤"];

/// Where files may lie: in a few folders, with names in natural order, so that renaming and adding meet.
const FOLDERS: [&str; 4] = ["", "2026-11-21", "二、春汛", "十、秋汛/2019"];

/// What is done to a file: number of its folder, number of its name, and what it holds then, if anything.
type Step = (usize, u32, Option<u32>);

fn path(root: &Path, (folder, name, _): Step) -> PathBuf {
    let name = if name.is_multiple_of(5) { format!("{name}.jsonl") } else { format!("第{name}篇.txt") };
    root.join(FOLDERS[folder]).join(name)
}

/// A text of its own for each number; many have the same title, date or length.
fn text(content: u32, lines: bool) -> String {
    // A title in many files would be none.
    let title = format!("第{content}段");
    let date = ["", "2026年11月21日，", "2019年3月1日，", "3月1日，"][content as usize % 4];
    let body = format!(
        "{date}{content}{}水。{}",
        "河".repeat(content as usize % 3),
        "堤".repeat(content as usize % 5)
    );
    if !lines {
        return format!("{title}\n\n{body}\n");
    }
    let line = |number| format!("{{\"title\":\"{title}\",\"text\":\"{number}{body}\"}}\n");
    (0..=content % 3).map(line).collect()
}

/// Carries a step out on files that all look old, so that only the step itself changes a file.
fn apply(root: &Path, step: Step) {
    let path = path(root, step);
    match step.2 {
        None => _ = fs::remove_file(&path),
        Some(content) => {
            write_aged(&path, text(content, path.extension().is_some_and(|end| end == "jsonl")));
            age_by(&path, Duration::from_secs(3600 + u64::from(content)));
        }
    }
}

fn roots(root: &Path) -> Vec<Root> {
    vec![Root::Path(root.to_owned())]
}

/// A snapshot of the folder as it is, opened.
fn snapshot(root: &Path, target: &Path) -> Corpus {
    let spec = SnapshotSpec::new(vec![root.to_owned()], LoadOptions::default(), target.to_owned(), false);
    let builders: Vec<Box<dyn SectionBuilder>> = vec![Box::new(OrderSection::default())];
    spec.make(&(), builders, &|_| ControlFlow::Continue(())).unwrap();
    spec.open().unwrap()
}

fn finish(scan: &mut Scan) {
    while !scan.is_done() {
        assert!(scan.advance(Budget::FIRST, &|| false));
    }
}

/// The articles of a list: path, line and text. Each of them is found again in its place.
fn list(scan: &Scan) -> Vec<(PathBuf, Option<u32>, String)> {
    let (corpus, rows) = (&scan.searched().corpus, scan.found().rows);
    let row = |(position, id)| {
        assert_eq!(rows.position(id, LastPosition::default()), Ok(position));
        let article = corpus.article(id).unwrap();
        (article.path(), article.line(), article.text().as_str().to_owned())
    };
    rows.ids().enumerate().map(row).collect()
}

fn scan(corpus: &Corpus, query: &str, order: ListOrder, orders: &mut OrderCache) -> Scan {
    let searched = SearchSnapshot { corpus: corpus.clone(), ..SearchSnapshot::default() };
    Scan::new(SearchRequest { query: Query::parse(query), order }, searched, orders, None)
}

/// Compares every list of `followed`, searched at once and grown from `base`, with that of `fresh`.
fn assert_same_lists(base: &Corpus, followed: &Corpus, fresh: &Corpus) {
    for by in ORDERS {
        for (query, reversed) in QUERIES.into_iter().flat_map(|query| [(query, false), (query, true)]) {
            let order = ListOrder { by, reversed };
            let mut expected = scan(fresh, query, order, &mut OrderCache::default());
            finish(&mut expected);
            let mut orders = OrderCache::default();
            let mut grown = scan(base, query, order, &mut orders);
            finish(&mut grown);
            grown.grow(SearchSnapshot { corpus: followed.clone(), ..SearchSnapshot::default() }, &mut orders);
            let mut at_once = scan(followed, query, order, &mut OrderCache::default());
            for scan in [&mut grown, &mut at_once] {
                finish(scan);
                assert_eq!(list(scan), list(&expected), "{query:?} {order:?}");
            }
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    (0..FOLDERS.len(), 0_u32..12, prop::option::weighted(0.8, 0_u32..60))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_list_is_that_of_the_files(before in vec(step(), 1..40), after in vec(step(), 0..10)) {
        let (_home, root, target) = places();
        fs::create_dir(&root).unwrap();
        for step in before {
            apply(&root, step);
        }
        let base = snapshot(&root, &target);
        for step in after {
            apply(&root, step);
        }
        let fresh = load_all(&roots(&root), &LoadOptions::default(), &());
        let followed = load_over(base.clone(), &roots(&root), &LoadOptions::default(), &());
        // The verdict on a folder stands as long as its snapshot, until the user has it judged anew.
        let followed = if followed.verdicts == fresh.verdicts { followed } else { judged_anew(followed, &root) };
        assert_same_lists(&base, &followed, &fresh);
    }
}

/// `corpus` with its folder judged as it is now.
fn judged_anew(corpus: Corpus, root: &Path) -> Corpus {
    let (sender, receiver) = mpsc::channel();
    let mut base = corpus;
    base.complete = false;
    let publish = move |corpus: Corpus| sender.send(corpus).unwrap();
    let loader = Loader::rejudge(base, roots(root), LoadOptions::default(), Arc::new(()), publish);
    let whole = receiver.iter().find(|corpus| corpus.complete).unwrap();
    drop(loader);
    whole
}

#[test]
fn a_title_in_four_files_is_none_once_the_folder_is_judged_anew() {
    let (_home, root, target) = places();
    for name in 1..4 {
        apply(&root, (1, name, Some(7)));
    }
    let base = snapshot(&root, &target);
    apply(&root, (1, 4, Some(7)));
    let followed = load_over(base.clone(), &roots(&root), &LoadOptions::default(), &());
    let fresh = load_all(&roots(&root), &LoadOptions::default(), &());
    let titled = |corpus: &Corpus| corpus.articles().filter(|article| !article.title().is_empty()).count();
    assert_eq!((titled(&followed), titled(&fresh)), (4, 0));
    let followed = judged_anew(followed, &root);
    assert_same_lists(&base, &followed, &fresh);
}

#[test]
fn what_is_renamed_added_and_changed_stands_in_its_place() {
    let (_home, root, target) = places();
    for name in 1..9 {
        apply(&root, (2, name, Some(name)));
        apply(&root, (3, name, Some(name + 20)));
    }
    let base = snapshot(&root, &target);
    apply(&root, (1, 4, Some(41)));
    apply(&root, (2, 3, Some(42)));
    apply(&root, (2, 9, Some(43)));
    fs::rename(root.join("十、秋汛/2019/第1篇.txt"), root.join("十、秋汛/2019/第30篇.txt")).unwrap();
    let followed = load_over(base.clone(), &roots(&root), &LoadOptions::default(), &());
    let fresh = load_all(&roots(&root), &LoadOptions::default(), &());
    assert_eq!((followed.len() - base.len(), followed.deleted.count()), (4, 2));
    assert_same_lists(&base, &followed, &fresh);
    let newest = ListOrder { by: SortBy::Date, reversed: false };
    let mut by_date = scan(&followed, "", newest, &mut OrderCache::default());
    finish(&mut by_date);
    assert!(list(&by_date)[0].0.starts_with(root.join("2026-11-21")));
}
