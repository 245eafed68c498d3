//! Files of the disk that fail as a test says: the double of [`FileSystem`], and what loading makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::aged::{places, write_aged};
use xinglan::corpus::Corpus;
use xinglan::corpus::file_system::{DirEntries, Disk, FileSystem, OpenFile};
use xinglan::corpus::load::{LoadOptions, Loader, Root, load_all, load_over};
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::messages::Reason;

/// A question to the file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Call {
    Open,
    Metadata,
    ReadDir,
    Canonicalize,
}

/// What goes wrong with one call.
#[derive(Debug, Clone, Copy)]
enum Failing {
    /// The call fails.
    Fails,
    /// The file is removed just before.
    Vanishes,
    /// After so many bytes, reading fails.
    BreaksAfter(u64),
    /// Each read gives one byte.
    ShortReads,
    /// The file grows after it was opened.
    Grows(&'static str),
    /// The call takes so long.
    Waits(Duration),
}

/// What goes wrong, by call, path and how many calls of this kind came before.
type Rule = dyn Fn(Call, &Path, usize) -> Option<Failing> + Send + Sync;

/// Files of the disk, some of them faulty. Counts calls.
struct FaultyFiles {
    rule: Box<Rule>,
    calls: Mutex<BTreeMap<Call, Vec<PathBuf>>>,
}

impl std::fmt::Debug for FaultyFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FaultyFiles")
    }
}

impl FaultyFiles {
    fn new(rule: impl Fn(Call, &Path, usize) -> Option<Failing> + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { rule: Box::new(rule), calls: Mutex::default() })
    }

    /// Fails as the rule says for the file of this name, when it is opened.
    fn on_open(name: &'static str, failing: Failing) -> Arc<Self> {
        Self::new(move |call, path, _| (call == Call::Open && path.ends_with(name)).then_some(failing))
    }

    fn calls(&self, call: Call) -> Vec<PathBuf> {
        self.calls.lock().unwrap().get(&call).cloned().unwrap_or_default()
    }

    /// Counts the call and carries out what goes wrong before it.
    fn before(&self, call: Call, path: &Path) -> io::Result<Option<Failing>> {
        let nth = {
            let mut calls = self.calls.lock().unwrap();
            let paths = calls.entry(call).or_default();
            paths.push(path.to_owned());
            paths.len() - 1
        };
        let failing = (self.rule)(call, path, nth);
        match failing {
            Some(Failing::Fails) => return Err(io::ErrorKind::PermissionDenied.into()),
            Some(Failing::Vanishes) => fs::remove_file(path)?,
            Some(Failing::Waits(time)) => std::thread::sleep(time),
            _ => {}
        }
        Ok(failing)
    }
}

impl FileSystem for FaultyFiles {
    fn open(&self, path: &Path, follow: bool) -> io::Result<OpenFile> {
        let failing = self.before(Call::Open, path)?;
        let OpenFile { metadata, bytes } = Disk.open(path, follow)?;
        let bytes: Box<dyn Read + Send> = match failing {
            Some(Failing::BreaksAfter(length)) => Box::new(bytes.take(length).chain(Broken)),
            Some(Failing::ShortReads) => Box::new(ByteWise(bytes)),
            Some(Failing::Grows(more)) => {
                let mut file = fs::File::options().append(true).open(path)?;
                io::Write::write_all(&mut file, more.as_bytes())?;
                // As old as another change would look an hour ago, but not as before.
                file.set_modified(SystemTime::now() - Duration::from_mins(30))?;
                bytes
            }
            _ => bytes,
        };
        Ok(OpenFile { metadata, bytes })
    }

    fn metadata(&self, path: &Path) -> io::Result<fs::Metadata> {
        self.before(Call::Metadata, path)?;
        Disk.metadata(path)
    }

    fn read_dir(&self, path: &Path) -> io::Result<DirEntries> {
        self.before(Call::ReadDir, path)?;
        Disk.read_dir(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.before(Call::Canonicalize, path)?;
        Disk.canonicalize(path)
    }

    fn is_symlink(&self, path: &Path) -> bool {
        Disk.is_symlink(path)
    }
}

/// A disk that cannot be read any more.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is broken"))
    }
}

/// Gives one byte at a time.
struct ByteWise(Box<dyn Read + Send>);

impl Read for ByteWise {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let end = into.len().min(1);
        self.0.read(&mut into[..end])
    }
}

/// Two folders, a file of lines, and a link, in the order of the walk.
const FILES: [&str; 4] = ["一、要闻/甲.txt", "一、要闻/乙.txt", "二、体育/丙.txt", "集.jsonl"];

/// The lines of the last one.
const LINES: &str = "{\"title\":\"第一行\",\"text\":\"甲\"}\n{\"title\":\"第二行\",\"text\":\"乙\"}\n";

fn library(root: &Path) {
    for path in &FILES[..3] {
        write_aged(&root.join(path), format!("{path}\n\n正文在这里。\n"));
    }
    write_aged(&root.join(FILES[3]), LINES);
}

fn options(files: &Arc<FaultyFiles>) -> LoadOptions {
    LoadOptions { files: Arc::clone(files) as Arc<dyn FileSystem>, ..LoadOptions::default() }
}

fn load(root: &Path, files: &Arc<FaultyFiles>) -> Corpus {
    load_all(&[Root::Path(root.to_owned())], &options(files), &())
}

/// The articles, each by its file and title.
fn described(corpus: &Corpus) -> Vec<(PathBuf, String)> {
    corpus.articles().map(|article| (article.path(), article.label().to_string())).collect()
}

fn problem_paths(corpus: &Corpus) -> Vec<PathBuf> {
    assert!(corpus.problems.iter().all(|problem| matches!(problem.reason, Reason::System(_))));
    corpus.problems.iter().map(|problem| problem.path.clone()).collect()
}

/// The texts among the files, which are looked into before any is read.
const LOOKS: usize = 3;

#[test]
fn a_text_that_cannot_be_looked_into_is_read_all_the_same() {
    let (_home, root, _) = places();
    library(&root);
    for failing in 0..LOOKS {
        let files = FaultyFiles::new(move |call, _, nth| {
            (call == Call::Open && nth == failing).then_some(Failing::Fails)
        });
        let corpus = load(&root, &files);
        assert_eq!((corpus.len(), corpus.problems.len()), (5, 0));
    }
}

#[test]
fn one_walk_opens_each_file_once_after_a_look_at_texts_and_lists_each_folder_once() {
    let (_home, root, _) = places();
    library(&root);
    let files = FaultyFiles::new(|_, _, _| None);
    let corpus = load(&root, &files);
    assert_eq!((corpus.len(), corpus.problems.len()), (5, 0));
    for (call, expected, looks) in [(Call::Open, 4, LOOKS), (Call::ReadDir, 3, 0)] {
        let mut paths = files.calls(call).split_off(looks);
        paths.sort();
        paths.dedup();
        assert_eq!((paths.len(), files.calls(call).len()), (expected, expected + looks), "{call:?}");
    }
    // Once to see what the root is, then each folder once against circles.
    assert_eq!((files.calls(Call::Metadata).len(), files.calls(Call::Canonicalize).len()), (4, 1));
}

#[test]
fn whichever_open_or_listing_fails_only_what_lies_there_is_missing() {
    let (_home, root, _) = places();
    library(&root);
    let whole = described(&load(&root, &FaultyFiles::new(|_, _, _| None)));
    for (failing_call, calls) in [(Call::Open, LOOKS..LOOKS + 4), (Call::ReadDir, 0..3)] {
        for failing in calls {
            let files = FaultyFiles::new(move |call, _, nth| {
                (call == failing_call && nth == failing).then_some(Failing::Fails)
            });
            let corpus = load(&root, &files);
            let lost = files.calls(failing_call)[failing].clone();
            let rest = whole.iter().filter(|(path, _)| !path.starts_with(&lost)).cloned();
            assert_eq!(described(&corpus), rest.collect::<Vec<_>>(), "{failing_call:?} {failing}");
            assert_eq!(problem_paths(&corpus), [lost]);
            assert!(corpus.complete);
        }
    }
}

#[test]
fn a_root_that_cannot_be_looked_at_is_a_problem_and_a_folder_below_is_read_all_the_same() {
    let (_home, root, _) = places();
    library(&root);
    for failing in 0..4 {
        let files = FaultyFiles::new(move |call, _, nth| {
            (call == Call::Metadata && nth == failing).then_some(Failing::Fails)
        });
        let corpus = load(&root, &files);
        let expected = if failing == 0 { (0, 1) } else { (5, 0) };
        assert_eq!((corpus.len(), corpus.problems.len()), expected, "{failing}");
    }
}

#[test]
fn a_file_that_vanishes_between_listing_and_reading_is_a_problem() {
    for name in FILES {
        let (_home, root, _) = places();
        library(&root);
        let corpus = load(&root, &FaultyFiles::on_open(name, Failing::Vanishes));
        assert_eq!(problem_paths(&corpus), [root.join(name)]);
        assert!(described(&corpus).iter().all(|(path, _)| !path.ends_with(name)));
        assert_eq!(corpus.len(), if name == FILES[3] { 3 } else { 4 });
    }
}

#[test]
fn a_read_that_fails_in_the_middle_costs_the_article_and_of_a_file_of_lines_the_rest() {
    let (_home, root, _) = places();
    library(&root);
    let corpus = load(&root, &FaultyFiles::on_open(FILES[1], Failing::BreaksAfter(10)));
    assert_eq!((corpus.len(), problem_paths(&corpus)), (4, vec![root.join(FILES[1])]));
    // In the middle of the second line: no half line is taken for a bad one.
    let corpus = load(&root, &FaultyFiles::on_open(FILES[3], Failing::BreaksAfter(50)));
    assert_eq!((corpus.len(), problem_paths(&corpus)), (4, vec![root.join(FILES[3])]));
    assert!(described(&corpus).iter().any(|(_, title)| title == "第一行"));
}

#[test]
fn short_reads_change_nothing() {
    let (_home, root, _) = places();
    library(&root);
    let whole = load(&root, &FaultyFiles::new(|_, _, _| None));
    let short = load(&root, &FaultyFiles::new(|_, _, _| Some(Failing::ShortReads)));
    let texts =
        |corpus: &Corpus| corpus.articles().map(|a| (a.key(), a.text().to_string())).collect::<Vec<_>>();
    assert_eq!(texts(&short), texts(&whole));
}

#[test]
fn a_file_that_failed_or_grew_while_it_was_read_is_read_again_over_a_snapshot() {
    for (name, failing) in [
        (FILES[1], Failing::BreaksAfter(10)),
        (FILES[1], Failing::Grows("后来的一段。\n")),
        // In the first line, in the second, and behind it.
        (FILES[3], Failing::BreaksAfter(10)),
        (FILES[3], Failing::BreaksAfter(50)),
        (FILES[3], Failing::BreaksAfter(LINES.len() as u64)),
        (FILES[3], Failing::Grows("{\"text\":\"丙\"}\n")),
    ] {
        let (_home, root, target) = places();
        library(&root);
        let articles = 5 + usize::from(matches!(failing, Failing::Grows(_)) && name == FILES[3]);
        assert_eq!(read_again(&root, target, name, failing), (articles, 0), "{name} {failing:?}");
    }
}

/// Makes a snapshot while the file of this name fails, and opens it when all is well: articles and problems then. Of the
/// files only that one is read again.
fn read_again(root: &Path, target: PathBuf, name: &'static str, failing: Failing) -> (usize, usize) {
    let options_then = options(&FaultyFiles::on_open(name, failing));
    let spec = SnapshotSpec::new(vec![root.to_owned()], options_then, target, false);
    spec.make(&(), Vec::new(), &|_| std::ops::ControlFlow::Continue(())).unwrap();
    let files = FaultyFiles::new(|_, _, _| None);
    let now = load_over(spec.open().unwrap(), &[Root::Path(root.to_owned())], &options(&files), &());
    assert_eq!(files.calls(Call::Open), [root.join(name)], "{failing:?}");
    (now.live_len(), now.problems.len())
}

#[test]
fn a_long_file_of_lines_that_broke_off_anywhere_is_read_again_over_a_snapshot() {
    // Handed out in batches of a MiB: two lines, then one.
    let line = format!("{{\"title\":\"长\",\"text\":\"{}\"}}\n", "字".repeat(200_000));
    let end = line.len() as u64;
    for breaks in [end, end * 2, end * 2 + 10, end * 3] {
        let (_home, root, target) = places();
        library(&root);
        write_aged(&root.join(FILES[3]), line.repeat(3));
        assert_eq!(read_again(&root, target, FILES[3], Failing::BreaksAfter(breaks)), (6, 0), "{breaks}");
    }
}

#[test]
fn what_comes_before_a_slow_file_is_there_before_it() {
    let (_home, root, _) = places();
    library(&root);
    let files = FaultyFiles::on_open(FILES[3], Failing::Waits(Duration::from_millis(300)));
    let (send, receive) = std::sync::mpsc::channel();
    let publish = move |corpus: Corpus| send.send((corpus.len(), corpus.complete)).unwrap();
    let _loader = Loader::start(vec![Root::Path(root)], options(&files), Arc::new(()), publish);
    let published: Vec<_> = receive.iter().collect();
    assert!(published.contains(&(3, false)), "{published:?}");
    assert_eq!(published.last(), Some(&(5, true)));
}
