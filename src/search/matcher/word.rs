//! One word of a query, found in every written form: in either case and width, in all variants of its characters, with
//! zero-width marks between them, and across blanks that part no word.
//!
//! The word is expanded and the text left alone, so that every offset is a byte of the text. One regular expression finds
//! it in one pass. Few texts have blanks that are skipped; for them a second, slower one allows a blank after each
//! character, and a walk over the folded text decides whether that is skipped. What must not go in: terms.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::memmem;
use regex::bytes::Regex;

use crate::text::folding::{Folding, blanks};
use crate::text::sanitize::may_be_marked;

/// The marks allowed after a character that can carry them.
const MARKS: &str = "[\u{200D}\u{FE00}-\u{FE0F}]*";

/// The ideographic blank.
const WIDE: &[u8] = "\u{3000}".as_bytes();

/// A blank that may have to be skipped.
const BLANK: &str = "[ \u{3000}]";

/// A text to be searched.
#[derive(Debug, Clone, Copy)]
pub struct Haystack<'a> {
    bytes: &'a [u8],
    /// Whether no blank in it is skipped. Wrongly false costs time, wrongly true matches.
    is_unspaced: bool,
}

impl<'a> Haystack<'a> {
    /// A text whose reader has said whether a blank in it is skipped.
    pub fn known(bytes: &'a [u8], is_unspaced: bool) -> Self {
        Self { bytes, is_unspaced }
    }
}

impl<'a, T: AsRef<[u8]> + ?Sized> From<&'a T> for Haystack<'a> {
    fn from(text: &'a T) -> Self {
        let bytes = text.as_ref();
        Self { bytes, is_unspaced: !blanks::may_be_skipped(bytes) }
    }
}

/// A compiled word: a sequence of character classes, which the regex engine turns into a search for one or several
/// literals. `None` if the word is empty or too long to compile; it then has no matches.
#[derive(Debug)]
pub struct WordPattern {
    regex: Option<Regex>,
    /// The same with room for a blank after each character; compiled when a text needs it, which takes 0.1 ms.
    spaced: OnceLock<Option<Regex>>,
    /// The folded characters.
    chars: Vec<char>,
}

impl WordPattern {
    /// Matches whatever folds to the same characters as `text`.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().filter_map(|c| Folding::get().fold(c)).collect();
        Self { regex: compile(&chars, false), spaced: OnceLock::new(), chars }
    }

    /// Whether `text` contains the word.
    pub fn is_in<'a>(&self, text: impl Into<Haystack<'a>>) -> bool {
        let text = text.into();
        match &self.regex {
            Some(regex) if text.is_unspaced => regex.is_match(text.bytes),
            _ => self.places(text).next().is_some(),
        }
    }

    /// The matches in bytes, from left to right and without overlaps.
    pub fn places<'a>(&'a self, text: impl Into<Haystack<'a>>) -> impl Iterator<Item = Range<usize>> + 'a {
        let Haystack { bytes: text, is_unspaced } = text.into();
        let regex = if is_unspaced {
            self.regex.as_ref()
        } else {
            self.spaced.get_or_init(|| compile(&self.chars, true)).as_ref()
        };
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let found = regex?.find_at(text, at)?;
                let has_blank = !is_unspaced
                    && (found.as_bytes().contains(&b' ') || memmem::find(found.as_bytes(), WIDE).is_some());
                let end = if has_blank { self.walk(text, found.start()) } else { Some(found.end()) };
                if let Some(end) = end {
                    at = end;
                    return Some(found.start()..end);
                }
                at = found.start() + char_at(text, found.start())?.len_utf8();
            }
        })
    }

    /// The end of the match that begins at byte `start`.
    fn walk(&self, text: &[u8], start: usize) -> Option<usize> {
        let folding = Folding::get();
        let mut at = start;
        for (number, wanted) in self.chars.iter().enumerate() {
            loop {
                let c = char_at(text, at)?;
                match folding.fold(c) {
                    Some(folded) if folded == *wanted => {
                        at += c.len_utf8();
                        break;
                    }
                    None if number > 0 => at += c.len_utf8(),
                    _ if number > 0 => at += blanks::skipped(text, at)?,
                    _ => return None,
                }
            }
        }
        Some(at)
    }
}

/// The expression for a word of these folded characters, if it is not empty and not too long.
fn compile(chars: &[char], with_blanks: bool) -> Option<Regex> {
    let folding = Folding::get();
    let mut pattern = String::new();
    let mut between = "";
    let marks_or_blank = format!("(?:{BLANK}|{MARKS})");
    for c in chars {
        pattern.push_str(between);
        let variants = folding.variants(*c);
        let is_marked = variants.iter().any(|c| may_be_marked(*c));
        push_class(&mut pattern, &variants);
        between = match (with_blanks, is_marked) {
            (true, true) => &marks_or_blank,
            (true, false) => "[ \u{3000}]?",
            (false, true) => MARKS,
            (false, false) => "",
        };
    }
    // Nothing would be found everywhere, also within a character.
    Regex::new(&pattern).ok().filter(|_| !pattern.is_empty())
}

/// Appends a class of characters, which stand for themselves.
fn push_class(pattern: &mut String, variants: &[char]) {
    let escaped: String = variants.iter().map(|c| regex::escape(c.encode_utf8(&mut [0; 4]))).collect();
    if variants.len() == 1 {
        pattern.push_str(&escaped);
    } else {
        pattern.extend(["[", &escaped, "]"]);
    }
}

/// The character at byte `at`.
fn char_at(text: &[u8], at: usize) -> Option<char> {
    let rest = text.get(at..)?;
    let chunk = rest.get(..rest.len().min(4))?.utf8_chunks().next()?;
    chunk.valid().chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CleanText;

    /// The matches of the folded word in the folded text, as bytes of the text itself. A blank that parts no word may be
    /// skipped.
    fn naive(word: &str, text: &str) -> Vec<Range<usize>> {
        let folding = Folding::get();
        let wanted: Vec<char> = folding.folded(word).chars().collect();
        let chars: Vec<(usize, usize, char)> = text
            .char_indices()
            .filter_map(|(at, c)| folding.fold(c).map(|folded| (at, at + c.len_utf8(), folded)))
            .collect();
        let skipped =
            |at: usize| blanks::without(text).is_some_and(|(_, places)| !places.contains(&(at as u32)));
        let from = |first: usize| {
            let (mut at, mut wanted) = (first, wanted.iter().peekable());
            while let Some(next) = wanted.peek() {
                let (start, _, c) = chars.get(at)?;
                match c == *next {
                    true => _ = wanted.next(),
                    false if at > first && skipped(*start) => {}
                    false => return None,
                }
                at += 1;
            }
            (at > first).then_some(at)
        };
        let mut found = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let end = from(at);
            if let Some(end) = end {
                found.push(chars[at].0..chars[end - 1].1);
            }
            at = end.unwrap_or(at + 1);
        }
        found
    }

    fn each(word: &str, text: &str) -> Vec<Range<usize>> {
        WordPattern::new(word).places(text).collect()
    }

    fn forms<'a>(word: &str, text: &'a str) -> Vec<&'a str> {
        each(word, text).into_iter().filter_map(|place| text.get(place)).collect()
    }

    #[test]
    fn every_written_form_is_found_as_it_stands() {
        assert_eq!(forms("辽宁", "辽宁、遼寧与遼宁"), ["辽宁", "遼寧", "遼宁"]);
        assert_eq!(forms("遼寧", "辽宁"), ["辽宁"]);
        assert_eq!(forms("gdp(2019)", "ＧＤＰ（２０１９）和Gdp(2019)"), ["ＧＤＰ（２０１９）", "Gdp(2019)"]);
        assert_eq!(forms("甲 乙", "甲　乙"), ["甲　乙"]);
    }

    #[test]
    fn marks_without_width_do_not_part_a_word() {
        assert_eq!(forms("❤好", "❤\u{FE0F}好"), ["❤\u{FE0F}好"]);
        assert_eq!(forms("\u{200B}营\u{FEFF}商", "营商"), ["营商"]);
    }

    #[test]
    fn every_variant_finds_the_other() {
        let pairs = include_str!("../../../tests/data/variants.txt");
        let mut count = 0;
        for pair in pairs.lines().skip(1).flat_map(str::split_whitespace) {
            let mut chars = pair.chars();
            let (a, b) = (chars.next().unwrap(), chars.next().unwrap());
            for (a, b) in [(a, b), (b, a)] {
                assert!(WordPattern::new(&format!("甲{a}")).is_in(&format!("乙甲{b}丙")), "{a} {b}");
            }
            count += 1;
        }
        assert_eq!(count, 148);
    }

    #[test]
    fn blanks_that_part_no_word_are_skipped() {
        assert_eq!(forms("营商环境", "推 进 營 商 环 境"), ["營 商 环 境"]);
        assert_eq!(forms("会计", "会 计，开会 计划"), ["会 计"]);
        assert_eq!(forms("营商环境", "营商 环境"), Vec::<&str>::new());
        assert_eq!(forms("甲 乙", "甲 乙 丙"), ["甲 乙"]);
    }

    #[test]
    fn signs_of_patterns_are_literal() {
        assert_eq!(forms("a.c", "abc a.c"), ["a.c"]);
        assert_eq!(forms("[甲-]", "甲 [甲-] ［甲－］"), ["[甲-]", "［甲－］"]);
        assert_eq!(forms("^", "＾^"), ["＾", "^"]);
    }

    proptest::proptest! {
        #[test]
        fn a_word_is_found_exactly_where_the_folded_one_is(
            text in "[里裡裏发發髮着著计計会ｱ⻄西值値aAａ1１京\\-－ 　❤\u{FE0F}\u{200D}👩]{0,40}",
            word in "[里裡裏发發髮着著计計会ｱ⻄西值値aAａ1１京\\-－ 　❤👩]{1,3}",
        ) {
            let text = CleanText::line(&text);
            proptest::prop_assert_eq!(each(&word, text.as_str()), naive(&word, text.as_str()));
            proptest::prop_assert_eq!(WordPattern::new(&word).is_in(text.as_str()), !naive(&word, text.as_str()).is_empty());
        }
    }
}
