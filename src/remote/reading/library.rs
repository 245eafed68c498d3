//! The library of one session in an engine: requests go to a thread, answers come back as events.
//!
//! What must not go in: the network.

use std::sync::Arc;

use super::reader::RemoteSearch;
use super::uses::RemoteUses;
use super::worker::{RemoteInbox, start};
use crate::app::request::{ArticleCount, NotOffered, RequestFailure, Service, Standing};
use crate::complete::candidates::{CandidateSource, CompletionTarget};
use crate::concordance::asked::StatisticsKind;
use crate::corpus::follow::ChangeCounts;
use crate::facet::Counts;
use crate::messages::PictureFault;
use crate::remote::index::RemoteIndex;
use crate::session::Wake;
use crate::session::library::{Capabilities, Library, LibraryEvent, LibraryRequest};
use crate::session::mailbox::Mailbox;

/// A session's side of a library in an engine.
#[derive(Debug)]
pub struct RemoteLibrary {
    mailbox: Arc<Mailbox<RemoteInbox>>,
    /// Answers that need no engine.
    queue: Vec<LibraryEvent>,
    /// The number of the newest search, if it asks for all articles.
    unfiltered: Option<u64>,
    /// Articles about each province, from the last answer with all articles.
    /// The counts of the last answer that selected all articles.
    all: Counts,
    uses: Arc<RemoteUses>,
}

impl RemoteLibrary {
    /// Connects a session to an index; calls `wake` whenever there is something to take.
    pub fn new(index: RemoteIndex, wake: &Wake) -> Self {
        let progress = LibraryEvent::Progress {
            articles: ArticleCount::at_least(0),
            problems: 0,
            complete: false,
            changes: ChangeCounts::default(),
        };
        let uses = Arc::new(RemoteUses::new(wake));
        Self {
            mailbox: start(index, Arc::clone(wake), Arc::clone(&uses)),
            uses,
            queue: vec![progress],
            unfiltered: None,
            all: Counts::default(),
        }
    }

    /// What can be answered without the engine, and what is not offered at all.
    fn answer(&self, generation: u64, request: LibraryRequest) -> LibraryEvent {
        let service = request.service();
        match request {
            LibraryRequest::Candidates { line, limit } => {
                let source = CandidateSource { counts: self.all.clone(), ..CandidateSource::default() };
                let target = CompletionTarget::of(&line);
                let candidates = target.map(|target| source.candidates(&target, limit)).unwrap_or_default();
                LibraryEvent::Candidates { generation, line, candidates }
            }
            LibraryRequest::New { .. } => LibraryEvent::NewFound { generation, next: None, count: 0 },
            LibraryRequest::Problems => {
                LibraryEvent::Problems { generation, problems: Vec::new(), verdicts: Arc::default() }
            }
            LibraryRequest::Picture(..) => {
                LibraryEvent::Picture { generation, picture: Err(PictureFault::NotKept) }
            }
            LibraryRequest::Standing(article) => {
                LibraryEvent::Standing { generation, article, standing: Standing::Here }
            }
            _ => {
                let failure = RequestFailure::NotOffered(NotOffered::Unsupported);
                LibraryEvent::Failed { generation, service, failure }
            }
        }
    }
}

impl Library for RemoteLibrary {
    fn ask(&mut self, generation: u64, request: LibraryRequest) {
        match request {
            LibraryRequest::Search { query, arrangement, annotations } => {
                self.unfiltered = query.is_empty().then_some(generation);
                let job = RemoteSearch { generation, query, arrangement, annotations };
                self.mailbox.put(|inbox| {
                    // Positions in an older list mean nothing in the new one.
                    (inbox.rows, inbox.neighbours) = (None, None);
                    inbox.search = Some(job);
                });
            }
            LibraryRequest::Rows { start, count } => {
                self.mailbox.put(|inbox| inbox.rows = Some((generation, start, count)));
            }
            LibraryRequest::Open(id) => self.mailbox.put(|inbox| inbox.open(generation, id)),
            LibraryRequest::Neighbours(position) => {
                self.mailbox.put(|inbox| inbox.neighbours = Some((generation, position)));
            }
            LibraryRequest::Locate { .. }
            | LibraryRequest::Find { .. }
            | LibraryRequest::Shorten(_)
            | LibraryRequest::Code(_)
            | LibraryRequest::CountSearches { .. }
            | LibraryRequest::Uses { .. }
            | LibraryRequest::Refresh => {
                let service = request.service();
                self.mailbox.put(|inbox| {
                    // Only the newest of each kind is waited for.
                    inbox.others.retain(|(_, other)| other.service() != service);
                    inbox.others.push_back((generation, request));
                });
            }
            LibraryRequest::Statistics { request: ref asked, .. } if !is_of_others(&asked.kind) => {
                self.uses.stop(Service::Statistics);
                self.mailbox.put(|inbox| {
                    inbox.others.retain(|(_, other)| other.service() != Service::Statistics);
                    inbox.others.push_back((generation, request));
                });
            }
            LibraryRequest::Stop(service) => {
                self.mailbox.put(|inbox| inbox.others.retain(|(_, other)| other.service() != service));
                self.uses.stop(service);
            }
            LibraryRequest::UseRows { start, count } => {
                let rows = self.uses.rows(start, count);
                self.queue.push(LibraryEvent::UseRows { generation, start, rows });
            }
            LibraryRequest::UseTable { cells, out, lang } => {
                let text = self.uses.table(cells, &out, lang);
                self.queue.push(LibraryEvent::UseTable { generation, text });
            }
            request => {
                let event = self.answer(generation, request);
                self.queue.push(event);
            }
        }
    }

    fn take(&mut self) -> Vec<LibraryEvent> {
        let mut events = std::mem::take(&mut self.queue);
        events.append(&mut self.mailbox.lock().events);
        events.append(&mut self.uses.take());
        for event in &events {
            if let LibraryEvent::Found(answer) = event
                && self.unfiltered == Some(answer.generation)
            {
                self.all = answer.counts.clone();
            }
        }
        events
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.uses.is_idle() && self.mailbox.lock().is_idle()
    }
}

impl Drop for RemoteLibrary {
    fn drop(&mut self) {
        self.mailbox.put(|inbox| inbox.stop = true);
    }
}

/// Whether articles are counted that the query does not find: all the others, which are not fetched.
fn is_of_others(kind: &StatisticsKind) -> bool {
    matches!(kind, StatisticsKind::Keywords { .. })
}
