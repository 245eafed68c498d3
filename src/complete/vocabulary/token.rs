//! What a word of a text is to the vocabulary: counted, a part of phrases, or passed over.
//!
//! What must not go in: counting.

use std::collections::HashSet;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::text::han::is_han;
use crate::text::numerals::{is_magnitude, value};

/// Words that nobody looks for.
const STOPWORDS: &str = include_str!("../../../assets/stopwords.txt");
/// Longest word, in bytes.
pub(super) const LONGEST: usize = 60;

/// What numbers count: 三个, 一张, 2019年.
const MEASURES: &str = include_str!("../../../assets/measures.txt");

/// What a word of a text is to the vocabulary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Token {
    /// A word of ideographs: counted, and part of phrases.
    Word,
    /// A single ideograph, maybe a piece of a word that the list does not know: part of phrases.
    Character,
    /// Letters and digits: counted.
    Latin,
    /// A function word or a sign: it ends a phrase.
    Stop,
    /// A number or the like, of which there is no end: it ends a phrase and is not counted.
    #[default]
    Other,
}

impl Token {
    /// Classifies a word; `hash` is that of the stop words.
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

/// 两个, 三十, 第一, 2019年: a number, with or without what it counts.
fn is_number(word: &str) -> bool {
    let digit = |c: char| c.is_numeric() || value(c).is_some() || is_magnitude(c) || "两几第半".contains(c);
    let measure = |c: char| MEASURES.lines().any(|line| !line.starts_with('#') && line.contains(c));
    word.starts_with(digit) && word.chars().all(|c| digit(c) || measure(c))
}

fn stopwords() -> &'static HashSet<u64> {
    static SET: OnceLock<HashSet<u64>> = OnceLock::new();
    let lines = || STOPWORDS.lines().filter(|line| !line.starts_with('#'));
    SET.get_or_init(|| lines().flat_map(str::split_whitespace).map(|word| xxh3_64(word.as_bytes())).collect())
}
