//! Words that characters two by two do not explain: 利物浦, 阿塞拜疆, 治国理政.
//!
//! `word_bits` has the short words; where a clause is cut into words as a whole (`province`), these are weighed with them.
//! What must not go in: words that are the sum of shorter ones.

use std::sync::LazyLock;

use super::han::HanTable;
use super::word_bits::WordBits;

const TABLE: &str = include_str!("../../assets/long_words.txt");
const NEWER: &str = include_str!("../../assets/newer_words.txt");

/// Bits for each character of a word of [`NEWER`], which has no counts: those of a fairly common word.
const NEWER_BITS: u32 = 7;

/// The words by their first characters.
pub(crate) struct LongWords {
    /// Of each line, the words without their first character, each with a letter for its bits.
    lines: Vec<&'static str>,
    /// The line number of each ideograph, from 1; 0 for none.
    line_of: HanTable<u16>,
    /// The other table, sorted.
    newer: Vec<&'static str>,
    /// A filter over the first two characters of all words: most texts begin none of them.
    pairs: Box<[u64]>,
}

/// Bits of the filter, a power of two: 5 % are set.
const FILTER: usize = 1 << 18;

/// The bit of two characters in the filter.
fn bit(a: char, b: char) -> usize {
    let pair = u64::from(a as u32) << 16 ^ u64::from(b as u32);
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % FILTER
}

static LONG_WORDS: LazyLock<LongWords> = LazyLock::new(LongWords::new);

impl LongWords {
    /// The table shared by the process.
    pub(crate) fn get() -> &'static Self {
        &LONG_WORDS
    }

    fn new() -> Self {
        let lines: Vec<&str> = TABLE.lines().skip(1).collect();
        let mut line_of = HanTable::<u16>::default();
        for (number, line) in (1..).zip(&lines) {
            if let Some(slot) = line.chars().next().and_then(|first| line_of.get_mut(first)) {
                *slot = number;
            }
        }
        let mut newer: Vec<&str> = NEWER.lines().skip(1).flat_map(str::split_whitespace).collect();
        newer.sort_unstable();
        let mut pairs = vec![0_u64; FILTER / 64].into_boxed_slice();
        let mut enter = |first: Option<char>, second: Option<char>| {
            let Some(bit) = first.zip(second).map(|(a, b)| bit(a, b)) else { return };
            if let Some(word) = pairs.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        };
        for line in &lines {
            let mut rest = line.chars();
            let first = rest.next();
            rest.as_str().split(' ').for_each(|word| enter(first, word.chars().next()));
        }
        for word in &newer {
            enter(word.chars().next(), word.chars().nth(1));
        }
        Self { lines, line_of, newer, pairs }
    }

    /// Whether a word may begin with these two characters; never wrongly false.
    #[inline]
    pub(crate) fn may_begin(&self, first: char, second: char) -> bool {
        let bit = bit(first, second);
        self.pairs.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    /// Whether a word of more than `least` characters starts `text`.
    pub(crate) fn reaches(&self, text: &str, least: usize) -> bool {
        let mut reached = false;
        self.each(text, |len, _| reached |= len > least);
        reached
    }

    /// Whether `text` is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        let len = text.chars().count();
        let mut has = false;
        self.each(text, |found, _| has |= found == len);
        has
    }

    /// Calls `found` with the length in characters and the bits of every word that `text` starts with.
    fn each(&self, text: &str, mut found: impl FnMut(usize, u32)) {
        let mut chars = text.chars();
        let Some((first, second)) = chars.next().zip(chars.next()) else { return };
        if !self.may_begin(first, second) {
            return;
        }
        let number = self.line_of.get(first).map_or(0, |n| usize::from(*n));
        if let Some(line) = number.checked_sub(1).and_then(|at| self.lines.get(at)) {
            let rest = text.get(first.len_utf8()..).unwrap_or_default();
            for entry in line.get(first.len_utf8()..).unwrap_or_default().split(' ') {
                let Some(letter) = entry.as_bytes().last() else { continue };
                let word = entry.get(..entry.len() - 1).unwrap_or_default();
                if rest.starts_with(word) {
                    found(1 + word.chars().count(), u32::from(letter.saturating_sub(b'a' - 1)));
                }
            }
        }
        let from = self.newer.partition_point(|word| word.chars().next() < Some(first));
        let same = self.newer.iter().skip(from).take_while(|word| word.starts_with(first));
        for word in same.filter(|word| text.starts_with(**word)) {
            let len = word.chars().count();
            found(len, NEWER_BITS * len as u32);
        }
    }
}

/// A run of ideographs cut into words.
#[derive(Debug)]
pub(crate) struct Cut {
    /// The bits that its words save.
    pub(crate) bits: u32,
    /// How many characters each of its words has, in order.
    pub(crate) words: Vec<usize>,
}

/// The cut of simplified `text` whose words save the most bits.
pub(crate) fn cut(short: &WordBits, long: &LongWords, text: &str) -> Cut {
    let chars: Vec<char> = text.chars().collect();
    // For each border the most bits up to it, and the length of the word that ends there.
    let mut best = vec![(0_u32, 0_usize); chars.len() + 1];
    for (at, (byte, c)) in text.char_indices().enumerate() {
        let now = best.get(at).map_or(0, |b| b.0);
        let mut reach = |len: usize, bits: u32| {
            if let Some(slot) = best.get_mut(at + len)
                && (slot.1 == 0 || now + bits > slot.0)
            {
                *slot = (now + bits, len);
            }
        };
        reach(1, 0);
        let [b, d] = [1, 2].map(|n| chars.get(at + n).copied());
        if let Some(b) = b {
            let pair = short.pair(c, b);
            if pair > 0 {
                reach(2, pair);
            }
            let triple = d.map_or(0, |d| short.triple(c, b, d));
            if triple > 0 {
                reach(3, triple);
            }
            long.each(text.get(byte..).unwrap_or_default(), &mut reach);
        }
    }
    let mut words = Vec::new();
    let mut at = chars.len();
    while let Some((_, len)) = best.get(at).filter(|(_, len)| *len > 0) {
        words.push(*len);
        at -= len;
    }
    words.reverse();
    Cut { bits: best.last().map_or(0, |b| b.0), words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let cut = cut(WordBits::get(), LongWords::get(), text);
        let mut chars = text.chars();
        cut.words.into_iter().map(|len| chars.by_ref().take(len).collect()).collect()
    }

    #[test]
    fn a_clause_is_cut_into_its_words() {
        assert_eq!(words("战平利物浦"), ["战平", "利物浦"]);
        assert_eq!(words("在东阿塞拜疆"), ["在", "东", "阿塞拜疆"]);
        assert_eq!(words("治国理政和立法"), ["治国理政", "和", "立法"]);
        assert_eq!(words(""), Vec::<String>::new());
    }
}
