//! What changes below the roots while a library is open: what is followed is what a fresh reading gives, whichever way it
//! is found out and in whichever order it happens.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use xinglan::corpus::file_system::{Disk, FileSystem};
use xinglan::corpus::follow::{ChangeCounts, ChangeFollower, ChangeScope, FolderWatch, WatchMethod};
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::{Article, Corpus};

use crate::aged::write_aged;
use crate::dice::Dice;

/// A library that is followed.
pub(crate) struct Followed {
    root: PathBuf,
    watch: Arc<FolderWatch>,
    follower: ChangeFollower,
    corpus: Corpus,
}

impl Followed {
    pub(crate) fn open(root: &Path, method: WatchMethod) -> Self {
        let watch = Arc::new(FolderWatch::new(Arc::new(Disk), method).unwrap());
        let files: Arc<dyn FileSystem> = Arc::<FolderWatch>::clone(&watch);
        let options = LoadOptions { files, ..LoadOptions::default() };
        let roots = vec![Root::Path(root.to_owned())];
        let corpus = load_all(&roots, &options, &());
        let follower = ChangeFollower::new(&corpus, roots, &options, Arc::clone(&watch));
        Self { root: root.to_owned(), watch, follower, corpus }
    }

    /// What may have changed, as the thread of a session finds out.
    fn heard(&mut self) -> ChangeScope {
        let mut scope = self.watch.take(std::slice::from_ref(&self.root));
        if !self.watch.is_told() {
            scope.join(self.watch.look_at_times());
            scope.join(self.follower.sweep(&self.corpus, &|| false));
        }
        scope
    }

    /// Looks until nothing is left to look at.
    fn look(&mut self, scope: ChangeScope) -> ChangeCounts {
        let mut counts = ChangeCounts::default();
        let mut next = Some(scope);
        while let Some(scope) = next.take() {
            let mut look = self.follower.look(&self.corpus, &scope, &(), &|| false);
            counts = counts.plus(look.counts);
            self.corpus = look.corpus.take().unwrap_or_else(|| self.corpus.clone());
            if let Some((again, after)) = look.again.take() {
                std::thread::sleep(after.min(Duration::from_millis(600)));
                next = Some(again);
            }
            self.follower.take(look);
        }
        counts
    }

    pub(crate) fn follow(&mut self) -> ChangeCounts {
        let scope = self.heard();
        self.look(scope)
    }
}

/// Contents without order and numbers: what is read later comes last.
fn contents(corpus: &Corpus) -> Vec<String> {
    // Of two copies the one read first is the original, so that is not compared.
    let described = |article: Article<'_>| {
        let place = (article.path(), article.line(), article.key());
        format!("{place:?} {:?} {:?} {:?}", article.text(), article.section(), article.date())
    };
    let mut contents: Vec<String> = corpus.articles().map(described).collect();
    contents.sort();
    contents
}

pub(crate) fn assert_fresh(followed: &Followed, what: &str) {
    let fresh = load_all(&[Root::Path(followed.root.clone())], &LoadOptions::default(), &());
    assert_eq!(contents(&followed.corpus), contents(&fresh), "{what}");
    assert_eq!(followed.corpus.live_len(), fresh.live_len(), "{what}");
    assert_eq!(followed.corpus.files, fresh.files, "{what}: files");
    let problems = |corpus: &Corpus| {
        let mut problems: Vec<String> = corpus.unreadable().map(|problem| format!("{problem:?}")).collect();
        problems.sort();
        problems
    };
    assert_eq!(problems(&followed.corpus), problems(&fresh), "{what}");
}

fn counts(new: usize, changed: usize, gone: usize) -> ChangeCounts {
    ChangeCounts { new, changed, gone }
}

fn library() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("文集");
    for number in 0..12 {
        let folder = root.join(format!("栏目{}", number % 3));
        fs::create_dir_all(&folder).unwrap();
        write_aged(&folder.join(format!("{number}.txt")), text(number));
    }
    write_aged(&root.join("集.jsonl"), (0..4).map(line).collect::<String>());
    (home, root)
}

fn text(number: usize) -> String {
    format!("渡口{number}\n\n第{number}次改道。\n")
}

fn line(number: usize) -> String {
    format!("{{\"title\":\"行{number}\",\"text\":\"第{number}行。\"}}\n")
}

const METHODS: [WatchMethod; 2] = [WatchMethod::Told, WatchMethod::Times];

#[test]
fn what_comes_changes_and_goes_is_found_and_counted() {
    for method in METHODS {
        let (_home, root) = library();
        let mut followed = Followed::open(&root, method);
        let check = |followed: &mut Followed, wanted: ChangeCounts, what: &str| {
            let found = followed.follow();
            assert_eq!(found, wanted, "{method:?}: {what}");
            assert_fresh(followed, &format!("{method:?}: {what}"));
        };
        check(&mut followed, counts(0, 0, 0), "nothing");
        write_aged(&root.join("栏目1/新.txt"), "新来的\n\n正文。");
        check(&mut followed, counts(1, 0, 0), "a file");
        write_aged(&root.join("栏目1/1.txt"), "换了\n\n另一篇正文。");
        check(&mut followed, counts(0, 1, 0), "changed in place");
        fs::remove_file(root.join("栏目1/新.txt")).unwrap();
        check(&mut followed, counts(0, 0, 1), "gone");
        fs::rename(root.join("栏目1/4.txt"), root.join("栏目2/四.txt")).unwrap();
        check(&mut followed, counts(0, 0, 0), "moved");
        fs::create_dir_all(root.join("栏目9/深/处")).unwrap();
        write_aged(&root.join("栏目9/深/处/1.txt"), "深处\n\n正文。");
        check(&mut followed, counts(1, 0, 0), "a folder");
        write_aged(&root.join("栏目9/深/处/2.txt"), "深处二\n\n正文。");
        check(&mut followed, counts(1, 0, 0), "in the new folder");
        fs::rename(root.join("栏目9"), root.join("栏目8")).unwrap();
        check(&mut followed, counts(0, 0, 0), "a folder moved");
        write_aged(&root.join("栏目8/深/处/3.txt"), "深处三\n\n正文。");
        check(&mut followed, counts(1, 0, 0), "in the moved folder");
        fs::remove_dir_all(root.join("栏目8")).unwrap();
        check(&mut followed, counts(0, 0, 3), "a folder gone");
        write_aged(&root.join("集.jsonl"), (0..6).map(line).collect::<String>());
        check(&mut followed, counts(2, 0, 0), "lines appended");
        write_aged(&root.join("假.txt"), "\u{89}PNG\r\n\u{1a}\n\0\0");
        check(&mut followed, counts(0, 0, 0), "no text");
        assert_eq!(followed.look(ChangeScope::everything()), counts(0, 0, 0), "{method:?}: all again");
        assert_fresh(&followed, "all again");
    }
}

#[test]
fn an_article_of_a_changed_file_keeps_its_id_if_it_is_the_same() {
    let (_home, root) = library();
    let mut followed = Followed::open(&root, WatchMethod::Told);
    let ids = |corpus: &Corpus| {
        let mut ids: Vec<(String, u32)> = corpus
            .articles()
            .filter(|article| article.line().is_some())
            .map(|article| (article.label().to_string(), article.id().0))
            .collect();
        ids.sort();
        ids
    };
    let before = ids(&followed.corpus);
    write_aged(&root.join("集.jsonl"), (0..6).map(line).collect::<String>());
    followed.follow();
    assert_eq!(ids(&followed.corpus)[..4], before[..]);
    // Written anew with the same bytes: nothing has changed.
    fs::remove_file(root.join("集.jsonl")).unwrap();
    write_aged(&root.join("集.jsonl"), (0..6).map(line).collect::<String>());
    let length = followed.corpus.len();
    followed.follow();
    assert_eq!(followed.corpus.len(), length);
}

#[test]
fn a_file_that_is_being_written_is_read_when_it_rests() {
    let (_home, root) = library();
    let mut followed = Followed::open(&root, WatchMethod::Told);
    fs::write(root.join("长.txt"), "长文\n\n开头。").unwrap();
    let scope = followed.heard();
    let mut look = followed.follower.look(&followed.corpus, &scope, &(), &|| false);
    assert!(look.corpus.is_none(), "it was written just now");
    let (again, after) = look.again.take().unwrap();
    followed.follower.take(look);
    std::thread::sleep(after);
    assert_eq!(followed.look(again), counts(1, 0, 0));
}

#[test]
fn a_root_that_vanishes_takes_nothing_with_it() {
    for method in METHODS {
        let (home, root) = library();
        let mut followed = Followed::open(&root, method);
        fs::rename(&root, home.path().join("别处")).unwrap();
        let scope = followed.heard();
        assert!(!followed.follower.has_roots());
        let look = followed.follower.look(&followed.corpus, &scope, &(), &|| false);
        assert!(look.corpus.is_none(), "{method:?}");
    }
}

#[test]
fn random_changes_give_what_a_fresh_reading_gives() {
    for (seed, method) in [(1, WatchMethod::Told), (2, WatchMethod::Told), (3, WatchMethod::Times)] {
        let (_home, root) = library();
        let mut followed = Followed::open(&root, method);
        let mut dice = Dice(seed);
        for round in 0..25 {
            for _ in 0..=dice.roll(4) {
                disturb(&root, &mut dice);
            }
            followed.follow();
            assert_fresh(&followed, &format!("seed {seed}, round {round}"));
        }
        followed.look(ChangeScope::everything());
        assert_fresh(&followed, &format!("seed {seed}, at the end"));
    }
}

#[test]
fn a_folder_made_anew_is_not_the_one_that_has_gone() {
    for method in METHODS {
        let (_home, root) = library();
        let mut followed = Followed::open(&root, method);
        let folder = root.join("栏目1");
        // Most file systems give the number of the old folder to the new one, if nobody else is quicker.
        for round in 0..20 {
            fs::remove_dir_all(&folder).unwrap();
            fs::create_dir(&folder).unwrap();
            write_aged(&folder.join(format!("{round}.txt")), text(round));
            followed.follow();
            assert_fresh(&followed, &format!("{method:?}, round {round}"));
        }
    }
}

/// One random change.
fn disturb(root: &Path, dice: &mut Dice) {
    let folder = |dice: &mut Dice| root.join(format!("栏目{}", dice.roll(4)));
    let name = |dice: &mut Dice| format!("{}.txt", dice.roll(12));
    let (one, other) = (folder(dice), folder(dice));
    let (from, to) = (one.join(name(dice)), other.join(name(dice)));
    match dice.roll(8) {
        0 | 1 => {
            let _ = fs::create_dir_all(&other);
            write_aged(&to, text(dice.roll(40)));
        }
        2 => _ = fs::remove_file(&from),
        3 | 4 => _ = fs::create_dir_all(&other).and_then(|()| fs::rename(&from, &to)),
        5 => _ = fs::rename(&one, &other),
        6 => _ = fs::remove_dir_all(&one),
        _ => {
            let _ = fs::remove_file(root.join("集.jsonl"));
            write_aged(&root.join("集.jsonl"), (0..dice.roll(8)).map(line).collect::<String>());
        }
    }
}
