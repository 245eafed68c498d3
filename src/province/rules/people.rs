//! People are named after places: 李吉林, 刘长春.
//!
//! A surname before a bare name of two characters is a person where a name may begin (after a comma, a title, 叫) or
//! where something follows that only people have (老师, 说).

use super::edges::EdgeWords;
use crate::province::name_match::{NameMatch, begins, ends};
use crate::text::han::is_han;

/// Surnames that are seldom the end of another word.
const SURNAMES: &str = "李王张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁余叶蒋杜苏魏吕丁沈姚卢傅钟姜崔谭廖汪陆戴贾韦薛\
邱侯邹熊孟秦阎尹雷黎史陶贺毛郝龚邵钱严覃莫孔汤黄周何柳齐梅童颜翟易乔赖樊兰殷施洪翁荆焦聂倪鲁葛程范夏段顾闫付岳凌祝柯喻俞阮蓝鲍骆祁霍苗柴裴庄瞿褚";

/// Surnames that are nouns too: a person at the start of a clause, or after a title.
const NOUNS: &str = "高马石白金江温武章季盛龙方万";

/// Surnames that are verbs and the like: the other side must speak for a person too.
const DOUBTFUL: &str = "安任于向成常关管段尚应水连时单车";

/// After these a person's name may begin.
const INTRODUCTIONS: &[&str] = &[
    "记者",
    "编辑",
    "主持人",
    "老师",
    "教师",
    "教授",
    "校长",
    "院长",
    "书记",
    "支书",
    "朋友",
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
    "石匠",
    "邮递员",
    "邮差",
    "厨师",
    "裁判",
    "教练",
    "选手",
    "运动员",
    "名叫",
    "叫",
    "劳模",
    "模范",
    "队员",
    "组员",
    "职工",
    "员工",
    "球员",
    "主演",
    "主播",
    "委员",
    "代表",
    "评委",
    "嘉宾",
    "导师",
    "研究员",
    "讲师",
    "农民",
    "村民",
    "居民",
    "老人",
    "牧民",
    "渔民",
    "店主",
    "老板",
    "掌柜",
    "徒弟",
    "师傅",
    "青年",
    "少年",
    "男孩",
    "女孩",
    "男子",
    "女子",
    "丈夫",
    "妻子",
    "儿子",
    "女儿",
    "父亲",
    "母亲",
    "哥哥",
    "姐姐",
    "弟弟",
    "妹妹",
    "爷爷",
    "奶奶",
    "列兵",
    "士兵",
    "裁缝",
    "会计",
    "乘客",
    "棋手",
    "数学家",
    "摄影师",
    "设计师",
    "志愿者",
];

/// Last characters of given names.
const GIVEN: &str =
    "平华生明文军国强伟杰民栋梁峰涛鹏飞龙辉斌勇刚宇浩志义德福贵祥荣春兰英芳玲珍娟燕霞丽敏静洁婷";

/// After the whole name of a person: 黄骅烈士.
const TITLES: [&str; 8] = ["烈士", "将军", "元帅", "大将", "上将", "中将", "先生", "女士"];

/// One character before a person's name.
const CONNECTIONS: &str = "叫给对向和与跟同及让请被由是";

/// After a person's name.
const COMPANY: [&str; 51] = [
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
    "）",
    "率",
    "报道",
    "走进",
    "来了",
    "到场",
    "获奖",
];

/// Whether the bare name at `matched` is the given name of a person: a surname stands before it that is bound to no other
/// word.
pub(crate) fn is_person(matched: NameMatch<'_>, words: &EdgeWords) -> bool {
    if matched.name().chars().count() != 2 {
        return false;
    }
    let Some(surname) = matched.previous() else { return false };
    let before = matched.before().strip_suffix(surname).unwrap_or_default();
    let last = before.chars().next_back();
    let introduced =
        || last.is_none_or(|c| !is_han(c) || CONNECTIONS.contains(c)) || ends(before, INTRODUCTIONS);
    if SURNAMES.contains(surname) {
        let bound = || last.is_some_and(|c| words.pair(c, surname) > 0 || is_count(c) || "老小".contains(c));
        return introduced() || !bound() && !ends_person(before);
    }
    let noun = NOUNS.contains(surname) && !last.is_some_and(is_count);
    let doubtful =
        || DOUBTFUL.contains(surname) && (matched.after().is_empty() || begins(matched.after(), &COMPANY));
    (noun || doubtful()) && introduced()
}

/// Whether a person's name lacks only the surname-like character that follows: 王雷雷, 蔡依林.
fn ends_person(before: &str) -> bool {
    let mut back = before.chars().rev();
    let first = |c: Option<char>, before: Option<char>| {
        c.is_some_and(|c| SURNAMES.contains(c)) && before.is_none_or(|c| !is_han(c))
    };
    let (a, b, c) = (back.next(), back.next(), back.next());
    first(b, c) || first(a, b)
}

/// Before 余 and 周 it is a number.
fn is_count(c: char) -> bool {
    c.is_ascii_digit() || "十百千万亿一二两三四五六七八九几".contains(c)
}

/// Whether the name at `matched` is part of a foreign person's: 古斯塔夫·哈格隆德.
pub(crate) fn is_transliterated(matched: NameMatch<'_>) -> bool {
    let mut near = matched.before().chars().rev().take(3);
    let dotted = near.clone().any(|c| "·・".contains(c));
    let last = near.next();
    let placed = last.is_some_and(|c| "在到从赴往于的和与至、，。".contains(c));
    matched.after().starts_with(['·', '・', '•']) || dotted && !placed && last.is_some_and(is_han)
}

/// Whether the name at `matched` is a person's, or begins one: 黄骅烈士, 木匠徐州平, 许昌平说.
pub(crate) fn is_whole_person(matched: NameMatch<'_>, words: &EdgeWords) -> bool {
    let name = matched.name();
    if name.chars().count() != 2 || !name.starts_with(|c| SURNAMES.contains(c) || NOUNS.contains(c)) {
        return false;
    }
    let mut after = matched.after().chars();
    let third = after.next().filter(|c| is_han(*c) && !"的市县区人".contains(*c));
    let rest = after.as_str();
    let ended = rest.starts_with(['的', '，', '、', '。']) || begins(rest, &COMPANY);
    let bound = third.zip(rest.chars().next()).is_some_and(|(a, b)| words.pair(a, b) > 0);
    let introduced = ends(matched.before(), INTRODUCTIONS);
    let starts = matched.previous().is_none_or(|c| !is_han(c));
    begins(matched.after(), &TITLES)
        || third.is_some() && ended && introduced
        || third.is_some_and(|c| GIVEN.contains(c)) && !bound && (introduced || starts && ended)
}

/// Whether the name at `matched` is a reporter's in brackets: （记者 张掖）.
pub(crate) fn is_in_byline(matched: NameMatch<'_>) -> bool {
    if matched.next().is_some_and(|c| !" 　、）)".contains(c)) {
        return false;
    }
    let near = matched.before().char_indices().rev().take(BYLINE).find(|(_, c)| "（(）)".contains(*c));
    let Some((at, bracket)) = near else { return false };
    let line = matched.before().get(at + bracket.len_utf8()..).unwrap_or_default();
    let begins_there =
        matched.previous().is_some_and(|c| " 　、：:".contains(c)) || ends(line, &["记者", "通讯员"]);
    "（(".contains(bracket) && begins(line, BYLINES) && begins_there
}

/// Characters that a reporters' line has at most.
const BYLINE: usize = 40;

/// How a reporters' line begins.
const BYLINES: &[&str] =
    &["记者", "本报记者", "通讯员", "见习记者", "实习生", "摄影", "作者", "编辑", "新华社记者", "文/", "图/"];
