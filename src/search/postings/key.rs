//! Keys of the index: folded characters and character pairs, in 32 bits.
//!
//! Only letters, digits and ideographs form pairs: punctuation is everywhere, so that pairs with it would say little
//! and take a fifth of the space. What must not go in: lists of articles.

use crate::text::folding::{Folding, blanks};
use crate::text::han::is_main_han;

/// The code of a character: its code point within the basic plane; all others share the 2,048 code points of surrogates.
fn code(c: char) -> u32 {
    let number = c as u32;
    if number <= 0xFFFF { number } else { 0xD800 | number & 0x7FF }
}

fn pair(a: char, b: char) -> u32 {
    code(a) << 16 | code(b)
}

/// Whether `c` forms pairs with its neighbours. Ideographs and common punctuation skip the Unicode tables, whose
/// lookups took 2 % of the time of making a snapshot.
fn joins(c: char) -> bool {
    match c {
        c if is_main_han(c) => true,
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{206F}'
        | '\u{3001}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Calls `key` with every key of a text, in order and with repetitions. No pair spans a line break, or a blank but one that
/// parts no word.
pub(super) fn each(text: &str, folding: &Folding, mut key: impl FnMut(u32)) {
    let mut before = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let Some(c) = folding.fold(c) else { continue };
        key(code(c));
        let this = joins(c).then_some(c);
        if let (Some(a), Some(b)) = (before, this) {
            key(pair(a, b));
        }
        let skipped = c == ' ' && before.is_some() && is_skipped(text, chars.as_str());
        before = if skipped { before } else { this };
    }
}

/// Whether the blank before `rest` in `text` parts no word.
fn is_skipped(text: &str, rest: &str) -> bool {
    let end = text.len() - rest.len();
    let len = text.get(..end).and_then(|head| head.chars().next_back()).map_or(0, char::len_utf8);
    blanks::skipped(text.as_bytes(), end - len).is_some()
}

/// What an article needs in order to contain a word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Needed {
    /// The keys that must all be present.
    pub(super) keys: Vec<u32>,
    /// Whether an article that has the keys is certain to contain the word.
    pub(super) exact: bool,
}

/// The keys of a word: its pairs, and the characters in no pair.
pub(super) fn needed(word: &str, folding: &Folding) -> Needed {
    let chars: Vec<char> = word.chars().filter_map(|c| folding.fold(c)).collect();
    let mut keys = Vec::new();
    let mut paired = false;
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).filter(|next| joins(c) && joins(**next));
        match next {
            Some(next) => keys.push(pair(c, *next)),
            None if !paired => keys.push(code(c)),
            None => {}
        }
        paired = next.is_some();
    }
    keys.sort_unstable();
    keys.dedup();
    let whole =
        keys.len() == 1 && (chars.len() == 1 || chars.len() == 2 && keys.iter().all(|key| *key > 0xFFFF));
    Needed { exact: whole && chars.iter().all(|c| *c as u32 <= 0xFFFF), keys }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u32> {
        let mut keys = Vec::new();
        each(text, Folding::get(), |key| keys.push(key));
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    #[test]
    fn keys_are_folded_and_signs_part_pairs() {
        assert_eq!(keys("遼寧，ＧＤＰ"), keys("辽宁，gdp"));
        assert!(keys("甲乙").contains(&pair('甲', '乙')));
        assert!(
            !keys("甲，乙\n丙").contains(&pair('，', '乙')) && !keys("甲\n乙").contains(&pair('甲', '乙'))
        );
    }

    #[test]
    fn a_blank_that_parts_no_word_makes_no_gap() {
        assert!(keys("营 商 环 境").contains(&pair('商', '环')) && keys("会 计").contains(&pair('会', '计')));
        assert!(!keys("开会 计划").contains(&pair('会', '计')));
    }

    #[test]
    fn letters_digits_and_ideographs_join() {
        for c in (0..=0x3_FFFF).filter_map(char::from_u32) {
            assert_eq!(joins(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn one_and_two_characters_need_no_second_look() {
        let exact = |word| needed(word, Folding::get()).exact;
        assert!(exact("甲") && exact("，") && exact("甲乙") && exact("ａb"));
        assert!(!exact("甲乙丙") && !exact("甲，") && !exact("𠀀") && !exact("甲𠀀") && !exact("甲甲甲"));
    }

    #[test]
    fn characters_outside_pairs_are_keys_too() {
        let mut expected = vec![pair('甲', '乙'), code(','), code('丙')];
        expected.sort_unstable();
        assert_eq!(needed("甲乙，丙", Folding::get()).keys, expected);
    }
}
