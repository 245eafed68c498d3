//! Every fault of networks and engines is one sentence, in bounded time and memory; what may pass is waited for.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::{check, push, xinglan};
use crate::harness::{Engine, Fault, FaultProxy, LIBRARY, XINGLAN};

/// What `check` says on standard error, and its exit code.
fn said(url: &str, index: &str) -> (String, i32) {
    let output = xinglan(&["check", LIBRARY, "--against", &format!("{url}/{index}")], &[]);
    assert_eq!(output.stdout, b"", "{output:?}");
    (String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

#[test]
fn each_fault_is_one_sentence() {
    let Some(engine) = Engine::shared() else { return };
    push(Path::new(LIBRARY), engine.url(0), "faults", &[]);
    let proxy = FaultProxy::start(engine.url(0));
    let status = |status: u16| Fault::Status(status, String::new());
    let hostile = "{\"error\":{\"reason\":\"\\u001b]0;x\\u0007no\\u202eroom\"}}";
    for (fault, sentence) in [
        (Fault::Cut, "与 127.0.0.1 的连接断了"),
        (Fault::HangUp, "与 127.0.0.1 的连接断了"),
        (status(401), "对方不认这个用户名和密码（401）"),
        (status(403), "对方不许这样做（403）"),
        (status(404), "对方没有 faults（404）"),
        (status(429), "对方太忙（429）"),
        (status(503), "对方太忙（503）"),
        (status(500), "对方拒绝了（500）"),
        (Fault::Status(400, hostile.to_owned()), "对方拒绝了（400）：noroom"),
        (Fault::Status(200, "<html>".to_owned()), "127.0.0.1 的回答读不懂，也许不是搜索引擎"),
        (Fault::Garbage, "127.0.0.1 的回答读不懂，也许不是搜索引擎"),
        (Fault::Flood(1 << 30), "对方的回答超过 8 MiB，没有收下"),
        (Fault::Redirect, "对方转到别处（302），没有跟去"),
        (Fault::Silence, "127.0.0.1 过了 10 秒没有回答"),
    ] {
        proxy.set(fault.clone());
        assert_eq!(said(&proxy.url(), "faults"), (format!("xinglan: {sentence}\n"), 3), "{fault:?}");
    }
    assert!(proxy.sent() < 64 << 20, "of 1 GB {} bytes were taken", proxy.sent());
    proxy.set(Fault::Delay(Duration::from_millis(100)));
    assert_eq!(check(Path::new(LIBRARY), &proxy.url(), "faults").1, 0);
    let gone = proxy.url();
    drop(proxy);
    assert_eq!(said(&gone, "faults").0, "xinglan: 连不上 127.0.0.1\n");
}

#[test]
fn what_is_wrong_before_anything_is_sent_is_bad_usage() {
    for (url, sentence) in [
        ("https://lin:geheim@h/x", "地址里不能写密码，别人看得见；请放进 XINGLAN_PASSWORD 或 remotes.toml"),
        ("h/x", "“h/x”不是地址，写作 https://主机:9200/前缀/索引"),
        ("http://h", "http://h 后面少了索引名，写作 http://h/索引"),
        ("http://h/X", "“X”不能作索引名：只能用小写字母、汉字、数字、-、_，不能以 -、_ 开头"),
    ] {
        let output = xinglan(&["check", LIBRARY, "--against", url], &[]);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("xinglan: {sentence}\n"));
        assert_eq!(output.status.code(), Some(2));
    }
    let output =
        xinglan(&["check", LIBRARY, "--against", "http://192.0.2.1/x"], &[("XINGLAN_API_KEY", "geheim")]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "xinglan: 到 192.0.2.1 的连接不加密，密码没有发出；请用 https://\n");
    let output = xinglan(&["check", LIBRARY, "--against", "https://no-such-host.invalid/x"], &[]);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "xinglan: 找不到主机 no-such-host.invalid\n");
}

fn start(url: &str, home: &Path) -> Child {
    Command::new(XINGLAN)
        .args(["push", LIBRARY, "--to", url, "--index", "busy", "--lang", "zh"])
        .env("HOME", home)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_push_waits_until_the_engine_has_time_again() {
    let Some(engine) = Engine::shared() else { return };
    let (proxy, home) = (FaultProxy::start(engine.url(1)), TempDir::new().unwrap());
    let busy = [Fault::Status(503, String::new()), Fault::Status(429, String::new()), Fault::Cut];
    proxy.set(busy[0].clone());
    let push = start(&proxy.url(), home.path());
    for fault in busy {
        let before = proxy.requests();
        proxy.set(fault);
        while proxy.requests() < before + 2 {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    proxy.set(Fault::Absent);
    let output = push.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(check(Path::new(LIBRARY), engine.url(1), "busy").1, 0);
}
