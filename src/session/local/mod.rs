//! The library on this machine: folders, or a snapshot of them. It serves any number of sessions: it walks the folders and
//! makes corpus, words, near duplicates and snapshot once for all of them. Each session has its own search and list.
//!
//! What must not go in: what a session does with the answers.

mod census;
mod connection;
mod counting;
mod near_duplicates;
mod published;
mod rows;
mod search;
mod snapshot_writer;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Wake;
use super::library::Library;
use super::snapshot_lookup::{LibrarySpec, SnapshotFault};
use crate::corpus::load::{LoadOptions, Loader, Root};
use crate::corpus::snapshot::SnapshotSpec;
use crate::corpus::walk::shown_path;
use crate::corpus::{Corpus, Tagger, Tags};
use crate::format::Draft;
use crate::messages::{Message, Word};
use crate::province::Recogniser;
use crate::session::mailbox::Mailbox;
use crate::store::NotReplaced;
use crate::text::CleanText;
use connection::Connection;
use counting::{CountThread, Counting};
use near_duplicates::{DuplicatesThread, Finding};
use published::Published;
use search::SharedCache;
use snapshot_writer::{SnapshotWriter, Written};

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
}

/// The threads that read files.
#[derive(Debug)]
struct FolderReading {
    roots: Vec<Root>,
    options: LoadOptions,
    loader: Option<Loader>,
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
}

/// The snapshot that may be written, and the thread that writes it.
#[derive(Debug)]
struct Writing {
    spec: Option<SnapshotSpec>,
    writer: Option<SnapshotWriter>,
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
        let counting = CountThread::start();
        let duplicates = DuplicatesThread::start(Arc::clone(&cache), Arc::clone(&state));
        let writing = Writing { spec: spec.lookup.spec, writer: None };
        let publisher = Publisher {
            published: state,
            counting: counting.mailbox(),
            duplicates: duplicates.mailbox(),
            writing: Arc::new(Mutex::new(writing)),
        };
        let reading =
            FolderReading { roots: spec.roots, options: load, loader: None, rescued: false, told: false };
        let inner = SharedLibrary { reading: Mutex::new(reading), publisher, counting, duplicates, cache };
        inner.reading().read(base, &inner.publisher);
        Self(Arc::new(inner))
    }

    /// Connects one more session; calls `wake` whenever there is something to take.
    pub fn connect(&self, wake: &Wake) -> Box<dyn Library> {
        Box::new(Connection::new(Arc::clone(&self.0), wake))
    }
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
        let publish = move |corpus| publisher.publish(corpus);
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
        writing.writer = SnapshotWriter::start(corpus, spec, Arc::new(LazyTagger), done);
    }

    /// The same corpus out of its new file, or what to say.
    fn written(&self, written: Written) {
        match written {
            Written::Same(corpus) => self.publish(corpus),
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
