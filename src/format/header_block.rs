//! Blocks of fields before a text, and single fields around it: `发信人: …`, `【 标  题 】…`, `来源：…`.
//!
//! Nothing is taken out of the text: these lines are what the file shows. What must not go in: front matter, which is not
//! shown, and dates without a label ([`super::date`]).

use memchr::{memchr_iter, memchr3};

use super::date;
use super::field_values::FieldValues;
use super::fields::{Field, field_of};
use crate::text::folding::half_width;
use crate::text::sanitize::is_blank;

/// A line of fields is no longer (characters); a summary may be.
const LINE_CHARS: usize = 80;
/// The name of a person or a paper is no longer (characters).
const NAME_CHARS: usize = 40;
/// A label is no longer, without blanks (characters).
const LABEL_CHARS: usize = 8;
/// The first byte of full-width signs.
const WIDE: u8 = 0xEF;
/// The sign after a label lies within this many bytes; labels may have blanks inside.
const LABEL_BYTES: usize = 48;
/// Above the header of a post stand the name of the board and a rule, at most this many lines.
const BANNER_LINES: usize = 4;

/// And each has at most so many characters.
const BANNER_CHARS: usize = 40;

/// What a label stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// A field, and how good its name is for it.
    Field(Field, u8),
    /// 发信站: the board's host, and the time in brackets.
    Station,
    /// 信区: the board.
    Board,
    /// Something else that is no title either: who edited it, the number of the page.
    Other,
}

/// Labels of posts to boards.
const AUTHORS: &str = "发信人 發信人 寄信人 寄件人 文 图文 圖文 From";
const STATIONS: &str = "发信站 發信站 转信站 轉信站 站内";
const BOARDS: &str = "信区 信區 看板 讨论区";
/// Labels of what is no field of an article.
const OTHERS: &str = "编辑 編輯 责任编辑 責任編輯 责编 责任校对 校对 审核 初审 复审 终审 版号 版次 版面 版名 专栏 副标题 引题 肩题 正文 \
                      浏览 浏览次数 阅读 点击 字号 字体 摄影 图片 编者 本篇人气 分享 \
                      索引号 索引码 文号 发文字号 公开方式 公开范围 公开形式 有效性 时效性 效力级别 生效日期 失效日期 \
                      To Cc Bcc Reply-To Message-ID MIME-Version Content-Type Content-Transfer-Encoding 收件人 抄送 链接 原文链接 网址 \
                      施行日期 实施日期 废止日期 组配分类 体裁分类 服务对象 信息分类 案号 案由 案件类型 审理程序 公开类别";

/// Labels that may stand close to what is before them, and words that they may end.
const GLUED: &str = "来源 來源 作者 编辑 責任編輯 责任编辑 记者 浏览 阅读";
const GLUED_BEFORE: [&str; 6] = ["文章", "信息", "责任", "責任", "本文", "新闻"];

fn label_of(name: &str) -> Option<Label> {
    let name: String = name.chars().filter(|c| !is_blank(*c)).collect();
    let is_in = |names: &str| names.split_ascii_whitespace().any(|known| known == name);
    if name.is_empty() || name.chars().nth(LABEL_CHARS * 2).is_some() {
        return None;
    }
    if is_in(AUTHORS) {
        return Some(Label::Field(Field::Author, 0));
    }
    if is_in(STATIONS) {
        return Some(Label::Station);
    }
    if is_in(BOARDS) {
        return Some(Label::Board);
    }
    if is_in(OTHERS) {
        return Some(Label::Other);
    }
    match field_of(&name)? {
        (Field::Text | Field::Html | Field::Id, _) => None,
        (field, rank) => Some(Label::Field(field, rank)),
    }
}

/// The label that `text` begins with, and what follows it: `标  题: …`, `【 标  题 】…`.
fn labelled(text: &str) -> Option<(Label, &str)> {
    let text = text.trim_matches(is_blank);
    if let Some(inside) = text.strip_prefix(['【', '[', '［', '〔']) {
        let (name, value) = inside.split_once(['】', ']', '］', '〕'])?;
        let label = label_of(name.trim_matches([':', '：']))?;
        return Some((label, value.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：'))));
    }
    let (name, value) = text.split_once([':', '：', '|', '｜', '/', '／'])?;
    let sign = text.get(name.len()..)?.chars().next().map(half_width)?;
    let label = label_of(name)?;
    // 文/某甲, 作者 | 某甲; a date is written with such signs too.
    let fits = sign == ':' || matches!(label, Label::Field(Field::Author | Field::Source, _) | Label::Other);
    // 文: is a word, 文/ is a label.
    let is_word = sign == ':' && name.trim_matches(is_blank).chars().count() == 1;
    (fits && !is_word).then(|| (label, value.trim_matches(is_blank)))
}

/// Whether `line` may begin with a label: in brackets, or with a sign after it. Most lines do not, and are read no further.
fn may_be_labelled(line: &str) -> bool {
    let head = line.as_bytes().get(..LABEL_BYTES).unwrap_or(line.as_bytes());
    line.starts_with(['【', '[', '［', '〔', '（', '('])
        || memchr3(b':', b'|', b'/', head).is_some()
        || memchr_iter(WIDE, head).any(|at| {
            let sign = head.get(at..at + 3).unwrap_or_default();
            ["：", "｜", "／"].iter().any(|wide| wide.as_bytes() == sign)
        })
}

/// The fields of a line; none if it is not made of fields.
fn fields_of(line: &str) -> Vec<(Label, String)> {
    // Of org-mode: `#+TITLE: …`.
    let line = line.trim_matches(is_blank).trim_start_matches("#+");
    // Of reStructuredText: `:Author: …`.
    let line = line.strip_prefix(':').unwrap_or(line);
    if !may_be_labelled(line) {
        return Vec::new();
    }
    let begins_as_date = line.starts_with(|c: char| half_width(c).is_ascii_digit());
    let parted = if begins_as_date { unglued(line) } else { String::new() };
    let inside = line.strip_prefix(['（', '(']).and_then(|line| line.strip_suffix(['）', ')']));
    let Some((first, value)) = labelled(inside.unwrap_or(line)).or_else(|| after_date(&parted)) else {
        return Vec::new();
    };
    // A title or a summary may hold signs, labels and dates of its own.
    if matches!(first, Label::Field(Field::Summary | Field::Tags | Field::Title, _)) {
        let fields = vec![(first, value.split_whitespace().collect::<Vec<_>>().join(" "))];
        return if fields.iter().all(is_sound) { fields } else { Vec::new() };
    }
    let value = &unglued(value);
    let mut fields = vec![(first, String::new())];
    for word in value.split(|c| is_blank(c) || matches!(c, '|' | '｜')).filter(|word| !word.is_empty()) {
        if let Some((label, rest)) = labelled(word).filter(|_| word.contains([':', '：'])) {
            fields.push((label, rest.to_owned()));
        } else if word.contains(|c: char| c.is_ascii_digit() || c == '年') && date::line(word).is_some() {
            fields.push((Label::Field(Field::Date, u8::MAX), word.to_owned()));
        } else if let Some((_, value)) = fields.last_mut() {
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(word);
        }
    }
    let too_long = |limit| line.chars().nth(limit).is_some();
    if too_long(LINE_CHARS) || line.contains(['。', '！', '？']) || !fields.iter().all(is_sound) {
        return Vec::new();
    }
    fields
}

/// A line with a blank before each label that stands close to the value before it, as pages show them side by side:
/// `2021年03月04日 08:00来源：河口晚报作者：某甲`.
fn unglued(line: &str) -> String {
    let mut parted = line.to_owned();
    for label in GLUED.split_ascii_whitespace() {
        for sign in ['：', ':'] {
            let label = format!("{label}{sign}");
            if let Some(at) = parted.find(&label).filter(|at| *at > 0) {
                let before = parted.get(..at).unwrap_or_default();
                if !before.ends_with(|c: char| is_blank(c))
                    && !GLUED_BEFORE.iter().any(|word| before.ends_with(word))
                {
                    parted.insert(at, ' ');
                }
            }
        }
    }
    parted
}

/// The first label behind a date that begins the line: `2022年5月6日08:00 来源：…`.
fn after_date(line: &str) -> Option<(Label, &str)> {
    date::line(line)?;
    let mut words = line.match_indices(is_blank).map(|(at, blank)| at + blank.len());
    let is_label = |rest: &&str| {
        let word = rest.split(is_blank).next().unwrap_or_default();
        word.contains([':', '：']) && labelled(word).is_some()
    };
    words.find_map(|at| line.get(at..).filter(is_label)).and_then(labelled)
}

/// Whether a value is one of its label.
fn is_sound((label, value): &(Label, String)) -> bool {
    match label {
        Label::Field(Field::Date, _) => value.is_empty() || date::field(value).is_some(),
        Label::Field(Field::Author | Field::Source, _) => value.chars().nth(NAME_CHARS).is_none(),
        Label::Field(Field::Title, _) => !value.is_empty(),
        _ => true,
    }
}

fn collect(fields: &[(Label, String)], into: &mut FieldValues) {
    for (label, value) in fields {
        let value = value.trim_end_matches([',', '，']);
        let one = |value: &str| vec![value.to_owned()];
        // Behind a source stand the sizes of type to choose from; of a post only its address in the network is known.
        let name = value.split(['【', '［']).next().unwrap_or_default().trim();
        match label {
            Label::Field(Field::Source | Field::Author, _) if !name.contains(char::is_alphabetic) => {}
            Label::Field(field @ (Field::Source | Field::Author), rank) => into.add(*field, *rank, one(name)),
            Label::Field(field, rank) => into.add(*field, *rank, one(value)),
            Label::Station => {
                let host = value.split(['(', '（']).next().unwrap_or_default().trim();
                into.add(Field::Source, u8::MAX, one(host));
                into.add(Field::Date, u8::MAX, one(value));
            }
            Label::Board => {
                let board = value.split([' ', '.', ',']).next().unwrap_or_default();
                into.add(Field::Tags, u8::MAX, one(board));
            }
            Label::Other => {}
        }
    }
}

/// The fields of one line around a text.
pub(super) fn of_line(line: &str) -> FieldValues {
    let mut values = FieldValues::default();
    collect(&fields_of(line), &mut values);
    values
}

/// Whether `line` is made of fields.
pub(super) fn is_field(line: &str) -> bool {
    !fields_of(line).is_empty()
}

/// A block of fields before a text.
#[derive(Debug, Default)]
pub(super) struct HeaderBlock {
    /// What it says.
    pub(super) values: FieldValues,
    /// Lines up to its end, with the banner of a board above it.
    pub(super) lines: usize,
}

impl HeaderBlock {
    /// The block that `lines` begin with, if they do. Blank lines between two fields belong to it.
    pub(super) fn of(lines: &[&str]) -> Option<Self> {
        let mut block = Self::default();
        let start = Self::start(lines);
        for (at, line) in lines.iter().enumerate().skip(start) {
            if line.chars().all(is_blank) {
                continue;
            }
            let fields = fields_of(line);
            if fields.is_empty() {
                break;
            }
            collect(&fields, &mut block.values);
            block.lines = at + 1;
        }
        (block.lines > 0).then_some(block)
    }

    /// The line with the sender of a post, below the banner of its board; else the first.
    fn start(lines: &[&str]) -> usize {
        let is_sender = |line: &&str| {
            let bare: String = line.chars().take(LABEL_CHARS).filter(|c| !is_blank(*c)).collect();
            AUTHORS.split_ascii_whitespace().take(4).any(|name| bare.starts_with(name))
                && !fields_of(line).is_empty()
        };
        let first = lines.get(..lines.len().min(BANNER_LINES + 1)).unwrap_or_default();
        let is_titled = |line: &&str| {
            let is_title = |(label, _): &(Label, String)| matches!(label, Label::Field(Field::Title, _));
            fields_of(line).first().is_some_and(is_title)
        };
        // Above a title with its label may stand the paper and the day.
        let below_banner = || {
            let at = first.iter().position(is_titled)?;
            let mut banner = first.get(..at)?.iter().filter(|line| !line.chars().all(is_blank));
            let is_banner = |line: &&str| {
                line.chars().nth(BANNER_CHARS).is_none()
                    && !line.contains(['。', '，'])
                    && fields_of(line).is_empty()
            };
            banner.all(is_banner).then_some(at)
        };
        let is_begun =
            first.iter().find(|line| !line.chars().all(is_blank)).is_some_and(|line| is_field(line));
        let below = || first.iter().position(is_sender).or_else(below_banner).unwrap_or_default();
        if is_begun { 0 } else { below() }
    }

    /// The title it gives.
    pub(super) fn title(&self) -> Option<&str> {
        self.values.first(Field::Title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::draft::Draft;
    use crate::format::fields::Witness;

    /// Title, date, author, source, tags, and the number of lines.
    fn shown(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let Some(block) = HeaderBlock::of(&lines) else { return "-".to_owned() };
        let mut draft = Draft::new();
        block.values.tell(&mut draft, Witness::HeaderBlock);
        let date = std::mem::take(&mut draft.dates).best().map(|date| date.to_string()).unwrap_or_default();
        let tags = draft.tags.text().as_str().replace('\n', "+");
        let parts = [
            block.title().unwrap_or_default(),
            &date,
            draft.author.text().as_str(),
            draft.source.text().as_str(),
            &tags,
        ];
        format!("{} {}", parts.join("/"), block.lines)
    }

    #[test]
    fn blocks_of_many_kinds() {
        for (text, expected) in [
            (
                "来源：河口广播站\n作者：某丙\n发布时间：2022-05-06\n标题：晒盐记\n\n　　盐田。",
                "晒盐记/2022-05-06/某丙/河口广播站/ 4",
            ),
            (
                "【 日  期 】19970912\n【 版  号 】3\n【 标  题 】镇里办夜校\n【 作  者 】某丁\n【 正  文 】\n    夜校",
                "镇里办夜校/1997-09-12/某丁// 5",
            ),
            ("【日期】1997-09-12\n【标题】：镇里办夜校\n正文", "镇里办夜校/1997-09-12/// 2"),
            (
                "西岭夜谈 -- Travel精华区文章阅读\n----------\n发信人: birch (白桦), 信区: Travel\n标  题: 夜路\n发信站: 西岭夜谈 (2003年07月01日10:37:35 星期二), 站内信件\n\n    走。",
                "夜路/2003-07-01/birch (白桦)/西岭夜谈/Travel 5",
            ),
            (
                "发信人: birch (白桦), 信区: Travel\n标  题: Re: 夜路\n发信站: BBS 西岭夜谈站 (Tue Jul  1 10:37:35 2003), 转信\n\n走",
                "Re: 夜路/2003-07-01/birch (白桦)/BBS 西岭夜谈站/Travel 3",
            ),
            (
                "發信人: birch, 看板: Travel\n標題: 夜路\n發信站: 西嶺 (2003/07/01 10:37)",
                "夜路/2003-07-01/birch/西嶺/Travel 3",
            ),
            ("来源：河口晚报 作者：某丙 日期：2022-05-06\n晒盐", "/2022-05-06/某丙/河口晚报/ 1"),
            ("来源: 河口晚报    2022-05-06 08:30    作者: 某丙", "/2022-05-06/某丙/河口晚报/ 1"),
            ("2022年05月06日08:30 来源：河口晚报", "///河口晚报/ 1"),
            ("（来源：河口晚报　编辑：某丁）", "///河口晚报/ 1"),
            ("作者 | 某丙\n\n编辑 | 某丁\n\n正文", "//某丙// 3"),
            ("文/某丙", "//某丙// 1"),
            (
                "Title: 晒盐记\nAuthor: 某丙\nDate: May 6, 2022\nKeywords: 盐; 海\n\n正文",
                "晒盐记/2022-05-06/某丙//盐+海 4",
            ),
            ("责任编辑：某丁\n正文", "//// 1"),
            ("1998年3月2日 河口日报 第2版\n标题：晒盐记\n作者：某丙\n\n正文", "晒盐记//某丙// 3"),
            (
                "主  题: Re: 夜路\n发信人: birch@bbs.a.cn\n时  间: Sun, 30 Jun 2002 10:37:35 +0800\n\n走",
                "Re: 夜路/2002-06-30/birch@bbs.a.cn// 3",
            ),
            ("From: 某丙 <c@a.cn>\nTo: l@a.cn\nSubject: 晒盐记\n\n正文", "晒盐记//某丙 <c@a.cn>// 3"),
            (":Author: 某丙\n:Date: 2022-05-06\n\n正文", "/2022-05-06/某丙// 2"),
            ("关键词：盐田；海水；夜校\n摘要：讲晒盐的法子。讲夜校。\n\n正文", "////盐田+海水+夜校 2"),
            // Text, not fields.
            ("晒盐记\n来源：河口晚报", "-"),
            ("时间：2019年的河", "-"),
            ("时间：明天上午九点", "-"),
            ("作者：一个没有人见过的人，他在河口住了三十年，每天早晨都去看盐田，从来不说话，也不写信。", "-"),
            ("文：书写的事", "-"),
            ("他说：走吧", "-"),
            ("12:30 集合", "-"),
            ("2022/05/06", "-"),
            ("内容：盐", "-"),
            ("标题：", "-"),
            ("", "-"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_keeps_its_signs_and_a_line_of_fields_is_parted() {
        let said = |line| -> Vec<String> { fields_of(line).into_iter().map(|(_, value)| value).collect() };
        assert_eq!(
            said("标题：开江 | 河口网  2021-03-04 作者：某甲"),
            ["开江 | 河口网 2021-03-04 作者：某甲"]
        );
        assert_eq!(said("来源：河口晚报 | 作者：某乙 2021-03-04"), ["河口晚报", "某乙", "2021-03-04"]);
        assert_eq!(said("标题："), Vec::<String>::new());
    }
}
