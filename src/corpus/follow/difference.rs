//! What is different below the roots: the files of a corpus, as they were read last, and the files as they are now.
//!
//! Looks at names and stamps; no file is opened.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::ops::{ControlFlow, Range};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::scope::{ChangeScope, Names};
use super::watch::{FolderStamp, FolderWatch};
use crate::corpus::file_system::FileSystem;
use crate::corpus::load::{Compared, Matched, Merge};
use crate::corpus::root::Root;
use crate::corpus::segment::{SourceFile, Stamp};
use crate::corpus::stored_files::{StoredFile, StoredFiles};
use crate::corpus::walk::{Place, Skipped, WalkItem, walk, walk_names};
use crate::corpus::{ArticleId, Corpus, Problem, Segment};

/// A file that was read after the first reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LaterFile {
    /// How it looked.
    pub(super) stamp: Stamp,
    /// Its articles.
    pub(super) articles: Vec<Range<u32>>,
    /// It counts as a file that was looked at: an empty one of lines does not.
    pub(super) counted: bool,
}

impl LaterFile {
    /// The ids of its articles.
    pub(super) fn ids(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.iter().flat_map(Clone::clone).map(ArticleId)
    }

    /// A file as it was read first.
    pub(super) fn stored(file: &StoredFile<'_>) -> Self {
        let articles = Some(file.articles.clone()).filter(|articles| !articles.is_empty());
        Self { stamp: file.stamp, articles: articles.into_iter().collect(), counted: true }
    }
}

/// What is known of files beside what the first reading says. `None` is gone.
pub(super) type LaterFiles = HashMap<PathBuf, Option<LaterFile>>;

/// What is different.
#[derive(Debug, Default)]
pub(super) struct FileDifference {
    /// Files that are new or look otherwise, with what they were.
    pub(super) changed: Vec<(Place, Option<LaterFile>)>,
    /// Files that have gone.
    pub(super) gone: Vec<(PathBuf, LaterFile)>,
    /// What the walk could not look at or passed over, within the scope.
    pub(super) problems: Vec<Problem>,
    /// What a walk through everything passed over.
    pub(super) skipped: Option<Skipped>,
}

/// The files that are known.
pub(super) struct KnownFiles<'a> {
    pub(super) corpus: &'a Corpus,
    /// The segments of the first reading, in walk order.
    pub(super) first: Range<usize>,
    pub(super) later: &'a LaterFiles,
    /// The roots are copies of those that were read.
    pub(super) copied: bool,
}

impl<'a> KnownFiles<'a> {
    pub(super) fn segments(&self) -> &'a [Arc<Segment>] {
        self.corpus.segments().get(self.first.clone()).unwrap_or_default()
    }

    /// Whether the row of the first reading still says what the file was.
    fn holds(&self, file: &StoredFile<'_>) -> bool {
        let dead = !file.articles.is_empty() && !self.corpus.is_live(ArticleId(file.articles.start));
        !dead && (self.later.is_empty() || !self.later.contains_key(&file.path()))
    }

    /// Compares everything.
    pub(super) fn compare(
        &self,
        files: &dyn FileSystem,
        roots: &[Root],
        stopped: &dyn Fn() -> bool,
    ) -> FileDifference {
        let mut found = FileDifference::default();
        let mut later: HashMap<&PathBuf, &LaterFile> =
            self.later.iter().filter_map(|(path, file)| Some((path, file.as_ref()?))).collect();
        let stored = StoredFiles::all(self.segments()).filter(|file| self.holds(file));
        let mut merge = Merge::new(stored);
        let compared = |matched: Matched<'_>, found: &mut FileDifference| {
            found.take_compared(matched.looked_at(files, self.copied));
        };
        let skipped = walk(files, roots, &mut |item| {
            match item {
                WalkItem::File(place) => match later.remove(&place.path()) {
                    Some(known) => found.take(files, place, Some(known.clone())),
                    None => merge.take(place, &mut |matched| compared(matched, &mut found)),
                },
                WalkItem::Bytes(..) => {}
                WalkItem::Problem(problem) | WalkItem::Passed(problem) => found.problems.push(problem),
            }
            if stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        merge.finish(&mut |matched| compared(matched, &mut found));
        found.gone.extend(later.into_iter().map(|(path, file)| (path.clone(), file.clone())));
        found.skipped = Some(skipped);
        found
    }

    /// Compares what is within a scope that is not everything.
    pub(super) fn compare_in(
        &self,
        watch: &FolderWatch,
        roots: &[Root],
        scope: &ChangeScope,
    ) -> FileDifference {
        let mut found = FileDifference::default();
        let mut look = ScopeWalk { watch, below: Vec::new() };
        let mut places = Vec::new();
        for (folder, names) in &scope.folders {
            let names = look.names(folder, names);
            for (number, root) in (0..).zip(roots).filter_map(|(number, root)| Some((number, root.path()?))) {
                // A root that is a file is a name of the folder that it lies in.
                let own = |name: &OsString| folder.join(name) == *root;
                let (file, names): (Vec<_>, Vec<_>) = names.iter().cloned().partition(own);
                let mut sink = |item| {
                    match item {
                        WalkItem::File(place) => places.push(place),
                        WalkItem::Bytes(..) => {}
                        WalkItem::Problem(problem) | WalkItem::Passed(problem) => {
                            found.problems.push(problem);
                        }
                    }
                    ControlFlow::Continue(())
                };
                if !file.is_empty() {
                    walk_names(watch, (number, root), (folder, file), HashSet::new(), &mut sink);
                } else if folder.starts_with(root) && !names.is_empty() {
                    walk_names(watch, (number, root), (folder, names), watch.identities(), &mut sink);
                }
            }
        }
        let mut known = self.within(scope, &look.below);
        for place in places {
            let file = known.remove(&place.path());
            found.take(watch, place, file);
        }
        found.gone.extend(known);
        found
    }

    /// The files within a scope, and below these folders.
    fn within(&self, scope: &ChangeScope, below: &[PathBuf]) -> HashMap<PathBuf, LaterFile> {
        let has = |folder: &Path, name: &OsStr| {
            scope.has(folder, name) || below.iter().any(|above| folder.starts_with(above))
        };
        let folder_of = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let is_in = |path: &Path| has(&folder_of(path), path.file_name().unwrap_or_default());
        let later = self.later.iter().filter(|(path, _)| is_in(path));
        let mut known: HashMap<PathBuf, LaterFile> =
            later.filter_map(|(path, file)| Some((path.clone(), file.clone()?))).collect();
        let is_wanted = |folder: &Path| {
            scope.folders.contains_key(folder) || below.iter().any(|above| folder.starts_with(above))
        };
        let segments = self.segments().iter().filter(|segment| segment.has_folder(&is_wanted));
        let wanted = |file: &SourceFile<'_>| has(&file.folder(), OsStr::from_bytes(file.name()));
        for file in StoredFiles::filtered(segments.collect(), &wanted).filter(|file| self.holds(file)) {
            known.insert(file.path(), LaterFile::stored(&file));
        }
        known
    }
}

impl FileDifference {
    fn take(&mut self, files: &dyn FileSystem, place: Place, known: Option<LaterFile>) {
        let now = files.metadata(&place.path()).map(|metadata| Stamp::of(&metadata));
        if known.as_ref().is_none_or(|known| now.as_ref().ok() != Some(&known.stamp)) {
            self.changed.push((place, known));
        }
    }

    fn take_compared(&mut self, compared: Compared<'_>) {
        match compared {
            Compared::Same(_) => {}
            Compared::New(place) => self.changed.push((place, None)),
            Compared::Changed(stored, place) => {
                self.changed.push((place, Some(LaterFile::stored(&stored))));
            }
            Compared::Gone(stored) => self.gone.push((stored.path(), LaterFile::stored(&stored))),
        }
    }
}

/// Looks at names, and takes note of the folders below which everything has come or gone.
struct ScopeWalk<'a> {
    watch: &'a FolderWatch,
    below: Vec<PathBuf>,
}

impl ScopeWalk<'_> {
    /// The names of a folder to walk through: those that are there, but no folder that is watched already.
    fn names(&mut self, folder: &Path, names: &Names) -> Vec<OsString> {
        let names: Vec<OsString> = match names {
            Names::Some(names) => names.iter().cloned().collect(),
            Names::All => self.all_names(folder),
        };
        names.into_iter().filter(|name| self.is_to_walk(&folder.join(name))).collect()
    }

    /// All names of a folder. What was below a name that is no longer listed has gone with it.
    fn all_names(&mut self, folder: &Path) -> Vec<OsString> {
        let Ok(names) = self.watch.list(folder) else {
            self.watch.forget(folder);
            self.below.push(folder.to_owned());
            return Vec::new();
        };
        let listed: HashSet<&OsStr> = names.iter().map(OsString::as_os_str).collect();
        for path in self.watch.folders_in(folder) {
            if path.file_name().is_some_and(|name| !listed.contains(name)) {
                self.watch.forget(&path);
                self.below.push(path);
            }
        }
        names
    }

    fn is_to_walk(&mut self, path: &Path) -> bool {
        let kind = self.watch.kind(path);
        let known = self.watch.folder(path);
        let is_folder = kind.as_ref().is_ok_and(std::fs::FileType::is_dir);
        if is_folder && known.is_some() && known.map(FolderStamp::identity) == self.watch.identity(path) {
            return false;
        }
        if is_folder || known.is_some() {
            // It has come, gone, or become another one.
            self.watch.forget(path);
            self.below.push(path.to_owned());
        }
        kind.is_ok()
    }
}

/// These ids as ranges.
pub(super) fn ranges(ids: &HashSet<ArticleId>) -> Vec<Range<u32>> {
    let mut sorted: Vec<u32> = ids.iter().map(|id| id.0).collect();
    sorted.sort_unstable();
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for id in sorted {
        match ranges.last_mut() {
            Some(last) if last.end == id => last.end += 1,
            _ => ranges.push(id..id + 1),
        }
    }
    ranges
}
