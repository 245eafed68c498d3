//! An order of all articles: a table of most of them, and a few inserted into it, so that the table of a snapshot is
//! neither copied nor sorted again when articles are added.
//!
//! Numbers only. What must not go in: what articles are sorted by.

use std::sync::Arc;

use crate::store::Column;

/// An order of all articles, readable from either end. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Permutation {
    table: RankTable,
    /// The articles outside the table, in order.
    inserted: Arc<[Inserted]>,
    /// The rank of each of them, by id. Their ids follow those of the table.
    ranks: Arc<[u32]>,
    /// Whether the last article comes first.
    reversed: bool,
}

/// An article inserted into the table.
#[derive(Debug, Clone, Copy)]
struct Inserted {
    id: u32,
    /// Number of articles of the table before it.
    at: u32,
    /// Number of articles before it.
    rank: u32,
}

/// An order of articles numbered from 0.
#[derive(Debug, Clone)]
enum RankTable {
    /// This many articles, in the order of their ids.
    Rising(u32),
    /// The articles in order, and the rank of each.
    Listed { ids: Column<u32>, ranks: Arc<[u32]> },
}

impl RankTable {
    fn len(&self) -> usize {
        match self {
            Self::Rising(count) => *count as usize,
            Self::Listed { ids, .. } => ids.len(),
        }
    }

    fn id(&self, rank: usize) -> Option<u32> {
        match self {
            Self::Rising(count) => (rank < *count as usize).then_some(rank as u32),
            Self::Listed { ids, .. } => ids.get(rank).copied(),
        }
    }

    /// The rank of an article of this table.
    fn rank(&self, id: u32) -> u32 {
        match self {
            Self::Rising(_) => id,
            Self::Listed { ranks, .. } => ranks.get(id as usize).copied().unwrap_or(u32::MAX),
        }
    }
}

impl Permutation {
    /// The order that `ids` lists; `None` if an id is missing, repeated or unreadable.
    pub fn new(ids: impl Into<Column<u32>>) -> Option<Self> {
        let ids = ids.into();
        let mut ranks = vec![u32::MAX; ids.len()];
        for (rank, id) in ids.all()?.iter().enumerate() {
            let place = ranks.get_mut(*id as usize).filter(|place| **place == u32::MAX)?;
            *place = rank as u32;
        }
        Some(Self::of(RankTable::Listed { ids, ranks: ranks.into() }))
    }

    /// `count` articles in the order of their ids.
    pub fn rising(count: u32) -> Self {
        Self::of(RankTable::Rising(count))
    }

    fn of(table: RankTable) -> Self {
        Self { table, inserted: Arc::default(), ranks: Arc::default(), reversed: false }
    }

    /// The same order, reversed.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { reversed: !self.reversed, ..self }
    }

    /// Whether ids rise, so that new articles come last.
    pub fn is_rising(&self) -> bool {
        matches!(self.table, RankTable::Rising(_)) && self.inserted.is_empty() && !self.reversed
    }

    /// The same table with other articles inserted: for each, the number of table articles before it, and its id. They
    /// come in order, and their ids follow those of the table without a gap.
    #[must_use]
    pub fn with(&self, inserted: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let inserted: Arc<[Inserted]> =
            (0..).zip(inserted).map(|(before, (at, id))| Inserted { id, at, rank: at + before }).collect();
        let mut ranks = vec![u32::MAX; inserted.len()];
        for Inserted { id, rank, .. } in &*inserted {
            let slot = (*id as usize).checked_sub(self.table.len()).and_then(|at| ranks.get_mut(at));
            if let Some(slot) = slot {
                *slot = *rank;
            }
        }
        Self { table: self.table.clone(), inserted, ranks: ranks.into(), reversed: self.reversed }
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.table.len() + self.inserted.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of articles in the table.
    pub fn table_len(&self) -> usize {
        self.table.len()
    }

    /// The article of this rank, counted in the table alone.
    pub fn table_id(&self, rank: usize) -> Option<u32> {
        self.table.id(rank)
    }

    /// The inserted articles in order: for each, the number of table articles before it, and its id.
    pub fn inserted(&self) -> impl Iterator<Item = (u32, u32)> {
        self.inserted.iter().map(|Inserted { id, at, .. }| (*at, *id))
    }

    /// The article of this rank, in time logarithmic in the number of inserted articles.
    #[inline]
    pub fn id(&self, rank: usize) -> Option<u32> {
        let rank = if self.reversed { self.len().checked_sub(rank + 1)? } else { rank };
        if self.inserted.is_empty() {
            return self.table.id(rank);
        }
        let before = self.inserted.partition_point(|other| (other.rank as usize) < rank);
        match self.inserted.get(before) {
            Some(inserted) if inserted.rank as usize == rank => Some(inserted.id),
            _ => self.table.id(rank - before),
        }
    }

    /// The rank of an article; after all others if it is unknown.
    pub fn rank(&self, id: u32) -> u32 {
        let rank = if let Some(outside) = (id as usize).checked_sub(self.table.len()) {
            self.ranks.get(outside).copied().unwrap_or(u32::MAX)
        } else {
            let rank = self.table.rank(id);
            rank.saturating_add(self.inserted.partition_point(|other| other.at <= rank) as u32)
        };
        let from_end = (self.len() as u32).checked_sub(rank).filter(|_| self.reversed);
        from_end.map_or(rank, |from_end| from_end.saturating_sub(1))
    }

    /// The articles in order.
    pub fn ids(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).map_while(|rank| self.id(rank))
    }

    /// Whether both are views of the same table.
    fn is_same_view(&self, other: &Self) -> bool {
        let same_table = match (&self.table, &other.table) {
            (RankTable::Rising(own), RankTable::Rising(others)) => own == others,
            (RankTable::Listed { ranks: own, .. }, RankTable::Listed { ranks: others, .. }) => {
                Arc::ptr_eq(own, others)
            }
            _ => false,
        };
        same_table && self.reversed == other.reversed && Arc::ptr_eq(&self.ranks, &other.ranks)
    }
}

impl PartialEq for Permutation {
    /// Whether all articles have the same ranks, however they are stored.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (self.is_same_view(other) || self.ids().eq(other.ids()))
    }
}

impl Eq for Permutation {}

/// How many numbers at the start of `0..count` satisfy `before`; a binary search.
pub(crate) fn partition_point(count: usize, mut before: impl FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
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

    #[test]
    fn others_stand_before_between_and_behind() {
        let order = Permutation::new(vec![2, 0, 1]).unwrap().with([(0, 5), (2, 3), (2, 4), (3, 6)]);
        assert_eq!(order.ids().collect::<Vec<_>>(), [5, 2, 0, 3, 4, 1, 6]);
        assert_eq!(Permutation::rising(2).with([(1, 2)]).ids().collect::<Vec<_>>(), [0, 2, 1]);
    }

    proptest::proptest! {
        #[test]
        fn with_others_it_is_the_order_written_out(
            table in 0_u32..40,
            listed in proptest::bool::ANY,
            reversed in proptest::bool::ANY,
            mut others in proptest::collection::vec(0_u32..41, 0..30),
        ) {
            for at in &mut others {
                *at = (*at).min(table);
            }
            others.sort_unstable();
            let ids: Vec<u32> = (0..table).map(|id| if listed { table - 1 - id } else { id }).collect();
            let order = if listed { Permutation::new(ids.clone()).unwrap() } else { Permutation::rising(table) };
            let between: Vec<(u32, u32)> = others.into_iter().zip(table..).collect();
            let mut order = order.with(between.clone());
            let mut whole = ids;
            between.iter().rev().for_each(|(at, id)| whole.insert(*at as usize, *id));
            if reversed {
                whole.reverse();
                order = order.reversed();
            }
            proptest::prop_assert_eq!(order.ids().collect::<Vec<_>>(), &whole[..]);
            for (rank, id) in (0..).zip(whole) {
                proptest::prop_assert_eq!(order.rank(id), rank);
            }
            proptest::prop_assert_eq!(order.id(order.len()), None);
        }
    }
}
