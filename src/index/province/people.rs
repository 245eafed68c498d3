//! People are named after places: 李吉林, 刘长春.
//!
//! A surname before a bare name of two characters is a person where a name may begin (after a comma, a title, 叫) or
//! where something follows that only people have (老师, 说).

use super::edges::Pairs;
use super::spot::{Spot, begins, ends, is_han};

/// Surnames that are seldom the end of another word.
const SURNAMES: &str = "李王张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁余叶蒋杜苏魏吕丁沈姚卢傅钟姜崔谭廖汪陆戴贾韦薛\
邱侯邹熊孟秦阎尹雷黎史陶贺毛郝龚邵钱严覃莫孔汤黄周何柳齐梅童颜翟易乔赖樊兰殷施洪翁荆焦聂倪鲁葛岳凌祝柯喻俞阮蓝鲍骆祁霍苗柴裴庄瞿褚";

/// Surnames that are common words too: both sides must speak for a person.
const DOUBTFUL: &str = "高马石白金江温安方万任于向成常关管段尚应水连时武章季盛单车";

/// After these a person's name may begin.
const INTRODUCTIONS: [&str; 76] = [
    "记者",
    "编辑",
    "主持人",
    "老师",
    "教师",
    "教授",
    "校长",
    "院长",
    "书记",
    "县长",
    "市长",
    "省长",
    "镇长",
    "乡长",
    "村长",
    "主任",
    "局长",
    "处长",
    "科长",
    "部长",
    "厅长",
    "经理",
    "总裁",
    "董事长",
    "队长",
    "班长",
    "组长",
    "连长",
    "团长",
    "站长",
    "所长",
    "厂长",
    "行长",
    "社长",
    "会长",
    "秘书长",
    "干部",
    "同志",
    "先生",
    "女士",
    "同学",
    "学生",
    "护士",
    "医生",
    "大夫",
    "医师",
    "律师",
    "法官",
    "民警",
    "战士",
    "英雄",
    "烈士",
    "诗人",
    "作家",
    "画家",
    "歌手",
    "演员",
    "导演",
    "作曲家",
    "科学家",
    "院士",
    "学者",
    "工程师",
    "技术员",
    "司机",
    "船长",
    "木匠",
    "铁匠",
    "邮递员",
    "邮差",
    "厨师",
    "裁判",
    "教练",
    "选手",
    "运动员",
    "名叫",
];

/// One character before a person's name.
const CONNECTIONS: &str = "叫给对向和与跟同及让请被由是";

/// After a person's name.
const COMPANY: [&str; 48] = [
    "老师",
    "同志",
    "先生",
    "女士",
    "教授",
    "主任",
    "书记",
    "院士",
    "医生",
    "大夫",
    "师傅",
    "老人",
    "说",
    "认为",
    "表示",
    "介绍",
    "告诉",
    "笑着",
    "坦言",
    "回忆",
    "生前",
    "值夜班",
    "出生",
    "毕业",
    "当选",
    "获得",
    "夺",
    "带着",
    "带领",
    "拿起",
    "在会上",
    "走上",
    "摄",
    "将军",
    "烈士",
    "等人",
    "夫妇",
    "一家",
    "自己",
    "他",
    "她",
    "负责",
    "故居",
    "曾",
    "和同学",
    "、",
    "）",
    "率",
];

/// Whether the bare name at `spot` is the given name of a person. A `county` is less often named than a person where a
/// surname before it is bound to no other word.
pub(super) fn is_person(spot: Spot<'_>, county: bool, pairs: &Pairs) -> bool {
    if spot.name().chars().count() != 2 {
        return false;
    }
    let Some(surname) = spot.previous() else { return false };
    let before = spot.before().strip_suffix(surname).unwrap_or_default();
    let begins_here = before.chars().next_back().is_none_or(|c| !is_han(c))
        || ends(before, &INTRODUCTIONS)
        || before.chars().next_back().is_some_and(|c| CONNECTIONS.contains(c));
    let company = begins(spot.after(), &COMPANY) || spot.after().is_empty();
    if SURNAMES.contains(surname) {
        let bound = before.chars().next_back().is_some_and(|c| pairs.bits(c, surname) > 0 || is_count(c));
        begins_here || !bound && (county || company && !spot.after().starts_with('、'))
    } else {
        DOUBTFUL.contains(surname) && begins_here && company && !spot.after().starts_with('、')
    }
}

/// Before 余 and 周 it is a number.
fn is_count(c: char) -> bool {
    c.is_ascii_digit() || "十百千万亿一二两三四五六七八九几".contains(c)
}

/// Whether the name at `spot` is part of a foreign person's: 古斯塔夫·哈格隆德.
pub(super) fn is_transliterated(spot: Spot<'_>) -> bool {
    let near: Vec<char> = spot.before().chars().rev().take(3).collect();
    let dotted = near.iter().any(|c| "·・".contains(*c));
    let placed = near.first().is_some_and(|c| "在到从赴往于的和与至、，。".contains(*c));
    spot.after().starts_with(['·', '・', '•'])
        || dotted && !placed && near.first().is_some_and(|c| is_han(*c))
}

/// Whether a person's name begins with the bare name at `spot`: 木匠徐州平.
pub(super) fn begins_person(spot: Spot<'_>) -> bool {
    let name = spot.name();
    if name.chars().count() != 2 || !name.starts_with(|c| SURNAMES.contains(c)) {
        return false;
    }
    let mut after = spot.after().chars();
    let third = after.next().is_some_and(|c| is_han(c) && !"的市县区人".contains(c));
    let rest = after.as_str();
    let ended = rest.starts_with(['的', '，', '、', '。']) || begins(rest, &COMPANY);
    third && ended && ends(spot.before(), &INTRODUCTIONS)
}
