//! `push` and `check --against` with a real engine: what is pushed is there once, in the order of the folders, and stays so.

mod faults;
mod front;
mod killed;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;
use xinglan::remote::address::EngineAddress;
use xinglan::remote::client::Client;
use xinglan::remote::secrets::Access;

use crate::harness::{Engine, LIBRARY, XINGLAN};

/// The program with a home of its own and no secrets but these.
fn xinglan(args: &[&str], secrets: &[(&str, &str)]) -> Output {
    let home = TempDir::new().unwrap();
    let mut command = Command::new(XINGLAN);
    command.args(args).args(["--lang", "zh"]).env("HOME", home.path()).envs(secrets.iter().copied());
    command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_CACHE_HOME").env_remove("XDG_STATE_HOME");
    command.output().unwrap()
}

/// Pushes a folder; returns what is said of it on standard output.
fn push(folder: &Path, url: &str, index: &str, more: &[&str]) -> String {
    let path = folder.to_str().unwrap();
    let output = xinglan(&[&["push", path, "--to", url, "--index", index], more].concat(), &[]);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What `check` says of a folder and an index, and its exit code.
fn check(folder: &Path, url: &str, index: &str) -> (Vec<String>, i32) {
    let output = xinglan(&["check", folder.to_str().unwrap(), "--against", &format!("{url}/{index}")], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    (text.lines().map(str::to_owned).collect(), output.status.code().unwrap())
}

fn client(url: &str) -> Client {
    Client::new(EngineAddress::parse(url).unwrap(), &Access::default()).unwrap()
}

/// The orders and place keys of all documents, sorted as a reader sorts them.
fn places(url: &str, index: &str) -> Vec<(i64, String)> {
    let body = json!({ "size": 10_000, "_source": ["ord", "place_key"], "sort": ["ord", "place_key"] });
    let answer: Value = client(url).post(&format!("{index}/_search"), &body).unwrap();
    let hits = answer["hits"]["hits"].as_array().unwrap();
    let place = |hit: &Value| {
        let source = &hit["_source"];
        (source["ord"].as_i64().unwrap(), source["place_key"].as_str().unwrap().to_owned())
    };
    hits.iter().map(place).collect()
}

#[test]
fn what_is_pushed_again_is_there_once() {
    let Some(engine) = Engine::shared() else { return };
    let (url, library) = (engine.url(0), Path::new(LIBRARY));
    assert!(push(library, url, "once", &[]).contains("10 篇，新推送 10 篇，"));
    assert!(push(library, url, "once", &[]).contains("10 篇，新推送 0 篇，"));
    assert_eq!(
        check(library, url, "once"),
        (vec!["10 篇：索引里缺 0 篇，改过 0 篇，只有索引里有 0 篇".into()], 0)
    );
    let anew = push(library, url, "once", &["--anew"]);
    assert!(anew.contains("10 篇，新推送 10 篇，"), "{anew}");
    let indices: Value = client(url).get("once-*/_alias").unwrap();
    assert_eq!(indices.as_object().unwrap().len(), 1, "the old index has gone: {indices}");
}

#[test]
fn changes_are_found_pushed_and_deleted() {
    let Some(engine) = Engine::shared() else { return };
    let (url, folder) = (engine.url(1), TempDir::new().unwrap());
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    for number in 1..=9 {
        write(&format!("第{number}章.txt"), &format!("第{number}章\n正文{number}"));
    }
    write("第3章之二.txt", "第3章\n正文3");
    assert!(push(folder.path(), url, "changes", &[]).contains("10 篇，新推送 10 篇，"));
    write("第4章.txt", "第4章\n改了");
    fs::remove_file(folder.path().join("第7章.txt")).unwrap();
    for number in 1..=3 {
        write(&format!("第5章之{number}.txt"), "加的");
    }
    write("第12章.txt", "最后");
    let (lines, code) = check(folder.path(), url, "changes");
    assert_eq!(code, 1);
    assert_eq!(
        lines,
        [
            "第5章之1.txt: 索引里没有",
            "第5章之2.txt: 索引里没有",
            "第5章之3.txt: 索引里没有",
            "第12章.txt: 索引里没有",
            "第4章.txt: 推送以后改过",
            "第7章.txt: 只有索引里有",
            "13 篇：索引里缺 4 篇，改过 1 篇，只有索引里有 1 篇",
        ]
    );
    let said = push(folder.path(), url, "changes", &[]);
    assert!(said.contains("13 篇，新推送 5 篇，索引里还有 2 篇是"), "{said}");
    let said = push(folder.path(), url, "changes", &["--delete-missing"]);
    assert!(said.contains("13 篇，新推送 0 篇，删去 2 篇，"), "{said}");
    assert_eq!(check(folder.path(), url, "changes").1, 0);
    let places = places(url, "changes");
    let keys: Vec<&String> = places.iter().map(|(_, key)| key).collect();
    assert!(places.len() == 13 && keys.is_sorted_by(|a, b| a < b), "{places:#?}");
    assert!(places.is_sorted_by(|a, b| a.0 < b.0), "{places:#?}");
}

#[test]
fn nothing_is_deleted_when_files_cannot_be_read() {
    let Some(engine) = Engine::shared() else { return };
    let (url, folder) = (engine.url(2), TempDir::new().unwrap());
    fs::write(folder.path().join("a.txt"), "甲").unwrap();
    fs::write(folder.path().join("b.jsonl"), "{\"text\":\"乙\"}\n{\"text\":\"丙\"}\n").unwrap();
    assert!(push(folder.path(), url, "unread", &[]).contains("3 篇，新推送 3 篇，"));
    fs::write(folder.path().join("b.jsonl"), "{\"text\":\"乙\"}\n{\"text\":\n").unwrap();
    let said = push(folder.path(), url, "unread", &["--delete-missing"]);
    assert!(said.contains("索引里还有 1 篇是") && said.contains("没有删去什么"), "{said}");
}

#[test]
fn an_index_of_others_is_refused() {
    let Some(engine) = Engine::shared() else { return };
    let (url, client) = (engine.url(0), client(engine.url(0)));
    let refused = |index: &str| {
        let output = xinglan(&["push", LIBRARY, "--to", url, "--index", index], &[]);
        (String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
    };
    let _: Value = client.put("foreign", &json!({})).unwrap();
    assert_eq!(
        refused("foreign"),
        ("xinglan: foreign 不是省览推送的索引；要读它，先在 remotes.toml 里写明它的字段\n".to_owned(), 3)
    );
    let newer = json!({
        "mappings": { "_meta": { "xinglan": 99, "complete": true } }, "aliases": { "newer": {} },
    });
    let _: Value = client.put("newer-20200101", &newer).unwrap();
    let said = "xinglan: newer-20200101 是另一个版本的省览推送的（第 99 版），请用 --anew 重新推送\n";
    assert_eq!(refused("newer"), (said.to_owned(), 3));
    assert!(push(Path::new(LIBRARY), url, "newer", &["--anew"]).contains("新推送 10 篇"));
}
