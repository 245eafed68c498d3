//! Filling a segment: articles come in, columns go out.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use bytemuck::Zeroable;

use super::rows::{FieldRow, FileRow, FolderRow, NONE, PlaceRow, ReadIssues, Row, halves, pack};
use super::{
    ArticleId, ArticleKey, Date, Draft, Encoding, FileStatus, Folder, Form, RecordPlace, Segment, Stamp,
    Tags, Text,
};
use crate::format::{Field, Statement, Witness};
use crate::store::Column;
use crate::text::CleanText;
use crate::text::folding::{blanks, may_have_compatibility};

/// A read article on its way into a segment.
#[derive(Debug)]
pub struct Incoming {
    /// Its text.
    pub draft: Draft,
    /// Line of a `.jsonl` file, from 1.
    pub line: Option<u32>,
    /// Where in its file it lies; none if it is the whole file.
    pub place: Option<RecordPlace>,
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

/// What an article has in common with an earlier one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Repeats {
    /// The first article with the same bytes and title.
    pub duplicate_of: Option<ArticleId>,
    /// Whether an earlier article has the same key.
    pub key: bool,
}

/// A file on its way into a segment.
#[derive(Debug, Clone, Copy)]
pub struct FileSeen<'a> {
    /// The number of its root.
    pub root: u16,
    /// Where it lies.
    pub folder: &'a Arc<Folder>,
    /// Its name as on disk.
    pub name: &'a OsStr,
    /// How it looked.
    pub stamp: Stamp,
    /// What came of it.
    pub status: FileStatus,
}

/// A segment being filled. Files come in order, and after each file its articles.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    base: u32,
    text: CleanText,
    rows: Vec<Row>,
    paragraphs: Vec<u32>,
    folders: Vec<Arc<Folder>>,
    files: Vec<FileRow>,
    file_names: Vec<u8>,
    given_ids: Vec<u8>,
    read_issues: Vec<ReadIssues>,
    places: Vec<PlaceRow>,
    fields: Vec<FieldRow>,
    strings: Vec<u8>,
}

impl SegmentBuilder {
    /// A segment whose first article will have the id `base`.
    pub fn new(base: u32) -> Self {
        Self { base, ..Self::default() }
    }

    /// Number of articles so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no article yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of files so far.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// Bytes of text so far.
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// The id that the next article will get.
    pub fn next_id(&self) -> ArticleId {
        ArticleId(self.base + self.rows.len() as u32)
    }

    /// Begins a file: the articles that follow lie in it.
    pub fn file(&mut self, file: &FileSeen<'_>) {
        let Stamp { size, modified, inode } = file.stamp;
        let row = FileRow {
            size,
            modified,
            inode,
            folder: self.folder_number(file.folder),
            name: self.file_names.len() as u32,
            first: self.rows.len() as u32,
            status: file.status as u16,
            root: file.root,
        };
        self.files.push(row);
        self.file_names.extend_from_slice(file.name.as_bytes());
    }

    /// Takes in an article of the last file.
    pub fn push(&mut self, article: &Incoming, repeats: Repeats) {
        let draft = &article.draft;
        let start = self.text.len();
        self.text.push_clean(draft.title.as_clean());
        self.text.line_break();
        let body = self.text.len() - start;
        self.text.push_clean(draft.whole());
        let text = self.text.as_str().as_bytes().get(start..).unwrap_or_default();
        let folder = self.files.last().and_then(|file| self.folders.get(file.folder as usize));
        let row = Row {
            key: halves(article.key),
            tags: article.tags,
            text: start as u32,
            title_len: draft.title.len() as u32,
            paragraphs: self.paragraphs.len() as u32,
            file: (self.files.len() as u32).saturating_sub(1),
            given_id: self.given_ids.len() as u32,
            line: article.line.unwrap_or(NONE),
            ordinal: draft.ordinal.unwrap_or(NONE),
            duplicate_of: repeats.duplicate_of.map_or(NONE, |id| id.0),
            chars: chars(draft.body().as_str()),
            date: merge_dates(
                draft.date,
                matches!(draft.date_witness, Some(Witness::Signature | Witness::Properties)),
                folder.and_then(|folder| folder.date),
            ),
            form: article.form as u8,
            encoding: article.encoding as u8,
            repeats_key: u8::from(repeats.key),
            has_beside: u8::from(draft.paragraphs().len() < draft.whole_paragraphs().len()),
            is_unspaced: u8::from(blanks::all_part(text)),
            is_plain: u8::from(!may_have_compatibility(text)),
            reserved: [0; 2],
        };
        let paragraphs = draft.whole_paragraphs().iter();
        self.paragraphs.extend(paragraphs.map(|p| pack(body + p.end as usize, p.kind, p.continued)));
        self.given_ids.extend_from_slice(article.given_id.as_deref().unwrap_or_default().as_bytes());
        if article.bad_bytes > 0 || draft.removed.total() > 0 {
            self.read_issues.push(ReadIssues {
                row: self.rows.len() as u32,
                bad_bytes: article.bad_bytes,
                controls: draft.removed.controls,
                bidi: draft.removed.bidi,
                invisible: draft.removed.invisible,
                clipped: draft.removed.clipped,
            });
        }
        self.place(article.place.as_ref());
        self.field(Field::Author, &draft.author);
        self.field(Field::Source, &draft.source);
        self.field(Field::Tags, &draft.tags);
        self.field(Field::Summary, &draft.summary);
        self.rows.push(row);
    }

    fn place(&mut self, place: Option<&RecordPlace>) {
        let Some(RecordPlace { number, bytes, member }) = place else { return };
        let (member, member_end) = self.string(member.as_deref().unwrap_or_default());
        self.places.push(PlaceRow {
            start: bytes.start,
            end: bytes.end,
            row: self.rows.len() as u32,
            number: *number,
            member,
            member_end,
        });
    }

    fn field(&mut self, field: Field, statement: &Statement) {
        let Some(witness) = statement.witness() else { return };
        let (start, end) = self.string(statement.text().as_str());
        let row = self.rows.len() as u32;
        self.fields.push(FieldRow { row, field: field as u16, witness: witness as u16, start, end });
    }

    fn string(&mut self, text: &str) -> (u32, u32) {
        let start = self.strings.len() as u32;
        self.strings.extend_from_slice(text.as_bytes());
        (start, self.strings.len() as u32)
    }

    /// Ends the segment; it can be shared from now on.
    pub fn seal(mut self) -> Arc<Segment> {
        let (folders, folder_names) = columns(&self.folders);
        self.rows.push(Row {
            text: self.text.len() as u32,
            paragraphs: self.paragraphs.len() as u32,
            given_id: self.given_ids.len() as u32,
            ..Row::zeroed()
        });
        self.files.push(FileRow {
            name: self.file_names.len() as u32,
            first: (self.rows.len() - 1) as u32,
            ..FileRow::zeroed()
        });
        self.text.shrink_to_fit();
        Arc::new(Segment {
            base: self.base,
            text: Text::Clean(self.text),
            rows: self.rows.into(),
            paragraphs: self.paragraphs.into(),
            folders,
            folder_names,
            files: self.files.into(),
            file_names: self.file_names.into(),
            given_ids: self.given_ids.into(),
            read_issues: self.read_issues.into(),
            places: self.places.into(),
            fields: self.fields.into(),
            strings: self.strings.into(),
            moved: Arc::default(),
        })
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

fn columns(folders: &[Arc<Folder>]) -> (Column<FolderRow>, Column<u8>) {
    let mut rows = Vec::with_capacity(folders.len() + 1);
    let mut names = Vec::new();
    for folder in folders {
        let path = names.len() as u32;
        names.extend_from_slice(folder.path.as_os_str().as_bytes());
        rows.push(FolderRow { path, section: names.len() as u32 });
        names.extend_from_slice(folder.section.as_str().as_bytes());
    }
    rows.push(FolderRow { path: names.len() as u32, section: names.len() as u32 });
    (rows.into(), names.into())
}

/// The date of the article wins; what it leaves open (a year) comes from the folder. One that is only `signed` below the
/// text loses against the folder's, but for the days of a year or month that the folder names.
fn merge_dates(own: Option<Date>, signed: bool, folder: Option<Date>) -> Date {
    match (own, folder) {
        (Some(own), Some(folder)) if signed => {
            if folder.year > 0 && folder.may_be(own) {
                folder.or(own)
            } else {
                folder
            }
        }
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

/// The characters of a text without its line breaks; both counts are made with vector instructions.
fn chars(text: &str) -> u32 {
    (text.chars().count() - memchr::memchr_iter(b'\n', text.as_bytes()).count()) as u32
}
