//! Front matter: the fields before the text of a file that are not shown, in YAML between `---`, TOML between `+++`, JSON
//! between braces alone on their lines, or as lines `Key: value` before the first blank line (MultiMarkdown), and LCTT's `[#]: key: "value"`.
//!
//! What must not go in: what the fields mean ([`super::fields`]). YAML is read leniently and by hand: of what blogs hold much is
//! none for a strict reader (`title: 甲: 乙`, keys with a blank before them), and a fault would lose all fields.

mod yaml;

use std::collections::BTreeMap;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::field_values::FieldValues;
use super::fields::{Field, field_of};

/// Front matter without its first fence has at most so many lines.
const UNOPENED: usize = 30;

/// Hexadecimal digits of the id of a note of Joplin.
const JOPLIN_ID: usize = 32;

/// The front matter of a text.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Its fields.
    pub(super) values: FieldValues,
    /// Its lines, with those that fence it.
    pub(super) lines: usize,
}

impl FrontMatter {
    /// The front matter that `lines` begin with.
    pub(super) fn of(lines: &[&str]) -> Option<Self> {
        match lines.first()?.trim_end() {
            "---" => Self::yaml(lines),
            "+++" => Self::toml(lines),
            "{" => Self::json(lines),
            first if first.starts_with("[#]:") => Some(Self::definitions(lines)),
            _ => Self::keys(lines).or_else(|| Self::unopened(lines)),
        }
    }

    fn yaml(lines: &[&str]) -> Option<Self> {
        let end = end(lines, &["---", "..."])?;
        let inside = lines.get(1..end)?;
        let is_yaml = |line: &&str| {
            line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#', ']', '}']) || line.contains(':')
        };
        if !inside.iter().all(is_yaml) {
            return None;
        }
        let mut values = FieldValues::default();
        for (key, list) in yaml::entries(inside) {
            values.add_named(&key, list);
        }
        Some(Self { values, lines: end + 1 })
    }

    /// YAML that begins at once and ends in `---`, as Hexo allows.
    fn unopened(lines: &[&str]) -> Option<Self> {
        let is_field = |line: &str| line.split_once(':').is_some_and(|(key, _)| field_of(key).is_some());
        let end = lines.iter().take(UNOPENED).position(|line| line.trim_end() == "---")?;
        let inside = lines.get(..end)?;
        if !is_field(inside.first()?) || inside.iter().filter(|line| is_field(line)).count() < 2 {
            return None;
        }
        let front = Self::yaml(&[&["---"], lines.get(..=end)?].concat())?;
        Some(Self { lines: front.lines - 1, ..front })
    }

    fn json(lines: &[&str]) -> Option<Self> {
        let end = end(lines, &["}"])?;
        let members: BTreeMap<String, Value> = serde_json::from_str(&lines.get(..=end)?.join("\n")).ok()?;
        let mut values = FieldValues::default();
        for (key, value) in &members {
            values.add_named(key, strings(value));
        }
        Some(Self { values, lines: end + 1 })
    }

    /// The fields below a note that Joplin exports, from `id:` to `type_:`.
    pub(super) fn below(lines: &[&str]) -> Option<Self> {
        let end = lines.iter().rposition(|line| !line.trim().is_empty())? + 1;
        lines.get(end - 1)?.strip_prefix("type_:")?;
        let is_field = |line: &&&str| {
            let key = line.split(':').next().unwrap_or_default();
            key.len() < line.len() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        let count = lines.get(..end)?.iter().rev().take_while(is_field).count();
        let fields = lines.get(end - count..end)?;
        let is_id = |line: &str| line.strip_prefix("id: ").is_some_and(|id| id.trim().len() == JOPLIN_ID);
        let first = fields.iter().position(|line| is_id(line))?;
        let fields = fields.get(first..)?;
        let mut values = FieldValues::default();
        for (key, value) in fields.iter().filter_map(|line| line.split_once(':')) {
            // The rest is about the place and the state of the note.
            if matches!(key, "author" | "created_time" | "user_created_time") {
                values.add_named(key.trim_start_matches("user_"), vec![value.trim().to_owned()]);
            }
        }
        Some(Self { values, lines: lines.len() - (end - fields.len()) })
    }

    /// The front matter of a page in the source of a site, and the page after it.
    pub(super) fn of_page(text: &str) -> Option<(Self, &str)> {
        if !text.starts_with("---") {
            return None;
        }
        let front = Self::yaml(&text.lines().collect::<Vec<_>>())?;
        let length: usize = text.split_inclusive('\n').take(front.lines).map(str::len).sum();
        Some((front, text.get(length..)?))
    }

    fn toml(lines: &[&str]) -> Option<Self> {
        let end = end(lines, &["+++"])?;
        let source = lines.get(1..end)?.join("\n");
        let table = DeTable::parse(&source).ok()?;
        let mut values = FieldValues::default();
        for (key, value) in table.get_ref() {
            match value.get_ref() {
                // Zola keeps tags in [taxonomies], Hugo what it does not know in [params].
                DeValue::Table(inner) => {
                    for (key, value) in inner {
                        values.add_named(key.get_ref(), texts(value.get_ref()));
                    }
                }
                value => {
                    values.add_named(key.get_ref(), texts(value));
                }
            }
        }
        Some(Self { values, lines: end + 1 })
    }

    /// `[#]: author: "…"`, one a line.
    fn definitions(lines: &[&str]) -> Self {
        let mut values = FieldValues::default();
        let count = lines.iter().take_while(|line| line.starts_with("[#]:")).count();
        for line in lines.iter().take(count) {
            let inside = line.trim_start_matches("[#]:").trim();
            let inside =
                inside.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(inside);
            if let Some((key, value)) = inside.split_once(':') {
                let value = yaml::unquoted(value.trim());
                // After a name comes the address of its owner.
                let name = value.split(" http").next().unwrap_or_default().trim().to_owned();
                // The subject is the title of the original; the translation has its own.
                if field_of(key).is_some_and(|(field, _)| field != Field::Title) {
                    values.add_named(key, vec![name]);
                }
            }
        }
        Self { values, lines: count }
    }

    /// `Title: …` and further keys up to a blank line. Prose begins so too: the first key must be a title, or one of two fields.
    fn keys(lines: &[&str]) -> Option<Self> {
        let end = lines.iter().position(|line| line.trim().is_empty()).unwrap_or(lines.len());
        let mut entries: Vec<(&str, String)> = Vec::new();
        for line in lines.get(..end)? {
            if line.starts_with([' ', '\t']) {
                let (_, value) = entries.last_mut()?;
                value.push(' ');
                value.push_str(line.trim());
                continue;
            }
            let (key, value) = line.split_once(':')?;
            let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
                && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            if !is_key || value.starts_with("//") {
                return None;
            }
            entries.push((key, value.trim().to_owned()));
        }
        let known = entries.iter().filter(|(key, _)| field_of(key).is_some()).count();
        let is_title = field_of(entries.first()?.0).is_some_and(|(field, _)| field == Field::Title);
        if !is_title && known < 2 {
            return None;
        }
        let mut values = FieldValues::default();
        for (key, value) in entries {
            values.add_named(key, vec![yaml::unquoted(&value)]);
        }
        Some(Self { values, lines: end })
    }
}

/// The line that ends what the first line begins.
fn end(lines: &[&str], fences: &[&str]) -> Option<usize> {
    lines.iter().skip(1).position(|line| fences.contains(&line.trim_end())).map(|at| at + 1)
}

/// The strings in a value of JSON.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(members) => members.get("name").map(strings).unwrap_or_default(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The texts of a value: itself, or those of its items.
fn texts(value: &DeValue<'_>) -> Vec<String> {
    match value {
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Array(items) => items.iter().flat_map(|item| texts(item.get_ref())).collect(),
        DeValue::Datetime(date) => vec![date.to_string()],
        DeValue::Integer(number) => vec![number.as_str().to_owned()],
        DeValue::Table(table) => table.get("name").map(|name| texts(name.get_ref())).unwrap_or_default(),
        DeValue::Float(_) | DeValue::Boolean(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
