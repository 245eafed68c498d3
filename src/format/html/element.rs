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
    src: String,
    /// Where pages that load pictures lazily have the path.
    data_src: String,
    style: String,
    start: Option<u32>,
}

impl Attributes {
    pub(super) fn clear(&mut self) {
        self.alt.clear();
        self.src.clear();
        self.data_src.clear();
        self.style.clear();
        self.start = None;
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        let known = match self.name.as_slice() {
            b"alt" => &mut self.alt,
            b"src" => &mut self.src,
            b"data-src" => &mut self.data_src,
            b"style" => &mut self.style,
            b"start" if self.start.is_none() && !value.is_empty() => {
                self.start = Some(value.trim().parse().unwrap_or(1));
                return;
            }
            _ => return,
        };
        // Of a repeated attribute, the first counts.
        if known.is_empty() {
            known.push_str(&value);
        }
    }

    /// The path of a picture. A data URL is the picture itself.
    pub(super) fn picture(&self) -> &str {
        let has_path = !self.src.is_empty() && !self.src.starts_with("data:");
        if has_path { &self.src } else { &self.data_src }
    }

    /// The number of the first item of a list.
    pub(super) fn start(&self) -> u32 {
        self.start.unwrap_or(1).max(1)
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
