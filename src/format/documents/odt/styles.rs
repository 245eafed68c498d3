//! The styles of ODF: what paragraphs are for, and how lists count.
//!
//! What must not go in: paragraphs.

use std::collections::HashMap;

use crate::format::documents::flow::ParagraphRole;
use crate::format::documents::numbers::{LEVELS, ListLevel, NumberStyle};
use crate::format::documents::xml::{Xml, XmlTag, XmlToken};

/// A style that rests on another rests on so many at most.
const DEEPEST: usize = 12;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct OdfStyles {
    /// What each style rests on.
    parents: HashMap<String, String>,
    /// The levels of each list style.
    lists: HashMap<String, Vec<ListLevel>>,
    /// How headings count.
    pub(super) outline: Vec<ListLevel>,
}

impl OdfStyles {
    /// Adds the styles that a member has, which may stand before its text.
    pub(super) fn add(&mut self, text: &str) {
        let mut xml = Xml::new(text);
        let mut list: Option<String> = None;
        while let Some(token) = xml.next() {
            match token {
                XmlToken::Open(tag) => match tag.name().as_str() {
                    "body" => return,
                    "style" => {
                        if let (Some(name), Some(parent)) =
                            (tag.value("name"), tag.value("parent-style-name"))
                        {
                            self.parents.insert(name, parent);
                        }
                    }
                    "list-style" => list = tag.value("name"),
                    "outline-style" => list = None,
                    "list-level-style-number" | "list-level-style-bullet" | "list-level-style-image" => {
                        if let Some(name) = &list {
                            put(self.lists.entry(name.clone()).or_default(), &tag);
                        }
                    }
                    "outline-level-style" => put(&mut self.outline, &tag),
                    _ => {}
                },
                XmlToken::Close(_) | XmlToken::Text(_) => {}
            }
        }
    }

    /// What paragraphs of the style `name` are for.
    pub(super) fn role(&self, name: &str) -> ParagraphRole {
        let mut name = name;
        for _ in 0..DEEPEST {
            match name {
                "Title" => return ParagraphRole::Title,
                "Quotations" | "Quote" | "Block_20_Text" => return ParagraphRole::Quote,
                "Preformatted_20_Text" | "Source_20_Code" => return ParagraphRole::Code,
                _ => {}
            }
            let Some(parent) = self.parents.get(name) else { break };
            name = parent;
        }
        ParagraphRole::Body
    }

    /// The levels of a list style; none if it is not known.
    pub(super) fn levels(&self, name: &str) -> &[ListLevel] {
        self.lists.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Puts the level that `tag` describes into its place.
fn put(levels: &mut Vec<ListLevel>, tag: &XmlTag<'_>) {
    let at = tag.number::<usize>("level").unwrap_or(1).saturating_sub(1);
    if at >= LEVELS {
        return;
    }
    if levels.len() <= at {
        levels.resize(at + 1, ListLevel { start: 1, ..ListLevel::default() });
    }
    let is_counted = !matches!(tag.name().as_str(), "list-level-style-bullet" | "list-level-style-image");
    let format = tag.value("num-format").unwrap_or_default();
    let style = if is_counted { NumberStyle::of_odf(&format) } else { NumberStyle::Bullet };
    let shown = tag.number::<usize>("display-levels").unwrap_or(1).clamp(1, at + 1);
    let numbers: Vec<String> = (at + 2 - shown..=at + 1).map(|level| format!("%{level}")).collect();
    let around = |name: &str| tag.value(name).unwrap_or_default();
    let text = if style == NumberStyle::Silent {
        String::new()
    } else {
        around("num-prefix") + &numbers.join(".") + &around("num-suffix")
    };
    if let Some(level) = levels.get_mut(at) {
        *level = ListLevel { style, start: tag.number("start-value").unwrap_or(1), text };
    }
}
