//! In which order articles are looked at: that of the list where it is known beforehand, so that the first rows come first.
//!
//! What must not go in: looking at them.

use std::sync::Arc;

use super::selection::{Places, Selection};
use crate::corpus::Corpus;
use crate::search::order::{ListOrder, OrderCache, Permutation, SortBy, Whole};

/// A way through all articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Walk {
    /// Ids rise; more articles come at the end.
    Forward,
    /// Ids fall from this number of articles.
    Backward(u32),
    /// An order of all articles, from its end if the flag is set.
    Ranked(Arc<Permutation>, bool),
}

impl Walk {
    /// The way that gives `order`; an order that a query's hits decide is made afterwards.
    pub(super) fn new(order: ListOrder, corpus: &Corpus, orders: &mut OrderCache) -> Self {
        match orders.get(order.by, corpus) {
            // Those that hits decide are turned afterwards.
            Some(known) if order.by.is_scored() => Self::Ranked(known, false),
            Some(known) => Self::Ranked(known, order.reversed),
            None if order.reversed && order.by == SortBy::Corpus => Self::Backward(corpus.len() as u32),
            None => Self::Forward,
        }
    }

    /// The article looked at in this step; none behind the last of `articles`.
    pub(super) fn id(&self, step: usize, articles: usize) -> Option<u32> {
        match self {
            Self::Forward => (step < articles).then_some(step as u32),
            Self::Backward(from) => from.checked_sub(1 + step as u32),
            Self::Ranked(order, false) => order.id(step),
            Self::Ranked(order, true) => order.id(order.len().checked_sub(1 + step)?),
        }
    }

    /// All articles of `corpus` that are there, as this way comes upon them.
    pub(super) fn whole(&self, corpus: &Corpus) -> Whole {
        let rising = || Arc::new(Permutation::rising(corpus.len() as u32));
        let (order, reversed) = match self {
            Self::Forward => (rising(), false),
            Self::Backward(_) => (rising(), true),
            Self::Ranked(order, reversed) => (Arc::clone(order), *reversed),
        };
        Whole::new(order, reversed, &corpus.deleted)
    }

    /// Articles found on this way, in the order in which they were found.
    pub(super) fn selection(&self, ids: Vec<u32>) -> Selection {
        let ids = Arc::new(ids);
        match self {
            Self::Forward => Selection::Ids(ids),
            Self::Backward(_) => Selection::Ordered { ids, places: Places::Falling },
            Self::Ranked(order, reversed) => {
                Selection::Ordered { ids, places: Places::Ranked(Arc::clone(order), *reversed) }
            }
        }
    }
}
