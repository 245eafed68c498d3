//! The headings of the open article, and the steps between them.
//!
//! What must not go in: how an outline is shown.

use super::{Reader, TextPosition};
use crate::format::Kind;
use crate::text::headings;

/// A heading of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlineHeading {
    /// The block.
    pub block: u32,
    /// Its level, from 1 to 6.
    pub level: u8,
}

impl Reader {
    /// The headings of the open article in order: those that its form marks, and lines that are headings by what they say.
    pub fn outline(&self) -> Vec<OutlineHeading> {
        let Some(held) = self.held() else { return Vec::new() };
        let article = held.article();
        let texts: Vec<&str> =
            article.paragraphs().filter(|p| p.kind == Kind::Body).map(|p| p.text.as_str()).collect();
        let numbered = headings::are_numbered(&texts);
        let level = |kind: Kind, text: &str| match kind {
            Kind::Heading(level) => Some(level),
            Kind::Body => headings::level(text, numbered),
            _ => None,
        };
        let paragraphs = article.paragraphs().enumerate();
        paragraphs
            .filter_map(|(index, p)| {
                let level = level(p.kind, p.text.as_str())?;
                Some(OutlineHeading { block: index as u32 + 2, level })
            })
            .collect()
    }

    /// Goes to the next or previous heading. False if there is none.
    pub fn step_heading(&mut self, forward: bool) -> bool {
        let here = self.place();
        let outline = self.outline();
        let heading = if forward {
            outline.iter().find(|heading| heading.block > here.block)
        } else {
            let before = |heading: &&OutlineHeading| (heading.block, 0) < (here.block, here.byte);
            outline.iter().rev().find(before)
        };
        heading.is_some_and(|heading| self.go_to(TextPosition { block: heading.block, byte: 0 }))
    }
}
