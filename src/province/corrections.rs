//! The user's corrections to the provinces of single articles.
//!
//! They are keyed by article, so that a correction survives a reload and a moved file. What must not go in: storage
//! (`session`).

use std::collections::HashMap;

use crate::corpus::{Article, ArticleKey, Corpus, Tags};
use crate::messages::Lang;
use crate::province;
use crate::province::ProvinceSet;

/// The provinces that the user has added to and removed from an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Correction {
    /// Added: the article is about these.
    pub added: ProvinceSet,
    /// Removed: the article neither is about these nor mentions them.
    pub removed: ProvinceSet,
}

impl Correction {
    /// Whether nothing is corrected.
    pub fn is_empty(self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }

    /// The tags as the user wants them.
    #[must_use]
    pub fn apply(self, tags: Tags) -> Tags {
        let correct = |set: ProvinceSet| set.union(self.added).difference(self.removed);
        Tags { about: correct(tags.about), mentions: correct(tags.mentions) }
    }

    /// One division added, removed, or as recognised.
    #[must_use]
    pub fn with(self, division: usize, to: Option<bool>) -> Self {
        let bit = ProvinceSet::single(division);
        let set = |set: ProvinceSet, on: bool| if on { set.union(bit) } else { set.difference(bit) };
        Self { added: set(self.added, to == Some(true)), removed: set(self.removed, to == Some(false)) }
    }

    /// What is corrected of a division: added, removed, or nothing.
    pub fn of_division(self, division: usize) -> Option<bool> {
        if self.added.contains(division) {
            Some(true)
        } else {
            self.removed.contains(division).then_some(false)
        }
    }

    /// Cycles a division through its states: as recognised, added, removed. States that change nothing are skipped.
    #[must_use]
    pub fn turned(self, found: Tags, division: usize) -> Self {
        let bit = ProvinceSet::single(division);
        let without = |set: ProvinceSet| set.difference(bit);
        let plain = Self { added: without(self.added), removed: without(self.removed) };
        let added = Self { added: plain.added.union(bit), ..plain };
        let removed = Self { removed: plain.removed.union(bit), ..plain };
        let states = [plain, added, removed];
        let at = states.iter().position(|state| *state == self).unwrap_or(0);
        let changes = |state: &&Self| **state == plain || state.apply(found) != plain.apply(found);
        let next = states.iter().cycle().skip(at + 1).take(states.len());
        next.filter(|state| **state != self).find(changes).copied().unwrap_or(plain)
    }

    /// `+辽宁 -北京`; empty if there is no correction.
    pub fn echo(self, lang: Lang) -> String {
        let added = province::names_in(self.added, lang).map(|name| format!("+{name}"));
        let removed = province::names_in(self.removed, lang).map(|name| format!("-{name}"));
        added.chain(removed).collect::<Vec<_>>().join(" ")
    }
}

/// All corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    by_key: HashMap<ArticleKey, Correction>,
}

impl Corrections {
    /// Whether there are no corrections.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The correction for `key`; empty if there is none.
    pub fn get(&self, key: ArticleKey) -> Correction {
        self.by_key.get(&key).copied().unwrap_or_default()
    }

    /// All of them, none of which is empty.
    pub fn iter(&self) -> impl Iterator<Item = (ArticleKey, Correction)> {
        self.by_key.iter().map(|(key, correction)| (*key, *correction))
    }

    /// Sets a correction; an empty one removes it.
    pub fn set(&mut self, key: ArticleKey, correction: Correction) {
        if correction.is_empty() {
            self.by_key.remove(&key);
        } else {
            self.by_key.insert(key, correction);
        }
    }

    /// The correction of an article of `corpus`.
    pub fn of(&self, corpus: &Corpus, article: Article<'_>) -> Correction {
        if self.is_empty() { Correction::default() } else { self.get(key_of(corpus, article)) }
    }

    /// The tags of an article of `corpus` as the user wants them.
    pub fn tags(&self, corpus: &Corpus, article: Article<'_>) -> Tags {
        self.of(corpus, article).apply(article.tags())
    }
}

/// The key of an article's correction. The key of a second copy depends on its place, so the first copy's key serves for
/// all of them.
pub fn key_of(corpus: &Corpus, article: Article<'_>) -> ArticleKey {
    let first = article.duplicate_of().and_then(|id| corpus.article(id));
    first.unwrap_or(article).key()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIAONING: usize = 5;
    const BEIJING: usize = 0;

    fn tags(about: &[usize], mentions: &[usize]) -> Tags {
        let set = |numbers: &[usize]| numbers.iter().copied().collect::<ProvinceSet>();
        Tags { about: set(about), mentions: set(mentions) }
    }

    #[test]
    fn an_added_division_is_subject_and_mentioned() {
        let correction = Correction::default().turned(tags(&[], &[]), LIAONING);
        assert_eq!(correction.echo(Lang::Zh), "+辽宁");
        assert_eq!(correction.apply(tags(&[], &[])), tags(&[LIAONING], &[LIAONING]));
    }

    #[test]
    fn a_recognised_division_can_be_taken_away_and_brought_back() {
        let found = tags(&[BEIJING], &[BEIJING]);
        let correction = Correction::default().turned(found, BEIJING);
        assert_eq!(correction.apply(found), tags(&[], &[]));
        assert_eq!(correction.turned(found, BEIJING), Correction::default());
    }

    #[test]
    fn a_mentioned_division_has_three_states() {
        let found = tags(&[], &[BEIJING]);
        let added = Correction::default().turned(found, BEIJING);
        assert_eq!(added.apply(found), tags(&[BEIJING], &[BEIJING]));
        let removed = added.turned(found, BEIJING);
        assert_eq!(removed.apply(found), tags(&[], &[]));
        assert!(removed.turned(found, BEIJING).is_empty());
    }

    #[test]
    fn other_divisions_are_left_alone() {
        let found = tags(&[BEIJING], &[BEIJING]);
        let both = Correction::default().turned(found, BEIJING).turned(found, LIAONING);
        assert_eq!(both.echo(Lang::Zh), "+辽宁 -北京");
    }
}
