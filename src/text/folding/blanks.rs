//! Blanks that part no word: in 沈 阳 市, as character recognition leaves it, and in 会 计.
//!
//! A single blank between two ideographs is skipped where three ideographs or more stand one by one, and where the
//! characters on both sides make a word and belong to none on their own side: 开会 计划 is no 会计. Whether a blank is
//! skipped depends on its line alone, never on what is searched. What must not go in: what is searched.

use memchr::memmem;

use super::Folding;
use crate::text::han::is_han;
use crate::text::long_words::{self, LongWords};
use crate::text::word_bits::WordBits;

/// Blanks that may part no word.
pub const BLANKS: [char; 2] = [' ', '\u{3000}'];

/// The ideographic blank in UTF-8.
const WIDE: &[u8] = "\u{3000}".as_bytes();

/// Its first byte.
const WIDE_FIRST: u8 = 0xE3;

/// Most ideographs on either side that are cut into words.
const CLAUSE: usize = 6;

/// Most characters of a word on one side of a blank.
const PART: usize = 3;

/// The length in bytes of the blank that `text` begins with; 0 for none.
fn blank(text: &[u8]) -> usize {
    match text {
        [b' ', ..] => 1,
        _ if text.starts_with(WIDE) => WIDE.len(),
        _ => 0,
    }
}

/// The length in bytes of the blank that `text` ends with; 0 for none.
fn blank_before(text: &[u8]) -> usize {
    match text {
        [.., b' '] => 1,
        _ if text.ends_with(WIDE) => WIDE.len(),
        _ => 0,
    }
}

/// The character that `text` begins with, if it is an ideograph.
fn han(text: &[u8]) -> Option<char> {
    let len = if *text.first()? >= 0xF0 { 4 } else { 3 };
    let c = std::str::from_utf8(text.get(..len)?).ok()?.chars().next()?;
    is_han(c).then_some(c)
}

/// The character that `text` ends with, if it is an ideograph.
fn han_before(text: &[u8]) -> Option<char> {
    let of = |len: usize| han(text.get(text.len().checked_sub(len)?..)?).filter(|c| c.len_utf8() == len);
    of(3).or_else(|| of(4))
}

/// Whether the text may have blanks that are skipped: a quick look, never wrongly false.
pub fn may_be_skipped(text: &[u8]) -> bool {
    let between = |at: usize, len: usize| {
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        let after = text.get(at + len);
        before.is_some_and(|b| *b >= 0x80) && after.is_some_and(|b| (0xE2..=0xF4).contains(b))
    };
    memchr::memchr_iter(b' ', text).any(|at| between(at, 1))
        || memmem::find_iter(text, WIDE).any(|at| between(at, WIDE.len()))
}

/// Whether the text has no blank that is skipped.
pub fn all_part(text: &[u8]) -> bool {
    !may_be_skipped(text)
        || memchr::memchr2_iter(b' ', WIDE_FIRST, text).all(|at| skipped(text, at).is_none())
}

/// Whether a blank stands at the byte `at` of `text` that parts no word; its length in bytes.
pub fn skipped(text: &[u8], at: usize) -> Option<usize> {
    let (before, rest) = text.split_at_checked(at)?;
    let len = blank(rest);
    let after = rest.get(len..)?;
    if len == 0 || han(after).is_none() || han_before(before).is_none() {
        return None;
    }
    (is_spaced(before, after) || joins_word(before, after)).then_some(len)
}

/// Whether the ideographs beside the blank are two of three that stand one by one.
fn is_spaced(before: &[u8], after: &[u8]) -> bool {
    let (Some(left), Some(right)) = (alone_before(before), alone(after)) else { return false };
    let further_left = blank_before(left);
    let further_right = blank(right);
    further_left > 0 && left.get(..left.len() - further_left).and_then(alone_before).is_some()
        || further_right > 0 && right.get(further_right..).and_then(alone).is_some()
}

/// The text before the ideograph that `text` ends with, if no other one stands before it.
fn alone_before(text: &[u8]) -> Option<&[u8]> {
    let rest = text.get(..text.len() - han_before(text)?.len_utf8())?;
    han_before(rest).is_none().then_some(rest)
}

/// The text after the ideograph that `text` begins with, if no other one follows it.
fn alone(text: &[u8]) -> Option<&[u8]> {
    let rest = text.get(han(text)?.len_utf8()..)?;
    han(rest).is_none().then_some(rest)
}

/// Whether stray characters on both sides make a word.
fn joins_word(before: &[u8], after: &[u8]) -> bool {
    let (short, long) = (WordBits::get(), LongWords::get());
    let mut left = Vec::new();
    let mut rest = before;
    while let Some(c) = han_before(rest).filter(|_| left.len() < CLAUSE) {
        left.push(c);
        rest = rest.get(..rest.len() - c.len_utf8()).unwrap_or_default();
    }
    left.reverse();
    let mut right = Vec::new();
    let mut rest = after;
    while let Some(c) = han(rest).filter(|_| right.len() < CLAUSE) {
        right.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    let plain = |chars: Vec<char>| -> String {
        chars.into_iter().map(|c| Folding::get().simplified(c).unwrap_or(c)).collect()
    };
    let (left, right) = (plain(left), plain(right));
    let stray = |words: &mut dyn Iterator<Item = &usize>| words.take_while(|len| **len == 1).count();
    let stray_left = stray(&mut long_words::cut(short, long, &left).words.iter().rev());
    let stray_right = stray(&mut long_words::cut(short, long, &right).words.iter());
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    (1..=stray_left.min(PART)).any(|a| {
        (1..=stray_right.min(PART)).any(|b| {
            let head = left.get(left.len() - a..).unwrap_or_default();
            let tail = right.get(..b).unwrap_or_default();
            is_word(short, long, &[head, tail].concat())
        })
    })
}

fn is_word(short: &WordBits, long: &LongWords, chars: &[char]) -> bool {
    match *chars {
        [a, b] => short.pair(a, b) > 0,
        [a, b, c] if short.triple(a, b, c) > 0 => true,
        _ => long.has(&chars.iter().collect::<String>()),
    }
}

/// `text` without the blanks that part no word, and for each of its bytes the byte of `text`, with one more for its end;
/// `None` if there are no such blanks.
pub fn without(text: &str) -> Option<(String, Vec<u32>)> {
    if !may_be_skipped(text.as_bytes()) {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        if skipped(text.as_bytes(), at).is_none() {
            plain.push(c);
            places.extend((at..at + c.len_utf8()).map(|place| place as u32));
        }
    }
    places.push(text.len() as u32);
    (plain.len() < text.len()).then_some((plain, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        without(text).map_or_else(|| text.to_owned(), |(plain, _)| plain)
    }

    #[test]
    fn ideographs_one_by_one_are_joined() {
        assert_eq!(joined("辽 宁 省 沈 阳 市 ， 办 事 时 间"), "辽宁省沈阳市 ， 办事时间");
        assert_eq!(joined("沈　阳　市"), "沈阳市");
    }

    #[test]
    fn stray_halves_of_a_word_are_joined() {
        assert_eq!(joined("请 会 计 来"), "请会计来");
        assert_eq!(joined("会 计"), "会计");
        assert_eq!(joined("他在沈 阳市"), "他在沈阳市");
    }

    #[test]
    fn whole_words_stay_apart() {
        for text in ["开会 计划", "营商 环境", "甲  乙", "甲 乙", "abc 沈阳 def", "标题 正文", " 会", "会 "]
        {
            assert_eq!(joined(text), text);
        }
    }

    #[test]
    fn texts_without_skipped_blanks_are_known() {
        for text in ["", "辽宁省沈阳市", "营商 环境", "。　甲乙", " 会", "a b"] {
            assert!(all_part(text.as_bytes()), "{text}");
        }
        for text in ["会 计", "在沈　阳市", "甲、乙。沈 阳 市"] {
            assert!(!all_part(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let (plain, places) = without("在沈 阳市").unwrap();
        let at = plain.find('阳').unwrap();
        assert_eq!(places[at] as usize, "在沈 ".len());
        assert_eq!(*places.last().unwrap() as usize, "在沈 阳市".len());
    }
}
