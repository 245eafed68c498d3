//! Nothing is lost and nothing is double when `push` is killed and a node is torn down.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::{check, client};
use crate::harness::{Engine, Pty, XINGLAN};

/// Articles of a file.
const RECORDS: usize = 100;
const ARTICLES: usize = 20_000;
/// Generous: the machine may be busy.
const DEADLINE: Duration = Duration::from_mins(20);

/// Clauses that the texts are made of.
const CLAUSES: [&str; 8] = [
    "渠水绕过老磨坊的石墙",
    "辽宁的木匠把板凳修好了",
    "茶厂今年添了两口新锅",
    "河对岸的渡口还亮着灯",
    "县里的图书馆每周开放六天",
    "梯田上的稻子已经黄了",
    "他们把旧桥的栏杆重新漆过",
    "四川来的客人住在山脚",
];

/// Articles, no two alike, a hundred a file.
fn generate(folder: &Path) {
    for file in 0..ARTICLES / RECORDS {
        let mut lines = String::new();
        for record in 0..RECORDS {
            let number = file * RECORDS + record;
            let mut text = String::new();
            for paragraph in 0..4 {
                for clause in 0..9 {
                    let at = number * 31 + paragraph * 7 + clause * (number % 13 + 1);
                    write!(text, "{}{at}，", CLAUSES[at % CLAUSES.len()]).unwrap();
                }
                text.push_str("\\n");
            }
            writeln!(lines, "{{\"title\":\"第{number}篇\",\"text\":\"{text}\"}}").unwrap();
        }
        let month = folder.join(format!("{}月", file % 12 + 1));
        fs::create_dir_all(&month).unwrap();
        fs::write(month.join(format!("{file}.jsonl")), lines).unwrap();
    }
}

fn start(folder: &Path, home: &Path, url: &str) -> Child {
    Command::new(XINGLAN)
        .args(["push", folder.to_str().unwrap(), "--to", url, "--index", "killed"])
        .args(["--shards", "3", "--replicas", "1", "--lang", "zh"])
        .env("HOME", home)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Documents that the engine has taken so far, copies not counted.
fn taken(url: &str) -> u64 {
    let path = "killed-*/_stats/indexing?filter_path=_all.primaries.indexing.index_total";
    let stats: Value = client(url).get(path).unwrap();
    stats.pointer("/_all/primaries/indexing/index_total").and_then(Value::as_u64).unwrap_or(0)
}

/// Kills a push when the engine has taken something of it.
fn kill_amid(mut push: Child, url: &str) {
    let (start, before) = (Instant::now(), taken(url));
    while taken(url) < before + 1000 {
        assert!(push.try_wait().unwrap().is_none(), "the push was through before it could be killed");
        assert!(start.elapsed() < DEADLINE, "nothing is taken");
        thread::sleep(Duration::from_millis(20));
    }
    push.kill().unwrap();
    push.wait().unwrap();
}

#[test]
fn nothing_is_lost_and_nothing_double() {
    let Some(mut engine) = Engine::start(3) else { return };
    let (folder, home) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    generate(folder.path());
    let url = engine.url(0).to_owned();
    kill_amid(start(folder.path(), home.path(), &url), &url);
    engine.stop_node(2);
    kill_amid(start(folder.path(), home.path(), &url), &url);
    let whole = start(folder.path(), home.path(), &url);
    engine.start_node(2);
    let output = whole.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains("20000 篇"), "{said}");
    assert_eq!(
        check(folder.path(), &url, "killed"),
        (vec!["20000 篇：索引里缺 0 篇，改过 0 篇，只有索引里有 0 篇".into()], 0)
    );
    let count: Value = client(&url).get("killed/_count").unwrap();
    assert_eq!(count["count"], 20_000);
    let indices: Value = client(&url).get("killed-*/_alias").unwrap();
    assert_eq!(indices.as_object().unwrap().len(), 1, "{indices}");
    println!("{said}");
    reading_goes_on(&mut engine);
}

/// A reader that is open while a node is torn down, and while it comes back, finds what it found before.
fn reading_goes_on(engine: &mut Engine) {
    let url = format!("{}/killed", engine.url(0));
    let mut pty = Pty::spawn(&["--ambiguous", "1", "--lang", "zh", &url], 80, 24, &[]);
    pty.wait_for("1/20,000").wait_stable();
    for (order, query) in [("stop", "梯田"), ("start", "渡口")] {
        if order == "stop" {
            engine.stop_node(1);
        } else {
            engine.start_node(1);
        }
        pty.keys(&format!("/{query}<Enter>")).wait(query, |pty| {
            let screen = pty.screen();
            screen.contains(query) && screen.lines().nth(1).is_some_and(|row| row.contains('处'))
        });
        pty.keys("<Enter>").wait_for(query).keys("hX").wait_for("1/20,000").wait_stable();
    }
    pty.keys("G").wait_for("20,000/20,000");
    pty.keys("Q").wait_exit();
    pty.assert_terminal_restored();
}
