//! One word of a query, found in every written form: in either case and width, in all variants of its characters, with
//! zero-width marks between them, and across blanks that part no word.
//!
//! The word is expanded and the text left alone, so that every offset is a byte of the text. One regular expression finds
//! it in one pass, in most texts one without radicals and compatibility ideographs, which are seldom there and would more than
//! double its literals. Few texts have blanks that are skipped; in them a walk over the folded text begins at each character
//! that the word may begin with. What must not go in: terms.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::Regex;

use crate::text::folding::{Folding, blanks, is_compatibility, may_have_compatibility};
use crate::text::sanitize::may_be_marked;

/// The marks allowed after a character that can carry them.
const MARKS: &str = "[\u{200D}\u{FE00}-\u{FE0F}]*";

/// A text to be searched.
#[derive(Debug, Clone, Copy)]
pub struct Haystack<'a> {
    pub(super) bytes: &'a [u8],
    /// Whether no blank in it is skipped. Wrongly false costs time, wrongly true matches.
    pub(super) is_unspaced: bool,
    /// Whether there is no radical and no compatibility ideograph in it. Wrongly false costs time, wrongly true matches.
    pub(super) is_plain: bool,
}

impl<'a, T: AsRef<[u8]> + ?Sized> From<&'a T> for Haystack<'a> {
    fn from(text: &'a T) -> Self {
        let bytes = text.as_ref();
        Self { bytes, is_unspaced: !blanks::may_be_skipped(bytes), is_plain: !may_have_compatibility(bytes) }
    }
}

/// A word: a sequence of character classes, which the regex engine turns into a search for one or several literals. An empty
/// one, or one too long to compile, has no matches. An expression is compiled when a text needs it, which takes 0.1 ms.
#[derive(Debug)]
pub struct WordPattern {
    /// The folded characters.
    chars: Vec<char>,
    /// For plain texts.
    plain: OnceLock<Option<Regex>>,
    /// With every variant.
    every: OnceLock<Option<Regex>>,
    /// The first character alone, with every variant.
    first: OnceLock<Option<Regex>>,
}

impl WordPattern {
    /// Matches whatever folds to the same characters as `text`.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().filter_map(|c| Folding::get().fold(c)).collect();
        Self { chars, plain: OnceLock::new(), every: OnceLock::new(), first: OnceLock::new() }
    }

    /// Whether `text` contains the word.
    pub fn is_in<'a>(&self, text: impl Into<Haystack<'a>>) -> bool {
        let text = text.into();
        match self.regex(text) {
            Some(regex) if text.is_unspaced => regex.is_match(text.bytes),
            _ => self.places(text).next().is_some(),
        }
    }

    /// The matches in bytes, from left to right and without overlaps.
    pub fn places<'a>(&'a self, text: impl Into<Haystack<'a>>) -> impl Iterator<Item = Range<usize>> + 'a {
        let text = text.into();
        let regex = self.regex(text);
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let found = regex?.find_at(text.bytes, at)?.range();
                let end = if text.is_unspaced { Some(found.end) } else { self.walk(text.bytes, found.start) };
                at = end.unwrap_or(found.end);
                if end.is_some() {
                    return Some(found.start..at);
                }
            }
        })
    }

    /// What finds the word in `text`, or where it may begin if blanks may be skipped.
    fn regex(&self, text: Haystack<'_>) -> Option<&Regex> {
        let regex = match text {
            Haystack { is_unspaced: false, .. } => {
                self.first.get_or_init(|| compile(self.chars.get(..1).unwrap_or_default(), |_| true))
            }
            Haystack { is_plain: true, .. } => {
                self.plain.get_or_init(|| compile(&self.chars, |c| !is_compatibility(c)))
            }
            _ => self.every.get_or_init(|| compile(&self.chars, |_| true)),
        };
        regex.as_ref()
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

/// The expression for a word of these folded characters and those of their variants that are `wanted`, if it is not empty and
/// not too long.
fn compile(chars: &[char], wanted: impl Fn(char) -> bool) -> Option<Regex> {
    let folding = Folding::get();
    let mut pattern = String::new();
    let mut between = "";
    for c in chars {
        pattern.push_str(between);
        let mut variants = folding.variants(*c);
        variants.retain(|variant| variant == c || wanted(*variant));
        between = if variants.iter().any(|c| may_be_marked(*c)) { MARKS } else { "" };
        push_class(&mut pattern, &variants);
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
            let wanted = naive(&word, text.as_str());
            let pattern = WordPattern::new(&word);
            proptest::prop_assert_eq!(pattern.is_in(text.as_str()), !wanted.is_empty());
            let unknown = Haystack { bytes: text.as_str().as_bytes(), is_unspaced: false, is_plain: false };
            proptest::prop_assert_eq!(pattern.places(unknown).collect::<Vec<_>>(), wanted);
        }
    }
}
