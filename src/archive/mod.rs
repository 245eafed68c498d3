//! Archives and compressed files: bytes that hold files, read member by member within bounds.
//!
//! Everything here takes a reader and gives readers; nothing is opened, and nothing is ever written. Names come as the archive
//! has them; [`harmless`] makes paths of them that lead nowhere but into the archive. What must not go in: encodings, forms of
//! texts, the file system.

mod budget;
mod kind;
mod mail;
mod packing;
mod tar;
mod window;
mod zip;

use std::io::{self, Read, Seek};
use std::path::PathBuf;

pub use budget::{Metered, UnpackBudget};
pub use kind::{ArchiveKind, Packing, unpacked_name};
pub use mail::{Part, parts};
pub use tar::{StreamMember, each_member};
pub use zip::{ZipEntry, ZipReader, salvage};

use crate::messages::{ArchiveFault, Reason};

/// A member lies at most so many folders deep; what lies deeper is put into the last of them.
const DEPTH: usize = 64;
/// Longest part of a path (bytes): as long as file systems allow.
const NAME_BYTES: usize = 255;

/// Bytes that can be read from anywhere.
pub trait SeekableBytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> SeekableBytes for T {}

/// Reads all of a member, at most `limit` bytes of it.
///
/// # Errors
/// [`Reason::TooLarge`], or what is wrong with the archive.
pub fn read_member(bytes: &mut dyn Read, limit: usize) -> Result<Vec<u8>, Reason> {
    let mut all = Vec::new();
    bytes.take(limit as u64 + 1).read_to_end(&mut all).map_err(|error| reason(&error))?;
    if all.len() > limit { Err(Reason::TooLarge(limit as u64 >> 20)) } else { Ok(all) }
}

/// Why reading from an archive failed: the disk, or the archive.
pub fn reason(error: &io::Error) -> Reason {
    let own = error.get_ref().and_then(|inner| inner.downcast_ref::<ArchiveFault>());
    match own {
        Some(fault) => Reason::Archive(*fault),
        None if error.raw_os_error().is_some() => Reason::System(error.into()),
        None if error.kind() == io::ErrorKind::OutOfMemory => Reason::Archive(ArchiveFault::Memory),
        None => Reason::Archive(ArchiveFault::Damaged),
    }
}

/// The decoded name of a member as a path inside the archive; none if nothing is left of it. Whatever leads out of the
/// archive (`..`, a root, a drive) is left out, so that the path is only a name.
pub fn harmless(name: &str) -> Option<PathBuf> {
    // Some programs write names as Windows does.
    let separators: &[char] = if name.contains('/') { &['/'] } else { &['/', '\\'] };
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts = name.split(separators).filter(|part| !matches!(*part, "" | "." | "..") && !is_drive(part));
    let part = |part: &str| {
        let end = part.floor_char_boundary(NAME_BYTES);
        part.get(..end).unwrap_or_default().replace('\0', "\u{FFFD}")
    };
    let mut parts: Vec<String> = parts.map(part).collect();
    if parts.len() > DEPTH {
        let last = parts.pop();
        parts.truncate(DEPTH);
        parts.extend(last);
    }
    let path: PathBuf = parts.into_iter().collect();
    (path.components().next().is_some()).then_some(path)
}

#[cfg(test)]
mod tests;
