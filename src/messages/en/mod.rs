//! The texts in English: one file a subject.

mod actions;
mod words;

use super::{ActionName, Language, Word};

/// English.
pub(super) struct English;

impl Language for English {
    fn word(&self, word: Word) -> &'static str {
        words::word(word)
    }

    fn action(&self, name: ActionName) -> &'static str {
        actions::action(name)
    }
}
