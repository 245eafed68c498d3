//! All articles that are there, in some order: a list of any length that is never written out.
//!
//! Positions and numbers only.

use std::sync::Arc;

use super::Permutation;
use super::permutation::partition_point;
use crate::store::DocSet;

/// All articles of an order but those that are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The order of all articles, also of those that are gone.
    pub order: Arc<Permutation>,
    /// The last one comes first.
    pub reversed: bool,
    /// Places in the order where an article is gone, rising.
    gone: Vec<u32>,
}

impl Whole {
    /// The articles of `order` without those that are `deleted`.
    pub fn new(order: Arc<Permutation>, reversed: bool, deleted: &DocSet) -> Self {
        let mut gone: Vec<u32> = deleted.iter().map(|id| order.rank(id)).collect();
        gone.sort_unstable();
        Self { order, reversed, gone }
    }

    /// Number of articles that are there.
    pub fn len(&self) -> usize {
        self.order.len() - self.gone.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The article at `position`. The time grows with the logarithm of those that are gone or came later.
    pub fn id(&self, position: usize) -> Option<u32> {
        let position = if self.reversed { self.len().checked_sub(position + 1)? } else { position };
        // So many there are before the gone one with this number.
        let there =
            |number: usize| self.gone.get(number).map_or(usize::MAX, |place| *place as usize - number);
        let before = partition_point(self.gone.len(), |number| there(number) <= position);
        self.order.id(position + before)
    }

    /// Where `id` stands.
    ///
    /// # Errors
    /// It is gone or not known: the place where it would stand.
    pub fn position(&self, id: u32) -> Result<usize, usize> {
        let rank = self.order.rank(id);
        let before = self.gone.partition_point(|place| *place < rank);
        let there = (rank as usize).min(self.order.len()) - before;
        let is_there = (rank as usize) < self.order.len() && self.gone.get(before) != Some(&rank);
        match (is_there, self.reversed) {
            (true, false) => Ok(there),
            (true, true) => Ok(self.len() - 1 - there),
            (false, false) => Err(there),
            (false, true) => Err(self.len() - there),
        }
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
            dead.iter().for_each(|id| deleted.insert(*id));
            let order = Arc::new(Permutation::new(ids.clone()).unwrap());
            let whole = Whole::new(order, reversed, &deleted);
            let mut list = ids;
            if reversed {
                list.reverse();
            }
            let there: Vec<u32> = list.iter().copied().filter(|id| !dead.contains(id)).collect();
            let written: Vec<u32> = (0..).map_while(|position| whole.id(position)).collect();
            proptest::prop_assert_eq!(&written, &there);
            proptest::prop_assert_eq!(whole.len(), there.len());
            for (place, id) in list.iter().enumerate() {
                let before = list.iter().take(place).filter(|id| !dead.contains(id)).count();
                let expected = if dead.contains(id) { Err(before) } else { Ok(before) };
                proptest::prop_assert_eq!(whole.position(*id), expected);
            }
            proptest::prop_assert_eq!(whole.position(77), Err(if reversed { 0 } else { there.len() }));
        }
    }
}
