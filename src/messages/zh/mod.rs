//! The texts in Chinese: one file a subject.

mod actions;
mod words;

use super::{ActionName, Language, Word};

/// Chinese.
pub(super) struct Chinese;

impl Language for Chinese {
    fn word(&self, word: Word) -> &'static str {
        words::word(word)
    }

    fn action(&self, name: ActionName) -> &'static str {
        actions::action(name)
    }
}
