//! An article that stays readable whatever happens to the corpus or to a file that it lies in.

use std::sync::Arc;

use bytemuck::Zeroable;

use super::article::Article;
use super::rows::{FieldRow, FileRow, FolderRow, PlaceRow, Row, end_of};
use super::{Segment, Text};
use crate::corpus::{ArticleId, Corpus};
use crate::text::CleanText;

/// An article that lives on the heap as long as this value, so that nothing that shows it waits for a disk.
#[derive(Debug, Clone)]
pub struct PinnedArticle(Arc<Pinned>);

#[derive(Debug)]
struct Pinned {
    segment: Arc<Segment>,
    number: u32,
    rows: [Row; 2],
}

impl PinnedArticle {
    /// Pins the article `id` of `corpus`; none if there is none, or it cannot be read from where it is stored.
    pub fn new(corpus: &Corpus, id: ArticleId) -> Option<Self> {
        let segment = corpus.segment_of(id)?;
        let article = segment.article(id.0.checked_sub(segment.base)? as usize)?;
        if !segment.is_stored() {
            let rows = [*article.this, *article.next];
            return Some(Self::pin(Arc::clone(segment), article.number, rows));
        }
        let copy = copy(article)?;
        let rows = <[Row; 2]>::try_from(copy.rows.all()?).ok()?;
        Some(Self::pin(Arc::new(copy), 0, rows))
    }

    /// Pins the only article of a segment on the heap.
    pub(in crate::corpus) fn sole(segment: &Arc<Segment>) -> Option<Self> {
        let article = segment.article(0)?;
        let rows = [*article.this, *article.next];
        Some(Self::pin(Arc::clone(segment), article.number, rows))
    }

    fn pin(segment: Arc<Segment>, number: u32, rows: [Row; 2]) -> Self {
        Self(Arc::new(Pinned { segment, number, rows }))
    }

    /// The article.
    pub fn article(&self) -> Article<'_> {
        let Pinned { segment, number, rows: [this, next] } = &*self.0;
        Article { segment, number: *number, this, next }
    }
}

/// Whether title and paragraphs lie in the text, one after the other.
fn fits(article: Article<'_>, text: &str) -> bool {
    let title = article.this.title_len as usize;
    let mut before = title;
    title < text.len()
        && article.all_packed().iter().all(|packed| {
            let end = end_of(*packed);
            let rises = before <= end && text.is_char_boundary(end);
            before = end;
            rises
        })
}

/// A segment of this article alone. Its text is copied first and checked then, so that it stays what was checked.
fn copy(article: Article<'_>) -> Option<Segment> {
    let text = CleanText::stored(article.all_bytes().to_vec());
    if !fits(article, text.as_str()) {
        article.segment.report_damage();
        return None;
    }
    let (path, section) = (article.folder_path(), article.section());
    let name = article.raw_name().to_vec();
    let given_id = article.given_id().unwrap_or_default().as_bytes().to_vec();
    let path = path.into_os_string().into_encoded_bytes();
    let (path_end, names) = (path.len() as u32, [&path, section.as_str().as_bytes()].concat());
    let paragraphs = article.all_packed().to_vec();
    let this = Row { text: 0, paragraphs: 0, file: 0, given_id: 0, ..*article.this };
    let next = Row {
        text: text.len() as u32,
        paragraphs: paragraphs.len() as u32,
        given_id: given_id.len() as u32,
        ..Row::zeroed()
    };
    let end = FileRow { name: name.len() as u32, first: 1, ..FileRow::zeroed() };
    let (places, fields, strings) = named(article);
    let folders = [(0, path_end), (names.len() as u32, names.len() as u32)];
    Some(Segment {
        base: article.id().0,
        text: Text::Clean(text),
        rows: vec![this, next].into(),
        paragraphs: paragraphs.into(),
        folders: folders.map(|(path, section)| FolderRow { path, section }).to_vec().into(),
        folder_names: names.into(),
        files: vec![FileRow::zeroed(), end].into(),
        file_names: name.into(),
        given_ids: given_id.into(),
        read_issues: article
            .read_issues()
            .map(|issues| super::ReadIssues { row: 0, ..*issues })
            .into_iter()
            .collect::<Vec<_>>()
            .into(),
        places: places.into(),
        fields: fields.into(),
        strings: strings.into(),
        moved: Arc::default(),
    })
}

/// The rows of places and fields of this article, and the strings that they need.
fn named(article: Article<'_>) -> (Vec<PlaceRow>, Vec<FieldRow>, Vec<u8>) {
    let mut strings = Vec::new();
    let mut copy = |start: u32, end: u32| {
        let at = strings.len() as u32;
        strings.extend_from_slice(article.segment.string(start..end).as_str().as_bytes());
        (at, strings.len() as u32)
    };
    let place = article.place_row().map(|place| {
        let (member, member_end) = copy(place.member, place.member_end);
        PlaceRow { row: 0, member, member_end, ..*place }
    });
    let fields = article.field_rows().iter().map(|field| {
        let (start, end) = copy(field.start, field.end);
        FieldRow { row: 0, start, end, ..*field }
    });
    let (place, fields) = (place.into_iter().collect(), fields.collect());
    (place, fields, strings)
}
