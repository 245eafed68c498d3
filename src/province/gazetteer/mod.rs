//! The gazetteer: all names to look for, from the tables in `assets/province`, and what each may mean.
//!
//! `lexicon` finds them in a text. What must not go in: when a name counts (`rules`).

mod lexicon;

pub(crate) use lexicon::Lexicon;

use std::borrow::Cow;

use super::sign;
use super::word_list::WordListFile;
use crate::province::ProvinceSet;

const NAMES: WordListFile = WordListFile(include_str!("../../../assets/province/gazetteer.txt"));
const BLOCKERS: WordListFile = WordListFile(include_str!("../../../assets/province/blockers.txt"));

/// The kind of a name, which decides the rules it must pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum NameKind {
    /// 辽宁, 辽宁省
    Province,
    /// 沈阳市, 青冈县
    Full,
    /// 和县, 老城区: with suffix, and still a word and a suffix
    Anchored,
    /// 老城区, 新城区: used of any town
    Doubtful,
    /// 沈阳, 昆山
    Bare,
    /// 平利, 上林: a county that news rarely calls by the bare name
    Rare,
    /// 白银, 大同: a place name that is also a word
    Ambiguous,
    /// 京津冀, 青藏
    Region,
    /// 苏北, 羊城, 奉天
    Epithet,
    /// 清华大学, 莫高窟
    Institution,
    /// 哈大, before a word for a line
    Line,
    /// 赴京: a verb and the sign of a province
    Verb,
    /// 晋、 or 晋冀: an enumeration may begin
    List,
    /// 首尔, 越南
    Foreign,
    /// 北京烤鸭, 哈密瓜
    Thing,
    /// 北京时间, 黄河, 京剧
    #[default]
    Blocker,
}

impl NameKind {
    /// A division's name without its suffix.
    pub(crate) fn is_bare(self) -> bool {
        matches!(self, Self::Bare | Self::Rare | Self::Ambiguous)
    }

    /// A name that may end in 市, 县, 区 and the like.
    pub(crate) fn may_end_in_suffix(self) -> bool {
        matches!(self, Self::Full | Self::Anchored | Self::Doubtful | Self::Province)
    }
}

/// The meaning of a name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NameMeaning {
    pub(crate) kind: NameKind,
    /// The provinces it means: all of them for a region, one of them for a shared name.
    pub(crate) own: ProvinceSet,
    /// The provinces with a division of this name at any level: directly after one of them, the name means that one.
    pub(crate) all: ProvinceSet,
    /// Bits that the name saves over its characters (see `edges`).
    pub(crate) bits: u8,
}

impl NameMeaning {
    pub(crate) fn new(kind: NameKind, own: ProvinceSet) -> Self {
        Self { kind, own, all: own, bits: 0 }
    }
}

/// Builds the lexicon of all names of the tables and of `signs`, the texts at which a province's sign may count.
pub(crate) fn lexicon(signs: Vec<(Cow<'static, str>, NameMeaning)>) -> Lexicon {
    let mut names: Vec<(Cow<'static, str>, NameMeaning)> = Vec::with_capacity(14_000);
    for (section, line) in NAMES.sections() {
        let Some(kind) = kind(section) else { continue };
        let mut fields = line.split(' ');
        let (Some(name), Some(provinces), Some(bits)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let (own, all) = provinces.split_once('/').unwrap_or((provinces, provinces));
        let bits = bits.parse().unwrap_or(0);
        names.push((
            name.into(),
            NameMeaning { kind, own: sign::provinces(own), all: sign::provinces(all), bits },
        ));
    }
    for (section, line) in BLOCKERS.sections() {
        let kind = match section {
            "foreign" => NameKind::Foreign,
            "goods" | "opera" => NameKind::Thing,
            _ => NameKind::Blocker,
        };
        names.extend(
            line.split_whitespace().map(|word| (word.into(), NameMeaning::new(kind, ProvinceSet::EMPTY))),
        );
    }
    names.extend(signs);
    Lexicon::new(names)
}

fn kind(section: &str) -> Option<NameKind> {
    Some(match section {
        "province" => NameKind::Province,
        "full" => NameKind::Full,
        "anchored" => NameKind::Anchored,
        "doubtful" => NameKind::Doubtful,
        "bare" => NameKind::Bare,
        "rare" => NameKind::Rare,
        "ambiguous" => NameKind::Ambiguous,
        "region" => NameKind::Region,
        "epithet" => NameKind::Epithet,
        "institution" => NameKind::Institution,
        "line" => NameKind::Line,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::province::{PROVINCES, names};

    fn means(name: &str) -> Option<(NameKind, String)> {
        let meaning = lexicon(Vec::new()).get(name)?;
        Some((meaning.kind, names(meaning.own).collect()))
    }

    #[test]
    fn every_division_is_there_with_and_without_suffix() {
        let lexicon = lexicon(Vec::new());
        for (number, province) in PROVINCES.iter().enumerate() {
            for name in [province.short, province.full] {
                let meaning = lexicon.get(name).unwrap();
                assert_eq!(
                    (meaning.kind, meaning.own),
                    (NameKind::Province, ProvinceSet::single(number)),
                    "{name}"
                );
            }
        }
        assert_eq!(means("青冈县"), Some((NameKind::Full, "黑龙江".into())));
        assert_eq!(means("昆山"), Some((NameKind::Bare, "江苏".into())));
        assert_eq!(means("白银"), Some((NameKind::Ambiguous, "甘肃".into())));
        assert_eq!(means("延边州"), Some((NameKind::Full, "吉林".into())));
    }

    #[test]
    fn names_that_are_words_first_have_no_bare_form() {
        for name in ["合作", "和平", "资源", "市区", "解放"] {
            assert!(means(name).is_none_or(|(kind, _)| kind == NameKind::Blocker), "{name}");
        }
    }
}
