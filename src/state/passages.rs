//! The passages that something is kept of, in memory: notes and underlines of an article, by their numbers.
//!
//! What must not go in: where they stand in a text (`anchor`), and what is drawn of them.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use super::anchor::TextAnchor;
use super::annotations::Annotations;
use super::article_state::ArticleState;
use super::change::{Change, Note};
use crate::corpus::ArticleKey;

/// The notes and underlines of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// Notes, in the order of their making.
    pub notes: Vec<Note>,
    /// Underlined passages, by number.
    pub underlines: BTreeMap<u64, TextAnchor>,
}

/// A new number of a note or an underline. Two sessions do not draw the same.
pub fn fresh_number() -> u64 {
    // A hasher is seeded by the system's random numbers.
    RandomState::new().hash_one(0)
}

impl Passages {
    /// What is kept of an article, with changes that are not on the disk yet.
    pub fn of<'a>(
        state: Option<&ArticleState>,
        key: ArticleKey,
        pending: impl IntoIterator<Item = &'a Change>,
    ) -> Self {
        let kept =
            |state: &ArticleState| Self { notes: state.notes.clone(), underlines: state.underlines.clone() };
        let mut passages = state.map(kept).unwrap_or_default();
        for change in pending {
            let other = change.article().is_some_and(|article| article.key != key);
            if !other {
                passages.apply(change);
            }
        }
        passages
    }

    /// Makes a change; one of something else changes nothing.
    fn apply(&mut self, change: &Change) {
        match change {
            Change::Note(_, note) => match self.notes.iter_mut().find(|other| other.number == note.number) {
                Some(old) => old.clone_from(note),
                None => self.notes.push(note.clone()),
            },
            Change::DropNote(number) => self.notes.retain(|note| note.number != *number),
            Change::Underline(_, number, passage) => {
                self.underlines.insert(*number, passage.clone());
            }
            Change::DropUnderline(number) => _ = self.underlines.remove(number),
            _ => {}
        }
    }
}

impl Annotations {
    /// The article with the note of this number, and the note.
    pub fn note(&self, number: u64) -> Option<(ArticleKey, &ArticleState, &Note)> {
        self.articles().find_map(|(key, state)| {
            let note = state.notes.iter().find(|note| note.number == number)?;
            Some((key, state, note))
        })
    }

    /// The article with the underline of this number, and its passage.
    pub fn underline(&self, number: u64) -> Option<(ArticleKey, &ArticleState, &TextAnchor)> {
        self.articles().find_map(|(key, state)| Some((key, state, state.underlines.get(&number)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::ArticleRef;

    #[test]
    fn numbers_differ() {
        let mut numbers: Vec<u64> = (0..1000).map(|_| fresh_number()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 1000);
    }

    #[test]
    fn what_is_not_on_the_disk_yet_is_there() {
        let article = |key| ArticleRef {
            key: ArticleKey(key),
            title: String::new(),
            place: String::new(),
            sketch: None,
        };
        let note = |number, text: &str| Note { number, text: text.into(), ..Note::default() };
        let state = ArticleState { notes: vec![note(1, "旧"), note(2, "二")], ..ArticleState::default() };
        let pending = [
            Change::Note(article(7), note(1, "新")),
            Change::DropNote(2),
            Change::Note(article(8), note(3, "别篇")),
            Change::Underline(article(7), 4, TextAnchor::default()),
            Change::Underline(article(7), 5, TextAnchor::default()),
            Change::DropUnderline(4),
        ];
        let passages = Passages::of(Some(&state), ArticleKey(7), &pending);
        assert_eq!(passages.notes, [note(1, "新")]);
        assert_eq!(passages.underlines.keys().copied().collect::<Vec<_>>(), [5]);
    }
}
