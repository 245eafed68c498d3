//! What a snapshot brings along says what a reader without one finds out by itself, and damage changes no answer.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use xinglan::app::key::{Code, Key};
use xinglan::app::reader::{Page, PageRow, Reader, Setting};
use xinglan::app::request::OpenedArticle;
use xinglan::app::{Event, Options};
use xinglan::complete::vocabulary::VOCABULARY;
use xinglan::concordance::section_builders;
use xinglan::corpus::load::{LoadOptions, Root, load_all, load_over};
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::corpus::word_breaks::{self, Breaks, StoredBreaks};
use xinglan::corpus::{ArticleId, Corpus, PinnedArticle};
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::search::Budget;
use xinglan::search::near_duplicates::NearDuplicateFinder;
use xinglan::search::order::OrderCache;
use xinglan::search::order::{ListOrder, SortBy};
use xinglan::search::postings::Postings;
use xinglan::search::{Scan, SearchRequest, SearchSnapshot};
use xinglan::session::{Choice, LibrarySpec, Session, SnapshotLookup};
use xinglan::text::{CleanText, WidthPolicy};

use super::sections::derived;
use crate::aged::{places, write_aged};

const PATIENCE: Duration = Duration::from_mins(1);
const KEPT: [SortBy; 3] = [SortBy::Title, SortBy::Date, SortBy::Length];

/// A sentence of its own for each number.
fn sentence(number: usize) -> String {
    let (who, what) =
        (["老周", "巡河员", "Ada", "護林人"][number % 4], ["堤坝", "营商环境", "水位", "GDP"][number % 3]);
    format!("{who}在第{number}天记下了{what}的样子，又走了{}里路。", number % 7)
}

/// 400 articles in folders of a year each, every fifth with the text of an earlier one under another title, some
/// twice in every byte, some without text.
fn library(root: &Path) {
    for number in 0..400 {
        let folder = root.join(format!("{}年", 2015 + number % 5));
        let story = if number % 5 == 4 { number / 10 } else { number };
        let mut text: String = (story * 20..story * 20 + 6 + story % 9).map(sentence).collect();
        if number % 10 == 3 {
            text.insert_str(
                0,
                &format!("{}年{}月{}日，", 2010 + number % 11, 1 + number % 12, 1 + number % 28),
            );
        }
        let title = format!("第{}篇 {}来信", number % 97, ["辽宁", "山里", "重庆"][number % 3]);
        let whole =
            if number % 41 == 0 { format!("{title}\n") } else { format!("{title}\n\n{text}\n\n完。\n") };
        write_aged(
            &folder.join(format!("{number}.txt")),
            if number % 23 == 5 { "同一个文件\n\n每个字都一样。\n" } else { &whole },
        );
    }
}

struct Place {
    _home: tempfile::TempDir,
    root: PathBuf,
    spec: SnapshotSpec,
}

impl Place {
    fn new() -> Self {
        let (home, root, target) = places();
        library(&root);
        let spec = SnapshotSpec::new(vec![root.clone()], LoadOptions::default(), target, false);
        spec.make(&Recogniser::new(), section_builders(), &|_| ControlFlow::Continue(())).unwrap();
        Self { _home: home, root, spec }
    }

    /// The files, read.
    fn read(&self) -> Corpus {
        load_all(&[Root::Path(self.root.clone())], &LoadOptions::default(), &Recogniser::new())
    }

    /// The snapshot, followed.
    fn followed(&self) -> Corpus {
        let base = self.spec.open().unwrap();
        load_over(base, &[Root::Path(self.root.clone())], &LoadOptions::default(), &Recogniser::new())
    }
}

/// For each article the first of its set of near duplicates; `known` is what the snapshot says.
fn firsts(corpus: &Corpus, known: Option<NearDuplicateFinder>) -> Vec<Option<ArticleId>> {
    let mut finder = known.unwrap_or_default();
    while !finder.is_done(corpus) {
        finder.advance(corpus, 7);
    }
    (0..corpus.len() as u32).map(|id| finder.near_duplicates().first(ArticleId(id))).collect()
}

fn stored_finder(corpus: &Corpus) -> NearDuplicateFinder {
    NearDuplicateFinder::stored(corpus.stored.as_deref().unwrap()).unwrap()
}

/// The files of a corpus in each order, from its snapshot where it has one.
fn orders(corpus: &Corpus) -> Vec<Vec<PathBuf>> {
    let mut orders = OrderCache::default();
    let path = |id| corpus.article(ArticleId(id)).unwrap().path();
    KEPT.into_iter().map(|by| orders.get(by, corpus).ids().map(path).collect()).collect()
}

#[test]
fn orders_and_near_duplicates_are_those_of_the_files() {
    let place = Place::new();
    let (read, stored) = (place.read(), place.spec.open().unwrap());
    assert_eq!(orders(&stored), orders(&read));
    let near_duplicates = firsts(&read, None);
    assert!(near_duplicates.iter().flatten().count() > 100, "there are many near duplicates");
    let known = stored_finder(&stored);
    assert!(known.is_done(&stored));
    assert_eq!(firsts(&stored, Some(known)), near_duplicates);
}

#[test]
fn articles_that_came_later_find_their_places_and_near_duplicates() {
    let place = Place::new();
    let text: String = (300 * 20..300 * 20 + 6 + 300 % 9).map(sentence).collect();
    write_aged(&place.root.join("新来的.txt"), format!("第11篇 新的题目\n\n{text}\n\n完。\n"));
    write_aged(
        &place.root.join("没见过.txt"),
        "没见过的题目\n\n谁也没有写过这一句话，第一次写在这里；后面还有一句，也是第一次。\n",
    );
    let followed = place.followed();
    assert_eq!((followed.len(), followed.stored.as_ref().unwrap().articles), (402, 400));
    assert_eq!(orders(&followed), orders(&place.read()));
    let mut anew = followed.clone();
    anew.stored = None;
    let near_duplicates = firsts(&followed, Some(stored_finder(&followed)));
    assert_eq!(near_duplicates, firsts(&anew, None));
    assert_eq!(near_duplicates[400..].iter().flatten().count(), 1);
}

/// What a reader of 44 cells shows of an article, from its first line on and from its end.
fn lines(corpus: &Corpus, id: ArticleId, breaks: Option<Breaks>) -> Vec<PageRow> {
    let mut reader = Reader::default();
    let setting = Setting::default();
    let page = Page {
        note_cells: 0,
        cells: 44,
        rows: 60,
        title: true,
        spaced: false,
        setting,
        policy: WidthPolicy::default(),
    };
    let article = PinnedArticle::new(corpus, id).unwrap();
    let opened = OpenedArticle { key: article.article().key(), article, breaks, similar: Vec::new() };
    reader.open(opened, CleanText::line("来源"), &Query::default());
    reader.lay_out(page);
    let mut shown = reader.shown().to_vec();
    reader.go_to_end();
    reader.lay_out(page);
    shown.extend(reader.shown().to_vec());
    shown
}

#[test]
fn lines_are_those_that_the_word_list_gives() {
    let place = Place::new();
    let (read, stored) = (place.read(), place.spec.open().unwrap());
    for id in (0..stored.len() as u32).step_by(7).map(ArticleId) {
        let breaks = StoredBreaks::of(&stored, id).unwrap().article(id);
        assert!(breaks.is_some());
        assert_eq!(lines(&stored, id, breaks), lines(&read, id, None));
    }
}

/// Titles in the list, what an article looks like and the candidates for a few letters, once everything is read.
fn answers(place: &Place, choice: &Choice, query: &str) -> (Vec<String>, Vec<String>) {
    let roots = vec![Root::Path(place.root.clone())];
    let lookup = SnapshotLookup::open(&roots, &LoadOptions::default(), choice);
    let library = LibrarySpec { roots, lookup, ..LibrarySpec::default() };
    let mut session =
        Session::start(library, LoadOptions::default(), Options::default(), &(Arc::new(|| {}) as _));
    session.event(Event::Resize { cols: 100, rows: 200 });
    assert!(session.finish(PATIENCE));
    for c in "/".chars().chain(query.chars()) {
        session.event(Event::Key(Key::plain(Code::Char(c))));
        session.settle();
    }
    for _ in 0..2 {
        session.event(Event::Key(Key::plain(Code::Enter)));
        assert!(session.finish(PATIENCE));
    }
    let rows = (0..session.app.list.len()).map_while(|at| session.app.list.row(at));
    let mut titles: Vec<String> =
        rows.map(|row| format!("{} {} {}", row.label, row.hits, row.same)).collect();
    // Articles that had to be read again come in the same order, but those that near duplicates stand for may not.
    titles.sort();
    let reader = &session.app.reader;
    let text = |row: &PageRow| {
        let (block, line) = (reader.block(row.block)?, row.line.as_ref()?);
        block.text.as_str().get(line.start as usize..line.end as usize).map(str::to_owned)
    };
    (titles, reader.shown().iter().filter_map(text).collect())
}

#[test]
fn a_changed_byte_in_any_index_changes_no_answer() {
    let place = Place::new();
    let target = place.spec.target.clone();
    let query = "营商环境";
    let expected = answers(&place, &Choice::Off, query);
    assert!(expected.0.len() > 20 && expected.1.len() > 5);
    assert_eq!(answers(&place, &Choice::ReadOnly(Some(target.clone())), query), expected);
    let close = fs::read(&target).unwrap();
    super::sections::spread(&target);
    let apart = fs::read(&target).unwrap();
    let kinds = derived(&target);
    for (whole, kind) in [close, apart].iter().flat_map(|whole| kinds.iter().map(move |kind| (whole, *kind)))
    {
        fs::write(&target, whole).unwrap();
        super::sections::damage(&target, kind);
        assert_eq!(answers(&place, &Choice::ReadOnly(Some(target.clone())), query), expected, "{kind:?}");
    }
    let whole = fs::read(&target).unwrap();
    fs::write(&target, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(answers(&place, &Choice::ReadOnly(Some(target)), query), expected);
}

#[test]
fn a_damaged_section_gives_up_only_itself() {
    let place = Place::new();
    let duplicate: String = (300 * 20..300 * 20 + 6 + 300 % 9).map(sentence).collect();
    write_aged(&place.root.join("新来的.txt"), format!("第11篇 新的题目\n\n{duplicate}\n\n完。\n"));
    let read = place.read();
    let query = "营商环境";
    let order = ListOrder { by: SortBy::Title, reversed: false };
    let described = |corpus: &Corpus, ids: Vec<ArticleId>| -> Vec<PathBuf> {
        ids.into_iter().map(|id| corpus.article(id).unwrap().path()).collect()
    };
    let expected = described(&read, found(&read, query, order));
    super::sections::spread(&place.spec.target);
    let whole = fs::read(&place.spec.target).unwrap();
    for kind in derived(&place.spec.target) {
        fs::write(&place.spec.target, &whole).unwrap();
        super::sections::damage(&place.spec.target, kind);
        let followed = place.followed();
        assert_eq!(followed.stored.as_ref().unwrap().articles, 400, "{kind:?}");
        assert_eq!(described(&followed, found(&followed, query, order)), expected, "{kind:?}");
        assert_eq!(orders(&followed), orders(&read), "{kind:?}");
        let mut anew = followed.clone();
        anew.stored = None;
        let known = NearDuplicateFinder::stored(followed.stored.as_deref().unwrap());
        assert_eq!(firsts(&followed, known), firsts(&anew, None), "{kind:?}");
        let id = ArticleId(200);
        let breaks = StoredBreaks::of(&followed, id).and_then(|breaks| breaks.article(id));
        assert_eq!(
            breaks.is_none(),
            matches!(kind, word_breaks::WORD_BREAKS | word_breaks::WORD_BREAK_OFFSETS)
        );
        assert!(followed.articles().all(|article| !article.text().is_empty()));
        assert!(!followed.is_damaged(), "{kind:?}");
        assert_eq!(followed.is_partly_damaged(), kind != VOCABULARY, "{kind:?}");
    }
}

#[test]
fn a_snapshot_without_an_index_gives_the_same_answers() {
    let place = Place::new();
    let expected = answers(&place, &Choice::Off, "题:山里 老周");
    let go = |_| ControlFlow::Continue(());
    place.spec.make(&Recogniser::new(), Vec::new(), &go).unwrap();
    let choice = Choice::ReadOnly(Some(place.spec.target.clone()));
    assert_eq!(answers(&place, &choice, "题:山里 老周"), expected);
}

/// The articles that a query gives, in order, with the index of the snapshot if there is one.
fn found(corpus: &Corpus, query: &str, order: ListOrder) -> Vec<ArticleId> {
    let postings = corpus.stored.as_ref().and_then(|stored| Postings::stored(stored).map(Arc::new));
    let searched = SearchSnapshot { corpus: corpus.clone(), postings, ..SearchSnapshot::default() };
    let request = SearchRequest { query: Query::parse(query), order };
    let mut scan = Scan::new(request, searched, &mut OrderCache::default(), None);
    let mut budget = Budget::FIRST;
    while !scan.is_done() {
        assert!(scan.advance(budget, &|| false));
        budget = budget.next();
    }
    scan.found().rows.ids().collect()
}

#[test]
fn every_kind_of_query_gives_the_same_articles_in_every_order() {
    const QUERIES: [&str; 18] = [
        "",
        "周",
        "g",
        "gdp",
        "ａｄａ",
        "護林",
        "营商环境",
        "天记下了水位的样子",
        "营商 -gdp",
        "营商|水位 老周",
        "-周",
        "题:山里",
        "题:第11篇 @辽宁",
        "老周~水位",
        "/第[0-9]{4}天/ ada",
        "@辽宁",
        "没有的词",
        "2012年",
    ];
    let place = Place::new();
    let (read, stored) = (place.read(), place.spec.open().unwrap());
    let mut some = 0;
    for query in QUERIES {
        for by in
            [SortBy::Corpus, SortBy::Title, SortBy::Date, SortBy::Length, SortBy::Hits, SortBy::Relevance]
        {
            for reversed in [false, true] {
                let order = ListOrder { by, reversed };
                let expected = found(&read, query, order);
                assert_eq!(found(&stored, query, order), expected, "{query} {order:?}");
                some += usize::from(!expected.is_empty());
            }
        }
    }
    assert!(some > 150, "most queries find something");
}
