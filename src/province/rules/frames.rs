//! What stands around a name that is also a word: 在大理的, 到和县, 中共赵县委, and not 市场 or 健康县城.
//!
//! `edges` weighs the words that a name touches; here are the few words that make a place likely or impossible.

use crate::province::name_match::{NameMatch, begins, ends};
use crate::text::han::is_han;

/// After these a name that is also a word is a place.
const PLACE_FOLLOWS: [&str; 34] = [
    "在", "到", "赴", "从", "的", "是", "了", "去", "往", "对", "由", "与", "及", "为", "至", "离", "驻",
    "抵", "回", "经", "给", "让", "被", "说", "把", "访", "入", "于", "飞", "有", "自", "和", "或", "中共",
];

/// Suffixes of divisions that may belong to the next word: 市场, 区域, 旗帜.
const NOT_SUFFIXES: [(char, &str); 8] = [
    ('市', "场值价况面盈"),
    ('区', "域间别块"),
    ('旗', "帜下舰袍手号开"),
    ('盟', "友约军国主誓"),
    ('省', "钱时心力却亲悟略"),
    ('州', "长官府"),
    ('县', "级"),
    ('岛', "国屿"),
];

/// Whether the suffix of a full name belongs to the next word.
pub(crate) fn suffix_is_taken(matched: NameMatch<'_>) -> bool {
    let (Some(suffix), Some(next)) = (matched.name().chars().next_back(), matched.next()) else {
        return false;
    };
    NOT_SUFFIXES.iter().any(|(s, nexts)| *s == suffix && nexts.contains(next))
}

/// Whether a county of two characters stands where only a place can, before one of its offices: 中共赵县委.
pub(crate) fn has_office(matched: NameMatch<'_>) -> bool {
    let left = matched.previous().is_none_or(|c| !is_han(c)) || ends(matched.before(), &PLACE_FOLLOWS);
    left && begins(matched.after(), &["委", "政府", "人民", "人大", "政协", "法院", "公安"])
}

/// Whether a name that is also a word and a suffix stands where only a place can: 到和县, not 市和县.
pub(crate) fn is_anchored(matched: NameMatch<'_>) -> bool {
    let before = matched.before();
    // 和县 at the start of a clause may be 和 and 县: 市辖区（警备区）和县.
    let starts = !matched.name().starts_with('和') && before.chars().next_back().is_none_or(|c| !is_han(c));
    let left = starts || ends(before, &PLACE_FOLLOWS);
    let town = begins(matched.after(), &["城"]) && !begins(matched.after(), &["城市", "城乡", "城镇"]);
    left && !town && !begins(matched.after(), &["级", "域", "乡镇", "市区", "市县"])
}

/// Whether a place's company stands around a name that is also a word: 在大理的, 从白银到.
pub(crate) fn is_framed(matched: NameMatch<'_>) -> bool {
    const BEFORE: [&str; 18] = [
        "在", "到", "赴", "从", "往", "至", "抵达", "来到", "前往", "位于", "来自", "去", "离开", "途经",
        "飞往", "回到", "走进", "驻",
    ];
    const AFTER: [&str; 12] =
        ["的", "市", "县", "到", "至", "人", "等地", "出发", "当地", "城", "机场", "站"];
    // After a place and after no word.
    const COMPANY: [&str; 30] = [
        "地震",
        "灾区",
        "机场",
        "火车站",
        "古城",
        "市民",
        "当地",
        "警方",
        "街头",
        "大学",
        "学院",
        "医院",
        "法院",
        "海关",
        "市委",
        "市政府",
        "县委",
        "州委",
        "日报",
        "晚报",
        "电视台",
        "地区",
        "境内",
        "城区",
        "老城",
        "籍",
        "移民",
        "农民",
        "牧民",
        "矿区",
    ];
    // Before a place whatever follows.
    const BOUND: [&str; 12] =
        ["发往", "运往", "开往", "飞往", "赶往", "奔赴", "赶赴", "抵达", "途经", "位于", "祖籍", "籍贯"];
    let next_is_edge = matched.next().is_none_or(|c| !is_han(c));
    let left_is_edge = matched.previous().is_none_or(|c| !is_han(c));
    ends(matched.before(), &BOUND)
        || (ends(matched.before(), &BEFORE) && (next_is_edge || begins(matched.after(), &AFTER)))
        || ((left_is_edge || ends(matched.before(), &BEFORE)) && begins(matched.after(), &COMPANY))
}
