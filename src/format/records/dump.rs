//! Dumps: articles one after the other with a line before each that begins it.
//!
//! What must not go in: what the lines of a post's head say ([`crate::format::plain`]).

use std::ops::Range;

use super::{Numbering, Record, Records};
use crate::format::extension::without_extension;
use crate::format::single::parse;
use crate::format::{FolderVerdict, Form, Parsed, date, html, plain};
use crate::text::sanitize::is_blank;

/// Before the first post may stand so many lines that are no post: the name of the board.
const HEAD_LINES: usize = 3;
/// What a post begins with: who wrote it.
const FIRST_FIELDS: [&str; 4] = ["发信人", "發信人", "寄信人", "寄件人"];
/// And what must stand in the lines below.
const SECOND_FIELDS: [&str; 4] = ["标题", "標題", "主题", "主旨"];
/// The same of other collections, where each article begins with its title.
const TITLES: [&str; 2] = ["标题", "標題"];
const BELOW_TITLES: [&str; 7] = ["作者", "正文", "日期", "时间", "发布时间", "来源", "内容"];
/// So many lines below.
const WITHIN: usize = 4;

/// Reads what wikiextractor writes: `<doc id="…" url="…" title="…">`, the title once more, the text, `</doc>`.
pub(super) fn wiki(text: &str) -> Option<Records> {
    if !text.trim_start().starts_with("<doc ") {
        return None;
    }
    let mut numbering = Numbering::new(text);
    let mut records: Records = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("<doc ")).map(|found| at + found) {
        let rest = text.get(start..).unwrap_or_default();
        // A lost end costs no other article.
        let next = rest.get(1..).and_then(|rest| rest.find("\n<doc ")).map_or(rest.len(), |found| found + 1);
        let whole = rest.get(..next).unwrap_or_default();
        let end = whole.find("</doc>").map_or_else(|| whole.trim_end().len(), |found| found + "</doc>".len());
        let whole = whole.get(..end).unwrap_or_default();
        let Some((head, inner)) = whole.split_once('>') else { break };
        let title = html::decode_entities(attribute(head, "title").unwrap_or_default());
        let inner = inner.strip_suffix("</doc>").unwrap_or(inner).trim_start();
        let (first, below) = inner.split_once('\n').unwrap_or((inner, ""));
        let body = if html::decode_entities(first).trim() == title.trim() { below } else { inner };
        let Parsed { draft, .. } = plain::paragraph_a_line(&html::decode_entities(body));
        let record = numbering.record(
            Form::Wiki,
            Parsed { title, draft, ..Parsed::default() }.finish("", &FolderVerdict::default()),
            start..start + end,
        );
        let given_id = attribute(head, "id").map(str::to_owned);
        records.push(Ok(Record { given_id, ..record }));
        at = start + end;
    }
    (!records.is_empty()).then_some(records)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Reads several posts of a board; none if there are no two.
pub(super) fn board(text: &str, name: &str) -> Option<Records> {
    // Two posts have two lines of fields each, and files of one long line are many.
    memchr::memchr_iter(b'\n', text.as_bytes()).nth(2)?;
    let has = |field: &&str| memchr::memmem::find(text.as_bytes(), field.as_bytes()).is_some();
    let starts = match () {
        () if FIRST_FIELDS.iter().any(has) => posts(text, &FIRST_FIELDS, &SECOND_FIELDS),
        // Most texts have the word in no line that begins with it.
        () if TITLES.iter().any(has) => posts(text, &TITLES, &BELOW_TITLES),
        () => return None,
    };
    let first = *starts.first().filter(|_| starts.len() > 1)?;
    let mut numbering = Numbering::new(text);
    let day = date::file_name(without_extension(name));
    let head = 0..first;
    let lines = text.get(head.clone()).unwrap_or_default().lines().filter(|line| !line.chars().all(is_blank));
    let head = (lines.count() > HEAD_LINES).then_some(head);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = head.into_iter().chain(starts.iter().copied().zip(ends).map(|(start, end)| start..end));
    let records = parts.map(|range: Range<usize>| {
        let part = text.get(range.clone()).unwrap_or_default();
        let range = range.start..range.start + part.trim_end().len();
        let (form, mut draft) = parse(text.get(range.clone()).unwrap_or_default(), "");
        draft.date = draft.date.or(day);
        Ok(numbering.record(form, draft, range))
    });
    Some(records.collect())
}

/// Where posts begin (bytes): at a line with one of the `first` fields, and below it one of the `second`.
fn posts(text: &str, first: &[&str], second: &[&str]) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let is_post = |number: usize| {
        let below = lines.iter().skip(number + 1).take(WITHIN);
        below.into_iter().any(|(_, line)| begins_with(line, second))
    };
    let begins = lines.iter().enumerate().filter(|(_, (_, line))| begins_with(line, first));
    begins.filter(|(number, _)| is_post(*number)).map(|(_, (at, _))| *at).collect()
}

/// Whether a line is `field: …`, whatever blanks are in the name.
fn begins_with(line: &str, fields: &[&str]) -> bool {
    let Some((name, _)) = line.trim_start_matches(['【', '[']).split_once([':', '：', '】', ']']) else {
        return false;
    };
    let name: String = name.chars().filter(|c| !is_blank(*c)).take(4).collect();
    fields.contains(&name.as_str())
}
