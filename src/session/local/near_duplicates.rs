//! The thread that finds duplicates and near duplicates once a library is read, for all its sessions.
//!
//! Only the thread; `search` defines a near duplicate.

use std::sync::Arc;

use super::published::Published;
use super::search::{SharedCache, lock};
use crate::corpus::Corpus;
use crate::search::near_duplicates;
use crate::search::near_duplicates::{NearDuplicateFinder, NearDuplicates};
use crate::session::mailbox::{Contents, Mailbox, Worker};
use crate::store::give_back_freed_memory;

/// Articles compared between two checks of the mailbox: a millisecond or two.
const BATCH: usize = 256;

#[derive(Debug, Default)]
pub(super) struct Finding {
    corpus: Option<Corpus>,
    idle: bool,
    stop: bool,
}

impl Contents for Finding {
    fn stop(&mut self) {
        self.stop = true;
    }
}

/// The thread.
#[derive(Debug)]
pub(super) struct DuplicatesThread(Worker<Finding>);

impl DuplicatesThread {
    pub(super) fn start(cache: Arc<SharedCache>, published: Arc<Published>) -> Self {
        Self(Worker::start(move |mailbox| {
            // Keys come first; it matters little if the system does not allow this.
            let _ = rustix::process::nice(5);
            work(mailbox, &cache, &published);
        }))
    }

    /// The mailbox that takes corpora.
    pub(super) fn mailbox(&self) -> Arc<Mailbox<Finding>> {
        Arc::clone(&self.0.mailbox)
    }

    /// Whether there is nothing left to find.
    pub(super) fn is_idle(&self) -> bool {
        let inbox = self.0.mailbox.lock();
        inbox.idle && inbox.corpus.is_none()
    }
}

/// Passes on a larger corpus. Only a complete one is searched.
pub(super) fn grow(mailbox: &Mailbox<Finding>, corpus: &Corpus) {
    if corpus.complete {
        mailbox.put(|inbox| {
            inbox.corpus = Some(corpus.clone());
            inbox.idle = false;
        });
    }
}

fn work(mailbox: &Mailbox<Finding>, cache: &SharedCache, published: &Published) {
    let mut finder: Option<NearDuplicateFinder> = None;
    while let Some(corpus) = next(mailbox) {
        if lock(cache).set_same(NearDuplicates::identical(&corpus)) {
            published.touch();
        }
        if corpus.len() > near_duplicates::MOST {
            continue;
        }
        let finder = finder.get_or_insert_with(|| lock(cache).begin_finding(&corpus));
        while !finder.is_done(&corpus) && !is_disturbed(mailbox) {
            finder.advance(&corpus, BATCH);
        }
        if finder.is_done(&corpus) && lock(cache).set_similar(finder.near_duplicates()) {
            published.touch();
        }
        drop(corpus);
        give_back_freed_memory();
    }
}

/// Waits for a corpus; `None` means stop.
fn next(mailbox: &Mailbox<Finding>) -> Option<Corpus> {
    let mut inbox = mailbox.lock();
    loop {
        if inbox.stop {
            return None;
        }
        if let Some(corpus) = inbox.corpus.take() {
            return Some(corpus);
        }
        inbox.idle = true;
        inbox = mailbox.wait(inbox);
    }
}

fn is_disturbed(mailbox: &Mailbox<Finding>) -> bool {
    let inbox = mailbox.lock();
    inbox.stop || inbox.corpus.is_some()
}
