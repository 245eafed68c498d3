//! The commands that print, on an address and on the folders that were pushed there.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::BOTH;
use crate::harness::XINGLAN;

/// Commands that are compared.
pub(crate) const COMMANDS: [&[&str]; 10] = [
    &["list"],
    &["list", "--filter", "营商环境 -年:2020"],
    &["list", "--filter", "农~电商"],
    &["list", "--by", "province"],
    &["list", "--by", "section", "--filter", "@辽宁"],
    &["list", "--by", "author"],
    &["kwic", "营商环境", "--group", "r1", "--tsv"],
    &["kwic", "/第[一二]批/", "--group", "section", "--tsv"],
    &["kwic", "黄河水利", "--tsv"],
    &["search", "黄河", "--count", "--sort", "title"],
];

/// What a command prints of these.
pub(crate) fn run(command: &[&str], paths: &[PathBuf]) -> String {
    let (name, rest) = command.split_first().unwrap();
    let mut run = Command::new(XINGLAN);
    run.arg(name);
    let query = usize::from(matches!(*name, "kwic" | "search"));
    run.args(&rest[..query]).args(paths).args(&rest[query..]).args(["--no-corrections", "--lang", "zh"]);
    let output = run.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    let mut printed = String::from_utf8(output.stdout).unwrap();
    // Below an address paths are those below the folders that were pushed.
    for path in paths {
        printed = printed.replace(&format!("{}/", path.display()), "");
    }
    printed
}

#[test]
fn commands_print_the_same_of_an_address() {
    let Some(both) = &*BOTH else { return };
    let url = PathBuf::from(format!("{}/reading", both.engine.url(0)));
    for (command, here) in COMMANDS.iter().zip(&both.printed) {
        let there = run(command, std::slice::from_ref(&url));
        assert_eq!(&there, here, "{command:?}");
    }
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let Some(both) = &*BOTH else { return };
    let (url, none) = (format!("{}/reading", both.engine.url(0)), format!("{}/nothing", both.engine.url(0)));
    let library = Path::new(crate::harness::LIBRARY).to_string_lossy().into_owned();
    for (arguments, said) in [
        (vec!["list", &none], "404"),
        (vec!["list", "http://127.0.0.1:1/news"], "127.0.0.1"),
        (vec!["list", "http://a:b@127.0.0.1/news"], "密码"),
        (vec!["list", "--filter", "/.*/", &url], "请再加一个词"),
        (vec!["list", &url, &library], "单独"),
    ] {
        let output = Command::new(XINGLAN).args(&arguments).args(["--lang", "zh"]).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said) && error.lines().count() == 1, "{arguments:?}: {error}");
        assert!(output.stdout.is_empty() && !output.status.success());
    }
}
