//! The events that the app receives and the effects that it requests. Values only.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::key::Key;
use super::mouse::MouseInput;
use super::place_code::{CodeMatch, PlaceCode};
use super::request::{
    ArticleCount, ArticleReading, OpenedArticle, RequestFailure, SearchCount, Service, Standing,
};
use super::taking_out::{Citation, ExportSubject, Outlet};
use crate::complete::candidates::Candidate;
use crate::concordance::asked::{
    Statistics, StatisticsRequest, UseRow, UsesFound, UsesRequest, WorkProgress,
};
use crate::corpus::follow::ChangeCounts;
use crate::corpus::{ArticleId, ArticleKey, PinnedArticle, Problem, Tags, Verdicts};
use crate::facet::Counts;
use crate::format::{Date, FolderCorrection};
use crate::messages::{PictureFault, StateFault};
use crate::picture::Picture;
use crate::province::corrections::Correction;
use crate::query::{Clause, Query};
use crate::search::arrange::Arrangement;
use crate::search::matcher::Hit;
use crate::search::rows::Heading;
use crate::state::{Annotations, Change, LibraryNumber};
use crate::text::CleanText;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(MouseInput),
    /// Text was pasted.
    Paste(String),
    /// The terminal was resized; the size is in cells.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
    /// The library grew or is complete.
    Library(LibraryStatus),
    /// The first, an improved, or the final answer of a search.
    Found(Answer),
    /// Requested rows of the list.
    Rows {
        /// Position of the first one.
        start: usize,
        /// The rows.
        rows: Vec<ListRow>,
    },
    /// The position of the article under the cursor, if the answer did not include it.
    Located(ArticleId, Result<usize, usize>),
    /// The requested article, and the user's correction of its provinces.
    Opened(OpenedArticle, Correction),
    /// A request failed.
    Failed(Service, RequestFailure),
    /// A change is on the disk, or cannot be, and is part of the annotations.
    Kept(Change, Option<StateFault>),
    /// Where the next new article is, and how many the list has.
    NewFound {
        /// Its position.
        next: Option<usize>,
        /// Their number.
        count: usize,
    },
    /// The annotations have changed.
    Annotated(Arc<Annotations>),
    /// The article of [`Effect::FindArticle`], and its position in the list, or `Err` with the one it would have.
    ArticleFound(Option<(ArticleId, Result<usize, usize>)>),
    /// No article has this code, or several have it.
    CodeFound(PlaceCode, CodeMatch<()>),
    /// The position where the last visit ended, or `Err` with the one where its article would be.
    Resumed(Result<usize, usize>),
    /// How many articles each saved search finds, in their order.
    SearchesCounted(Vec<SearchCount>),
    /// Another day has begun.
    Today(Date),
    /// A timer expired.
    Timer(Timer),
    /// The article of [`Effect::Cite`], and the digits of its code.
    Cited(PinnedArticle, String, Citation),
    /// A file that does not exist, for [`Effect::ProposeFile`].
    FileProposed(ExportSubject, String),
    /// The look of [`Effect::Refresh`] is over.
    Refreshed,
    /// What has become of an article.
    Standing(ArticleId, Standing),
    /// The requested problems, and the verdicts on the folders.
    Problems(Vec<Problem>, Arc<Verdicts>),
    /// The requested readings of an article.
    Readings(Vec<ArticleReading>),
    /// The requested picture, or why it is not shown.
    Picture(Result<Arc<Picture>, PictureFault>),
    /// How many uses there are, so far or in all.
    UsesFound(UsesFound),
    /// Requested rows of the list of uses.
    UseRows {
        /// Position of the first one.
        start: usize,
        /// The rows.
        rows: Vec<UseRow>,
    },
    /// The list of uses as a table.
    UseTable(String),
    /// What was counted, and whether a regular expression took too long.
    Counted(Statistics, bool),
    /// How far the work on a request is.
    Advanced(Service, WorkProgress),
    /// The requested frame statistics.
    FrameCost(FrameCost),
    /// The requested candidates, best first.
    Candidates {
        /// The line they complete.
        line: String,
        /// The candidates.
        candidates: Vec<Candidate>,
    },
}

/// Statistics of the frames written to the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FrameCost {
    /// Frames that changed the screen.
    pub frames: u64,
    /// Bytes of all frames.
    pub total: u64,
    /// Bytes of the last frame.
    pub bytes: usize,
    /// Time to draw and write the last frame.
    pub took: Duration,
}

impl FrameCost {
    /// Adds a frame.
    pub fn add(&mut self, bytes: usize, took: Duration) {
        *self = Self { frames: self.frames + 1, total: self.total + bytes as u64, bytes, took };
    }
}

/// The state of the whole library.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LibraryStatus {
    /// The displayed name: that of its folder.
    pub name: String,
    /// Articles read so far.
    pub articles: ArticleCount,
    /// Files so far that could not be read.
    pub problems: usize,
    /// Whether everything has been read.
    pub complete: bool,
    /// Prefixes that are stripped from displayed paths.
    pub hidden: Vec<PathBuf>,
    /// Whether the user may correct the provinces of its articles.
    pub correctable: bool,
    /// Its folders and files, below which the places of articles are kept.
    pub roots: Vec<PathBuf>,
    /// Its number among those of which something is kept.
    pub number: LibraryNumber,
    /// What the user has added to its articles, as far as that is on the disk.
    pub annotations: Arc<Annotations>,
    /// What has changed below them since the session began.
    pub changes: ChangeCounts,
    /// How much of it the user has looked at.
    pub looked: ChangeCounts,
}

impl LibraryStatus {
    /// A path without its hidden prefix.
    pub fn shown(&self, path: &Path) -> String {
        let rest = self.hidden.iter().find_map(|above| path.strip_prefix(above).ok());
        rest.unwrap_or(path).display().to_string()
    }
}

/// The answer to [`Effect::Search`].
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The search it answers; answers to older searches are dropped.
    pub generation: u64,
    /// Number of list positions so far: articles, and headings if the list is grouped.
    pub len: usize,
    /// Articles with a row so far, each counted once.
    pub articles: ArticleCount,
    /// Articles without a row of their own, folded into another article with the same text.
    pub merged: u32,
    /// `Ok`: the new position of the article under the cursor. `Err`: it is no longer selected and would be here.
    pub position: Option<Result<usize, usize>>,
    /// Counts for each facet.
    pub counts: Counts,
    /// Whether the search has covered everything read so far.
    pub done: bool,
    /// The search ended before the last article, because a regular expression took too long.
    pub gave_up: bool,
    /// If nothing was found: each clause and how many articles satisfy it alone.
    pub clause_hits: Vec<(Clause, u32)>,
}

/// One position of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRow {
    /// An article.
    Article(ArticleRow),
    /// The heading of a group; the cursor skips it.
    Heading(Heading),
}

/// One article of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its id.
    pub id: ArticleId,
    /// The key of its annotations: that of the first copy, if there are several.
    pub key: ArticleKey,
    /// The displayed title.
    pub label: CleanText,
    /// Provinces as recognised.
    pub found: Tags,
    /// The user's correction of them.
    pub correction: Correction,
    /// Displayed date, may be empty.
    pub date: Option<Date>,
    /// 栏目, may be empty.
    pub section: CleanText,
    /// Hits of the query in title and text.
    pub hits: u32,
    /// Hits in the label, in bytes.
    pub marks: Vec<Hit>,
    /// Articles with the same text that are folded into this row.
    pub same: u32,
    /// What is special about it, if anything.
    pub flag: Option<ArticleFlag>,
    /// In a grouped list: its heading, and its number below it, from 1.
    pub under: Option<(Heading, usize)>,
}

/// What the list marks an article with. An article that is both shows the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArticleFlag {
    /// An earlier article has the same bytes.
    Duplicate,
    /// It consists of a title only.
    TitleOnly,
}

impl ArticleRow {
    /// Provinces, corrections included.
    pub fn tags(&self) -> Tags {
        self.correction.apply(self.found)
    }
}

/// The purpose of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timer {
    /// Input pauses: the bars show the position.
    Rest,
    /// The selection has not moved for a while: the reader follows it.
    Follow,
    /// The rest of the article that follows the selection is shown, on a slow line.
    FollowRest,
    /// On a slow line the last article that followed the selection has reached the screen.
    FollowAgain,
    /// The article being read has been open for a while.
    Read,
    /// No key has been pressed for a long time.
    Idle,
}

/// A side effect that the app requests.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Run this query; it replaces any search before it.
    Search {
        /// Number of the search.
        generation: u64,
        /// The query, without faults.
        query: Query,
        /// The arrangement of the list.
        arrangement: Arrangement,
    },
    /// Load rows of the list.
    Rows {
        /// Position of the first one.
        start: usize,
        /// How many.
        count: usize,
    },
    /// Load this article.
    Open(ArticleId),
    /// Find the next new article of the list.
    FindNew {
        /// On, not back.
        forward: bool,
    },
    /// Find the article with this key, and send [`Event::ArticleFound`].
    FindArticle(ArticleKey),
    /// Keep this, and send [`Event::Kept`] when it is on the disk.
    Keep(Change),
    /// Find the article of this code, and send [`Event::CodeFound`] or [`Event::ArticleFound`].
    FindCode(PlaceCode),
    /// Load this article for a citation.
    Cite(ArticleId, Citation),
    /// Put this text on the terminal's clipboard.
    Copy(String),
    /// Propose a file that does not exist, and send [`Event::FileProposed`].
    ProposeFile {
        /// What is to be saved there.
        subject: ExportSubject,
        /// What to call it; it may hold anything.
        name: String,
        /// What its name ends with.
        ending: &'static str,
    },
    /// Set this in the config, or take it out of it.
    Configure(&'static str, Option<&'static str>),
    /// Take this out.
    TakeOut(ExportSubject, Outlet),
    /// Take out this text.
    Write(String, Outlet),
    /// Take out this table, a line a row, with tabs between the columns, into this file.
    WriteTable(String, String),
    /// Open the file of this article in an editor, where these words stand in it.
    Edit(ArticleId, String),
    /// Leave the screen, print these lines, and return on the next key.
    Print(Vec<String>),
    /// Count the articles of the saved searches, and send [`Event::SearchesCounted`].
    CountSearches,
    /// Load the problems.
    ListProblems,
    /// Look at once whether files have come, changed or gone, and send [`Event::Refreshed`].
    Refresh,
    /// Read this folder as the user says.
    CorrectFolder(PathBuf, FolderCorrection),
    /// Read the file of this article in every encoding that it may have.
    ListReadings(ArticleId),
    /// Read the picture of this article that the address leads to, and send [`Event::Picture`].
    OpenPicture(ArticleId, String),
    /// Find candidates for the end of a query line, before the next screen is drawn.
    Candidates {
        /// The line up to the cursor.
        line: String,
        /// Maximum number of candidates.
        limit: usize,
    },
    /// Send [`Event::Timer`] after this time; replaces an earlier timer with the same purpose.
    Timer(Timer, Duration),
    /// Find uses, and send [`Event::UsesFound`].
    Uses(UsesRequest),
    /// Load rows of the list of uses.
    UseRows {
        /// Position of the first one.
        start: usize,
        /// How many.
        count: usize,
    },
    /// Make a table of the list of uses without these: their articles, and where they begin.
    UseTable(Vec<(ArticleId, u32)>),
    /// Count, and send [`Event::Counted`].
    Statistics(StatisticsRequest),
    /// Stop working on what was asked of this service.
    Stop(Service),
    /// Repaint the whole screen.
    Redraw,
    /// Send [`Event::FrameCost`].
    FrameCost,
    /// Stop the process until the shell continues it.
    Suspend,
    /// Quit.
    Quit,
}
