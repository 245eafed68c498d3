//! What a tag is, what its attributes say, and what a reference stands for: the second writing of these rules, as patterns.
//!
//! What must not go in: what elements show, and anything of `parse`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::entities;
use crate::format::fields::{Field, field_of};

/// A tag longer than this is text (bytes).
pub(super) const TAG_BYTES: usize = 64 * 1024;

/// Patterns for tags. `Trust` of the parser: a page may have any attribute, text with markup only values without `<`.
pub(super) struct Patterns {
    pub(super) page_tag: Regex,
    pub(super) text_tag: Regex,
    pub(super) closing: Regex,
    attribute: Regex,
    pub(super) block_style: Regex,
}

pub(super) static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(Patterns::new);

impl Patterns {
    fn new() -> Option<Self> {
        let blank = r"[ \t\n\r\x0C]";
        let name = "[a-zA-Z][a-zA-Z0-9:._-]*";
        let key = r"[!#$%&()*+,\-.0-9:;?@A-Z\[\\\]^_a-z{|}~]+";
        let bare = r#"[^ \t\n\r\x0C"'<>=`]+"#;
        let (any, no_sign) = (r#"(?:"[^"]*"|'[^']*')"#, r#"(?:"[^"<]*"|'[^'<]*')"#);
        let equals = format!("{blank}*={blank}*");
        let flag = "(?i:hidden|disabled|checked|selected|nowrap|noshade|controls|readonly)";
        let page = format!(
            "^<({name})(?:(?:{blank}|/)+(?:{key}{equals}{any})*(?:{key}(?:{equals}{bare})?)?)*(?:{blank}|/)*>"
        );
        let text = format!(
            "^<({name})(?:(?:{blank}|/)+(?:{key}{equals}{no_sign}|{key}{equals}{bare}|{flag}))*(?:{blank}|/)*>"
        );
        Some(Self {
            page_tag: Regex::new(&page).ok()?,
            text_tag: Regex::new(&text).ok()?,
            closing: Regex::new(&format!("^</({name})(?:{blank}|/)*>")).ok()?,
            attribute: Regex::new(&format!("({key})(?:{equals}({any}|{bare}))?")).ok()?,
            block_style: Regex::new(r"(?i)(?:^|;)\s*display\s*:\s*block\s*(?:;|$)").ok()?,
        })
    }

    /// Whether the attributes follow each other with nothing but blanks and `/` between. The pattern alone would also
    /// cut `b=c/&=d` after the `c`.
    pub(super) fn is_well_formed(&self, tag: &str) -> bool {
        let mut rest = attributes_of(tag);
        while let Some(found) = self.attribute.find(rest) {
            if !rest.get(..found.start()).is_some_and(is_gap) {
                return false;
            }
            rest = rest.get(found.end()..).unwrap_or_default();
        }
        is_gap(rest.trim_end_matches('>'))
    }

    pub(super) fn attribute_of(&self, tag: &str, wanted: &str) -> String {
        let mut found = self.attribute.captures_iter(attributes_of(tag));
        let value = found.find_map(|found| {
            let key = found.get(1)?.as_str();
            let value = found.get(2)?.as_str().trim_matches(['"', '\'']);
            let value = decoded(value, true);
            let is_data = value.starts_with("data:") && wanted != "alt";
            (key.eq_ignore_ascii_case(wanted) && !value.is_empty() && !is_data).then_some(value)
        });
        value.unwrap_or_default()
    }

    /// What is shown of a picture: its description, else the name of its file. Pages that load pictures late have the path
    /// elsewhere than under `src`.
    pub(super) fn picture(&self, tag: &str) -> String {
        let alt = self.attribute_of(tag, "alt");
        if !alt.trim().is_empty() {
            return alt.replace(['\n', '\r'], " ");
        }
        let late = ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "src", "xlink:href"];
        let path = late.iter().map(|key| self.attribute_of(tag, key)).find(|path| !path.trim().is_empty());
        let path = path.unwrap_or_default();
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let whole = path.get(..end).unwrap_or_default();
        let file = whole.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
        let bare = match file.rfind('.') {
            Some(dot) if dot > 0 && file.len() - dot <= 6 && !whole.ends_with('/') => file.get(..dot),
            _ => Some(file),
        };
        let name = percent_decoded(bare.unwrap_or_default());
        if name.trim().is_empty() { path } else { name }
    }
}

/// The length of the tag at the start of `text`, if there is one.
pub(super) fn tag_length(text: &str) -> Option<usize> {
    let patterns = PATTERNS.as_ref()?;
    let near = text.get(..text.floor_char_boundary(TAG_BYTES)).unwrap_or(text);
    let found = patterns.closing.find(near).or_else(|| patterns.page_tag.find(near));
    found.map(|found| found.end())
}

/// `text` with `%E6%B1%9F` as the character; unchanged if that gives no UTF-8.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if part.as_bytes().first().is_some_and(u8::is_ascii_hexdigit) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            _ => {
                bytes.push(b'%');
                bytes.extend(part.bytes());
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A tag without its name.
fn attributes_of(tag: &str) -> &str {
    tag.trim_start_matches(|c: char| !c.is_ascii_whitespace() && !matches!(c, '/' | '>'))
}

fn is_gap(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_whitespace() || c == '/')
}

/// `text` with its references decoded; in an `attribute`, `&copy=` is none.
pub(super) fn decoded(text: &str, attribute: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let (shown, used) = entities::decode(rest, attribute).unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&shown);
        rest = rest.get(used..).unwrap_or_default();
    }
    out + rest
}

/// Where the next complete `</name>` ends that closes an element with raw content, looked for from `from`.
pub(super) fn raw_end(text: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find("</")?;
        let after = text.get(at + 2..)?;
        if starts_with(after, name) {
            let after = after.get(name.len()..)?;
            let end = after.trim_start_matches([' ', '\t', '\n', '\r', '\x0C', '/']);
            if end.starts_with('>') {
                return Some(at + 2 + name.len() + (after.len() - end.len()) + 1);
            }
        }
        at += 2;
    }
}

pub(super) fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
}
/// The title that a page without one says in its head: `<meta property="og:title" content="…">`.
pub(super) fn said_title(page: &str) -> Option<String> {
    let tag = Regex::new(r"(?is)<meta\s[^>]*>").ok()?;
    let value = |name: &str, tag: &str| {
        let pattern =
            Regex::new(&format!(r#"(?is)\b{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))"#)).ok()?;
        let found = pattern.captures(tag)?;
        (1..4).find_map(|group| found.get(group)).map(|value| value.as_str().to_owned())
    };
    tag.find_iter(page).map(|tag| tag.as_str()).find_map(|tag| {
        let name = ["property", "name", "itemprop"].into_iter().find_map(|name| value(name, tag))?;
        let is_title = field_of(&name).is_some_and(|(field, _)| field == Field::Title);
        value("content", tag).filter(|_| is_title).map(|title| decoded(&title, true))
    })
}

/// Plain text with two and more tags that break lines was cut from a page: a line break stands for each.
pub(super) fn without_breaks(text: &str) -> Cow<'_, str> {
    let Ok(pattern) = Regex::new(r"(?i)<(?:br|/?p)(?:[/ ][^>]*)?>") else { return Cow::Borrowed(text) };
    if pattern.find_iter(text).count() < 2 { Cow::Borrowed(text) } else { pattern.replace_all(text, "\n") }
}
