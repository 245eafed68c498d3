//! A query run over the corpus: resumable as the corpus grows, cancellable between articles.
//!
//! Pure computation, run by a thread of `session`. What must not go in: what is known before articles are read (see
//! `plan`), and how the articles found are arranged (see `rows`).

mod chunk;
mod clause_hits;
mod score;

use std::sync::Arc;

use super::budget::Budget;
use super::matcher::Matcher;
use super::order::{OrderCache, Permutation};
use super::plan::{self, Plan, PriorHits};
use super::request::{SearchRequest, SearchResult};
use super::rows::{AllRows, ListedRows, RowOrder};
use super::snapshot::SearchSnapshot;
use crate::facet::Tally;
use crate::query::Query;
use crate::store::DocSet;
use chunk::{ChunkHits, ChunkScanner};
use clause_hits::ClauseHitCounts;
use score::Scores;

/// A query being run over the corpus.
#[derive(Debug)]
pub struct Scan {
    request: SearchRequest,
    searched: SearchSnapshot,
    matcher: Matcher,
    plan: Plan,
    /// The order in which articles are read: that of the list, if known beforehand, so that the first rows are found
    /// first.
    order: Permutation,
    /// Number of articles read.
    steps: usize,
    /// How many must be read before the result is shown.
    shown: usize,
    /// Articles that satisfy the clauses of no facet pane.
    rest: DocSet,
    ids: Vec<u32>,
    tally: Tally,
    scores: Option<Scores>,
    clause_hits: Option<ClauseHitCounts>,
}

impl Scan {
    /// A search that has read nothing yet, but may reuse the findings of the one `before`.
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
            clause_hits: None,
        }
    }

    /// Continues in a larger corpus. If new articles do not come last, or articles were deleted, the list is made anew
    /// from what is known, and is not presentable until as many articles have been read as before.
    pub fn grow(&mut self, searched: SearchSnapshot, orders: &mut OrderCache) {
        if self.gave_up() {
            return;
        }
        let order = orders.reading_order(self.request.order, &searched.corpus);
        let goes_on = self.order.is_rising() && order.is_rising() || order == self.order;
        if goes_on && self.searched.is_same_but_for_new(&searched, &self.request.query) {
            self.rest.resize(searched.corpus.len(), false);
            self.order = order;
            self.searched = searched;
            self.clause_hits = None;
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

    /// The query, and the findings that also hold for `searched`.
    fn known(&self, searched: &SearchSnapshot) -> Option<(&Query, PriorHits)> {
        let whole = self.steps >= self.rest.universe();
        let until = if self.order.is_rising() || whole { self.steps } else { 0 };
        // A clause with both words and provinces depends on corrections.
        let same = self.searched.is_annotated_as(searched, &self.request.query);
        same.then(|| (&self.request.query, PriorHits { rest: self.rest.clone(), until }))
    }

    /// Searches until the budget is used up, with several threads if many articles have to be verified. Returns false if
    /// cancelled before that; each thread checks `cancelled` after a stride of work.
    pub fn advance(&mut self, mut budget: Budget, cancelled: &(dyn Fn() -> bool + Sync)) -> bool {
        let Self { searched, matcher, plan, order, request, .. } = &*self;
        let scanner = ChunkScanner { searched, matcher, plan, order, sort: request.order };
        let (chunks, whole) = scanner.advance(self.steps, &mut budget, cancelled);
        for chunk in chunks {
            self.take(chunk);
        }
        if whole && budget.is_left() && self.needs_clause_hits() {
            let clause_hits = self.clause_hits.get_or_insert_with(ClauseHitCounts::default);
            return clause_hits.advance(&self.request.query, &self.searched, budget, cancelled);
        }
        whole
    }

    /// Adds the findings of the next articles.
    fn take(&mut self, chunk: ChunkHits) {
        self.steps += chunk.steps;
        chunk.rest.iter().for_each(|id| self.rest.insert(*id));
        self.ids.extend(chunk.ids);
        self.tally.join(&chunk.tally);
        if let (Some(scores), Some(more)) = (&mut self.scores, chunk.scores) {
            scores.append(more);
        }
    }

    /// The next article to read; `None` after the last.
    fn next(&self) -> Option<u32> {
        self.order.id(self.steps)
    }

    /// Whether there is nothing left to do.
    pub fn is_done(&self) -> bool {
        let is_counted = |counts: &ClauseHitCounts| counts.is_done(&self.request.query);
        self.gave_up()
            || self.next().is_none()
                && (!self.needs_clause_hits() || self.clause_hits.as_ref().is_some_and(is_counted))
    }

    /// Whether the search ended early, because a regular expression took too long.
    fn gave_up(&self) -> bool {
        self.matcher.gave_up()
    }

    /// Whether the result may be shown: a list that is made anew must not shrink first.
    pub fn is_presentable(&self) -> bool {
        self.steps >= self.shown || self.gave_up()
    }

    /// Whether nothing was found and there are several clauses, any of which may be the cause.
    fn needs_clause_hits(&self) -> bool {
        self.ids.is_empty() && self.request.query.clauses().len() > 1 && !self.gave_up()
    }

    /// What was found so far.
    pub fn found(&self) -> SearchResult {
        let query = &self.request.query;
        let clause_hits = self.clause_hits.as_ref().filter(|counts| counts.is_done(query));
        SearchResult {
            rows: self.rows(),
            counts: self.tally.counts(),
            scanned: self.steps,
            gave_up: self.gave_up(),
            clause_hits: clause_hits.map(|counts| counts.counts(query)).unwrap_or_default(),
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
