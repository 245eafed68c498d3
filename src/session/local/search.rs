//! The search thread of one session: the newest query wins, results come in growing parts, and the search continues in a
//! growing corpus.
//!
//! Only the thread; `search` defines matching. A [`SearchCache`] holds what all sessions of a library share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::corpus::{Corpus, Stored};
use crate::query::Query;
use crate::search::arrange::{Arrangement, KnownDuplicates, arranged};
use crate::search::near_duplicates::{NearDuplicateFinder, NearDuplicates};
use crate::search::order::OrderCache;
use crate::search::postings::Postings;
use crate::search::{Budget, Scan, SearchRequest, SearchResult, SearchSnapshot};
use crate::session::Wake;
use crate::session::mailbox::{Contents, Mailbox, Worker};
use crate::state::Annotations;

/// A search and the arrangement of its answer.
#[derive(Debug)]
pub(super) struct SearchJob {
    pub(super) generation: u64,
    pub(super) query: Query,
    pub(super) arrangement: Arrangement,
    pub(super) annotations: Arc<Annotations>,
}

#[derive(Debug, Default)]
struct Searching {
    job: Option<SearchJob>,
    generation: u64,
    corpus: Corpus,
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
    pub(super) fn start(cache: Arc<SharedCache>, wake: Wake) -> Self {
        Self(Worker::start(move |mailbox| work(mailbox, &cache, &wake)))
    }

    /// Starts a new query and drops the previous one.
    pub(super) fn start_query(&self, job: SearchJob) {
        self.0.mailbox.put(|inbox| {
            inbox.generation = job.generation;
            inbox.job = Some(job);
            inbox.result = None;
            inbox.idle = false;
        });
    }

    /// Continues the search in a larger corpus.
    pub(super) fn grow(&self, corpus: &Corpus) {
        self.0.mailbox.put(|inbox| {
            inbox.corpus = corpus.clone();
            inbox.grown = true;
            inbox.idle = false;
        });
    }

    /// Takes the newest result.
    pub(super) fn take(&self) -> Option<(u64, SearchResult)> {
        self.0.mailbox.lock().result.take()
    }

    /// Whether nothing is left to search or to take.
    pub(super) fn is_idle(&self) -> bool {
        let inbox = self.0.mailbox.lock();
        inbox.idle && inbox.result.is_none()
    }
}

/// A cache shared by threads.
pub(super) type SharedCache = Mutex<SearchCache>;

/// Knowledge about a library from its snapshot or from earlier searches, shared by all sessions.
#[derive(Debug, Default)]
pub(super) struct SearchCache {
    orders: OrderCache,
    duplicates: KnownDuplicates,
    /// The snapshot's near duplicates, until the thread that finds more takes them.
    finder: Option<NearDuplicateFinder>,
    /// That thread has started.
    finding: bool,
    /// The snapshot in use, and its index if it has one.
    index: Option<(Arc<Stored>, Option<Arc<Postings>>)>,
}

/// Locks a cache. No search runs under the lock.
pub(super) fn lock(cache: &SharedCache) -> MutexGuard<'_, SearchCache> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SearchCache {
    /// Opens the index and near duplicates of a new snapshot, once.
    fn open(&mut self, stored: &Arc<Stored>) {
        if self.index.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, stored)) {
            return;
        }
        self.index = Some((Arc::clone(stored), Postings::stored(stored).map(Arc::new)));
        if !self.finding && self.finder.is_none() {
            self.finder = NearDuplicateFinder::stored(stored);
            self.duplicates.similar =
                self.finder.as_ref().map(|finder| Arc::clone(finder.near_duplicates())).unwrap_or_default();
        }
    }

    /// The index of the snapshot of `corpus`, if it has one.
    fn postings(&mut self, corpus: &Corpus) -> Option<Arc<Postings>> {
        self.open(corpus.stored.as_ref()?);
        self.index.as_ref().and_then(|(_, postings)| postings.clone())
    }

    /// The duplicates found so far.
    pub(super) fn duplicates(&self) -> KnownDuplicates {
        self.duplicates.clone()
    }

    /// The near duplicates known in `corpus`, for the one thread that finds more.
    pub(super) fn begin_finding(&mut self, corpus: &Corpus) -> NearDuplicateFinder {
        if let Some(stored) = &corpus.stored {
            self.open(stored);
        }
        self.finding = true;
        self.finder.take().unwrap_or_default()
    }

    /// Takes near duplicates; false if they were known already.
    pub(super) fn set_similar(&mut self, similar: &Arc<NearDuplicates>) -> bool {
        let new = *similar != self.duplicates.similar;
        self.duplicates.similar = Arc::clone(similar);
        new
    }

    /// Takes articles with the same text; false if they were known already.
    pub(super) fn set_same(&mut self, same: NearDuplicates) -> bool {
        let new = same != *self.duplicates.same;
        self.duplicates.same = Arc::new(same);
        new
    }
}

/// The corpus to search, with everything known about it.
pub(super) fn searched(
    corpus: Corpus,
    annotations: Arc<Annotations>,
    cache: &SharedCache,
) -> (SearchSnapshot, OrderCache) {
    let mut cache = lock(cache);
    let postings = cache.postings(&corpus);
    (SearchSnapshot { corpus, annotations, postings }, cache.orders.clone())
}

fn work(mailbox: &Mailbox<Searching>, cache: &SharedCache, wake: &Wake) {
    let mut scan =
        Scan::new(SearchRequest::default(), SearchSnapshot::default(), &mut OrderCache::default(), None);
    let (mut generation, mut arrangement) = (0, Arrangement::default());
    let mut annotations = Arc::default();
    let mut budget = Budget::FIRST;
    loop {
        let mut inbox = mailbox.lock();
        while !inbox.stop && inbox.job.is_none() && !inbox.grown && scan.is_done() {
            inbox.idle = true;
            inbox = mailbox.wait(inbox);
        }
        if inbox.stop {
            return;
        }
        let job = inbox.job.take();
        let grown = std::mem::take(&mut inbox.grown);
        let corpus = (job.is_some() || grown).then(|| inbox.corpus.clone());
        drop(inbox);
        if let Some(job) = &job {
            annotations = Arc::clone(&job.annotations);
        }
        if let Some(corpus) = corpus {
            // Sorting a large library takes a second: use a copy, so that nobody waits for the lock.
            let (searched, mut orders) = searched(corpus, Arc::clone(&annotations), cache);
            match job {
                Some(job) => {
                    (generation, arrangement) = (job.generation, job.arrangement);
                    let request = SearchRequest { query: job.query, order: arrangement.order };
                    scan = Scan::new(request, searched, &mut orders, Some(&scan));
                    budget = Budget::FIRST;
                }
                None => scan.grow(searched, &mut orders),
            }
            lock(cache).orders.adopt(orders);
        }
        let outdated = || {
            let inbox = mailbox.lock();
            inbox.stop || inbox.generation != generation
        };
        if !scan.advance(budget, &outdated) {
            continue;
        }
        budget = budget.next();
        if !scan.is_presentable() {
            continue;
        }
        let duplicates = lock(cache).duplicates();
        let found = arranged(&scan, arrangement, &duplicates);
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
