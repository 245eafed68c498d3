//! What the witness is given, and what it says it has left out. What must not go in: reading.

use crate::text::sanitize::Removed;

/// Characters that are left out on purpose, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Omissions {
    /// Tags, comments, scripts and styles.
    pub markup: u32,
    /// References such as `&nbsp;`, as they are written; what they stand for is in the text.
    pub references: u32,
    /// Dashes around picture marks, fences of code, keys of JSON.
    pub marks: u32,
    /// Front matter.
    pub front_matter: u32,
    /// What sanitising drops.
    pub removed: Removed,
}

/// A file, or a part of one, as decoded text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file: the header of a table says what its rows are.
    pub whole: &'a str,
    /// What the article was read from.
    pub record: &'a str,
    /// The name of the file, which may be the title.
    pub name: &'a str,
}

impl<'a> Source<'a> {
    /// A file that is one article.
    pub fn whole(text: &'a str) -> Self {
        Self { whole: text, record: text, name: "" }
    }
}
