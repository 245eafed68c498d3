//! Whatever stands where the program keeps its own files: it starts all the same, says what it did not read, and destroys
//! nothing that is not its own.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{LIBRARY, Pty, XINGLAN};

/// Puts something else where a file should be. The name is for the failure.
type Oddity = (&'static str, fn(&Path));

const ODDITIES: [Oddity; 4] = [
    ("a FIFO", |path| {
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    }),
    ("an endless device behind a link", |path| symlink("/dev/zero", path).unwrap()),
    ("a folder", |path| fs::create_dir(path).unwrap()),
    // Takes no place on the disk.
    ("40 MB", |path| fs::File::create(path).unwrap().set_len(40_000_000).unwrap()),
];

/// The files of the program, with the variable that says where they are, and what is said of them.
const FILES: [(&str, &str, &str); 2] =
    [("XDG_CONFIG_HOME", "config.toml", "配置文件读不出来："), ("XDG_STATE_HOME", "state.db", "记录")];

#[test]
fn strange_things_in_the_place_of_own_files_are_told_and_stay() {
    for (variable, name, said) in FILES {
        for (what, put) in ODDITIES {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("xinglan").join(name);
            fs::create_dir(path.parent().unwrap()).unwrap();
            put(&path);
            let kind = |path: &Path| path.symlink_metadata().unwrap().file_type();
            let before = kind(&path);
            let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &[(variable, folder.path().to_str().unwrap())]);
            // The sentence stays until a key is pressed.
            pty.wait_for("走二十里").wait_for(said).keys("j").wait_for("2/9").keys("Q");
            assert!(pty.wait_exit().success(), "{name}: {what}");
            pty.assert_terminal_restored();
            assert_eq!(kind(&path), before, "{name}: {what}");
        }
    }
}

#[test]
fn a_command_does_not_wait_for_a_state_that_never_comes() {
    for (what, put) in ODDITIES {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("xinglan")).unwrap();
        put(&folder.path().join("xinglan/state.db"));
        let run = |args: &[&str]| xinglan(args, folder.path());
        let output = run(&["list", LIBRARY]);
        assert_eq!(output.status.code(), Some(3), "{what}");
        assert!(said(&output).contains("state.db 没有读："), "{what}: {}", said(&output));
        assert!(run(&["list", "--no-corrections", LIBRARY]).status.success(), "{what}");
    }
}

#[test]
fn what_is_kept_is_for_its_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    let mut pty = Pty::spawn(&[LIBRARY], 80, 24, &[("XDG_STATE_HOME", home), ("LANG", "C")]);
    pty.wait_for("1/9").keys("Q");
    pty.wait_exit();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().mode() & 0o777;
    assert_eq!(mode("xinglan"), 0o700);
    assert_eq!(mode("xinglan/state.db"), 0o600);
}

fn xinglan(args: &[&str], data: &Path) -> Output {
    let mut command = Command::new(XINGLAN);
    command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", data).env("XDG_STATE_HOME", data);
    command.args(args).current_dir(data).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn index_replaces_nothing_but_snapshots() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    fs::write(at("thesis.txt"), "论文").unwrap();
    fs::write(at("kept"), "论文").unwrap();
    symlink(at("kept"), at("link")).unwrap();
    symlink("/dev/null", at("device")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    for name in ["thesis.txt", "link", "device", "folder"] {
        let output = xinglan(&["index", LIBRARY, "-o", name], place.path());
        assert_eq!(output.status.code(), Some(3), "{name}");
        assert_eq!(said(&output), format!("xinglan: {name} 不是快照，没有动它；请换一个文件名\n"));
    }
    let output = xinglan(&["index", LIBRARY, "-o", "-"], place.path());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said(&output), "xinglan: 快照要写进文件，不能写到标准输出\n");
    assert!(!at("-").exists());
    assert_eq!(
        fs::read_to_string(at("thesis.txt")).unwrap() + &fs::read_to_string(at("kept")).unwrap(),
        "论文论文"
    );
    assert!(at("link").is_symlink() && at("device").is_symlink());
    for name in ["new", "new"] {
        assert!(xinglan(&["index", LIBRARY, "-o", name], place.path()).status.success());
    }
}

#[test]
fn a_reader_replaces_nothing_but_snapshots() {
    let place = tempfile::tempdir().unwrap();
    let thesis = place.path().join("thesis.txt");
    fs::write(&thesis, "论文").unwrap();
    // Large enough that a snapshot is worth writing.
    let library = place.path().join("library.jsonl");
    let line = |n: u32| format!("{{\"title\":\"题目{n}\",\"text\":\"正文{n}\"}}");
    let lines = (0..2_100).map(line).collect::<Vec<_>>().join("\n");
    fs::write(&library, lines).unwrap();
    let args = ["--snapshot", thesis.to_str().unwrap(), library.to_str().unwrap()];
    let mut pty = Pty::spawn(&args, 80, 24, &[]);
    pty.wait_for("2,100").wait_for("thesis.txt 不是快照，没有动它").wait_stable();
    assert_eq!(fs::read_to_string(&thesis).unwrap(), "论文");
}

#[test]
fn index_makes_no_snapshot_of_what_is_no_file() {
    let place = tempfile::tempdir().unwrap();
    let pipe = place.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let output = xinglan(&["index", "pipe", "-o", "made"], place.path());
    assert_eq!((output.status.code(), place.path().join("made").exists()), (Some(3), false));
}
