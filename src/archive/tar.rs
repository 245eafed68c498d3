//! The members of a tar archive, in the order in which they lie in it.
//!
//! Long names are put together here and not by the crate, which reads as many bytes of them into memory as the archive says.
//! What must not go in: packing, and what a member is.

use std::io::{self, Read};
use std::ops::ControlFlow;

use tar::{Archive, Entry, EntryType};

use super::budget::UnpackBudget;

/// Longest record of names that is believed (bytes).
const RECORD: u64 = 64 << 10;

/// A member on its way past, of an archive that is read from its start.
pub struct StreamMember<'a> {
    /// Its name as it stands in the archive.
    pub name: Vec<u8>,
    /// It is neither a file nor a folder: a link, a device. It has no bytes.
    pub is_special: bool,
    /// Its bytes, to be read now or never.
    pub bytes: &'a mut dyn Read,
}

/// Hands each member but folders to `visit`, until that breaks off.
///
/// # Errors
/// The archive is damaged or beyond its budget; the members before have been handed on.
pub fn each_member(
    archive: impl Read,
    budget: &UnpackBudget,
    visit: &mut dyn FnMut(StreamMember<'_>) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut archive = Archive::new(archive);
    let mut long: Option<Vec<u8>> = None;
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        let kind = entry.header().entry_type();
        match kind {
            EntryType::GNULongName => long = Some(until_nul(record(&mut entry)?)),
            EntryType::XHeader => long = path_of_pax(&record(&mut entry)?).or(long),
            EntryType::GNULongLink | EntryType::XGlobalHeader => {}
            EntryType::Directory => {
                budget.member().map_err(io::Error::other)?;
                long = None;
            }
            _ => {
                budget.member().map_err(io::Error::other)?;
                let name = long.take().unwrap_or_else(|| entry.header().path_bytes().into_owned());
                // Old archives mark folders by the end of the name alone.
                if name.ends_with(b"/") {
                    continue;
                }
                let is_special = !matches!(kind, EntryType::Regular | EntryType::Continuous);
                let member = StreamMember { name, is_special, bytes: &mut entry };
                if visit(member).is_break() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// A record about the member that follows.
fn record(entry: &mut Entry<'_, impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    entry.take(RECORD).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn until_nul(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(memchr::memchr(0, &bytes).unwrap_or(bytes.len()));
    bytes
}

/// The path in a record of POSIX: lines of a length, a name, `=` and a value.
fn path_of_pax(mut record: &[u8]) -> Option<Vec<u8>> {
    let mut path = None;
    while let Some(blank) = memchr::memchr(b' ', record) {
        let length = std::str::from_utf8(record.get(..blank)?).ok()?.parse::<usize>().ok()?;
        let line = record.get(blank + 1..length)?;
        if let Some(value) = line.strip_prefix(b"path=") {
            path = Some(value.strip_suffix(b"\n").unwrap_or(value).to_vec());
        }
        record = record.get(length..)?;
    }
    path
}
