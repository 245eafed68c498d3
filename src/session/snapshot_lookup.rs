//! Finds and opens the snapshot of a library: the named file, or else one beside the library, or else one in the
//! user's cache folder.
//!
//! What must not go in: writing snapshots (`SnapshotWriter`).

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use xxhash_rust::xxh3::Xxh3;

use crate::concordance::UserWords;
use crate::corpus::Corpus;
use crate::corpus::load::{LoadOptions, Root};
use crate::corpus::snapshot::{NAME, SnapshotSpec};
use crate::store::Fault;

/// The library to open.
#[derive(Debug, Clone, Default)]
pub struct LibrarySpec {
    /// Folders, files, or the built-in sample.
    pub roots: Vec<Root>,
    /// Its name in the status row.
    pub name: String,
    /// Prefixes that are stripped from displayed paths.
    pub hidden: Vec<PathBuf>,
    /// The file that keeps what the user does; `None` keeps nothing.
    pub state: Option<PathBuf>,
    /// The result of looking for its snapshot.
    pub lookup: SnapshotLookup,
    /// The word lists of the user.
    pub words: Arc<UserWords>,
}

/// The snapshots that may be used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// None, and none is written.
    Off,
    /// One beside the library, or one in the cache folder, which may be written.
    #[default]
    Usual,
    /// This file, which may be written.
    Named(PathBuf),
    /// This file, or one beside the library; none is written.
    ReadOnly(Option<PathBuf>),
}

/// A library's snapshot: what was found, and what may be written.
#[derive(Debug, Clone, Default)]
pub struct SnapshotLookup {
    /// The opened corpus.
    pub base: Option<Corpus>,
    /// The file it came from, or one that could not be used.
    pub found: Option<PathBuf>,
    /// Why an existing snapshot could not be used.
    pub fault: Option<SnapshotFault>,
    /// The snapshot that may be written.
    pub spec: Option<SnapshotSpec>,
}

/// Why a snapshot could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotFault {
    /// It is no snapshot. It stays as it is.
    Foreign,
    /// It is damaged or incomplete.
    Damaged,
    /// Another version made it, or it has other roots or settings.
    Older,
    /// The system could not read it.
    Unreadable,
    /// Somebody else could change it while it is read, and it is too large to copy.
    Untrusted,
}

impl SnapshotFault {
    fn of(fault: &Fault) -> Option<Self> {
        match fault {
            Fault::Missing => None,
            Fault::Version => Some(Self::Older),
            Fault::Foreign => Some(Self::Foreign),
            Fault::Damaged => Some(Self::Damaged),
            Fault::Untrusted => Some(Self::Untrusted),
            Fault::Io(_) => Some(Self::Unreadable),
        }
    }
}

impl SnapshotLookup {
    /// Finds the newest usable snapshot of `roots` and opens it. Reads little more than a directory.
    pub fn open(roots: &[Root], options: &LoadOptions, choice: &Choice) -> Self {
        let paths: Vec<PathBuf> = roots.iter().filter_map(Root::path).map(Path::to_owned).collect();
        if *choice == Choice::Off || paths.is_empty() || paths.len() != roots.len() {
            return Self::default();
        }
        let spec = |target: PathBuf| {
            let inside = is_inside(&target, &paths);
            SnapshotSpec::new(paths.clone(), options.clone(), target, inside)
        };
        let (named, may_make) = match choice {
            Choice::Named(file) => (Some(file), true),
            Choice::ReadOnly(file) => (file.as_ref(), false),
            Choice::Off | Choice::Usual => (None, true),
        };
        let mut places = match named {
            Some(file) => vec![file.clone()],
            None => beside(&paths).into_iter().collect(),
        };
        // Looking for the home folder may read files outside the roots.
        let cache = (*choice == Choice::Usual).then(|| cached(&paths)).flatten();
        places.extend(cache.clone());
        let mut lookup = newest(places).map(spec).fold(Self::default(), Self::with);
        lookup.spec = named.cloned().or(cache).filter(|_| may_make).map(spec);
        lookup
    }

    /// Tries one more file, unless one is open.
    fn with(mut self, spec: SnapshotSpec) -> Self {
        if self.base.is_none() {
            match spec.open() {
                Ok(corpus) => {
                    return Self { base: Some(corpus), found: Some(spec.target), ..Self::default() };
                }
                Err(fault) => {
                    if let Some(fault) = SnapshotFault::of(&fault).filter(|_| self.fault.is_none()) {
                        (self.fault, self.found) = (Some(fault), Some(spec.target));
                    }
                }
            }
        }
        self
    }
}

/// The existing files, newest first.
fn newest(files: Vec<PathBuf>) -> impl Iterator<Item = PathBuf> {
    let modified = |file: &PathBuf| fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
    let mut found: Vec<(SystemTime, PathBuf)> =
        files.into_iter().filter_map(|file| Some((modified(&file)?, file))).collect();
    found.sort_by_key(|(modified, _)| std::cmp::Reverse(*modified));
    found.into_iter().map(|(_, file)| file)
}

/// The path of a snapshot beside its only folder or file.
pub fn beside(roots: &[PathBuf]) -> Option<PathBuf> {
    let [root] = roots else { return None };
    if root.is_dir() {
        return Some(root.join(NAME));
    }
    let mut name = OsString::from(".");
    name.push(root.file_name()?);
    name.push(NAME);
    Some(root.with_file_name(name))
}

/// Where the user's own snapshots lie, if this system has a cache folder.
pub fn cache_folder() -> Option<PathBuf> {
    Some(directories::ProjectDirs::from("", "", "xinglan")?.cache_dir().to_owned())
}

/// The path of the user's own snapshot of these roots, if this system has a cache folder.
pub fn cached(roots: &[PathBuf]) -> Option<PathBuf> {
    let folder = cache_folder()?;
    let mut hasher = Xxh3::new();
    for root in roots {
        let whole = fs::canonicalize(root).unwrap_or_else(|_| root.clone());
        hasher.update(whole.as_os_str().as_encoded_bytes());
        hasher.update(b"\0");
    }
    Some(folder.join(format!("{:016x}.snapshot", hasher.digest())))
}

/// Whether `target` is beside its only root, and so moves with it.
pub fn is_inside(target: &Path, roots: &[PathBuf]) -> bool {
    beside(roots).is_some_and(|beside| {
        let folder = |path: &Path| path.parent().and_then(|parent| fs::canonicalize(parent).ok());
        beside.file_name() == target.file_name() && folder(&beside) == folder(target)
    })
}
