//! Archives in snapshots, and archives that change while a library is open.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::making::{gzip, tar, zip};
use super::{load, text};
use crate::aged::{age, places, write_aged};
use crate::follow::{Followed, assert_fresh};
use xinglan::corpus::file_system::{DirEntries, Disk, FileSystem, OpenFile, OpenSource};
use xinglan::corpus::follow::WatchMethod;
use xinglan::corpus::load::{LoadOptions, Loader, Root, load_over};
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::corpus::{Article, Corpus};
use xinglan::format::{FolderCorrection, NameRole};

/// The disk, with a list of what was opened.
#[derive(Debug, Default)]
struct Watched(Mutex<Vec<String>>);

impl Watched {
    fn opened(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn note(&self, path: &Path) {
        self.0.lock().unwrap().push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
}

impl FileSystem for Watched {
    fn open(&self, path: &Path, follow: bool) -> std::io::Result<OpenFile> {
        self.note(path);
        Disk.open(path, follow)
    }

    fn open_source(&self, path: &Path, follow: bool) -> std::io::Result<OpenSource> {
        self.note(path);
        Disk.open_source(path, follow)
    }

    fn metadata(&self, path: &Path) -> std::io::Result<fs::Metadata> {
        Disk.metadata(path)
    }

    fn read_dir(&self, path: &Path) -> std::io::Result<DirEntries> {
        Disk.read_dir(path)
    }

    fn canonicalize(&self, path: &Path) -> std::io::Result<std::path::PathBuf> {
        Disk.canonicalize(path)
    }

    fn is_symlink(&self, path: &Path) -> bool {
        Disk.is_symlink(path)
    }
}

#[test]
fn an_archive_that_changes_while_it_is_open_is_followed() {
    for method in [WatchMethod::Told, WatchMethod::Times] {
        let (_home, root, _) = places();
        library(&root);
        let mut followed = Followed::open(&root, method);
        let archive = root.join("b.zip");
        // One text stays, one changes its name, one goes, one comes.
        write_aged(
            &archive,
            zip(&[("栏/修渠.txt", &text("甲")), ("新/放水.txt", &text("乙")), ("图.png", b"\x89")]),
        );
        followed.follow();
        assert_fresh(&followed, "changed");
        write_aged(&root.join("f.tar"), tar(&[("1.txt", &text("己"))]));
        followed.follow();
        assert_fresh(&followed, "come");
        fs::remove_file(&archive).unwrap();
        followed.follow();
        assert_fresh(&followed, "gone");
        write_aged(&root.join("d.tar.gz"), b"\x1f\x8b\x08");
        followed.follow();
        assert_fresh(&followed, "damaged");
    }
}

fn contents(corpus: &Corpus) -> Vec<String> {
    let described = |article: Article<'_>| {
        let place = (article.path(), article.line(), article.key());
        format!("{place:?} {:?}", (article.text(), article.section(), article.date()))
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

fn made(root: &Path, target: &Path, options: &LoadOptions) -> Corpus {
    let spec = SnapshotSpec::new(vec![root.to_owned()], options.clone(), target.to_owned(), false);
    spec.make(&(), Vec::new(), &|_| std::ops::ControlFlow::Continue(())).unwrap();
    spec.open().unwrap()
}

/// A folder with two archives, a file before, between and after them.
fn library(root: &Path) {
    let texts: Vec<Vec<u8>> = ["甲", "乙", "丙", "丁"].iter().map(|word| text(word)).collect();
    let members = [("栏/修渠.txt", &*texts[0]), ("栏/放水.txt", &*texts[1]), ("图.jpg", &b"\xff\xd8"[..])];
    write_aged(&root.join("b.zip"), zip(&members));
    write_aged(&root.join("d.tar.gz"), gzip(&tar(&[("1.txt", &*texts[2]), ("坏.txt", b"\0\0\0\0")])));
    for name in ["a.txt", "c.txt", "e.txt"] {
        write_aged(&root.join(name), text(name));
    }
}

#[test]
fn an_archive_is_read_again_only_when_it_has_changed() {
    let (_home, root, target) = places();
    library(&root);
    let files = Arc::new(Watched::default());
    let options = LoadOptions { files: Arc::clone(&files) as Arc<dyn FileSystem>, ..LoadOptions::default() };
    let base = made(&root, &target, &options);
    files.opened();
    let roots = [Root::Path(root.clone())];
    let same = load_over(base.clone(), &roots, &options, &());
    assert_eq!(files.opened(), [""; 0]);
    assert_eq!((contents(&same), problems(&same)), (contents(&load(&root)), problems(&load(&root))));
    write_aged(&root.join("b.zip"), zip(&[("栏/修渠.txt", &text("甲")), ("栏/3.txt", &text("戊"))]));
    let followed = load_over(base, &roots, &options, &());
    assert_eq!(files.opened(), ["b.zip"]);
    let fresh = load(&root);
    assert_eq!((contents(&followed), problems(&followed)), (contents(&fresh), problems(&fresh)));
    assert_eq!((followed.files, followed.skipped), (fresh.files, fresh.skipped));
}

#[test]
fn what_the_user_says_of_a_folder_in_an_archive_holds() {
    let (_home, root, _) = places();
    library(&root);
    let before = load(&root);
    let folder = root.join("b.zip/栏");
    let said = FolderCorrection { name: Some(NameRole::Title), ..FolderCorrection::default() };
    let options = LoadOptions { corrections: Arc::new([(folder, said)].into()), ..LoadOptions::default() };
    let (send, receive) = std::sync::mpsc::channel();
    let roots = vec![Root::Path(root.clone())];
    let publish = move |corpus: Corpus| _ = send.send(corpus);
    let _loader = Loader::rejudge(before, roots, options, Arc::new(()), publish);
    let after = receive.iter().filter(|corpus| corpus.complete).last().unwrap();
    let mut titles: Vec<String> = after.articles().map(|article| article.title().to_string()).collect();
    titles.sort();
    assert_eq!(titles, ["a.txt的题目", "c.txt的题目", "e.txt的题目", "丙的题目", "修渠", "放水"]);
}

#[test]
fn a_corpus_that_grows_over_many_segments_knows_its_archives() {
    let (_home, root, target) = places();
    let texts: Vec<Vec<u8>> = (0..300).map(|n| text(&format!("第{n}个人")).repeat(100)).collect();
    let names: Vec<String> = (0..300).map(|n| format!("{n}.txt")).collect();
    let members: Vec<super::making::Member<'_>> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    write_aged(&root.join("大.zip"), zip(&members));
    write_aged(&root.join("后.txt"), text("后"));
    let base = made(&root, &target, &LoadOptions::default());
    assert!(base.segments().len() > 2, "{}", base.segments().len());
    fs::remove_file(root.join("大.zip")).unwrap();
    let followed = load_over(base, &[Root::Path(root.clone())], &LoadOptions::default(), &());
    assert_eq!(contents(&followed), contents(&load(&root)));
    age(&root);
}
