//! Calls of the command line: `tests/cli.tsv` has a call, its exit code, and what it writes to standard output and standard
//! error in both languages. It runs in a shell, in `tests/data`, with a home of its own.
//!
//! A new call is a line with only the call; `XINGLAN_BLESS=1 cargo test --test it cli_table` fills in the rest, which is looked
//! at before it is stored. What must not go in: calls on a terminal (see `cli_terminal`).

use std::path::Path;
use std::process::Command;

use crate::harness::XINGLAN;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli.tsv");
const HEADING: &str = "call\tcode\tstdout zh\tstderr zh\tstdout en\tstderr en";
/// The languages of the columns, as locales.
const LOCALES: [&str; 2] = ["zh_CN.UTF-8", "en_US.UTF-8"];

/// One line of text: a backslash, a tab and a line break become `\\`, `\t` and `\n`.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\u{1b}', "\\e")
}

fn run(call: &str, locale: &str, home: &Path) -> (i32, String, String) {
    let folder = Path::new(XINGLAN).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let output = Command::new("/bin/sh")
        .args(["-c", call])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data"))
        .env_clear()
        .envs([("PATH", path.as_str()), ("LC_ALL", locale), ("TZ", "UTC"), ("TERM", "xterm")])
        .env("HOME", home)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace(&*home.to_string_lossy(), "HOME");
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The line of a call.
fn row(call: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let outcomes = LOCALES.map(|locale| run(call, locale, home.path()));
    assert_eq!(outcomes[0].0, outcomes[1].0, "{call}: the languages have two exit codes");
    let texts = outcomes.iter().flat_map(|(_, out, err)| [escaped(out), escaped(err)]);
    [call.to_owned(), outcomes[0].0.to_string()].into_iter().chain(texts).collect::<Vec<_>>().join("\t")
}

#[test]
fn every_call_does_what_the_table_says() {
    let stored = std::fs::read_to_string(FILE).unwrap();
    let calls: Vec<&str> = stored.lines().skip(1).map(|line| line.split('\t').next().unwrap()).collect();
    assert!(calls.len() >= 60, "{} calls", calls.len());
    let now = std::thread::scope(|scope| {
        let halves = calls.chunks(calls.len().div_ceil(2));
        let running: Vec<_> = halves
            .map(|half| scope.spawn(move || half.iter().map(|call| row(call)).collect::<Vec<_>>()))
            .collect();
        running.into_iter().flat_map(|half| half.join().unwrap()).collect::<Vec<String>>()
    });
    if std::env::var_os("XINGLAN_BLESS").is_some() {
        std::fs::write(
            FILE,
            [HEADING.to_owned()].into_iter().chain(now).collect::<Vec<_>>().join("\n") + "\n",
        )
        .unwrap();
        return;
    }
    for (now, stored) in now.iter().zip(stored.lines().skip(1)) {
        assert!(
            now == stored,
            "a call does something else than tests/cli.tsv says (XINGLAN_BLESS=1 stores it anew)\nis:     {now}\nstored: {stored}"
        );
    }
}

#[test]
fn every_command_is_called() {
    let stored = std::fs::read_to_string(FILE).unwrap();
    let program = xinglan::cli::command(xinglan::messages::Lang::En);
    for command in program.get_subcommands().map(|command| command.get_name().to_owned()) {
        let is_called = stored.lines().any(|line| line.split([' ', '\t']).any(|word| word == command));
        assert!(
            is_called,
            "no call of `xinglan {command}` in tests/cli.tsv: add a line, see tests/it/cli_table.rs"
        );
    }
}
