//! The filter: the one query text, its history, and what the last search answered.
//!
//! Keeps and compares; running a search is an effect.

use super::event::{Answer, Effect};
use crate::index::Query;

/// Lines of history kept.
const HISTORY: usize = 100;

/// The query in force and what is known about it.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    query: Query,
    generation: u64,
    /// The list has a heading for each province.
    grouped: bool,
    /// A search was started and nothing has come back yet.
    waiting: bool,
    answer: Answer,
    history: Vec<String>,
    /// What `X` cleared and brings back.
    cleared: Option<String>,
    /// What Esc brings back while a query is typed.
    before: Option<String>,
    /// Why what is typed cannot be run; the last result stays.
    fault: Option<String>,
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
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// Lines accepted before, newest first.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// Puts `text` in force. Nothing is searched if it has a fault or did not change.
    pub fn set(&mut self, text: &str) -> Option<Effect> {
        let query = Query::parse(text);
        self.fault = query.fault().map(ToString::to_string);
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
        Effect::Search { generation: self.generation, query: self.query.clone(), grouped: self.grouped }
    }

    /// Whether the list is grouped by province.
    pub fn is_grouped(&self) -> bool {
        self.grouped
    }

    /// Groups the list by province, or no longer.
    pub fn group(&mut self, grouped: bool) -> Effect {
        self.grouped = grouped;
        self.search()
    }

    /// Remembers the query for Esc.
    pub fn begin(&mut self) {
        self.before = Some(self.query.text().to_owned());
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

    /// Takes an answer; false if it is for an older query.
    pub fn take(&mut self, answer: Answer) -> bool {
        let current = answer.generation == self.generation;
        if current {
            self.waiting = answer.len == 0 && !answer.done;
            self.answer = answer;
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
