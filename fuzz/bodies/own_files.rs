//! The program's own files, which anybody may have edited: settings, state, corrections.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;
use xinglan::corpus::ArticleKey;
use xinglan::province;
use xinglan::state::{
    ArticleRef, Change, Database, LibraryIdentity, Note, NoteReaders, SavedView, TextAnchor, read_annotations,
};
use xxhash_rust::xxh3::xxh3_64;

use super::{changed, magnitude, sign};

/// Of so many inputs one goes on to make a database and write to it, which takes ten times as long as reading.
const WRITTEN: u64 = 32;

/// Names the folder that `XDG_CONFIG_HOME` and `XDG_DATA_HOME` must name as well, for [`config`] and [`log`]: nobody's own
/// settings are overwritten.
pub(crate) const HOME: &str = "XINGLAN_FUZZ_HOME";

/// A folder in memory where there is one: a disk would be the slowest part.
pub(crate) fn scratch() -> TempDir {
    let memory = tempfile::tempdir_in("/dev/shm");
    memory.or_else(|_| tempfile::tempdir()).unwrap_or_else(|error| panic!("no folder: {error}"))
}

static FOLDER: LazyLock<TempDir> = LazyLock::new(scratch);

/// A path in the folder of this run.
pub(super) fn path(name: &str) -> PathBuf {
    FOLDER.path().join(name)
}

/// Removes what the bodies have written. Nothing may be run afterwards.
pub(crate) fn remove_scratch() {
    let _ = fs::remove_dir_all(FOLDER.path());
}

fn file(name: &str, data: &[u8]) -> PathBuf {
    let path = path(name);
    write(&path, data);
    path
}

fn write(path: &Path, data: &[u8]) {
    fs::write(path, data).unwrap_or_else(|error| panic!("{error}"));
}

/// The file of this name in the folder that a run of its own was given.
fn home_file(variable: &str, name: &str) -> PathBuf {
    let home = std::env::var_os(HOME).filter(|home| std::env::var_os(variable).as_ref() == Some(home));
    let Some(home) = home else { panic!("{HOME} and {variable} must name the same folder") };
    let folder = Path::new(&home).join("xinglan");
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
    folder.join(name)
}

/// The settings, as every run reads them.
pub(crate) fn config(data: &[u8]) -> u64 {
    static PATH: LazyLock<PathBuf> = LazyLock::new(|| home_file("XDG_CONFIG_HOME", "config.toml"));
    write(&PATH, data);
    let lang = xinglan::cli::language(&[OsString::from("xinglan")]);
    sign(&[lang as u64, magnitude(data.len())])
}

fn article(key: u128) -> ArticleRef {
    ArticleRef { key: ArticleKey(key), title: "题".to_owned(), place: "甲/1.txt".to_owned(), sketch: None }
}

/// The log of corrections of earlier versions is read whatever it holds. Now and then it is taken over, and a correction
/// made afterwards holds.
pub(crate) fn log(data: &[u8]) -> u64 {
    static LOG: LazyLock<PathBuf> = LazyLock::new(|| home_file("XDG_DATA_HOME", "corrections.jsonl"));
    write(&LOG, data);
    let path = self::path("state-of-log");
    let _ = fs::remove_file(&path);
    let logged =
        read_annotations(&path, &LibraryIdentity::default()).unwrap_or_else(|fault| panic!("{fault:?}"));
    if xxh3_64(data).is_multiple_of(WRITTEN) {
        let opened = Database::open_with(&path, Some(LOG.clone()));
        let mut database = opened.unwrap_or_else(|fault| panic!("{fault:?}")).0;
        let taken = database.annotations().unwrap_or_else(|fault| panic!("{fault:?}"));
        assert_eq!(taken.corrections(), logged.corrections(), "the log and the database differ");
        let article = article(0x7000_0001);
        let change = Change::Correct(article.clone(), 5, Some(true));
        database.commit(&[change]).unwrap_or_else(|fault| panic!("{fault:?}"));
        let after = database.annotations().unwrap_or_else(|fault| panic!("{fault:?}"));
        assert_eq!(after.correction(article.key).added, province::named("辽宁"));
    }
    sign(&[u64::from(logged.corrections().is_empty()), magnitude(data.len())])
}

/// A database with something in every table.
static KEPT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let path = path("kept");
    let (mut database, _) = Database::open_with(&path, None).unwrap_or_else(|fault| panic!("{fault:?}"));
    let identity = LibraryIdentity { roots: vec!["/甲".to_owned()], inodes: vec!["1-2".to_owned()] };
    let (record, ..) = database.enter(&identity).unwrap_or_else(|fault| panic!("{fault:?}"));
    let (library, one) = (record.number, article(1));
    let passage = TextAnchor { start: 3, end: 6, quote: "江".to_owned(), ..TextAnchor::default() };
    let note =
        Note { number: 7, passage: passage.clone(), text: "记".to_owned(), readers: NoteReaders::Everybody };
    let keys = [1, 2, 3].map(ArticleKey);
    let changes = [
        Change::Seen(one.clone()),
        Change::Opened(one.clone()),
        Change::Finished(article(2)),
        Change::Read(article(3), false),
        Change::Place(one.clone(), 9),
        Change::Star(one.clone(), true),
        Change::Tag(one.clone(), "标".to_owned(), true),
        Change::Correct(one.clone(), 5, Some(true)),
        Change::Correct(article(2), 6, Some(false)),
        Change::Mark(library, 'a', Some((one.clone(), passage.clone()))),
        Change::Note(one.clone(), note),
        Change::Underline(one.clone(), 8, passage),
        Change::Same { article: article(4), known: one.key, changed: true },
        Change::FirstSeen(library, 1_700_000_000, keys.to_vec()),
        Change::AllSeen(library, 1_700_000_001),
        Change::Sample(library, vec![1, 2, 3]),
        Change::View(library, SavedView::default()),
        Change::Setting("lang", "zh".to_owned()),
        Change::Line("江".to_owned()),
        Change::Found("江".to_owned()),
        Change::Search(library, "江".to_owned(), Some("@辽宁".to_owned())),
    ];
    database.commit(&changes).unwrap_or_else(|fault| panic!("{fault:?}"));
    drop(database);
    fs::read(&path).unwrap_or_else(|error| panic!("{error}"))
});

/// State is read from anything: a good database with changes, or, behind an odd first byte, these bytes themselves. Now and
/// then it is opened to write, and what is kept then is read again.
pub(crate) fn state(data: &[u8]) -> u64 {
    let bytes = match data.split_first() {
        Some((first, rest)) if first & 15 == 15 => rest.to_vec(),
        _ => changed(&KEPT, data),
    };
    let path = path("state");
    // A new file: what SQLite knows of the old one is of no use.
    let _ = fs::remove_file(&path);
    write(&path, &bytes);
    let found = read_annotations(&path, &LibraryIdentity::default());
    let mut seen = vec![u64::from(found.is_ok()), found.as_ref().map_or(0, |found| magnitude(found.len()))];
    if xxh3_64(data).is_multiple_of(WRITTEN)
        && let Ok((mut database, fault)) = Database::open_with(&path, None)
    {
        database.commit(&[Change::Line("江".to_owned())]).unwrap_or_else(|fault| panic!("{fault:?}"));
        let lines = database.annotations().unwrap_or_else(|fault| panic!("{fault:?}")).lines;
        assert!(lines.contains(&"江".to_owned()));
        let _ = fs::remove_file(self::path("state.db.bad"));
        seen.push(u64::from(fault.is_some()));
    }
    sign(&seen)
}
