//! `--restricted` in a pseudo-terminal: a stranger's reader takes nothing from the environment, writes nothing, shows no
//! path of the machine and cannot be stopped. What the kernel refuses is in `lockdown.rs`, what sshd does in `ssh.rs`.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::harness::{LIBRARY, Pty, XINGLAN};
use xinglan::app::Event;
use xinglan::cli::CommandLine;
use xinglan::corpus::LoadOptions;
use xinglan::messages::Lang;
use xinglan::session::{LibrarySpec, Output, Session, Wake};

/// Environment that somebody might try to bring along.
const HOSTILE: &[(&str, &str)] = &[
    ("COLORTERM", "\x1b]0;title\x07"),
    ("EDITOR", "id"),
    ("LANG", "$(id)"),
    ("LC_ALL", "$(id)"),
    ("LESSOPEN", "|id %s"),
    ("LS_COLORS", "di=1"),
    ("PAGER", "id"),
    ("PATH", "/nowhere"),
    ("RUST_BACKTRACE", "full"),
    ("RUST_LOG", "trace"),
    ("SHELL", "/bin/sh"),
    ("SSH_ORIGINAL_COMMAND", "xinglan --encoding big5 /etc"),
    ("TERMINFO", "/nowhere"),
    ("TMPDIR", "/nowhere"),
    ("VISUAL", "id"),
    ("XINGLAN", "1"),
];

fn open(args: &[&str], env: &[(&str, &str)]) -> Pty {
    let mut pty = Pty::spawn(&[&["--restricted"], args].concat(), 80, 24, env);
    pty.wait_stable();
    pty
}

/// Every file below a folder.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(path) } else { vec![path] }).collect()
}

#[test]
fn a_visit_without_a_trace() {
    let mut pty = open(&[LIBRARY], &[]);
    pty.wait_for("走二十里")
        .keys("jj<Enter>jq/问题<Enter>")
        .wait_for("3 篇")
        .keys("p<Space>=q!q")
        .wait_stable();
    let home = pty.home();
    assert_eq!(files(home.clone()), Vec::<PathBuf>::new());
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
    assert_eq!(files(home), Vec::<PathBuf>::new());
}

#[test]
fn the_environment_changes_no_byte() {
    // A whole screen: what was drawn while the files were read depends on their speed.
    let painted = |env| {
        let mut pty = open(&[LIBRARY], env);
        pty.wait_for("1/9").keys("j<Enter>").wait_stable();
        let before = pty.bytes().len();
        pty.keys("<C-l>").wait_stable();
        String::from_utf8(pty.bytes().split_off(before)).unwrap()
    };
    let plain = painted(&[]);
    assert!(plain.contains("割苇人"), "{plain}");
    assert!(painted(HOSTILE) == plain);
    assert!(painted(&[("NO_COLOR", "1")]) != plain, "a variable that counts is seen");
}

#[test]
fn what_was_open_last_is_not_opened_again() {
    let state = tempfile::tempdir().unwrap();
    let env = [("XDG_STATE_HOME", state.path().to_str().unwrap())];
    Pty::spawn(&[LIBRARY], 80, 24, &env).wait_for("走二十里");
    Pty::spawn(&[], 80, 24, &env).wait_for("走二十里");
    open(&[], &env).wait_for("样例");
}

#[test]
fn paths_of_the_machine_are_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("文库");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("一.txt"), "一篇\n\n正文。").unwrap();
    fs::write(root.join("坏.jsonl"), "{").unwrap();
    let (root, above) = (root.to_str().unwrap(), folder.path().file_name().unwrap().to_str().unwrap());
    for (key, shown) in [("=", "文库/一.txt"), ("!", "文库/坏.jsonl:1")] {
        let mut pty = open(&[root], &[]);
        pty.wait_for("正文。").keys(key).wait_for(shown);
        assert!(!pty.screen().contains(above), "{}", pty.screen());
        let mut control = Pty::spawn(&[root], 80, 24, &[]);
        control.wait_for("正文。").keys(key).wait_for(above);
    }
}

#[test]
fn what_is_missing_is_not_named() {
    let mut pty = open(&["/nowhere/at/all"], &[]);
    assert_eq!(pty.wait_exit().exit_code(), 3);
    assert_eq!(pty.screen(), "xinglan: 这里暂时没有可读的文章。");
}

#[test]
fn control_z_stops_nothing() {
    // The shell gives the program a process group of its own and goes on when it is stopped.
    let shell = |flags: &str| {
        let script = format!("'{XINGLAN}' {flags} '{LIBRARY}'; echo st''opped");
        let mut pty = Pty::spawn_command(&["/bin/sh", "-mc", &script], 80, 24, &[]);
        // The whole list: `j` has nowhere to go while only the first article is there.
        pty.wait_for("1/9").keys("<C-z>");
        pty
    };
    shell("").wait_for("stopped");
    shell("--restricted").keys("j").wait_for("2/9");
}

#[test]
fn strange_terminals_get_one_sentence() {
    let long = "x".repeat(5000);
    for kind in ["../../etc/passwd", "%s%n", "xterm\nid", "\x1b]0;x\x07", "$(id)", &long] {
        let mut pty = open(&[LIBRARY], &[("TERM", kind)]);
        assert_eq!(pty.wait_exit().exit_code(), 2, "{kind:?}");
        assert_eq!(
            pty.screen(),
            "xinglan: 终端类型（TERM）只能是 1 到 64 个字母、数字、点、横线、下划线。",
            "{kind:?}"
        );
        Pty::spawn(&[LIBRARY], 80, 24, &[("TERM", kind)]).wait_for("走二十里");
    }
}

#[test]
fn commands_are_not_for_strangers() {
    for command in ["list", "show", "search", "check"] {
        let mut pty = open(&[command, LIBRARY], &[]);
        assert!(!pty.wait_exit().success(), "{command}: {}", pty.screen());
        assert!(!pty.screen().contains("走二十里"), "{command}: {}", pty.screen());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn every_thread_is_behind_the_walls() {
    let mut pty = open(&[LIBRARY], &[]);
    if pty.screen().contains("少了保护") {
        assert!(std::env::var_os("XINGLAN_REQUIRE_LOCKDOWN").is_none(), "{}", pty.screen());
        eprintln!("NOT TESTED: {}", pty.screen().lines().last().unwrap_or_default());
        return;
    }
    let threads = |pid: u32| fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    for thread in threads(pty.pid()).chain(threads(pty.reader())).map(|thread| thread.unwrap().path()) {
        let status = fs::read_to_string(thread.join("status")).unwrap();
        for line in ["NoNewPrivs:\t1", "Seccomp:\t2"] {
            assert!(status.lines().any(|found| found == line), "{line} in\n{status}");
        }
    }
}

#[test]
fn an_idle_reader_leaves_after_half_an_hour() {
    let typed = ["xinglan", "--restricted"].map(Into::into);
    let Ok(CommandLine::Args(args)) = xinglan::cli::parse(&typed, Lang::Zh) else { panic!("a command line") };
    let wake: Wake = Arc::new(|| {});
    let options = args.reader.options(xinglan::app::Options::default());
    let mut session = Session::start(LibrarySpec::default(), LoadOptions::default(), options, &wake);
    let start = Instant::now();
    session.event(Event::Resize { cols: 80, rows: 24 });
    let mut after = |minutes| {
        session.ring(start + Duration::from_mins(minutes) + Duration::from_secs(1));
        (session.app.notice.is_some(), session.outputs())
    };
    assert_eq!(after(28), (false, vec![]));
    assert_eq!(after(29), (true, vec![]));
    // The last minute begins when the timer is seen to, which is now.
    assert_eq!(after(30), (true, vec![Output::Quit]));
}

#[test]
fn nothing_goes_to_the_clipboard_of_a_stranger() {
    let mut pty = open(&[LIBRARY], &[]);
    pty.keys("y").wait_for("不能送到剪贴板").keys("<Enter>y").wait_for("不能送到剪贴板");
    assert!(!pty.bytes().windows(2).any(|bytes| bytes == b"\x1b]"), "no OSC at all");
    pty.keys("Y").wait_for("按任意键返回").keys("j").wait_for("【阅读】");
}
