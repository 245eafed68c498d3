//! Characters that only touch: 隆重庆祝, 沈阳市场, 市和县. Whether a name stands on the edges of words.
//!
//! The words around a name are weighed without a dictionary: a table says how many bits each pair of characters that is
//! a word saves over its characters, and the gazetteer how many the name saves. Where the pairs save more without the
//! name than with it, it is none. Jieba itself was tried on the same clauses: it refused three more wrong names in 10,396
//! sentences and lost two right ones, and tags would have had to wait for its dictionary.

use super::spot::{Spot, begins, ends, is_han};

const TABLE: &str = include_str!("../../../assets/province/edges.txt");

/// Characters looked at on either side: a word that touches the name, and one that competes with it.
const REACH: usize = 3;

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

/// Words of two and of three characters, and how many bits each saves over its characters one by one.
pub(super) struct Words {
    /// A first character, then second characters each with a letter for the bits; sorted by the first.
    pairs: Vec<&'static str>,
    /// The same for the second and third characters together.
    triples: Vec<&'static str>,
}

impl Words {
    pub(super) fn new() -> Self {
        let mut lines = TABLE.lines().skip(1);
        let pairs = lines.by_ref().take_while(|line| !line.is_empty()).collect();
        Self { pairs, triples: lines.collect() }
    }

    /// How many bits the pair saves; zero when it is no word.
    pub(super) fn pair(&self, first: char, second: char) -> u32 {
        let mut rest = others(&self.pairs, first).chars();
        while let (Some(other), Some(letter)) = (rest.next(), rest.next()) {
            if other == second {
                return bits(letter);
            }
        }
        0
    }

    fn triple(&self, first: char, second: char, third: char) -> u32 {
        let mut rest = others(&self.triples, first).chars();
        while let (Some(b), Some(c), Some(letter)) = (rest.next(), rest.next(), rest.next()) {
            if (b, c) == (second, third) {
                return bits(letter);
            }
        }
        0
    }

    /// Whether words that cross an edge of the name save more than the name's own `bits`. `suffixed` says that it ends in
    /// a suffix such as 县.
    pub(super) fn cut(&self, spot: Spot<'_>, bits: u8, suffixed: bool) -> bool {
        let mut before: Vec<char> =
            spot.before().chars().rev().take_while(|c| is_han(*c)).take(REACH).collect();
        before.reverse();
        let name: Vec<char> = spot.name().chars().collect();
        // 县 and 市 of a full name bind to what follows (县委, 市民) and stay the name's; 任县长 is not 任县.
        let reach = if suffixed && name.len() > 2 { 0 } else { REACH };
        let after: Vec<char> = spot.after().chars().take_while(|c| is_han(*c)).take(reach).collect();
        let around: Vec<char> = before.iter().chain(&name).chain(&after).copied().collect();
        if !self.crosses(&around, before.len()) && !self.crosses(&around, before.len() + name.len()) {
            return false;
        }
        self.most(&around) > self.most(&before) + u32::from(bits) + self.most(&after)
    }

    /// Whether a word has characters on both sides of `edge`.
    fn crosses(&self, chars: &[char], edge: usize) -> bool {
        let pair = |at: usize| matches!(chars.get(at..at + 2), Some([a, b]) if self.pair(*a, *b) > 0);
        let triple =
            |at: usize| matches!(chars.get(at..at + 3), Some([a, b, c]) if self.triple(*a, *b, *c) > 0);
        edge >= 1 && (pair(edge - 1) || triple(edge - 1)) || edge >= 2 && triple(edge - 2)
    }

    /// The most bits that words side by side save in `chars`.
    fn most(&self, chars: &[char]) -> u32 {
        let (mut two_before, mut before, mut now) = (0, 0, 0);
        for (at, c) in chars.iter().enumerate() {
            let [a, b] = [2, 1].map(|back| at.checked_sub(back).and_then(|at| chars.get(at)).copied());
            let pair = b.map_or(0, |b| before + self.pair(b, *c));
            let triple = a.zip(b).map_or(0, |(a, b)| two_before + self.triple(a, b, *c));
            (two_before, before, now) = (before, now, now.max(pair).max(triple));
        }
        now
    }
}

/// What follows `first` in its line.
fn others(lines: &[&'static str], first: char) -> &'static str {
    let found = lines.binary_search_by(|line| line.chars().next().cmp(&Some(first)));
    found.ok().and_then(|at| lines.get(at)?.get(first.len_utf8()..)).unwrap_or_default()
}

fn bits(letter: char) -> u32 {
    (letter as u32).saturating_sub('a' as u32 - 1)
}

/// Whether the suffix of a full name belongs to the next word.
pub(super) fn suffix_is_taken(spot: Spot<'_>) -> bool {
    let (Some(suffix), Some(next)) = (spot.name().chars().next_back(), spot.next()) else { return false };
    NOT_SUFFIXES.iter().any(|(s, nexts)| *s == suffix && nexts.contains(next))
}

/// Whether a county of two characters stands where only a place can, before one of its offices: 中共赵县委.
pub(super) fn has_office(spot: Spot<'_>) -> bool {
    let left = spot.previous().is_none_or(|c| !is_han(c)) || ends(spot.before(), &PLACE_FOLLOWS);
    left && begins(spot.after(), &["委", "政府", "人民", "人大", "政协", "法院", "公安"])
}

/// Whether a name that is also a word and a suffix stands where only a place can: 到和县, not 市和县.
pub(super) fn is_anchored(spot: Spot<'_>) -> bool {
    let before = spot.before();
    // 和县 at the start of a clause may be 和 and 县: 市辖区（警备区）和县.
    let starts = !spot.name().starts_with('和') && before.chars().next_back().is_none_or(|c| !is_han(c));
    let left = starts || ends(before, &PLACE_FOLLOWS);
    let town = begins(spot.after(), &["城"]) && !begins(spot.after(), &["城市", "城乡", "城镇"]);
    left && !town && !begins(spot.after(), &["级", "域", "乡镇", "市区", "市县"])
}

/// Whether a place's company stands around a name that is also a word: 在大理的, 从白银到.
pub(super) fn is_framed(spot: Spot<'_>) -> bool {
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
    let next_is_edge = spot.next().is_none_or(|c| !is_han(c));
    let left_is_edge = spot.previous().is_none_or(|c| !is_han(c));
    ends(spot.before(), &BOUND)
        || (ends(spot.before(), &BEFORE) && (next_is_edge || begins(spot.after(), &AFTER)))
        || ((left_is_edge || ends(spot.before(), &BEFORE)) && begins(spot.after(), &COMPANY))
}
