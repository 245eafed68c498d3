//! What a search has selected, in the order of the list.
//!
//! Positions and ids only.

use std::sync::Arc;

use crate::corpus::ArticleId;
use crate::search::order::{Permutation, Whole};

/// The articles that a query selects. Where these are all of them, they are not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// The first so many articles, in corpus order.
    All(u32),
    /// All articles that are there, in this order.
    Whole(Arc<Whole>),
    /// These articles, rising.
    Ids(Arc<Vec<u32>>),
    /// These articles in another order.
    Ordered {
        /// From the first to the last.
        ids: Arc<Vec<u32>>,
        /// How to find one of them.
        places: Places,
    },
}

/// How an article is found in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// Ids fall.
    Falling,
    /// Ranks in this order of all articles rise, or fall if it is reversed.
    Ranked(Arc<Permutation>, bool),
    /// For each article one more than its position, 0 if it is not selected.
    Table(Arc<Vec<u32>>),
}

impl Default for Selection {
    fn default() -> Self {
        Self::All(0)
    }
}

impl Selection {
    /// These articles in an order that no permutation gives; `articles` is the number of all.
    pub(super) fn table(ids: Vec<u32>, articles: usize) -> Self {
        let mut table = vec![0; articles];
        for (position, id) in (1..).zip(&ids) {
            if let Some(place) = table.get_mut(*id as usize) {
                *place = position;
            }
        }
        Self::Ordered { ids: Arc::new(ids), places: Places::Table(Arc::new(table)) }
    }

    /// Some of its articles, in the same order; `articles` is the number of all.
    pub(super) fn only(&self, ids: Vec<u32>, articles: usize) -> Self {
        match self {
            Self::All(_) | Self::Ids(_) => Self::Ids(Arc::new(ids)),
            Self::Whole(whole) => {
                let places = Places::Ranked(Arc::clone(&whole.order), whole.reversed);
                Self::Ordered { ids: Arc::new(ids), places }
            }
            Self::Ordered { places: Places::Table(_), .. } => Self::table(ids, articles),
            Self::Ordered { places, .. } => Self::Ordered { ids: Arc::new(ids), places: places.clone() },
        }
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        match self {
            Self::All(count) => *count as usize,
            Self::Whole(whole) => whole.len(),
            Self::Ids(ids) | Self::Ordered { ids, .. } => ids.len(),
        }
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The article at `position`.
    pub fn get(&self, position: usize) -> Option<ArticleId> {
        match self {
            Self::All(count) => (position < *count as usize).then_some(ArticleId(position as u32)),
            Self::Whole(whole) => whole.id(position).map(ArticleId),
            Self::Ids(ids) | Self::Ordered { ids, .. } => ids.get(position).copied().map(ArticleId),
        }
    }

    /// Where `id` stands; the time does not depend on the number of articles, or by its logarithm.
    ///
    /// # Errors
    /// It is not selected: the place where it would stand, or the first one where only a query gives the order.
    pub fn position(&self, id: ArticleId) -> Result<usize, usize> {
        match self {
            Self::All(count) if id.0 < *count => Ok(id.0 as usize),
            Self::All(count) => Err(*count as usize),
            Self::Whole(whole) => whole.position(id.0),
            Self::Ids(ids) => ids.binary_search(&id.0),
            Self::Ordered { ids, places } => match places {
                Places::Falling => ids.binary_search_by(|other| id.0.cmp(other)),
                Places::Ranked(order, false) => {
                    ids.binary_search_by_key(&order.rank(id.0), |id| order.rank(*id))
                }
                Places::Ranked(order, true) => {
                    let rank = order.rank(id.0);
                    ids.binary_search_by(|other| rank.cmp(&order.rank(*other)))
                }
                Places::Table(table) => {
                    let place = table.get(id.0 as usize).copied().unwrap_or_default();
                    (place as usize).checked_sub(1).ok_or(0)
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(selection: &Selection, absent: u32) -> Result<usize, usize> {
        for position in 0..selection.len() {
            let id = selection.get(position).unwrap();
            assert_eq!(selection.position(id), Ok(position), "{selection:?}");
        }
        assert_eq!(selection.get(selection.len()), None);
        selection.position(ArticleId(absent))
    }

    #[test]
    fn a_position_leads_to_an_article_and_back() {
        let order = Arc::new(Permutation::new(vec![3, 0, 4, 1, 2]).unwrap());
        let ordered = |ids: &[u32], places| Selection::Ordered { ids: Arc::new(ids.to_vec()), places };
        assert_eq!(round_trip(&Selection::All(3), 7), Err(3));
        assert_eq!(round_trip(&Selection::Ids(Arc::new(vec![1, 4])), 2), Err(1));
        assert_eq!(round_trip(&ordered(&[4, 1], Places::Falling), 2), Err(1));
        assert_eq!(round_trip(&ordered(&[3, 4, 2], Places::Ranked(Arc::clone(&order), false)), 0), Err(1));
        assert_eq!(round_trip(&ordered(&[2, 4, 3], Places::Ranked(order, true)), 0), Err(2));
        assert_eq!(round_trip(&Selection::table(vec![4, 0, 3], 5), 1), Err(0));
    }
}
