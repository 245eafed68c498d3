//! Files that are made to cost time or memory, and things that are no files: every command and the reader get through.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::payload::text;
use super::{lines_of, on_terminal};
use crate::harness::{Pty, XINGLAN};
use crate::judge::{Writer, assert_clean};

/// Units of which many are costly for some parser or other.
const UNITS: &[(&str, &str)] = &[
    ("txt", "<"),
    ("html", "<"),
    ("html", "<a b"),
    ("html", "<a b='"),
    ("html", "<!--"),
    ("html", "<![if"),
    ("html", "</"),
    ("html", "&"),
    ("html", "&#"),
    ("html", "&#27;"),
    ("html", "&a"),
    ("html", "<div>"),
    ("html", "<ul><li>"),
    ("html", "<script>"),
    ("html", "<title>"),
    ("html", "<span style='display:block'>"),
    ("html", "<td>"),
    ("html", "<img alt=a>"),
    ("html", "<pre>"),
    ("html", "\r"),
    ("html", "<a b=c/&=d "),
    ("md", "["),
    ("md", "!["),
    ("md", "]("),
    ("md", "[a]("),
    ("md", "*a "),
    ("md", "_a"),
    ("md", "`"),
    ("md", "``a`"),
    ("md", "> "),
    ("md", ">"),
    ("md", "|a"),
    ("md", "- \n"),
    ("md", "```\n"),
    ("md", "#"),
    ("md", "\\"),
    ("md", "<http://"),
    ("md", "~~~\n"),
    ("md", "---\n"),
    ("md", "&amp;"),
    ("txt", "-----\n"),
    ("txt", "-----图片"),
    ("txt", "\x1b"),
    ("txt", "\x1b["),
    ("txt", "\x1b]"),
    ("txt", "\u{9b}"),
    ("txt", "\u{202e}"),
    ("txt", "\u{200b}"),
    ("txt", "\u{301}"),
    ("txt", "\u{1100}"),
    ("txt", "👩\u{200d}"),
    ("txt", "\u{1f1e8}"),
    ("txt", "\t"),
    ("txt", "　"),
    ("txt", "。"),
    ("txt", "”"),
    ("txt", "“"),
    ("txt", "a"),
    ("txt", "\n"),
    ("txt", "\r\n"),
    ("txt", "一"),
    ("txt", "1"),
    ("txt", "《"),
    ("txt", "辽宁"),
    ("txt", "省"),
    ("txt", "\u{fffd}"),
    ("md", "<b>"),
    ("md", "<b\n"),
    ("md", "<ruby>"),
    ("md", "<ruby><rt>a</ruby>"),
    ("md", "<!--<script></script>"),
    ("md", "[^1]"),
    ("md", "\u{301}<b>"),
    ("md", "&#x301;"),
    ("jsonl", "["),
    ("jsonl", "{\"text\":"),
    ("jsonl", "{}\n"),
    ("jsonl", "{\"text\":\"a\"}\n"),
    ("jsonl", "\"\\u001b"),
];

/// Bytes of each file.
const SIZE: usize = 20_000;

fn library(root: &Path) {
    for (number, (extension, unit)) in UNITS.iter().enumerate() {
        let text = match *extension {
            "jsonl" => unit.repeat(3_000 / unit.len()),
            _ => format!("题{number}\n\n{}", unit.repeat(SIZE / unit.len())),
        };
        fs::write(root.join(format!("{number}.{extension}")), text).unwrap();
    }
    let noise: Vec<u8> = (0..SIZE as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, bytes) in [
        ("noise.txt", noise.clone()),
        ("nul.txt", vec![0; SIZE]),
        ("utf16.txt", [b"\xff\xfe", &noise[..]].concat()),
        ("gb.txt", b"\x81\x30\x81\x30".repeat(SIZE / 4)),
        ("big5.txt", b"\xa4\x40\xff".repeat(SIZE / 3)),
        ("overlong.txt", b"\xc0\x80\xed\xa0\x80\xf8".repeat(SIZE / 6)),
        ("bom.txt", b"\xef\xbb\xbf".repeat(SIZE / 3)),
        ("pdf.txt", b"%PDF-1.7\n".repeat(SIZE / 9)),
        ("empty.txt", Vec::new()),
    ] {
        fs::write(root.join(name), bytes).unwrap();
    }
    // No files at all.
    symlink("/etc/passwd", root.join("link.txt")).unwrap();
    symlink("/dev/zero", root.join("zero.txt")).unwrap();
    symlink("self.txt", root.join("self.txt")).unwrap();
    symlink("..", root.join("up")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(root.join("pipe.txt")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(root.join("socket.txt")).unwrap();
    fs::create_dir(root.join("folder.txt")).unwrap();
    fs::File::create(root.join("sparse.txt")).unwrap().set_len(1 << 40).unwrap();
    let deep: std::path::PathBuf = std::iter::repeat_n("d", 100).collect();
    fs::create_dir_all(root.join(&deep)).unwrap();
    fs::write(root.join(deep).join("deep.txt"), "深\n\n处").unwrap();
}

#[test]
fn every_command_gets_through_costly_files() {
    let home = tempfile::tempdir().unwrap();
    library(home.path());
    let path = text(home.path());
    let rows = lines_of(&["list", &path]);
    assert!(rows.len() > UNITS.len(), "{}", rows.len());
    assert!(rows.iter().all(|row| !row.contains("root:")));
    on_terminal(&["list", "--json", &path, "--filter", "题"]);
    on_terminal(&["search", "-l", "/./", &path]);
    on_terminal(&["show", &path, "--width", "30"]);
    let snapshot = home.path().join("s");
    on_terminal(&["index", &path, "-o", &text(&snapshot)]);
    on_terminal(&["search", "--snapshot", &text(&snapshot), "题", &path]);
}

/// Each file by itself, so that one that takes long stands out: it is read twice and set at eight widths within ten seconds
/// of processor time, without optimisation. With it that is far below one second.
#[test]
fn no_file_takes_more_than_its_share_of_the_processor() {
    let home = tempfile::tempdir().unwrap();
    library(home.path());
    for entry in fs::read_dir(home.path()).unwrap() {
        let path = entry.unwrap().path();
        if !path.symlink_metadata().unwrap().is_file() {
            continue;
        }
        let script = "ulimit -t 10; exec \"$0\" check --lang en \"$1\"";
        let command = &["-c", script, XINGLAN, &text(&path)];
        let output = std::process::Command::new("/bin/sh").args(command).output().unwrap();
        let code = output.status.code();
        // 1 would be lost text, 3 is a file that is no text.
        assert!(matches!(code, Some(0 | 3)), "{path:?}: {:?}", output.status);
    }
}

#[test]
fn the_reader_gets_through_costly_files() {
    let home = tempfile::tempdir().unwrap();
    library(home.path());
    let mut pty = Pty::spawn(&["--ambiguous", "1", &text(home.path())], 120, 40, &[]);
    pty.wait_for("篇").wait_stable();
    assert!(pty.bytes_since() <= 50_000);
    for _ in 0..10 {
        pty.keys("jjjjjjj<Enter>G").wait_stable();
        pty.keys("q").wait_stable();
        assert!(pty.bytes_since() <= 120_000);
    }
    pty.keys("!").wait_stable();
    pty.keys("<Esc>Q");
    pty.wait_exit();
    pty.assert_terminal_restored();
    assert_clean(&pty.bytes(), Writer::Reader, "costly files");
}
