//! Foreign places written like a place in China: 韩国海南郡, 越南太原.

use std::sync::LazyLock;

use crate::province::gazetteer::NameKind;
use crate::province::name_match::NameMatch;
use crate::province::rules::{edges, things};
use crate::province::word_list::{CharSet, WordList, WordListFile};
use crate::text::han::is_han;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/foreign.txt"));

/// How far a country affects later names: 20 characters (bytes).
const REACH: usize = 60;

/// How many characters after a university its foreign city may be named.
const AHEAD: usize = 6;

/// Most characters between a foreign city and its district with a Chinese-looking suffix: 釜山海云台区.
const CLOSE: usize = 2;

/// Most characters of a foreign name before the part that is written like a place in China.
const LONGEST_HEAD: usize = 4;

/// Units that no division of China uses.
static UNITS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("units"));

/// Characters that separate a place from the foreign city before it: 釜山到海南.
static NOT_BETWEEN: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("not-between"));

/// Foreign places that share a name with one in China.
pub(crate) struct Abroad {
    countries: Vec<(&'static str, Vec<&'static str>)>,
}

/// The foreign country or city named last, and the end of its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LastAbroad<'t> {
    pub(crate) name: &'t str,
    pub(crate) end: usize,
}

impl Abroad {
    pub(crate) fn new() -> Self {
        let lines = TABLE.lines("countries").map(|line| {
            let mut words = line.split(' ');
            (words.next().unwrap_or_default(), words.collect())
        });
        Self { countries: lines.collect() }
    }

    /// Whether a country or a city that has a place of this name is named soon after it.
    fn follows(&self, matched: NameMatch<'_>) -> bool {
        let near: usize = matched.after().chars().take(AHEAD).map(char::len_utf8).sum();
        let near = matched.after().get(..near).unwrap_or_default();
        self.countries
            .iter()
            .any(|(country, places)| places.contains(&matched.name()) && near.contains(country))
    }

    /// Whether the name at `matched`, after `last`, is a foreign place.
    pub(crate) fn is_abroad(
        &self,
        matched: NameMatch<'_>,
        kind: NameKind,
        last: Option<LastAbroad<'_>>,
    ) -> bool {
        if UNITS.begins(matched.after()) {
            return true;
        }
        // 汉阳大学在首尔: the city follows.
        if kind.is_bare() && things::is_organisation(matched.after()) && self.follows(matched) {
            return true;
        }
        let Some(last) = last else { return false };
        let Some(between) = matched.text.get(last.end..matched.start) else { return false };
        let namesake = self.countries.iter().any(|(country, places)| {
            *country == last.name && places.iter().any(|place| matched.name().starts_with(place))
        });
        if between.is_empty() {
            return namesake
                || matches!(
                    kind,
                    NameKind::Bare
                        | NameKind::Rare
                        | NameKind::Full
                        | NameKind::Ambiguous
                        | NameKind::Anchored
                        | NameKind::Doubtful
                        | NameKind::Institution
                );
        }
        // 瑞士瓦莱州: the name ends a foreign one.
        let sounds = between.chars().count() <= LONGEST_HEAD && between.chars().all(edges::is_sound);
        if sounds && kind.is_bare() && matched.name().starts_with(edges::is_sound) {
            return true;
        }
        let close = kind == NameKind::Full
            && between.chars().count() <= CLOSE
            && between.chars().all(|c| is_han(c) && !NOT_BETWEEN.contains(c));
        close || namesake && between.len() <= REACH && !between.contains(['。', '！', '？', '；'])
    }
}
