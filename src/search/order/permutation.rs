//! All articles in some order: a table of most of them, and few others that stand between, so that a table in a snapshot
//! is neither copied nor sorted again when articles are added.
//!
//! Numbers only; what articles are sorted by must not go in.

use crate::store::Column;

/// All articles in some order.
#[derive(Debug, Clone)]
pub struct Permutation {
    table: Table,
    /// The others, as they come.
    between: Vec<Between>,
    /// The places of the others among all, in the order of their numbers, which begin where the table's end.
    places: Vec<u32>,
}

/// An article that stands between those of the table.
#[derive(Debug, Clone, Copy)]
struct Between {
    id: u32,
    /// Articles of the table before it.
    at: u32,
    /// Articles before it.
    place: u32,
}

/// An order of the articles numbered from 0.
#[derive(Debug, Clone)]
enum Table {
    /// So many articles in the order of their numbers.
    Rising(u32),
    /// The articles in their order, and the place of each.
    Listed { ids: Column<u32>, ranks: Vec<u32> },
}

impl Table {
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

    /// The place of an article that stands here.
    fn rank(&self, id: u32) -> u32 {
        match self {
            Self::Rising(_) => id,
            Self::Listed { ranks, .. } => ranks.get(id as usize).copied().unwrap_or(u32::MAX),
        }
    }
}

impl Permutation {
    /// The order that names `ids` from the first to the last; none if one is missing, comes twice or is damaged.
    pub fn new(ids: impl Into<Column<u32>>) -> Option<Self> {
        let ids = ids.into();
        let mut ranks = vec![u32::MAX; ids.len()];
        for (rank, id) in ids.all()?.iter().enumerate() {
            let place = ranks.get_mut(*id as usize).filter(|place| **place == u32::MAX)?;
            *place = rank as u32;
        }
        Some(Self::of(Table::Listed { ids, ranks }))
    }

    /// So many articles in the order of their numbers.
    pub fn rising(count: u32) -> Self {
        Self::of(Table::Rising(count))
    }

    fn of(table: Table) -> Self {
        Self { table, between: Vec::new(), places: Vec::new() }
    }

    /// The same table with these articles between its own, each after so many of those: in their order, and numbered from
    /// the end of the table on without a gap.
    #[must_use]
    pub fn with(self, between: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let between: Vec<Between> =
            (0..).zip(between).map(|(before, (at, id))| Between { id, at, place: at + before }).collect();
        let mut places = vec![u32::MAX; between.len()];
        for Between { id, place, .. } in &between {
            if let Some(slot) = (*id as usize).checked_sub(self.table.len()).and_then(|at| places.get_mut(at))
            {
                *slot = *place;
            }
        }
        Self { table: self.table, between, places }
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.table.len() + self.between.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of articles in the table.
    pub fn table_len(&self) -> usize {
        self.table.len()
    }

    /// The article in this place of the table alone.
    pub fn table_id(&self, rank: usize) -> Option<u32> {
        self.table.id(rank)
    }

    /// The articles that do not stand in the table, in their order, each with the number of those of the table before it.
    pub fn between(&self) -> impl Iterator<Item = (u32, u32)> {
        self.between.iter().map(|Between { id, at, .. }| (*at, *id))
    }

    /// The article in this place. The time grows with the logarithm of the articles outside the table.
    pub fn id(&self, rank: usize) -> Option<u32> {
        let before = self.between.partition_point(|other| (other.place as usize) < rank);
        match self.between.get(before) {
            Some(between) if between.place as usize == rank => Some(between.id),
            _ => self.table.id(rank - before),
        }
    }

    /// The place of an article; behind all others if it is not known.
    pub fn rank(&self, id: u32) -> u32 {
        if let Some(outside) = (id as usize).checked_sub(self.table.len()) {
            return self.places.get(outside).copied().unwrap_or(u32::MAX);
        }
        let rank = self.table.rank(id);
        rank.saturating_add(self.between.partition_point(|other| other.at <= rank) as u32)
    }

    /// The articles in their order.
    pub fn ids(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).map_while(|rank| self.id(rank))
    }
}

impl PartialEq for Permutation {
    /// Whether all articles have the same places, wherever these are written.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.ids().eq(other.ids())
    }
}

impl Eq for Permutation {}

/// How many of `0..count` from the start satisfy `before`.
pub(super) fn partition_point(count: usize, mut before: impl FnMut(usize) -> bool) -> usize {
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
            mut others in proptest::collection::vec(0_u32..41, 0..30),
        ) {
            for at in &mut others {
                *at = (*at).min(table);
            }
            others.sort_unstable();
            let ids: Vec<u32> = (0..table).map(|id| if listed { table - 1 - id } else { id }).collect();
            let order = if listed { Permutation::new(ids.clone()).unwrap() } else { Permutation::rising(table) };
            let between: Vec<(u32, u32)> = others.into_iter().zip(table..).collect();
            let order = order.with(between.clone());
            let mut whole = ids;
            between.iter().rev().for_each(|(at, id)| whole.insert(*at as usize, *id));
            proptest::prop_assert_eq!(order.ids().collect::<Vec<_>>(), &whole[..]);
            for (rank, id) in (0..).zip(whole) {
                proptest::prop_assert_eq!(order.rank(id), rank);
            }
            proptest::prop_assert_eq!(order.id(order.len()), None);
        }
    }
}
