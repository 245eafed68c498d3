//! Every command over the hostile library.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::payload::{Library, text};
use super::{lines_of, on_terminal, piped};
use crate::harness::XINGLAN;

fn objects(args: &[&str]) -> Vec<Value> {
    let parse = |line: String| serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
    lines_of(args).into_iter().map(parse).collect()
}

#[test]
fn there_are_hundreds_of_cases() {
    let library = Library::new();
    assert!(library.payloads.len() >= 150, "{}", library.payloads.len());
    let names: BTreeSet<&String> = library.payloads.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), library.payloads.len(), "each is something else");
}

#[test]
fn list_is_a_row_an_article() {
    let library = Library::new();
    assert_eq!(
        lines_of(&["list", &library.path()]).len(),
        library.articles() + 1,
        "and the names of columns"
    );
    let rows = piped(&["list", &library.path()]);
    assert_eq!(rows.len(), library.articles());
    for row in &rows {
        assert_eq!(row.matches('\t').count(), 6, "{row:?}");
    }
    for number in 0..library.payloads.len() {
        let has =
            |start: &str| rows.iter().filter(|row| row.contains(&format!("\t{start}{number}"))).count() > 0;
        assert!(["题", "页", "记", "行"].into_iter().all(has), "{}", library.payloads[number].0);
    }
}

#[test]
fn tables_are_a_row_a_value() {
    let library = Library::new();
    for facet in ["section", "year", "month", "province"] {
        let rows = lines_of(&["list", &library.path(), "--by", facet]);
        let columns = if facet == "province" { 2 } else { 1 };
        for row in rows {
            assert_eq!(row.matches('\t').count(), columns, "{row:?}");
        }
    }
}

#[test]
fn json_is_a_line_an_article_and_keeps_every_id() {
    let library = Library::new();
    let articles = objects(&["list", &library.path(), "--json"]);
    assert_eq!(articles.len(), library.articles());
    let ids: BTreeSet<&str> = articles.iter().filter_map(|article| article["id"].as_str()).collect();
    for (number, (name, payload)) in library.payloads.iter().enumerate() {
        assert!(ids.contains(format!("i{number}{payload}").as_str()), "{name}");
    }
}

#[test]
fn what_list_shows_as_an_id_opens_the_article() {
    let library = Library::new();
    let rows = piped(&["list", &library.path(), "--filter", "题:行7"]);
    let id = rows[0].split('\t').next().unwrap();
    let shown = lines_of(&["list", &library.path(), "--filter", "题:行7"]);
    assert!(shown[1].starts_with(id), "{shown:?}");
    let page = lines_of(&["show", &library.path(), "--id", id]);
    assert!(page[0].contains("行7"), "{page:?}");
}

#[test]
fn search_prints_passages_paths_and_json() {
    let library = Library::new();
    let passages = lines_of(&["search", "正文", &library.path()]);
    assert!(passages.len() >= library.articles(), "{}", passages.len());
    assert!(passages.iter().all(|line| line.contains(":1:") || line.contains(":2:") || line.contains(":3:")));
    assert_eq!(lines_of(&["search", "正文", "-l", &library.path()]).len(), library.articles());
    assert_eq!(objects(&["search", "正文", "--json", &library.path()]).len(), library.articles());
}

#[test]
fn a_program_gets_a_row_an_article_too_and_all_bytes_if_it_asks() {
    let library = Library::new();
    let output = |option: &str| {
        let run = Command::new(XINGLAN).args(["search", "题", option, &library.path()]).output().unwrap();
        assert!(run.status.success());
        run.stdout
    };
    let (rows, raw) = (output("-l"), output("-0"));
    assert_eq!(rows.split(|byte| *byte == b'\n').count() - 1, library.payloads.len());
    assert!(!rows.contains(&0x1b) && !rows.contains(&b'\r'));
    for path in raw.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
        let path = std::str::from_utf8(path).unwrap();
        assert!(fs::exists(path).unwrap(), "{path:?}");
    }
    assert_eq!(raw.split(|byte| *byte == 0).count() - 1, library.payloads.len());
}

#[test]
fn show_prints_every_article() {
    let library = Library::new();
    let page: String = lines_of(&["show", &library.path(), "--width", "40"]).concat().replace(' ', "");
    for number in 0..library.payloads.len() {
        assert!(page.contains(&format!("辽宁{number}")), "{}", library.payloads[number].0);
    }
}

#[test]
fn check_proves_every_article_in_both_languages_and_as_json() {
    let library = Library::new();
    for lang in ["zh", "en"] {
        lines_of(&["check", &library.path(), "--lang", lang]);
    }
    let reports = objects(&["check", &library.path(), "--json"]);
    assert_eq!(reports.len(), library.articles() + 1);
    for report in &reports[..library.articles()] {
        assert_eq!(report["faults"], serde_json::json!([]), "{report}");
    }
}

#[test]
fn a_snapshot_of_it_is_whole() {
    let library = Library::new();
    let snapshot = text(&library.root().join(".xinglan.snapshot"));
    let rows = lines_of(&["index", &library.path(), "-o", &snapshot]);
    assert_eq!(rows.last().unwrap().matches('\t').count(), 1);
    let path = library.path();
    for query in ["正文", "/./"] {
        let found = lines_of(&["search", "--snapshot", &snapshot, query, "-l", &path]);
        assert_eq!(found.len(), library.articles(), "{query}");
    }
    let (code, report) = on_terminal(&["check", "--lang", "en", &path]);
    assert_eq!(code, 0, "{report}");
    assert!(!report.contains("damaged") && !report.contains("does not write"), "{report}");
}
