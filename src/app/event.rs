//! What comes into the app and what it asks for. Values only.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::key::Key;
use super::request::{ArticleCount, OpenedArticle, RequestFailure, Service};
use crate::complete::candidates::Candidate;
use crate::corpus::{ArticleId, ArticleKey, Held, Problem, Tags};
use crate::facet::Counts;
use crate::province::corrections::Correction;
use crate::query::{Clause, Query};
use crate::search::arrange::Arrangement;
use crate::search::rows::Heading;
use crate::text::CleanText;
use crate::text::dictionary::Dictionary;

/// Something that happened.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "an answer comes a few times a search; a box would only hide it"
)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this size now, in cells.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
    /// The library grew or is complete.
    Library(LibraryStatus),
    /// A search has a (first, better, or last) answer.
    Found(Answer),
    /// Rows of the list that were asked for.
    Rows {
        /// Position of the first one.
        start: usize,
        /// The rows.
        rows: Vec<ListRow>,
    },
    /// Where the article under the cursor stands, if that was not known with the answer.
    Located(ArticleId, Result<usize, usize>),
    /// The article that was asked for, and what the user has said about its provinces.
    Opened(OpenedArticle, Correction),
    /// A request has no answer.
    Failed(Service, RequestFailure),
    /// The correction of an article is this now.
    Corrected(ArticleId, Correction),
    /// A timer ran out.
    Timer(Timer),
    /// The article of [`Effect::Cite`].
    Cited(Held),
    /// The problems that were asked for.
    Problems(Vec<Problem>),
    /// What the frames have cost, as asked for.
    FrameCost(FrameCost),
    /// The word list is loaded.
    Words(Dictionary),
    /// The candidates that were asked for, best first.
    Candidates {
        /// The line they were asked for.
        line: String,
        /// The candidates.
        candidates: Vec<Candidate>,
    },
}

/// What has been written to the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FrameCost {
    /// Frames that changed something.
    pub frames: u64,
    /// Bytes of all of them.
    pub total: u64,
    /// Bytes of the last one.
    pub bytes: usize,
    /// Time to draw and write the last one.
    pub took: Duration,
}

impl FrameCost {
    /// One more frame.
    pub fn add(&mut self, bytes: usize, took: Duration) {
        *self = Self { frames: self.frames + 1, total: self.total + bytes as u64, bytes, took };
    }
}

/// What is known of the library as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryStatus {
    /// What is shown for it: the name of its folder.
    pub name: String,
    /// Articles so far.
    pub articles: ArticleCount,
    /// Files that could not be read so far.
    pub problems: usize,
    /// Whether everything has been read.
    pub complete: bool,
    /// What is not shown of paths that begin with one of these.
    pub hidden: Vec<PathBuf>,
    /// Whether the provinces of its articles may be corrected.
    pub correctable: bool,
}

impl LibraryStatus {
    /// A path as the user may see it.
    pub fn shown(&self, path: &Path) -> String {
        let rest = self.hidden.iter().find_map(|above| path.strip_prefix(above).ok());
        rest.unwrap_or(path).display().to_string()
    }
}

/// The answer to [`Effect::Search`].
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Which search it answers; older ones are dropped.
    pub generation: u64,
    /// Positions of the list so far: articles, and headings where it is grouped.
    pub len: usize,
    /// Rows selected so far, each counted once.
    pub articles: ArticleCount,
    /// Articles that have no row because another one with the same text stands for them.
    pub merged: u32,
    /// Where the article under the cursor stands now, if it is still selected; else where it would stand.
    pub position: Option<Result<usize, usize>>,
    /// Counts for each facet.
    pub counts: Counts,
    /// Whether the whole library, as far as it is read, was looked at.
    pub done: bool,
    /// If nothing was found: each clause and how many articles satisfy it alone.
    pub clause_hits: Vec<(Clause, u32)>,
}

/// One position of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRow {
    /// An article.
    Article(ArticleRow),
    /// The heading of a group; the cursor never rests on it.
    Heading(Heading),
}

/// One article of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its id.
    pub id: ArticleId,
    /// The key of what the user has said about it: that of the first copy, if it has several.
    pub key: ArticleKey,
    /// What is shown for it.
    pub label: CleanText,
    /// Provinces as recognised.
    pub found: Tags,
    /// What the user has said about them.
    pub correction: Correction,
    /// Date as shown, may be empty.
    pub date: String,
    /// 栏目, may be empty.
    pub section: CleanText,
    /// Hits of the query in title and text.
    pub hits: u32,
    /// Hits in the label, in bytes.
    pub marks: Vec<std::ops::Range<usize>>,
    /// Articles with the same text that have no row of their own.
    pub same: u32,
    /// Whether an earlier article has the same bytes.
    pub duplicate: bool,
    /// Whether it has no text below its title.
    pub title_only: bool,
    /// In a grouped list: the heading it stands under, and its number there, from 1.
    pub under: Option<(Heading, usize)>,
}

impl ArticleRow {
    /// Provinces, corrections included.
    pub fn tags(&self) -> Tags {
        self.correction.apply(self.found)
    }
}

/// The article that a correction is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its id.
    pub id: ArticleId,
    /// What the correction is kept under.
    pub key: ArticleKey,
    /// For whoever reads the file of corrections.
    pub title: String,
    /// Provinces as recognised.
    pub found: Tags,
}

/// What a timer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timer {
    /// Input pauses: the bars say where everything is.
    Rest,
    /// The selection rested: the reader follows it.
    Follow,
    /// No key has come for a long time.
    Idle,
}

/// Something the app asks for.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Run this query; the newest one wins.
    Search {
        /// Number of the search.
        generation: u64,
        /// The query; it has no fault.
        query: Query,
        /// What the list is to look like.
        arrangement: Arrangement,
    },
    /// Hand over rows of the list.
    Rows {
        /// Position of the first one.
        start: usize,
        /// How many.
        count: usize,
    },
    /// Hand over this article.
    Open(ArticleId),
    /// Turn this division of this article: as recognised, added, taken away.
    Correct(Subject, usize),
    /// Hand over this article for a citation.
    Cite(ArticleId),
    /// Put this into the clipboard of the terminal.
    Copy(String),
    /// Leave the screen, print these lines, and come back with the next key.
    Print(Vec<String>),
    /// Hand over the problems.
    ListProblems,
    /// Hand over candidates for the end of a query line, before the next screen.
    Candidates {
        /// The line up to the cursor.
        line: String,
        /// Most of them.
        limit: usize,
    },
    /// Send [`Event::Timer`] after a while; an earlier one for the same purpose is forgotten.
    Timer(Timer, Duration),
    /// Draw everything anew.
    Redraw,
    /// Send [`Event::FrameCost`].
    FrameCost,
    /// Stop until the shell continues the program.
    Suspend,
    /// Leave.
    Quit,
}
