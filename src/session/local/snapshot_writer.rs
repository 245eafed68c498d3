//! Writes a snapshot of the corpus, on a low-priority thread.
//!
//! A failure is never an error for the user: it shows one sentence, and reading goes on.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::LazyTagger;
use crate::concordance;
use crate::corpus::snapshot::SnapshotSpec;
use crate::corpus::{Corpus, Tagger};
use crate::store::make_private_folder;

/// Below this number of articles, or of bytes of text, reading the files is as fast as opening and comparing a snapshot.
const WORTH_ARTICLES: usize = 2_000;
const WORTH_TEXT: usize = 8 << 20;
/// A snapshot is rewritten once this many articles have changed since, and at least one in [`SHARE`] of all. Until then
/// each session reads the changes from the files.
const WORTH_CHANGES: usize = 64;
const SHARE: usize = 50;

/// The outcome of writing.
#[derive(Debug)]
pub(super) enum Written {
    /// A snapshot of exactly the current articles: the same corpus, now read from the file.
    Same(Corpus),
    /// A snapshot for the next session, or none because another process is making one.
    Nothing,
    /// Writing failed.
    Failed(io::Error),
}

/// The thread. Dropping this makes it stop soon, without waiting for it.
#[derive(Debug)]
pub(super) struct SnapshotWriter {
    stop: Arc<AtomicBool>,
}

impl Drop for SnapshotWriter {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl SnapshotWriter {
    /// Starts writing a snapshot of the complete `corpus`, if that `is_due` or worth it; `done` receives the outcome.
    pub(super) fn start(
        corpus: &Corpus,
        spec: SnapshotSpec,
        is_due: bool,
        done: impl FnOnce(Written) + Send + 'static,
    ) -> Option<Self> {
        if !is_due && !is_worth(corpus) {
            return None;
        }
        let writer = Self { stop: Arc::default() };
        let stop = Arc::clone(&writer.stop);
        let corpus = corpus.clone();
        std::thread::spawn(move || {
            // Everything else comes first; it matters little if the system does not allow this.
            let _ = rustix::process::nice(19);
            let written =
                write(&corpus, &spec, &LazyTagger, &stop).unwrap_or_else(|error| match error.kind() {
                    io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => Written::Nothing,
                    _ => Written::Failed(error),
                });
            drop(corpus);
            done(written);
        });
        Some(writer)
    }
}

fn is_worth(corpus: &Corpus) -> bool {
    if corpus.is_partly_damaged() {
        return true;
    }
    let Some(stored) = &corpus.stored else {
        return corpus.len() >= WORTH_ARTICLES || corpus.text_bytes() >= WORTH_TEXT;
    };
    let changes = corpus.len() - stored.articles as usize + corpus.deleted.count();
    changes >= WORTH_CHANGES && changes * SHARE >= corpus.live_len()
}

fn write(
    corpus: &Corpus,
    spec: &SnapshotSpec,
    tagger: &dyn Tagger,
    stop: &AtomicBool,
) -> io::Result<Written> {
    make_private_folder(&spec.target)?;
    let stopped = || stop.load(Ordering::Relaxed);
    if corpus.stored.is_some() || corpus.followed.is_some() || corpus.deleted.count() > 0 {
        // In walk order, which the session's own corpus no longer has.
        let watch = |_| if stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        spec.make(tagger, concordance::section_builders(), &watch)?;
        return Ok(Written::Nothing);
    }
    spec.write(corpus, concordance::section_builders(), &stopped)?;
    Ok(spec.open().map_or(Written::Nothing, |stored| same(stored, corpus)))
}

/// The file in its current state, if it holds the articles read: another process may have replaced it already.
fn same(mut stored: Corpus, corpus: &Corpus) -> Written {
    let keys = |corpus: &Corpus| corpus.articles().map(|article| article.key()).collect::<Vec<_>>();
    stored.complete = true;
    if keys(&stored) == keys(corpus) { Written::Same(stored) } else { Written::Nothing }
}
