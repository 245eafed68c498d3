//! Articles in which words stand beside each other in ever other ways: every written form, blanks that part no word, dates
//! that know more or less, all fields.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::dice::Dice;

/// What texts are made of.
const WORDS: [&str; 31] = [
    "营商环境",
    "營商環境",
    "辽宁",
    "沈 阳 市",
    "会 计",
    "开会 计划",
    "ＧＤＰ",
    "gdp",
    "农村",
    "电商",
    "第一批",
    "第二批",
    "产品目录",
    "黄河",
    "水利",
    "，",
    "。",
    "“一带一路”",
    "2019",
    " ",
    "海棠",
    "书院",
    "哈哈哈",
    "的",
    "北京",
    "省",
    "❤\u{FE0F}",
    "one two",
    "著作",
    "着手",
    "𠮷",
];

fn one<'a>(dice: &mut Dice, from: &[&'a str]) -> &'a str {
    from[dice.roll(from.len())]
}

fn sentence(dice: &mut Dice, most: usize) -> String {
    (0..=dice.roll(most)).map(|_| one(dice, &WORDS)).collect()
}

/// Writes so many of them.
pub(crate) fn write(folder: &Path, articles: usize) {
    let mut dice = Dice(18);
    for number in 0..articles {
        let section = one(&mut dice, &["要闻", "要闻/工作動態", "“一带一路”专题", "河湖/第2章", ""]);
        let date = one(&mut dice, &["", "2019-10-29", "2020", "2021-06", "10月15日"]);
        let place = folder.join(section).join(date);
        fs::create_dir_all(&place).unwrap();
        let file = place.join(format!("{number}.md"));
        fs::write(&file, text(&mut dice)).unwrap();
        if dice.roll(20) == 0 {
            fs::copy(file, folder.join(format!("copy{number}.md"))).unwrap();
        }
    }
}

fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    if dice.roll(2) == 0 {
        let author = one(dice, &["某甲", "某 乙", "Anna Lin"]);
        let source = one(dice, &["晚报", "晚報", "日报社"]);
        let tag = one(dice, &["水利", "[橋, 河]", "农村"]);
        let summary = sentence(dice, 3);
        let _ =
            write!(text, "---\nauthor: {author}\nsource: {source}\ntags: {tag}\nsummary: {summary}\n---\n");
    }
    let _ = write!(text, "# {}\n\n", sentence(dice, 4));
    for _ in 0..dice.roll(5) {
        let _ = write!(text, "{}\n\n", sentence(dice, 12));
    }
    text
}
