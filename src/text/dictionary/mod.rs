//! Word segmentation with jieba's dictionary, some recent words and jieba's algorithm, for the line breaker and the vocabulary: of all ways to cut a text
//! into words the most probable one, without guessing words that are not in the list.
//!
//! What must not go in: the table of words (see `word_trie`), provinces, search.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::word_trie::WordTrie;
use crate::text::WordBreaks;
use crate::text::han::is_main_han;

/// Lengths in bytes of the words of `text`, in order; they add up to the text. Unknown words are not guessed.
pub fn cut(text: &str) -> Vec<usize> {
    let mut lengths = Vec::with_capacity(text.len() / 4);
    Segmenter::default().words(text, |bytes, _| lengths.push(bytes));
    lengths
}

/// Where the words of `text` start.
pub fn breaks(text: &str) -> WordBreaks<'static> {
    let mut lengths = Vec::with_capacity(text.len() / 4);
    Segmenter::default().words(text, |_, chars| lengths.push(chars));
    WordBreaks::from_lengths(lengths)
}

/// Whether a word begins at the start of `range` and one ends at its end, so that it is a word or several. Looks at no more than the
/// letters around it.
pub fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let Some((before, after)) = text.get(..range.start).zip(text.get(range.end..)) else { return false };
    let letters = |c: &char| is_letter(*c);
    let start = range.start - before.chars().rev().take_while(letters).map(char::len_utf8).sum::<usize>();
    let end = range.end + after.chars().take_while(letters).map(char::len_utf8).sum::<usize>();
    let (mut at, mut begins, mut ends) = (start, false, false);
    Segmenter::default().words(text.get(start..end).unwrap_or_default(), |bytes, _| {
        begins |= at == range.start;
        at += bytes;
        ends |= at == range.end;
    });
    begins && ends
}

/// Cuts text into words, with memory that is used again. The same as `Jieba::cut` of jieba-rs 0.11 with jieba's dictionary
/// and without its hidden Markov model, which a test compares it with.
#[derive(Debug, Default)]
struct Segmenter {
    letters: Vec<Letter>,
    route: Vec<RouteStep>,
}

/// A character of the run that is being cut.
#[derive(Debug, Clone, Copy)]
struct Letter {
    code: u16,
    bytes: u8,
    /// A Latin letter or a digit: neighbours that are no words of the list are one word.
    joins: bool,
}

/// The first word of the most probable way to cut the rest of a run.
#[derive(Debug, Clone, Copy, Default)]
struct RouteStep {
    /// Logarithm of the probability of the rest.
    weight: f64,
    /// The letter after the word.
    end: usize,
}

/// Whether a character may be part of a word of several characters, as jieba has it: ideographs, Latin letters, digits and
/// the signs that occur in the list.
fn is_letter(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-'),
        _ => matches!(c,
            '\u{3400}'..='\u{4DBF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B73F}'
            | '\u{2B740}'..='\u{2B81F}'
            | '\u{2B820}'..='\u{2CEAF}'
            | '\u{2CEB0}'..='\u{2EBEF}'
            | '\u{2F800}'..='\u{2FA1F}'),
    }
}

impl Segmenter {
    /// Hands over the words of `text` in order: bytes and characters of each.
    fn words(&mut self, text: &str, mut word: impl FnMut(usize, usize)) {
        let trie = WordTrie::get();
        let mut chars = text.chars().peekable();
        self.letters.clear();
        while let Some(c) = chars.next() {
            if is_letter(c) {
                let joins = c.is_ascii_alphanumeric();
                self.letters.push(Letter { code: trie.code(c), bytes: c.len_utf8() as u8, joins });
                continue;
            }
            self.end_run(trie, &mut word);
            if c == '\r' && chars.next_if_eq(&'\n').is_some() {
                word(2, 2);
            } else {
                word(c.len_utf8(), 1);
            }
        }
        self.end_run(trie, &mut word);
    }

    /// Hands over the words of the run so far, and forgets it.
    fn end_run(&mut self, trie: WordTrie, word: &mut impl FnMut(usize, usize)) {
        if self.letters.is_empty() {
            return;
        }
        self.find_route(trie);
        let (mut at, mut joined) = (0, 0);
        while let (Some(letter), Some(step)) = (self.letters.get(at), self.route.get(at)) {
            if letter.joins && step.end == at + 1 {
                joined += 1;
            } else {
                if joined > 0 {
                    word(joined, joined);
                    joined = 0;
                }
                let letters = self.letters.get(at..step.end).unwrap_or_default();
                word(letters.iter().map(|letter| usize::from(letter.bytes)).sum(), letters.len());
            }
            at = step.end;
        }
        if joined > 0 {
            word(joined, joined);
        }
        self.letters.clear();
    }

    /// Finds the most probable way from every letter to the end, from the last letter to the first. Of two equally probable
    /// ways the one with the longer first word is taken.
    fn find_route(&mut self, trie: WordTrie) {
        let (letters, route) = (&self.letters, &mut self.route);
        route.clear();
        route.resize(letters.len() + 1, RouteStep::default());
        for at in (0..letters.len()).rev() {
            let mut best: Option<RouteStep> = None;
            let rest = letters.get(at..).unwrap_or_default();
            trie.words(rest.iter().map(|letter| letter.code), |chars, weight| {
                let end = at + chars;
                let weight = weight + route.get(end).map_or(0.0, |step| step.weight);
                if best.is_none_or(|best| weight >= best.weight) {
                    best = Some(RouteStep { weight, end });
                }
            });
            let next = route.get(at + 1).map_or(0.0, |step| step.weight);
            if let Some(step) = route.get_mut(at) {
                *step = best.unwrap_or_else(|| RouteStep { weight: trie.unknown() + next, end: at + 1 });
            }
        }
    }
}

/// Cuts many texts as [`cut`] does and caches clauses: short runs of ideographs recur (21 % of those in 114,000
/// characters of news, more in larger samples), and cutting one takes ten times as long as a look-up.
#[derive(Debug)]
pub struct WordCutter {
    segmenter: Segmenter,
    known: Vec<CachedClause>,
    lengths: Vec<usize>,
}

/// The segmentation of one clause.
#[derive(Debug, Clone, Copy, Default)]
struct CachedClause {
    /// 64-bit hash of the clause: a collision is unlikely among 100 billion clauses.
    hash: u64,
    /// Bit set of the characters that start a word.
    begins: u64,
}

/// Clauses in the cache, a power of two. 128 KB: four times as many cost as many cache misses as they save cuts.
const CLAUSES: usize = 1 << 13;
/// Longest clause cached, in characters.
const LONGEST: usize = 64;
/// Bytes of an ideograph of the main block.
const IDEOGRAPH: usize = 3;

/// How jieba treats a character: it segments each stretch between two signs separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum JiebaClass {
    /// An ideograph of the main block.
    Ideograph,
    /// A word by itself.
    Sign,
    /// Letters, digits and whatever else may be part of a word.
    Other,
}

impl JiebaClass {
    fn of(c: char) -> Self {
        match c {
            c if is_main_han(c) => Self::Ideograph,
            '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{33FF}' | '\u{FE10}'..='\u{FFEF}' => Self::Sign,
            _ => Self::Other,
        }
    }
}

impl Default for WordCutter {
    fn default() -> Self {
        Self::new()
    }
}

impl WordCutter {
    /// Creates an empty cache.
    pub fn new() -> Self {
        Self {
            segmenter: Segmenter::default(),
            known: vec![CachedClause::default(); CLAUSES],
            lengths: Vec::new(),
        }
    }

    /// Lengths in bytes of the words of `text`, in order; they add up to the text.
    pub fn cut(&mut self, text: &str) -> &[usize] {
        self.lengths.clear();
        let mut rest = text;
        while !rest.is_empty() {
            let (mut bytes, mut ideographs, mut sign) = (0, true, 0);
            for c in rest.chars() {
                match JiebaClass::of(c) {
                    JiebaClass::Sign => {
                        sign = c.len_utf8();
                        break;
                    }
                    class => ideographs &= class == JiebaClass::Ideograph,
                }
                bytes += c.len_utf8();
            }
            let (run, tail) = rest.split_at_checked(bytes).unwrap_or((rest, ""));
            if ideographs && run.len() <= LONGEST * IDEOGRAPH {
                self.clause(run);
            } else {
                let lengths = &mut self.lengths;
                self.segmenter.words(run, |bytes, _| lengths.push(bytes));
            }
            if sign > 0 {
                self.lengths.push(sign);
            }
            rest = tail.get(sign..).unwrap_or_default();
        }
        &self.lengths
    }

    /// Segments a run of at most [`LONGEST`] ideographs.
    fn clause(&mut self, run: &str) {
        let hash = xxh3_64(run.as_bytes());
        let Some(known) = self.known.get_mut(hash as usize % CLAUSES).filter(|_| !run.is_empty()) else {
            return;
        };
        if known.hash != hash {
            let (mut begins, mut at) = (0, 0);
            self.segmenter.words(run, |_, chars| {
                begins |= 1 << at;
                at += chars;
            });
            *known = CachedClause { hash, begins };
        }
        let mut left = known.begins;
        let mut begin = 0;
        while left != 0 {
            // The first word begins the run; each ends where the next begins.
            left &= left - 1;
            let next = if left == 0 { run.len() / IDEOGRAPH } else { left.trailing_zeros() as usize };
            self.lengths.push((next - begin) * IDEOGRAPH);
            begin = next;
        }
    }
}

#[cfg(test)]
mod tests;
