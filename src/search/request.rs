//! The request and the result of a search.
//!
//! What must not go in: searching.

use std::sync::Arc;

use super::order::{ListOrder, Permutation};
use super::rows::{AllRows, RowOrder};
use crate::facet::Counts;
use crate::query::{Clause, Query};
use crate::store::DocSet;

/// A request to search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchRequest {
    /// The query, which has no fault.
    pub query: Query,
    /// The order of the list.
    pub order: ListOrder,
}

/// What a search has found so far.
#[derive(Debug, Clone)]
pub struct SearchResult {
    /// The articles, in the order of the list.
    pub rows: Arc<dyn RowOrder>,
    /// Counts for each pane, each without the query's own choice there.
    pub counts: Counts,
    /// Number of articles read.
    pub scanned: usize,
    /// The search ended before the last article, because a regular expression took too long.
    pub gave_up: bool,
    /// If nothing was found, the number of articles that satisfy each clause alone.
    pub clause_hits: Vec<(Clause, u32)>,
}

impl Default for SearchResult {
    /// Nothing found in no articles.
    fn default() -> Self {
        let rows = AllRows::new(Permutation::rising(0), &DocSet::default());
        Self {
            rows: Arc::new(rows),
            counts: Counts::default(),
            scanned: 0,
            gave_up: false,
            clause_hits: Vec::new(),
        }
    }
}
