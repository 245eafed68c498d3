//! How a list is arranged: its order, one row for articles with the same text, headings.
//!
//! What is found is the business of `search`; here it is put in rows.

use std::collections::HashMap;
use std::sync::Arc;

use super::group;
use super::near_duplicates::NearDuplicates;
use super::order::ListOrder;
use crate::corpus::ArticleId;
use crate::search::{Scan, SearchResult, Selection};

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

/// The rows that stand for several articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    near_duplicates: Arc<NearDuplicates>,
    /// By the first of a set of near duplicates: the article that is shown, and how many others are not.
    shown: HashMap<u32, (u32, u32)>,
    hidden: u32,
}

impl Merged {
    /// Articles that have no row of their own.
    pub fn hidden(&self) -> u32 {
        self.hidden
    }

    /// How many others the row of `id` stands for.
    pub fn others(&self, id: ArticleId) -> u32 {
        let set = self.near_duplicates.first(id).and_then(|first| self.shown.get(&first.0));
        set.filter(|(shown, _)| *shown == id.0).map_or(0, |(_, others)| *others)
    }

    /// The article whose row stands for `id`.
    pub fn standing_for(&self, id: ArticleId) -> ArticleId {
        let set = self.near_duplicates.first(id).and_then(|first| self.shown.get(&first.0));
        set.map_or(id, |(shown, _)| ArticleId(*shown))
    }

    /// Keeps the first article of each set, in list order. None if every article keeps its row.
    fn new(selection: &Selection, near_duplicates: &Arc<NearDuplicates>) -> Option<(Self, Vec<u32>)> {
        if near_duplicates.is_empty() {
            return None;
        }
        let mut merged = Self { near_duplicates: Arc::clone(near_duplicates), ..Self::default() };
        let mut rows = Vec::with_capacity(selection.len());
        for id in (0..selection.len()).filter_map(|position| selection.get(position)) {
            if let Some(first) = near_duplicates.first(id) {
                let (shown, others) = merged.shown.entry(first.0).or_insert((id.0, 0));
                if *shown != id.0 {
                    *others += 1;
                    merged.hidden += 1;
                    continue;
                }
            }
            rows.push(id.0);
        }
        (merged.hidden > 0).then_some((merged, rows))
    }
}

/// What `scan` found, arranged.
pub fn arranged(
    scan: &Scan,
    arrangement: Arrangement,
    near_duplicates: &Arc<NearDuplicates>,
) -> SearchResult {
    let mut found = scan.found();
    let searched = scan.searched();
    if !arrangement.every
        && let Some((merged, rows)) = Merged::new(&found.selection, near_duplicates)
    {
        found.selection = found.selection.only(rows, searched.corpus.len());
        found.merged = Some(Arc::new(merged));
    }
    if arrangement.grouped {
        let query = scan.query();
        let grouped = group::by_province(&found.selection, &searched.corpus, query, &searched.corrections);
        found.grouped = Some(Arc::new(grouped));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_list_stands_for_its_near_duplicates() {
        let near_duplicates = Arc::new(NearDuplicates::from_sets(&[&[1, 3, 4]]));
        let selection = Selection::Ids(Arc::new(vec![0, 3, 4, 5]));
        let (merged, rows) = Merged::new(&selection, &near_duplicates).unwrap();
        assert_eq!(rows, [0, 3, 5]);
        assert_eq!((merged.hidden(), merged.others(ArticleId(3)), merged.others(ArticleId(0))), (1, 1, 0));
        assert_eq!(merged.standing_for(ArticleId(4)), ArticleId(3));
        assert_eq!(merged.standing_for(ArticleId(5)), ArticleId(5));
    }

    #[test]
    fn without_near_duplicates_in_the_list_nothing_is_merged() {
        let near_duplicates = Arc::new(NearDuplicates::from_sets(&[&[1, 3]]));
        assert_eq!(Merged::new(&Selection::Ids(Arc::new(vec![0, 3])), &near_duplicates), None);
    }
}
