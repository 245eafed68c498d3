//! `word/numbering.xml`: the lists and how their levels count.
//!
//! What must not go in: counting ([`super::super::numbers`]).

use std::collections::HashMap;

use crate::format::documents::numbers::{Counters, LEVELS, ListLevel, NumberStyle};
use crate::format::documents::xml::{Xml, XmlToken};

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct DocxNumbering {
    /// The levels of each definition.
    definitions: HashMap<String, Vec<ListLevel>>,
    lists: HashMap<String, NumberedList>,
    counters: Counters,
}

/// A list, which counts as its definition does.
#[derive(Debug, Default)]
struct NumberedList {
    definition: String,
    /// Levels that are otherwise than in the definition.
    levels: Vec<(usize, ListLevel)>,
    /// Levels that begin anew with a number.
    starts: Vec<(usize, u32)>,
    begun: bool,
}

impl DocxNumbering {
    pub(super) fn of(text: &str) -> Self {
        let mut xml = Xml::new(text);
        let mut numbering = Self::default();
        let mut definition: Option<String> = None;
        let mut list: Option<String> = None;
        let mut at = 0;
        while let Some(token) = xml.next() {
            let XmlToken::Open(tag) = token else { continue };
            match tag.name().as_str() {
                "abstractNum" => (definition, list) = (tag.value("abstractNumId"), None),
                "num" => {
                    (definition, list) = (None, tag.value("numId"));
                    numbering.lists.entry(list.clone().unwrap_or_default()).or_default();
                }
                "abstractNumId" => {
                    if let Some(this) = numbering.open_list(list.as_deref()) {
                        this.definition = tag.value("val").unwrap_or_default();
                    }
                }
                "lvlOverride" => at = tag.number("ilvl").unwrap_or(0),
                "startOverride" => {
                    let start = tag.number("val").unwrap_or(1);
                    if let Some(this) = numbering.open_list(list.as_deref()) {
                        this.starts.push((at, start));
                    }
                }
                "lvl" => {
                    let level: usize = tag.number("ilvl").unwrap_or(0);
                    let read = read_level(&mut xml);
                    if let Some(this) = numbering.open_list(list.as_deref()) {
                        this.levels.push((level, read));
                    } else if let Some(id) = &definition {
                        put(numbering.definitions.entry(id.clone()).or_default(), level, read);
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    fn open_list(&mut self, id: Option<&str>) -> Option<&mut NumberedList> {
        self.lists.get_mut(id?)
    }

    /// Counts an item of the list `id` at `level`: its sign.
    pub(super) fn next(&mut self, id: &str, level: usize) -> String {
        let Some(list) = self.lists.get_mut(id) else { return String::new() };
        let mut levels = self.definitions.get(&list.definition).cloned().unwrap_or_default();
        for (at, level) in &list.levels {
            put(&mut levels, *at, level.clone());
        }
        for (at, start) in &list.starts {
            if let Some(level) = levels.get_mut(*at) {
                level.start = *start;
            }
        }
        // Lists of one definition go on counting, unless one says that it begins anew.
        if !std::mem::replace(&mut list.begun, true) && !list.starts.is_empty() {
            self.counters.restart(&list.definition);
        }
        self.counters.next(&list.definition, level, &levels)
    }
}

fn put(levels: &mut Vec<ListLevel>, at: usize, level: ListLevel) {
    if at >= LEVELS {
        return;
    }
    if levels.len() <= at {
        levels.resize(at + 1, ListLevel::default());
    }
    if let Some(place) = levels.get_mut(at) {
        *place = level;
    }
}

fn read_level(xml: &mut Xml<'_>) -> ListLevel {
    let mut level = ListLevel { start: 1, ..ListLevel::default() };
    xml.each(|tag, _| match tag.name().as_str() {
        "start" => level.start = tag.number("val").unwrap_or(1),
        "numFmt" => level.style = NumberStyle::of_docx(&tag.value("val").unwrap_or_default()),
        "lvlText" => level.text = tag.value("val").unwrap_or_default(),
        _ => {}
    });
    level
}
