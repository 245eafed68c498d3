//! The arrangement of a list: its order, folding of near duplicates, and headings.
//!
//! What must not go in: searching.

use std::sync::Arc;

use super::near_duplicates::NearDuplicates;
use super::order::ListOrder;
use super::request::SearchResult;
use super::rows::{FoldedRows, GroupedRows};
use super::scan::Scan;

/// How a list is arranged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The order.
    pub order: ListOrder,
    /// Whether provinces have headings.
    pub grouped: bool,
    /// Whether every article has a row of its own, even with the text of another one.
    pub every: bool,
}

/// The articles that `scan` has found so far, arranged.
pub fn arranged(
    scan: &Scan,
    arrangement: Arrangement,
    near_duplicates: &Arc<NearDuplicates>,
) -> SearchResult {
    let mut found = scan.found();
    if !arrangement.every {
        found.rows = FoldedRows::fold(found.rows, near_duplicates);
    }
    if arrangement.grouped {
        let searched = scan.searched();
        let (corpus, corrections) = (&searched.corpus, searched.annotations.corrections());
        found.rows = Arc::new(GroupedRows::by_province(found.rows, corpus, scan.query(), corrections));
    }
    found
}
