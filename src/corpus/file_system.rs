//! The file system as walking and loading see it: one trait, so that a test can give files that fail, vanish or come slowly.
//!
//! What must not go in: what the files hold, and files that this program writes.

use std::ffi::OsString;
use std::fmt::Debug;
use std::fs::{self, FileType, Metadata};
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use crate::archive::SeekableBytes;
use crate::store::open_regular;

/// Where articles are read from. One call for each question to the system, none besides.
pub trait FileSystem: Debug + Send + Sync {
    /// Opens a regular file and nothing else, without ever blocking. A link is followed only with `follow`.
    ///
    /// # Errors
    /// It cannot be opened, or is no regular file.
    fn open(&self, path: &Path, follow: bool) -> io::Result<OpenFile>;

    /// As [`FileSystem::open`], for reading at any place: an archive has its directory at its end.
    ///
    /// # Errors
    /// As [`FileSystem::open`].
    fn open_source(&self, path: &Path, follow: bool) -> io::Result<OpenSource> {
        let (file, metadata) = open_regular(path, follow)?;
        Ok(OpenSource { metadata, bytes: Box::new(file) })
    }

    /// What the system says about a file or folder; links are followed.
    ///
    /// # Errors
    /// It is not there, or may not be looked at.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// A descriptor of a folder, by which many of its files can be looked at without going the whole path for each; `None` where
    /// that is not possible.
    fn folder(&self, _path: &Path) -> Option<OwnedFd> {
        None
    }

    /// Lists a folder, in no order.
    ///
    /// # Errors
    /// It is no folder, or may not be listed.
    fn read_dir(&self, path: &Path) -> io::Result<DirEntries>;

    /// The path without links.
    ///
    /// # Errors
    /// It leads nowhere, or in a circle.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether the path itself is a link.
    fn is_symlink(&self, path: &Path) -> bool;

    /// What lies at a path; a link is a link here.
    ///
    /// # Errors
    /// Nothing does, or it may not be looked at.
    fn kind(&self, path: &Path) -> io::Result<FileType> {
        fs::symlink_metadata(path).map(|metadata| metadata.file_type())
    }
}

/// A file that has been opened.
pub struct OpenFile {
    /// How it looked right after it was opened.
    pub metadata: Metadata,
    /// Its bytes, not buffered.
    pub bytes: Box<dyn Read + Send>,
}

impl Debug for OpenFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenFile").field("metadata", &self.metadata).finish_non_exhaustive()
    }
}

/// A file that has been opened for reading at any place.
pub struct OpenSource {
    /// How it looked right after it was opened.
    pub metadata: Metadata,
    /// Its bytes, not buffered.
    pub bytes: Box<dyn SeekableBytes>,
}

impl Debug for OpenSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenSource").field("metadata", &self.metadata).finish_non_exhaustive()
    }
}

/// The entries of a folder. An error in between does not end them.
pub type DirEntries = Box<dyn Iterator<Item = io::Result<DirEntry>>>;

/// An entry of a folder.
#[derive(Debug)]
pub struct DirEntry {
    /// Its name as on disk.
    pub name: OsString,
    /// What it is; a link is a link here. On some file systems this asks once more, and can fail.
    pub kind: io::Result<FileType>,
}

/// The file system of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn open(&self, path: &Path, follow: bool) -> io::Result<OpenFile> {
        let (file, metadata) = open_regular(path, follow)?;
        Ok(OpenFile { metadata, bytes: Box::new(file) })
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path)
    }

    fn folder(&self, path: &Path) -> Option<OwnedFd> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        rustix::fs::open(path, flags, Mode::empty()).ok()
    }

    fn read_dir(&self, path: &Path) -> io::Result<DirEntries> {
        let entry = |entry: fs::DirEntry| DirEntry { name: entry.file_name(), kind: entry.file_type() };
        Ok(Box::new(fs::read_dir(path)?.map(move |found| found.map(entry))))
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn is_symlink(&self, path: &Path) -> bool {
        path.is_symlink()
    }
}
