//! The counting thread: counts the words of titles while the library is read, and the texts of a small library afterwards.
//! A snapshot includes its vocabulary, so nothing is counted.
//!
//! Only the thread; `complete` decides what a word is and which candidates match.

use std::sync::Arc;

use crate::complete::candidates::{Candidate, CandidateSource, CompletionTarget};
use crate::complete::vocabulary::{Vocabulary, VocabularyBuilder, count_article, count_title};
use crate::corpus::{ArticleId, Corpus};
use crate::facet::Counts;
use crate::search::SearchSnapshot;
use crate::session::mailbox::{Contents, Mailbox, Worker};
use crate::store::give_back_freed_memory;

/// Articles between two checks of the mailbox.
const PIECE: usize = 256;
/// Texts are counted too in a library of up to this many articles: some seconds of one core, at low priority.
const SMALL: usize = 25_000;

#[derive(Debug, Default)]
pub(super) struct Counting {
    /// A larger corpus, and whether a snapshot of it is being made.
    news: Option<(Corpus, bool)>,
    /// The vocabulary came with the corpus, so counting is over.
    stored: bool,
    vocabulary: Option<Vocabulary>,
    idle: bool,
    stop: bool,
}

impl Contents for Counting {
    fn stop(&mut self) {
        self.stop = true;
    }
}

impl Counting {
    /// Whether the current count is obsolete.
    fn is_over(&self) -> bool {
        self.stop || self.stored
    }
}

/// The thread.
#[derive(Debug)]
pub(super) struct CountThread {
    worker: Worker<Counting>,
    /// The words of the user.
    user: Option<Vocabulary>,
}

impl CountThread {
    /// Starts it; these words are offered too.
    pub(super) fn start(user: &[String]) -> Self {
        let worker = Worker::start(|mailbox| {
            // Keys come first; it matters little if the system does not allow this.
            let _ = rustix::process::nice(10);
            work(mailbox);
        });
        Self { worker, user: (!user.is_empty()).then(|| Vocabulary::of_words(user)) }
    }

    /// The mailbox that takes corpora.
    pub(super) fn mailbox(&self) -> Arc<Mailbox<Counting>> {
        Arc::clone(&self.worker.mailbox)
    }

    /// Candidates for the end of a query line, from the words counted so far, the values of all articles,
    /// and the articles themselves.
    pub(super) fn candidates(
        &self,
        line: &str,
        limit: usize,
        counts: Counts,
        searched: SearchSnapshot,
    ) -> Vec<Candidate> {
        let vocabulary = self.worker.mailbox.lock().vocabulary.clone();
        let source =
            CandidateSource { vocabulary, user: self.user.clone(), counts, searched: Some(searched) };
        CompletionTarget::of(line).map(|target| source.candidates(&target, limit)).unwrap_or_default()
    }

    /// Whether there is nothing left to count.
    pub(super) fn is_idle(&self) -> bool {
        self.worker.mailbox.lock().idle
    }
}

/// Passes on a larger corpus. Its texts are not counted if a snapshot is being written, which will include their words.
pub(super) fn grow(mailbox: &Mailbox<Counting>, corpus: &Corpus, writing: bool) {
    let whole = |stored: &Vocabulary| !corpus.is_partly_damaged() || stored.bytes().is_some();
    let stored = Vocabulary::stored(corpus).filter(whole);
    mailbox.put(|inbox| {
        inbox.stored = stored.is_some();
        inbox.idle = inbox.stored;
        inbox.news = (!inbox.stored).then(|| (corpus.clone(), writing));
        if stored.is_some() {
            inbox.vocabulary = stored;
        }
    });
}

fn work(mailbox: &Mailbox<Counting>) {
    let mut count = TitleCounts::default();
    while let Some((corpus, writing)) = next(mailbox) {
        let counted = count.titles(&corpus, mailbox).and_then(|()| {
            if corpus.complete {
                count.publish(mailbox);
            }
            let small = corpus.complete && corpus.len() <= SMALL && !writing;
            if small { texts(&corpus, mailbox) } else { Some(()) }
        });
        if counted.is_none() {
            count = TitleCounts::default();
        }
        if corpus.complete {
            // Reading, tagging and counting are over: of 5.9 MB of a reader of 95 articles 2 are free.
            drop(corpus);
            give_back_freed_memory();
        }
    }
}

/// Waits for a larger corpus; `None` means stop.
fn next(mailbox: &Mailbox<Counting>) -> Option<(Corpus, bool)> {
    let mut inbox = mailbox.lock();
    loop {
        if inbox.stop {
            return None;
        }
        if let Some(news) = inbox.news.take() {
            return Some(news);
        }
        inbox.idle = true;
        inbox = mailbox.wait(inbox);
    }
}

/// Counts title and text of every article; `None` if stopped early.
fn texts(corpus: &Corpus, mailbox: &Mailbox<Counting>) -> Option<()> {
    let mut vocabulary = VocabularyBuilder::default();
    for article in corpus.articles() {
        count_article(&mut vocabulary, article);
        if mailbox.lock().is_over() {
            return None;
        }
    }
    offer(vocabulary.finish(), mailbox);
    Some(())
}

/// Publishes this vocabulary for candidates, unless a stored one has arrived meanwhile.
fn offer(vocabulary: Vocabulary, mailbox: &Mailbox<Counting>) {
    let mut inbox = mailbox.lock();
    if !inbox.stored {
        inbox.vocabulary = Some(vocabulary);
    }
}

/// The titles counted so far.
#[derive(Debug, Default)]
struct TitleCounts {
    titles: VocabularyBuilder,
    /// Articles counted when the vocabulary was last published.
    offered: usize,
}

impl TitleCounts {
    /// Counts the new titles in `corpus`; publishes the vocabulary whenever their number has doubled.
    fn titles(&mut self, corpus: &Corpus, mailbox: &Mailbox<Counting>) -> Option<()> {
        let mut done = self.titles.articles() as usize;
        while done < corpus.len() {
            let end = corpus.len().min(done + PIECE);
            for id in (done..end).map(|id| ArticleId(id as u32)) {
                match corpus.article(id) {
                    Some(article) => count_title(&mut self.titles, article),
                    None => self.titles.article(""),
                }
            }
            done = end;
            if mailbox.lock().is_over() {
                return None;
            }
        }
        if done >= 2 * self.offered {
            self.publish(mailbox);
        }
        Some(())
    }

    fn publish(&mut self, mailbox: &Mailbox<Counting>) {
        offer(self.titles.finish(), mailbox);
        self.offered = self.titles.articles() as usize;
    }
}
