//! Snapshots: what is opened from one is what was read from the files, and no damage ever shows.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use xinglan::corpus::container::{Container, Fault, SectionKind, Writer};
use xinglan::corpus::load::{LoadOptions, Root, load_all, load_over};
use xinglan::corpus::snapshot::{self, Build};
use xinglan::corpus::{Article, ArticleId, Corpus, Draft, Held, Tagger, Tags};
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

/// Long ago, so that a further change cannot be missed.
fn age(root: &Path) {
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            age(&path);
        } else {
            let then = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
            fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
        }
    }
}

/// What is read anew is at the end of the list, so lists are compared without their order and their numbers.
fn contents(corpus: &Corpus) -> Vec<String> {
    let described = |article: Article<'_>| {
        let original = corpus.original(article).and_then(|id| corpus.article(id)).map(|a| a.path());
        let place = (article.path(), article.line(), article.key(), original);
        let rest = (article.text(), article.section(), article.date(), article.tags());
        format!("{place:?} {rest:?}")
    };
    let mut contents: Vec<String> = corpus.articles().map(described).collect();
    contents.sort();
    contents
}

fn problems(corpus: &Corpus) -> Vec<String> {
    let mut problems: Vec<String> = corpus.problems.iter().map(|problem| format!("{problem:?}")).collect();
    problems.sort();
    problems
}

/// Opens the snapshot over a folder that has changed, and compares with a fresh load. Gives the articles read anew and gone.
fn follow(root: &Path, target: &Path) -> (usize, usize) {
    let base = open(root, target).unwrap();
    let before = base.len();
    let roots = [Root::Path(root.to_owned())];
    let followed = load_over(base, &roots, &LoadOptions::default(), &Recogniser::new());
    let fresh = load(root);
    assert_eq!(contents(&followed), contents(&fresh));
    assert_eq!(problems(&followed), problems(&fresh));
    assert_eq!((followed.files, followed.skipped), (fresh.files, fresh.skipped));
    assert_eq!((followed.living(), followed.complete), (fresh.len(), true));
    (followed.len() - before, followed.dead.len())
}

fn stored() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (home, root, target) = generated();
    age(&root);
    write(&load(&root), &root, &target);
    (home, root, target)
}

#[test]
fn nothing_is_read_anew_if_nothing_has_changed() {
    let (_home, root, target) = stored();
    assert_eq!(follow(&root, &target), (0, 0));
}

#[test]
fn new_files_anywhere_are_taken_in() {
    let (_home, root, target) = stored();
    for name in ["0 第一.txt", "栏目0/0.txt", "栏目1/2019-10-05/zz.txt", "栏目9/新.txt", "龥.txt"] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), format!("新来的{name}\n\n正文。")).unwrap();
    }
    assert_eq!(follow(&root, &target), (5, 0));
}

#[test]
fn changed_files_are_read_anew() {
    let (_home, root, target) = stored();
    fs::write(root.join("甲.md"), "# 另一个标题\n\n另一段。").unwrap();
    fs::write(root.join("集.jsonl"), "{\"text\":\"只剩一行\"}\n又是坏行\n").unwrap();
    fs::write(root.join("假.txt"), "现在是文章\n\n正文。").unwrap();
    assert_eq!(follow(&root, &target), (3, 3));
}

#[test]
fn a_file_of_the_same_size_and_time_but_another_number_has_changed() {
    let (_home, root, target) = stored();
    let path = root.join("国标.txt");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes.rotate_left(2);
    let beside = root.join("beside");
    fs::write(&beside, bytes).unwrap();
    fs::File::options().write(true).open(&beside).unwrap().set_modified(modified).unwrap();
    fs::rename(&beside, &path).unwrap();
    assert_eq!(follow(&root, &target), (1, 1));
}

#[test]
fn files_and_folders_that_are_gone_are_buried() {
    let (_home, root, target) = stored();
    fs::remove_dir_all(root.join("栏目1")).unwrap();
    fs::remove_file(root.join("乙.html")).unwrap();
    fs::remove_file(root.join("集.jsonl")).unwrap();
    fs::remove_file(root.join("假.txt")).unwrap();
    assert_eq!(follow(&root, &target), (0, 103));
}

#[test]
fn a_renamed_file_is_no_copy_of_itself() {
    let (_home, root, target) = stored();
    fs::rename(root.join("国标.txt"), root.join("0.txt")).unwrap();
    fs::rename(root.join("栏目2"), root.join("栏目8")).unwrap();
    assert_eq!(follow(&root, &target), (101, 101));
}

#[test]
fn a_copy_of_a_stored_file_points_to_it() {
    let (_home, root, target) = stored();
    fs::copy(root.join("国标.txt"), root.join("国标副本.txt")).unwrap();
    assert_eq!(follow(&root, &target), (1, 0));
}

#[test]
fn a_file_changed_while_it_was_read_is_looked_at_again() {
    let (_home, root, target) = generated();
    age(&root);
    fs::write(root.join("刚写.txt"), "甲甲\n\n正文。").unwrap();
    write(&load(&root), &root, &target);
    let modified = fs::metadata(root.join("刚写.txt")).unwrap().modified().unwrap();
    let file = fs::File::options().write(true).open(root.join("刚写.txt")).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, "乙".as_bytes(), 0).unwrap();
    file.set_modified(modified).unwrap();
    assert_eq!(follow(&root, &target), (1, 1));
}

#[test]
fn where_most_has_changed_everything_is_read_in_order() {
    let (_home, root, target) = stored();
    let old = load(&root).len();
    let changed = fs::read_dir(root.join("栏目0")).unwrap().chain(fs::read_dir(root.join("栏目1")).unwrap());
    for entry in changed {
        for entry in fs::read_dir(entry.unwrap().path()).unwrap() {
            fs::write(entry.unwrap().path(), "换了\n\n正文。").unwrap();
        }
    }
    let base = open(&root, &target).unwrap();
    let roots = [Root::Path(root.clone())];
    let followed = load_over(base, &roots, &LoadOptions::default(), &Recogniser::new());
    let paths = |corpus: &Corpus| corpus.articles().map(|a| a.path()).collect::<Vec<_>>();
    assert_eq!(followed.dead.len(), old);
    assert_eq!(paths(&followed), paths(&load(&root)));
}

#[test]
fn a_copied_folder_is_known_by_names_sizes_and_times() {
    let (home, root, target) = stored();
    let copy = home.path().join("抄").join("库");
    fs::create_dir(home.path().join("抄")).unwrap();
    let done = std::process::Command::new("cp").arg("-a").arg(&root).arg(&copy).status().unwrap();
    assert!(done.success());
    let base = snapshot::open(&target, key(&root), std::slice::from_ref(&copy)).unwrap();
    let roots = [Root::Path(copy.clone())];
    let followed = load_over(base, &roots, &LoadOptions::default(), &Recogniser::new());
    assert_eq!(contents(&followed), contents(&load(&copy)));
    assert_eq!(followed.dead.len(), 0);
}

/// The same sections with other bytes in them and right checksums, as somebody might make them on purpose.
fn forge(target: &Path, forged: &Path, root: &Path, mut change: impl FnMut(SectionKind, &mut Vec<u8>)) {
    let container = Container::open(target).unwrap();
    let mut writer = Writer::create(forged).unwrap();
    for kind in SectionKind::ALL {
        for number in 0..container.count(*kind) {
            let mut bytes = container.region(*kind, number).unwrap().all().unwrap().to_vec();
            change(*kind, &mut bytes);
            writer.column(*kind, number, &bytes).unwrap();
        }
    }
    writer.finish(key(root)).unwrap();
}

/// Asks for everything; whatever comes, it comes without a panic, and what is shown is clean.
fn ask_everything(root: &Path, forged: &Path) {
    let Ok(base) = open(root, forged) else { return };
    let shown = |text: &str| text.chars().all(|c| c == '\n' || !c.is_control());
    for article in base.articles() {
        assert!(shown(article.label().as_str()) && shown(article.text().as_str()));
        assert!(shown(article.title().as_str()) && shown(article.section().as_str()));
        let paragraphs = article.paragraphs().filter(|p| shown(p.text.as_str())).count();
        assert!(paragraphs <= article.paragraph_count());
        let _ = (article.path(), article.given_id(), article.date().map(|date| date.to_string()));
        let _ = (article.removed(), article.form(), article.encoding(), base.original(article));
        if let Some(held) = Held::new(&base, article.id()) {
            let held = held.article();
            assert!(held.paragraphs().all(|p| p.start <= held.text().len() && shown(p.text.as_str())));
        }
    }
    assert!(base.problems.iter().all(|problem| shown(&problem.sentence)));
    let roots = [Root::Path(root.to_owned())];
    load_over(base, &roots, &LoadOptions::default(), &NoTags);
}

struct NoTags;

impl Tagger for NoTags {
    fn tags(&self, _: &Draft) -> Tags {
        Tags::default()
    }
}

#[test]
fn a_forged_snapshot_neither_panics_nor_shows_what_is_not_clean() {
    let home = tempfile::tempdir().unwrap();
    let (root, target, forged) = (home.path().join("库"), home.path().join("真"), home.path().join("假"));
    fs::create_dir(&root).unwrap();
    for number in 0..12 {
        fs::write(root.join(format!("{number}.txt")), format!("题目{number}\n\n甲甲。\n\n乙乙。")).unwrap();
    }
    fs::write(root.join("集.jsonl"), "{\"id\":\"x\",\"text\":\"甲\\u001b乙\"}\n坏行\n").unwrap();
    age(&root);
    write(&load(&root), &root, &target);
    let mut state = 0x1234_5678_9abc_def1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for round in 0..400 {
        let chosen = SectionKind::ALL[random(SectionKind::ALL.len())];
        forge(&target, &forged, &root, |kind, bytes| {
            if kind == chosen || round % 7 == 0 {
                for _ in 0..=random(4) {
                    let at = random(bytes.len());
                    let value = [0, 0x1B, 0x7F, 0x9B, 0xFF, random(256) as u8][random(6)];
                    bytes.iter_mut().skip(at).take(1 + random(4)).for_each(|byte| *byte = value);
                }
            }
        });
        ask_everything(&root, &forged);
    }
}
