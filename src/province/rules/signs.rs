//! Provinces by one character: 晋、冀、鲁、豫四省, 赴京, 沪渝高速.
//!
//! A sign counts only in an enumeration that ends in a count or a unit, and after certain verbs.

use std::borrow::Cow;
use std::ops::Range;

use super::edges::EdgeWords;
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
use crate::province::gazetteer::{Lexicon, NameKind, NameMeaning};
use crate::province::name_match::{NameMatch, begins, clause, starts};
use crate::province::sign::{OTHER_SIGNS, province};
use crate::text::han::is_han;

/// Cities that stand beside the signs of provinces in an enumeration.
const CITY_SIGNS: [(char, char); 4] = [('穗', '粤'), ('深', '粤'), ('杭', '浙'), ('蓉', '川')];

const VERBS: &str = "赴抵返访援驻离入进来在";

/// Signs that mean the province after any of the verbs. The others are words too often (在新, 来宁, 访蒙).
const AFTER_VERBS: &str = "京津冀晋辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔滇藏陕陇疆台港澳";

/// Signs that mean the province after these verbs only.
const AFTER_SOME: [(char, &str); 6] = [
    ('援', "青甘宁吉黑蒙"),
    ('赴', "青甘吉黔"),
    ('入', "甘青黔"),
    ('驻', "甘青"),
    ('离', "甘"),
    ('抵', "甘"),
];

/// Before these characters, with the verb, it is another word: 推进, 加入, 未来, 存在.
const OTHER_WORDS: [(char, &str); 7] = [
    ('进', "推促先引改前增行跟走迈奋跃演挺递"),
    ('入', "加融收投深列纳陷引介注输植写载编录出转侵潜嵌"),
    ('来', "未近原本带从后以往由向历古出"),
    ('在', "存内外潜实自重旨意志贵难好坏错"),
    ('离', "距脱分远逃偏背隔"),
    ('访', "专采走来家暗信互拜回上"),
    ('援', "外声后"),
];

/// With the next character the sign is a word of its own.
const LONGER: [(char, &str); 20] = [
    ('京', "剧戏胡都腔东"),
    ('津', "贴津巴梁要液"),
    ('川', "流剧菜普"),
    ('鲁', "迅莽班滨尔"),
    ('湘', "绣菜妃"),
    ('晋', "升级江代朝职"),
    ('粤', "剧菜语"),
    ('桂', "花冠树圆"),
    ('苏', "醒联丹格打轼维宁"),
    ('藏', "品书在着语文医药族匿身獒羚红传毯历"),
    ('台', "历上下前面阶风球词灯州海胞资商"),
    ('港', "口湾池区内外站"),
    ('辽', "阔"),
    ('琼', "浆斯瑶"),
    ('蜀', "绣锦汉国道葵相"),
    ('陇', "海剧"),
    ('冀', "望"),
    ('疆', "场土域"),
    ('沪', "深指"),
    ('澳', "洲大新"),
];

/// With these in the clause 港 is a harbour: 船舶抵港.
const SHIPS: [&str; 7] = ["船", "轮", "渔", "舶", "码头", "港务", "货"];

/// What follows the name of a line of rails or a road.
const LINE_WORDS: [&str; 18] = [
    "高铁",
    "铁路",
    "高速",
    "公路",
    "客专",
    "客运专线",
    "城际",
    "动车",
    "线",
    "通道",
    "大通道",
    "复线",
    "专线",
    "航线",
    "国道",
    "铁道",
    "两地",
    "大动脉",
];

/// What makes a run of signs without commas a group of provinces.
const RUN_WORDS: [&str; 15] = [
    "边区",
    "边界",
    "交界",
    "毗邻",
    "接壤",
    "两地",
    "三地",
    "革命根据地",
    "根据地",
    "铁路",
    "高铁",
    "高速",
    "公路",
    "运河",
    "苏区",
];

/// What two provinces do together: 闽宁协作.
const TOGETHER: [&str; 8] = ["协作", "合作", "扶贫协作", "对口", "帮扶", "结对", "携手", "班列"];

/// Signs of countries too: 新澳合作.
const COUNTRIES: [char; 3] = ['新', '澳', '黑'];

/// Where a rule of this file may begin: a verb and a sign, a sign and a comma, two signs.
pub(crate) fn names() -> Vec<(Cow<'static, str>, NameMeaning)> {
    let mut names = Vec::new();
    let mut add = |a: char, b: char, kind: NameKind, set: Option<ProvinceSet>| {
        names.push((Cow::Owned(String::from_iter([a, b])), NameMeaning::new(kind, set.unwrap_or_default())));
    };
    let some = AFTER_SOME.iter().flat_map(|(verb, signs)| signs.chars().map(move |sign| (*verb, sign)));
    let any = VERBS.chars().flat_map(|verb| AFTER_VERBS.chars().map(move |sign| (verb, sign)));
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
pub(crate) fn after_verb(matched: NameMatch<'_>, lexicon: &Lexicon, words: &EdgeWords) -> bool {
    let mut name = matched.name().chars();
    let (Some(verb), Some(sign)) = (name.next(), name.next()) else { return false };
    let from_sign = matched.text.get(matched.start + verb.len_utf8()..).unwrap_or_default();
    let word = lexicon.longest(from_sign);
    if word.is_some_and(|word| lexicon.meaning(word).kind != NameKind::List) {
        return false;
    }
    let before = matched.before().chars().next_back();
    let other =
        OTHER_WORDS.iter().any(|(v, befores)| *v == verb && before.is_some_and(|b| befores.contains(b)));
    let mut after = matched.after().chars();
    let (next, second) = (after.next(), after.next());
    let binds = |a, b| Option::zip(a, b).map_or(0, |(a, b)| words.pair(a, b));
    let bound = binds(Some(sign), next) > binds(next, second);
    let longer = LONGER.iter().any(|(s, nexts)| *s == sign && next.is_some_and(|n| nexts.contains(n)));
    let ship = |c: &str| clause(matched).0.contains(c);
    let harbour =
        sign == '港' && (matches!(verb, '进' | '离' | '入' | '返') || SHIPS.iter().any(|c| ship(c)));
    let collected = matched.name() == "入藏"
        && matched.after().split(|c| !is_han(c)).next().is_some_and(|c| c.contains('馆'));
    let abroad = sign == '澳' && verb != '驻' || sign == '苏' && verb == '访';
    !(other || bound || longer || harbour || collected || abroad)
}

/// Whether a word for a line follows.
pub(crate) fn is_line(matched: NameMatch<'_>) -> bool {
    begins(matched.after(), &LINE_WORDS)
}

/// Provinces one after the other: 晋、冀、鲁、豫四省.
pub(crate) struct Enumeration {
    /// Bytes and province of each.
    pub(crate) members: Vec<(Range<usize>, ProvinceSet)>,
    /// Where the last one ends.
    pub(crate) end: usize,
}

/// The enumeration that begins at `matched`, if what follows makes it one.
pub(crate) fn enumeration(matched: NameMatch<'_>) -> Option<Enumeration> {
    let mut members = Vec::new();
    let (mut end, mut commas) = (matched.start, 0);
    while let Some((len, set)) = member(matched.text.get(end..)?) {
        members.push((end..end + len, set));
        end += len;
        let rest = matched.text.get(end..)?;
        let comma = ["、", "以及", "和", "及", "与"].iter().find(|c| rest.starts_with(**c));
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
    // 宁 is 南京 in the names of lines (沪宁高速); 宁夏 stands among its neighbours.
    let nanjing = commas == 0 && listed.contains('宁') && !listed.contains(['陕', '甘', '青', '蒙', '闽']);
    let together = begins(rest, &TOGETHER) && !listed.contains(COUNTRIES);
    let closed = if commas > 0 { unit(rest) } else { unit_of_run(rest) || together };
    (distinct > 1 && closed && !nanjing && !matched.before().ends_with('中'))
        .then_some(Enumeration { members, end })
}

/// One member of an enumeration: a sign, or the short name of a province.
fn member(rest: &str) -> Option<(usize, ProvinceSet)> {
    if let Some(number) = PROVINCES.iter().position(|p| starts(rest, p.short)) {
        return Some((PROVINCES.get(number)?.short.len(), ProvinceSet::single(number)));
    }
    let sign = rest.chars().next()?;
    let city = CITY_SIGNS.iter().find(|(city, _)| *city == sign).and_then(|(_, sign)| province(*sign));
    let set = if sign == '疆' { None } else { province(sign).or(city) };
    set.map(|set| (sign.len_utf8(), set))
}

/// 四省, 五省区, 三地, 等地, 等省.
fn unit(rest: &str) -> bool {
    let rest = rest.strip_prefix('等').unwrap_or(rest);
    let counted =
        rest.trim_start_matches(|c: char| "一二两三四五六七八九十几多各".contains(c) || c.is_ascii_digit());
    let unit = counted.strip_prefix('个').unwrap_or(counted);
    begins(unit, &["省", "市", "区", "地", "自治区", "直辖市", "兄弟省", "方"])
}

fn unit_of_run(rest: &str) -> bool {
    let counted = rest.trim_start_matches(|c: char| "两三四五六七八九".contains(c));
    (counted.len() < rest.len() && begins(counted, &["省", "市", "区", "地", "自治区"]))
        || begins(rest, &RUN_WORDS)
}
