//! The session: runs one app. Requests from a library what the app needs, joins annotations, and keeps the timers.
//!
//! Knows no tty: events come in as values and outputs go out as values, so that one process can run many sessions. Knows no
//! folders either: everything about articles comes through [`library::Library`].

mod clock;
mod config_file;
mod exchange;
mod keeper;
pub mod library;
mod library_event;
mod local;
pub(crate) mod mailbox;
mod outside;
mod snapshot_lookup;
mod user_state;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::place_code::PlaceCode;
use crate::app::{self, App, Effect, Event, Timer};
use crate::corpus::load::{LoadOptions, Root};
use crate::messages::Word;
use crate::query::Query;
use crate::state::{Annotations, LibraryIdentity, ReadState};
pub use clock::Clock;
use exchange::Exchange;
use library::{Library, LibraryRequest};
pub(crate) use local::concordance::{ConcordanceSource, ConcordanceThreads};
pub use local::{LocalLibrary, arrivals};
use outside::Outside;
pub use outside::Remote;
pub use snapshot_lookup::{
    Choice, LibrarySpec, SnapshotFault, SnapshotLookup, beside, cache_folder, cached, is_inside,
};
pub use user_state::StateAccess;
use user_state::UserState;

/// A task for the caller of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Repaint the whole screen.
    Redraw,
    /// Put this text on the terminal's clipboard.
    Copy(String),
    /// Leave the screen, print these lines, and return on the next key.
    Print(Vec<String>),
    /// Give the terminal to this command of the shell, with this text as its input, and return on the next key.
    Command {
        /// The command.
        command: String,
        /// The text.
        input: String,
    },
    /// Give the terminal to the user's editor.
    Edit {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Send the app the frame statistics.
    FrameCost,
    /// Stop the process until the shell continues it.
    Suspend,
    /// Quit.
    Quit,
}

/// Called from other threads when [`Session::collect`] has something to collect.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// The library that a session opens, with its settings.
pub struct Opening {
    /// The library.
    pub library: Box<dyn Library>,
    /// Its name in the status row.
    pub name: String,
    /// Prefixes that are stripped from displayed paths.
    pub hidden: Vec<PathBuf>,
    /// What the library is known by.
    pub identity: LibraryIdentity,
    /// Where what the user does is kept.
    pub state: StateAccess,
}

/// A running app with its library and timers.
pub struct Session {
    /// The state.
    pub app: App,
    /// Where today comes from.
    pub clock: Clock,
    library: Box<dyn Library>,
    exchange: Exchange,
    user: UserState,
    outside: Outside,
    timers: HashMap<Timer, Instant>,
    outputs: Vec<Output>,
    /// The user has quit, which a signal is not.
    has_quit: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("app", &self.app).finish_non_exhaustive()
    }
}

impl Session {
    /// Starts a session with a local library of its own; `wake` is called whenever there is news.
    pub fn start(spec: LibrarySpec, load: LoadOptions, options: app::Options, wake: &Wake) -> Self {
        let (name, hidden) = (spec.name.clone(), spec.hidden.clone());
        let state = spec.state.clone().map_or(StateAccess::Off, StateAccess::File);
        let paths = Self::paths(&spec.roots);
        let identity = LibraryIdentity::of(&paths);
        let library = LocalLibrary::open(spec, load).connect(wake);
        Self::begin(Opening { library, name, hidden, identity, state }, paths, options, wake)
    }

    /// Starts a session with a library that may serve others too.
    pub fn over(opening: Opening, options: app::Options, wake: &Wake) -> Self {
        Self::begin(opening, Vec::new(), options, wake)
    }

    /// Everything is known of the library before its first events are taken: what is kept of an article is found by its roots.
    fn begin(opening: Opening, roots: Vec<PathBuf>, options: app::Options, wake: &Wake) -> Self {
        let (user, told) = UserState::open(&opening.state, &opening.identity, wake);
        let mut session = Self {
            app: App::new(options),
            clock: Clock::system(),
            library: opening.library,
            exchange: Exchange::default(),
            user,
            outside: Outside::default(),
            timers: HashMap::new(),
            outputs: Vec::new(),
            has_quit: false,
        };
        session.app.library.name = opening.name;
        session.app.library.hidden = opening.hidden;
        session.app.library.roots = roots;
        session.app.library.correctable = opening.state != StateAccess::Off;
        session.app.library.number = session.user.record.number;
        session.app.library.annotations = Arc::clone(&session.user.annotations);
        let is_newcomer = session.user.is_first_of_all() && !session.app.options.one_file;
        let newcomer = is_newcomer.then(|| Word::FirstVisit.into());
        session.app.notice = told.or(newcomer);
        session.look_at_clock();
        session.app.apply_settings(&session.user.annotations.settings.clone());
        session.app.filter.set_history(&session.user.annotations.lines);
        session.app.set_found(&session.user.annotations.found);
        if let Some(view) = session.user.record.view.clone() {
            session.app.resume(&view);
        }
        session.take();
        let first = session.app.filter.search();
        session.run(vec![first]);
        session
    }

    /// Takes one event.
    pub fn event(&mut self, event: Event) {
        if matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_)) {
            self.touch();
            self.look_at_clock();
        }
        let effects = app::update(&mut self.app, event);
        self.run(effects);
    }

    /// Tells the app which day it is, if it is another one.
    fn look_at_clock(&mut self) {
        let today = self.clock.today();
        if self.app.filter.today() != today {
            let effects = app::update(&mut self.app, Event::Today(today));
            self.run(effects);
        }
    }

    /// Has the articles of the saved searches counted.
    fn count_searches(&mut self) {
        let today = self.app.filter.today();
        let annotations = Arc::clone(&self.user.annotations);
        let query = |(_, text): &(String, String)| Query::parse(text).resolved(today);
        let queries = annotations.searches.iter().map(query).collect();
        self.request(LibraryRequest::CountSearches { queries, annotations });
    }

    /// Takes everything that arrived since the last call.
    pub fn collect(&mut self) {
        self.take();
        self.take_outcomes();
    }

    /// Prepares the next screen after a batch of events.
    pub fn settle(&mut self) {
        // A settled app may request rows, and with the rows an article: three rounds answer everything, two more keep what is read, plus one for each
        // key that waited for the first rows.
        let rounds = 6 + self.app.waiting_keys();
        for _ in 0..rounds {
            let effects = app::settle(&mut self.app);
            if effects.is_empty() {
                break;
            }
            self.run(effects);
        }
        self.remember(Instant::now());
    }

    /// When to call [`Session::ring`], if at all.
    pub fn next_timer(&self) -> Option<Instant> {
        self.timers.values().copied().chain(self.user.due()).min()
    }

    /// Fires the timers that are due. False if none was.
    pub fn ring(&mut self, now: Instant) -> bool {
        let due: Vec<Timer> =
            self.timers.iter().filter(|(_, at)| **at <= now).map(|(timer, _)| *timer).collect();
        for timer in &due {
            self.timers.remove(timer);
            self.event(Event::Timer(*timer));
        }
        if self.user.due().is_some_and(|due| due <= now) {
            self.write_place();
        }
        !due.is_empty()
    }

    /// The tasks for the caller, in order.
    pub fn outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }

    /// Waits until everything is read and searched, and collects meanwhile: for tests and scripts.
    pub fn finish(&mut self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        loop {
            self.collect();
            self.settle();
            let searched = self.library.is_idle() && self.user.is_idle() && self.app.filter.answer().done;
            if self.app.library.complete && searched {
                return true;
            }
            if Instant::now() > end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The code of the place where the user was, for those who have opened an article and quit.
    pub fn place_code(&mut self) -> Option<PlaceCode> {
        let (id, key) = (self.app.reader.id()?, self.app.reader.key()?);
        if !self.has_quit || self.user.annotations.read_state(key) == ReadState::Unread {
            return None;
        }
        let (digits, paragraph) = (self.digits_of(id)?, self.app.reader.place().paragraph());
        Some(PlaceCode { digits, paragraph })
    }

    /// The open folders and files, for the next start.
    pub fn paths(roots: &[Root]) -> Vec<PathBuf> {
        let path = |root: &Root| match root {
            Root::Path(path) => Some(path.clone()),
            Root::Builtin(_) => None,
        };
        roots.iter().filter_map(path).collect()
    }

    fn annotations(&self) -> Arc<Annotations> {
        Arc::clone(&self.user.annotations)
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search { generation, query, arrangement } => {
                    let annotations = Arc::clone(&self.user.annotations);
                    self.search(generation, LibraryRequest::Search { query, arrangement, annotations });
                }
                Effect::Rows { start, count } => self.ask(LibraryRequest::Rows { start, count }),
                Effect::Open(id) => self.open(id),
                Effect::Keep(change) => self.keep(change),
                Effect::FindArticle(key) => self.find_article(key),
                Effect::FindNew { forward } => {
                    let (from, annotations) = (self.app.list.cursor(), Arc::clone(&self.user.annotations));
                    self.ask(LibraryRequest::New { from, forward, annotations });
                }
                Effect::Refresh => self.ask(LibraryRequest::Refresh),
                Effect::CountSearches => self.count_searches(),
                Effect::ListProblems => self.ask(LibraryRequest::Problems),
                Effect::CorrectFolder(folder, correction) => {
                    self.ask(LibraryRequest::Correct { folder, correction });
                }
                Effect::ListReadings(id) => self.ask(LibraryRequest::Readings(id)),
                Effect::OpenPicture(id, address) => self.ask(LibraryRequest::Picture(id, address)),
                Effect::Candidates { line, limit } => self.ask(LibraryRequest::Candidates { line, limit }),
                Effect::Timer(timer, after) => _ = self.timers.insert(timer, Instant::now() + after),
                Effect::Redraw => self.outputs.push(Output::Redraw),
                Effect::Cite(id, citation) => self.cite(id, citation),
                Effect::FindCode(code) => self.find_code(code),
                Effect::Copy(text) => self.outputs.push(Output::Copy(text)),
                Effect::Print(lines) => self.outputs.push(Output::Print(lines)),
                Effect::Configure(name, value) => self.configure(name, value),
                Effect::ProposeFile { subject, name, ending } => self.propose_file(subject, &name, ending),
                Effect::TakeOut(subject, outlet) => self.take_out(subject, outlet),
                Effect::Write(text, outlet) => self.write_text(text, outlet),
                Effect::WriteTable(text, file) => self.write_table(&text, &file),
                Effect::Edit(id, words) => self.edit(id, words),
                Effect::FrameCost => self.outputs.push(Output::FrameCost),
                Effect::Suspend => self.outputs.push(Output::Suspend),
                Effect::Quit => {
                    self.has_quit = true;
                    self.outputs.push(Output::Quit);
                }
                other => self.ask_uses(other),
            }
        }
    }
}
