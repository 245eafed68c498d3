//! What the commands that search look into: the articles of the paths as they are now, read, or taken from a snapshot.
//!
//! What must not go in: queries and printing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::list;
use super::reading::{ReadingArgs, load, load_onto};
use crate::corpus::load::LoadOptions;
use crate::corpus::snapshot::SnapshotSpec;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{Failure, Lang};
use crate::search::SearchSnapshot;
use crate::search::postings::Postings;
use crate::session::is_inside;

/// The arguments that say what is searched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Searched<'a> {
    /// Folders, files or .jsonl.
    pub(super) paths: &'a [PathBuf],
    /// The snapshot to use.
    pub(super) snapshot: Option<&'a Path>,
    /// Whether corrections are left out.
    pub(super) no_corrections: bool,
    /// How files are read.
    pub(super) reading: &'a ReadingArgs,
}

/// Everything to search: all of the paths in their current state.
pub(super) fn open(args: Searched<'_>, lang: Lang) -> Result<SearchSnapshot, Error> {
    let annotations = Arc::new(list::annotations(args.no_corrections)?);
    let Some(file) = args.snapshot else {
        return Ok(SearchSnapshot {
            corpus: load(args.paths, args.reading, lang)?,
            annotations,
            postings: None,
        });
    };
    let options = LoadOptions { encoding: args.reading.encoding, ..LoadOptions::default() };
    let inside = is_inside(file, args.paths);
    let spec = SnapshotSpec::new(args.paths.to_vec(), options, file.to_owned(), inside);
    let base = spec.open().map_err(|_why| unfit(file))?;
    let postings = base.stored.as_deref().and_then(Postings::stored).map(Arc::new);
    Ok(SearchSnapshot { corpus: load_onto(base, args.paths, args.reading, lang)?, annotations, postings })
}

/// What is said of a file that is no snapshot of the paths.
pub(super) fn unfit(file: &Path) -> Error {
    Error::NothingRead(Failure::NoSnapshot(shown_path(file)))
}
