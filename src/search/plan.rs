//! What is known before an article is read: from the index, and from the query before this one.
//!
//! What must not go in: reading articles.

use super::snapshot::SearchSnapshot;
use crate::corpus::ArticleId;
use crate::facet::Facet;
use crate::query::Query;
use crate::query::{Clause, narrows};
use crate::store::DocSet;

/// What a search has found out about the clauses that no pane owns.
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
    /// Articles that may satisfy them. Those beyond its length must be verified.
    upper_bound: DocSet,
    /// Articles that certainly satisfy them.
    lower_bound: DocSet,
    /// There are no clauses: every article satisfies them.
    unrestricted: bool,
}

/// What has to be done for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: it does not satisfy them.
    Skip,
    /// Nothing: it does.
    Accept,
    /// Its text decides.
    Verify,
}

/// The clauses that no pane owns.
pub(super) fn rest(query: &Query) -> Vec<&Clause> {
    query.clauses().iter().filter(|clause| Facet::of_clause(clause).is_none()).collect()
}

impl Plan {
    /// For some clauses of a query; `before` is what an earlier query found out, if it holds for these clauses too.
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

    /// How many of all `articles` have to be verified, at most.
    pub(super) fn verifications(&self, articles: usize) -> usize {
        let known = self.upper_bound.count().saturating_sub(self.lower_bound.count());
        if self.unrestricted { 0 } else { known + articles.saturating_sub(self.upper_bound.universe()) }
    }

    /// What has to be done for an article.
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
