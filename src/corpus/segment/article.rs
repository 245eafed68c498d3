//! One article of a segment, read from its columns.
//!
//! Nothing is computed here that is not a lookup, except what few rows of a list need (label, file name). Where a container
//! is damaged, texts and names are empty and the container says so.

use std::cmp::Ordering;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use super::rows::{FieldRow, NONE, PlaceRow, ReadIssues, Row, end_of, is_continued, kind_of};
use super::said::Said;
use super::{RecordPlace, Segment, Tags};
use crate::corpus::walk::{self, shown_name};
use crate::corpus::{ArticleId, ArticleKey};
use crate::format::{Date, Encoding, Field, Form, Kind, Witness};
use crate::text::{Clean, CleanText, Removed};

const FORMS: [Form; 13] = [
    Form::Seed,
    Form::Plain,
    Form::Html,
    Form::Markdown,
    Form::Json,
    Form::Table,
    Form::Feed,
    Form::Wiki,
    Form::Docx,
    Form::Epub,
    Form::Odt,
    Form::Ofd,
    Form::Pdf,
];

/// One article of a segment, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    pub(super) segment: &'a Segment,
    pub(super) number: u32,
    pub(super) this: &'a Row,
    /// The row after it, which says where its text, paragraphs and id end.
    pub(super) next: &'a Row,
}

impl<'a> Article<'a> {
    /// Its id in this session.
    pub fn id(&self) -> ArticleId {
        ArticleId(self.segment.base + self.number)
    }

    /// Its key for state that outlives the session.
    pub fn key(&self) -> ArticleKey {
        self.this.key()
    }

    /// Title, `\n`, paragraphs joined by `\n`: what offsets refer to and what is searched. Where it comes from a file it is
    /// checked at every call (1 GB/s): keep it, or search [`Article::bytes`].
    pub fn text(&self) -> Clean<'a> {
        self.segment.text.get(self.extent()).unwrap_or_default()
    }

    /// The bytes of [`Article::text`], not looked at again: to be searched, never to be shown.
    pub fn bytes(&self) -> &'a [u8] {
        self.segment.text.bytes(self.extent()).unwrap_or_default()
    }

    /// A part of [`Article::text`], which alone is looked at: 100,000 whole texts take half a second of processor time.
    pub fn part(&self, range: std::ops::Range<usize>) -> Clean<'a> {
        let stored = self.bytes().get(range.clone()).and_then(Clean::stored);
        stored.unwrap_or_else(|| self.text().slice(range))
    }

    /// Whether no blank of its text is skipped in a search: `false` where that is not known.
    pub fn is_unspaced(&self) -> bool {
        self.this.is_unspaced == 1
    }

    /// Whether there is no radical and no compatibility ideograph in its text: `false` where that is not known.
    pub fn is_plain(&self) -> bool {
        self.this.is_plain == 1
    }

    /// Bytes of [`Article::text`], without looking at it.
    pub fn len(&self) -> usize {
        self.extent().len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn extent(&self) -> std::ops::Range<usize> {
        let (start, end) = (self.this.text as usize, self.next.text as usize);
        if self.this.has_beside == 0 {
            return start..end;
        }
        if self.all_packed().is_empty() {
            // What stands beside has paragraphs, so they are damaged: no part is shown as if it were the whole.
            return start..start;
        }
        let title = self.this.title_len as usize + 1;
        let main = self.packed().last().map_or(title, |packed| end_of(*packed));
        start..end.min(start + main)
    }

    /// What the file says its title is; may be empty.
    pub fn title(&self) -> Clean<'a> {
        let start = self.this.text as usize;
        let end = start + self.this.title_len as usize;
        if end > self.next.text as usize {
            return Clean::default();
        }
        self.segment.text.get(start..end).unwrap_or_default()
    }

    /// What a list shows: the title, else the first words, else the file name.
    pub fn label(&self) -> CleanText {
        let title = self.title();
        if !title.is_empty() {
            return title.to_text();
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

    /// Paragraph `index`, if there is one. For many of them [`Article::paragraphs`] is quicker.
    pub fn paragraph(&self, index: usize) -> Option<ParagraphRef<'a>> {
        self.paragraph_of(self.text(), index)
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = ParagraphRef<'a>> + use<'a> {
        let (article, text) = (*self, self.text());
        (0..self.paragraph_count()).filter_map(move |i| article.paragraph_of(text, i))
    }

    fn paragraph_of(&self, text: Clean<'a>, index: usize) -> Option<ParagraphRef<'a>> {
        self.paragraph_in(self.packed(), text, index)
    }

    fn paragraph_in(&self, packed: &[u32], text: Clean<'a>, index: usize) -> Option<ParagraphRef<'a>> {
        let this = *packed.get(index)?;
        let (end, continued) = (end_of(this), is_continued(this));
        let kind = kind_of(packed.get(..=index)?);
        let start = match index.checked_sub(1).and_then(|before| packed.get(before)) {
            Some(before) => end_of(*before) + usize::from(!continued),
            None => self.this.title_len as usize + 1,
        };
        Some(ParagraphRef { start, text: text.slice(start..end), kind, continued })
    }

    /// The paragraphs of the article itself, packed.
    fn packed(&self) -> &'a [u32] {
        let all = self.all_packed();
        if self.this.has_beside == 0 {
            return all;
        }
        let (mut low, mut high) = (0, all.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if kind_of(all.get(..=middle).unwrap_or_default()).is_beside() {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        all.get(..low).unwrap_or_default()
    }

    /// All its paragraphs, packed.
    pub(super) fn all_packed(&self) -> &'a [u32] {
        let range = self.this.paragraphs as usize..self.next.paragraphs as usize;
        self.segment.paragraphs.slice(range).unwrap_or_default()
    }

    /// All bytes that are stored of it.
    pub(super) fn all_bytes(&self) -> &'a [u8] {
        let range = self.this.text as usize..self.next.text as usize;
        self.segment.text.bytes(range).unwrap_or_default()
    }

    /// What stands beside it: menus, lists of other articles, addresses that it points to. Starts count in bytes as
    /// those of its paragraphs.
    pub fn beside(&self) -> Vec<ParagraphRef<'a>> {
        let (all, first) = (self.all_packed(), self.packed().len());
        let range = self.this.text as usize..self.next.text as usize;
        let text = self.segment.text.get(range).unwrap_or_default();
        (first..all.len()).filter_map(|index| self.paragraph_in(all, text, index)).collect()
    }

    /// The folder of its file.
    pub fn folder_path(&self) -> PathBuf {
        self.file().map(|file| file.folder()).unwrap_or_default()
    }

    /// The file it was read from.
    pub fn path(&self) -> PathBuf {
        self.folder_path().join(OsString::from_vec(self.raw_name().to_vec()))
    }

    /// The number of the root that its file lies below.
    pub fn root(&self) -> u16 {
        self.file().map_or(0, |file| file.root())
    }

    /// The file name as text.
    pub fn file_name(&self) -> String {
        shown_name(self.raw_name())
    }

    pub(in crate::corpus) fn raw_name(&self) -> &'a [u8] {
        self.file().map(|file| file.name()).unwrap_or_default()
    }

    fn file(&self) -> Option<super::SourceFile<'a>> {
        self.segment.file(self.this.file as usize)
    }

    /// Which of the two a walk through the roots comes upon first; equal if they lie in one file.
    pub fn walk_order(self, other: Article<'_>) -> Ordering {
        let root = |file: Option<super::SourceFile<'_>>| file.map(|file| file.root());
        root(self.file()).cmp(&root(other.file())).then_with(|| walk::order(&self.path(), &other.path()))
    }

    /// Line of a `.jsonl` file, from 1.
    pub fn line(&self) -> Option<u32> {
        Some(self.this.line).filter(|n| *n != NONE)
    }

    /// Where in its file it lies; none if it is the whole file.
    pub fn place(&self) -> Option<RecordPlace> {
        let row = self.place_row()?;
        let member = self.segment.string(row.member..row.member_end);
        Some(RecordPlace {
            number: row.number,
            bytes: row.start..row.end,
            member: Some(member.to_string()).filter(|member| !member.is_empty()),
        })
    }

    pub(super) fn place_row(&self) -> Option<&'a PlaceRow> {
        let all = &self.segment.places;
        let at = all.partition_point(|place| place.row < self.number);
        all.get(at).filter(|place| place.row == self.number)
    }

    /// What is said of its author, source, tags (a line each) or summary, and who says it.
    pub fn statement(&self, field: Field) -> Option<(Clean<'a>, Witness)> {
        self.said().of(field)
    }

    /// All that is said of it: author, source, tags and summary.
    pub fn said(&self) -> Said<'a> {
        Said { segment: self.segment, rows: self.field_rows() }
    }

    pub(super) fn field_rows(&self) -> &'a [FieldRow] {
        let all = &self.segment.fields;
        if all.is_empty() {
            return &[];
        }
        let start = all.partition_point(|field| field.row < self.number);
        let more = (start..all.len()).take_while(|at| all.get(*at).is_some_and(|f| f.row == self.number));
        all.slice(start..start + more.count()).unwrap_or_default()
    }

    /// The id that the file gives it.
    pub fn given_id(&self) -> Option<&'a str> {
        let range = self.this.given_id as usize..self.next.given_id as usize;
        let id = std::str::from_utf8(self.segment.given_ids.slice(range)?).ok()?;
        Some(id).filter(|id| !id.is_empty())
    }

    /// The leading list number of its title or file name.
    pub fn ordinal(&self) -> Option<u32> {
        Some(self.this.ordinal).filter(|n| *n != NONE)
    }

    /// An earlier article with the same bytes.
    pub fn duplicate_of(&self) -> Option<ArticleId> {
        Some(self.this.duplicate_of).filter(|n| *n != NONE).map(ArticleId)
    }

    /// Whether an earlier article has the same key.
    pub fn repeats_key(&self) -> bool {
        self.this.repeats_key != 0
    }

    /// 栏目, from the folder; may be empty.
    pub fn section(&self) -> Clean<'a> {
        self.file().and_then(|file| Clean::stored(file.section())).unwrap_or_default()
    }

    /// The folder that it lies in.
    pub fn folder_id(&self) -> FolderId {
        let file = self.segment.files.get(self.this.file as usize);
        let folder = file.map_or(NONE, |file| file.folder);
        FolderId(u64::from(self.segment.base) << 32 | u64::from(folder))
    }

    /// Date from the first lines or the folder.
    pub fn date(&self) -> Option<Date> {
        Some(self.this.date).filter(|d| *d != Date::default())
    }

    /// What its tagger made of it.
    pub fn tags(&self) -> Tags {
        self.this.tags
    }

    /// The shape it was read in.
    pub fn form(&self) -> Form {
        FORMS.get(usize::from(self.this.form)).copied().unwrap_or(Form::Plain)
    }

    /// How its bytes were read.
    pub fn encoding(&self) -> Encoding {
        Encoding::ALL.get(usize::from(self.this.encoding)).copied().unwrap_or(Encoding::Utf8)
    }

    pub(super) fn read_issues(&self) -> Option<&'a ReadIssues> {
        let all = &self.segment.read_issues;
        let at = all.partition_point(|issues| issues.row < self.number);
        all.get(at).filter(|issues| issues.row == self.number)
    }

    /// Broken bytes that are shown as U+FFFD.
    pub fn bad_bytes(&self) -> u32 {
        self.read_issues().map_or(0, |b| b.bad_bytes)
    }

    /// What was dropped while sanitising.
    pub fn removed(&self) -> Removed {
        self.read_issues().map_or_else(Removed::default, |b| Removed {
            controls: b.controls,
            bidi: b.bidi,
            invisible: b.invisible,
            clipped: b.clipped,
        })
    }

    /// Characters of the paragraphs.
    pub fn chars(&self) -> usize {
        self.this.chars as usize
    }
}

/// The same for articles of a segment in one folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FolderId(u64);

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
