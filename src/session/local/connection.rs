//! The connection of one session to a local library: its search, its list and its queued events.

use std::sync::Arc;

use super::SharedLibrary;
use super::background::Background;
use super::census::CensusJob;
use super::concordance::{ConcordanceSource, ConcordanceThreads};
use super::correct::Told;
use super::export::ExportJob;
use super::picture::{OpenedPicture, opening};
use super::published::Follower;
use super::rows::RowSource;
use super::search::{SearchJob, SearchThread, lock, searched};
use super::search_counts;
use super::source_file::source_file;
use crate::app::request::{ArticleCount, NotOffered, OpenedArticle, RequestFailure, SearchCount, Service};
use crate::corpus::ArticleId;
use crate::corpus::follow::ChangeCounts;
use crate::facet::{Counts, Facet};
use crate::messages::SystemFault;
use crate::session::Wake;
use crate::session::library::{
    Capabilities, Census, ExportSet, Exported, Library, LibraryEvent, LibraryRequest,
};
use crate::state::{Annotations, Publication};

/// A session's side of a local library. It queues rows and articles as soon as they are requested, so that they arrive
/// before the next screen is drawn; only searches take time.
#[derive(Debug)]
pub(super) struct Connection {
    library: Arc<SharedLibrary>,
    follower: Arc<Follower>,
    search: SearchThread,
    rows: RowSource,
    /// The counts of the last answer that selected all articles.
    all: Counts,
    /// The line for which candidates were wanted before those counts were there, as after a visit that ended with a filter.
    early: Option<(u64, String, usize)>,
    /// The current query selects all articles.
    unfiltered: bool,
    /// The version of the corpus that the session knows.
    seen: Option<u64>,
    /// Number of notices that the session knows.
    told: usize,
    queue: Vec<LibraryEvent>,
    census: Background<Census>,
    counts: Background<Vec<SearchCount>>,
    exports: Background<Result<Exported, SystemFault>>,
    pictures: Background<OpenedPicture>,
    following: FollowedHere,
    concordance: ConcordanceThreads,
}

/// Fewer articles that have come, changed or gone do not make a folder another: it is not judged again for them.
const FEW: usize = 8;

/// What this session knows of changes.
#[derive(Debug, Default)]
struct FollowedHere {
    /// What had changed before it began.
    before: ChangeCounts,
    /// What had changed when the folders were judged.
    judged: ChangeCounts,
    /// The request for a look that is not over, and the number of the look.
    waits: Option<(u64, u64)>,
}

impl Connection {
    pub(super) fn new(library: Arc<SharedLibrary>, wake: &Wake) -> Self {
        let (follower, told) = library.publisher.published.follow(wake);
        let search = SearchThread::start(Arc::clone(&library.cache), Arc::clone(wake));
        let before = library.publisher.published.changes();
        let following = FollowedHere { before, judged: before, waits: None };
        let mut connection = Self {
            library,
            following,
            follower,
            search,
            rows: RowSource::default(),
            all: Counts::default(),
            early: None,
            unfiltered: true,
            seen: None,
            told,
            census: Background::new(wake),
            counts: Background::new(wake),
            exports: Background::new(wake),
            pictures: Background::new(wake),
            concordance: ConcordanceThreads::new(wake),
            queue: vec![LibraryEvent::Progress {
                articles: ArticleCount::exactly(0),
                problems: 0,
                complete: false,
                changes: ChangeCounts::default(),
            }],
        };
        connection.hear();
        connection
    }

    /// Queues the new notices.
    fn hear(&mut self) {
        let notices = self.library.publisher.published.notices(self.told);
        self.told += notices.len();
        self.queue.extend(notices.into_iter().map(LibraryEvent::Notice));
    }

    /// Judges the folders anew if many files have come or gone since that was done: three files with a headline for a name may be
    /// chance, forty are a rule.
    fn judge_again(&mut self) {
        let published = &self.library.publisher.published;
        let changes = published.changes();
        let since = changes.since(self.following.judged);
        if since.new + since.changed + since.gone >= FEW && published.corpus().complete {
            self.following.judged = changes;
            self.library.rejudge(Told::IfAny);
        }
    }

    /// Falls back to the files if requested rows or texts were damaged.
    fn rescue(&mut self) {
        self.library.rescue(self.rows.corpus());
        self.hear();
    }

    /// Queues the results of the threads.
    fn look(&mut self) {
        self.follower.looks();
        // Asked before the corpus, so that what the look has found is told before it is over.
        let published = &self.library.publisher.published;
        let over = self.following.waits.filter(|(_, look)| published.has_looked(*look));
        let changes = published.changes().since(self.following.before);
        if let Some((version, corpus)) = self.library.publisher.published.newer(self.seen) {
            self.seen = Some(version);
            self.search.grow(&corpus);
            self.queue.push(LibraryEvent::Progress {
                articles: ArticleCount::exactly(corpus.live_len()),
                problems: corpus.unreadable().count(),
                complete: corpus.complete,
                changes,
            });
            self.rows.set_corpus(corpus);
        }
        if let Some((generation, _)) = over {
            self.following.waits = None;
            self.queue.push(LibraryEvent::Refreshed { generation });
            self.judge_again();
        }
        self.hear();
        if let Some((generation, census)) = self.census.take() {
            self.queue.push(LibraryEvent::Census { generation, census });
        }
        self.queue.extend(self.concordance.take());
        if let Some((generation, counts)) = self.counts.take() {
            self.queue.push(LibraryEvent::SearchesCounted { generation, counts });
        }
        if let Some((generation, outcome)) = self.exports.take() {
            self.queue.push(LibraryEvent::Exported { generation, outcome });
        }
        if let Some((generation, picture)) = self.pictures.take() {
            self.queue.push(LibraryEvent::Picture { generation, picture });
        }
        if let Some(result) = self.search.take() {
            let answer = self.rows.take(result);
            if self.unfiltered {
                self.all = answer.counts.clone();
            }
            let is_late = self.unfiltered;
            self.queue.push(LibraryEvent::Found(answer));
            if is_late && let Some((generation, line, limit)) = self.early.take() {
                let event = self.candidates(generation, line, limit);
                self.queue.push(event);
            }
        }
        self.rescue();
    }

    fn candidates(&mut self, generation: u64, line: String, limit: usize) -> LibraryEvent {
        self.early = self.all.of(Facet::Province).is_empty().then(|| (generation, line.clone(), limit));
        let (searched, _) = searched(self.rows.corpus().clone(), Arc::default(), &self.library.cache);
        let candidates = self.library.counting.candidates(&line, limit, self.all.clone(), searched);
        LibraryEvent::Candidates { generation, line, candidates }
    }

    fn concordance_source(&self, annotations: Arc<Annotations>) -> ConcordanceSource {
        let library = &self.library;
        let (cache, words) = (Arc::clone(&library.cache), Arc::clone(&library.words));
        ConcordanceSource { corpus: self.rows.corpus().clone(), annotations, cache, words }
    }

    fn open(&self, id: ArticleId) -> Option<OpenedArticle> {
        self.rows.open(id, &lock(&self.library.cache).duplicates().similar)
    }

    fn answer(&mut self, generation: u64, request: LibraryRequest) -> LibraryEvent {
        let service = request.service();
        let fail = |failure| LibraryEvent::Failed { generation, service, failure };
        match request {
            LibraryRequest::Rows { start, count } => {
                LibraryEvent::Rows { generation, start, rows: self.rows.rows(start, count) }
            }
            LibraryRequest::Locate { article, last } => {
                let position = self.rows.position(article, last);
                LibraryEvent::Located { generation, article, position }
            }
            LibraryRequest::Open(id) => match self.open(id) {
                Some(opened) => LibraryEvent::Opened { generation, opened },
                None => fail(RequestFailure::Gone),
            },
            LibraryRequest::Candidates { line, limit } => self.candidates(generation, line, limit),
            LibraryRequest::Find { keys, position } => {
                LibraryEvent::KeyFound { generation, article: self.rows.find(&keys, position) }
            }
            LibraryRequest::Shorten(id) => self.shortened(generation, id),
            LibraryRequest::Code(digits) => {
                LibraryEvent::CodeFound { generation, found: self.rows.find_code(&digits) }
            }
            LibraryRequest::New { from, forward, annotations } => {
                let (next, count) = self.rows.next_new(from, forward, &annotations);
                LibraryEvent::NewFound { generation, next, count }
            }
            LibraryRequest::Problems => {
                let verdicts = Arc::clone(&self.rows.corpus().verdicts);
                LibraryEvent::Problems { generation, problems: self.rows.problems(), verdicts }
            }
            LibraryRequest::Correct { folder, correction } => {
                let kept = self.library.keeps_corrections();
                if kept {
                    self.library.correct(folder, correction);
                }
                if kept { LibraryEvent::Corrected { generation } } else { fail(RequestFailure::NotKept) }
            }
            LibraryRequest::Readings(id) => match self.rows.readings(id, &self.library.options()) {
                readings if readings.is_empty() => fail(RequestFailure::Gone),
                readings => LibraryEvent::Readings { generation, readings },
            },
            LibraryRequest::File { article, words } => self.file(generation, article, &words),
            LibraryRequest::Standing(article) => {
                LibraryEvent::Standing { generation, article, standing: self.rows.standing(article) }
            }
            // There is nothing that could have changed.
            LibraryRequest::Refresh => LibraryEvent::Refreshed { generation },
            LibraryRequest::Search { .. }
            | LibraryRequest::Census { .. }
            | LibraryRequest::CountSearches { .. }
            | LibraryRequest::Export { .. }
            | LibraryRequest::Picture(..)
            | LibraryRequest::Uses { .. }
            | LibraryRequest::UseRows { .. }
            | LibraryRequest::UseTable { .. }
            | LibraryRequest::Statistics { .. }
            | LibraryRequest::Stop(_)
            | LibraryRequest::Neighbours(_) => fail(RequestFailure::NotOffered(NotOffered::AtHand)),
        }
    }
}

impl Connection {
    fn shortened(&self, generation: u64, id: ArticleId) -> LibraryEvent {
        let failed =
            LibraryEvent::Failed { generation, service: Service::Shorten, failure: RequestFailure::Gone };
        self.rows.code(id).map_or(failed, |digits| LibraryEvent::Shortened { generation, digits })
    }

    fn file(&self, generation: u64, article: ArticleId, words: &str) -> LibraryEvent {
        let found = self.rows.corpus().article(article).and_then(|article| source_file(article, words));
        let failed =
            LibraryEvent::Failed { generation, service: Service::File, failure: RequestFailure::NoFile };
        found.map_or(failed, |(path, line)| LibraryEvent::File { generation, path, line })
    }
}

impl Library for Connection {
    fn published(&self) -> Option<Publication> {
        let stored = self.rows.corpus().stored.as_ref()?;
        Some(Publication::read(&stored.published()))
    }

    fn ask(&mut self, generation: u64, request: LibraryRequest) {
        if let LibraryRequest::Search { query, arrangement, annotations } = request {
            self.rows.set_query(&query);
            self.unfiltered = query.is_empty();
            self.search.start_query(SearchJob { generation, query, arrangement, annotations });
            return;
        }
        if let (LibraryRequest::Refresh, Some(following)) = (&request, &self.library.following) {
            self.following.waits = Some((generation, following.requests().look()));
            return;
        }
        if let LibraryRequest::Census { annotations, roots, since, opened } = request {
            let corpus = self.rows.corpus().clone();
            let job = CensusJob { corpus, annotations, roots, since, opened };
            return self.census.start(generation, move || job.take());
        }
        if let LibraryRequest::CountSearches { queries, annotations } = request {
            let (corpus, cache) = (self.rows.corpus().clone(), Arc::clone(&self.library.cache));
            let count = move || search_counts::count(queries, &corpus, &annotations, &cache);
            return self.counts.start(generation, count);
        }
        if let LibraryRequest::Export { what, options, annotations, file } = request {
            let corpus = self.rows.corpus().clone();
            let list = if what == ExportSet::List { self.rows.listed() } else { Vec::new() };
            let job = ExportJob { corpus, annotations, what, list, options, file };
            return self.exports.start(generation, move || job.run());
        }
        if let LibraryRequest::Picture(article, address) = &request {
            let open = opening(&self.library, self.rows.corpus(), *article, address);
            return self.pictures.start(generation, open);
        }
        let request = match request {
            LibraryRequest::Uses { request, annotations } => {
                return self.concordance.find(generation, request, self.concordance_source(annotations));
            }
            LibraryRequest::Statistics { request, annotations } => {
                return self.concordance.count(generation, request, self.concordance_source(annotations));
            }
            LibraryRequest::Stop(service) => return self.concordance.stop(service),
            LibraryRequest::UseRows { start, count } => {
                let rows = self.concordance.rows(start, count);
                return self.queue.push(LibraryEvent::UseRows { generation, start, rows });
            }
            LibraryRequest::UseTable { cells, out, lang } => {
                let text = self.concordance.table(cells, &out, lang);
                return self.queue.push(LibraryEvent::UseTable { generation, text });
            }
            request => request,
        };
        let event = self.answer(generation, request);
        self.queue.push(event);
        self.rescue();
    }

    fn take(&mut self) -> Vec<LibraryEvent> {
        // Also behind answers that wait: what has found something wakes the session once.
        self.look();
        std::mem::take(&mut self.queue)
    }

    fn answers(&mut self) -> Vec<LibraryEvent> {
        std::mem::take(&mut self.queue)
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { neighbours: Some(NotOffered::AtHand) }
    }

    fn is_idle(&self) -> bool {
        let library = &self.library;
        let works = library.counting.is_idle() && library.duplicates.is_idle();
        works
            && self.search.is_idle()
            && self.census.is_idle()
            && self.following.waits.is_none()
            && self.counts.is_idle()
            && self.exports.is_idle()
            && self.pictures.is_idle()
            && self.concordance.is_idle()
            && library.publisher.published.is_current(self.seen)
    }
}
