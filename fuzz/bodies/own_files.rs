//! The program's own files, which anybody may have edited: settings, state, corrections.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;
use xinglan::corpus::ArticleKey;
use xinglan::province;
use xinglan::province::corrections::Correction;
use xinglan::session::corrections;
use xinglan::session::state::State;

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

/// Corrections are read from anything, and one that is added behind it holds.
pub(crate) fn log(data: &[u8]) -> u64 {
    let path = file("log", data);
    let read = || corrections::read(&path).unwrap_or_else(|error| panic!("{error}"));
    let before = read();
    let (key, names) = (ArticleKey(0x7000_0001), province::named("辽宁"));
    let correction = Correction { added: names, ..Correction::default() };
    corrections::append(&path, key, "题", correction).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read().get(key), correction);
    sign(&[u64::from(before.is_empty()), magnitude(data.len())])
}

/// State is read from anything, and what is written is read again.
pub(crate) fn state(data: &[u8]) -> u64 {
    let path = file("state", data);
    let state = State::read(&path).unwrap_or_else(|error| panic!("{error}"));
    if !state.roots.is_empty() {
        let again = self::path("state2");
        if state.write(&again).is_ok() {
            assert_eq!(State::read(&again).ok(), Some(state.clone()));
        }
    }
    sign(&[magnitude(state.roots.len()), magnitude(data.len())])
}
