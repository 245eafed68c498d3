//! The files that the articles of a segment were read from, and how they looked then: what tells later whether they are
//! still the same.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{AtFlags, StatxFlags, statx};

use super::Segment;
use super::rows::FileRow;

/// A file changed so shortly before it was read may be changed again without looking newer (ns). The coarsest clock of a
/// file system in use is that of FAT, with 2 s.
const FRESH: i64 = 2_000_000_000;

/// How a file looked when it was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// When it was last changed, in ns since 1970.
    pub modified: i64,
    /// Its number in its file system.
    pub inode: u64,
}

impl Stamp {
    /// A stamp that no file has.
    pub const NONE: Self = Self { size: u64::MAX, modified: i64::MIN, inode: 0 };

    /// How a file looks.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec());
        Self { size: metadata.size(), modified, inode: metadata.ino() }
    }

    /// How a file of an open folder looks; links are followed. `None` if that cannot be told in this way.
    pub fn in_folder(folder: &OwnedFd, name: &OsStr) -> Option<Self> {
        let wanted = StatxFlags::BASIC_STATS;
        let found = statx(folder, name, AtFlags::empty(), wanted).ok()?;
        let modified = found.stx_mtime.tv_sec.saturating_mul(1_000_000_000);
        let modified = modified.saturating_add(i64::from(found.stx_mtime.tv_nsec));
        Some(Self { size: found.stx_size, modified, inode: found.stx_ino })
    }

    /// How a file looks that is about to be read: [`Stamp::NONE`] if it has just been changed, because a further change may
    /// not be seen.
    pub fn before_reading(metadata: &Metadata) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i64);
        let stamp = Self::of(metadata);
        if stamp.modified > now.saturating_sub(FRESH) { Self::NONE } else { stamp }
    }
}

/// What came of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum FileStatus {
    /// It was read.
    Read,
    /// These are further articles of the file before.
    Continued,
    /// It is not text.
    NotText,
    /// It could not be read.
    Problem,
    /// It lies in the archive before.
    Member,
}

impl FileStatus {
    fn of(number: u16) -> Self {
        let all = [Self::Read, Self::Continued, Self::NotText, Self::Problem, Self::Member];
        all.get(number as usize).copied().unwrap_or(Self::Problem)
    }

    /// Whether it is part of the file before.
    pub fn is_part(self) -> bool {
        matches!(self, Self::Continued | Self::Member)
    }
}

/// A file of a segment.
#[derive(Debug, Clone, Copy)]
pub struct SourceFile<'a> {
    segment: &'a Segment,
    this: &'a FileRow,
    next: &'a FileRow,
}

impl<'a> SourceFile<'a> {
    /// How it looked.
    pub fn stamp(&self) -> Stamp {
        Stamp { size: self.this.size, modified: self.this.modified, inode: self.this.inode }
    }

    /// What came of it.
    pub fn status(&self) -> FileStatus {
        FileStatus::of(self.this.status)
    }

    /// The rows of its articles in the segment.
    pub fn rows(&self) -> std::ops::Range<u32> {
        let end = self.next.first.min(self.segment.len() as u32);
        self.this.first.min(end)..end
    }

    /// Its name as on disk.
    pub fn name(&self) -> &'a [u8] {
        let range = self.this.name as usize..self.next.name as usize;
        self.segment.file_names.slice(range).unwrap_or_default()
    }

    /// The number of its root.
    pub fn root(&self) -> u16 {
        self.this.root
    }

    /// Its path, as it is called now.
    pub fn path(&self) -> PathBuf {
        self.folder().join(OsStr::from_bytes(self.name()))
    }

    /// Whether this is its path, unless its root has moved: then the answer is no.
    pub(in crate::corpus) fn lies_at(&self, folder: &Path, name: &OsStr) -> bool {
        self.segment.moved.is_empty()
            && self.name() == name.as_bytes()
            && self.segment.folder_name(self.this.folder).0 == folder.as_os_str().as_bytes()
    }

    /// The path of its folder, as it is called now.
    pub fn folder(&self) -> PathBuf {
        self.segment.folder_path(self.this.folder)
    }

    /// The section of its folder, not yet checked.
    pub(super) fn section(&self) -> &'a [u8] {
        self.segment.folder_name(self.this.folder).1
    }
}

impl Segment {
    /// Number of files.
    pub fn file_count(&self) -> usize {
        self.files.len().saturating_sub(1)
    }

    /// File number `index`; none also where a container is damaged.
    pub fn file(&self, index: usize) -> Option<SourceFile<'_>> {
        let [this, next] = self.files.slice(index..index.checked_add(2)?)? else { return None };
        Some(SourceFile { segment: self, this, next })
    }

    /// Whether one of its folders, as they are called now, is a certain one.
    pub(in crate::corpus) fn has_folder(&self, is_it: &dyn Fn(&Path) -> bool) -> bool {
        (0..self.folders.len().saturating_sub(1)).any(|folder| is_it(&self.folder_path(folder as u32)))
    }

    /// Path (raw) and section of a folder.
    pub(super) fn folder_name(&self, folder: u32) -> (&[u8], &[u8]) {
        let start = folder as usize;
        let Some([this, next]) = self.folders.slice(start..start.saturating_add(2)) else {
            return Default::default();
        };
        let names =
            |start: u32, end: u32| self.folder_names.slice(start as usize..end as usize).unwrap_or_default();
        (names(this.path, this.section), names(this.section, next.path))
    }

    /// The path of a folder, below its root as that is called now.
    pub(super) fn folder_path(&self, folder: u32) -> PathBuf {
        let path = self.folder_name(folder).0;
        let path = Path::new(OsStr::from_bytes(path));
        let moved = self.moved.iter().find_map(|moved| moved.apply(path));
        moved.unwrap_or_else(|| path.to_owned())
    }
}
