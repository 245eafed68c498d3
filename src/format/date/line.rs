//! The date of a line that stands for nothing else: a bare date, a date with labels and names, the dateline of an agency, the
//! signature below a text.
//!
//! What must not go in: dates in running text, which belong to the content.

use super::calendar::Date;
use super::reading::{after_time, leading};
use super::{english, half};
use crate::format::fields::Witness;
use crate::text::sanitize::is_blank;

/// Longer lines are running text, unless they start with a dateline (characters).
const LINE_CHARS: usize = 80;
/// A dateline lies within the first characters of its paragraph, this many: 新华社乌鲁木齐2019年10月29日电.
const DATELINE_CHARS: usize = 32;
/// Of the line below a text all but the date, in characters: 渠首村村民委员会.
const SIGNATURE_CHARS: usize = 24;
/// A line of names with a moment has at most so many characters, and so many names.
const NAMES_CHARS: usize = 48;
/// See [`NAMES_CHARS`].
const NAMES: usize = 5;
/// Labels before a date.
const DATE_LABELS: [&str; 36] = [
    "创建时间",
    "创建日期",
    "发布时间",
    "发布日期",
    "发表时间",
    "发表日期",
    "更新时间",
    "更新日期",
    "刊登日期",
    "出版日期",
    "成文日期",
    "公布日期",
    "印发日期",
    "最后更新",
    "发布于",
    "发表于",
    "更新于",
    "發佈時間",
    "發佈日期",
    "發布時間",
    "發布日期",
    "發表時間",
    "發表日期",
    "更新時間",
    "日期",
    "时间",
    "時間",
    "发布",
    "published on",
    "posted on",
    "last updated",
    "published",
    "posted",
    "updated",
    "created",
    "date",
];
/// Labels before the name of a source, a person or a number.
const LABELS: [&str; 30] = [
    "来源",
    "文章来源",
    "信息来源",
    "稿源",
    "來源",
    "出处",
    "出處",
    "作者",
    "责任编辑",
    "責任編輯",
    "编辑",
    "編輯",
    "责编",
    "記者",
    "记者",
    "供稿",
    "浏览次数",
    "浏览量",
    "浏览",
    "瀏覽",
    "阅读量",
    "阅读",
    "点击数",
    "点击",
    "访问量",
    "人气",
    "字号",
    "source",
    "author",
    "by",
];

/// The date that `text` gives as a line of its own, and its witness: a labelled date is a header, any other a line. A bare
/// date, a date with a source and labels, or the dateline of a news agency at the start of a paragraph
/// (`新华社北京10月29日电`, without a year). Running text gives no date.
pub fn line(text: &str) -> Option<(Date, Witness)> {
    let text = text.trim_matches(is_blank);
    dateline(text).map(|date| (date, Witness::Line)).or_else(|| date_line(text)).or_else(|| {
        let date = enacted(text).or_else(|| after_names(text))?;
        Some((date, Witness::Line))
    })
}

/// The moment that ends a short line of names, as those who publish by telephone are shown: `原创 某丙 渠首发布 2021-03-04 18:30`.
fn after_names(text: &str) -> Option<Date> {
    let is_short = text.len() <= NAMES_CHARS * 4 && text.chars().nth(NAMES_CHARS).is_none();
    if !is_short || !text.contains(':') || text.contains(['。', '，', '；', '！', '？', '：', '、']) {
        return None;
    }
    let text: String = text.chars().map(half).collect();
    let starts = text.match_indices(' ').map(|(at, _)| at + 1).take(NAMES);
    starts.filter_map(|at| text.get(at..)).find_map(|rest| {
        let (date, after) = leading(rest).filter(|(date, _)| date.is_full())?;
        let end = after_time(after);
        (end.is_empty() && end.len() < after.len()).then_some(date)
    })
}

/// The last of the dates of a law in brackets below its title, which is that of the text in force:
/// `（2011年11月29日…通过　2020年6月1日…修正）`.
fn enacted(text: &str) -> Option<Date> {
    const ACTS: [&str; 6] = ["通过", "公布", "发布", "修正", "修订", "批准"];
    let inside = text.strip_prefix(['（', '('])?;
    let inside = inside.strip_suffix(['）', ')']).unwrap_or(inside);
    let act = ACTS.iter().filter_map(|act| inside.rfind(act)).max()?;
    let before: String = inside.get(..act)?.chars().map(half).collect();
    let begins = |at: &usize| !before.get(..*at).unwrap_or_default().ends_with(|c: char| c.is_ascii_digit());
    let starts = before.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).filter(begins);
    let dates = starts.filter_map(|at| leading(before.get(at..)?).map(|(date, _)| date));
    dates.filter(|date| date.is_full()).fold(None, |_, date| Some(date))
}

/// `新华社北京10月29日电`, `本报长春2019年10月29日讯`.
fn dateline(text: &str) -> Option<Date> {
    let mut named = text.starts_with("本报") || text.starts_with("本報");
    for (at, c) in text.char_indices().take(DATELINE_CHARS) {
        match c {
            '，' | '。' | '：' | '、' | '；' => return None,
            '社' | '网' | '報' | '报' | '台' => named = true,
            _ if named && begins_number(c) => {
                let found = text.get(at..).and_then(dated);
                if found.is_some() || c.is_ascii_digit() {
                    return found;
                }
            }
            '0'..='9' => return None,
            _ => {}
        }
    }
    None
}

/// A date and 电 or 讯.
fn dated(text: &str) -> Option<Date> {
    let head: String = text.chars().take(DATELINE_CHARS).map(half).collect();
    let (found, rest) = leading(&head)?;
    let rest = rest.trim_start().strip_prefix(['电', '電', '讯', '訊'])?;
    // 电 may start a word: 社区10月29日电梯检修.
    let ends = rest.starts_with([' ', '(', ')', ':', ',', '记', '記', '】']);
    (found.day > 0 && (ends || rest.is_empty())).then_some(found)
}

/// Whether there is a number in `text` that may belong to a date; most lines have none, and are read no further.
fn has_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit() || c == '月' || ('０'..='９').contains(&c))
}

/// Whether `c` may be the first of a date in numerals.
fn begins_number(c: char) -> bool {
    let half = half(c);
    half.is_ascii_digit() || crate::text::numerals::value(c).is_some_and(|value| value <= 10) || c == '民'
}

/// The date of a line that has nothing else but brackets, labels, a time and short names.
fn date_line(text: &str) -> Option<(Date, Witness)> {
    if text.len() > LINE_CHARS * 4
        || text.chars().nth(LINE_CHARS).is_some()
        || !has_number(text)
        || text.contains(['。', '，', '；', '！', '？'])
    {
        return None;
    }
    let text: String = text.chars().map(half).collect();
    let mut rest = text.as_str();
    let mut witness = Witness::Line;
    loop {
        rest = skip_marks(rest);
        if let Some((found, after)) = leading(rest).or_else(|| english::leading(rest)) {
            return (found.month > 0 && stands_alone(found, rest, after)).then_some((found, witness));
        }
        (rest, witness) = skip_field(rest)?;
    }
}

/// Whether `after` may directly follow the date that `text` begins with: nothing, a blank, a bracket, a bar, a weekday, a
/// time or a label. A month in numbers must stand alone: `1998.5 元` is a price.
fn stands_alone(found: Date, text: &str, after: &str) -> bool {
    let written = text.get(..text.len() - after.len()).unwrap_or_default();
    if found.day == 0 && !written.contains('月') && !written.contains(|c: char| c.is_ascii_alphabetic()) {
        return !written.contains('.') && after.trim_matches([' ', ')', ']', '】']).is_empty();
    }
    let after = after_time(after);
    let next = after.chars().next();
    next.is_none_or(|c| matches!(c, ' ' | ')' | ']' | '】' | '|' | '/' | '《' | ','))
        || label(after).is_some()
}

/// The label at the start of `text`: whether it is that of a date, and the rest.
fn label(text: &str) -> Option<(bool, &str)> {
    let after = |label: &&&str| {
        let head = text.get(..label.len())?;
        head.eq_ignore_ascii_case(label).then(|| text.get(label.len()..)).flatten()
    };
    let find = |labels: &[&str]| {
        let longest = labels.iter().filter(|label| after(label).is_some()).max_by_key(|label| label.len());
        longest.and_then(|label| after(&label))
    };
    find(&DATE_LABELS).map(|rest| (true, rest)).or_else(|| find(&LABELS).map(|rest| (false, rest)))
}

fn skip_marks(text: &str) -> &str {
    text.trim_start_matches([' ', '(', '[', '【', ')', ']', '】', '|', ':', '·', '•', ',', '「', '」'])
}

/// Skips `来源：新华社`, `《人民日报》` or a label before its date, up to the next field. Anything else fails. A date that
/// follows its label has the witness of a header.
fn skip_field(text: &str) -> Option<(&str, Witness)> {
    if let Some(title) = text.strip_prefix('《') {
        return title.split_once('》').map(|(_, rest)| (rest, Witness::Line));
    }
    let (is_date, rest) = label(text)?;
    let value = rest.trim_start().trim_start_matches(['】', ']']).trim_start();
    let colon = value.strip_prefix(':').map(str::trim_start);
    let value = colon.unwrap_or(value);
    if leading(value).is_some() || english::leading(value).is_some() {
        let labelled = is_date && (colon.is_some() || rest.starts_with(' ') || rest.len() == value.len());
        return (colon.is_some() || labelled)
            .then_some((value, if is_date { Witness::HeaderBlock } else { Witness::Line }));
    }
    colon?;
    let end = value.find([' ', '|', '('])?;
    Some((value.get(end..)?, Witness::Line))
}

/// The date below a text: a full date and nothing else, or after who signs it, or after 写于 and the like, or before the place
/// (`2017年3月24日于渠首村`).
pub fn signature(text: &str) -> Option<Date> {
    let text =
        text.trim_matches(|c| is_blank(c) || matches!(c, '（' | '）' | '(' | ')' | '—' | '-' | '【' | '】'));
    let is_long = text.len() > LINE_CHARS * 2 || text.chars().nth(LINE_CHARS / 2).is_some();
    if is_long || !has_number(text) || text.contains(['。', '，', '；', '！', '？', '：']) {
        return None;
    }
    let text: String = text.chars().map(half).collect();
    for (at, c) in text.char_indices().take(SIGNATURE_CHARS) {
        let Some((before, rest)) = text.split_at_checked(at).filter(|_| begins_number(c)) else { continue };
        let opens = before.is_empty() || before.ends_with([' ', '于', '於', '(', '作', '记', '年']);
        if !opens {
            continue;
        }
        if let Some((found, after)) = leading(rest).filter(|(found, _)| found.is_full()) {
            let after = after_time(after).trim_start_matches([' ', ')']);
            return (after.is_empty() || is_place(after)).then_some(found);
        }
    }
    None
}

/// `于北湖`, `夜`, `定稿`: what may follow the date of a signature.
fn is_place(text: &str) -> bool {
    let short = text.chars().nth(8).is_none();
    let place = text.starts_with(['于', '於']);
    let word = ["夜", "晨", "定稿", "改定", "初稿", "草", "作", "记", "写", "修改"].contains(&text);
    short && (place || word)
}
