//! The walk: roots become places of files, in natural order, without ever leaving the roots.
//!
//! Opens folders, never a file. Links are followed only when they stay inside their root; FIFOs, devices and sockets are
//! never opened.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs::FileType;
use std::io;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Problem;
use super::archive_path::ArchivePath;
use super::file_system::FileSystem;
use super::inherited::{Above, below, of_root, stem};
pub use super::names::shown_name;
use super::names::{is_hidden, not_read};
pub(super) use super::place::Place;
pub use super::place::is_lines;
use super::root::{Builtin, Root, SNAPSHOT_NAME};
use super::segment::Folder;
use crate::format::Date;
use crate::format::date;
use crate::messages::Reason;
use crate::text::CleanText;
use crate::text::natural;

/// Folders nested deeper than this are not entered.
const DEPTH: usize = 64;
/// What the walk passed over on purpose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Names that begin with a dot.
    pub hidden: u32,
    /// Files that are not text, by name or by content.
    pub not_text: u32,
    /// Links that lead out of the root or in a circle.
    pub links: u32,
    /// FIFOs, devices, sockets.
    pub special: u32,
    /// Files that are text and no articles, by name.
    #[serde(default)]
    pub no_articles: u32,
}

/// What the walk comes upon.
#[derive(Debug)]
pub(super) enum WalkItem {
    /// A file that may be text.
    File(Place),
    /// A file that is part of the program.
    Bytes(Place, &'static [u8]),
    /// Something could not be looked at.
    Problem(Problem),
    /// Something was passed over on purpose.
    Passed(Problem),
}

/// A path as text: each of its names is decoded by itself, because a folder may hold names of several encodings.
pub fn shown_path(path: &Path) -> String {
    path.as_os_str().as_bytes().split(|byte| *byte == b'/').map(shown_name).collect::<Vec<_>>().join("/")
}

/// The order in which the walk comes upon files of one root.
pub(super) fn order(a: &Path, b: &Path) -> Ordering {
    if a.as_os_str() == b.as_os_str() {
        return Ordering::Equal;
    }
    let (mut left, mut right) = (a.components(), b.components());
    loop {
        let names = match (left.next(), right.next()) {
            (Some(x), Some(y)) => (x.as_os_str(), y.as_os_str()),
            (None, None) => return Ordering::Equal,
            (x, _) => return if x.is_none() { Ordering::Less } else { Ordering::Greater },
        };
        let shown = |name: &OsStr| shown_name(name.as_bytes());
        if names.0 != names.1 {
            return natural::compare(&shown(names.0), &shown(names.1)).then_with(|| names.0.cmp(names.1));
        }
    }
}

/// Walks `roots` and hands everything found to `sink`, until that breaks off.
pub(super) fn walk(
    files: &dyn FileSystem,
    roots: &[Root],
    sink: &mut dyn FnMut(WalkItem) -> ControlFlow<()>,
) -> Skipped {
    let mut walk = Walk {
        files,
        sink,
        skipped: Skipped::default(),
        visited: HashSet::new(),
        root: PathBuf::new(),
        number: 0,
    };
    for (number, root) in (0..).zip(roots) {
        walk.number = number;
        let entered = match root {
            Root::Path(path) => walk.enter_root(path),
            Root::Builtin(files) => walk.builtin(files),
        };
        if entered.is_break() {
            break;
        }
    }
    walk.skipped
}

/// The name of an entry as text and as it is, and what the system says of it.
type EntryName = (String, OsString, io::Result<FileType>);

/// Comes upon some names of a folder below the root numbered `number` as a walk does, and upon everything below those that
/// are folders. Folders that are `visited` are not entered.
pub(super) fn walk_names(
    files: &dyn FileSystem,
    (number, root): (u16, &Path),
    (folder, names): (&Path, Vec<OsString>),
    visited: HashSet<(u64, u64)>,
    sink: &mut dyn FnMut(WalkItem) -> ControlFlow<()>,
) {
    let mut walk = Walk { files, sink, skipped: Skipped::default(), visited, root: PathBuf::new(), number };
    walk.root = files.canonicalize(root).unwrap_or_else(|_| root.to_owned());
    if names.first().is_some_and(|name| folder.join(name) == root) {
        // The root itself: a file.
        _ = walk.enter_root(root);
        return;
    }
    let Ok(below_root) = folder.strip_prefix(root) else { return };
    let (mut above, mut path) = (of_root(root), root.to_owned());
    for part in below_root.components() {
        let numbered = numbered_in(files, &path, &above);
        above = below(&above, &shown_name(part.as_os_str().as_bytes()), numbered);
        path.push(part);
    }
    let numbered = numbered_in(files, folder, &above);
    let entry = |name: OsString| {
        let kind = files.kind(&folder.join(&name));
        (shown_name(name.as_bytes()), name, kind)
    };
    _ = walk.entries(folder, (&above, numbered), names.into_iter().map(entry).collect());
}

struct Walk<'a> {
    files: &'a dyn FileSystem,
    sink: &'a mut dyn FnMut(WalkItem) -> ControlFlow<()>,
    skipped: Skipped,
    visited: HashSet<(u64, u64)>,
    root: PathBuf,
    /// Which root it is.
    number: u16,
}

enum EntryKind {
    Folder,
    File,
    Special,
    Outside,
    Other,
}

impl Walk<'_> {
    fn enter_root(&mut self, root: &Path) -> ControlFlow<()> {
        let only = match self.files.metadata(root) {
            Ok(metadata) if metadata.is_dir() => {
                self.root = self.files.canonicalize(root).unwrap_or_else(|_| root.to_owned());
                return self.folder(root, &of_root(root));
            }
            Ok(_) => None,
            Err(error) => match ArchivePath::of(self.files, root) {
                Some(path) => Some(path),
                None => return self.problem(root, &error),
            },
        };
        let root = only.as_ref().map_or(root, |path| &path.archive);
        let only = only.as_ref().map(|path| Arc::from(path.inner.as_path()));
        let parent = root.parent().unwrap_or_else(|| Path::new("")).to_owned();
        let name = root.file_name().unwrap_or_default().to_owned();
        let date = parent.file_name().and_then(|name| date::folder(&shown_name(name.as_bytes())));
        let folder = Folder { path: parent, section: CleanText::new(), date };
        (self.sink)(WalkItem::File(Place {
            root: self.number,
            folder: Arc::new(folder),
            file: name,
            only,
            named: true,
            verdict: Arc::default(),
        }))
    }

    /// Files of the program itself are given in the order in which a walk would find them.
    fn builtin(&mut self, files: &'static [Builtin]) -> ControlFlow<()> {
        let mut folders: HashMap<&str, Arc<Folder>> = HashMap::new();
        for (path, bytes) in files {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            let folder = folders.entry(folder).or_insert_with(|| {
                let parts = folder.split('/').filter(|part| !part.is_empty());
                let above = parts.fold(Above::default(), |above, part| below(&above, part, None));
                let section = CleanText::line(&above.section);
                Arc::new(Folder { path: PathBuf::from(folder), section, date: above.date })
            });
            let folder = Arc::clone(folder);
            let (root, verdict) = (self.number, Arc::default());
            let place = Place { root, folder, file: file.into(), only: None, named: false, verdict };
            (self.sink)(WalkItem::Bytes(place, bytes))?;
        }
        ControlFlow::Continue(())
    }

    fn problem(&mut self, path: &Path, error: &io::Error) -> ControlFlow<()> {
        let reason = Reason::System(error.into());
        (self.sink)(WalkItem::Problem(Problem::of(path.to_owned(), reason)))
    }

    fn passed(&mut self, path: &Path, why: Reason) -> ControlFlow<()> {
        (self.sink)(WalkItem::Passed(Problem::of(path.to_owned(), why.passed())))
    }

    fn skip(&mut self, why: &Reason) {
        match why {
            Reason::NameOfNoText | Reason::Foreign(_) => self.skipped.not_text += 1,
            _ => self.skipped.no_articles += 1,
        }
    }

    fn hidden(&mut self, folder: &Path, name: &OsStr) -> ControlFlow<()> {
        // Our own file is no part of the folder.
        if name.as_bytes().starts_with(SNAPSHOT_NAME.as_bytes()) {
            return ControlFlow::Continue(());
        }
        self.skipped.hidden += 1;
        self.passed(&folder.join(name), Reason::Hidden)
    }

    fn folder(&mut self, path: &Path, above: &Above) -> ControlFlow<()> {
        let visited = self.files.metadata(path).map(|m| self.visited.insert((m.dev(), m.ino())));
        if above.depth > DEPTH || matches!(visited, Ok(false)) {
            self.skipped.links += 1;
            return self.passed(path, Reason::Outside);
        }
        let entries = match self.files.read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.problem(path, &error),
        };
        let mut names: Vec<EntryName> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => {
                    names.push((shown_name(entry.name.as_bytes()), entry.name, entry.kind));
                }
                Err(error) => self.problem(path, &error)?,
            }
        }
        let numbered = above.numbered(names.iter().map(|(shown, ..)| shown.as_str()));
        self.entries(path, (above, numbered), names)
    }

    /// Goes through these entries of a folder, in order. Numbers are parts of the date `numbered`, if there is one.
    fn entries(
        &mut self,
        path: &Path,
        (above, numbered): (&Above, Option<Date>),
        mut names: Vec<EntryName>,
    ) -> ControlFlow<()> {
        names.sort_by(|a, b| natural::compare(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
        let section = CleanText::line(&above.section);
        let folder = Arc::new(Folder { path: path.to_owned(), section, date: above.date });
        let mut inner: Option<Arc<Folder>> = None;
        for (shown, name, kind) in names {
            if is_hidden(name.as_bytes()) {
                self.hidden(path, &name)?;
                continue;
            }
            let child = path.join(&name);
            match kind.map_or(EntryKind::Other, |kind| self.find(&child, kind)) {
                EntryKind::Folder => self.folder(&child, &below(above, &shown, numbered))?,
                EntryKind::Special => self.passed(&child, Reason::Special)?,
                EntryKind::Outside => self.passed(&child, Reason::Outside)?,
                EntryKind::Other => {}
                EntryKind::File => {
                    if let Some(why) = not_read(&shown) {
                        self.skip(&why);
                        self.passed(&child, why)?;
                        continue;
                    }
                    let folder = if !above.is_dated && is_own_folder(path, &name) {
                        inner.get_or_insert_with(|| Arc::new(without_last_part(&folder)))
                    } else {
                        &folder
                    };
                    let date = numbered.and_then(|date| date::within(date, stem(&shown)));
                    let folder = match date.filter(|date| date.day > 0) {
                        Some(_) => Arc::new(Folder { date, ..(**folder).clone() }),
                        None => Arc::clone(folder),
                    };
                    (self.sink)(WalkItem::File(Place {
                        root: self.number,
                        folder,
                        file: name,
                        only: None,
                        named: false,
                        verdict: Arc::default(),
                    }))?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// What a directory entry is, following a link only inside the root.
    fn find(&mut self, path: &Path, kind: FileType) -> EntryKind {
        if kind.is_dir() {
            return EntryKind::Folder;
        }
        if kind.is_file() {
            return EntryKind::File;
        }
        if !kind.is_symlink() {
            self.skipped.special += 1;
            return EntryKind::Special;
        }
        let target = self.files.canonicalize(path).ok().filter(|target| target.starts_with(&self.root));
        match target.and_then(|target| self.files.metadata(&target).ok()) {
            Some(metadata) if metadata.is_dir() => EntryKind::Folder,
            Some(metadata) if metadata.is_file() => EntryKind::File,
            _ => {
                self.skipped.links += 1;
                EntryKind::Outside
            }
        }
    }
}

/// As [`Above::numbered`], for a folder of which only some names are looked at.
fn numbered_in(files: &dyn FileSystem, folder: &Path, above: &Above) -> Option<Date> {
    if !above.may_be_numbered() {
        return None;
    }
    let entries = files.read_dir(folder).ok()?;
    let names: Vec<String> =
        entries.filter_map(|entry| Some(shown_name(entry.ok()?.name.as_bytes()))).collect();
    above.numbered(names.iter().map(String::as_str))
}

/// Crawlers make a folder for one file and name it like the file: such a folder is no section.
pub(super) fn is_own_folder(folder: &Path, file: &OsStr) -> bool {
    let stem = Path::new(file).file_stem();
    folder.file_name().is_some_and(|name| name == file || Some(name) == stem)
}

pub(super) fn without_last_part(folder: &Folder) -> Folder {
    let section = folder.section.as_str().rsplit_once('/').map_or("", |(before, _)| before);
    Folder { section: CleanText::line(section), ..folder.clone() }
}
