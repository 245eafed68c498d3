//! What a parser of Markdown finds becomes blocks.
//!
//! What must not go in: front matter, marks that the parser does not know ([`super::marks`]), what blocks become
//! ([`super::blocks`]).

use std::borrow::Cow;

use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Parsed;
use super::blocks::{BlockBuilder, BlockOutput, Dialect, are_closed};
use super::element::{Attributes, Element};
use super::html::Html;
use super::marks::{self, Restore};
use super::markup::Trust;
use super::wrapped::joins_without_blank;

/// What is read beyond the core of Markdown.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_WIKILINKS);

/// Parses Markdown without front matter; `title` is what that gave.
pub(super) fn parse(text: &str, title: &str) -> Parsed {
    let prepared = marks::prepare(text);
    let mut blocks = BlockBuilder::new(Dialect::Markdown, BlockOutput::draft());
    blocks.title.push_str(title);
    if !are_closed(text) {
        blocks.leave_readings();
    }
    let mut events = Events {
        html: Html::new(Trust::Text, blocks),
        restore: Restore::default(),
        markup: String::new(),
        pictures: Vec::new(),
        address: false,
        broken: false,
        note: false,
    };
    let mut cells_end = 0;
    for (event, range) in Parser::new_ext(&prepared, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::TableRow) => cells_end = range.start,
            Event::End(TagEnd::TableCell) => cells_end = range.end,
            Event::End(TagEnd::TableRow) => {
                events.more_cells(prepared.get(cells_end..range.end).unwrap_or_default());
            }
            _ => {}
        }
        events.event(event);
    }
    events.html.blocks.finish()
}

/// The state between events.
struct Events {
    html: Html,
    restore: Restore,
    /// A block of HTML so far.
    markup: String,
    /// For each open picture its address, where its description begins, and whether that is written.
    pictures: Vec<(String, usize, bool)>,
    /// Inside an address that is its own text.
    address: bool,
    /// A line ended within the paragraph.
    broken: bool,
    /// In the first line of a note.
    note: bool,
}

impl Events {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Code(text) => {
                let code = self.restore.exact(&text);
                self.push(&code);
            }
            Event::Html(text) => self.markup.push_str(&text),
            Event::InlineHtml(text) => {
                let text = self.restore.exact(&text);
                self.end_line(&text);
                self.html.read_as(&text, Trust::Text);
            }
            Event::FootnoteReference(label) => {
                let label = self.restore.exact(&label);
                self.push(&format!("[{label}]"));
            }
            Event::SoftBreak if self.in_note_title() => self.html.blocks.end_block(),
            Event::SoftBreak => self.broken = true,
            Event::HardBreak => self.open(Element::Break, &Attributes::default()),
            Event::Rule if self.restore.is_hidden() => {}
            Event::Rule => self.open(Element::Rule, &Attributes::default()),
            Event::TaskListMarker(done) => {
                let sign = if done { "☑ " } else { "☐ " };
                sign.clone_into(&mut self.html.blocks.state.sign);
            }
        }
    }

    /// Takes in the cells of a row beyond those that the head of the table has. The parser leaves them out, as the rules of
    /// tables want it (GitHub Flavored Markdown, section 4.10), but they are text: they are read as the head of a table.
    fn more_cells(&mut self, written: &str) {
        let cells = written.trim().trim_start_matches('|').trim_end_matches('|');
        if cells.trim().is_empty() {
            return;
        }
        let escaped = cells.matches("\\|").count();
        let columns = cells.matches('|').count() + 1 - escaped;
        let table = format!("|{cells}|\n{}|\n", "|-".repeat(columns));
        let is_of_cell = |event: &Event<'_>| {
            !matches!(
                event,
                Event::Start(Tag::Table(_) | Tag::TableHead) | Event::End(TagEnd::Table | TagEnd::TableHead)
            )
        };
        let mut events = Parser::new_ext(&table, OPTIONS).peekable();
        if matches!(events.peek(), Some(Event::Start(Tag::Table(_)))) {
            events.filter(is_of_cell).for_each(|event| self.event(event));
        } else {
            self.open(Element::Cell { head: false }, &Attributes::default());
            self.text(cells);
            self.html.blocks.close(Element::Cell { head: false });
        }
    }

    fn text(&mut self, text: &str) {
        if self.address || self.html.blocks.state.is_code() {
            let text = self.restore.exact(text);
            return self.push(&text);
        }
        let (text, note) = self.restore.prose(text);
        if note {
            self.html.blocks.state.mark_note();
            self.note = true;
        }
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        if !text.is_empty() {
            self.end_line(text);
            self.html.blocks.push_exact(text);
        }
    }

    /// Whether the line that ends is the title of a note.
    fn in_note_title(&mut self) -> bool {
        std::mem::take(&mut self.note) && !self.html.blocks.text().trim().is_empty()
    }

    /// Joins the line that ended before `next`, unless `next` begins a paragraph with the indent of Chinese ones.
    fn end_line(&mut self, next: &str) {
        if !std::mem::take(&mut self.broken) {
            return;
        }
        let blocks = &mut self.html.blocks;
        if next.starts_with('\u{3000}') {
            blocks.end_block();
        } else if !joins_without_blank(blocks.text(), next) {
            blocks.push_exact(" ");
        }
    }

    fn open(&mut self, element: Element, attributes: &Attributes) {
        self.broken = false;
        self.html.blocks.open(element, attributes);
    }

    fn start(&mut self, tag: Tag<'_>) {
        let none = Attributes::default();
        match tag {
            Tag::Paragraph => self.open(Element::Block, &none),
            Tag::Heading { level, .. } => self.open(Element::Heading { level: level as u8 }, &none),
            Tag::BlockQuote(_) => self.open(Element::Quote, &none),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.open(Element::Pre, &none);
            }
            Tag::List(first) => {
                let start = first.map_or(1, |first| u32::try_from(first).unwrap_or(u32::MAX));
                let attributes = Attributes::starting_at(start);
                self.open(Element::List { ordered: first.is_some() }, &attributes);
            }
            Tag::Item => self.open(Element::Item, &none),
            Tag::FootnoteDefinition(label) => {
                self.open(Element::Block, &none);
                let label = self.restore.exact(&label);
                self.html.blocks.state.footnote = true;
                self.html.blocks.state.sign = format!("[{label}] ");
            }
            Tag::Table(_) => self.open(Element::Table, &none),
            Tag::TableHead => {
                self.open(Element::Row, &none);
                self.html.blocks.state.table_head = true;
            }
            Tag::TableRow => self.open(Element::Row, &none),
            Tag::TableCell => {
                let head = self.html.blocks.state.table_head;
                self.open(Element::Cell { head }, &none);
            }
            Tag::Link { link_type, dest_url, .. } => self.open_link(link_type, &dest_url),
            Tag::Image { link_type, dest_url, .. } => {
                let address = self.restore.exact(&dest_url);
                let written = !matches!(link_type, LinkType::WikiLink { has_pothole: false });
                self.pictures.push((address, self.html.blocks.text().len(), written));
            }
            Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn open_link(&mut self, kind: LinkType, address: &CowStr<'_>) {
        self.address = matches!(kind, LinkType::Autolink | LinkType::Email);
        let address = if self.address || self.restore.is_hidden() {
            String::new()
        } else {
            self.restore.exact(address)
        };
        self.html.blocks.open_link(&address);
    }

    fn end(&mut self, tag: TagEnd) {
        let blocks = &mut self.html.blocks;
        match tag {
            TagEnd::Paragraph => {
                self.note = false;
                blocks.close(Element::Block);
            }
            TagEnd::Heading(level) => blocks.close(Element::Heading { level: level as u8 }),
            TagEnd::BlockQuote(_) => blocks.close(Element::Quote),
            TagEnd::CodeBlock => blocks.close(Element::Pre),
            TagEnd::List(ordered) => blocks.close(Element::List { ordered }),
            TagEnd::Item => blocks.close(Element::Item),
            TagEnd::FootnoteDefinition => {
                blocks.close(Element::Block);
                blocks.state.footnote = false;
                blocks.state.sign.clear();
            }
            TagEnd::Table => blocks.close(Element::Table),
            TagEnd::TableHead => {
                blocks.close(Element::Row);
                blocks.state.table_head = false;
            }
            TagEnd::TableRow => blocks.close(Element::Row),
            TagEnd::TableCell => blocks.close(Element::Cell { head: false }),
            TagEnd::Link => {
                self.address = false;
                blocks.close_link();
            }
            TagEnd::Image => {
                if let Some((address, start, written)) = self.pictures.pop() {
                    let description = blocks.take_from(start);
                    let description = if written { without_size(&description) } else { "" };
                    if !self.restore.is_hidden() {
                        blocks.picture(description, &address);
                    }
                }
            }
            TagEnd::HtmlBlock => {
                let markup = std::mem::take(&mut self.markup);
                let markup = self.restore.exact(&markup);
                self.html.read_as(&mute_references(&markup), Trust::Page);
                self.html.blocks.end_block();
            }
            _ => {}
        }
        if !matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::Emphasis | TagEnd::Strong) {
            self.broken = false;
        }
    }
}

/// The characters that begin an escape sequence and that a reference can make: of the others from U+0080 on HTML makes signs.
const ESCAPES: [u32; 3] = [0x1B, 0x90, 0x9D];

/// A block of HTML with references to U+0001 instead of those that would begin an escape sequence: in the text around it each
/// stands for itself too, and takes in no letter behind it.
fn mute_references(html: &str) -> Cow<'_, str> {
    let mut muted = String::new();
    let mut copied = 0;
    for start in memmem::find_iter(html.as_bytes(), b"&#") {
        let Some(number) = html.get(start + 2..) else { continue };
        let (digits, base) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let end = digits.find(|c: char| !c.is_digit(base)).unwrap_or(digits.len());
        let value = digits.get(..end).and_then(|digits| u32::from_str_radix(digits, base).ok());
        if value.is_some_and(|value| ESCAPES.contains(&value)) {
            muted.push_str(html.get(copied..start).unwrap_or_default());
            muted.push_str("&#1");
            copied = html.len() - digits.len() + end;
        }
    }
    if copied == 0 { Cow::Borrowed(html) } else { Cow::Owned(muted + html.get(copied..).unwrap_or_default()) }
}

/// The description of a picture without the size that Obsidian keeps behind it: `渡口|300`, `300x200`.
fn without_size(description: &str) -> &str {
    let (text, size) = description.rsplit_once('|').unwrap_or(("", description));
    let is_size = |size: &str| {
        !size.is_empty() && size.split('x').all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    if is_size(size.trim()) { text.trim() } else { description.trim() }
}

#[cfg(test)]
mod tests;
