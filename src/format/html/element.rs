//! The effect of each HTML element and attribute on paragraphs.
//!
//! What must not go in: state of the document.

use crate::format::elements::is_block;

/// The effect of an element on paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Inline,
    Span,
    Block,
    Break,
    Heading { level: u8 },
    Quote,
    Pre,
    List { ordered: bool },
    Item,
    Cell,
    Image,
    Title,
}

impl Element {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"span" => Element::Span,
            [b'h', level @ b'1'..=b'6'] => Element::Heading { level: level - b'0' },
            b"blockquote" => Element::Quote,
            b"pre" => Element::Pre,
            b"ul" | b"menu" | b"dir" => Element::List { ordered: false },
            b"ol" => Element::List { ordered: true },
            b"li" => Element::Item,
            b"td" | b"th" => Element::Cell,
            b"img" => Element::Image,
            b"br" => Element::Break,
            b"title" => Element::Title,
            _ if std::str::from_utf8(name).is_ok_and(is_block) => Element::Block,
            _ => Element::Inline,
        }
    }
}

/// The relevant attributes of the current tag.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) name: Vec<u8>,
    pub(super) alt: String,
    pub(super) src: String,
    pub(super) style: String,
    pub(super) start: u32,
}

impl Attributes {
    pub(super) fn clear(&mut self) {
        self.alt.clear();
        self.src.clear();
        self.style.clear();
        self.start = 1;
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        match self.name.as_slice() {
            // Of a repeated attribute, the first counts.
            b"alt" if !self.alt.is_empty() => {}
            b"src" | b"data-src" if !self.src.is_empty() => {}
            b"alt" => self.alt.push_str(&value),
            // A data URL is the picture itself, not a path.
            b"src" if value.starts_with("data:") => {}
            // Pages that load pictures lazily have the path there.
            b"src" | b"data-src" => self.src.push_str(&value),
            b"style" => self.style.push_str(&value),
            b"start" => self.start = value.trim().parse().unwrap_or(1),
            _ => {}
        }
    }

    pub(super) fn is_block(&self) -> bool {
        is_block_style(&self.style)
    }
}

/// Whether its style makes an inline element a block.
pub(in super::super) fn is_block_style(style: &str) -> bool {
    style.split(';').any(|rule| {
        rule.split_once(':').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("display") && value.trim().eq_ignore_ascii_case("block")
        })
    })
}
