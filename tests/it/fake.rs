//! A library whose answers come when a test says so: late, never, or as failures. Time is a number that the test moves.
//!
//! The answers themselves come from a local library in memory, waited for before they are delayed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use xinglan::app::request::{ArticleCount, NotOffered, RequestFailure, Service};
use xinglan::app::{ListRow, Options};
use xinglan::corpus::LoadOptions;
use xinglan::corpus::load::{Builtin, Root};
use xinglan::session::library::{Capabilities, Library, LibraryEvent, LibraryRequest};
use xinglan::session::{LibrarySpec, LocalLibrary, Opening, Session, StateAccess, Wake};
use xinglan::state::LibraryIdentity;

/// How a service answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answers {
    /// After so many milliseconds.
    After(u64),
    Never,
    Fails(RequestFailure),
}

/// What a test decides.
#[derive(Debug, Default)]
pub(crate) struct Control {
    now: u64,
    services: HashMap<Service, Answers>,
    /// Searches say that there are at least so many articles.
    at_least: Option<usize>,
    /// Neighbours are handed over.
    preloads: bool,
    /// Everything that was asked for.
    pub asked: Vec<Service>,
}

/// A test's hand on a fake library.
#[derive(Debug, Clone, Default)]
pub(crate) struct Handle(Arc<Mutex<Control>>);

impl Handle {
    pub(crate) fn with<T>(&self, look: impl FnOnce(&mut Control) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }

    pub(crate) fn set(&self, service: Service, answers: Answers) -> &Self {
        self.with(|control| control.services.insert(service, answers));
        self
    }

    /// Everything is late by so many milliseconds.
    pub(crate) fn delay(&self, milliseconds: u64) -> &Self {
        for service in [Service::Search, Service::Rows, Service::Locate, Service::Open, Service::Neighbours] {
            self.set(service, Answers::After(milliseconds));
        }
        self
    }

    pub(crate) fn at_least(&self, number: usize) -> &Self {
        self.with(|control| control.at_least = Some(number));
        self
    }

    pub(crate) fn preload(&self) -> &Self {
        self.with(|control| control.preloads = true);
        self
    }

    pub(crate) fn pass(&self, milliseconds: u64) {
        self.with(|control| control.now += milliseconds);
    }

    /// A session over a fake library of 40 articles.
    pub(crate) fn session(&self, options: Options) -> Session {
        let wake: Wake = Arc::new(|| {});
        let spec = LibrarySpec { roots: vec![Root::Builtin(articles())], ..LibrarySpec::default() };
        let inner = LocalLibrary::open(spec, LoadOptions::default()).connect(&wake);
        let mut library = FakeLibrary { inner, handle: self.clone(), queue: Vec::new() };
        library.wait();
        let library = Box::new(library);
        let opening = Opening {
            library,
            name: "fake".to_owned(),
            hidden: Vec::new(),
            identity: LibraryIdentity::default(),
            state: StateAccess::Off,
        };
        Session::over(opening, options, &wake)
    }
}

fn articles() -> &'static [Builtin] {
    let article = |number: usize| -> Builtin {
        let text = format!("题目{number}\n\n河水第{number}次改道，流过三道闸。\n\n两岸的田里种着麦子。\n");
        (format!("{number:02}.txt").leak(), text.into_bytes().leak())
    };
    (1..=40).map(article).collect::<Vec<_>>().leak()
}

struct FakeLibrary {
    inner: Box<dyn Library>,
    handle: Handle,
    /// What is on its way, and when it comes.
    queue: Vec<(u64, LibraryEvent)>,
}

impl FakeLibrary {
    /// What the library in memory says until it is idle.
    fn settled(&mut self) -> Vec<LibraryEvent> {
        let mut events = Vec::new();
        loop {
            events.extend(self.inner.take());
            if self.inner.is_idle() {
                return events;
            }
            std::thread::yield_now();
        }
    }

    /// Waits until the library in memory is whole.
    fn wait(&mut self) {
        let is_whole = |event: &LibraryEvent| matches!(event, LibraryEvent::Progress { complete: true, .. });
        let mut whole = false;
        while !whole {
            let events = self.settled();
            whole = events.iter().any(is_whole);
            self.send(Service::Search, events);
        }
    }

    /// Sends events on their way.
    fn send(&mut self, service: Service, events: Vec<LibraryEvent>) {
        let (now, answers) = self.handle.with(|c| (c.now, c.services.get(&service).copied()));
        let due = match answers {
            // A library that fails has been read all the same.
            None | Some(Answers::Fails(_)) => now,
            Some(Answers::After(milliseconds)) => now + milliseconds,
            Some(Answers::Never) => return,
        };
        self.queue.extend(events.into_iter().map(|event| (due, event)));
    }

    fn neighbours(&mut self, generation: u64, position: usize) -> Vec<LibraryEvent> {
        let start = position.saturating_sub(1);
        self.inner.ask(0, LibraryRequest::Rows { start, count: position - start + 2 });
        let mut ids = Vec::new();
        for event in self.inner.answers() {
            if let LibraryEvent::Rows { rows, .. } = event {
                let around = (start..).zip(rows).filter(|(at, _)| *at != position);
                ids.extend(around.filter_map(|(_, row)| match row {
                    ListRow::Article(row) => Some(row.id),
                    ListRow::Heading(_) => None,
                }));
            }
        }
        let mut found = Vec::new();
        for id in ids {
            self.inner.ask(0, LibraryRequest::Open(id));
            found.extend(self.inner.answers());
        }
        let neighbour = |event| match event {
            LibraryEvent::Opened { opened, .. } => Some(LibraryEvent::Neighbour { generation, opened }),
            _ => None,
        };
        found.into_iter().filter_map(neighbour).collect()
    }
}

impl Library for FakeLibrary {
    fn ask(&mut self, generation: u64, request: LibraryRequest) {
        let service = request.service();
        let (now, at_least, answers) = self.handle.with(|control| {
            control.asked.push(service);
            (control.now, control.at_least, control.services.get(&service).copied())
        });
        if let Some(Answers::Fails(failure)) = answers {
            self.queue.push((now, LibraryEvent::Failed { generation, service, failure }));
            return;
        }
        let mut events = match request {
            LibraryRequest::Neighbours(position) => self.neighbours(generation, position),
            request => {
                self.inner.ask(generation, request);
                if service == Service::Search { self.settled() } else { self.inner.answers() }
            }
        };
        for event in &mut events {
            if let LibraryEvent::Found(answer) = event
                && let Some(number) = at_least
            {
                answer.articles = ArticleCount::at_least(number);
            }
        }
        self.send(service, events);
    }

    fn take(&mut self) -> Vec<LibraryEvent> {
        let now = self.handle.with(|control| control.now);
        let (come, late) = std::mem::take(&mut self.queue).into_iter().partition(|(due, _)| *due <= now);
        self.queue = late;
        let come: Vec<(u64, LibraryEvent)> = come;
        come.into_iter().map(|(_, event)| event).collect()
    }

    fn capabilities(&self) -> Capabilities {
        let neighbours = Some(NotOffered::Unsupported).filter(|_| !self.handle.with(|c| c.preloads));
        Capabilities { neighbours }
    }

    fn is_idle(&self) -> bool {
        self.queue.is_empty()
    }
}
