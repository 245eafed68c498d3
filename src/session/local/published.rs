//! What a local library has published for all its sessions: the newest corpus and the notices.
//!
//! What must not go in: reading files, and searching.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::corpus::Corpus;
use crate::corpus::follow::ChangeCounts;
use crate::messages::Message;
use crate::session::Wake;

/// The newest corpus, with its followers.
#[derive(Debug, Default)]
pub(super) struct Published(Mutex<PublishedState>);

#[derive(Debug, Default)]
struct PublishedState {
    /// Increases whenever a search might give another result.
    version: u64,
    /// Increases with each corpus.
    edition: u64,
    corpus: Corpus,
    /// What has changed since everything was read.
    changes: ChangeCounts,
    /// Number of the newest look that somebody asked for and that is done.
    looks: u64,
    notices: Vec<Message>,
    followers: Vec<Weak<Follower>>,
}

/// Wakes one session when there is something new.
pub(super) struct Follower {
    wake: Wake,
    /// The session was woken and has not looked yet.
    woken: AtomicBool,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follower").field("woken", &self.woken).finish_non_exhaustive()
    }
}

impl Follower {
    /// Records that the session is about to look.
    pub(super) fn looks(&self) {
        self.woken.store(false, Ordering::Release);
    }

    fn wake(&self) {
        if !self.woken.swap(true, Ordering::AcqRel) {
            (self.wake)();
        }
    }
}

impl Published {
    fn state(&self) -> MutexGuard<'_, PublishedState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and wakes all followers.
    fn change(&self, change: impl FnOnce(&mut PublishedState)) {
        let mut state = self.state();
        change(&mut state);
        state.followers.retain(|follower| follower.strong_count() > 0);
        let followers = state.followers.clone();
        drop(state);
        followers.iter().filter_map(Weak::upgrade).for_each(|follower| follower.wake());
    }

    /// Publishes a corpus.
    pub(super) fn publish(&self, corpus: Corpus) {
        self.change(|state| {
            state.corpus = corpus;
            state.version += 1;
            state.edition += 1;
        });
    }

    /// The newest corpus, and which one it is.
    pub(super) fn edition(&self) -> (Corpus, u64) {
        let state = self.state();
        (state.corpus.clone(), state.edition)
    }

    /// Publishes a corpus that follows the one with this number; false if that is not the newest any more.
    pub(super) fn replace(&self, edition: u64, corpus: &Corpus, changes: ChangeCounts) -> bool {
        let mut done = false;
        self.change(|state| {
            if state.edition == edition {
                state.corpus = corpus.clone();
                state.version += 1;
                state.edition += 1;
                state.changes = state.changes.plus(changes);
                done = true;
            }
        });
        done
    }

    /// Publishes the same articles as they lie in a new file, with what has changed since it was written. False if they are
    /// being read anew.
    pub(super) fn restore(&self, stored: &Corpus) -> bool {
        let mut done = false;
        self.change(|state| {
            if let Some(corpus) = stored.under(&state.corpus) {
                state.corpus = corpus;
                state.version += 1;
                state.edition += 1;
                done = true;
            }
        });
        done
    }

    /// A look that somebody asked for is done.
    pub(super) fn looked(&self, number: u64) {
        self.change(|state| state.looks = state.looks.max(number));
    }

    /// Whether the look with this number is done.
    pub(super) fn has_looked(&self, number: u64) -> bool {
        self.state().looks >= number
    }

    /// What has changed since everything was read.
    pub(super) fn changes(&self) -> ChangeCounts {
        self.state().changes
    }

    /// Records that searches of the same corpus may give other results.
    pub(super) fn touch(&self) {
        self.change(|state| state.version += 1);
    }

    /// Publishes a notice.
    pub(super) fn tell(&self, notice: Message) {
        self.change(|state| state.notices.push(notice));
    }

    /// The newest corpus.
    pub(super) fn corpus(&self) -> Corpus {
        self.state().corpus.clone()
    }

    /// The newest corpus and its version, unless that is `seen`.
    pub(super) fn newer(&self, seen: Option<u64>) -> Option<(u64, Corpus)> {
        let state = self.state();
        (Some(state.version) != seen && state.version > 0).then(|| (state.version, state.corpus.clone()))
    }

    /// Whether `seen` is the newest version.
    pub(super) fn is_current(&self, seen: Option<u64>) -> bool {
        Some(self.state().version) == seen
    }

    /// The notices after the first `told`.
    pub(super) fn notices(&self, told: usize) -> Vec<Message> {
        self.state().notices.get(told..).unwrap_or_default().to_vec()
    }

    /// Adds a follower; also returns the number of notices older than its session.
    pub(super) fn follow(&self, wake: &Wake) -> (Arc<Follower>, usize) {
        let follower = Arc::new(Follower { wake: Arc::clone(wake), woken: AtomicBool::new(false) });
        let mut state = self.state();
        state.followers.push(Arc::downgrade(&follower));
        // Notices of the first reading concern every session that connects before its end.
        let old = if state.corpus.complete { state.notices.len() } else { 0 };
        let begun = state.version > 0;
        drop(state);
        if begun {
            follower.wake();
        }
        (follower, old)
    }
}
