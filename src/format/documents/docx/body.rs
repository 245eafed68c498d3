//! `word/document.xml` and the notes, which are written alike: paragraphs, runs, tables, fields, boxes.
//!
//! Iterates, never recurses: what is nested is kept on stacks. What must not go in: styles and lists.

use std::collections::HashMap;
use std::mem;

use super::DocxParts;
use super::paragraph::ParagraphSettings;
use crate::format::documents::flow::{
    OfficeFlow, OfficeParagraph, OfficePiece, ParagraphRole, close_paragraph,
};
use crate::format::documents::numbers::{LetterCase, NumberStyle};
use crate::format::documents::xml::{Xml, XmlTag, XmlToken};
use crate::format::element::Element;
use crate::text::sign_fonts;

/// A mark of a note in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteReference {
    pub(super) kind: NoteKind,
    id: String,
    /// What the reader sees; none where the text itself has the mark.
    mark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// A run of text under reading.
#[derive(Debug, Default)]
struct RunState {
    /// It is not shown.
    hidden: bool,
    /// For each open field whether its instruction is being read.
    fields: Vec<bool>,
    /// Inside of readings above characters: what is read of the reading and of the word.
    reading: Option<(String, String)>,
    in_reading: bool,
    /// The description of the drawing that is open.
    description: String,
    /// For each open choice between two ways to write the same whether one has been taken.
    choices: Vec<bool>,
}

/// Reads the text of a part.
pub(super) struct DocxBody<'a> {
    xml: Xml<'a>,
    parts: &'a mut DocxParts,
    flow: &'a mut OfficeFlow,
    open: Vec<OfficeParagraph>,
    run: RunState,
    pub(super) references: Vec<NoteReference>,
    /// In a part of notes those that have been read, and the id of the open one.
    notes: HashMap<String, Vec<OfficeParagraph>>,
    note: String,
    /// Whether the open row names the columns.
    head_row: bool,
}

impl<'a> DocxBody<'a> {
    pub(super) fn new(text: &'a str, parts: &'a mut DocxParts, flow: &'a mut OfficeFlow) -> Self {
        Self {
            xml: Xml::new(text),
            parts,
            flow,
            open: Vec::new(),
            run: RunState::default(),
            references: Vec::new(),
            notes: HashMap::new(),
            note: String::new(),
            head_row: false,
        }
    }

    /// Reads to the end.
    pub(super) fn read(&mut self) {
        while let Some(token) = self.xml.next() {
            match token {
                XmlToken::Open(tag) => self.start(&tag),
                XmlToken::Close(name) => self.end(&name),
                XmlToken::Text(_) => {}
            }
        }
        while !self.open.is_empty() {
            close_paragraph(&mut self.open, self.flow);
        }
    }

    fn start(&mut self, tag: &XmlTag<'_>) {
        let name = tag.name();
        match name.as_str() {
            "p" => {
                self.open.push(OfficeParagraph::default());
                // A field that was left open hides no other paragraph.
                self.run.fields.iter_mut().for_each(|instruction| *instruction = false);
            }
            "pPr" => self.settings(),
            "rPr" => {
                let mut hidden = false;
                self.xml.each(|tag, depth| hidden |= depth == 0 && tag.name() == "vanish" && tag.is_on());
                self.run.hidden = hidden;
            }
            "t" => {
                let text = self.xml.inner_text();
                self.text(&text);
            }
            "tbl" | "tr" | "tc" if self.open.is_empty() => self.table(&name, true),
            "trPr" => self.row_settings(),
            // What was deleted, what was moved from here, settings, instructions.
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "tcPr" | "tblPr" | "tblGrid"
            | "tblPrEx" | "sectPr" | "sdtPr" | "sdtEndPr" | "customXmlPr" | "smartTagPr" | "rubyPr"
            | "fldData" | "ctrlPr" => {
                self.xml.skip();
            }
            "AlternateContent" => self.run.choices.push(false),
            "Choice" | "Fallback" if self.is_taken() => self.xml.skip(),
            "footnote" | "endnote" => self.note = tag.value("id").unwrap_or_default(),
            _ => self.inline(&name, tag),
        }
    }

    /// An element within a paragraph.
    fn inline(&mut self, name: &str, tag: &XmlTag<'_>) {
        match name {
            "tab" | "ptab" => self.text("\t"),
            "br" | "cr" => self.piece(OfficePiece::Break),
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                let code = tag.value("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                self.text(sign_fonts::drawn(code.unwrap_or(0)).encode_utf8(&mut [0; 4]));
            }
            "fldChar" => match tag.value("fldCharType").as_deref() {
                Some("begin") => self.run.fields.push(true),
                Some("separate") => _ = self.run.fields.last_mut().map(|instruction| *instruction = false),
                Some("end") => _ = self.run.fields.pop(),
                _ => {}
            },
            "hyperlink" => {
                let target = tag.value("id").and_then(|id| self.parts.targets.get(&id).cloned());
                self.piece(OfficePiece::Link(target.unwrap_or_default()));
            }
            "footnoteReference" => self.reference(NoteKind::Foot, tag),
            "endnoteReference" => self.reference(NoteKind::End, tag),
            "docPr" => self.run.description = tag.value("descr").unwrap_or_default(),
            "shape" => self.run.description = tag.value("alt").unwrap_or_default(),
            "blip" => self.picture(tag.value("embed").or_else(|| tag.value("link"))),
            "imagedata" => self.picture(tag.value("id")),
            "ruby" => self.run.reading = Some(Default::default()),
            "rt" => self.run.in_reading = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => close_paragraph(&mut self.open, self.flow),
            "r" => self.run.hidden = false,
            "tbl" | "tr" | "tc" if self.open.is_empty() => self.table(name, false),
            "hyperlink" => self.piece(OfficePiece::LinkEnd),
            "rt" => self.run.in_reading = false,
            "ruby" => {
                if let Some((reading, word)) = self.run.reading.take() {
                    self.piece(OfficePiece::Reading { word, reading });
                }
            }
            "AlternateContent" => _ = self.run.choices.pop(),
            "footnote" | "endnote" => {
                let paragraphs = self.flow.take_paragraphs();
                self.notes.insert(mem::take(&mut self.note), paragraphs);
            }
            _ => {}
        }
    }

    /// Whether the same was read in another way; if not, it is read now.
    fn is_taken(&mut self) -> bool {
        self.run.choices.last_mut().is_some_and(|taken| mem::replace(taken, true))
    }

    fn settings(&mut self) {
        let settings = ParagraphSettings::read(&mut self.xml);
        let Some(paragraph) = self.open.last_mut() else { return };
        let style = settings.style.as_deref().unwrap_or_default();
        let role = settings.heading().unwrap_or_else(|| self.parts.styles.role(style));
        let (styled, styled_level) = self.parts.styles.list(style);
        let list = settings.list.or(styled).filter(|list| list != "0");
        let level = settings.level.or(styled_level).unwrap_or(0);
        paragraph.goes_on = settings.end_deleted;
        paragraph.role = role;
        if let Some(list) = list {
            paragraph.sign = self.parts.numbering.next(&list, level);
            if role == ParagraphRole::Body && !paragraph.sign.is_empty() {
                paragraph.role = ParagraphRole::Item(level.min(usize::from(u8::MAX)) as u8);
            }
        }
    }

    fn row_settings(&mut self) {
        let (mut head, mut deleted) = (false, false);
        self.xml.each(|tag, depth| match tag.name().as_str() {
            "tblHeader" => head |= tag.is_on(),
            "del" if depth == 0 => deleted = true,
            _ => {}
        });
        self.head_row = head;
        if deleted && self.open.is_empty() {
            // The rest of the row.
            self.xml.skip();
            self.flow.drop_row();
        }
    }

    fn table(&mut self, name: &str, opens: bool) {
        let element = match name {
            "tbl" => Element::Table,
            "tr" => Element::Row,
            _ => Element::Cell { head: self.head_row },
        };
        if opens {
            self.head_row &= name != "tr";
            self.flow.open(element);
        } else {
            self.flow.close(element);
        }
    }

    fn is_hidden(&self) -> bool {
        self.run.hidden || self.run.fields.contains(&true)
    }

    fn text(&mut self, text: &str) {
        if self.is_hidden() {
            return;
        }
        if let Some((reading, word)) = &mut self.run.reading {
            let target = if self.run.in_reading { reading } else { word };
            target.push_str(text);
        } else if let Some(paragraph) = self.open.last_mut() {
            paragraph.push(text);
        }
    }

    fn piece(&mut self, piece: OfficePiece) {
        if !self.is_hidden()
            && let Some(paragraph) = self.open.last_mut()
        {
            paragraph.pieces.push(piece);
        }
    }

    fn picture(&mut self, id: Option<String>) {
        let path = id.and_then(|id| self.parts.targets.get(&id).cloned()).unwrap_or_default();
        let description = mem::take(&mut self.run.description);
        self.piece(OfficePiece::Picture { description, path });
    }

    fn reference(&mut self, kind: NoteKind, tag: &XmlTag<'_>) {
        let id = tag.value("id").unwrap_or_default();
        let has_mark = tag.value("customMarkFollows").is_some_and(|value| value != "0" && value != "false");
        let mark = (!has_mark).then(|| {
            let same = |other: &&NoteReference| other.kind == kind && other.mark.is_some();
            let number = self.references.iter().filter(same).count() as u32 + 1;
            match kind {
                NoteKind::Foot => number.to_string(),
                NoteKind::End => NumberStyle::Roman(LetterCase::Lower).written(number),
            }
        });
        if let Some(mark) = &mark {
            self.text(&format!("[{mark}]"));
        }
        self.references.push(NoteReference { kind, id, mark });
    }
}

/// The notes of a part, by their ids.
pub(super) struct Notes(HashMap<String, Vec<OfficeParagraph>>);

impl Notes {
    pub(super) fn of(text: &str, parts: &mut DocxParts) -> Self {
        let mut flow = OfficeFlow::default();
        let mut body = DocxBody::new(text, parts, &mut flow);
        body.read();
        Self(body.notes)
    }

    /// The note that `reference` leads to, with its mark.
    pub(super) fn take(&mut self, reference: &NoteReference) -> Vec<OfficeParagraph> {
        let mut paragraphs = self.0.remove(&reference.id).unwrap_or_default();
        if let (Some(first), Some(mark)) = (paragraphs.first_mut(), &reference.mark) {
            first.sign = format!("[{mark}] ");
        }
        paragraphs
    }
}
