//! Which articles have to be read at all, by the index and by the findings of the query before this one.
//!
//! What must not go in: reading articles.

use super::snapshot::SearchSnapshot;
use crate::corpus::ArticleId;
use crate::facet::Facet;
use crate::query::Query;
use crate::query::{Clause, narrows};
use crate::store::DocSet;

/// The findings of a search about the clauses of no facet pane.
#[derive(Debug, Clone, Default)]
pub(super) struct PriorHits {
    /// Articles that satisfy them.
    pub(super) rest: DocSet,
    /// All articles below this number have been examined.
    pub(super) until: usize,
}

/// Which articles have to be verified.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Articles that may satisfy the clauses. Those beyond its length have to be verified.
    upper_bound: DocSet,
    /// Articles that certainly satisfy the clauses.
    lower_bound: DocSet,
    /// Whether there are no clauses, so that every article satisfies them.
    unrestricted: bool,
}

/// What an article needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: it does not satisfy the clauses.
    Skip,
    /// Nothing: it satisfies the clauses.
    Accept,
    /// Reading: its text decides.
    Verify,
}

/// The clauses that belong to no facet pane.
pub(super) fn rest(query: &Query) -> Vec<&Clause> {
    query.clauses().iter().filter(|clause| Facet::of_clause(clause).is_none()).collect()
}

impl Plan {
    /// The plan for some clauses of a query. `before` holds the findings of an earlier query that also hold for these
    /// clauses.
    pub(super) fn new(
        clauses: &[&Clause],
        searched: &SearchSnapshot,
        before: Option<(&Query, PriorHits)>,
    ) -> Self {
        let mut plan = Self { unrestricted: clauses.is_empty(), ..Self::default() };
        if plan.unrestricted {
            return plan;
        }
        if let Some(postings) = &searched.postings {
            let found = postings.bounds(clauses.iter().copied());
            (plan.upper_bound, plan.lower_bound) = (found.upper, found.lower);
        }
        if let Some((query, known)) = before.filter(|(query, _)| narrows(clauses, &rest(query))) {
            let mut found = known.rest;
            found.resize(known.until, false);
            let len = plan.upper_bound.universe().max(known.until);
            plan.lower_bound.resize(len, false);
            if clauses == rest(query) {
                plan.lower_bound.union_with(&found);
            }
            found.resize(len, true);
            plan.upper_bound.resize(len, true);
            plan.upper_bound.intersect_with(&found);
        }
        plan
    }

    /// The most of all `articles` that have to be verified.
    pub(super) fn verifications(&self, articles: usize) -> usize {
        let known = self.upper_bound.count().saturating_sub(self.lower_bound.count());
        if self.unrestricted { 0 } else { known + articles.saturating_sub(self.upper_bound.universe()) }
    }

    /// What the article needs.
    #[inline]
    pub(super) fn need(&self, id: ArticleId) -> Need {
        if self.unrestricted || self.lower_bound.contains(id.0) {
            Need::Accept
        } else if self.upper_bound.contains(id.0) || id.0 as usize >= self.upper_bound.universe() {
            Need::Verify
        } else {
            Need::Skip
        }
    }
}
