//! Following: what changes below the roots after everything was read becomes a new segment over the corpus, and articles
//! whose files have gone or changed are marked as deleted.
//!
//! Ids are never given twice, and an article that a changed file still has keeps its own. What must not go in: threads, and
//! when to look (`session`).

mod counts;
mod difference;
mod inotify;
mod reading;
mod scope;
mod watch;

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::file_system::FileSystem;
use super::load::{LoadOptions, Root, Tagger};
use super::segment::Stamp;
use super::{ArticleId, Corpus};
pub use counts::ChangeCounts;
use difference::{FileDifference, KnownFiles, LaterFile, LaterFiles};
use reading::ChangeReader;
pub use scope::ChangeScope;
pub use watch::{FolderWatch, WatchMethod};

/// A file is read when it has not changed for so long: half of what is being written helps nobody.
pub const REST: Duration = Duration::from_millis(500);

/// A file that was read so soon after a change may change again without looking newer.
const FRESH: Duration = Duration::from_secs(2);

/// What a look has found.
#[derive(Debug, Default)]
pub struct Look {
    /// The corpus as it is now, if it has changed.
    pub corpus: Option<Corpus>,
    /// What has changed.
    pub counts: ChangeCounts,
    /// What to look at again, and when at the latest.
    pub again: Option<(ChangeScope, Duration)>,
    /// What is known of the files that were read.
    files: LaterFiles,
    /// How files look that are still being written, and since when.
    restless: HashMap<PathBuf, (Stamp, Instant)>,
}

/// Follows the changes below some roots.
#[derive(Debug)]
pub struct ChangeFollower {
    roots: Vec<Root>,
    options: LoadOptions,
    watch: Arc<FolderWatch>,
    /// The segments of the first reading, in walk order.
    first: Range<usize>,
    /// What is known of files read later.
    later: LaterFiles,
    restless: HashMap<PathBuf, (Stamp, Instant)>,
    copied: bool,
    /// Where the sweep over the files is.
    swept: (usize, usize),
}

impl ChangeFollower {
    /// Follows `corpus`, which has been read to the end through `watch`.
    pub fn new(corpus: &Corpus, roots: Vec<Root>, options: &LoadOptions, watch: Arc<FolderWatch>) -> Self {
        let paths: Vec<PathBuf> = roots.iter().filter_map(Root::path).map(PathBuf::from).collect();
        for path in paths.iter().filter(|path| path.is_file()) {
            watch.watch(path.parent().unwrap_or(path));
        }
        let is_copied = |stored: &Arc<super::Stored>| stored.origin.is_copied(&*watch, &paths);
        let copied = corpus.stored.as_ref().is_some_and(is_copied);
        let first = first_reading(corpus);
        let mut follower = Self {
            roots,
            options: LoadOptions { files: Arc::clone(&watch) as Arc<dyn FileSystem>, ..options.clone() },
            watch,
            first,
            later: LaterFiles::new(),
            restless: HashMap::new(),
            copied,
            swept: (0, 0),
        };
        follower.later = later_files(corpus, follower.first.end);
        follower
    }

    /// Whether all roots are there. One that is not may be a server that will come back: nothing is taken for gone.
    pub fn has_roots(&self) -> bool {
        self.roots.iter().filter_map(Root::path).all(|root| self.watch.metadata(root).is_ok())
    }

    /// Looks at what may have changed, and reads what has. `corpus` is the one that was followed until now.
    pub fn look(
        &self,
        corpus: &Corpus,
        scope: &ChangeScope,
        tagger: &dyn Tagger,
        stopped: &dyn Fn() -> bool,
    ) -> Look {
        let known = KnownFiles { corpus, first: self.first.clone(), later: &self.later, copied: self.copied };
        let mut difference = if scope.everything {
            known.compare(&*self.watch, &self.roots, stopped)
        } else {
            known.compare_in(&self.watch, &self.roots, scope)
        };
        if stopped() || !self.has_roots() {
            return Look::default();
        }
        let mut look = Look::default();
        self.put_off(&mut difference, &mut look);
        let mut reader = ChangeReader::new(corpus, &self.options, tagger);
        reader.read(difference, scope, stopped);
        let left = reader.left();
        if !left.is_empty() {
            look.put_off(left, Duration::from_secs(1));
        }
        let told = self.watch.is_told();
        let (changed, counts, files) = reader.finish();
        look.corpus = changed;
        look.counts = counts;
        look.files = files;
        if !told {
            look.settle();
        }
        look
    }

    /// Takes what a look has found: its corpus is the one that is followed now.
    pub fn take(&mut self, look: Look) {
        self.later.extend(look.files);
        self.restless = look.restless;
    }

    /// Leaves files for later that are still being written.
    fn put_off(&self, difference: &mut FileDifference, look: &mut Look) {
        let now = Instant::now();
        let changed = std::mem::take(&mut difference.changed);
        for (place, known) in changed {
            let path = place.path();
            let stamp = self.watch.metadata(&path).map_or(Stamp::NONE, |metadata| Stamp::of(&metadata));
            let before = self.restless.get(&path).filter(|(before, _)| *before == stamp);
            let since = before.map_or(now, |(_, since)| *since);
            // The clock of a server may be ahead of ours.
            if age_of(stamp).is_some_and(|age| age >= REST) || now.duration_since(since) >= REST {
                difference.changed.push((place, known));
            } else {
                let mut scope = ChangeScope::default();
                scope.add_path(&path);
                look.put_off(scope, REST);
                look.restless.insert(path, (stamp, since));
            }
        }
    }

    /// Looks at further files, of those read first, until `enough` says so: for changes that no folder tells of. Comes back
    /// to the first after the last.
    pub fn sweep(&mut self, corpus: &Corpus, enough: &dyn Fn() -> bool) -> ChangeScope {
        let mut scope = ChangeScope::default();
        let mut rounds = 0;
        while !enough() && rounds < 2 {
            let segments = corpus.segments().get(self.first.clone()).unwrap_or_default();
            let Some(segment) = segments.get(self.swept.0) else {
                self.swept = (0, 0);
                rounds += 1;
                if rounds == 1 {
                    self.sweep_later(&mut scope);
                }
                continue;
            };
            let Some(file) = segment.file(self.swept.1) else {
                self.swept = (self.swept.0 + 1, 0);
                continue;
            };
            self.swept.1 += 1;
            let path = file.path();
            let now = self.watch.metadata(&path).ok().map(|metadata| Stamp::of(&metadata));
            let changed = now.is_some_and(|now| {
                now != Stamp {
                    inode: if self.copied { now.inode } else { file.stamp().inode },
                    ..file.stamp()
                }
            });
            if changed && !self.later.contains_key(&path) {
                scope.add_path(&path);
            }
        }
        scope
    }

    fn sweep_later(&self, scope: &mut ChangeScope) {
        for (path, file) in &self.later {
            let now = self.watch.metadata(path).ok().map(|metadata| Stamp::of(&metadata));
            if file.as_ref().is_some_and(|file| now.is_some_and(|now| now != file.stamp)) {
                scope.add_path(path);
            }
        }
    }
}

impl Look {
    /// Nothing was looked at; this is to be, after a while.
    pub fn later(scope: ChangeScope, after: Duration) -> Self {
        Self { again: Some((scope, after)), ..Self::default() }
    }

    fn put_off(&mut self, scope: ChangeScope, after: Duration) {
        let (mut all, soonest) = self.again.take().unwrap_or_else(|| (ChangeScope::default(), after));
        all.join(scope);
        self.again = Some((all, soonest.min(after)));
    }

    /// Has files looked at once more that have changed so shortly before that a further change would not show.
    fn settle(&mut self) {
        let mut scope = ChangeScope::default();
        for (path, file) in &mut self.files {
            let Some(file) = file else { continue };
            if age_of(file.stamp).is_none_or(|age| age < FRESH) && file.stamp != Stamp::NONE {
                file.stamp = Stamp::NONE;
                scope.add_path(path);
            }
        }
        if !scope.is_empty() {
            self.put_off(scope, FRESH + REST);
        }
    }
}

/// How long ago a file was changed; none if that is still to come.
fn age_of(stamp: Stamp) -> Option<Duration> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    now.checked_sub(Duration::from_nanos(u64::try_from(stamp.modified).ok()?))
}

/// The segments that a reading of everything has filled, in walk order: those of the snapshot, or of the reading after it
/// if nothing of it holds.
fn first_reading(corpus: &Corpus) -> Range<usize> {
    let segments = corpus.segments();
    let is_dead = |segment: &&Arc<super::Segment>| {
        let ids = segment.base()..segment.base() + segment.len() as u32;
        ids.clone().all(|id| !corpus.is_live(ArticleId(id)))
    };
    let stored = segments.iter().take_while(|segment| segment.is_stored()).count();
    let dead = segments.iter().take(stored).take_while(is_dead).count();
    if stored == 0 || dead == stored { dead..segments.len() } else { 0..stored }
}

/// The files of the segments after the first reading: what had changed since the snapshot when it was opened.
fn later_files(corpus: &Corpus, end: usize) -> LaterFiles {
    let later = corpus.segments().get(end..).unwrap_or_default();
    let files = super::stored_files::StoredFiles::all(later);
    let is_live = |id: &u32| corpus.is_live(ArticleId(*id));
    let files = files.filter(|file| file.articles.is_empty() || file.articles.clone().any(|id| is_live(&id)));
    files.map(|file| (file.path(), Some(LaterFile::stored(&file)))).collect()
}
