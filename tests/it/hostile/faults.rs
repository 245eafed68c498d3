//! Faults there were, each by name.

use std::fs;
use std::path::Path;
use std::process::Command;

use xinglan::corpus::segment::TEXT;
use xinglan::store::{Container, Writer};

use super::payload::text;
use super::{lines_of, on_terminal, piped};
use crate::harness::XINGLAN;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(home.path().join(name), text).unwrap();
    }
    home
}

#[test]
fn an_id_could_fill_the_clipboard_and_forge_rows() {
    let line = r#"{"id":"\u001b]52;c;cm0gLXJmIH4K\u0007\u001b[2J\nforged\tid","title":"标题","text":"正文"}"#;
    let home = folder(&[("a.jsonl", line)]);
    let rows = piped(&["list", &text(home.path())]);
    assert_eq!(rows, [format!("forged  id\t\t\t标题\t\t{}/a.jsonl\t1", text(home.path()))]);
    assert!(lines_of(&["list", &text(home.path())])[1].starts_with("forged  id "));
    assert_eq!(lines_of(&["show", &text(home.path()), "--id", "forged  id"]).len(), 2);
}

#[test]
fn an_id_that_cannot_be_seen_is_shown_as_the_key() {
    let home = folder(&[("a.jsonl", r#"{"id":"\u200b\u202e","title":"标题","text":"正文"}"#)]);
    let rows = piped(&["list", &text(home.path())]);
    let id = rows[0].split('\t').next().unwrap();
    assert!(id.len() >= 8 && id.is_ascii(), "{id:?}");
    assert_eq!(lines_of(&["show", &text(home.path()), "--id", id]).len(), 2);
}

#[test]
fn a_file_name_could_write_to_the_terminal() {
    let home = folder(&[("a\x1b]0;own\x07.txt", "题\n<div>辽宁</div>"), ("b\n.txt", "题\n<div>辽宁</div>")]);
    let path = text(home.path());
    assert_eq!(lines_of(&["search", "辽宁", &path]).len(), 2);
    assert_eq!(
        lines_of(&["search", "-l", "辽宁", &path]),
        [format!("{path}/a.txt"), format!("{path}/b .txt")]
    );
}

#[test]
fn one_text_could_spoil_the_snapshot_of_a_library() {
    let stacks = [
        "辽\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}宁".to_owned(),
        format!("ก{}", "\u{e49}".repeat(9)),
        "\u{e33}".repeat(9),
        format!("👩{}", "\u{200d}🏽".repeat(9)),
        format!("\u{1100}{}", "\u{1100}".repeat(40)),
    ];
    let home = tempfile::tempdir().unwrap();
    let (root, snapshot) = (home.path().join("库"), text(&home.path().join("快照")));
    fs::create_dir(&root).unwrap();
    for (number, stack) in stacks.iter().enumerate() {
        fs::write(root.join(format!("{number}.txt")), format!("毒{stack}\n<div>前{stack}后。</div>"))
            .unwrap();
        fs::write(root.join(format!("{number}b.txt")), format!("{stack}\n")).unwrap();
        fs::write(root.join(format!("{number}c.txt")), format!("好{number}\n\n正文{number}。")).unwrap();
    }
    let root = text(&root);
    lines_of(&["index", &root, "-o", &snapshot]);
    let mut rows = lines_of(&["search", "--snapshot", &snapshot, "/./", "-l", &root]);
    // Some are told to be hardly text; they are articles all the same.
    rows.retain(|row| !row.contains(".txt: "));
    assert_eq!(rows.len(), 3 * stacks.len());
}

#[test]
fn a_letter_behind_a_full_cluster_was_lost() {
    let home =
        folder(&[("a.txt", "题\n<div>前e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}Ệ后</div>")]);
    let page = lines_of(&["show", &text(home.path())]).join("\n");
    assert!(page.contains("\u{fffd}Ệ后"), "{page}");
    let report = lines_of(&["check", "--lang", "en", &text(home.path())]).join("\n");
    assert!(report.contains("combining marks cut 1"), "{report}");
}

#[test]
fn check_cried_wolf() {
    let files = [
        ("a.html", "<title>题</title><p>a&Tab;b&NewLine;c&NotEqualTilde;d&fjlig;e&notit;f&bogus;g"),
        ("b.md", "# 题\n\n甲\x1b\nw乙 \x1b[3\nm \u{9b}\n31mx \x1b]0;a\nb\x07c"),
        (
            "c.html",
            "<title>题</title><p>甲<img src=a.png src=b.png data-src=c.png>乙<img data-src=d src=e><img src=data:x data-src=f data-src=g>",
        ),
        ("f.txt", "江上<ul>八<li>丙<span style='display:block'>丁</span></ul>戊"),
        ("g.txt", "江上<img alt='图' src=a.png>岸\n——春天<div>丙</div>"),
        ("i.txt", "<title>江<img src=a></title>上<div>丙</div>"),
        ("j.jsonl", "{\"text\":\"江\\n水\"}\u{b}\n"),
        ("k.html", "<title>题</title><p>👩\u{200d}\n👦<p>中\n\u{301}中<p>👩\n\u{fe0f}"),
        ("h.txt", "江\u{1b}[&lrm;上\u{1b}]0;\n——春\u{7}天<div>丙</div>"),
        (
            "d.html",
            "<title>题</title><ol start=3 start=7><li>甲</ol><span style='display:block' style='color:red'>乙</span>丙",
        ),
        (
            "e.txt",
            "题\n\n这一行字写到这里还没有写完就折了行\x1b\nw接着写的是这一行也写到这里就折了行\x1b[3\n1m再写一行还是没有写完就折了行了呀呀\n再写一行还是没有写完就折了行了呀呀呀\n完了。",
        ),
    ];
    let home = folder(&files);
    let report = lines_of(&["check", "--lang", "en", &text(home.path())]).join("\n");
    assert!(report.contains("0 articles have lost"), "{report}");
    let page = lines_of(&["show", &text(&home.path().join("b.md"))]).join("\n");
    assert!(page.contains("w乙"), "{page}");
}

#[test]
fn a_usage_fault_quotes_nothing_raw_and_panics_neither() {
    for args in [
        &["--\x1b[2J"][..],
        &["--a\nxinglan: forged"],
        &["list", "a\x1b[2J\u{9b}2J\u{202e}"],
        &["search", "/(\x1b[2J", "."],
        &["list", "--by", "\x1b[2J", "."],
    ] {
        let (code, said) = on_terminal(args);
        assert!(code >= 2 && said.lines().count() <= 3, "{args:?}: {said}");
        assert!(!said.contains("\nxinglan: forged"), "{said}");
    }
}

#[test]
fn a_closed_reader_of_the_output_is_no_fault() {
    let home = folder(&[("a.txt", &"题\n\n正文\n".repeat(50_000))]);
    let command = format!("{XINGLAN} show '{}' | head -1", text(home.path()));
    let output = Command::new("/bin/sh").args(["-c", &command]).output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Writes escape sequences into the text of a snapshot, and makes every checksum right.
fn poison(snapshot: &Path) {
    let container = Container::open(snapshot).unwrap();
    let beside = snapshot.with_extension("beside");
    let mut writer = Writer::create(&beside).unwrap();
    for kind in container.kinds() {
        for number in 0..container.count(kind) {
            let mut bytes = container.region(kind, number).unwrap().all().unwrap().to_vec();
            if kind == TEXT {
                let at = bytes.windows(3).position(|three| three == "毒".as_bytes()).unwrap();
                bytes[at..at + 3].copy_from_slice(b"\x1bc\x07");
            }
            writer.column(kind, number, &bytes).unwrap();
        }
    }
    writer.finish(container.key()).unwrap();
    fs::rename(beside, snapshot).unwrap();
}

#[test]
fn a_snapshot_that_somebody_else_has_written_is_told_from_a_damaged_one() {
    let home = folder(&[("a.txt", "题\n\n正文有毒。"), ("b.txt", "题二\n\n正文无事。")]);
    let snapshot = home.path().join(".xinglan.snapshot");
    let path = text(home.path());
    lines_of(&["index", &path, "-o", &text(&snapshot)]);
    let fresh = lines_of(&["check", "--lang", "en", &path]).join("\n");
    assert!(!fresh.contains("does not write"), "{fresh}");
    poison(&snapshot);
    let report = lines_of(&["check", "--lang", "en", &path]).join("\n");
    assert!(report.contains("characters that xinglan does not write are in 1 article"), "{report}");
    assert_eq!(lines_of(&["search", "--snapshot", &text(&snapshot), "正文", &path]).len(), 2);
    let report = lines_of(&["check", "--json", &path]).pop().unwrap();
    assert!(report.contains("\"state\":\"unclean\""), "{report}");
}
