//! The thread that follows what changes below the roots of a library, for all its sessions: it waits until something is
//! heard, lets a burst come to rest, and publishes what was found, at most once a second.
//!
//! What must not go in: how changes are found and read (`corpus::follow`).

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use super::published::Published;
use crate::corpus::follow::{ChangeFollower, ChangeScope, FolderWatch, Look};
use crate::corpus::load::{LoadOptions, Root};
use crate::corpus::{Corpus, Tagger};
use crate::store::give_back_freed_memory;

/// Changes that come within this time are looked at together.
const BURST: Duration = Duration::from_millis(100);
/// At most one new segment in this time.
const PACE: Duration = Duration::from_secs(1);
/// Where the kernel does not tell, the times of folders are looked at this often.
const TICK: Duration = Duration::from_secs(2);
/// Of the time between two looks so much goes into them at most: a hundredth.
const SHARE: u32 = 100;
/// A look at everything may take more of its time, because something has happened: a tenth.
const BUSY_SHARE: u32 = 10;
/// A sweep ends after this long, however little processor time it took: on a server each question may take milliseconds.
const LONGEST_SWEEP: Duration = Duration::from_millis(500);
/// Whoever asks is answered after this long, even if files are still being written.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What the thread is asked for.
#[derive(Debug, Default)]
struct FollowOrders {
    /// A library has been read to the end: it is followed from now on.
    begin: bool,
    /// Number of the newest look that somebody has asked for, and when.
    look: Option<(u64, Instant)>,
    stop: bool,
}

#[derive(Debug)]
struct FollowShared {
    watch: Arc<FolderWatch>,
    asked: Mutex<FollowOrders>,
    stopped: AtomicBool,
    looks: AtomicU64,
}

impl FollowShared {
    fn asked(&self) -> MutexGuard<'_, FollowOrders> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks the thread for something. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct FollowRequests(Arc<FollowShared>);

impl FollowRequests {
    /// Requests to a thread that will follow through this watch.
    pub(super) fn new(watch: Arc<FolderWatch>) -> Self {
        let asked = Mutex::new(FollowOrders::default());
        Self(Arc::new(FollowShared {
            watch,
            asked,
            stopped: AtomicBool::new(false),
            looks: AtomicU64::new(0),
        }))
    }

    /// Everything has been read: from now on changes are followed.
    pub(super) fn begin(&self) {
        self.0.asked().begin = true;
        self.0.watch.wake();
    }

    /// Has everything looked at at once. Returns the number of the look.
    pub(super) fn look(&self) -> u64 {
        let number = self.0.looks.fetch_add(1, Ordering::AcqRel) + 1;
        self.0.asked().look = Some((number, Instant::now()));
        self.0.watch.wake();
        number
    }

    fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
        self.0.asked().stop = true;
        self.0.watch.wake();
    }
}

/// The thread. Dropping it ends it.
#[derive(Debug)]
pub(super) struct FollowThread {
    requests: FollowRequests,
    thread: Option<JoinHandle<()>>,
}

/// What the thread follows, and whom it tells.
pub(super) struct Followed {
    pub(super) roots: Vec<Root>,
    pub(super) options: LoadOptions,
    pub(super) tagger: Arc<dyn Tagger>,
    pub(super) published: Arc<Published>,
    /// Passes on a corpus that was published.
    pub(super) grown: Box<dyn Fn(&Corpus) + Send>,
}

impl FollowThread {
    pub(super) fn start(requests: &FollowRequests, followed: Followed) -> Self {
        let own = requests.clone();
        let thread = std::thread::spawn(move || {
            // Keys come first; it matters little if the system does not allow this.
            let _ = rustix::process::nice(10);
            Following::new(own.0, followed).run();
        });
        Self { requests: requests.clone(), thread: Some(thread) }
    }

    pub(super) fn requests(&self) -> &FollowRequests {
        &self.requests
    }
}

impl Drop for FollowThread {
    fn drop(&mut self) {
        self.requests.stop();
        if let Some(thread) = self.thread.take() {
            // If the thread panicked, the panic hook has said so.
            let _ = thread.join();
        }
    }
}

/// The state of the thread.
struct Following {
    shared: Arc<FollowShared>,
    followed: Followed,
    paths: Vec<PathBuf>,
    follower: Option<ChangeFollower>,
    /// What may have changed and was not looked at yet, and when to look at the earliest.
    scope: ChangeScope,
    due: Option<Instant>,
    /// The look that somebody waits for.
    wanted: Option<(u64, Instant)>,
    /// Nothing is published before.
    free: Instant,
    /// When to look at the times of folders, where the kernel does not tell.
    tick: Instant,
}

impl Following {
    fn new(shared: Arc<FollowShared>, followed: Followed) -> Self {
        let paths = followed.roots.iter().filter_map(Root::path).map(PathBuf::from).collect();
        let now = Instant::now();
        Self {
            shared,
            followed,
            paths,
            follower: None,
            scope: ChangeScope::default(),
            due: None,
            wanted: None,
            free: now,
            tick: now,
        }
    }

    fn run(mut self) {
        loop {
            self.shared.watch.wait(self.patience(), self.follower.is_some() && self.due.is_none());
            if !self.hear() {
                return;
            }
            let now = Instant::now();
            if self.follower.is_some() && !self.shared.watch.is_told() && now >= self.tick {
                self.look_at_times();
            }
            if self.due.is_some_and(|due| now >= due) {
                self.look();
            }
        }
    }

    /// How long there is nothing to do; for ever if only news can change that.
    fn patience(&self) -> Option<Duration> {
        let ticks = self.follower.is_some() && !self.shared.watch.is_told();
        let tick = Some(self.tick).filter(|_| ticks);
        let next = [self.due, tick].into_iter().flatten().min();
        next.map(|next| next.saturating_duration_since(Instant::now()))
    }

    /// Takes what was asked for and heard. False if the thread is to end.
    fn hear(&mut self) -> bool {
        let mut asked = self.shared.asked();
        let (begin, look, stop) = (std::mem::take(&mut asked.begin), asked.look.take(), asked.stop);
        drop(asked);
        if stop {
            return false;
        }
        if begin {
            let Followed { roots, options, published, .. } = &self.followed;
            let corpus = published.corpus();
            let watch = Arc::clone(&self.shared.watch);
            self.follower = Some(ChangeFollower::new(&corpus, roots.clone(), options, watch));
            let now = Instant::now();
            self.tick = now + TICK;
            self.due = self.wanted.map(|_| now);
        }
        if self.follower.is_some() {
            let heard = self.shared.watch.take(&self.paths);
            if !heard.is_empty() {
                self.scope.join(heard);
                self.plan(BURST);
            }
        }
        if let Some((number, at)) = look {
            self.wanted = Some((number, at));
            self.scope.join(ChangeScope::everything());
            if self.follower.is_some() {
                self.due = Some(Instant::now());
            }
        }
        true
    }

    /// Plans a look after this time, or when publishing is free again.
    fn plan(&mut self, after: Duration) {
        let at = (Instant::now() + after).max(self.free);
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    /// Looks at the times of folders, and at some files.
    fn look_at_times(&mut self) {
        let (Some(follower), begun) = (&mut self.follower, Instant::now()) else { return };
        if follower.has_roots() {
            let used = processor_time();
            let mut scope = self.shared.watch.look_at_times();
            let corpus = self.followed.published.corpus();
            let share = TICK / SHARE;
            let enough =
                || processor_time().saturating_sub(used) >= share || begun.elapsed() >= LONGEST_SWEEP;
            if corpus.complete {
                scope.join(follower.sweep(&corpus, &enough));
            }
            if !scope.is_empty() {
                self.scope.join(scope);
                self.plan(Duration::ZERO);
            }
            let used = processor_time().saturating_sub(used);
            self.tick = begun + TICK.max(used * SHARE);
        } else {
            self.tick = begun + TICK;
        }
    }

    fn look(&mut self) {
        self.due = None;
        let Some(follower) = &mut self.follower else { return };
        let begun = Instant::now();
        let (corpus, edition) = self.followed.published.edition();
        if !corpus.complete {
            // Everything is being read anew; when that is done, this begins anew.
            self.follower = None;
            return;
        }
        let scope = std::mem::take(&mut self.scope);
        let whole = scope.is_everything();
        let stopped = || self.shared.stopped.load(Ordering::Relaxed);
        let here = follower.has_roots();
        let mut look = if here {
            follower.look(&corpus, &scope, &*self.followed.tagger, &stopped)
        } else {
            Look::later(ChangeScope::everything(), TICK)
        };
        let found = look.corpus.take();
        let again = look.again.take();
        if let Some(found) = found {
            if !self.followed.published.replace(edition, &found, look.counts) {
                // Another corpus has come meanwhile.
                self.scope.join(scope);
                return self.plan(Duration::ZERO);
            }
            (self.followed.grown)(&found);
            self.free = begun + PACE;
            drop(found);
            give_back_freed_memory();
        }
        follower.take(look);
        if whole {
            self.free = self.free.max(Instant::now() + begun.elapsed() * BUSY_SHARE);
        }
        let waits = here && again.is_some();
        if let Some((more, after)) = again {
            self.scope.join(more);
            self.plan(after);
        }
        if let Some((number, _)) = self.wanted.filter(|(_, at)| !waits || at.elapsed() >= PATIENCE) {
            self.wanted = None;
            self.followed.published.looked(number);
        }
    }
}

/// Processor time of this thread.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}
