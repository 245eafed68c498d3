//! Corrections of provinces: they count at once, are kept, follow a file that moves, and come out of the commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xinglan::facet::Facet;
use xinglan::messages::Message;

use crate::harness::XINGLAN;
use crate::stage::Stage;
use serde_json::Value;

/// A folder with two articles, and a file for what the user does.
fn scene() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("articles");
    fs::create_dir_all(&articles).unwrap();
    fs::write(articles.join("1.txt"), "一条河的名字\n这条河没有写明在哪里。\n").unwrap();
    fs::write(articles.join("2.txt"), "辽宁的渡口\n辽宁省盘锦市的渡口还在。\n").unwrap();
    let state = folder.path().join("state/xinglan/state.db");
    (folder, articles, state)
}

fn open(articles: &Path, state: &Path) -> Stage {
    Stage::with_state(articles.to_owned(), Some(state.to_owned()), 80, 24)
}

fn found(stage: &Stage) -> usize {
    stage.session.app.list.len()
}

#[test]
fn a_correction_counts_at_once() {
    let (_folder, articles, state) = scene();
    let mut stage = open(&articles, &state);
    assert_eq!(found(stage.keys("/@辽宁<Enter>")), 1);
    assert_eq!(found(stage.keys("X").keys("g@/辽宁<Enter><Space>qX")), 2);
    let counts = stage.session.app.filter.answer().counts.of(Facet::Province);
    assert_eq!((counts[5].articles, counts[34].articles), (2, 0));
}

#[test]
fn a_correction_is_taken_back_by_turning_on() {
    let (_folder, articles, state) = scene();
    let mut stage = open(&articles, &state);
    stage.keys("j@<Space>q");
    assert!(stage.session.app.list.row(1).unwrap().tags().mentions.is_empty(), "taken away");
    stage.keys("@/辽宁<Enter><Space>q");
    assert!(stage.session.app.list.row(1).unwrap().correction.is_empty(), "as recognised");
}

#[test]
fn a_correction_outlives_the_session_and_follows_the_file() {
    let (_folder, articles, state) = scene();
    open(&articles, &state).keys("@/湖南<Enter><Space>");
    fs::create_dir(articles.join("别处")).unwrap();
    fs::rename(articles.join("1.txt"), articles.join("别处/七.txt")).unwrap();
    let mut stage = open(&articles, &state);
    assert_eq!(found(stage.keys("/@湖南<Enter>")), 1);
    assert!(stage.screen().contains("湘 #"), "{}", stage.screen());
}

#[test]
fn a_copy_shares_the_correction_of_the_first() {
    let (_folder, articles, state) = scene();
    fs::copy(articles.join("1.txt"), articles.join("3.txt")).unwrap();
    let mut stage = open(&articles, &state);
    assert_eq!(found(stage.keys("D").keys("G@/湖南<Enter><Space>q/@湖南<Enter>")), 2);
}

#[test]
fn where_nothing_may_be_kept_it_is_said() {
    let (_folder, articles, _) = scene();
    let mut stage = Stage::open(articles, 80, 24);
    assert!(stage.keys("@").screen().contains("这里不能更正省份"));
}

#[test]
fn a_full_disk_is_told_and_the_correction_still_counts() {
    let (folder, articles, _) = scene();
    let blocked = folder.path().join("a file");
    fs::write(&blocked, "").unwrap();
    let mut stage = open(&articles, &blocked.join("state.db"));
    let notice = stage.keys("@/湖南<Enter><Space>").session.app.notice.clone();
    assert!(matches!(notice, Some(Message::NotKept(_))), "{notice:?}");
    assert_eq!(found(stage.keys("q/@湖南<Enter>")), 1);
}

#[test]
fn commands_know_the_corrections_and_can_do_without() {
    let (folder, articles, state) = scene();
    open(&articles, &state).keys("@/湖南<Enter><Space>");
    let list = |more: &[&str]| -> Vec<Value> {
        let mut command = Command::new(XINGLAN);
        command.args(["list", "--json"]).arg(&articles).args(more);
        let output = command.env("XDG_STATE_HOME", folder.path().join("state")).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let corrected = &list(&[])[0]["provinces"];
    assert_eq!(corrected["about"], serde_json::json!(["湖南"]));
    assert_eq!(corrected["corrected"]["added"], serde_json::json!(["湖南"]));
    let found = &list(&["--no-corrections"])[0]["provinces"];
    assert_eq!(found["about"], serde_json::json!([]));
    assert_eq!(found.get("corrected"), None);
    assert_eq!(list(&["--province", "湖南"]).len(), 1);
}
