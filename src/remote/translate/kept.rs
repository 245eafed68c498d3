//! What the user has added to articles, handed down as sets of their keys: the engine knows nothing of it.
//!
//! What must not go in: what is asked of the articles themselves.

use super::condition::Condition;
use super::upper_bound::UpperBound;
use crate::province::corrections::Correction;
use crate::province::{PROVINCES, ProvinceSet};
use crate::query::Role;
use crate::remote::document::{hex, province_code};
use crate::remote::mapping::field;
use crate::search::matcher::WordPattern;
use crate::state::{Annotations, ArticleState, ArticleStatus, ReadState};
use crate::text::folding::Folding;

/// Most keys that are handed down in one query: what an index accepts where nobody has set it otherwise.
pub const MOST_KEYS: usize = 65_536;

/// Sets of keys for the terms of one query.
#[derive(Debug)]
pub(super) struct Kept<'a> {
    annotations: &'a Annotations,
    /// Keys handed down so far.
    pub(super) keys: usize,
}

impl<'a> Kept<'a> {
    pub(super) fn new(annotations: &'a Annotations) -> Self {
        Self { annotations, keys: 0 }
    }

    fn with_keys(&mut self, keys: Vec<String>) -> Condition {
        self.keys += keys.len();
        Condition::one_of(field::KEY, keys)
    }

    fn those(&mut self, wanted: impl Fn(&ArticleState) -> bool) -> Condition {
        let states = self.annotations.states();
        let keys = states.filter(|(_, state)| wanted(state)).map(|(key, _)| hex(key.0)).collect();
        self.with_keys(keys)
    }

    fn corrected(&mut self, wanted: impl Fn(Correction) -> bool) -> Condition {
        let all = self.annotations.corrections().iter();
        let keys = all.filter(|(_, correction)| wanted(*correction)).map(|(key, _)| hex(key.0)).collect();
        self.with_keys(keys)
    }

    /// The user has done this with it.
    pub(super) fn status(&mut self, status: ArticleStatus) -> UpperBound {
        let read = |wanted: ReadState| move |state: &ArticleState| state.read == wanted;
        let marked = |state: &ArticleState| !state.notes.is_empty() || !state.underlines.is_empty();
        UpperBound::exactly(match status {
            // What a remote corpus has first seen when is not kept here.
            ArticleStatus::New => self.those(read(ReadState::Renewed)),
            ArticleStatus::Unread => {
                self.those(|state| matches!(state.read, ReadState::Opened | ReadState::Read)).negated()
            }
            ArticleStatus::Opened => self.those(read(ReadState::Opened)),
            ArticleStatus::Read => self.those(read(ReadState::Read)),
            ArticleStatus::Starred => self.those(|state| state.starred),
            ArticleStatus::Noted => self.those(marked),
        })
    }

    /// A note has these characters.
    pub(super) fn note(&mut self, text: &str) -> UpperBound {
        let word = WordPattern::new(text);
        UpperBound::exactly(
            self.those(|state| state.notes.iter().any(|note| word.is_in(note.text.as_bytes()))),
        )
    }

    /// The user has filed it under this; `None`: under something.
    pub(super) fn tagged(&mut self, tag: Option<&str>) -> Condition {
        let Some(tag) = tag else { return self.those(|state| !state.tags.is_empty()) };
        let folded = Folding::get().folded(tag.trim());
        self.those(|state| state.tags.iter().any(|own| Folding::get().folded(own) == folded))
    }

    /// It is about, or mentions, one of these provinces, as the user has corrected it.
    pub(super) fn province(&mut self, set: ProvinceSet, role: Role) -> UpperBound {
        let name = if role == Role::About { field::ABOUT } else { field::MENTIONS };
        let of = |numbers: Vec<usize>| {
            Condition::one_of(name, numbers.into_iter().filter_map(province_code).collect())
        };
        let is_removed = |number: &usize| {
            self.annotations.corrections().iter().any(|(_, correction)| correction.removed.contains(*number))
        };
        let (removed, plain): (Vec<usize>, Vec<usize>) = set.iter().partition(is_removed);
        let mut any = vec![of(plain)];
        for number in removed {
            let without = self.corrected(|correction| correction.removed.contains(number)).negated();
            any.push(Condition::all([of(vec![number]), without]));
        }
        any.push(
            self.corrected(|correction| correction.added.difference(correction.removed).intersects(set)),
        );
        UpperBound::exactly(Condition::any(any))
    }

    /// It mentions no province, as the user has corrected it: none, or only such as the user has taken away.
    pub(super) fn nowhere(&mut self) -> UpperBound {
        let added = |correction: Correction| !correction.added.difference(correction.removed).is_empty();
        let mut any = vec![Condition::exists(field::MENTIONS).negated()];
        for (removed, keys) in emptied(self.annotations) {
            let others = Condition::one_of(field::MENTIONS, codes_but(removed));
            any.push(Condition::all([self.with_keys(keys), others.negated()]));
        }
        let named = self.corrected(added);
        UpperBound::exactly(Condition::all([Condition::any(any), named.negated()]))
    }
}

/// The codes of all provinces but these.
pub(in crate::remote) fn codes_but(set: ProvinceSet) -> Vec<&'static str> {
    (0..PROVINCES.len()).filter(|number| !set.contains(*number)).filter_map(province_code).collect()
}

/// The keys of articles from which the user has only taken provinces away, by those.
pub(in crate::remote) fn emptied(annotations: &Annotations) -> Vec<(ProvinceSet, Vec<String>)> {
    let mut all: Vec<(ProvinceSet, Vec<String>)> = Vec::new();
    let corrections = annotations.corrections().iter();
    for (key, correction) in corrections.filter(|(_, correction)| {
        !correction.removed.is_empty() && correction.added.difference(correction.removed).is_empty()
    }) {
        let known = all.iter().position(|(removed, _)| *removed == correction.removed);
        match known.and_then(|at| all.get_mut(at)) {
            Some((_, keys)) => keys.push(hex(key.0)),
            None => all.push((correction.removed, vec![hex(key.0)])),
        }
    }
    all
}
