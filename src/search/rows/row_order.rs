//! What every list of rows answers, however it is made.
//!
//! Positions and ids only.

use std::fmt::Debug;

use crate::corpus::ArticleId;

/// What stands in a row.
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
    /// The division; none: the articles without one.
    pub division: Option<usize>,
    /// Articles below it.
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

/// The rows of a list, from position 0 on. Each answer takes logarithmic time at most, but for positions in groups.
pub trait RowOrder: Debug + Send + Sync {
    /// Number of rows, headings included.
    fn len(&self) -> usize;

    /// The row at `position`.
    fn get(&self, position: usize) -> Option<RowKey>;

    /// The row that shows `id`, itself or by a near duplicate; the one nearest to `last` if there are several.
    ///
    /// # Errors
    /// There is none: the row where it would stand, or another one that makes sense if that cannot be told.
    fn position(&self, id: ArticleId, last: LastPosition) -> Result<usize, usize>;

    /// Whether there is no row.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of articles that have a row, each counted once.
    fn articles(&self) -> usize {
        self.len()
    }

    /// The heading that the row at `position` is or stands under, and its number below it, from 1.
    fn heading(&self, _position: usize) -> Option<(Heading, usize)> {
        None
    }

    /// Number of articles without a row, because a near duplicate stands for them.
    fn hidden(&self) -> u32 {
        0
    }

    /// How many hidden articles the row of `id` stands for.
    fn folded(&self, _id: ArticleId) -> u32 {
        0
    }
}

impl dyn RowOrder {
    /// The rows from `position` on.
    pub fn iter_from(&self, position: usize) -> impl Iterator<Item = RowKey> + Clone {
        (position..self.len()).map_while(|position| self.get(position))
    }

    /// The articles in the order of their rows, as often as they have one.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> + Clone {
        self.iter_from(0).filter_map(|row| match row {
            RowKey::Article(id) => Some(id),
            RowKey::Heading(_) => None,
        })
    }
}
