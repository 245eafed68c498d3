//! The reader over hostile libraries, with any key and any input.

use super::payload::{Library, everything, payloads};
use crate::dice::Dice;
use crate::harness::Pty;
use crate::judge::{Writer, assert_clean};

/// Most that a first screen may cost, in bytes.
const FIRST_SCREEN: usize = 50_000;

fn open(path: &str, cols: u16, rows: u16) -> Pty {
    let mut pty = Pty::spawn(&["--ambiguous", "1", path], cols, rows, &[]);
    // In what was written, not on the screen: emulators differ in how wide these clusters are, and draw over the header.
    pty.wait("the header", |pty| String::from_utf8_lossy(&pty.bytes()).contains("篇"));
    pty.wait_stable();
    let cost = pty.bytes_since();
    assert!(cost <= FIRST_SCREEN, "the first screen of {path} has {cost} bytes");
    pty
}

fn judge(mut pty: Pty, what: &str) {
    if pty.is_running() {
        pty.keys("<Esc><Esc>Q");
    }
    pty.wait_exit();
    pty.assert_terminal_restored();
    assert_clean(&pty.bytes(), Writer::Reader, what);
}

#[test]
fn a_walk_through_all_of_it() {
    let library = Library::new();
    let mut pty = open(&library.path(), 120, 40);
    for _ in 0..12 {
        pty.keys(&"j".repeat(library.articles() / 14)).wait_stable();
    }
    pty.keys("g<Enter>").wait_stable();
    pty.keys("<Space><Space><Space>=").wait_stable();
    pty.keys("<Esc>I").wait_stable();
    pty.keys("<Esc>qt").wait_stable();
    pty.keys("jjjj<Space>").wait_stable();
    pty.keys("<Esc>tgq!").wait_stable();
    pty.keys("<Esc>P").wait_stable();
    pty.keys("<Esc><Esc>?").wait_stable();
    pty.keys("<Esc>S").wait_stable();
    judge(pty, "a walk");
}

#[test]
fn each_of_it_on_the_shells_screen() {
    let library = Library::new();
    let mut pty = open(&library.path(), 80, 24);
    pty.keys("G").wait_stable();
    for _ in 0..4 {
        pty.keys("<Enter>Y").wait_stable();
        pty.keys("jqkkk").wait_stable();
    }
    judge(pty, "the screen of the shell");
}

#[test]
fn hostile_input_typed_and_pasted() {
    let library = Library::new();
    let mut pty = open(&library.path(), 80, 24);
    let paste = format!("\x1b[200~{}\x1b[201~", everything().replace("\x1b[201~", ""));
    for prompt in ["/", ":", "f"] {
        pty.keys(prompt).send(paste.as_bytes()).wait_stable();
        pty.keys("<Enter>").wait_stable();
        pty.keys("<Esc><Esc>").wait_stable();
    }
    for (_, payload) in payloads().iter().filter(|(name, _)| name.starts_with("U+")).step_by(3) {
        pty.keys("/").send(payload.as_bytes()).keys("<Esc>");
    }
    judge(pty, "pasted");
}

#[test]
fn any_key() {
    let library = Library::new();
    for seed in 1..=3 {
        let mut dice = Dice(seed);
        let mut pty = open(&library.path(), [80, 120, 40][seed as usize - 1], 24);
        // Without Q and C-q (quit), y (sends to the clipboard) and what the terminal makes signals of.
        let bytes: Vec<u8> = (0..1500)
            .map(|_| dice.roll(256) as u8)
            .filter(|byte| !b"QyqZ\x03\x11\x1a\x1c".contains(byte))
            .collect();
        for part in bytes.chunks(150) {
            pty.send(part).wait_stable();
            assert!(pty.is_running(), "seed {seed} ends the reader at {}", part.escape_ascii());
        }
        judge(pty, &format!("keys of seed {seed}"));
    }
}

#[test]
fn a_first_screen_full_of_the_widest_clusters_is_bounded() {
    for unit in [
        "e\u{1e8d0}\u{1e8d1}\u{1e8d2}\u{1e8d3}\u{1e8d4}\u{1e8d5}\u{1e8d6}",
        "\u{915}\u{94d}\u{915}\u{94d}\u{915}\u{94d}\u{915}\u{94d}\u{915}\u{94d}\u{915}",
        "👩🏻\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👩🏽",
        "\u{1100}",
    ] {
        let home = tempfile::tempdir().unwrap();
        for number in 0..40 {
            let line = unit.repeat(1200 / unit.len());
            let text = format!("题{number}{line}\n\n{}\n", line.repeat(40));
            std::fs::write(home.path().join(format!("{number}.txt")), text).unwrap();
        }
        let pty = open(home.path().to_str().unwrap(), 120, 40);
        judge(pty, unit);
    }
}
