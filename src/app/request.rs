//! The vocabulary of requests to a library that app and session share: the services, why one may be missing, how a
//! request fails, and counts that may be inexact.
//!
//! Values only; `session` defines the requests and their answers.

use std::path::PathBuf;

use crate::corpus::word_breaks::Breaks;
use crate::corpus::{ArticleId, ArticleKey, PinnedArticle};
use crate::messages::Word;
use crate::search::near_duplicates::TextDifference;

/// A kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Articles that a query selects, with counts.
    Search,
    /// Rows of the list.
    Rows,
    /// The position of an article in the list.
    Locate,
    /// The article with a key.
    Find,
    /// The shortest code of an article.
    Shorten,
    /// The article with a code.
    Code,
    /// The next new article.
    New,
    /// What the state does not know of the library.
    Census,
    /// Counting the articles of saved searches.
    CountSearches,
    /// The text of an article.
    Open,
    /// The articles before and after one, prefetched so that they open at once.
    Neighbours,
    /// Completions of a query line.
    Candidates,
    /// Files that could not be read.
    Problems,
    /// Looking at once for changes.
    Refresh,
    /// Whether an article is still there.
    Standing,
    /// An article in every encoding that its file may have.
    Readings,
    /// A picture of an article.
    Picture,
    /// What the user says of a folder.
    Correct,
    /// Articles or notes in another form.
    Export,
    /// The file of an article.
    File,
    /// The uses of words.
    Uses,
    /// Rows of the list of uses.
    UseRows,
    /// All of that list as a table.
    UseTable,
    /// Collocates, keywords, distribution.
    Statistics,
}

/// Why a library does not offer a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOffered {
    /// It would gain nothing: the articles are on this machine.
    AtHand,
    /// This library does not support it.
    Unsupported,
}

/// Why a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestFailure {
    /// The library never offered the service.
    NotOffered(NotOffered),
    /// The article does not exist, or can no longer be read.
    Gone,
    /// The library cannot be reached.
    Unreachable,
    /// Nothing can be kept here.
    NotKept,
    /// The article has no file of its own that could be opened.
    NoFile,
}

impl RequestFailure {
    /// The sentence for the user.
    pub fn word(self) -> Word {
        match self {
            Self::NotOffered(_) => Word::NotOffered,
            Self::Gone => Word::Gone,
            Self::Unreachable => Word::Unreachable,
            Self::NotKept => Word::NothingKept,
            Self::NoFile => Word::NoFile,
        }
    }
}

/// A number of articles, exact or a lower bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticleCount {
    /// The number, or its lower bound.
    pub number: usize,
    /// Whether the number is exact.
    pub exact: bool,
}

impl ArticleCount {
    /// An exact number.
    pub fn exactly(number: usize) -> Self {
        Self { number, exact: true }
    }

    /// A lower bound.
    pub fn at_least(number: usize) -> Self {
        Self { number, exact: false }
    }
}

impl Default for ArticleCount {
    fn default() -> Self {
        Self::exactly(0)
    }
}

/// What has become of an article since it was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is there.
    #[default]
    Here,
    /// The same bytes lie elsewhere, as this article.
    Moved(ArticleId),
    /// Its file has changed; this is its text now.
    Changed(ArticleId),
    /// Its file is gone, or no longer has it.
    Gone,
}

impl Standing {
    /// What is said of an article whose file is not what it was.
    pub fn word(self) -> Option<Word> {
        match self {
            Self::Here | Self::Moved(_) => None,
            Self::Changed(_) => Some(Word::FileChanged),
            Self::Gone => Some(Word::FileGone),
        }
    }
}

/// How many articles a saved search finds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchCount {
    /// Articles.
    pub articles: usize,
    /// Those of them that are new.
    pub new: usize,
}

/// An article with its text.
#[derive(Debug, Clone)]
pub struct OpenedArticle {
    /// The article.
    pub article: PinnedArticle,
    /// The key of its annotations: that of the first copy, if there are several.
    pub key: ArticleKey,
    /// Its word breaks, if the library stores them.
    pub breaks: Option<Breaks>,
    /// Texts that are nearly the same.
    pub similar: Vec<SimilarText>,
}

/// A text that is nearly the same as another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarText {
    /// Its label.
    pub label: String,
    /// Its file.
    pub path: PathBuf,
    /// What only one of them has.
    pub difference: TextDifference,
}

/// An article as its file reads in one encoding.
#[derive(Debug, Clone)]
pub struct ArticleReading {
    /// The name of the encoding.
    pub name: String,
    /// The article.
    pub opened: OpenedArticle,
}

impl OpenedArticle {
    /// Its id.
    pub fn id(&self) -> ArticleId {
        self.article.article().id()
    }
}
