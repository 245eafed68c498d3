//! The report of `check` on the snapshot that a reader would open.

use std::path::PathBuf;

use serde::Serialize;

use crate::corpus::LoadOptions;
use crate::corpus::load::{Root, changes};
use crate::corpus::walk::shown_path;
use crate::format::Encoding;
use crate::session::{Choice, SnapshotFault, SnapshotLookup};

/// A snapshot, and whether it can be used.
#[derive(Debug, Serialize)]
pub(super) struct Snapshot {
    pub(super) path: String,
    pub(super) bytes: u64,
    state: State,
    /// Files added, changed or removed since it was made.
    changes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Fresh,
    Changed,
    Damaged,
    Older,
    Unreadable,
}

impl Snapshot {
    /// The snapshot of `paths`, if there is one.
    pub(super) fn of(paths: &[PathBuf], encoding: Option<Encoding>) -> Option<Self> {
        let roots: Vec<Root> = paths.iter().cloned().map(Root::Path).collect();
        let options = LoadOptions { encoding, ..LoadOptions::default() };
        let lookup = SnapshotLookup::open(&roots, &options, &Choice::Usual);
        let path = lookup.found.as_deref()?;
        let mut different = 0;
        let state = match (&lookup.base, lookup.fault) {
            (Some(base), _) => {
                let changes = changes(&*options.files, base, &roots);
                different = changes.changed() + changes.gone as usize;
                match different {
                    _ if base.is_damaged() => State::Damaged,
                    0 => State::Fresh,
                    _ => State::Changed,
                }
            }
            (None, Some(SnapshotFault::Older)) => State::Older,
            (None, Some(SnapshotFault::Unreadable)) => State::Unreadable,
            (None, _) => State::Damaged,
        };
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        Some(Self { path: shown_path(path), bytes, state, changes: different })
    }

    pub(super) fn sentence(&self) -> String {
        match self.state {
            State::Fresh => "与文件一致".to_owned(),
            State::Changed => format!("{} 个文件与它不同", self.changes),
            State::Damaged => "已损坏；会重做".to_owned(),
            State::Older => "是别的版本或设置做的；会重做".to_owned(),
            State::Unreadable => "打不开".to_owned(),
        }
    }
}
