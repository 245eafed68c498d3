//! All articles in some order, for a corpus of any size: the rows are never written out.
//!
//! What must not go in: which order that is.

use super::row_order::{LastPosition, RowKey, RowOrder};
use crate::corpus::ArticleId;
use crate::search::order::{Permutation, partition_point};
use crate::store::DocSet;

/// All articles of an order except the deleted ones.
#[derive(Debug)]
pub struct AllRows {
    /// The order of all articles, deleted ones included.
    order: Permutation,
    /// The ranks of the deleted articles, ascending.
    deleted: Vec<u32>,
}

impl AllRows {
    /// The articles of `order` that are not `deleted`.
    pub fn new(order: Permutation, deleted: &DocSet) -> Self {
        let mut deleted: Vec<u32> = deleted.iter().map(|id| order.rank(id)).collect();
        deleted.sort_unstable();
        Self { order, deleted }
    }
}

impl RowOrder for AllRows {
    fn len(&self) -> usize {
        self.order.len() - self.deleted.len()
    }

    fn get(&self, position: usize) -> Option<RowKey> {
        // The number of rows before the deleted article of this number.
        let rows_before =
            |number: usize| self.deleted.get(number).map_or(usize::MAX, |rank| *rank as usize - number);
        let before = partition_point(self.deleted.len(), |number| rows_before(number) <= position);
        self.order.id(position + before).map(ArticleId).map(RowKey::Article)
    }

    fn position(&self, id: ArticleId, _: LastPosition) -> Result<usize, usize> {
        let rank = self.order.rank(id.0);
        let before = self.deleted.partition_point(|deleted| *deleted < rank);
        let position = (rank as usize).min(self.order.len()) - before;
        let has_row = (rank as usize) < self.order.len() && self.deleted.get(before) != Some(&rank);
        if has_row { Ok(position) } else { Err(position) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::Strategy as _;

    use super::*;

    proptest::proptest! {
        #[test]
        fn it_is_the_list_written_out(
            ids in proptest::prelude::Just((0_u32..30).collect::<Vec<u32>>()).prop_shuffle(),
            dead in proptest::collection::vec(0_u32..30, 0..40),
            reversed in proptest::bool::ANY,
        ) {
            let mut deleted = DocSet::empty(30);
            for id in &dead {
                deleted.insert(*id);
            }
            let mut list = ids.clone();
            let mut order = Permutation::new(ids).unwrap();
            if reversed {
                list.reverse();
                order = order.reversed();
            }
            let rows = AllRows::new(order, &deleted);
            let position = |id| rows.position(ArticleId(id), LastPosition::default());
            let there: Vec<u32> = list.iter().copied().filter(|id| !dead.contains(id)).collect();
            let written: Vec<u32> = (&rows as &dyn RowOrder).ids().map(|id| id.0).collect();
            proptest::prop_assert_eq!(&written, &there);
            proptest::prop_assert_eq!(rows.len(), there.len());
            for (place, id) in list.iter().enumerate() {
                let before = list.iter().take(place).filter(|id| !dead.contains(id)).count();
                let expected = if dead.contains(id) { Err(before) } else { Ok(before) };
                proptest::prop_assert_eq!(position(*id), expected);
            }
            proptest::prop_assert_eq!(position(77), Err(there.len()));
        }
    }
}
