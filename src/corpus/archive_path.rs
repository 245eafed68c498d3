//! Paths that lead into archives: `a.zip/栏目/1.txt` is the file `栏目/1.txt` inside `a.zip`.
//!
//! No name on disk can be meant by such a path, because nothing lies below a file. What must not go in: reading archives.

use std::path::{Path, PathBuf};

use super::file_system::FileSystem;
use crate::archive::ArchiveKind;

/// A path that leads into an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivePath {
    /// The archive on disk.
    pub archive: PathBuf,
    /// What it is.
    pub kind: ArchiveKind,
    /// The path inside.
    pub inner: PathBuf,
}

impl ArchivePath {
    /// The archive that a path leads into; none if it leads into none. Whether it has such a file is not looked at.
    pub fn of(files: &dyn FileSystem, path: &Path) -> Option<Self> {
        let is_file = |above: &&Path| files.metadata(above).is_ok_and(|metadata| metadata.is_file());
        let archive = path.ancestors().skip(1).find(is_file)?;
        let kind = ArchiveKind::of_name(&archive.file_name()?.to_string_lossy())?;
        let inner = path.strip_prefix(archive).ok()?.to_owned();
        kind.is_archive().then(|| Self { archive: archive.to_owned(), kind, inner })
    }
}

/// Whether something lies at a path, or it leads into an archive.
pub fn may_exist(files: &dyn FileSystem, path: &Path) -> bool {
    files.metadata(path).is_ok() || ArchivePath::of(files, path).is_some()
}
