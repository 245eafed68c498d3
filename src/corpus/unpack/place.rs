//! Where the files inside an archive lie: an archive counts as a folder named like it, and its folders as folders.
//!
//! What must not go in: reading.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::inside::below;
use crate::archive::ArchiveKind;
use crate::corpus::inherited::{self, Above, stem};
use crate::corpus::names::shown_name;
use crate::corpus::segment::Folder;
use crate::corpus::walk::{Place, is_own_folder, without_last_part};
use crate::format::{FolderVerdict, date};
use crate::text::CleanText;

/// The folders of an archive.
pub(super) struct Folders<'a> {
    archive: &'a Place,
    above: Above,
    known: HashMap<PathBuf, (Above, Arc<Folder>)>,
}

impl<'a> Folders<'a> {
    pub(super) fn of(archive: &'a Place) -> Self {
        let name = shown_stem(&archive.file);
        let is_letter = archive.kind().is_some_and(ArchiveKind::is_letter);
        let above = if is_letter && !archive.named {
            // One text is no section.
            let folder = &archive.folder;
            Above { section: folder.section.as_str().to_owned(), date: folder.date, ..Above::default() }
        } else if archive.named {
            // As the entries of a root.
            let date = date::folder(&name);
            Above { date, is_dated: date.is_some(), ..Above::default() }
        } else {
            let folder = &archive.folder;
            let section = folder.section.as_str().to_owned();
            inherited::below(&Above { section, date: folder.date, ..Above::default() }, &name, None)
        };
        Self { archive, above, known: HashMap::new() }
    }

    /// The place of the member at this path in the archive.
    pub(super) fn place(&mut self, path: &Path, verdict: &dyn Fn(&Path) -> Arc<FolderVerdict>) -> Place {
        let inner = path.parent().unwrap_or_else(|| Path::new(""));
        let file = path.file_name().unwrap_or_default();
        let (above, folder) = self.folder(inner);
        let own = Folder { ..(*folder).clone() };
        let shown = shown_name(file.as_encoded_bytes());
        let day =
            numbered(&above).and_then(|date| date::within(date, stem(&shown))).filter(|date| date.day > 0);
        let folder = match day {
            Some(_) => Arc::new(Folder { date: day, ..own }),
            None if !above.is_dated && is_own_folder(&folder.path, file) && !inner.as_os_str().is_empty() => {
                Arc::new(without_last_part(&folder))
            }
            None => folder,
        };
        let verdict = verdict(&folder.path);
        Place { root: self.archive.root, folder, file: file.to_owned(), only: None, named: false, verdict }
    }

    fn folder(&mut self, inner: &Path) -> (Above, Arc<Folder>) {
        if let Some(known) = self.known.get(inner) {
            return known.clone();
        }
        let above = match (inner.parent(), inner.file_name()) {
            (Some(parent), Some(name)) => {
                let above = self.folder(parent).0;
                let name = shown_stem(name);
                // Many archives hold one folder that is named like them.
                let is_again = parent.as_os_str().is_empty() && name == shown_stem(&self.archive.file);
                let is_letter =
                    ArchiveKind::of_name(&inner.to_string_lossy()).is_some_and(ArchiveKind::is_letter);
                if is_again || is_letter { above } else { inherited::below(&above, &name, numbered(&above)) }
            }
            _ => self.above.clone(),
        };
        let path = below(&self.archive.path(), inner);
        let folder = Folder { path, section: CleanText::line(&above.section), date: above.date };
        let found = (above, Arc::new(folder));
        self.known.insert(inner.to_owned(), found.clone());
        found
    }
}

/// The date whose months or days numbers may be. Not all names of an archive are known beforehand.
fn numbered(above: &Above) -> Option<crate::format::Date> {
    above.date.filter(|_| above.may_be_numbered())
}

/// The name of an archive without what says that it is one; any other as it is.
fn shown_stem(name: &OsStr) -> String {
    let shown = shown_name(name.as_encoded_bytes());
    let Some(kind) = ArchiveKind::of_name(&shown).filter(|kind| kind.is_archive()) else { return shown };
    let stem = shown.rsplit_once('.').map_or(shown.as_str(), |(stem, _)| stem);
    let is_double = matches!(kind, ArchiveKind::Tar(Some(_))) && stem.to_ascii_lowercase().ends_with(".tar");
    let end = if is_double { stem.len() - ".tar".len() } else { stem.len() };
    stem.get(..end).unwrap_or_default().to_owned()
}
