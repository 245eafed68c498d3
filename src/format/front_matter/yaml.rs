//! The keys and values of YAML as blogs write it: scalars, quoted or over several lines, and lists in both forms.
//!
//! What must not go in: anchors, tags, and maps deeper than `author: {name: …}`.

use crate::text::han::is_han;

/// The keys of the first level with their values, in order. Keys may have blanks before them, all the same number.
pub(super) fn entries(lines: &[&str]) -> Vec<(String, Vec<String>)> {
    let base = lines.iter().find(|line| is_key_line(line)).map_or(0, |line| indent(line));
    let mut raw: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for line in lines {
        let text = line.trim();
        let is_item = text.starts_with("- ") || text == "-";
        match key_and_value(text).filter(|_| indent(line) == base && !is_item && is_key_line(line)) {
            Some((key, value)) => raw.push((key, value, Vec::new())),
            None if text.starts_with('#') && indent(line) <= base => {}
            None => {
                if let Some((.., more)) = raw.last_mut() {
                    more.push(text);
                }
            }
        }
    }
    raw.into_iter().map(|(key, value, more)| (unquoted(key), values(value, &more))).collect()
}

fn is_key_line(line: &&str) -> bool {
    let text = line.trim_start();
    !text.starts_with(['#', '-', '[', ']', '{', '}']) && key_and_value(text).is_some()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// A key has no blank inside, unless it is quoted: `see http: …` is text.
fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once(':')?;
    let key = key.trim();
    let is_key = !key.is_empty() && key.len() <= 64 && (key.starts_with(['"', '\'']) || !key.contains(' '));
    (is_key && !value.starts_with("//")).then(|| (key, value.trim()))
}

fn values(value: &str, more: &[&str]) -> Vec<String> {
    let value = without_comment(value);
    if value.starts_with('[') {
        let whole = [&[value], more].concat().join(" ");
        let inside = whole.trim_start_matches('[');
        let end = inside.rfind(']').unwrap_or(inside.len());
        return items(inside.get(..end).unwrap_or_default());
    }
    if value.starts_with(['|', '>']) && value.len() <= 3 {
        return some(joined(more));
    }
    let more: Vec<&str> = more.iter().copied().filter(|line| !line.is_empty()).collect();
    if value.is_empty() && more.iter().any(|line| line.starts_with('-')) {
        let item = |line: &&str| line.strip_prefix('-').map(|item| scalar(without_comment(item.trim())));
        return more.iter().filter_map(item).filter(|item| !is_nothing(item)).collect();
    }
    if value.is_empty() {
        let name = more
            .iter()
            .filter_map(|line| key_and_value(line))
            .find(|(key, _)| matches!(*key, "name" | "title"));
        if let Some((_, name)) = name {
            return some(scalar(without_comment(name)));
        }
    }
    let whole: Vec<&str> = std::iter::once(value).chain(more).filter(|line| !line.is_empty()).collect();
    some(unquoted(&joined(&whole)))
}

/// What an item or a name is: itself, or what `name:` says.
fn scalar(text: &str) -> String {
    let named = key_and_value(text).filter(|(key, _)| matches!(*key, "name" | "title"));
    unquoted(named.map_or(text, |(_, name)| name))
}

fn some(value: String) -> Vec<String> {
    if is_nothing(&value) { Vec::new() } else { vec![value] }
}

fn is_nothing(value: &str) -> bool {
    matches!(value.trim(), "" | "null" | "~" | "{}" | "Null" | "NULL")
}

/// Lines of one text: no blank between two Chinese characters.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        let is_wide = |c: char| is_han(c) || !c.is_ascii() && !c.is_alphanumeric();
        let close = text.ends_with(is_wide) && line.starts_with(is_wide);
        if !text.is_empty() && !close {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// The items of a list in brackets; commas in quotes belong to an item.
fn items(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (None, ',' | '，') => items.push(String::new()),
            (None, '"' | '\'') if items.last().is_some_and(|item| item.trim().is_empty()) => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        if let Some(item) = items.last_mut().filter(|_| !(quote.is_none() && matches!(c, ',' | '，'))) {
            item.push(c);
        }
    }
    items.iter().map(|item| unquoted(item.trim())).filter(|item| !is_nothing(item)).collect()
}

/// A blank and `#` begin a comment, unless in quotes.
fn without_comment(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return value;
    }
    if value.starts_with("# ") {
        return "";
    }
    value.split_once(" # ").map_or(value, |(value, _)| value.trim_end())
}

/// The text in quotes, which in `"` may have escapes; other text as it is.
pub(super) fn unquoted(value: &str) -> String {
    let value = value.trim();
    if let Some(inside) = value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
        return inside.replace("''", "'");
    }
    let Some(inside) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.to_owned();
    };
    serde_json::from_str(value).unwrap_or_else(|_| inside.to_owned())
}
