//! The session: runs one app. Requests from a library what the app needs, joins annotations, and keeps the timers.
//!
//! Knows no tty: events come in as values and outputs go out as values, so that one process can run many sessions. Knows no
//! folders either: everything about articles comes through [`library::Library`].

mod annotations;
pub mod corrections;
mod exchange;
pub mod library;
mod local;
mod mailbox;
mod snapshot_lookup;
pub mod state;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::{self, App, Effect, Event, Timer};
use crate::corpus::load::{LoadOptions, Root};
use crate::messages::{Message, SystemFault};
use annotations::Annotations;
use exchange::Exchange;
use library::{Library, LibraryRequest};
pub use local::LocalLibrary;
pub use snapshot_lookup::{Choice, LibrarySpec, SnapshotFault, SnapshotLookup, beside, cached, is_inside};

/// A task for the caller of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Repaint the whole screen.
    Redraw,
    /// Put this text on the terminal's clipboard.
    Copy(String),
    /// Leave the screen, print these lines, and return on the next key.
    Print(Vec<String>),
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
    /// The file for corrections of provinces; `None` turns corrections off.
    pub corrections: Option<PathBuf>,
}

/// A running app with its library and timers.
pub struct Session {
    /// The state.
    pub app: App,
    library: Box<dyn Library>,
    exchange: Exchange,
    annotations: Annotations,
    timers: HashMap<Timer, Instant>,
    outputs: Vec<Output>,
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
        let corrections = spec.corrections.clone();
        let library = LocalLibrary::open(spec, load).connect(wake);
        Self::over(Opening { library, name, hidden, corrections }, options)
    }

    /// Starts a session with a library that may serve others too.
    pub fn over(opening: Opening, options: app::Options) -> Self {
        let (annotations, unread) = Annotations::read(opening.corrections);
        let mut session = Self {
            app: App::new(options),
            library: opening.library,
            exchange: Exchange::default(),
            annotations,
            timers: HashMap::new(),
            outputs: Vec::new(),
        };
        session.app.library.name = opening.name;
        session.app.library.hidden = opening.hidden;
        session.app.library.correctable = session.annotations.is_writable();
        session.take();
        if let Some(error) = unread {
            session.app.notice =
                Some(Message::OwnFile { name: corrections::NAME, fault: SystemFault::from(error) });
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

    /// Takes everything that arrived since the last call.
    pub fn collect(&mut self) {
        self.take();
    }

    /// Prepares the next screen after a batch of events.
    pub fn settle(&mut self) {
        // A settled app may request rows, and with the rows an article: three rounds answer everything, plus one for each
        // key that waited for the first rows.
        let rounds = 4 + self.app.waiting_keys();
        for _ in 0..rounds {
            let effects = app::settle(&mut self.app);
            if effects.is_empty() {
                break;
            }
            self.run(effects);
        }
    }

    /// When to call [`Session::ring`], if at all.
    pub fn next_timer(&self) -> Option<Instant> {
        self.timers.values().min().copied()
    }

    /// Fires the timers that are due. False if none was.
    pub fn ring(&mut self, now: Instant) -> bool {
        let due: Vec<Timer> =
            self.timers.iter().filter(|(_, at)| **at <= now).map(|(timer, _)| *timer).collect();
        for timer in &due {
            self.timers.remove(timer);
            self.event(Event::Timer(*timer));
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
            let searched = self.library.is_idle() && self.app.filter.answer().done;
            if self.app.library.complete && searched {
                return true;
            }
            if Instant::now() > end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The open folders and files, for the next start.
    pub fn paths(roots: &[Root]) -> Vec<PathBuf> {
        let path = |root: &Root| match root {
            Root::Path(path) => Some(path.clone()),
            Root::Builtin(_) => None,
        };
        roots.iter().filter_map(path).collect()
    }

    fn correct(&mut self, subject: &app::Subject, division: usize) {
        let (correction, kept) =
            self.annotations.correct(subject.key, &subject.title, subject.found, division);
        if let Err(error) = kept {
            self.app.notice = Some(Message::CorrectionNotKept(error.into()));
        }
        self.event(Event::Corrected(subject.id, correction));
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search { generation, query, arrangement } => {
                    let corrections = self.annotations.corrections();
                    self.search(generation, LibraryRequest::Search { query, arrangement, corrections });
                }
                Effect::Rows { start, count } => self.ask(LibraryRequest::Rows { start, count }),
                Effect::Open(id) => self.open(id),
                Effect::Correct(subject, division) => self.correct(&subject, division),
                Effect::ListProblems => self.ask(LibraryRequest::Problems),
                Effect::ListReadings(id) => self.ask(LibraryRequest::Readings(id)),
                Effect::Candidates { line, limit } => self.ask(LibraryRequest::Candidates { line, limit }),
                Effect::Timer(timer, after) => _ = self.timers.insert(timer, Instant::now() + after),
                Effect::Redraw => self.outputs.push(Output::Redraw),
                Effect::Cite(id) => self.cite(id),
                Effect::Copy(text) => self.outputs.push(Output::Copy(text)),
                Effect::Print(lines) => self.outputs.push(Output::Print(lines)),
                Effect::FrameCost => self.outputs.push(Output::FrameCost),
                Effect::Suspend => self.outputs.push(Output::Suspend),
                Effect::Quit => self.outputs.push(Output::Quit),
            }
        }
    }
}
