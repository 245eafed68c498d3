//! `xinglan notes` and `xinglan state`: what the reader has kept comes out by command, and goes in elsewhere.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::harness::XINGLAN;
use crate::stage::Stage;

fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(XINGLAN);
    command.args(args).env("HOME", home).env("XDG_STATE_HOME", home.join("state"));
    command.env("LC_ALL", "zh_CN.UTF-8").output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A home in which somebody has read a small library: a note on a sentence, one on an article, an underline, a star.
pub(crate) fn read_before(home: &Path) {
    fs::create_dir(home.join("文")).unwrap();
    for name in ["堤", "水闸", "渡口"] {
        let text = format!("{name}\n\n{name}边的河水又涨了一尺。渡船停了。\n\n第二段说*{name}*。\n");
        fs::write(home.join("文").join(format!("{name}.txt")), text).unwrap();
    }
    let state = home.join("state/xinglan/state.db");
    let mut stage = Stage::with_state(home.join("文"), Some(state), 80, 24);
    stage
        .keys("Bjaq要再看一遍<Enter>")
        .keys("<Enter>jva水情对照<Enter>")
        .keys("v<Tab><Tab>-<Esc>/河水<Enter><C-s>");
    stage.keys("q/河水<C-s>");
}

#[test]
fn notes_come_out_as_markdown_and_as_json() {
    let home = tempfile::tempdir().unwrap();
    read_before(home.path());
    let folder = home.path().join("文");
    let folder = folder.to_str().unwrap();
    let markdown = stdout(&run(home.path(), &["notes", folder]));
    assert!(markdown.starts_with("## 水闸\n\n《水闸》，"), "{markdown}");
    assert!(markdown.contains("\n\n批注：q要再看一遍\n"), "{markdown}");
    assert!(markdown.contains("\n\n> 水闸边的河水又涨了一尺。\n\n批注：水情对照\n"), "{markdown}");
    assert!(markdown.contains("> 第二段说\\*水闸\\*。"), "what is a sign in Markdown is escaped: {markdown}");
    let json = stdout(&run(home.path(), &["notes", "--json", "--citation", "gbt7714", folder]));
    let lines: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<(&str, Option<u64>)> =
        lines.iter().map(|line| (line["kind"].as_str().unwrap(), line["paragraph"].as_u64())).collect();
    assert_eq!(kinds, [("note", None), ("note", Some(1)), ("underline", Some(2))]);
    assert!(lines[0]["citation"].as_str().unwrap().contains("[EB/OL]"));
    let none = run(home.path(), &["notes", "--filter", "没有这个词", folder]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(1), 0));
}

#[test]
fn a_state_is_written_out_and_taken_in_in_another_home() {
    let home = tempfile::tempdir().unwrap();
    read_before(home.path());
    let file = home.path().join("state.jsonl");
    let file = file.to_str().unwrap();
    let said = stdout(&run(home.path(), &["state", "export", file]));
    assert!(said.starts_with(file), "{said}");
    let again = run(home.path(), &["state", "export", file]);
    assert_eq!(again.status.code(), Some(3), "what is there is not touched");
    let other = tempfile::tempdir().unwrap();
    let said = stdout(&run(other.path(), &["state", "import", file]));
    assert!(said.starts_with("并入 "), "{said}");
    let all = |home: &Path| stdout(&run(home, &["state", "export", "-"]));
    assert_eq!(all(other.path()), all(home.path()));
    let folder = home.path().join("文");
    let notes = |from: &Path| stdout(&run(from, &["notes", folder.to_str().unwrap()]));
    assert_eq!(notes(other.path()), notes(home.path()));
    fs::write(file, "{\"table\":\"star\"}\n").unwrap();
    let bad = run(other.path(), &["state", "import", file]);
    assert_eq!(bad.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&bad.stderr).contains("第 1 行"));
    let mode = {
        use std::os::unix::fs::PermissionsExt;
        let private = other.path().join("mine.jsonl");
        stdout(&run(other.path(), &["state", "export", private.to_str().unwrap()]));
        fs::metadata(private).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode, 0o600);
}

#[test]
fn what_is_new_in_the_reader_is_new_for_the_commands() {
    let home = tempfile::tempdir().unwrap();
    read_before(home.path());
    fs::write(home.path().join("文/新堤.txt"), "新堤\n\n新堤修好了。\n").unwrap();
    let state = home.path().join("state/xinglan/state.db");
    drop(Stage::with_state(home.path().join("文"), Some(state), 80, 24));
    let folder = home.path().join("文");
    let folder = folder.to_str().unwrap();
    let json = stdout(&run(home.path(), &["list", "--json", folder]));
    let states: Vec<(String, String)> = json
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|line| (line["title"].as_str().unwrap().to_owned(), line["state"].as_str().unwrap().to_owned()))
        .collect();
    let of = |title: &str| states.iter().find(|(known, _)| known == title).map(|(_, state)| state.as_str());
    assert_eq!((of("新堤"), of("水闸"), of("渡口")), (Some("new"), Some("read"), Some("unread")));
    let new = stdout(&run(home.path(), &["export", "--format", "jsonl", "--filter", "状态:新", folder]));
    assert_eq!(new.lines().count(), 1);
}
