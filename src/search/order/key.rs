//! The keys by which articles are sorted: sorting by one, and inserting articles into a sorted order.
//!
//! What must not go in: which orders are kept.

use std::cmp::Ordering;

use super::permutation::partition_point;
use super::{Permutation, SortBy};
use crate::corpus::{Article, ArticleId, Corpus};
use crate::format::Date;
use crate::store::SectionKind;
use crate::text::title_order;

/// All article ids, sorted by a key; the number of the section is the key.
pub(super) const IDS: SectionKind = SectionKind::derived(64);

/// What articles are sorted by. Snapshots store the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SortKey {
    Title = 0,
    Date = 1,
    Length = 2,
}

/// The value of an article under a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SortValue {
    /// Its [`title_order::key`].
    Title(Box<[u8]>),
    /// Whether it has no date, whether its date has no year, and the date.
    Date(bool, bool, Date),
    Length(usize),
    /// The article cannot be read.
    Missing,
}

impl SortKey {
    pub(super) const ALL: [Self; 3] = [Self::Title, Self::Date, Self::Length];

    pub(super) fn of(by: SortBy) -> Option<Self> {
        match by {
            SortBy::Title => Some(Self::Title),
            SortBy::Date => Some(Self::Date),
            SortBy::Length => Some(Self::Length),
            SortBy::Corpus | SortBy::Hits | SortBy::Relevance => None,
        }
    }

    pub(super) fn value(self, article: Option<Article<'_>>) -> SortValue {
        let Some(article) = article else { return SortValue::Missing };
        match self {
            Self::Title => SortValue::Title(title_order::key(article.label().as_str())),
            Self::Date => {
                let date = article.date().unwrap_or_default();
                SortValue::Date(date == Date::default(), date.year == 0, date)
            }
            Self::Length => SortValue::Length(article.len()),
        }
    }

    fn value_of(self, corpus: &Corpus, id: u32) -> SortValue {
        self.value(corpus.article(ArticleId(id)))
    }

    /// Sorts by value and returns the ids. The sort is stable.
    pub(super) fn sorted(mut values: Vec<(SortValue, u32)>) -> Vec<u32> {
        values.sort_by(|(a, _), (b, _)| a.compare(b));
        values.into_iter().map(|(_, number)| number).collect()
    }

    /// All articles of `corpus`, sorted; ties are in corpus order, which `seats` gives.
    pub(super) fn sort(self, corpus: &Corpus, seats: &Permutation) -> Option<Permutation> {
        Permutation::new(Self::sorted(seats.ids().map(|id| (self.value_of(corpus, id), id)).collect()))
    }

    /// The order that the snapshot of `corpus` stores, of the articles in it; `None` if there is none or it is damaged.
    pub(super) fn stored(self, corpus: &Corpus) -> Option<Permutation> {
        let stored = corpus.stored.as_ref()?;
        let ids = stored.container.column::<u32>(IDS, self as u32)?;
        Permutation::new(ids).filter(|order| order.len() == stored.articles as usize)
    }

    /// `known` with the newer articles inserted by binary search; ties are in corpus order, which `seats` gives.
    pub(super) fn completed(self, known: &Permutation, corpus: &Corpus, seats: &Permutation) -> Permutation {
        let place = |id: u32| {
            let (own, seat) = (self.value_of(corpus, id), seats.rank(id));
            let before = |other: u32| {
                let order = self.value_of(corpus, other).compare(&own);
                order.then_with(|| seats.rank(other).cmp(&seat)) == Ordering::Less
            };
            partition_point(known.table_len(), |rank| known.table_id(rank).is_some_and(before)) as u32
        };
        let new = (known.len() as u32..corpus.len() as u32).map(|id| (place(id), id));
        let mut between: Vec<(u32, u32)> = known.inserted().chain(new).collect();
        between.sort_by(|(at, id), (other_at, other)| {
            let values = || self.value_of(corpus, *id).compare(&self.value_of(corpus, *other));
            at.cmp(other_at).then_with(values).then_with(|| seats.rank(*id).cmp(&seats.rank(*other)))
        });
        known.with(between)
    }
}

impl SortValue {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Title(a), Self::Title(b)) => a.cmp(b),
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

    fn value(key: SortKey, number: u32) -> SortValue {
        match key {
            SortKey::Title => SortValue::Title(title_order::key(&format!("第{}段", number % 7))),
            SortKey::Date if number.is_multiple_of(5) => SortValue::Date(true, true, Date::default()),
            SortKey::Date => {
                SortValue::Date(false, false, Date { year: 2000 + (number % 3) as u16, ..Date::default() })
            }
            SortKey::Length => SortValue::Length(number as usize % 4),
        }
    }

    #[test]
    fn equal_ones_stay_and_the_missing_come_last() {
        for key in SortKey::ALL {
            let mut values: Vec<(SortValue, u32)> =
                (0..40).map(|number| (value(key, number), number)).collect();
            values[3].0 = SortValue::Missing;
            let sorted = SortKey::sorted(values);
            assert_eq!(sorted.last(), Some(&3));
            let pairs = sorted[..39].windows(2);
            assert!(pairs.into_iter().all(|pair| {
                let order = value(key, pair[0]).compare(&value(key, pair[1]));
                order == Ordering::Less || order == Ordering::Equal && pair[0] < pair[1]
            }));
        }
    }
}
