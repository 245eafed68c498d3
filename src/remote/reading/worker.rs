//! The thread that talks to an engine for one session: the newest search comes first, then rows, articles, everything else,
//! and last what is fetched before it is asked for.
//!
//! Nobody waits for it: not the keys, and not the end of the program. What must not go in: what is asked of the engine.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::reader::{RemoteReader, RemoteSearch, failed};
use super::uses::RemoteUses;
use crate::app::request::Service;
use crate::corpus::ArticleId;
use crate::messages::RemoteFault;
use crate::remote::index::RemoteIndex;
use crate::session::Wake;
use crate::session::library::{LibraryEvent, LibraryRequest};
use crate::session::mailbox::Mailbox;

/// Pause before what could not be had is asked for again.
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
    /// What could not be had before.
    Again(Again),
}

/// What could not be had, and is asked for again by itself.
#[derive(Debug, Clone)]
enum Again {
    Rows(u64, usize, usize),
    Search(RemoteSearch),
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
pub(super) fn start(index: RemoteIndex, wake: Wake, uses: Arc<RemoteUses>) -> Arc<Mailbox<RemoteInbox>> {
    let mailbox = Arc::<Mailbox<RemoteInbox>>::default();
    let own = Arc::clone(&mailbox);
    std::thread::spawn(move || work((RemoteReader::new(index), &uses), &own, &wake));
    mailbox
}

fn work((mut reader, uses): (RemoteReader, &RemoteUses), mailbox: &Mailbox<RemoteInbox>, wake: &Wake) {
    let mut again: Option<Again> = None;
    while let Some(job) = next(mailbox, reader.is_looking(), again.as_ref()) {
        // Rows of an older list do not put an end to a search that waits.
        let is_newer =
            matches!((&job, &again), (Task::Search(_), _) | (Task::Rows(..), Some(Again::Rows(..))));
        again = again.filter(|_| !is_newer);
        let is_silent = matches!(job, Task::Again(..) | Task::Neighbours(..));
        let (generation, service) = of(&job, reader.generation());
        let repeated = repeated(&job);
        let events = match answer(&mut reader, uses, job) {
            Ok(events) => {
                let is_answered = matches!((&repeated, &again), (Some(Again::Search(_)), _))
                    || repeated.is_some() && matches!(again, Some(Again::Rows(..)));
                again = again.filter(|_| !is_answered);
                events
            }
            Err(fault) => {
                let waits = matches!(again, Some(Again::Search(_)));
                again = if waits { again } else { repeated.filter(|_| fault.may_pass()).or(again) };
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

/// What of a job is done again if it fails.
fn repeated(job: &Task) -> Option<Again> {
    match job {
        Task::Rows(generation, start, count) => Some(Again::Rows(*generation, *start, *count)),
        Task::Search(search) => Some(Again::Search(search.clone())),
        Task::Again(again) => Some(again.clone()),
        Task::Open(..) | Task::Other(..) | Task::Neighbours(..) | Task::Look => None,
    }
}

/// The next piece of work; `None` means stop.
fn next(mailbox: &Mailbox<RemoteInbox>, is_looking: bool, again: Option<&Again>) -> Option<Task> {
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
            Some(again) => {
                let is_over;
                (inbox, is_over) = mailbox.wait_for(inbox, PAUSE);
                if is_over && !inbox.stop {
                    inbox.works = true;
                    return Some(Task::Again(again.clone()));
                }
            }
        }
    }
}

/// The number and the service of a job.
fn of(job: &Task, searched: u64) -> (u64, Service) {
    match job {
        Task::Search(job) | Task::Again(Again::Search(job)) => (job.generation, Service::Search),
        Task::Rows(generation, ..) | Task::Again(Again::Rows(generation, ..)) => (*generation, Service::Rows),
        Task::Open(generation, _) => (*generation, Service::Open),
        Task::Other(generation, request) => (*generation, request.service()),
        Task::Neighbours(generation, _) => (*generation, Service::Neighbours),
        Task::Look => (searched, Service::Search),
    }
}

fn answer(reader: &mut RemoteReader, uses: &RemoteUses, job: Task) -> Result<Vec<LibraryEvent>, RemoteFault> {
    match job {
        Task::Search(job) | Task::Again(Again::Search(job)) => reader.search(job),
        Task::Rows(generation, start, count) | Task::Again(Again::Rows(generation, start, count)) => {
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
            LibraryRequest::Uses { request, annotations } => {
                let (articles, told) = reader.gather(&request.query, request.article, &annotations)?;
                uses.find(generation, request, &articles, annotations);
                Ok(told)
            }
            LibraryRequest::Statistics { request, annotations } => {
                let (articles, told) = reader.gather(&request.query, None, &annotations)?;
                uses.count(generation, request, &articles, annotations);
                Ok(told)
            }
            _ => Ok(Vec::new()),
        },
    }
}
