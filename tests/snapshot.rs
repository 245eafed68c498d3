//! Snapshots: what is opened from one is what was read from the files, and no damage ever shows.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use xinglan::corpus::container::Fault;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::snapshot::{self, Build};
use xinglan::corpus::{Article, ArticleId, Corpus, Held};
use xinglan::index::Recogniser;

/// Everything that can be asked of an article.
fn described(article: Article<'_>) -> String {
    let mut text = String::new();
    let a = article;
    writeln!(text, "{:?}", (a.id(), a.key(), a.path())).unwrap();
    writeln!(text, "{:?}", (a.folder_path(), a.file_name(), a.section())).unwrap();
    writeln!(text, "{:?} {:?} {:?} {:?}", a.title(), a.label(), a.text(), a.bytes()).unwrap();
    writeln!(text, "{:?} {:?} {:?} {:?}", a.line(), a.given_id(), a.ordinal(), a.duplicate_of()).unwrap();
    writeln!(text, "{:?} {:?} {:?} {:?}", a.date(), a.tags(), a.form(), a.encoding()).unwrap();
    writeln!(text, "{:?} {:?} {}", a.bad_bytes(), a.removed(), a.chars()).unwrap();
    for (number, paragraph) in a.paragraphs().enumerate() {
        assert_eq!(a.paragraph(number), Some(paragraph));
        writeln!(text, "{paragraph:?}").unwrap();
    }
    assert_eq!(a.paragraph(a.paragraph_count()), None);
    text
}

fn all(corpus: &Corpus) -> Vec<String> {
    corpus.articles().map(described).collect()
}

fn load(root: &Path) -> Corpus {
    load_all(&[Root::Path(root.to_owned())], &LoadOptions::default(), &Recogniser::new())
}

fn key(root: &Path) -> u128 {
    snapshot::key(&LoadOptions::default(), &[root.to_owned()], false)
}

fn write(corpus: &Corpus, root: &Path, target: &Path) {
    let mut build = Build::create(target, Vec::new()).unwrap();
    for segment in corpus.segments() {
        build.segment(segment).unwrap();
    }
    build.finish(corpus, &[root.to_owned()], key(root)).unwrap();
}

fn open(root: &Path, target: &Path) -> Result<Corpus, Fault> {
    snapshot::open(target, key(root), &[root.to_owned()])
}

/// A folder with every form and fault: sections, dates, encodings, copies, lines, bad bytes, controls, names in GBK.
fn library(root: &Path) {
    use std::os::unix::ffi::OsStrExt;
    let put = |name: &str, bytes: &[u8]| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
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
    fs::write(gbk, "名字是国标的\n\n正文。").unwrap();
}

fn generated() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let (root, target) = (home.path().join("库"), home.path().join("快照"));
    fs::create_dir(&root).unwrap();
    library(&root);
    (home, root, target)
}

#[test]
fn every_article_of_a_snapshot_is_the_one_that_was_read() {
    let (_home, root, target) = generated();
    for root in [root, PathBuf::from("seeds")] {
        let read = load(&root);
        assert!(read.len() > 60);
        write(&read, &root, &target);
        let stored = open(&root, &target).unwrap();
        assert_eq!(all(&stored), all(&read));
        assert_eq!((stored.files, stored.skipped), (read.files, read.skipped));
        assert_eq!(stored.problems, read.problems);
        assert_eq!(stored.text_bytes(), read.text_bytes());
        assert!(!stored.complete && !stored.is_damaged());
        assert!(stored.segments().iter().all(|segment| segment.is_stored()));
    }
}

#[test]
fn an_open_article_is_a_copy_with_everything_in_it() {
    let (_home, root, target) = generated();
    let read = load(&root);
    write(&read, &root, &target);
    let stored = open(&root, &target).unwrap();
    for article in read.articles() {
        let held = Held::new(&stored, article.id()).unwrap();
        assert_eq!(described(held.article()), described(article));
    }
    assert!(Held::new(&stored, ArticleId(read.len() as u32)).is_none());
}

#[test]
fn an_article_is_found_by_its_key() {
    let (_home, root, target) = generated();
    let read = load(&root);
    write(&read, &root, &target);
    let stored = open(&root, &target).unwrap().stored.unwrap();
    for article in read.articles() {
        assert_eq!(stored.find(article.key()), Some(article.id()));
    }
    assert_eq!(stored.find(xinglan::corpus::ArticleKey(7)), None);
}

#[test]
fn a_folder_that_moved_is_called_by_its_new_name() {
    let (home, root, target) = generated();
    let read = load(&root);
    write(&read, &root, &target);
    let moved = home.path().join("新址");
    fs::rename(&root, &moved).unwrap();
    let stored = snapshot::open(&target, key(&root), std::slice::from_ref(&moved)).unwrap();
    assert!(stored.articles().all(|article| article.path().starts_with(&moved) && article.path().exists()));
    assert!(stored.problems.iter().all(|problem| problem.path.starts_with(&moved)));
}

#[test]
fn a_snapshot_of_something_else_is_not_opened() {
    let (home, root, target) = generated();
    write(&load(&root), &root, &target);
    assert!(matches!(open(home.path(), &target), Err(Fault::Version)), "other folder");
    let encoding = xinglan::corpus::Encoding::parse("gbk");
    let options = LoadOptions { encoding, ..LoadOptions::default() };
    let other = snapshot::key(&options, std::slice::from_ref(&root), false);
    assert!(
        matches!(snapshot::open(&target, other, std::slice::from_ref(&root)), Err(Fault::Version)),
        "other encoding"
    );
    assert!(matches!(open(&root, &home.path().join("无")), Err(Fault::Missing)));
}

/// Damage anywhere shows as an article that is missing or empty, and is told; never as another text.
#[test]
fn damage_never_shows_as_text() {
    let (_home, root, target) = generated();
    let read = load(&root);
    write(&read, &root, &target);
    let whole = fs::read(&target).unwrap();
    let texts: Vec<String> = read.articles().map(|article| article.text().to_string()).collect();
    for at in (96..whole.len()).step_by(whole.len() / 97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        // Beside and renamed: a file that is mapped is never written.
        let beside = target.with_extension("beside");
        fs::write(&beside, bytes).unwrap();
        fs::rename(&beside, &target).unwrap();
        let Ok(stored) = open(&root, &target) else { continue };
        let mut missing = 0;
        for (id, text) in (0..).zip(&texts) {
            match stored.article(ArticleId(id)) {
                Some(article) if article.text().is_empty() => missing += 1,
                Some(article) => assert_eq!(article.text().as_str(), text),
                None => missing += 1,
            }
        }
        assert!(missing == 0 || stored.is_damaged(), "{missing} articles gone in silence, byte {at}");
    }
}
