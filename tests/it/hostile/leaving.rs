//! What counts words and what takes articles out, over the hostile library, on a terminal and into files.

use serde_json::Value;

use super::payload::{Library, text};
use super::{lines_of, on_terminal};

/// The rows of a table of tab-separated values below its header: all of one shape.
fn rows(args: &[&str]) -> Vec<Vec<String>> {
    let lines = lines_of(&[args, &["--tsv"]].concat());
    let mut rows: Vec<Vec<String>> =
        lines.iter().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    let header = rows.remove(0);
    for row in &rows {
        assert_eq!(row.len(), header.len(), "{args:?}: {row:?}");
    }
    rows
}

/// The objects of the same command.
fn objects(args: &[&str]) -> Vec<Value> {
    let lines = lines_of(&[args, &["--json"]].concat());
    lines.iter().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

#[test]
fn every_use_is_a_row_and_an_object() {
    let library = Library::new();
    let path = library.path();
    let uses = rows(&["kwic", "正文", &path]);
    assert!(uses.len() >= library.articles(), "{}", uses.len());
    assert_eq!(objects(&["kwic", "正文", &path]).len(), uses.len() + 1, "and the total");
    assert!(lines_of(&["kwic", "正文", &path]).len() >= uses.len());
    for sort in ["l1,l2,l3", "r1,r2,r3", "word,article,date,section"] {
        assert_eq!(rows(&["kwic", "正文", &path, "--sort", sort]).len(), uses.len(), "{sort}");
    }
}

#[test]
fn tables_of_words_are_of_one_shape() {
    let library = Library::new();
    let path = library.path();
    let commands: [&[&str]; 4] = [
        &["kwic", "正文", &path, "--group", "r1"],
        &["collocates", "正文", &path, "--least", "1", "--common"],
        &["keyness", "--filter", "题:题", &path, "--least", "1", "--common"],
        &["stats", &path, "--by", "province,section,year,month,tag,place"],
    ];
    for command in commands {
        let count = rows(command).len();
        assert!(count > 0, "{command:?}");
        assert_eq!(objects(command).len(), count + 1, "{command:?}");
        lines_of(command);
    }
}

#[test]
fn articles_leave_in_every_form() {
    let library = Library::new();
    let path = library.path();
    for form in ["md", "txt", "jsonl", "csv"] {
        let lines = lines_of(&["export", &path, "--format", form, "--citation", "gbt7714"]);
        assert!(lines.len() >= library.articles(), "{form}");
        if form == "jsonl" {
            for line in &lines {
                serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            }
        }
    }
    assert!(lines_of(&["export", &path, "--tokens"]).len() > library.articles());
}

#[test]
fn a_book_of_them_is_written_beside_and_never_over_anything() {
    let library = Library::new();
    let out = tempfile::tempdir().unwrap();
    let book = text(&out.path().join("书.epub"));
    lines_of(&["export", &library.path(), "-o", &book]);
    let first = std::fs::read(&book).unwrap();
    assert!(first.starts_with(b"PK"));
    let (code, told) = on_terminal(&["export", &library.path(), "-o", &book]);
    assert_ne!(code, 0, "{told}");
    assert_eq!(std::fs::read(&book).unwrap(), first);
}
