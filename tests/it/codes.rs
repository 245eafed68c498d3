//! Short codes of places: said when the reader is left, copied with a source, and taken to begin there, also by readers who may
//! keep nothing.

use std::collections::HashMap;
use std::fs;

use tempfile::TempDir;
use xinglan::app::place_code::PlaceCode;
use xinglan::app::{Effect, Event, Key};

use crate::harness::Pty;
use crate::stage::Stage;

/// A folder of twelve articles with numbered paragraphs.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in 1..=12 {
        let line = |n: usize| format!("文章{name}第{n}段说河水改道，两岸种着麦子。\n");
        let lines: Vec<String> = (1..=60).map(line).collect();
        fs::write(folder.path().join(format!("{name:02}.txt")), format!("文章{name}\n\n{}", lines.concat()))
            .unwrap();
    }
    folder
}

fn open(folder: &TempDir) -> Stage {
    Stage::open(folder.path().to_owned(), 80, 24)
}

/// The code at the end of a line.
fn code_in(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let code = words.filter_map(PlaceCode::parse).next_back();
    code.unwrap_or_else(|| panic!("no code: {text}")).to_string()
}

fn first_line(screen: &str) -> &str {
    screen.lines().find(|line| line.contains("说河水改道")).unwrap_or_default()
}

/// Runs the effects of a key as a session does, and takes what leaves.
fn leaves(stage: &mut Stage, key: char) -> String {
    stage.session.event(Event::Key(Key::char(key)));
    let outputs = stage.session.outputs();
    let text = outputs.into_iter().find_map(|output| match output {
        xinglan::session::Output::Copy(text) => Some(text),
        xinglan::session::Output::Print(lines) => Some(lines.join("\n")),
        _ => None,
    });
    text.unwrap()
}

#[test]
fn a_copied_source_ends_with_the_code_of_its_place() {
    let folder = folder();
    let mut stage = open(&folder);
    stage.keys("5G<Enter>").keys("30G");
    let source = leaves(&mut stage, 'y');
    let code = code_in(&source);
    assert!(source.starts_with("《文章5》，") && source.ends_with(&code), "{source}");
    assert!(code.ends_with("-30") && code.len() == "4f2a-30".len(), "{code}");
    stage.keys("v<Tab>");
    let quoted = leaves(&mut stage, 'y');
    assert_eq!(code_in(&quoted), code.replace("-30", "-31"), "{quoted}");
    let printed = leaves(&mut stage, 'Y');
    assert_eq!(code_in(&printed), code, "{printed}");
    stage.keys("q");
    assert_eq!(code_in(&leaves(&mut stage, 'y')), code.replace("-30", "-1"), "from the list");
    let mut stage = open(&folder);
    stage.session.app.begin_at(PlaceCode::parse(&code).unwrap());
    stage.rest();
    assert!(first_line(&stage.screen()).contains("文章5第30段"), "{}", stage.screen());
}

#[test]
fn a_code_that_means_nothing_or_two_articles_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let line = |n: usize| format!("{{\"title\":\"第{n}篇\",\"text\":\"第{n}篇说{}。\"}}\n", n * 7919);
    let lines: Vec<String> = (0..2_000).map(line).collect();
    fs::write(folder.path().join("文集.jsonl"), lines.concat()).unwrap();
    let mut stage = open(&folder);
    // Among 2,000 keys some thirty pairs share four digits.
    stage.keys("G").keys("g");
    let mut keys: HashMap<String, String> = HashMap::new();
    let mut twins = None;
    for at in 0..2_000 {
        stage.press(&format!("{}G", at + 1));
        let Some(row) = stage.session.app.list.row(at) else { continue };
        let key = row.key.to_string();
        let digits: String = key.chars().take(4).collect();
        twins = keys.insert(digits.clone(), key.clone()).map(|_| (digits, key));
        if twins.is_some() {
            break;
        }
    }
    let (digits, key) = twins.unwrap();
    let begin = |stage: &mut Stage, code: &str| {
        stage.session.app.begin_at(PlaceCode::parse(code).unwrap());
        stage.rest();
        stage.screen()
    };
    let said = begin(&mut stage, &format!("{digits}-1"));
    assert!(said.contains(&format!("编号 {digits}-1 可以是两篇文章")), "{said}");
    stage.keys("<Enter>");
    let code = code_in(&leaves(&mut stage, 'y'));
    let (own, _) = code.split_once('-').unwrap();
    assert!(own.len() > 4 && key.starts_with(own), "{code} of {key}");
    let mut stage = open(&folder);
    let said = begin(&mut stage, "00000000000000000000000000000000-1");
    assert!(said.contains("没有编号"), "{said}");
    let effects = xinglan::app::update(&mut stage.session.app, Event::Key(Key::char('j')));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::FindCode(_))), "asked once");
}

#[test]
fn the_reader_is_left_with_a_code_that_leads_back() {
    let folder = folder();
    let path = folder.path().to_str().unwrap();
    let mut pty = Pty::spawn(&["--ambiguous", "1", path], 80, 24, &[]);
    pty.wait_for("1/12").wait_stable();
    pty.keys("7G<Enter>").wait_stable();
    pty.keys("40G").wait_for("文章7第40段").wait_stable();
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
    let shown = pty.screen();
    let said: String = shown.lines().skip_while(|line| !line.contains("回到这里")).collect();
    assert!(said.starts_with("回到这里：xinglan "), "{shown}");
    let code = code_in(&said);
    assert!(said.ends_with(&code) && code.ends_with("-40"), "{said}");
    let mut other = Pty::spawn(&["--ambiguous", "1", path, &code], 80, 24, &[]);
    other.wait_for("文章7第40段").wait_stable();
    assert!(first_line(&other.screen()).contains("文章7第40段"), "{}", other.screen());
    let mut wrong = Pty::spawn(&["--ambiguous", "1", path, "0000-1"], 80, 24, &[]);
    wrong.wait_for("没有编号 0000-1 的地方").wait_stable();
    let env = [("SSH_ORIGINAL_COMMAND", code.as_str())];
    let mut stranger = Pty::spawn(&["--restricted", "--ambiguous", "1", path], 80, 24, &env);
    stranger.wait_for("文章7第40段").wait_stable();
    stranger.keys("45G").wait_for("文章7第45段").wait_stable();
    stranger.keys("Q");
    assert!(stranger.wait_exit().success());
    let shown = stranger.screen();
    assert!(
        shown.contains("回到这里：在 ssh 命令后面加上") && shown.contains(&code.replace("-40", "-45")),
        "{shown}"
    );
    assert!(!shown.contains(path), "no path of the machine: {shown}");
}

#[test]
fn who_has_opened_nothing_is_told_nothing() {
    let folder = folder();
    let mut pty = Pty::spawn(&["--ambiguous", "1", folder.path().to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("1/12").wait_stable();
    pty.keys("jjq");
    assert!(pty.wait_exit().success());
    assert!(!pty.screen().contains("回到这里"), "{}", pty.screen());
}
