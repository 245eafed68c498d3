//! The snapshot: a corpus in one file, which every later reader of the same folders maps instead of reading them.
//!
//! A [`Build`] takes segments as they are sealed, so that no more than one has to be in memory; [`open`] gives a corpus
//! whose segments lie in the file. Layers above add sections of their own through a [`SectionBuilder`]. Where the file lies is
//! decided above; whether the folders have changed since is found out by the loader.
//!
//! Sections of one: 1 origin, 2 problems, 3 keys, 4 verdicts, 5 seen; 6 (word numbers) and 7 (word totals) belong to
//! `concordance`, and no other kind may take them; 8 published. Sections of each segment: 16 to 27. What is derived begins at 32.

mod build;
mod make;
mod origin;
mod published;
mod seen;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use build::{Build, SectionBuilder, Sections};
use build::{KEYS, KeyRow, VERDICTS};
pub use make::{Progress, SnapshotSpec};
pub use origin::{Origin, key};
pub use published::PublishedArticle;
use seen::{SEEN, SeenRow};

pub use super::root::SNAPSHOT_NAME as NAME;

use super::segment;
use super::{Corpus, FolderCorrections, Moved, Problem, Segment, Verdicts};
use crate::store::{Column, Container, Fault};

/// What a corpus has from a snapshot beside its articles.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The file, for sections that layers above have added. They cover the articles numbered below [`Stored::articles`].
    pub container: Container,
    /// Number of articles that came from it.
    pub articles: u32,
    /// What it was made from.
    pub origin: Arc<Origin>,
    keys: Column<KeyRow>,
    seen: Column<SeenRow>,
}

impl Stored {
    /// When an article with this key first came into a snapshot, in seconds since 1970.
    pub fn first_seen(&self, key: super::ArticleKey) -> Option<u64> {
        seen::find(&self.seen, key.0)
    }

    /// The articles that came into a snapshot after `after` (seconds since 1970), each with the time; none of those that the
    /// first snapshot had.
    pub fn seen_after(&self, after: u64) -> Vec<(super::ArticleKey, u64)> {
        let later = seen::later(&self.seen, after).map(|(_, later)| later).unwrap_or_default();
        later.into_iter().map(|(key, at)| (super::ArticleKey(key), at)).collect()
    }

    /// What the keeper of the library has published.
    pub fn published(&self) -> Vec<PublishedArticle> {
        published::read(&self.container)
    }

    /// The first article that has this key, if one in the file has it.
    pub fn find(&self, key: super::ArticleKey) -> Option<super::ArticleId> {
        let wanted = [(key.0 >> 64) as u64, key.0 as u64, 0];
        let at = self.keys.partition_point(|row| *row < wanted);
        let [high, low, id] = *self.keys.get(at)?;
        ([high, low, 0] == wanted).then_some(super::ArticleId(id as u32))
    }
}

/// Opens the snapshot at `path` of the folders and files `roots`. Nothing is read but the directory; the corpus counts as
/// incomplete until the loader has looked at the files.
///
/// # Errors
/// There is none, or none that can be used: [`Fault::Version`] if its key is not `key`.
pub fn open(path: &Path, key: u128, roots: &[PathBuf]) -> Result<Corpus, Fault> {
    let container = Container::open(path)?;
    if container.key() != key {
        return Err(Fault::Version);
    }
    let origin = Origin::read(&container).ok_or(Fault::Damaged)?;
    let moved = origin.moved(roots).ok_or(Fault::Version)?;
    let mut corpus = Corpus { files: origin.files, skipped: origin.skipped, ..Corpus::default() };
    for number in 0..container.count(segment::TEXT) {
        let base = u32::try_from(corpus.len()).ok().ok_or(Fault::Damaged)?;
        let segment = Segment::stored(&container, number, base, &moved).ok_or(Fault::Damaged)?;
        corpus.push(Arc::new(segment));
    }
    let keys = container.column(KEYS, 0).ok_or(Fault::Damaged)?;
    let seen = container.column(SEEN, 0).ok_or(Fault::Damaged)?;
    if corpus.len() as u64 != u64::from(origin.articles) || keys.len() != corpus.len() {
        return Err(Fault::Damaged);
    }
    let problems = origin::read_problems(&container).ok_or(Fault::Damaged)?;
    corpus.problems = Arc::new(problems.into_iter().map(|problem| moved_problem(problem, &moved)).collect());
    let verdicts = container.region(VERDICTS, 0).ok_or(Fault::Damaged)?;
    let moved_folder = |folder: &Path| moved.iter().find_map(|moved| moved.apply(folder));
    let verdicts = verdicts.all().and_then(|bytes| Verdicts::read(bytes, moved_folder));
    corpus.verdicts = Arc::new(verdicts.ok_or(Fault::Damaged)?);
    let (articles, origin) = (origin.articles, Arc::new(origin));
    corpus.stored = Some(Arc::new(Stored { container, articles, origin, keys, seen }));
    Ok(corpus)
}

/// What a snapshot says of itself.
#[derive(Debug, Clone)]
pub struct SnapshotSummary {
    /// The folders and files it was made from.
    pub roots: Vec<PathBuf>,
    /// Number of articles.
    pub articles: u32,
    /// What it is looked up by.
    pub key: u128,
}

/// Reads what the snapshot at `path` says of itself, whichever version made it.
///
/// # Errors
/// It is none, or cannot be read.
pub fn summary(path: &Path) -> Result<SnapshotSummary, Fault> {
    let container = Container::open(path)?;
    let origin = Origin::read(&container).ok_or(Fault::Damaged)?;
    Ok(SnapshotSummary { roots: origin.roots(), articles: origin.articles, key: container.key() })
}

/// What the user has said of the folders of `roots` in the snapshot at `path`, whichever version made it; nothing if that
/// cannot be read.
pub fn kept_corrections(path: &Path, roots: &[PathBuf]) -> FolderCorrections {
    let read = || {
        let container = Container::open(path).ok()?;
        let moved = Origin::read(&container)?.moved(roots)?;
        let region = container.region(VERDICTS, 0)?;
        let moved_folder = |folder: &Path| moved.iter().find_map(|moved| moved.apply(folder));
        Some(Verdicts::read(region.all()?, moved_folder)?.corrections())
    };
    read().unwrap_or_default()
}

fn moved_problem(problem: Problem, moved: &[Moved]) -> Problem {
    let now = |path: PathBuf| moved.iter().find_map(|moved| moved.apply(&path)).unwrap_or(path);
    Problem {
        path: now(problem.path),
        archive: problem.archive.map(|archive| Arc::from(now(archive.to_path_buf()))),
        ..problem
    }
}
