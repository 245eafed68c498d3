//! The bytes of a single file inside an archive, found again by its path.
//!
//! What must not go in: reading whole archives (`parts`).

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::inside::{below, each};
use crate::archive::read_member;
use crate::corpus::archive_path::ArchivePath;
use crate::corpus::file_system::{FileSystem, OpenSource};
use crate::corpus::walk::Place;

/// So much is kept of what follows a member: most likely it is asked for next (bytes).
const KEPT: usize = 32 << 20;

/// Opens the archive at a place.
pub(super) fn open(files: &dyn FileSystem, archive: &Place) -> io::Result<OpenSource> {
    let path = archive.path();
    // A link found by the walk has been checked to stay in the root: open what it leads to.
    let path = if !archive.named && files.is_symlink(&path) { files.canonicalize(&path)? } else { path };
    files.open_source(&path, archive.named)
}

/// The file inside an archive at this path, at most `limit` bytes; none if there is none.
pub(in crate::corpus) fn member(files: &dyn FileSystem, path: &Path, limit: usize) -> Option<Vec<u8>> {
    let ArchivePath { archive, kind, .. } = ArchivePath::of(files, path)?;
    let opened = files.open_source(&archive, true).ok()?;
    let mut bytes = None;
    each(kind, opened.bytes, opened.metadata.len(), &mut |member| {
        if below(&archive, &member.path) != path {
            return ControlFlow::Continue(());
        }
        bytes = read_member(member.bytes, limit).ok();
        ControlFlow::Break(())
    });
    bytes
}

/// Reads one file after another out of archives of the disk, each archive as seldom as can be if they are asked for in the
/// order in which they lie there.
#[derive(Debug, Default)]
pub struct MemberReader {
    kept: HashMap<PathBuf, Vec<u8>>,
}

impl MemberReader {
    /// The bytes of the file inside an archive at this path, at most `limit`; none if it is not there.
    pub fn bytes(&mut self, files: &dyn FileSystem, path: &Path, limit: usize) -> Option<Vec<u8>> {
        if let Some(bytes) = self.kept.remove(path) {
            return Some(bytes);
        }
        let ArchivePath { archive, kind, .. } = ArchivePath::of(files, path)?;
        let opened = files.open_source(&archive, true).ok()?;
        self.kept.clear();
        let (mut found, mut kept) = (None, 0);
        each(kind, opened.bytes, opened.metadata.len(), &mut |member| {
            let own = below(&archive, &member.path);
            if own == path {
                found = read_member(member.bytes, limit).ok();
            } else if found.is_some()
                && !member.is_special
                && let Ok(bytes) = read_member(member.bytes, KEPT)
            {
                kept += bytes.len();
                self.kept.insert(own, bytes);
            }
            if kept > KEPT { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found
    }
}
