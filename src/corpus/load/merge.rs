//! What has changed since a snapshot: the walk and the stored files go side by side, both in walk order, so that only the
//! changes are held in memory.
//!
//! Looks at names and stamps; no file is opened.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::corpus::file_system::FileSystem;
use crate::corpus::root::Root;
use crate::corpus::segment::{FileStatus, Stamp};
use crate::corpus::stored_files::{StoredFile, StoredFiles};
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

    fn take(&mut self, compared: Compared<'_>, problems: &mut HashMap<PathBuf, Vec<Problem>>) {
        match compared {
            Compared::Same(stored) => {
                self.files += 1;
                self.not_text += u32::from(stored.status() == FileStatus::NotText);
                self.problems.extend(problems.remove(&stored.path()).unwrap_or_default());
            }
            Compared::Changed(stored, place) => {
                stored.articles.for_each(|id| self.deleted.insert(id));
                self.places.push(place);
            }
            Compared::New(place) => self.places.push(place),
            Compared::Gone(stored) => {
                self.gone += 1;
                stored.articles.for_each(|id| self.deleted.insert(id));
            }
        }
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
    let paths: Vec<PathBuf> = roots.iter().filter_map(Root::path).map(PathBuf::from).collect();
    let mut problems: HashMap<PathBuf, Vec<Problem>> = HashMap::new();
    for problem in snapshot.problems.iter() {
        problems.entry(problem.file().to_owned()).or_default().push(problem.clone());
    }
    let copied = snapshot.stored.as_ref().is_some_and(|stored| stored.origin.is_copied(files, &paths));
    let mut changes = Changes { deleted: DocSet::empty(snapshot.len()), ..Changes::default() };
    let mut merge = Merge::new(files, copied, StoredFiles::all(snapshot.segments()));
    let skipped = walk::walk(files, roots, &mut |found| {
        match found {
            walk::WalkItem::File(place) => {
                merge.take(place, &mut |compared| changes.take(compared, &mut problems));
            }
            walk::WalkItem::Bytes(..) => {}
            walk::WalkItem::Passed(problem) => changes.problems.push(problem),
            walk::WalkItem::Problem(problem) => {
                changes.files += 1;
                changes.problems.push(problem);
            }
        }
        if stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    merge.finish(&mut |compared| changes.take(compared, &mut problems));
    (changes, skipped)
}

/// What became of a file.
pub(in crate::corpus) enum Compared<'a> {
    Same(StoredFile<'a>),
    Changed(StoredFile<'a>, Place),
    New(Place),
    Gone(StoredFile<'a>),
}

/// Goes through stored files and a walk side by side. Both are in walk order.
pub(in crate::corpus) struct Merge<'a, I> {
    files: &'a dyn FileSystem,
    /// The roots are copies, so that file numbers differ and say nothing.
    copied: bool,
    stored: I,
    next: Option<StoredFile<'a>>,
}

impl<'a, I: Iterator<Item = StoredFile<'a>>> Merge<'a, I> {
    pub(in crate::corpus) fn new(files: &'a dyn FileSystem, copied: bool, mut stored: I) -> Self {
        let next = stored.next();
        Self { files, copied, stored, next }
    }

    /// Takes the next file of the walk.
    pub(in crate::corpus) fn take(&mut self, place: Place, sink: &mut dyn FnMut(Compared<'a>)) {
        let path = place.path();
        while let Some(stored) = self.next.take() {
            match stored.root().cmp(&place.root).then_with(|| walk::order(&stored.path(), &path)) {
                Ordering::Less => {
                    self.next = self.stored.next();
                    sink(Compared::Gone(stored));
                }
                Ordering::Equal => {
                    self.next = self.stored.next();
                    return sink(if self.is_unchanged(&stored, &path) {
                        Compared::Same(stored)
                    } else {
                        Compared::Changed(stored, place)
                    });
                }
                Ordering::Greater => {
                    self.next = Some(stored);
                    break;
                }
            }
        }
        sink(Compared::New(place));
    }

    /// The walk is over: what it did not come upon is gone.
    pub(in crate::corpus) fn finish(mut self, sink: &mut dyn FnMut(Compared<'a>)) {
        self.next.take().into_iter().chain(self.stored).for_each(|stored| sink(Compared::Gone(stored)));
    }

    fn is_unchanged(&self, stored: &StoredFile<'_>, path: &std::path::Path) -> bool {
        let Ok(metadata) = self.files.metadata(path) else { return false };
        let now = Stamp::of(&metadata);
        let inode = if self.copied { now.inode } else { stored.stamp.inode };
        now == Stamp { inode, ..stored.stamp }
    }
}
