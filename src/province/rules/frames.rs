//! The context that makes a name which is also a word a place (在大理的, 到和县, 中共赵县委) or not (市场, 健康县城).
//!
//! What must not go in: weighing the words that a name touches (`edges`).

use std::sync::LazyLock;

use crate::province::name_match::NameMatch;
use crate::province::word_list::{CharMap, WordList, WordListFile};
use crate::text::han::is_han;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/frames.txt"));

/// After these a name that is also a word is a place.
static PLACE_FOLLOWS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("place-follows"));

/// Suffixes of divisions that may start the next word: 市场, 区域, 旗帜.
static NOT_SUFFIXES: LazyLock<CharMap> = LazyLock::new(|| TABLE.map("not-suffixes"));

/// Offices of a county.
static OFFICES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("offices"));

/// 县 and 城 after a word are a county town, not the name of one: 健康县城.
static TOWN: LazyLock<WordList> = LazyLock::new(|| TABLE.words("town"));

/// Words that begin with 城 and leave the county its name.
static NOT_TOWN: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-town"));

/// With these the suffix is part of a longer word: 县级, 区域.
static LONGER: LazyLock<WordList> = LazyLock::new(|| TABLE.words("longer"));

/// Whether the suffix of a full name starts the next word.
pub(crate) fn suffix_is_taken(matched: NameMatch<'_>) -> bool {
    let (Some(suffix), Some(next)) = (matched.name().chars().next_back(), matched.next()) else {
        return false;
    };
    NOT_SUFFIXES.has(suffix, next)
}

/// Whether a county of two characters is where only a place can be, before one of its offices: 中共赵县委.
pub(crate) fn has_office(matched: NameMatch<'_>) -> bool {
    let left = matched.previous().is_none_or(|c| !is_han(c)) || PLACE_FOLLOWS.ends(matched.before());
    left && OFFICES.begins(matched.after())
}

/// Whether a name that may also be a word and a suffix is where only a place can be: 到和县, not 市和县.
pub(crate) fn is_anchored(matched: NameMatch<'_>) -> bool {
    let before = matched.before();
    // At the start of a clause 和县 may be "and counties": 市辖区（警备区）和县.
    let starts = !matched.name().starts_with('和') && before.chars().next_back().is_none_or(|c| !is_han(c));
    let left = starts || PLACE_FOLLOWS.ends(before);
    let town = TOWN.begins(matched.after()) && !NOT_TOWN.begins(matched.after());
    left && !town && !LONGER.begins(matched.after())
}

/// Often before a place, rarely before the word.
static BEFORE: LazyLock<WordList> = LazyLock::new(|| TABLE.words("before"));

/// After a place that one of [`BEFORE`] introduces.
static AFTER: LazyLock<WordList> = LazyLock::new(|| TABLE.words("after"));

/// After a place, never after the word.
static COMPANY: LazyLock<WordList> = LazyLock::new(|| TABLE.words("company"));

/// Before a place, whatever follows.
static BOUND: LazyLock<WordList> = LazyLock::new(|| TABLE.words("bound"));

/// Whether the context of a name that is also a word is that of a place: 在大理的, 从白银到.
pub(crate) fn is_framed(matched: NameMatch<'_>) -> bool {
    let next_is_edge = matched.next().is_none_or(|c| !is_han(c));
    let left_is_edge = matched.previous().is_none_or(|c| !is_han(c));
    BOUND.ends(matched.before())
        || (BEFORE.ends(matched.before()) && (next_is_edge || AFTER.begins(matched.after())))
        || ((left_is_edge || BEFORE.ends(matched.before())) && COMPANY.begins(matched.after()))
}
