//! The articles that a query found, written out in the order of the list.
//!
//! What must not go in: finding and sorting them.

use super::row_order::{LastPosition, RowKey, RowOrder};
use crate::corpus::ArticleId;
use crate::search::order::Permutation;

/// Some articles in some order.
#[derive(Debug)]
pub struct ListedRows {
    ids: Vec<u32>,
    places: Places,
}

/// How to find an article in the list.
#[derive(Debug)]
enum Places {
    /// By rank: the ranks of the listed articles ascend in this order of all articles.
    Ranks(Permutation),
    /// By a table: for each article of the corpus one more than its position, or 0 if it is not listed.
    Table(Vec<u32>),
}

impl ListedRows {
    /// Articles whose ranks in `order` ascend.
    pub fn ranked(ids: Vec<u32>, order: Permutation) -> Self {
        Self { ids, places: Places::Ranks(order) }
    }

    /// Articles in an order of their own; `articles` is the size of the corpus.
    pub fn scored(ids: Vec<u32>, articles: usize) -> Self {
        let mut table = vec![0; articles];
        for (position, id) in (1..).zip(&ids) {
            if let Some(place) = table.get_mut(*id as usize) {
                *place = position;
            }
        }
        Self { ids, places: Places::Table(table) }
    }
}

impl RowOrder for ListedRows {
    fn len(&self) -> usize {
        self.ids.len()
    }

    fn get(&self, position: usize) -> Option<RowKey> {
        self.ids.get(position).copied().map(ArticleId).map(RowKey::Article)
    }

    /// An article that is not listed would stand in the first row where only a query gives the order.
    fn position(&self, id: ArticleId, _: LastPosition) -> Result<usize, usize> {
        match &self.places {
            Places::Ranks(order) => self.ids.binary_search_by_key(&order.rank(id.0), |id| order.rank(*id)),
            Places::Table(table) => {
                let place = table.get(id.0 as usize).copied().unwrap_or_default();
                (place as usize).checked_sub(1).ok_or(0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(rows: &ListedRows, absent: u32) -> Result<usize, usize> {
        for position in 0..rows.len() {
            let Some(RowKey::Article(id)) = rows.get(position) else { panic!("{position}") };
            assert_eq!(rows.position(id, LastPosition::default()), Ok(position), "{rows:?}");
        }
        assert_eq!(rows.get(rows.len()), None);
        rows.position(ArticleId(absent), LastPosition::default())
    }

    #[test]
    fn a_position_leads_to_an_article_and_back() {
        let order = Permutation::new(vec![3, 0, 4, 1, 2]).unwrap();
        let ranked = |ids: &[u32], order: &Permutation| ListedRows::ranked(ids.to_vec(), order.clone());
        assert_eq!(round_trip(&ranked(&[1, 4], &Permutation::rising(5)), 2), Err(1));
        assert_eq!(round_trip(&ranked(&[4, 1], &Permutation::rising(5).reversed()), 2), Err(1));
        assert_eq!(round_trip(&ranked(&[3, 4, 2], &order), 0), Err(1));
        assert_eq!(round_trip(&ranked(&[2, 4, 3], &order.reversed()), 0), Err(2));
        assert_eq!(round_trip(&ListedRows::scored(vec![4, 0, 3], 5), 1), Err(0));
    }
}
