//! How a list is arranged: its order, near duplicates folded, headings.
//!
//! What must not go in: searching.

use std::sync::Arc;

use super::near_duplicates::NearDuplicates;
use super::order::ListOrder;
use super::request::SearchResult;
use super::rows::{FoldedRows, GroupedRows};
use super::scan::Scan;

/// What the list is to look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Its order.
    pub order: ListOrder,
    /// A heading for each province.
    pub grouped: bool,
    /// A row for every article, even if it has the text of another one.
    pub every: bool,
}

/// What `scan` found so far, arranged.
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
        let (corpus, corrections) = (&searched.corpus, &searched.corrections);
        found.rows = Arc::new(GroupedRows::by_province(found.rows, corpus, scan.query(), corrections));
    }
    found
}
