//! Author, source, tags and summary: asked for, found by words, counted, printed, and shown with the information of an
//! article, from files and from a snapshot alike.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::XINGLAN;
use crate::stage::Stage;
use serde_json::Value;
use xinglan::facet::Facet;

const FILES: [(&str, &str); 4] = [
    (
        "盐.md",
        "---\ntitle: 西坡盐田开晒\ndate: 2022-05-06\nauthor: 某丙\nsource: 河口廣播站\ntags: [盐, 西坡]\n\
         description: 歇了六年的盐田，又放进了海水。\n---\n\n今天开晒。\n",
    ),
    ("路.md", "---\n title: 南路改线\n tags:\n  - 路\n  - 西坡\n---\n\n今天改线。\n"),
    ("网.txt", "作者：某丁\n标题：补网\n\n　　今天补网。\n"),
    ("坝.txt", "修坝\n\n　　今天修坝，作者和来源都没有。\n"),
];

fn write(folder: &Path) {
    for (name, text) in FILES {
        fs::write(folder.join(name), text).unwrap();
    }
}

fn stdout(args: &[&str]) -> String {
    let output = Command::new(XINGLAN).args(args).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn queries_ask_for_author_source_and_tags() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let path = folder.path().to_str().unwrap();
    for (query, expected) in [
        ("作者:某丙", "盐"),
        ("author:某", "盐 网"),
        ("作者：丁", "网"),
        ("作者:无", "坝 路"),
        ("作者:=某丁", "网"),
        ("作者:=丁", ""),
        ("来源:广播", "盐"),
        ("標籤:鹽", "盐"),
        ("标签:西坡", "路 盐"),
        ("标签:西", ""),
        ("tag:西坡 -标签:盐", "路"),
        ("标签:路|标签:盐", "路 盐"),
        ("标签:无", "坝 网"),
        // Words are found in what is said of an article.
        ("歇了六年", "盐"),
        ("廣播站", "盐"),
        ("西坡", "路 盐"),
        ("题:歇了", ""),
    ] {
        let printed = stdout(&["list", "--json", "--filter", query, path]);
        let mut found: Vec<String> = printed
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .map(|article| article["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
            .collect();
        for name in &mut found {
            name.truncate(name.find('.').unwrap());
        }
        found.sort();
        let mut expected: Vec<&str> = expected.split_whitespace().collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_snapshot_finds_what_the_files_say() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let path = folder.path().to_str().unwrap();
    let file = folder
        .path()
        .join("..")
        .join(format!("{}.snapshot", folder.path().file_name().unwrap().to_str().unwrap()));
    let snapshot = file.to_str().unwrap();
    stdout(&["index", path, "--output", snapshot]);
    for query in ["歇了六年", "廣播站", "标签:盐", "作者:某丙"] {
        let found = stdout(&["search", "-l", "--snapshot", snapshot, query, path]);
        assert!(found.trim_end().ends_with("盐.md") && found.lines().count() == 1, "{query}: {found}");
    }
    fs::remove_file(file).unwrap();
}

#[test]
fn json_has_what_is_said() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let printed = stdout(&["list", "--json", folder.path().to_str().unwrap()]);
    let articles: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said = |title: &str| {
        let article = articles.iter().find(|article| article["title"] == title).unwrap();
        ["author", "source", "tags", "summary"].map(|field| article[field].to_string()).join(" ")
    };
    assert_eq!(
        said("西坡盐田开晒"),
        "\"某丙\" \"河口廣播站\" [\"盐\",\"西坡\"] \"歇了六年的盐田，又放进了海水。\""
    );
    assert_eq!(said("补网"), "\"某丁\" null [] null");
}

#[test]
fn what_is_said_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    for (by, expected) in [
        ("tag", &["-\t2", "盐\t1", "西坡\t2", "路\t1"][..]),
        ("author", &["-\t2", "某丁\t1", "某丙\t1"]),
        ("source", &["-\t3", "河口廣播站\t1"]),
    ] {
        let printed = stdout(&["list", "--by", by, folder.path().to_str().unwrap()]);
        let mut lines: Vec<&str> = printed.lines().collect();
        lines.sort_unstable();
        assert_eq!(lines, expected, "{by}");
    }
}

#[test]
fn an_author_is_chosen_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    for (name, author) in [("甲", "某甲"), ("乙", "某甲乙"), ("丙", "某甲"), ("丁", "")] {
        let text = format!("---\ntitle: {name}堤\nauthor: {author}\n---\n\n{name}堤修好了。\n");
        fs::write(folder.path().join(format!("{name}.md")), text).unwrap();
    }
    let mut stage = Stage::open(folder.path().to_owned(), 120, 30);
    // No article has a section, a date or a tag.
    stage.keys("t");
    assert_eq!(stage.session.app.facets.facet, Facet::Author);
    stage.keys("<Space>");
    assert_eq!(stage.session.app.filter.query().text(), "作者:=某甲");
    assert_eq!(stage.session.app.filter.answer().articles.number, 2);
    assert_eq!(stage.session.app.facet_item(Facet::Author).unwrap().articles, 2);
    // Nor a source; but one that the query asks for has its pane.
    stage.keys("t");
    assert_eq!(stage.session.app.facets.facet, Facet::Province);
    stage.keys("l/来源:无<Enter>tt");
    assert_eq!(stage.session.app.facets.facet, Facet::Source);
}

#[test]
fn the_information_of_an_article_has_them_all() {
    let folder = tempfile::tempdir().unwrap();
    let (name, text) = FILES[0];
    fs::write(folder.path().join(name), text).unwrap();
    for (cols, rows) in [(80, 24), (40, 20)] {
        let mut stage = Stage::open(folder.path().to_owned(), cols, rows);
        stage.keys("<Enter>=");
        let screen = stage.screen();
        for text in ["某丙", "河口廣播站", "盐 西坡", "歇了六年的盐田", "海水。"] {
            assert!(screen.contains(text), "{text} at {cols}:\n{screen}");
        }
    }
}

#[test]
fn authors_sources_and_tags_are_offered_where_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let mut stage = Stage::open(folder.path().to_owned(), 80, 24);
    let screen = stage.keys("/标签:").screen();
    assert!(screen.contains("西坡 2    盐 1    路 1"), "{screen}");
    // By pinyin, and a blank ends the term.
    let screen = stage.keys("xp<Tab>").screen();
    assert!(screen.contains("标签:西坡"), "{screen}");
    stage.keys("<Enter>");
    assert_eq!(stage.session.app.filter.query().text(), "标签:西坡");
    assert_eq!(stage.session.app.list.len(), 2);
    let screen = stage.keys("<Esc>/状态:").screen();
    assert!(screen.contains("新     未读     在读     已读"), "{screen}");
    stage.keys("<Esc>/作者:<Tab><Enter>");
    assert_eq!(stage.session.app.filter.query().text(), "作者:=某丁");
    assert_eq!(stage.session.app.list.len(), 1);
}

#[test]
fn they_are_offered_after_a_visit_that_ended_with_a_filter() {
    let folder = tempfile::tempdir().unwrap();
    let state = tempfile::tempdir().unwrap();
    write(folder.path());
    let open = || Stage::with_state(folder.path().to_owned(), Some(state.path().join("state.db")), 80, 24);
    open().keys("/标签:西坡<Enter>");
    let mut stage = open();
    assert_eq!(stage.session.app.list.len(), 2, "the filter of last time");
    let screen = stage.keys("/作者:").screen();
    assert!(screen.contains("=某丁 1"), "{screen}");
}
