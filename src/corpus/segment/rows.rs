//! The rows of a segment's columns: plain numbers, in memory as in a file.
//!
//! Starts only; where something ends, the next row says, so every column has one row past the end.

use bytemuck::{Pod, Zeroable};

use super::{ArticleKey, Date, Kind, Tags};
use crate::format::draft::DEEPEST;

/// Stands for a number that is not there.
pub(super) const NONE: u32 = u32::MAX;

/// An article. Starts are bytes or row numbers of the columns they are named after.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Row {
    pub(super) key: [u64; 2],
    pub(super) tags: Tags,
    pub(super) text: u32,
    pub(super) title_len: u32,
    pub(super) paragraphs: u32,
    pub(super) file: u32,
    pub(super) given_id: u32,
    pub(super) line: u32,
    pub(super) ordinal: u32,
    pub(super) duplicate_of: u32,
    pub(super) chars: u32,
    pub(super) date: Date,
    pub(super) form: u8,
    pub(super) encoding: u8,
    pub(super) repeats_key: u8,
    /// 1 if its last paragraphs stand beside it.
    pub(super) has_beside: u8,
    /// 1 if no blank of its text is skipped in a search; 0 if one is, or in old snapshots.
    pub(super) is_unspaced: u8,
    /// 1 if there is no radical and no compatibility ideograph in its text; 0 if there is, or in old snapshots.
    pub(super) is_plain: u8,
    pub(super) reserved: [u8; 2],
}

impl Row {
    pub(super) fn key(&self) -> ArticleKey {
        let [high, low] = self.key.map(u128::from);
        ArticleKey(high << 64 | low)
    }
}

/// A key as a row holds it.
pub(super) fn halves(key: ArticleKey) -> [u64; 2] {
    [(key.0 >> 64) as u64, key.0 as u64]
}

/// A folder: where its path and its section begin among the names.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct FolderRow {
    pub(super) path: u32,
    pub(super) section: u32,
}

/// A file that was looked at, whatever came of it.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct FileRow {
    pub(super) size: u64,
    pub(super) modified: i64,
    pub(super) inode: u64,
    pub(super) folder: u32,
    pub(super) name: u32,
    /// Its first article.
    pub(super) first: u32,
    pub(super) status: u16,
    pub(super) root: u16,
}

/// What few articles have, kept apart so that the others do not pay for it.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct ReadIssues {
    pub(super) row: u32,
    pub(super) bad_bytes: u32,
    pub(super) controls: u32,
    pub(super) bidi: u32,
    pub(super) invisible: u32,
    pub(super) clipped: u32,
}

/// Where in its file an article lies; whole files have no row. Sorted by article.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct PlaceRow {
    /// Bytes of the file.
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) row: u32,
    /// The number of the record.
    pub(super) number: u32,
    /// The name of the member among the strings; empty if there is none.
    pub(super) member: u32,
    pub(super) member_end: u32,
}

/// A field of an article, such as its author. Sorted by article.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct FieldRow {
    pub(super) row: u32,
    /// Which field it is.
    pub(super) field: u16,
    /// Who says so.
    pub(super) witness: u16,
    /// Its text among the strings; of tags a line each.
    pub(super) start: u32,
    pub(super) end: u32,
}

/// All kinds of paragraphs; a packed paragraph holds the index.
const KINDS: [Kind; 27] = [
    Kind::Body,
    Kind::Heading(1),
    Kind::Heading(2),
    Kind::Heading(3),
    Kind::Heading(4),
    Kind::Heading(5),
    Kind::Heading(6),
    Kind::Item(0),
    Kind::Item(1),
    Kind::Item(2),
    Kind::Item(3),
    Kind::Item(4),
    Kind::Item(5),
    Kind::Item(6),
    Kind::Item(DEEPEST),
    Kind::Quote,
    Kind::Note,
    Kind::Code,
    Kind::Image,
    Kind::TableHead,
    Kind::TableRow,
    Kind::Rule,
    Kind::Verse,
    Kind::Stanza,
    Kind::Footnote,
    Kind::Aside,
    Kind::Link,
];

/// Bits of the end of a paragraph: a file has at most 16 MiB, and what grows most when it is sanitised is a tab, to
/// eight blanks.
const END_BITS: u32 = 27;
/// Stands for the kind of the paragraph before, which this one continues.
const CONTINUED: u32 = 31;

/// A paragraph in one number: its end in bytes from the article's start (27 bits), and its kind, or that it continues
/// the paragraph before (5 bits).
pub(super) fn pack(end: usize, kind: Kind, continued: bool) -> u32 {
    let kind = KINDS.iter().position(|other| *other == kind).unwrap_or(0) as u32;
    let end = u32::try_from(end).unwrap_or(u32::MAX).min((1 << END_BITS) - 1);
    end << (32 - END_BITS) | if continued { CONTINUED } else { kind }
}

/// The end of a packed paragraph in bytes from the article's start.
pub(super) fn end_of(packed: u32) -> usize {
    (packed >> (32 - END_BITS)) as usize
}

/// Whether a packed paragraph continues the one before.
pub(super) fn is_continued(packed: u32) -> bool {
    packed & 31 == CONTINUED
}

/// The kind of the last of these packed paragraphs.
pub(super) fn kind_of(packed: &[u32]) -> Kind {
    let own = packed.iter().rev().find(|packed| !is_continued(**packed));
    own.and_then(|packed| KINDS.get((packed & 31) as usize)).copied().unwrap_or(Kind::Body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_paragraph_comes_back() {
        for kind in KINDS {
            let packed = [pack((1 << END_BITS) - 1, kind, false), pack(7, Kind::Body, true)];
            assert_eq!((end_of(packed[0]), kind_of(&packed[..1])), ((1 << END_BITS) - 1, kind));
            assert_eq!((end_of(packed[1]), is_continued(packed[1])), (7, true));
            assert_eq!(kind_of(&packed), kind);
        }
    }
}
