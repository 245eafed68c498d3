//! The concordance in the reader: the panes one has gone into, one over another, from statistics to uses to a text.
//!
//! State only. What must not go in: drawing, and what keys do (see `update::concordance`).

pub mod row_cursor;
pub mod statistics;
pub mod uses;

use std::collections::{HashSet, VecDeque};

use super::action::Action;
use crate::concordance::asked::WorkProgress;
use crate::corpus::ArticleId;
use crate::query::Query;
use statistics::StatisticsPane;
use uses::UsesPane;

/// One of the panes.
#[derive(Debug, Clone)]
pub enum ConcordanceLevel {
    /// Uses.
    Uses(Box<UsesPane>),
    /// Statistics.
    Statistics(Box<StatisticsPane>),
}

/// The panes one is in.
#[derive(Debug, Clone, Default)]
pub struct Concordance {
    levels: Vec<ConcordanceLevel>,
    /// How far the work is that the pane waits for, if it takes long.
    pub progress: Option<WorkProgress>,
    /// Uses that were taken out: their articles, and where they begin.
    pub out: HashSet<(ArticleId, u32)>,
    /// The file that a table goes into as soon as it is made.
    pub saving: Option<String>,
    /// Actions that wait for the first rows.
    pub kept: VecDeque<(Action, Option<usize>)>,
}

impl Concordance {
    /// Whether one is in one of its panes, or in a text that was opened from there.
    pub fn is_open(&self) -> bool {
        !self.levels.is_empty()
    }

    /// The panes, the outermost first.
    pub fn levels(&self) -> &[ConcordanceLevel] {
        &self.levels
    }

    /// Whether the innermost pane has no rows yet, but will.
    pub fn is_late(&self) -> bool {
        let uses = self.uses().is_some_and(|pane| match pane.found {
            None => true,
            Some(found) => found.rows > 0 && pane.current().is_none(),
        });
        uses || self.statistics().is_some_and(|pane| pane.counted.is_none())
    }

    /// Goes into a pane.
    pub fn enter(&mut self, level: ConcordanceLevel) {
        self.progress = None;
        self.kept.clear();
        self.levels.push(level);
    }

    /// Goes back from the innermost pane.
    pub fn leave(&mut self) {
        self.progress = None;
        self.kept.clear();
        self.levels.pop();
    }

    /// Leaves all panes.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    /// The innermost pane, if it shows uses.
    pub fn uses(&self) -> Option<&UsesPane> {
        match self.levels.last()? {
            ConcordanceLevel::Uses(pane) => Some(pane),
            ConcordanceLevel::Statistics(_) => None,
        }
    }

    /// The same, to change it.
    pub fn uses_mut(&mut self) -> Option<&mut UsesPane> {
        match self.levels.last_mut()? {
            ConcordanceLevel::Uses(pane) => Some(pane),
            ConcordanceLevel::Statistics(_) => None,
        }
    }

    /// The innermost pane, if it shows statistics.
    pub fn statistics(&self) -> Option<&StatisticsPane> {
        match self.levels.last()? {
            ConcordanceLevel::Statistics(pane) => Some(pane),
            ConcordanceLevel::Uses(_) => None,
        }
    }

    /// The same, to change it.
    pub fn statistics_mut(&mut self) -> Option<&mut StatisticsPane> {
        match self.levels.last_mut()? {
            ConcordanceLevel::Statistics(pane) => Some(pane),
            ConcordanceLevel::Uses(_) => None,
        }
    }

    /// The query whose words are marked in a text that was opened from here.
    pub fn query(&self) -> Option<&Query> {
        Some(match self.levels.last()? {
            ConcordanceLevel::Uses(pane) => &pane.request.query,
            ConcordanceLevel::Statistics(pane) => &pane.query,
        })
    }

    /// The row under the cursor of the innermost pane, from 0, and its number of rows; `None` if it has none.
    pub fn row(&self) -> Option<(usize, usize)> {
        let rows = match self.levels.last()? {
            ConcordanceLevel::Uses(pane) => &pane.rows,
            ConcordanceLevel::Statistics(pane) => &pane.rows,
        };
        (!rows.is_empty()).then(|| (rows.at(), rows.len()))
    }

    /// Whether a use was taken out.
    pub fn is_out(&self, article: ArticleId, start: u32) -> bool {
        self.out.contains(&(article, start))
    }
}
