//! The guilty term of an empty result: how many articles satisfy each clause alone.
//!
//! Runs like the search itself, a piece at a time.

use super::plan::{Need, Plan};
use super::{Budget, SearchSnapshot};
use crate::corpus::ArticleId;
use crate::query::{Clause, Query, term_echo};
use crate::search::matcher::Matcher;

/// Counting on its way through clauses and articles.
#[derive(Debug, Default)]
pub(super) struct Blame {
    /// One for each clause that has begun.
    counts: Vec<u32>,
    /// The clause that is being counted.
    clause: Option<(Matcher, Plan)>,
    next: u32,
}

impl Blame {
    /// Whether every clause of `query` is counted.
    pub(super) fn is_done(&self, query: &Query) -> bool {
        self.clause.is_none() && self.counts.len() == query.clauses().len()
    }

    /// Counts on. False if `cancelled` said so.
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
                (Some((matcher, plan)), Some(article)) => {
                    let need = if searched.is_live(id) { plan.need(id) } else { Need::Skip };
                    let look = need == Need::Look;
                    let holds = if look {
                        matcher.matches(article, searched.tags(article))
                    } else {
                        need == Need::Take
                    };
                    if let Some(count) = self.counts.last_mut() {
                        *count += u32::from(holds);
                    }
                    self.next += 1;
                    if budget.spend(if look { article.len() } else { 0 }, 0, cancelled) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Each clause in words, and its count.
    pub(super) fn counts(&self, query: &Query) -> Vec<(String, u32)> {
        let words = |clause: &Clause| {
            let terms: Vec<String> = clause.literals.iter().map(|l| term_echo(&l.term)).collect();
            terms.join("|")
        };
        query.clauses().iter().map(words).zip(self.counts.iter().copied()).collect()
    }
}
