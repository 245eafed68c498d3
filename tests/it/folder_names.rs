//! Folders whose names hold signs of the query language: the pane, the query line, candidates and the command line choose
//! them as any other.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use xinglan::app::{Event, Key};
use xinglan::facet::{Facet, FacetValue};
use xinglan::query::write;

use crate::stage::Stage;

/// A slash cannot stand in a name, but its full-width form can.
const FOLDERS: [&str; 14] = [
    "“一带一路”专题",
    "体育",
    "要闻｜国内",
    "a b",
    "x\"y",
    "～",
    "栏:怪",
    "-减",
    " 前后空格 ",
    "里 外 /下 层",
    "无",
    "／斜",
    "(括)",
    "或",
];

/// One to three articles in each folder; how many there are in each section, in the order of the pane.
fn library() -> (TempDir, BTreeMap<String, usize>) {
    let root = tempfile::tempdir().unwrap();
    let mut sections = BTreeMap::new();
    for (number, name) in FOLDERS.iter().enumerate() {
        let folder = root.path().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for article in 0..=number % 3 {
            // No two have a sentence in common.
            let word = char::from_u32(0x5000 + 40 * (3 * number + article) as u32).unwrap();
            let text = format!("{word}的标题\n\n{word}山的人说，{word}水比路长，{word}月照在船上。\n");
            std::fs::write(folder.join(format!("{article}{word}.txt")), text).unwrap();
        }
        sections.insert(name.trim().to_owned(), number % 3 + 1);
    }
    (root, sections)
}

fn open(root: &Path) -> Stage {
    Stage::open(root.to_owned(), 120, 60)
}

/// Opens the pane and moves the cursor to a section.
fn go_to(stage: &mut Stage, section: &str) {
    stage.keys("t");
    while stage.session.app.facets.facet != Facet::Section {
        stage.keys("t");
    }
    stage.keys("g");
    let items = stage.session.app.facet_items(Facet::Section);
    let at = items.iter().position(|item| item.value == Some(FacetValue::Name(section.into())));
    stage.keys(&"j".repeat(at.unwrap()));
}

/// Sections and number of the articles in the list, and what the pane says of the section under the cursor.
fn chosen(stage: &Stage) -> (Vec<String>, usize, u32) {
    let app = &stage.session.app;
    let rows = (0..app.list.len()).filter_map(|at| app.list.row(at));
    let mut sections: Vec<String> = rows.map(|row| row.section.to_string()).collect();
    sections.dedup();
    let under_cursor = app.facet_item(Facet::Section).map_or(0, |item| item.articles);
    (sections, app.filter.answer().articles.number, under_cursor)
}

#[test]
fn the_pane_wants_refuses_and_shows_alone() {
    let (root, sections) = library();
    let all: usize = sections.values().sum();
    for (section, count) in &sections {
        let mut stage = open(root.path());
        go_to(&mut stage, section);
        stage.keys("<Space>");
        assert_eq!(chosen(&stage), (vec![section.clone()], *count, *count as u32), "{section}");
        stage.keys("-");
        assert_eq!((chosen(&stage).1, chosen(&stage).2), (all - count, *count as u32), "without {section}");
        stage.keys("-");
        assert_eq!(stage.session.app.filter.query().text(), "", "{section}");
        stage.keys("<Enter>");
        assert_eq!(chosen(&stage), (vec![section.clone()], *count, *count as u32), "only {section}");
    }
}

#[test]
fn several_are_chosen_one_after_the_other() {
    let (root, sections) = library();
    let pairs: Vec<_> = sections.iter().zip(sections.iter().skip(1)).collect();
    for ((first, one), (second, other)) in pairs {
        let mut stage = open(root.path());
        go_to(&mut stage, first);
        stage.keys("<Space>");
        go_to(&mut stage, second);
        stage.keys("<Space>");
        assert_eq!(chosen(&stage).1, one + other, "{first} and {second}");
        stage.keys("<Enter>");
        assert_eq!(chosen(&stage).1, *other, "only {second}");
    }
}

#[test]
fn the_row_and_its_articles_agree_for_what_has_no_value() {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in [("10月15日", "甲山高"), ("2019-10-29", "乙水长"), (".", "丙路远")] {
        std::fs::create_dir_all(root.path().join(name)).unwrap();
        std::fs::write(root.path().join(name).join(format!("{text}.txt")), format!("{text}\n\n{text}。\n"))
            .unwrap();
    }
    let mut stage = open(root.path());
    // No article has a section.
    stage.keys("tj<Space>");
    let item = stage.session.app.facet_item(Facet::Year).unwrap();
    assert_eq!((item.value, item.articles), (Some(FacetValue::None), 2));
    assert_eq!(stage.session.app.filter.answer().articles.number, 2);
}

#[test]
fn the_query_line_and_the_command_line_read_what_is_written() {
    let (root, sections) = library();
    for (section, count) in &sections {
        let line = format!("栏:{}", write::value(&format!("/{section}")));
        let mut stage = open(root.path());
        stage.keys("/");
        for c in line.chars() {
            stage.session.event(Event::Key(Key::char(c)));
            stage.rest();
        }
        stage.keys("<Enter>");
        assert_eq!(chosen(&stage).0, [section.as_str()], "{line}");
        assert_eq!(chosen(&stage).1, *count, "{line}");
        let program = Command::new(env!("CARGO_BIN_EXE_xinglan"))
            .args(["list", root.path().to_str().unwrap(), "--no-corrections", "--filter", &line])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&program.stdout).lines().count(), *count, "{line}");
    }
}

#[test]
fn a_candidate_asks_for_its_section() {
    let (root, sections) = library();
    let typed = [
        ("要闻", "要闻｜国内"),
        ("a", "a b"),
        ("x", "x\"y"),
        ("前后", "前后空格"),
        ("w", "无"),
        ("里", "里 外 /下 层"),
    ];
    for (typed, section) in typed {
        let mut stage = open(root.path());
        stage.keys(&format!("/栏:{typed}"));
        let completions = &stage.session.app.prompt.as_ref().unwrap().completions;
        let at = (0..).map_while(|number| completions.line_with(number)).position(|line| {
            xinglan::query::Query::parse(&line).echo(xinglan::messages::Lang::Zh).is_none()
                && line.contains(&section.replace('"', "\"\""))
        });
        let at = at.unwrap_or_else(|| panic!("{section} is not offered"));
        stage.keys(&"<Tab>".repeat(at + 1));
        stage.keys("<Enter>");
        assert_eq!(
            (chosen(&stage).0, chosen(&stage).1),
            (vec![section.to_owned()], sections[section]),
            "{section}"
        );
    }
}

#[test]
fn months_follow_the_years_and_are_those_of_the_year_chosen() {
    let root = tempfile::tempdir().unwrap();
    for (date, text) in
        [("2019-10-29", "甲山高"), ("2019-10-01", "乙水长"), ("2019-02-03", "丙路远"), ("2020", "丁月明")]
    {
        std::fs::create_dir_all(root.path().join(date)).unwrap();
        std::fs::write(root.path().join(date).join(format!("{text}.txt")), format!("{text}\n\n{text}。\n"))
            .unwrap();
    }
    let mut stage = open(root.path());
    let months = |stage: &Stage| {
        let items = stage.session.app.facet_items(Facet::Month);
        items.iter().map(|item| format!("{} {}", item.label, item.articles)).collect::<Vec<_>>()
    };
    // No article has a section.
    stage.keys("tt");
    assert_eq!(stage.session.app.facets.facet, Facet::Month);
    assert_eq!(months(&stage), ["2019-10 2", "2019-02 1"]);
    assert!(stage.screen().contains("月份"));
    stage.keys("<Space>");
    assert_eq!(stage.session.app.filter.query().text(), "月:2019-10");
    assert_eq!(stage.session.app.filter.answer().articles.number, 2);
    stage.keys("Xl/date:2020<Enter>");
    assert!(months(&stage).is_empty(), "no month of the article of 2020 is known");
    stage.keys("X/年:2019 month:2019-02<Enter>");
    assert_eq!(months(&stage), ["2019-10 2", "2019-02 1"]);
    assert_eq!(stage.session.app.filter.answer().articles.number, 1);
}

#[test]
fn what_is_typed_later_does_not_break_a_choice() {
    let (root, _) = library();
    let mut stage = open(root.path());
    go_to(&mut stage, "“一带一路”专题");
    stage.keys("<Space>").keys("l&\"山的人说<Enter>");
    assert_eq!(stage.session.app.filter.query().clauses().len(), 2);
    go_to(&mut stage, "要闻｜国内");
    stage.keys("<Space>");
    assert_eq!(stage.session.app.filter.query().text(), "山的人说 栏:\"/“一带一路”专题\"|栏:\"/要闻｜国内\"");
}
