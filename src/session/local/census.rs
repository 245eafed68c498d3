//! The census of a library: one pass over all of its articles, on a thread of its own, when everything is read. It finds
//! what the state does not know yet: a sample of the keys, articles never seen, and known ones whose text has changed.
//!
//! What must not go in: what is done with it (`session`).

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::corpus::{Article, ArticleKey, Corpus};
use crate::session::Wake;
use crate::session::library::Census;
use crate::state::{Annotations, ArticleRef, Sketch, place_of, sample};

/// The thread's result, and whether it is at work.
#[derive(Debug, Default)]
struct CensusSlot {
    running: usize,
    done: Option<(u64, Census)>,
}

/// Takes censuses for one session.
pub(super) struct CensusTaker {
    slot: Arc<Mutex<CensusSlot>>,
    wake: Wake,
}

impl std::fmt::Debug for CensusTaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CensusTaker").field("slot", &self.slot).finish_non_exhaustive()
    }
}

fn lock(slot: &Mutex<CensusSlot>) -> MutexGuard<'_, CensusSlot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl CensusTaker {
    /// Wakes the session when one is taken.
    pub(super) fn new(wake: &Wake) -> Self {
        Self { slot: Arc::default(), wake: Arc::clone(wake) }
    }

    /// Starts one.
    pub(super) fn start(
        &self,
        generation: u64,
        corpus: Corpus,
        (annotations, roots): (Arc<Annotations>, Vec<PathBuf>),
    ) {
        lock(&self.slot).running += 1;
        let (slot, wake) = (Arc::clone(&self.slot), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            // Keys come first; it matters little if the system does not allow this.
            let _ = rustix::process::nice(10);
            let census = take(&corpus, &annotations, &roots);
            drop(corpus);
            let mut inner = lock(&slot);
            inner.running -= 1;
            inner.done = Some((generation, census));
            drop(inner);
            wake();
        });
    }

    /// Its result.
    pub(super) fn take(&self) -> Option<(u64, Census)> {
        lock(&self.slot).done.take()
    }

    /// Whether none is under way.
    pub(super) fn is_idle(&self) -> bool {
        let slot = lock(&self.slot);
        slot.running == 0 && slot.done.is_none()
    }
}

fn take(corpus: &Corpus, annotations: &Annotations, roots: &[PathBuf]) -> Census {
    // A copy has no key of its own.
    let originals = || corpus.articles().filter(|article| corpus.original(*article).is_none());
    let mut census = Census { sample: sample(originals().map(|article| article.key())), ..Census::default() };
    // Articles of which something is kept, and whether they are here.
    let mut here = vec![false; annotations.len()];
    let mut at: HashMap<usize, &str> = HashMap::new();
    for (place, key) in annotations.places() {
        at.extend(annotations.index(*key).map(|index| (index, place.as_str())));
    }
    for article in originals() {
        if !annotations.first_seen().has(article.key()) {
            census.unseen.push(article.key());
        }
        let Some(index) = annotations.index(article.key()) else { continue };
        if let Some(here) = here.get_mut(index) {
            *here = true;
        }
        if !at.contains_key(&index) {
            census.placed.push(reference(article, roots));
        }
    }
    let missing: HashMap<&str, ArticleKey> = annotations
        .places()
        .iter()
        .filter(|(_, key)| annotations.index(**key).is_some_and(|index| here.get(index) == Some(&false)))
        .map(|(place, key)| (place.as_str(), *key))
        .collect();
    if missing.is_empty() {
        return census;
    }
    for article in originals().filter(|article| annotations.index(article.key()).is_none()) {
        if !missing.contains_key(place_of(article, roots).as_str()) {
            continue;
        }
        let article = reference(article, roots);
        let sketch = article.sketch.clone().unwrap_or_default();
        if let Some(known) = annotations.known_at(&article.place, article.key, &sketch) {
            census.changed.push((article, known));
        }
    }
    census
}

fn reference(article: Article<'_>, roots: &[PathBuf]) -> ArticleRef {
    ArticleRef {
        key: article.key(),
        title: article.label().to_string(),
        place: place_of(article, roots),
        sketch: Some(Sketch::of(article.text().as_str())),
    }
}
