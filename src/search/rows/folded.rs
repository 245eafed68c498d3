//! Other rows with near duplicates folded: the first article of each set represents it.
//!
//! What must not go in: what makes a near duplicate.

use std::collections::HashMap;
use std::sync::Arc;

use super::row_order::{LastPosition, RowKey, RowOrder};
use crate::corpus::ArticleId;
use crate::search::near_duplicates::NearDuplicates;

/// Other rows, of which some are hidden.
#[derive(Debug)]
pub struct FoldedRows {
    rows: Arc<dyn RowOrder>,
    /// The positions of the rows that are left.
    kept: Vec<u32>,
    near_duplicates: Arc<NearDuplicates>,
    /// For the first article of each set, the article shown and the number of hidden ones.
    shown: HashMap<u32, (u32, u32)>,
    hidden: u32,
}

impl FoldedRows {
    /// Folds `rows`. Returns the same rows if every article keeps its own.
    pub fn fold(rows: Arc<dyn RowOrder>, near_duplicates: &Arc<NearDuplicates>) -> Arc<dyn RowOrder> {
        if near_duplicates.is_empty() {
            return rows;
        }
        let mut shown = HashMap::new();
        let mut kept = Vec::with_capacity(rows.len());
        let mut hidden = 0;
        for (position, id) in (0..).zip(rows.ids()) {
            if let Some(first) = near_duplicates.first(id) {
                let (shown, others) = shown.entry(first.0).or_insert((id.0, 0));
                if *shown != id.0 {
                    *others += 1;
                    hidden += 1;
                    continue;
                }
            }
            kept.push(position);
        }
        if hidden == 0 {
            return rows;
        }
        Arc::new(Self { rows, kept, near_duplicates: Arc::clone(near_duplicates), shown, hidden })
    }

    /// The article shown for the set of `id`, and the number of hidden ones.
    fn set(&self, id: ArticleId) -> Option<(u32, u32)> {
        self.shown.get(&self.near_duplicates.first(id)?.0).copied()
    }
}

impl RowOrder for FoldedRows {
    fn len(&self) -> usize {
        self.kept.len()
    }

    fn get(&self, position: usize) -> Option<RowKey> {
        self.rows.get(*self.kept.get(position)? as usize)
    }

    fn position(&self, id: ArticleId, last: LastPosition) -> Result<usize, usize> {
        let shown = self.set(id).map_or(id, |(shown, _)| ArticleId(shown));
        let place = |at: usize| self.kept.partition_point(|kept| (*kept as usize) < at);
        self.rows.position(shown, last).map(place).map_err(place)
    }

    fn hidden(&self) -> u32 {
        self.hidden
    }

    fn folded(&self, id: ArticleId) -> u32 {
        self.set(id).filter(|(shown, _)| *shown == id.0).map_or(0, |(_, others)| others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::order::Permutation;
    use crate::search::rows::ListedRows;

    fn folded(ids: &[u32], set: &[u32]) -> Arc<dyn RowOrder> {
        let rows = ListedRows::ranked(ids.to_vec(), Permutation::rising(9));
        FoldedRows::fold(Arc::new(rows), &Arc::new(NearDuplicates::from_sets(&[set])))
    }

    #[test]
    fn the_first_of_the_list_stands_for_its_near_duplicates() {
        let rows = folded(&[0, 3, 4, 5], &[1, 3, 4]);
        assert!(rows.ids().eq([0, 3, 5].map(ArticleId)));
        assert_eq!((rows.hidden(), rows.folded(ArticleId(3)), rows.folded(ArticleId(0))), (1, 1, 0));
        let position = |id| rows.position(ArticleId(id), LastPosition::default());
        assert_eq!([position(4), position(5), position(2)], [Ok(1), Ok(2), Err(1)]);
    }

    #[test]
    fn without_near_duplicates_in_the_list_nothing_is_folded() {
        let rows = folded(&[0, 3], &[1, 3]);
        assert_eq!((rows.len(), rows.hidden()), (2, 0));
    }
}
