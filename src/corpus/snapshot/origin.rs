//! What a snapshot was made from: the key that says whether it answers a question at all, and the totals of the corpus.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::corpus::file_system::FileSystem;
use crate::corpus::{Corpus, LoadOptions, Moved, Problem, Skipped};
use crate::messages::Reason;
use crate::store::{Container, SectionKind};
use crate::text::CleanText;

/// What the snapshot was made from, and its totals. One section.
pub(super) const ORIGIN: SectionKind = SectionKind::primary(1);
/// What could not be read. One section.
pub(super) const PROBLEMS: SectionKind = SectionKind::primary(2);

/// A hash of the sources that decide what a file becomes: a snapshot of other sources is an older one.
const SOURCES: &str = env!("XINGLAN_SOURCES");

/// What a snapshot is looked up by: how files are read, by which sources of the program, and which `roots`. `names_only`
/// looks at the last name of each root, not at where it is: for a snapshot that lies inside its root and moves with it.
pub fn key(options: &LoadOptions, roots: &[PathBuf], names_only: bool) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(SOURCES.as_bytes());
    hasher.update(options.encoding.map_or("", |encoding| encoding.name()).as_bytes());
    hasher.update(&(options.article_limit as u64).to_le_bytes());
    for root in roots {
        let whole = options.files.canonicalize(root).unwrap_or_else(|_| root.clone());
        // The name of a root may be a date that its articles take over.
        let name = if names_only { whole.file_name().unwrap_or_default() } else { whole.as_os_str() };
        hasher.update(name.as_bytes());
        hasher.update(b"\0");
    }
    hasher.digest128()
}

/// What a snapshot was made from, and its totals.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Origin {
    roots: Vec<RootOrigin>,
    /// Number of articles.
    pub articles: u32,
    /// Files looked at.
    pub files: u32,
    /// Files passed over.
    pub skipped: Skipped,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct RootOrigin {
    path: OsString,
    inode: u64,
}

#[derive(Serialize, Deserialize)]
struct StoredProblem {
    path: OsString,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    archive: Option<OsString>,
    line: Option<u32>,
    reason: Reason,
}

impl Origin {
    /// Describes a complete `corpus`, read from `roots`.
    pub fn new(files: &dyn FileSystem, roots: &[PathBuf], corpus: &Corpus) -> Self {
        let roots = roots
            .iter()
            .map(|path| RootOrigin { path: path.as_os_str().to_owned(), inode: inode(files, path) });
        Self {
            roots: roots.collect(),
            articles: corpus.len() as u32,
            files: corpus.files,
            skipped: corpus.skipped,
        }
    }

    pub(super) fn read(container: &Container) -> Option<Self> {
        serde_json::from_slice(container.region(ORIGIN, 0)?.all()?).ok()
    }

    /// The folders and files.
    pub(super) fn roots(&self) -> Vec<PathBuf> {
        self.roots.iter().map(|root| PathBuf::from(&root.path)).collect()
    }

    pub(super) fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }

    /// Which roots are called otherwise now. None if there are not as many.
    pub(super) fn moved(&self, roots: &[PathBuf]) -> Option<Arc<[Moved]>> {
        let pairs = self
            .roots
            .iter()
            .zip(roots)
            .map(|(then, now)| Moved { from: PathBuf::from(&then.path), to: now.clone() });
        (roots.len() == self.roots.len()).then(|| pairs.filter(|moved| moved.from != moved.to).collect())
    }

    /// Whether the roots are copies of those that were read, so that the numbers of files in the file system say nothing.
    pub fn is_copied(&self, files: &dyn FileSystem, roots: &[PathBuf]) -> bool {
        self.roots.iter().zip(roots).any(|(then, now)| then.inode != inode(files, now))
    }
}

fn inode(files: &dyn FileSystem, path: &Path) -> u64 {
    files.metadata(path).map_or(0, |metadata| metadata.ino())
}

pub(super) fn problem_bytes(problems: &[Problem]) -> serde_json::Result<Vec<u8>> {
    let stored = problems.iter().map(|problem| StoredProblem {
        path: problem.path.as_os_str().to_owned(),
        archive: problem.archive.as_ref().map(|archive| archive.as_os_str().to_owned()),
        line: problem.line,
        reason: problem.reason.clone(),
    });
    serde_json::to_vec(&stored.collect::<Vec<_>>())
}

pub(super) fn read_problems(container: &Container) -> Option<Vec<Problem>> {
    let stored: Vec<StoredProblem> = serde_json::from_slice(container.region(PROBLEMS, 0)?.all()?).ok()?;
    let problem = |StoredProblem { path, archive, line, reason }: StoredProblem| Problem {
        path: path.into(),
        archive: archive.map(|archive| Arc::from(PathBuf::from(archive))),
        line,
        reason: clean(reason),
    };
    Some(stored.into_iter().map(problem).collect())
}

/// It will be shown, and whoever made the file may have written anything.
fn clean(reason: Reason) -> Reason {
    match reason {
        Reason::Format(name) => Reason::Format(CleanText::line(&name).to_string()),
        Reason::Passed(why) => clean(*why).passed(),
        // Of folders nothing is stored here.
        Reason::Folder(_) => Reason::Folder(Vec::new()),
        reason => reason,
    }
}
