//! A folder with everything in it, and a snapshot of it.

use std::path::{Path, PathBuf};

use crate::aged::{places, write_aged};
use xinglan::corpus::Corpus;
use xinglan::corpus::file_system::Disk;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::snapshot::{self, Build};
use xinglan::province::Recogniser;
use xinglan::store::Fault;

pub(crate) fn load(root: &Path) -> Corpus {
    load_all(&[Root::Path(root.to_owned())], &LoadOptions::default(), &Recogniser::new())
}

pub(crate) fn key(root: &Path) -> u128 {
    snapshot::key(&LoadOptions::default(), &[root.to_owned()], false)
}

pub(crate) fn write(corpus: &Corpus, root: &Path, target: &Path) {
    let mut build = Build::create(target, Vec::new()).unwrap();
    for segment in corpus.segments() {
        build.segment(segment).unwrap();
    }
    build.finish(&Disk, corpus, &[root.to_owned()], key(root)).unwrap();
}

pub(crate) fn open(root: &Path, target: &Path) -> Result<Corpus, Fault> {
    snapshot::open(target, key(root), &[root.to_owned()])
}

/// A folder with every form and fault: sections, dates, encodings, copies, lines, bad bytes, controls, names in GBK.
fn library(root: &Path) {
    use std::os::unix::ffi::OsStrExt;
    let put = |name: &str, bytes: &[u8]| write_aged(&root.join(name), bytes);
    for number in 0..300_usize {
        let folder = format!("栏目{}/2019-10-{:02}", number % 3, number % 28 + 1);
        let text = format!("{}河水从山里来，过了三道闸。", "田里有人。".repeat(number % 40));
        put(
            &format!("{folder}/{number}、第{number}次改道.txt"),
            format!("题目{number}\n\n{text}\n\n{text}").as_bytes(),
        );
    }
    put("甲.md", "# 标题\n\n- 一项\n- 二项\n\n> 引文\n\n```\n    代码  间隔\n```\n".as_bytes());
    put("乙.html", "<h1>网页</h1><p>一段&#27;[31m文字</p><img src=a.png>".as_bytes());
    put(
        "集.jsonl",
        "{\"id\":\"x1\",\"title\":\"一行\",\"text\":\"甲\\n乙\"}\n坏行\n{\"text\":\"三行\"}\n".as_bytes(),
    );
    put("抄本.txt", "题目0\n\n河水从山里来，过了三道闸。\n\n河水从山里来，过了三道闸。".as_bytes());
    put("空.txt", b"");
    put("只有标题.txt", "只有标题".as_bytes());
    put(
        "坏.txt",
        b"\xE5\xA5\xBD\xE5\xA5\xBD\xE5\xA5\xBD\xFF\xE5\xA5\xBD\xE5\xA5\xBD\xE5\xA5\xBD\n\n\xE5\xA5\xBD",
    );
    put("国标.txt", b"\xCB\xC9\xBB\xA8\xBD\xAD\n\n\xBD\xAD\xCB\xAE\xB6\xAB\xC1\xF7\xA3\xAC\xC1\xBD\xB0\xB6\xCA\xC7\xCC\xEF\xA1\xA3");
    put("假.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    let gbk = root.join(std::ffi::OsStr::from_bytes(b"\xC9\xBD\xB4\xA8.txt"));
    write_aged(&gbk, "名字是国标的\n\n正文。");
}

/// This folder, written long ago, and a place for its snapshot.
pub(crate) fn generated() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (home, root, target) = places();
    library(&root);
    (home, root, target)
}
