//! The filter: the one query text, its history, and what the last search answered.
//!
//! Keeps and compares; running a search is an effect.

use super::event::{Answer, Effect};
use super::request::RequestFailure;
use crate::messages::QueryFault;
use crate::query::{Clause, Query, Scope, Tail};
use crate::search::arrange::Arrangement;

/// Lines of history kept.
const HISTORY: usize = 100;

/// The query in force and what is known about it.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    query: Query,
    generation: u64,
    arrangement: Arrangement,
    /// A search was started and nothing has come back yet.
    waiting: bool,
    answer: Answer,
    history: Vec<String>,
    /// What `X` cleared and brings back.
    cleared: Option<String>,
    /// What Esc brings back while a query is typed.
    before: Option<String>,
    /// What the last answer is for; a search that fails leaves it in force.
    answered: (Query, Arrangement),
    /// Why the last search has no answer.
    failure: Option<RequestFailure>,
    /// Why what is typed cannot be run; the last result stays.
    fault: Option<QueryFault>,
    /// What is used if what was typed has no hit.
    fallback: Option<Fallback>,
}

/// The first candidate for typed letters. A query is literal: the candidate is used when the letters have no hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback {
    /// The letters.
    pub typed: String,
    /// The line up to the cursor that they end.
    pub line: String,
    /// The line with the candidate in their place.
    pub taken: String,
    /// The candidate, as it is written.
    pub candidate: String,
    /// The query with the letters.
    pub literal: String,
    /// The query with the candidate in their place.
    pub query: String,
}

impl Filter {
    /// The query in force.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What the last search answered.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// Whether what the list shows belongs to an older query.
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// Why the text being typed cannot be run.
    pub fn fault(&self) -> Option<&QueryFault> {
        self.fault.as_ref()
    }

    /// Lines accepted before, newest first.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// Puts `text` in force. Nothing is searched if it has a fault or did not change.
    pub fn set(&mut self, text: &str) -> Option<Effect> {
        let query = Query::parse(text);
        self.fault = query.fault().cloned();
        if self.fault.is_some() || query == self.query {
            return None;
        }
        self.query = query;
        Some(self.search())
    }

    /// Runs the query in force (again).
    pub fn search(&mut self) -> Effect {
        self.generation += 1;
        self.waiting = true;
        self.failure = None;
        let (query, arrangement) = (self.query.clone(), self.arrangement);
        Effect::Search { generation: self.generation, query, arrangement }
    }

    /// What the list looks like.
    pub fn arrangement(&self) -> Arrangement {
        self.arrangement
    }

    /// Arranges the list anew.
    pub fn arrange(&mut self, arrangement: Arrangement) -> Effect {
        self.arrangement = arrangement;
        self.search()
    }

    /// What to use if what was typed has no hit.
    pub fn set_fallback(&mut self, fallback: Option<Fallback>) {
        self.fallback = fallback;
    }

    /// What would be used, whether or not it is.
    pub fn pending(&self) -> Option<&Fallback> {
        self.fallback.as_ref()
    }

    /// What is used in place of what was typed, if it is.
    pub fn fallback(&self) -> Option<&Fallback> {
        self.fallback.as_ref().filter(|fallback| fallback.query == self.query.text())
    }

    /// Uses the candidate if the last answer says that the typed letters, and not another term, have no hit.
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
        if self.before.is_none() {
            // The line was accepted before the search was done: it is the candidate that history should have.
            let literal = self.fallback.as_ref().map(|fallback| fallback.literal.clone());
            self.history.retain(|line| Some(line) != literal.as_ref());
            self.accept();
        }
        effect
    }

    /// Remembers the query for Esc.
    pub fn begin(&mut self) {
        self.before = Some(self.query.text().to_owned());
        self.fallback = None;
    }

    /// The query that Esc brings back, or the one in force.
    pub fn before(&self) -> &str {
        self.before.as_deref().unwrap_or_else(|| self.query.text())
    }

    /// Accepts what was typed.
    pub fn accept(&mut self) {
        self.before = None;
        self.fault = None;
        let text = self.query.text().to_owned();
        if !text.is_empty() {
            self.history.retain(|line| *line != text);
            self.history.insert(0, text);
            self.history.truncate(HISTORY);
        }
    }

    /// Gives up what was typed.
    pub fn restore(&mut self) -> Option<Effect> {
        self.fault = None;
        self.fallback = None;
        let text = self.before.take()?;
        self.set(&text)
    }

    /// Clears the query, or brings back the one cleared last. Says which, with the search to run.
    pub fn clear_or_restore(&mut self) -> Option<(Cleared, Effect)> {
        if self.query.text().is_empty() {
            let text = self.cleared.take()?;
            return self.set(&text).map(|effect| (Cleared::Restored, effect));
        }
        self.cleared = Some(self.query.text().to_owned());
        self.set("").map(|effect| (Cleared::Cleared, effect))
    }

    /// The search has no answer: what was answered last is in force again.
    pub fn fail(&mut self, failure: RequestFailure) {
        (self.query, self.arrangement) = self.answered.clone();
        self.waiting = false;
        self.failure = Some(failure);
    }

    /// Why the last search has no answer.
    pub fn failure(&self) -> Option<RequestFailure> {
        self.failure
    }

    /// Whether the next answer is the first one to its query.
    pub fn is_new(&self) -> bool {
        self.answer.generation != self.generation
    }

    /// Takes an answer; false if it is for an older query.
    pub fn take(&mut self, answer: Answer) -> bool {
        let current = answer.generation == self.generation;
        if current {
            self.waiting = answer.len == 0 && !answer.done;
            self.answer = answer;
            self.answered = (self.query.clone(), self.arrangement);
        }
        current
    }
}

/// What `X` did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleared {
    /// The filter is gone.
    Cleared,
    /// The filter is back.
    Restored,
}

/// The last term of a query line, if it is the plain name of a province.
pub fn province_at_end(text: &str) -> Option<&str> {
    let word = Tail::of(text).filter(|tail| tail.scope == Scope::Term)?.typed;
    crate::province::PROVINCES.iter().any(|p| p.short == word || p.full == word).then_some(word)
}
