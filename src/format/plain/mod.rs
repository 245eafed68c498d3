//! Plain text: which line is the title, and which lines are one paragraph.
//!
//! What must not go in: any markup; a `<` in plain text is text, and so is `&nbsp;` unless references are many.

use std::borrow::Cow;
use std::ops::Range;

use super::declared;
use super::header_block::HeaderBlock;
use super::page_path::is_path;
use super::paragraphs::{Line, Paragraphs};
use super::{FolderVerdict, Parsed, date, html, site_name, verse, wrapped};
use crate::format::fields::{Field, Witness};
use crate::format::title;
use crate::format::{Draft, Kind};
use crate::text::headings;
use crate::text::sanitize::{self, is_blank};

/// A longer first line is not a title, unless the file is named after it (characters).
const TITLE_CHARS: usize = 80;
/// Above a title stand at most so many lines.
const ABOVE: usize = 6;
/// A title is broken into at most so many lines.
const TITLE_LINES: usize = 3;
/// Of a title in several lines each has at most so many characters.
const HALF_CHARS: usize = 40;
/// What official documents are, as their titles end.
const DOCUMENTS: [&str; 14] = [
    "通知", "意见", "决定", "批复", "函", "公告", "报告", "通报", "请示", "通告", "办法", "方案", "规定",
    "细则",
];
/// Whose rulings have their name above.
const COURTS: [&str; 4] = ["法院", "检察院", "仲裁委员会", "仲裁院"];
/// And what rulings are.
const RULINGS: [&str; 8] = ["判决书", "裁定书", "决定书", "调解书", "裁决书", "起诉书", "通知书", "支付令"];
/// A log has so many moments at the start of its lines, among so many lines.
const MOMENTS: (usize, usize) = (2, 20);
/// So many tags that break lines mean that a text was cut from a page.
const BREAKS: usize = 2;
/// So many references to the marks of Chinese text mean that a text was cut from a page.
const REFERENCES: usize = 2;

/// Parses plain text. The first line is the title if it looks like one or the file `name` says so; a second line that
/// starts with `——` belongs to it.
pub(super) fn parse(text: &str, name: &str) -> Parsed {
    let Some(values) = declared::read(text, name) else {
        return with_lines(text, |lines| parse_lines(lines, name));
    };
    let mut parsed = with_lines(text, |lines| Parsed { draft: body(&[], lines), ..Parsed::default() });
    values.first(Field::Title).unwrap_or_default().clone_into(&mut parsed.title);
    parsed.title_apart = true;
    values.tell(&mut parsed.draft, Witness::FrontMatter);
    parsed
}

/// What `read` makes of the lines of a text: from the first with text, cut at the borders inside, and without blank ones that
/// mean nothing.
fn with_lines<T>(text: &str, read: impl FnOnce(&[&str]) -> T) -> T {
    let text = without_breaks(text);
    let text = without_references(&text);
    let lines: Vec<&str> = sanitize::lines(&text).flat_map(borders).collect();
    let first = lines.iter().position(|line| Line::of(line) != Line::Blank).unwrap_or(lines.len());
    read(&wrapped::without_gaps(lines.get(first..).unwrap_or_default()))
}

fn parse_lines(lines: &[&str], name: &str) -> Parsed {
    if let Some(header) = HeaderBlock::of(lines) {
        return below(&header, lines, name);
    }
    let Some(Titled { above, title, rest }) = titled(lines, name) else {
        return Parsed { draft: body(&[], lines), ..Parsed::default() };
    };
    let name_of_site = site_name::last_known(&title).map(str::to_owned);
    let Some(site) = name_of_site else {
        return Parsed { title, draft: body(above, rest), ..Parsed::default() };
    };
    // The name of the site is a line of its own.
    let title = site_name::without(&title, &FolderVerdict::default(), "").to_owned();
    Parsed { title, draft: body(&[above, &[site.as_str()]].concat(), rest), ..Parsed::default() }
}

/// A title, and the lines around it.
struct Titled<'a> {
    above: &'a [&'a str],
    title: String,
    rest: &'a [&'a str],
}

/// The title in the first `lines` of a document, and which of them it is; what stands above it is no title for certain.
pub(super) fn title_of(lines: &[&str], name: &str) -> Option<(String, Range<usize>)> {
    let Titled { above, title, rest } = titled(lines, name)?;
    Some((title, above.len()..lines.len() - rest.len()))
}

/// The title that `lines` begin with, if they do. Above it may stand what is none for certain: rules, the path of a page in
/// its site, the address of a site.
fn titled<'a>(lines: &'a [&'a str], name: &str) -> Option<Titled<'a>> {
    let is_document = lines.iter().take(ABOVE).any(|line| is_document_number(line));
    let is_above = |line: &&str| {
        let is_head = || is_document && (is_document_number(line) || is_masthead(line));
        Line::of(line) == Line::Blank
            || (is_no_title(line) || is_head()) && !title::is_named_after(line, name)
    };
    let first = lines.iter().position(|line| !is_above(line))?;
    let (above, lines) = lines.split_at_checked(first)?;
    let is_blank = above.iter().all(|line| Line::of(line) == Line::Blank);
    if !is_blank && above.len() > ABOVE {
        return None;
    }
    let (head, rest) = lines.split_first()?;
    is_title(lines, wrapped::detect(lines).as_ref(), name).then(|| {
        let (title, rest) = title_lines(head, rest, str::to_owned);
        Titled { above: if is_blank { &[] } else { above }, title, rest }
    })
}

/// Whether a line is the number of an official document, which stands above its title: `某政发〔2021〕3号`.
fn is_document_number(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let inside = line
        .split_once(['〔', '［', '[', '（'])
        .and_then(|(_, rest)| rest.split_once(['〕', '］', ']', '）']));
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    inside.is_some_and(|(year, rest)| is_year(year) && rest.ends_with('号')) && line.chars().nth(30).is_none()
}

/// Whether a line is the head of the paper that official documents are written on.
fn is_masthead(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.ends_with("文件") && line.chars().nth(30).is_none() && !line.contains('《')
}

/// Whether a line is the number of a page as it was scanned: `第 3 页`, `- 3 -`.
fn is_page_number(line: &str) -> bool {
    let dashed = line.trim_matches(|c: char| matches!(c, '-' | '—' | '－' | '·' | ' '));
    let called = line.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).map(str::trim);
    let number = called.unwrap_or(if dashed.len() < line.len() { dashed } else { "" });
    !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line is no title, whatever follows: a rule, `首页 > 新闻 > 正文`, an address.
fn is_no_title(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    is_path(line)
        || is_page_number(line)
        || headings::is_rule(line)
        || ["http://", "https://", "www."].iter().any(|sign| line.contains(sign))
}

/// Parses a text that begins with a block of fields, which stays in the text, a paragraph a line. The title is what it
/// says, else the line below it.
fn below(header: &HeaderBlock, lines: &[&str], name: &str) -> Parsed {
    let (head, rest) = lines.split_at_checked(header.lines).unwrap_or((lines, &[]));
    let given = header.title().map(str::to_owned);
    let title_apart = given.is_some();
    let found = if given.is_none() { titled(rest, name) } else { None };
    let (title, mut draft) = match found {
        Some(Titled { above, title, rest }) => (title, body(&[head, above].concat(), rest)),
        None => (given.unwrap_or_default(), body(head, rest)),
    };
    header.values.tell(&mut draft, Witness::HeaderBlock);
    Parsed { title, title_apart, draft }
}

/// Parses text with a known title: each line is a paragraph.
pub(super) fn paragraph_a_line(text: &str) -> Parsed {
    let lines: Vec<&str> = sanitize::lines(text).flat_map(borders).collect();
    Parsed { draft: wrapped_body(&[], &lines, None), ..Parsed::default() }
}

/// Parses text whose title stands elsewhere.
pub(super) fn untitled(text: &str) -> Draft {
    with_lines(text, |lines| body(&[], lines))
}

/// The lines of `head`, a paragraph each, then those of a text, which may be wrapped.
fn body(head: &[&str], lines: &[&str]) -> Draft {
    wrapped_body(head, lines, wrapped::detect(lines))
}

fn wrapped_body(head: &[&str], lines: &[&str], wrap: Option<wrapped::Wrap>) -> Draft {
    let mut paragraphs = Paragraphs::new();
    for line in head {
        paragraphs.push(if headings::is_rule(line) { Kind::Rule } else { Kind::Body }, line);
    }
    if wrap.is_none()
        && let Some(verse) = verse::read(lines)
    {
        for (kind, line) in verse {
            paragraphs.push(kind, line);
        }
        return paragraphs.finish();
    }
    let numbered = headings::are_numbered(lines);
    let mut push = |text: &str| {
        let kind = if headings::is_rule(text) {
            Kind::Rule
        } else if let Some(level) = headings::level(text, numbered) {
            Kind::Heading(level)
        } else if wrapped::is_bullet(text) {
            Kind::Item(0)
        } else {
            Kind::Body
        };
        paragraphs.push(kind, text);
    };
    match wrap {
        None => lines.iter().for_each(|line| push(line)),
        Some(wrap) => {
            for range in wrap.paragraphs(lines) {
                match lines.get(range) {
                    Some([line]) => push(line),
                    Some(lines) => push(&wrapped::join(lines)),
                    None => {}
                }
            }
        }
    }
    paragraphs.finish()
}

/// The parts of a line: two ideographic spaces after the end of a sentence are the indent of a paragraph.
pub(super) fn borders(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let ends = text.match_indices("\u{3000}\u{3000}").map(|(at, _)| at);
        let mut ends = ends.filter(|at| {
            let before = text.get(..*at).unwrap_or_default();
            before.ends_with(['。', '！', '？', '…', '”', '』', '」', '）', '!', '?', ';', '；'])
        });
        let Some((part, after)) = ends.next().and_then(|at| text.split_at_checked(at)) else {
            rest = None;
            return Some(text);
        };
        rest = Some(after);
        Some(part)
    })
}

/// The text with a line break for each tag that is one, if there are some: it was cut from a page then.
fn without_breaks(text: &str) -> Cow<'_, str> {
    let is_break = |tag: &str| {
        ["<br", "<p", "</p"].iter().any(|name| {
            let Some(rest) = tag.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name)) else {
                return false;
            };
            tag.get(rest.len()..).is_some_and(|rest| rest.starts_with(['>', '/', ' ']))
        })
    };
    let breaks =
        || memchr::memchr_iter(b'<', text.as_bytes()).filter(|at| text.get(*at..).is_some_and(is_break));
    if breaks().nth(BREAKS - 1).is_none() {
        return Cow::Borrowed(text);
    }
    let mut parted = String::with_capacity(text.len());
    let mut from = 0;
    for at in breaks() {
        let Some(end) = text.get(at..).and_then(|tag| tag.find('>')) else { break };
        parted.push_str(text.get(from..at).unwrap_or_default());
        parted.push('\n');
        from = at + end + 1;
    }
    parted.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(parted)
}

/// The text with its references decoded, if it has many: it was cut from a page then.
fn without_references(text: &str) -> Cow<'_, str> {
    const NAMES: [&str; 10] = [
        "&nbsp;", "&ldquo;", "&rdquo;", "&lsquo;", "&rsquo;", "&mdash;", "&hellip;", "&middot;", "&quot;",
        "&#",
    ];
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let count: usize = NAMES.iter().map(|name| text.matches(name).take(REFERENCES).count()).sum();
    if count < REFERENCES { Cow::Borrowed(text) } else { Cow::Owned(html::decode_entities(text)) }
}

/// A title, and the lines after it; the next lines may be parts of the title. `read` gives the characters of a line.
pub(super) fn title_lines<'a>(
    head: &str,
    rest: &'a [&'a str],
    read: impl Fn(&str) -> String,
) -> (String, &'a [&'a str]) {
    // Each by itself: an escape sequence of the first line must not take anything of the second.
    let read = |line: &str| sanitize::mute_escapes(&read(line.trim_matches(is_blank))).into_owned();
    let mut title = read(head);
    let parts = further_parts(head.trim_matches(is_blank), rest);
    let (parts, rest) = rest.split_at_checked(parts).unwrap_or((&[], rest));
    for part in parts {
        let part = read(part);
        // 民 事 判 决 书
        let is_spaced =
            part.split(is_blank).filter(|word| !word.is_empty()).all(|word| word.chars().count() == 1);
        let part = if is_spaced { part.split(is_blank).collect() } else { part };
        title.push_str(&part);
    }
    (title, rest)
}

/// How many lines after the first of a title belong to it: `——…`; after a court, what it rules; the subject of a document
/// after who issues it, `关于…的通知`, or the rest of such a title.
fn further_parts(head: &str, rest: &[&str]) -> usize {
    let Some(second) = rest.first().map(|second| second.trim_matches(is_blank)) else { return 0 };
    let ends = |text: &str, words: &[&str]| words.iter().any(|word| text.ends_with(word));
    let bare: String = second.split(is_blank).collect();
    let is_short = |text: &str| text.chars().nth(HALF_CHARS).is_none();
    let is_ruling = ends(head, &COURTS) && ends(&bare, &RULINGS) && is_short(head) && is_short(&bare);
    if second.starts_with("——") || is_ruling {
        return 1;
    }
    let mut joined = String::new();
    let parts = rest.iter().take(TITLE_LINES - 1).map(|line| line.trim_matches(is_blank));
    let parts = parts.take_while(|part| {
        !part.is_empty() && is_short(part) && !part.contains(['，', '。', '；', '：', '！', '？', '、', ':'])
    });
    for (number, part) in parts.enumerate() {
        joined.push_str(part);
        let is_issued = joined.starts_with("关于") && !head.contains("关于");
        let goes_on =
            head.contains("关于") && !ends(head, &DOCUMENTS) && !head.contains(['，', '。', '：', '；']);
        if (is_issued || goes_on) && ends(&joined, &DOCUMENTS) {
            return number + 1;
        }
    }
    0
}

/// Whether the first of `lines`, which are wrapped as `wrap`, is the title.
fn is_title(lines: &[&str], wrap: Option<&wrapped::Wrap>, name: &str) -> bool {
    let Some(head) = lines.first() else { return false };
    if title::is_named_after(head, name) {
        return true;
    }
    let text = head.trim_matches(is_blank);
    if Line::of(head) != Line::Text || text.chars().nth(TITLE_CHARS).is_some() {
        return false;
    }
    let is_sentence = text.contains('。') || text.ends_with(['，', '；', '、', '：', ',', ';']);
    let goes_on = wrap.is_some_and(|wrap| {
        // It is the first line of a paragraph, not a title.
        let first_two = lines.get(..2).unwrap_or(lines);
        wrap.paragraphs(first_two).first().is_some_and(|range| range.len() > 1)
    });
    let is_log = || {
        date::begins_with_moment(text)
            && lines.iter().take(MOMENTS.1).filter(|line| date::begins_with_moment(line)).count() >= MOMENTS.0
    };
    !is_sentence && !goes_on && !wrapped::is_bullet(text) && !is_log()
}

#[cfg(test)]
mod tests;
