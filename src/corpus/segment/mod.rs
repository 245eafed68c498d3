//! The store: many articles in one immutable block of clean text and columns.
//!
//! An article's text is its title, `\n`, and its paragraphs joined by `\n`; every offset is a byte of that text. Columns
//! hold numbers only, so that a segment can later be mapped from a file. What must not go in: reading, parsing, meaning.

mod article;

pub use article::{Article, Held, ParagraphRef};

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::Arc;

use super::article::{Date, Draft, Encoding, Form, Kind};
use super::{ArticleId, ArticleKey, ProvinceSet};
use crate::text::{CleanText, Removed};

/// What the layers above put on an article while it is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tags {
    /// Provinces the article is about.
    pub about: ProvinceSet,
    /// Provinces it mentions; holds `about`.
    pub mentions: ProvinceSet,
}

/// A folder that articles lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// As it is opened.
    pub path: PathBuf,
    /// 栏目: the folder below the root without dates, parts joined by `/`; may be empty.
    pub section: CleanText,
    /// The date its name tells.
    pub date: Option<Date>,
}

/// A read article on its way into a segment.
#[derive(Debug)]
pub struct Incoming {
    /// Its text.
    pub draft: Draft,
    /// Where it lies.
    pub folder: Arc<Folder>,
    /// File name as on disk.
    pub file: OsString,
    /// Line of a `.jsonl` file, from 1.
    pub line: Option<u32>,
    /// The id the file gives it, if any.
    pub given_id: Option<String>,
    /// Hash of its bytes.
    pub key: ArticleKey,
    /// The shape it was read in.
    pub form: Form,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// Broken bytes, shown as U+FFFD.
    pub bad_bytes: u32,
    /// What the layers above found.
    pub tags: Tags,
}

const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Row {
    key: ArticleKey,
    tags: Tags,
    text: u32,
    title_len: u32,
    paragraphs: u32,
    file: u32,
    given_id: u32,
    folder: u32,
    line: u32,
    ordinal: u32,
    duplicate_of: u32,
    date: Date,
    form: Form,
    encoding: Encoding,
}

/// What few articles have, kept apart so that the others do not pay for it.
#[derive(Debug, Clone, Copy)]
struct Blemish {
    row: u32,
    bad_bytes: u32,
    removed: Removed,
}

/// Articles that lie together, immutable once sealed.
#[derive(Debug, Default)]
pub struct Segment {
    base: u32,
    text: CleanText,
    rows: Vec<Row>,
    /// End of each paragraph from the article's start (28 bits), kind (3 bits), continued (1 bit).
    paragraphs: Vec<u32>,
    folders: Vec<Arc<Folder>>,
    files: Vec<u8>,
    given_ids: String,
    blemishes: Vec<Blemish>,
}

/// A segment being filled.
#[derive(Debug, Default)]
pub struct SegmentBuilder(Segment);

const KINDS: [Kind; 6] = [Kind::Body, Kind::Heading, Kind::Item, Kind::Quote, Kind::Code, Kind::Image];

fn pack(end: usize, kind: Kind, continued: bool) -> u32 {
    (end as u32) << 4 | (kind as u32) << 1 | u32::from(continued)
}

impl SegmentBuilder {
    /// A segment whose first article will have the id `base`.
    pub fn new(base: u32) -> Self {
        Self(Segment { base, ..Segment::default() })
    }

    /// Number of articles so far.
    pub fn len(&self) -> usize {
        self.0.rows.len()
    }

    /// Whether there is no article yet.
    pub fn is_empty(&self) -> bool {
        self.0.rows.is_empty()
    }

    /// Bytes of text so far.
    pub fn text_bytes(&self) -> usize {
        self.0.text.len()
    }

    /// The id that the next article will get.
    pub fn next_id(&self) -> ArticleId {
        ArticleId(self.0.base + self.0.rows.len() as u32)
    }

    /// Takes in an article; `duplicate_of` is an earlier one with the same bytes.
    pub fn push(&mut self, article: &Incoming, duplicate_of: Option<ArticleId>) {
        let segment = &mut self.0;
        let draft = &article.draft;
        let start = segment.text.len();
        segment.text.push_clean(draft.title.as_clean());
        segment.text.line_break();
        let body = segment.text.len() - start;
        segment.text.push_clean(draft.body());
        let row = Row {
            key: article.key,
            tags: article.tags,
            text: start as u32,
            title_len: draft.title.len() as u32,
            paragraphs: segment.paragraphs.len() as u32,
            file: segment.files.len() as u32,
            given_id: segment.given_ids.len() as u32,
            folder: segment.folder_number(&article.folder),
            line: article.line.unwrap_or(NONE),
            ordinal: draft.ordinal.unwrap_or(NONE),
            duplicate_of: duplicate_of.map_or(NONE, |id| id.0),
            date: merge_dates(draft.date, article.folder.date),
            form: article.form,
            encoding: article.encoding,
        };
        let paragraphs = draft.paragraphs().iter();
        segment.paragraphs.extend(paragraphs.map(|p| pack(body + p.end as usize, p.kind, p.continued)));
        segment.files.extend_from_slice(article.file.as_bytes());
        segment.given_ids.push_str(article.given_id.as_deref().unwrap_or_default());
        if article.bad_bytes > 0 || draft.removed.total() > 0 {
            let number = segment.rows.len() as u32;
            segment.blemishes.push(Blemish {
                row: number,
                bad_bytes: article.bad_bytes,
                removed: draft.removed,
            });
        }
        segment.rows.push(row);
    }

    /// Ends the segment; it can be shared from now on.
    pub fn seal(mut self) -> Arc<Segment> {
        let segment = &mut self.0;
        segment.text.shrink_to_fit();
        segment.rows.shrink_to_fit();
        segment.paragraphs.shrink_to_fit();
        segment.files.shrink_to_fit();
        segment.given_ids.shrink_to_fit();
        Arc::new(self.0)
    }
}

/// The date in the text wins; what it leaves open (a year) comes from the folder.
fn merge_dates(own: Option<Date>, folder: Option<Date>) -> Date {
    match (own, folder) {
        (Some(own), Some(folder)) if own.year == 0 => {
            if own.month == folder.month || folder.month == 0 {
                Date { year: folder.year, ..own }
            } else {
                folder
            }
        }
        (Some(own), _) => own,
        (None, folder) => folder.unwrap_or_default(),
    }
}

impl Segment {
    /// Id of the first article.
    pub fn base(&self) -> u32 {
        self.base
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes of clean text.
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// The article numbered `row` here (not an id).
    pub fn article(&self, row: usize) -> Option<Article<'_>> {
        (row < self.rows.len()).then_some(Article { segment: self, row })
    }

    /// All articles, in order.
    pub fn articles(&self) -> impl Iterator<Item = Article<'_>> {
        (0..self.rows.len()).map(|row| Article { segment: self, row })
    }

    fn folder_number(&mut self, folder: &Arc<Folder>) -> u32 {
        // Files of one folder come together, so the last one is nearly always it.
        let known = self.folders.iter().rposition(|f| Arc::ptr_eq(f, folder));
        let number = known.unwrap_or_else(|| {
            self.folders.push(Arc::clone(folder));
            self.folders.len() - 1
        });
        number as u32
    }
}
