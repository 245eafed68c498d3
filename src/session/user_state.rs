//! What the user does, as a session has it: the annotations, the keeper that writes changes, and when places are written.
//!
//! What must not go in: the database (`state`), and the articles.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::keeper::{KeepOutcome, Keeper};
use super::library::{Census, LibraryRequest};
use super::local::MOST_SEEN;
use super::{Session, Wake};
use crate::app::{Event, ListRow};
use crate::corpus::ArticleKey;
use crate::messages::{Message, StateFault};
use crate::state::{
    Annotations, Change, Database, LibraryIdentity, LibraryNumber, LibraryRecord, Publication, ReadState,
    SavedView, now,
};

/// Places are written at most this often.
const PACE: Duration = Duration::from_secs(1);

/// How long another program waits for the disk.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where what the user does is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateAccess {
    /// Nowhere.
    Off,
    /// In this file.
    File(PathBuf),
}

/// The state of one user in one library.
#[derive(Debug, Default)]
pub(super) struct UserState {
    pub(super) annotations: Arc<Annotations>,
    pub(super) record: LibraryRecord,
    keeper: Keeper,
    /// What was kept last of where the user is.
    view: SavedView,
    /// Places that wait for their time, and when something was written last.
    places: Vec<Change>,
    written: Option<Instant>,
    due: Option<Instant>,
    /// A key has been pressed: before, there is nothing to keep.
    touched: bool,
    /// Changes on their way to the disk, and those that could not be kept: they hold whatever others write.
    pending: Vec<Change>,
    /// The user has been told that places are not kept.
    told: bool,
    /// The keeper was asked whether the library is known by another path.
    asked: bool,
    /// What the keeper of the library has published.
    published: Option<Publication>,
    /// Articles below this number have been looked through for what the state does not know.
    surveyed: u32,
}

impl UserState {
    /// Opens the file and enters the library. Also returns what the user should be told.
    pub(super) fn open(
        access: &StateAccess,
        identity: &LibraryIdentity,
        wake: &Wake,
    ) -> (Self, Option<Message>) {
        let StateAccess::File(path) = access else {
            return (Self { keeper: Keeper::off(StateFault::Off), told: true, ..Self::default() }, None);
        };
        let opened = Database::open(path).and_then(|(mut database, fault)| {
            let (record, annotations, unwritten) = database.enter(identity)?;
            Ok((database, record, annotations, fault.or(unwritten)))
        });
        match opened {
            Ok((database, record, annotations, fault)) => {
                let told = fault.is_some();
                let annotations = Arc::new(annotations);
                let view = record.view.clone().unwrap_or_default();
                let keeper = Keeper::start(database, wake);
                let state = Self { annotations, record, keeper, view, told, ..Self::default() };
                (state, fault.map(Message::State))
            }
            Err(fault) => {
                let keeper = Keeper::off(fault.clone());
                (Self { keeper, told: true, ..Self::default() }, Some(Message::State(fault)))
            }
        }
    }

    /// Adds the annotations of its article to each row.
    pub(super) fn join(&self, rows: &mut [ListRow]) {
        for row in rows {
            if let ListRow::Article(row) = row {
                row.correction = self.annotations.correction(row.key);
            }
        }
    }

    /// Whether the user has opened no library before this one.
    pub(super) fn is_first_of_all(&self) -> bool {
        self.record.is_first_visit && self.record.number == LibraryNumber::FIRST
    }

    /// Whether nothing is left to keep or to take.
    pub(super) fn is_idle(&self) -> bool {
        self.keeper.is_idle()
    }

    /// When places are to be written, if at all.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    fn keep(&mut self, changes: Vec<Change>) {
        self.pending.extend(changes.iter().cloned());
        self.keeper.keep(changes);
    }

    /// Takes the annotations as they are on the disk, with what this session has done and the disk does not have yet.
    /// Without that an article just opened was a new one again, and its place was not kept.
    fn replace_annotations(&mut self, mut annotations: Annotations) {
        annotations.keep_stored(&self.annotations);
        self.published.iter().for_each(|published| annotations.take_published(published));
        for change in self.pending.iter().chain(&self.places) {
            annotations.apply(change);
        }
        self.annotations = Arc::new(annotations);
    }

    /// Writes the places that wait.
    fn flush(&mut self) {
        self.due = None;
        if !self.places.is_empty() {
            self.written = Some(Instant::now());
            let places = std::mem::take(&mut self.places);
            self.keep(places);
        }
    }

    fn is_newest(&self, change: &Change) -> bool {
        match change {
            Change::Place(article, byte) => {
                self.annotations.get(article.key).and_then(|state| state.place) == Some(*byte)
            }
            _ => false,
        }
    }
}

impl Session {
    /// Keeps a change. What the user did not ask for holds at once, the rest when it is on the disk.
    pub(super) fn keep(&mut self, change: Change) {
        if !change.is_confirmed() {
            Arc::make_mut(&mut self.user.annotations).apply(&change);
            self.annotate();
        }
        self.user.keep(vec![change]);
        self.take_outcomes();
    }

    /// A key has been pressed.
    pub(super) fn touch(&mut self) {
        self.user.touched = true;
        self.forget_anchor();
    }

    fn annotate(&mut self) {
        let annotations = Arc::clone(&self.user.annotations);
        self.event(Event::Annotated(annotations));
    }

    /// Takes what has become of changes.
    pub(super) fn take_outcomes(&mut self) {
        for outcome in self.user.keeper.take() {
            match outcome {
                KeepOutcome::Kept(changes) => self.kept(changes, None),
                KeepOutcome::NotKept(changes, fault) => self.kept(changes, Some(&fault)),
                KeepOutcome::Anew(annotations) => {
                    self.user.replace_annotations(*annotations);
                    self.annotate();
                }
                KeepOutcome::Recognised(None) => self.take_stock(),
                KeepOutcome::Recognised(Some(known)) => {
                    let (record, annotations) = *known;
                    self.user.record = record;
                    self.user.surveyed = 0;
                    self.user.replace_annotations(annotations);
                    self.app.library.number = self.user.record.number;
                    self.annotate();
                    if let Some(view) = self.user.record.view.clone().filter(|_| !self.user.touched) {
                        self.app.resume(&view);
                        let effect = self.app.filter.search();
                        self.run(vec![effect]);
                    }
                    self.take_stock();
                }
                KeepOutcome::Fault(fault) => self.app.notice = Some(Message::State(fault)),
            }
        }
    }

    fn kept(&mut self, changes: Vec<Change>, fault: Option<&StateFault>) {
        let (confirmed, silent): (Vec<Change>, Vec<Change>) =
            changes.into_iter().partition(Change::is_confirmed);
        if fault.is_none() {
            self.user.pending.retain(|change| !confirmed.contains(change) && !silent.contains(change));
        } else if !silent.is_empty() && !std::mem::replace(&mut self.user.told, true) {
            self.app.notice = fault.cloned().map(Message::State);
        }
        for change in &confirmed {
            Arc::make_mut(&mut self.user.annotations).apply(change);
        }
        if !confirmed.is_empty() {
            self.annotate();
        }
        for change in confirmed {
            self.event(Event::Kept(change, fault.cloned()));
        }
    }

    /// The place in the open article, if the user has opened it and it is not the one that is kept.
    fn place(&self) -> Option<Change> {
        let (key, byte) = (self.app.reader.key()?, self.app.reader.offset()?);
        let state = self.user.annotations.get(key)?;
        if state.read == ReadState::Unread || state.place.unwrap_or(0) == byte {
            return None;
        }
        Some(Change::Place(self.app.open_reference()?, byte))
    }

    /// The open article is about to be replaced: its place waits for its time.
    pub(super) fn leave_article(&mut self) {
        let Some(change) = self.place() else { return };
        let article = change.article().map(|article| article.key);
        self.user.places.retain(|other| other.article().map(|article| article.key) != article);
        Arc::make_mut(&mut self.user.annotations).apply(&change);
        self.app.library.annotations = Arc::clone(&self.user.annotations);
        if !self.user.is_newest(&change) {
            return;
        }
        self.user.places.push(change);
    }

    /// Takes what the keeper of the library has published, once the library knows it.
    pub(super) fn take_published(&mut self) {
        if self.user.published.is_some() {
            return;
        }
        let Some(published) = self.library.published() else { return };
        if !published.is_empty() {
            Arc::make_mut(&mut self.user.annotations).take_published(&published);
            self.annotate();
        }
        self.user.published = Some(published);
    }

    /// Brings everything to the disk, places as well, before another program gets the terminal: it may be the last that this
    /// session does.
    pub fn write_down(&mut self) {
        if !self.user.touched {
            return;
        }
        self.write_place();
        let end = Instant::now() + PATIENCE;
        while !self.user.is_idle() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(1));
            self.take_outcomes();
        }
    }

    /// Keeps where the user is: at once if that was not done within a second, else when the second is over.
    pub(super) fn remember(&mut self, now: Instant) {
        if !self.user.touched || self.app.resuming().is_some() {
            return;
        }
        let view = self.app.saved_view();
        let moved = self.place().is_some() || view != self.user.view || !self.user.places.is_empty();
        if !moved {
            return;
        }
        let due = self.user.written.map_or(now, |written| written + PACE);
        if due > now {
            self.user.due = Some(due);
            return;
        }
        self.write_place();
    }

    /// Writes where the user is.
    pub(super) fn write_place(&mut self) {
        self.leave_article();
        let view = self.app.saved_view();
        if view != self.user.view && self.user.record.number.is_kept() {
            self.user.view = view.clone();
            self.user.places.push(Change::View(self.user.record.number, view));
        }
        self.user.view = self.app.saved_view();
        self.user.flush();
        self.take_outcomes();
    }

    /// Has the library looked through for what the state does not know.
    pub(super) fn take_stock(&mut self) {
        if self.user.record.number.is_kept() {
            let (annotations, roots) = (Arc::clone(&self.user.annotations), self.app.library.roots.clone());
            let since = self.user.surveyed;
            let opened = self.user.record.first_opened;
            self.request(LibraryRequest::Census { annotations, roots, since, opened });
        }
    }

    /// Takes what the state does not know. A library opened for the first time may be one that was known by another path.
    pub(super) fn take_census(&mut self, census: Census) {
        let record = &self.user.record;
        let number = record.number;
        if let Some(sample) = &census.sample
            && record.is_first_visit
            && !std::mem::replace(&mut self.user.asked, true)
        {
            return self.user.keeper.recognise(sample.clone());
        }
        self.user.surveyed = census.until;
        let mut changes: Vec<Change> = census.placed.into_iter().map(Change::Seen).collect();
        let same = |(article, known)| Change::Same { article, known, changed: true };
        changes.extend(census.changed.into_iter().map(same));
        if let Some(sample) = census.sample.filter(|sample| *sample != self.user.record.sample) {
            self.user.record.sample.clone_from(&sample);
            changes.push(Change::Sample(number, sample));
        }
        let first_seen = self.user.annotations.first_seen();
        let (seen, is_first) = (first_seen.len() + census.unseen.len(), first_seen.is_empty());
        if let Some(stored) = census.stored {
            if is_first {
                // What the snapshot had at the first visit: it is not new.
                changes.push(Change::FirstSeen(number, self.user.record.first_opened, Vec::new()));
            }
            if !stored.is_empty() || is_first {
                Arc::make_mut(&mut self.user.annotations).set_stored(stored);
                self.annotate();
            }
        }
        if !census.unseen.is_empty() && seen <= MOST_SEEN {
            // What came after everything was passed is new, also where the clock has gone back since.
            let at = now().max(self.user.annotations.passed_until() + 1);
            changes.push(Change::FirstSeen(number, at, census.unseen));
        }
        if !changes.is_empty() {
            let annotations = Arc::make_mut(&mut self.user.annotations);
            for change in &changes {
                annotations.apply(change);
            }
            self.user.keep(changes);
            self.annotate();
        }
    }

    /// Looks for the article that a jump goes to.
    pub(super) fn find_article(&mut self, key: ArticleKey) {
        let keys = self.user.annotations.keys(key);
        self.ask(LibraryRequest::Find { keys, position: self.app.list.cursor() });
    }

    /// Looks for the article of the last visit.
    pub(super) fn find_resumed(&mut self) {
        let Some(resume) = self.app.resuming() else { return };
        let position = resume.position;
        if let Some(key) = resume.key {
            let keys = self.user.annotations.keys(key);
            self.ask(LibraryRequest::Find { keys, position });
        } else {
            self.event(Event::Resumed(Err(position)));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.user.touched {
            // Another session may have written its own since: the library opens where the last one to end was.
            self.user.view = SavedView::default();
            self.write_place();
        }
    }
}
