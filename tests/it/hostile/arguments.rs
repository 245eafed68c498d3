//! Hostile arguments, settings and environment: one clean sentence, and an end.

use std::fs;

use super::on_terminal;
use super::payload::{everything, payloads};
use crate::harness::{LIBRARY, Pty};
use crate::judge::{Writer, assert_clean};

/// Where an argument can stand. `*` is the payload.
const PLACES: &[&[&str]] = &[
    &["*"],
    &["*", "*"],
    &["--*"],
    &["-*"],
    &["help", "*"],
    &["--lang", "*"],
    &["--lang=*", "list", "."],
    &["--measure", "*", "."],
    &["--ambiguous", "*", "."],
    &["--idle", "*"],
    &["--render", "*"],
    &["--encoding", "*", "."],
    &["--snapshot"],
    &["list", "*"],
    &["list", ".", "--filter", "@*"],
    &["list", ".", "--filter", "/(*"],
    &["list", ".", "--filter", "日期:*"],
    &["list", ".", "--filter", "栏:*"],
    &["list", ".", "--province", "*"],
    &["list", ".", "--mentions", "*"],
    &["list", ".", "--by", "*"],
    &["list", ".", "--*"],
    &["show", "*"],
    &["show", ".", "--id", "*"],
    &["show", ".", "--width", "*"],
    &["search", "*", "."],
    &["search", "/*/", "."],
    &["search", "a", "*"],
    &["search", "a", ".", "--snapshot", "*"],
    &["search", "a", ".", "--*"],
    &["check", "*"],
    &["kwic", "*", "."],
    &["kwic", "a", "*"],
    &["kwic", "a", ".", "--sort", "*"],
    &["collocates", "*", "."],
    &["keyness", "--filter", "*", "."],
    &["stats", ".", "--by", "*"],
    &["stats", "--filter", "*", "."],
    &["check", ".", "--widths", "*"],
    &["index", "*"],
    &["index", ".", "-o", "/nowhere/*"],
    &["--restricted", "*"],
];

#[test]
fn every_argument_may_be_hostile() {
    let everything = everything();
    for place in PLACES {
        let args: Vec<String> = place
            .iter()
            .map(|arg| if *arg == "." { LIBRARY.to_owned() } else { arg.replace('*', &everything) })
            .collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let (code, said) = on_terminal(&args);
        assert!(code <= 3, "{place:?}: {code}");
        let is_search = place[0] == "search" && code < 2;
        // One sentence, and behind it at most the two lines of how the command is written.
        assert!(is_search || said.lines().count() <= 3, "{place:?}: {said}");
    }
}

#[test]
fn each_payload_may_be_a_path() {
    for (name, payload) in payloads().iter().step_by(9) {
        let (code, said) = on_terminal(&["list", payload]);
        assert!((2..=3).contains(&code), "{name}: {said}");
        assert!(said.lines().count() <= 2, "{name}: {said}");
    }
}

#[test]
fn settings_and_environment_may_be_hostile() {
    let everything = everything();
    let hostile =
        [("COLORTERM", everything.as_str()), ("LANG", &everything), ("LC_ALL", ""), ("SSH_TTY", &everything)];
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("xinglan");
    fs::create_dir_all(&folder).unwrap();
    let mut lines = vec![format!("lang = \"{everything}\"")];
    lines.extend(payloads().iter().map(|(_, payload)| format!("a{payload} = '{payload}'")));
    fs::write(folder.join("config.toml"), lines.join("\n")).unwrap();
    let config = home.path().to_str().unwrap();
    let env = [&hostile[..], &[("XDG_CONFIG_HOME", config)]].concat();
    let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &env);
    pty.wait_for("10").wait_stable();
    assert!(pty.bytes_since() <= 50_000);
    pty.keys("jq!Q");
    pty.wait_exit();
    pty.assert_terminal_restored();
    assert_clean(&pty.bytes(), Writer::Reader, "settings");
    let mut pty = Pty::spawn(&["list", LIBRARY], 80, 24, &env);
    pty.wait_exit();
    assert_clean(&pty.bytes(), Writer::Command, "settings of a command");
    let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &[("TERM", &everything)]);
    pty.wait_stable();
    pty.keys("Q");
    pty.wait_exit();
    assert_clean(&pty.bytes(), Writer::Reader, "the type of the terminal");
}
