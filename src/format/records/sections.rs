//! Sections of one file that are articles: the items of a day, the chapters of a long novel.
//!
//! What must not go in: headings inside an article, which stay paragraphs of it.

use std::ops::Range;

use super::{Numbering, Record, Records, chapters};
use crate::format::extension::without_extension;
use crate::format::single::parse;
use crate::format::verdict::{FolderVerdict, Split};
use crate::format::{Date, Form, Parsed, Witness, date, plain};
use crate::text::han::is_han;
use crate::text::sanitize::is_blank;

/// A novel longer than this is an article a chapter (bytes): 100,000 characters are more than a sitting.
const LONG: usize = 300 << 10;
/// Headlines are headlines if half of them have so many characters: those of a diary (早上, 任务) are shorter.
const HEADLINE_CHARS: usize = 4;
/// A contents list names at least this share of the headlines: one in so many.
const CONTENTS_SHARE: usize = 2;

/// A heading of Markdown.
#[derive(Debug, Clone, Copy)]
struct Headline<'a> {
    level: u8,
    text: &'a str,
    start: usize,
}

/// Reads a file of Markdown that holds the items of a day; none if it is one article.
pub(super) fn day(text: &str, name: &str, verdict: &FolderVerdict) -> Option<Records> {
    let stem = without_extension(name);
    let headings = headings(text);
    let level = match verdict.split {
        Split::Headings(level) => level,
        Split::Own if date::folder(stem).is_some_and(Date::is_full) => day_level(&headings)?,
        Split::Own | Split::Whole => return None,
    };
    let items: Vec<Headline<'_>> = headings.iter().filter(|h| h.level == level).copied().collect();
    if items.len() < 2 {
        return None;
    }
    let mut numbering = Numbering::new(text);
    let mut records: Records = Vec::new();
    let head = 0..items.first()?.start;
    if !is_contents(text.get(head.clone()).unwrap_or_default(), &items) {
        let (form, draft) = parse(text.get(head.clone()).unwrap_or_default(), name);
        records.push(Ok(numbering.record(form, draft, head)));
    }
    for item in &items {
        // A heading above ends an item as well as the next item does.
        let next = headings.iter().find(|other| other.start > item.start && other.level <= level);
        let range = item.start..next.map_or(text.len(), |next| next.start);
        let part = without_rule(text.get(range.clone()).unwrap_or_default());
        records.push(Ok(item_record(&mut numbering, part, *item, name)));
    }
    Some(records)
}

/// The article of an item, whose heading is its title and the file's name its date.
fn item_record(numbering: &mut Numbering<'_>, part: &str, item: Headline<'_>, name: &str) -> Record {
    let body = part.split_once('\n').map_or("", |(_, body)| body);
    let (form, mut draft) = parse(body, "x.md");
    draft.set_title(item.text);
    draft.date = draft.date.or_else(|| date::file_name(without_extension(name)));
    numbering.record(form, draft, item.start..item.start + part.len())
}

/// The part without the rule and the blank lines before the next one.
fn without_rule(part: &str) -> &str {
    let part = part.trim_end();
    let (before, last) = part.rsplit_once('\n').unwrap_or(("", part));
    let is_rule = last.trim().len() >= 3 && last.trim().chars().all(|c| matches!(c, '-' | '*' | '_'));
    if is_rule { before.trim_end() } else { part }
}

/// The headings outside of code.
fn headings(text: &str) -> Vec<Headline<'_>> {
    let mut found = Vec::new();
    let (mut at, mut fenced) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        let signs = line.len() - line.trim_start_matches('#').len();
        let rest = line.get(signs..).unwrap_or_default();
        if !fenced && (1..=6).contains(&signs) && rest.starts_with([' ', '\t']) {
            let text = rest.trim().trim_end_matches('#').trim_end();
            found.push(Headline { level: signs as u8, text, start: at });
        }
        at += line.len();
    }
    found
}

/// The level of the headlines of a day, and the headlines; none if it has none.
pub(in crate::format) fn headlines_of_day(text: &str) -> Option<(u8, Vec<&str>)> {
    let headings = headings(text);
    let level = day_level(&headings)?;
    Some((level, headings.iter().filter(|h| h.level == level).map(|h| h.text).collect()))
}

/// The level of the headlines of a day: the deepest one whose headings all differ and are long enough.
fn day_level(headings: &[Headline<'_>]) -> Option<u8> {
    (1..=6).rev().find(|level| {
        let items: Vec<&str> = headings.iter().filter(|h| h.level == *level).map(|h| h.text).collect();
        is_headlines(&items)
    })
}

/// Whether these headings are titles of articles, not names of sections.
fn is_headlines(headings: &[&str]) -> bool {
    let long = headings.iter().filter(|text| text.chars().filter(|c| is_han(*c)).count() > HEADLINE_CHARS);
    let mut different: Vec<&str> = headings.to_vec();
    different.sort_unstable();
    different.dedup();
    headings.len() > 1 && different.len() == headings.len() && long.count() * 2 >= headings.len()
}

/// Whether what stands before the items only lists them.
fn is_contents(head: &str, items: &[Headline<'_>]) -> bool {
    let listed = items.iter().filter(|item| {
        head.contains(item.text)
            || item.text.get(..item.text.floor_char_boundary(24)).is_some_and(|t| head.contains(t))
    });
    let body = head.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
    body == 0 || listed.count() * CONTENTS_SHARE >= items.len()
}

/// Reads a long novel as an article a chapter; none if it is short, or none. What the user has said holds for any length.
pub(super) fn novel(text: &str, verdict: &FolderVerdict) -> Option<Records> {
    let is_split = match verdict.correction.split {
        Some(Split::Headings(_)) => true,
        Some(Split::Whole) => false,
        Some(Split::Own) | None => text.len() >= LONG,
    };
    if !is_split {
        return None;
    }
    let starts = chapters::lines(text);
    if starts.is_empty() {
        return None;
    }
    let mut numbering = Numbering::new(text);
    let head = 0..*starts.first()?;
    let mut records: Records = Vec::new();
    let mut author = String::new();
    if !text.get(head.clone()).unwrap_or_default().trim().is_empty() {
        let (form, draft) = parse(text.get(head.clone()).unwrap_or_default(), "");
        draft.author.text().as_str().clone_into(&mut author);
        records.push(Ok(numbering.record(form, draft, head)));
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let part = text.get(start..end).unwrap_or_default().trim_end();
        let (title, body) = part.split_once('\n').unwrap_or((part, ""));
        let mut draft = Parsed {
            title: title.trim_matches(is_blank).to_owned(),
            draft: plain::untitled(body),
            ..Parsed::default()
        }
        .finish("", &FolderVerdict::default());
        draft.ordinal = None;
        draft.say(crate::format::Field::Author, [author.as_str()], Witness::Line);
        records.push(Ok(numbering.record(Form::Plain, draft, Range { start, end: start + part.len() })));
    }
    Some(records)
}
