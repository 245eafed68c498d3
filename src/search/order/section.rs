//! The orders as sections of a snapshot, so that a library of any size opens at once in any of them.
//!
//! What must not go in: comparing articles.

use std::io;

use super::key::{IDS, SortKey, SortValue};
use crate::corpus::Segment;
use crate::corpus::snapshot::{SectionBuilder, Sections};

/// Sorts all articles while a snapshot is made. It keeps their titles in memory until the end.
#[derive(Debug, Default)]
pub struct OrderSection {
    /// For each key, the values of the articles so far, with their ids.
    values: [Vec<(SortValue, u32)>; SortKey::ALL.len()],
}

impl SectionBuilder for OrderSection {
    fn segment(&mut self, segment: &Segment, _: &Sections) -> io::Result<()> {
        for (key, values) in SortKey::ALL.into_iter().zip(&mut self.values) {
            values.extend(segment.articles().map(|article| (key.value(Some(article)), article.id().0)));
        }
        Ok(())
    }

    fn finish(self: Box<Self>, sections: &Sections) -> io::Result<()> {
        for (key, values) in SortKey::ALL.into_iter().zip(self.values) {
            let ids = SortKey::sorted(values);
            sections.writer().column(IDS, key as u32, &ids)?;
        }
        Ok(())
    }
}
