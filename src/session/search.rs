//! The search thread: the newest query wins, results come in growing pieces, a growing corpus is followed.
//!
//! Only running; what matching means is in `index`.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::Wake;
use crate::corpus::{Corpus, Stored};
use crate::index::arrange::{Arrangement, arranged};
use crate::index::order::Orders;
use crate::index::search::Piece;
use crate::index::twins::{self, Finder};
use crate::index::{Corrections, Found, Grams, Ground, Query, Request, Scan};

/// Articles looked at for twins between two looks at the desk: a millisecond or two.
const TWINS: usize = 256;

/// A search and how its answer is arranged.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) generation: u64,
    pub(super) query: Query,
    pub(super) arrangement: Arrangement,
}

#[derive(Debug, Default)]
struct Desk {
    job: Option<Job>,
    generation: u64,
    ground: Ground,
    grown: bool,
    result: Option<(u64, Found)>,
    idle: bool,
    stop: bool,
}

#[derive(Debug, Default)]
struct Shared {
    desk: Mutex<Desk>,
    news: Condvar,
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread and its desk.
#[derive(Debug)]
pub(super) struct SearchThread {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl SearchThread {
    pub(super) fn start(wake: Wake) -> Self {
        let shared = Arc::new(Shared::default());
        let desk = Arc::clone(&shared);
        let thread = std::thread::spawn(move || work(&desk, &wake));
        Self { shared, thread: Some(thread) }
    }

    /// Hands over a new query; the one before it is given up.
    pub(super) fn start_query(&self, job: Job) {
        let mut desk = self.shared.desk();
        desk.generation = job.generation;
        desk.job = Some(job);
        desk.result = None;
        desk.idle = false;
        drop(desk);
        self.shared.news.notify_all();
    }

    /// Hands over a larger corpus; the search goes on in it.
    pub(super) fn grow(&self, corpus: &Corpus) {
        let mut desk = self.shared.desk();
        desk.ground.corpus = corpus.clone();
        desk.grown = true;
        desk.idle = false;
        drop(desk);
        self.shared.news.notify_all();
    }

    /// Takes the corrections that hold from the next query on.
    pub(super) fn set_corrections(&self, corrections: Arc<Corrections>) {
        self.shared.desk().ground.corrections = corrections;
    }

    /// The newest result, once.
    pub(super) fn take(&self) -> Option<(u64, Found)> {
        self.shared.desk().result.take()
    }

    /// Whether there is nothing left to search and nothing to collect.
    pub(super) fn is_idle(&self) -> bool {
        let desk = self.shared.desk();
        desk.idle && desk.result.is_none()
    }
}

impl Drop for SearchThread {
    fn drop(&mut self) {
        self.shared.desk().stop = true;
        self.shared.news.notify_all();
        if let Some(thread) = self.thread.take() {
            // If the thread panicked, the panic hook has said so; there is nothing to add on the way out.
            let _ = thread.join();
        }
    }
}

/// What is known beforehand, from a snapshot or from looking when there was nothing else to do.
#[derive(Default)]
struct Lore {
    orders: Orders,
    finder: Finder,
    /// The snapshot in use, and its index if it has one.
    index: Option<(Arc<Stored>, Option<Arc<Grams>>)>,
}

impl Lore {
    /// Opens what a new snapshot has, once; the ground gets its index.
    fn add_to(&mut self, ground: Ground) -> Ground {
        let Some(stored) = &ground.corpus.stored else { return ground };
        if !self.index.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, stored)) {
            self.index = Some((Arc::clone(stored), Grams::stored(stored).map(Arc::new)));
            if self.finder.is_new() {
                self.finder = Finder::stored(stored).unwrap_or_default();
            }
        }
        Ground { grams: self.index.as_ref().and_then(|(_, grams)| grams.clone()), ..ground }
    }

    /// Whether twins are still to be looked for, when nothing else is to be done.
    fn is_behind(&self, scan: &Scan) -> bool {
        let corpus = &scan.ground().corpus;
        corpus.complete && corpus.len() <= twins::MOST && !self.finder.is_done(corpus)
    }
}

fn work(shared: &Shared, wake: &Wake) {
    let mut lore = Lore::default();
    let mut scan = Scan::new(Request::default(), Ground::default(), &mut lore.orders, None);
    let (mut generation, mut arrangement) = (0, Arrangement::default());
    let mut piece = Piece::FIRST;
    loop {
        let mut desk = shared.desk();
        while !desk.stop && desk.job.is_none() && !desk.grown && scan.is_done() && !lore.is_behind(&scan) {
            desk.idle = true;
            desk = shared.news.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        if desk.stop {
            return;
        }
        let job = desk.job.take();
        let grown = std::mem::take(&mut desk.grown);
        let ground = (job.is_some() || grown).then(|| desk.ground.clone());
        drop(desk);
        let ground = ground.map(|ground| lore.add_to(ground));
        match (job, ground) {
            (Some(job), Some(ground)) => {
                (generation, arrangement) = (job.generation, job.arrangement);
                let request = Request { query: job.query, order: arrangement.order };
                scan = Scan::new(request, ground, &mut lore.orders, Some(&scan));
                piece = Piece::FIRST;
            }
            (None, Some(ground)) => scan.grow(ground, &mut lore.orders),
            (_, None) => {}
        }
        let outdated = || {
            let desk = shared.desk();
            desk.stop || desk.generation != generation
        };
        if scan.is_done() && lore.is_behind(&scan) {
            lore.finder.advance(&scan.ground().corpus, TWINS);
            if lore.is_behind(&scan) || lore.finder.twins().is_empty() {
                continue;
            }
        } else if !scan.advance(piece, &outdated) {
            continue;
        }
        piece = piece.next();
        if !scan.is_presentable() {
            continue;
        }
        let found = arranged(&scan, arrangement, lore.finder.twins());
        let mut desk = shared.desk();
        if desk.generation == generation {
            let first = desk.result.replace((generation, found)).is_none();
            drop(desk);
            if first {
                wake();
            }
        }
    }
}
