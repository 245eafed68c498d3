//! What is kept of one article, and what a filter asks of it.
//!
//! What must not go in: how it is found and changed (see `annotations`).

use std::collections::BTreeMap;

use super::anchor::TextAnchor;
use super::change::Note;
use super::sketch::Sketch;

/// How far the user is with an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReadState {
    /// Never opened.
    #[default]
    Unread,
    /// Opened, not read (在读).
    Opened,
    /// Read: opened and then ten seconds or the end.
    Read,
    /// To be seen as new again.
    Renewed,
}

/// What is kept of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleState {
    /// Its title when something was last kept.
    pub title: String,
    /// How far the user is.
    pub read: ReadState,
    /// It is starred.
    pub starred: bool,
    /// Its text has changed since the user opened it, and the user has not been told.
    pub changed: bool,
    /// Its tags, sorted.
    pub tags: Vec<String>,
    /// The first byte on the screen when it was left.
    pub place: Option<u32>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Underlined passages, by number.
    pub underlines: BTreeMap<u64, TextAnchor>,
    /// What its text is like.
    pub(super) sketch: Option<Sketch>,
}

/// What the user can have done with an article, as a filter asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArticleStatus {
    /// Came in since the first visit, neither opened nor passed.
    New,
    /// Never opened.
    Unread,
    /// Opened, not read.
    Opened,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// With a note or an underlined passage.
    Noted,
}

impl ArticleStatus {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Unread, Self::Opened, Self::Read, Self::Starred, Self::Noted];
}
