//! The changes that a user can make. Each is small (one tag, one division), so that two sessions which change the same
//! article at once lose nothing.
//!
//! Values only: `apply` writes them to the database, `annotations` to memory. A new kind of state adds a variant here, an
//! arm in both, and perhaps a table in `schema`.

use super::anchor::TextAnchor;
use super::library::{LibraryNumber, SavedView};
use super::sketch::Sketch;
use super::time::UnixTime;
use crate::corpus::ArticleKey;

/// The article that a change belongs to, and what it will be recognised by later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRef {
    /// The key that it has now: that of the first copy, if there are several.
    pub key: ArticleKey,
    /// Its title, so that lists of marks and notes can name it when its file is gone.
    pub title: String,
    /// Where it lies in its library: the path below the root, with `#` and its id or line if the file has several.
    pub place: String,
    /// What its text is like, if the text was at hand.
    pub sketch: Option<Sketch>,
}

impl ArticleRef {
    /// An article of which something is kept already, whose text is not at hand.
    pub fn known(key: ArticleKey, title: &str) -> Self {
        Self { key, title: title.to_owned(), place: String::new(), sketch: None }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Where the article is, and what its text is like.
    Seen(ArticleRef),
    /// The user opened the article.
    Opened(ArticleRef),
    /// The user has read it to the end, or for ten seconds.
    Finished(ArticleRef),
    /// The user says that it is read (`true`), or new again (`false`).
    Read(ArticleRef, bool),
    /// The first byte on the screen, in the clean text.
    Place(ArticleRef, u32),
    /// The article is starred or not.
    Star(ArticleRef, bool),
    /// A tag is there or not.
    Tag(ArticleRef, String, bool),
    /// A division of the article: added, removed, or as recognised.
    Correct(ArticleRef, usize, Option<bool>),
    /// A letter marks this place of an article, or nothing.
    Mark(LibraryNumber, char, Option<(ArticleRef, TextAnchor)>),
    /// A note on a passage. The number makes it the same note when its words change.
    Note(ArticleRef, Note),
    /// A note is taken back.
    DropNote(u64),
    /// A passage is underlined.
    Underline(ArticleRef, u64, TextAnchor),
    /// An underline is taken back.
    DropUnderline(u64),
    /// This article has the text that `known` had, or nearly: everything kept of `known` holds for it.
    Same {
        /// The article as it is now.
        article: ArticleRef,
        /// A key that it had before.
        known: ArticleKey,
        /// Its text differs: the user is told once.
        changed: bool,
    },
    /// The user has been told that the article's text has changed.
    Told(ArticleRef),
    /// The articles of a library that were first seen at this time.
    FirstSeen(LibraryNumber, UnixTime, Vec<ArticleKey>),
    /// Everything first seen until this time is no longer new; 0 takes that back to the first visit.
    AllSeen(LibraryNumber, UnixTime),
    /// What a library is recognised by, if its path changes.
    Sample(LibraryNumber, Vec<u64>),
    /// Where the user is in a library.
    View(LibraryNumber, SavedView),
    /// A setting that a key has changed.
    Setting(&'static str, String),
    /// A line of the filter prompt.
    Line(String),
    /// What was looked for in an article.
    Found(String),
    /// A saved search of a library: its name and query, or `None` to drop it.
    Search(LibraryNumber, String, Option<String>),
}

/// Who may read a note.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoteReaders {
    /// Who wrote it.
    #[default]
    Writer,
    /// Everybody who reads the library, once its keeper publishes: `xinglan index --publish`.
    Everybody,
    /// The keeper of the library wrote it, and it is only read here.
    Published,
}

/// A note as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// Its number, drawn at random so that two sessions never choose the same.
    pub number: u64,
    /// What it is about.
    pub passage: TextAnchor,
    /// What the user wrote.
    pub text: String,
    /// Who may read it.
    pub readers: NoteReaders,
}

impl Change {
    /// The article that it is about.
    pub fn article(&self) -> Option<&ArticleRef> {
        match self {
            Self::Seen(article)
            | Self::Opened(article)
            | Self::Finished(article)
            | Self::Read(article, _)
            | Self::Place(article, _)
            | Self::Star(article, _)
            | Self::Tag(article, ..)
            | Self::Correct(article, ..)
            | Self::Mark(_, _, Some((article, _)))
            | Self::Note(article, _)
            | Self::Underline(article, ..)
            | Self::Same { article, .. }
            | Self::Told(article) => Some(article),
            Self::Mark(_, _, None)
            | Self::DropNote(_)
            | Self::DropUnderline(_)
            | Self::FirstSeen(..)
            | Self::AllSeen(..)
            | Self::Sample(..)
            | Self::View(..)
            | Self::Setting(..)
            | Self::Line(_)
            | Self::Found(_)
            | Self::Search(..) => None,
        }
    }

    /// Whether the user asked for it and is to be told when it is kept: places and readings come by themselves.
    pub fn is_confirmed(&self) -> bool {
        matches!(
            self,
            Self::Read(..)
                | Self::Star(..)
                | Self::Tag(..)
                | Self::Correct(..)
                | Self::Mark(..)
                | Self::Note(..)
                | Self::DropNote(_)
                | Self::Underline(..)
                | Self::DropUnderline(_)
                | Self::AllSeen(..)
                | Self::Search(..)
        )
    }
}
