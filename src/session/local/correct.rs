//! What a user says of a folder: the library reads it so from now on, and keeps it in its snapshot.
//!
//! What must not go in: what can be said ([`crate::format::FolderCorrection`]), and which files are read anew
//! (`corpus::load::rejudge`).

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::following::FollowRequests;
use super::{LazyTagger, SharedLibrary};
use crate::corpus::{Corpus, Loader};
use crate::format::FolderCorrection;
use crate::messages::Message;

/// When it is said how many articles were read anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Also if it was none: the user has said how a folder is to be read.
    Always,
    /// If there were any: the folders may have become others.
    IfAny,
}

impl SharedLibrary {
    /// Whether a correction would be kept: a snapshot may be written.
    pub(super) fn keeps_corrections(&self) -> bool {
        self.publisher.writing().spec.is_some()
    }

    /// Reads `folder` as `correction` says, and has this written to the snapshot.
    pub(super) fn correct(&self, folder: PathBuf, correction: FolderCorrection) {
        let mut reading = self.reading();
        let kept = self.publisher.published.corpus().verdicts.corrections();
        let mut corrections = reading.options.clone().with_kept(kept).corrections;
        Arc::make_mut(&mut corrections).insert(folder, correction);
        reading.options.corrections = Arc::clone(&corrections);
        {
            let mut writing = self.publisher.writing();
            if let Some(spec) = &mut writing.spec {
                spec.options.corrections = corrections;
            }
            // One that is being written has the old verdicts.
            (writing.writer, writing.is_due) = (None, true);
        }
        drop(reading);
        self.rejudge(Told::Always);
    }

    /// Judges all folders anew, reads those of which the verdict has changed, and says how many articles that were.
    pub(super) fn rejudge(&self, told: Told) {
        let mut reading = self.reading();
        // Drop the old one first, so that it publishes nothing after the new one.
        reading.loader = None;
        let mut base = self.publisher.published.corpus();
        if !base.complete || base.is_damaged() {
            base.complete = false;
            base.mark_all_deleted();
            return reading.read(base, &self.publisher);
        }
        base.complete = false;
        // Articles read anew take the place of the old.
        base.followed.get_or_insert(base.len() as u32);
        let follow = reading.follow.clone();
        let (publisher, before) = (self.publisher.clone(), base.len());
        let is_told = AtomicBool::new(false);
        let publish = move |corpus: Corpus| {
            let articles = corpus.len() - before;
            let is_end = corpus.complete;
            publisher.publish(corpus);
            if is_end && !is_told.swap(true, Ordering::Relaxed) {
                follow.iter().for_each(FollowRequests::begin);
                if articles > 0 || told == Told::Always {
                    publisher.published.tell(Message::FoldersReread { articles });
                }
            }
        };
        let (roots, options) = (reading.roots.clone(), reading.options.clone());
        reading.loader = Some(Loader::rejudge(base, roots, options, Arc::new(LazyTagger), publish));
    }
}
