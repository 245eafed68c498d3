//! The real program in a pseudo-terminal, several visits: it goes on where the last one ended, whatever ended it and
//! wherever the files are now, and a state that cannot be kept never keeps anyone from reading.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::process::Signal;

use crate::harness::Pty;

/// A folder of 40 long articles with dates, in a folder of its own.
fn library() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("文集");
    fs::create_dir(&folder).unwrap();
    for number in 1..=40 {
        fs::write(folder.join(format!("{number}.txt")), article(number)).unwrap();
    }
    (place, folder)
}

fn article(number: usize) -> String {
    let line = |n: usize| {
        format!("第{n}段说河水第{}次改道，流过{}道闸，两岸的田里种着麦子和高粱。", n * number, n + 3)
    };
    let body: Vec<String> = (1..=60).map(line).collect();
    format!("渡口{number}\n2024-03-{:02}\n{}\n", number % 28 + 1, body.join("\n"))
}

fn open(folder: &Path) -> Pty {
    let mut pty = Pty::spawn(&["--ambiguous", "1", folder.to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("40").wait_stable();
    pty
}

fn again(pty: &mut Pty, folder: &Path) -> String {
    pty.again(&["--ambiguous", "1", folder.to_str().unwrap()]);
    settled(pty)
}

/// The screen without the last row, which says that this is where the last visit ended.
fn settled(pty: &mut Pty) -> String {
    pty.wait_for("渡口").wait_stable();
    body(pty)
}

fn body(pty: &Pty) -> String {
    let screen = pty.screen();
    // The sign at the last line of the page before goes with the next key, and so with the visit.
    let plain = |row: &str| row.replacen("- ", "  ", 1).replacen(">~", "> ", 1).replacen(" ~", "  ", 1);
    let rows: Vec<String> = screen.lines().map(plain).collect();
    rows[..rows.len() - 1].join("\n")
}

/// Goes to the 32nd article by date under a filter, narrow, on the full screen, half way down.
const WAY: &str = "/河水<Enter>o";

fn go(pty: &mut Pty) -> String {
    pty.keys(WAY).wait_stable();
    pty.keys("jj<Enter>").wait_stable();
    pty.keys("32G<Enter>---").wait_stable();
    pty.keys("z").wait_stable();
    pty.keys("49%").wait_stable();
    body(pty)
}

#[test]
fn the_next_visit_begins_where_the_last_one_ended() {
    let (_place, folder) = library();
    let mut pty = open(&folder);
    let before = go(&mut pty);
    pty.keys("qq");
    assert!(pty.wait_exit().success());
    assert_eq!(again(&mut pty, &folder), before);
    assert!(pty.screen().contains("接着上次：《渡口"), "{}", pty.screen());
    pty.keys("<BS>").wait_for(" 1/40").wait_stable();
    assert!(!pty.screen().contains("筛选：") && pty.screen().contains("【列表】"), "{}", pty.screen());
}

#[test]
fn a_full_screen_comes_back() {
    let (_place, folder) = library();
    let mut pty = open(&folder);
    pty.keys("5G").wait_stable();
    pty.keys("z").wait_stable();
    pty.keys("<Space><Space>").wait_stable();
    let before = body(&pty);
    pty.keys("qq");
    pty.wait_exit();
    assert_eq!(again(&mut pty, &folder), before);
}

#[test]
fn what_ends_a_visit_does_not_matter() {
    let (_place, folder) = library();
    for signal in [Signal::KILL, Signal::TERM, Signal::HUP] {
        let mut pty = open(&folder);
        let before = go(&mut pty);
        if signal == Signal::KILL {
            // A second at most is lost: the place is written a second after the one before it.
            let file = pty.home().join("state/xinglan/state.db");
            let written = || fs::metadata(&file).unwrap().modified().unwrap();
            let (mut quiet, mut last) = (std::time::Instant::now(), written());
            while quiet.elapsed() < std::time::Duration::from_millis(2500) {
                std::thread::sleep(std::time::Duration::from_millis(20));
                if written() != last {
                    (quiet, last) = (std::time::Instant::now(), written());
                }
            }
        }
        pty.signal(signal);
        pty.wait_exit();
        assert_eq!(again(&mut pty, &folder), before, "{signal:?}");
    }
}

#[test]
fn renamed_folders_and_moved_files_are_known_again() {
    let (place, folder) = library();
    let mut pty = open(&folder);
    let before = go(&mut pty);
    pty.keys("Q");
    pty.wait_exit();
    let renamed = place.path().join("别名");
    fs::rename(&folder, &renamed).unwrap();
    assert_eq!(again(&mut pty, &renamed).replace("别名", "文集"), before);
    pty.keys("Q");
    pty.wait_exit();
    fs::create_dir(renamed.join("子目录")).unwrap();
    for number in 1..=40 {
        fs::rename(renamed.join(format!("{number}.txt")), renamed.join(format!("子目录/{number}.txt")))
            .unwrap();
    }
    let text = |screen: String| {
        screen.lines().filter(|line| line.contains("段说")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(text(again(&mut pty, &renamed)), text(before));
}

#[test]
fn a_copied_library_is_known_by_its_articles() {
    let (place, folder) = library();
    let mut pty = open(&folder);
    let before = go(&mut pty);
    pty.keys("Q");
    pty.wait_exit();
    let copy = place.path().join("二集");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(again(&mut pty, &copy).replace("二集", "文集"), before);
}

#[test]
fn each_article_has_its_place_and_one_that_was_read_begins_anew() {
    let (_place, folder) = library();
    let mut pty = open(&folder);
    pty.keys("<Enter><Space><Space>").wait_stable();
    let first = body(&pty);
    pty.keys("J<Space>").wait_stable();
    pty.keys("K").wait_stable();
    assert_eq!(body(&pty), first);
    pty.keys("G").wait_stable();
    pty.keys("J").wait_stable();
    pty.keys("K").wait_stable();
    assert!(pty.screen().contains("第1段说"), "{}", pty.screen());
}

#[test]
fn two_sessions_at_once_keep_what_both_did() {
    let (_place, folder) = library();
    let mut one = open(&folder);
    let mut other = one.beside(&["--ambiguous", "1", folder.to_str().unwrap()]);
    other.wait_for("40").wait_stable();
    one.keys("3G<Enter><Space><Space>").wait_stable();
    let first = body(&one);
    other.keys("4G<Enter><Space>").wait_stable();
    one.keys("Q").wait_exit();
    other.keys("Q").wait_exit();
    one.again(&["--ambiguous", "1", folder.to_str().unwrap()]).wait_for("接着上次").wait_stable();
    assert!(one.screen().contains("4/40"), "{}", one.screen());
    one.keys("K").wait_stable();
    assert_eq!(body(&one), first);
}

#[test]
fn settings_are_remembered_and_the_command_line_goes_before_them() {
    let (_place, folder) = library();
    let mut pty = open(&folder);
    pty.keys("+").wait_for("行宽 38 字");
    pty.keys("w").wait_stable();
    pty.keys("Q").wait_exit();
    let (_other, other) = library();
    pty.again(&["--ambiguous", "1", other.to_str().unwrap()]).wait_for("渡口").wait_stable();
    pty.keys("+").wait_for("行宽 40 字");
    pty.keys("Q").wait_exit();
    pty.again(&["--measure", "20", folder.to_str().unwrap()]).wait_for("渡口").wait_stable();
    pty.keys("+").wait_for("行宽 22 字");
}

/// Does what is wanted with the state folder, opens, and quits; returns the first screen and whether it ended well.
fn with_state(change: impl Fn(&Path)) -> (Pty, String) {
    let (_place, folder) = library();
    let mut pty = open(&folder);
    pty.keys("7G<Enter><Space>").wait_stable();
    pty.keys("Q").wait_exit();
    let state = pty.home().join("state/xinglan");
    change(&state);
    pty.again(&["--ambiguous", "1", folder.to_str().unwrap()]).wait_for("渡口").wait_stable();
    let screen = pty.screen();
    pty.keys("G").wait_stable();
    pty.keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
    (pty, screen)
}

#[test]
fn a_damaged_state_is_set_aside_and_told() {
    let (pty, screen) = with_state(|state| {
        let file = state.join("state.db");
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..].fill(0x5a);
        fs::write(file, bytes).unwrap();
    });
    assert!(screen.contains(".bad") && screen.contains("1/40"), "{screen}");
    assert!(pty.home().join("state/xinglan/state.db.bad").exists());
}

#[test]
fn a_state_folder_that_is_no_folder_is_told() {
    let (_, screen) = with_state(|state| {
        fs::remove_dir_all(state).unwrap();
        fs::write(state, "").unwrap();
    });
    assert!(screen.contains("这次不记录"), "{screen}");
}

#[test]
fn a_state_folder_deleted_while_open_is_made_anew() {
    let (_place, folder) = library();
    let mut pty = open(&folder);
    pty.keys("7G<Enter><Space>").wait_stable();
    fs::remove_dir_all(pty.home().join("state")).unwrap();
    pty.keys("<Space>").wait_stable();
    let before = body(&pty);
    pty.keys("Q").wait_exit();
    assert_eq!(again(&mut pty, &folder), before);
    let mode = fs::metadata(pty.home().join("state/xinglan/state.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
