//! Strangers' files, names, ids, arguments, settings and keys through the real program on a terminal: nothing leaks, nothing
//! panics, nothing hangs, every article is one row.
//!
//! The payloads are many and the processes few: each command runs once over a library that holds every payload everywhere.

mod arguments;
mod commands;
mod faults;
mod heavy;
mod leaving;
mod others;
mod payload;
mod reader;

use std::process::Command;

use crate::harness::{Pty, XINGLAN};
use crate::judge::{Writer, assert_clean};

/// Processor time that a command over all hostile files may take, in seconds, as the kernel measures it: a busy machine
/// makes nothing of it longer. Without optimisation they take up to a tenth of this.
const PROCESSOR: u32 = 60;

/// Runs a command on a terminal to its end. Gives its exit code and what it wrote, judged.
fn on_terminal(args: &[&str]) -> (u32, String) {
    let script = format!("ulimit -t {PROCESSOR}; exec \"$0\" \"$@\"");
    let command = [&["/bin/sh", "-c", &script, XINGLAN], args].concat();
    let mut pty = Pty::spawn_command(&command, 80, 24, &[]);
    let status = pty.wait_exit();
    let bytes = pty.bytes();
    let what =
        format!("{:?}", args.iter().map(|arg| arg.chars().take(40).collect::<String>()).collect::<Vec<_>>());
    assert_clean(&bytes, Writer::Command, &what);
    assert_eq!(status.signal(), None, "{what}");
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("panicked"), "{what}: {text}");
    (status.exit_code(), text)
}

/// The same of a command that must succeed, without the line breaks and colours of the terminal.
fn lines_of(args: &[&str]) -> Vec<String> {
    let (code, text) = on_terminal(args);
    assert_eq!(code, 0, "{args:?}: {text}");
    let parts = text.split("\x1b[").enumerate().map(|(number, part)| {
        // Behind the introducer stand numbers and a letter.
        let end = part.find(|c: char| c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        if number == 0 { part } else { part.split_at(end).1 }
    });
    // A bar of progress is written over.
    let last = |line: &str| line.rsplit('\r').next().unwrap_or_default().to_owned();
    parts.collect::<String>().lines().map(last).collect()
}

/// The rows that a program gets of a command that must succeed, judged as if they went to a terminal.
fn piped(args: &[&str]) -> Vec<String> {
    let output = Command::new(XINGLAN).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}");
    assert_clean(&output.stdout, Writer::Command, &format!("{args:?}"));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}
