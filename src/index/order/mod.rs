//! The orders that a list can have, and the order of all articles by title, date or length.
//!
//! Orders by what a query finds (hits, relevance) are made in `search`, from what it counted. What must not go in: keys,
//! panes.

mod companion;

pub use companion::OrderCompanion;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::container::SectionKind;
use crate::corpus::{Article, ArticleId, Corpus, Date, natural};
use crate::text::CleanText;

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
    /// The order of all articles of `corpus`, also of those that are gone; none for orders that depend on a query or need no
    /// table. An order of fewer articles, known or in the snapshot, is completed if few are missing.
    pub fn get(&mut self, by: By, corpus: &Corpus) -> Option<Arc<Permutation>> {
        let key = Key::of(by)?;
        if let Some(known) = self.0.get(&by).filter(|known| known.len() == corpus.len()) {
            return Some(Arc::clone(known));
        }
        let known = self.0.get(&by).map(|known| known.ids.clone()).or_else(|| key.stored(corpus));
        let all = 0..corpus.len() as u32;
        let ids = match known {
            Some(known) if known.len() >= corpus.len() / 8 * 7 && known.len() <= corpus.len() => {
                key.completed(&known, corpus)
            }
            _ => Key::sorted(all.map(|id| key.value(corpus.article(ArticleId(id)))).collect()),
        };
        let made = Arc::new(Permutation::new(ids)?);
        self.0.insert(by, Arc::clone(&made));
        Some(made)
    }
}

/// What articles are sorted by. The numbers stand in snapshots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title = 0,
    Date = 1,
    Length = 2,
}

/// Where an article stands in one of the orders.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    Title(CleanText),
    /// Without any date, without a year, the date.
    Date(bool, bool, Date),
    Length(usize),
    /// It cannot be read.
    Missing,
}

impl Key {
    const ALL: [Self; 3] = [Self::Title, Self::Date, Self::Length];

    fn of(by: By) -> Option<Self> {
        match by {
            By::Title => Some(Self::Title),
            By::Date => Some(Self::Date),
            By::Length => Some(Self::Length),
            By::Corpus | By::Hits | By::Relevance => None,
        }
    }

    fn value(self, article: Option<Article<'_>>) -> Value {
        let Some(article) = article else { return Value::Missing };
        match self {
            Self::Title => Value::Title(article.label()),
            Self::Date => {
                let date = article.date().unwrap_or_default();
                Value::Date(date == Date::default(), date.year == 0, date)
            }
            Self::Length => Value::Length(article.len()),
        }
    }

    /// The numbers of the values in their order; equal ones stay as they are.
    fn sorted(values: Vec<Value>) -> Vec<u32> {
        let mut numbered: Vec<(Value, u32)> = values.into_iter().zip(0..).collect();
        numbered.sort_by(|(a, _), (b, _)| a.compare(b));
        numbered.into_iter().map(|(_, number)| number).collect()
    }

    /// The order in the snapshot of `corpus`, of the articles that lie there.
    fn stored(self, corpus: &Corpus) -> Option<Vec<u32>> {
        let stored = corpus.stored.as_ref()?;
        let ids = stored.container.column::<u32>(SectionKind::Order, self as u32)?;
        Some(ids.all()?.to_vec()).filter(|ids| ids.len() == stored.articles as usize)
    }

    /// `known` with the articles that came after it, each looked up a place.
    fn completed(self, known: &[u32], corpus: &Corpus) -> Vec<u32> {
        let value = |id: u32| self.value(corpus.article(ArticleId(id)));
        let new = known.len() as u32..corpus.len() as u32;
        let place = |id: u32| {
            let own = value(id);
            // Behind equal ones, whose numbers are lower.
            (known.partition_point(|other| value(*other).compare(&own) != Ordering::Greater), own, id)
        };
        let mut places: Vec<(usize, Value, u32)> = new.map(place).collect();
        places.sort_by(|(a, x, _), (b, y, _)| a.cmp(b).then_with(|| x.compare(y)));
        let mut completed = Vec::with_capacity(corpus.len());
        let mut from = 0;
        for (at, _, id) in places {
            completed.extend_from_slice(known.get(from..at).unwrap_or_default());
            completed.push(id);
            from = at;
        }
        completed.extend_from_slice(known.get(from..).unwrap_or_default());
        completed
    }
}

impl Value {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Title(a), Self::Title(b)) => natural::compare(a.as_str(), b.as_str()),
            (Self::Date(no, yearless, a), Self::Date(other_no, other_yearless, b)) => {
                (no, yearless, b).cmp(&(other_no, other_yearless, a))
            }
            (Self::Length(a), Self::Length(b)) => b.cmp(a),
            (a, b) => (*a == Self::Missing).cmp(&(*b == Self::Missing)),
        }
    }
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

    fn value(key: Key, number: u32) -> Value {
        match key {
            Key::Title => Value::Title(CleanText::line(&format!("第{}段", number % 7))),
            Key::Date if number.is_multiple_of(5) => Value::Date(true, true, Date::default()),
            Key::Date => {
                Value::Date(false, false, Date { year: 2000 + (number % 3) as u16, ..Date::default() })
            }
            Key::Length => Value::Length(number as usize % 4),
        }
    }

    #[test]
    fn equal_ones_stay_and_the_missing_come_last() {
        for key in Key::ALL {
            let mut values: Vec<Value> = (0..40).map(|number| value(key, number)).collect();
            values[3] = Value::Missing;
            let sorted = Key::sorted(values);
            assert_eq!(sorted.last(), Some(&3));
            let pairs = sorted[..39].windows(2);
            assert!(pairs.into_iter().all(|pair| {
                let order = value(key, pair[0]).compare(&value(key, pair[1]));
                order == Ordering::Less || order == Ordering::Equal && pair[0] < pair[1]
            }));
        }
    }
}
