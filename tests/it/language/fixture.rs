//! A library of every kind of file, good and bad, written in ideographs that no message has.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::is_han;
use crate::aged::write_aged;

/// The folder's name, and so the library's.
pub(super) const NAME: &str = "鹭";

/// Files below the folder, and what they hold. 沈阳 and 盘锦 lie in Liaoning, 伊犁 in Xinjiang.
const FILES: &[(&str, &str)] = &[
    ("渔樵/2019-10-29/7沈阳荻花.txt", "沈阳荻花\n\n沈阳荻花芦苇, 盘锦荻花芦苇.\n\n伊犁荻花, 鹭鸶鸳鸯.\n"),
    ("渔樵/2019-10-29/8鹭鸶.txt", "鹭鸶鸳鸯\n\n鹭鸶鸳鸯凫雁, 荻花芦苇蒹葭.\n"),
    ("渔樵/2020/沈阳.txt", "沈阳荻花\n\n沈阳荻花芦苇, 盘锦荻花芦苇.\n\n伊犁荻花, 鹭鸶鸳鸯.\n"),
    ("渔樵/葭.txt", "蒹葭凫雁\n\n蒹葭凫雁鹭鸶, 鸳鸯鹭鸶芦苇, 荻花.\n"),
    ("鸳鸯/鹭.txt", "孤鹭鸶\n"),
    ("鸳鸯/凫.txt", ""),
    ("鸳鸯/雁.md", "# 凫雁\n\n- 凫\n- 雁\n\n![荻](a.png)\n"),
    ("鸳鸯/芦.html", "<html><head><title>芦苇</title></head><body><p>芦苇蒹葭&nbsp;荻花</p></body></html>"),
    ("鸳鸯/.荻.txt", "荻"),
    (
        "集.jsonl",
        "{\"title\":\"凫\",\"text\":\"凫雁\"}\n荻\n{\"title\":\n{\"title\":7}\n{\"title\":\"雁\"}\n",
    ),
];

/// Files that cannot be read, or not without loss.
const BYTES: &[(&str, &[u8])] = &[
    ("霾/盘.txt", b"\xd4\xa7\xd1\xec\xdd\xb6\xbb\xa8\r\n\r\n\xc9\xf2\xd1\xf4\xc5\xcc\xbd\xf5\x2c\x20\xd4\xa7\xd1\xec\xdd\xb6\xbb\xa8\xc2\xab\xce\xad\r\n"),
    ("霾/锦.txt", b"\xe9\xb9\xad\xe9\xb8\xb6\n\n\xe9\xb9\xad\xff\xe9\xb8\xb6\xe9\xb9\xad\xe9\xb8\xb6\xe9\xb9\xad\n"),
    ("霾/滨.txt", b"\xe9\xb9\xad\xe9\xb8\xb6\n\n\xe9\xb9\xad\x01\x02\xe9\xb8\xb6\n"),
    ("霾/萑.pdf", b"%PDF-1.7\n\0\0\0\0"),
    ("霾/稗.txt", b"a\0b\0\0\0c"),
    ("霾/芦.txt", b"\x01\x02\x03\x04\x05\x06\x07\x01\x02\x03\x04\x05"),
    ("霾/苇.txt", b"\xff\xfe\0\0a\0\0\0b\0\0\0"),
];

/// A folder with the library in it, where programs are run.
pub(super) fn folder() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        write_aged(&home.path().join(NAME).join(path), text);
    }
    for (path, bytes) in BYTES {
        write_aged(&home.path().join(NAME).join(path), bytes);
    }
    std::os::unix::fs::symlink("霰", home.path().join(NAME).join("霾/霰")).unwrap();
    home
}

/// The ideographs of the library.
pub(super) fn ideographs() -> BTreeSet<char> {
    let texts = FILES.iter().flat_map(|(path, text)| [*path, *text]);
    let texts = texts.chain(BYTES.iter().map(|(path, _)| *path)).chain([NAME, "霰"]);
    texts.flat_map(str::chars).filter(|c| is_han(*c)).collect()
}

/// The ideographs of what the program says in Chinese: of all literals in its messages, and of the names of provinces.
fn said() -> &'static BTreeSet<char> {
    static SAID: OnceLock<BTreeSet<char>> = OnceLock::new();
    SAID.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let messages = fs::read_dir(source.join("messages/zh")).unwrap().map(|entry| entry.unwrap().path());
        let files = messages.chain([source.join("province/mod.rs")]);
        files
            .flat_map(|file| fs::read_to_string(file).unwrap().chars().collect::<Vec<_>>())
            .filter(|c| is_han(*c))
            .collect()
    })
}

#[test]
fn no_message_has_an_ideograph_of_the_library() {
    let shared: String = ideographs().intersection(said()).collect();
    assert_eq!(shared, "");
}
