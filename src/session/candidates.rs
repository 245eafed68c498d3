//! The counting thread: words, titles first, while the library is read; the texts of a small library afterwards. A
//! snapshot brings its vocabulary along, and nothing is counted.
//!
//! Only running; what a word is and which candidates fit is in `index`.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::corpus::{ArticleId, Corpus};
use crate::index::candidates::{Candidate, Offers, Tail};
use crate::index::ingest::{count_article, count_title, stored_vocabulary};
use crate::index::vocabulary::{Vocabulary, VocabularyBuilder};
use crate::index::{ProvinceCounts, Words};

/// Articles between two looks at the desk.
const PIECE: usize = 256;
/// A library of up to so many articles has its texts counted too: some seconds of one core, at low priority.
const SMALL: usize = 25_000;

#[derive(Debug, Default)]
struct Desk {
    /// A larger corpus, and whether a snapshot of it is being made.
    news: Option<(Corpus, bool)>,
    /// The vocabulary came with the corpus: nothing is counted any more.
    stored: bool,
    offers: Offers,
    idle: bool,
    stop: bool,
}

impl Desk {
    /// Whether what is being counted is no longer wanted.
    fn is_over(&self) -> bool {
        self.stop || self.stored
    }
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
pub(super) struct CountThread {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl CountThread {
    pub(super) fn start() -> Self {
        let shared = Arc::new(Shared::default());
        let desk = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            // Keys come first, and a system that does not allow it loses little.
            let _ = rustix::process::nice(10);
            work(&desk);
        });
        Self { shared, thread: Some(thread) }
    }

    /// Hands over a larger corpus. Its texts are not counted if a snapshot is being made, which will bring their words.
    pub(super) fn grow(&self, corpus: &Corpus, keeping: bool) {
        let mut desk = self.shared.desk();
        let whole = |stored: &Vocabulary| !corpus.is_partly_damaged() || stored.bytes().is_some();
        if let Some(stored) = stored_vocabulary(corpus).filter(whole) {
            desk.offers.vocabulary = Some(stored);
            desk.stored = true;
            desk.news = None;
            desk.idle = true;
            return;
        }
        desk.stored = false;
        desk.news = Some((corpus.clone(), keeping));
        desk.idle = false;
        drop(desk);
        self.shared.news.notify_all();
    }

    /// Takes the numbers of articles about each province, when all articles are selected.
    pub(super) fn set_provinces(&self, provinces: &ProvinceCounts) {
        self.shared.desk().offers.provinces = *provinces;
    }

    /// Candidates for the end of a query line, from what has been counted so far.
    pub(super) fn candidates(&self, line: &str, limit: usize) -> Vec<Candidate> {
        let offers = self.shared.desk().offers.clone();
        Tail::of(line).map(|tail| offers.candidates(&tail, limit)).unwrap_or_default()
    }

    /// Whether there is nothing left to count.
    pub(super) fn is_idle(&self) -> bool {
        self.shared.desk().idle
    }
}

impl Drop for CountThread {
    fn drop(&mut self) {
        self.shared.desk().stop = true;
        self.shared.news.notify_all();
        if let Some(thread) = self.thread.take() {
            // If the thread panicked, the panic hook has said so; there is nothing to add on the way out.
            let _ = thread.join();
        }
    }
}

fn work(shared: &Shared) {
    let mut words = None;
    let mut count = Count::default();
    while let Some((corpus, keeping)) = next(shared) {
        let words = words.get_or_insert_with(Words::load);
        let counted = count.titles(&corpus, words, shared).and_then(|()| {
            if corpus.complete {
                count.publish(shared);
            }
            let small = corpus.complete && corpus.len() <= SMALL && !keeping;
            if small { texts(&corpus, words, shared) } else { Some(()) }
        });
        if counted.is_none() {
            count = Count::default();
        }
    }
}

/// Waits for a larger corpus; `None` to stop.
fn next(shared: &Shared) -> Option<(Corpus, bool)> {
    let mut desk = shared.desk();
    loop {
        if desk.stop {
            return None;
        }
        if let Some(news) = desk.news.take() {
            return Some(news);
        }
        desk.idle = true;
        desk = shared.news.wait(desk).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Counts title and text of every article; `None` if it was stopped before it was done.
fn texts(corpus: &Corpus, words: &Words, shared: &Shared) -> Option<()> {
    let mut vocabulary = VocabularyBuilder::default();
    for article in corpus.articles() {
        count_article(words, &mut vocabulary, article);
        if shared.desk().is_over() {
            return None;
        }
    }
    offer(vocabulary.finish(), shared);
    Some(())
}

/// Candidates come from this vocabulary now, unless a stored one has come meanwhile.
fn offer(vocabulary: Vocabulary, shared: &Shared) {
    let mut desk = shared.desk();
    if !desk.stored {
        desk.offers.vocabulary = Some(vocabulary);
    }
}

/// Titles counted so far.
#[derive(Debug, Default)]
struct Count {
    titles: VocabularyBuilder,
    /// Articles that were counted when candidates were last offered.
    offered: usize,
}

impl Count {
    /// Counts the titles that are new in `corpus`; candidates are offered anew whenever their number has doubled.
    fn titles(&mut self, corpus: &Corpus, words: &Words, shared: &Shared) -> Option<()> {
        let mut done = self.titles.articles() as usize;
        while done < corpus.len() {
            let end = corpus.len().min(done + PIECE);
            for id in (done..end).map(|id| ArticleId(id as u32)) {
                match corpus.article(id) {
                    Some(article) => count_title(words, &mut self.titles, article),
                    None => self.titles.article(""),
                }
            }
            done = end;
            if shared.desk().is_over() {
                return None;
            }
        }
        if done >= 2 * self.offered {
            self.publish(shared);
        }
        Some(())
    }

    fn publish(&mut self, shared: &Shared) {
        offer(self.titles.finish(), shared);
        self.offered = self.titles.articles() as usize;
    }
}
