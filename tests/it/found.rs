//! What a reader looks for is found in files as they come: broken, wrapped, marked wrongly, with the words in fields; and streets,
//! ships and menus are no provinces. Each is a look-alike of a case that was reported.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::harness::XINGLAN;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(XINGLAN).args(args).arg("--no-cache").arg(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The names of the files in which a search finds something.
fn found(folder: &Path, query: &str) -> Vec<String> {
    let lines = run(folder, &["search", "-l", query]);
    let mut names: Vec<String> = lines
        .lines()
        .map(|line| Path::new(line).file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    // An article of several in a file has its line behind the name.
    for name in &mut names {
        name.truncate(name.find(':').unwrap_or(name.len()));
    }
    names.sort();
    names.dedup();
    names
}

/// The divisions that the articles of a folder are about, each article in its order.
fn about(folder: &Path) -> Vec<String> {
    let listed = run(folder, &["list", "--json"]);
    let article = |line: &str| -> serde_json::Value { serde_json::from_str(line).unwrap() };
    listed.lines().map(|line| article(line)["provinces"]["about"].to_string()).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn words_are_found_in_files_as_they_come() {
    let text = "磨坊的早晨\n\n　　磨坊的灯亮得最早，老人舀豆子，后来儿子进了城，孙女也念了书。\n";
    let mut lost = gbk(text);
    // One byte of 老 is lost.
    let at = gbk("磨坊的早晨\n\n　　磨坊的灯亮得最早，").len();
    lost.remove(at);
    let wrapped: String = "县里把旧粮仓改成了图书馆，周末有许多人从镇上坐车来看书，孩子坐在窗台上，老人坐在门口，管书的人说，书是大家捐的，有的写着名字，有的夹着树叶。"
        .chars()
        .collect::<Vec<_>>()
        .chunks(12)
        .map(|line| line.iter().collect::<String>() + "\n\n")
        .collect();
    let (big5, ..) = encoding_rs::BIG5.encode("八九座，過橋");
    let marked = [b"\xEF\xBB\xBF", &*gbk("闸口的夜\n\n　　守闸的人提着灯，沿着堤走。\n")].concat();
    let mixed = [text.as_bytes(), &gbk("　　后半夜起了风。\n")].concat();
    let wrapped = format!("旧粮仓\n\n{wrapped}");
    let files: [(&str, &[u8]); 8] = [
        ("lost.txt", &lost),
        ("mark.txt", &marked),
        ("mixed.txt", &mixed),
        ("short.txt", &big5),
        ("wrapped.txt", wrapped.as_bytes()),
        ("fields.jsonl", "{\"title\": \"量地\", \"content\": \"春天量地，秋天收粮。\"}\n".as_bytes()),
        ("tags.md", "---\ntitle: 引水\ntags: [农事]\nsource: 河口晚报\nauthor: 某丙\n---\n全村都来。\n".as_bytes()),
        (
            "ruby.html",
            "<html><body><p>船停在<ruby>码<rt>mǎ</rt>头<rt>tóu</rt></ruby>边上，等了一个下午。</p></body></html>".as_bytes(),
        ),
    ];
    let folder = folder(&files);
    for (query, files) in [
        ("孙女也念了书", &["lost.txt", "mixed.txt"][..]),
        ("守闸", &["mark.txt"]),
        ("后半夜起了风", &["mixed.txt"]),
        ("八九座", &["short.txt"]),
        ("图书馆", &["wrapped.txt"]),
        ("春天量地", &["fields.jsonl"]),
        ("标签:农事", &["tags.md"]),
        ("来源:河口晚报", &["tags.md"]),
        ("作者:某丙", &["tags.md"]),
        ("码头", &["ruby.html"]),
    ] {
        assert_eq!(found(folder.path(), query), files, "{query}");
    }
}

#[test]
fn streets_ships_and_menus_are_no_provinces() {
    let lines = "{\"title\": \"街一\", \"text\": \"盐城大丰的台湾风情街晚上很亮。\"}\n\
                 {\"title\": \"街二\", \"text\": \"辽宁舰靠在三亚的码头，水兵上岸买水果。\"}\n";
    let page = "<html><body><div class=nav><a href=/a>辽宁</a><a href=/b>山东</a><a href=/c>浙江</a></div><h1>晒盐开工</h1>\
                <div><p>三月四日，盐田开工，全村的人都来挖沟，预计两个月完成。</p><p>村里的人说，今年的盐会比去年白。</p></div>\
                <div class=footer><a href=/d>四川站</a><a href=/e>云南站</a></div></body></html>";
    let of = |name: &str, text: &str| about(folder(&[(name, text.as_bytes())]).path());
    assert_eq!(of("a.jsonl", lines), [r#"["江苏"]"#, r#"["海南"]"#]);
    assert_eq!(of("b.html", page), ["[]"]);
}
