//! Whether word boundaries cut through a name: 隆重庆祝, 沈阳市场, 市和县, 战平利物浦.
//!
//! Needs no dictionary: tables give the bits that each word saves over its characters, and the gazetteer the bits that the
//! name saves. If the words save more without the name, it is not a name. Jieba itself, tried on the same clauses, rejected
//! three more wrong names in 10,396 sentences and lost two right ones, and tags would have to wait for its dictionary.

use std::sync::LazyLock;

use crate::province::name_match::NameMatch;
use crate::province::word_list::{CharSet, WordListFile};
use crate::text::bmp_set::BmpSet;
use crate::text::han::is_han;
use crate::text::long_words::{self, LongWords};
use crate::text::word_bits::WordBits;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/edges.txt"));

/// Single characters before a name that leave it whole: 在, 的.
static BEFORE: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("before"));

/// Of these, the ones before places only.
static TO_PLACES: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("to-places"));

/// Single characters after a name that leave it whole: 的, 是.
static AFTER: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("after"));

/// Of these, the ones after places only: 县, 城.
static OF_PLACES: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("of-places"));

/// Characters by which foreign names are written.
static SOUNDS: LazyLock<BmpSet> =
    LazyLock::new(|| BmpSet::new(TABLE.chars("sounds").chars().iter().copied()));

/// Characters examined on either side: room for a word that touches the name and one that competes with it.
const REACH: usize = 3;

/// Room for the characters around most names.
const AROUND: usize = 16;

/// Characters of the longest word, without the last.
const LONGEST: usize = 5;

/// Most characters of the clause on either side that are cut into words.
const CLAUSE: usize = 8;

/// The tables by which clauses are cut.
pub(crate) struct Words {
    pub(crate) short: &'static WordBits,
    pub(crate) long: &'static LongWords,
}

impl Words {
    pub(crate) fn get() -> Self {
        Self { short: WordBits::get(), long: LongWords::get() }
    }

    fn cut(&self, text: &str) -> long_words::Cut {
        long_words::cut(self.short, self.long, text)
    }
}

/// Whether words across an edge of the name save more than the name's own `bits`. `suffixed`: it ends in a suffix such
/// as 县.
pub(crate) fn cut(words: &Words, matched: NameMatch<'_>, bits: u8, suffixed: bool) -> bool {
    let short = words.short;
    let mut around = Vec::with_capacity(AROUND);
    around.extend(matched.before().chars().rev().take_while(|c| is_han(*c)).take(REACH));
    around.reverse();
    let start = around.len();
    around.extend(matched.name().chars());
    let end = around.len();
    // 县 and 市 of a full name bind to the next word (县委, 市民) and still belong to the name; 任县长 is not 任县.
    let is_whole = suffixed && end - start > 2;
    let reach = if is_whole { 0 } else { REACH };
    around.extend(matched.after().chars().take_while(|c| is_han(*c)).take(reach));
    let crossed = crosses(short, &around, start) || crosses(short, &around, end);
    let most = |part: Option<&[char]>| short.most(part.unwrap_or_default());
    if crossed && short.most(&around) > most(around.get(..start)) + u32::from(bits) + most(around.get(end..))
    {
        return true;
    }
    // Long words and the whole clause matter less often and take longer.
    if !may_cross_long(words.long, matched) {
        return false;
    }
    let (left, right) = clause(matched, if is_whole { 0 } else { CLAUSE });
    if !crosses_long(words.long, matched, left) {
        return false;
    }
    let whole = matched.text.get(left..right).unwrap_or_default();
    let [head, tail] = [left..matched.start, matched.end..right]
        .map(|range| words.cut(matched.text.get(range).unwrap_or_default()).bits);
    words.cut(whole).bits > head + u32::from(bits) + tail
}

/// The part of the clause around the name that is cut: at most [`CLAUSE`] ideographs before it and `after` behind.
fn clause(matched: NameMatch<'_>, after: usize) -> (usize, usize) {
    let head = matched.before().chars().rev().take_while(|c| is_han(*c)).take(CLAUSE);
    let tail = matched.after().chars().take_while(|c| is_han(*c)).take(after);
    let len = |chars: usize, c: char| chars + c.len_utf8();
    (matched.start - head.fold(0, len), matched.end + tail.fold(0, len))
}

/// Whether a word has characters on both sides of `edge`.
fn crosses(words: &WordBits, chars: &[char], edge: usize) -> bool {
    let pair = |at: usize| matches!(chars.get(at..at + 2), Some([a, b]) if words.pair(*a, *b) > 0);
    let triple = |at: usize| matches!(chars.get(at..at + 3), Some([a, b, c]) if words.triple(*a, *b, *c) > 0);
    edge >= 1 && (pair(edge - 1) || triple(edge - 1)) || edge >= 2 && triple(edge - 2)
}

/// Whether a long word may lie across an edge of the name: a quick look at the pairs around it.
fn may_cross_long(long: &LongWords, matched: NameMatch<'_>) -> bool {
    let Some(mut next) = matched.name().chars().next() else { return false };
    // Pairs that begin inside the name, the last of them with the character behind it.
    let behind = matched.name().chars().skip(2).chain(matched.next());
    if matched.name().chars().skip(1).zip(behind).any(|(a, b)| long.may_begin(a, b)) {
        return true;
    }
    for c in matched.before().chars().rev().take(LONGEST).take_while(|c| is_han(*c)) {
        if long.may_begin(c, next) {
            return true;
        }
        next = c;
    }
    false
}

/// Whether a long word that starts at `left` or later lies across an edge of the name.
fn crosses_long(long: &LongWords, matched: NameMatch<'_>, left: usize) -> bool {
    let before = matched.text.get(left..matched.start).unwrap_or_default();
    let count = before.chars().count();
    let into = before
        .char_indices()
        .enumerate()
        .any(|(at, (byte, _))| long.reaches(matched.text.get(left + byte..).unwrap_or_default(), count - at));
    let len = matched.name().chars().count();
    into || matched.name().char_indices().enumerate().skip(1).any(|(at, (byte, _))| {
        long.reaches(matched.text.get(matched.start + byte..).unwrap_or_default(), len - at)
    })
}

/// Whether the name stands as a word of its clause, cut as a whole, among words and not among stray characters: 平利 is
/// none in 1比1平利物浦, 修水 none in 上门修水管.
pub(crate) fn stands_clear(words: &Words, matched: NameMatch<'_>, person: bool, abroad: bool) -> bool {
    let (left, right) = clause(matched, CLAUSE);
    let head = matched.text.get(left..matched.start).unwrap_or_default();
    let tail = matched.text.get(matched.end..right).unwrap_or_default();
    let last = words.cut(head).words.last().copied();
    let first = words.cut(tail).words.first().copied();
    let [previous, next] = [matched.previous(), matched.next()].map(|c| c.filter(|c| is_han(*c)));
    let place_before = last == Some(1) && previous.is_some_and(|c| TO_PLACES.contains(c));
    let place_after = next.is_some_and(|c| OF_PLACES.contains(c));
    let clear_before =
        last != Some(1) || previous.is_some_and(|c| BEFORE.contains(c) || TO_PLACES.contains(c));
    let clear_after = first != Some(1) || place_after || next.is_some_and(|c| AFTER.contains(c));
    let sounds = matched.name().chars().all(|c| SOUNDS.contains(c));
    let ends_in_name = matched.previous().is_some_and(|c| "·・•".contains(c));
    clear_before
        && clear_after
        && !ends_in_name
        && !(matched.after().starts_with(['·', '・', '•']))
        && (place_before || place_after || !(person || sounds || abroad))
}

/// Whether foreign names are written with this character.
pub(crate) fn is_sound(c: char) -> bool {
    SOUNDS.contains(c)
}

/// Whether the name runs on into a foreign one: 东阿塞拜疆, 平鲁布拉斯.
pub(crate) fn runs_into_sounds(matched: NameMatch<'_>) -> bool {
    let both =
        |near: Option<char>, far: Option<char>| near.is_some_and(is_sound) && far.is_some_and(is_sound);
    let (mut name, mut after, mut before) =
        (matched.name().chars(), matched.after().chars(), matched.before().chars());
    let (first, last) = (name.next(), name.next_back());
    last.is_some_and(is_sound) && both(after.next(), after.next())
        || first.is_some_and(is_sound) && both(before.next_back(), before.next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched<'t>(text: &'t str, name: &str) -> NameMatch<'t> {
        let start = text.find(name).unwrap_or_default();
        NameMatch { text, start, end: start + name.len() }
    }

    #[test]
    fn a_name_across_two_words_is_cut() {
        let words = Words::get();
        let cut = |text: &str, name: &str| cut(&words, matched(text, name), 13, false);
        assert!(
            cut("人们隆重庆祝丰收", "重庆") && cut("实际上海外市场", "上海") && cut("战平利物浦", "平利")
        );
        assert!(!cut("他在重庆住了三年", "重庆"));
    }

    #[test]
    fn a_name_among_words_stands_clear() {
        let words = Words::get();
        let clear = |text: &str, name: &str| stands_clear(&words, matched(text, name), false, false);
        for (text, name) in
            [("平利的茶园", "平利"), ("他在修水插队", "修水"), ("记者走进宁陕看望老人", "宁陕")]
        {
            assert!(clear(text, name), "{text}");
        }
        for (text, name) in [("上门修水管", "修水"), ("搭上林某的车", "上林"), ("治国理政和立法", "政和")]
        {
            assert!(!clear(text, name), "{text}");
        }
    }
}
