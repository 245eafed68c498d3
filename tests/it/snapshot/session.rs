//! A session over a snapshot: it opens from there, follows the files, writes its own, and outlives damage.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::aged::{places, write_aged};
use xinglan::app::{Event, Key, Options};
use xinglan::complete::vocabulary::VOCABULARY;
use xinglan::concordance::section_builders;
use xinglan::corpus::LoadOptions;
use xinglan::corpus::load::Root;
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::facet::Facet;
use xinglan::messages::{Lang, Message, Word};
use xinglan::province::Recogniser;
use xinglan::search::{near_duplicates, postings};
use xinglan::session::{Choice, LibrarySpec, Session, SnapshotFault, SnapshotLookup};
use xinglan::store::Container;

const PATIENCE: Duration = Duration::from_mins(1);

/// `count` articles, of which every tenth names a province, written long ago.
fn library(folder: &Path, count: usize) {
    for number in 0..count {
        let place = if number % 10 == 0 { "辽宁省沈阳市" } else { "山里" };
        let text = format!("题目{number}\n\n{place}来的河水，第{number}次改道。");
        write_aged(&folder.join(format!("{number}.txt")), text);
    }
}

fn spec(root: &Path, target: &Path) -> SnapshotSpec {
    SnapshotSpec::new(vec![root.to_owned()], LoadOptions::default(), target.to_owned(), false)
}

fn make(root: &Path, target: &Path) {
    let go = |_| std::ops::ControlFlow::Continue(());
    spec(root, target).make(&Recogniser::new(), Vec::new(), &go).unwrap();
}

fn lookup(root: &Path, target: &Path) -> SnapshotLookup {
    SnapshotLookup::open(
        &[Root::Path(root.to_owned())],
        &LoadOptions::default(),
        &Choice::Named(target.to_owned()),
    )
}

fn session(root: &Path, lookup: SnapshotLookup) -> Session {
    let library = LibrarySpec { roots: vec![Root::Path(root.to_owned())], lookup, ..LibrarySpec::default() };
    let mut session =
        Session::start(library, LoadOptions::default(), Options::default(), &(Arc::new(|| {}) as _));
    session.event(Event::Resize { cols: 80, rows: 24 });
    session
}

/// A session that has read everything.
fn opened(root: &Path, lookup: SnapshotLookup) -> Session {
    let mut session = session(root, lookup);
    assert!(session.finish(PATIENCE));
    session
}

/// Collects until `done`.
fn wait(session: &mut Session, done: impl Fn(&Session) -> bool) {
    let end = Instant::now() + PATIENCE;
    while !done(session) {
        assert!(Instant::now() < end, "waited in vain");
        session.collect();
        session.settle();
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn titles(session: &Session) -> Vec<String> {
    let rows = (0..session.app.list.len()).map_while(|position| session.app.list.row(position));
    rows.map(|row| row.label.to_string()).collect()
}

fn type_in(session: &mut Session, keys: &str) {
    for c in keys.chars() {
        session.event(Event::Key(Key::char(c)));
        session.settle();
    }
    assert!(session.finish(PATIENCE));
}

#[test]
fn the_list_follows_what_has_changed() {
    let (_home, root, target) = places();
    library(&root, 15);
    make(&root, &target);
    fs::remove_file(root.join("3.txt")).unwrap();
    fs::write(root.join("4.txt"), "换过的题目\n\n正文。").unwrap();
    fs::write(root.join("99.txt"), "新题目\n\n正文。").unwrap();
    let lookup = lookup(&root, &target);
    assert!(lookup.base.is_some());
    let session = opened(&root, lookup);
    assert_eq!(session.app.library.articles.number, 15);
    let mut expected = [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 99].map(|n| format!("题目{n}"));
    (expected[3], expected[14]) = ("换过的题目".to_owned(), "新题目".to_owned());
    assert_eq!(titles(&session), expected);
}

#[test]
fn counts_forget_what_is_gone() {
    let (_home, root, target) = places();
    library(&root, 100);
    make(&root, &target);
    for number in [0, 10, 20] {
        fs::remove_file(root.join(format!("{number}.txt"))).unwrap();
    }
    let session = opened(&root, lookup(&root, &target));
    let liaoning = xinglan::province::PROVINCES.iter().position(|p| p.short == "辽宁").unwrap();
    assert_eq!(session.app.filter.answer().counts.of(Facet::Province)[liaoning].mentions, 7);
    assert_eq!(session.app.list.len(), 97);
}

#[test]
fn a_large_library_is_kept_and_a_small_one_is_not() {
    for (count, kept) in [(300, false), (2_100, true)] {
        let (_home, root, target) = places();
        library(&root, count);
        let mut session = opened(&root, lookup(&root, &target));
        if kept {
            wait(&mut session, |_| target.exists());
        }
        assert_eq!(target.exists(), kept);
        drop(session);
        assert_eq!(lookup(&root, &target).base.map(|corpus| corpus.len()), kept.then_some(count));
    }
}

#[test]
fn a_snapshot_of_too_much_change_is_made_anew_in_order() {
    let (_home, root, target) = places();
    library(&root, 300);
    make(&root, &target);
    for number in 0..100 {
        write_aged(&root.join(format!("{number}之后.txt")), format!("插入{number}\n\n正文。"));
    }
    let mut session = opened(&root, lookup(&root, &target));
    let len = |_: &Session| lookup(&root, &target).base.map_or(0, |corpus| corpus.len());
    wait(&mut session, |session| len(session) == 400);
    let corpus = lookup(&root, &target).base.unwrap();
    let labels: Vec<String> = corpus.articles().take(4).map(|a| a.label().to_string()).collect();
    assert_eq!(labels, ["题目0", "插入0", "题目1", "插入1"].map(String::from));
}

#[test]
fn damage_found_while_reading_turns_to_the_files() {
    let (home, root, target) = places();
    library(&root, 2_000);
    make(&root, &target);
    // In the first block lies the text of the first articles.
    let mut bytes = fs::read(&target).unwrap();
    bytes[4096 + 7] ^= 2;
    let damaged = home.path().join("坏");
    fs::write(&damaged, bytes).unwrap();
    let lookup = lookup(&root, &damaged);
    assert!(lookup.base.is_some(), "it cannot be seen from outside");
    let mut session = session(&root, lookup);
    wait(&mut session, |session| session.app.library.complete && session.app.list.len() == 2_000);
    assert!(session.finish(PATIENCE));
    assert_eq!(session.app.library.articles.number, 2_000);
    assert_eq!(titles(&session)[..2], ["题目0".to_owned(), "题目1".to_owned()]);
    assert!(session.app.notice == Some(Word::SnapshotDamaged.into()));
}

#[test]
fn a_damaged_part_is_told_once_and_made_anew_while_the_articles_stay() {
    let (_home, root, target) = places();
    library(&root, 300);
    let go = |_| std::ops::ControlFlow::Continue(());
    spec(&root, &target).make(&Recogniser::new(), section_builders(), &go).unwrap();
    super::sections::spread(&target);
    for kind in [near_duplicates::PAIRS, VOCABULARY, postings::KEYS] {
        super::sections::damage(&target, kind);
    }
    let lookup = lookup(&root, &target);
    let base = lookup.base.clone().unwrap();
    let whole = |target: &Path| {
        let container = Container::open(target).unwrap();
        super::sections::derived(target)
            .into_iter()
            .all(|kind| container.region(kind, 0).unwrap().all().is_some())
    };
    assert!(!whole(&target));
    let mut session = session(&root, lookup);
    wait(&mut session, |session| session.app.notice.is_some());
    let notice = session.app.notice.take().unwrap().text(Lang::Zh);
    assert!(notice.starts_with("快照的索引有损坏"), "{notice}");
    wait(&mut session, |_| whole(&target));
    assert!(session.finish(PATIENCE));
    // Pairs come from the texts now, candidates from the titles.
    type_in(&mut session, "/timu");
    let completions = &session.app.prompt.as_ref().unwrap().completions;
    assert!(completions.item(0).is_some());
    session.event(Event::Key(Key::ctrl('u')));
    type_in(&mut session, "沈阳");
    assert_eq!(session.app.list.len(), 30);
    assert_eq!((session.app.notice.take(), base.is_damaged()), (None, false));
}

#[test]
fn a_useless_snapshot_is_told_and_replaced() {
    let (_home, root, target) = places();
    library(&root, 2_100);
    make(&root, &target);
    let half = fs::metadata(&target).unwrap().len() / 2;
    fs::File::options().write(true).open(&target).unwrap().set_len(half).unwrap();
    let lookup = lookup(&root, &target);
    assert_eq!(lookup.fault, Some(SnapshotFault::Damaged));
    let mut session = session(&root, lookup);
    assert!(session.app.notice == Some(Word::SnapshotDamaged.into()));
    assert!(session.finish(PATIENCE));
    let made = |_: &Session| self::lookup(&root, &target).base.is_some();
    wait(&mut session, made);
}

#[test]
fn what_is_no_snapshot_is_told_and_stays() {
    let (_home, root, target) = places();
    library(&root, 2_100);
    fs::write(&target, "不是快照").unwrap();
    let lookup = lookup(&root, &target);
    assert_eq!(lookup.fault, Some(SnapshotFault::Foreign));
    let mut session = session(&root, lookup);
    let told = Message::SnapshotNotReplaced("快照".to_owned());
    assert_eq!(session.app.notice.take(), Some(told.clone()));
    // The thread that writes snapshots says it once more.
    wait(&mut session, |session| session.app.notice.is_some());
    assert_eq!(session.app.notice, Some(told));
    assert_eq!(fs::read_to_string(&target).unwrap(), "不是快照");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_in_one_sentence() {
    let (_home, root, _) = places();
    library(&root, 2_100);
    // A file where a folder should be: nobody, not even root, can write below it.
    let target = root.join("0.txt").join("快照");
    let mut session = opened(&root, lookup(&root, &target));
    wait(&mut session, |session| session.app.notice.is_some());
    let notice = session.app.notice.clone().unwrap().text(Lang::Zh);
    assert!(notice.starts_with("快照没有存下来："), "{notice}");
    assert_eq!(session.app.list.len(), 2_100);
}

#[test]
fn read_only_makes_none_and_off_opens_none() {
    let (_home, root, target) = places();
    library(&root, 20);
    make(&root, &target);
    let roots = [Root::Path(root.clone())];
    let read_only = SnapshotLookup::open(&roots, &LoadOptions::default(), &Choice::ReadOnly(Some(target)));
    assert!(read_only.base.is_some() && read_only.spec.is_none());
    let off = SnapshotLookup::open(&roots, &LoadOptions::default(), &Choice::Off);
    assert!(off.base.is_none() && off.spec.is_none());
}

#[test]
fn one_beside_the_library_is_found_also_where_the_library_has_moved() {
    let (home, root, _) = places();
    library(&root, 20);
    let beside = xinglan::session::beside(std::slice::from_ref(&root)).unwrap();
    assert!(xinglan::session::is_inside(&beside, std::slice::from_ref(&root)));
    let go = |_| std::ops::ControlFlow::Continue(());
    let spec = SnapshotSpec::new(vec![root.clone()], LoadOptions::default(), beside, true);
    spec.make(&Recogniser::new(), Vec::new(), &go).unwrap();
    let elsewhere = home.path().join("别处");
    fs::create_dir(&elsewhere).unwrap();
    let moved = elsewhere.join("库");
    fs::rename(&root, &moved).unwrap();
    let roots = [Root::Path(moved.clone())];
    let lookup = SnapshotLookup::open(&roots, &LoadOptions::default(), &Choice::ReadOnly(None));
    assert_eq!(lookup.base.as_ref().map(xinglan::corpus::Corpus::len), Some(20));
    let session = opened(&moved, lookup);
    assert_eq!(session.app.library.articles.number, 20);
}
