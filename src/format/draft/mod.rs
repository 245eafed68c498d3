//! The article draft: parsers fill it, segments store it.
//!
//! What must not go in: files and formats.

use serde::{Deserialize, Serialize};

use super::date::{Date, Dates};
use super::fields::{Field, Statement, Witness, divided};
use crate::text::sanitize::{self, Clean, CleanText, Ends, Removed};

/// Longer paragraphs are split into pieces, so that layout and word segmentation stay fast (bytes).
pub const PIECE_BYTES: usize = 32 * 1024;

/// The kind of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Running text, indented by two ideographs.
    Body,
    /// A heading inside the article, with its level from 1 to 6.
    Heading(u8),
    /// A list item, with the number of lists around its own, at most [`DEEPEST`]. Its marker is part of the text; a
    /// further paragraph of an item has none.
    Item(u8),
    /// Quoted text.
    Quote,
    /// A remark set apart: a note, a tip, a warning.
    Note,
    /// Preformatted text.
    Code,
    /// A picture; the text is its description or its name.
    Image,
    /// The row that names the columns of a table. Cells are separated by two blanks, and hold no two blanks in a row.
    TableHead,
    /// A row of a table, with cells as in [`Kind::TableHead`].
    TableRow,
    /// A rule between parts of the text; its text is the signs it is drawn with.
    Rule,
    /// A line of verse.
    Verse,
    /// A line of verse that begins a stanza.
    Stanza,
    /// A footnote with its mark.
    Footnote,
    /// What stands beside the article: menus, lists of other articles, footers.
    Aside,
    /// An address that the text points to, after the words that carry it.
    Link,
}

impl Kind {
    /// Whether it stands beside the article: neither read with it nor searched, and no witness for provinces.
    pub fn is_beside(self) -> bool {
        matches!(self, Kind::Aside | Kind::Link)
    }
}

/// The deepest level of [`Kind::Item`]; items below it have it too.
pub const DEEPEST: u8 = 7;

/// One paragraph of a [`Draft`]: its end in the body text (bytes) and its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// End of the paragraph's text in the body, in bytes, without the line break.
    pub end: u32,
    /// Its kind.
    pub kind: Kind,
    /// Whether it continues the paragraph before: no indent, no line break in the body.
    pub continued: bool,
}

/// The form that a file was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Form {
    /// A title line and a body of `div` and `span`.
    Seed,
    /// Plain text.
    Plain,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// An object of JSON.
    Json,
    /// A row of a table, or a whole table.
    Table,
    /// An item of a feed.
    Feed,
    /// An article of wikiextractor.
    Wiki,
    /// A document of Word.
    Docx,
    /// A chapter of a book, or a whole one.
    Epub,
    /// A document of ODF.
    Odt,
    /// A document of fixed pages as the offices of China keep it.
    Ofd,
    /// The text of a PDF.
    Pdf,
}

/// The encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Encoding {
    // The order is stored: append.
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
    /// Big5.
    Big5,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// HZ: GB 2312 in seven bits.
    Hz,
}

impl Encoding {
    /// All of them, in the order in which their numbers are stored.
    pub const ALL: [Encoding; 6] = [
        Encoding::Utf8,
        Encoding::Gb18030,
        Encoding::Big5,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Hz,
    ];

    /// The usual name, as shown and as accepted by `--encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Big5 => "Big5",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Hz => "HZ",
        }
    }

    /// The encoding that `name` means, in any case and with or without `-` and `_`.
    pub fn parse(name: &str) -> Option<Encoding> {
        let plain: String = name.chars().filter(|c| !matches!(c, '-' | '_')).collect();
        match plain.to_ascii_lowercase().as_str() {
            "utf8" => Some(Encoding::Utf8),
            "gb18030" | "gbk" | "gb2312" | "cp936" | "euccn" => Some(Encoding::Gb18030),
            "big5" | "cp950" | "big5hkscs" => Some(Encoding::Big5),
            "utf16le" | "utf16" => Some(Encoding::Utf16Le),
            "utf16be" => Some(Encoding::Utf16Be),
            "hz" | "hzgb2312" => Some(Encoding::Hz),
            _ => None,
        }
    }
}

/// An article under construction. It sanitises everything pushed into it, so title and body are always clean.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// The title; may be empty.
    pub title: CleanText,
    /// The list number stripped from the title.
    pub ordinal: Option<u32>,
    /// The date that counts.
    pub date: Option<Date>,
    /// Who gives it.
    pub date_witness: Option<Witness>,
    /// All dates that are given, until one of them is taken.
    pub dates: Dates,
    /// Who wrote it.
    pub author: Statement,
    /// Who published it.
    pub source: Statement,
    /// What it is filed under, a line each.
    pub tags: Statement,
    /// What it says, in short.
    pub summary: Statement,
    /// What sanitising has dropped.
    pub removed: Removed,
    /// Paragraphs joined by `\n`, except between pieces of one paragraph.
    body: CleanText,
    paragraphs: Vec<Paragraph>,
    /// How many of the paragraphs are the article; the others stand beside it.
    main: usize,
}

impl Draft {
    /// An empty article.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty article with room for `bytes` of text.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { body: CleanText::with_capacity(bytes), ..Self::default() }
    }

    /// The body text: paragraphs joined by `\n`, without what stands beside the article.
    pub fn body(&self) -> Clean<'_> {
        let end = self.main.checked_sub(1).and_then(|last| self.paragraphs.get(last)).map_or(0, |p| p.end);
        self.whole().slice(0..end as usize)
    }

    /// The paragraphs of the article in order; offsets are bytes of [`Draft::body`].
    pub fn paragraphs(&self) -> &[Paragraph] {
        self.paragraphs.get(..self.main).unwrap_or_default()
    }

    /// The body text, and after it what stands beside the article.
    pub fn whole(&self) -> Clean<'_> {
        self.body.as_clean()
    }

    /// All paragraphs: first those of the article, then those beside it ([`Kind::is_beside`]); offsets are bytes of
    /// [`Draft::whole`].
    pub fn whole_paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The text of paragraph `index` of all of them, empty if there is none.
    pub fn paragraph_text(&self, index: usize) -> Clean<'_> {
        let start = match index.checked_sub(1).and_then(|before| self.paragraphs.get(before)) {
            Some(before) => before.end as usize + usize::from(!self.is_continued(index)),
            None => 0,
        };
        self.paragraphs
            .get(index)
            .map_or_else(|| self.whole().slice(0..0), |p| self.whole().slice(start..p.end as usize))
    }

    fn is_continued(&self, index: usize) -> bool {
        self.paragraphs.get(index).is_some_and(|p| p.continued)
    }

    /// Sets the title from raw (entity-decoded) text.
    pub fn set_title(&mut self, raw: &str) {
        self.title.clear();
        let removed = self.title.push_line(raw, Ends::Trim);
        self.removed.add(removed);
    }

    /// Takes what `witness` says of author, source, tags or summary, raw, unless a witness as good has spoken. Several tags may
    /// stand in one value. Of the other
    /// fields nothing is taken here.
    pub fn say<'a>(&mut self, field: Field, values: impl IntoIterator<Item = &'a str>, witness: Witness) {
        let statement = match field {
            Field::Author => &mut self.author,
            Field::Source => &mut self.source,
            Field::Tags => {
                let removed = self.tags.take(values.into_iter().flat_map(divided), witness);
                self.removed.add(removed);
                return;
            }
            Field::Summary => &mut self.summary,
            Field::Title | Field::Text | Field::Html | Field::Date | Field::Id => return,
        };
        let removed = statement.take(values, witness);
        self.removed.add(removed);
    }

    /// Adds raw (entity-decoded) text as one paragraph per line; lines without text are skipped. What stands beside the
    /// article must come last.
    pub fn push(&mut self, kind: Kind, raw: &str) {
        let ends = match kind {
            Kind::Code | Kind::TableHead | Kind::TableRow | Kind::Verse | Kind::Stanza => Ends::Keep,
            _ => Ends::Trim,
        };
        for line in sanitize::lines(raw) {
            self.push_line(kind, line, ends);
        }
    }

    /// Adds a paragraph before all others.
    pub fn push_first(&mut self, kind: Kind, raw: &str) {
        let body = std::mem::take(&mut self.body);
        let paragraphs = std::mem::take(&mut self.paragraphs);
        let main = std::mem::take(&mut self.main);
        self.push(kind, raw);
        if paragraphs.is_empty() {
            return;
        }
        if main > 0 {
            self.main = self.paragraphs.len() + main;
        }
        if !self.body.is_empty() {
            self.body.line_break();
        }
        let before = self.body.len() as u32;
        self.body.push_clean(body.as_clean());
        self.paragraphs.extend(paragraphs.into_iter().map(|p| Paragraph { end: p.end + before, ..p }));
    }

    fn push_line(&mut self, kind: Kind, line: &str, ends: Ends) {
        let before = self.body.len();
        if !self.paragraphs.is_empty() {
            self.body.line_break();
        }
        let start = self.body.len();
        let removed = self.body.push_line(line, ends);
        self.removed.add(removed);
        if self.body.len() == start {
            self.body.truncate(before);
            return;
        }
        self.cut_pieces(kind, start);
    }

    /// Records the paragraph that starts at `start`, in pieces if it is long.
    fn cut_pieces(&mut self, kind: Kind, mut start: usize) {
        let mut continued = false;
        loop {
            let rest = self.body.as_str().get(start..).unwrap_or_default();
            let length = if rest.len() > PIECE_BYTES { piece_length(rest) } else { rest.len() };
            let whole = length == rest.len();
            start += length;
            self.paragraphs.push(Paragraph { end: start as u32, kind, continued });
            if !kind.is_beside() {
                self.main = self.paragraphs.len();
            }
            if whole {
                return;
            }
            continued = true;
        }
    }
}

/// Where to split a long text: after the last sentence end within [`PIECE_BYTES`], else at a character.
fn piece_length(text: &str) -> usize {
    let limit = text.floor_char_boundary(PIECE_BYTES);
    let head = text.get(..limit).unwrap_or(text);
    let sentence = head.rfind(['。', '！', '？', '；', '!', '?', ';']).filter(|at| *at > limit / 2);
    let Some(at) = sentence else { return cluster_boundary(text, limit) };
    let end = at + head.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
    // Closing marks belong to the sentence before.
    let closing = head.get(end..).unwrap_or_default();
    let end =
        end + closing.len() - closing.trim_start_matches(['”', '’', '」', '』', '）', '》', ')', '"']).len();
    let is_cut = text.get(end..).and_then(|rest| rest.chars().next()).is_some_and(sanitize::is_mark);
    if is_cut { cluster_boundary(text, limit) } else { end }
}

/// The last grapheme boundary at or before `limit`, so that no piece cuts a cluster.
fn cluster_boundary(text: &str, limit: usize) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    let from = text.floor_char_boundary(limit.saturating_sub(256));
    let tail = text.get(from..).unwrap_or_default();
    tail.grapheme_indices(true)
        .map(|(at, _)| from + at)
        .take_while(|at| *at <= limit)
        .last()
        .filter(|at| *at > 0)
        .unwrap_or(limit)
}

#[cfg(test)]
mod tests;
