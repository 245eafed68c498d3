//! Files in several encodings, and those garbled before they were stored: found, told, and shown otherwise by a key.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::XINGLAN;
use crate::stage::Stage;

const TITLE: &str = "磨坊的早晨";
const FIRST: &str = "　　磨坊的灯亮得最早，老人把豆子舀进石磨，水声盖过了咳嗽。";
const SECOND: &str = "　　挑水的人从桥上过来，说下游的闸门昨夜开了，河滩上全是小鱼。";

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// UTF-8 read as GBK and stored so.
fn garbled(text: &str) -> String {
    encoding_rs::GB18030.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

fn library(root: &Path) {
    let text = format!("{TITLE}\n\n{FIRST}\n{SECOND}\n");
    fs::write(
        root.join("1.txt"),
        [TITLE.as_bytes(), b"\n\n", FIRST.as_bytes(), b"\n", &gbk(SECOND)].concat(),
    )
    .unwrap();
    let other = "闸口的夜\n\n　　守闸的人提着灯，沿着堤走到闸门边上。\n";
    fs::write(root.join("2.txt"), [b"\xEF\xBB\xBF", &*gbk(other)].concat()).unwrap();
    fs::write(root.join("3.txt"), garbled(&text.replace(TITLE, "渡口"))).unwrap();
    fs::write(root.join("4.txt"), gbk("桥头的清晨\n\n　　桥头有人卖菜。\n")).unwrap();
}

fn run(root: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(XINGLAN).args(args).arg(root).args(["--lang", "en"]).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn words_of_every_part_are_found_whatever_its_encoding() {
    let root = tempfile::tempdir().unwrap();
    library(root.path());
    for (word, files) in [("闸门", 2), ("石磨", 1), ("守闸", 1), ("卖菜", 1)] {
        let (found, ..) = run(root.path(), &["search", "-l", word]);
        assert_eq!(found.lines().count(), files, "{word}: {found}");
    }
}

#[test]
fn what_may_be_wrong_is_told_and_nothing_is_lost() {
    let root = tempfile::tempdir().unwrap();
    library(root.path());
    let (_, told, code) = run(root.path(), &["check"]);
    assert_eq!(code, Some(0), "{told}");
    for (file, words) in
        [("1.txt", "two encodings"), ("2.txt", "its mark says UTF-8"), ("3.txt", "UTF-8 read as GBK")]
    {
        let line = told.lines().find(|line| line.contains(file)).unwrap_or_default();
        assert!(line.contains(words), "{file}: {told}");
    }
    assert!(!told.contains("4.txt"), "{told}");
}

#[test]
fn a_garbled_article_is_shown_repaired_by_a_key() {
    let root = tempfile::tempdir().unwrap();
    library(root.path());
    let mut stage = Stage::open(root.path().to_owned(), 100, 30);
    stage.keys("jj<Enter>E");
    let screen = stage.screen();
    assert!(screen.contains("UTF-8←GBK") && screen.contains("渡口"), "{screen}");
    stage.keys("<Enter>");
    assert!(stage.screen().contains("挑水的人从桥上过来"), "{}", stage.screen());
    stage.keys("E");
    assert!(stage.screen().contains("UTF-8←GBK"), "{}", stage.screen());
    stage.keys("q");
    assert!(stage.screen().contains("挑水的人从桥上过来"), "{}", stage.screen());
}

#[test]
fn an_article_that_reads_well_can_be_looked_at_too() {
    let root = tempfile::tempdir().unwrap();
    library(root.path());
    let mut stage = Stage::open(root.path().to_owned(), 100, 30);
    stage.keys("jjj<Enter>E");
    let screen = stage.screen();
    assert!(
        screen.contains("GB18030") && screen.contains("Big5") && screen.contains("桥头有人卖菜"),
        "{screen}"
    );
}
