//! The library on this machine: folders, or a snapshot of them. It serves any number of sessions: it walks the folders and
//! makes corpus, words, near duplicates and snapshot once for all of them. Each session has its own search and list.
//!
//! What must not go in: what a session does with the answers.

mod background;
mod census;
pub(crate) mod concordance;
mod connection;
mod correct;
mod counting;
mod export;
mod following;
mod near_duplicates;
mod picture;
mod published;
mod rows;
mod search;
mod search_counts;
mod snapshot_writer;
mod source_file;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Wake;
use super::library::Library;
use super::snapshot_lookup::{LibrarySpec, SnapshotFault};
use crate::corpus::file_system::FileSystem;
use crate::corpus::follow::{FolderWatch, WatchMethod};
use crate::corpus::load::{LoadOptions, Loader, Root};
use crate::corpus::snapshot::{SnapshotSpec, kept_corrections};
use crate::corpus::walk::shown_path;
use crate::corpus::{Corpus, Tagger, Tags};
use crate::format::Draft;
use crate::messages::{Message, Word};
use crate::province::Recogniser;
use crate::session::mailbox::Mailbox;
use crate::store::NotReplaced;
use crate::text::CleanText;
pub(super) use census::MOST_SEEN;
pub use census::arrivals;
use concordance::SharedWords;
use connection::Connection;
use counting::{CountThread, Counting};
use following::{FollowRequests, FollowThread, Followed};
use near_duplicates::{DuplicatesThread, Finding};
use published::Published;
use search::SharedCache;
use snapshot_writer::{SnapshotWriter, Written};

/// Words are counted anew when so many articles have come since, and at least one in [`COUNTED_SHARE`].
const WORTH_COUNTING: usize = 256;
const COUNTED_SHARE: usize = 20;

/// The recogniser, created for the first article to tag: a snapshot without changes needs none.
#[derive(Debug)]
struct LazyTagger;

impl Tagger for LazyTagger {
    fn tags(&self, draft: &Draft) -> Tags {
        Recogniser::shared().tags(draft)
    }
}

/// A library on this machine; cheap to clone. It stops reading once it and all of its sessions are dropped.
#[derive(Debug, Clone)]
pub struct LocalLibrary(Arc<SharedLibrary>);

#[derive(Debug)]
struct SharedLibrary {
    reading: Mutex<FolderReading>,
    publisher: Publisher,
    counting: CountThread,
    duplicates: DuplicatesThread,
    cache: Arc<SharedCache>,
    words: Arc<SharedWords>,
    /// Follows changes; none if the library can have none.
    following: Option<FollowThread>,
}

/// The threads that read files.
#[derive(Debug)]
struct FolderReading {
    roots: Vec<Root>,
    options: LoadOptions,
    loader: Option<Loader>,
    /// Told when everything is read.
    follow: Option<FollowRequests>,
    /// The snapshot was abandoned once; articles read since are on the heap.
    rescued: bool,
    /// The user has been told that part of the snapshot is damaged.
    told: bool,
}

/// Passes a new corpus to everyone who works on it.
#[derive(Debug, Clone)]
struct Publisher {
    published: Arc<Published>,
    counting: Arc<Mailbox<Counting>>,
    duplicates: Arc<Mailbox<Finding>>,
    writing: Arc<Mutex<Writing>>,
    /// How many articles had come since everything was read when words were counted last.
    counted: Arc<Mutex<usize>>,
}

/// The snapshot that may be written, and the thread that writes it.
#[derive(Debug)]
struct Writing {
    spec: Option<SnapshotSpec>,
    writer: Option<SnapshotWriter>,
    /// It must be written, whether or not that is worth it: the user has said something of a folder.
    is_due: bool,
}

impl LocalLibrary {
    /// Starts reading, from a snapshot if there is one.
    pub fn open(spec: LibrarySpec, load: LoadOptions) -> Self {
        let base = spec.lookup.base.unwrap_or_default();
        let cache = Arc::<SharedCache>::default();
        let state = Arc::<Published>::default();
        if let Some(fault) = spec.lookup.fault {
            state.tell(notice(fault, spec.lookup.found.as_deref().unwrap_or_else(|| Path::new(""))));
        }
        let counting = CountThread::start(&spec.words.words);
        let duplicates = DuplicatesThread::start(Arc::clone(&cache), Arc::clone(&state));
        let writing = Writing { spec: spec.lookup.spec, writer: None, is_due: false };
        let publisher = Publisher {
            published: state,
            counting: counting.mailbox(),
            duplicates: duplicates.mailbox(),
            writing: Arc::new(Mutex::new(writing)),
            counted: Arc::default(),
        };
        // What was said of folders holds for a snapshot of another version too.
        let kept = publisher.writing().spec.as_ref().map(|spec| kept_corrections(&spec.target, &spec.roots));
        let (load, follow) = followed(&spec.roots, load.with_kept(kept.unwrap_or_default()));
        let followed = |follow: &FollowRequests| publisher.follow(follow, spec.roots.clone(), load.clone());
        let following = follow.as_ref().map(followed);
        let reading = FolderReading {
            roots: spec.roots,
            options: load,
            loader: None,
            follow,
            rescued: false,
            told: false,
        };
        let reading = Mutex::new(reading);
        let words = Arc::new(SharedWords::new(spec.words));
        let inner = SharedLibrary { reading, publisher, counting, duplicates, cache, words, following };
        inner.reading().read(base, &inner.publisher);
        Self(Arc::new(inner))
    }

    /// Connects one more session; calls `wake` whenever there is something to take.
    pub fn connect(&self, wake: &Wake) -> Box<dyn Library> {
        Box::new(Connection::new(Arc::clone(&self.0), wake))
    }
}

/// The options of a reading whose folders are watched from its beginning, and requests to who follows them. Without folders,
/// or where too many files are open, nothing is followed.
fn followed(roots: &[Root], load: LoadOptions) -> (LoadOptions, Option<FollowRequests>) {
    let has_paths = roots.iter().any(|root| root.path().is_some());
    let watch = FolderWatch::new(Arc::clone(&load.files), WatchMethod::Told).ok().filter(|_| has_paths);
    let Some(watch) = watch.map(Arc::new) else { return (load, None) };
    let files: Arc<dyn FileSystem> = Arc::<FolderWatch>::clone(&watch);
    (LoadOptions { files, ..load }, Some(FollowRequests::new(watch)))
}

impl Drop for SharedLibrary {
    fn drop(&mut self) {
        self.publisher.writing().writer = None;
    }
}

impl SharedLibrary {
    /// How files are read.
    fn options(&self) -> LoadOptions {
        self.reading().options.clone()
    }

    /// What was opened.
    fn roots(&self) -> Vec<Root> {
        self.reading().roots.clone()
    }

    fn reading(&self) -> MutexGuard<'_, FolderReading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks whether the snapshot under `corpus` is still intact. If not, abandons its articles and reads the files; if
    /// the articles are intact, keeps reading them from the snapshot and rewrites it.
    fn rescue(&self, corpus: &Corpus) {
        let damaged = corpus.is_damaged();
        if !damaged && !corpus.is_partly_damaged() {
            return;
        }
        let mut reading = self.reading();
        if reading.rescued || !damaged && std::mem::replace(&mut reading.told, true) {
            return;
        }
        let word = if damaged {
            reading.rescued = true;
            // Drop the old one first, so that it publishes nothing after the new one.
            reading.loader = None;
            let mut base = self.publisher.published.corpus();
            base.complete = false;
            base.mark_all_deleted();
            reading.read(base, &self.publisher);
            Word::SnapshotDamaged
        } else {
            self.publisher.write(corpus);
            Word::SnapshotPartDamaged
        };
        // The damage may be in its vocabulary.
        self.publisher.count(corpus);
        self.publisher.published.tell(word.into());
    }
}

impl FolderReading {
    fn read(&mut self, base: Corpus, publisher: &Publisher) {
        let publisher = publisher.clone();
        let follow = self.follow.clone();
        let publish = move |corpus: Corpus| {
            let complete = corpus.complete;
            publisher.publish(corpus);
            if let Some(follow) = follow.as_ref().filter(|_| complete) {
                follow.begin();
            }
        };
        let (roots, options) = (self.roots.clone(), self.options.clone());
        self.loader = Some(Loader::follow(base, roots, options, Arc::new(LazyTagger), publish));
    }
}

impl Publisher {
    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn publish(&self, corpus: Corpus) {
        self.write(&corpus);
        self.count(&corpus);
        near_duplicates::grow(&self.duplicates, &corpus);
        self.published.publish(corpus);
    }

    /// Starts to follow changes.
    fn follow(&self, requests: &FollowRequests, roots: Vec<Root>, options: LoadOptions) -> FollowThread {
        let own = self.clone();
        let grown = move |corpus: &Corpus| own.grown(corpus);
        let followed = Followed {
            roots,
            options,
            tagger: Arc::new(LazyTagger),
            published: Arc::clone(&self.published),
            grown: Box::new(grown),
        };
        FollowThread::start(requests, followed)
    }

    /// Passes on a corpus in which something has changed.
    fn grown(&self, corpus: &Corpus) {
        self.write(corpus);
        near_duplicates::grow(&self.duplicates, corpus);
        let changes = corpus.followed.map_or(0, |first| corpus.len() - first as usize);
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        // Counting all words of a small library takes seconds; a few new texts do not change what is offered.
        if changes >= *counted + WORTH_COUNTING.max(corpus.len() / COUNTED_SHARE) {
            *counted = changes;
            self.count(corpus);
        }
    }

    fn count(&self, corpus: &Corpus) {
        let is_writing = self.writing().writer.is_some();
        counting::grow(&self.counting, corpus, is_writing);
    }

    /// Has a snapshot of a complete corpus written, if it may be and is worth it; once.
    fn write(&self, corpus: &Corpus) {
        let mut writing = self.writing();
        let spec = writing.spec.clone().filter(|_| corpus.complete && writing.writer.is_none());
        let Some(spec) = spec else { return };
        let publisher = self.clone();
        let done = move |written| publisher.written(written);
        let is_due = std::mem::take(&mut writing.is_due);
        writing.writer = SnapshotWriter::start(corpus, spec, is_due, done);
    }

    /// The same corpus out of its new file, or what to say.
    fn written(&self, written: Written) {
        match written {
            Written::Same(corpus) => {
                if self.published.restore(&corpus) {
                    self.count(&corpus);
                    near_duplicates::grow(&self.duplicates, &self.published.corpus());
                }
            }
            Written::Failed(error) => self.published.tell(not_written(&error)),
            Written::Nothing => {}
        }
    }
}

fn not_written(error: &io::Error) -> Message {
    match NotReplaced::path(error) {
        Some(path) => Message::SnapshotNotReplaced(file_name(path)),
        None => Message::SnapshotNotKept(error.into()),
    }
}

/// The name of a file without its folders, which are nobody's business here.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    CleanText::line(&shown_path(Path::new(name))).to_string()
}

/// What to say of a snapshot that could not be used.
fn notice(fault: SnapshotFault, found: &Path) -> Message {
    match fault {
        SnapshotFault::Damaged => Word::SnapshotDamaged.into(),
        SnapshotFault::Older => Word::SnapshotOlder.into(),
        SnapshotFault::Unreadable => Word::SnapshotUnreadable.into(),
        SnapshotFault::Untrusted => Word::SnapshotUntrusted.into(),
        SnapshotFault::Foreign => Message::SnapshotNotReplaced(file_name(found)),
    }
}
