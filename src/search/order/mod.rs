//! The orders that a list can have, and all articles sorted by title, date or length, or in the order of the folders.
//!
//! An order stored in a snapshot is used in place, and newer articles are inserted into it (see `permutation`). Orders
//! that depend on a query (hits, relevance) are made by `scan`, from what it counted. What must not go in: key
//! bindings, and panes.

mod key;
mod permutation;
mod section;

pub use permutation::Permutation;
pub(super) use permutation::partition_point;
pub use section::OrderSection;

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::corpus::{Article, ArticleId, Corpus};
use key::SortKey;

/// Most articles that are inserted into the corpus order of a snapshot, at 60 µs each in a million. If there are more,
/// they come after all others until a new snapshot is made.
const LOOKED_UP: usize = 20_000;

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// In the order of the folders.
    #[default]
    Corpus,
    /// Titles in natural order.
    Title,
    /// The newest first; then those without a year, and last those without a date.
    Date,
    /// The longest first.
    Length,
    /// The most hits first.
    Hits,
    /// The most relevant first: BM25, with hits in the title counted several times.
    Relevance,
}

impl SortBy {
    /// Whether it depends on the hits of a query.
    pub fn is_scored(self) -> bool {
        matches!(self, Self::Hits | Self::Relevance)
    }
}

/// An order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ListOrder {
    /// What it is sorted by.
    pub by: SortBy,
    /// Whether the last comes first.
    pub reversed: bool,
}

/// The orders made so far, each when it was first needed.
#[derive(Debug, Clone, Default)]
pub struct OrderCache(HashMap<SortBy, Permutation>);

impl OrderCache {
    /// The order in which a search reads all articles, deleted ones included, for a list in this order. For a list by
    /// hits it is the corpus order, in which articles with equal scores stay.
    pub fn reading_order(&mut self, order: ListOrder, corpus: &Corpus) -> Permutation {
        let known = self.get(order.by, corpus);
        if order.reversed && !order.by.is_scored() { known.reversed() } else { known }
    }

    /// The order of all articles of `corpus`, deleted ones included. A cached or stored order is completed if it lacks few
    /// articles.
    pub fn get(&mut self, by: SortBy, corpus: &Corpus) -> Permutation {
        let Some(key) = SortKey::of(by) else { return self.corpus_order(corpus) };
        if let Some(known) = self.known(by, corpus) {
            return known;
        }
        let seats = self.corpus_order(corpus);
        let few =
            |known: &Permutation| known.table_len() >= corpus.len() / 8 * 7 && known.len() <= corpus.len();
        let known = self.0.remove(&by).filter(few).or_else(|| key.stored(corpus).filter(few));
        let made = known.map(|known| key.completed(&known, corpus, &seats));
        match made.or_else(|| key.sort(corpus, &seats)) {
            Some(made) => self.keep(by, made),
            None => seats,
        }
    }

    /// The order of the folders. Ids follow it both within the snapshot and among the newer articles, whose ids are
    /// higher.
    fn corpus_order(&mut self, corpus: &Corpus) -> Permutation {
        let stored = corpus.stored.as_ref().map_or(0, |stored| stored.articles);
        let new = stored..corpus.len() as u32;
        // A snapshot that was given up has no articles left to insert between.
        if new.is_empty() || new.len() > LOOKED_UP || corpus.deleted.count() >= stored as usize {
            return Permutation::rising(corpus.len() as u32);
        }
        if let Some(known) = self.known(SortBy::Corpus, corpus) {
            return known;
        }
        let known = self.0.remove(&SortBy::Corpus).filter(|known| known.table_len() == stored as usize);
        let mut inserted: Vec<(u32, u32)> = known.iter().flat_map(Permutation::inserted).collect();
        for id in stored + inserted.len() as u32..corpus.len() as u32 {
            let from = inserted.last().map_or(0, |(at, _)| *at);
            inserted.push((place(corpus, id, from), id));
        }
        // What is read later may lie before what was read earlier.
        let articles = |id: u32| corpus.article(ArticleId(id));
        if !inserted.is_sorted_by_key(|(at, _)| *at) {
            inserted.sort_by(|(at, id), (other_at, other)| {
                let walk = articles(*id).zip(articles(*other)).map(|(one, other)| one.walk_order(other));
                at.cmp(other_at).then(walk.unwrap_or(Ordering::Equal)).then(id.cmp(other))
            });
        }
        self.keep(SortBy::Corpus, Permutation::rising(stored).with(inserted))
    }

    fn known(&self, by: SortBy, corpus: &Corpus) -> Option<Permutation> {
        self.0.get(&by).filter(|known| known.len() == corpus.len()).cloned()
    }

    /// Takes over the orders in `other` that have as many articles or more.
    pub fn adopt(&mut self, other: Self) {
        for (by, order) in other.0 {
            if self.0.get(&by).is_none_or(|known| known.len() <= order.len()) {
                self.0.insert(by, order);
            }
        }
    }

    fn keep(&mut self, by: SortBy, made: Permutation) -> Permutation {
        self.0.insert(by, made.clone());
        made
    }
}

/// How many articles of the snapshot of `corpus` the walk reaches before the article `id`; known to be at least `from`.
fn place(corpus: &Corpus, id: u32, from: u32) -> u32 {
    let stored = corpus.stored.as_ref().map_or(0, |stored| stored.articles);
    let Some(article) = corpus.article(ArticleId(id)) else { return stored };
    let before = |other: Article<'_>| other.walk_order(article) != Ordering::Greater;
    let before = |at: u32| corpus.article(ArticleId(at)).is_some_and(before);
    // One that was read later may lie before those read earlier.
    let from = if from > 0 && from <= stored && !before(from - 1) { 0 } else { from };
    // New articles are often next to each other.
    if from >= stored || !before(from) {
        return from.min(stored);
    }
    from + partition_point((stored - from) as usize, |at| before(from + at as u32)) as u32
}
