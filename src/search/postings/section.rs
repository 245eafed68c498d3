//! The index as sections of a snapshot: filled segment by segment, written at the end.
//!
//! What must not go in: how it is built and read.

use std::io;

use super::PostingsBuilder;
use crate::corpus::Segment;
use crate::corpus::snapshot::{SectionBuilder, Sections};
use crate::store::SectionKind;

/// The keys, sorted. One section, as of the next two kinds.
pub const KEYS: SectionKind = SectionKind::derived(32);
/// The articles of each key.
pub const LISTS: SectionKind = SectionKind::derived(33);
/// Where the list of each key begins.
pub const OFFSETS: SectionKind = SectionKind::derived(34);

/// Builds the index while a snapshot is made.
#[derive(Debug, Default)]
pub struct PostingsSection {
    builder: Option<PostingsBuilder>,
    articles: u32,
}

impl SectionBuilder for PostingsSection {
    fn segment(&mut self, segment: &Segment, sections: &Sections) -> io::Result<()> {
        let builder = match &mut self.builder {
            Some(builder) => builder,
            empty => empty.insert(PostingsBuilder::new(sections.writer().scratch()?)),
        };
        for article in segment.articles() {
            let mut statements = article.said().texts().peekable();
            if statements.peek().is_none() {
                builder.add(article.id().0, article.text().as_str())?;
            } else {
                // What is said of an article is found with its text; a line break parts the two.
                let said = statements.map(|said| format!("\n{said}"));
                let text = std::iter::once(article.text().to_string()).chain(said).collect::<String>();
                builder.add(article.id().0, &text)?;
            }
            self.articles = article.id().0 + 1;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, sections: &Sections) -> io::Result<()> {
        let Some(builder) = self.builder else { return Ok(()) };
        let mut writer = sections.writer();
        let mut table = None;
        writer.section(LISTS, 0, |lists| {
            table = Some(builder.finish(self.articles, lists)?);
            Ok(())
        })?;
        let Some((keys, offsets)) = table else { return Ok(()) };
        writer.column(KEYS, 0, &keys)?;
        writer.column(OFFSETS, 0, &offsets)
    }
}
