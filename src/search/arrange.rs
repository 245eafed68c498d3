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
    /// Which articles share a row.
    pub sharing: RowSharing,
}

/// Which articles share a row of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowSharing {
    /// Those with the same text.
    #[default]
    Same,
    /// None.
    Nothing,
    /// Those with nearly the same text: what differs may be what matters.
    Similar,
}

impl RowSharing {
    /// The one after this.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Same => Self::Nothing,
            Self::Nothing => Self::Similar,
            Self::Similar => Self::Same,
        }
    }
}

/// What is known of articles that can share a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownDuplicates {
    /// Sets of the same text.
    pub same: Arc<NearDuplicates>,
    /// Sets of nearly the same text.
    pub similar: Arc<NearDuplicates>,
}

/// The articles that `scan` has found so far, arranged.
pub fn arranged(scan: &Scan, arrangement: Arrangement, duplicates: &KnownDuplicates) -> SearchResult {
    let mut found = scan.found();
    match arrangement.sharing {
        RowSharing::Same => found.rows = FoldedRows::fold(found.rows, &duplicates.same),
        RowSharing::Similar => found.rows = FoldedRows::fold(found.rows, &duplicates.similar),
        RowSharing::Nothing => {}
    }
    if arrangement.grouped {
        let searched = scan.searched();
        let (corpus, corrections) = (&searched.corpus, searched.annotations.corrections());
        found.rows = Arc::new(GroupedRows::by_province(found.rows, corpus, scan.query(), corrections));
    }
    found
}
