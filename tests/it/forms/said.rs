//! What a user says of a folder: it holds at once, keeps every article in its place, is kept by the snapshot and by `index`, and can
//! be taken back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::aged::write_aged;
use crate::harness::XINGLAN;
use crate::stage::Stage;
use xinglan::app::{Event, Options};
use xinglan::corpus::LoadOptions;
use xinglan::corpus::load::Root;
use xinglan::corpus::snapshot::kept_corrections;
use xinglan::messages::{Message, Word};
use xinglan::session::{Choice, LibrarySpec, Session, SnapshotLookup};

const NAMES: [&str; 5] = ["井", "渡口", "石桥", "夜路", "秋天"];

/// Essays that are called by their names, beside a folder of another kind.
fn scene() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("文集");
    fs::create_dir_all(root.join("别的")).unwrap();
    for (number, name) in NAMES.iter().enumerate() {
        write_aged(&root.join(format!("{name}.txt")), format!("　　第{number}件小事，也要写下来。\n"));
    }
    for number in 0..16 {
        let text = format!("题目{number}\n\n　　正文第{number}段。\n");
        write_aged(&root.join(format!("别的/{number}.txt")), text);
    }
    let target = home.path().join("kept.snapshot");
    (home, root, target)
}

fn stage(root: &Path, choice: &Choice) -> Stage {
    let roots = vec![Root::Path(root.to_owned())];
    let lookup = SnapshotLookup::open(&roots, &LoadOptions::default(), choice);
    let library = LibrarySpec { roots, lookup, ..LibrarySpec::default() };
    let mut session =
        Session::start(library, LoadOptions::default(), Options::default(), &(Arc::new(|| {}) as _));
    session.event(Event::Resize { cols: 80, rows: 24 });
    let mut stage = Stage::over(session, 80, 24);
    stage.rest();
    stage
}

/// Waits for what the library says.
fn heard(stage: &mut Stage, wanted: &Message) {
    let end = Instant::now() + Duration::from_mins(1);
    while stage.session.app.notice.as_ref() != Some(wanted) {
        assert!(Instant::now() < end, "waited in vain: {:?}", stage.session.app.notice);
        stage.session.collect();
        stage.session.settle();
        std::thread::sleep(Duration::from_millis(1));
    }
    stage.rest();
}

fn labels(stage: &Stage) -> Vec<String> {
    let list = &stage.session.app.list;
    let rows = (0..list.len()).map_while(|position| list.row(position));
    rows.map(|row| row.label.to_string()).collect()
}

/// Waits until the snapshot holds so many corrections.
fn kept(root: &Path, target: &Path, count: usize) {
    let end = Instant::now() + Duration::from_mins(1);
    while kept_corrections(target, &[root.to_owned()]).len() != count {
        assert!(Instant::now() < end, "waited in vain");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn what_is_said_holds_and_is_kept() {
    let (_home, root, target) = scene();
    let named = Choice::Named(target.clone());
    let mut first = stage(&root, &named);
    let before = labels(&first);
    let position = before.iter().position(|label| label == "石桥").unwrap();
    first.keys(&"j".repeat(position));
    // The folder of essays is the first line; its second choice is that titles stand in the texts.
    assert!(first.keys("!").screen().contains("这个文件夹：文件名作标题"), "{}", first.screen());
    first.keys("<Enter>j<Enter>");
    // A small folder is read as a whole, in order.
    heard(&mut first, &Message::FoldersReread { articles: before.len() });
    let after = labels(&first);
    assert_eq!(after[position], "第2件小事，也要写下来。");
    assert_eq!(after.len(), before.len());
    assert_eq!(first.session.app.list.cursor(), position, "the cursor stays on its article");
    kept(&root, &target, 1);
    drop(first);

    // Another visit, and one that may keep nothing.
    for choice in [&named, &Choice::ReadOnly(Some(target.clone()))] {
        let mut later = stage(&root, choice);
        assert_eq!(labels(&later), after);
        assert!(later.keys("!").screen().contains("这个文件夹：按你说的读"), "{}", later.screen());
    }
    let made = Command::new(XINGLAN).arg("index").arg("-o").arg(&target).arg(&root).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    assert_eq!(labels(&stage(&root, &named)), after, "index keeps it");

    // Automatic again.
    let mut last = stage(&root, &named);
    last.keys("!<Enter>G<Enter>");
    heard(&mut last, &Message::FoldersReread { articles: NAMES.len() });
    assert_eq!(labels(&last), before);
    kept(&root, &target, 0);
}

#[test]
fn files_are_split_as_is_said() {
    let (_home, root, target) = scene();
    fs::remove_dir_all(root.join("别的")).unwrap();
    for name in NAMES {
        fs::remove_file(root.join(format!("{name}.txt"))).unwrap();
    }
    fs::write(root.join("a.md"), "# 两件事\n\n## 修渠\n\n甲。\n\n## 放水\n\n乙。\n").unwrap();
    let mut stage = stage(&root, &Choice::Named(target));
    assert_eq!(labels(&stage), ["两件事"]);
    stage.keys("!<Enter>G").keys("kkkkkkkkkkkkkk<Enter>");
    heard(&mut stage, &Message::FoldersReread { articles: 2 });
    assert_eq!(labels(&stage), ["修渠", "放水"]);
}

#[test]
fn where_nothing_may_be_kept_it_is_said() {
    let (_home, root, _) = scene();
    let mut stage = stage(&root, &Choice::ReadOnly(None));
    let before = labels(&stage);
    stage.keys("!<Enter>j<Enter>");
    assert_eq!(stage.session.app.notice, Some(Word::NothingKept.into()));
    assert_eq!(labels(&stage), before);
}

/// Two files of Big5; as GBK the line begins with another ideograph.
fn doubtful(root: &Path) {
    let (bytes, ..) = encoding_rs::BIG5.encode("渡口的船還沒有來");
    for name in ["甲", "乙"] {
        fs::write(root.join(format!("{name}.txt")), &bytes).unwrap();
    }
}

/// What [`doubtful`] begins with as GBK.
const WRONG: char = '寸';

#[test]
fn a_folder_is_read_in_the_encoding_that_is_said() {
    let home = tempfile::tempdir().unwrap();
    let (root, target) = (home.path().join("文集"), home.path().join("kept.snapshot"));
    fs::create_dir(&root).unwrap();
    doubtful(&root);
    let named = Choice::Named(target.clone());
    let mut first = stage(&root, &named);
    assert_eq!(labels(&first), ["渡口的船還沒有來"], "equal texts are one row");
    // GB18030 is the third of seven from the end, below which stands 自动 with a heading.
    let screen = first.keys("!<Enter>G").keys("kkkkkk").screen();
    assert!(screen.contains("GB18030（GBK、GB2312）"), "{screen}");
    first.keys("<Enter>");
    heard(&mut first, &Message::FoldersReread { articles: 2 });
    assert!(labels(&first)[0].starts_with(WRONG));
    kept(&root, &target, 1);
    drop(first);
    let reader = Choice::ReadOnly(Some(target.clone()));
    let mut later = stage(&root, &reader);
    assert!(labels(&later)[0].starts_with(WRONG), "readers who may keep nothing see it");
    assert!(later.keys("!").screen().contains("按 GB18030 读"), "{}", later.screen());
    let made = Command::new(XINGLAN).arg("index").arg("-o").arg(&target).arg(&root).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    assert!(labels(&stage(&root, &reader))[0].starts_with(WRONG), "index keeps it");
}

#[test]
fn a_file_is_read_in_the_encoding_that_is_chosen_twice() {
    let home = tempfile::tempdir().unwrap();
    let (root, target) = (home.path().join("文集"), home.path().join("kept.snapshot"));
    fs::create_dir(&root).unwrap();
    doubtful(&root);
    fs::write(root.join("乙.txt"), "石橋修好了。\n").unwrap();
    let named = Choice::Named(target.clone());
    let mut first = stage(&root, &named);
    assert!(labels(&first).contains(&"渡口的船還沒有來".to_owned()));
    let at = labels(&first).iter().position(|label| label.starts_with('渡')).unwrap();
    first.keys(&format!("{}<Enter>E", "j".repeat(at)));
    let lines: Vec<String> = first.screen().lines().map(str::to_owned).collect();
    let row = |name: &str| lines.iter().position(|line| line.contains(name)).unwrap();
    let down = "j".repeat(row("GB18030") - row("Big5"));
    first.keys(&format!("{down}<Enter>"));
    assert_eq!(first.session.app.notice, Some(Word::ReadingOnce.into()));
    assert!(first.screen().contains(WRONG), "{}", first.screen());
    first.keys(&format!("E{down}<Enter>"));
    heard(&mut first, &Message::FoldersReread { articles: 2 });
    kept(&root, &target, 1);
    drop(first);
    let mut later = stage(&root, &Choice::ReadOnly(Some(target)));
    let mut found = labels(&later);
    found.sort();
    assert!(found[0].starts_with(WRONG) && found[1] == "石橋修好了。", "{found:?}");
    assert!(later.keys("!").screen().contains("甲.txt  这个文件夹：按 GB18030 读"), "{}", later.screen());
}
