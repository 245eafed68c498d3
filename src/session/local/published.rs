//! What a local library has published: the newest corpus and what there is to tell, for all its sessions to look at.
//!
//! What must not go in: who reads files, and who searches.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::corpus::Corpus;
use crate::messages::Message;
use crate::session::Wake;

/// The newest corpus, with everyone who follows it.
#[derive(Debug, Default)]
pub(super) struct Published(Mutex<PublishedState>);

#[derive(Debug, Default)]
struct PublishedState {
    /// Rises whenever a search might have another result.
    version: u64,
    corpus: Corpus,
    notices: Vec<Message>,
    followers: Vec<Weak<Follower>>,
}

/// How one session learns that there is something to look at.
pub(super) struct Follower {
    wake: Wake,
    /// It was woken and has not looked yet.
    woken: AtomicBool,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follower").field("woken", &self.woken).finish_non_exhaustive()
    }
}

impl Follower {
    /// The session is about to look.
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

    /// Changes something and tells everyone.
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
        });
    }

    /// Something that is known about the same corpus makes other results.
    pub(super) fn touch(&self) {
        self.change(|state| state.version += 1);
    }

    /// Tells something.
    pub(super) fn tell(&self, notice: Message) {
        self.change(|state| state.notices.push(notice));
    }

    /// The newest corpus.
    pub(super) fn corpus(&self) -> Corpus {
        self.state().corpus.clone()
    }

    /// The newest corpus and its version, if that is not `seen`.
    pub(super) fn newer(&self, seen: Option<u64>) -> Option<(u64, Corpus)> {
        let state = self.state();
        (Some(state.version) != seen && state.version > 0).then(|| (state.version, state.corpus.clone()))
    }

    /// Whether `seen` is the newest version.
    pub(super) fn is_current(&self, seen: Option<u64>) -> bool {
        Some(self.state().version) == seen
    }

    /// What was told after the first `told` notices.
    pub(super) fn notices(&self, told: usize) -> Vec<Message> {
        self.state().notices.get(told..).unwrap_or_default().to_vec()
    }

    /// Follows from now on; also gives the number of notices that are older than this session.
    pub(super) fn follow(&self, wake: &Wake) -> (Arc<Follower>, usize) {
        let follower = Arc::new(Follower { wake: Arc::clone(wake), woken: AtomicBool::new(false) });
        let mut state = self.state();
        state.followers.push(Arc::downgrade(&follower));
        // What was said while the files were first read concerns everyone who comes before their end.
        let old = if state.corpus.complete { state.notices.len() } else { 0 };
        let begun = state.version > 0;
        drop(state);
        if begun {
            follower.wake();
        }
        (follower, old)
    }
}
