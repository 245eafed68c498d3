//! What has changed since a snapshot: the walk and the stored files go side by side, both in walk order, so that only the
//! changes are held in memory.
//!
//! Looks at names and stamps; no file is opened. Names are listed and compared on one thread, stamps looked at on another: of
//! 100,000 files that takes the system about as long.

use std::cmp::Ordering;
use std::collections::{HashMap, VecDeque};
use std::ops::ControlFlow;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::{mem, thread};

use crate::corpus::file_system::FileSystem;
use crate::corpus::root::Root;
use crate::corpus::segment::{FileStatus, Stamp};
use crate::corpus::stored_files::{StoredFile, StoredFiles};
use crate::corpus::walk::{self, Place, Skipped};
use crate::corpus::{Corpus, Problem};
use crate::store::DocSet;

/// If more than a half of the files have changed, everything is read anew, in order.
const NEARLY_ALL: usize = 2;

/// Files handed to the thread that looks at stamps at once.
const CHUNK: usize = 512;
/// Chunks that may wait for it.
const AHEAD: usize = 8;

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
                if !problems.is_empty() {
                    self.problems.extend(problems.remove(&stored.path()).unwrap_or_default());
                }
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
    let mut take = |found: Vec<MergeItem<'_>>, same: &[bool]| {
        for (found, is_same) in found.into_iter().zip(same) {
            match found {
                MergeItem::File(matched) => changes.take(matched.compared(*is_same), &mut problems),
                MergeItem::Passed(problem) => changes.problems.push(problem),
                MergeItem::Problem(problem) => {
                    changes.files += 1;
                    changes.problems.push(problem);
                }
            }
        }
    };
    let (send, receive) = mpsc::channel::<Arc<Vec<MergeItem<'_>>>>();
    let (answer, answers) = mpsc::channel::<Vec<bool>>();
    let skipped = thread::scope(|scope| {
        scope.spawn(move || {
            let mut looker = Looker { files, copied, folder: PathBuf::new(), descriptor: None };
            for chunk in receive {
                let same = chunk.iter().map(|found| looker.is_same(found)).collect();
                // The other thread waits for the answer, and then frees what it has allocated.
                drop(chunk);
                if answer.send(same).is_err() {
                    return;
                }
            }
        });
        // This ends with the closure, and with it the other thread.
        let send = send;
        let mut waiting = VecDeque::new();
        let mut settle = |waiting: &mut VecDeque<Arc<Vec<MergeItem<'_>>>>, most: usize| {
            while waiting.len() > most {
                let same = answers.recv().unwrap_or_default();
                let chunk = waiting.pop_front().and_then(Arc::into_inner);
                take(chunk.unwrap_or_default(), &same);
            }
        };
        let skipped = matches(snapshot, (files, roots), &mut |chunk| {
            let chunk = Arc::new(chunk);
            waiting.push_back(Arc::clone(&chunk));
            let is_taken = send.send(chunk).is_ok();
            settle(&mut waiting, AHEAD);
            if !is_taken || stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        settle(&mut waiting, 0);
        skipped
    });
    (changes, skipped)
}

/// What a comparison comes upon.
enum MergeItem<'a> {
    File(Matched<'a>),
    Problem(Problem),
    Passed(Problem),
}

/// Looks at stamps. It allocates nothing: the two threads share one heap.
struct Looker<'a> {
    files: &'a dyn FileSystem,
    /// The roots are copies: file numbers differ and say nothing.
    copied: bool,
    /// The folder looked into last, and its descriptor if there is one.
    folder: PathBuf,
    descriptor: Option<OwnedFd>,
}

impl Looker<'_> {
    /// Whether a file looks as it did when it was read.
    fn is_same(&mut self, found: &MergeItem<'_>) -> bool {
        let MergeItem::File(Matched::Both(stored, place)) = found else { return false };
        if self.folder != place.folder.path {
            self.folder.clone_from(&place.folder.path);
            self.descriptor = self.files.folder(&self.folder);
        }
        let now = self.descriptor.as_ref().and_then(|folder| Stamp::in_folder(folder, &place.file));
        match now {
            Some(now) => is_same(stored, self.copied, now),
            None => looks_same(self.files, self.copied, stored, place),
        }
    }
}

fn looks_same(files: &dyn FileSystem, copied: bool, stored: &StoredFile<'_>, place: &Place) -> bool {
    files.metadata(&place.path()).is_ok_and(|metadata| is_same(stored, copied, Stamp::of(&metadata)))
}

fn is_same(stored: &StoredFile<'_>, copied: bool, now: Stamp) -> bool {
    let inode = if copied { now.inode } else { stored.stamp.inode };
    now == Stamp { inode, ..stored.stamp }
}

/// Walks `roots` beside the stored files of `snapshot` and hands over what it comes upon in chunks, until `send` breaks off.
fn matches<'a>(
    snapshot: &'a Corpus,
    (files, roots): (&dyn FileSystem, &[Root]),
    send: &mut dyn FnMut(Vec<MergeItem<'a>>) -> ControlFlow<()>,
) -> Skipped {
    let mut merge = Merge::new(StoredFiles::all(snapshot.segments()));
    let mut chunk = Vec::with_capacity(CHUNK);
    let skipped = walk::walk(files, roots, &mut |found| {
        match found {
            walk::WalkItem::File(place) => {
                merge.take(place, &mut |matched| chunk.push(MergeItem::File(matched)));
            }
            walk::WalkItem::Bytes(..) => {}
            walk::WalkItem::Passed(problem) => chunk.push(MergeItem::Passed(problem)),
            walk::WalkItem::Problem(problem) => chunk.push(MergeItem::Problem(problem)),
        }
        if chunk.len() < CHUNK {
            return ControlFlow::Continue(());
        }
        send(mem::replace(&mut chunk, Vec::with_capacity(CHUNK)))
    });
    merge.finish(&mut |matched| chunk.push(MergeItem::File(matched)));
    _ = send(chunk);
    skipped
}

/// What became of a file.
pub(in crate::corpus) enum Compared<'a> {
    Same(StoredFile<'a>),
    Changed(StoredFile<'a>, Place),
    New(Place),
    Gone(StoredFile<'a>),
}

/// A file that is stored, lies there, or both; its stamp is not yet looked at.
pub(in crate::corpus) enum Matched<'a> {
    Both(StoredFile<'a>, Place),
    New(Place),
    Gone(StoredFile<'a>),
}

impl<'a> Matched<'a> {
    /// What became of it, if a file that is stored and lies there looks the same.
    fn compared(self, is_same: bool) -> Compared<'a> {
        match self {
            Self::New(place) => Compared::New(place),
            Self::Gone(stored) => Compared::Gone(stored),
            Self::Both(stored, _) if is_same => Compared::Same(stored),
            Self::Both(stored, place) => Compared::Changed(stored, place),
        }
    }

    /// What became of it. Where the roots are copies (`copied`), file numbers differ and say nothing.
    pub(in crate::corpus) fn looked_at(self, files: &dyn FileSystem, copied: bool) -> Compared<'a> {
        let same = match &self {
            Self::Both(stored, place) => looks_same(files, copied, stored, place),
            Self::New(_) | Self::Gone(_) => false,
        };
        self.compared(same)
    }
}

/// Goes through stored files and a walk side by side. Both are in walk order.
pub(in crate::corpus) struct Merge<'a, I> {
    stored: I,
    next: Option<StoredFile<'a>>,
}

impl<'a, I: Iterator<Item = StoredFile<'a>>> Merge<'a, I> {
    pub(in crate::corpus) fn new(mut stored: I) -> Self {
        let next = stored.next();
        Self { stored, next }
    }

    /// Takes the next file of the walk.
    pub(in crate::corpus) fn take(&mut self, place: Place, sink: &mut dyn FnMut(Matched<'a>)) {
        while let Some(stored) = self.next.take() {
            match stored.root().cmp(&place.root).then_with(|| stored.order(&place)) {
                Ordering::Less => {
                    self.next = self.stored.next();
                    sink(Matched::Gone(stored));
                }
                Ordering::Equal => {
                    self.next = self.stored.next();
                    return sink(Matched::Both(stored, place));
                }
                Ordering::Greater => {
                    self.next = Some(stored);
                    break;
                }
            }
        }
        sink(Matched::New(place));
    }

    /// The walk is over: what it did not come upon is gone.
    pub(in crate::corpus) fn finish(&mut self, sink: &mut dyn FnMut(Matched<'a>)) {
        self.next
            .take()
            .into_iter()
            .chain(self.stored.by_ref())
            .for_each(|stored| sink(Matched::Gone(stored)));
    }
}
