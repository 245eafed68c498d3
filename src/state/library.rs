//! A library as the state knows it: what it is recognised by, and where the user was in it.
//!
//! What must not go in: opening or reading it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::time::UnixTime;
use crate::corpus::ArticleKey;

/// The number of a library in the database; 0 is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct LibraryNumber(pub i64);

impl LibraryNumber {
    /// The first that a file of the state gives.
    pub const FIRST: Self = Self(1);

    /// Whether anything of this library is kept.
    pub fn is_kept(self) -> bool {
        self.0 != 0
    }
}

/// Keys in a sample of a library.
pub(super) const SAMPLE: usize = 64;

/// Tenths of a sample that must be the same. Two libraries with nine tenths of their articles in common are one that grew.
const SHARED: usize = 9;

/// What a library is recognised by before any article is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryIdentity {
    /// Its canonical roots.
    pub roots: Vec<String>,
    /// What the file system numbers them by: they keep it when they are renamed.
    pub inodes: Vec<String>,
}

impl LibraryIdentity {
    /// The identity of these folders and files; without any, that of the built-in sample.
    pub fn of(paths: &[PathBuf]) -> Self {
        let root = |path: &PathBuf| {
            let whole = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            whole.to_string_lossy().into_owned()
        };
        let inodes: Option<Vec<String>> = paths.iter().map(|path| inode(path)).collect();
        Self { roots: paths.iter().map(root).collect(), inodes: inodes.unwrap_or_default() }
    }

    /// Its folders and files.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.roots.iter().map(PathBuf::from).collect()
    }
}

/// The number of a file, with the time of its birth, because numbers are given again; else with its device, which may
/// change between two boots.
fn inode(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let born = metadata.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Some(match born {
        Some(born) => format!("{}@{}", metadata.ino(), born.as_nanos()),
        None => format!("{}:{}", metadata.dev(), metadata.ino()),
    })
}

/// The smallest hashes of a library's keys: the same articles give the same sample, whatever their order.
pub fn sample(keys: impl Iterator<Item = ArticleKey>) -> Vec<u64> {
    let mut heap = std::collections::BinaryHeap::with_capacity(SAMPLE + 1);
    for key in keys {
        heap.push((key.0 >> 64) as u64);
        if heap.len() > SAMPLE {
            heap.pop();
        }
    }
    heap.into_sorted_vec()
}

/// Whether two samples are of one library.
pub(super) fn is_same_library(one: &[u64], other: &[u64]) -> bool {
    let shared = one.iter().filter(|key| other.binary_search(key).is_ok()).count();
    shared > 0 && shared * 10 >= one.len().max(other.len()) * SHARED
}

/// What is kept of a library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryRecord {
    /// Its number.
    pub number: LibraryNumber,
    /// The user has never opened it before.
    pub is_first_visit: bool,
    /// When it was opened first.
    pub first_opened: UnixTime,
    /// What was first seen until then is not new.
    pub seen_until: UnixTime,
    /// Where the user was.
    pub view: Option<SavedView>,
    /// A sample of its keys; empty before it was read to the end.
    pub sample: Vec<u64>,
}

/// Where the user is in a library, and how it looks. `None` in a setting: no key has changed it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of the list by itself")]
pub struct SavedView {
    /// Key of the selected article, in hexadecimal.
    pub article: String,
    /// Its title, for the row that says where one is.
    pub title: String,
    /// Its position in the list, if it is gone.
    pub position: usize,
    /// Rows of the list above it on the screen.
    pub above: usize,
    /// The filter.
    pub filter: String,
    /// The name of the order of the list.
    pub order: String,
    /// The order is reversed.
    pub reversed: bool,
    /// The list is grouped by province.
    pub grouped: bool,
    /// Articles with the same text have a row each.
    pub every: bool,
    /// Articles with nearly the same text share one.
    pub similar: bool,
    /// The name of the pane in focus.
    pub focus: String,
    /// The name of the facet whose pane is open.
    pub facets: Option<String>,
    /// The reader fills the screen.
    pub full_screen: bool,
    /// The settings that keys have changed in this library.
    pub settings: BTreeMap<String, String>,
}

impl SavedView {
    /// The key of the selected article.
    pub fn key(&self) -> Option<ArticleKey> {
        u128::from_str_radix(&self.article, 16).ok().map(ArticleKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Database;

    #[test]
    fn a_library_is_known_by_nine_tenths_of_its_sample() {
        let keys =
            |from: u128| (from..from + 1000).map(|n| ArticleKey(n.wrapping_mul(0x9E37_79B9_7F4A_7C15 << 60)));
        let one = sample(keys(0));
        assert_eq!(one.len(), SAMPLE);
        assert!(is_same_library(&one, &sample(keys(0).chain(keys(5000).take(20)))));
        assert!(!is_same_library(&one, &sample(keys(2000))));
        assert!(!is_same_library(&[], &[]));
    }

    #[test]
    fn a_renamed_folder_keeps_its_number_and_another_one_has_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other] = ["甲", "乙"].map(|name| folder.path().join(name));
        fs::create_dir(&one).unwrap();
        let before = LibraryIdentity::of(std::slice::from_ref(&one));
        fs::rename(&one, &other).unwrap();
        fs::create_dir(&one).unwrap();
        assert_eq!(LibraryIdentity::of(std::slice::from_ref(&other)).inodes, before.inodes);
        assert_ne!(LibraryIdentity::of(std::slice::from_ref(&one)).inodes, before.inodes);
    }

    /// Two visits that are the first of a library at once are visits to one library: what is kept by library (marks, the view) would
    /// be found by one of them only.
    #[test]
    fn a_library_that_several_sessions_enter_at_once_is_one() {
        for _ in 0..20 {
            let place = tempfile::tempdir().unwrap();
            let path = place.path().join("state.db");
            drop(Database::open_with(&path, None).unwrap());
            let barrier = std::sync::Barrier::new(6);
            let enter = || {
                let (mut database, _) = Database::open_with(&path, None).unwrap();
                barrier.wait();
                database
                    .enter(&LibraryIdentity { roots: vec!["/甲".to_owned()], inodes: Vec::new() })
                    .unwrap()
                    .0
            };
            let records: Vec<LibraryRecord> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..6).map(|_| scope.spawn(enter)).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            assert!(records.iter().all(|record| record.number == LibraryNumber::FIRST));
            assert_eq!(records.iter().filter(|record| record.is_first_visit).count(), 1);
        }
    }
}
