//! Streets, bridges and lanes carry names of places elsewhere: 北京路, 重庆南路, 四川路桥.

use crate::province::name_match::{NameMatch, begins, ends, starts};

/// Between the name and the word for a street: 南京西路, 中山东一路.
const DIRECTIONS: &str = "东西南北中";
const NUMBERS: &str = "一二三四五六七八九十";

const STREETS: [&str; 13] =
    ["路", "街", "大街", "大道", "马路", "胡同", "巷", "桥", "大桥", "立交桥", "高架路", "步行街", "里弄"];

/// Words that begin like a street and are none: 上海街头, 武汉路面, 广州桥梁.
const NOT_STREETS: [&str; 44] = [
    "路段",
    "路过",
    "路况",
    "路演",
    "路网",
    "路政",
    "路径",
    "路途",
    "路程",
    "路费",
    "路障",
    "路由",
    "路透",
    "路线",
    "路人",
    "路遇",
    "路检",
    "路面",
    "路灯",
    "路牌",
    "路权",
    "路边",
    "路基",
    "路局",
    "路子",
    "路试",
    "街头",
    "街头巷尾",
    "大街小巷",
    "街道",
    "街坊",
    "街区",
    "街边",
    "街巷",
    "街景",
    "街舞",
    "街拍",
    "街上",
    "街友",
    "桥梁",
    "桥隧",
    "桥头",
    "巷战",
    "巷子",
];

/// After a direction these are parts of a street all the same: 南京西路边.
const ON_STREETS: [&str; 6] = ["路边", "路面", "路灯", "街上", "街边", "街头"];

/// After 道 a street's name ends here: 重庆道上, 马场道12号.
const AFTER_LANE: [&str; 8] = ["上", "的", "与", "和", "口", "号", "、", "，"];

/// After 一路 a street's name ends here.
const AFTER_NUMBER: [&str; 9] = ["口", "号", "与", "和", "、", "，", "交叉", "封闭", "小学"];

fn starts_with_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Where the street ends that is named after the place at `matched`; only for a name without suffix.
pub(crate) fn street(matched: NameMatch<'_>) -> Option<usize> {
    let after = matched.after();
    let direction = after.chars().next().filter(|c| DIRECTIONS.contains(*c)).map_or(0, char::len_utf8);
    let rest = after.get(direction..)?;
    let number = rest.chars().next().filter(|c| NUMBERS.contains(*c)).map_or(0, char::len_utf8);
    let rest = rest.get(number..)?;
    let at = matched.end + direction + number;
    // 泰安一路口, and 北京一路走来.
    if number > 0 && direction == 0 {
        let numbered = rest
            .strip_prefix('路')
            .is_some_and(|r| r.is_empty() || begins(r, &AFTER_NUMBER) || starts_with_number(r));
        return numbered.then_some(at + '路'.len_utf8());
    }
    let Some(street) = STREETS.iter().filter(|street| starts(rest, street)).map(|street| street.len()).max()
    else {
        let lane = rest.strip_prefix('道')?;
        let ends = begins(lane, &AFTER_LANE) || starts_with_number(lane);
        return ends.then_some(at + '道'.len_utf8());
    };
    let lanes = matched.name() == "北京" && rest.starts_with("胡同");
    let bound_for = rest.starts_with("路上") && ends(matched.before(), &["去", "赴", "往", "到", "来", "回"]);
    let other = begins(rest, &NOT_STREETS) && (direction == 0 || !begins(rest, &ON_STREETS));
    (!bound_for && !other && !lanes).then_some(at + street)
}
