//! What an archive holds, seen before it is read: the places of its members and how some of them begin, so that its folders
//! are judged as any others.
//!
//! Of an archive that must be unpacked from its start only the first members are seen. What must not go in: the verdict.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::inside::each;
use super::place::Folders;
use crate::corpus::file_system::FileSystem;
use crate::corpus::names::not_read;
use crate::corpus::walk::Place;

/// So much of all archives that are unpacked from their starts is looked at for the verdicts (bytes): xz gives some 100 MB/s.
const UNPACKED: u64 = 16 << 20;
/// And of one of them.
const OF_ONE: u64 = 2 << 20;
/// So many members of an archive are looked into, those whose names have the smallest hashes.
const HEADS: usize = 64;

/// The members of these archives, with at most `head` bytes of some.
pub(in crate::corpus) fn listing(
    files: &dyn FileSystem,
    archives: &[&Place],
    head: u64,
) -> Vec<(Place, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    let mut left = UNPACKED;
    for archive in archives {
        let Some(kind) = archive.kind().filter(|kind| !kind.is_letter()) else { continue };
        let Ok(opened) = files.open_source(&archive.path(), true) else { continue };
        let mut folders = Folders::of(archive);
        let mut own = OF_ONE.min(left);
        let begun = own;
        let size = opened.metadata.len();
        // What is wrong with it is said when it is read.
        let _ = each(kind, opened.bytes, size, &mut |member| {
            let name = member.path.file_name().unwrap_or_default();
            if member.is_hidden() || member.is_special || not_read(&name.to_string_lossy()).is_some() {
                return ControlFlow::Continue(());
            }
            let is_chosen = member.among.is_none_or(|among| {
                let share = u64::MAX / among.max(HEADS) as u64 * HEADS as u64;
                xxh3_64(name.as_encoded_bytes()) <= share
            });
            let mut bytes = Vec::new();
            let is_read = is_chosen && own > 0 && member.bytes.take(head).read_to_end(&mut bytes).is_ok();
            own = own.saturating_sub(bytes.len() as u64);
            let place = folders.place(&member.path, &|_: &Path| Arc::default());
            found.push((place, is_read.then_some(bytes)));
            if own == 0 && member.is_stream { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        left -= begun - own;
        if left == 0 {
            break;
        }
    }
    found
}
