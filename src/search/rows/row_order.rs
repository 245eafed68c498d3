//! The trait of all lists of rows.
//!
//! Positions and ids only. What must not go in: what a row looks like.

use std::fmt::Debug;

use crate::corpus::ArticleId;

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKey {
    /// A heading.
    Heading(Heading),
    /// An article.
    Article(ArticleId),
}

/// The heading of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// The division; `None` for the articles without one.
    pub division: Option<usize>,
    /// Number of articles below it.
    pub articles: u32,
}

/// Where an article stood in the list that a new one replaces.
#[derive(Debug, Clone, Copy, Default)]
pub struct LastPosition {
    /// Its row.
    pub position: usize,
    /// The heading above it, if the list was grouped.
    pub under: Option<Heading>,
}

/// The rows of a list, by position from 0. Every method takes at most logarithmic time, except for positions in groups.
pub trait RowOrder: Debug + Send + Sync {
    /// Number of rows, headings included.
    fn len(&self) -> usize;

    /// The row at `position`.
    fn get(&self, position: usize) -> Option<RowKey>;

    /// The row that shows `id` or a near duplicate of it; the nearest to `last` if there are several.
    ///
    /// # Errors
    /// There is no such row: the row where it would be, or another sensible one if that is unknown.
    fn position(&self, id: ArticleId, last: LastPosition) -> Result<usize, usize>;

    /// Whether there is no row.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of articles that have a row, each counted once.
    fn articles(&self) -> usize {
        self.len()
    }

    /// The heading that the row at `position` is or stands under, and the number of the row under it, from 1.
    fn heading(&self, _position: usize) -> Option<(Heading, usize)> {
        None
    }

    /// Number of articles without a row, because a near duplicate represents them.
    fn hidden(&self) -> u32 {
        0
    }

    /// How many hidden articles the row of `id` represents.
    fn folded(&self, _id: ArticleId) -> u32 {
        0
    }
}

impl dyn RowOrder {
    /// The rows from `position` on.
    pub fn iter_from(&self, position: usize) -> impl Iterator<Item = RowKey> + Clone {
        (position..self.len()).map_while(|position| self.get(position))
    }

    /// The articles in the order of the rows, once for every row.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> + Clone {
        self.iter_from(0).filter_map(|row| match row {
            RowKey::Article(id) => Some(id),
            RowKey::Heading(_) => None,
        })
    }
}
