//! The interface between a session and its library: requests go in at any time, answers come out as events. These may come
//! at once, late, in parts, or not at all.
//!
//! A session reaches its articles only through this trait, so that the folders of this machine, a remote engine and the
//! fake of the tests look the same to it. What must not go in: how answers are found, and what the user adds to articles
//! (see `annotations`), which a library never stores.
//!
//! A library that does not offer a service answers with `RequestFailure::NotOffered`; what a session asks without the user
//! wanting it, such as [`Service::Neighbours`], it also says in [`Capabilities`]. Every answer to a search includes the counts
//! for the panes.

use std::path::PathBuf;
use std::sync::Arc;

pub use super::library_event::{Census, Exported, LibraryEvent};
use crate::app::request::{NotOffered, Service};
use crate::concordance::asked::{StatisticsRequest, UsesRequest};
use crate::corpus::{ArticleId, ArticleKey};
use crate::export::ExportOptions;
use crate::format::FolderCorrection;
use crate::messages::Lang;
use crate::query::Query;
use crate::search::arrange::Arrangement;
use crate::search::rows::LastPosition;
use crate::state::{Annotations, Publication, UnixTime};

/// The source of a session's articles.
pub trait Library: Send {
    /// Sends a request. `generation` numbers the requests of each service; an answer carries the number of its request,
    /// and only answers to the newest one count. Never blocks.
    fn ask(&mut self, generation: u64, request: LibraryRequest);

    /// The events since the last call, in order. Never blocks. A library that can answer at once does so here, before the
    /// next screen is drawn; for anything later it calls the session's [`super::Wake`].
    fn take(&mut self) -> Vec<LibraryEvent>;

    /// Of these the answers that lie ready, without what threads have found: for a caller that has just asked.
    fn answers(&mut self) -> Vec<LibraryEvent> {
        self.take()
    }

    /// The services it offers.
    fn capabilities(&self) -> Capabilities;

    /// What the keeper of the library has published, once that is known.
    fn published(&self) -> Option<Publication> {
        None
    }

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
    /// Read the picture of an article that this address leads to.
    Picture(ArticleId, String),
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
            Self::Picture(..) => Service::Picture,
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
