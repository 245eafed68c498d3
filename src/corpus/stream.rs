//! Standard input as a file among files: it is read to its end into a file without a name, so that what it holds is found out
//! and read as anything else is.
//!
//! What must not go in: which arguments mean it.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_system::{DirEntries, Disk, FileSystem, OpenFile, OpenSource};
use crate::archive::ArchiveKind;

/// So many of the first bytes say what it is: the name in the header of a tar archive is behind the first 257.
const HEAD: u64 = 4096;

/// The disk, and a stream that has been read to its end.
#[derive(Debug)]
pub struct StreamFiles {
    file: Arc<File>,
    path: PathBuf,
}

impl StreamFiles {
    /// Reads a stream to its end; none if it has more than `limit` bytes.
    ///
    /// # Errors
    /// It cannot be read, or not be kept.
    pub fn read(stream: impl Read, limit: u64) -> io::Result<Option<Self>> {
        let mut file = tempfile::tempfile()?;
        let read = io::copy(&mut stream.take(limit + 1), &mut file)?;
        if read > limit {
            return Ok(None);
        }
        file.flush()?;
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        Read::by_ref(&mut file).take(HEAD).read_to_end(&mut head)?;
        let file = Arc::new(file);
        let path = PathBuf::from(format!("-{}", ending(&head, &file)));
        Ok(Some(Self { file, path }))
    }

    /// The path that it has among the others: `-`, and how the name of such a file ends.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn reader(&self) -> FileCursor {
        FileCursor { file: Arc::clone(&self.file), at: 0 }
    }
}

/// How the name of a file that begins so ends, if that decides how it is read.
fn ending(head: &[u8], file: &Arc<File>) -> String {
    let of = |head: &[u8]| match ArchiveKind::of_bytes(head) {
        Some(ArchiveKind::Zip) => ".zip",
        Some(ArchiveKind::Tar(_)) => ".tar",
        _ if is_lines(head) => ".jsonl",
        _ => "",
    };
    let Some(ArchiveKind::Packed(packing)) = ArchiveKind::of_bytes(head) else { return of(head).to_owned() };
    let mut inner = Vec::new();
    let cursor = FileCursor { file: Arc::clone(file), at: 0 };
    // If it breaks off, that is said when it is read.
    let _ = packing.unpack(cursor).take(HEAD).read_to_end(&mut inner);
    let inner = if of(&inner) == ".zip" { "" } else { of(&inner) };
    format!("{inner}.{}", packing.extension())
}

/// Whether the first line is an object of JSON, whole or longer than what is looked at.
fn is_lines(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let is_object = |line: &[u8]| serde_json::from_slice::<serde_json::Map<_, _>>(line).is_ok();
    let is_begun = |line: &[u8]| line.is_empty() || line.starts_with(b"{");
    match lines.next() {
        Some(next) => is_object(first) && is_begun(next),
        None => first.starts_with(b"{\"") && first.len() as u64 == HEAD,
    }
}

/// A place in a file that others read as well.
struct FileCursor {
    file: Arc<File>,
    at: u64,
}

impl Read for FileCursor {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for FileCursor {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.file.metadata()?.len().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl FileSystem for StreamFiles {
    fn open(&self, path: &Path, follow: bool) -> io::Result<OpenFile> {
        if path != self.path {
            return Disk.open(path, follow);
        }
        Ok(OpenFile { metadata: self.file.metadata()?, bytes: Box::new(self.reader()) })
    }

    fn open_source(&self, path: &Path, follow: bool) -> io::Result<OpenSource> {
        if path != self.path {
            return Disk.open_source(path, follow);
        }
        Ok(OpenSource { metadata: self.file.metadata()?, bytes: Box::new(self.reader()) })
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        if path == self.path { self.file.metadata() } else { Disk.metadata(path) }
    }

    fn read_dir(&self, path: &Path) -> io::Result<DirEntries> {
        Disk.read_dir(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        if path == self.path { Ok(path.to_owned()) } else { Disk.canonicalize(path) }
    }

    fn is_symlink(&self, path: &Path) -> bool {
        path != self.path && Disk.is_symlink(path)
    }

    fn kind(&self, path: &Path) -> io::Result<std::fs::FileType> {
        if path == self.path { Ok(self.file.metadata()?.file_type()) } else { Disk.kind(path) }
    }
}
