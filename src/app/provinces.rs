//! The province pane: cursor and narrowing. What is chosen stands in the query text alone.
//!
//! No counting (see the answer of the search) and no drawing.

use crate::corpus::ProvinceSet;
use crate::index::province;

/// One entry of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The division with this number in standard order.
    Province(usize),
    /// 未提省份
    Nowhere,
}

/// The pane's state.
#[derive(Debug, Clone, Default)]
pub struct ProvincePane {
    /// Whether it is shown beside or over the others.
    pub open: bool,
    cursor: usize,
    narrow: String,
}

impl ProvincePane {
    /// The entries that fit what was typed to narrow them, in standard order.
    pub fn entries(&self) -> Vec<Entry> {
        if self.narrow.is_empty() {
            return (0..province::PROVINCES.len()).map(Entry::Province).chain([Entry::Nowhere]).collect();
        }
        province::narrowed(&self.narrow).iter().map(Entry::Province).collect()
    }

    /// Number of the entry under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The entry under the cursor.
    pub fn current(&self) -> Option<Entry> {
        self.entries().get(self.cursor).copied()
    }

    /// What was typed to narrow the entries.
    pub fn narrow(&self) -> &str {
        &self.narrow
    }

    /// Narrows the entries; the cursor goes to the first.
    pub fn set_narrow(&mut self, text: &str) {
        text.clone_into(&mut self.narrow);
        self.cursor = 0;
    }

    /// Moves the cursor. False at an end.
    pub fn step(&mut self, by: isize) -> bool {
        self.go(self.cursor.saturating_add_signed(by))
    }

    /// Moves the cursor to entry `number` or the last one. False if it did not move.
    pub fn go(&mut self, number: usize) -> bool {
        let wanted = number.min(self.entries().len().saturating_sub(1));
        let moved = wanted != self.cursor;
        self.cursor = wanted;
        moved
    }

    /// The next of `set` after the one under the cursor, going round; `None` after the last.
    pub fn walk(set: ProvinceSet, current: Option<usize>, forward: bool) -> Option<usize> {
        let members: Vec<usize> = set.iter().collect();
        let Some(at) = current.and_then(|c| members.iter().position(|m| *m == c)) else {
            return if forward { members.first().copied() } else { members.last().copied() };
        };
        let next = if forward { at.checked_add(1) } else { at.checked_sub(1) };
        next.and_then(|next| members.get(next)).copied()
    }
}
