//! However a reader ends, the terminal is as it was before, one sentence says so, and no process is left.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{LIBRARY, Pty, XINGLAN, runs};
use rustix::process::{Pid, Signal};

fn open(args: &[&str]) -> Pty {
    let mut pty = Pty::spawn(&[args, &[LIBRARY]].concat(), 80, 24, &[]);
    pty.wait_for("1/9").wait_stable();
    pty
}

fn send(pid: u32, signal: Signal) {
    rustix::process::kill_process(Pid::from_raw(pid.cast_signed()).unwrap(), signal).unwrap();
}

/// Signals that end a program which does nothing about them.
const DEADLY: [Signal; 12] = [
    Signal::KILL,
    Signal::ABORT,
    Signal::SEGV,
    Signal::BUS,
    Signal::ILL,
    Signal::FPE,
    Signal::XCPU,
    Signal::USR1,
    Signal::USR2,
    Signal::ALARM,
    Signal::VTALARM,
    Signal::SYS,
];

#[test]
fn a_signal_to_the_reader_gives_the_terminal_back() {
    for signal in DEADLY {
        let mut pty = open(&[]);
        let reader = pty.reader();
        send(reader, signal);
        assert_eq!(pty.wait_exit().exit_code(), 128 + signal.as_raw().cast_unsigned(), "{signal:?}");
        pty.assert_terminal_restored();
        let said = format!("xinglan: 阅读被信号 {} 中断，终端已经复原", signal.as_raw());
        assert_eq!(pty.screen(), said, "{signal:?}");
        assert!(!runs(reader), "{signal:?}");
    }
}

#[test]
fn a_signal_to_the_parent_goes_to_the_reader() {
    for signal in DEADLY.into_iter().skip(1) {
        let mut pty = open(&["--restricted"]);
        let reader = pty.reader();
        pty.signal(signal);
        assert_eq!(pty.wait_exit().exit_code(), 128 + signal.as_raw().cast_unsigned(), "{signal:?}");
        pty.assert_terminal_restored();
        assert!(!runs(reader), "{signal:?}");
    }
    for signal in [Signal::TERM, Signal::INT, Signal::QUIT] {
        let mut pty = open(&[]);
        pty.signal(signal);
        assert!(pty.wait_exit().success(), "{signal:?}");
        pty.assert_terminal_restored();
    }
}

#[test]
fn the_reader_ends_with_its_parent() {
    for args in [&[][..], &["--restricted"]] {
        let mut pty = open(args);
        let reader = pty.reader();
        pty.signal(Signal::KILL);
        pty.wait("the end of the reader", |pty| {
            !runs(reader) && !pty.emulator(vt100::Screen::alternate_screen)
        });
        pty.assert_terminal_restored();
    }
}

#[test]
fn memory_that_runs_out_gives_the_terminal_back() {
    // KiB of address space: too little to start threads, to read everything, and enough.
    for limit in [55_000, 60_000, 64_000, 70_000, 150_000, 400_000, 2_000_000] {
        let script = format!("ulimit -v {limit}; exec {XINGLAN} {LIBRARY}");
        let mut pty = Pty::spawn_command(&["/bin/sh", "-c", &script], 80, 24, &[]);
        pty.wait_stable();
        if pty.reader_if_any().is_some() {
            pty.keys("Q");
        }
        pty.wait_exit();
        pty.assert_terminal_restored();
    }
}

#[test]
fn an_end_by_a_key_is_none_by_a_signal() {
    let mut pty = open(&[]);
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
    assert_eq!(pty.screen(), "");
}

#[test]
fn bad_usage_keeps_its_exit_code() {
    let mut pty = Pty::spawn(&["--no-such-thing"], 80, 24, &[]);
    assert_eq!(pty.wait_exit().exit_code(), 2);
    pty.assert_terminal_restored();
}

/// A shell with job control that tells when it has the terminal again, and then continues the job.
fn job() -> Pty {
    let script = format!("set -m; {XINGLAN} {LIBRARY}; echo sto''pped; read _; fg; echo over $?");
    let mut pty = Pty::spawn_command(&["/bin/bash", "-c", &script], 80, 24, &[]);
    pty.wait_for("1/9").wait_stable();
    pty
}

/// xinglan and its reader below that shell.
fn of_job(pty: &mut Pty) -> (u32, u32) {
    let parent = pty.reader();
    let mut reader = None;
    pty.wait("the reader of the job", |_| {
        reader = crate::harness::children(parent).first().copied();
        reader.is_some()
    });
    (parent, reader.unwrap())
}

#[test]
fn parent_and_reader_stop_and_continue_as_one() {
    // A key, a request to the job, a request to the reader, and a stop of the reader that it cannot refuse.
    let ways: [fn(&mut Pty, u32, u32); 4] = [
        |pty, _, _| _ = pty.keys("<C-z>"),
        |_, parent, _| send(parent, Signal::TSTP),
        |_, _, reader| send(reader, Signal::TSTP),
        |_, _, reader| send(reader, Signal::STOP),
    ];
    for stop in ways {
        let mut pty = job();
        let (parent, reader) = of_job(&mut pty);
        stop(&mut pty, parent, reader);
        pty.wait_for("stopped").wait_stable();
        assert!(!pty.emulator(vt100::Screen::alternate_screen), "the shell has its screen again");
        pty.keys("<Enter>").wait_for("1/9").wait_stable();
        pty.keys("j").wait_for("2/9").keys("Q").wait_for("over 0");
        pty.wait_exit();
        pty.assert_terminal_restored();
    }
}

/// A library of several segments with its snapshot beside it, and a reader that has mapped it.
fn mapped(home: &Path, args: &[&str]) -> (Pty, PathBuf) {
    let root = home.join("文库");
    fs::create_dir(&root).unwrap();
    for number in 1..=40 {
        let text = format!("第{number}段河水从山里来，过了三道闸，分到两岸的田里。").repeat(600);
        crate::aged::write_aged(&root.join(format!("{number}.txt")), format!("题目{number}\n\n{text}"));
    }
    let snapshot = root.join(".xinglan.snapshot");
    index(&root, &snapshot);
    let mut pty = Pty::spawn(&[args, &[root.to_str().unwrap()]].concat(), 80, 24, &[]);
    pty.wait_for("1/40").wait_stable();
    (pty, snapshot)
}

fn index(root: &Path, snapshot: &Path) {
    let mut command = std::process::Command::new(XINGLAN);
    command.args(["index".as_ref(), root.as_os_str(), "-o".as_ref(), snapshot.as_os_str()]);
    assert!(command.output().unwrap().status.success());
}

/// What others may do to a file that is mapped, by name.
type Way = (&'static str, fn(&Path));

#[test]
fn a_snapshot_that_changes_under_a_reader_costs_no_reader() {
    let ways: [Way; 4] = [
        ("emptied", |path| fs::File::options().write(true).open(path).unwrap().set_len(0).unwrap()),
        ("cut", |path| fs::File::options().write(true).open(path).unwrap().set_len(8192).unwrap()),
        // As cp does it: emptied, and filled again.
        ("a smaller one copied over it", |path| {
            let small = tempfile::tempdir().unwrap();
            fs::write(small.path().join("1.txt"), "小\n\n小。").unwrap();
            index(small.path(), &small.path().join("快照"));
            fs::write(path, fs::read(small.path().join("快照")).unwrap()).unwrap();
        }),
        ("overwritten", |path| {
            let length = fs::metadata(path).unwrap().len() as usize;
            let mut file = fs::File::options().write(true).open(path).unwrap();
            std::io::Write::write_all(&mut file, &b"\x1b]0;title\x07"[..].repeat(length / 10)).unwrap();
        }),
    ];
    for (what, change) in ways {
        for args in [&[][..], &["--restricted"]] {
            let home = tempfile::tempdir().unwrap();
            let (mut pty, snapshot) = mapped(home.path(), args);
            change(&snapshot);
            pty.keys("j").wait_for("快照损坏").wait_stable();
            pty.keys("/第39段<Enter>").wait_for("1/1").wait_for("题目39");
            let bytes = pty.bytes();
            assert!(
                !bytes.windows(2).any(|pair| pair == b"\x1b]"),
                "{what}: nothing of it reaches the terminal"
            );
            pty.keys("Q");
            assert!(pty.wait_exit().success(), "{what}");
            pty.assert_terminal_restored();
        }
    }
}

#[test]
fn a_file_that_may_not_grow_is_a_sentence() {
    // Some 2 MB, which a library of this size exceeds.
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("文库");
    fs::create_dir(&root).unwrap();
    let text = |n: u32| format!("第{n}条河从山里来，过了{n}道闸，分到两岸的田里。").repeat(60);
    let lines = (0..2_100).map(|n| format!("{{\"title\":\"题目{n}\",\"text\":\"{}\"}}\n", text(n)));
    fs::write(root.join("一.jsonl"), lines.collect::<String>()).unwrap();
    for blocks in ["0", "2048"] {
        let script = format!("ulimit -f {blocks}; exec {XINGLAN} \"$@\"");
        let root = root.to_str().unwrap();
        let mut pty = Pty::spawn_command(&["/bin/sh", "-c", &script, "sh", root], 80, 24, &[]);
        pty.wait_for("2,100").wait_for("快照没有存下来：没有空间了").keys("j").wait_for("2/2,100").keys("Q");
        assert!(pty.wait_exit().success());
        pty.assert_terminal_restored();
    }
}
