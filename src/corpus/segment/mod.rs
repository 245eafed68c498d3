//! The store: many articles in one immutable block of clean text and columns, on the heap or in a container.
//!
//! An article's text is its title, `\n`, and its paragraphs joined by `\n`; every offset is a byte of that text. Columns
//! hold numbers only, so that a segment can be mapped from a file. What must not go in: reading, parsing, meaning.

mod article;
mod builder;
mod pinned;
mod rows;
mod said;
mod source;
mod stored;

pub use article::{Article, FolderId, ParagraphRef};
pub use builder::{FileSeen, Incoming, Repeats, SegmentBuilder};
pub use pinned::PinnedArticle;
pub use said::Said;
pub use source::{FileStatus, SourceFile, Stamp};
pub use stored::{Moved, TEXT};

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use bytemuck::{Pod, Zeroable};

use super::{ArticleId, ArticleKey};
use crate::format::{Date, Draft, Encoding, Form, Kind};
use crate::store::{Column, Region, SmallSet};
use crate::text::{Clean, CleanText};
use rows::{FieldRow, FileRow, FolderRow, PlaceRow, ReadIssues, Row};

/// Labels that a [`super::Tagger`] puts on an article while it is read. What their numbers stand for is up to the tagger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Tags {
    /// What the article is about.
    pub about: SmallSet,
    /// What it mentions, a superset of `about`.
    pub mentions: SmallSet,
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

/// Where in its file an article lies that is not the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPlace {
    /// Its number among the records of the file, from 0; of a line, the lines before it.
    pub number: u32,
    /// The bytes of the file, or of the member, that it was read from.
    pub bytes: std::ops::Range<u64>,
    /// The file inside an archive that it was read from, as the archive names it.
    pub member: Option<String>,
}

/// Articles that lie together, immutable once sealed.
#[derive(Debug, Default)]
pub struct Segment {
    base: u32,
    text: Text,
    rows: Column<Row>,
    paragraphs: Column<u32>,
    folders: Column<FolderRow>,
    folder_names: Column<u8>,
    files: Column<FileRow>,
    file_names: Column<u8>,
    given_ids: Column<u8>,
    read_issues: Column<ReadIssues>,
    places: Column<PlaceRow>,
    fields: Column<FieldRow>,
    /// The string table: texts of the fields, names of members.
    strings: Column<u8>,
    /// Roots that are not called what they were called when the segment was stored.
    moved: Arc<[Moved]>,
}

/// The text of all articles of a segment.
#[derive(Debug)]
enum Text {
    /// Sanitised in this process.
    Clean(CleanText),
    /// It comes from a file, so each piece is checked again when it is asked for. If one piece turns out unclean, the whole
    /// text is copied and masked once.
    Stored(Region, OnceLock<CleanText>),
}

impl Default for Text {
    fn default() -> Self {
        Self::Clean(CleanText::new())
    }
}

impl Text {
    /// The text at `range` (bytes); none if it is damaged, or the range cuts a character. Text that is whole but unclean comes
    /// back masked, with every offset as it was: whoever made the file may have written anything.
    fn get(&self, range: std::ops::Range<usize>) -> Option<Clean<'_>> {
        match self {
            Self::Clean(text) => Some(text.as_clean().slice(range)),
            Self::Stored(region, masked) => {
                let clean = Clean::stored(region.get(range.clone())?);
                let clean = clean.or_else(|| {
                    let bytes = region.all()?;
                    let whole = masked.get_or_init(|| CleanText::masked(bytes)).as_clean();
                    whole.as_str().get(range.clone()).is_some().then(|| whole.slice(range))
                });
                if clean.is_none() {
                    region.report_damage();
                }
                clean
            }
        }
    }

    fn bytes(&self, range: std::ops::Range<usize>) -> Option<&[u8]> {
        match self {
            Self::Clean(text) => text.as_str().as_bytes().get(range),
            Self::Stored(region, _) => region.get(range),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Clean(text) => text.len(),
            Self::Stored(region, _) => region.len(),
        }
    }
}

impl Segment {
    /// A string of the table.
    fn string(&self, range: Range<u32>) -> Clean<'_> {
        let bytes = self.strings.slice(range.start as usize..range.end as usize);
        bytes.and_then(Clean::stored).unwrap_or_default()
    }

    /// Id of the first article.
    pub fn base(&self) -> u32 {
        self.base
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of clean text.
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// Whether it lies in a container, not on the heap.
    pub fn is_stored(&self) -> bool {
        self.rows.is_stored()
    }

    /// The article numbered `row` here (not an id); none also where a container is damaged.
    pub fn article(&self, row: usize) -> Option<Article<'_>> {
        let [this, next] = self.rows.slice(row..row.checked_add(2)?)? else { return None };
        Some(Article { segment: self, number: row as u32, this, next })
    }

    /// Says that what a container holds is not what a segment holds.
    fn report_damage(&self) {
        if let Text::Stored(region, _) = &self.text {
            region.report_damage();
        }
    }

    /// All articles, in order.
    pub fn articles(&self) -> impl Iterator<Item = Article<'_>> {
        (0..self.len()).filter_map(|row| self.article(row))
    }
}
