//! A name matched in a text, and what every rule asks about it: the text before and after.

use crate::text::han::is_han;

/// A range of bytes in a folded text.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameMatch<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'t> NameMatch<'t> {
    pub(super) fn name(self) -> &'t str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) fn before(self) -> &'t str {
        self.text.get(..self.start).unwrap_or_default()
    }

    pub(super) fn after(self) -> &'t str {
        self.text.get(self.end..).unwrap_or_default()
    }

    /// The character before it.
    pub(super) fn previous(self) -> Option<char> {
        self.before().chars().next_back()
    }

    /// The character after it.
    pub(super) fn next(self) -> Option<char> {
        self.after().chars().next()
    }
}

/// Whether `text` begins with `word`. The last byte of the first character tells most words apart, so the rest is rarely
/// compared.
#[inline]
pub(super) fn starts(text: &str, word: &str) -> bool {
    let third = |text: &str| text.as_bytes().get(2).copied();
    (word.len() < 3 || third(text) == third(word)) && text.starts_with(word)
}

/// Whether `text` begins with one of `words`.
pub(super) fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| starts(text, word))
}

/// Whether `text` ends with one of `words`.
pub(super) fn ends(text: &str, words: &[&str]) -> bool {
    let last = text.as_bytes().last();
    words.iter().any(|word| word.as_bytes().last() == last && text.ends_with(word))
}

/// The text around the match, up to the nearest character that is not an ideograph, and the offset of the match in it.
pub(super) fn clause(matched: NameMatch<'_>) -> (&str, usize) {
    let start = matched
        .before()
        .rfind(|c| !is_han(c))
        .map_or(0, |at| at + matched.text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
    let end = matched.after().find(|c| !is_han(c)).map_or(matched.text.len(), |at| matched.end + at);
    (matched.text.get(start..end).unwrap_or_default(), matched.start - start)
}
