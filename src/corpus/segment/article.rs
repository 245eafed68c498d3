//! One article of a segment, read from its columns, borrowed or kept open.
//!
//! Nothing is computed here that is not a lookup, except what few rows of a list need (label, file name).

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Blemish, Folder, KINDS, NONE, Row, Segment, Tags};
use crate::corpus::article::{Date, Encoding, Form, Kind};
use crate::corpus::scan::shown_name;
use crate::corpus::{ArticleId, ArticleKey, Corpus};
use crate::text::{Clean, CleanText, Removed};

/// One article of a segment, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    pub(super) segment: &'a Segment,
    pub(super) row: usize,
}

impl<'a> Article<'a> {
    fn row(&self) -> &'a Row {
        &self.segment.rows[self.row]
    }

    fn next<T>(&self, of: impl Fn(&Row) -> u32, end: T) -> usize
    where
        T: FnOnce() -> usize,
    {
        self.segment.rows.get(self.row + 1).map_or_else(end, |next| of(next) as usize)
    }

    /// Its id in this session.
    pub fn id(&self) -> ArticleId {
        ArticleId(self.segment.base + self.row as u32)
    }

    /// Its key for state that outlives the session.
    pub fn key(&self) -> ArticleKey {
        self.row().key
    }

    /// Title, `\n`, paragraphs joined by `\n`: what offsets refer to and what is searched.
    pub fn text(&self) -> Clean<'a> {
        let end = self.next(|row| row.text, || self.segment.text.len());
        self.segment.text.as_clean().slice(self.row().text as usize..end)
    }

    /// What the file says its title is; may be empty.
    pub fn title(&self) -> Clean<'a> {
        self.text().slice(0..self.row().title_len as usize)
    }

    /// What a list shows: the title, else the first words, else the file name.
    pub fn label(&self) -> CleanText {
        if !self.title().is_empty() {
            return self.title().to_text();
        }
        let first =
            self.paragraphs().find(|p| p.kind != Kind::Image).map(|p| p.text.as_str()).unwrap_or_default();
        if first.is_empty() {
            return CleanText::line(&self.file_name());
        }
        let words: String = first.chars().take(40).collect();
        CleanText::line(&words)
    }

    /// Number of paragraphs (pieces count).
    pub fn paragraph_count(&self) -> usize {
        self.packed().len()
    }

    /// Paragraph `index`, if there is one.
    pub fn paragraph(&self, index: usize) -> Option<ParagraphRef<'a>> {
        let packed = self.packed();
        let this = *packed.get(index)?;
        let continued = this & 1 == 1;
        let start = match index.checked_sub(1).and_then(|before| packed.get(before)) {
            Some(before) => (before >> 4) as usize + usize::from(!continued),
            None => self.row().title_len as usize + 1,
        };
        let kind = KINDS.get((this >> 1 & 7) as usize).copied().unwrap_or(Kind::Body);
        let text = self.text().slice(start..(this >> 4) as usize);
        Some(ParagraphRef { start, text, kind, continued })
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = ParagraphRef<'a>> + use<'a> {
        let article = *self;
        (0..self.paragraph_count()).filter_map(move |i| article.paragraph(i))
    }

    fn packed(&self) -> &'a [u32] {
        let end = self.next(|row| row.paragraphs, || self.segment.paragraphs.len());
        self.segment.paragraphs.get(self.row().paragraphs as usize..end).unwrap_or_default()
    }

    /// Where it lies.
    pub fn folder(&self) -> &'a Folder {
        &self.segment.folders[self.row().folder as usize]
    }

    /// The file it was read from.
    pub fn path(&self) -> PathBuf {
        let end = self.next(|row| row.file, || self.segment.files.len());
        let name = self.segment.files.get(self.row().file as usize..end).unwrap_or_default();
        self.folder().path.join(OsString::from_vec(name.to_vec()))
    }

    /// The file name as text.
    pub fn file_name(&self) -> String {
        let end = self.next(|row| row.file, || self.segment.files.len());
        let name = self.segment.files.get(self.row().file as usize..end).unwrap_or_default();
        shown_name(name)
    }

    /// Line of a `.jsonl` file, from 1.
    pub fn line(&self) -> Option<u32> {
        Some(self.row().line).filter(|n| *n != NONE)
    }

    /// The id that the file gives it.
    pub fn given_id(&self) -> Option<&'a str> {
        let end = self.next(|row| row.given_id, || self.segment.given_ids.len());
        self.segment.given_ids.get(self.row().given_id as usize..end).filter(|id| !id.is_empty())
    }

    /// The leading list number of its title or file name.
    pub fn ordinal(&self) -> Option<u32> {
        Some(self.row().ordinal).filter(|n| *n != NONE)
    }

    /// An earlier article with the same bytes.
    pub fn duplicate_of(&self) -> Option<ArticleId> {
        Some(self.row().duplicate_of).filter(|n| *n != NONE).map(ArticleId)
    }

    /// 栏目, from the folder; may be empty.
    pub fn section(&self) -> Clean<'a> {
        self.folder().section.as_clean()
    }

    /// Date from the first lines or the folder.
    pub fn date(&self) -> Option<Date> {
        Some(self.row().date).filter(|d| *d != Date::default())
    }

    /// Provinces.
    pub fn tags(&self) -> Tags {
        self.row().tags
    }

    /// The shape it was read in.
    pub fn form(&self) -> Form {
        self.row().form
    }

    /// How its bytes were read.
    pub fn encoding(&self) -> Encoding {
        self.row().encoding
    }

    fn blemish(&self) -> Option<&'a Blemish> {
        let at = self.segment.blemishes.binary_search_by_key(&(self.row as u32), |b| b.row).ok()?;
        self.segment.blemishes.get(at)
    }

    /// Broken bytes that are shown as U+FFFD.
    pub fn bad_bytes(&self) -> u32 {
        self.blemish().map_or(0, |b| b.bad_bytes)
    }

    /// What was dropped at the cleaning door.
    pub fn removed(&self) -> Removed {
        self.blemish().map_or_else(Removed::default, |b| b.removed)
    }

    /// Characters of the paragraphs.
    pub fn chars(&self) -> usize {
        self.paragraphs().map(|p| p.text.as_str().chars().count()).sum()
    }
}

/// A paragraph of an article, borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParagraphRef<'a> {
    /// First byte in [`Article::text`].
    pub start: usize,
    /// The text.
    pub text: Clean<'a>,
    /// What it is.
    pub kind: Kind,
    /// A further piece of the paragraph before it.
    pub continued: bool,
}

/// An article kept open: it lives as long as this value, whatever happens to the corpus.
#[derive(Debug, Clone)]
pub struct Held {
    segment: Arc<Segment>,
    row: usize,
}

impl Held {
    /// Keeps the article `id` of `corpus`.
    pub fn new(corpus: &Corpus, id: ArticleId) -> Option<Self> {
        let segment = Arc::clone(corpus.segment_of(id)?);
        let row = (id.0 - segment.base) as usize;
        (row < segment.len()).then_some(Self { segment, row })
    }

    /// The article.
    pub fn article(&self) -> Article<'_> {
        Article { segment: &self.segment, row: self.row }
    }
}
