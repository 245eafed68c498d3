//! What is called after a place and is not the place: dishes, dialects, operas; a county's lake or river.
//!
//! Fixed names as wholes stand in `assets/province/blockers.txt`; here are the patterns.

use super::edges::EdgeWords;
use crate::province::gazetteer::sections;
use crate::province::name_match::{NameMatch, begins, starts};

const TABLE: &str = include_str!("../../../assets/province/things.txt");

/// What makes a thing the name of an organisation or an event, which begins with its place: 青岛啤酒博物馆.
const ORGANISATIONS: [&str; 22] = [
    "博物馆",
    "公司",
    "集团",
    "厂",
    "股份",
    "协会",
    "学会",
    "商会",
    "研究所",
    "研究院",
    "学院",
    "大学",
    "实验室",
    "学校",
    "有限",
    "节",
    "博览会",
    "大会",
    "大赛",
    "产业园",
    "小镇",
    "文化节",
];

/// Words that begin like one.
const NOT_ORGANISATIONS: [&str; 3] = ["节目", "节奏", "节约"];

/// The table of what is called after a place.
pub(crate) struct Things {
    things: Vec<&'static str>,
    /// Words that begin like a thing: 话剧.
    others: Vec<&'static str>,
}

impl Things {
    pub(crate) fn new() -> Self {
        let words = |section: &'static str| {
            let lines = sections(TABLE).filter(move |(name, _)| *name == section);
            let mut words: Vec<&str> = lines.flat_map(|(_, line)| line.split(' ')).collect();
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
    begins(after, &ORGANISATIONS) && !begins(after, &NOT_ORGANISATIONS)
}

/// Units below a county.
const TOWNSHIPS: [&str; 8] = ["镇", "乡", "村", "街道", "社区", "屯", "庄村", "林场"];

/// Words that begin like one: 浙江乡村, 昆山村民.
const NOT_TOWNSHIPS: [&str; 22] = [
    "乡村",
    "乡镇",
    "乡亲",
    "乡愁",
    "乡音",
    "乡土",
    "乡贤",
    "乡间",
    "乡下",
    "乡情",
    "乡里",
    "村民",
    "村庄",
    "村落",
    "村镇",
    "村委",
    "村级",
    "村干部",
    "村寨",
    "村里",
    "村里人",
    "社区工作",
];

/// Whether the name is that of a township or a village here: 河南街道马鞍山村.
pub(crate) fn is_township(matched: NameMatch<'_>) -> bool {
    begins(matched.after(), &TOWNSHIPS) && !begins(matched.after(), &NOT_TOWNSHIPS)
}

/// Mountains and waters that a county gives its name to: they reach beyond it, or are no place of the lists.
const NATURE: [&str; 3] = ["湖", "河", "江"];

/// Parts of mountains: 祁连雪山.
const MOUNTAINS: [&str; 3] = ["雪山", "山脉", "冰川"];

/// Words that begin like a water: 黄冈河段, 沅陵江边, 宁波湖畔.
const BANKS: &str =
    "湖畔 湖边 湖滨 湖泊 湖光 湖区 湖景 河段 河道 河长 河流 河畔 河边 河岸 江边 江段 江岸 江滩 江畔";

/// Waters that gave their name to a city.
const WATERS: [&str; 9] = ["洪湖", "巢湖", "黑河", "牡丹江", "沅江", "柳江", "浑江", "晋江", "綦江"];

/// What a water has and a city has not.
const OF_WATERS: &str = "水域 水面 水位 水系 南岸 北岸 东岸 西岸 两岸 沿岸 岸线 上游 中游 下游 流域 支流 干流 大堤 湖面 江面 河面";

/// Whether the county's name is that of a lake, a river or a mountain here; `place_follows` tells of another place's name
/// that begins there (杭州江干区).
pub(crate) fn is_nature(matched: NameMatch<'_>, place_follows: bool, words: &EdgeWords) -> bool {
    let after = matched.after();
    let has = |list: &str| list.split(' ').any(|word| starts(after, word));
    // 宿迁江山大酒店: another word begins with 江.
    let other_word = || {
        let mut chars = after.chars();
        let (water, next) = (chars.next(), chars.next());
        water.zip(next).is_some_and(|(a, b)| !"水口边畔".contains(b) && words.pair(a, b) > 0)
    };
    begins(after, &NATURE) && !place_follows && !has(BANKS) && !other_word()
        || begins(after, &MOUNTAINS)
        || WATERS.contains(&matched.name()) && has(OF_WATERS)
}
