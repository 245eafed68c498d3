//! The second reading of records: objects of JSON, rows of tables, items of feeds and dumps.
//!
//! What must not go in: anything of [`crate::format`] but its tables of names, and its readers' libraries for CSV and XML: this
//! scans by hand.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Naive, tags};
use crate::format::fields::{Field, field_of};
use crate::text::sanitize::is_blank;

/// Tags that make a value HTML.
const TAGS: [&str; 11] =
    ["<p>", "<p ", "<br", "<div", "</p>", "</div>", "</a>", "<img ", "<figure", "<span", "<en-note"];
/// A header of a table stands in one of the first rows.
const HEADER_ROWS: usize = 4;
/// Rows by which columns without names are told apart.
const UNNAMED_ROWS: usize = 50;
/// What parts the values shows in so many bytes.
const NEAR: usize = 16 * 1024;

impl Naive {
    pub(super) fn json(&mut self, record: &str) {
        let Ok(members) = serde_json::from_str::<Members>(record.trim_end()) else { return };
        let mut named = members.named();
        // A line may have its article in an object inside.
        if !named.iter().any(|(name, _)| is_named(name, Field::Text) || is_named(name, Field::Html))
            && let Some(inner) = members.0.iter().find_map(|(_, value)| {
                let inner = serde_json::from_str::<Members>(value.get()).ok()?.named();
                (picked(&inner, Field::Text).is_some() || picked(&inner, Field::Html).is_some())
                    .then_some(inner)
            })
        {
            named = inner;
        }
        self.named(&named, record);
    }

    /// A row of a table, whose header stands in the `whole` file; or all of it.
    pub(super) fn table(&mut self, whole: &str, record: &str, extension: &str) {
        let is_tabbed = ["tsv", "tab", "txt"].iter().any(|other| other.eq_ignore_ascii_case(extension));
        let sign = if is_tabbed { '\t' } else { delimiter(whole) };
        let quotes = !extension.eq_ignore_ascii_case("txt");
        let rows = |text: &str, most: usize| rows(text, sign, most, quotes);
        if whole.len() == record.len() {
            for cell in rows(whole, usize::MAX).into_iter().flatten() {
                let shown = self.clean(&cell.split_whitespace().collect::<Vec<_>>().join(" "));
                self.text.push_str(&shown);
            }
            return self.rest_is_markup(record);
        }
        let head = rows(whole, HEADER_ROWS);
        let header = head.into_iter().find(|row| {
            let has = |wanted: Field| row.iter().any(|cell| is_named(cell, wanted));
            has(Field::Text) || has(Field::Html) || has(Field::Title) && has(Field::Summary)
        });
        let cells = rows(record, 1).into_iter().next().unwrap_or_default();
        let Some(header) = header else {
            return self.unnamed(&rows(whole, UNNAMED_ROWS), &cells, sign, record);
        };
        let named = header
            .iter()
            .enumerate()
            .map(|(at, name)| (name.trim().to_owned(), vec![cell(&cells, at, header.len(), sign)]));
        self.named(&named.collect::<Vec<_>>(), record);
    }

    /// A row of a table without names: its text stands in the column with most characters, its title may in any other.
    fn unnamed(&mut self, rows: &[Vec<String>], cells: &[String], sign: char, record: &str) {
        let width = rows.first().map_or(0, Vec::len);
        let length = |at: usize| {
            rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim().chars().count()).sum::<usize>()
        };
        let text = (0..width).max_by_key(|at| length(*at)).unwrap_or_default();
        let others = (0..width).filter(|at| *at != text).map(|at| cell(cells, at, width, sign));
        self.titled(Some(others.collect::<Vec<_>>().join("\u{3000}")));
        self.value(&cell(cells, text, width, sign), false);
        self.rest_is_markup(record);
    }

    /// The title and the text of named values.
    fn named(&mut self, named: &[Named], record: &str) {
        let like_titles = named.iter().filter(|(name, _)| is_like_title(name)).flat_map(|(_, value)| value);
        let titles = picked(named, Field::Title).unwrap_or_default();
        self.titled(titles.into_iter().chain(like_titles.cloned()).find(|title| !title.trim().is_empty()));
        let html = picked(named, Field::Html);
        let is_html = html.is_some();
        let text = html.or_else(|| picked(named, Field::Text)).or_else(|| picked(named, Field::Summary));
        self.value(&text.unwrap_or_default().join("\n"), is_html);
        self.rest_is_markup(record);
    }

    pub(super) fn feed(&mut self, record: &str) {
        let inner = |names: &[&str]| names.iter().find_map(|name| element(record, name));
        // References may be written twice.
        let title = inner(&["title", "contenttitle"]).unwrap_or_default();
        self.titled(Some(tags::decoded(&title, false) + &title));
        let names = ["content:encoded", "text", "content", "description", "summary"];
        let text = inner(&names).unwrap_or_default();
        self.value(&text, false);
        self.rest_is_markup(record);
    }

    pub(super) fn wiki(&mut self, record: &str) {
        let (head, body) = record.split_once('>').unwrap_or_default();
        let title = head.split("title=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let title = tags::decoded(title, true);
        let body = body.rsplit_once("</doc>").map_or(body, |(body, _)| body).trim_start();
        let (first, below) = body.split_once('\n').unwrap_or((body, ""));
        let repeats = tags::decoded(first, false).trim() == title.trim();
        self.titled(Some(title));
        let body = if repeats { below } else { body };
        self.lines(&tags::decoded(body, false));
        self.rest_is_markup(record);
    }

    fn titled(&mut self, title: Option<String>) {
        self.title = self.clean(&title.unwrap_or_default());
    }

    fn value(&mut self, value: &str, is_html: bool) {
        if is_html || TAGS.iter().any(|tag| value.contains(tag)) {
            let title = std::mem::take(&mut self.title);
            self.page(value);
            if !title.is_empty() {
                self.title = title;
            }
        } else {
            self.lines(&super::parted_at_indents(value));
        }
    }

    /// What of a record is neither title nor text is what it is written with, or another field.
    fn rest_is_markup(&mut self, record: &str) {
        let shown = self.text.chars().count() + self.title.chars().count();
        let all = record.chars().filter(|c| !is_blank(*c)).count();
        self.dropped.marks += all.saturating_sub(shown) as u32;
    }
}

/// The cell at a place; in the last column all that is left.
fn cell(cells: &[String], at: usize, width: usize, sign: char) -> String {
    match cells.get(at..) {
        Some(rest) if at + 1 == width => rest.join(&sign.to_string()),
        Some(rest) => rest.first().cloned().unwrap_or_default(),
        None => String::new(),
    }
}

fn is_named(name: &str, wanted: Field) -> bool {
    field_of(name).is_some_and(|(field, _)| field == wanted)
}

/// A name, and what stands under it.
type Named = (String, Vec<String>);

/// The values of the best name of a field that says something; it may be there more than once.
fn picked(named: &[Named], wanted: Field) -> Option<Vec<String>> {
    let known = || {
        let known = named.iter().filter_map(|(name, values)| Some((field_of(name)?, values)));
        known.filter(|((field, _), _)| *field == wanted)
    };
    let says = |values: &[String]| values.iter().any(|value| !value.trim().is_empty());
    let best = known().filter(|(_, values)| says(values)).map(|((_, rank), _)| rank).min()?;
    Some(known().filter(|((_, rank), _)| *rank == best).flat_map(|(_, values)| values).cloned().collect())
}

/// Names of titles, if there is no other title.
fn is_like_title(name: &str) -> bool {
    ["rhythmic", "chapter", "name", "question", "instruction", "prompt", "文件名", "filename"].contains(&name)
}

/// The members of an object as they are written: a name may come twice.
struct Members(Vec<(String, Box<RawValue>)>);

impl Members {
    fn named(&self) -> Vec<Named> {
        let values = self.0.iter().map(|(name, value)| {
            let value: Value = serde_json::from_str(value.get()).unwrap_or_default();
            (
                name.clone(),
                if is_named(name, Field::Text) && is_list(&value) { Vec::new() } else { flat(&value) },
            )
        });
        let mut named: Vec<Named> = values.collect();
        if picked(&named, Field::Title).is_none()
            && let Some((_, question)) = self.0.iter().rfind(|(name, _)| name == "question")
            && let Ok(question) = serde_json::from_str::<Members>(question.get())
        {
            named.extend(question.named().into_iter().filter(|(name, _)| name == "title"));
        }
        named
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Whether a value lists things with titles or dates of their own, which are no text.
fn is_list(value: &Value) -> bool {
    let listed = value.as_array().and_then(|items| items.first()).unwrap_or(value);
    let first = listed.as_object();
    let is_own = |name: &String| is_named(name, Field::Title) || is_named(name, Field::Date);
    first.is_some_and(|item| item.keys().any(is_own))
}

fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        Value::Object(inner) => {
            let meant = "text content rendered name title value 内容 文本 正文 名称 姓名 昵称 screen_name nickname username $date $oid";
            meant.split(' ').find_map(|name| inner.get(name)).map(flat).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// What stands between the values: of those that part the first row, the one that makes most columns.
fn delimiter(whole: &str) -> char {
    let near = whole.get(..whole.floor_char_boundary(NEAR)).unwrap_or(whole);
    let columns = |sign: char| rows(near, sign, 1, true).first().map(Vec::len);
    // Of several that make as many the first one.
    [',', '\t', ';', '|'].into_iter().rev().max_by_key(|sign| columns(*sign)).unwrap_or(',')
}

/// The first rows of separated values that are not empty.
fn rows(text: &str, sign: char, most: usize, by_csv: bool) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut cell, mut quoted, mut begun) = (Vec::new(), String::new(), false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if !begun && by_csv => (quoted, begun) = (true, true),
            c if quoted => cell.push(c),
            c if c == sign => {
                row.push(std::mem::take(&mut cell));
                begun = false;
            }
            '\n' | '\r' => {
                row.push(std::mem::take(&mut cell));
                begun = false;
                let row = std::mem::take(&mut row);
                rows.extend(Some(row).filter(|row| row.iter().any(|cell| !cell.trim().is_empty())));
                if rows.len() >= most {
                    return rows;
                }
            }
            c => {
                begun = true;
                cell.push(c);
            }
        }
    }
    row.push(cell);
    rows.extend(Some(row).filter(|row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty())));
    rows
}

/// What stands in the first element of this name, without CDATA marks or references; markup of XHTML stays.
fn element(item: &str, name: &str) -> Option<String> {
    let open = format!("<{name}");
    let mut from = 0;
    loop {
        let at = from + item.get(from..)?.find(&open)?;
        let after = item.get(at + open.len()..)?;
        from = at + open.len();
        if !after.starts_with(['>', ' ', '\n', '\t', '/']) {
            continue;
        }
        let (tag, inner) = after.split_once('>')?;
        if tag.ends_with('/') {
            continue;
        }
        let inner = inner.split(&format!("</{name}>")).next()?;
        if tag.contains("xhtml") {
            return Some(inner.to_owned());
        }
        let mut text = String::new();
        for (number, part) in inner.split("<![CDATA[").enumerate() {
            let (data, rest) =
                if number == 0 { ("", part) } else { part.split_once("]]>").unwrap_or((part, "")) };
            text.push_str(data);
            text.push_str(&tags::decoded(rest, false));
        }
        if !text.trim().is_empty() {
            return Some(text);
        }
    }
}
