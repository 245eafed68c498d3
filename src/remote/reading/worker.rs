//! The thread that talks to an engine for one session: the newest search comes first, then rows, articles, everything else,
//! and last what is fetched before it is asked for.
//!
//! Nobody waits for it: not the keys, and not the end of the program. What must not go in: what is asked of the engine.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::reader::{RemoteReader, RemoteSearch, failed};
use crate::app::request::Service;
use crate::corpus::ArticleId;
use crate::messages::RemoteFault;
use crate::remote::index::RemoteIndex;
use crate::session::Wake;
use crate::session::library::{LibraryEvent, LibraryRequest};
use crate::session::mailbox::Mailbox;

/// Pause before rows that could not be had are asked for again.
const PAUSE: Duration = Duration::from_secs(2);

/// Articles that are waited for: one to read and one to cite.
const OPENED: usize = 2;

/// Requests and events.
#[derive(Debug, Default)]
pub(super) struct RemoteInbox {
    pub(super) search: Option<RemoteSearch>,
    pub(super) rows: Option<(u64, usize, usize)>,
    opens: VecDeque<(u64, ArticleId)>,
    pub(super) others: VecDeque<(u64, LibraryRequest)>,
    pub(super) neighbours: Option<(u64, usize)>,
    pub(super) events: Vec<LibraryEvent>,
    pub(super) works: bool,
    pub(super) stop: bool,
}

/// One piece of work.
#[derive(Debug)]
enum Task {
    Search(RemoteSearch),
    Rows(u64, usize, usize),
    Open(u64, ArticleId),
    Other(u64, LibraryRequest),
    Neighbours(u64, usize),
    Look,
    /// Rows that could not be had before.
    Again(u64, usize, usize),
}

impl RemoteInbox {
    pub(super) fn open(&mut self, generation: u64, id: ArticleId) {
        self.opens.push_back((generation, id));
        while self.opens.len() > OPENED {
            self.opens.pop_front();
        }
    }

    fn next(&mut self) -> Option<Task> {
        if let Some(job) = self.search.take() {
            return Some(Task::Search(job));
        }
        if let Some((generation, start, count)) = self.rows.take() {
            return Some(Task::Rows(generation, start, count));
        }
        if let Some((generation, id)) = self.opens.pop_front() {
            return Some(Task::Open(generation, id));
        }
        if let Some((generation, request)) = self.others.pop_front() {
            return Some(Task::Other(generation, request));
        }
        self.neighbours.take().map(|(generation, position)| Task::Neighbours(generation, position))
    }

    /// Whether nothing is asked for and nothing is left to take.
    pub(super) fn is_idle(&self) -> bool {
        let asked = self.search.is_some() || self.rows.is_some() || self.neighbours.is_some();
        !self.works && !asked && self.opens.is_empty() && self.others.is_empty() && self.events.is_empty()
    }
}

/// Starts the thread. It ends by itself when it is told to stop and the engine has answered.
pub(super) fn start(index: RemoteIndex, wake: Wake) -> Arc<Mailbox<RemoteInbox>> {
    let mailbox = Arc::<Mailbox<RemoteInbox>>::default();
    let own = Arc::clone(&mailbox);
    std::thread::spawn(move || work(RemoteReader::new(index), &own, &wake));
    mailbox
}

fn work(mut reader: RemoteReader, mailbox: &Mailbox<RemoteInbox>, wake: &Wake) {
    let mut again: Option<(u64, usize, usize)> = None;
    while let Some(job) = next(mailbox, reader.is_looking(), again) {
        if matches!(job, Task::Rows(..) | Task::Search(_)) {
            again = None;
        }
        let is_silent = matches!(job, Task::Again(..) | Task::Neighbours(..));
        let (generation, service) = of(&job, reader.generation());
        let rows = if let Task::Rows(generation, start, count) | Task::Again(generation, start, count) = &job
        {
            Some((*generation, *start, *count))
        } else {
            None
        };
        let events = match answer(&mut reader, job) {
            Ok(events) => {
                again = again.filter(|_| rows.is_none());
                events
            }
            Err(fault) => {
                again = rows.filter(|_| fault.may_pass()).or(again);
                if service == Service::Search {
                    reader.stop_looking();
                }
                if is_silent { Vec::new() } else { failed(generation, service, fault) }
            }
        };
        if events.is_empty() {
            continue;
        }
        mailbox.put(|inbox| inbox.events.extend(events));
        wake();
    }
}

/// The next piece of work; `None` means stop.
fn next(
    mailbox: &Mailbox<RemoteInbox>,
    is_looking: bool,
    again: Option<(u64, usize, usize)>,
) -> Option<Task> {
    let mut inbox = mailbox.lock();
    loop {
        if inbox.stop {
            return None;
        }
        if let Some(job) = inbox.next().or_else(|| is_looking.then_some(Task::Look)) {
            inbox.works = true;
            return Some(job);
        }
        inbox.works = false;
        match again {
            None => inbox = mailbox.wait(inbox),
            Some((generation, start, count)) => {
                let is_over;
                (inbox, is_over) = mailbox.wait_for(inbox, PAUSE);
                if is_over && !inbox.stop {
                    inbox.works = true;
                    return Some(Task::Again(generation, start, count));
                }
            }
        }
    }
}

/// The number and the service of a job.
fn of(job: &Task, searched: u64) -> (u64, Service) {
    match job {
        Task::Search(job) => (job.generation, Service::Search),
        Task::Rows(generation, ..) | Task::Again(generation, ..) => (*generation, Service::Rows),
        Task::Open(generation, _) => (*generation, Service::Open),
        Task::Other(generation, request) => (*generation, request.service()),
        Task::Neighbours(generation, _) => (*generation, Service::Neighbours),
        Task::Look => (searched, Service::Search),
    }
}

fn answer(reader: &mut RemoteReader, job: Task) -> Result<Vec<LibraryEvent>, RemoteFault> {
    match job {
        Task::Search(job) => reader.search(job),
        Task::Rows(generation, start, count) | Task::Again(generation, start, count) => {
            reader.rows(generation, (start, count))
        }
        Task::Open(generation, id) => reader.open(generation, id),
        Task::Neighbours(generation, position) => reader.neighbours(generation, position),
        Task::Look => reader.look(),
        Task::Other(generation, request) => match request {
            LibraryRequest::Locate { article, last } => reader.locate(generation, article, last.position),
            LibraryRequest::Find { keys, .. } => reader.find(generation, &keys),
            LibraryRequest::Shorten(id) => reader.shorten(generation, id),
            LibraryRequest::Code(digits) => reader.code(generation, &digits),
            LibraryRequest::CountSearches { queries, annotations } => {
                reader.count_searches(generation, &queries, &annotations)
            }
            LibraryRequest::Refresh => reader.refresh(generation),
            _ => Ok(Vec::new()),
        },
    }
}
