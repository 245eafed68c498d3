//! Turns HTML into blocks.
//!
//! What must not go in: what each element means ([`super::element`]), what blocks become ([`super::blocks`]), what is markup
//! at all ([`super::markup`]), and sanitising.

use html5gum::emitters::callback::CallbackEvent;

use super::blocks::{BlockBuilder, BlockOutput, Dialect};
use super::element::{Attributes, Element, is_note};
use super::extension::has_extension;
use super::front_matter::FrontMatter;
use super::markup::{self, Trust};
use super::{Parsed, content, html_tokens, page_head};
use crate::format::fields::{Field, Witness};

/// Elements that hold blocks, and by which the article of a page is told from its menus.
const CONTAINERS: &str = "\
    div section article main nav aside header footer ul ol dl table tr td th form fieldset center menu select noscript \
    button figure body";

/// Reads a page: a file called one, or one of any name that begins as one.
pub(super) fn read(text: &str, name: &str) -> Option<Parsed> {
    let named = has_extension(name, &["html", "htm", "xhtml", "shtml"]);
    (named || is_page(text)).then(|| {
        // A page in the source of a site begins with what its site is made from.
        let front = if named { FrontMatter::of_page(text) } else { None };
        let (front, text) = front.map_or((None, text), |(front, rest)| (Some(front), rest));
        let mut parsed = parse_page(text);
        if let Some(front) = front {
            if let Some(title) = front.values.first(Field::Title).filter(|_| parsed.title.is_empty()) {
                title.clone_into(&mut parsed.title);
                parsed.title_apart = true;
            }
            front.values.tell(&mut parsed.draft, Witness::FrontMatter);
        }
        let head = page_head::read(text);
        // `title` mostly adds the name of the site to what the head calls the title.
        let is_in_title = |title: &&str| parsed.title_apart && parsed.title.contains(title.trim());
        if let Some(title) = head.first(Field::Title).filter(is_in_title) {
            title.trim().clone_into(&mut parsed.title);
        } else if let Some(title) = head.first(Field::Title).filter(|_| parsed.title.is_empty()) {
            // A page without a `title` may say it to those who share it.
            title.trim().clone_into(&mut parsed.title);
            parsed.title_apart = true;
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
/// the name of the site) or if there is no `title`; otherwise what `title` says. Menus and footers come after the article.
fn parse_page(text: &str) -> Parsed {
    let mut page = Html::new(Trust::Page, BlockBuilder::new(Dialect::Page, BlockOutput::page()));
    page.read(text);
    let (title, blocks) = page.blocks.finish_page();
    Parsed { title_apart: blocks.title_at.is_none(), title, draft: content::draft(blocks) }
}

/// Parses a piece of a page that is an article as a whole. A `given` title from outside is kept as it is; an `h1` that
/// says the same is not repeated.
pub(super) fn parse(text: &str, given: Option<&str>) -> Parsed {
    let mut page = Html::new(Trust::Page, BlockBuilder::new(Dialect::Page, BlockOutput::draft()));
    page.blocks.title.extend(given);
    if given.is_some() {
        page.blocks.state.keep_title();
    }
    page.read(text);
    page.blocks.finish()
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
    tokens(settled, &mut |event| {
        if let CallbackEvent::String { value } = event {
            decoded.push_str(&String::from_utf8_lossy(value));
        }
    });
    decoded
}

fn tokens(settled: &str, take: &mut dyn FnMut(CallbackEvent<'_>)) {
    html_tokens::tokens(settled, take);
}

/// HTML on its way into blocks.
#[derive(Debug)]
pub(super) struct Html {
    pub(super) blocks: BlockBuilder,
    trust: Trust,
    element: Element,
    /// The name of the current tag if it is a container.
    container: Option<&'static str>,
    attributes: Attributes,
}

impl Html {
    pub(super) fn new(trust: Trust, blocks: BlockBuilder) -> Self {
        Self { blocks, trust, element: Element::Inline, container: None, attributes: Attributes::default() }
    }

    /// Takes in markup and text.
    pub(super) fn read(&mut self, text: &str) {
        self.read_as(text, self.trust);
    }

    /// Takes in markup and text; `trust` says what is a tag.
    pub(super) fn read_as(&mut self, text: &str, trust: Trust) {
        tokens(&markup::settle(text, trust), &mut |event| self.event(&event));
    }

    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element = Element::of(name);
                self.container = self.container(name);
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attributes.name.clear();
                self.attributes.name.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => self.attributes.value(value),
            CallbackEvent::CloseStartTag { .. } => self.open(),
            CallbackEvent::EndTag { name } => {
                self.blocks.close(Element::of(name));
                if let Some(name) = self.container(name) {
                    if name == "aside" {
                        self.blocks.end_block();
                        self.blocks.state.footnote = false;
                    }
                    self.blocks.output().close_container(name);
                }
            }
            CallbackEvent::String { value } => self.blocks.push(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The element if it is a container; only those of pages matter.
    fn container(&self, name: &[u8]) -> Option<&'static str> {
        if self.trust != Trust::Page {
            return None;
        }
        CONTAINERS.split(' ').find(|container| container.as_bytes() == name)
    }

    fn open(&mut self) {
        if let Some(name) = self.container {
            // What comes before belongs to the container around.
            if !matches!(self.element, Element::Row | Element::Cell { .. }) {
                self.blocks.end_block();
            }
            self.blocks.state.footnote |= name == "aside" && is_note(&self.attributes.hints);
            self.blocks.output().open_container(name, &self.attributes.hints);
        }
        self.blocks.open(self.element, &self.attributes);
    }
}

#[cfg(test)]
mod tests;
