//! What a reader asks of a library, in the words that app and session share: the services, why one may be missing, how a
//! request fails, and counts that may not be exact.
//!
//! Values only; the requests themselves and their answers are in `session`.

use crate::complete::ingest::Breaks;
use crate::corpus::{ArticleId, ArticleKey, Held};
use crate::messages::Word;

/// A kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Articles that a query selects, with counts.
    Search,
    /// Rows of the list.
    Rows,
    /// The place of an article in the list.
    Locate,
    /// The text of an article.
    Open,
    /// The texts of the articles before and after one, so that they are there when they are opened.
    Neighbours,
    /// Completions of a query line.
    Candidates,
    /// What could not be read.
    Problems,
}

/// Why a library does not offer a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOffered {
    /// Nothing is gained by it: the articles are on this machine.
    AtHand,
    /// This library has no such thing.
    Unsupported,
}

/// Why a request has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestFailure {
    /// The library never offered the service.
    NotOffered(NotOffered),
    /// What was asked for is not there, or can no longer be read.
    Gone,
    /// The library cannot be reached.
    Unreachable,
}

impl RequestFailure {
    /// The sentence for the reader.
    pub fn word(self) -> Word {
        match self {
            Self::NotOffered(_) => Word::NotOffered,
            Self::Gone => Word::Gone,
            Self::Unreachable => Word::Unreachable,
        }
    }
}

/// A number of articles that may still be, or stay, a lower bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticleCount {
    /// How many, or how many at least.
    pub number: usize,
    /// Whether there are no more.
    pub exact: bool,
}

impl ArticleCount {
    /// Exactly so many.
    pub fn exactly(number: usize) -> Self {
        Self { number, exact: true }
    }

    /// So many or more.
    pub fn at_least(number: usize) -> Self {
        Self { number, exact: false }
    }
}

impl Default for ArticleCount {
    fn default() -> Self {
        Self::exactly(0)
    }
}

/// An article with its text.
#[derive(Debug, Clone)]
pub struct OpenedArticle {
    /// The article.
    pub article: Held,
    /// The key of what the reader adds to it: that of the first copy, if it has several.
    pub key: ArticleKey,
    /// Where its words begin, if the library knows.
    pub breaks: Option<Breaks>,
}

impl OpenedArticle {
    /// Its id.
    pub fn id(&self) -> ArticleId {
        self.article.article().id()
    }
}
