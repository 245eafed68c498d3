//! A passage of the text is lit by keys, copied and filtered by; it stays where it is whatever the screen does.

use std::fs;

use tempfile::TempDir;
use xinglan::app::{Event, Key};
use xinglan::session::Output;

use crate::harness::{Pty, assert_screen};
use crate::stage::{Stage, library};

/// A library of one article, whose paragraphs have numbered sentences.
fn folder(paragraphs: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let paragraph =
        |n: usize| (1..=4).map(|s| format!("第{n}段第{s}句说河水改道。")).collect::<Vec<_>>().concat();
    let body: Vec<String> = (1..=paragraphs).map(paragraph).collect();
    fs::write(folder.path().join("河工.txt"), format!("河工纪要\n\n{}\n", body.join("\n"))).unwrap();
    folder
}

fn open(folder: &TempDir, cols: u16, rows: u16) -> Stage {
    let mut stage = Stage::open(folder.path().to_owned(), cols, rows);
    stage.keys("<Enter>");
    stage
}

fn lit(stage: &Stage) -> String {
    stage.session.app.reader.selected_text().unwrap_or_default()
}

/// What keys light, from the top of the first article.
fn after(keys: &str) -> String {
    let folder = folder(30);
    let mut stage = open(&folder, 80, 24);
    stage.keys(keys);
    lit(&stage)
}

#[test]
fn keys_light_what_users_of_vim_expect() {
    let sentence = |n: usize, s: usize| format!("第{n}段第{s}句说河水改道。");
    let (one, two, three) = (sentence(1, 1), sentence(1, 2), sentence(1, 3));
    assert_eq!(after("v"), one);
    assert_eq!(after("<F9>"), one);
    assert_eq!(after("v)"), one.clone() + &two);
    assert_eq!(after("v2)"), one.clone() + &two + &three);
    assert_eq!(after("v2)("), one.clone() + &two);
    assert_eq!(after("vl"), format!("{one}第"));
    assert_eq!(after("v<Right><Left><Left>"), one.trim_end_matches('。'));
    assert_eq!(after("v)o)"), two, "the start moves");
    assert_eq!(after("v<Tab>"), two);
    assert_eq!(after("v<Tab><Tab><S-Tab>"), two);
    assert_eq!(after("v<Tab>("), one.clone() + &two);
    assert_eq!(after("v}").chars().filter(|c| *c == '。').count(), 4, "to the end of the paragraph");
    assert_eq!(after("v}}").lines().count(), 2);
    assert_eq!(after("vG").lines().count(), 30);
    assert!(after("vj").starts_with(&(one.clone() + &two)), "a line down");
    assert_eq!(after("vjk"), one, "and up again in the same column");
    assert_eq!(after("vv") + &after("v<Esc>") + &after("vq"), "");
    assert_eq!(after("jjv"), sentence(2, 1), "what begins on the page");
    assert_eq!(after("/2句<Enter>v"), two, "what was looked for");
}

#[test]
fn a_passage_stays_in_the_text_whatever_the_screen_does() {
    let folder = folder(30);
    let mut stage = open(&folder, 80, 24);
    stage.keys("3}v))");
    let before = lit(&stage);
    assert_eq!(before.chars().filter(|c| *c == '。').count(), 3);
    for (cols, rows) in [(40, 20), (120, 40), (60, 12), (80, 24)] {
        stage.resize(cols, rows);
        assert_eq!(lit(&stage), before, "{cols}x{rows}");
    }
    stage.keys("q").keys("z").keys("v))");
    assert!(!lit(&stage).is_empty());
    stage.keys("?q");
    assert!(!lit(&stage).is_empty(), "help leaves it");
    stage.keys("v").keys("J");
    assert_eq!(lit(&stage), "");
}

#[test]
fn the_text_follows_the_moving_end() {
    let folder = folder(60);
    let mut stage = open(&folder, 80, 24);
    stage.keys("v");
    for _ in 0..30 {
        stage.keys("}");
        let (_, cursor) = stage.frame(xinglan::view::Theme::default());
        assert!(cursor.is_some_and(|(_, y)| y > 6), "the end is on the screen: {cursor:?}");
    }
    assert_eq!(lit(&stage).lines().count(), 30);
    stage.keys("o");
    assert!(stage.screen().contains("第1段第1句"), "the other end: {}", stage.screen());
    stage.keys("10{");
    assert_eq!(lit(&stage).lines().count(), 31, "the title as well");
}

/// What goes to the clipboard, or outside of the screen.
fn copied(stage: &mut Stage, key: char) -> Vec<String> {
    stage.session.event(Event::Key(Key::char(key)));
    let text = |output| match output {
        Output::Copy(text) => Some(text),
        Output::Print(lines) => Some(lines.join("\n")),
        _ => None,
    };
    stage.session.outputs().into_iter().filter_map(text).collect()
}

#[test]
fn a_passage_is_copied_and_printed_with_its_source() {
    let folder = folder(3);
    let mut stage = open(&folder, 80, 24);
    stage.keys("v3)l");
    let text = copied(&mut stage, 'y').concat();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("第1段第1句") && lines[0].ends_with("第4句说河水改道。"), "{text}");
    assert_eq!(lines[1], "第");
    assert!(lines[2].starts_with("——《河工纪要》，") && lines[2].contains("河工.txt"), "{text}");
    assert!(stage.screen().contains("已发送到终端") && lit(&stage).is_empty());
    stage.keys("v");
    assert!(copied(&mut stage, 'Y').concat().starts_with("第1段第1句说河水改道。\n——"));
    stage.session.app.options.copy_limit = 0;
    stage.keys("v");
    assert!(copied(&mut stage, 'y').is_empty());
    assert!(stage.screen().contains("不能送到剪贴板"), "{}", stage.screen());
}

#[test]
fn a_list_says_what_can_be_done_and_takes_its_keys() {
    let mut stage = Stage::open(library(), 80, 24);
    stage.keys("<Enter>v<Enter>");
    for text in ["选中", "复制", "标签", "筛选"] {
        assert!(stage.screen().contains(text), "{text}: {}", stage.screen());
    }
    assert!(copied(&mut stage, 'y').concat().contains("——《"), "its key");
    stage.keys("v<Enter><Enter>");
    assert!(stage.screen().contains("已发送到终端"), "{}", stage.screen());
    stage.keys("v<Enter><Esc>");
    assert!(!lit(&stage).is_empty(), "back to the passage");
    stage.keys("*");
    assert_eq!(stage.session.app.list.len(), 1, "{}", stage.screen());
}

#[test]
fn sentences_move_the_page() {
    let folder = folder(60);
    let mut stage = open(&folder, 80, 24);
    let place = |stage: &Stage| stage.session.app.reader.offset().unwrap();
    let mut before = place(&stage);
    for _ in 0..5 {
        stage.keys(")");
        assert!(place(&stage) > before);
        before = place(&stage);
    }
    stage.keys("(");
    assert!(place(&stage) < before);
}

#[test]
fn the_screens_of_a_passage() {
    for (cols, rows) in [(80, 24), (120, 40), (40, 20)] {
        for (name, keys) in [("lit", "<Enter>v)"), ("lit-menu", "<Enter>v<Enter>")] {
            let mut stage = Stage::open(library(), cols, rows);
            stage.keys(keys);
            let (buffer, _) = stage.frame(xinglan::view::Theme::default());
            assert_screen(&format!("{name}-{cols}x{rows}"), &crate::stage::styled(&buffer));
        }
    }
}

#[test]
fn a_passage_is_copied_in_a_terminal() {
    let folder = folder(8);
    let mut pty = Pty::spawn(&["--ambiguous", "1", folder.path().to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("河工纪要").wait_stable();
    pty.keys("<Enter>").wait_stable();
    pty.keys("v").wait_for("【选中】").wait_stable();
    let inverse = |pty: &Pty| pty.emulator(|screen| (0..24).any(|y| screen.cell(y, 6).unwrap().inverse()));
    assert!(inverse(&pty), "{}", pty.screen());
    pty.resize(40, 20).wait_stable();
    assert!(pty.screen().contains("【选中】"));
    pty.keys("y").wait_for("已发送到终端");
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    assert!(bytes.contains("\x1b]52;c;"), "sent");
}
