//! The harness itself, tried on small commands whose behaviour everybody knows.

use std::time::Duration;

use crate::harness::{Pty, assert_screen};
use rustix::process::Signal;

fn shell(script: &str) -> Pty {
    Pty::spawn_command(&["/bin/sh", "-c", script], 100, 6, &[])
}

#[test]
fn the_screen_is_text_without_trailing_blanks() {
    let mut pty = shell("printf '水渠  \\r\\n\\033[1mab\\033[m   \\r\\n\\r\\n'");
    assert!(pty.wait_exit().success());
    assert_eq!(pty.screen(), "水渠\nab");
}

#[test]
fn keys_reach_the_program() {
    let mut pty = shell("stty raw -echo; echo ready; head -c 22 | od -An -tx1");
    pty.wait_for("ready").keys("j<lt>问<Enter><Esc><C-d><PgDn><S-Up><A-x><BS>q");
    pty.wait_exit();
    let sent = "6a 3c e9 97 ae 0d 1b 04 1b 5b 36 7e 1b 5b 31 3b 32 41 1b 78 7f 71";
    let shown = pty.screen().replace("ready", "").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(shown, sent);
}

#[test]
fn what_is_typed_is_echoed_by_the_terminal() {
    let mut pty = shell("cat");
    pty.keys("渠<Enter>").wait_for("渠\n渠");
    pty.keys("<C-d>");
    assert!(pty.wait_exit().success());
}

#[test]
fn the_size_is_what_was_asked_and_changes_are_told() {
    let mut pty = shell("trap 'stty size' WINCH; stty size; while :; do sleep 0.1; done");
    pty.wait_for("6 100").resize(50, 9).wait_for("9 50");
}

#[test]
fn the_environment_is_clear() {
    let mut pty = Pty::spawn_command(&["/usr/bin/env"], 80, 24, &[("XINGLAN_TEST", "1")]);
    pty.wait_exit();
    let mut names: Vec<_> =
        pty.screen().lines().filter_map(|line| line.split('=').next().map(String::from)).collect();
    names.sort();
    let wanted = [
        "HOME",
        "LANG",
        "PATH",
        "SHELL",
        "TERM",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XINGLAN_TEST",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn a_stable_screen_is_one_that_is_finished() {
    let mut pty = shell("for n in 1 2 3 4 5; do echo $n; sleep 0.05; done; cat");
    pty.wait_stable();
    assert_eq!(pty.screen(), "1\n2\n3\n4\n5");
}

#[test]
fn a_program_that_computes_is_not_stable() {
    let mut pty = shell("n=0; while [ $n -lt 300000 ]; do n=$((n+1)); done; echo done; cat");
    pty.wait_stable();
    assert_eq!(pty.screen(), "done");
    assert!(pty.processor_time() > Duration::ZERO);
}

#[test]
fn bytes_are_counted_from_the_last_question() {
    let mut pty = shell("stty raw -echo; printf abc; head -c 1 >/dev/null; printf defg; cat");
    pty.wait_for("abc");
    assert_eq!(pty.bytes_since(), 3);
    pty.keys("x").wait_for("defg");
    assert_eq!(pty.bytes_since(), 4);
    assert_eq!(pty.bytes_since(), 0);
    assert_eq!(pty.bytes(), b"abcdefg");
}

#[test]
fn exit_codes_and_signals_are_told() {
    assert_eq!(shell("exit 3").wait_exit().exit_code(), 3);
    let mut pty = shell("echo up; exec sleep 1000");
    pty.wait_for("up").signal(Signal::TERM);
    assert_eq!(pty.wait_exit().signal(), Some("Terminated"));
}

#[test]
fn a_terminal_left_raw_is_noticed() {
    let mut pty = shell("stty raw");
    pty.wait_exit();
    let check = std::panic::AssertUnwindSafe(|| pty.assert_terminal_restored());
    std::panic::catch_unwind(check).unwrap_err();
}

#[test]
fn a_terminal_put_back_is_accepted() {
    let mut pty = shell(
        "old=$(stty -g); stty raw; printf '\\033[?1049h\\033[?25l'; printf '\\033[?25h\\033[?1049l'; stty $old",
    );
    pty.wait_exit();
    pty.assert_terminal_restored();
}

#[test]
fn a_hang_up_is_felt_and_types_nothing() {
    let mut pty = shell("trap 'echo gone > \"$HOME/gone\"; exit 7' HUP; echo up; cat > \"$HOME/typed\"");
    let home = pty.home();
    pty.wait_for("up").wait_stable();
    pty.hang_up();
    assert_eq!(pty.wait_exit().exit_code(), 7);
    assert_eq!(std::fs::read_to_string(home.join("gone")).unwrap(), "gone\n");
    assert_eq!(std::fs::read_to_string(home.join("typed")).unwrap(), "");
}

#[test]
fn kept_screens_are_compared() {
    assert_screen("harness", "省览\n\n  rows");
    let failure = std::panic::catch_unwind(|| assert_screen("harness", "省览\nnew\n  rows")).unwrap_err();
    let text = failure.downcast::<String>().unwrap();
    assert!(text.contains("  省览\n- \n+ new\n    rows\n"), "{text}");
}
