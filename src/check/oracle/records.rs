//! The second reading of records: objects of JSON, rows of tables, items of feeds and dumps.
//!
//! What must not go in: anything of [`crate::format`] but its tables of names, and its readers' libraries for CSV and XML: this
//! scans by hand.

use serde_json::{Map, Value};

use super::{Naive, page};
use crate::format::fields::{Field, field_of};
use crate::text::sanitize::is_blank;

/// Tags that make a value HTML.
const TAGS: [&str; 10] = ["<p>", "<p ", "<br", "<div", "</p>", "</div>", "</a>", "<img ", "<figure", "<span"];
/// A header of a table stands in one of the first rows.
const HEADER_ROWS: usize = 4;

impl Naive {
    pub(super) fn json(&mut self, record: &str) {
        let Ok(Value::Object(object)) = serde_json::from_str::<Value>(record.trim_end()) else { return };
        let pick = |field: Field| -> Option<String> { picked(&object, field) };
        self.titled(pick(Field::Title).or_else(|| like_title(&object)));
        let html = pick(Field::Html);
        let text = pick(Field::Text).or_else(|| pick(Field::Summary));
        self.value(html.as_deref().or(text.as_deref()).unwrap_or_default(), html.is_some());
        self.rest_is_markup(record);
    }

    /// A row of a table, whose header stands in the `whole` file; or all of it.
    pub(super) fn table(&mut self, whole: &str, record: &str, is_tabbed: bool) {
        if whole.len() == record.len() {
            // Which signs stand between cells and around them need not be known: the draft may be without them.
            let shown = self.clean(&whole.split_whitespace().collect::<Vec<_>>().join(" "));
            return self.text.push_str(&shown);
        }
        let signs = if is_tabbed { ['\t'; 4] } else { [',', '\t', ';', '|'] };
        let counted = signs.map(|sign| (rows(whole, sign, 1).first().map_or(0, Vec::len), sign));
        // Of several as frequent the first one.
        let sign = counted.iter().rev().max_by_key(|(count, _)| *count).map_or(',', |(_, sign)| *sign);
        let head = rows(whole, sign, HEADER_ROWS);
        let header = head.into_iter().find(|row| {
            let has = |wanted: Field| row.iter().any(|cell| is_named(cell, wanted));
            has(Field::Text) || has(Field::Html) || has(Field::Title) && has(Field::Summary)
        });
        let (header, cells) = (header.unwrap_or_default(), rows(record, sign, 1).into_iter().next());
        let cells = cells.unwrap_or_default();
        let mut object = Map::new();
        for (column, name) in header.iter().enumerate() {
            let cell = match (cells.get(column..), column + 1 == header.len()) {
                (Some(rest), true) => rest.join(&sign.to_string()),
                (Some(rest), false) => rest.first().cloned().unwrap_or_default(),
                (None, _) => String::new(),
            };
            object.insert(name.trim().to_owned(), Value::String(cell));
        }
        self.titled(picked(&object, Field::Title).or_else(|| like_title(&object)));
        let html = picked(&object, Field::Html);
        let text = picked(&object, Field::Text).or_else(|| picked(&object, Field::Summary));
        self.value(html.as_deref().or(text.as_deref()).unwrap_or_default(), html.is_some());
        self.rest_is_markup(record);
    }

    pub(super) fn feed(&mut self, record: &str) {
        let inner = |names: &[&str]| names.iter().find_map(|name| element(record, name));
        self.titled(inner(&["title"]));
        let text = inner(&["content:encoded", "content", "description", "summary"]).unwrap_or_default();
        self.value(&text, false);
        self.rest_is_markup(record);
    }

    pub(super) fn wiki(&mut self, record: &str) {
        let (head, body) = record.split_once('>').unwrap_or_default();
        let title = head.split("title=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let title = page::decoded(title, true);
        let body = body.rsplit_once("</doc>").map_or(body, |(body, _)| body).trim_start();
        let (first, below) = body.split_once('\n').unwrap_or((body, ""));
        let repeats = page::decoded(first, false).trim() == title.trim();
        self.titled(Some(title));
        let body = if repeats { below } else { body };
        self.lines(&page::decoded(body, false));
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
            self.lines(value);
        }
    }

    /// What of a record is neither title nor text is what it is written with, or another field.
    fn rest_is_markup(&mut self, record: &str) {
        let shown = self.text.chars().count() + self.title.chars().count();
        let all = record.chars().filter(|c| !is_blank(*c)).count();
        self.dropped.marks += all.saturating_sub(shown) as u32;
    }
}

fn is_named(name: &str, wanted: Field) -> bool {
    field_of(name).is_some_and(|(field, _)| field == wanted)
}

/// The value of the best name of a field.
fn picked(object: &Map<String, Value>, wanted: Field) -> Option<String> {
    let named = object.iter().filter_map(|(name, value)| {
        let (field, rank) = field_of(name)?;
        let value = flat(value);
        (field == wanted && value.iter().any(|v| !v.trim().is_empty())).then_some((rank, value))
    });
    named.min_by_key(|(rank, _)| *rank).map(|(_, value)| {
        if wanted == Field::Title { value.into_iter().next().unwrap_or_default() } else { value.join("\n") }
    })
}

fn like_title(object: &Map<String, Value>) -> Option<String> {
    if let Some(title) = object.get("question").and_then(|question| question.get("title")) {
        return flat(title).into_iter().next();
    }
    // In the order of the file one of them would be the first; a file has only one.
    let known = ["rhythmic", "chapter", "name"];
    known.iter().find_map(|name| flat(object.get(*name)?).into_iter().next())
}

fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        Value::Object(inner) => {
            let known = ["text", "content", "name", "title"];
            known.iter().find_map(|name| inner.get(*name)).map(flat).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The first rows of separated values that are not empty.
fn rows(text: &str, sign: char, most: usize) -> Vec<Vec<String>> {
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
            '"' if !begun => (quoted, begun) = (true, true),
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
            text.push_str(&page::decoded(rest, false));
        }
        if !text.trim().is_empty() {
            return Some(text);
        }
    }
}
