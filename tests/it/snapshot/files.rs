//! Snapshots and the file system: `xinglan index`, two builders, a crash, a full disk, places that cannot be written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::aged::{age, places, write_aged};
use crate::harness::XINGLAN;

/// A home, a library of `count` articles written long ago, and the program.
struct Desk {
    home: tempfile::TempDir,
    root: PathBuf,
}

impl Desk {
    fn new(count: usize) -> Self {
        let (home, root, _) = places();
        let text = "河水从山里来，过了三道闸，分到两岸的田里。".repeat(40);
        for number in 0..count {
            write_aged(&root.join(format!("{number}.txt")), format!("题目{number}\n\n{text}"));
        }
        Self { home, root }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", self.home.path());
        command.env("XDG_CACHE_HOME", self.cache()).current_dir(self.home.path());
        command
    }

    fn xinglan(&self, args: &[&str]) -> Output {
        self.command(XINGLAN).args(args).output().unwrap()
    }

    fn cache(&self) -> PathBuf {
        self.home.path().join("cache")
    }

    fn root(&self) -> &str {
        self.root.to_str().unwrap()
    }

    /// What `check` says of the snapshot, after its path.
    fn state(&self) -> String {
        let output = self.xinglan(&["check", self.root()]);
        let text = String::from_utf8(output.stdout).unwrap();
        let line = text.lines().find(|line| line.starts_with("快照：")).unwrap();
        line.rsplit('，').next().unwrap().to_owned()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn index_makes_the_file_that_a_reader_finds() {
    let desk = Desk::new(30);
    assert_eq!(desk.state(), "快照：没有");
    let output = desk.xinglan(&["index", desk.root()]);
    assert!(output.status.success(), "{}", said(&output));
    let made = String::from_utf8(output.stdout).unwrap();
    assert!(made.starts_with(desk.cache().to_str().unwrap()) && made.contains("30 篇"), "{made}");
    assert_eq!(desk.state(), "与文件一致");
    fs::write(desk.root.join("新.txt"), "新的\n\n正文。").unwrap();
    fs::remove_file(desk.root.join("7.txt")).unwrap();
    assert_eq!(desk.state(), "2 个文件与它不同");
}

#[test]
fn one_beside_is_found_and_is_no_part_of_the_library() {
    let desk = Desk::new(5);
    let beside = desk.root.join(".xinglan.snapshot");
    let output = desk.xinglan(&["index", desk.root(), "--output", beside.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(desk.state(), "与文件一致");
    let check = desk.xinglan(&["check", desk.root()]);
    assert!(String::from_utf8(check.stdout).unwrap().contains("略过 0 个隐藏文件"));
    assert!(!desk.cache().exists(), "nothing was written anywhere else");
}

#[test]
fn the_newer_of_two_is_opened() {
    let desk = Desk::new(5);
    let beside = desk.root.join(".xinglan.snapshot");
    desk.xinglan(&["index", desk.root(), "--output", beside.to_str().unwrap()]);
    write_aged(&desk.root.join("新.txt"), "新的\n\n正文。");
    age(&beside);
    assert_eq!(desk.state(), "1 个文件与它不同");
    desk.xinglan(&["index", desk.root()]);
    assert_eq!(desk.state(), "与文件一致");
}

#[test]
fn what_is_damaged_or_cut_is_told_and_made_anew() {
    let desk = Desk::new(30);
    desk.xinglan(&["index", desk.root()]);
    let [name] = &names(&desk.cache().join("xinglan"))[..] else { unreachable!("one file") };
    let path = desk.cache().join("xinglan").join(name);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(desk.state(), "已损坏；会重做");
    assert!(desk.xinglan(&["index", desk.root()]).status.success());
    assert_eq!(desk.state(), "与文件一致");
    fs::write(&path, "别的东西").unwrap();
    assert_eq!(desk.state(), "不是快照；不会动它");
    assert_eq!(desk.xinglan(&["index", desk.root()]).status.code(), Some(3));
    assert_eq!(fs::read_to_string(&path).unwrap(), "别的东西");
}

#[test]
fn another_encoding_is_another_snapshot() {
    let desk = Desk::new(5);
    desk.xinglan(&["index", desk.root(), "--encoding", "utf-8"]);
    assert_eq!(desk.state(), "是别的版本或设置做的；会重做");
}

#[test]
fn a_builder_that_is_killed_leaves_what_the_next_one_takes_over() {
    let desk = Desk::new(600);
    let folder = desk.cache().join("xinglan");
    let mut child = desk.command(XINGLAN);
    let mut child =
        child.args(["index", desk.root()]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // As soon as the file beside is there: the articles take much longer.
    while !folder.exists() || names(&folder).is_empty() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        names(&folder).iter().all(|name| Path::new(name).extension().is_some_and(|part| part == "part")),
        "{:?}",
        names(&folder)
    );
    assert_eq!(desk.state(), "快照：没有");
    assert!(desk.xinglan(&["index", desk.root()]).status.success());
    assert_eq!(names(&folder).len(), 1);
    assert_eq!(desk.state(), "与文件一致");
}

#[test]
fn of_two_builders_one_builds() {
    let desk = Desk::new(10);
    let target = desk.home.path().join("快照");
    let writer = xinglan::store::Writer::create(&target).unwrap();
    let output = desk.xinglan(&["index", "-q", desk.root(), "--output", target.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(said(&output), "xinglan: 另一个进程正在做这个快照\n");
    drop(writer);
    assert!(desk.xinglan(&["index", desk.root(), "--output", target.to_str().unwrap()]).status.success());
}

#[test]
fn a_full_disk_is_one_sentence_and_leaves_nothing() {
    let desk = Desk::new(500);
    desk.xinglan(&["index", desk.root()]);
    let folder = desk.cache().join("xinglan");
    let before = fs::read(folder.join(&names(&folder)[0])).unwrap();
    // A limit on the size of files (in units of 512 or 1024 bytes) stands for the end of the disk.
    let script = "trap '' XFSZ; ulimit -f 200; exec \"$0\" index -q \"$1\"";
    let mut limited = desk.command("/bin/sh");
    let output = limited.args(["-c", script, XINGLAN, desk.root()]).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert_eq!(said(&output), "xinglan: 快照没有做成：没有空间了\n");
    assert_eq!(names(&folder).len(), 1, "{:?}", names(&folder));
    assert_eq!(fs::read(folder.join(&names(&folder)[0])).unwrap(), before, "the old one is whole");
}

#[test]
fn where_nothing_can_be_written_it_is_one_sentence() {
    let desk = Desk::new(5);
    let mut nowhere = desk.command(XINGLAN);
    let output =
        nowhere.args(["index", desk.root()]).env("XDG_CACHE_HOME", "/proc/nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).starts_with("xinglan: 快照没有做成："), "{}", said(&output));
    assert_eq!(said(&output).lines().count(), 1);
}
