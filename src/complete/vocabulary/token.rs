//! The kinds of words in a text: counted, part of phrases, or skipped.
//!
//! What must not go in: counting.

use std::collections::HashSet;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::text::han::is_han;
use crate::text::numerals::is_of_number_word;

/// Words that nobody searches for.
const STOPWORDS: &str = include_str!("../../../assets/stopwords.txt");
/// The longest word, in bytes.
pub(super) const LONGEST: usize = 60;

/// Measure words, which follow numbers: 三个, 一张, 2019年.
const MEASURES: &str = include_str!("../../../assets/measures.txt");

/// The kind of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Token {
    /// A word of ideographs: counted, and part of phrases.
    Word,
    /// A single ideograph, perhaps part of a word missing from the word list: part of phrases.
    Character,
    /// Letters and digits: counted.
    Latin,
    /// A function word or punctuation: ends a phrase.
    Stop,
    /// A number or the like, of which there are endlessly many: ends a phrase, and is not counted.
    #[default]
    Other,
}

impl Token {
    /// Classifies a word; `hash` is its hash, as in the set of stop words.
    pub(super) fn of(word: &str, hash: u64) -> Self {
        let mut chars = word.chars();
        let (first, second) = (chars.next(), chars.next());
        if first.is_none() || word.len() > LONGEST {
            return Self::Other;
        }
        if stopwords().contains(&hash) {
            return Self::Stop;
        }
        if is_number(word) {
            return Self::Other;
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

/// Whether a word alone says nothing: a function word, a number, a single character, a sign.
pub fn is_stopword(word: &str) -> bool {
    !matches!(Token::of(word, xxh3_64(word.as_bytes())), Token::Word | Token::Latin)
}

fn stopwords() -> &'static HashSet<u64> {
    static SET: OnceLock<HashSet<u64>> = OnceLock::new();
    let lines = || STOPWORDS.lines().filter(|line| !line.starts_with('#'));
    SET.get_or_init(|| lines().flat_map(str::split_whitespace).map(|word| xxh3_64(word.as_bytes())).collect())
}
