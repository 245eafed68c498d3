//! How often each word occurs in a whole library: what its snapshot says, set right where articles have changed since.
//!
//! What must not go in: counting a part of the library.

use super::frequencies::{Frequencies, Frequency};
use super::stored_words::{StoredWords, WordsView};
use super::values::WorkWatch;
use super::words::WordSet;
use crate::corpus::{Article, ArticleId, Corpus};

/// The words of all articles that are no copies.
#[derive(Debug)]
pub struct LibraryTotals<'a> {
    stored: &'a StoredWords,
    view: WordsView<'a>,
    /// In articles that the snapshot does not have, or has as copies.
    added: Frequencies<'a>,
    /// In articles that are gone, or are copies now.
    removed: Frequencies<'a>,
}

impl<'a> LibraryTotals<'a> {
    /// Those of `corpus`. `None` if its snapshot does not have them, they are not those of `set`, or the work was ended.
    pub fn of(corpus: &Corpus, set: &'a WordSet, watch: WorkWatch<'_>) -> Option<Self> {
        let stored = set.totals()?;
        let articles = corpus.stored.as_ref()?.articles;
        let was_counted =
            |article: Article<'_>| article.id().0 < articles && article.duplicate_of().is_none();
        let counts =
            |article: Article<'_>| corpus.is_live(article.id()) && corpus.original(article).is_none();
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        let all = (0..corpus.len() as u32).filter_map(|id| corpus.article(ArticleId(id)));
        for article in all {
            match (was_counted(article), counts(article)) {
                (true, false) => removed.push(article.id().0),
                (false, true) => added.push(article.id().0),
                _ => {}
            }
        }
        let of = |articles: &[u32]| Frequencies::of_all(corpus, set, articles, watch);
        Some(Self { stored, view: set.view(), added: of(&added)?, removed: of(&removed)? })
    }

    /// How often a word occurs.
    pub fn frequency(&self, word: &str) -> Frequency {
        let stored =
            self.view.number(word).map(|number| self.view.total(number as usize)).unwrap_or_default();
        let stored = Frequency { count: stored.count.into(), articles: stored.articles.into() };
        stored.plus(self.added.frequency(word)).minus(self.removed.frequency(word))
    }

    /// Occurrences of all words.
    pub fn words(&self) -> u64 {
        (self.stored.words() + self.added.total).saturating_sub(self.removed.total)
    }

    /// Articles that are no copies.
    pub fn articles(&self) -> u64 {
        (self.stored.articles() + self.added.articles).saturating_sub(self.removed.articles)
    }

    /// All words, some of which may be gone.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let stored = (0..self.view.len()).map(|number| self.view.word(number));
        stored.chain(self.added.texts().filter(|word| self.view.number(word).is_none()))
    }
}
