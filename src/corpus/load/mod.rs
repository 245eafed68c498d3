//! The loader: work from the walk is read and parsed on several threads, put back into order, and published in segments
//! that grow, so that the first screen never waits for the last file.
//!
//! No file that cannot be read stops the run. What an article means is not decided here: a [`Tagger`] from above says it.

mod intake;
mod merge;
mod reader;
mod rejudge;
mod reread;
mod runs;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};
use std::thread::JoinHandle;

use super::file_system::FileSystem;
pub use super::root::{Builtin, FolderCorrections, LoadOptions, Root};
use super::sequence::Sequence;
use super::verdicts::Verdicts;
use super::walk::{self, Place, Skipped};
use super::work::{self, Work};
use super::{Corpus, Tags};
use crate::format::Draft;
use intake::{Intake, Keep};
pub use merge::{Changes, changes};
pub(super) use merge::{Compared, Matched, Merge};
pub(super) use reader::{FileReader, Outcome, Reading};
pub use reread::{Rereading, reread};
use runs::read_all;

/// Adds what the layers above know of an article while it is still in the reader's cache.
pub trait Tagger: Send + Sync {
    /// The tags of a freshly read article.
    fn tags(&self, draft: &Draft) -> Tags;
}

/// For callers that want no tags, as tests and benchmarks do: every article has none.
impl Tagger for () {
    fn tags(&self, _: &Draft) -> Tags {
        Tags::default()
    }
}

/// Work handed out ahead of the readers.
const AHEAD: usize = 64;

/// Loading that runs on threads of its own. Dropping it stops it.
#[derive(Debug)]
pub struct Loader {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            // A reader that panicked has been reported by the panic hook; the others must still be waited for.
            let _ = thread.join();
        }
    }
}

impl Loader {
    /// Starts reading `roots`; every growth of the corpus is handed to `publish`, the last one with `complete` set.
    pub fn start(
        roots: Vec<Root>,
        options: LoadOptions,
        tagger: Arc<dyn Tagger>,
        publish: impl FnMut(Corpus) + Send + 'static,
    ) -> Self {
        Self::follow(Corpus::default(), roots, options, tagger, publish)
    }

    /// Starts from `base`, a corpus opened from a snapshot of `roots`: publishes it, looks which files have changed since,
    /// and takes in those alone. Of a damaged one, or one with [`Corpus::mark_all_deleted`], everything is read anew.
    pub fn follow(
        base: Corpus,
        roots: Vec<Root>,
        options: LoadOptions,
        tagger: Arc<dyn Tagger>,
        publish: impl FnMut(Corpus) + Send + 'static,
    ) -> Self {
        Self::run(Aim::Follow, base, (roots, options), tagger, publish)
    }

    /// Judges the folders of `base`, a complete corpus of `roots`, anew, with the corrections in `options`, and reads the files
    /// of those alone on which the verdict has changed. Other changes of the files are not looked for.
    pub fn rejudge(
        base: Corpus,
        roots: Vec<Root>,
        options: LoadOptions,
        tagger: Arc<dyn Tagger>,
        publish: impl FnMut(Corpus) + Send + 'static,
    ) -> Self {
        Self::run(Aim::Rejudge, base, (roots, options), tagger, publish)
    }

    fn run(
        aim: Aim,
        base: Corpus,
        (roots, options): (Vec<Root>, LoadOptions),
        tagger: Arc<dyn Tagger>,
        publish: impl FnMut(Corpus) + Send + 'static,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let run = move || {
            let (roots, options, tagger) = (&roots, &options, &*tagger);
            let keep = if aim == Aim::Rejudge { Keep::AllAtOnce } else { Keep::All };
            Job { aim, roots, options, tagger, stop: &flag, keep }.run(base, publish);
        };
        Self { stop, threads: vec![std::thread::spawn(run)] }
    }
}

/// What a run of the loader is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// To bring a corpus from a snapshot up to date, or to read everything.
    Follow,
    /// To read what is judged otherwise.
    Rejudge,
}

/// Reads `roots` to the end.
pub fn load_all(roots: &[Root], options: &LoadOptions, tagger: &dyn Tagger) -> Corpus {
    load_over(Corpus::default(), roots, options, tagger)
}

/// Brings `base`, a corpus opened from a snapshot of `roots`, up to date.
pub fn load_over(base: Corpus, roots: &[Root], options: &LoadOptions, tagger: &dyn Tagger) -> Corpus {
    load_watched(base, roots, options, tagger, &|_| {})
}

/// As [`load_over`]; `watch` sees the corpus grow.
pub fn load_watched(
    base: Corpus,
    roots: &[Root],
    options: &LoadOptions,
    tagger: &dyn Tagger,
    watch: &(dyn Fn(&Corpus) + Sync),
) -> Corpus {
    let whole = Mutex::new(Corpus::default());
    let publish = |corpus: Corpus| {
        watch(&corpus);
        *whole.lock().unwrap_or_else(PoisonError::into_inner) = corpus;
    };
    let stop = &AtomicBool::new(false);
    Job { aim: Aim::Follow, roots, options, tagger, stop, keep: Keep::All }.run(base, publish);
    whole.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// How many files a walk through `roots` comes upon.
pub fn count_files(files: &dyn FileSystem, roots: &[Root]) -> u32 {
    let mut count = 0;
    walk::walk(files, roots, &mut |item| {
        count += u32::from(!matches!(item, walk::WalkItem::Passed(_)));
        ControlFlow::Continue(())
    });
    count
}

/// Reads `roots` to the end and hands on each new segment, of which only the newest is kept, until `each` breaks off.
/// False if it did.
pub fn load_each(
    roots: &[Root],
    options: &LoadOptions,
    tagger: &dyn Tagger,
    mut each: impl FnMut(Corpus) -> ControlFlow<()> + Send,
) -> bool {
    let stop = AtomicBool::new(false);
    let publish = |corpus: Corpus| {
        if each(corpus).is_break() {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let job = Job { aim: Aim::Follow, roots, options, tagger, stop: &stop, keep: Keep::Newest };
    job.run(Corpus::default(), publish);
    !stop.load(Ordering::Relaxed)
}

/// One run of the loader.
struct Job<'a> {
    aim: Aim,
    roots: &'a [Root],
    options: &'a LoadOptions,
    tagger: &'a dyn Tagger,
    stop: &'a AtomicBool,
    keep: Keep,
}

impl Job<'_> {
    fn run(&self, base: Corpus, mut publish: impl FnMut(Corpus) + Send) {
        let sequence = Sequence::new();
        let (changes, verdicts) = (Mutex::new(None), OnceLock::new());
        let (send, receive) = mpsc::sync_channel::<(u64, Work)>(AHEAD);
        let receive = Mutex::new(receive);
        if !base.is_empty() {
            publish(base.clone());
        }
        let is_snapshot = base.stored.is_some() && base.live_len() > 0 && !base.is_damaged();
        let snapshot = (is_snapshot || self.aim == Aim::Rejudge).then(|| base.clone());
        std::thread::scope(|scope| {
            for _ in 0..self.options.threads.max(1) {
                scope.spawn(|| read_all(&receive, &sequence, self));
            }
            let walker = scope.spawn(|| {
                let mut count = 0;
                let skipped = self.walk(snapshot.as_ref(), &changes, &verdicts, &mut |work| {
                    if self.stopped() || send.send((count, work)).is_err() {
                        return ControlFlow::Break(());
                    }
                    count += 1;
                    ControlFlow::Continue(())
                });
                drop(send);
                sequence.end_at(count);
                skipped
            });
            let mut intake = Intake::new(base, self.keep, (&changes, &verdicts), publish);
            intake.take_all(&sequence, self.stop);
            sequence.close();
            let skipped = walker.join().unwrap_or_default();
            if !self.stopped() {
                intake.finish(skipped);
            }
        });
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Hands out everything that is to be read: all files, or those that are not as the snapshot has them.
    fn walk(
        &self,
        snapshot: Option<&Corpus>,
        changes_of: &Mutex<Option<Changes>>,
        verdicts: &OnceLock<Arc<Verdicts>>,
        sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
    ) -> Skipped {
        let files = &*self.options.files;
        let stopped = || self.stopped();
        let judged = |found: Verdicts| _ = verdicts.set(Arc::new(found));
        let Some(snapshot) = snapshot else {
            return work::of_roots(self.options, self.roots, &judged, &stopped, sink);
        };
        // The list is there already, so keys come before this.
        let _ = rustix::process::nice(5);
        if self.aim == Aim::Rejudge {
            return self.walk_rejudged(snapshot, (changes_of, &judged), sink);
        }
        let (mut found, skipped) = merge::compare(files, snapshot, self.roots, &stopped);
        if self.stopped() {
            return skipped;
        }
        let anew = found.is_nearly_all(snapshot);
        let places = std::mem::take(&mut found.places);
        if anew {
            found.mark_all_deleted(snapshot);
        }
        *changes_of.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        if anew {
            drop(places);
            let options = self.options.clone().with_kept(snapshot.verdicts.corrections());
            return work::of_roots(&options, self.roots, &judged, &stopped, sink);
        }
        // A verdict stands as long as the snapshot.
        let verdict = |place: &Place| snapshot.verdicts.of_place(place);
        let places = places.into_iter().map(|place| Place { verdict: verdict(&place), ..place });
        self.hand_out(places, &snapshot.verdicts, sink);
        skipped
    }

    /// Hands out what is judged otherwise than in `base`. Of a corpus on the heap, which is small, that is everything if it is
    /// anything: only in a snapshot have new articles their places among the old.
    fn walk_rejudged(
        &self,
        base: &Corpus,
        (changes_of, judged): (&Mutex<Option<Changes>>, &dyn Fn(Verdicts)),
        sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
    ) -> Skipped {
        let stopped = || self.stopped();
        let mut found = Vec::new();
        let skipped = walk::walk(&*self.options.files, self.roots, &mut |item| {
            found.push(item);
            if stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let verdicts = Verdicts::judge(&found, self.options);
        let mut changes = rejudge::rejudged(base, found, &verdicts, skipped);
        let places = std::mem::take(&mut changes.places);
        let is_in_snapshot =
            base.stored.as_ref().is_some_and(|stored| base.deleted.count() < stored.articles as usize);
        let anew = !places.is_empty() && !is_in_snapshot;
        if anew {
            changes.mark_all_deleted(base);
        }
        *changes_of.lock().unwrap_or_else(PoisonError::into_inner) = Some(changes);
        if anew {
            return work::of_roots(self.options, self.roots, judged, &stopped, sink);
        }
        judged(verdicts.clone());
        self.hand_out(places, &verdicts, sink);
        skipped
    }

    fn hand_out(
        &self,
        places: impl IntoIterator<Item = Place>,
        verdicts: &Verdicts,
        sink: &mut dyn FnMut(Work) -> ControlFlow<()>,
    ) {
        for place in places {
            if work::of_place(self.options, place, verdicts, sink).is_break() {
                break;
            }
        }
    }
}
