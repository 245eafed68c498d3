//! What is new in a large library: its snapshot knows when each article was first seen, so the state needs no row for an
//! unread one.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use rusqlite::Connection;
use xinglan::app::{Event, Options};
use xinglan::corpus::load::{LoadOptions, Root};
use xinglan::session::{Choice, LibrarySpec, Session, SnapshotLookup, Wake};

use crate::aged::write_aged;
use crate::harness::XINGLAN;
use crate::stage::Stage;

/// A little above what the state keeps for each article.
const ARTICLES: usize = 50_050;

fn write(library: &Path, articles: usize) {
    let line = |n: usize| format!("{{\"title\":\"题目{n}\",\"text\":\"第{n}次改道。\"}}\n");
    write_aged(library, (0..articles).map(line).collect::<String>());
}

fn index(library: &Path, target: &Path) {
    let made = Command::new(XINGLAN).arg("index").arg(library).arg("-o").arg(target).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn open(library: &Path, target: &Path, state: &Path) -> Stage {
    let (roots, load) = (vec![Root::Path(library.to_owned())], LoadOptions::default());
    let lookup = SnapshotLookup::open(&roots, &load, &Choice::ReadOnly(Some(target.to_owned())));
    assert!(lookup.base.is_some());
    let spec = LibrarySpec { roots, lookup, state: Some(state.to_owned()), ..LibrarySpec::default() };
    let wake: Wake = Arc::new(|| {});
    let mut session = Session::start(spec, load, Options::default(), &wake);
    session.event(Event::Resize { cols: 80, rows: 24 });
    session.settle();
    let mut stage = Stage::over(session, 80, 24);
    stage.rest();
    stage
}

/// Rows of a table, and the bytes of the keys that were first seen.
fn kept(state: &Path) -> (i64, i64, i64) {
    let connection = Connection::open(state).unwrap();
    let ask = |sql: &str| connection.query_row(sql, [], |row| row.get(0)).unwrap();
    let rows = ask(
        "SELECT (SELECT count(*) FROM article) + (SELECT count(*) FROM alias) + (SELECT count(*) FROM seen)",
    );
    (
        rows,
        ask("SELECT count(*) FROM first_seen"),
        ask("SELECT coalesce(sum(length(keys)), 0) FROM first_seen"),
    )
}

fn header(stage: &Stage) -> String {
    stage.screen().lines().next().unwrap().to_owned()
}

/// How many articles `list` says are new, in a field of each and by a filter.
fn listed_new(state_home: &Path, library: &Path, snapshot: &Path) -> usize {
    let list = |filter: &[&str]| {
        let mut command = Command::new(XINGLAN);
        command.args(["list", "--json"]).args(filter).arg("--snapshot").arg(snapshot).arg(library);
        let output = command.env("XDG_STATE_HOME", state_home).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let filtered = list(&["--filter", "状态:新"]);
    let all = list(&[]);
    let said = all.lines().filter(|line| line.contains("\"state\":\"new\"")).count();
    assert_eq!((said, all.lines().count()), (filtered.lines().count(), ARTICLES + 30));
    said
}

#[test]
fn the_state_needs_no_row_for_an_unread_article_of_a_large_library() {
    let place = tempfile::tempdir().unwrap();
    let (library, target) = (place.path().join("文集.jsonl"), place.path().join("快照"));
    let state = place.path().join("xinglan/state.db");
    write(&library, ARTICLES);
    index(&library, &target);
    let stage = open(&library, &target, &state);
    assert!(!header(&stage).contains('新'), "nothing is new on a first visit: {}", header(&stage));
    drop(stage);
    assert_eq!(kept(&state), (0, 1, 0), "one mark that there was a first visit");
    // What comes later is new from the next snapshot on, which says when it came: later than the visit.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    write(&library, ARTICLES + 30);
    index(&library, &target);
    let mut stage = open(&library, &target, &state);
    assert!(header(&stage).contains("新 30"), "{}", header(&stage));
    stage.keys("]");
    assert_eq!(stage.session.app.list.cursor(), ARTICLES);
    stage.keys("]<Enter>").keys("q");
    assert!(header(&stage).contains("新 29"), "{}", header(&stage));
    drop(stage);
    let (rows, batches, bytes) = kept(&state);
    assert!(rows <= 3 && batches == 1 && bytes == 0, "{rows} rows, {batches} batches of {bytes} bytes");
    assert_eq!(listed_new(place.path(), &library, &target), 29, "what prints knows it too");
    let mut stage = open(&library, &target, &state);
    assert!(header(&stage).contains("新 29"), "{}", header(&stage));
    stage.keys("A");
    assert!(!header(&stage).contains('新'), "{}", header(&stage));
    assert!(header(stage.keys("U")).contains("新 29"));
    stage.keys("A");
    drop(stage);
    let stage = open(&library, &target, &state);
    assert!(!header(&stage).contains('新'), "passed for good: {}", header(&stage));
    assert!(fs::metadata(&state).unwrap().len() < 300 << 10);
}
