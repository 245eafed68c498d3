//! Counting in articles with several threads, each with counts of its own.
//!
//! What must not go in: what is counted.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::values::WorkWatch;
use crate::corpus::{Article, ArticleId, Corpus};

/// Articles that a thread takes at a time.
const CHUNK: usize = 64;
/// Articles worth a thread.
const SHARE: usize = 512;
/// Most threads, as in a search.
const THREADS: usize = 4;

/// Hands every one of `articles` to one of several counters, in any order. `None` if it was ended.
pub(super) fn counted<'a, C: Send>(
    corpus: &'a Corpus,
    articles: &[u32],
    watch: WorkWatch<'_>,
    begin: impl Fn() -> C + Sync,
    count: impl Fn(&mut C, Article<'a>) + Sync,
) -> Option<Vec<C>> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = (articles.len() / SHARE).clamp(1, THREADS.min(cores));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut counter = begin();
        loop {
            let start = next.fetch_add(CHUNK, Ordering::Relaxed);
            let chunk = articles.get(start..articles.len().min(start + CHUNK)).unwrap_or_default();
            if chunk.is_empty() {
                return Some(counter);
            }
            if !watch(chunk.len()) {
                return None;
            }
            let here = chunk.iter().filter_map(|id| corpus.article(ArticleId(*id)));
            here.for_each(|article| count(&mut counter, article));
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let first = work();
        // A thread that panicked has said so; what it counted is missing, so nothing is said at all.
        std::iter::once(first)
            .chain(others.into_iter().map(|other| other.join().unwrap_or_default()))
            .collect()
    })
}
