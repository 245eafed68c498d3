//! Where a file lies, and what its name alone says.
//!
//! What must not go in: looking for files (`walk`), and opening them.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::names::shown_name;
use super::segment::Folder;
use crate::archive::{ArchiveKind, unpacked_name};
use crate::format::FolderVerdict;

/// Where a file lies.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The number of its root.
    pub(super) root: u16,
    pub(super) folder: Arc<Folder>,
    pub(super) file: OsString,
    /// Of an archive only what lies at or below this path in it is wanted.
    pub(super) only: Option<Arc<Path>>,
    /// Named by the user, not found by the walk: then not being text is a problem, not a reason to skip.
    pub(super) named: bool,
    /// What is known of the files around it.
    pub(super) verdict: Arc<FolderVerdict>,
}

impl Place {
    pub(super) fn path(&self) -> PathBuf {
        self.folder.path.join(&self.file)
    }

    /// Its name as text.
    pub(super) fn shown_name(&self) -> String {
        shown_name(self.file.as_bytes())
    }

    /// What it holds if that is not text, by its name.
    pub(super) fn kind(&self) -> Option<ArchiveKind> {
        ArchiveKind::of_name(&self.file.to_string_lossy())
    }

    /// Whether every line of the file is an article.
    pub(super) fn is_lines(&self) -> bool {
        is_lines(&self.file)
    }
}

/// Whether a file of this name has an article on every line, packed or not.
pub fn is_lines(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let extension = unpacked_name(&name).rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}
