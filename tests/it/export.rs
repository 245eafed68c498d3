//! Taking articles out by command: each form is read back by Python, and nothing that exists is touched.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use xinglan::corpus::Corpus;
use xinglan::corpus::load::{LoadOptions, Root, load_over};
use xinglan::province::Recogniser;

use crate::harness::{LIBRARY, XINGLAN};

fn run(args: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(XINGLAN);
    command
        .env("HOME", home.path())
        .env("XDG_STATE_HOME", home.path().join("state"))
        .env("LC_ALL", "zh_CN.UTF-8");
    command.args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Articles with everything that a form could take for its own sign.
const ODD: &[(&str, &str)] = &[
    (
        "甲.md",
        "# =SUM(A1) *星* `码` <b>\n\n- 一、渡口\n- 二|闸\n\n> 引文 & 实体 &amp;lt;\n\n```\n  let a = \"```\";\n```\n\n| 年 | 吨 |\n|---|---|\n| 2019 | 3,4 |\n| 2020 |\n\n## 小标题 #\n\n1. 第一\n2. 第二\n\n---\n\n末段\\\\\n",
    ),
    ("乙.txt", "-减号开头\n\n+加号，“引号”和\"引号\"，逗号,分号;\n\n@人 'a' ＝等于\n\n    缩进四格\n"),
    (
        "丙.html",
        "<html><title>网页 &lt;题&gt;</title><body><h2>节</h2><p>a &lt; b &amp;&amp; c</p><pre>x  y\n  z</pre><table><tr><th>列<th>行</tr><tr><td>1<td>2<td>3</tr></table></body></html>",
    ),
    ("只有标题.txt", "只有标题\n"),
    ("诗.md", "# 诗\n\n河水  \n又涨了  \n\n渡船  \n停了\n"),
];

fn odd() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in ODD {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Exports in every form, and has Python compare them with the JSON lines. `None` where there is no Python.
fn read_back(library: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = |ending: &str| folder.path().join(format!("取出.{ending}")).to_string_lossy().into_owned();
    for ending in ["jsonl", "md", "txt", "csv", "epub"] {
        let said = stdout(&run(&["export", library, "--output", &file(ending)]));
        assert!(said.starts_with(&file(ending)) && said.ends_with("篇\n"), "{said}");
    }
    stdout(&run(&["export", library, "--tokens", "--output", &file("tsv")]));
    same_as_read(library, Path::new(&file("jsonl")));
    let mut reader = Command::new("python3");
    reader.arg("tests/tools/read_export.py").args(["jsonl", "md", "txt", "csv", "epub", "tsv"].map(file));
    let Ok(output) = reader.output() else {
        assert!(std::env::var_os("XINGLAN_REQUIRE_PYTHON").is_none(), "there is no python3 on this machine");
        return None;
    };
    Some(stdout(&output))
}

/// The JSON lines hold title and text of each article, as they are read.
fn same_as_read(library: &str, file: &Path) {
    let corpus = load_over(
        Corpus::default(),
        &[Root::Path(library.into())],
        &LoadOptions::default(),
        Recogniser::shared(),
    );
    let json = fs::read_to_string(file).unwrap();
    let written: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(written.len(), corpus.articles().count());
    for (article, json) in corpus.articles().zip(&written) {
        let whole = format!("{}\n{}", json["title"].as_str().unwrap(), json["text"].as_str().unwrap());
        assert_eq!(whole.trim_end(), article.text().as_str().trim_end());
    }
}

#[test]
fn every_form_holds_every_character_once() {
    let odd = odd();
    for (library, articles) in [(LIBRARY, 10), (odd.path().to_str().unwrap(), ODD.len())] {
        if let Some(said) = read_back(library) {
            let whole = said.lines().filter(|line| line.contains(&format!(": {articles} articles, ")));
            assert_eq!(whole.count(), 5, "{said}");
        }
    }
}

#[test]
fn what_exists_is_not_touched_and_a_failure_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("有.md");
    fs::write(&file, "我的").unwrap();
    let output = run(&["export", LIBRARY, "--output", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("有.md：已经有这个名字，没有动它"), "{said}");
    let nowhere = folder.path().join("没有/取出.md");
    assert_eq!(run(&["export", LIBRARY, "-o", nowhere.to_str().unwrap()]).status.code(), Some(3));
    let nothing = folder.path().join("无.md");
    let output = run(&["export", LIBRARY, "--filter", "此处没有的字", "-o", nothing.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(run(&["export", LIBRARY, "--format", "epub"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "我的");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_filter_chooses_and_a_citation_follows_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    let line = |title: &str, source: &str, authors: &str| {
        format!(
            "{{\"title\":\"{title}\",\"author\":{authors},\"source\":\"{source}\",\"date\":\"2019-10-29\",\"text\":\"河水又涨了一尺。\"}}\n"
        )
    };
    let lines = line("渡口", "北湖日报", "[\"某甲\",\"某乙\",\"某丙\",\"某丁\"]")
        + &line("水闸", "北湖网", "\"某甲\"")
        + &line("堤", "", "\"\"");
    fs::write(folder.path().join("文集.jsonl"), lines).unwrap();
    let library = folder.path().to_str().unwrap();
    let text =
        stdout(&run(&["export", library, "--filter", "渡口", "--format", "txt", "--citation", "gbt7714"]));
    assert_eq!(text, "渡口\n某甲, 某乙, 某丙, 等. 渡口[N]. 北湖日报, 2019-10-29.\n\n河水又涨了一尺。\n");
    let text = stdout(&run(&[
        "export",
        library,
        "--format",
        "txt",
        "--citation",
        "gbt7714",
        "--filter",
        "水闸|堤 -渡口",
    ]));
    let cited: Vec<&str> = text.lines().filter(|line| line.contains("[EB/OL]")).collect();
    assert!(cited[0].starts_with("某甲. 水闸[EB/OL]. 北湖网, 2019(2019-10-29)[20"), "{text}");
    assert!(
        cited[1].starts_with("堤[EB/OL]. (2019-10-29)[20") && cited[1].ends_with("文集.jsonl."),
        "{text}"
    );
}

#[test]
fn nothing_in_an_article_speaks_to_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let name = "坏\u{1b}]0;x\u{7}名.txt";
    fs::write(folder.path().join(name), "题\u{1b}[2J目\n\n正\u{9b}31m文\u{202e}。\n").unwrap();
    for form in ["md", "txt", "csv", "jsonl"] {
        let text = stdout(&run(&["export", folder.path().to_str().unwrap(), "--format", form]));
        assert!(
            !text.contains(|c: char| c.is_control() && c != '\n' && c != '\r' || c == '\u{202e}'),
            "{form}: {text:?}"
        );
    }
}
