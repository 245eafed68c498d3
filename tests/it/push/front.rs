//! Through a server with TLS, a password, a path prefix and a limit of bodies.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use super::{check, xinglan};
use crate::harness::{Engine, Front, LIBRARY, PASSWORD, USER};

fn url(front: &Front, user: &str) -> String {
    front.url().replace("://", &format!("://{user}@"))
}

/// What is said on standard error.
fn refused(front: &Front, authority: bool, user: &str, secrets: &[(&str, &str)]) -> String {
    let url = format!("{}/front", url(front, user));
    let authorities = front.authority();
    let ca = ["--ca", authorities.to_str().unwrap()];
    let arguments = ["check", LIBRARY, "--against", &url];
    let output = xinglan(&[&arguments[..], if authority { &ca[..] } else { &[] }].concat(), secrets);
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_password_a_certificate_and_a_prefix_are_passed() {
    let Some(engine) = Engine::shared() else { return };
    let Some(front) = Front::start(engine.url(0)) else { return };
    let secrets = [("XINGLAN_PASSWORD", PASSWORD)];
    assert_eq!(
        refused(&front, false, USER, &secrets),
        "xinglan: 127.0.0.1 的证书不可信；自己的证书用 --ca 指定\n"
    );
    assert_eq!(refused(&front, true, "su", &secrets), "xinglan: 对方不认这个用户名和密码（401）\n");
    assert_eq!(refused(&front, true, USER, &[]), "xinglan: 对方不认这个用户名和密码（401）\n");
    assert_eq!(refused(&front, true, USER, &secrets), "xinglan: 对方没有 front（404）\n");

    // More than the server takes at once, and one article that is too long for it.
    let folder = TempDir::new().unwrap();
    for file in 0..3 {
        let mut lines = String::new();
        for record in 0..400 {
            let text = format!("渠水绕过石墙{file}-{record}。").repeat(60);
            writeln!(lines, "{{\"title\":\"{record}\",\"text\":\"{text}\"}}").unwrap();
        }
        fs::write(folder.path().join(format!("{file}.jsonl")), lines).unwrap();
    }
    fs::write(folder.path().join("长.txt"), "太长了。".repeat(100_000)).unwrap();
    let (authority, url) = (front.authority(), url(&front, USER));
    let arguments = ["push", "-q", folder.path().to_str().unwrap(), "--to", &url, "--index", "front", "--ca"];
    let output = xinglan(&[&arguments[..], &[authority.to_str().unwrap()]].concat(), &secrets);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((said.as_str(), output.status.code()), ("长.txt: 413\nxinglan: 对方没有收下 1 篇\n", Some(1)));
    let (lines, _) = check(folder.path(), engine.url(0), "front");
    assert_eq!(lines, ["长.txt: 索引里没有", "1201 篇：索引里缺 1 篇，改过 0 篇，只有索引里有 0 篇"]);
    assert!(!String::from_utf8(output.stdout).unwrap().contains(PASSWORD));
}
