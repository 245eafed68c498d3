//! What is opened, and where its snapshot lies: the file that was named, else one beside the library, else one in the
//! user's cache folder.
//!
//! Finding and opening only; making one is the business of `SnapshotWriter`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use xxhash_rust::xxh3::Xxh3;

use crate::corpus::Corpus;
use crate::corpus::load::{LoadOptions, Root};
use crate::corpus::snapshot::{NAME, Order};
use crate::store::Fault;

/// What is opened.
#[derive(Debug, Clone, Default)]
pub struct LibrarySpec {
    /// Folders, files, or what is built in.
    pub roots: Vec<Root>,
    /// Its name in the status row.
    pub name: String,
    /// What is not shown of paths that begin with one of these.
    pub hidden: Vec<PathBuf>,
    /// Where corrections of provinces are kept; none: they cannot be made.
    pub corrections: Option<PathBuf>,
    /// What its snapshot gave.
    pub lookup: SnapshotLookup,
}

/// Which snapshots may be used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// None, and none is made.
    Off,
    /// One beside the library, or one in the cache folder, which may be made.
    #[default]
    Usual,
    /// This file, which may be made.
    Named(PathBuf),
    /// This file, or one beside the library; none is made.
    ReadOnly(Option<PathBuf>),
}

/// A library's snapshot: what was found, and what may be made.
#[derive(Debug, Clone, Default)]
pub struct SnapshotLookup {
    /// The corpus that was opened.
    pub base: Option<Corpus>,
    /// The file it was opened from, or one that could not be used.
    pub found: Option<PathBuf>,
    /// Why none could be used, although there was one.
    pub fault: Option<SnapshotFault>,
    /// What may be made.
    pub order: Option<Order>,
}

/// Why a snapshot was of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotFault {
    /// It is damaged, half-written or no snapshot.
    Damaged,
    /// It was made by another version, or from something else.
    Older,
    /// The system would not read it.
    Unreadable,
}

impl SnapshotFault {
    fn of(fault: &Fault) -> Option<Self> {
        match fault {
            Fault::Missing => None,
            Fault::Version => Some(Self::Older),
            Fault::Foreign | Fault::Damaged => Some(Self::Damaged),
            Fault::Io(_) => Some(Self::Unreadable),
        }
    }
}

impl SnapshotLookup {
    /// Looks for a snapshot of `roots` and opens the newest one that can be used. Reads little more than a directory.
    pub fn open(roots: &[Root], options: &LoadOptions, choice: &Choice) -> Self {
        let paths: Vec<PathBuf> = roots.iter().filter_map(Root::path).map(Path::to_owned).collect();
        if *choice == Choice::Off || paths.is_empty() || paths.len() != roots.len() {
            return Self::default();
        }
        let order = |target: PathBuf| {
            let inside = is_inside(&target, &paths);
            Order::new(paths.clone(), options.clone(), target, inside)
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
        let cache = cached(&paths).filter(|_| *choice == Choice::Usual);
        places.extend(cache.clone());
        let mut lookup = newest(places).map(order).fold(Self::default(), Self::with);
        lookup.order = named.cloned().or(cache).filter(|_| may_make).map(order);
        lookup
    }

    /// Tries one more file, unless one has been opened.
    fn with(mut self, order: Order) -> Self {
        if self.base.is_none() {
            match order.open() {
                Ok(corpus) => {
                    return Self { base: Some(corpus), found: Some(order.target), ..Self::default() };
                }
                Err(fault) => {
                    if let Some(fault) = SnapshotFault::of(&fault).filter(|_| self.fault.is_none()) {
                        (self.fault, self.found) = (Some(fault), Some(order.target));
                    }
                }
            }
        }
        self
    }
}

/// The files that exist, the newest first.
fn newest(files: Vec<PathBuf>) -> impl Iterator<Item = PathBuf> {
    let modified = |file: &PathBuf| fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
    let mut found: Vec<(SystemTime, PathBuf)> =
        files.into_iter().filter_map(|file| Some((modified(&file)?, file))).collect();
    found.sort_by_key(|(modified, _)| std::cmp::Reverse(*modified));
    found.into_iter().map(|(_, file)| file)
}

/// Where the snapshot of one folder or one file lies if it lies with it.
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

/// Where the user's own snapshot of these roots lies, if this system has a place for it.
pub fn cached(roots: &[PathBuf]) -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "xinglan")?;
    let mut hasher = Xxh3::new();
    for root in roots {
        let whole = fs::canonicalize(root).unwrap_or_else(|_| root.clone());
        hasher.update(whole.as_os_str().as_encoded_bytes());
        hasher.update(b"\0");
    }
    Some(folders.cache_dir().join(format!("{:016x}.snapshot", hasher.digest())))
}

/// Whether `target` lies with its only root, and so moves with it.
pub fn is_inside(target: &Path, roots: &[PathBuf]) -> bool {
    beside(roots).is_some_and(|beside| {
        let folder = |path: &Path| path.parent().and_then(|parent| fs::canonicalize(parent).ok());
        beside.file_name() == target.file_name() && folder(&beside) == folder(target)
    })
}
