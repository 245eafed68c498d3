//! The word list of a session: loaded on a thread of its own when an article first needs it, because that takes 0.1 s,
//! which the first screen must not wait for. All sessions of a process share one list.

use std::sync::{Arc, Mutex, PoisonError};

use super::Wake;
use crate::text::dictionary::Dictionary;

/// A slot for the list, once it is requested.
#[derive(Debug, Default)]
pub(super) struct LazyDictionary(Option<Arc<Mutex<Option<Dictionary>>>>);

impl LazyDictionary {
    /// Whether it was never requested.
    pub(super) fn is_unused(&self) -> bool {
        self.0.is_none()
    }

    /// Requests the list. Returns it if this process has loaded it already.
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
                // Keys come first; it matters little if the system does not allow this.
                let _ = rustix::process::nice(5);
                let words = Dictionary::load();
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
                wake();
            });
        }
        loaded
    }

    /// Takes the list, once it is loaded.
    pub(super) fn take(&self) -> Option<Dictionary> {
        self.0.as_ref().and_then(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner).take())
    }
}
