//! Writes a container: streams sections to a temporary file beside the target and renames it when complete.
//!
//! The temporary file is also the lock: whoever holds its lock is the builder. After a crash it stays unlocked, and the
//! next builder takes it over. It needs a name that every builder knows, so [`super::replace_file`] cannot make it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use bytemuck::Pod;
use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;
use xxhash_rust::xxh3::xxh3_64;

use super::SectionKind;
use super::layout::{ALIGN, BLOCK, Entry, FIRST, Header, is_container};
use super::opening::open_regular;
use super::replace::{folder, sync_folder};
use super::unfinished::Unfinished;
use crate::messages::SystemFault;

/// Something that is no container stands where one was to be written. It is left alone.
#[derive(Debug)]
pub struct NotReplaced(pub PathBuf);

impl std::fmt::Display for NotReplaced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a container")
    }
}

impl std::error::Error for NotReplaced {}

impl NotReplaced {
    /// What was left alone, if that is what this error says.
    pub fn path(error: &io::Error) -> Option<&Path> {
        let inner = error.get_ref()?.downcast_ref::<Self>()?;
        Some(&inner.0)
    }
}

/// A container being written. Dropping it before [`Writer::finish`] leaves nothing behind.
#[derive(Debug)]
pub struct Writer {
    file: File,
    target: PathBuf,
    /// The temporary file, until it has been renamed.
    part: Option<PathBuf>,
    unfinished: Option<Unfinished>,
    /// Bytes written, of sections and what lies between; the first is at [`FIRST`].
    at: usize,
    block: Vec<u8>,
    sums: Vec<u64>,
    entries: Vec<Entry>,
}

/// The section that is being written.
#[derive(Debug)]
pub struct Section<'a>(&'a mut Writer);

impl Write for Section<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.append(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Section<'_> {
    /// Appends values in their memory representation.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn values<T: Pod>(&mut self, values: &[T]) -> io::Result<()> {
        self.0.append(bytemuck::cast_slice(values))
    }
}

impl Writer {
    /// Begins a container that will be `target`, in a folder that exists.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] if another process is writing it, [`NotReplaced`] if something else stands there;
    /// otherwise the error of the system.
    pub fn create(target: &Path) -> io::Result<Self> {
        may_replace(target)?;
        let part = beside(target)?;
        let (file, unfinished) = Unfinished::make(|| lock(&part), |_| part.clone())?;
        let mut writer = Self {
            file,
            target: target.to_owned(),
            unfinished: Some(unfinished),
            part: Some(part),
            at: FIRST,
            block: Vec::with_capacity(BLOCK),
            sums: Vec::new(),
            entries: Vec::new(),
        };
        // What a crash has left. Whoever opens the file from now on sees zeros for a header.
        writer.file.set_len(0)?;
        writer.file.set_len(FIRST as u64)?;
        io::Seek::seek(&mut writer.file, io::SeekFrom::Start(FIRST as u64))?;
        Ok(writer)
    }

    /// Adds a section, which `write` fills. Sections may come in any order, each name once.
    ///
    /// # Errors
    /// What `write` says, or the file cannot be written; nothing can be added after that.
    pub fn section(
        &mut self,
        kind: SectionKind,
        number: u32,
        write: impl FnOnce(&mut Section<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let padding = self.at.next_multiple_of(ALIGN) - self.at;
        self.append(&[0; ALIGN][..padding])?;
        let offset = self.at;
        write(&mut Section(self))?;
        let length = (self.at - offset) as u64;
        self.entries.push(Entry { kind: kind.number(), number, offset: offset as u64, length });
        Ok(())
    }

    /// Adds a section of these values.
    ///
    /// # Errors
    /// As [`Writer::section`].
    pub fn column<T: Pod>(&mut self, kind: SectionKind, number: u32, values: &[T]) -> io::Result<()> {
        self.section(kind, number, |section| section.values(values))
    }

    /// An empty file without a name beside the container, for what does not fit in memory while it is made.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn scratch(&self) -> io::Result<File> {
        tempfile::tempfile_in(folder(&self.target))
    }

    /// The file beside, for bringing it to the disk while more is written.
    ///
    /// # Errors
    /// The system has no more files.
    pub fn file(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Bytes written so far.
    pub fn written(&self) -> u64 {
        self.at as u64
    }

    /// Writes the directory and the header, and puts the file in its place. `key` says what it was made from.
    ///
    /// # Errors
    /// A name was given twice, or the file cannot be written; what was at the target before is still there then.
    pub fn finish(mut self, key: u128) -> io::Result<()> {
        let padding = self.at.next_multiple_of(ALIGN) - self.at;
        self.append(&[0; ALIGN][..padding])?;
        self.end_block()?;
        self.entries.sort_by_key(Entry::name);
        if !self.entries.is_sorted_by(|a, b| a.name() < b.name()) {
            return Err(io::Error::other("a section was written twice"));
        }
        let mut directory: Vec<u8> = bytemuck::cast_slice(&self.entries).to_vec();
        directory.extend_from_slice(bytemuck::cast_slice(&self.sums));
        let mut header = Header::new(key, self.at as u64, self.entries.len(), self.sums.len());
        header.close(&directory);
        self.file.write_all(&directory)?;
        self.file.sync_data()?;
        // Only now is it a container: the header is never written before data that may not be on disk.
        self.file.write_all_at(bytemuck::bytes_of(&header), 0)?;
        self.file.sync_all()?;
        if let Some(part) = &self.part {
            // It may have taken minutes to come here.
            may_replace(&self.target)?;
            fs::rename(part, &self.target)?;
            self.unfinished = None;
        }
        self.part = None;
        sync_folder(&self.target);
        Ok(())
    }

    fn append(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len();
        while !bytes.is_empty() {
            let room = BLOCK - self.block.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.block.extend_from_slice(now);
            if self.block.len() == BLOCK {
                self.end_block()?;
            }
            bytes = later;
        }
        Ok(())
    }

    fn end_block(&mut self) -> io::Result<()> {
        if !self.block.is_empty() {
            self.sums.push(xxh3_64(&self.block));
            self.file.write_all(&self.block)?;
            self.block.clear();
        }
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some(part) = &self.part {
            // Still locked, so it is ours. If it cannot be removed, the next builder takes it over.
            let _ = fs::remove_file(part);
        }
    }
}

/// `target` with a hidden name and `.part`.
fn beside(target: &Path) -> io::Result<PathBuf> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut hidden = OsString::from(if name.as_encoded_bytes().starts_with(b".") { "" } else { "." });
    hidden.push(name);
    hidden.push(".part");
    Ok(target.with_file_name(hidden))
}

/// Fails unless a container may take the place of what is at `path`: nothing, or another container.
fn may_replace(path: &Path) -> io::Result<()> {
    let file = match open_regular(path, false) {
        Ok((file, _)) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if SystemFault::from(&error) == SystemFault::NotRegular => return Err(not_replaced(path)),
        Err(error) => return Err(error),
    };
    let mut first = Vec::new();
    file.take(Header::SIZE as u64).read_to_end(&mut first)?;
    if is_container(&first) { Ok(()) } else { Err(not_replaced(path)) }
}

/// Removes a container of this user, or what a builder that died has left of one. False if something else stands there, or
/// somebody is writing it: that stays.
///
/// # Errors
/// It cannot be removed.
pub fn remove_container(path: &Path) -> io::Result<bool> {
    let (mut file, metadata) = match open_regular(path, false) {
        Err(error) if SystemFault::from(&error) == SystemFault::NotRegular => return Ok(false),
        opened => opened?,
    };
    let is_ours = metadata.uid() == rustix::process::geteuid().as_raw();
    let is_free = flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok();
    if !is_ours || !is_free || metadata.len() < Header::SIZE as u64 || !is_unfinished(&mut file)? {
        return Ok(false);
    }
    fs::remove_file(path)?;
    Ok(true)
}

fn not_replaced(path: &Path) -> io::Error {
    io::Error::other(NotReplaced(path.to_owned()))
}

/// Whether a file was left by a builder that died: until its last moment it has zeros for a header.
fn is_unfinished(file: &mut File) -> io::Result<bool> {
    let mut first = Vec::new();
    file.take(FIRST as u64).read_to_end(&mut first)?;
    Ok(is_container(&first) || first.iter().all(|byte| *byte == 0))
}

/// Opens the file at `part`, new or left over, and locks it.
fn lock(part: &Path) -> io::Result<File> {
    loop {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o644)
            .custom_flags(flags.bits().cast_signed())
            .open(part);
        let mut file = match opened {
            Ok(file) if file.metadata()?.is_file() => file,
            Ok(_) => return Err(not_replaced(part)),
            Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => {
                return Err(not_replaced(part));
            }
            Err(error) => return Err(error),
        };
        flock(&file, FlockOperation::NonBlockingLockExclusive)?;
        if !is_unfinished(&mut file)? {
            return Err(not_replaced(part));
        }
        // Another builder may have finished between opening and locking: then this is its whole file under another name.
        match fs::symlink_metadata(part) {
            Ok(named) if (named.dev(), named.ino()) == file_id(&file)? => return Ok(file),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
}

fn file_id(file: &File) -> io::Result<(u64, u64)> {
    let metadata = file.metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}
