//! How far a command is: a bar on a terminal, one line elsewhere, nothing with `-q`; and what Ctrl-C leaves behind.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{LIBRARY, Pty, XINGLAN};

fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(XINGLAN);
    command.args(args).env_clear().env("HOME", home).env("LC_ALL", "zh_CN.UTF-8").output().unwrap()
}

/// So many small articles.
fn write_articles(folder: &Path, count: usize) {
    fs::create_dir_all(folder).unwrap();
    for number in 0..count {
        let text = format!("第{number}篇\n\n河水在第{number}天改道，两岸种着麦子。\n");
        fs::write(folder.join(format!("{number:05}.txt")), text).unwrap();
    }
}

#[test]
fn a_terminal_shows_a_bar_and_keeps_nothing_of_it() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("out.md");
    for args in [&["index"] as &[&str], &["check"], &["export", "--output", file.to_str().unwrap()]] {
        let mut pty = Pty::spawn(&[&["--lang", "zh"], args, &[LIBRARY]].concat(), 80, 24, &[]);
        pty.wait_exit();
        let written = String::from_utf8_lossy(&pty.bytes()).into_owned();
        assert!(written.contains("[------------------------] 0"), "{args:?}: {written:?}");
        assert!(written.contains("每秒"), "{args:?}: {written:?}");
        assert!(!pty.screen().contains("--]"), "{args:?}: {}", pty.screen());
        let _ = fs::remove_file(&file);
        let quiet = [&["--lang", "zh", "-q"], args, &[LIBRARY]].concat();
        let mut pty = Pty::spawn(&quiet, 80, 24, &[]);
        pty.wait_exit();
        let written = String::from_utf8_lossy(&pty.bytes()).into_owned();
        assert!(!written.contains("----]"), "{args:?}: {written:?}");
    }
}

#[test]
fn a_pipe_gets_one_line_and_with_q_none() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("out.md");
    let export = ["export", "--output", file.to_str().unwrap(), LIBRARY];
    for args in [&["index", LIBRARY] as &[&str], &["check", LIBRARY], &export] {
        let said = String::from_utf8(run(home.path(), args).stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
        assert!(said.starts_with("正在"), "{said}");
        let _ = fs::remove_file(&file);
        assert!(run(home.path(), &[args, &["-q"]].concat()).stderr.is_empty(), "{args:?}");
        let _ = fs::remove_file(&file);
    }
    assert!(run(home.path(), &["list", LIBRARY]).stderr.is_empty(), "what only reads a little says nothing");
}

#[test]
fn a_long_first_reading_tells_how_to_save_the_next() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("多");
    write_articles(&folder, 2000);
    let folder = folder.to_str().unwrap();
    let said = |args: &[&str]| String::from_utf8(run(home.path(), args).stderr).unwrap();
    let told = said(&["search", "-c", "河水", folder]);
    assert!(told.lines().count() == 1 && told.contains("xinglan index"), "{told}");
    assert_eq!(said(&["search", "-q", "-c", "河水", folder]), "");
    assert_eq!(said(&["index", "-q", folder]), "");
    assert_eq!(said(&["search", "-c", "河水", folder]), "", "now there is a snapshot");
}

/// Whether the machine is quicker than the key or not: a file is whole or not there, and nothing lies beside it. A signal may
/// come when the file has its name and the process has not ended yet.
#[test]
fn control_c_leaves_nothing_half_written() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("多");
    write_articles(&folder, 3000);
    let into = home.path().join("out");
    fs::create_dir(&into).unwrap();
    let folder = folder.to_str().unwrap();
    for name in ["a.snapshot", "a.epub"] {
        let file = into.join(name);
        let command = if name.ends_with("epub") { "export" } else { "index" };
        let args = [command, "--no-cache", "--output", file.to_str().unwrap(), folder];
        let args: Vec<&str> =
            args.into_iter().filter(|arg| command == "export" || *arg != "--no-cache").collect();
        let mut pty = Pty::spawn(&args, 80, 24, &[]);
        pty.wait_for("/3000");
        let status = pty.send(b"\x03").wait_exit();
        let left: Vec<String> = fs::read_dir(&into)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        let is_whole = left == [name];
        assert!(is_whole || left.is_empty() && !status.success(), "{command}: {status:?} {left:?}");
        let _ = fs::remove_file(file);
    }
}

#[test]
fn a_signal_ends_a_command_as_it_ends_every_program() {
    let mut child = Command::new(XINGLAN)
        .args(["list", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let id = rustix::process::Pid::from_child(&child);
    crate::harness::wait_asleep(child.id());
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(15));
}
