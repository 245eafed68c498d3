//! Imports go one way: the order of the layers, and who may know which library. Tests in the files count as well.

use super::modules::{absolute, module_name};
use super::tokens::tokens;
use super::uses::mentions;
use super::{made_up, sources};

/// Lowest first; a file may import from layers before its own, and from its own.
const LAYERS: [&str; 22] = [
    "text",
    "output",
    "store",
    "archive",
    "picture",
    "format",
    "corpus",
    "province",
    "state",
    "query",
    "facet",
    "search",
    "complete",
    "concordance",
    "export",
    "app",
    "view",
    "session",
    "remote",
    "term",
    "check",
    "cli",
];

/// May be used anywhere, and use only each other.
const ANYWHERE: [&str; 2] = ["error", "messages"];

/// Arrows back there still are. One that is gone leaves this list; none may come.
const BACK: &[(&str, &str)] = &[];

/// Libraries that only some places may know.
const LIBRARIES: [(&str, &[&str]); 7] = [
    ("crossterm", &["src/term/"]),
    ("ratatui", &["src/view/", "src/term/"]),
    ("jieba_rs", &["src/text/dictionary/mod.rs", "src/text/dictionary/tests.rs"]),
    ("rusqlite", &["src/state/"]),
    ("ureq", &["src/remote/"]),
    ("landlock", &["src/term/lockdown/"]),
    ("seccompiler", &["src/term/lockdown/"]),
];

/// Whether a file of one layer may import from another.
fn may_import(own: &str, other: &str) -> bool {
    if ANYWHERE.contains(&other) || own == other {
        return true;
    }
    let rank = |name| LAYERS.iter().position(|layer| *layer == name);
    match (rank(own), rank(other)) {
        (Some(own), Some(other)) => other < own,
        _ => false,
    }
}

/// Imports against the order: a file, and the layer that it must not know.
fn back(sources: &[(String, String)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (file, text) in
        sources.iter().filter(|(file, _)| file.as_str() != "src/lib.rs" && file != "src/main.rs")
    {
        let module = module_name(file);
        let own = module.split("::").next().unwrap_or_default();
        for mention in mentions(&module, &tokens(text)) {
            let path = absolute(&mention);
            let other = path.strip_prefix("crate::").and_then(|path| path.split("::").next());
            found.extend(
                other.filter(|other| !may_import(own, other)).map(|other| (file.clone(), other.to_owned())),
            );
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Libraries where they must not be known.
fn strangers(sources: &[(String, String)]) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for (file, text) in sources {
        let tokens = tokens(text);
        for (library, places) in LIBRARIES {
            let used = tokens.iter().any(|token| token.word() == Some(library));
            if used && !places.iter().any(|place| file.starts_with(place)) {
                found.push((file.clone(), library));
            }
        }
    }
    found
}

#[test]
fn a_layer_imports_only_lower_ones() {
    let found = back(&sources());
    let found: Vec<(&str, &str)> =
        found.iter().map(|(file, layer)| (file.as_str(), layer.as_str())).collect();
    assert_eq!(found, BACK, "left: arrows back that there are; right: those listed");
}

#[test]
fn a_library_is_known_only_where_it_belongs() {
    assert_eq!(strangers(&sources()), []);
}

#[test]
fn an_arrow_back_and_a_stranger_are_found() {
    let sources = made_up(&[
        ("src/text/a.rs", "use crate::{error, store::File};\nuse super::super::view;"),
        ("src/term/a.rs", "use crate::text::X; fn f() { ratatui::x(crate::cli::Y) }"),
        ("src/messages/a.rs", "use crate::error::Error; use crate::text::X;"),
        ("src/app/b.rs", "use ratatui::layout::Rect; // use crossterm::X;"),
        ("src/app/c.rs", "use crate::helpers::X;"),
        ("src/lib.rs", "pub mod cli; fn f() { crate::cli::run() }"),
    ]);
    let found = back(&sources);
    let found: Vec<String> = found.iter().map(|(file, layer)| format!("{file} {layer}")).collect();
    let expected = [
        "src/app/c.rs helpers",
        "src/messages/a.rs text",
        "src/term/a.rs cli",
        "src/text/a.rs store",
        "src/text/a.rs view",
    ];
    assert_eq!(found, expected);
    assert_eq!(strangers(&sources), [("src/app/b.rs".to_owned(), "ratatui")]);
}
