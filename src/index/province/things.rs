//! What is called after a place and is not the place: dishes, dialects, operas; a county's lake or river.
//!
//! Fixed names as wholes stand in `assets/province/blockers.txt`; here are the patterns.

use super::spot::{Spot, begins};

/// Dishes, goods and arts that take the name of any place before them.
const THINGS: [&str; 66] = [
    "话",
    "方言",
    "菜",
    "菜系",
    "烤鸭",
    "拉面",
    "米粉",
    "米线",
    "热干面",
    "火锅",
    "小面",
    "烩面",
    "臊子面",
    "刀削面",
    "螺蛳粉",
    "大盘鸡",
    "泡菜",
    "麻花",
    "火腿",
    "烧鸡",
    "扒鸡",
    "板鸭",
    "盐水鸭",
    "酱鸭",
    "腊肉",
    "香肠",
    "腊肠",
    "牛肉面",
    "担担面",
    "炸酱面",
    "臭豆腐",
    "豆瓣酱",
    "香醋",
    "陈醋",
    "黄酒",
    "毛尖",
    "毛峰",
    "香梨",
    "蜜桔",
    "蜜橘",
    "脐橙",
    "肠粉",
    "煲仔饭",
    "烧腊",
    "早茶",
    "凉皮",
    "肉夹馍",
    "泡馍",
    "胡辣汤",
    "锅盔",
    "红肠",
    "奶茶",
    "梆子",
    "评弹",
    "快书",
    "大鼓",
    "花鼓戏",
    "采茶戏",
    "坠子",
    "琴书",
    "清音",
    "皮影戏",
    "小笼包",
    "炒饭",
    "大闸蟹",
    "汤包",
];

/// Words that begin like one of those.
const OTHER: [&str; 25] = [
    "话剧",
    "话题",
    "话筒",
    "话费",
    "话务",
    "话语",
    "话别",
    "话说",
    "菜市",
    "菜场",
    "菜价",
    "菜农",
    "菜园",
    "菜籽",
    "菜地",
    "菜田",
    "菜篮",
    "菜鸟",
    "菜油",
    "菜单",
    "菜品",
    "菜心",
    "菜百",
    "大鼓楼",
    "菜场",
];

/// What makes a thing the name of an organisation, which begins with its place: 青岛啤酒博物馆.
const ORGANISATIONS: [&str; 13] = [
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
    "学校",
    "有限",
];

/// Whether an organisation's name goes on here.
pub(super) fn is_organisation(after: &str) -> bool {
    begins(after, &ORGANISATIONS)
}

/// Whether a dish, a dialect or an art follows that takes its name from the place.
pub(super) fn is_thing(spot: Spot<'_>) -> bool {
    let after = spot.after();
    let thing = THINGS.iter().filter(|thing| after.starts_with(**thing)).max_by_key(|thing| thing.len());
    let Some(rest) = thing.and_then(|thing| after.strip_prefix(thing)) else { return false };
    !begins(after, &OTHER) && !is_organisation(rest)
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
pub(super) fn is_township(spot: Spot<'_>) -> bool {
    begins(spot.after(), &TOWNSHIPS) && !begins(spot.after(), &NOT_TOWNSHIPS)
}

/// Waters that a county gives its name to: they reach beyond it, or are no place of the lists.
const WATERS: [&str; 3] = ["湖", "河", "江"];

/// Words that begin like a water: 黄冈河段, 沅陵江边, 宁波湖畔.
const BANKS: [&str; 19] = [
    "湖畔", "湖边", "湖滨", "湖泊", "湖光", "湖区", "湖景", "河段", "河道", "河长", "河流", "河畔", "河边",
    "河岸", "江边", "江段", "江岸", "江滩", "江畔",
];

/// Whether the county's name is that of a lake or a river here.
pub(super) fn is_water(spot: Spot<'_>) -> bool {
    begins(spot.after(), &WATERS) && !begins(spot.after(), &BANKS)
}
