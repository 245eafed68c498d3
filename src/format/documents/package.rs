//! The ZIP that a document lies in, opened within bounds: whoever made the file may have meant harm.
//!
//! What must not go in: what the members mean.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::messages::Reason;

/// All that is read of one document, unpacked (bytes). A book of a million characters has 3 MB of text.
const MOST_BYTES: u64 = 64 << 20;
/// A document has fewer members. The largest books have some 2,000.
const MOST_MEMBERS: u16 = 20_000;
/// A list of members is shorter (bytes): some 100 for each.
const MOST_LIST: u32 = 4 << 20;
/// Text and markup are packed to a hundredth at the least, and bombs to a thousandth.
const MOST_RATIO: u64 = 400;
/// What is unpacked without a look at the ratio (bytes): small members of blanks are harmless.
const SMALL: u64 = 1 << 20;
/// The end of a ZIP is looked for in so many bytes: its record and the longest comment.
const TAIL: usize = 22 + 0xFFFF;

/// The members of a document.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a document.
    ///
    /// # Errors
    /// It is no ZIP, broken, or larger than documents are.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Reason> {
        if is_too_long(bytes) {
            return Err(too_large());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
        Ok(Self { archive, left: MOST_BYTES })
    }

    /// Whether there is a member of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of all members, those that are no UTF-8 left out.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// The bytes of a member; none if it is not there. A name may begin with `/`, and may differ in case.
    ///
    /// # Errors
    /// It is encrypted, broken, or unpacks to more than documents hold.
    pub(super) fn member(&mut self, name: &str) -> Result<Option<Vec<u8>>, Reason> {
        let name = name.trim_start_matches('/');
        let index = self.archive.index_for_name(name).or_else(|| {
            let same = |other: &String| other.eq_ignore_ascii_case(name);
            self.names().iter().find(|other| same(other)).and_then(|other| self.archive.index_for_name(other))
        });
        let Some(index) = index else { return Ok(None) };
        let member = self.archive.by_index(index).map_err(|error| reason(&error))?;
        let packed = member.compressed_size().max(1);
        let most = self.left.min(SMALL.max(packed.saturating_mul(MOST_RATIO)));
        let mut bytes = Vec::new();
        let read = member.take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            return Err(too_large());
        }
        read.map_err(|_broken| Reason::Damaged)?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The bytes of a member without which there is no document.
    ///
    /// # Errors
    /// As [`Self::member`], or it is not there.
    pub(super) fn needed(&mut self, name: &str) -> Result<Vec<u8>, Reason> {
        self.member(name)?.ok_or(Reason::Damaged)
    }
}

fn too_large() -> Reason {
    Reason::TooLarge(MOST_BYTES >> 20)
}

fn reason(error: &ZipError) -> Reason {
    match error {
        ZipError::UnsupportedArchive(text) if text.contains("assword") => Reason::Encrypted,
        ZipError::InvalidPassword => Reason::Encrypted,
        _ => Reason::Damaged,
    }
}

/// Whether the end of a ZIP says that it has more members than a document, before a list of them is made.
fn is_too_long(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    let Some(at) = memchr::memmem::rfind(tail, b"PK\x05\x06") else { return false };
    let field = |from: usize, length: usize| {
        let field = tail.get(at + from..at + from + length).unwrap_or_default();
        field.iter().rev().fold(0_u32, |value, byte| value << 8 | u32::from(*byte))
    };
    field(10, 2) > u32::from(MOST_MEMBERS) || field(12, 4) > MOST_LIST
}

/// A path relative to `folder`, without `.` and `..`.
pub(super) fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn members_are_found_in_any_case() {
        let bytes = packed(&[("word/Document.xml", b"a")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.member("/word/document.xml"), Ok(Some(b"a".to_vec())));
        assert_eq!(package.member("word/styles.xml"), Ok(None));
        assert_eq!(package.needed("word/styles.xml"), Err(Reason::Damaged));
    }

    #[test]
    fn a_member_of_blanks_is_not_unpacked_whole() {
        let bytes = packed(&[("a", &vec![b' '; 80 << 20])]);
        assert!(bytes.len() < 1 << 20);
        assert_eq!(Package::open(&bytes).unwrap().member("a"), Err(too_large()));
    }

    #[test]
    fn the_list_of_members_is_bounded_before_it_is_read() {
        let mut bytes = packed(&[("a", b"a")]);
        let at = bytes.len() - 22;
        bytes[at + 10..at + 12].copy_from_slice(&u16::MAX.to_le_bytes());
        assert_eq!(Package::open(&bytes).err(), Some(too_large()));
    }

    #[test]
    fn a_broken_zip_is_told() {
        let bytes = packed(&[("a", b"some text that is here")]);
        for length in 0..bytes.len() {
            assert_eq!(Package::open(&bytes[..length]).err(), Some(Reason::Damaged), "{length}");
        }
    }
}
