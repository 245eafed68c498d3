//! What a person would see of a text with markup, by a scan that knows nothing of the parser's.
//!
//! What must not go in: paragraphs, kinds and anything of `parse`, and what a tag is ([`super::tags`]). The names of elements
//! are the one table that both share.

use regex::Captures;

use super::entities;
use super::seen::may;
use super::tags::{PATTERNS, Patterns, TAG_BYTES, decoded, raw_end, starts_with};
use crate::format::elements::{is_block, is_element};
use crate::text::sanitize::{is_blank, mute_escapes};

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
        self.patterns.is_well_formed(tag).then_some(())?;
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
        let text = mute_escapes(&decoded(content, false)).into_owned();
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
                let style = self.patterns.attribute_of(tag, "style");
                let block = self.patterns.block_style.is_match(&style);
                self.open.spans.push(block);
                if block {
                    self.end_line();
                }
            }
            "img" | "image" => {
                let name = self.patterns.picture(tag);
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
            "ol" => self
                .open
                .lists
                .push(self.patterns.attribute_of(tag, "start").trim().parse().unwrap_or(1).max(1)),
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
            let ends_title = matches!(name, "ul" | "ol" | "menu" | "dir" | "li" | "img" | "image");
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

    fn show(&mut self, text: &str) {
        self.run.push_str(text);
    }

    /// Ends the text between two pieces of markup, and with it an escape sequence. On a page it may have line breaks that are
    /// none; the sequence ends before they are blanks.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let run = mute_escapes(&run);
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
