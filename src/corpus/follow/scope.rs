//! What may have changed below the roots: some names in some folders, or anything.
//!
//! What must not go in: looking at it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Names of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Names {
    /// All of them, those that have gone too.
    All,
    /// These.
    Some(BTreeSet<OsString>),
}

/// What may have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeScope {
    /// Anything.
    pub(super) everything: bool,
    pub(super) folders: BTreeMap<PathBuf, Names>,
}

impl ChangeScope {
    /// Anything may have changed.
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// Whether that is anything.
    pub fn is_everything(&self) -> bool {
        self.everything
    }

    /// Whether nothing has.
    pub fn is_empty(&self) -> bool {
        !self.everything && self.folders.is_empty()
    }

    /// Adds a name of a folder.
    pub(super) fn add(&mut self, folder: &Path, name: &OsStr) {
        match self.folders.entry(folder.to_owned()).or_insert_with(|| Names::Some(BTreeSet::new())) {
            Names::All => {}
            Names::Some(names) => _ = names.insert(name.to_owned()),
        }
    }

    /// Adds a file.
    pub(super) fn add_path(&mut self, path: &Path) {
        if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
            self.add(folder, name);
        }
    }

    /// Adds all names of a folder.
    pub(super) fn add_folder(&mut self, folder: &Path) {
        self.folders.insert(folder.to_owned(), Names::All);
    }

    /// Adds what is in another scope.
    pub fn join(&mut self, other: Self) {
        self.everything |= other.everything;
        for (folder, names) in other.folders {
            match names {
                Names::All => self.add_folder(&folder),
                Names::Some(names) => names.iter().for_each(|name| self.add(&folder, name)),
            }
        }
    }

    /// Whether a file of this name in this folder is within it.
    pub(super) fn has(&self, folder: &Path, name: &OsStr) -> bool {
        self.everything
            || self.folders.get(folder).is_some_and(|names| match names {
                Names::All => true,
                Names::Some(names) => names.contains(name),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_join_and_know_their_names() {
        let mut scope = ChangeScope::default();
        scope.add_path(Path::new("a/1.txt"));
        let mut other = ChangeScope::default();
        other.add(Path::new("a"), OsStr::new("2.txt"));
        other.add_folder(Path::new("b"));
        scope.join(other);
        let has = |folder: &str, name: &str| scope.has(Path::new(folder), OsStr::new(name));
        assert!(has("a", "1.txt") && has("a", "2.txt") && has("b", "9.txt"));
        assert!(!has("a", "3.txt") && !has("c", "1.txt"));
    }
}
