//! What the commands that print look into: the articles of the paths as they are now, from the snapshot that the reader would
//! open, and read where that is older or there is none; and which of them satisfy a query.
//!
//! What must not go in: printing.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::inputs::Inputs;
use super::loading::load_onto;
use super::reading::ReadingArgs;
use crate::corpus::Corpus;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{Failure, HelpText, Lang, RemoteFault, StateFault, SystemFault, Word};
use crate::query::Query;
use crate::remote::address::is_url;
use crate::remote::fetch::fetch;
use crate::remote::index::RemoteIndex;
use crate::search::order::{ListOrder, OrderCache};
use crate::search::postings::Postings;
use crate::search::rows::RowOrder;
use crate::search::{Budget, Scan, SearchRequest, SearchSnapshot};
use crate::session::{Choice, SnapshotLookup, arrivals};
use crate::state::{self, Annotations, LibraryIdentity, Publication};

/// What the help says of [`SnapshotArgs`], of each by its name.
pub(super) const SNAPSHOT: (&str, HelpText) = ("snapshot", HelpText::SearchSnapshot);
/// See [`SNAPSHOT`].
pub(super) const NO_CACHE: (&str, HelpText) = ("no_cache", HelpText::ReadAll);

/// From which snapshot articles come.
#[derive(Debug, Args)]
pub(super) struct SnapshotArgs {
    /// Use this snapshot of PATH (see `index`); what has changed since is read
    #[arg(long, value_name = "FILE", conflicts_with = "no_cache")]
    pub(super) snapshot: Option<PathBuf>,
    /// Read all files, even if there is a snapshot
    #[arg(long)]
    pub(super) no_cache: bool,
}

/// The arguments that say what is looked into.
#[derive(Debug, Clone, Copy)]
pub(super) struct SearchedPaths<'a> {
    /// Folders, files or .jsonl.
    pub(super) paths: &'a [PathBuf],
    /// What is looked for, so that no more is fetched from an engine; without it everything.
    pub(super) query: Option<&'a Query>,
    /// From which snapshot.
    pub(super) snapshot: &'a SnapshotArgs,
    /// Whether corrections are left out.
    pub(super) no_corrections: bool,
    /// How files are read.
    pub(super) reading: &'a ReadingArgs,
}

/// All articles of some paths.
#[derive(Debug)]
pub(super) struct Opened {
    /// They, with what was added to them in the reader, and an index if there is one.
    pub(super) searched: SearchSnapshot,
    /// The snapshot they come from.
    file: Option<PathBuf>,
}

/// Opens all of the paths in their current state.
pub(super) fn open(args: SearchedPaths<'_>, lang: Lang) -> Result<Opened, Error> {
    let mut annotations = annotations(args.no_corrections, args.paths)?;
    if let Some(url) = args.paths.iter().find(|path| is_url(path)) {
        if args.paths.len() > 1 {
            return Err(Error::Usage(RemoteFault::OneAddress.into()));
        }
        return remote(url, &args, Arc::new(annotations));
    }
    let inputs = Inputs::of(args.paths, args.reading)?;
    let choice = match &args.snapshot.snapshot {
        _ if args.snapshot.no_cache || inputs.has_stream => Choice::Off,
        Some(file) => Choice::Named(file.clone()),
        None => Choice::Usual,
    };
    let lookup = SnapshotLookup::open(&inputs.roots(), &inputs.options, &choice);
    if let (Some(file), None) = (&args.snapshot.snapshot, &lookup.base) {
        return Err(unfit(file));
    }
    let file = lookup.base.as_ref().and(lookup.found);
    let base = lookup.base.unwrap_or_default();
    let postings = base.stored.as_deref().and_then(Postings::stored).map(Arc::new);
    let (kept, started) = (base.live_len(), Instant::now());
    let fault = lookup.fault.map(|fault| format!("{fault:?}"));
    let corpus = load_onto(base, &inputs, lang)?;
    tracing::info!(
        snapshot = file.as_deref().map(shown_path),
        fault,
        kept,
        articles = corpus.live_len(),
        files = corpus.files,
        unreadable = corpus.unreadable().count(),
        milliseconds = started.elapsed().as_millis() as u64,
        "opened"
    );
    if !args.no_corrections {
        join(&mut annotations, &corpus);
    }
    Ok(Opened { searched: SearchSnapshot { corpus, annotations: Arc::new(annotations), postings }, file })
}

/// Adds what the snapshot knows: what its keeper has published, and of a large library which articles are new.
fn join(annotations: &mut Annotations, corpus: &Corpus) {
    let Some(stored) = &corpus.stored else { return };
    annotations.take_published(&Publication::read(&stored.published()));
    if let Some(stored) = annotations.first_opened().and_then(|opened| arrivals(corpus, annotations, opened))
    {
        annotations.set_stored(stored);
    }
}

/// Fetches what a query may find from the engine at `url`.
fn remote(url: &Path, args: &SearchedPaths<'_>, annotations: Arc<Annotations>) -> Result<Opened, Error> {
    let failed = |fault: RemoteFault| Error::NothingRead(fault.into());
    let mut index = RemoteIndex::at(url, args.reading.ca.clone()).map_err(failed)?;
    let corpus = fetch(&mut index, args.query, &annotations).map_err(failed)?;
    Ok(Opened { searched: SearchSnapshot { corpus, annotations, postings: None }, file: None })
}

impl Opened {
    /// Refuses what was found in a damaged snapshot: part of it may be missing.
    pub(super) fn check(&self) -> Result<(), Error> {
        match &self.file {
            Some(file) if self.searched.corpus.is_damaged() => Err(unfit(file)),
            _ => Ok(()),
        }
    }

    /// The articles that satisfy a query, and whether a regular expression took so long that there
    /// may be more.
    pub(super) fn found(&self, query: &Query, order: ListOrder) -> (Arc<dyn RowOrder>, bool) {
        let request = SearchRequest { query: query.clone(), order };
        let mut scan = Scan::new(request, self.searched.clone(), &mut OrderCache::default(), None);
        while !scan.is_done() {
            scan.advance(Budget::WHOLE, &|| false);
        }
        let found = scan.found();
        tracing::info!(articles = found.rows.len(), gave_up = found.gave_up, "searched");
        (found.rows, found.gave_up)
    }
}

/// What is said if a regular expression took too long, so that not everything was searched.
pub(super) fn cut() -> Error {
    Error::NothingRead(Word::SearchCut.into())
}

/// What is said of a file that is no snapshot of the paths.
fn unfit(file: &Path) -> Error {
    Error::NothingRead(Failure::NoSnapshot(shown_path(file)))
}

/// What was added in the reader; nothing if `unwanted`.
pub(super) fn annotations(unwanted: bool, paths: &[PathBuf]) -> Result<Annotations, Error> {
    let file = state::file().filter(|_| !unwanted);
    let read = file.as_deref().map_or_else(
        || Ok(Annotations::default()),
        |file| state::read_annotations(file, &LibraryIdentity::of(paths)),
    );
    read.map_err(|fault| {
        let fault = match fault {
            StateFault::System(fault) => fault,
            StateFault::Damaged | StateFault::Newer | StateFault::Off => SystemFault::Other(None),
        };
        Error::NothingRead(Failure::OwnFile { name: state::NAME, fault })
    })
}
