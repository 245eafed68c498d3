//! The orders that a list can have, and the order of all articles by title, date or length.
//!
//! Orders by what a query finds (hits, relevance) are made in `search`, from what it counted. What must not go in: keys,
//! panes.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::{Article, ArticleId, Corpus, Date, natural};

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum By {
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

/// An order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Order {
    /// What by.
    pub by: By,
    /// The last one first.
    pub reversed: bool,
}

/// All articles in some order.
#[derive(Debug, PartialEq, Eq)]
pub struct Permutation {
    ids: Vec<u32>,
    ranks: Vec<u32>,
}

impl Permutation {
    /// The order that names `ids` from the first to the last; none if one is missing or comes twice.
    pub fn new(ids: Vec<u32>) -> Option<Self> {
        let mut ranks = vec![u32::MAX; ids.len()];
        for (rank, id) in ids.iter().enumerate() {
            let place = ranks.get_mut(*id as usize).filter(|place| **place == u32::MAX)?;
            *place = rank as u32;
        }
        Some(Self { ids, ranks })
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The article in this place.
    pub fn id(&self, rank: usize) -> Option<u32> {
        self.ids.get(rank).copied()
    }

    /// The place of an article; behind all others if it is not known.
    pub fn rank(&self, id: u32) -> u32 {
        self.ranks.get(id as usize).copied().unwrap_or(u32::MAX)
    }
}

/// The orders that are known, made when they are first asked for.
#[derive(Debug, Default)]
pub struct Orders(HashMap<By, Arc<Permutation>>);

impl Orders {
    /// Takes an order that was stored, in place of one that would be made.
    pub fn store(&mut self, by: By, permutation: Permutation) {
        self.0.insert(by, Arc::new(permutation));
    }

    /// The order of all articles of `corpus`; none for orders that depend on a query or need no table.
    pub fn get(&mut self, by: By, corpus: &Corpus) -> Option<Arc<Permutation>> {
        if let Some(known) = self.0.get(&by).filter(|known| known.len() == corpus.len()) {
            return Some(Arc::clone(known));
        }
        let made = Arc::new(Permutation::new(sorted(by, corpus)?)?);
        self.0.insert(by, Arc::clone(&made));
        Some(made)
    }
}

/// All articles by title (as the list shows it), date or length; equal ones as in the corpus.
pub fn sorted(by: By, corpus: &Corpus) -> Option<Vec<u32>> {
    match by {
        By::Title => {
            let shown = |id| corpus.article(ArticleId(id)).map(|article| article.label()).unwrap_or_default();
            let mut labels: Vec<_> = (0..corpus.len() as u32).map(|id| (shown(id), id)).collect();
            labels.sort_by(|(a, x), (b, y)| natural::compare(a.as_str(), b.as_str()).then(x.cmp(y)));
            Some(labels.into_iter().map(|(_, id)| id).collect())
        }
        By::Date => Some(by_key(corpus, |article| {
            let date = article.date().unwrap_or_default();
            (date == Date::default(), date.year == 0, Reverse(date))
        })),
        By::Length => Some(by_key(corpus, |article| Reverse(article.text().len()))),
        By::Corpus | By::Hits | By::Relevance => None,
    }
}

fn by_key<K: Ord>(corpus: &Corpus, key: impl Fn(Article<'_>) -> K) -> Vec<u32> {
    // Those that are gone have their place too: an order is of all numbers.
    let key = |id: u32| corpus.article(ArticleId(id)).map(&key);
    let mut keyed: Vec<(Option<K>, u32)> = (0..corpus.len() as u32).map(|id| (key(id), id)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permutation_turns_round_and_must_be_whole() {
        let order = Permutation::new(vec![2, 0, 1]).unwrap();
        assert_eq!((0..3).map(|id| order.rank(id)).collect::<Vec<_>>(), [1, 2, 0]);
        assert_eq!((order.id(0), order.id(3), order.rank(3)), (Some(2), None, u32::MAX));
        assert_eq!(Permutation::new(vec![0, 0]), None);
        assert_eq!(Permutation::new(vec![0, 2]), None);
    }
}
