//! The rows of a segment's columns: plain numbers, in memory as in a file.
//!
//! Starts only; where something ends, the next row says, so every column has one row past the end.

use bytemuck::{Pod, Zeroable};

use super::{ArticleKey, Date, Kind, Tags};

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
    pub(super) reserved: [u8; 6],
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

const KINDS: [Kind; 6] = [Kind::Body, Kind::Heading, Kind::Item, Kind::Quote, Kind::Code, Kind::Image];

/// A paragraph in one number: its end from the article's start (28 bits), kind (3 bits), continued (1 bit).
pub(super) fn pack(end: usize, kind: Kind, continued: bool) -> u32 {
    (end as u32) << 4 | (kind as u32) << 1 | u32::from(continued)
}

/// What [`pack`] was given.
pub(super) fn unpack(packed: u32) -> (usize, Kind, bool) {
    let kind = KINDS.get((packed >> 1 & 7) as usize).copied().unwrap_or(Kind::Body);
    ((packed >> 4) as usize, kind, packed & 1 == 1)
}
