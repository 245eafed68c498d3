//! The index as part of a snapshot: filled segment by segment, written at the end.
//!
//! What must not go in: how it is built or read.

use std::io;

use super::PostingsBuilder;
use crate::corpus::Segment;
use crate::corpus::snapshot::{Companion, Sections};
use crate::store::SectionKind;

/// Builds the index while a snapshot is made.
#[derive(Debug, Default)]
pub struct PostingsSection {
    builder: Option<PostingsBuilder>,
    articles: u32,
}

impl Companion for PostingsSection {
    fn segment(&mut self, segment: &Segment, sections: &Sections) -> io::Result<()> {
        let builder = match &mut self.builder {
            Some(builder) => builder,
            empty => empty.insert(PostingsBuilder::new(sections.writer().scratch()?)),
        };
        for article in segment.articles() {
            builder.add(article.id().0, article.text().as_str())?;
            self.articles = article.id().0 + 1;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, sections: &Sections) -> io::Result<()> {
        let Some(builder) = self.builder else { return Ok(()) };
        let mut writer = sections.writer();
        let mut table = None;
        writer.section(SectionKind::PostingLists, 0, |lists| {
            table = Some(builder.finish(self.articles, lists)?);
            Ok(())
        })?;
        let Some((keys, offsets)) = table else { return Ok(()) };
        writer.column(SectionKind::PostingKeys, 0, &keys)?;
        writer.column(SectionKind::PostingOffsets, 0, &offsets)
    }
}
