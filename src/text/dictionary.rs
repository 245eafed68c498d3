//! Word segmentation with jieba's dictionary, for the line breaker and the vocabulary.
//!
//! The only file that knows jieba. The word list is compiled in; loading it takes 0.1 s and 30 MB, so it happens on a
//! background thread, never before the first screen. What must not go in: provinces, search.

use std::sync::{Arc, OnceLock};

use jieba_rs::Jieba;
use xxhash_rust::xxh3::xxh3_64;

use crate::text::WordBreaks;
use crate::text::han::is_main_han;

/// The word list, front-coded by `assets/tools/words.py`.
const LIST: &str = include_str!("../../assets/words.txt");

/// Shared by all sessions of the process.
static LOADED: OnceLock<Dictionary> = OnceLock::new();

/// A loaded word list; cheap to clone.
#[derive(Clone)]
pub struct Dictionary(Arc<Jieba>);

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dictionary")
    }
}

impl Dictionary {
    /// The dictionary, if this process has loaded it.
    pub fn loaded() -> Option<Self> {
        LOADED.get().cloned()
    }

    /// The dictionary, loaded once per process. If the compiled-in list cannot be parsed, the dictionary is empty (a test
    /// parses it, so this does not happen).
    pub fn load() -> Self {
        let load = || {
            let list = expanded(LIST);
            Self(Arc::new(Jieba::with_dict(&mut list.as_bytes()).unwrap_or_else(|_bad_list| Jieba::empty())))
        };
        LOADED.get_or_init(load).clone()
    }

    /// Lengths in bytes of the words of `text`, in order; they add up to the text. Unknown words are not guessed.
    pub fn cut(&self, text: &str) -> Vec<usize> {
        self.lengths(text).collect()
    }

    fn lengths(&self, text: &str) -> impl Iterator<Item = usize> {
        self.0.cut(text, false).into_iter().map(|token| token.word.len())
    }

    /// Where the words of `text` start.
    pub fn breaks(&self, text: &str) -> WordBreaks<'static> {
        WordBreaks::from_lengths(self.0.cut(text, false).iter().map(|token| token.word.chars().count()))
    }
}

/// Cuts many texts as [`Dictionary::cut`] does and caches clauses: short runs of ideographs recur (21 % of those in 114,000
/// characters of news, more in larger samples), and cutting one takes ten times as long as a look-up.
#[derive(Debug)]
pub struct WordCutter {
    words: Dictionary,
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

impl WordCutter {
    /// Creates an empty cache.
    pub fn new(words: Dictionary) -> Self {
        Self { words, known: vec![CachedClause::default(); CLAUSES], lengths: Vec::new() }
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
                self.lengths.extend(self.words.lengths(run));
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
            for length in self.words.lengths(run) {
                begins |= 1 << at;
                at += length / IDEOGRAPH;
            }
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

/// The list in jieba's format: one word and its frequency per line.
fn expanded(list: &str) -> String {
    let mut text = String::with_capacity(list.len() * 2);
    let mut word = String::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut chars = line.chars();
        let Some(shared) = chars.next().and_then(|sign| sign.to_digit(36)) else { continue };
        let Some((rest, frequency)) = chars.as_str().split_once('\t') else { continue };
        let kept = word.char_indices().nth(shared as usize).map_or(word.len(), |(at, _)| at);
        word.truncate(kept);
        word.push_str(rest);
        text.push_str(&word);
        text.push(' ');
        text.push_str(frequency);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        let words = expanded(LIST);
        assert_eq!(words.lines().count(), 349_045);
        assert!(words.contains("\n主题 2673\n"), "a word with its frequency");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]
        #[test]
        fn what_is_remembered_is_cut_as_if_it_were_not(
            texts in proptest::collection::vec(
                "([主题教育营商环境重庆的]{0,4}|[，。“”…—（）：ａ１〇々]|[a1.% +-]|\r?\n|[㐀豈𠀀é€☆]){0,9}|[主题教育]{60,70}", 1..9,
            ),
        ) {
            let words = Dictionary::load();
            let mut cutter = WordCutter::new(words.clone());
            for text in texts.iter().chain(&texts) {
                proptest::prop_assert_eq!(cutter.cut(text), words.cut(text), "{:?}", text);
            }
        }
    }

    #[test]
    fn a_sign_is_no_part_of_a_word_for_jieba() {
        let words = Dictionary::load();
        for c in (0..=0x3_FFFF).filter_map(char::from_u32).filter(|c| JiebaClass::of(*c) == JiebaClass::Sign)
        {
            assert_eq!(words.cut(&format!("主{c}{c}题")), [3, c.len_utf8(), c.len_utf8(), 3], "{c:?}");
        }
    }

    #[test]
    fn text_is_cut_into_words_of_the_list() {
        let words = Dictionary::load();
        let text = "他来到网易杭研大厦，共20家";
        let mut rest = text;
        let mut cut = Vec::new();
        for length in words.cut(text) {
            let (word, tail) = rest.split_at(length);
            cut.push(word);
            rest = tail;
        }
        assert_eq!(cut.join("/"), "他/来到/网易/杭/研/大厦/，/共/20/家");
        assert!(words.breaks(text).inside(2) && !words.breaks(text).inside(3));
    }
}
