//! The word list of a session: loaded on a thread of its own when an article first needs it, 0.1 s that no first screen
//! waits for. All sessions of a process share one list.

use std::sync::{Arc, Mutex, PoisonError};

use super::Wake;
use crate::text::dictionary::Dictionary;

/// Where the list will be put, once it was asked for.
#[derive(Debug, Default)]
pub(super) struct LazyDictionary(Option<Arc<Mutex<Option<Dictionary>>>>);

impl LazyDictionary {
    /// Whether nobody asked for it.
    pub(super) fn is_unused(&self) -> bool {
        self.0.is_none()
    }

    /// Asks for it. The list, if this process has it already.
    pub(super) fn ask(&mut self, wake: &Wake) -> Option<Dictionary> {
        if self.0.is_some() {
            return None;
        }
        let slot = Arc::new(Mutex::new(None));
        self.0 = Some(Arc::clone(&slot));
        let loaded = Dictionary::loaded();
        if loaded.is_none() {
            let wake = Arc::clone(wake);
            std::thread::spawn(move || {
                // As for the threads that read: keys come first, and a system that does not allow it loses little.
                let _ = rustix::process::nice(5);
                let words = Dictionary::load();
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
                wake();
            });
        }
        loaded
    }

    /// The list, once, when it has come.
    pub(super) fn take(&self) -> Option<Dictionary> {
        self.0.as_ref().and_then(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner).take())
    }
}
