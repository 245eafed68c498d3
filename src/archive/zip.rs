//! The members of a zip archive: first their entries, then their bytes in any order.
//!
//! What must not go in: what a member is, and the forms that are zip archives themselves.

use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use zip::CompressionMethod;
use zip::read::{Config, OwnedZipFileEntry, ZipReadOptions, read_zipfile_from_stream};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use super::budget::{Metered, UnpackBudget};
use super::tar::StreamMember;
use super::window::SeekWindow;
use crate::messages::ArchiveFault;

/// An open zip archive.
pub struct ZipReader<R> {
    archive: ZipIterable<SeekWindow<R>>,
    budget: UnpackBudget,
}

/// A member of it.
#[derive(Debug)]
pub struct ZipEntry(OwnedZipFileEntry);

impl ZipEntry {
    /// Its name as it stands in the archive.
    pub fn name(&self) -> &[u8] {
        self.0.name_raw()
    }

    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.0.is_dir() || self.name().ends_with(b"/")
    }

    /// Whether it is a link, whose bytes are where it leads.
    pub fn is_link(&self) -> bool {
        self.0.is_symlink()
    }

    /// Why it cannot be unpacked, if it cannot.
    pub fn fault(&self) -> Option<ArchiveFault> {
        match self.0.compression() {
            _ if self.0.encrypted() => Some(ArchiveFault::Encrypted(1)),
            CompressionMethod::Stored | CompressionMethod::Deflated => None,
            other => Some(ArchiveFault::Method(number(other))),
        }
    }
}

#[expect(deprecated, reason = "the only way to learn the number of a method")]
fn number(method: CompressionMethod) -> u16 {
    method.to_u16()
}

impl<R: Read + Seek> ZipReader<R> {
    /// Opens an archive.
    ///
    /// # Errors
    /// It is damaged, or the disk is.
    pub fn open(source: R, budget: &UnpackBudget) -> io::Result<Self> {
        let archive = ZipIterable::try_new(SeekWindow::new(source), Config::default()).map_err(fault)?;
        Ok(Self { archive, budget: budget.clone() })
    }

    /// Its entries, folders included, in the order of its directory, and what is wrong if they do not come to their end.
    pub fn entries(&mut self) -> (Vec<ZipEntry>, Option<io::Error>) {
        let mut entries = Vec::new();
        let files = match self.archive.files() {
            Ok(files) => files,
            Err(error) => return (entries, Some(fault(error))),
        };
        for entry in files {
            if let Err(fault) = self.budget.member() {
                return (entries, Some(io::Error::other(fault)));
            }
            match entry {
                Ok(entry) => entries.push(ZipEntry(entry.into())),
                Err(error) => return (entries, Some(fault(error))),
            }
        }
        (entries, None)
    }

    /// The bytes of a member.
    ///
    /// # Errors
    /// It is damaged, or packed or encrypted in a way that is not read.
    pub fn member<'a>(&'a mut self, entry: &'a ZipEntry) -> io::Result<Metered<impl Read + use<'a, R>>> {
        let budget = self.budget.clone();
        let source = self.archive.files().map_err(fault)?.reader_mut();
        let file = entry.0.as_ref().with_reader(source, ZipReadOptions::new()).map_err(fault)?;
        Ok(budget.meter(file))
    }
}

/// Hands on the members of an archive whose directory is lost, as they lie in it, up to where it breaks off.
///
/// # Errors
/// Always that the archive is damaged, or beyond its budget, unless `visit` broke off.
pub fn salvage(
    mut source: impl Read,
    budget: &UnpackBudget,
    visit: &mut dyn FnMut(StreamMember<'_>) -> ControlFlow<()>,
) -> io::Result<()> {
    while let Some(mut file) = read_zipfile_from_stream(&mut source).map_err(fault)? {
        budget.member().map_err(io::Error::other)?;
        if file.is_dir() {
            continue;
        }
        let (name, is_special) = (file.name_raw().to_vec(), file.is_symlink());
        if visit(StreamMember { name, is_special, bytes: &mut budget.meter(&mut file) }).is_break() {
            return Ok(());
        }
    }
    Err(io::Error::other(ArchiveFault::Damaged))
}

fn fault(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        ZipError::CompressionMethodNotSupported(number) => io::Error::other(ArchiveFault::Method(number)),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            io::Error::other(ArchiveFault::Encrypted(1))
        }
        _ => io::Error::other(ArchiveFault::Damaged),
    }
}
