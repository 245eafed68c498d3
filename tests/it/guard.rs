//! The terminal is given back on every way out, signals and hang-ups are heard, and waiting costs nothing.
//!
//! The programs looked at are this test program again, run in a terminal by the harness: see `child`.

use std::{
    env,
    path::PathBuf,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use crate::harness::Pty;
use rustix::process::Signal;
use xinglan::{
    app::key::{Code, Key},
    term::{
        event::TerminalEvent,
        guard::{Guard, may_suspend, report_panics},
        input::{self, Input, InputReader, Timing},
        signals::Watch,
        size::size,
    },
};

/// In its environment a child finds this, and leaves the tests alone.
const CHILD: &str = "XINGLAN_TEST_CHILD";

/// In its environment a child finds this, and waits long for the rest of a sequence.
const PATIENT: &str = "XINGLAN_TEST_PATIENT";

/// The command that runs `child`, for the shell.
fn command() -> String {
    format!(
        "{CHILD}=1 {} --exact guard::child --nocapture --test-threads=1",
        env::current_exe().unwrap().display()
    )
}

fn shell(script: &str) -> Pty {
    Pty::spawn_command(&["/bin/bash", "-c", script], 60, 8, &[])
}

fn child_process() -> Pty {
    let mut pty = shell(&format!("exec env {}", command()));
    pty.wait_for("waiting").wait_stable();
    pty
}

/// Not a test: a small reader that says what it hears, until `q`.
#[test]
fn child() {
    if env::var_os(CHILD).is_none() {
        return;
    }
    report_panics(env::var_os("HOME").map(|home| PathBuf::from(home).join("report")));
    let (sender, receiver) = channel();
    let _watch = Watch::start(Duration::from_secs(1), sender.clone()).unwrap();
    // So patient that no busy machine makes a gap of 20 ms too long.
    let timing = if env::var_os(PATIENT).is_some() {
        Timing { sequence: Duration::from_secs(10), ..Timing::with_escape(Duration::from_secs(10)) }
    } else {
        Timing::with_escape(Duration::from_millis(50))
    };
    let _reader = InputReader::start(input::terminal().unwrap(), timing, &[], sender).unwrap();
    let mut guard = Guard::enter().unwrap();
    say(&mut guard, "waiting");
    hear(&mut guard, &receiver);
}

fn hear(guard: &mut Guard, receiver: &Receiver<TerminalEvent>) {
    while let Ok(notice) = receiver.recv() {
        match notice {
            TerminalEvent::Input(Input::Key(key)) if key == Key::char('q') => return,
            TerminalEvent::Input(Input::Key(key)) if key == Key::char('p') => panic!("on purpose"),
            TerminalEvent::Input(Input::Key(key)) if key == Key::char('d') => {
                std::thread::spawn(|| panic!("beside")).join().unwrap_err();
                assert!(guard.write(b"more").is_err(), "wrote on a terminal that was given back");
                return;
            }
            TerminalEvent::Input(Input::Key(Key { code: Code::Char('z'), ctrl: true, .. }))
            | TerminalEvent::Suspend => {
                assert!(may_suspend());
                guard.suspend().unwrap();
                say(guard, "back");
            }
            TerminalEvent::Margins(margins) => say(guard, &format!("margins {margins}")),
            TerminalEvent::Input(Input::Key(key)) => say(guard, &format!("{key:?}")),
            TerminalEvent::Input(Input::Resize { cols, rows }) => {
                assert_eq!(size(), (cols, rows));
                say(guard, &format!("size {cols}x{rows}"));
            }
            TerminalEvent::Input(other) => say(guard, &format!("{other:?}")),
            TerminalEvent::Continue => match guard.continued() {
                Ok(true) => say(guard, "continued"),
                Ok(false) => {}
                Err(_) => std::process::exit(7),
            },
            TerminalEvent::HangUp => std::process::exit(7),
            TerminalEvent::Terminate => {
                guard.leave();
                std::process::exit(8);
            }
        }
    }
}

fn say(guard: &mut Guard, text: &str) {
    guard.write(format!("\x1b[m\x1b[H\x1b[J{text}").as_bytes()).unwrap();
}

#[test]
fn the_end_gives_the_terminal_back() {
    let mut pty = child_process();
    assert!(pty.emulator(vt100::Screen::alternate_screen) && pty.emulator(vt100::Screen::bracketed_paste));
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report() {
    let mut pty = child_process();
    pty.keys("p");
    assert!(!pty.wait_exit().success());
    pty.assert_terminal_restored();
    let bytes = String::from_utf8(pty.bytes()).unwrap();
    let (_, after) = bytes.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("on purpose") && after.contains("/report"), "{after}");
    let report = std::fs::read_to_string(pty.home().join("report")).unwrap();
    assert!(report.contains("on purpose") && report.contains(env!("CARGO_PKG_VERSION")), "{report}");
}

#[test]
fn a_panic_beside_gives_the_terminal_back_for_good() {
    let mut pty = child_process();
    pty.keys("d");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn a_request_to_end_is_heard() {
    for signal in [Signal::TERM, Signal::INT, Signal::QUIT] {
        let mut pty = child_process();
        pty.signal(signal);
        assert_eq!(pty.wait_exit().exit_code(), 8, "{signal:?}");
        pty.assert_terminal_restored();
    }
}

#[test]
fn a_hang_up_is_heard() {
    let mut pty = child_process();
    pty.hang_up();
    assert_eq!(pty.wait_exit().exit_code(), 7);
    let mut pty = child_process();
    pty.signal(Signal::HUP);
    assert_eq!(pty.wait_exit().exit_code(), 7);
}

#[test]
fn a_hang_up_is_heard_without_its_signal() {
    let mut pty = shell(&format!("trap '' HUP; setsid env {}; echo $? > \"$HOME/code\"", command()));
    pty.wait_for("waiting").wait_stable();
    let home = pty.home();
    pty.hang_up();
    pty.wait_exit();
    assert_eq!(std::fs::read_to_string(home.join("code")).unwrap(), "7\n");
}

#[test]
fn a_new_size_is_heard() {
    let mut pty = child_process();
    pty.resize(50, 9).wait_for("size 50x9");
    pty.resize(0, 0).wait_for("size 80x24");
}

#[test]
fn keys_are_heard_byte_by_byte() {
    let mut pty = child_process();
    for (bytes, heard) in [("\x1b[6~", "PageDown"), ("\x1bOA", "Up"), ("渠", "渠"), ("\x1b", "Esc")] {
        for byte in bytes.bytes() {
            pty.send(&[byte]);
        }
        pty.wait_for(heard);
    }
    pty.send("\x1b[200~水渠\r\x1b[201~".as_bytes()).wait_for("Paste(\"水渠\\n\")");
}

/// A part of what `term/input/tests.rs` does with every key and a clock of its own, through a real terminal.
#[test]
fn keys_split_at_any_byte_are_heard_whole() {
    let keys = [
        "\x1b[A",
        "\x1bOB",
        "\x1b[5~",
        "\x1b[1;5C",
        "\x1b[Z",
        "\x1bOP",
        "\x1b[24~",
        "\x1bx",
        "问",
        "\x1b[105;5u",
    ];
    let heard = ["Up", "Down", "PageUp", "Right", "BackTab", "F(1)", "F(12)", "alt: true", "问", "Tab"];
    let mut pty = shell(&format!("exec env {PATIENT}=1 {}", command()));
    pty.wait_for("waiting").wait_stable();
    for (bytes, heard) in keys.into_iter().map(str::as_bytes).zip(heard) {
        for split in 1..bytes.len() {
            for gap in [0, 1, 5, 20] {
                pty.send(&bytes[..split]);
                std::thread::sleep(Duration::from_millis(gap));
                pty.send(&bytes[split..]).wait_for(heard);
                pty.send(b"=").wait_for("Char('=')");
            }
        }
    }
}

#[test]
fn waiting_costs_nothing() {
    let mut pty = child_process();
    let before = pty.sleeps();
    pty.wait_stable();
    assert_eq!(pty.sleeps(), before, "a thread woke up while nothing happened");
}

#[test]
fn control_z_suspends_and_comes_back() {
    let script = format!("set -m; stty -g; {}; echo stopped; stty -g; read _; fg; echo over", command());
    let mut pty = shell(&script);
    pty.wait_for("waiting").wait_stable();
    pty.keys("<C-z>").wait_for("stopped").wait_stable();
    assert!(!pty.emulator(vt100::Screen::alternate_screen), "the shell has its screen again");
    pty.keys("<Enter>").wait_for("back").wait_stable();
    assert!(pty.emulator(vt100::Screen::alternate_screen));
    pty.keys("q").wait_for("over");
    pty.wait_exit();
    pty.assert_terminal_restored();
}

#[test]
fn stopped_by_others_it_takes_the_terminal_again() {
    let mut pty = child_process();
    pty.signal(Signal::STOP).wait_stable().signal(Signal::CONT).wait_for("continued");
    pty.keys("q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}
