//! The date of an article: from folder names and from its first lines.
//!
//! What must not go in: dates inside running text, which belong to the content, and the clock.

use bytemuck::{Pod, Zeroable};

use crate::text::sanitize::is_blank;

/// A date of which the year or the day may be unknown (0).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Pod, Zeroable)]
#[repr(C)]
pub struct Date {
    /// Year, or 0.
    pub year: u16,
    /// Month 1-12, or 0.
    pub month: u8,
    /// Day 1-31, or 0.
    pub day: u8,
}

impl std::fmt::Display for Date {
    /// ISO 8601: `2019-10-29`, `2019-10`, `2019`; without a year `--10-29`; nothing for an empty date.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.year, self.month, self.day) {
            (0, 0, _) => Ok(()),
            (0, month, 0) => write!(f, "--{month:02}"),
            (0, month, day) => write!(f, "--{month:02}-{day:02}"),
            (year, 0, _) => write!(f, "{year:04}"),
            (year, month, 0) => write!(f, "{year:04}-{month:02}"),
            (year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl Date {
    /// A form that [`folder`] reads back: as shown, and without a year `10月15日` or `10月`.
    pub fn as_in_folders(self) -> String {
        match self {
            Self { year: 0, month, day: 0 } => format!("{month}月"),
            Self { year: 0, month, day } => format!("{month}月{day}日"),
            date => date.to_string(),
        }
    }
}

/// Longer lines are running text, unless they start with a dateline (characters).
const LINE_CHARS: usize = 80;
/// A dateline lies within the first characters of its paragraph, this many: 新华社乌鲁木齐2019年10月29日电.
const DATELINE_CHARS: usize = 32;
/// Labels before a date or the name of a source.
const LABELS: [&str; 16] = [
    "发布时间",
    "发布日期",
    "发表时间",
    "更新时间",
    "更新日期",
    "日期",
    "时间",
    "来源",
    "文章来源",
    "稿源",
    "作者",
    "责任编辑",
    "编辑",
    "责编",
    "记者",
    "发布",
];

/// The date that a folder name is: `2019-10-29`, `2019.10.29`, `20191029`, `2019年10月29日`, `10月15日`, `2019年10月`,
/// `2019-10`, `2019年` or `2019`. A name that merely contains a date does not count.
pub fn folder(name: &str) -> Option<Date> {
    let name = name.trim_matches(is_blank);
    if name.len() == 8 && name.bytes().all(|b| b.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| name.get(range)?.parse::<u16>().ok();
        return date(part(0..4)?, part(4..6)?, part(6..8)?);
    }
    let (found, rest) = leading(name)?;
    rest.is_empty().then_some(found)
}

/// The date that `text` gives as a line of its own: a bare date, a date with a source and labels, or the dateline of a
/// news agency at the start of a paragraph (`新华社北京10月29日电`, without a year). Running text gives no date.
pub fn line(text: &str) -> Option<Date> {
    let text = text.trim_matches(is_blank);
    dateline(text).or_else(|| date_line(text))
}

/// `新华社北京10月29日电`, `本报长春2019年10月29日讯`.
fn dateline(text: &str) -> Option<Date> {
    let at = text.char_indices().take(DATELINE_CHARS).find(|(_, c)| c.is_ascii_digit())?.0;
    let (agency, rest) = text.split_at_checked(at)?;
    let agency = agency.trim_matches(|c| is_blank(c) || matches!(c, '（' | '(' | '【'));
    let named = agency.starts_with("本报") || agency.contains(['社', '网', '报', '台']);
    if !named || agency.contains(['，', '。', '：', '、', '；']) {
        return None;
    }
    let (found, rest) = leading(rest)?;
    let rest = rest.trim_start_matches(is_blank).strip_prefix(['电', '讯'])?;
    // 电 may start a word: 社区10月29日电梯检修.
    let ends = rest.starts_with(|c| is_blank(c) || matches!(c, '（' | '(' | '）' | ')' | '：' | '，' | '记'));
    (found.day > 0 && (ends || rest.is_empty())).then_some(found)
}

/// The date of a line that has nothing else but brackets, labels, a time and short names.
fn date_line(text: &str) -> Option<Date> {
    if text.len() > LINE_CHARS * 4
        || text.chars().nth(LINE_CHARS).is_some()
        || text.contains(['。', '，', '；', '！', '？'])
    {
        return None;
    }
    let mut rest = text;
    loop {
        rest = skip_marks(rest);
        if let Some((found, after)) = leading(rest) {
            return (found.month > 0 && ends_a_field(after)).then_some(found);
        }
        rest = skip_field(rest)?;
    }
}

/// Whether `rest` may directly follow a date: nothing, a blank, a bracket, a bar, a weekday, a time or a label.
fn ends_a_field(after: &str) -> bool {
    let next = after.chars().next();
    next.is_none_or(|c| is_blank(c) || matches!(c, '）' | ')' | ']' | '】' | '|' | '｜' | '/' | 'T' | '《'))
        || after.starts_with("星期")
        || LABELS.iter().any(|label| after.starts_with(label))
}

fn skip_marks(text: &str) -> &str {
    text.trim_start_matches(|c| {
        is_blank(c)
            || matches!(c, '（' | '(' | '[' | '【' | '）' | ')' | ']' | '】' | '|' | '｜' | ':' | '：')
    })
}

/// Skips `来源：新华社`, `《人民日报》` or a label before its date, up to the next field. Anything else fails.
fn skip_field(text: &str) -> Option<&str> {
    if let Some(title) = text.strip_prefix('《') {
        return title.split_once('》').map(|(_, rest)| rest);
    }
    let label = LABELS.iter().find(|label| text.starts_with(**label))?;
    let value = text.strip_prefix(*label)?.trim_start_matches(is_blank).strip_prefix(['：', ':'])?;
    let value = value.trim_start_matches(is_blank);
    if leading(value).is_some() {
        return Some(value);
    }
    let end = value.find(|c| is_blank(c) || matches!(c, '|' | '｜' | '（' | '('))?;
    value.get(end..)
}

/// The date at the start of `text` and the rest.
fn leading(text: &str) -> Option<(Date, &str)> {
    let (first, rest) = number(text)?;
    match rest.chars().next() {
        Some('年') => year_first(first, after(rest)),
        Some('月') => month_first(0, first, after(rest)),
        Some(sign @ ('-' | '.' | '/' | '－' | '．')) if first > 31 => {
            let (month, rest) = number(after(rest))?;
            let Some(rest) = rest.strip_prefix(sign) else { return Some((date(first, month, 0)?, rest)) };
            let (day, rest) = number(rest)?;
            Some((date(first, month, day)?, rest))
        }
        None if text.len() == 4 => Some((date(first, 0, 0)?, rest)),
        _ => None,
    }
}

fn year_first(year: u16, rest: &str) -> Option<(Date, &str)> {
    let month = number(rest).and_then(|(month, rest)| Some((month, rest.strip_prefix('月')?)));
    match month {
        Some((month, rest)) => month_first(year, month, rest),
        None => Some((date(year, 0, 0)?, rest)),
    }
}

fn month_first(year: u16, month: u16, rest: &str) -> Option<(Date, &str)> {
    match number(rest).and_then(|(day, rest)| Some((day, rest.strip_prefix(['日', '号'])?))) {
        Some((day, rest)) => Some((date(year, month, day)?, rest)),
        None => Some((date(year, month, 0)?, rest)),
    }
}

/// A number of one to four digits with blanks around it.
fn number(text: &str) -> Option<(u16, &str)> {
    let text = text.trim_start_matches(is_blank);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len())?;
    if digits.len() > 4 {
        return None;
    }
    let value = digits.parse().ok()?;
    let close = rest.trim_start_matches(is_blank);
    // "10 月" is one date; a blank before anything else ends it.
    Some((value, if close.starts_with(['年', '月', '日']) { close } else { rest }))
}

fn after(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

/// A date with unknown parts as 0; `None` if it is impossible. Years are 1800-2100.
fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    let year_fits = matches!(year, 0 | 1800..=2100);
    let days = match (month, year) {
        (0, _) => 0,
        (1 | 3 | 5 | 7 | 8 | 10 | 12, _) => 31,
        (4 | 6 | 9 | 11, _) => 30,
        (2, 0) => 29,
        (2, year) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        (2, _) => 28,
        _ => return None,
    };
    let known = year > 0 || month > 0;
    (year_fits && known && day <= days).then_some(Date { year, month: month as u8, day: day as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(date: Option<Date>) -> String {
        date.map_or_else(|| "-".to_owned(), |date| date.to_string())
    }

    #[test]
    fn folder_names_that_are_dates() {
        let cases = [
            ("2019-10-29", "2019-10-29"),
            ("2019-1-9", "2019-01-09"),
            ("2019.10.29", "2019-10-29"),
            ("20191029", "2019-10-29"),
            ("2019年10月29日", "2019-10-29"),
            ("2019 年 10 月 29 日", "2019-10-29"),
            ("10月15日", "--10-15"),
            ("2019年10月", "2019-10"),
            ("2019-10", "2019-10"),
            ("2019年", "2019"),
            ("2019", "2019"),
            // Not dates, or impossible ones.
            ("2", "-"),
            ("15日", "-"),
            ("2019-13", "-"),
            ("2019-02-29", "-"),
            ("2020-02-29", "2020-02-29"),
            ("1900-02-29", "-"),
            ("20191131", "-"),
            ("2月30日", "-"),
            ("1799年", "-"),
            ("2101-01-01", "-"),
            ("2019-10-29 要闻", "-"),
            ("2019年总结", "-"),
            ("2019.10.29.1", "-"),
            ("10.15", "-"),
            ("北京新闻", "-"),
            ("", "-"),
        ];
        for (name, expected) in cases {
            assert_eq!(shown(folder(name)), expected, "{name}");
        }
    }

    #[test]
    fn lines_that_are_dates_or_name_their_source() {
        let cases = [
            ("2019年10月25日", "2019-10-25"),
            ("（2019年4月16日）", "2019-04-16"),
            ("　　2019-10-25 08:30", "2019-10-25"),
            ("2019-10-25T08:30:00Z", "2019-10-25"),
            ("（2019-10-25 08:30 来源：松江晚报）", "2019-10-25"),
            ("发布时间：2019/10/25", "2019-10-25"),
            ("发布时间: 2019-10-25 浏览: 12", "2019-10-25"),
            ("来源：松江晚报 2019-10-25 08:30", "2019-10-25"),
            ("来源：松江晚报 | 时间：2019年10月25日", "2019-10-25"),
            ("来源：松江晚报 作者：李某 日期：2019-10-25", "2019-10-25"),
            ("2019年10月25日 星期五", "2019-10-25"),
            ("2019年10月25日星期五", "2019-10-25"),
            ("2019年10月25日 松江晚报", "2019-10-25"),
            ("《 松江晚报 》（ 2013年09月16日 01 版）", "2013-09-16"),
            ("10月25日", "--10-25"),
            ("新华社北京10月29日电 会议今天开幕，代表三百人。", "--10-29"),
            ("（新华社哈尔滨10月29日电）", "--10-29"),
            ("本报长春10月29日讯（记者 王某）今天，第一场雪落下。", "--10-29"),
            ("新华社乌鲁木齐2019年10月29日电", "2019-10-29"),
            // Running text that holds a date.
            ("10月25日，会议在松江召开。", "-"),
            ("2019年10月30日新闻发布会预告", "-"),
            ("10月25日上午会议召开", "-"),
            ("会议于2019年10月25日召开", "-"),
            ("社区10月29日电梯检修", "-"),
            ("新华社记者10月29日从民政部获悉", "-"),
            ("2019年", "-"),
            ("2019年2月30日", "-"),
            ("来源：松江晚报", "-"),
            ("作者：李某", "-"),
            ("", "-"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(line(text)), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_iso_and_keep_what_is_unknown() {
        assert_eq!(Date { year: 2019, month: 10, day: 9 }.to_string(), "2019-10-09");
        assert_eq!(Date { year: 0, month: 10, day: 15 }.to_string(), "--10-15");
        assert_eq!(Date { year: 2019, month: 0, day: 0 }.to_string(), "2019");
    }
}
