//! Uses and statistics for one session, each found on a thread of its own that gives way to keys: the newest request counts, and
//! the one before it ends.
//!
//! What must not go in: finding and counting (see [`crate::concordance`]).

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::search::{SharedCache, searched};
use crate::app::request::Service;
use crate::concordance::asked::{MOST_ROWS, StatisticsRequest, UseRow, UsesRequest, WorkProgress};
use crate::concordance::listed::collect;
use crate::concordance::statistics::StatisticsContext;
use crate::concordance::{KwicSort, ListedUses, Use, UserWords, WordSet};
use crate::corpus::{ArticleId, Corpus};
use crate::messages::Lang;
use crate::query::Query;
use crate::search::{OrderCache, SearchSnapshot};
use crate::session::Wake;
use crate::session::library::LibraryEvent;
use crate::state::Annotations;

/// Work that takes longer than this says how far it is, so often.
const LONG: Duration = Duration::from_millis(300);
const OFTEN: Duration = Duration::from_millis(100);
/// The first uses are shown when there are so many: more than rows of any screen.
const FIRST: usize = 200;

/// The words of a library, shared by all sessions; made when they are first needed.
#[derive(Debug, Default)]
pub(super) struct SharedWords {
    known: Mutex<Option<(WordsOf, Arc<WordSet>)>>,
    /// Those of the user.
    user: Arc<UserWords>,
}

impl SharedWords {
    pub(super) fn new(user: Arc<UserWords>) -> Self {
        Self { known: Mutex::default(), user }
    }
}

/// What words were counted in: a snapshot, which has its own, or so many articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordsOf {
    snapshot: usize,
    articles: usize,
}

/// What is searched, and what is known of it.
#[derive(Debug, Clone)]
pub(crate) struct ConcordanceSource {
    pub(super) corpus: Corpus,
    pub(super) annotations: Arc<Annotations>,
    pub(super) cache: Arc<SharedCache>,
    pub(super) words: Arc<SharedWords>,
}

impl ConcordanceSource {
    /// A corpus of which nothing is known yet.
    pub(crate) fn fresh(corpus: Corpus, annotations: Arc<Annotations>) -> Self {
        Self { corpus, annotations, cache: Arc::default(), words: Arc::default() }
    }
}

/// Finds uses and counts for one session.
pub(crate) struct ConcordanceThreads {
    shared: Arc<Mutex<ConcordanceState>>,
    wake: Wake,
}

#[derive(Debug, Default)]
struct ConcordanceState {
    uses: RunningWork,
    statistics: RunningWork,
    /// The list that rows are asked of.
    list: ListedUses,
    /// The uses that were found last, and of what: another order does not search again.
    kept: Option<(FoundFor, Arc<Vec<Use>>, bool)>,
    events: Vec<LibraryEvent>,
}

/// Threads at work, and the sign that ends the newest.
#[derive(Debug, Default)]
struct RunningWork {
    threads: usize,
    stop: Arc<AtomicBool>,
}

/// What uses were found for.
#[derive(Debug, Clone)]
struct FoundFor {
    query: Query,
    article: Option<ArticleId>,
    articles: (usize, usize),
    annotations: Arc<Annotations>,
}

impl PartialEq for FoundFor {
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
            && self.article == other.article
            && self.articles == other.articles
            && Arc::ptr_eq(&self.annotations, &other.annotations)
    }
}

impl std::fmt::Debug for ConcordanceThreads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConcordanceThreads").finish_non_exhaustive()
    }
}

impl Drop for ConcordanceThreads {
    fn drop(&mut self) {
        self.stop(Service::Uses);
        self.stop(Service::Statistics);
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ConcordanceState {
    fn work(&mut self, service: Service) -> &mut RunningWork {
        if service == Service::Statistics { &mut self.statistics } else { &mut self.uses }
    }
}

impl ConcordanceThreads {
    pub(crate) fn new(wake: &Wake) -> Self {
        Self { shared: Arc::default(), wake: Arc::clone(wake) }
    }

    /// Ends what is under way.
    pub(crate) fn stop(&self, service: Service) {
        lock(&self.shared).work(service).stop.store(true, Ordering::Relaxed);
    }

    /// Finds uses.
    pub(crate) fn find(&self, generation: u64, request: UsesRequest, source: ConcordanceSource) {
        let answer = move |teller: &WorkTeller| teller.find(&request, &source);
        self.start(generation, Service::Uses, answer);
    }

    /// Counts.
    pub(crate) fn count(&self, generation: u64, request: StatisticsRequest, source: ConcordanceSource) {
        let answer = move |teller: &WorkTeller| teller.count(&request, &source);
        self.start(generation, Service::Statistics, answer);
    }

    fn start(
        &self,
        generation: u64,
        service: Service,
        answer: impl FnOnce(&WorkTeller) -> Option<LibraryEvent> + Send + 'static,
    ) {
        let mut state = lock(&self.shared);
        let work = state.work(service);
        work.stop.store(true, Ordering::Relaxed);
        work.stop = Arc::default();
        work.threads += 1;
        let teller = WorkTeller {
            generation,
            service,
            stop: Arc::clone(&work.stop),
            shared: Arc::clone(&self.shared),
            wake: Arc::clone(&self.wake),
            phase: Mutex::new(WorkPhase::new(0)),
            done: AtomicUsize::new(0),
        };
        drop(state);
        std::thread::spawn(move || {
            // Keys come first; it matters little if the system does not allow this.
            let _ = rustix::process::nice(5);
            let answer = answer(&teller);
            let mut state = lock(&teller.shared);
            state.work(service).threads -= 1;
            state.events.extend(answer.filter(|_| !teller.is_stopped()));
            drop(state);
            (teller.wake)();
        });
    }

    /// What has come since the last call.
    pub(crate) fn take(&self) -> Vec<LibraryEvent> {
        std::mem::take(&mut lock(&self.shared).events)
    }

    /// Whether nothing is under way.
    pub(crate) fn is_idle(&self) -> bool {
        let state = lock(&self.shared);
        state.uses.threads + state.statistics.threads == 0 && state.events.is_empty()
    }

    /// Rows of the list of uses.
    pub(crate) fn rows(&self, start: usize, count: usize) -> Vec<UseRow> {
        lock(&self.shared).list.rows(start, count)
    }

    /// That list as a table.
    pub(crate) fn table(&self, cells: usize, out: &[(ArticleId, u32)], lang: Lang) -> String {
        let list = lock(&self.shared).list.clone();
        list.table(cells, |one| out.contains(&(one.article, one.start)), lang)
    }
}

/// A part of some work: how much there is, and since when.
#[derive(Debug)]
struct WorkPhase {
    of: usize,
    since: Instant,
    /// When to say how far it is.
    due: Instant,
}

impl WorkPhase {
    fn new(of: usize) -> Self {
        let now = Instant::now();
        Self { of, since: now, due: now + LONG }
    }
}

/// Says how far one thread is, and hears whether it is to end.
struct WorkTeller {
    generation: u64,
    service: Service,
    stop: Arc<AtomicBool>,
    shared: Arc<Mutex<ConcordanceState>>,
    wake: Wake,
    phase: Mutex<WorkPhase>,
    done: AtomicUsize,
}

impl WorkTeller {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Begins a part of the work.
    fn begin(&self, of: usize) {
        *lock(&self.phase) = WorkPhase::new(of);
        self.done.store(0, Ordering::Relaxed);
    }

    /// So much more of it is done. False: it is to end.
    fn add(&self, more: usize) -> bool {
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        if done % 64 < more || more == 0 {
            self.tell(done);
        }
        !self.is_stopped()
    }

    fn tell(&self, done: usize) {
        let mut phase = lock(&self.phase);
        let now = Instant::now();
        if phase.of == 0 || now < phase.due {
            return;
        }
        phase.due = now + OFTEN;
        let (done, of) = (done.clamp(1, phase.of) as u32, phase.of as u32);
        let left = now.duration_since(phase.since) * (of - done) / done;
        drop(phase);
        let percent = (u64::from(done) * 100 / u64::from(of)) as u8;
        let progress = WorkProgress { percent, left };
        let event = LibraryEvent::Advanced { generation: self.generation, service: self.service, progress };
        self.push(event);
    }

    fn push(&self, event: LibraryEvent) {
        if !self.is_stopped() {
            lock(&self.shared).events.push(event);
            (self.wake)();
        }
    }

    /// The words of the library.
    fn words(&self, source: &ConcordanceSource) -> Option<Arc<WordSet>> {
        let corpus = &source.corpus;
        let snapshot = corpus.stored.as_ref().map_or(0, |stored| Arc::as_ptr(stored).addr());
        let of = WordsOf { snapshot, articles: if snapshot == 0 { corpus.len() } else { 0 } };
        let known = lock(&source.words.known)
            .as_ref()
            .filter(|(other, _)| *other == of)
            .map(|(_, set)| Arc::clone(set));
        if known.is_some() {
            return known;
        }
        self.begin(corpus.len());
        let mut set = WordSet::watched(corpus, &|more| self.add(more))?;
        set.add_user(&source.words.user);
        let set = Arc::new(set);
        *lock(&source.words.known) = Some((of, Arc::clone(&set)));
        Some(set)
    }

    fn find(&self, request: &UsesRequest, source: &ConcordanceSource) -> Option<LibraryEvent> {
        let by_word = |sort: &KwicSort| matches!(sort, KwicSort::Left(_) | KwicSort::Right(_));
        let value = request.value.iter().map(|(sort, _)| sort);
        let needs_words = request.near.is_some() || request.order.iter().chain(value).any(by_word);
        let (searched, mut orders) =
            searched(source.corpus.clone(), Arc::clone(&source.annotations), &source.cache);
        let found = self.found(request, &searched, &mut orders)?;
        let set = if needs_words { self.words(source)? } else { Arc::default() };
        self.begin(found.0.len() * request.order.len().max(1));
        let list = ListedUses::arranged(searched, set, found, request, &|more| self.add(more))?;
        let found = list.found;
        let mut state = lock(&self.shared);
        if self.is_stopped() {
            return None;
        }
        state.list = list;
        Some(LibraryEvent::UsesFound { generation: self.generation, found })
    }

    /// All uses, as found; those of the last request if they are the same.
    fn found(
        &self,
        request: &UsesRequest,
        searched: &SearchSnapshot,
        orders: &mut OrderCache,
    ) -> Option<(Arc<Vec<Use>>, bool)> {
        let key = FoundFor {
            query: request.query.clone(),
            article: request.article,
            articles: (searched.corpus.len(), searched.corpus.deleted.count()),
            annotations: Arc::clone(&searched.annotations),
        };
        let known = lock(&self.shared).kept.as_ref().filter(|(known, ..)| *known == key).cloned();
        if let Some((_, uses, gave_up)) = known {
            return Some((uses, gave_up));
        }
        // The list before this one need not stay while another is made.
        lock(&self.shared).kept = None;
        let mut is_shown = UsesRequest { query: request.query.clone(), ..UsesRequest::default() } != *request;
        self.begin(searched.corpus.len());
        let collected = collect(searched, request, orders, |uses, (done, _)| {
            if uses.len() >= FIRST && !is_shown {
                is_shown = true;
                self.show_first(searched, uses);
            }
            self.done.store(done, Ordering::Relaxed);
            self.add(0)
        })?;
        let uses = Arc::new(collected.uses);
        lock(&self.shared).kept = Some((key, Arc::clone(&uses), collected.gave_up));
        Some((uses, collected.gave_up))
    }

    /// Shows the first uses while the others are searched.
    fn show_first(&self, searched: &SearchSnapshot, uses: &[Use]) {
        let list = ListedUses::partial(searched, uses);
        let found = list.found;
        let mut state = lock(&self.shared);
        if !self.is_stopped() {
            state.list = list;
        }
        drop(state);
        self.push(LibraryEvent::UsesFound { generation: self.generation, found });
    }

    fn count(&self, request: &StatisticsRequest, source: &ConcordanceSource) -> Option<LibraryEvent> {
        let (searched, mut orders) =
            searched(source.corpus.clone(), Arc::clone(&source.annotations), &source.cache);
        let set = self.words(source)?;
        self.begin(searched.corpus.live_len());
        let watch = |more| self.add(more);
        let context = StatisticsContext { searched: &searched, set: &set, watch: &watch, most: MOST_ROWS };
        let (statistics, gave_up) = context.count(request, &mut orders)?;
        Some(LibraryEvent::Counted { generation: self.generation, statistics, gave_up })
    }
}
