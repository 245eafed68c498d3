//! Standard input, lists of paths, and paths into archives on the command line.

use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Output, Stdio};

use super::making::{gzip, tar, zip};
use super::text;
use crate::harness::{Pty, XINGLAN};

fn run(args: &[&str], folder: &std::path::Path, input: &[u8]) -> Output {
    let mut child = Command::new(XINGLAN)
        .args(args)
        .args(["--lang", "zh"])
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder)
        .env("XDG_STATE_HOME", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that does not read it closes it.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn printed(args: &[&str], folder: &std::path::Path, input: &[u8]) -> String {
    let output = run(args, folder, input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn standard_input_is_a_file_of_any_kind() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (one, two) = (text("甲"), text("乙"));
    let lines = "{\"title\":\"子\",\"text\":\"一\"}\n{\"title\":\"丑\",\"text\":\"二\"}\n".as_bytes();
    for (input, articles) in [
        (one.clone(), 1),
        (gzip(&one), 1),
        (zip(&[("a.txt", &one), ("b.txt", &two)]), 2),
        (tar(&[("a.txt", &one), ("b.txt", &two)]), 2),
        (gzip(&tar(&[("a.txt", &one), ("b.txt", &two)])), 2),
        (lines.to_vec(), 2),
        (gzip(lines), 2),
    ] {
        assert_eq!(printed(&["list", "-"], folder, &input).lines().count(), articles);
        let checked = printed(&["check", "-"], folder, &input);
        assert!(checked.contains("0 篇有字丢失"), "{checked}");
    }
    assert!(printed(&["search", "河边", "-"], folder, &one).starts_with("-:"));
    assert!(printed(&["show", "-"], folder, &one).contains("甲在河边说"));
    assert!(printed(&["export", "-"], folder, &one).contains("甲在河边说"));
}

#[test]
fn the_reader_reads_standard_input_and_takes_keys_from_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    fs::write(&file, text("甲")).unwrap();
    let command = format!("cat {} | {XINGLAN} -", file.display());
    let mut pty = Pty::spawn_command(&["sh", "-c", &command], 80, 24, &[]);
    pty.wait_for("甲在河边说").keys("q").wait_for("甲的题目").keys("Q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_list_names_paths() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, word) in [("a.txt", "甲"), ("b c.txt", "乙"), ("d\ne.txt", "丙")] {
        fs::write(folder.join(name), text(word)).unwrap();
    }
    fs::write(folder.join("单.txt.list"), "a.txt\nb c.txt\r\n\n").unwrap();
    assert_eq!(printed(&["list", "@单.txt.list"], folder, b"").lines().count(), 2);
    assert_eq!(printed(&["list", "@-"], folder, b"a.txt\n").lines().count(), 1);
    assert_eq!(printed(&["list", "--files0-from", "-"], folder, b"a.txt\0d\ne.txt\0").lines().count(), 2);
    let missing = run(&["list", "@没有"], folder, b"");
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("没有"));
}

#[test]
fn what_search_prints_show_opens() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("甲.zip"), zip(&[("栏目/一.txt", &text("甲")), ("二.txt", &text("乙"))])).unwrap();
    let path = printed(&["search", "-l", "甲在河边", "甲.zip"], folder, b"");
    assert_eq!(path, "甲.zip/栏目/一.txt\n");
    assert!(printed(&["show", path.trim()], folder, b"").contains("甲在河边说"));
    let raw = printed(&["search", "-l", "-0", "河边", "甲.zip"], folder, b"");
    assert_eq!(raw.split_terminator('\0').count(), 2);
    let again = printed(&["list", "--files0-from", "-"], folder, raw.as_bytes());
    assert_eq!(again.lines().count(), 2);
}

#[test]
fn a_name_that_is_no_text_has_its_bytes_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"\xb2\xe2\xca\xd4.txt");
    fs::write(folder.path().join(name), text("甲")).unwrap();
    let json = printed(&["list", "--json", "."], folder.path(), b"");
    assert!(json.contains("\"path\":\"./测试.txt\",\"path_bytes\":\"2e2fb2e2cad42e747874\""), "{json}");
}

#[test]
fn forms_that_are_not_read_are_named_in_one_line_each() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), text("甲")).unwrap();
    for name in ["b.rar", "c.rar", "d.7z"] {
        fs::write(folder.path().join(name), "Rar!").unwrap();
    }
    let output = run(&["list", "."], folder.path(), b"");
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors.lines().count(), 2, "{errors}");
    assert!(errors.contains("b.rar 等 2 个文件: RAR"), "{errors}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_restricted_reader_reads_archives() {
    let folder = tempfile::tempdir().unwrap();
    let packed = tar(&[("1.txt", &text("乙"))]);
    fs::write(folder.path().join("a.zip"), zip(&[("栏/一.txt", &text("甲"))])).unwrap();
    fs::write(folder.path().join("b.tar.gz"), gzip(&packed)).unwrap();
    fs::write(folder.path().join("c.tar.bz2"), super::making::bzip2(&tar(&[("1.txt", &text("丙"))])))
        .unwrap();
    fs::write(folder.path().join("d.eml"), "Subject: x\r\n\r\n丁在河边说，今天的水比昨天的高。\r\n").unwrap();
    let mut pty = Pty::spawn(&["--restricted", folder.path().to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("1/4").keys("<Enter>").wait_for("甲在河边说").keys("q!").wait_stable();
    pty.keys("qQ");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}
