//! Things named after a place: dishes, dialects, operas; a county's lake or river.
//!
//! What must not go in: fixed names (`assets/province/blockers.txt`).

use std::sync::LazyLock;

use crate::province::name_match::NameMatch;
use crate::province::word_list::{CharSet, WordList, WordListFile};
use crate::text::word_bits::WordBits;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/things.txt"));

/// Words that make a thing part of the name of an organisation or an event, whose place counts: 青岛啤酒博物馆.
static ORGANISATIONS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("organisations"));

/// Words that only start like an organisation.
static NOT_ORGANISATIONS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-organisations"));

/// The table of things named after places.
pub(crate) struct Things {
    things: Vec<&'static str>,
    /// Words that only start like a thing: 话剧.
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

    /// Whether a dish, a dialect or an art named after the place follows.
    pub(crate) fn is_thing(&self, matched: NameMatch<'_>) -> bool {
        let after = matched.after();
        let Some(thing) = longest(&self.things, after) else { return false };
        let rest = after.get(thing.len()..).unwrap_or_default();
        longest(&self.others, after).is_none_or(|other| other.len() < thing.len()) && !is_organisation(rest)
    }
}

/// The longest of the sorted `words` that `text` starts with.
fn longest(words: &[&'static str], text: &str) -> Option<&'static str> {
    let first = text.chars().next()?;
    let from = words.partition_point(|word| word.chars().next() < Some(first));
    let same = words.get(from..)?.iter().take_while(|word| word.starts_with(first));
    same.filter(|word| text.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// Whether `after` continues the name of an organisation.
pub(crate) fn is_organisation(after: &str) -> bool {
    ORGANISATIONS.begins(after) && !NOT_ORGANISATIONS.begins(after)
}

/// Units below a county.
static TOWNSHIPS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("townships"));

/// Words that only start like a township: 浙江乡村, 昆山村民.
static NOT_TOWNSHIPS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-townships"));

/// Whether the name is a township or a village here: 河南街道马鞍山村.
pub(crate) fn is_township(matched: NameMatch<'_>) -> bool {
    TOWNSHIPS.begins(matched.after()) && !NOT_TOWNSHIPS.begins(matched.after())
}

/// Lakes and rivers named after a county: they extend beyond it, or are not in the gazetteer.
static NATURE: LazyLock<WordList> = LazyLock::new(|| TABLE.words("nature"));

/// Passes called after a county, which lie elsewhere: 镇江关.
static PASSES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("passes"));

/// After a water, parts of it: they do not start another word.
static BESIDE_WATERS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("beside-waters"));

/// Parts of mountains: 祁连雪山.
static MOUNTAINS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("mountains"));

/// Words that only start like a water: 黄冈河段, 沅陵江边, 宁波湖畔.
static BANKS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("banks"));

/// Waters that gave their name to a city.
static WATERS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("waters"));

/// What a water has and a city does not.
static OF_WATERS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("of-waters"));

/// Whether the county's name is a lake, a river or a mountain here; `place_follows` says that another place's name follows
/// (杭州江干区).
pub(crate) fn is_nature(matched: NameMatch<'_>, place_follows: bool, words: &WordBits) -> bool {
    let after = matched.after();
    // 宿迁江山大酒店: another word begins with 江.
    let other_word = || {
        let mut chars = after.chars();
        let (water, next) = (chars.next(), chars.next());
        water.zip(next).is_some_and(|(a, b)| !BESIDE_WATERS.contains(b) && words.pair(a, b) > 0)
    };
    (NATURE.begins(after) || PASSES.begins(after)) && !place_follows && !BANKS.begins(after) && !other_word()
        || MOUNTAINS.begins(after)
        || WATERS.has(matched.name()) && OF_WATERS.begins(after)
}
