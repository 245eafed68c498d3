//! What a library answers: the events of `library`.
//!
//! What must not go in: what can be asked, and how answers are found.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::place_code::CodeMatch;
use crate::app::request::{
    ArticleCount, ArticleReading, OpenedArticle, RequestFailure, SearchCount, Service, Standing,
};
use crate::app::{Answer, ListRow};
use crate::complete::candidates::Candidate;
use crate::concordance::asked::{Statistics, UseRow, UsesFound, WorkProgress};
use crate::corpus::follow::ChangeCounts;
use crate::corpus::{ArticleId, ArticleKey, Problem, Verdicts};
use crate::messages::{Message, PictureFault, SystemFault};
use crate::picture::Picture;
use crate::state::{ArticleRef, UnixTime};

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
    /// A picture, or why it is not shown.
    Picture {
        /// Which request it answers.
        generation: u64,
        /// It.
        picture: Result<Arc<Picture>, PictureFault>,
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
            Self::Picture { generation, .. } => Some((Service::Picture, *generation)),
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
