//! `content.xml`: paragraphs, lists, tables, frames, notes.
//!
//! Iterates, never recurses: what is nested is kept on stacks. What must not go in: styles.

use std::mem;

use super::styles::OdfStyles;
use crate::format::documents::flow::{
    OfficeFlow, OfficeParagraph, OfficePiece, ParagraphRole, close_paragraph,
};
use crate::format::documents::numbers::Counters;
use crate::format::documents::xml::{Xml, XmlTag, XmlToken};
use crate::format::element::Element;

/// The name under which headings count.
const OUTLINE: &str = "\0";
/// The most blanks that one element stands for.
const BLANKS: usize = 256;

/// A list that is open.
#[derive(Debug, Default)]
struct OpenList {
    style: String,
    /// The open item has no paragraph yet.
    waiting: bool,
}

/// A note that has been read.
#[derive(Debug)]
struct OdfNote {
    at_end: bool,
    paragraphs: Vec<OfficeParagraph>,
}

/// What is put aside while a note is read.
#[derive(Debug, Default)]
struct AroundBody {
    flow: OfficeFlow,
    open: Vec<OfficeParagraph>,
    lists: Vec<OpenList>,
    /// Whether the note is one at the end, and its mark.
    at_end: bool,
    mark: String,
}

/// A picture whose frame is still open: its path, its description, the name of its frame.
#[derive(Debug, Default)]
struct FramedPicture {
    path: Option<String>,
    description: String,
    name: String,
}

/// Reads the text.
pub(super) struct OdtBody<'a> {
    xml: Xml<'a>,
    styles: &'a OdfStyles,
    flow: &'a mut OfficeFlow,
    open: Vec<OfficeParagraph>,
    lists: Vec<OpenList>,
    counters: Counters,
    frames: Vec<FramedPicture>,
    outside: Vec<AroundBody>,
    notes: Vec<OdfNote>,
    /// Inside of a note: whether it stands at the end, and its mark.
    note: (bool, String),
    /// Inside of readings above characters: the word, the reading, and which of them comes.
    reading: Option<[String; 2]>,
    in_reading: bool,
    head_rows: bool,
}

impl<'a> OdtBody<'a> {
    pub(super) fn new(text: &'a str, styles: &'a OdfStyles, flow: &'a mut OfficeFlow) -> Self {
        Self {
            xml: Xml::new(text),
            styles,
            flow,
            open: Vec::new(),
            lists: Vec::new(),
            counters: Counters::default(),
            frames: Vec::new(),
            outside: Vec::new(),
            notes: Vec::new(),
            note: Default::default(),
            reading: None,
            in_reading: false,
            head_rows: false,
        }
    }

    /// Reads to the end.
    pub(super) fn read(mut self) {
        let mut begun = false;
        while let Some(token) = self.xml.next() {
            match token {
                XmlToken::Open(tag) if !begun => begun = tag.full_name() == "office:body",
                XmlToken::Open(tag) => self.start(&tag),
                XmlToken::Close(name) => self.end(&name),
                XmlToken::Text(text) => self.text(&text),
            }
        }
        while !self.outside.is_empty() {
            self.end("note-body");
        }
        while !self.open.is_empty() {
            close_paragraph(&mut self.open, self.flow);
        }
        for at_end in [false, true] {
            for note in self.notes.iter_mut().filter(|note| note.at_end == at_end) {
                self.flow.note(mem::take(&mut note.paragraphs));
            }
        }
    }

    fn start(&mut self, tag: &XmlTag<'_>) {
        let name = tag.full_name();
        match name.as_str() {
            "text:p" => self.paragraph(tag, None),
            "text:h" => self.paragraph(tag, Some(tag.number("outline-level").unwrap_or(1))),
            "text:list" => self.list(tag),
            "text:list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.waiting = true;
                }
            }
            "table:table" | "table:table-row" | "table:table-cell" if self.open.is_empty() => {
                self.flow.open(self.table(&name));
            }
            "table:table-header-rows" => self.head_rows = true,
            "svg:title" | "svg:desc" => {
                let text = self.xml.inner_text();
                if let Some(frame) = self.frames.last_mut() {
                    frame.description = text;
                }
            }
            "text:note" => {
                self.note = (tag.value("note-class").is_some_and(|class| class == "endnote"), String::new());
            }
            "text:note-citation" => {
                let mark = self.xml.inner_text();
                self.words(&format!("[{}]", mark.trim()));
                mark.trim().clone_into(&mut self.note.1);
            }
            "text:note-body" => {
                let (at_end, mark) = mem::take(&mut self.note);
                self.outside.push(AroundBody {
                    flow: mem::take(self.flow),
                    open: mem::take(&mut self.open),
                    lists: mem::take(&mut self.lists),
                    at_end,
                    mark,
                });
            }
            // What was deleted, remarks, declarations, what indexes are made from.
            "text:tracked-changes"
            | "office:annotation"
            | "office:binary-data"
            | "office:forms"
            | "text:sequence-decls"
            | "text:variable-decls"
            | "text:user-field-decls"
            | "table:covered-table-cell"
            | "table:desc"
            | "table:title"
            | "office:event-listeners"
            | "text:hidden-text"
            | "text:script"
            | "math:annotation" => self.xml.skip(),
            name if name.starts_with("text:") && name.ends_with("-source") => self.xml.skip(),
            _ => self.inline(&name, tag),
        }
    }

    /// An element within a paragraph.
    fn inline(&mut self, name: &str, tag: &XmlTag<'_>) {
        match name {
            "text:s" => {
                let blanks = tag.number("c").unwrap_or(1_usize).min(BLANKS);
                self.words(&" ".repeat(blanks));
            }
            "text:tab" => self.words("\t"),
            "text:line-break" => self.piece(OfficePiece::Break),
            "text:a" => self.piece(OfficePiece::Link(tag.value("href").unwrap_or_default())),
            "text:ruby" => self.reading = Some(Default::default()),
            "text:ruby-text" => self.in_reading = true,
            "draw:frame" => {
                let name = tag.value("name").unwrap_or_default();
                self.frames.push(FramedPicture { name, ..FramedPicture::default() });
            }
            "draw:image" => {
                if let Some(frame) = self.frames.last_mut() {
                    let path = tag.value("href").unwrap_or_default();
                    frame.path.get_or_insert(path);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => close_paragraph(&mut self.open, self.flow),
            "list" => _ = self.lists.pop(),
            "table" if self.open.is_empty() => self.flow.close(Element::Table),
            "table-row" if self.open.is_empty() => self.flow.close(Element::Row),
            "table-cell" if self.open.is_empty() => self.flow.close(Element::Cell { head: false }),
            "table-header-rows" => self.head_rows = false,
            "a" => self.piece(OfficePiece::LinkEnd),
            "ruby-text" => self.in_reading = false,
            "ruby" => {
                if let Some([word, reading]) = self.reading.take() {
                    self.piece(OfficePiece::Reading { word, reading });
                }
            }
            "frame" => {
                if let Some(FramedPicture { path: Some(path), description, name }) = self.frames.pop() {
                    let description = if description.trim().is_empty() { name } else { description };
                    self.piece(OfficePiece::Picture {
                        description,
                        path: path.trim_start_matches("./").to_owned(),
                    });
                }
            }
            "note-body" => self.end_note(),
            _ => {}
        }
    }

    fn end_note(&mut self) {
        let Some(AroundBody { flow, open, lists, at_end, mark }) = self.outside.pop() else { return };
        while !self.open.is_empty() {
            close_paragraph(&mut self.open, self.flow);
        }
        let mut paragraphs = mem::replace(self.flow, flow).take_paragraphs();
        if let Some(first) = paragraphs.first_mut() {
            first.sign = format!("[{mark}] ");
        }
        (self.open, self.lists) = (open, lists);
        self.notes.push(OdfNote { at_end, paragraphs });
    }

    fn paragraph(&mut self, tag: &XmlTag<'_>, heading: Option<u8>) {
        let style = tag.value("style-name").unwrap_or_default();
        let mut role = heading.map_or_else(|| self.styles.role(&style), ParagraphRole::Heading);
        let mut sign = String::new();
        let depth = self.lists.len();
        if let Some(list) = self.lists.last_mut() {
            if mem::take(&mut list.waiting) {
                let levels = self.styles.levels(&list.style);
                sign = self.counters.next(&list.style, depth - 1, levels);
            }
            if role == ParagraphRole::Body {
                role = ParagraphRole::Item((depth - 1).min(usize::from(u8::MAX)) as u8);
            }
        } else if let Some(level) = heading.filter(|_| !self.styles.outline.is_empty()) {
            sign = self.counters.next(OUTLINE, usize::from(level.max(1)) - 1, &self.styles.outline);
        }
        self.open.push(OfficeParagraph { role, sign, ..OfficeParagraph::default() });
    }

    fn list(&mut self, tag: &XmlTag<'_>) {
        if let Some(outer) = self.lists.last_mut() {
            outer.waiting = false;
        }
        let inherited = self.lists.last().map(|outer| outer.style.clone());
        let style = tag.value("style-name").or(inherited).unwrap_or_default();
        let goes_on = tag.value("continue-numbering").is_some_and(|on| on == "true")
            || tag.value("continue-list").is_some();
        if self.lists.is_empty() && !goes_on {
            self.counters.restart(&style);
        }
        self.lists.push(OpenList { style, waiting: false });
    }

    fn table(&self, name: &str) -> Element {
        match name {
            "table:table" => Element::Table,
            "table:table-row" => Element::Row,
            _ => Element::Cell { head: self.head_rows },
        }
    }

    /// Text as it stands in the file: blanks in a row are one.
    fn text(&mut self, text: &str) {
        let Some(paragraph) = self.open.last() else { return };
        let mut is_parted = match paragraph.pieces.last() {
            Some(OfficePiece::Text(last)) => last.ends_with(' '),
            None => true,
            Some(_) => false,
        };
        let mut collapsed = String::with_capacity(text.len());
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\r' | '\n');
            if !(is_blank && is_parted) {
                collapsed.push(if is_blank { ' ' } else { c });
            }
            is_parted = is_blank;
        }
        self.words(&collapsed);
    }

    fn words(&mut self, text: &str) {
        if let Some([word, reading]) = &mut self.reading {
            let target = if self.in_reading { reading } else { word };
            target.push_str(text);
        } else if let Some(paragraph) = self.open.last_mut()
            && !text.is_empty()
        {
            paragraph.push(text);
        }
    }

    fn piece(&mut self, piece: OfficePiece) {
        match self.open.last_mut() {
            Some(paragraph) => paragraph.pieces.push(piece),
            // A picture may hang on the page.
            None if matches!(piece, OfficePiece::Picture { .. }) => {
                self.flow.paragraph(OfficeParagraph { pieces: vec![piece], ..OfficeParagraph::default() });
            }
            None => {}
        }
    }
}
