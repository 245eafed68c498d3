//! `word/styles.xml`: which styles are titles, headings, quotes, and which bring a number.
//!
//! What must not go in: paragraphs.

use std::collections::HashMap;

use super::paragraph::ParagraphSettings;
use crate::format::documents::flow::ParagraphRole;
use crate::format::documents::xml::{Xml, XmlToken};

/// A style that rests on another rests on so many at most.
const DEEPEST: usize = 12;

/// A style of paragraphs.
#[derive(Debug, Default)]
struct ParagraphStyle {
    name: String,
    based_on: Option<String>,
    settings: ParagraphSettings,
}

/// The styles, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, ParagraphStyle>,
}

impl Styles {
    pub(super) fn of(text: &str) -> Self {
        let mut xml = Xml::new(text);
        let mut styles = Self::default();
        let (mut id, mut style) = (String::new(), ParagraphStyle::default());
        while let Some(token) = xml.next() {
            match token {
                XmlToken::Open(tag) => match tag.name().as_str() {
                    "style" => {
                        id = tag.value("styleId").unwrap_or_default();
                        style = ParagraphStyle::default();
                    }
                    "name" if style.name.is_empty() => style.name = tag.value("val").unwrap_or_default(),
                    "basedOn" => style.based_on = tag.value("val"),
                    "pPr" => style.settings = ParagraphSettings::read(&mut xml),
                    _ => {}
                },
                XmlToken::Close(name) if name == "style" => {
                    styles.all.insert(std::mem::take(&mut id), std::mem::take(&mut style));
                }
                XmlToken::Close(_) | XmlToken::Text(_) => {}
            }
        }
        styles
    }

    /// The style called `id` and those that it rests on, itself first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a ParagraphStyle> {
        let first = self.all.get(id);
        let next = |style: &&'a ParagraphStyle| self.all.get(style.based_on.as_deref()?);
        std::iter::successors(first, next).take(DEEPEST)
    }

    /// What paragraphs of this style are for.
    pub(super) fn role(&self, id: &str) -> ParagraphRole {
        let by_name = self.chain(id).find_map(|style| {
            // These names are the same in Word of any language.
            match style.name.to_ascii_lowercase().as_str() {
                "title" => Some(ParagraphRole::Title),
                "quote" | "intense quote" | "block text" | "quotations" => Some(ParagraphRole::Quote),
                "source code" | "preformatted text" | "html preformatted" | "code" => {
                    Some(ParagraphRole::Code)
                }
                name => name
                    .strip_prefix("heading ")
                    .and_then(|level| level.parse().ok())
                    .map(ParagraphRole::Heading),
            }
        });
        by_name.or_else(|| self.chain(id).find_map(|style| style.settings.heading())).unwrap_or_default()
    }

    /// The list that a style belongs to.
    pub(super) fn list(&self, id: &str) -> (Option<String>, Option<usize>) {
        let list = self.chain(id).find_map(|style| style.settings.list.clone());
        let level = self.chain(id).find_map(|style| style.settings.level);
        (list, level)
    }
}
