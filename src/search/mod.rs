//! The search: a query run over the corpus, resumable as the corpus grows, cancellable between articles.
//!
//! Pure computation; the thread that runs it lives in `session`. What is known beforehand is in `plan`, the order of looking
//! in `order`, the looking itself in `look`; the result are `rows`.

pub mod arrange;
mod blame;
mod look;
pub mod matcher;
pub mod near_duplicates;
pub mod order;
mod plan;
pub mod postings;
pub mod rows;
mod score;

pub use arrange::Arrangement;
pub use postings::PostingsBuilder;

pub use order::SortBy;

use std::sync::Arc;

use crate::corpus::{Article, ArticleId, Corpus, Tags};
use crate::facet::{Counts, Tally};
use crate::province::corrections::Corrections;
use crate::query::Query;
use crate::store::DocSet;
use blame::Blame;
use look::{Catch, Look};
pub use matcher::Matcher;
pub use order::{ListOrder, OrderCache, Permutation};
use plan::{Plan, PriorHits};
pub use postings::Postings;
use rows::{AllRows, ListedRows, RowOrder};
use score::Scores;

/// Bytes of text, or as much other work, between two looks at the cancel flag.
const STRIDE: usize = 1 << 20;
/// What passing over an article costs, in bytes of text that take as long.
const SKIP: usize = 16;

/// What is searched.
#[derive(Debug, Clone, Default)]
pub struct SearchSnapshot {
    /// The articles.
    pub corpus: Corpus,
    /// What the user says about their provinces.
    pub corrections: Arc<Corrections>,
    /// An index of the first articles, if there is one.
    pub postings: Option<Arc<Postings>>,
}

impl SearchSnapshot {
    /// Whether the article is still there.
    pub fn is_live(&self, id: ArticleId) -> bool {
        self.corpus.is_live(id)
    }

    /// Whether what was found out about articles here holds for them in `larger` too.
    fn is_same_but_for_new(&self, larger: &Self) -> bool {
        let deleted = self.corpus.deleted.count() == larger.corpus.deleted.count();
        deleted && Arc::ptr_eq(&self.corrections, &larger.corrections)
    }

    /// Provinces of an article, corrections included.
    fn tags(&self, article: Article<'_>) -> Tags {
        self.corrections.tags(&self.corpus, article)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchRequest {
    /// The query; it has no fault.
    pub query: Query,
    /// The order of the list.
    pub order: ListOrder,
}

/// How much is done before the next answer: it ends with whichever is used up first.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Bytes of text looked through.
    pub work: usize,
    /// Articles found.
    pub found: usize,
    since: usize,
}

impl Budget {
    /// For a first screen at once: 4 MiB take a millisecond or two.
    pub const FIRST: Self = Self { work: 4 << 20, found: 64, since: 0 };

    /// For who waits for everything.
    pub const WHOLE: Self = Self { work: usize::MAX, found: usize::MAX, since: 0 };

    /// After this one: as much again and more, however many are found.
    #[must_use]
    pub fn next(self) -> Self {
        Self { work: self.work.saturating_mul(2), found: usize::MAX, since: 0 }
    }

    fn is_left(&self) -> bool {
        self.work > 0 && self.found > 0
    }

    /// Notes what was done; whether it was cancelled.
    fn spend(&mut self, work: usize, found: usize, cancelled: &dyn Fn() -> bool) -> bool {
        let work = work + SKIP;
        self.work = self.work.saturating_sub(work);
        self.found = self.found.saturating_sub(found);
        self.since += work;
        if self.since < STRIDE {
            return false;
        }
        self.since = 0;
        cancelled()
    }
}

/// What a search found so far.
#[derive(Debug, Clone)]
pub struct SearchResult {
    /// The articles in the order of the list.
    pub rows: Arc<dyn RowOrder>,
    /// Counts for each pane, each without the query's own choice there.
    pub counts: Counts,
    /// Articles looked at.
    pub scanned: usize,
    /// If nothing was found: each clause in words, and how many articles satisfy it alone.
    pub blame: Vec<(String, u32)>,
}

impl Default for SearchResult {
    /// Nothing found in no articles.
    fn default() -> Self {
        let rows = AllRows::new(Permutation::rising(0), &DocSet::default());
        Self { rows: Arc::new(rows), counts: Counts::default(), scanned: 0, blame: Vec::new() }
    }
}

/// A query on its way through the corpus.
#[derive(Debug)]
pub struct Scan {
    request: SearchRequest,
    searched: SearchSnapshot,
    matcher: Matcher,
    plan: Plan,
    /// The order in which articles are read: that of the list where it is known beforehand, so that the first rows come first.
    order: Permutation,
    /// Articles read.
    steps: usize,
    /// How many there must be before the result is shown.
    shown: usize,
    /// Articles that satisfy what no pane owns.
    rest: DocSet,
    ids: Vec<u32>,
    tally: Tally,
    scores: Option<Scores>,
    blame: Option<Blame>,
}

impl Scan {
    /// A search that has looked at nothing yet, but may know something from the one `before`.
    pub fn new(
        request: SearchRequest,
        searched: SearchSnapshot,
        orders: &mut OrderCache,
        before: Option<&Self>,
    ) -> Self {
        let matcher = Matcher::new(&request.query);
        let known = before.and_then(|before| before.known(&searched));
        Self {
            plan: Plan::new(&plan::rest(&request.query), &searched, known),
            order: orders.reading_order(request.order, &searched.corpus),
            scores: Scores::new(request.order, &matcher),
            rest: DocSet::empty(searched.corpus.len()),
            request,
            searched,
            matcher,
            steps: 0,
            shown: 0,
            ids: Vec::new(),
            tally: Tally::default(),
            blame: None,
        }
    }

    /// Goes on in a larger corpus. Where the new articles come last it only goes on; in any other order, or if articles have
    /// gone, what is known is kept and the list is made anew. It is not to be shown before it is as far as it was.
    pub fn grow(&mut self, searched: SearchSnapshot, orders: &mut OrderCache) {
        let order = orders.reading_order(self.request.order, &searched.corpus);
        let goes_on = self.order.is_rising() && order.is_rising() || order == self.order;
        if goes_on && self.searched.is_same_but_for_new(&searched) {
            self.rest.resize(searched.corpus.len(), false);
            self.order = order;
            self.searched = searched;
            self.blame = None;
        } else {
            let shown = if self.next().is_none() { searched.corpus.len() } else { self.steps };
            *self = Self::new(self.request.clone(), searched, orders, Some(self));
            self.shown = shown;
        }
    }

    /// The query.
    pub fn query(&self) -> &Query {
        &self.request.query
    }

    /// What is searched.
    pub fn searched(&self) -> &SearchSnapshot {
        &self.searched
    }

    /// The query, and what has been found out that holds for `searched` too.
    fn known(&self, searched: &SearchSnapshot) -> Option<(&Query, PriorHits)> {
        let whole = self.steps >= self.rest.universe();
        let until = if self.order.is_rising() || whole { self.steps } else { 0 };
        // Clauses of words and provinces together depend on corrections.
        let same = Arc::ptr_eq(&self.searched.corrections, &searched.corrections);
        same.then(|| (&self.request.query, PriorHits { rest: self.rest.clone(), until }))
    }

    /// Does a piece of the search, with several threads if there is much to look into. False if `cancelled` said so before it
    /// ended; each thread asks it after a stride of work.
    pub fn advance(&mut self, mut budget: Budget, cancelled: &(dyn Fn() -> bool + Sync)) -> bool {
        let Self { searched, matcher, plan, order, request, .. } = &*self;
        let look = Look { searched, matcher, plan, order, sort: request.order };
        let (catches, whole) = look.advance(self.steps, &mut budget, cancelled);
        for catch in catches {
            self.take(catch);
        }
        if whole && budget.is_left() && self.is_to_blame() {
            let blame = self.blame.get_or_insert_with(Blame::default);
            return blame.advance(&self.request.query, &self.searched, budget, cancelled);
        }
        whole
    }

    /// Adds what the next steps gave.
    fn take(&mut self, catch: Catch) {
        self.steps += catch.steps;
        catch.rest.iter().for_each(|id| self.rest.insert(*id));
        self.ids.extend(catch.ids);
        self.tally.join(&catch.tally);
        if let (Some(scores), Some(more)) = (&mut self.scores, catch.scores) {
            scores.append(more);
        }
    }

    /// The article to be looked at next; none behind the last.
    fn next(&self) -> Option<u32> {
        self.order.id(self.steps)
    }

    /// Whether there is nothing left to look at.
    pub fn is_done(&self) -> bool {
        let blamed = |blame: &Blame| blame.is_done(&self.request.query);
        self.next().is_none() && (!self.is_to_blame() || self.blame.as_ref().is_some_and(blamed))
    }

    /// Whether what was found may be shown: a list that is made anew must not first shrink.
    pub fn is_presentable(&self) -> bool {
        self.steps >= self.shown
    }

    /// Whether nothing was found, and there are several clauses that may be the reason.
    fn is_to_blame(&self) -> bool {
        self.ids.is_empty() && self.request.query.clauses().len() > 1
    }

    /// What was found so far.
    pub fn found(&self) -> SearchResult {
        let query = &self.request.query;
        let blame = self.blame.as_ref().filter(|blame| blame.is_done(query));
        SearchResult {
            rows: self.rows(),
            counts: self.tally.counts(),
            scanned: self.steps,
            blame: blame.map(|blame| blame.counts(query)).unwrap_or_default(),
        }
    }

    fn rows(&self) -> Arc<dyn RowOrder> {
        let corpus = &self.searched.corpus;
        if let Some(scores) = &self.scores {
            let ids = scores.sorted(&self.ids, corpus.live_len());
            return Arc::new(ListedRows::scored(ids, corpus.len()));
        }
        if self.request.query.is_empty() {
            // Everything is found, read or not.
            return Arc::new(AllRows::new(self.order.clone(), &corpus.deleted));
        }
        Arc::new(ListedRows::ranked(self.ids.clone(), self.order.clone()))
    }
}

#[cfg(test)]
mod tests;
