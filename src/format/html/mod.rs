//! Turns HTML into paragraphs: blocks end them, inline elements do not, and invisible content is dropped.
//!
//! What must not go in: what each element means ([`element`]), what is markup at all
//! ([`super::markup`]), and sanitising.
//!
//! Nesting is counted, never recursed into, and unbalanced tags can only mislabel a paragraph, not lose one.

mod element;

use std::convert::Infallible;
use std::mem;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

pub(super) use element::is_block_style;
use element::{Attributes, Element};

use super::extension::has_extension;
use super::markup::{self, Trust};
use super::paragraphs::{Line, Paragraphs};
use super::wrapped::joins_without_blank;
use super::{Parsed, page_head};
use crate::format::Kind;
use crate::format::draft::DEEPEST;
use crate::format::fields::{Field, Witness};
use crate::text::sanitize;

/// Reads a page: a file called one, or one of any name that begins as one.
pub(super) fn read(text: &str, name: &str) -> Option<Parsed> {
    let named = has_extension(name, &["html", "htm", "xhtml", "shtml"]);
    (named || is_page(text)).then(|| {
        let mut parsed = parse(text, None);
        let head = page_head::read(text);
        // `title` mostly adds the name of the site to what the head calls the title.
        if let Some(title) = head.first(Field::Title).filter(|title| parsed.title.contains(title.trim())) {
            parsed.title = title.trim().to_owned();
        }
        head.tell(&mut parsed.draft, Witness::Page);
        parsed
    })
}

fn is_page(text: &str) -> bool {
    let text = text.trim_start();
    ["<!doctype html", "<html"].iter().any(|head| {
        text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
            && text
                .get(head.len()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
    })
}

/// Parses a web page. The title is its first `h1` if the page's `title` element holds that text (`title` mostly adds
/// the name of the site) or if there is no `title`; otherwise what `title` says.
///
/// A `given` title from outside is kept as it is; an `h1` that says the same is not repeated.
pub(super) fn parse(text: &str, given: Option<&str>) -> Parsed {
    let mut page = ParagraphBuilder::new(Trust::Page);
    page.title.extend(given);
    page.state.title_given = given.is_some();
    page.read(text);
    page.finish()
}

/// The text that references such as `&nbsp;` stand for; a `<` is text.
pub(super) fn decode_entities(text: &str) -> String {
    strings(&text.replace('<', "&lt;"))
}

/// One line of text with some markup, without its tags.
pub(super) fn text_of(line: &str) -> String {
    strings(&markup::settle(line, Trust::Text))
}

fn strings(settled: &str) -> String {
    let mut decoded = String::with_capacity(settled.len());
    tokens(settled, |event| {
        if let CallbackEvent::String { value } = event {
            decoded.push_str(&String::from_utf8_lossy(value));
        }
    });
    decoded
}

fn tokens(settled: &str, mut take: impl FnMut(CallbackEvent<'_>)) {
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        take(event);
        None
    });
    let Ok(()) = Tokenizer::new_with_emitter(settled, emitter).finish();
}

/// Paragraphs growing out of tags and text.
#[derive(Debug)]
pub(super) struct ParagraphBuilder {
    out: Paragraphs,
    title: String,
    /// The paragraph so far.
    text: String,
    /// Pictures inside the paragraph so far; they follow it.
    pictures: Vec<String>,
    /// In text with some markup a line break ends a paragraph; on a page it is a blank.
    trust: Trust,
    state: PageState,
    element: Element,
    attributes: Attributes,
}

/// Where in the page the text stands.
#[derive(Debug, Default)]
struct PageState {
    heading: Option<u8>,
    quotes: u32,
    pres: u32,
    /// For each open list the number of its next item, or 0.
    lists: Vec<u32>,
    /// The sign of a list item that has no text yet.
    sign: String,
    /// For each open span whether it is a block.
    spans: Vec<bool>,
    /// Inside the first `title`, or after it.
    title: Option<bool>,
    heading_seen: bool,
    title_given: bool,
}

impl ParagraphBuilder {
    pub(super) fn new(trust: Trust) -> Self {
        Self {
            out: Paragraphs::new(),
            title: String::new(),
            text: String::new(),
            pictures: Vec::new(),
            trust,
            state: PageState::default(),
            element: Element::Inline,
            attributes: Attributes::default(),
        }
    }

    /// Takes in markup and text.
    pub(super) fn read(&mut self, text: &str) {
        tokens(&markup::settle(text, self.trust), |event| self.event(&event));
    }

    /// Ends the last paragraph.
    pub(super) fn finish(mut self) -> Parsed {
        self.end_block();
        Parsed { title: self.title, draft: self.out.finish() }
    }

    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element = Element::of(name);
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attributes.name.clear();
                self.attributes.name.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => self.attributes.value(value),
            CallbackEvent::CloseStartTag { .. } => self.open(self.element),
            CallbackEvent::EndTag { name } => self.close(Element::of(name)),
            CallbackEvent::String { value } => self.push(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn open(&mut self, element: Element) {
        match element {
            Element::Inline => {}
            Element::Span => {
                let block = self.attributes.is_block();
                self.state.spans.push(block);
                if block {
                    self.end_block();
                }
            }
            // A title is often set in two lines.
            Element::Break if self.state.heading.is_some() => self.push(" "),
            Element::Heading { level } => {
                self.end_block();
                self.state.heading = Some(level);
            }
            Element::Quote => {
                self.end_block();
                self.state.quotes += 1;
            }
            Element::Pre => {
                self.end_block();
                self.state.pres += 1;
            }
            Element::List { ordered } => {
                self.end_block();
                self.state.lists.push(if ordered { self.attributes.start() } else { 0 });
            }
            Element::Item => {
                self.end_block();
                self.state.begin_item();
            }
            Element::Cell if self.text.is_empty() => {}
            Element::Cell => {
                if self.collapses() {
                    self.text.truncate(self.text.trim_end_matches([' ', '\n']).len());
                }
                self.text.push_str("  ");
            }
            Element::Image => self.picture(),
            Element::Title if self.trust == Trust::Page && self.state.title.is_none() => {
                self.state.title = Some(true);
                self.state.title_given |= !self.title.is_empty();
            }
            Element::Block | Element::Break | Element::Title => self.end_block(),
        }
    }

    fn close(&mut self, element: Element) {
        match element {
            Element::Inline | Element::Cell | Element::Image | Element::Break => {}
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
                self.state.quotes = self.state.quotes.saturating_sub(1);
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
        }
    }

    /// Adds text to the paragraph.
    fn push(&mut self, text: &str) {
        if self.state.title == Some(true) {
            let heard = if self.state.title_given { "" } else { text };
            self.title.push_str(heard);
        } else if self.collapses() {
            push_collapsed(&mut self.text, text);
        } else {
            self.text.push_str(text);
        }
    }

    /// Whether blanks and line breaks are one blank here.
    fn collapses(&self) -> bool {
        self.trust == Trust::Page && self.state.pres == 0
    }

    /// A picture before the text of its paragraph comes before it, one inside the text after it.
    fn picture(&mut self) {
        let text = [self.attributes.alt.trim(), self.attributes.picture().trim()].join(" ");
        self.pictures.push(text);
        if self.text.trim().is_empty() {
            self.text.clear();
            self.push_pictures();
        }
    }

    fn push_pictures(&mut self) {
        for picture in self.pictures.drain(..) {
            self.out.push(Kind::Image, &picture.replace(['\n', '\r'], " "));
        }
    }

    pub(super) fn end_block(&mut self) {
        let mut text = mem::take(&mut self.text);
        if !text.trim().is_empty() {
            let kind = self.state.kind();
            if kind == Kind::Heading(1) && self.takes_title(&text) {
                self.title.clear();
                self.title.push_str(text.trim());
            } else if self.state.sign.is_empty() {
                self.out.push(kind, &text);
            } else {
                let sign = mem::take(&mut self.state.sign);
                self.out.push(kind, &(sign + text.trim_start()));
            }
        }
        text.clear();
        self.text = text;
        self.push_pictures();
    }

    /// Whether the first `h1` is the title: see [`parse`].
    fn takes_title(&mut self, heading: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let first = !mem::replace(&mut self.state.heading_seen, true);
        let is_plain =
            self.state.lists.is_empty() && sanitize::lines(heading).all(|line| Line::of(line) == Line::Text);
        if !first || !is_plain || self.trust == Trust::Text {
            return false;
        }
        let (title, heading) = (plain(&self.title), plain(heading));
        title == heading || !self.state.title_given && (title.is_empty() || title.contains(&heading))
    }
}

impl PageState {
    fn kind(&self) -> Kind {
        if self.pres > 0 {
            Kind::Code
        } else if let Some(level) = self.heading {
            Kind::Heading(level)
        } else if !self.lists.is_empty() {
            Kind::Item((self.lists.len() - 1).min(usize::from(DEEPEST)) as u8)
        } else if self.quotes > 0 {
            Kind::Quote
        } else {
            Kind::Body
        }
    }

    fn begin_item(&mut self) {
        self.heading = None;
        self.sign.clear();
        match self.lists.last_mut() {
            Some(number) if *number > 0 => {
                self.sign = format!("{number}. ");
                *number = number.saturating_add(1);
            }
            Some(_) => self.sign.push_str("• "),
            None => {}
        }
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

#[cfg(test)]
mod tests;
