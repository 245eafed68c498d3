//! A word processor's document on its way to a draft: paragraphs with their roles, tables, notes; and which of its first
//! lines is the title.
//!
//! What must not go in: how a format writes them.

use std::mem;

use super::properties::Properties;
use crate::format::blocks::{BlockBuilder, BlockOutput, Dialect};
use crate::format::element::{Attributes, Element};
use crate::format::{Draft, FolderVerdict, Kind, Parsed, Witness, plain};
use crate::text::sanitize::is_blank;

/// The title is looked for in so many paragraphs.
const HEAD: usize = 8;

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ParagraphRole {
    #[default]
    Body,
    Title,
    Heading(u8),
    Item(u8),
    Quote,
    Code,
    Note,
}

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OfficePiece {
    Text(String),
    Break,
    Picture {
        description: String,
        path: String,
    },
    /// What follows leads to this address.
    Link(String),
    LinkEnd,
    /// A word and its reading.
    Reading {
        word: String,
        reading: String,
    },
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct OfficeParagraph {
    pub(super) role: ParagraphRole,
    /// Its number or bullet, with what parts it from the text.
    pub(super) sign: String,
    pub(super) pieces: Vec<OfficePiece>,
    /// Its end was deleted: the next paragraph is the rest of it.
    pub(super) goes_on: bool,
    /// The text boxes that hang on it.
    pub(super) boxes: Vec<OfficeParagraph>,
}

/// What a document is made of.
#[derive(Debug)]
enum Item {
    Paragraph(OfficeParagraph),
    Open(Element),
    Close(Element),
}

/// A document so far.
#[derive(Debug, Default)]
pub(super) struct OfficeFlow {
    items: Vec<Item>,
    notes: Vec<OfficeParagraph>,
}

impl OfficeParagraph {
    /// Adds text.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(OfficePiece::Text(last)) = self.pieces.last_mut() {
            last.push_str(text);
        } else {
            self.pieces.push(OfficePiece::Text(text.to_owned()));
        }
    }

    /// Its text on one line.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                OfficePiece::Text(part) => text.push_str(part),
                OfficePiece::Break => text.push(' '),
                OfficePiece::Reading { word, .. } => text.push_str(word),
                OfficePiece::Picture { .. } | OfficePiece::Link(_) | OfficePiece::LinkEnd => {}
            }
        }
        text.trim_matches(is_blank).to_owned()
    }

    fn is_empty(&self) -> bool {
        self.text().is_empty()
            && !self.pieces.iter().any(|piece| matches!(piece, OfficePiece::Picture { .. }))
    }

    /// Whether all of it may become the title: nothing in it would be lost.
    fn is_words(&self) -> bool {
        let is_word = |piece: &OfficePiece| matches!(piece, OfficePiece::Text(_) | OfficePiece::Break);
        self.boxes.is_empty() && self.sign.is_empty() && self.pieces.iter().all(is_word)
    }
}

impl OfficeFlow {
    pub(super) fn paragraph(&mut self, mut paragraph: OfficeParagraph) {
        if let Some(Item::Paragraph(before)) = self.items.last_mut()
            && before.goes_on
        {
            before.goes_on = paragraph.goes_on;
            before.pieces.append(&mut paragraph.pieces);
            before.boxes.append(&mut paragraph.boxes);
            return;
        }
        self.items.push(Item::Paragraph(paragraph));
    }

    /// Adds a note, whose first paragraph has its mark as a sign.
    pub(super) fn note(&mut self, paragraphs: Vec<OfficeParagraph>) {
        self.notes.extend(paragraphs.into_iter().map(|p| OfficeParagraph { role: ParagraphRole::Note, ..p }));
    }

    /// Takes all paragraphs out, those of tables too.
    pub(super) fn take_paragraphs(&mut self) -> Vec<OfficeParagraph> {
        let items = mem::take(&mut self.items).into_iter();
        items
            .filter_map(|item| if let Item::Paragraph(paragraph) = item { Some(paragraph) } else { None })
            .collect()
    }

    /// A table, a row or a cell begins.
    pub(super) fn open(&mut self, element: Element) {
        self.items.push(Item::Open(element));
    }

    /// It ends.
    pub(super) fn close(&mut self, element: Element) {
        self.items.push(Item::Close(element));
    }

    /// Takes back the row that is open, because it was deleted.
    pub(super) fn drop_row(&mut self) {
        let at = self.items.iter().rposition(|item| matches!(item, Item::Open(Element::Row)));
        self.items.truncate(at.unwrap_or(self.items.len()));
    }

    /// The draft. Of a title that only the properties give, programs make up many.
    pub(super) fn finish(self, properties: &Properties, name: &str, verdict: &FolderVerdict) -> Draft {
        let Self { mut items, notes } = self;
        let found = take_title(&mut items, name);
        let title_apart = found.is_none();
        let title = found.or_else(|| properties.believable_title()).unwrap_or_default();
        let mut blocks = BlockBuilder::new(Dialect::Office, BlockOutput::draft());
        for item in items.iter().chain(&notes.into_iter().map(Item::Paragraph).collect::<Vec<_>>()) {
            match item {
                Item::Paragraph(paragraph) => set(&mut blocks, paragraph),
                Item::Open(element) => blocks.open(*element, &Attributes::default()),
                Item::Close(element) => blocks.close(*element),
            }
        }
        let mut parsed = Parsed { title, title_apart, ..blocks.finish() };
        properties.values.tell(&mut parsed.draft, Witness::Properties);
        parsed.finish(name, verdict)
    }
}

/// Takes the title out of the first paragraphs.
fn take_title(items: &mut [Item], name: &str) -> Option<String> {
    let mut head: Vec<&mut OfficeParagraph> = Vec::new();
    for item in items {
        let Item::Paragraph(paragraph) = item else { break };
        if !paragraph.is_empty() {
            head.push(paragraph);
        }
        if head.len() == HEAD {
            break;
        }
    }
    let called = head.iter().position(|p| p.role == ParagraphRole::Title && p.is_words());
    let first = head.first().is_some_and(|p| matches!(p.role, ParagraphRole::Heading(1)) && p.is_words());
    if let Some(at) = called.or_else(|| first.then_some(0)) {
        let second = head.get(at + 1).filter(|p| p.role == ParagraphRole::Title && p.is_words());
        let lines = 1 + usize::from(called.is_some() && second.is_some());
        return Some(head.iter_mut().skip(at).take(lines).map(|p| taken(p)).collect());
    }
    let is_line = |p: &&&mut OfficeParagraph| matches!(p.role, ParagraphRole::Body) && p.is_words();
    let lines: Vec<String> = head.iter().take_while(is_line).map(|p| p.text()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (title, used) = plain::title_of(&lines, name)?;
    head.iter_mut().take(used.end).skip(used.start).for_each(|p| _ = taken(p));
    Some(title)
}

fn taken(paragraph: &mut OfficeParagraph) -> String {
    let text = paragraph.text();
    paragraph.pieces.clear();
    text
}

/// Sets a paragraph and the boxes that hang on it.
fn set(blocks: &mut BlockBuilder, paragraph: &OfficeParagraph) {
    let kind = match paragraph.role {
        ParagraphRole::Body | ParagraphRole::Title => Kind::Body,
        ParagraphRole::Heading(level) => Kind::Heading(level.clamp(1, 6)),
        ParagraphRole::Item(depth) => Kind::Item(depth.min(crate::format::draft::DEEPEST)),
        ParagraphRole::Quote => Kind::Quote,
        ParagraphRole::Code => Kind::Code,
        ParagraphRole::Note => Kind::Footnote,
    };
    blocks.begin_paragraph(kind, &paragraph.sign);
    for piece in &paragraph.pieces {
        match piece {
            OfficePiece::Text(text) => blocks.push_exact(text),
            OfficePiece::Break => blocks.open(Element::Break, &Attributes::default()),
            OfficePiece::Picture { description, path } => blocks.picture(description.trim(), path),
            OfficePiece::Link(address) => blocks.open_link(address),
            OfficePiece::LinkEnd => blocks.close_link(),
            OfficePiece::Reading { word, reading } => {
                blocks.open(Element::Ruby, &Attributes::default());
                blocks.push_exact(word);
                blocks.open(Element::Reading, &Attributes::default());
                blocks.push_exact(reading);
                blocks.close(Element::Reading);
                blocks.close(Element::Ruby);
            }
        }
    }
    blocks.end_paragraph_given();
    // A table inside a box of a table is none, so this ends soon.
    paragraph.boxes.iter().for_each(|inner| set(blocks, inner));
}

/// Takes the open paragraph out of `open`, and puts it where it belongs: into the flow, or into the box that it stands in.
pub(super) fn close_paragraph(open: &mut Vec<OfficeParagraph>, flow: &mut OfficeFlow) {
    let Some(mut paragraph) = open.pop() else { return };
    match open.last_mut() {
        // Boxes in boxes lie side by side: nothing is nested deeper than one.
        Some(outer) => {
            let inner = mem::take(&mut paragraph.boxes);
            outer.boxes.push(paragraph);
            outer.boxes.extend(inner);
        }
        None => flow.paragraph(paragraph),
    }
}
