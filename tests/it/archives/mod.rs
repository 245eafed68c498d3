//! Archives and compressed files among the files of a folder: read as folders, followed as files.

mod changes;
mod hostile;
mod letters;
pub(crate) mod making;
mod stored;
mod streams;

use std::fs;
use std::path::{Path, PathBuf};

use making::{bzip2, gzip, tar, zip, zip_by, zip_in_gbk};
use xinglan::corpus::Corpus;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::messages::{ArchiveFault, Reason};

pub(crate) fn load(path: &Path) -> Corpus {
    load_all(&[Root::Path(path.to_owned())], &LoadOptions::default(), &())
}

/// A text of an article.
pub(crate) fn text(word: &str) -> Vec<u8> {
    format!("{word}的题目\n\n{word}在河边说，今天的水比昨天的高。\n").into_bytes()
}

/// Path below `root`, section and title of each article.
fn found(corpus: &Corpus, root: &Path) -> Vec<String> {
    let line = |article: xinglan::corpus::Article<'_>| {
        let path = article.path();
        let path = path.strip_prefix(root).unwrap().display().to_string();
        format!("{path} [{}] {}", article.section(), article.title())
    };
    corpus.articles().map(line).collect()
}

/// What was not read below `root`, and why.
pub(crate) fn reasons(corpus: &Corpus, root: &Path) -> Vec<(PathBuf, Reason)> {
    let reason = |problem: &xinglan::corpus::Problem| {
        (problem.path.strip_prefix(root).unwrap().to_owned(), problem.reason.clone())
    };
    corpus.problems.iter().map(reason).collect()
}

#[test]
fn an_archive_is_a_folder() {
    let root = tempfile::tempdir().unwrap();
    let (one, two, three) = (text("甲"), text("乙"), text("丙"));
    let members = [("国内/10.txt", &*one), ("国内/9.txt", &*two), ("说明.txt", &*three)];
    fs::write(root.path().join("要闻.zip"), zip(&members)).unwrap();
    assert_eq!(
        found(&load(root.path()), root.path()),
        [
            "要闻.zip/国内/9.txt [要闻/国内] 乙的题目",
            "要闻.zip/国内/10.txt [要闻/国内] 甲的题目",
            "要闻.zip/说明.txt [要闻] 丙的题目",
        ]
    );
    // Named itself, it is the root.
    let path = root.path().join("要闻.zip");
    assert_eq!(found(&load(&path), root.path())[0], "要闻.zip/国内/9.txt [国内] 乙的题目");
    // And so are the files and folders in it.
    let inner = |inner: &str| found(&load(&path.join(inner)), root.path());
    assert_eq!(inner("国内").len(), 2);
    assert_eq!(inner("国内/10.txt"), ["要闻.zip/国内/10.txt [国内] 甲的题目"]);
    assert_eq!(inner("国外"), [""; 0]);
}

#[test]
fn every_archive_and_packing_is_read() {
    let root = tempfile::tempdir().unwrap();
    let mut words = "甲乙丙丁戊己庚辛壬癸".chars().map(|word| text(&word.to_string()));
    let mut next = || words.next().unwrap();
    let packed = |text: &[u8]| tar(&[("栏/1.txt", text)]);
    let lines = "{\"title\":\"子\",\"text\":\"一\"}\n{\"title\":\"丑\",\"text\":\"二\"}\n";
    for (name, bytes) in [
        ("a.tar", packed(&next())),
        ("b.tar.gz", gzip(&packed(&next()))),
        ("c.tgz", gzip(&packed(&next()))),
        ("d.tar.bz2", bzip2(&packed(&next()))),
        ("e.txt.gz", gzip(&next())),
        ("f.txt.bz2", bzip2(&next())),
        ("g.zip", zip(&[("inner.tar.gz", &gzip(&packed(&next()))), ("1.txt.gz", &gzip(&next()))])),
        ("h.jsonl.gz", gzip(lines.as_bytes())),
    ] {
        fs::write(root.path().join(name), bytes).unwrap();
    }
    assert_eq!(
        found(&load(root.path()), root.path()),
        [
            "a.tar/栏/1.txt [a/栏] 甲的题目",
            "b.tar.gz/栏/1.txt [b/栏] 乙的题目",
            "c.tgz/栏/1.txt [c/栏] 丙的题目",
            "d.tar.bz2/栏/1.txt [d/栏] 丁的题目",
            "e.txt.gz [] 戊的题目",
            "f.txt.bz2 [] 己的题目",
            "g.zip/1.txt.gz [g] 辛的题目",
            "g.zip/inner.tar.gz/栏/1.txt [g/inner/栏] 庚的题目",
            "h.jsonl.gz [] 子",
            "h.jsonl.gz [] 丑",
        ]
    );
}

#[test]
fn names_in_gbk_are_read() {
    let root = tempfile::tempdir().unwrap();
    let (one, two) = (text("甲"), text("乙"));
    let members = [("新闻资料/沿河新建的图书馆.txt", &*one), ("新闻资料/春.txt", &*two)];
    fs::write(root.path().join("旧.zip"), zip_in_gbk(&members)).unwrap();
    let corpus = load(root.path());
    let paths: Vec<String> = corpus.articles().map(|a| a.path().display().to_string()).collect();
    assert_eq!(paths.len(), 2);
    for (name, _) in members {
        let path = root.path().join("旧.zip").join(name);
        assert!(paths.contains(&path.display().to_string()), "{paths:?}");
        assert_eq!(load(&path).live_len(), 1, "opened again by its path");
    }
}

#[test]
fn what_lies_in_an_archive_and_is_not_read_is_named() {
    let root = tempfile::tempdir().unwrap();
    let one = text("甲");
    let inner = zip(&[("深.zip", &zip(&[("1.txt", &one)]))]);
    let members: [making::Member<'_>; 7] = [
        ("1.txt", &one),
        ("图.jpg", b"\xff\xd8"),
        (".藏.txt", &one),
        ("旧.doc", b"\xd0\xcf"),
        ("../../外/2.txt", &one),
        ("内.zip", &inner),
        ("坏.txt", b"\0\0\0\0"),
    ];
    fs::write(root.path().join("a.zip"), zip(&members)).unwrap();
    let corpus = load(root.path());
    assert_eq!(found(&corpus, root.path()), ["a.zip/1.txt [a] 甲的题目", "a.zip/外/2.txt [a/外] 甲的题目"]);
    let reasons = reasons(&corpus, root.path());
    let named =
        |name: &str| reasons.iter().find(|(path, _)| path == Path::new(name)).map(|(_, why)| why.clone());
    assert_eq!(named("a.zip/图.jpg"), Some(Reason::NameOfNoText.passed()));
    assert_eq!(named("a.zip/.藏.txt"), Some(Reason::Hidden.passed()));
    assert_eq!(named("a.zip/坏.txt"), Some(Reason::Nul.passed()));
    assert_eq!(named("a.zip"), Some(Reason::Archive(ArchiveFault::Nested(1))));
    assert!(matches!(named("a.zip/旧.doc"), Some(Reason::Passed(why)) if matches!(*why, Reason::Foreign(_))));
    assert_eq!((corpus.files, reasons.len()), (1, 5), "{reasons:?}");
}

#[test]
fn encrypted_files_are_counted_in_one_sentence() {
    let root = tempfile::tempdir().unwrap();
    let one = text("甲");
    let mut bytes = zip_by(&[("1.txt", &one), ("2.txt", &one)], zip::write::SimpleFileOptions::default());
    // The flag alone: what is encrypted is never looked at.
    for sign in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let flags = if sign[2] == 3 { 6 } else { 8 };
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(4).position(|w| w == sign) {
            bytes[at + found + flags] |= 1;
            at += found + 4;
        }
    }
    fs::write(root.path().join("密.zip"), bytes).unwrap();
    let corpus = load(root.path());
    let expected = [(PathBuf::from("密.zip"), Reason::Archive(ArchiveFault::Encrypted(2)))];
    assert_eq!(reasons(&corpus, root.path()), expected);
}

#[test]
fn the_folders_of_an_archive_are_judged_as_any_other() {
    let root = tempfile::tempdir().unwrap();
    let names: Vec<String> = (1..=20).map(|n| format!("稿件/{n}、修渠的人们和第{n}号水闸.txt")).collect();
    let texts: Vec<Vec<u8>> = (1..=20)
        .map(|n| {
            format!("    第{n}天，水从山上下来，人们站在岸上看着，谁也没有说话。\n\n后来天黑了{n}。\n")
                .into_bytes()
        })
        .collect();
    let members: Vec<making::Member<'_>> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    for (file, bytes) in [("a.zip", zip(&members)), ("b.tar.gz", gzip(&tar(&members)))] {
        let path = root.path().join(file);
        fs::write(&path, bytes).unwrap();
        let corpus = load(&path);
        let first = corpus.articles().next().unwrap();
        assert_eq!(first.ordinal(), Some(1), "{file}");
        assert!(first.title().as_str().starts_with("修渠的人们"), "{file} {}", first.title());
    }
}
