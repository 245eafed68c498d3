//! Exchanges requests and answers with the library: numbers each request, drops answers to older ones, and joins
//! annotations.
//!
//! What must not go in: timers and outputs.

use std::collections::HashMap;

use super::Session;
use super::library::{LibraryEvent, LibraryRequest};
use crate::app::place_code::{CodeMatch, PlaceCode};
use crate::app::request::{OpenedArticle, Service};
use crate::app::taking_out::Citation;
use crate::app::{Answer, Effect, Event, LibraryStatus};
use crate::corpus::ArticleId;
use crate::search::rows::LastPosition;

/// Cells of context on each side of a use in a table that is saved: 20 ideographs, as in `xinglan kwic`.
const TABLE_CELLS: usize = 40;

/// The requests in flight.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    /// The number of the newest request of each service. Searches are numbered by the app.
    newest: HashMap<Service, u64>,
    /// The newest requests for an article to read and for one to cite. Neither supersedes the other.
    reading: u64,
    citing: u64,
    /// The article of the last visit, whose position has been requested.
    resumed: Option<ArticleId>,
    /// The article that a jump goes to, whose position has been requested.
    jump: Option<ArticleId>,
    /// The same when the list has gone there, until its row has come.
    anchor: Option<ArticleId>,
    /// The article to cite, the digits of its code, and what of it.
    cited: Option<(ArticleId, String, Citation)>,
    /// The code that is looked for.
    code: Option<PlaceCode>,
    /// An answer that waits for the position of the article under the cursor.
    found: Option<Answer>,
    /// The neighbours of the open article, if the library offers them.
    nearby: Vec<OpenedArticle>,
}

impl Exchange {
    fn number(&mut self, service: Service) -> u64 {
        let newest = self.newest.entry(service).or_default();
        *newest += 1;
        *newest
    }

    /// Whether this event answers the newest request of its kind, or no request.
    fn is_current(&self, event: &LibraryEvent) -> bool {
        event.answers().is_none_or(|(service, generation)| match service {
            Service::Open => generation == self.reading || generation == self.citing,
            _ => self.newest.get(&service) == Some(&generation),
        })
    }
}

impl Session {
    /// Runs a query.
    pub(super) fn search(&mut self, generation: u64, request: LibraryRequest) {
        self.exchange.newest.insert(Service::Search, generation);
        self.library.ask(generation, request);
    }

    /// Sends a request whose answer comes later. It may be sent while events are being taken, which must not overtake each
    /// other.
    pub(super) fn request(&mut self, request: LibraryRequest) {
        let generation = self.exchange.number(request.service());
        self.library.ask(generation, request);
    }

    /// Sends any other request and takes the answer, if it comes at once.
    pub(super) fn ask(&mut self, request: LibraryRequest) {
        let generation = self.exchange.number(request.service());
        self.library.ask(generation, request);
        self.take_answers();
    }

    /// Opens an article: a prefetched neighbour, or else by request.
    pub(super) fn open(&mut self, id: ArticleId) {
        let generation = self.exchange.number(Service::Open);
        self.exchange.reading = generation;
        let nearby = self.exchange.nearby.iter().position(|opened| opened.id() == id);
        if let Some(at) = nearby {
            let opened = self.exchange.nearby.swap_remove(at);
            return self.opened(opened);
        }
        self.library.ask(generation, LibraryRequest::Open(id));
        self.take_answers();
    }

    /// Requests an article to cite, and before it the digits of its code.
    pub(super) fn cite(&mut self, id: ArticleId, citation: Citation) {
        self.exchange.cited = Some((id, String::new(), citation));
        self.ask(LibraryRequest::Shorten(id));
    }

    /// Takes the digits of the article to cite, or none if they cannot be had, and requests the article.
    fn shortened(&mut self, digits: String) {
        let Some((id, known, _)) = &mut self.exchange.cited else { return };
        *known = digits;
        let id = *id;
        let generation = self.exchange.number(Service::Open);
        self.exchange.citing = generation;
        self.library.ask(generation, LibraryRequest::Open(id));
        self.take_answers();
    }

    /// The digits of an article's code, from a library that can say them at once.
    pub(super) fn digits_of(&mut self, id: ArticleId) -> Option<String> {
        let number = self.exchange.number(Service::Shorten);
        self.library.ask(number, LibraryRequest::Shorten(id));
        self.library.answers().into_iter().find_map(|event| match event {
            LibraryEvent::Shortened { generation, digits } if generation == number => Some(digits),
            _ => None,
        })
    }

    /// Looks for the article of a code.
    pub(super) fn find_code(&mut self, code: PlaceCode) {
        let digits = code.digits.clone();
        self.exchange.code = Some(code);
        self.ask(LibraryRequest::Code(digits));
    }

    fn code_found(&mut self, found: CodeMatch<ArticleId>) {
        let Some(code) = self.exchange.code.take() else { return };
        match found {
            CodeMatch::One(article) => self.jump_found(Some(article)),
            CodeMatch::Several => self.event(Event::CodeFound(code, CodeMatch::Several)),
            CodeMatch::Nothing => self.event(Event::CodeFound(code, CodeMatch::Nothing)),
        }
    }

    /// Takes the events of the library.
    pub(super) fn take(&mut self) {
        let events = self.library.take();
        self.take_current(events);
    }

    fn take_answers(&mut self) {
        let answers = self.library.answers();
        self.take_current(answers);
    }

    fn take_current(&mut self, events: Vec<LibraryEvent>) {
        for event in events {
            if self.exchange.is_current(&event) {
                self.take_event(event);
            }
        }
    }

    fn take_event(&mut self, event: LibraryEvent) {
        match event {
            LibraryEvent::Progress { articles, problems, complete, changes } => {
                self.progress(LibraryStatus {
                    articles,
                    problems,
                    complete,
                    changes,
                    ..self.app.library.clone()
                });
            }
            LibraryEvent::Refreshed { .. } => self.event(Event::Refreshed),
            LibraryEvent::Standing { article, standing, .. } => {
                self.event(Event::Standing(article, standing));
            }
            LibraryEvent::Notice(notice) => self.app.notice = Some(notice),
            LibraryEvent::Found(answer) => self.found(answer),
            LibraryEvent::Located { article, position, .. }
                if self.exchange.jump.take_if(|jump| *jump == article).is_some() =>
            {
                self.event(Event::ArticleFound(Some((article, position))));
            }
            LibraryEvent::Located { article, position, .. } => match self.exchange.found.take() {
                Some(answer) => self.event(Event::Found(Answer { position: Some(position), ..answer })),
                None if self.exchange.resumed.take_if(|resumed| *resumed == article).is_some() => {
                    // A search that goes on may find it yet.
                    if position.is_ok() || self.app.library.complete && self.app.filter.answer().done {
                        self.exchange.anchor = Some(article).filter(|_| position.is_ok());
                        self.event(Event::Resumed(position));
                    }
                }
                None => self.event(Event::Located(article, position)),
            },
            LibraryEvent::KeyFound { article, .. } => self.key_found(article),
            LibraryEvent::Census { census, .. } => self.take_census(census),
            LibraryEvent::NewFound { next, count, .. } => self.event(Event::NewFound { next, count }),
            LibraryEvent::Rows { start, mut rows, .. } => {
                self.user.join(&mut rows);
                self.event(Event::Rows { start, rows });
            }
            LibraryEvent::Opened { generation, opened } if self.exchange.citing == generation => {
                if let Some((_, digits, citation)) = self.exchange.cited.take() {
                    self.event(Event::Cited(opened.article, digits, citation));
                }
            }
            LibraryEvent::Shortened { digits, .. } => self.shortened(digits),
            LibraryEvent::CodeFound { found, .. } => self.code_found(found),
            LibraryEvent::Failed { service: Service::Shorten, .. } => self.shortened(String::new()),
            LibraryEvent::Opened { opened, .. } => self.opened(opened),
            LibraryEvent::Neighbour { opened, .. } => self.exchange.nearby.push(opened),
            LibraryEvent::SearchesCounted { counts, .. } => self.event(Event::SearchesCounted(counts)),
            LibraryEvent::Candidates { line, candidates, .. } => {
                self.event(Event::Candidates { line, candidates });
            }
            LibraryEvent::Problems { problems, verdicts, .. } => {
                self.event(Event::Problems(problems, verdicts));
            }
            LibraryEvent::Exported { .. } | LibraryEvent::File { .. } => self.take_outside(event),
            LibraryEvent::Readings { .. } | LibraryEvent::Picture { .. } => self.take_file(event),
            LibraryEvent::Failed { service, failure, .. } => self.event(Event::Failed(service, failure)),
            other => self.take_concordance(other),
        }
    }

    /// Sends a request of the concordance.
    pub(super) fn ask_uses(&mut self, effect: Effect) {
        let annotations = self.annotations();
        match effect {
            Effect::Uses(request) => self.ask(LibraryRequest::Uses { request, annotations }),
            Effect::UseRows { start, count } => self.ask(LibraryRequest::UseRows { start, count }),
            Effect::UseTable(out) => {
                let lang = self.app.options.lang;
                self.ask(LibraryRequest::UseTable { cells: TABLE_CELLS, out, lang });
            }
            Effect::Statistics(request) => self.ask(LibraryRequest::Statistics { request, annotations }),
            Effect::Stop(service) => self.ask(LibraryRequest::Stop(service)),
            _ => {}
        }
    }

    /// What was read of files once more, or besides the articles.
    fn take_file(&mut self, event: LibraryEvent) {
        match event {
            LibraryEvent::Readings { readings, .. } => self.event(Event::Readings(readings)),
            LibraryEvent::Picture { picture, .. } => self.event(Event::Picture(picture)),
            _ => {}
        }
    }

    fn take_concordance(&mut self, event: LibraryEvent) {
        match event {
            LibraryEvent::UsesFound { found, .. } => self.event(Event::UsesFound(found)),
            LibraryEvent::UseRows { start, rows, .. } => self.event(Event::UseRows { start, rows }),
            LibraryEvent::UseTable { text, .. } => self.event(Event::UseTable(text)),
            LibraryEvent::Counted { statistics, gave_up, .. } => {
                self.event(Event::Counted(statistics, gave_up));
            }
            LibraryEvent::Advanced { service, progress, .. } => {
                self.event(Event::Advanced(service, progress));
            }
            _ => {}
        }
    }

    fn progress(&mut self, status: LibraryStatus) {
        let (complete, changed) = (status.complete, status.changes != self.app.library.changes);
        self.event(Event::Library(status));
        self.take_published();
        if let Some(open) = self.app.reader.id().filter(|_| changed) {
            self.request(LibraryRequest::Standing(open));
        }
        if complete {
            self.take_stock();
        }
    }

    /// Takes an answer of a search. First requests the position of the article under the cursor, because the cursor may
    /// have moved since the search began.
    fn found(&mut self, answer: Answer) {
        let list = &self.app.list;
        let (position, under) = (list.cursor(), list.row(list.cursor()).and_then(|row| row.under));
        let current = list.current().or(self.exchange.anchor);
        self.exchange.anchor = self.exchange.anchor.filter(|_| list.current().is_none());
        self.exchange.found = Some(answer);
        if let Some(article) = current {
            let under = under.map(|(heading, _)| heading);
            self.ask(LibraryRequest::Locate { article, last: LastPosition { position, under } });
        }
        if let Some(answer) = self.exchange.found.take() {
            self.event(Event::Found(answer));
        }
        self.find_resumed();
    }

    /// A key has been pressed: the list stays where it is.
    pub(super) fn forget_anchor(&mut self) {
        self.exchange.anchor = None;
    }

    /// Takes the article that a jump goes to, and asks for its position.
    fn jump_found(&mut self, article: Option<ArticleId>) {
        self.exchange.jump = article;
        let Some(article) = article else { return self.event(Event::ArticleFound(None)) };
        let position = self.app.list.cursor();
        self.ask(LibraryRequest::Locate { article, last: LastPosition { position, under: None } });
    }

    /// Takes the article of the last visit: goes there, or where it would be if everything is read and it is not there.
    fn key_found(&mut self, article: Option<ArticleId>) {
        let Some(resume) = self.app.resuming() else { return self.jump_found(article) };
        let position = resume.position;
        match article {
            Some(article) => {
                self.exchange.resumed = Some(article);
                self.ask(LibraryRequest::Locate { article, last: LastPosition { position, under: None } });
            }
            None if self.app.library.complete && self.app.filter.answer().done => {
                self.event(Event::Resumed(Err(position)));
            }
            None => {}
        }
    }

    fn opened(&mut self, opened: OpenedArticle) {
        self.leave_article();
        let correction = self.user.annotations.correction(opened.key);
        self.event(Event::Opened(opened, correction));
        if self.library.capabilities().lacks(Service::Neighbours).is_none() {
            self.exchange.nearby.clear();
            self.ask(LibraryRequest::Neighbours(self.app.list.cursor()));
        }
    }
}
