//! The counting thread: words, titles first, while the library is read; the texts of a small library afterwards.
//!
//! Only running; what a word is and which candidates fit is in `index`.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::corpus::{ArticleId, Corpus};
use crate::index::candidates::{Candidate, Offers, Tail};
use crate::index::ingest::{count_article, count_title};
use crate::index::vocabulary::VocabularyBuilder;
use crate::index::{ProvinceCounts, Words};

/// Articles between two looks at the desk.
const PIECE: usize = 256;
/// A library of up to so many articles has its texts counted too: some seconds of one core, at low priority.
const SMALL: usize = 25_000;

#[derive(Debug, Default)]
struct Desk {
    corpus: Corpus,
    grown: bool,
    offers: Offers,
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

    /// Hands over a larger corpus.
    pub(super) fn grow(&self, corpus: &Corpus) {
        let mut desk = self.shared.desk();
        desk.corpus = corpus.clone();
        desk.grown = true;
        desk.idle = false;
        drop(desk);
        self.shared.news.notify_all();
    }

    /// Hands over the same articles out of another place, so that the old one can go: nothing is counted again.
    pub(super) fn replace(&self, corpus: &Corpus) {
        self.shared.desk().corpus = corpus.clone();
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
    let words = Words::load();
    let mut count = Count::default();
    while let Some(corpus) = next(shared) {
        if count.titles(&corpus, &words, shared).is_none() {
            return;
        }
        if corpus.complete {
            count.publish(shared);
            if corpus.len() <= SMALL && texts(&corpus, &words, shared).is_none() {
                return;
            }
        }
    }
}

/// Waits for a larger corpus; `None` to stop.
fn next(shared: &Shared) -> Option<Corpus> {
    let mut desk = shared.desk();
    while !desk.stop && !desk.grown {
        desk.idle = true;
        desk = shared.news.wait(desk).unwrap_or_else(PoisonError::into_inner);
    }
    desk.grown = false;
    (!desk.stop).then(|| desk.corpus.clone())
}

/// Counts title and text of every article; `None` if it was stopped before it was done.
fn texts(corpus: &Corpus, words: &Words, shared: &Shared) -> Option<()> {
    let mut vocabulary = VocabularyBuilder::default();
    for article in corpus.articles() {
        count_article(words, &mut vocabulary, article);
        if shared.desk().stop {
            return None;
        }
    }
    shared.desk().offers.vocabulary = Some(vocabulary.finish());
    Some(())
}

/// Titles and provinces counted so far.
#[derive(Debug, Default)]
struct Count {
    titles: VocabularyBuilder,
    provinces: ProvinceCounts,
    /// Articles that were counted when candidates were last offered.
    offered: usize,
}

impl Count {
    /// Counts the titles that are new in `corpus`; candidates are offered anew whenever their number has doubled.
    fn titles(&mut self, corpus: &Corpus, words: &Words, shared: &Shared) -> Option<()> {
        let mut done = self.titles.articles() as usize;
        while done < corpus.len() {
            let end = corpus.len().min(done + PIECE);
            for article in (done..end).filter_map(|id| corpus.article(ArticleId(id as u32))) {
                count_title(words, &mut self.titles, article);
                self.provinces.add(article.tags());
            }
            done = end;
            if shared.desk().stop {
                return None;
            }
        }
        if done >= 2 * self.offered {
            self.publish(shared);
        }
        Some(())
    }

    fn publish(&mut self, shared: &Shared) {
        let offers = Offers { vocabulary: Some(self.titles.finish()), provinces: self.provinces };
        self.offered = self.titles.articles() as usize;
        shared.desk().offers = offers;
    }
}
