//! The reader in a terminal over a line that is slow, breaks, lies and floods: keys go on, each fault is one sentence, what was on the
//! screen stays, and the line is taken up again by itself.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::BOTH;
use crate::harness::{Fault, FaultProxy, Front, PASSWORD, Pty, USER, XINGLAN};
use crate::judge::{Writer, assert_clean};

/// Memory that an answer without an end may cost (bytes): its first 8 MiB, and what making sense of them takes.
const MEMORY: u64 = 48 << 20;

fn open(url: &str, more: &[&str], env: &[(&str, &str)]) -> Pty {
    let arguments = [&["--ambiguous", "1", "--lang", "zh", url], more].concat();
    Pty::spawn(&arguments, 80, 24, env)
}

/// The most memory that a process has had.
fn peak(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

#[test]
fn keys_do_not_wait_for_a_slow_line() {
    let Some(both) = &*BOTH else { return };
    let proxy = FaultProxy::start(both.engine.url(0));
    let mut pty = open(&format!("{}/reading", proxy.url()), &[], &[]);
    pty.wait_for("1/").wait_stable();
    proxy.set(Fault::Delay(Duration::from_millis(100)));
    let before = proxy.requests();
    let begun = Instant::now();
    pty.keys("/黄河水利").wait_for("黄河水利");
    let echoed = begun.elapsed();
    pty.wait_for("1/").wait("the rows of the filter", |_| proxy.requests() > before);
    pty.wait_for("处");
    let rows = begun.elapsed();
    let requests = proxy.requests() - before;
    println!("100 ms there and back: keys {echoed:?}, first rows {rows:?}, {requests} requests");
    // Keys do not wait for an answer that never comes.
    proxy.set(Fault::Silence);
    pty.keys("<Enter>G").keys("?").wait_for("【帮助】").keys("<Esc>").wait_stable();
    pty.keys("Q").wait_exit();
    pty.assert_terminal_restored();
}

#[test]
fn each_fault_is_a_sentence_over_the_old_rows() {
    let Some(both) = &*BOTH else { return };
    let proxy = FaultProxy::start(both.engine.url(1));
    let status = |status: u16| Fault::Status(status, String::new());
    for (fault, said) in [
        (status(401), "对方不认这个用户名和密码（401）"),
        (status(403), "对方不许这样做（403）"),
        (status(404), "对方没有"),
        (status(429), "对方太忙（429）"),
        (status(500), "对方拒绝了（500）"),
        (status(503), "对方太忙（503）"),
        (Fault::Status(500, "{\"error\":\"\u{1b}]0;x\u{7}\u{1b}[2J坏\"}".into()), "对方拒绝了（500）"),
        (Fault::Status(200, "<html>\u{1b}[31m".into()), "的回答读不懂，也许不是搜索引擎"),
        (Fault::Garbage, "127.0.0.1"),
        (Fault::Redirect, "对方转到别处（302），没有跟去"),
        (Fault::Flood(1 << 30), "对方的回答超过 8 MiB，没有收下"),
    ] {
        proxy.set(Fault::Absent);
        let mut pty = open(&format!("{}/reading", proxy.url()), &[], &[]);
        pty.wait_for("1/").wait_stable();
        let (rows, before) = (first_row(&pty), peak(pty.reader()));
        proxy.set(fault.clone());
        pty.keys("/黄河<Enter>").wait_for(said).wait_stable();
        assert_eq!(first_row(&pty), rows, "{fault:?}");
        let more = peak(pty.reader()).saturating_sub(before);
        println!("{said}: {} KiB more at most", more >> 10);
        assert!(more <= MEMORY, "{fault:?}: {more} bytes");
        pty.keys("Q").wait_exit();
        assert_clean(&pty.bytes(), Writer::Reader, said);
        pty.assert_terminal_restored();
    }
}

fn first_row(pty: &Pty) -> String {
    pty.screen().lines().nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_broken_line_is_taken_up_again_without_a_key() {
    let Some(both) = &*BOTH else { return };
    let proxy = FaultProxy::start(both.engine.url(1));
    let mut pty = open(&format!("{}/reading", proxy.url()), &[], &[]);
    pty.wait_for("1/").wait_stable();
    let rows = first_row(&pty);
    proxy.set(Fault::HangUp);
    pty.keys("/黄河<Enter>").wait_for("与 127.0.0.1 的连接断了").wait_stable();
    assert_eq!(first_row(&pty), rows);
    proxy.set(Fault::Absent);
    pty.wait("the rows that were asked for", |pty| first_row(pty) != rows && pty.screen().contains("黄河"));
    pty.keys("Q").wait_exit();
    pty.assert_terminal_restored();
}

#[test]
fn nothing_in_an_index_reaches_the_terminal_raw() {
    let Some(both) = &*BOTH else { return };
    let folder = TempDir::new().unwrap();
    let nasty = "\u{1b}]52;c;eA==\u{7}\u{1b}[2J\u{9b}31m\u{202e}坏\u{200b}\u{feff}\r\n\u{0}题";
    fs::write(folder.path().join("甲.txt"), "甲的题目\n\n甲的正文。").unwrap();
    let home = TempDir::new().unwrap();
    let (url, path) = (both.engine.url(2), folder.path().to_str().unwrap());
    let pushed = std::process::Command::new(XINGLAN)
        .args(["push", path, "--to", url, "--index", "nasty"])
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(pushed.status.success(), "{pushed:?}");
    // Whoever writes into an index may write anything.
    let client = both.client();
    let hits: Value = client.post("nasty/_search", &json!({})).unwrap();
    let mut source = hits["hits"]["hits"][0]["_source"].clone();
    source["doc"]["title"] = nasty.into();
    source["doc"]["section"] = nasty.into();
    source["doc"]["place"]["path"] = format!("{nasty}/{nasty}.txt").into();
    source["doc"]["lines"] = json!([nasty, ["quote", nasty], [nasty, nasty]]);
    source["doc"]["said"] = json!([["author", "page", nasty], [nasty, nasty, nasty]]);
    for (facet, value) in [("section", nasty), ("author", nasty), ("tag", nasty), ("title_key", "61")] {
        source[facet] = value.into();
    }
    let id = hits["hits"]["hits"][0]["_id"].as_str().unwrap();
    let _: Value = client.put(&format!("nasty/_doc/{id}?refresh=true"), &source).unwrap();
    let mut pty = open(&format!("{url}/nasty"), &[], &[]);
    pty.wait_for("题").wait_stable();
    pty.keys("<Enter>").wait_stable();
    pty.keys("=").wait_stable();
    pty.keys("<Esc>").wait_stable();
    pty.keys("ht").wait_stable();
    pty.keys("Q").wait_exit();
    assert_clean(&pty.bytes(), Writer::Reader, "an index of a stranger");
}

#[test]
fn the_reader_and_the_commands_trust_the_certificates_they_are_told() {
    let Some(both) = &*BOTH else { return };
    let Some(front) = Front::start(both.engine.url(0)) else { return };
    let url = format!("{}/reading", front.url().replace("://", &format!("://{USER}@")));
    let secret = [("XINGLAN_PASSWORD", PASSWORD)];
    let authority = front.authority();
    let authority = authority.to_str().unwrap();
    let list = |more: &[&str]| {
        let home = TempDir::new().unwrap();
        let mut command = std::process::Command::new(XINGLAN);
        command.args(["list", &url, "--filter", "黄河", "--lang", "zh"]).args(more).envs(secret);
        command.env("HOME", home.path()).output().unwrap()
    };
    let refused = list(&[]);
    assert_eq!(
        String::from_utf8(refused.stderr).unwrap(),
        "xinglan: 127.0.0.1 的证书不可信；自己的证书用 --ca 指定\n"
    );
    let listed = list(&["--ca", authority]);
    assert!(listed.status.success() && !listed.stdout.is_empty(), "{listed:?}");
    let mut pty = open(&url, &["--ca", authority], &secret);
    pty.wait_for("1/").wait_stable();
    assert!(!pty.bytes().windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes()));
    pty.keys("Q").wait_exit();
}
