//! The database by itself: what one session keeps, another finds; damage, deletion and full disks cost no more than they
//! must.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::*;
use crate::corpus::ArticleKey;
use crate::messages::{StateFault, SystemFault};
use crate::province::named;

mod transfer;

fn open(path: &Path) -> Database {
    let (database, fault) = Database::open_with(path, None).unwrap();
    assert_eq!(fault, None);
    database
}

fn library(name: &str) -> LibraryIdentity {
    LibraryIdentity { roots: vec![format!("/{name}")], inodes: vec![format!("{name}@1")] }
}

fn entered(path: &Path) -> (Database, LibraryRecord, Annotations) {
    let mut database = open(path);
    let (record, annotations, fault) = database.enter(&library("甲")).unwrap();
    assert_eq!(fault, None);
    (database, record, annotations)
}

fn article(number: u128) -> ArticleRef {
    ArticleRef {
        key: ArticleKey(number << 64),
        title: format!("第 {number} 篇"),
        place: format!("{number}.txt"),
        sketch: Some(Sketch::of(&format!("第 {number} 篇的正文，每一篇都不一样：{}", number * 7919))),
    }
}

fn passage(quote: &str) -> TextAnchor {
    TextAnchor { start: 3, end: 9, quote: quote.into(), before: "前".into(), after: "后".into() }
}

/// One of every kind.
fn every(number: LibraryNumber) -> Vec<Change> {
    let note =
        Note { number: u64::MAX, passage: passage("引文"), text: "批注".into(), ..Note::default() };
    let view = SavedView { filter: "@辽宁".into(), position: 3, ..SavedView::default() };
    vec![
        Change::Opened(article(1)),
        Change::Read(article(1), true),
        Change::Read(article(2), false),
        Change::Place(article(1), 77),
        Change::Star(article(1), true),
        Change::Tag(article(1), "待引".into(), true),
        Change::Tag(article(1), "旧".into(), true),
        Change::Tag(article(1), "旧".into(), false),
        Change::Correct(article(1), 5, Some(true)),
        Change::Correct(article(1), 0, Some(false)),
        Change::Mark(number, 'a', Some((article(1), passage("标记")))),
        Change::Mark(number, 'b', Some((article(2), passage("标记")))),
        Change::Mark(number, 'b', None),
        Change::Note(article(2), note),
        Change::Underline(article(2), 7, passage("划线")),
        Change::FirstSeen(number, 10, [1, 2, 3].map(|n| ArticleKey(n << 64)).to_vec()),
        Change::FirstSeen(number, 20, vec![ArticleKey(4 << 64)]),
        Change::Sample(number, vec![1, 2, 3]),
        Change::View(number, view),
        Change::Setting("measure", "30".into()),
        Change::Line("营商环境".into()),
        Change::Search(number, "辽宁".into(), Some("@辽宁".into())),
        Change::Found("水".into()),
    ]
}

#[test]
fn what_is_kept_is_found_again_and_memory_and_file_agree() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/state.db");
    let (mut database, record, mut memory) = entered(&path);
    assert!(record.is_first_visit && record.number.is_kept());
    let changes = every(record.number);
    database.commit(&changes).unwrap();
    for change in &changes {
        memory.apply(change);
    }
    memory.renew(0);
    memory.settings.insert("corrections.jsonl".into(), String::new());
    drop(database);
    let (_, record, mut found) = entered(&path);
    assert!(!record.is_first_visit);
    assert_eq!(record.view.unwrap().filter, "@辽宁");
    for number in [1, 2] {
        assert_eq!(found.get(article(number).key), memory.get(article(number).key), "{number}");
    }
    assert!(
        found.is_new(ArticleKey(4 << 64)) && !found.is_new(ArticleKey(3 << 64)),
        "nothing of the first visit is"
    );
    assert!(found.is_new(article(2).key), "marked as new");
    let correction = found.correction(article(1).key);
    assert_eq!((correction.added, correction.removed), (named("辽宁"), named("北京")));
    assert_eq!(found.marks(), memory.marks());
    assert_eq!((&found.searches, &found.lines), (&memory.searches, &memory.lines));
    found.settings.remove("corrections.jsonl");
    assert_eq!(found.settings, BTreeMap::from([("measure".to_owned(), "30".to_owned())]));
}

#[test]
fn only_the_user_can_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("xinglan/state.db");
    drop(entered(&path));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
}

#[test]
fn two_sessions_that_change_the_same_article_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (mut one, ..) = entered(&path);
    let (mut other, ..) = entered(&path);
    one.commit(&[Change::Tag(article(1), "甲".into(), true)]).unwrap();
    other.commit(&[Change::Tag(article(1), "乙".into(), true)]).unwrap();
    one.commit(&[Change::Correct(article(1), 5, Some(true))]).unwrap();
    other.commit(&[Change::Correct(article(1), 0, Some(true))]).unwrap();
    assert!(one.is_changed_by_others());
    let found = one.annotations().unwrap();
    assert!(!one.is_changed_by_others());
    assert_eq!(found.get(article(1).key).unwrap().tags, ["乙", "甲"]);
    assert_eq!(found.correction(article(1).key).added, named("辽宁").union(named("北京")));
}

#[test]
fn a_renamed_library_is_the_same_and_a_copied_one_if_the_first_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (mut database, record, _) = entered(&path);
    let sample: Vec<u64> = (0..64).collect();
    database.commit(&[Change::Sample(record.number, sample.clone())]).unwrap();
    let renamed = LibraryIdentity { roots: vec!["/乙".into()], ..library("甲") };
    assert_eq!(database.enter(&renamed).unwrap().0.number, record.number);
    let copied = LibraryIdentity { roots: vec!["/丙".into()], inodes: vec!["丙@1".into()] };
    assert!(database.enter(&copied).unwrap().0.is_first_visit);
    let (again, _) = database.recognise(&sample).unwrap().unwrap();
    assert_eq!(again.number, record.number);
    assert_eq!(database.enter(&copied).unwrap().0.number, record.number);
    assert_eq!(database.recognise(&sample).unwrap(), None);
}

#[test]
fn an_article_whose_counter_changed_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (mut database, ..) = entered(&path);
    let known = article(1);
    database
        .commit(&[Change::Star(known.clone(), true), Change::Correct(known.clone(), 5, Some(true))])
        .unwrap();
    let annotations = database.annotations().unwrap();
    let now = ArticleRef { key: ArticleKey(99), ..known.clone() };
    let sketch = now.sketch.clone().unwrap();
    assert_eq!(annotations.known_at("1.txt", now.key, &sketch), Some(known.key));
    assert_eq!(annotations.known_at("1.txt", now.key, &Sketch::of("全然不同的一篇文章")), None);
    assert_eq!(annotations.known_at("2.txt", now.key, &sketch), None);
    database.commit(&[Change::Same { article: now.clone(), known: known.key, changed: true }]).unwrap();
    let annotations = database.annotations().unwrap();
    let state = annotations.get(now.key).unwrap();
    assert!(state.starred && state.changed);
    assert_eq!(annotations.correction(now.key).added, named("辽宁"));
    assert_eq!(annotations.articles().count(), 1);
}

#[test]
fn the_old_log_is_taken_over_once() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = (folder.path().join("state.db"), folder.path().join("corrections.jsonl"));
    let line = format!(
        "{{\"key\":\"{:032x}\",\"title\":\"甲\",\"add\":[\"辽宁\"],\"remove\":[\"北京\"]}}\n",
        7u128 << 64
    );
    fs::write(&log, line).unwrap();
    let added =
        |database: &mut Database| database.annotations().unwrap().correction(ArticleKey(7 << 64)).added;
    let mut database = Database::open_with(&path, Some(log.clone())).unwrap().0;
    assert_eq!(added(&mut database), named("辽宁"));
    let article = ArticleRef { key: ArticleKey(7 << 64), ..article(7) };
    database.commit(&[Change::Correct(article, 5, None)]).unwrap();
    let mut database = Database::open_with(&path, Some(log.clone())).unwrap().0;
    assert_eq!(added(&mut database), named("没有"), "not again");
    assert!(log.exists(), "and it is left where it was");
}

#[test]
fn a_file_deleted_while_open_is_made_anew_with_everything() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/state.db");
    let (mut database, ..) = entered(&path);
    database.commit(&[Change::Star(article(1), true)]).unwrap();
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
    database.commit(&[Change::Star(article(2), true)]).unwrap();
    let (_, record, found) = entered(&path);
    assert!(!record.is_first_visit);
    assert!([1, 2].iter().all(|number| found.get(article(*number).key).unwrap().starred));
}

#[test]
fn a_file_that_cannot_be_written_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (mut database, ..) = entered(&path);
    database.commit(&[Change::Star(article(1), true)]).unwrap();
    database.refuse_writing();
    let (record, found, fault) = database.enter(&library("乙")).unwrap();
    assert!(fault.is_some() && !record.number.is_kept());
    assert!(found.get(article(1).key).unwrap().starred);
    assert_eq!(
        database.commit(&[Change::Star(article(2), true)]),
        Err(StateFault::System(SystemFault::ReadOnly))
    );
}

#[test]
fn marks_of_the_first_version_keep_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (mut database, record, _) = entered(&path);
    database.commit(&[Change::Mark(record.number, 'a', Some((article(1), passage("标记"))))]).unwrap();
    drop(database);
    let connection = schema::tests::connect(&path);
    let create = "CREATE TABLE \"mark\"(\"library\" INTEGER NOT NULL,\"letter\" TEXT NOT NULL,\"article\" INTEGER NOT \
                  NULL,\"byte\" INTEGER NOT NULL,\"at\" INTEGER NOT NULL,\"sum\" INTEGER NOT NULL CHECK(\"sum\" IS \
                  row_sum('mark',\"library\",\"letter\",\"article\",\"byte\",\"at\")),PRIMARY \
                  KEY(\"library\",\"letter\")) STRICT, WITHOUT ROWID";
    let row = "INSERT INTO mark SELECT library, letter, article, byte, at, row_sum('mark', library, letter, article, byte, at) \
               FROM new";
    let search = "CREATE TABLE \"search\"(\"name\" TEXT NOT NULL,\"query\" TEXT NOT NULL,\"at\" INTEGER NOT NULL,\"sum\" \
                  INTEGER NOT NULL CHECK(\"sum\" IS row_sum('search',\"name\",\"query\",\"at\")),PRIMARY KEY(\"name\")) STRICT, \
                  WITHOUT ROWID";
    let saved = "INSERT INTO search VALUES('早年', '@吉林', 5, row_sum('search', '早年', '@吉林', 5))";
    let marks = ["ALTER TABLE mark RENAME TO new", create, row, "DROP TABLE new"];
    let later = ["DROP TABLE search", search, saved, "DROP TABLE public", "DROP TABLE found"];
    for sql in marks.into_iter().chain(later).chain(["PRAGMA user_version = 1"]) {
        connection.execute(sql, []).unwrap();
    }
    drop(connection);
    let read = read_annotations(&path, &LibraryIdentity::default()).unwrap();
    assert_eq!(read.searches, [("早年".to_owned(), "@吉林".to_owned())]);
    let (_, _, found) = entered(&path);
    assert_eq!(found.marks()[&'a'].place, TextAnchor::of_byte(3));
    assert_eq!(found.searches, read.searches, "saved before libraries had their own");
    assert_eq!(
        rusqlite::Connection::open(&path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)),
        Ok(3)
    );
}

#[test]
fn a_newer_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    drop(entered(&path));
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(Database::open_with(&path, None).unwrap_err(), StateFault::Newer);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Numbers that look random and are always the same.
fn dice(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn two_hundred_kinds_of_damage_are_found_or_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (mut database, record, _) = entered(&path);
    database.commit(&every(record.number)).unwrap();
    let whole = database.annotations().unwrap();
    drop(database);
    let bytes = fs::read(&path).unwrap();
    let mut random = 1;
    for round in 0..200 {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("state.db");
        let mut damaged = bytes.clone();
        match round % 4 {
            0 => {
                let at = dice(&mut random) as usize % damaged.len();
                damaged[at] ^= 1 << (dice(&mut random) % 8);
            }
            1 => damaged.truncate(dice(&mut random) as usize % bytes.len()),
            2 => {
                let at = dice(&mut random) as usize % damaged.len();
                let end = (at + 512).min(damaged.len());
                damaged[at..end].fill(dice(&mut random) as u8);
            }
            _ => (0..8).for_each(|_| {
                let at = dice(&mut random) as usize % damaged.len();
                damaged[at] = dice(&mut random) as u8;
            }),
        }
        fs::write(&path, &damaged).unwrap();
        let Ok((mut database, fault)) = Database::open_with(&path, None) else { continue };
        let (_, found, _) = database.enter(&library("甲")).unwrap();
        let bad: PathBuf = place.path().join("state.db.bad");
        if fault.is_some() {
            assert_eq!(fs::read(bad).unwrap(), damaged, "round {round}: kept aside");
            assert_eq!(found.articles().count(), 0);
        } else if !damaged.is_empty() {
            assert_eq!(found, whole, "round {round}");
        }
        database.commit(&[Change::Star(article(5), true)]).unwrap();
    }
}

#[test]
fn what_is_written_out_and_taken_in_elsewhere_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, record, _) = entered(&folder.path().join("one.db"));
    one.commit(&every(record.number)).unwrap();
    one.commit(&[Change::Same { article: article(9), known: article(1).key, changed: true }]).unwrap();
    let rows = one.export_rows().unwrap();
    assert!(rows.len() > 20, "{rows:?}");
    let mut other = open(&folder.path().join("other.db"));
    let done = other.import_rows(&rows).unwrap();
    assert_eq!(other.export_rows().unwrap(), rows);
    assert!(done.taken > 20);
    assert_eq!(other.import_rows(&rows).unwrap().taken, 0, "a second time there is nothing new");
    let (_, _, annotations) = entered(&folder.path().join("other.db"));
    let (_, _, before) = entered(&folder.path().join("one.db"));
    assert_eq!(annotations.get(article(9).key), before.get(article(1).key));
    assert_eq!(annotations.marks(), before.marks());
    assert_eq!(annotations.corrections(), before.corrections());
}

#[test]
fn what_comes_after_the_clock_has_gone_back_is_new_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (mut database, record, mut session) = entered(&path);
    let key = |n: u128| ArticleKey(n << 64);
    let new = |found: &Annotations| (1..=4).filter(|n| found.is_new(key(*n))).collect::<Vec<_>>();
    let mut keep = |session: &mut Annotations, change: Change| {
        session.apply(&change);
        database.commit(&[change]).unwrap();
        let kept = database.annotations().unwrap();
        assert_eq!(new(session), new(&kept), "as the next session finds it");
        new(session)
    };
    let number = record.number;
    // The first visit was a year ahead.
    let ahead = now() + 365 * 86_400;
    assert_eq!(keep(&mut session, Change::FirstSeen(number, ahead, vec![key(1), key(2)])), [0; 0]);
    assert_eq!(keep(&mut session, Change::FirstSeen(number, now(), vec![key(3)])), [3]);
    let passed = session.pass_all(now());
    assert_eq!(keep(&mut session, Change::AllSeen(number, passed)), [0; 0]);
    let later = now().max(session.passed_until() + 1);
    assert_eq!(keep(&mut session, Change::FirstSeen(number, later, vec![key(4)])), [4]);
}
