//! PDF: the text that the pages show, where their fonts say which characters they draw.
//!
//! Objects, streams and fonts are read by `lopdf` within bounds. What must not go in: what lines mean ([`super::page_lines`]).

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::GBK;
use lopdf::content::Content;
use lopdf::{Dictionary, Encoding, LoadOptions, Object, ObjectId};

use super::page_lines::{self, PageText};
use super::properties::Properties;
use crate::format::{Draft, FolderVerdict};
use crate::messages::Reason;

/// What a PDF begins with.
pub(super) const MAGIC: &[u8] = b"%PDF-";
/// The most that one stream unpacks to (bytes).
const STREAM: usize = 8 << 20;
/// And all pages together.
const ALL: usize = 64 << 20;
/// Packed streams of objects are unpacked before anything else; real files have one for each hundred objects.
const OBJECT_STREAMS: usize = 4_000;
/// So many pages are read.
const PAGES: usize = 20_000;
/// Drawings in drawings are followed so deep.
const DEEPEST: usize = 4;
/// A gap of so many thousandths of a character is a blank between words.
const WORD_GAP: f32 = -180.0;
/// More than one character in so many without a meaning: the text is not readable.
const UNREAD_SHARE: usize = 10;

/// Reads a document.
///
/// # Errors
/// It is broken or encrypted, has no text, or its fonts do not say which characters they draw.
pub(super) fn read(bytes: &[u8], name: &str, verdict: &FolderVerdict) -> Result<Draft, Reason> {
    if memchr::memmem::find_iter(bytes, b"/ObjStm").nth(OBJECT_STREAMS).is_some() {
        return Err(Reason::TooLarge(ALL as u64 >> 20));
    }
    // A library of this size may still have a fault that only a broken file shows.
    let read = catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    let (pages, properties, glyphs) = read.map_err(|_fault| Reason::Damaged)??;
    if glyphs.unread * UNREAD_SHARE > glyphs.read + glyphs.unread {
        return Err(Reason::NoCharacters);
    }
    if pages.iter().all(Vec::is_empty) {
        return Err(Reason::NoWords);
    }
    Ok(page_lines::draft(pages, &properties, name, verdict))
}

/// How many bytes of text had a meaning.
#[derive(Debug, Default, Clone, Copy)]
struct Glyphs {
    read: usize,
    unread: usize,
}

type Pages = (Vec<Vec<PageText>>, Properties, Glyphs);

fn pages(bytes: &[u8]) -> Result<Pages, Reason> {
    let options = LoadOptions { max_decompressed_size: Some(STREAM), ..LoadOptions::default() };
    let document = lopdf::Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Reason::Encrypted,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            Reason::TooLarge(ALL as u64 >> 20)
        }
        _ => Reason::Damaged,
    })?;
    let (mut pages, mut glyphs, mut left) = (Vec::new(), Glyphs::default(), ALL);
    for (_, id) in document.get_pages().into_iter().take(PAGES) {
        let Ok(content) = document.get_page_content_with_limit(id, left.min(STREAM)) else { continue };
        left = left.saturating_sub(content.len());
        let mut page = PageReader { document: &document, pieces: Vec::new(), glyphs, left };
        let fonts = document.get_page_fonts(id).unwrap_or_default();
        let forms = forms_of(&document, id);
        page.content(&content, &Resources::of(&document, &fonts, forms), Matrix::default(), 0);
        (glyphs, left) = (page.glyphs, page.left);
        pages.push(page_lines::lines(page.pieces));
    }
    Ok((pages, properties(&document), glyphs))
}

/// What the file says of itself.
fn properties(document: &lopdf::Document) -> Properties {
    let mut properties = Properties::default();
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict);
    for (key, value) in info.into_iter().flat_map(Dictionary::iter) {
        let Ok(value) = lopdf::decode_text_string(value) else { continue };
        // `D:20210304…` is 2021-03-04; `Creator` is the program.
        let value = value
            .strip_prefix("D:")
            .and_then(|date| date.get(..8))
            .map_or_else(|| value.clone(), str::to_owned);
        let name = String::from_utf8_lossy(key);
        if name != "Creator" {
            properties.add(&name, value.trim());
        }
    }
    properties
}

/// The drawings that a page may show, by their names.
fn forms_of(document: &lopdf::Document, page: ObjectId) -> Vec<(Vec<u8>, &lopdf::Stream)> {
    let Ok((own, ids)) = document.get_page_resources(page) else { return Vec::new() };
    let inherited = ids.into_iter().filter_map(|id| document.get_dictionary(id).ok());
    own.into_iter().chain(inherited).flat_map(|resources| forms(document, resources)).collect()
}

fn forms<'a>(document: &'a lopdf::Document, resources: &'a Dictionary) -> Vec<(Vec<u8>, &'a lopdf::Stream)> {
    let objects = resources.get_deref(b"XObject", document).and_then(Object::as_dict);
    let all = objects.into_iter().flat_map(Dictionary::iter);
    let form = |(name, object): (&Vec<u8>, &'a Object)| {
        let (_, object) = document.dereference(object).ok()?;
        let stream = object.as_stream().ok()?;
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
        is_form.then(|| (name.clone(), stream))
    };
    all.filter_map(form).collect()
}

/// What the operators of a stream name.
struct Resources<'a> {
    /// How the bytes of each font are read; none where nothing says it.
    fonts: BTreeMap<Vec<u8>, Option<Encoding<'a>>>,
    forms: Vec<(Vec<u8>, &'a lopdf::Stream)>,
}

impl<'a> Resources<'a> {
    fn of(
        document: &'a lopdf::Document,
        fonts: &BTreeMap<Vec<u8>, &'a Dictionary>,
        forms: Vec<(Vec<u8>, &'a lopdf::Stream)>,
    ) -> Self {
        let read = |font: &'a Dictionary| font.get_font_encoding_with_limit(document, STREAM).ok();
        Self { fonts: fonts.iter().map(|(name, font)| (name.clone(), read(font))).collect(), forms }
    }

    /// Those of a drawing.
    fn of_form(document: &'a lopdf::Document, form: &'a lopdf::Stream) -> Option<Self> {
        let resources = form.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok()?;
        let fonts = resources.get_deref(b"Font", document).and_then(Object::as_dict);
        let fonts = fonts.into_iter().flat_map(Dictionary::iter);
        let fonts: BTreeMap<Vec<u8>, &Dictionary> = fonts
            .filter_map(|(name, font)| {
                Some((name.clone(), document.dereference(font).ok()?.1.as_dict().ok()?))
            })
            .collect();
        Some(Self::of(document, &fonts, forms(document, resources)))
    }
}

/// Where text is set: the scale and the shift, without turns.
#[derive(Debug, Clone, Copy)]
struct Matrix {
    scale: f32,
    x: f32,
    y: f32,
}

impl Default for Matrix {
    fn default() -> Self {
        Self { scale: 1.0, x: 0.0, y: 0.0 }
    }
}

impl Matrix {
    fn of(operands: &[Object]) -> Self {
        let at = |index: usize| operands.get(index).and_then(|n| n.as_float().ok()).unwrap_or(0.0);
        let scale = (at(2) * at(2) + at(3) * at(3)).sqrt();
        Self { scale, x: at(4), y: at(5) }
    }

    fn moved(self, x: f32, y: f32) -> Self {
        Self { x: self.x + x * self.scale, y: self.y + y * self.scale, ..self }
    }

    /// This within `outer`.
    fn within(self, outer: Self) -> Self {
        Self {
            scale: self.scale * outer.scale,
            x: outer.x + self.x * outer.scale,
            y: outer.y + self.y * outer.scale,
        }
    }
}

struct PageReader<'a> {
    document: &'a lopdf::Document,
    pieces: Vec<PageText>,
    glyphs: Glyphs,
    left: usize,
}

/// The state of text while the operators of a stream are followed.
#[derive(Debug, Clone, Default)]
struct TextState {
    page: Matrix,
    line: Matrix,
    leading: f32,
    size: f32,
    font: Vec<u8>,
}

impl<'a> PageReader<'a> {
    fn content(&mut self, content: &[u8], resources: &Resources<'a>, page: Matrix, depth: usize) {
        let Ok(content) = Content::decode(content) else { return };
        let mut state = TextState { page, size: 1.0, ..TextState::default() };
        let mut saved = Vec::new();
        for operation in content.operations {
            let operands = &operation.operands;
            let number = |index: usize| operands.get(index).and_then(|n| n.as_float().ok()).unwrap_or(0.0);
            match operation.operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.page = Matrix::of(operands).within(state.page),
                "BT" => state.line = Matrix::default(),
                "Tf" => {
                    state.font =
                        operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default().to_vec();
                    state.size = number(1);
                }
                "TL" => state.leading = number(0),
                "Tm" => state.line = Matrix::of(operands),
                "Td" => state.line = state.line.moved(number(0), number(1)),
                "TD" => {
                    state.leading = -number(1);
                    state.line = state.line.moved(number(0), number(1));
                }
                "T*" => state.line = state.line.moved(0.0, -state.leading),
                "Tj" => self.show(operands, resources, &state),
                "'" | "\"" => {
                    state.line = state.line.moved(0.0, -state.leading);
                    self.show(operands, resources, &state);
                }
                "TJ" => {
                    if let Some(Object::Array(parts)) = operands.first() {
                        self.show(parts, resources, &state);
                    }
                }
                "Do" if depth < DEEPEST => self.form(operands, resources, state.page, depth),
                _ => {}
            }
        }
    }

    fn form(&mut self, operands: &[Object], resources: &Resources<'a>, page: Matrix, depth: usize) {
        let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
        let Some((_, form)) = resources.forms.iter().find(|(other, _)| other == name) else { return };
        let Ok(content) = form.decompressed_content_with_limit(self.left.min(STREAM)) else { return };
        self.left = self.left.saturating_sub(content.len());
        if let Some(inner) = Resources::of_form(self.document, form) {
            self.content(&content, &inner, page, depth + 1);
        }
    }

    /// Takes the strings of an operator; numbers between them are gaps.
    fn show(&mut self, parts: &[Object], resources: &Resources<'a>, state: &TextState) {
        let encoding = resources.fonts.get(&state.font).and_then(Option::as_ref);
        let (mut text, mut gap) = (String::new(), false);
        let is_word = |c: char| c.is_ascii_graphic();
        for part in parts {
            match part {
                Object::String(bytes, _) => match encoding.and_then(|encoding| decoded(encoding, bytes)) {
                    Some(words) => {
                        self.glyphs.read += bytes.len();
                        if std::mem::take(&mut gap) && text.ends_with(is_word) && words.starts_with(is_word) {
                            text.push(' ');
                        }
                        text.push_str(&words);
                    }
                    None => self.glyphs.unread += bytes.len(),
                },
                number => gap |= number.as_float().is_ok_and(|number| number < WORD_GAP),
            }
        }
        if text.is_empty() {
            return;
        }
        let place = state.line.within(state.page);
        let size = (state.size * place.scale).abs();
        // Up is more in PDF, and down on a page.
        self.pieces.push(PageText { x: place.x, y: -place.y, size, text, parted: false });
    }
}

/// What bytes of a font mean.
fn decoded(encoding: &Encoding<'_>, bytes: &[u8]) -> Option<String> {
    match encoding {
        Encoding::SimpleEncoding(name) if name.starts_with(b"GBK") || name.starts_with(b"GB-EUC") => {
            Some(GBK.decode_without_bom_handling(bytes).0.into_owned())
        }
        // Codes of characters in a font that nothing translates.
        Encoding::SimpleEncoding(name) if !name.starts_with(b"UniGB") => None,
        _ => lopdf::Document::decode_text(encoding, bytes).ok().filter(|text| !text.contains('\u{FFFD}')),
    }
}
