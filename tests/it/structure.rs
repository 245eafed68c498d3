//! Imports go one way. The order of the layers, and who may know which library, are checked on the source itself.

use std::fs;
use std::path::{Path, PathBuf};

/// Lowest first; a file may import from layers before its own, and from its own.
const LAYERS: [&str; 15] = [
    "text", "store", "format", "corpus", "province", "query", "facet", "search", "complete", "app", "view",
    "session", "term", "check", "cli",
];
/// May be used anywhere.
const ANYWHERE: [&str; 2] = ["error", "messages"];
/// Libraries that only some places may know.
const LIBRARIES: [(&str, &[&str]); 5] = [
    ("crossterm", &["src/term/"]),
    ("ratatui", &["src/view/", "src/term/"]),
    ("jieba_rs", &["src/text/dictionary.rs"]),
    ("landlock", &["src/term/lockdown/"]),
    ("seccompiler", &["src/term/lockdown/"]),
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Files below `src` with their text, without comments.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    let code = |text: String| {
        let lines = text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code).to_owned());
        lines.collect::<Vec<_>>().join("\n")
    };
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), code(fs::read_to_string(path).unwrap()))).collect()
}

fn layer_of(file: &str) -> Option<usize> {
    let first = file.strip_prefix("src/")?.split('/').next()?;
    LAYERS.iter().position(|layer| *layer == first)
}

/// The layers that a file names after `crate::`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = code.get(at + "crate::".len()..).unwrap_or_default();
        let names = match rest.strip_prefix('{') {
            Some(group) => group.split_once('}').map_or(group, |(inside, _)| inside),
            None => rest.split([':', ';', ' ', ',', '(', ')', '<', '>', '\n']).next().unwrap_or(""),
        };
        for name in names.split(',') {
            found.push(name.trim().split("::").next().unwrap_or("").to_owned());
        }
    }
    found
}

#[test]
fn a_layer_imports_only_lower_ones() {
    let mut faults = Vec::new();
    for (file, code) in files() {
        let Some(own) = layer_of(&file) else { continue };
        for import in imports(&code).iter().filter(|name| !ANYWHERE.contains(&name.as_str())) {
            match LAYERS.iter().position(|layer| layer == import) {
                Some(other) if other <= own => {}
                Some(_) => faults.push(format!("{file} must not import {import}")),
                None => faults.push(format!("{file} imports {import}, which is no layer")),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_library_is_known_only_where_it_belongs() {
    let mut faults = Vec::new();
    for (file, code) in files() {
        for (library, places) in LIBRARIES {
            let used = code.contains(&format!("{library}::")) || code.contains(&format!("use {library}"));
            if used && !places.iter().any(|place| file.starts_with(place)) {
                faults.push(format!("{file} must not use {library}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_why_it_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    let silent = |path: &&PathBuf| {
        let is_tests = path.file_name().is_some_and(|name| name == "tests.rs");
        !is_tests && !fs::read_to_string(path).unwrap().starts_with("//!")
    };
    let silent: Vec<_> = paths.iter().filter(silent).collect();
    assert!(silent.is_empty(), "without a first comment: {silent:?}");
}

#[test]
fn the_check_can_fail() {
    assert_eq!(imports("use crate::{view, term::screen};\ncrate::index::X"), ["view", "term", "index"]);
    assert_eq!(layer_of("src/app/mod.rs"), Some(9));
}
