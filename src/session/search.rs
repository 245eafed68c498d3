//! The search thread: the newest query wins, results come in growing pieces, a growing corpus is followed.
//!
//! Only running; what matching means is in `index`.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::Wake;
use crate::corpus::Corpus;
use crate::index::{Corrections, Found, Query, Scan, group};

/// Articles in the first piece of a search: enough for the first screen, done in a millisecond or two.
const FIRST_PIECE: usize = 2_000;

/// What is searched, and how the answer is arranged.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) generation: u64,
    pub(super) query: Query,
    pub(super) grouped: bool,
}

#[derive(Debug, Default)]
struct Desk {
    request: Option<Request>,
    generation: u64,
    corpus: Corpus,
    corrections: Arc<Corrections>,
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
    pub(super) fn start_query(&self, request: Request) {
        let mut desk = self.shared.desk();
        desk.generation = request.generation;
        desk.request = Some(request);
        desk.result = None;
        desk.idle = false;
        drop(desk);
        self.shared.news.notify_all();
    }

    /// Hands over a larger corpus; the search goes on in it.
    pub(super) fn grow(&self, corpus: &Corpus) {
        let mut desk = self.shared.desk();
        desk.corpus = corpus.clone();
        desk.grown = true;
        desk.idle = false;
        drop(desk);
        self.shared.news.notify_all();
    }

    /// Takes the corrections that hold from the next query on.
    pub(super) fn set_corrections(&self, corrections: Arc<Corrections>) {
        self.shared.desk().corrections = corrections;
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

fn work(shared: &Shared, wake: &Wake) {
    let mut scan = Scan::new(Query::default(), Arc::default());
    let (mut generation, mut grouped) = (0, false);
    let mut piece = FIRST_PIECE;
    loop {
        let mut desk = shared.desk();
        while !desk.stop && desk.request.is_none() && !desk.grown && scan.is_done(&desk.corpus) {
            desk.idle = true;
            desk = shared.news.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        if desk.stop {
            return;
        }
        if let Some(request) = desk.request.take() {
            (generation, grouped) = (request.generation, request.grouped);
            scan = Scan::new(request.query, Arc::clone(&desk.corrections));
            piece = FIRST_PIECE;
        }
        desk.grown = false;
        let corrections = Arc::clone(&desk.corrections);
        let corpus = desk.corpus.clone();
        drop(desk);
        let outdated = || {
            let desk = shared.desk();
            desk.stop || desk.generation != generation
        };
        if scan.advance(&corpus, piece, &outdated) {
            piece = piece.saturating_mul(2);
            let mut found = scan.found(&corpus);
            if grouped {
                let grouped = group::by_province(&found.selection, &corpus, scan.query(), &corrections);
                found.grouped = Some(Arc::new(grouped));
            }
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
}
