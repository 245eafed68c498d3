//! How changes, and what the keeper of a library has published, become part of what is kept of the open library.
//!
//! What must not go in: the database, and what changes there are (`super::super::change`).

use std::sync::Arc;

use super::{Annotations, LINES, Mark};
use crate::corpus::ArticleKey;
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
use crate::province::corrections::Correction;
use crate::state::article_state::{ArticleState, ReadState};
use crate::state::change::{ArticleRef, Change};
use crate::state::first_seen::short;
use crate::state::published::Publication;

/// Puts a line first in a history.
fn renew_line(lines: &mut Vec<String>, line: &str) {
    lines.retain(|other| other != line);
    lines.insert(0, line.to_owned());
    lines.truncate(LINES);
}

impl Annotations {
    /// Makes a change that has been kept, or could not be.
    pub fn apply(&mut self, change: &Change) {
        if let Some(article) = change.article() {
            self.note_article(article, change);
        }
        match change {
            Change::Opened(article) => self.state(article, |state| {
                if matches!(state.read, ReadState::Unread | ReadState::Renewed) {
                    state.read = ReadState::Opened;
                }
            }),
            Change::Finished(article) => self.state(article, |state| state.read = ReadState::Read),
            Change::Read(article, read) => self.state(article, |state| {
                state.read = if *read { ReadState::Read } else { ReadState::Renewed };
            }),
            Change::Place(article, byte) => self.state(article, |state| state.place = Some(*byte)),
            Change::Star(article, on) => self.state(article, |state| state.starred = *on),
            Change::Tag(article, name, on) => self.state(article, |state| {
                state.tags.retain(|tag| tag != name);
                if *on {
                    state.tags.push(name.clone());
                    state.tags.sort();
                }
            }),
            Change::Correct(article, division, to) => {
                let name = PROVINCES.get(*division).map_or("", |province| province.short);
                self.correct(article.key, name, *to);
            }
            Change::Mark(_, letter, Some((article, place))) => {
                self.marks.insert(*letter, Mark { key: article.key, place: place.clone() });
            }
            Change::Mark(_, letter, None) => _ = self.marks.remove(letter),
            Change::Note(article, note) => self.state(article, |state| {
                state.notes.retain(|other| other.number != note.number);
                state.notes.push(note.clone());
            }),
            Change::DropNote(number) => {
                self.articles.iter_mut().for_each(|state| state.notes.retain(|note| note.number != *number));
            }
            Change::Underline(article, number, passage) => {
                self.state(article, |state| _ = state.underlines.insert(*number, passage.clone()));
            }
            Change::DropUnderline(number) => {
                self.articles.iter_mut().for_each(|state| _ = state.underlines.remove(number));
            }
            Change::Same { article, changed, .. } => self.state(article, |state| state.changed |= *changed),
            Change::Told(article) => self.state(article, |state| state.changed = false),
            _ => self.apply_to_library(change),
        }
        self.count();
    }

    fn apply_to_library(&mut self, change: &Change) {
        match change {
            Change::FirstSeen(_, at, keys) => {
                Arc::make_mut(&mut self.first_seen).add(*at, keys.iter().map(|key| short(*key)).collect());
                if let Some(until) = self.passed_until {
                    self.find_arrived(until);
                }
            }
            Change::AllSeen(_, until) => self.renew(*until),
            Change::Setting(name, value) => _ = self.settings.insert((*name).to_owned(), value.clone()),
            Change::Line(line) => renew_line(&mut self.lines, line),
            Change::Found(line) => renew_line(&mut self.found, line),
            Change::Search(_, name, query) => {
                self.searches.retain(|(other, _)| other != name);
                self.searches.extend(query.as_ref().map(|query| (name.clone(), query.clone())));
            }
            _ => {}
        }
    }

    /// Adds a key to an article, or an article, and notes where it is.
    fn note_article(&mut self, article: &ArticleRef, change: &Change) {
        if let Change::Same { known, .. } = change
            && let Some(at) = self.by_key.get(known).copied()
        {
            self.by_key.insert(article.key, at);
            let correction = self.corrections.get(*known);
            self.set_correction(article.key, correction);
        }
        self.state(article, |state| {
            article.title.clone_into(&mut state.title);
            if article.sketch.is_some() {
                state.sketch.clone_from(&article.sketch);
            }
        });
        if !article.place.is_empty() {
            self.places.insert(article.place.clone(), article.key);
        }
    }

    fn state(&mut self, article: &ArticleRef, change: impl FnOnce(&mut ArticleState)) {
        let at = *self.by_key.entry(article.key).or_insert_with(|| {
            self.articles.push(ArticleState::default());
            self.articles.len() - 1
        });
        if let Some(state) = self.articles.get_mut(at) {
            change(state);
        }
    }

    /// Sets what the user wants of one division, by its name, under every key of the article.
    pub(in crate::state) fn correct(&mut self, key: ArticleKey, name: &str, to: Option<bool>) {
        let set = crate::province::named(name);
        let without = |other: ProvinceSet| other.difference(set);
        let now = self.corrections.get(key);
        let mut next = Correction { added: without(now.added), removed: without(now.removed) };
        match to {
            Some(true) => next.added = next.added.union(set),
            Some(false) => next.removed = next.removed.union(set),
            None => {}
        }
        let at = self.by_key.get(&key);
        let keys: Vec<ArticleKey> =
            self.by_key.iter().filter(|(_, other)| Some(*other) == at).map(|(key, _)| *key).collect();
        for key in keys.into_iter().chain([key]) {
            self.set_correction(key, next);
        }
    }

    fn set_correction(&mut self, key: ArticleKey, correction: Correction) {
        if self.corrections.get(key) != correction {
            Arc::make_mut(&mut self.corrections).set(key, correction);
        }
    }

    /// Adds what the keeper of the library has published. What the user says holds against it.
    pub fn take_published(&mut self, published: &Publication) {
        for article in &published.articles {
            let Some(first) = article.keys.first() else { continue };
            let at = article.keys.iter().find_map(|key| self.by_key.get(key).copied());
            let at = at.unwrap_or_else(|| {
                self.articles.push(ArticleState { title: article.title.clone(), ..ArticleState::default() });
                self.articles.len() - 1
            });
            for key in &article.keys {
                self.by_key.entry(*key).or_insert(at);
            }
            let own = self.corrections.get(*first);
            for (name, to) in &article.divisions {
                let set = crate::province::named(name);
                if own.added.union(own.removed).intersection(set).is_empty() {
                    self.correct(*first, name, Some(*to));
                }
            }
            let Some(state) = self.articles.get_mut(at) else { continue };
            state.tags.extend(article.tags.iter().cloned());
            state.tags.sort();
            state.tags.dedup();
            for note in &article.notes {
                if !state.notes.iter().any(|own| own.number == note.number) {
                    state.notes.push(note.clone());
                }
            }
        }
        self.count();
    }
}
