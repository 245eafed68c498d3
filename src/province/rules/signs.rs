//! Provinces named by one character: 晋、冀、鲁、豫四省, 赴京, 沪渝高速.
//!
//! A sign counts only in an enumeration that ends in a count or a unit, and after certain verbs.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::province::gazetteer::{Lexicon, NameKind, NameMeaning};
use crate::province::name_match::{NameMatch, clause, starts};
use crate::province::sign::{OTHER_SIGNS, province};
use crate::province::word_list::{CharMap, CharSet, WordList, WordListFile};
use crate::province::{PROVINCES, ProvinceSet};
use crate::text::han::is_han;
use crate::text::numerals::{is_one_to_ten, is_two_or_few, value};
use crate::text::word_bits::WordBits;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/signs.txt"));

/// Signs of cities that occur among those of provinces in an enumeration.
static CITY_SIGNS: LazyLock<CharMap> = LazyLock::new(|| TABLE.map("city-signs"));

/// Before a sign: movement to or from its province.
static VERBS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("verbs"));

/// Signs that mean the province after any of the verbs. The others are too often words (在新, 来宁, 访蒙).
static AFTER_VERBS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("after-verbs"));

/// Signs that mean the province after these verbs only.
static AFTER_SOME: LazyLock<CharMap> = LazyLock::new(|| TABLE.map("after-some"));

/// Characters that form another word with the verb after them: 推进, 加入, 未来, 存在.
static OTHER_WORDS: LazyLock<CharMap> = LazyLock::new(|| TABLE.map("other-words"));

/// Characters that form another word with the sign before them.
static LONGER: LazyLock<CharMap> = LazyLock::new(|| TABLE.map("longer"));

/// With these in the clause 港 is a harbour: 船舶抵港.
static SHIPS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("ships"));

/// Words after the name of a railway or a road.
static LINE_WORDS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("line-words"));

/// Words after a run of signs without commas that make it a group of provinces.
static RUN_WORDS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("run-words"));

/// What two provinces do together: 闽宁协作.
static TOGETHER: LazyLock<WordList> = LazyLock::new(|| TABLE.words("together"));

/// Signs that also stand for countries: 新澳合作.
static COUNTRIES: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("countries"));

/// With these verbs 港 is a harbour.
static HARBOUR_VERBS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("harbour-verbs"));

/// Between the members of an enumeration.
static JOINS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("joins"));

/// In a run of signs with one of these 宁 is 宁夏.
static BESIDE_NINGXIA: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("beside-ningxia"));

/// After the members of an enumeration and their count.
static UNITS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("units"));

/// In the place of a number before a unit: 多省, 各省.
static COUNTS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("counts"));

/// Signs that after these verbs are foreign: 访苏, 赴澳.
static ABROAD: LazyLock<CharMap> = LazyLock::new(|| TABLE.map("abroad"));

/// After a run of signs without commas and its count.
static RUN_UNITS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("run-units"));

/// The pairs where a rule of this file may apply: a verb and a sign, a sign and a comma, two signs.
pub(crate) fn names() -> Vec<(Cow<'static, str>, NameMeaning)> {
    let mut names = Vec::new();
    let mut add = |a: char, b: char, kind: NameKind, set: Option<ProvinceSet>| {
        names.push((Cow::Owned(String::from_iter([a, b])), NameMeaning::new(kind, set.unwrap_or_default())));
    };
    let some =
        AFTER_SOME.pairs().iter().flat_map(|(verb, signs)| signs.chars().map(move |sign| (*verb, sign)));
    let any =
        VERBS.chars().iter().flat_map(|verb| AFTER_VERBS.chars().iter().map(move |sign| (*verb, *sign)));
    for (verb, sign) in some.chain(any) {
        add(verb, sign, NameKind::Verb, province(sign));
    }
    let listed: Vec<char> = PROVINCES
        .iter()
        .map(|p| p.sign)
        .chain(OTHER_SIGNS.iter().map(|(sign, _)| *sign).filter(|sign| *sign != '疆'))
        .collect();
    for sign in &listed {
        add(*sign, '、', NameKind::List, None);
        for other in listed.iter().filter(|other| *other != sign) {
            add(*sign, *other, NameKind::List, None);
        }
    }
    names
}

/// Whether a sign after a verb means its province: `matched` is the verb and the sign.
pub(crate) fn after_verb(matched: NameMatch<'_>, lexicon: &Lexicon, words: &WordBits) -> bool {
    let mut name = matched.name().chars();
    let (Some(verb), Some(sign)) = (name.next(), name.next()) else { return false };
    let from_sign = matched.text.get(matched.start + verb.len_utf8()..).unwrap_or_default();
    let word = lexicon.longest(from_sign);
    if word.is_some_and(|word| lexicon.meaning(word).kind != NameKind::List) {
        return false;
    }
    let before = matched.before().chars().next_back();
    let other = before.is_some_and(|before| OTHER_WORDS.has(verb, before));
    let mut after = matched.after().chars();
    let (next, second) = (after.next(), after.next());
    let binds = |a, b| Option::zip(a, b).map_or(0, |(a, b)| words.pair(a, b));
    let bound = binds(Some(sign), next) > binds(next, second);
    let longer = next.is_some_and(|next| LONGER.has(sign, next));
    let ship = |c: &str| clause(matched).0.contains(c);
    let harbour = sign == '港' && (HARBOUR_VERBS.contains(verb) || SHIPS.words().iter().any(|c| ship(c)));
    let collected = verb == '入'
        && sign == '藏'
        && matched.after().split(|c| !is_han(c)).next().is_some_and(|c| c.contains('馆'));
    !(other || bound || longer || harbour || collected || ABROAD.has(sign, verb))
}

/// Whether a word for a line follows.
pub(crate) fn is_line(matched: NameMatch<'_>) -> bool {
    LINE_WORDS.begins(matched.after())
}

/// An enumeration of provinces: 晋、冀、鲁、豫四省.
pub(crate) struct Enumeration {
    /// Byte range and province of each member.
    pub(crate) members: Vec<(Range<usize>, ProvinceSet)>,
    /// End of the last member.
    pub(crate) end: usize,
}

/// The enumeration that starts at `matched`, if the text after it makes it one.
pub(crate) fn enumeration(matched: NameMatch<'_>, words: &WordBits) -> Option<Enumeration> {
    let mut members = Vec::new();
    let (mut end, mut commas) = (matched.start, 0);
    while let Some((len, set)) = member(matched.text.get(end..)?) {
        members.push((end..end + len, set));
        end += len;
        let rest = matched.text.get(end..)?;
        let comma = JOINS.words().iter().find(|c| rest.starts_with(**c));
        if let Some(comma) = comma
            && member(rest.get(comma.len()..)?).is_some()
        {
            end += comma.len();
            commas += 1;
        }
    }
    let distinct = members.iter().fold(ProvinceSet::EMPTY, |set, (_, province)| set.union(*province)).len();
    let listed = matched.text.get(matched.start..end)?;
    let rest = matched.text.get(end..)?;
    // 宁 is 南京 in the names of lines (沪宁高速), and 宁夏 among its neighbours.
    let nanjing = commas == 0 && listed.contains('宁') && !listed.contains(|c| BESIDE_NINGXIA.contains(c));
    let together = TOGETHER.begins(rest) && !listed.contains(|c| COUNTRIES.contains(c));
    // 总台、福建省: the first sign ends a word, and 省 is the suffix of the last name.
    let of_word = commas > 0 && ends_word(matched, words);
    let long = members.last().is_some_and(|(range, _)| range.len() > '省'.len_utf8());
    let rest =
        if long { rest.trim_start_matches("自治区").trim_start_matches(['省', '市']) } else { rest };
    let closed = if commas > 0 { unit(rest) && !of_word } else { unit_of_run(rest) || together };
    (distinct > 1 && closed && !nanjing && !matched.before().ends_with('中'))
        .then_some(Enumeration { members, end })
}

/// Whether the first character of the match ends a word that begins before it: 电视台.
fn ends_word(matched: NameMatch<'_>, words: &WordBits) -> bool {
    let mut back = matched.before().chars().rev();
    let (b, a) = (back.next(), back.next());
    let Some((b, c)) = b.zip(matched.name().chars().next()) else { return false };
    words.pair(b, c) > 0 || a.is_some_and(|a| words.triple(a, b, c) > 0)
}

/// One member of an enumeration: a sign, or the short name of a province.
fn member(rest: &str) -> Option<(usize, ProvinceSet)> {
    if let Some(number) = PROVINCES.iter().position(|p| starts(rest, p.short)) {
        return Some((PROVINCES.get(number)?.short.len(), ProvinceSet::single(number)));
    }
    let sign = rest.chars().next()?;
    let city = CITY_SIGNS
        .pairs()
        .iter()
        .find(|(city, _)| *city == sign)
        .and_then(|(_, signs)| province(signs.chars().next()?));
    let set = if sign == '疆' { None } else { province(sign).or(city) };
    set.map(|set| (sign.len_utf8(), set))
}

/// 四省, 五省区, 三地, 等地, 等省.
fn unit(rest: &str) -> bool {
    let rest = rest.strip_prefix('等').unwrap_or(rest);
    let count = |c: char| c.is_ascii_digit() || is_one_to_ten(c) || is_two_or_few(c) || COUNTS.contains(c);
    let counted = rest.trim_start_matches(count);
    let unit = counted.strip_prefix('个').unwrap_or(counted);
    UNITS.begins(unit)
}

fn unit_of_run(rest: &str) -> bool {
    let counted = rest.trim_start_matches(|c: char| c == '两' || matches!(value(c), Some(3..=9)));
    (counted.len() < rest.len() && RUN_UNITS.begins(counted)) || RUN_WORDS.begins(rest)
}
