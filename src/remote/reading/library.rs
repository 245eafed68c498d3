//! The library of one session in an engine: requests go to a thread, answers come back as events.
//!
//! What must not go in: the network.

use std::sync::Arc;

use super::reader::RemoteSearch;
use super::worker::{RemoteInbox, start};
use crate::app::request::{ArticleCount, NotOffered, RequestFailure, Standing};
use crate::complete::candidates::{CandidateSource, CompletionTarget};
use crate::corpus::follow::ChangeCounts;
use crate::facet::{Facet, ValueCount};
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
    provinces: Arc<[ValueCount]>,
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
        Self {
            mailbox: start(index, Arc::clone(wake)),
            queue: vec![progress],
            unfiltered: None,
            provinces: Arc::default(),
        }
    }

    /// What can be answered without the engine, and what is not offered at all.
    fn answer(&self, generation: u64, request: LibraryRequest) -> LibraryEvent {
        let service = request.service();
        match request {
            LibraryRequest::Candidates { line, limit } => {
                let source =
                    CandidateSource { provinces: Arc::clone(&self.provinces), ..CandidateSource::default() };
                let target = CompletionTarget::of(&line);
                let candidates = target.map(|target| source.candidates(&target, limit)).unwrap_or_default();
                LibraryEvent::Candidates { generation, line, candidates }
            }
            LibraryRequest::New { .. } => LibraryEvent::NewFound { generation, next: None, count: 0 },
            LibraryRequest::Problems => {
                LibraryEvent::Problems { generation, problems: Vec::new(), verdicts: Arc::default() }
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
            | LibraryRequest::Refresh => {
                let service = request.service();
                self.mailbox.put(|inbox| {
                    // Only the newest of each kind is waited for.
                    inbox.others.retain(|(_, other)| other.service() != service);
                    inbox.others.push_back((generation, request));
                });
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
        for event in &events {
            if let LibraryEvent::Found(answer) = event
                && self.unfiltered == Some(answer.generation)
            {
                self.provinces = answer.counts.of(Facet::Province).into();
            }
        }
        events
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.mailbox.lock().is_idle()
    }
}

impl Drop for RemoteLibrary {
    fn drop(&mut self) {
        self.mailbox.put(|inbox| inbox.stop = true);
    }
}
