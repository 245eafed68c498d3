//! What a reader remembers between visits, seen from the app: where the user is as a value to keep, and back again.
//!
//! What must not go in: keeping it (`session`), and what a key means (`update`).

use std::collections::BTreeMap;

use super::event::Effect;
use super::jumps::Jumps;
use super::place_code::PlaceCode;
use super::reader::TextPosition;
use super::{App, Focus};
use crate::corpus::follow::ChangeCounts;
use crate::corpus::{Article, ArticleKey};
use crate::facet::Facet;
use crate::province::corrections::Correction;
use crate::search::arrange::{Arrangement, RowSharing};
use crate::search::order::{ListOrder, SortBy};
use crate::state::{ArticleRef, Change, Note, SavedView, Sketch, place_of};

/// The names of the orders, as they are kept.
const ORDERS: [(SortBy, &str); 6] = [
    (SortBy::Corpus, ""),
    (SortBy::Title, "title"),
    (SortBy::Date, "date"),
    (SortBy::Length, "length"),
    (SortBy::Hits, "hits"),
    (SortBy::Relevance, "relevance"),
];

/// The names of the panes, as they are kept.
const PANES: [(Focus, &str); 3] = [(Focus::List, ""), (Focus::Reader, "reader"), (Focus::Facets, "facets")];

/// What is remembered while the reader runs.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Where the last visit ended, until the list has come there or a key is pressed.
    pub(super) resume: Option<Resume>,
    /// Rows of the list above the cursor, kept while the list grows, until a key is pressed.
    pub(super) above: Option<usize>,
    /// The row about the last visit is shown: Tab and Backspace answer it.
    pub(super) offered: bool,
    /// The next article is that of the last visit: its place is gone to even if it was read.
    pub(super) exact: bool,
    /// The article being read, while the reader has the keys.
    pub(super) reading: Option<OpenReading>,
    /// Settings that keys have changed.
    pub(super) settings: BTreeMap<String, String>,
    /// The reader was left by the key before, and whether it filled the screen: who quits by the next one goes on there.
    pub(super) left: Option<bool>,
    /// A key asks for the next new article.
    pub(super) seeking: bool,
    /// The places that jumps have left.
    pub(super) jumps: Jumps,
    /// What takes the last changes back, the newest last.
    pub(super) undo: Vec<Change>,
    /// Changes that are not on the disk yet.
    pub(super) pending: Vec<Change>,
    /// The note in the input line.
    pub(super) draft: Option<NoteDraft>,
    /// What was looked for in articles, newest first.
    pub(super) found: Vec<String>,
}

/// A note that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteDraft {
    /// Its article.
    pub(super) article: ArticleRef,
    /// The note, with its words before.
    pub(super) note: Note,
    /// The same if it is kept already.
    pub(super) old: Option<Note>,
}

/// Where the last visit ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// The article; `None` if none was selected.
    pub key: Option<ArticleKey>,
    /// Its title.
    pub title: String,
    /// Its position in the list.
    pub position: usize,
    /// Rows of the list above it on the screen.
    pub above: usize,
}

/// The article being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OpenReading {
    pub(super) key: ArticleKey,
    /// Where reading began.
    pub(super) start: TextPosition,
    /// It is read.
    pub(super) done: bool,
}

impl App {
    /// Sets what was looked for in articles on earlier visits, newest first.
    pub fn set_found(&mut self, lines: &[String]) {
        self.input.memory.found = lines.to_vec();
    }
}

impl Memory {
    /// The change is on the disk, or cannot be.
    pub(super) fn end(&mut self, change: &Change) {
        if let Some(at) = self.pending.iter().position(|other| other == change) {
            self.pending.remove(at);
        }
    }
}

fn name_in<T: PartialEq>(names: &[(T, &'static str)], value: &T) -> String {
    names.iter().find(|(other, _)| other == value).map_or("", |(_, name)| name).to_owned()
}

fn named<T: Copy>(names: &[(T, &str)], name: &str) -> Option<T> {
    names.iter().find(|(_, other)| *other == name).map(|(value, _)| *value)
}

impl App {
    /// Where the user is.
    pub fn saved_view(&self) -> SavedView {
        let arrangement = self.filter.arrangement();
        let row = self.list.row(self.list.cursor());
        let (key, title) = match (row, self.reader.key()) {
            (Some(row), _) => (Some(row.key), row.label.to_string()),
            (None, key) => (key, String::new()),
        };
        SavedView {
            article: key.map(|key| format!("{:032x}", key.0)).unwrap_or_default(),
            title,
            position: self.list.cursor(),
            above: self.list.cursor() - self.list.top(),
            filter: self.filter.before().to_owned(),
            order: name_in(&ORDERS, &arrangement.order.by),
            reversed: arrangement.order.reversed,
            grouped: arrangement.grouped,
            every: arrangement.sharing == RowSharing::Nothing,
            similar: arrangement.sharing == RowSharing::Similar,
            focus: name_in(&PANES, &self.input.memory.left.map_or(self.focus, |_| Focus::Reader)),
            facets: self.facets.open.then(|| self.facets.facet.row().key.to_owned()),
            full_screen: self.input.memory.left.unwrap_or(self.options.full_screen),
            settings: self.input.memory.settings.clone(),
        }
    }

    /// Goes back to where the user was: all but the article, which [`super::Event::Resumed`] finds.
    pub fn resume(&mut self, view: &SavedView) {
        self.apply_settings(&view.settings);
        let by = named(&ORDERS, &view.order).unwrap_or_default();
        self.filter.resume(
            &view.filter,
            Arrangement {
                order: ListOrder { by, reversed: view.reversed },
                grouped: view.grouped,
                sharing: match (view.every, view.similar) {
                    (true, _) => RowSharing::Nothing,
                    (false, true) => RowSharing::Similar,
                    (false, false) => RowSharing::Same,
                },
            },
        );
        self.focus = named(&PANES, &view.focus).unwrap_or_default();
        if let Some(facet) =
            view.facets.as_ref().and_then(|key| Facet::ALL.into_iter().find(|f| f.row().key == key))
        {
            self.facets.open = true;
            self.facets.facet = facet;
        } else if self.focus == Focus::Facets {
            self.focus = Focus::List;
        }
        self.options.full_screen = view.full_screen;
        let (title, position) = (view.title.clone(), view.position);
        self.input.memory.resume = Some(Resume { key: view.key(), title, position, above: view.above });
    }

    /// What has changed below the roots since the user looked last.
    pub fn unseen_changes(&self) -> ChangeCounts {
        self.library.changes.since(self.library.looked)
    }

    /// Begins at a place instead of where the last visit ended, as soon as its article is known.
    pub fn begin_at(&mut self, code: PlaceCode) {
        self.input.memory.resume = None;
        self.focus = Focus::List;
        self.options.full_screen = false;
        self.input.memory.jumps.code = Some(code);
    }

    /// Where the last visit ended, until the list has come there.
    pub fn resuming(&self) -> Option<&Resume> {
        self.input.memory.resume.as_ref()
    }

    /// Sets what keys have set before.
    pub fn apply_settings(&mut self, settings: &BTreeMap<String, String>) {
        for (name, value) in settings {
            if self.options.set(name, value) == Some(true) {
                self.input.memory.settings.insert(name.clone(), value.clone());
            }
        }
    }

    /// The settings as they are kept; a key has changed the one with this name.
    pub(super) fn setting(&mut self, name: &'static str) -> Change {
        let value = match name {
            "spaced" => self.is_spaced().to_string(),
            _ => self.options.setting_value(name).unwrap_or_default(),
        };
        self.input.memory.settings.insert(name.to_owned(), value.clone());
        Change::Setting(name, value)
    }

    /// What is kept of an article as it was opened.
    pub fn reference(&self, article: Article<'_>, key: ArticleKey) -> ArticleRef {
        ArticleRef {
            key,
            title: article.label().to_string(),
            place: place_of(article, &self.library.roots),
            sketch: Some(Sketch::of(article.text().as_str())),
        }
    }

    /// Asks for a change to be kept. What the user asked for shows when it is.
    pub(super) fn keep(&mut self, change: Change) -> Vec<Effect> {
        if change.is_confirmed() {
            self.input.memory.pending.push(change.clone());
        }
        vec![Effect::Keep(change)]
    }

    /// Asks for a change to be kept that `back` undoes.
    pub(super) fn change(&mut self, change: Change, back: Change) -> Vec<Effect> {
        self.input.memory.undo.push(back);
        self.keep(change)
    }

    /// The open article, as it is kept.
    pub fn open_reference(&self) -> Option<ArticleRef> {
        Some(self.reference(self.reader.held()?.article(), self.reader.key()?))
    }

    /// The article that a key is about: the open one in the reader, else the one under the cursor.
    pub(super) fn subject(&self) -> Option<ArticleRef> {
        if self.focus == Focus::Reader {
            return self.open_reference();
        }
        let row = self.list.row(self.list.cursor())?;
        if self.reader.key() == Some(row.key) {
            return self.open_reference();
        }
        Some(ArticleRef { key: row.key, title: row.label.to_string(), place: String::new(), sketch: None })
    }

    /// The correction of an article, with what is not on the disk yet.
    pub(super) fn latest_correction(&self, key: ArticleKey, known: Correction) -> Correction {
        self.input.memory.pending.iter().fold(known, |correction, change| match change {
            Change::Correct(article, division, to) if article.key == key => correction.with(*division, *to),
            _ => correction,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme_name::ThemeName;

    #[test]
    fn where_the_user_is_comes_back() {
        let mut app = App::default();
        let kept = BTreeMap::from(
            [("measure", "30"), ("theme", "paper")].map(|(n, v)| (n.to_owned(), v.to_owned())),
        );
        let settings = kept.clone().into_iter().chain([("colour".to_owned(), "x".to_owned())]).collect();
        let view = SavedView {
            article: format!("{:032x}", 7),
            filter: "@辽宁".into(),
            order: "date".into(),
            reversed: true,
            focus: "reader".into(),
            facets: Some("year".into()),
            full_screen: true,
            settings,
            ..SavedView::default()
        };
        app.resume(&view);
        let resume = app.resuming().cloned().unwrap();
        assert_eq!((resume.key, app.options.measure), (Some(ArticleKey(7)), 30));
        let again = app.saved_view();
        assert_eq!(app.options.theme, ThemeName::Paper);
        assert_eq!(again, SavedView { article: String::new(), settings: kept, ..view });
    }
}
