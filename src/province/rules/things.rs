//! What is called after a place and is not the place: dishes, dialects, operas; a county's lake or river.
//!
//! Fixed names as wholes stand in `assets/province/blockers.txt`; here are the patterns.

use std::sync::LazyLock;

use super::edges::EdgeWords;
use crate::province::name_match::NameMatch;
use crate::province::word_list::{CharSet, WordList, WordListFile};

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/things.txt"));

/// What makes a thing the name of an organisation or an event, which begins with its place: 青岛啤酒博物馆.
static ORGANISATIONS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("organisations"));

/// Words that begin like one.
static NOT_ORGANISATIONS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-organisations"));

/// The table of what is called after a place.
pub(crate) struct Things {
    things: Vec<&'static str>,
    /// Words that begin like a thing: 话剧.
    others: Vec<&'static str>,
}

impl Things {
    pub(crate) fn new() -> Self {
        let words = |section: &'static str| {
            let mut words = TABLE.words(section).words().to_vec();
            words.sort_unstable();
            words
        };
        Self { things: words("thing"), others: words("other") }
    }

    /// Whether a dish, a dialect or an art follows that takes its name from the place.
    pub(crate) fn is_thing(&self, matched: NameMatch<'_>) -> bool {
        let after = matched.after();
        let Some(thing) = longest(&self.things, after) else { return false };
        let rest = after.get(thing.len()..).unwrap_or_default();
        longest(&self.others, after).is_none_or(|other| other.len() < thing.len()) && !is_organisation(rest)
    }
}

/// The longest of the sorted `words` that `text` begins with.
fn longest(words: &[&'static str], text: &str) -> Option<&'static str> {
    let first = text.chars().next()?;
    let from = words.partition_point(|word| word.chars().next() < Some(first));
    let same = words.get(from..)?.iter().take_while(|word| word.starts_with(first));
    same.filter(|word| text.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// Whether an organisation's name goes on here.
pub(crate) fn is_organisation(after: &str) -> bool {
    ORGANISATIONS.begins(after) && !NOT_ORGANISATIONS.begins(after)
}

/// Units below a county.
static TOWNSHIPS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("townships"));

/// Words that begin like one: 浙江乡村, 昆山村民.
static NOT_TOWNSHIPS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-townships"));

/// Whether the name is that of a township or a village here: 河南街道马鞍山村.
pub(crate) fn is_township(matched: NameMatch<'_>) -> bool {
    TOWNSHIPS.begins(matched.after()) && !NOT_TOWNSHIPS.begins(matched.after())
}

/// Mountains and waters that a county gives its name to: they reach beyond it, or are no place of the lists.
static NATURE: LazyLock<WordList> = LazyLock::new(|| TABLE.words("nature"));

/// After a water these belong to it and make no other word.
static BESIDE_WATERS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("beside-waters"));

/// Parts of mountains: 祁连雪山.
static MOUNTAINS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("mountains"));

/// Words that begin like a water: 黄冈河段, 沅陵江边, 宁波湖畔.
static BANKS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("banks"));

/// Waters that gave their name to a city.
static WATERS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("waters"));

/// What a water has and a city has not.
static OF_WATERS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("of-waters"));

/// Whether the county's name is that of a lake, a river or a mountain here; `place_follows` tells of another place's name
/// that begins there (杭州江干区).
pub(crate) fn is_nature(matched: NameMatch<'_>, place_follows: bool, words: &EdgeWords) -> bool {
    let after = matched.after();
    // 宿迁江山大酒店: another word begins with 江.
    let other_word = || {
        let mut chars = after.chars();
        let (water, next) = (chars.next(), chars.next());
        water.zip(next).is_some_and(|(a, b)| !BESIDE_WATERS.contains(b) && words.pair(a, b) > 0)
    };
    NATURE.begins(after) && !place_follows && !BANKS.begins(after) && !other_word()
        || MOUNTAINS.begins(after)
        || WATERS.words().contains(&matched.name()) && OF_WATERS.begins(after)
}
