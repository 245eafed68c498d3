//! The report of `check` on the snapshot that a reader would open.

use std::path::PathBuf;

use serde::Serialize;

use crate::corpus::load::{Root, changes};
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, LoadOptions};
use crate::format::Encoding;
use crate::messages::{Lang, Report, SnapshotState, Word};
use crate::session::{Choice, SnapshotFault, SnapshotLookup};
use crate::text::{Clean, CleanText};

/// A snapshot, and whether it can be used.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Snapshot {
    path: String,
    bytes: u64,
    state: Health,
    /// Files added, changed or removed since it was made.
    changes: usize,
    /// Articles with text that sanitising would change.
    unclean: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Health {
    Fresh,
    Changed,
    Damaged,
    Unclean,
    Older,
    Unreadable,
    Foreign,
}

impl Snapshot {
    /// The snapshot of `paths`, if there is one. Whether its articles are clean is only found out by reading them all, with
    /// `thorough`.
    pub(in crate::cli) fn of(paths: &[PathBuf], encoding: Option<Encoding>, thorough: bool) -> Option<Self> {
        let roots: Vec<Root> = paths.iter().cloned().map(Root::Path).collect();
        let options = LoadOptions { encoding, ..LoadOptions::default() };
        let lookup = SnapshotLookup::open(&roots, &options, &Choice::Usual);
        let path = lookup.found.as_deref()?;
        let (mut different, mut unclean) = (0, 0);
        let state = match (&lookup.base, lookup.fault) {
            (Some(base), _) => {
                let changes = changes(&*options.files, base, &roots);
                different = changes.changed() + changes.gone as usize;
                let is_unclean = |article: &Article<'_>| Clean::stored(article.bytes()).is_none();
                unclean = if thorough { base.articles().filter(is_unclean).count() } else { 0 };
                match different {
                    _ if base.is_damaged() => Health::Damaged,
                    _ if unclean > 0 => Health::Unclean,
                    0 => Health::Fresh,
                    _ => Health::Changed,
                }
            }
            (None, Some(SnapshotFault::Older)) => Health::Older,
            (None, Some(SnapshotFault::Unreadable | SnapshotFault::Untrusted)) => Health::Unreadable,
            (None, Some(SnapshotFault::Foreign)) => Health::Foreign,
            (None, _) => Health::Damaged,
        };
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        Some(Self { path: shown_path(path), bytes, state, changes: different, unclean })
    }

    /// The file.
    pub(in crate::cli) fn path(&self) -> &std::path::Path {
        std::path::Path::new(&self.path)
    }

    /// The size and the state, behind `path`, in one line.
    pub(in crate::cli) fn told(&self, path: &str, lang: Lang) -> String {
        let state = self.state().text(lang);
        [path, &format!("{:.1} MB", self.bytes as f64 / 1e6), &state].join(Word::Comma.text(lang))
    }

    fn state(&self) -> SnapshotState {
        match self.state {
            Health::Fresh => SnapshotState::Fresh,
            Health::Changed => SnapshotState::Changed(self.changes),
            Health::Damaged => SnapshotState::Damaged,
            Health::Unclean => SnapshotState::Unclean(self.unclean),
            Health::Older => SnapshotState::Older,
            Health::Unreadable => SnapshotState::Unreadable,
            Health::Foreign => SnapshotState::Foreign,
        }
    }

    pub(super) fn report(&self) -> Report {
        Report::Snapshot {
            path: CleanText::line(&self.path).to_string(),
            bytes: self.bytes,
            state: self.state(),
        }
    }
}
