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
const OTHER: [&str; 26] = [
    "话剧",
    "话题",
    "话筒",
    "话费",
    "话务",
    "话语",
    "话别",
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
    "火锅店主",
    "火锅协",
    "火锅产",
];

/// Whether a dish, a dialect or an art follows that takes its name from the place.
pub(super) fn is_thing(spot: Spot<'_>) -> bool {
    let after = spot.after();
    let thing = begins(after, &THINGS) && !begins(after, &OTHER);
    // 东北话 and 方言 need no more; 话 before another word is that word (说北京话不多).
    thing && !(after.starts_with('话') && begins(after, &["话说"]))
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
