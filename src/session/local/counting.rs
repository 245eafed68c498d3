//! The counting thread: words, titles first, while the library is read; the texts of a small library afterwards. A
//! snapshot brings its vocabulary along, and nothing is counted.
//!
//! Only running; what a word is and which candidates fit is in `index`.

use std::sync::Arc;

use crate::complete::candidates::{Candidate, CandidateSource, CompletionTarget};
use crate::complete::vocabulary::{Vocabulary, VocabularyBuilder, count_article, count_title};
use crate::corpus::{ArticleId, Corpus};
use crate::facet::ValueCount;
use crate::session::mailbox::{Contents, Mailbox, Worker};
use crate::text::dictionary::Dictionary;

/// Articles between two looks at the mailbox.
const PIECE: usize = 256;
/// A library of up to so many articles has its texts counted too: some seconds of one core, at low priority.
const SMALL: usize = 25_000;

#[derive(Debug, Default)]
pub(super) struct Counting {
    /// A larger corpus, and whether a snapshot of it is being made.
    news: Option<(Corpus, bool)>,
    /// The vocabulary came with the corpus: nothing is counted any more.
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
    /// Whether what is being counted is no longer wanted.
    fn is_over(&self) -> bool {
        self.stop || self.stored
    }
}

/// The thread.
#[derive(Debug)]
pub(super) struct CountThread(Worker<Counting>);

impl CountThread {
    pub(super) fn start() -> Self {
        Self(Worker::start(|mailbox| {
            // Keys come first, and a system that does not allow it loses little.
            let _ = rustix::process::nice(10);
            work(mailbox);
        }))
    }

    /// Where a corpus is handed over.
    pub(super) fn mailbox(&self) -> Arc<Mailbox<Counting>> {
        Arc::clone(&self.0.mailbox)
    }

    /// Candidates for the end of a query line, from what has been counted so far and the numbers of articles about each
    /// province.
    pub(super) fn candidates(
        &self,
        line: &str,
        limit: usize,
        provinces: Arc<[ValueCount]>,
    ) -> Vec<Candidate> {
        let vocabulary = self.0.mailbox.lock().vocabulary.clone();
        let source = CandidateSource { vocabulary, provinces };
        CompletionTarget::of(line).map(|target| source.candidates(&target, limit)).unwrap_or_default()
    }

    /// Whether there is nothing left to count.
    pub(super) fn is_idle(&self) -> bool {
        self.0.mailbox.lock().idle
    }
}

/// Hands over a larger corpus. Its texts are not counted if a snapshot is being made, which will bring their words.
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
    let mut words = None;
    let mut count = TitleCounts::default();
    while let Some((corpus, writing)) = next(mailbox) {
        let words = words.get_or_insert_with(Dictionary::load);
        let counted = count.titles(&corpus, words, mailbox).and_then(|()| {
            if corpus.complete {
                count.publish(mailbox);
            }
            let small = corpus.complete && corpus.len() <= SMALL && !writing;
            if small { texts(&corpus, words, mailbox) } else { Some(()) }
        });
        if counted.is_none() {
            count = TitleCounts::default();
        }
    }
}

/// Waits for a larger corpus; `None` to stop.
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

/// Counts title and text of every article; `None` if it was stopped before it was done.
fn texts(corpus: &Corpus, words: &Dictionary, mailbox: &Mailbox<Counting>) -> Option<()> {
    let mut vocabulary = VocabularyBuilder::default();
    for article in corpus.articles() {
        count_article(words, &mut vocabulary, article);
        if mailbox.lock().is_over() {
            return None;
        }
    }
    offer(vocabulary.finish(), mailbox);
    Some(())
}

/// Candidates come from this vocabulary now, unless a stored one has come meanwhile.
fn offer(vocabulary: Vocabulary, mailbox: &Mailbox<Counting>) {
    let mut inbox = mailbox.lock();
    if !inbox.stored {
        inbox.vocabulary = Some(vocabulary);
    }
}

/// Titles counted so far.
#[derive(Debug, Default)]
struct TitleCounts {
    titles: VocabularyBuilder,
    /// Articles that were counted when candidates were last offered.
    offered: usize,
}

impl TitleCounts {
    /// Counts the titles that are new in `corpus`; candidates are offered anew whenever their number has doubled.
    fn titles(&mut self, corpus: &Corpus, words: &Dictionary, mailbox: &Mailbox<Counting>) -> Option<()> {
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
