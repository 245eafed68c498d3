//! Looking at articles, one stretch of the walk after the other, and by several threads where many have to be looked into.
//!
//! What must not go in: which articles need it, and what becomes of those found.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{self, Builder};

use super::plan::{Need, Plan};
use super::score::Scores;
use super::{Budget, SearchSnapshot};
use crate::corpus::ArticleId;
use crate::facet::Tally;
use crate::search::matcher::Matcher;
use crate::search::order::{ListOrder, Permutation};

/// What taking an article without looking into it costs, in bytes of text that take as long.
const TAKE: usize = 512;
/// Pieces from here on are shared out: by then a search has had its first rows and a few milliseconds, bytes of text.
const SHARED: usize = 16 << 20;
/// So many articles to be looked into, some 5 ms of work, are worth a thread.
const THREAD: usize = 4096;
/// Steps that a thread takes at a time: of usual articles, as much work as lies between two looks at the cancel flag.
const STRETCH: usize = 256;
/// Threads there can be. More than four would be unkind to the other readers of a server.
static THREADS: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get).min(4));

/// Whether the search is to end.
pub(super) type Cancelled<'a> = &'a (dyn Fn() -> bool + Sync);

/// What is looked at, and for what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) searched: &'a SearchSnapshot,
    pub(super) matcher: &'a Matcher,
    pub(super) plan: &'a Plan,
    pub(super) order: &'a Permutation,
    pub(super) sort: ListOrder,
}

/// What a stretch of the walk gave, in its order.
#[derive(Debug, Default)]
pub(super) struct Catch {
    /// Steps taken.
    pub(super) steps: usize,
    /// Articles that satisfy what no pane owns.
    pub(super) rest: Vec<u32>,
    /// Those of them that satisfy everything.
    pub(super) ids: Vec<u32>,
    pub(super) tally: Tally,
    pub(super) scores: Option<Scores>,
}

impl Look<'_> {
    /// Goes on from step `from` until the piece is used up or the walk ends. False beside it if `cancelled` said so.
    pub(super) fn advance(
        &self,
        from: usize,
        budget: &mut Budget,
        cancelled: Cancelled<'_>,
    ) -> (Vec<Catch>, bool) {
        if budget.found == usize::MAX && budget.work >= SHARED {
            let articles = self.searched.corpus.len();
            let looks = self.plan.looks(articles).min(articles.saturating_sub(from));
            let threads = (looks / THREAD).min(*THREADS);
            if threads > 1 {
                return self.share(threads, from, budget, cancelled);
            }
        }
        let (catch, whole) = self.stretch(from..usize::MAX, budget, cancelled);
        (vec![catch], whole)
    }

    /// The same by several threads, this one among them; each takes the next stretch until the piece is used up.
    pub(super) fn share(
        &self,
        threads: usize,
        from: usize,
        budget: &mut Budget,
        cancelled: Cancelled<'_>,
    ) -> (Vec<Catch>, bool) {
        let (next, spent) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let catches = Mutex::new(Vec::new());
        let work = || {
            let mut own = Budget { work: usize::MAX, ..*budget };
            while spent.load(Ordering::Relaxed) < budget.work {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let start = from.saturating_add(number * STRETCH);
                own.work = usize::MAX;
                let (catch, whole) = self.stretch(start..start.saturating_add(STRETCH), &mut own, cancelled);
                spent.fetch_add(usize::MAX - own.work, Ordering::Relaxed);
                let ends = !whole || catch.steps < STRETCH;
                catches.lock().unwrap_or_else(PoisonError::into_inner).push((number, catch, whole));
                if ends {
                    return;
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                // Where no thread can be had, the others do its work.
                let _ = Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
        budget.work = budget.work.saturating_sub(spent.into_inner());
        let mut catches = catches.into_inner().unwrap_or_else(PoisonError::into_inner);
        catches.sort_unstable_by_key(|(number, ..)| *number);
        let whole = catches.iter().all(|(.., whole)| *whole);
        // Behind a stretch that was given up, what others found does not follow.
        let first_short = catches.iter().position(|(_, catch, _)| catch.steps < STRETCH);
        catches.truncate(first_short.map_or(catches.len(), |at| at + 1));
        (catches.into_iter().map(|(_, catch, _)| catch).collect(), whole)
    }

    /// Takes these steps, or fewer if the walk ends or the piece is used up. False beside it if `cancelled` said so.
    fn stretch(&self, steps: Range<usize>, budget: &mut Budget, cancelled: Cancelled<'_>) -> (Catch, bool) {
        let mut catch = Catch { scores: Scores::new(self.sort, self.matcher), ..Catch::default() };
        for step in steps {
            let Some(id) = self.order.id(step).filter(|_| budget.is_left()) else { break };
            let before = catch.ids.len();
            let work = self.look_at(ArticleId(id), &mut catch);
            catch.steps += 1;
            if budget.spend(work, catch.ids.len() - before, cancelled) {
                return (catch, false);
            }
        }
        (catch, true)
    }

    /// Takes an article if it satisfies the query, and gives the work that this took.
    fn look_at(&self, id: ArticleId, catch: &mut Catch) -> usize {
        let need = if self.searched.is_live(id) { self.plan.need(id) } else { Need::Skip };
        if need == Need::Skip {
            return 0;
        }
        let Some(article) = self.searched.corpus.article(id) else { return 0 };
        let tags = self.searched.tags(article);
        let work = if need == Need::Look { article.len() } else { TAKE };
        if need == Need::Look && !self.matcher.matches_rest(article, tags) {
            return work;
        }
        catch.rest.push(id.0);
        let fit = self.matcher.fit(article, tags);
        let copy = self.searched.corpus.original(article).is_some();
        catch.tally.add(article, tags, fit, copy);
        if !fit.is_whole() {
            return work;
        }
        catch.ids.push(id.0);
        match &mut catch.scores {
            Some(scores) => work + scores.add(self.matcher, article),
            None => work,
        }
    }
}
