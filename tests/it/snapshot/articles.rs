//! Snapshots: what is opened from one is what was read from the files, and no damage ever shows.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::kept::{generated, key, load, open, write};
use crate::aged::{places, write_aged};
use crate::dice::Dice;
use xinglan::corpus::load::{LoadOptions, Root, load_over};
use xinglan::corpus::snapshot;
use xinglan::corpus::{Article, ArticleId, Corpus, PinnedArticle};
use xinglan::messages::Lang;
use xinglan::store::{Container, Fault, SectionKind, Writer};

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
        let held = PinnedArticle::new(&stored, article.id()).unwrap();
        assert_eq!(described(held.article()), described(article));
    }
    assert!(PinnedArticle::new(&stored, ArticleId(read.len() as u32)).is_none());
}

#[test]
fn an_article_is_found_by_its_key() {
    let (_home, root, target) = generated();
    let read = load(&root);
    write(&read, &root, &target);
    let stored = open(&root, &target).unwrap().stored.unwrap();
    for article in read.articles() {
        let first = read.articles().find(|other| other.key() == article.key());
        assert_eq!(stored.find(article.key()), first.map(|first| first.id()));
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
    let encoding = xinglan::format::Encoding::parse("gbk");
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

/// The same sections with other bytes in them and right checksums, as somebody might make them on purpose.
fn forge(target: &Path, forged: &Path, root: &Path, mut change: impl FnMut(SectionKind, &mut Vec<u8>)) {
    let container = Container::open(target).unwrap();
    let mut writer = Writer::create(forged).unwrap();
    for kind in container.kinds() {
        for number in 0..container.count(kind) {
            let mut bytes = container.region(kind, number).unwrap().all().unwrap().to_vec();
            change(kind, &mut bytes);
            writer.column(kind, number, &bytes).unwrap();
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
        if let Some(held) = PinnedArticle::new(&base, article.id()) {
            let held = held.article();
            assert!(held.paragraphs().all(|p| p.start <= held.text().len() && shown(p.text.as_str())));
        }
    }
    assert!(base.problems.iter().all(|problem| shown(&problem.reason.text(Lang::Zh))));
    let roots = [Root::Path(root.to_owned())];
    load_over(base, &roots, &LoadOptions::default(), &());
}

/// Right checksums over text that was never clean: nothing is damaged, every article is shown, and nothing raw.
#[test]
fn unclean_text_under_a_right_checksum_is_masked_and_no_damage() {
    let (home, root, target) = places();
    let forged = home.path().join("假");
    for number in 0..3 {
        let text = format!("题目{number}\n\n甲甲。山{number}\n\n乙乙。\n\n全文完。");
        write_aged(&root.join(format!("{number}.txt")), text);
    }
    let read = load(&root);
    write(&read, &root, &target);
    forge(&target, &forged, &root, |kind, bytes| {
        if kind == xinglan::corpus::segment::TEXT {
            // On a slow machine the articles are in several segments.
            if let Some(at) = bytes.windows(4).position(|window| window == "山1".as_bytes()) {
                bytes[at..at + 3].copy_from_slice(b"\x1b[7");
            }
            if let Some(at) = bytes.windows(3).position(|window| window == "乙".as_bytes()) {
                bytes[at] = 0xFF;
            }
        }
    });
    let stored = open(&root, &forged).unwrap();
    let described = |article: Article<'_>| {
        let starts: Vec<usize> = article.paragraphs().map(|paragraph| paragraph.start).collect();
        (article.text().len(), starts)
    };
    for article in read.articles() {
        let found = stored.article(article.id()).unwrap();
        assert_eq!(described(found), described(article));
        let text = found.text();
        assert!(text.as_str().chars().all(|c| c == '\n' || !c.is_control()), "{text}");
        assert_eq!(PinnedArticle::new(&stored, article.id()).unwrap().article().text(), text);
    }
    assert!(stored.article(ArticleId(1)).unwrap().text().as_str().contains("甲甲。?[71"));
    assert!(stored.article(ArticleId(0)).unwrap().text().as_str().contains("???乙。"));
    assert!(!stored.is_damaged() && !stored.is_partly_damaged());
    let followed = load_over(stored, &[Root::Path(root)], &LoadOptions::default(), &());
    assert_eq!((followed.live_len(), followed.len()), (3, 3), "no rescue");
}

#[test]
fn a_forged_snapshot_neither_panics_nor_shows_what_is_not_clean() {
    let (home, root, target) = places();
    let forged = home.path().join("假");
    for number in 0..12 {
        write_aged(&root.join(format!("{number}.txt")), format!("题目{number}\n\n甲甲。\n\n乙乙。"));
    }
    write_aged(&root.join("集.jsonl"), "{\"id\":\"x\",\"text\":\"甲\\u001b乙\"}\n坏行\n");
    write(&load(&root), &root, &target);
    let mut dice = Dice(0x1234_5678_9abc_def1);
    let mut random = |below: usize| dice.roll(below.max(1));
    let kinds = Container::open(&target).unwrap().kinds();
    for round in 0..400 {
        let chosen = kinds[random(kinds.len())];
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
