//! Where the file of the state lies, and what is done with it as a file: folder, lock, setting aside.
//!
//! What must not go in: what it holds.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use crate::store::OwnFile;

/// The name of the file.
pub const NAME: &str = "state.db";

/// The path of the file, if this system has a state folder.
pub fn file() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "xinglan")?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
    Some(folder.join(NAME))
}

/// The log of corrections of earlier versions.
pub(super) fn old_log() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "xinglan")?;
    Some(folders.data_local_dir().join("corrections.jsonl"))
}

pub(super) fn inode(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes the folder, and an empty file that only the user can read.
pub(super) fn prepare(path: &Path) -> io::Result<()> {
    OwnFile::new(path, u64::MAX).append().map(drop)
}

/// Whether a journal can be made beside the file.
pub(super) fn is_writable_folder(path: &Path) -> bool {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

/// Holds the folder of the file against other sessions until it is dropped.
pub(super) fn lock(path: &Path) -> io::Result<File> {
    let folder = File::open(path.parent().unwrap_or_else(|| Path::new(".")))?;
    rustix::fs::flock(&folder, rustix::fs::FlockOperation::LockExclusive)?;
    Ok(folder)
}

/// Renames a damaged file, and its journal with it, to the first free name.
pub(super) fn set_aside(path: &Path) -> io::Result<()> {
    let ending = |number: u32| if number == 0 { "bad".to_owned() } else { format!("bad{number}") };
    let free = (0..u32::MAX)
        .map(|number| path.with_extension(format!("db.{}", ending(number))))
        .find(|path| !path.exists());
    let target = free.unwrap_or_else(|| path.with_extension("db.bad"));
    let journal = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-journal");
        PathBuf::from(name)
    };
    if journal(path).exists() {
        fs::rename(journal(path), journal(&target))?;
    }
    fs::rename(path, target)
}
