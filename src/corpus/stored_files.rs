//! The files of a corpus in the order of its segments, each with all of its articles, whichever segments these lie in.
//!
//! What must not go in: the file system, and what has changed.

use std::cmp::Ordering;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::Segment;
use super::segment::{FileStatus, SourceFile, Stamp};
use super::walk::{self, Place};

/// A file as it was read.
#[derive(Debug, Clone)]
pub(super) struct StoredFile<'a> {
    first: SourceFile<'a>,
    /// How it looked.
    pub(super) stamp: Stamp,
    /// Its articles.
    pub(super) articles: Range<u32>,
}

impl StoredFile<'_> {
    pub(super) fn path(&self) -> PathBuf {
        self.first.path()
    }

    /// Where the walk comes upon it, before or after a place of the same root. Most often at it, which takes no path to see.
    pub(super) fn order(&self, place: &Place) -> Ordering {
        if self.first.lies_at(&place.folder.path, &place.file) {
            return Ordering::Equal;
        }
        walk::order(&self.path(), &place.path())
    }

    pub(super) fn root(&self) -> u16 {
        self.first.root()
    }

    pub(super) fn status(&self) -> FileStatus {
        self.first.status()
    }
}

/// Which rows of a segment are wanted.
type RowFilter<'a> = dyn Fn(&SourceFile<'_>) -> bool + 'a;

/// The files of some segments.
pub(super) struct StoredFiles<'a> {
    segments: Vec<&'a Arc<Segment>>,
    /// The row that comes next: segment and file.
    at: (usize, usize),
    wanted: Option<&'a RowFilter<'a>>,
}

impl<'a> StoredFiles<'a> {
    pub(super) fn all(segments: &'a [Arc<Segment>]) -> Self {
        Self { segments: segments.iter().collect(), at: (0, 0), wanted: None }
    }

    /// The files of these segments whose rows pass a filter.
    pub(super) fn filtered(segments: Vec<&'a Arc<Segment>>, wanted: &'a RowFilter<'a>) -> Self {
        Self { segments, at: (0, 0), wanted: Some(wanted) }
    }
}

impl<'a> Iterator for StoredFiles<'a> {
    type Item = StoredFile<'a>;

    /// A damaged row ends its segment: what follows counts as new.
    fn next(&mut self) -> Option<StoredFile<'a>> {
        let mut file: Option<StoredFile<'a>> = None;
        while let Some(segment) = self.segments.get(self.at.0).copied() {
            let Some(row) = segment.file(self.at.1) else {
                self.at = (self.at.0 + 1, 0);
                continue;
            };
            let status = row.status();
            if file.is_some() && !status.is_part() {
                break;
            }
            self.at.1 += 1;
            // A file of an archive is wanted with it.
            let is_wanted = match status {
                FileStatus::Member => file.is_some() || self.wanted.is_none(),
                _ => self.wanted.is_none_or(|wanted| wanted(&row)),
            };
            if !is_wanted {
                continue;
            }
            let articles = row.rows();
            let end = segment.base() + articles.end;
            let stamp = row.stamp();
            let file = file.get_or_insert_with(|| StoredFile {
                first: row,
                stamp,
                articles: segment.base() + articles.start..end,
            });
            file.articles.end = end;
            // Of a file of lines, which is stored in parts, the last one may have broken off.
            if stamp == Stamp::NONE {
                file.stamp = Stamp::NONE;
            }
        }
        file
    }
}
