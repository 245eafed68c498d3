//! Hits in the open article: their positions, and the steps between them.
//!
//! A step goes to the next hit off the screen, so that a page full of hits takes one key.

use super::flow::Flow;
use super::{Reader, TextPosition};
use crate::query::{Query, Term};
use crate::search::matcher::Hit;
use crate::search::matcher::Matcher;

/// A hit and its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitSpan {
    /// Its start.
    pub position: TextPosition,
    /// Length in bytes.
    pub len: u32,
    /// Index of the query's word that it matches.
    pub word: usize,
}

/// The hits of `matcher` with their positions. A hit across blocks belongs to the block where it starts.
pub(super) fn locate(flow: &Flow, matcher: &Matcher) -> Vec<HitSpan> {
    let hits = matcher.hits(flow.held.article());
    let place = |Hit { range, word }: Hit| HitSpan {
        position: flow.position_at(range.start),
        len: range.len() as u32,
        word,
    };
    hits.into_iter().map(place).collect()
}

/// What is searched for in an article: `/…/` as a regular expression, anything else as it stands.
fn sought(text: &str) -> Query {
    let query = Query::parse(text);
    let is_regex = match query.clauses() {
        [clause] => matches!(clause.literals.as_slice(), [literal] if matches!(literal.term, Term::Regex(_))),
        _ => false,
    };
    if is_regex && query.fault().is_none() { query } else { Query::literal(text) }
}

impl Reader {
    /// The highlighted words in text order: those that name provinces, or none.
    pub fn highlights(&self) -> &[HitSpan] {
        self.highlights.as_deref().unwrap_or_default()
    }

    /// Sets the highlighted words.
    pub fn set_highlights(&mut self, words: Option<Vec<HitSpan>>) {
        self.highlights = words;
    }

    /// Hits of the filter, in text order.
    pub fn hits(&self) -> &[HitSpan] {
        &self.hits
    }

    /// The text searched for in this article, and its hits.
    pub fn finding(&self) -> Option<(&str, &[HitSpan])> {
        self.find.as_ref().map(|(text, hits)| (text.as_str(), hits.as_slice()))
    }

    /// The hits that `n` steps through: those of the search in this article, or else of the filter.
    pub fn active_hits(&self) -> &[HitSpan] {
        self.find.as_ref().map_or(&self.hits, |(_, hits)| hits)
    }

    /// Searches this article for the literal `text`; empty text ends the search.
    pub fn find(&mut self, text: &str) {
        self.find = None;
        if text.is_empty() {
            return;
        }
        let hits = self.flow.as_ref().map(|flow| locate(flow, &Matcher::for_marks(&sought(text))));
        self.find = Some((text.to_owned(), hits.unwrap_or_default()));
    }

    /// Shows the first hit at or after `from`, for incremental search.
    pub fn show_from(&mut self, from: TextPosition) {
        let hits = self.active_hits();
        let at = hits.partition_point(|hit| hit.position < from);
        if !hits.is_empty() {
            self.show_hit(if at < hits.len() { at } else { 0 });
        }
    }

    /// Goes to the first hit of the rarest word: a user who types 辽宁 and 营商环境 looks for the second.
    pub fn show_first_hit(&mut self) {
        let hits = self.active_hits();
        let count = |word: usize| hits.iter().filter(|hit| hit.word == word).count();
        let words = hits.iter().map(|hit| hit.word).max().map_or(0, |most| most + 1);
        let rarest = (0..words).filter(|word| count(*word) > 0).min_by_key(|word| count(*word));
        let first = hits.iter().position(|hit| Some(hit.word) == rarest);
        self.show_hit(first.unwrap_or(0));
    }

    /// Scrolls hit `index` into view, a few lines below the top, unless it is visible.
    pub(super) fn show_hit(&mut self, index: usize) {
        if let Some(position) = self.active_hits().get(index).map(|hit| hit.position) {
            self.show(position);
        }
    }

    /// Scrolls a position into view, a few lines below the top, unless it is visible.
    pub fn show(&mut self, position: TextPosition) {
        if self.is_shown(position) {
            return;
        }
        let Some(flow) = &mut self.flow else { return };
        let above = isize::try_from(flow.page.rows / 4).unwrap_or(0);
        let row = flow.row_of(position);
        let top = flow.moved(row, -above);
        self.place = flow.position_of(top);
        self.overlap = None;
    }

    /// Goes to the next hit off the screen. False if there is none.
    pub fn step_hit(&mut self, forward: bool) -> bool {
        let (first, last) = self.edges();
        let hits = self.active_hits();
        let index = if forward {
            last.map(|edge| hits.partition_point(|hit| hit.position < edge)).filter(|at| *at < hits.len())
        } else {
            first.and_then(|edge| hits.partition_point(|hit| hit.position < edge).checked_sub(1))
        };
        let Some(index) = index else { return false };
        self.show_hit(index);
        true
    }

    /// The first position on the screen, and the first below it.
    pub(super) fn edges(&self) -> (Option<TextPosition>, Option<TextPosition>) {
        let first = self.shown().iter().find_map(super::PageRow::position);
        // At the start the title counts as visible, even if the divider shows it.
        let first = first.map(|position| if position.block < 2 { TextPosition::default() } else { position });
        let last =
            self.shown().iter().rev().find_map(|row| {
                row.line.as_ref().map(|line| TextPosition { block: row.block, byte: line.end })
            });
        (first, last)
    }

    fn is_shown(&self, position: TextPosition) -> bool {
        let (first, last) = self.edges();
        first.is_some_and(|first| first <= position) && last.is_some_and(|last| position < last)
    }

    /// The first hit in the rows of the page.
    pub fn first_shown_hit(&self) -> Option<TextPosition> {
        let hits = self.active_hits();
        let first = self.shown().iter().find_map(super::PageRow::position)?;
        let (_, last) = self.edges();
        let hit = hits.get(hits.partition_point(|hit| hit.position < first))?;
        last.is_some_and(|last| hit.position < last).then_some(hit.position)
    }

    /// Number of the hit at the top of the screen, from 1, and the number of hits.
    pub fn hit_number(&self) -> Option<(usize, usize)> {
        let hits = self.active_hits();
        if hits.is_empty() {
            return None;
        }
        let (first, last) = self.edges();
        let at = first.map_or(0, |edge| hits.partition_point(|hit| hit.position < edge));
        let shown = last.is_some_and(|edge| hits.get(at).is_some_and(|hit| hit.position < edge));
        Some((if shown { at + 1 } else { at }, hits.len()))
    }
}
