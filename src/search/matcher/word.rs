//! One word of a query, found in every written form: in either case and width, traditional or simplified, and with
//! zero-width marks between its characters.
//!
//! The word is expanded and the text left alone, so that every offset is a byte of the text. What must not go in: terms.

use std::ops::Range;

use regex::bytes::Regex;

use crate::text::folding::Folding;
use crate::text::sanitize::may_be_marked;

/// The marks allowed after a character that can carry them.
const MARKS: &str = "[\u{200D}\u{FE00}-\u{FE0F}]*";

/// A compiled word: a sequence of character classes, which the regex engine turns into a search for one or several
/// literals. `None` if the word is empty or too long to compile; it then has no matches.
#[derive(Debug)]
pub struct WordPattern(Option<Regex>);

impl WordPattern {
    /// Matches whatever folds to the same characters as `text`.
    pub fn new(text: &str) -> Self {
        let folding = Folding::get();
        let mut pattern = String::new();
        let mut marked = false;
        for c in text.chars().filter_map(|c| folding.fold(c)) {
            let variants = folding.variants(c);
            if marked {
                pattern.push_str(MARKS);
            }
            marked = variants.iter().any(|c| may_be_marked(*c));
            let escaped: String =
                variants.iter().map(|c| regex::escape(c.encode_utf8(&mut [0; 4]))).collect();
            if variants.len() == 1 {
                pattern.push_str(&escaped);
            } else {
                pattern.extend(["[", &escaped, "]"]);
            }
        }
        // Nothing would be found everywhere, also within a character.
        Self(Regex::new(&pattern).ok().filter(|_| !pattern.is_empty()))
    }

    /// Whether `text` contains the word.
    pub fn is_in(&self, text: impl AsRef<[u8]>) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text.as_ref()))
    }

    /// The matches in bytes, from left to right and without overlaps.
    pub fn places<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        self.0.iter().flat_map(move |regex| regex.find_iter(text)).map(|place| place.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CleanText;

    /// The matches of the folded word in the folded text, as bytes of the text itself.
    fn naive(word: &str, text: &str) -> Vec<Range<usize>> {
        let folding = Folding::get();
        let wanted: Vec<char> = folding.folded(word).chars().collect();
        let chars: Vec<(usize, usize, char)> = text
            .char_indices()
            .filter_map(|(at, c)| folding.fold(c).map(|folded| (at, at + c.len_utf8(), folded)))
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(window) = chars.get(at..at + wanted.len()) {
            if window.iter().map(|c| c.2).eq(wanted.iter().copied()) {
                found.push(window[0].0..window[wanted.len() - 1].1);
                at += wanted.len();
            } else {
                at += 1;
            }
        }
        found
    }

    fn each(word: &str, text: &str) -> Vec<Range<usize>> {
        WordPattern::new(word).places(text.as_bytes()).collect()
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
    fn signs_of_patterns_are_literal() {
        assert_eq!(forms("a.c", "abc a.c"), ["a.c"]);
        assert_eq!(forms("[甲-]", "甲 [甲-] ［甲－］"), ["[甲-]", "［甲－］"]);
        assert_eq!(forms("^", "＾^"), ["＾", "^"]);
    }

    proptest::proptest! {
        #[test]
        fn a_word_is_found_exactly_where_the_folded_one_is(
            text in "[里裡裏发發髮aAａ1１京\\-－ 　❤\u{FE0F}\u{200D}👩]{0,40}",
            word in "[里裡裏发發髮aAａ1１京\\-－ 　❤👩]{1,3}",
        ) {
            let text = CleanText::line(&text);
            proptest::prop_assert_eq!(each(&word, text.as_str()), naive(&word, text.as_str()));
            proptest::prop_assert_eq!(WordPattern::new(&word).is_in(text.as_str()), !naive(&word, text.as_str()).is_empty());
        }
    }
}
