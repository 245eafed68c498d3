//! The search thread: the newest query wins, results come in growing pieces, a growing corpus is followed.
//!
//! Only running; what matching means is in `index`.

use std::sync::Arc;

use super::Wake;
use super::mailbox::{Contents, Mailbox, Worker};
use crate::corpus::{Corpus, Stored};
use crate::province::corrections::Corrections;
use crate::query::Query;
use crate::search::Budget;
use crate::search::arrange::{Arrangement, arranged};
use crate::search::near_duplicates;
use crate::search::near_duplicates::NearDuplicateFinder;
use crate::search::order::OrderCache;
use crate::search::postings::Postings;
use crate::search::{Scan, SearchRequest, SearchResult, SearchSnapshot};

/// Articles looked at for near duplicates between two looks at the mailbox: a millisecond or two.
const DUPLICATES: usize = 256;

/// A search and how its answer is arranged.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) generation: u64,
    pub(super) query: Query,
    pub(super) arrangement: Arrangement,
}

#[derive(Debug, Default)]
struct Searching {
    job: Option<Job>,
    generation: u64,
    searched: SearchSnapshot,
    grown: bool,
    result: Option<(u64, SearchResult)>,
    idle: bool,
    stop: bool,
}

impl Contents for Searching {
    fn stop(&mut self) {
        self.stop = true;
    }
}

/// The thread.
#[derive(Debug)]
pub(super) struct SearchThread(Worker<Searching>);

impl SearchThread {
    pub(super) fn start(wake: Wake) -> Self {
        Self(Worker::start(move |mailbox| work(mailbox, &wake)))
    }

    /// Hands over a new query; the one before it is given up.
    pub(super) fn start_query(&self, job: Job) {
        self.0.mailbox.put(|inbox| {
            inbox.generation = job.generation;
            inbox.job = Some(job);
            inbox.result = None;
            inbox.idle = false;
        });
    }

    /// Hands over a larger corpus; the search goes on in it.
    pub(super) fn grow(&self, corpus: &Corpus) {
        self.0.mailbox.put(|inbox| {
            inbox.searched.corpus = corpus.clone();
            inbox.grown = true;
            inbox.idle = false;
        });
    }

    /// Takes the corrections that hold from the next query on.
    pub(super) fn set_corrections(&self, corrections: Arc<Corrections>) {
        self.0.mailbox.lock().searched.corrections = corrections;
    }

    /// The newest result, once.
    pub(super) fn take(&self) -> Option<(u64, SearchResult)> {
        self.0.mailbox.lock().result.take()
    }

    /// Whether there is nothing left to search and nothing to collect.
    pub(super) fn is_idle(&self) -> bool {
        let inbox = self.0.mailbox.lock();
        inbox.idle && inbox.result.is_none()
    }
}

/// What is known beforehand, from a snapshot or from looking when there was nothing else to do.
#[derive(Default)]
struct SearchCache {
    orders: OrderCache,
    finder: NearDuplicateFinder,
    /// The snapshot in use, and its index if it has one.
    index: Option<(Arc<Stored>, Option<Arc<Postings>>)>,
}

impl SearchCache {
    /// Opens what a new snapshot has, once; the searched gets its index.
    fn add_to(&mut self, searched: SearchSnapshot) -> SearchSnapshot {
        let Some(stored) = &searched.corpus.stored else { return searched };
        if !self.index.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, stored)) {
            self.index = Some((Arc::clone(stored), Postings::stored(stored).map(Arc::new)));
            if self.finder.is_new() {
                self.finder = NearDuplicateFinder::stored(stored).unwrap_or_default();
            }
        }
        SearchSnapshot {
            postings: self.index.as_ref().and_then(|(_, postings)| postings.clone()),
            ..searched
        }
    }

    /// Whether near duplicates are still to be looked for, when nothing else is to be done.
    fn is_behind(&self, scan: &Scan) -> bool {
        let corpus = &scan.searched().corpus;
        corpus.complete && corpus.len() <= near_duplicates::MOST && !self.finder.is_done(corpus)
    }
}

fn work(mailbox: &Mailbox<Searching>, wake: &Wake) {
    let mut cache = SearchCache::default();
    let mut scan = Scan::new(SearchRequest::default(), SearchSnapshot::default(), &mut cache.orders, None);
    let (mut generation, mut arrangement) = (0, Arrangement::default());
    let mut budget = Budget::FIRST;
    loop {
        let mut inbox = mailbox.lock();
        while !inbox.stop && inbox.job.is_none() && !inbox.grown && scan.is_done() && !cache.is_behind(&scan)
        {
            inbox.idle = true;
            inbox = mailbox.wait(inbox);
        }
        if inbox.stop {
            return;
        }
        let job = inbox.job.take();
        let grown = std::mem::take(&mut inbox.grown);
        let searched = (job.is_some() || grown).then(|| inbox.searched.clone());
        drop(inbox);
        let searched = searched.map(|searched| cache.add_to(searched));
        match (job, searched) {
            (Some(job), Some(searched)) => {
                (generation, arrangement) = (job.generation, job.arrangement);
                let request = SearchRequest { query: job.query, order: arrangement.order };
                scan = Scan::new(request, searched, &mut cache.orders, Some(&scan));
                budget = Budget::FIRST;
            }
            (None, Some(searched)) => scan.grow(searched, &mut cache.orders),
            (_, None) => {}
        }
        let outdated = || {
            let inbox = mailbox.lock();
            inbox.stop || inbox.generation != generation
        };
        if scan.is_done() && cache.is_behind(&scan) {
            cache.finder.advance(&scan.searched().corpus, DUPLICATES);
            if cache.is_behind(&scan) || cache.finder.near_duplicates().is_empty() {
                continue;
            }
        } else if !scan.advance(budget, &outdated) {
            continue;
        }
        budget = budget.next();
        if !scan.is_presentable() {
            continue;
        }
        let found = arranged(&scan, arrangement, cache.finder.near_duplicates());
        let mut inbox = mailbox.lock();
        if inbox.generation == generation {
            let first = inbox.result.replace((generation, found)).is_none();
            drop(inbox);
            if first {
                wake();
            }
        }
    }
}
