//! Blocks become paragraphs: one state machine for what elements of HTML and marks of Markdown mean.
//!
//! What must not go in: the tokens of either, and which blocks of a page are its article ([`super::content`]).
//!
//! Nesting is counted, never recursed into, and unbalanced tags can only mislabel a paragraph, not lose one.

mod output;
mod ruby;
mod state;
mod table;

use std::mem;

use super::Parsed;
use super::address::stem;
use super::element::{Attributes, Element};
use super::paragraphs::Line;
use super::wrapped::joins_without_blank;
use crate::format::Kind;
use crate::text::CleanText;
use crate::text::sanitize::{self, mute_escapes};
pub(super) use output::{Address, BlockOutput, Enclosure, PageBlock, PageBlocks, push_addresses};
use ruby::Ruby;
pub(super) use ruby::are_closed;
use state::BlockState;
use table::{OpenRow, TableRows};

/// What a rule is stored as.
const RULE: &str = "---";

/// What the markup stands in; decides what line breaks and titles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Text with some markup: a line break ends a paragraph.
    Text,
    /// A web page: a line break is a blank.
    Page,
    /// Markdown: its parser has dealt with line breaks.
    Markdown,
    /// A word processor's document, whose paragraphs come one by one with their kinds, the title apart.
    Office,
}

/// Paragraphs growing out of blocks and text.
#[derive(Debug)]
pub(super) struct BlockBuilder {
    origin: Dialect,
    out: BlockOutput,
    pub(super) title: String,
    /// The paragraph so far.
    text: String,
    /// Pictures inside the paragraph so far; they follow it.
    pictures: Vec<Address>,
    /// Addresses that the paragraph so far points to.
    links: Vec<Address>,
    /// Where in `text` the open link begins, and its address.
    link: Option<(usize, String)>,
    /// Bytes of the paragraph so far that are links.
    linked: usize,
    ruby: Ruby,
    rows: TableRows,
    pub(super) state: BlockState,
}

/// Whether sanitising drops `c` where it stands alone, though not because it steers a terminal.
fn is_mark_alone(c: char) -> bool {
    !c.is_ascii() && !c.is_control() && CleanText::line(c.encode_utf8(&mut [0; 4])).is_empty()
}

impl BlockBuilder {
    pub(super) fn new(origin: Dialect, out: BlockOutput) -> Self {
        Self {
            origin,
            out,
            title: String::new(),
            text: String::new(),
            pictures: Vec::new(),
            links: Vec::new(),
            link: None,
            linked: 0,
            ruby: Ruby::default(),
            rows: TableRows::default(),
            state: BlockState::default(),
        }
    }

    /// Ends the last paragraph.
    pub(super) fn finish(mut self) -> Parsed {
        self.end_row();
        self.end_block();
        Parsed { draft: self.out.finish(), title: self.title, ..Parsed::default() }
    }

    /// Ends the last block of a page; gives its title and its blocks.
    pub(super) fn finish_page(mut self) -> (String, PageBlocks) {
        self.end_row();
        self.end_block();
        (self.title, self.out.finish_page())
    }

    pub(super) fn open(&mut self, element: Element, attributes: &Attributes) {
        if self.rows.is_open() && element.breaks_row() {
            self.break_row();
        }
        match element {
            Element::Inline => {}
            Element::Span => {
                let block = attributes.is_block();
                self.state.spans.push(block);
                if block {
                    self.end_block();
                }
            }
            // A title is often set in two lines.
            Element::Break if self.state.heading.is_some() || self.is_table() => self.push(" "),
            Element::Heading { level } => {
                self.end_block();
                self.state.heading = Some(level);
            }
            Element::Quote => {
                self.end_block();
                self.state.open_quote();
            }
            Element::Pre => {
                self.end_block();
                self.state.pres += 1;
            }
            Element::List { ordered } => {
                self.end_block();
                self.state.lists.push(if ordered { attributes.start() } else { 0 });
            }
            Element::Item => {
                self.end_block();
                self.state.begin_item();
            }
            Element::Row if self.origin != Dialect::Text => {
                self.end_row();
                self.end_block();
                self.rows.open = Some(OpenRow::default());
            }
            Element::Cell { head } => self.begin_cell(head),
            Element::Image => self.picture(attributes.alt.trim(), attributes.picture()),
            Element::Title if self.origin == Dialect::Page && self.state.title.is_none() => {
                self.state.title = Some(true);
                self.state.title_given |= !self.title.is_empty();
            }
            Element::Link => self.open_link(&attributes.href),
            Element::Rule if self.origin != Dialect::Text => {
                self.end_block();
                self.emit(Kind::Rule, RULE);
            }
            Element::Ruby => self.ruby.open(),
            Element::Reading => self.ruby.open_reading(),
            Element::ReadingMark => self.ruby.open_mark(),
            Element::Block
            | Element::Break
            | Element::Title
            | Element::Table
            | Element::Row
            | Element::Rule => self.end_block(),
        }
    }

    pub(super) fn close(&mut self, element: Element) {
        match element {
            Element::Inline | Element::Image | Element::Break | Element::Rule => {}
            Element::Span => {
                if self.state.spans.pop() == Some(true) {
                    self.end_block();
                }
            }
            Element::Title if self.state.title == Some(true) => self.state.title = Some(false),
            Element::Block | Element::Title => self.end_block(),
            Element::Heading { .. } => {
                self.end_block();
                self.state.heading = None;
            }
            Element::Quote => {
                self.end_block();
                self.state.close_quote();
            }
            Element::Pre => {
                self.end_block();
                self.state.pres = self.state.pres.saturating_sub(1);
            }
            Element::List { .. } => {
                self.end_block();
                self.state.lists.pop();
                self.state.sign.clear();
            }
            Element::Item => {
                self.end_block();
                self.state.sign.clear();
            }
            Element::Cell { .. } => self.end_cell(),
            Element::Row => {
                self.end_row();
                self.end_block();
            }
            Element::Table => {
                self.end_row();
                self.end_block();
                self.rows.columns_named = false;
            }
            Element::Link => self.close_link(),
            Element::Ruby => self.ruby.close(),
            Element::Reading | Element::ReadingMark => self.ruby.close_reading(),
        }
    }

    /// Adds text of a page or of text with markup, up to a tag. No escape sequence goes on in other text: one at the end of a
    /// line, or before a tag, would take in the next letter.
    pub(super) fn push(&mut self, text: &str) {
        if self.state.title == Some(true) {
            let heard = if self.state.title_given { "" } else { text };
            self.title.push_str(heard);
            return;
        }
        let text = mute_escapes(text);
        let Some(text) = self.ruby.take(&text, &mut self.text) else { return };
        if self.origin == Dialect::Text || self.state.pres > 0 {
            self.text.push_str(text);
        } else {
            push_collapsed(&mut self.text, text);
        }
    }

    /// Adds text as it stands; no escape sequence goes on in other text.
    pub(super) fn push_exact(&mut self, text: &str) {
        let text = mute_escapes(text);
        if let Some(text) = self.ruby.take(&text, &mut self.text) {
            self.text.push_str(text);
        }
    }

    /// Leaves readings of characters where they stand.
    pub(super) fn leave_readings(&mut self) {
        self.ruby.leave();
    }

    /// The paragraph so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Takes what was added to the paragraph since it was `from` bytes long.
    pub(super) fn take_from(&mut self, from: usize) -> String {
        if self.text.is_char_boundary(from) { self.text.split_off(from) } else { String::new() }
    }

    /// A picture before the text of its paragraph comes before it, one inside the text after it.
    pub(super) fn picture(&mut self, description: &str, path: &str) {
        if description.is_empty() && path.is_empty() {
            return;
        }
        self.pictures.push(Address { text: description.to_owned(), address: path.to_owned() });
        if self.text.trim().is_empty() && !self.rows.is_open() {
            self.text.clear();
            self.push_pictures();
        }
    }

    fn push_pictures(&mut self) {
        for Address { text, address } in mem::take(&mut self.pictures) {
            let name = if text.is_empty() { stem(&address) } else { text };
            let name = name.replace(['\n', '\r'], " ");
            if !address.is_empty() {
                self.links.push(Address { text: name.clone(), address });
            }
            self.emit(Kind::Image, &name);
        }
    }

    pub(super) fn open_link(&mut self, address: &str) {
        self.link = Some((self.text.len(), address.trim().to_owned()));
    }

    pub(super) fn close_link(&mut self) {
        if let Some((start, address)) = self.link.take() {
            self.record_link(start, address);
        }
    }

    fn record_link(&mut self, start: usize, address: String) {
        let text = self.text.get(start..).unwrap_or_default().trim();
        self.linked += text.len();
        // A place on the same page is no address, and an address that is read needs no second line.
        let is_address = !address.is_empty() && !address.starts_with(['#']) && address != text;
        if is_address && !address.starts_with("javascript:") && !text.is_empty() {
            let text = text.replace(['\n', '\r'], " ");
            self.links.push(Address { text, address });
        }
    }

    /// Ends the paragraph; in a cell of a table, a line of it.
    pub(super) fn end_block(&mut self) {
        if self.rows.is_open() {
            self.break_line();
            return;
        }
        if let Some((start, address)) = self.link.take() {
            self.record_link(start, address.clone());
            self.link = Some((0, address));
        }
        self.ruby.flush(&mut self.text);
        let mut text = mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.end_paragraph(&text);
        }
        text.clear();
        self.text = text;
        self.linked = 0;
        self.push_pictures();
        self.out.link(&mut self.links);
    }

    fn end_paragraph(&mut self, text: &str) {
        let kind = self.state.kind();
        let is_title = kind == Kind::Heading(1) && self.takes_title(text);
        if is_title {
            self.title.clear();
            self.title.push_str(text.trim());
            self.out.mark_title();
        } else if self.state.sign.is_empty() {
            self.emit(kind, text);
        } else {
            let sign = mem::take(&mut self.state.sign);
            // A mark with nothing before it is dropped, and must not be put on the sign.
            let text = text.trim_start_matches(|c: char| c.is_whitespace() || is_mark_alone(c));
            self.emit(kind, &(sign + text));
        }
    }

    fn emit(&mut self, kind: Kind, text: &str) {
        // Above a title may stand a picture, where a text is from, and the sign for a list of contents.
        let is_above = matches!(kind, Kind::Image | Kind::Quote | Kind::Note | Kind::Rule)
            || text.trim().eq_ignore_ascii_case("[toc]");
        self.state.begun |= !is_above;
        self.out.push(kind, text, self.linked);
    }

    /// Whether the first heading of the first level is the title: on a page if the `title` element holds it or there is
    /// none; in Markdown if it stands before all text and front matter gives no other.
    fn takes_title(&mut self, heading: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let first = !mem::replace(&mut self.state.heading_seen, true);
        let is_plain =
            self.state.lists.is_empty() && sanitize::lines(heading).all(|line| Line::of(line) == Line::Text);
        if !first || !is_plain || matches!(self.origin, Dialect::Text | Dialect::Office) {
            return false;
        }
        let (title, heading) = (plain(&self.title), plain(heading));
        if self.origin == Dialect::Markdown {
            return !self.state.begun && (title.is_empty() || title == heading);
        }
        title == heading || !self.state.title_given && (title.is_empty() || title.contains(&heading))
    }
}

/// Appends `text` with each run of ASCII blanks as one blank, and none where a line broke between two Chinese
/// characters. A line break at the end of `out` is one that waits for the text after it.
fn push_collapsed(out: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let gap = rest.get(..rest.len() - word.len()).unwrap_or_default();
        let waiting = out.ends_with('\n');
        if waiting {
            out.pop();
        }
        let broken = waiting || gap.contains('\n');
        let needs_blank = (waiting || !gap.is_empty()) && !out.is_empty() && !out.ends_with(' ');
        if needs_blank && word.is_empty() {
            out.push(if broken { '\n' } else { ' ' });
        } else if needs_blank && !(broken && joins_without_blank(out, word)) {
            out.push(' ');
        }
        let end = word.find(|c: char| c.is_ascii_whitespace()).unwrap_or(word.len());
        let (head, tail) = word.split_at_checked(end).unwrap_or((word, ""));
        out.push_str(head);
        rest = tail;
    }
}
