//! The orders that a list can have, and the order of all articles by title, date or length, or as the folders have them.
//!
//! What a snapshot has sorted stays where it lies; what came since is put between (see `permutation`). OrderCache by what a
//! query finds (hits, relevance) are made in `search`, from what it counted. What must not go in: keys, panes.

mod companion;
mod key;
mod permutation;
mod whole;

pub use companion::OrderCompanion;
pub use permutation::Permutation;
pub use whole::Whole;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::{Article, ArticleId, Corpus};
use key::Key;
use permutation::partition_point;

/// So many articles beside a snapshot get their places in corpus order, 60 µs each in a million. More of them stand behind
/// all others until the snapshot has been made anew.
const LOOKED_UP: usize = 20_000;

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// As the folders have them.
    #[default]
    Corpus,
    /// Titles in natural order.
    Title,
    /// The newest first; those without a year after them, those without any date last.
    Date,
    /// The longest first.
    Length,
    /// The most hits first.
    Hits,
    /// The most relevant first: BM25, hits in the title counted several times.
    Relevance,
}

impl SortBy {
    /// Whether the hits of a query decide.
    pub fn is_scored(self) -> bool {
        matches!(self, Self::Hits | Self::Relevance)
    }
}

/// An order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ListOrder {
    /// What by.
    pub by: SortBy,
    /// The last one first.
    pub reversed: bool,
}

/// The orders that are known, made when they are first asked for.
#[derive(Debug, Default)]
pub struct OrderCache(HashMap<SortBy, Arc<Permutation>>);

impl OrderCache {
    /// The order of all articles of `corpus`, also of those that are gone; none where that is the order of their numbers. An
    /// order of fewer articles, known or in the snapshot, is completed if few are missing. For orders that depend on a query
    /// it is the corpus order, in which equal articles stay.
    pub fn get(&mut self, by: SortBy, corpus: &Corpus) -> Option<Arc<Permutation>> {
        let Some(key) = Key::of(by) else { return self.corpus_order(corpus) };
        if let Some(known) = self.known(by, corpus) {
            return Some(known);
        }
        let seats = self.corpus_order(corpus);
        let seats = seats.unwrap_or_else(|| Arc::new(Permutation::rising(corpus.len() as u32)));
        let few =
            |known: &Permutation| known.table_len() >= corpus.len() / 8 * 7 && known.len() <= corpus.len();
        let known = self.0.remove(&by).filter(|known| few(known));
        let known = known.or_else(|| key.stored(corpus).filter(few).map(Arc::new));
        let made = match known {
            Some(known) => key.completed(&known, corpus, &seats),
            None => key.sort(corpus, &seats)?,
        };
        Some(self.keep(by, made))
    }

    /// The corpus order, if it is not that of the numbers: what has been taken in over a snapshot has higher numbers than
    /// what lies there, both in the order of the walk.
    fn corpus_order(&mut self, corpus: &Corpus) -> Option<Arc<Permutation>> {
        let stored = corpus.stored.as_ref()?.articles;
        let new = stored..corpus.len() as u32;
        // Of a snapshot that was given up, nothing is left to stand between.
        if new.is_empty() || new.len() > LOOKED_UP || corpus.deleted.count() >= stored as usize {
            return None;
        }
        if let Some(known) = self.known(SortBy::Corpus, corpus) {
            return Some(known);
        }
        let known = self.0.remove(&SortBy::Corpus).filter(|known| known.table_len() == stored as usize);
        let mut between: Vec<(u32, u32)> = known.iter().flat_map(|known| known.between()).collect();
        for id in stored + between.len() as u32..corpus.len() as u32 {
            let from = between.last().map_or(0, |(at, _)| *at);
            between.push((place(corpus, id, from), id));
        }
        Some(self.keep(SortBy::Corpus, Permutation::rising(stored).with(between)))
    }

    fn known(&self, by: SortBy, corpus: &Corpus) -> Option<Arc<Permutation>> {
        self.0.get(&by).filter(|known| known.len() == corpus.len()).cloned()
    }

    fn keep(&mut self, by: SortBy, made: Permutation) -> Arc<Permutation> {
        let made = Arc::new(made);
        self.0.insert(by, Arc::clone(&made));
        made
    }
}

/// How many articles of the snapshot of `corpus` the walk comes upon before the article `id`, at least `from`.
fn place(corpus: &Corpus, id: u32, from: u32) -> u32 {
    let stored = corpus.stored.as_ref().map_or(0, |stored| stored.articles);
    let Some(article) = corpus.article(ArticleId(id)) else { return stored };
    let before = |other: Article<'_>| other.walk_order(article) != Ordering::Greater;
    let before = |at: u32| corpus.article(ArticleId(at)).is_some_and(before);
    // Often they come together.
    if from >= stored || !before(from) {
        return from.min(stored);
    }
    from + partition_point((stored - from) as usize, |at| before(from + at as u32)) as u32
}
