//! What has changed since a snapshot: the walk and the stored files go side by side, both in walk order, so that only the
//! changes are held in memory.
//!
//! Looks at names and stamps; no file is opened.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::Arc;

use crate::corpus::file_system::FileSystem;
use crate::corpus::root::Root;
use crate::corpus::segment::{FileStatus, Stamp};
use crate::corpus::walk::{self, Place, Skipped};
use crate::corpus::{Corpus, Problem};
use crate::store::DocSet;

/// If more than a half of the files have changed, everything is read anew, in order.
const NEARLY_ALL: usize = 2;

/// What is different now.
#[derive(Debug, Default)]
pub struct Changes {
    /// Articles whose files have gone or changed.
    pub deleted: DocSet,
    /// Files that are new or have changed.
    pub(super) places: Vec<Place>,
    /// Stored files that are gone; those that have changed are among the places.
    pub gone: u32,
    /// Problems that still hold.
    pub(super) problems: Vec<Problem>,
    /// Files that are as they were.
    pub(super) files: u32,
    /// Of those, files that are not text.
    pub(super) not_text: u32,
}

impl Changes {
    /// How many files are new or have changed.
    pub fn changed(&self) -> usize {
        self.places.len()
    }

    pub(super) fn is_nearly_all(&self, snapshot: &Corpus) -> bool {
        self.places.len() * NEARLY_ALL > snapshot.files as usize
    }

    /// Forgets the snapshot: nothing of it holds any more.
    pub(super) fn mark_all_deleted(&mut self, snapshot: &Corpus) {
        *self = Self { deleted: DocSet::full(snapshot.len()), ..Self::default() };
    }
}

/// Compares `snapshot` with its `roots` as they are now.
pub fn changes(files: &dyn FileSystem, snapshot: &Corpus, roots: &[Root]) -> Changes {
    compare(files, snapshot, roots, &|| false).0
}

/// As [`changes`], with what the walk passed over; ends early when `stopped` says so.
pub(super) fn compare(
    files: &dyn FileSystem,
    snapshot: &Corpus,
    roots: &[Root],
    stopped: &dyn Fn() -> bool,
) -> (Changes, Skipped) {
    let mut merge = Merge::new(files, snapshot, roots);
    let skipped = walk::walk(files, roots, &mut |found| {
        match found {
            walk::WalkItem::File(place) => merge.take(place),
            walk::WalkItem::Bytes(..) => {}
            walk::WalkItem::Passed(problem) => merge.changes.problems.push(problem),
            walk::WalkItem::Problem(problem) => {
                merge.changes.files += 1;
                merge.changes.problems.push(problem);
            }
        }
        if stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    (merge.finish(), skipped)
}

struct Merge<'a> {
    files: &'a dyn FileSystem,
    snapshot: &'a Corpus,
    /// The roots are copies, so that file numbers differ and say nothing.
    copied: bool,
    /// The row of a stored file that comes next: segment and file.
    cursor: (usize, usize),
    next: Option<StoredFile>,
    problems: HashMap<PathBuf, Vec<Problem>>,
    changes: Changes,
}

/// A stored file with all its articles, whichever segments they lie in.
struct StoredFile {
    root: u16,
    path: PathBuf,
    stamp: Stamp,
    status: FileStatus,
    articles: Range<u32>,
}

impl<'a> Merge<'a> {
    fn new(files: &'a dyn FileSystem, snapshot: &'a Corpus, roots: &[Root]) -> Self {
        let paths: Vec<PathBuf> = roots.iter().filter_map(Root::path).map(PathBuf::from).collect();
        let mut problems: HashMap<PathBuf, Vec<Problem>> = HashMap::new();
        for problem in snapshot.problems.iter() {
            problems.entry(problem.path.clone()).or_default().push(problem.clone());
        }
        let copied = snapshot.stored.as_ref().is_some_and(|stored| stored.origin.is_copied(files, &paths));
        let changes = Changes { deleted: DocSet::empty(snapshot.len()), ..Changes::default() };
        let mut merge = Self { files, snapshot, copied, cursor: (0, 0), next: None, problems, changes };
        merge.advance();
        merge
    }

    /// Takes the next file of the walk.
    fn take(&mut self, place: Place) {
        let path = place.path();
        while let Some(stored) = self.next.take() {
            match stored.root.cmp(&place.root).then_with(|| walk::order(&stored.path, &path)) {
                Ordering::Less => {
                    self.changes.gone += 1;
                    self.mark_deleted(&stored);
                }
                Ordering::Equal if self.is_unchanged(&stored) => return self.keep(&stored),
                Ordering::Equal => {
                    self.mark_deleted(&stored);
                    break;
                }
                Ordering::Greater => {
                    self.next = Some(stored);
                    break;
                }
            }
        }
        self.changes.places.push(place);
    }

    fn finish(mut self) -> Changes {
        while let Some(stored) = self.next.take() {
            self.changes.gone += 1;
            self.mark_deleted(&stored);
        }
        self.changes
    }

    fn is_unchanged(&self, stored: &StoredFile) -> bool {
        let Ok(metadata) = self.files.metadata(&stored.path) else { return false };
        let now = Stamp::of(&metadata);
        let inode = if self.copied { now.inode } else { stored.stamp.inode };
        now == Stamp { inode, ..stored.stamp }
    }

    fn keep(&mut self, stored: &StoredFile) {
        self.changes.files += 1;
        self.changes.not_text += u32::from(stored.status == FileStatus::NotText);
        self.changes.problems.extend(self.problems.remove(&stored.path).unwrap_or_default());
        self.advance();
    }

    fn mark_deleted(&mut self, stored: &StoredFile) {
        stored.articles.clone().for_each(|id| self.changes.deleted.insert(id));
        self.advance();
    }

    /// Reads the next stored file. A damaged row ends the snapshot: what follows counts as new.
    fn advance(&mut self) {
        let mut file: Option<StoredFile> = None;
        let segments: &[Arc<_>] = self.snapshot.segments();
        while let Some(segment) = segments.get(self.cursor.0) {
            let Some(row) = segment.file(self.cursor.1) else {
                self.cursor = (self.cursor.0 + 1, 0);
                continue;
            };
            let continued = row.status() == FileStatus::Continued;
            if file.is_some() && !continued {
                break;
            }
            let articles = row.rows();
            let end = segment.base() + articles.end;
            let file = file.get_or_insert_with(|| StoredFile {
                root: row.root(),
                path: row.path(),
                stamp: row.stamp(),
                status: row.status(),
                articles: segment.base() + articles.start..end,
            });
            file.articles.end = end;
            // Of a file of lines, which is stored in parts, the last one may have broken off.
            if row.stamp() == Stamp::NONE {
                file.stamp = Stamp::NONE;
            }
            self.cursor.1 += 1;
        }
        self.next = file;
    }
}
