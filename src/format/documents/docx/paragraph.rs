//! The settings of a paragraph or a style: `w:pPr`.
//!
//! What must not go in: text.

use crate::format::documents::flow::ParagraphRole;
use crate::format::documents::xml::Xml;

/// What is set.
#[derive(Debug, Default)]
pub(super) struct ParagraphSettings {
    /// The id of the style.
    pub(super) style: Option<String>,
    /// The level of the outline, from 0.
    outline: Option<u8>,
    /// The id of the list; `0` means none.
    pub(super) list: Option<String>,
    /// The level in the list, from 0.
    pub(super) level: Option<usize>,
    /// Its end was deleted.
    pub(super) end_deleted: bool,
}

impl ParagraphSettings {
    /// Reads to the end of the element whose start has just been read. What it was before a change does not count.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut settings = Self::default();
        let mut old: Option<usize> = None;
        xml.each(|tag, depth| {
            old = old.filter(|outer| depth > *outer);
            match tag.name().as_str() {
                _ if old.is_some() => {}
                "pPrChange" | "rPrChange" | "sectPr" | "numberingChange" => old = Some(depth),
                "pStyle" => settings.style = tag.value("val"),
                "outlineLvl" => settings.outline = tag.number("val"),
                "numId" => settings.list = tag.value("val"),
                "ilvl" => settings.level = tag.number("val"),
                "del" => settings.end_deleted = true,
                _ => {}
            }
        });
        settings
    }

    /// The role that the outline gives.
    pub(super) fn heading(&self) -> Option<ParagraphRole> {
        // 9 is the level of text.
        self.outline.filter(|level| *level < 9).map(|level| ParagraphRole::Heading(level + 1))
    }
}
