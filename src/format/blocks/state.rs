//! Where in the nesting of blocks the text stands.
//!
//! What must not go in: text.

use crate::format::Kind;
use crate::format::draft::DEEPEST;

/// The open blocks.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the page by itself")]
pub(in crate::format) struct BlockState {
    pub(super) heading: Option<u8>,
    pub(super) pres: u32,
    /// For each open quote whether it is a note.
    quotes: Vec<bool>,
    /// For each open list the number of its next item, or 0.
    pub(super) lists: Vec<u32>,
    /// The sign of a list item or a footnote that has no text yet.
    pub(in crate::format) sign: String,
    /// For each open span whether it is a block.
    pub(super) spans: Vec<bool>,
    /// Inside the first `title`, or after it.
    pub(super) title: Option<bool>,
    pub(super) heading_seen: bool,
    pub(super) title_given: bool,
    /// Whether any text is out.
    pub(super) begun: bool,
    pub(in crate::format) footnote: bool,
    /// What the paragraph is, where a word processor says it; nesting does not count then.
    pub(super) given: Option<Kind>,
    /// Whether the cells of the open row of Markdown name the columns.
    pub(in crate::format) table_head: bool,
}

impl BlockState {
    pub(super) fn kind(&self) -> Kind {
        if let Some(kind) = self.given {
            kind
        } else if self.pres > 0 {
            Kind::Code
        } else if let Some(level) = self.heading {
            Kind::Heading(level)
        } else if self.footnote {
            Kind::Footnote
        } else if !self.lists.is_empty() {
            Kind::Item((self.lists.len() - 1).min(usize::from(DEEPEST)) as u8)
        } else if self.quotes.contains(&true) {
            Kind::Note
        } else if !self.quotes.is_empty() {
            Kind::Quote
        } else {
            Kind::Body
        }
    }

    /// Whether text stands as it is.
    pub(in crate::format) fn is_code(&self) -> bool {
        self.pres > 0
    }

    pub(super) fn begin_item(&mut self) {
        self.heading = None;
        self.sign.clear();
        match self.lists.last_mut() {
            Some(number) if *number > 0 => {
                self.sign = format!("{number}. ");
                *number = number.saturating_add(1);
            }
            Some(_) => self.sign.push_str("• "),
            None => {}
        }
    }

    pub(super) fn open_quote(&mut self) {
        self.quotes.push(false);
    }

    pub(super) fn close_quote(&mut self) {
        self.quotes.pop();
    }

    /// Makes the innermost quote a note.
    pub(in crate::format) fn mark_note(&mut self) {
        if let Some(quote) = self.quotes.last_mut() {
            *quote = true;
        }
    }

    /// Keeps the title that was given.
    pub(in crate::format) fn keep_title(&mut self) {
        self.title_given = true;
    }
}
