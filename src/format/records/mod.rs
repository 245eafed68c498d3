//! Files that hold many articles: lines and arrays of JSON, tables, feeds, dumps, day files, long novels.
//!
//! Each way has a file of its own that finds where the records lie. What must not go in: how one article is read.

mod chapters;
mod dump;
mod feed;
mod fields;
mod json;
mod record;
mod sections;
mod table;

use super::extension::has_extension;
use super::verdict::FolderVerdict;
use super::{Draft, Form};

pub(super) use chapters::book;
pub use json::json_lines;
pub use record::{Record, Refused};
pub(super) use sections::headlines_of_day;

/// What a file gives: its articles, and what should have been one and is none.
pub(super) type Records = Vec<Result<Record, Refused>>;

/// Reads a file that holds records; none if it is one article. `name` is its name without folders.
pub(super) fn read(text: &str, name: &str, verdict: &FolderVerdict) -> Option<Records> {
    let start = text.trim_start();
    if has_extension(name, &["json"]) {
        return json::read(text);
    }
    if has_extension(name, &["ndjson", "jl"]) {
        return Some(json_lines(text, 1).collect());
    }
    if has_extension(name, &["csv", "tsv", "tab"]) {
        return table::read(text, name);
    }
    if start.starts_with('<') {
        return dump::wiki(text).or_else(|| feed::read(text));
    }
    if has_extension(name, &["md", "markdown", "mkd"]) {
        return sections::day(text, name, verdict);
    }
    let is_text = has_extension(name, &["txt"]);
    let tabbed = if is_text { table::tabbed(text) } else { None };
    tabbed.or_else(|| dump::board(text, name)).or_else(|| sections::novel(text, verdict))
}

/// Numbers records as they come, and finds the lines where they begin.
#[derive(Debug)]
struct Numbering<'a> {
    text: &'a str,
    next: u32,
    /// The line of this byte is known.
    at: (usize, u32),
}

impl<'a> Numbering<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, next: 0, at: (0, 1) }
    }

    /// The next record, read from `range`. Ranges rise.
    fn record(&mut self, form: Form, draft: Draft, range: std::ops::Range<usize>) -> Record {
        let line = Some(self.line(range.start));
        let number = self.next;
        self.next += 1;
        Record { form, draft, number, range, line, given_id: None, member: None }
    }

    /// The line that a byte lies in, from 1.
    fn line(&mut self, at: usize) -> u32 {
        if at < self.at.0 {
            self.at = (0, 1);
        }
        let between = self.text.as_bytes().get(self.at.0..at).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', between).count() as u32;
        self.at = (at, self.at.1 + breaks);
        self.at.1
    }
}
