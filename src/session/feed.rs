//! Where a session's corpus comes from: a snapshot or the files, then what has changed, then the snapshot that was made of
//! it. Hands on corpora and what there is to say; what is done with them is not decided here.

use std::sync::{Arc, Mutex, PoisonError};

use super::Wake;
use super::snapshot_lookup::{SnapshotFault, SnapshotLookup};
use super::snapshot_writer::{SnapshotWriter, Written, unwritten};
use crate::corpus::load::{LoadOptions, Loader, Root};
use crate::corpus::snapshot::Order;
use crate::corpus::{Corpus, Tagger, Tags};
use crate::format::Draft;
use crate::messages::Word;
use crate::province::Recogniser;

/// The recogniser, made when the first article has to be tagged: a snapshot without changes needs none.
#[derive(Debug)]
struct LazyTagger;

impl Tagger for LazyTagger {
    fn tags(&self, draft: &Draft) -> Tags {
        Recogniser::shared().tags(draft)
    }
}

/// A word and a reason behind it.
pub(super) type Notice = (Word, String);

/// The threads that read and write, and what they are told.
pub(super) struct Feed {
    roots: Vec<Root>,
    options: LoadOptions,
    tagger: Arc<dyn Tagger>,
    order: Option<Order>,
    wake: Wake,
    grown: Arc<Mutex<Option<Corpus>>>,
    loader: Option<Loader>,
    writer: Option<SnapshotWriter>,
    /// The snapshot was given up once; what is read now lies on the heap.
    rescued: bool,
    /// It was said that a part of the snapshot is damaged.
    told: bool,
}

impl Feed {
    /// Starts reading `roots`, from the snapshot on `lookup` if there is one.
    pub(super) fn start(roots: Vec<Root>, options: LoadOptions, lookup: SnapshotLookup, wake: &Wake) -> Self {
        let mut feed = Self {
            roots,
            options,
            tagger: Arc::new(LazyTagger),
            order: lookup.order,
            wake: Arc::clone(wake),
            grown: Arc::default(),
            loader: None,
            writer: None,
            rescued: false,
            told: false,
        };
        feed.read(lookup.base.unwrap_or_default());
        feed
    }

    fn read(&mut self, base: Corpus) {
        // The old one goes first, so that nothing of it is published after something of the new one.
        self.loader = None;
        let (slot, wake) = (Arc::clone(&self.grown), Arc::clone(&self.wake));
        let publish = move |corpus: Corpus| {
            let before = slot.lock().unwrap_or_else(PoisonError::into_inner).replace(corpus);
            if before.is_none() {
                wake();
            }
        };
        let (roots, options) = (self.roots.clone(), self.options.clone());
        self.loader = Some(Loader::follow(base, roots, options, Arc::clone(&self.tagger), publish));
    }

    /// The corpus, if it has changed since the last call.
    pub(super) fn take(&mut self) -> Option<Corpus> {
        let grown = self.grown.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(corpus) = &grown {
            self.keep(corpus);
        }
        grown
    }

    /// Lets a snapshot of a complete corpus be made, if it may be and is worth it; once.
    fn keep(&mut self, corpus: &Corpus) {
        if let Some(order) = self.order.as_ref().filter(|_| corpus.complete && self.writer.is_none()) {
            self.writer = SnapshotWriter::start(corpus, order.clone(), Arc::clone(&self.tagger), &self.wake);
        }
    }

    /// Whether a snapshot is being made, or was.
    pub(super) fn is_keeping(&self) -> bool {
        self.writer.is_some()
    }

    /// What the writer has done: the same corpus out of its new file, or what to say.
    pub(super) fn take_kept(&mut self) -> (Option<Corpus>, Option<Notice>) {
        match self.writer.as_ref().and_then(SnapshotWriter::take) {
            Some(Written::Same(corpus)) => (Some(corpus), None),
            Some(Written::Failed(error)) => (None, Some((Word::SnapshotNotKept, unwritten(&error)))),
            Some(Written::Nothing) | None => (None, None),
        }
    }

    /// Looks whether the file under `corpus` is still whole. If not, its articles are given up, and the files are read; or
    /// if these are whole, the file is made anew while they are read from it.
    pub(super) fn rescue(&mut self, corpus: &Corpus) -> Option<Notice> {
        if self.rescued {
            return None;
        }
        if !corpus.is_damaged() {
            if self.told || !corpus.is_partly_damaged() {
                return None;
            }
            self.told = true;
            self.keep(corpus);
            return Some((Word::SnapshotPartDamaged, String::new()));
        }
        self.rescued = true;
        let mut base = corpus.clone();
        base.complete = false;
        base.mark_all_deleted();
        self.read(base);
        Some((Word::SnapshotDamaged, String::new()))
    }
}

/// What to say of a snapshot that could not be used.
pub(super) fn notice(fault: SnapshotFault) -> Word {
    match fault {
        SnapshotFault::Damaged => Word::SnapshotDamaged,
        SnapshotFault::Older => Word::SnapshotOlder,
        SnapshotFault::Unreadable => Word::SnapshotUnreadable,
    }
}
