//! Files that look an hour old. One that has just been changed is read again, and so would hide what a test changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How old files look. A file system that counts whole seconds does not matter at this distance.
const AGE: Duration = Duration::from_hours(1);

/// Makes a file look old, or every file below a folder.
pub(crate) fn age(path: &Path) {
    age_by(path, AGE);
}

/// The same with an age of its own.
pub(crate) fn age_by(path: &Path, age: Duration) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            age_by(&entry.unwrap().path(), age);
        }
    } else {
        let then = SystemTime::now() - age;
        fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
    }
}

/// Writes a file that looks old, and the folders above it.
pub(crate) fn write_aged(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    age(path);
}

/// A place for a library that is not there yet, and one for its snapshot, as long as the first value lives.
pub(crate) fn places() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let (root, target) = (home.path().join("库"), home.path().join("快照"));
    (home, root, target)
}
