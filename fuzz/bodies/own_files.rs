//! The program's own files, which anybody may have edited: settings, state, corrections.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;
use xinglan::corpus::ArticleKey;
use xinglan::province;
use xinglan::state::{ArticleRef, Change, Database};

use super::{magnitude, sign};

/// Names the folder of the settings of [`config`], which `XDG_CONFIG_HOME` must name as well: nobody's own settings are
/// overwritten.
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

/// The settings, as every run reads them.
pub(crate) fn config(data: &[u8]) -> u64 {
    static PATH: LazyLock<PathBuf> = LazyLock::new(|| {
        let home =
            std::env::var_os(HOME).filter(|home| std::env::var_os("XDG_CONFIG_HOME").as_ref() == Some(home));
        let Some(home) = home else { panic!("{HOME} and XDG_CONFIG_HOME must name the same folder") };
        let folder = Path::new(&home).join("xinglan");
        fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
        folder.join("config.toml")
    });
    write(&PATH, data);
    let lang = xinglan::cli::language(&[OsString::from("xinglan")]);
    sign(&[lang as u64, magnitude(data.len())])
}

/// The log of corrections of earlier versions is taken over whatever it holds, and a correction made afterwards holds.
pub(crate) fn log(data: &[u8]) -> u64 {
    let (log, path) = (file("log", data), self::path("state-of-log"));
    let _ = fs::remove_file(&path);
    let opened = Database::open_with(&path, Some(log));
    let mut database = opened.unwrap_or_else(|fault| panic!("{fault:?}")).0;
    let before = database.annotations().unwrap_or_else(|fault| panic!("{fault:?}")).len();
    let article = ArticleRef {
        key: ArticleKey(0x7000_0001),
        title: "题".to_owned(),
        place: String::new(),
        sketch: None,
    };
    let change = Change::Correct(article.clone(), 5, Some(true));
    database.commit(&[change]).unwrap_or_else(|fault| panic!("{fault:?}"));
    let after = database.annotations().unwrap_or_else(|fault| panic!("{fault:?}"));
    assert_eq!(after.correction(article.key).added, province::named("辽宁"));
    sign(&[magnitude(before), magnitude(data.len())])
}

/// State is read from anything, and what is kept afterwards is read again.
pub(crate) fn state(data: &[u8]) -> u64 {
    let path = file("state", data);
    let Ok((mut database, fault)) = Database::open_with(&path, None) else { return sign(&[0]) };
    database.commit(&[Change::Line("江".to_owned())]).unwrap_or_else(|fault| panic!("{fault:?}"));
    let lines = database.annotations().unwrap_or_else(|fault| panic!("{fault:?}")).lines;
    assert!(lines.contains(&"江".to_owned()));
    let bad = self::path("state.db.bad");
    let _ = fs::remove_file(bad);
    sign(&[u64::from(fault.is_some()), magnitude(data.len())])
}
