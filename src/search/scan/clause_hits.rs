//! The cause of an empty result: how many articles satisfy each clause alone.
//!
//! It runs like the search itself, a budget at a time. What must not go in: the words for it.

use crate::corpus::ArticleId;
use crate::query::{Clause, Query};
use crate::search::matcher::Matcher;
use crate::search::plan::{Need, Plan};
use crate::search::{Budget, SearchSnapshot};

/// The counts so far.
#[derive(Debug, Default)]
pub(super) struct ClauseHitCounts {
    /// One for each clause begun.
    counts: Vec<u32>,
    /// The clause being counted.
    clause: Option<(Matcher, Plan)>,
    next: u32,
    /// A clause took too long to be counted.
    gave_up: bool,
}

impl ClauseHitCounts {
    /// Whether every clause of `query` is counted.
    pub(super) fn is_done(&self, query: &Query) -> bool {
        self.clause.is_none() && self.counts.len() == query.clauses().len()
    }

    /// Continues counting. Returns false if cancelled.
    pub(super) fn advance(
        &mut self,
        query: &Query,
        searched: &SearchSnapshot,
        mut budget: Budget,
        cancelled: &dyn Fn() -> bool,
    ) -> bool {
        while budget.is_left() && !self.is_done(query) {
            let id = ArticleId(self.next);
            match (&self.clause, searched.corpus.article(id)) {
                (None, _) => {
                    let Some(clause) = query.clauses().get(self.counts.len()) else { return true };
                    let plan = Plan::new(&[clause], searched, None);
                    self.clause = Some((Matcher::of_clause(clause), plan));
                    self.counts.push(0);
                    self.next = 0;
                }
                (Some(_), None) => self.clause = None,
                (Some((matcher, _)), _) if matcher.gave_up() => {
                    (self.clause, self.gave_up) = (None, true);
                }
                (Some((matcher, plan)), Some(article)) => {
                    let need = if searched.is_live(id) { plan.need(id) } else { Need::Skip };
                    let verify = need == Need::Verify;
                    let holds = if verify {
                        matcher.matches(article, searched.annotated(article))
                    } else {
                        need == Need::Accept
                    };
                    if let Some(count) = self.counts.last_mut() {
                        *count += u32::from(holds);
                    }
                    self.next += 1;
                    if budget.spend(if verify { article.len() } else { 0 }, 0, cancelled) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Each clause and its count; nothing if one could not be counted.
    pub(super) fn counts(&self, query: &Query) -> Vec<(Clause, u32)> {
        if self.gave_up {
            return Vec::new();
        }
        query.clauses().iter().cloned().zip(self.counts.iter().copied()).collect()
    }
}
