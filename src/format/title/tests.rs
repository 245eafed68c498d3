use super::*;
use crate::format::NumberRole;

/// Line, ordinal (none: no list number), title. Words from the daily run of titles, none from a real file.
const LINES: &[(&str, Option<u32>, &str)] = &[
    // A number before a word.
    ("9在立行立改中见成效.txt", Some(9), "在立行立改中见成效"),
    ("147辽宁省各地开展春耕.TXT", Some(147), "辽宁省各地开展春耕"),
    ("98四川盆地秋雨绵绵", Some(98), "四川盆地秋雨绵绵"),
    ("7聚焦老旧小区改造", Some(7), "聚焦老旧小区改造"),
    ("36一图看懂高铁新线", Some(36), "一图看懂高铁新线"),
    ("0序言", Some(0), "序言"),
    ("12NBA球员走进校园", Some(12), "NBA球员走进校园"),
    ("３全国晴雨图", Some(3), "全国晴雨图"),
    // A measure character that begins a word.
    ("55天津港的一天", Some(55), "天津港的一天"),
    ("55天安门前的花坛", Some(55), "天安门前的花坛"),
    ("12天气转凉注意添衣", Some(12), "天气转凉注意添衣"),
    ("8人民日报评论员：向下扎根", Some(8), "人民日报评论员：向下扎根"),
    ("50人大代表谈水利", Some(50), "人大代表谈水利"),
    ("4家庭医生上门", Some(4), "家庭医生上门"),
    ("6大连的海风", Some(6), "大连的海风"),
    ("6大会堂里的灯", Some(6), "大会堂里的灯"),
    ("3年轻人回村种茶", Some(3), "年轻人回村种茶"),
    ("5日本的红叶", Some(5), "日本的红叶"),
    ("5个人所得税怎么报", Some(5), "个人所得税怎么报"),
    ("2问题清单", Some(2), "问题清单"),
    ("10国务院督查组到长沙", Some(10), "国务院督查组到长沙"),
    ("11省委召开会议", Some(11), "省委召开会议"),
    ("14市场监管总局抽检月饼", Some(14), "市场监管总局抽检月饼"),
    ("20成都的茶馆", Some(20), "成都的茶馆"),
    ("21本市今起供暖", Some(21), "本市今起供暖"),
    ("3张家口的雪", Some(3), "张家口的雪"),
    ("4对口支援十年记", Some(4), "对口支援十年记"),
    ("5首届茶博会开幕", Some(5), "首届茶博会开幕"),
    ("17月球上的土", Some(17), "月球上的土"),
    ("19点赞身边好人", Some(19), "点赞身边好人"),
    ("9万里长江第一湾", Some(9), "万里长江第一湾"),
    ("35多地下雪", Some(35), "多地下雪"),
    // A number with a separator or in brackets.
    ("1、春分", Some(1), "春分"),
    ("1、2019年春节放假安排", Some(1), "2019年春节放假安排"),
    ("1. 春分", Some(1), "春分"),
    ("2．谷雨", Some(2), "谷雨"),
    ("01-惊蛰", Some(1), "惊蛰"),
    ("01_惊蛰", Some(1), "惊蛰"),
    ("01-Introduction", Some(1), "Introduction"),
    ("（3）清明", Some(3), "清明"),
    ("(3) 清明", Some(3), "清明"),
    ("[3]立夏", Some(3), "立夏"),
    ("【12】小满", Some(12), "小满"),
    ("5)芒种", Some(5), "芒种"),
    ("3 夏至", Some(3), "夏至"),
    ("3　夏至", Some(3), "夏至"),
    ("8 人民广场的鸽子", Some(8), "人民广场的鸽子"),
    ("14“候鸟”老人的冬天", Some(14), "“候鸟”老人的冬天"),
    ("14《茶经》导读", Some(14), "《茶经》导读"),
    // Years, dates, times.
    ("2019中关村灯会开幕", None, "2019中关村灯会开幕"),
    ("2019 中关村灯会", None, "2019 中关村灯会"),
    ("2016“一江两岸”论坛", None, "2016“一江两岸”论坛"),
    ("（2019）年报", None, "（2019）年报"),
    ("3月5日学雷锋", None, "3月5日学雷锋"),
    ("10月26日至11月2日地铁调整", None, "10月26日至11月2日地铁调整"),
    ("26日10时摇号直播", None, "26日10时摇号直播"),
    ("19日起限行", None, "19日起限行"),
    ("10 月 1 日升旗", None, "10 月 1 日升旗"),
    ("8点半上班", None, "8点半上班"),
    ("70周年巡礼", None, "70周年巡礼"),
    ("20191029要闻", None, "20191029要闻"),
    ("2019-10-29要闻", None, "2019-10-29要闻"),
    // Counts.
    ("14个市开通地铁", None, "14个市开通地铁"),
    ("14 个市开通地铁", None, "14 个市开通地铁"),
    ("200余名志愿者上岗", None, "200余名志愿者上岗"),
    ("30多地发布预警", None, "30多地发布预警"),
    ("100件小事", None, "100件小事"),
    ("8大看点", None, "8大看点"),
    ("5年来的变化", None, "5年来的变化"),
    ("7天假期", None, "7天假期"),
    ("3人获奖", None, "3人获奖"),
    ("500强企业落户", None, "500强企业落户"),
    ("90后村官", None, "90后村官"),
    ("14部门联合发文", None, "14部门联合发文"),
    ("30项目标任务完成", None, "30项目标任务完成"),
    ("20国集团峰会", None, "20国集团峰会"),
    ("5张图看懂", None, "5张图看懂"),
    ("10首歌唱家乡", None, "10首歌唱家乡"),
    ("50公里徒步", None, "50公里徒步"),
    ("24小时书店", None, "24小时书店"),
    ("3分之一的人", None, "3分之一的人"),
    ("10万斤苹果", None, "10万斤苹果"),
    ("2问中介", None, "2问中介"),
    // Parts of figures, enumerations, units, names.
    ("30%的耕地", None, "30%的耕地"),
    ("1.5亿人出行", None, "1.5亿人出行"),
    ("1,200米深的井", None, "1,200米深的井"),
    ("3：1逆转", None, "3：1逆转"),
    ("3比1逆转", None, "3比1逆转"),
    ("3-5年计划", None, "3-5年计划"),
    ("7·20暴雨之后", None, "7·20暴雨之后"),
    ("1、2号线停运", None, "1、2号线停运"),
    ("5G进山村", None, "5G进山村"),
    ("4K直播升旗", None, "4K直播升旗"),
    ("100km越野赛", None, "100km越野赛"),
    ("12345热线这一年", None, "12345热线这一年"),
    ("110报警平台升级", None, "110报警平台升级"),
    ("985高校招生", None, "985高校招生"),
    ("十 一月的山", None, "十 一月的山"),
    ("一、总则", None, "一、总则"),
    ("2019", None, "2019"),
    ("17", None, "17"),
    ("春分", None, "春分"),
    ("", None, ""),
];

#[test]
fn list_numbers_are_told_from_years_counts_and_figures() {
    for (line, ordinal, title) in LINES {
        assert_eq!(split(line, "", NumberRole::Ordinal), TitleLine { ordinal: *ordinal, title }, "{line}");
    }
}

/// File name, title line, ordinal, title.
const NAMED: &[(&str, &str, Option<u32>, &str)] = &[
    ("142016“一江两岸”论坛召开.txt", "2016“一江两岸”论坛召开", Some(14), "2016“一江两岸”论坛召开"),
    ("12019年新年贺词.txt", "2019年新年贺词", Some(1), "2019年新年贺词"),
    ("76个县通高铁.txt", "6个县通高铁", Some(7), "6个县通高铁"),
    ("32加快住房建.txt", "加快住房建", Some(32), "加快住房建"),
    ("13在文莱的渔港  .txt", "在文莱的渔港  ", Some(13), "在文莱的渔港"),
    ("07、春耕.txt", "春耕", Some(7), "春耕"),
    ("（8）春耕.txt", "春耕", Some(8), "春耕"),
    ("98四川的六座古镇名单.txt", "四川的六座古镇名单与路线", Some(98), "四川的六座古镇名单与路线"),
    ("9在河边.txt", "9在河边.txt", Some(9), "在河边"),
    ("8大看点.txt", "8大看点", None, "8大看点"),
    ("2019中关村灯会.txt", "2019中关村灯会", None, "2019中关村灯会"),
    ("000_54e0e6531f6ba16e.txt", "松花江畔的渡口", None, "松花江畔的渡口"),
    ("001_6c6b2c97.txt", "9在河边.txt", Some(9), "在河边"),
    ("5某处.txt", "别的标题", None, "别的标题"),
    // No title in the file.
    ("73运用历史智慧.txt", "", Some(73), ""),
    ("000_54e0e6531f6ba16e.txt", "", None, ""),
    ("2019年总结.txt", "", None, ""),
];

#[test]
fn the_file_name_is_a_witness_for_the_list_number() {
    for (name, line, ordinal, title) in NAMED {
        assert_eq!(
            split(line, name, NumberRole::Ordinal),
            TitleLine { ordinal: *ordinal, title },
            "{name} | {line}"
        );
    }
}

#[test]
fn a_line_is_the_title_when_the_file_is_named_after_it() {
    assert!(is_named_after("9在河边.txt", "9在河边.txt"));
    assert!(is_named_after("在河边 走。", "12在河边走。.txt"));
    assert!(is_named_after("渡口", "渡口.txt"));
    assert!(is_named_after("四川的六座古镇名单", "98四川的六座古镇.txt"));
    assert!(!is_named_after("渡口的早晨", "渡口.txt"));
    assert!(!is_named_after("", ".txt"));
}

#[test]
fn every_row_of_the_table_is_read() {
    for row in measures::MEASURES.lines().skip(1) {
        let mut chars = row.chars();
        let first = chars.next().unwrap();
        assert!(is_han(first), "{row}");
        assert!(matches!(chars.next(), None | Some(' ' | '+')), "{row}");
        let twice = measures::MEASURES.lines().filter(|other| other.starts_with(first)).count();
        assert_eq!(twice, 1, "{row}");
        assert_eq!(measure_row(first), Some(row));
    }
}
