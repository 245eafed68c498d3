//! The interface between a session and its library: requests go in at any time, answers come out as events. These may come
//! at once, late, in parts, or not at all.
//!
//! A session reaches its articles only through this trait, so that the folders of this machine, a remote engine and the
//! fake of the tests look the same to it. What must not go in: how answers are found, and what the user adds to articles
//! (see `annotations`), which a library never stores.
//!
//! A library that does not offer a service answers with [`RequestFailure::NotOffered`]; what a session asks without the user
//! wanting it, such as [`Service::Neighbours`], it also says in [`Capabilities`]. Every answer to a search includes the counts
//! for the panes.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::place_code::CodeMatch;
use crate::app::request::{
    ArticleCount, ArticleReading, NotOffered, OpenedArticle, RequestFailure, SearchCount, Service, Standing,
};
use crate::app::{Answer, ListRow};
use crate::complete::candidates::Candidate;
use crate::concordance::asked::{
    Statistics, StatisticsRequest, UseRow, UsesFound, UsesRequest, WorkProgress,
};
use crate::corpus::follow::ChangeCounts;
use crate::corpus::{ArticleId, ArticleKey, Problem, Verdicts};
use crate::export::ExportOptions;
use crate::format::FolderCorrection;
use crate::messages::{Lang, Message, SystemFault};
use crate::query::Query;
use crate::search::arrange::Arrangement;
use crate::search::rows::LastPosition;
use crate::state::{Annotations, ArticleRef, UnixTime};

/// The source of a session's articles.
pub trait Library: Send {
    /// Sends a request. `generation` numbers the requests of each service; an answer carries the number of its request,
    /// and only answers to the newest one count. Never blocks.
    fn ask(&mut self, generation: u64, request: LibraryRequest);

    /// The events since the last call, in order. Never blocks. A library that can answer at once does so here, before the
    /// next screen is drawn; for anything later it calls the session's [`super::Wake`].
    fn take(&mut self) -> Vec<LibraryEvent>;

    /// The services it offers.
    fn capabilities(&self) -> Capabilities;

    /// Whether no more events will come without a request or a change of its articles: for tests and scripts that wait.
    fn is_idle(&self) -> bool;
}

/// A request of a session.
#[derive(Debug, Clone)]
pub enum LibraryRequest {
    /// Run this query; later requests for rows refer to its answer.
    Search {
        /// The query, without faults.
        query: Query,
        /// The arrangement of the list.
        arrangement: Arrangement,
        /// What the user has added to its articles.
        annotations: Arc<Annotations>,
    },
    /// Load rows of the list.
    Rows {
        /// Position of the first one.
        start: usize,
        /// How many.
        count: usize,
    },
    /// Find the position of an article in the list.
    Locate {
        /// The article.
        article: ArticleId,
        /// Its previous position.
        last: LastPosition,
    },
    /// Find the article that has one of these keys.
    Find {
        /// The keys.
        keys: Vec<ArticleKey>,
        /// The position of the list where it most probably is.
        position: usize,
    },
    /// Find the shortest code of an article.
    Shorten(ArticleId),
    /// Find the article whose key begins with these digits.
    Code(String),
    /// Find the next new article of the list, and count all.
    New {
        /// The position to go from.
        from: usize,
        /// On, not back.
        forward: bool,
        /// What the user has added.
        annotations: Arc<Annotations>,
    },
    /// Look through the articles for what the state does not know.
    Census {
        /// What it knows.
        annotations: Arc<Annotations>,
        /// The folders below which places are told.
        roots: Vec<PathBuf>,
        /// Only articles from this number on: the others have been looked through before.
        since: u32,
        /// When the library was opened first.
        opened: UnixTime,
    },
    /// Count the articles that each of these queries finds.
    CountSearches {
        /// The queries, without faults.
        queries: Vec<Query>,
        /// What the user has added.
        annotations: Arc<Annotations>,
    },
    /// Load an article.
    Open(ArticleId),
    /// Load the articles before and after this position of the list.
    Neighbours(usize),
    /// Find completions of a query line.
    Candidates {
        /// The line up to the cursor.
        line: String,
        /// Maximum number of completions.
        limit: usize,
    },
    /// List the files that could not be read.
    Problems,
    /// Look at once whether files have come, changed or gone.
    Refresh,
    /// Say whether an article is still there.
    Standing(ArticleId),
    /// Read the file of an article in every encoding that it may have.
    Readings(ArticleId),
    /// Take out articles or notes.
    Export {
        /// Which.
        what: ExportSet,
        /// How.
        options: ExportOptions,
        /// What the user has added.
        annotations: Arc<Annotations>,
        /// The file, which must not exist; none to have the text.
        file: Option<PathBuf>,
    },
    /// Find the file of an article, and the line where these words stand.
    File {
        /// The article.
        article: ArticleId,
        /// Words of one of its lines, from its beginning on; may be empty.
        words: String,
    },
    /// Read a folder as the user says, now and later.
    Correct {
        /// The folder.
        folder: PathBuf,
        /// What the user says of it.
        correction: FolderCorrection,
    },
    /// Find uses of words; later requests for their rows refer to the answer.
    Uses {
        /// Which, and how they are arranged.
        request: UsesRequest,
        /// What the user has added to the articles.
        annotations: Arc<Annotations>,
    },
    /// Load rows of the list of uses.
    UseRows {
        /// Position of the first one.
        start: usize,
        /// How many.
        count: usize,
    },
    /// Make a table of the list of uses.
    UseTable {
        /// Cells of context on each side.
        cells: usize,
        /// Uses that are left out: their articles, and where in the text they begin.
        out: Vec<(ArticleId, u32)>,
        /// The language of the names of provinces.
        lang: Lang,
    },
    /// Count words and uses.
    Statistics {
        /// What is counted.
        request: StatisticsRequest,
        /// What the user has added to the articles.
        annotations: Arc<Annotations>,
    },
    /// Stop working on what was asked of [`Service::Uses`] or [`Service::Statistics`]; nothing answers.
    Stop(Service),
}

impl LibraryRequest {
    /// The service it requests.
    pub fn service(&self) -> Service {
        match self {
            Self::Search { .. } => Service::Search,
            Self::Rows { .. } => Service::Rows,
            Self::Locate { .. } => Service::Locate,
            Self::Find { .. } => Service::Find,
            Self::Shorten(_) => Service::Shorten,
            Self::Code(_) => Service::Code,
            Self::Census { .. } => Service::Census,
            Self::CountSearches { .. } => Service::CountSearches,
            Self::New { .. } => Service::New,
            Self::Open(_) => Service::Open,
            Self::Neighbours(_) => Service::Neighbours,
            Self::Candidates { .. } => Service::Candidates,
            Self::Problems => Service::Problems,
            Self::Refresh => Service::Refresh,
            Self::Standing(_) => Service::Standing,
            Self::Readings(_) => Service::Readings,
            Self::Correct { .. } => Service::Correct,
            Self::Export { .. } => Service::Export,
            Self::File { .. } => Service::File,
            Self::Uses { .. } => Service::Uses,
            Self::UseRows { .. } => Service::UseRows,
            Self::UseTable { .. } => Service::UseTable,
            Self::Statistics { .. } => Service::Statistics,
            Self::Stop(service) => *service,
        }
    }
}

/// What is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportSet {
    /// One article.
    Article(ArticleId),
    /// The articles of the list, in its order, each once.
    List,
    /// The starred articles.
    Starred,
    /// Notes and underlines, also of articles that are not in the library.
    Notes,
}

/// What has been taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// Number of articles, or of notes and underlines.
    pub count: usize,
    /// Their text, if it was not to go into a file.
    pub text: Option<String>,
}

/// An event of a library. `generation` is that of the request.
#[derive(Debug, Clone)]
pub enum LibraryEvent {
    /// The library grew or is complete.
    Progress {
        /// Articles read so far.
        articles: ArticleCount,
        /// Files so far that could not be read.
        problems: usize,
        /// Whether everything has been read.
        complete: bool,
        /// What has changed since the session began.
        changes: ChangeCounts,
    },
    /// An unrequested message for the user.
    Notice(Message),
    /// The first, an improved, or the final answer to a search. It holds its own generation; [`Service::Locate`] answers with
    /// the position.
    Found(Answer),
    /// Rows of the list.
    Rows {
        /// Which request it answers.
        generation: u64,
        /// Position of the first one.
        start: usize,
        /// The rows, without corrections.
        rows: Vec<ListRow>,
    },
    /// The position of an article, or `Err` with the one it would have.
    Located {
        /// Which request it answers.
        generation: u64,
        /// The article.
        article: ArticleId,
        /// Its position.
        position: Result<usize, usize>,
    },
    /// The article with a key, if there is one.
    KeyFound {
        /// Which request it answers.
        generation: u64,
        /// The article.
        article: Option<ArticleId>,
    },
    /// The first digits of an article's key, as many as no other article has.
    Shortened {
        /// Which request it answers.
        generation: u64,
        /// The digits.
        digits: String,
    },
    /// The article with a code.
    CodeFound {
        /// Which request it answers.
        generation: u64,
        /// The article.
        found: CodeMatch<ArticleId>,
    },
    /// Where the next new article of the list is, and how many there are.
    NewFound {
        /// Which request it answers.
        generation: u64,
        /// Its position.
        next: Option<usize>,
        /// Their number.
        count: usize,
    },
    /// What the state does not know.
    Census {
        /// Which request it answers.
        generation: u64,
        /// It.
        census: Census,
    },
    /// An article.
    Opened {
        /// Which request it answers.
        generation: u64,
        /// The article.
        opened: OpenedArticle,
    },
    /// An article that may be opened next.
    Neighbour {
        /// Which request it answers.
        generation: u64,
        /// The article.
        opened: OpenedArticle,
    },
    /// How many articles each query finds.
    SearchesCounted {
        /// Which request it answers.
        generation: u64,
        /// In the order of the queries.
        counts: Vec<SearchCount>,
    },
    /// Completions of a query line, best first.
    Candidates {
        /// Which request it answers.
        generation: u64,
        /// The line.
        line: String,
        /// The completions.
        candidates: Vec<Candidate>,
    },
    /// What could not be read.
    Problems {
        /// Which request it answers.
        generation: u64,
        /// The problems.
        problems: Vec<Problem>,
        /// The verdicts on the folders.
        verdicts: Arc<Verdicts>,
    },
    /// A folder is read as the user has said.
    Corrected {
        /// Which request it answers.
        generation: u64,
    },
    /// A look is over; what it found has been told as progress.
    Refreshed {
        /// Which request it answers.
        generation: u64,
    },
    /// Whether an article is still there.
    Standing {
        /// Which request it answers.
        generation: u64,
        /// The article.
        article: ArticleId,
        /// Whether it is.
        standing: Standing,
    },
    /// Articles or notes have been taken out, or why not.
    Exported {
        /// Which request it answers.
        generation: u64,
        /// What.
        outcome: Result<Exported, SystemFault>,
    },
    /// The file of an article.
    File {
        /// Which request it answers.
        generation: u64,
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// An article in every encoding that its file may have.
    Readings {
        /// Which request it answers.
        generation: u64,
        /// The readings that differ, the most usual text first.
        readings: Vec<ArticleReading>,
    },
    /// How many uses there are, so far or in all.
    UsesFound {
        /// Which request it answers.
        generation: u64,
        /// Their numbers.
        found: UsesFound,
    },
    /// Rows of the list of uses.
    UseRows {
        /// Which request it answers.
        generation: u64,
        /// Position of the first one.
        start: usize,
        /// The rows.
        rows: Vec<UseRow>,
    },
    /// The list of uses as a table.
    UseTable {
        /// Which request it answers.
        generation: u64,
        /// A line a use, with tabs between the columns, and their names in the first line.
        text: String,
    },
    /// What was counted.
    Counted {
        /// Which request it answers.
        generation: u64,
        /// It.
        statistics: Statistics,
        /// A regular expression took too long, so that something may be missing.
        gave_up: bool,
    },
    /// How far the work on a request is that takes long.
    Advanced {
        /// Which request it is about.
        generation: u64,
        /// Its service.
        service: Service,
        /// How far it is.
        progress: WorkProgress,
    },
    /// A request failed.
    Failed {
        /// Which request failed.
        generation: u64,
        /// Its service.
        service: Service,
        /// Why.
        failure: RequestFailure,
    },
}

impl LibraryEvent {
    /// The request it answers, if any.
    pub fn answers(&self) -> Option<(Service, u64)> {
        match self {
            Self::Progress { .. } | Self::Notice(_) => None,
            Self::Found(answer) => Some((Service::Search, answer.generation)),
            Self::Rows { generation, .. } => Some((Service::Rows, *generation)),
            Self::Located { generation, .. } => Some((Service::Locate, *generation)),
            Self::KeyFound { generation, .. } => Some((Service::Find, *generation)),
            Self::Shortened { generation, .. } => Some((Service::Shorten, *generation)),
            Self::CodeFound { generation, .. } => Some((Service::Code, *generation)),
            Self::NewFound { generation, .. } => Some((Service::New, *generation)),
            Self::Census { generation, .. } => Some((Service::Census, *generation)),
            Self::SearchesCounted { generation, .. } => Some((Service::CountSearches, *generation)),
            Self::Opened { generation, .. } => Some((Service::Open, *generation)),
            Self::Neighbour { generation, .. } => Some((Service::Neighbours, *generation)),
            Self::Candidates { generation, .. } => Some((Service::Candidates, *generation)),
            Self::Problems { generation, .. } => Some((Service::Problems, *generation)),
            Self::Refreshed { generation } => Some((Service::Refresh, *generation)),
            Self::Standing { generation, .. } => Some((Service::Standing, *generation)),
            Self::Readings { generation, .. } => Some((Service::Readings, *generation)),
            Self::Corrected { generation } => Some((Service::Correct, *generation)),
            Self::Exported { generation, .. } => Some((Service::Export, *generation)),
            Self::File { generation, .. } => Some((Service::File, *generation)),
            Self::UsesFound { generation, .. } => Some((Service::Uses, *generation)),
            Self::UseRows { generation, .. } => Some((Service::UseRows, *generation)),
            Self::UseTable { generation, .. } => Some((Service::UseTable, *generation)),
            Self::Counted { generation, .. } => Some((Service::Statistics, *generation)),
            Self::Advanced { generation, service, .. } | Self::Failed { generation, service, .. } => {
                Some((*service, *generation))
            }
        }
    }
}

/// What a whole library holds that the state does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// A sample of its keys, by which it is known again; `None` if not all of it was looked through.
    pub sample: Option<Vec<u64>>,
    /// Articles below this number have been looked through.
    pub until: u32,
    /// Articles that were never seen. Of a large library the snapshot knows that of nearly all.
    pub unseen: Vec<ArticleKey>,
    /// Articles of a large library that its snapshot has first seen after the first visit, by time; `None` if the library is
    /// small, and the state keeps when they were seen.
    pub stored: Option<Vec<(UnixTime, Vec<ArticleKey>)>>,
    /// Articles of which something is kept, but not where they are.
    pub placed: Vec<ArticleRef>,
    /// Articles whose text has changed a little, with the keys under which they are known.
    pub changed: Vec<(ArticleRef, ArticleKey)>,
}

/// What a library offers besides searching and reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Why it does not offer neighbours; `None` if it does.
    pub neighbours: Option<NotOffered>,
}

impl Capabilities {
    /// Why a service is not offered; `None` if it is.
    pub fn lacks(self, service: Service) -> Option<NotOffered> {
        if service == Service::Neighbours { self.neighbours } else { None }
    }
}
