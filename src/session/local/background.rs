//! One piece of work at a time for one session, on a thread of its own that gives way to keys: the newest result counts.
//!
//! What must not go in: what the work is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::session::Wake;

/// The result of the thread, and how many are at work.
#[derive(Debug)]
struct ResultSlot<T> {
    running: usize,
    done: Option<(u64, T)>,
}

/// Does work for one session.
pub(super) struct Background<T> {
    slot: Arc<Mutex<ResultSlot<T>>>,
    wake: Wake,
}

impl<T> std::fmt::Debug for Background<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Background").finish_non_exhaustive()
    }
}

fn lock<T>(slot: &Mutex<T>) -> MutexGuard<'_, T> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Send + 'static> Background<T> {
    /// Wakes the session when something is done.
    pub(super) fn new(wake: &Wake) -> Self {
        Self { slot: Arc::new(Mutex::new(ResultSlot { running: 0, done: None })), wake: Arc::clone(wake) }
    }

    /// Starts work.
    pub(super) fn start(&self, generation: u64, work: impl FnOnce() -> T + Send + 'static) {
        lock(&self.slot).running += 1;
        let (slot, wake) = (Arc::clone(&self.slot), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            // Keys come first; it matters little if the system does not allow this.
            let _ = rustix::process::nice(10);
            let result = work();
            let mut inner = lock(&slot);
            inner.running -= 1;
            inner.done = Some((generation, result));
            drop(inner);
            wake();
        });
    }

    /// The newest result.
    pub(super) fn take(&self) -> Option<(u64, T)> {
        lock(&self.slot).done.take()
    }

    /// Whether nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        let slot = lock(&self.slot);
        slot.running == 0 && slot.done.is_none()
    }
}
