//! A library as a session sees it: requests go in at any time, answers come out as events. They may come at once, late, in
//! parts, or not at all.
//!
//! A session knows no more of its articles than this trait, so that the folders of this machine, an engine elsewhere and the
//! fake of the tests are the same to it. What must not go in: how answers are found, and what the reader adds to articles
//! (see `annotations`): a library never stores that.
//!
//! Uses of a word, export, and verdicts and changes of articles have no caller yet and so no request. Each will be one
//! [`Service`], one [`LibraryRequest`] and one [`LibraryEvent`]; a library without it says so in [`Capabilities`] and answers
//! with [`RequestFailure::NotOffered`], as it does today for [`Service::Neighbours`]. Counts for the panes come with every answer
//! to a search.

use std::sync::Arc;

use crate::app::request::{ArticleCount, NotOffered, OpenedArticle, RequestFailure, Service};
use crate::app::{Answer, ListRow};
use crate::complete::candidates::Candidate;
use crate::corpus::{ArticleId, Problem};
use crate::messages::Message;
use crate::province::corrections::Corrections;
use crate::query::Query;
use crate::search::arrange::Arrangement;
use crate::search::rows::LastPosition;

/// Where a session's articles come from.
pub trait Library: Send {
    /// Asks for something. `generation` numbers the requests of each service; an answer carries the number of its request,
    /// and only answers to the newest one count. Never waits.
    fn ask(&mut self, generation: u64, request: LibraryRequest);

    /// What has come since the last call, in order. Never waits. A library that can answer at once does so here, before the
    /// next screen is drawn; for everything later it calls the session's [`super::Wake`].
    fn take(&mut self) -> Vec<LibraryEvent>;

    /// What it offers.
    fn capabilities(&self) -> Capabilities;

    /// Whether nothing more will come unless it is asked or its articles change: for tests and scripts that wait.
    fn is_idle(&self) -> bool;
}

/// Something a session asks for.
#[derive(Debug, Clone)]
pub enum LibraryRequest {
    /// Run this query; the list is the answer's from now on.
    Search {
        /// The query; it has no fault.
        query: Query,
        /// What the list is to look like.
        arrangement: Arrangement,
        /// What the reader says about provinces, against what the library knows.
        corrections: Arc<Corrections>,
    },
    /// Hand over rows of the list.
    Rows {
        /// Position of the first one.
        start: usize,
        /// How many.
        count: usize,
    },
    /// Say where an article stands in the list.
    Locate {
        /// The article.
        article: ArticleId,
        /// Where it stood before.
        last: LastPosition,
    },
    /// Hand over an article.
    Open(ArticleId),
    /// Hand over the articles before and after this position of the list.
    Neighbours(usize),
    /// Hand over completions of a query line.
    Candidates {
        /// The line up to the cursor.
        line: String,
        /// Most of them.
        limit: usize,
    },
    /// Hand over what could not be read.
    Problems,
}

impl LibraryRequest {
    /// What kind of request it is.
    pub fn service(&self) -> Service {
        match self {
            Self::Search { .. } => Service::Search,
            Self::Rows { .. } => Service::Rows,
            Self::Locate { .. } => Service::Locate,
            Self::Open(_) => Service::Open,
            Self::Neighbours(_) => Service::Neighbours,
            Self::Candidates { .. } => Service::Candidates,
            Self::Problems => Service::Problems,
        }
    }
}

/// Something a library says. `generation` is that of the request.
#[derive(Debug, Clone)]
pub enum LibraryEvent {
    /// The library grew or is complete.
    Progress {
        /// Articles so far.
        articles: ArticleCount,
        /// Files that could not be read so far.
        problems: usize,
        /// Whether everything has been read.
        complete: bool,
    },
    /// Something to tell the reader that was not asked for.
    Notice(Message),
    /// A first, better or last answer to a search. Its generation is its own; its position is left to [`Service::Locate`].
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
    /// Where an article stands, or else would stand.
    Located {
        /// Which request it answers.
        generation: u64,
        /// The article.
        article: ArticleId,
        /// Its position.
        position: Result<usize, usize>,
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
    },
    /// A request has no answer, and will have none.
    Failed {
        /// Which request.
        generation: u64,
        /// What kind of request.
        service: Service,
        /// Why.
        failure: RequestFailure,
    },
}

impl LibraryEvent {
    /// The request it answers, if it answers one.
    pub fn answers(&self) -> Option<(Service, u64)> {
        match self {
            Self::Progress { .. } | Self::Notice(_) => None,
            Self::Found(answer) => Some((Service::Search, answer.generation)),
            Self::Rows { generation, .. } => Some((Service::Rows, *generation)),
            Self::Located { generation, .. } => Some((Service::Locate, *generation)),
            Self::Opened { generation, .. } => Some((Service::Open, *generation)),
            Self::Neighbour { generation, .. } => Some((Service::Neighbours, *generation)),
            Self::Candidates { generation, .. } => Some((Service::Candidates, *generation)),
            Self::Problems { generation, .. } => Some((Service::Problems, *generation)),
            Self::Failed { generation, service, .. } => Some((*service, *generation)),
        }
    }
}

/// What a library offers beside searching and reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether its articles come with the places where their words begin, so that no word list is needed.
    pub word_breaks: bool,
    /// Why it does not hand over neighbours; none if it does.
    pub neighbours: Option<NotOffered>,
}

impl Capabilities {
    /// Why a service is not offered; none if it is.
    pub fn lacks(self, service: Service) -> Option<NotOffered> {
        if service == Service::Neighbours { self.neighbours } else { None }
    }
}
