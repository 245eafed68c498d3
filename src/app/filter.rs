//! The filter: the query text, its history, and the answer of the last search.
//!
//! Only state; running a search is an effect.

use super::event::{Answer, Effect};
use super::request::RequestFailure;
use crate::format::Date;
use crate::messages::QueryFault;
use crate::query::{Clause, CompletionTarget, Query, Scope};
use crate::search::arrange::Arrangement;

/// Maximum length of the history, in lines.
const HISTORY: usize = 200;

/// The current query and its answer.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    query: Query,
    generation: u64,
    arrangement: Arrangement,
    /// A search is running and has not answered yet.
    waiting: bool,
    answer: Answer,
    history: Vec<String>,
    earlier: Earlier,
    /// Today, on which dates such as `近7天` depend.
    today: Date,
    /// Why the last search failed.
    failure: Option<RequestFailure>,
    /// Why the typed text cannot be run; the last result stays.
    fault: Option<QueryFault>,
    /// Used if the typed letters have no hit.
    fallback: Option<Fallback>,
}

/// The queries that can come back.
#[derive(Debug, Clone, Default)]
struct Earlier {
    /// The one that `X` cleared and restores.
    cleared: Option<String>,
    /// The one that Esc restores while another one is being typed.
    before: Option<String>,
    /// Articles of the whole library that share the row of another one.
    merged: u32,
    /// The query and arrangement of the last answer, restored when a search fails.
    answered: (Query, Arrangement),
    /// Those of the search that failed, in case it is answered after all.
    failed: Option<(Query, Arrangement)>,
}

/// The first candidate for typed letters. A query is literal: the candidate replaces the letters only if they have no hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// The letters.
    pub typed: String,
    /// The line up to the cursor, ending with the letters.
    pub line: String,
    /// The line with the candidate in their place.
    pub taken: String,
    /// The candidate as displayed.
    pub candidate: String,
    /// The query with the letters.
    pub literal: String,
    /// The query with the candidate in their place.
    pub query: String,
}

impl Filter {
    /// The current query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The answer of the last search.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// Articles of the whole library that share the row of another one, as far as it was listed.
    pub fn merged_in_all(&self) -> u32 {
        self.earlier.merged
    }

    /// Whether the list still shows an older query.
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// Why the typed text cannot be run.
    pub fn fault(&self) -> Option<&QueryFault> {
        self.fault.as_ref()
    }

    /// Accepted lines, newest first.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// Sets the accepted lines of earlier visits, newest first.
    pub fn set_history(&mut self, lines: &[String]) {
        self.history = lines.to_vec();
        self.history.truncate(HISTORY);
    }

    /// Makes `text` the current query. No search starts if it has a fault or is unchanged.
    pub fn set(&mut self, text: &str) -> Option<Effect> {
        let query = Query::parse(text);
        self.fault = query.fault().cloned();
        if self.fault.is_some() || query == self.query {
            return None;
        }
        self.query = query;
        Some(self.search())
    }

    /// Runs the current query (again).
    pub fn search(&mut self) -> Effect {
        self.generation += 1;
        self.waiting = true;
        self.failure = None;
        self.earlier.failed = None;
        let (query, arrangement) = (self.query.resolved(self.today), self.arrangement);
        Effect::Search { generation: self.generation, query, arrangement }
    }

    /// The current query as it is searched: with the days that its dates mean today.
    pub fn resolved(&self) -> Query {
        self.query.resolved(self.today)
    }

    /// Another day has begun, or the first one. If the query depends on it, a search that has begun is begun anew.
    pub fn set_today(&mut self, today: Date) -> Option<Effect> {
        let changed = std::mem::replace(&mut self.today, today) != today;
        (changed && self.generation > 0 && self.query.is_relative()).then(|| self.search())
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The arrangement of the list.
    pub fn arrangement(&self) -> Arrangement {
        self.arrangement
    }

    /// Rearranges the list.
    pub fn arrange(&mut self, arrangement: Arrangement) -> Effect {
        self.arrangement = arrangement;
        self.search()
    }

    /// Sets query and arrangement before the first search.
    pub fn resume(&mut self, text: &str, arrangement: Arrangement) {
        let query = Query::parse(text);
        if query.fault().is_none() {
            self.query = query;
        }
        self.arrangement = arrangement;
    }

    /// Sets the fallback for letters without a hit.
    pub fn set_fallback(&mut self, fallback: Option<Fallback>) {
        self.fallback = fallback;
    }

    /// The fallback, whether or not it is in use.
    pub fn pending(&self) -> Option<&Fallback> {
        self.fallback.as_ref()
    }

    /// The fallback, if the current query uses it.
    pub fn fallback(&self) -> Option<&Fallback> {
        self.fallback.as_ref().filter(|fallback| fallback.query == self.query.text())
    }

    /// Uses the fallback if the last answer shows that the typed letters, and not another term, have no hit.
    pub fn use_fallback(&mut self) -> Option<Effect> {
        let fallback = self.fallback.as_ref()?;
        let nothing =
            self.answer.done && self.answer.articles.number == 0 && self.query.text() == fallback.literal;
        let typed = |clause: &Clause| self.query.text().get(clause.span.clone()).unwrap_or_default();
        let guilty = |(clause, count): &(Clause, u32)| *count == 0 && typed(clause).contains(&fallback.typed);
        let clause_hits = &self.answer.clause_hits;
        if !nothing || !(clause_hits.is_empty() || clause_hits.iter().any(guilty)) {
            return None;
        }
        let query = fallback.query.clone();
        let effect = self.set(&query);
        if self.earlier.before.is_none() {
            // The line was accepted before the search finished: history should hold the candidate.
            let literal = self.fallback.as_ref().map(|fallback| fallback.literal.clone());
            self.history.retain(|line| Some(line) != literal.as_ref());
            self.accept();
        }
        effect
    }

    /// Saves the query for Esc.
    pub fn begin(&mut self) {
        self.earlier.before = Some(self.query.text().to_owned());
        self.fallback = None;
    }

    /// The query that Esc restores, or the current one.
    pub fn before(&self) -> &str {
        self.earlier.before.as_deref().unwrap_or_else(|| self.query.text())
    }

    /// Accepts the typed query and adds it to the history.
    pub fn accept(&mut self) {
        self.earlier.before = None;
        self.fault = None;
        let text = self.query.text().to_owned();
        if !text.is_empty() {
            self.history.retain(|line| *line != text);
            self.history.insert(0, text);
            self.history.truncate(HISTORY);
        }
    }

    /// Discards the typed query and restores the one before it.
    pub fn restore(&mut self) -> Option<Effect> {
        self.fault = None;
        self.fallback = None;
        let text = self.earlier.before.take()?;
        self.set(&text)
    }

    /// Clears the query, or restores the one cleared last. Returns which, and the search to run.
    pub fn clear_or_restore(&mut self) -> Option<(Cleared, Effect)> {
        if self.query.text().is_empty() {
            let text = self.earlier.cleared.take()?;
            return self.set(&text).map(|effect| (Cleared::Restored, effect));
        }
        self.earlier.cleared = Some(self.query.text().to_owned());
        self.set("").map(|effect| (Cleared::Cleared, effect))
    }

    /// Whether there is a cleared query to restore.
    pub fn is_cleared(&self) -> bool {
        self.earlier.cleared.is_some()
    }

    /// The search failed: goes back to the query answered last.
    pub fn fail(&mut self, failure: RequestFailure) {
        let wanted = (self.query.clone(), self.arrangement);
        (self.query, self.arrangement) = self.earlier.answered.clone();
        self.earlier.failed = Some(wanted);
        self.waiting = false;
        self.failure = Some(failure);
    }

    /// Why the last search failed.
    pub fn failure(&self) -> Option<RequestFailure> {
        self.failure
    }

    /// Whether the next answer is the first for its query.
    pub fn is_new(&self) -> bool {
        self.answer.generation != self.generation
    }

    /// Takes an answer; false if it belongs to an older query.
    pub fn take(&mut self, answer: Answer) -> bool {
        let current = answer.generation == self.generation;
        if current {
            // The search had failed, and was made again until it was answered.
            if let Some(failed) = self.earlier.failed.take() {
                (self.query, self.arrangement) = failed;
                self.failure = None;
            }
            self.waiting = answer.len == 0 && !answer.done;
            if self.query.is_empty() && answer.done {
                self.earlier.merged = answer.merged;
            }
            self.answer = answer;
            self.earlier.answered = (self.query.clone(), self.arrangement);
        }
        current
    }
}

/// What `X` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleared {
    /// Cleared the filter.
    Cleared,
    /// Restored the filter.
    Restored,
}

/// The last term of a query line, if it is just the name of a province.
pub fn province_at_end(text: &str) -> Option<&str> {
    let word = CompletionTarget::of(text).filter(|target| target.scope == Scope::Term)?.typed;
    crate::province::PROVINCES.iter().any(|p| p.is_name(word)).then_some(word)
}
