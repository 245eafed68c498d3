//! Session: runs one app. Answers its effects from the corpus, keeps its threads and its timers.
//!
//! Knows no tty: events come in as values and outputs go out as values, so that one process can run many sessions.

mod candidates;
pub mod corrections;
mod feed;
mod mailbox;
mod search;
mod snapshot_lookup;
mod snapshot_writer;
mod source;
pub mod state;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::app::{self, App, Effect, Event, Timer};
use crate::complete::ingest;
use crate::corpus::load::{LoadOptions, Root};
use crate::corpus::{ArticleId, Corpus};
use crate::messages::Word;
use crate::province::corrections::Corrections;
use crate::text::dictionary::Dictionary;
use candidates::CountThread;
use feed::Feed;
use search::{Job, SearchThread};
pub use snapshot_lookup::{Choice, LibrarySpec, SnapshotFault, SnapshotLookup, beside, cached, is_inside};
pub use snapshot_writer::{make_folder, unwritten};
use source::Source;

/// What the caller must do for the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Draw everything anew.
    Redraw,
    /// Put this into the clipboard of the terminal.
    Copy(String),
    /// Leave the screen, print these lines, and come back with the next key.
    Print(Vec<String>),
    /// Tell the app what its frames have cost.
    FrameCost,
    /// Stop until the shell continues the program.
    Suspend,
    /// Leave.
    Quit,
}

/// Called from the session's threads when [`Session::collect`] has something to collect.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// One reader at work.
pub struct Session {
    /// The state.
    pub app: App,
    source: Source,
    /// Where corrections are kept.
    log: Option<PathBuf>,
    feed: Feed,
    wake: Wake,
    /// Where the word list will be put, once an article needs it.
    words: Option<Arc<Mutex<Option<Dictionary>>>>,
    search: SearchThread,
    counting: CountThread,
    timers: HashMap<Timer, Instant>,
    outputs: Vec<Output>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("app", &self.app).finish_non_exhaustive()
    }
}

impl Session {
    /// Starts loading `library`; `wake` is called whenever there is news.
    pub fn start(library: LibrarySpec, load: LoadOptions, options: app::Options, wake: &Wake) -> Self {
        let brings_words = library.lookup.base.as_ref().is_some_and(ingest::has_breaks);
        let fault = library.lookup.fault;
        let feed = Feed::start(library.roots, load, library.lookup, wake);
        let mut session = Self {
            app: App::new(options),
            source: Source::default(),
            log: library.corrections,
            feed,
            wake: Arc::clone(wake),
            words: None,
            search: SearchThread::start(Arc::clone(wake)),
            counting: CountThread::start(),
            timers: HashMap::new(),
            outputs: Vec::new(),
        };
        session.app.library.name = library.name;
        session.app.library.hidden = library.hidden;
        session.app.library.correctable = session.log.is_some();
        session.app.notice = fault.map(|fault| session.app.word(feed::notice(fault)).to_owned());
        session.take_corrections(session.log.as_deref().map(corrections::read).unwrap_or_default());
        if !brings_words {
            session.need_words();
        }
        let first = session.app.filter.search();
        session.run(vec![first]);
        session
    }

    /// Takes one event.
    pub fn event(&mut self, event: Event) {
        let effects = app::update(&mut self.app, event);
        self.run(effects);
    }

    /// Takes what the threads have found since the last call.
    pub fn collect(&mut self) {
        let grown = self.feed.take();
        let (kept, notice) = self.feed.take_kept();
        for corpus in grown.into_iter().chain(kept) {
            self.counting.grow(&corpus, self.feed.is_keeping());
            self.take_corpus(corpus);
        }
        self.tell(notice);
        let slot = self.words.as_ref();
        let words = slot.and_then(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(words) = words {
            self.event(Event::Words(words));
        }
        if let Some(result) = self.search.take() {
            let list = &self.app.list;
            let current = list.current().map(|id| (id, list.cursor()));
            let answer = self.source.take(result, current);
            if self.app.filter.query().is_empty() {
                self.counting.set_provinces(&answer.counts);
            }
            self.event(Event::Found(answer));
        }
        self.rescue();
    }

    /// Turns to the files if the rows and texts asked for were damaged.
    fn rescue(&mut self) {
        let notice = self.feed.rescue(self.source.corpus());
        if notice.is_some() {
            // Its words may be what is damaged.
            self.counting.grow(self.source.corpus(), self.feed.is_keeping());
        }
        self.tell(notice);
    }

    fn take_corpus(&mut self, corpus: Corpus) {
        self.search.grow(&corpus);
        let library = app::LibraryStatus {
            articles: corpus.live_len(),
            problems: corpus.problems.len(),
            complete: corpus.complete,
            ..self.app.library.clone()
        };
        self.source.set_corpus(corpus);
        self.event(Event::Library(library));
    }

    fn tell(&mut self, notice: Option<feed::Notice>) {
        if let Some((word, reason)) = notice {
            self.app.notice = Some(format!("{}{reason}", self.app.word(word)));
        }
    }

    /// Prepares the next screen after a batch of events.
    pub fn settle(&mut self) {
        // A settled app may ask for rows, and with the rows for an article: three rounds answer everything.
        for _ in 0..4 {
            let effects = app::settle(&mut self.app);
            if effects.is_empty() {
                break;
            }
            self.run(effects);
        }
        self.rescue();
    }

    /// When [`Session::ring`] wants to be called, if at all.
    pub fn next_timer(&self) -> Option<Instant> {
        self.timers.values().min().copied()
    }

    /// Fires the timers that are due. False if there was none.
    pub fn ring(&mut self, now: Instant) -> bool {
        let due: Vec<Timer> =
            self.timers.iter().filter(|(_, at)| **at <= now).map(|(timer, _)| *timer).collect();
        for timer in &due {
            self.timers.remove(timer);
            self.event(Event::Timer(*timer));
        }
        !due.is_empty()
    }

    /// What the caller must do, in order.
    pub fn outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }

    /// Waits until everything is read and searched, collecting on the way: for tests and scripts.
    pub fn finish(&mut self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        loop {
            self.collect();
            self.settle();
            let searched = self.search.is_idle() && self.app.filter.answer().done;
            let counted = self.counting.is_idle();
            let worded = self.words.is_none() || self.app.reader.has_words();
            if self.app.library.complete && searched && counted && worded {
                return true;
            }
            if Instant::now() > end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The folders and files that are open, for the next start.
    pub fn paths(roots: &[Root]) -> Vec<PathBuf> {
        let path = |root: &Root| match root {
            Root::Path(path) => Some(path.clone()),
            Root::Builtin(_) => None,
        };
        roots.iter().filter_map(path).collect()
    }

    fn open(&mut self, id: ArticleId) {
        let Some((held, correction)) = self.source.open(id) else { return };
        let breaks = self.source.breaks(id);
        if breaks.is_none() {
            self.need_words();
        }
        self.event(Event::Opened(held, correction, breaks));
    }

    /// Loads the word list, unless that was asked for before.
    fn need_words(&mut self) {
        if self.words.is_some() {
            return;
        }
        self.words = Some(load_words(&self.wake));
        if let Some(words) = Dictionary::loaded() {
            self.event(Event::Words(words));
        }
    }

    fn correct(&mut self, id: ArticleId, division: usize) {
        let Some(change) = self.source.correct(id, division) else { return };
        if let Some(log) = &self.log
            && let Err(error) = corrections::append(log, change.key, &change.title, change.correction)
        {
            let reason = unwritten(&error);
            self.app.notice = Some(format!("{}{reason}", self.app.word(Word::NotKept)));
        }
        self.take_corrections(self.source.corrections().clone());
        self.event(Event::Corrected(id, change.correction));
    }

    /// Puts corrections in force; they count from the next search on.
    fn take_corrections(&mut self, corrections: Corrections) {
        self.search.set_corrections(Arc::new(corrections.clone()));
        self.source.set_corrections(corrections);
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search { generation, query, arrangement } => {
                    self.source.set_query(&query);
                    self.search.start_query(Job { generation, query, arrangement });
                }
                Effect::Rows { start, count } => {
                    let rows = self.source.rows(start, count);
                    self.event(Event::Rows { start, rows });
                }
                Effect::Open(id) => self.open(id),
                Effect::Correct(id, division) => self.correct(id, division),
                Effect::ListProblems => {
                    let problems = self.source.problems();
                    self.event(Event::Problems(problems));
                }
                Effect::Candidates { line, limit } => {
                    let candidates = self.counting.candidates(&line, limit);
                    self.event(Event::Candidates { line, candidates });
                }
                Effect::Timer(timer, after) => _ = self.timers.insert(timer, Instant::now() + after),
                Effect::Redraw => self.outputs.push(Output::Redraw),
                Effect::Cite(id) => {
                    if let Some((held, _)) = self.source.open(id) {
                        self.event(Event::Cited(held));
                    }
                }
                Effect::Copy(text) => self.outputs.push(Output::Copy(text)),
                Effect::Print(lines) => self.outputs.push(Output::Print(lines)),
                Effect::FrameCost => self.outputs.push(Output::FrameCost),
                Effect::Suspend => self.outputs.push(Output::Suspend),
                Effect::Quit => self.outputs.push(Output::Quit),
            }
        }
    }
}

/// Loads the word list on a thread of its own: 0.1 s that no first screen waits for.
fn load_words(wake: &Wake) -> Arc<Mutex<Option<Dictionary>>> {
    let slot = Arc::new(Mutex::new(None));
    let (lookup, call) = (Arc::clone(&slot), Arc::clone(wake));
    std::thread::spawn(move || {
        // As for the readers: keys come first, and a system that does not allow it loses little.
        let _ = rustix::process::nice(5);
        let words = Dictionary::load();
        *lookup.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
        call();
    });
    slot
}
