//! Scanning articles chunk by chunk, with several threads if many have to be verified.
//!
//! What must not go in: which articles need verifying (see `plan`), and what happens to those found.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{self, Builder};

use super::score::Scores;
use crate::corpus::ArticleId;
use crate::facet::Tally;
use crate::search::matcher::Matcher;
use crate::search::order::{ListOrder, Permutation};
use crate::search::plan::{Need, Plan};
use crate::search::{Budget, SearchSnapshot};

/// The cost of accepting an article unread, in bytes of text that take as long to read.
const TAKE: usize = 512;
/// The smallest budget, in bytes of text, that threads share: by then a search has shown its first rows.
const SHARED: usize = 16 << 20;
/// Articles to verify that are worth a thread: some 5 ms of work.
const THREAD: usize = 4096;
/// Articles that a thread takes at a time: usually about the work between two checks of the cancel flag.
const CHUNK: usize = 256;
/// Most threads. More than four would be unkind to the other users of a server.
static THREADS: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get).min(4));

/// Whether the search is to end.
pub(super) type Cancelled<'a> = &'a (dyn Fn() -> bool + Sync);

/// What a chunk is scanned for.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChunkScanner<'a> {
    pub(super) searched: &'a SearchSnapshot,
    pub(super) matcher: &'a Matcher,
    pub(super) plan: &'a Plan,
    pub(super) order: &'a Permutation,
    pub(super) sort: ListOrder,
}

/// The findings of a chunk, in reading order.
#[derive(Debug, Default)]
pub(super) struct ChunkHits {
    /// Number of articles read.
    pub(super) steps: usize,
    /// Articles that satisfy the clauses of no facet pane.
    pub(super) rest: Vec<u32>,
    /// Those of them that satisfy everything.
    pub(super) ids: Vec<u32>,
    pub(super) tally: Tally,
    pub(super) scores: Option<Scores>,
}

impl ChunkScanner<'_> {
    /// Scans articles from rank `from` on, until the budget is used up or the last is reached. Also returns whether it
    /// got that far without being cancelled.
    pub(super) fn advance(
        &self,
        from: usize,
        budget: &mut Budget,
        cancelled: Cancelled<'_>,
    ) -> (Vec<ChunkHits>, bool) {
        if budget.found == usize::MAX && budget.work >= SHARED {
            let articles = self.searched.corpus.len();
            let verifications = self.plan.verifications(articles).min(articles.saturating_sub(from));
            let threads = (verifications / THREAD).min(*THREADS);
            if threads > 1 {
                return self.scan_parallel(threads, from, budget, cancelled);
            }
        }
        let (chunk, whole) = self.scan_chunk(from..usize::MAX, budget, cancelled);
        (vec![chunk], whole)
    }

    /// The same with several threads, including this one; each takes the next chunk until the budget is used up.
    pub(super) fn scan_parallel(
        &self,
        threads: usize,
        from: usize,
        budget: &mut Budget,
        cancelled: Cancelled<'_>,
    ) -> (Vec<ChunkHits>, bool) {
        let (next, spent) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let chunks = Mutex::new(Vec::new());
        let work = || {
            let mut own = Budget { work: usize::MAX, ..*budget };
            while spent.load(Ordering::Relaxed) < budget.work {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let start = from.saturating_add(number * CHUNK);
                own.work = usize::MAX;
                let (chunk, whole) = self.scan_chunk(start..start.saturating_add(CHUNK), &mut own, cancelled);
                spent.fetch_add(usize::MAX - own.work, Ordering::Relaxed);
                let ends = !whole || chunk.steps < CHUNK;
                chunks.lock().unwrap_or_else(PoisonError::into_inner).push((number, chunk, whole));
                if ends {
                    return;
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                // If no thread can be spawned, the others do its work.
                let _ = Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
        budget.work = budget.work.saturating_sub(spent.into_inner());
        let mut chunks = chunks.into_inner().unwrap_or_else(PoisonError::into_inner);
        chunks.sort_unstable_by_key(|(number, ..)| *number);
        let whole = chunks.iter().all(|(.., whole)| *whole);
        // Findings after an unfinished chunk would leave a gap.
        let first_short = chunks.iter().position(|(_, chunk, _)| chunk.steps < CHUNK);
        chunks.truncate(first_short.map_or(chunks.len(), |at| at + 1));
        (chunks.into_iter().map(|(_, chunk, _)| chunk).collect(), whole)
    }

    /// Scans the articles of these ranks, or fewer if the last is reached or the budget is used up. Also returns
    /// whether it got that far without being cancelled.
    fn scan_chunk(
        &self,
        steps: Range<usize>,
        budget: &mut Budget,
        cancelled: Cancelled<'_>,
    ) -> (ChunkHits, bool) {
        let mut chunk = ChunkHits { scores: Scores::new(self.sort, self.matcher), ..ChunkHits::default() };
        for step in steps {
            let goes_on = budget.is_left() && !self.matcher.gave_up();
            let Some(id) = self.order.id(step).filter(|_| goes_on) else { break };
            let before = chunk.ids.len();
            let work = self.examine(ArticleId(id), &mut chunk);
            chunk.steps += 1;
            if budget.spend(work, chunk.ids.len() - before, cancelled) {
                return (chunk, false);
            }
        }
        (chunk, true)
    }

    /// Adds an article if it satisfies the query. Returns the work done.
    fn examine(&self, id: ArticleId, chunk: &mut ChunkHits) -> usize {
        let need = self.plan.need(id);
        if need == Need::Skip || !self.searched.is_live(id) {
            return 0;
        }
        let Some(article) = self.searched.corpus.article(id) else { return 0 };
        let annotated = self.searched.annotated(article);
        let work = if need == Need::Verify { article.len() } else { TAKE };
        if need == Need::Verify && !self.matcher.matches_rest(article, annotated) {
            return work;
        }
        chunk.rest.push(id.0);
        let fit = self.matcher.fit(article, annotated);
        let copy = self.searched.corpus.original(article).is_some();
        chunk.tally.add(article, annotated, fit, copy);
        if !fit.is_whole() {
            return work;
        }
        chunk.ids.push(id.0);
        match &mut chunk.scores {
            Some(scores) => work + scores.add(self.matcher, article),
            None => work,
        }
    }
}
