//! The kinds of words in a text: counted, part of phrases, or skipped.
//!
//! What must not go in: counting.

use std::collections::HashSet;
use std::sync::{LazyLock, OnceLock};

use xxhash_rust::xxh3::xxh3_64;

use crate::text::han::is_han;
use crate::text::numerals::is_of_number_word;

/// Words that nobody searches for.
const STOPWORDS: &str = include_str!("../../../assets/stopwords.txt");
/// The longest word, in bytes.
pub(super) const LONGEST: usize = 60;

/// Surnames, and function words that are part of names.
const NAMES: &str = include_str!("../../../assets/names.txt");

/// Measure words, which follow numbers: 三个, 一张, 2019年.
const MEASURES: &str = include_str!("../../../assets/measures.txt");

/// The kind of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Token {
    /// A number or the like, of which there are endlessly many: ends a phrase, and is not counted.
    #[default]
    Other,
    /// A word of ideographs: counted, and part of phrases.
    Word,
    /// A single ideograph, perhaps part of a word missing from the word list: part of phrases.
    Character,
    /// Letters and digits: counted.
    Latin,
    /// A function word of one ideograph that is also part of names and new words: of a phrase beside a [`Token::Character`].
    Joiner,
    /// 人, which is also part of phrases behind a word: 中国人.
    People,
    /// A number in ideographs: counted only as part of 双十一.
    Number,
    /// A function word or punctuation: ends a phrase.
    Stop,
    /// A function word of several ideographs: ends a phrase, and is counted for those who spell it out.
    Function,
}

impl Token {
    /// All kinds, each at its number.
    pub(super) const ALL: [Self; 9] = [
        Self::Other,
        Self::Word,
        Self::Character,
        Self::Latin,
        Self::Joiner,
        Self::People,
        Self::Number,
        Self::Stop,
        Self::Function,
    ];

    /// Classifies a word; `hash` is its hash, as in the set of stop words.
    pub(super) fn of(word: &str, hash: u64) -> Self {
        let mut chars = word.chars();
        let (first, second) = (chars.next(), chars.next());
        if first.is_none() || word.len() > LONGEST {
            return Self::Other;
        }
        if stopwords().contains(&hash) {
            let is = |list: &str| second.is_none() && first.is_some_and(|c| list.contains(c));
            return match (is(NAME_CHARACTERS.joiners), is(NAME_CHARACTERS.people)) {
                (true, _) => Self::Joiner,
                (_, true) => Self::People,
                _ if second.is_some() => Self::Function,
                _ => Self::Stop,
            };
        }
        if is_number(word) {
            return match word.find(|c: char| !c.is_ascii_digit()).and_then(|end| word.split_at_checked(end)) {
                Some((digits, rest)) if counter(digits, rest) == Some(rest.len()) => Self::Latin,
                _ if word.chars().all(is_of_number_word) => Self::Number,
                _ => Self::Other,
            };
        }
        match (second.is_none(), word.chars().all(is_han)) {
            (true, true) => Self::Character,
            (true, false) => Self::Stop,
            (_, true) => Self::Word,
            _ if word.contains(|c: char| c.is_ascii_alphabetic() || is_han(c)) => Self::Latin,
            _ => Self::Other,
        }
    }
}

/// Whether a word is a number, with or without a measure word: 两个, 三十, 第一, 2019年.
fn is_number(word: &str) -> bool {
    let digit = |c: char| c.is_numeric() || is_of_number_word(c);
    let measure = |c: char| MEASURES.lines().any(|line| !line.starts_with('#') && line.contains(c));
    word.starts_with(digit) && word.chars().all(|c| digit(c) || measure(c))
}

/// Whether a word is a function word of several ideographs, which is offered only to those who spell it out.
pub fn is_function_word(word: &str) -> bool {
    Token::of(word, xxh3_64(word.as_bytes())) == Token::Function
}

/// Whether a word alone says nothing: a function word, a number, a single character, a sign.
pub fn is_stopword(word: &str) -> bool {
    !matches!(Token::of(word, xxh3_64(word.as_bytes())), Token::Word | Token::Latin)
}

/// The character for people.
pub(super) fn people() -> &'static str {
    NAME_CHARACTERS.people
}

/// Whether `text` has the shape of a person's name: a surname and one or two ideographs more.
pub(super) fn is_name_shaped(text: &str) -> bool {
    let mut chars = text.chars();
    let surname = chars.next().is_some_and(|c| NAME_CHARACTERS.surnames.contains(c));
    surname && matches!(chars.count(), 1 | 2)
}

/// Whether `text` begins with a counter that makes a word with the digits before it: 2018年, 19届. Its length in bytes.
pub(super) fn counter(digits: &str, text: &str) -> Option<usize> {
    if digits.len() > LONGEST_NUMBER {
        return None;
    }
    let first = text.chars().next()?;
    let year = NAME_CHARACTERS.years.contains(first) && matches!(digits.len(), 2 | 4);
    let session = NAME_CHARACTERS.sessions.contains(first) && (1..=3).contains(&digits.len());
    (year || session).then_some(first.len_utf8())
}

/// Whether the bytes `start..end` of `text` are part of an address, an attribute or a hash.
pub(super) fn is_in_address(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let graphic = |b: &u8| b.is_ascii_graphic();
    let before = bytes.get(..start).unwrap_or_default().iter().rev().take_while(|b| graphic(b)).count();
    let after = bytes.get(end..).unwrap_or_default().iter().take_while(|b| graphic(b)).count();
    let run = text.get(start - before..end + after).unwrap_or_default();
    let has = |c: char| run.contains(c);
    let mixed = run.bytes().any(|b| b.is_ascii_digit()) && run.bytes().any(|b| b.is_ascii_alphabetic());
    run.contains("://")
        || run.starts_with("www.")
        || has('.') && (has('@') || has('/') || has('?'))
        || has('=') && (has('"') || has('&') || has('?'))
        || run.len() >= HASH
            && mixed
            && run.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The digits of a year; a counter behind more makes no word with them.
const LONGEST_NUMBER: usize = 4;

/// A run of this many letters and digits is a hash: a8f4e21c9b77d3.
const HASH: usize = 12;

/// The characters of [`NAMES`], one line each.
#[derive(Debug)]
struct NameCharacters {
    surnames: &'static str,
    joiners: &'static str,
    people: &'static str,
    years: &'static str,
    sessions: &'static str,
}

static NAME_CHARACTERS: LazyLock<NameCharacters> = LazyLock::new(|| {
    let line = |name: &str| {
        let line = NAMES.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_default()
    };
    NameCharacters {
        surnames: line("surnames"),
        joiners: line("joiners"),
        people: line("people"),
        years: line("years"),
        sessions: line("sessions"),
    }
});

fn stopwords() -> &'static HashSet<u64> {
    static SET: OnceLock<HashSet<u64>> = OnceLock::new();
    let lines = || STOPWORDS.lines().filter(|line| !line.starts_with('#'));
    SET.get_or_init(|| lines().flat_map(str::split_whitespace).map(|word| xxh3_64(word.as_bytes())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_at_its_number() {
        assert!((0..).zip(Token::ALL).all(|(number, token)| token as usize == number));
        assert_eq!(Token::ALL[0], Token::default());
    }
}
