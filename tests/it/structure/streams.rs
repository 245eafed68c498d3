//! One door: no file but `output` names standard output or error. Clippy forbids the same (`clippy.toml`); this holds without
//! it, and for whatever else it allows.

use super::tokens::production;
use super::{made_up, sources};

/// The door, and the three files of the terminal that need the descriptor: frames, the size, and giving it back.
const DOORS: [&str; 5] = [
    "src/output/mod.rs",
    "src/output/progress.rs",
    "src/term/guard.rs",
    "src/term/size.rs",
    "src/term/supervisor.rs",
];

/// What opens a way out: names of functions and types, and of macros.
const WAYS: [&str; 9] =
    ["stdout", "stderr", "Stdout", "Stderr", "print", "println", "eprint", "eprintln", "dbg"];

/// Files that name a way out, with its name.
fn ways_out(sources: &[(String, String)]) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    for (file, text) in sources.iter().filter(|(file, _)| !DOORS.contains(&file.as_str())) {
        let tokens = production(text).0;
        for (at, token) in tokens.iter().enumerate() {
            let word = token.word().unwrap_or_default();
            let is_macro = tokens.get(at + 1).is_some_and(|next| next.is('!'));
            // `output::stdout()` is the door itself, `fn print(…)` has nothing to do with the macro.
            let by_door = at >= 3 && tokens[at - 3].word() == Some("output");
            let is_way = WAYS.contains(&word) && (is_macro || word.to_lowercase().starts_with("std"));
            if is_way && !by_door {
                found.push((file.as_str(), word.to_owned()));
            }
        }
    }
    found
}

#[test]
fn only_the_door_names_the_streams() {
    let sources = sources();
    assert_eq!(ways_out(&sources), Vec::<(&str, String)>::new());
}

#[test]
fn a_way_out_is_found() {
    let sources = made_up(&[
        ("src/a.rs", "fn f() { std::io::stdout().lock(); }"),
        ("src/b.rs", "use std::io::Stderr; fn print() {}"),
        ("src/c.rs", "fn f() { println!(\"a\"); output::stderr().line(\"a\"); }"),
        ("src/output/mod.rs", "fn f() { std::io::stdout() }"),
    ]);
    let found: Vec<String> =
        ways_out(&sources).into_iter().map(|(file, word)| format!("{file} {word}")).collect();
    assert_eq!(found, ["src/a.rs stdout", "src/b.rs Stderr", "src/c.rs println"]);
}
