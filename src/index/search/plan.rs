//! What is known before an article is looked into: from the index, and from the query before this one.
//!
//! What must not go in: looking into articles.

use super::Ground;
use crate::corpus::ArticleId;
use crate::index::Query;
use crate::index::bits::Bits;
use crate::index::query::{Clause, narrows};

/// What a search has found out about the clauses that no pane owns.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Articles that satisfy them.
    pub(super) rest: Bits,
    /// All articles below this number have been looked at.
    pub(super) until: usize,
}

/// Where to look.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Articles that can satisfy them. Those beyond its length must be looked into.
    maybe: Bits,
    /// Those below this number that can, do.
    sure: usize,
}

/// What has to be done for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: it does not satisfy them.
    Skip,
    /// Nothing: it does.
    Take,
    /// Look into it.
    Look,
}

/// The clauses that no pane owns.
pub(super) fn rest(query: &Query) -> Vec<&Clause> {
    query.clauses().iter().filter(|clause| clause.facet().is_none()).collect()
}

impl Plan {
    /// For some clauses of a query; `before` is what an earlier query found out, if it holds for these clauses too.
    pub(super) fn new(clauses: &[&Clause], ground: &Ground, before: Option<(&Query, Known)>) -> Self {
        if clauses.is_empty() {
            return Self { maybe: Bits::default(), sure: usize::MAX };
        }
        let mut plan = Self::default();
        if let Some(grams) = &ground.grams {
            let found = grams.candidates(clauses.iter().copied());
            plan.sure = if found.exact { found.ids.len() } else { 0 };
            plan.maybe = found.ids;
        }
        if let Some((query, known)) = before.filter(|(query, _)| narrows(clauses, &rest(query))) {
            let mut found = known.rest;
            found.resize(known.until, false);
            let len = plan.maybe.len().max(known.until);
            found.resize(len, true);
            plan.maybe.resize(len, true);
            plan.maybe.keep(&found);
            if clauses == rest(query) {
                plan.sure = plan.sure.max(known.until);
            }
        }
        plan
    }

    /// What has to be done for an article.
    pub(super) fn need(&self, id: ArticleId) -> Need {
        let number = id.0 as usize;
        if number < self.maybe.len() && !self.maybe.contains(id.0) {
            Need::Skip
        } else if number < self.sure {
            Need::Take
        } else {
            Need::Look
        }
    }
}
