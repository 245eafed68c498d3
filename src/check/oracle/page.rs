//! What a person would see of a text with markup, by a scan that knows nothing of the parser's.
//!
//! What must not go in: paragraphs, kinds and anything of `parse`. The rule what is a tag is written here a second
//! time, as patterns; the names of elements are the one table that both share.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::entities;
use super::seen::may;
use crate::format::elements::{is_block, is_element};
use crate::text::sanitize::{is_blank, mute_escapes};

/// A tag longer than this is text (bytes).
const TAG_BYTES: usize = 64 * 1024;

/// Patterns for tags. `Trust` of the parser: a page may have any attribute, text with markup only values without `<`.
struct Patterns {
    page_tag: Regex,
    text_tag: Regex,
    closing: Regex,
    attribute: Regex,
    block_style: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(Patterns::new);

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
}

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct ScannedPage {
    /// Visible text; a line for each block.
    pub(super) text: String,
    /// The first `title` of a page.
    pub(super) title: String,
    /// Characters of markup left out, and of references decoded.
    pub(super) markup: u32,
    pub(super) references: u32,
}

/// Scans `text`. On a `page` line breaks are blanks and there may be a title; else they end lines.
pub(super) fn scan(text: &str, page: bool) -> ScannedPage {
    let Some(patterns) = PATTERNS.as_ref() else { return ScannedPage::default() };
    let mut scan = PageScan {
        patterns,
        page,
        whole: text,
        rest: text,
        seen: ScannedPage::default(),
        run: String::new(),
        line: String::new(),
        ruby: Ruby::default(),
        pictures: Vec::new(),
        open: Open::default(),
        missing: Vec::new(),
    };
    while !scan.rest.is_empty() {
        scan.step();
    }
    scan.end_line();
    scan.seen
}

struct PageScan<'a> {
    patterns: &'a Patterns,
    page: bool,
    whole: &'a str,
    rest: &'a str,
    seen: ScannedPage,
    /// The text since the last markup.
    run: String,
    /// The block so far.
    line: String,
    ruby: Ruby,
    /// Pictures within the block, which follow it.
    pictures: Vec<String>,
    open: Open,
    /// Closings of which there are no more.
    missing: Vec<String>,
}

/// Readings of characters, which are shown in parentheses after the word.
#[derive(Default)]
struct Ruby {
    /// Open `ruby` elements; outside of them `rt` and `rp` mean nothing.
    depth: u32,
    /// The open `rt` or `rp`.
    inside: Option<RubyPart>,
    readings: String,
}

#[derive(PartialEq)]
enum RubyPart {
    Reading,
    Parenthesis,
}

/// Elements that are open and change what is shown.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the page by itself")]
struct Open {
    pre: u32,
    heading: bool,
    /// The heading began in the first line with text.
    heading_in_title: bool,
    /// Number of the next item of each list, 0 if it has dots.
    lists: Vec<u32>,
    /// What stands before the next text of an item.
    sign: String,
    /// Whether each span is a block.
    spans: Vec<bool>,
    /// In a row of a table.
    row: bool,
    /// The title of the page is done.
    titled: bool,
    /// In text with markup: the body has begun.
    body: bool,
}

impl<'a> PageScan<'a> {
    fn step(&mut self) {
        let at = self.rest.find(['<', '&']).unwrap_or(self.rest.len());
        let plain = self.take(at);
        self.show(plain);
        match self.rest.chars().next() {
            Some('&') => {
                let Some((decoded, used)) = entities::decode(self.rest, false) else {
                    let sign = self.take(1);
                    return self.show(sign);
                };
                self.seen.references += self.take(used).chars().count() as u32;
                self.show(&decoded);
            }
            Some('<') => {
                if let Some(used) = self.markup() {
                    self.end_run();
                    self.seen.markup += self.take(used).chars().count() as u32;
                } else {
                    let sign = self.take(1);
                    self.show(sign);
                }
            }
            _ => {}
        }
    }

    /// Acts on the markup at the rest; gives its length, or nothing if it is text.
    fn markup(&mut self) -> Option<usize> {
        let rest = self.rest;
        if rest.starts_with("<!-->") {
            return Some(5);
        }
        if rest.starts_with("<!--->") {
            return Some(6);
        }
        if rest.starts_with("<!--") {
            return self.unless_missing("-->", |rest| rest.find("-->").map(|at| at + 3));
        }
        for (open, close) in [("<!doctype", ">"), ("<?xml", "?>"), ("<![if", "]>"), ("<![endif", "]>")] {
            if starts_with(rest, open) {
                let until = rest.get(1..)?.find('<').map_or(rest.len(), |at| at + 1);
                return rest.get(..until)?.find(close).map(|at| at + close.len());
            }
        }
        let near = rest.get(..rest.floor_char_boundary(TAG_BYTES)).unwrap_or(rest);
        if let Some(found) = self.patterns.closing.captures(near) {
            let name = self.known(&found)?;
            self.close(&name);
            return Some(found.get(0)?.end());
        }
        let pattern = if self.page { &self.patterns.page_tag } else { &self.patterns.text_tag };
        let found = pattern.captures(near)?;
        let name = self.known(&found)?;
        let tag = found.get(0)?.as_str();
        self.is_well_formed(tag).then_some(())?;
        match name.as_str() {
            "script" | "style" => self.unless_missing(&name, |rest| raw_end(rest, tag.len(), &name)),
            "title" | "textarea" => {
                let end = self.unless_missing(&name, |rest| raw_end(rest, tag.len(), &name))?;
                self.raw(&name, rest.get(tag.len()..end)?);
                Some(end)
            }
            _ => {
                self.open(&name, tag);
                Some(tag.len())
            }
        }
    }

    /// What `find` finds in the rest; it is not asked again for a `closing` that it did not find.
    fn unless_missing(&mut self, closing: &str, find: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        if self.missing.iter().any(|missing| missing == closing) {
            return None;
        }
        let found = find(self.rest);
        if found.is_none() {
            self.missing.push(closing.to_owned());
        }
        found
    }

    fn known(&self, found: &Captures<'_>) -> Option<String> {
        let name = found.get(1)?.as_str().to_ascii_lowercase();
        (self.page || is_element(&name)).then_some(name)
    }

    /// The content of a title or a text area with its closing tag: references, but no tags.
    fn raw(&mut self, name: &str, content: &str) {
        let content = content.rsplit_once("</").map_or(content, |(content, _)| content);
        let text = decoded(content, false);
        if name == "title" && self.page && !self.open.titled {
            self.open.titled = true;
            self.seen.title = text;
        } else {
            self.end_line();
            self.show(&text);
            self.end_line();
        }
    }

    fn open(&mut self, name: &str, tag: &str) {
        self.end_run();
        self.begin_body(name);
        match name {
            "span" => {
                let style = self.attribute(tag, "style");
                let block = self.patterns.block_style.is_match(&style);
                self.open.spans.push(block);
                if block {
                    self.end_line();
                }
            }
            "img" => {
                let name = self.picture(tag);
                let first = self.line.trim().is_empty();
                if self.page {
                    self.seen.text.push_str(&may(&name));
                    self.seen.text.push('\n');
                } else if first {
                    self.seen.text.push_str(&name);
                    self.seen.text.push('\n');
                }
                if self.page || !first {
                    self.pictures.push(name);
                }
            }
            "td" | "th" if self.page => self.end_line(),
            "td" | "th" if !self.line.is_empty() && self.open.body => self.line.push_str("  "),
            // A heading may be set in two lines.
            "br" if self.open.heading => self.show(" "),
            _ if is_block(name) => self.end_line(),
            _ => {}
        }
        match name {
            "tr" => self.open.row = self.page,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.open.heading = true;
                self.open.heading_in_title = self.is_first_line();
            }
            "pre" => self.open.pre += 1,
            "ruby" => self.ruby.depth += 1,
            "rt" => self.ruby.inside = (self.ruby.depth > 0).then_some(RubyPart::Reading),
            "rp" => self.ruby.inside = (self.ruby.depth > 0).then_some(RubyPart::Parenthesis),
            "ul" | "menu" | "dir" => self.open.lists.push(0),
            "ol" => self.open.lists.push(self.attribute(tag, "start").trim().parse().unwrap_or(1).max(1)),
            "li" => {
                self.open.heading = false;
                self.open.sign = match self.open.lists.last_mut() {
                    Some(0) => "•".to_owned(),
                    Some(number) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    None => String::new(),
                }
            }
            _ => {}
        }
    }

    /// In text with markup some elements end the title.
    fn begin_body(&mut self, name: &str) {
        if !self.page && !self.open.body {
            // No title holds a list or a picture.
            let ends_title = matches!(name, "ul" | "ol" | "menu" | "dir" | "li" | "img");
            self.open.body = ends_title || matches!(name, "div" | "span" | "p");
            // A heading that begins in the line of the title ends with it.
            self.open.heading &= !(self.open.body && self.open.heading_in_title);
            if ends_title {
                self.end_line();
            }
        }
    }

    /// Whether no line with text has ended.
    fn is_first_line(&self) -> bool {
        let before = self.whole.get(..self.whole.len() - self.rest.len());
        before.is_some_and(|before| !before.trim_start().contains('\n'))
    }

    /// What is shown of a picture: its description, else the name of its file. Pages that load pictures late have the path
    /// elsewhere than under `src`.
    fn picture(&self, tag: &str) -> String {
        let alt = self.attribute(tag, "alt");
        if !alt.trim().is_empty() {
            return alt.replace(['\n', '\r'], " ");
        }
        let late = ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "src"];
        let path = late.iter().map(|key| self.attribute(tag, key)).find(|path| !path.trim().is_empty());
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

    fn close(&mut self, name: &str) {
        self.end_run();
        if name == "span" {
            if self.open.spans.pop() == Some(true) {
                self.end_line();
            }
        } else if is_block(name) && name != "br" {
            self.end_line();
        }
        match name {
            "tr" | "table" => {
                self.open.row = false;
                self.end_line();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.open.heading = false,
            "pre" => self.open.pre = self.open.pre.saturating_sub(1),
            "ruby" => {
                self.ruby.depth = self.ruby.depth.saturating_sub(1);
                self.ruby.inside = None;
            }
            "rt" | "rp" => self.ruby.inside = None,
            "td" | "th" => self.end_ruby(),
            "ul" | "ol" | "menu" | "dir" => {
                self.open.lists.pop();
                self.open.sign.clear();
            }
            "li" => self.open.sign.clear(),
            _ => {}
        }
    }

    /// Whether the attributes follow each other with nothing but blanks and `/` between. The pattern alone would also
    /// cut `b=c/&=d` after the `c`.
    fn is_well_formed(&self, tag: &str) -> bool {
        let mut rest = attributes_of(tag);
        while let Some(found) = self.patterns.attribute.find(rest) {
            if !rest.get(..found.start()).is_some_and(is_gap) {
                return false;
            }
            rest = rest.get(found.end()..).unwrap_or_default();
        }
        is_gap(rest.trim_end_matches('>'))
    }

    fn attribute(&self, tag: &str, wanted: &str) -> String {
        let mut found = self.patterns.attribute.captures_iter(attributes_of(tag));
        let value = found.find_map(|found| {
            let key = found.get(1)?.as_str();
            let value = found.get(2)?.as_str().trim_matches(['"', '\'']);
            let value = decoded(value, true);
            let is_data = value.starts_with("data:") && wanted != "alt";
            (key.eq_ignore_ascii_case(wanted) && !value.is_empty() && !is_data).then_some(value)
        });
        value.unwrap_or_default()
    }

    fn show(&mut self, text: &str) {
        self.run.push_str(text);
    }

    /// Ends the text between two pieces of markup. On a page it may have line breaks that are none, so an escape sequence
    /// ends before they are blanks.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let run = if self.page { mute_escapes(&run) } else { Cow::Borrowed(run.as_str()) };
        let blank = run.trim().is_empty();
        match self.ruby.inside {
            Some(RubyPart::Reading) => return self.ruby.readings.push_str(run.trim()),
            Some(RubyPart::Parenthesis)
                if run.trim_matches(|c| is_blank(c) || "()（）[]［］【】〔〕".contains(c)).is_empty() =>
            {
                return;
            }
            _ if blank && !self.ruby.readings.is_empty() => return,
            _ => {}
        }
        if self.ruby.depth == 0 && !self.ruby.readings.is_empty() {
            self.end_ruby();
        }
        if self.page && self.open.pre == 0 {
            for c in run.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c }) {
                if c != ' ' || !self.line.ends_with(' ') {
                    self.line.push(c);
                }
            }
        } else {
            self.line.push_str(&run);
        }
    }

    /// Shows the readings so far, after their word.
    fn end_ruby(&mut self) {
        let Ruby { readings, .. } = std::mem::take(&mut self.ruby);
        if !readings.is_empty() {
            self.line.truncate(self.line.trim_end().len());
            self.line.extend(["（", &readings, "）"]);
        }
    }

    fn end_line(&mut self) {
        self.end_run();
        self.end_ruby();
        if !self.line.trim().is_empty() {
            let sign = std::mem::take(&mut self.open.sign);
            // On a page the row of a table may have no place for it.
            self.seen.text.push_str(&if self.page { may(&sign) } else { sign.clone() });
            self.seen.text.push_str(if sign.is_empty() { &self.line } else { self.line.trim_start() });
            self.seen.text.push('\n');
        }
        self.line.clear();
        // In a row of a table pictures wait for the end of the row.
        for picture in &self.pictures {
            self.seen.text.push_str(&if self.page { may(picture) } else { picture.clone() });
            self.seen.text.push('\n');
        }
        if !self.open.row {
            self.pictures.clear();
        }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (head, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        head
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
fn raw_end(text: &str, from: usize, name: &str) -> Option<usize> {
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

fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
}
