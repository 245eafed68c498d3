//! The province pane: cursor, order and narrowing. What is chosen stands in the query text alone.
//!
//! No counting (see the answer of the search), no drawing; where the tiles of the map lie is in `map`.

use super::{Focus, map};
use crate::facet::ProvinceCounts;
use crate::province;
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
use crate::query::{Facet, Role};

/// One entry of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The division with this number in standard order.
    Province(usize),
    /// 未提省份
    Nowhere,
}

/// The order of the entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sorting {
    /// GB/T 2260, as on every form.
    #[default]
    Standard,
    /// Most articles first, by what is counted now (about or mentions).
    Count,
}

/// The pane's state.
#[derive(Debug, Clone)]
pub struct ProvincePane {
    /// Whether it is shown beside or over the others.
    pub open: bool,
    /// What the column shows.
    pub facet: Facet,
    /// Whether it is shown as a map, and where the keys go when that closes.
    pub map: Option<Focus>,
    sorting: Sorting,
    order: Vec<Entry>,
    cursor: usize,
    narrow: String,
}

impl Default for ProvincePane {
    fn default() -> Self {
        let order = standard().collect();
        Self {
            open: false,
            facet: Facet::Province,
            map: None,
            sorting: Sorting::Standard,
            order,
            cursor: 0,
            narrow: String::new(),
        }
    }
}

fn standard() -> impl Iterator<Item = Entry> {
    (0..PROVINCES.len()).map(Entry::Province).chain([Entry::Nowhere])
}

impl ProvincePane {
    /// The entries that fit what was typed to narrow them.
    pub fn entries(&self) -> Vec<Entry> {
        if self.narrow.is_empty() {
            return self.order.clone();
        }
        let fits = province::narrowed(&self.narrow);
        let fits = |entry: &&Entry| matches!(entry, Entry::Province(number) if fits.contains(*number));
        self.order.iter().filter(fits).copied().collect()
    }

    /// The order of the entries.
    pub fn sorting(&self) -> Sorting {
        self.sorting
    }

    /// Changes the order to the other one.
    pub fn switch_sorting(&mut self) {
        self.sorting = if self.sorting == Sorting::Standard { Sorting::Count } else { Sorting::Standard };
    }

    /// Brings the entries into order; the cursor stays on its entry.
    pub fn arrange(&mut self, counts: &ProvinceCounts, role: Role) {
        let current = self.current();
        self.order = standard().collect();
        if self.sorting == Sorting::Count {
            self.order.sort_by_key(|entry| std::cmp::Reverse(counted(*entry, counts, role)));
        }
        if let Some(at) = self.entries().iter().position(|entry| Some(*entry) == current) {
            self.cursor = at;
        }
    }

    /// The division under the cursor; none on 未提省份.
    pub fn division(&self) -> Option<usize> {
        match self.current()? {
            Entry::Province(number) => Some(number),
            Entry::Nowhere => None,
        }
    }

    /// Moves the cursor on the map to the next tile in a direction. False at the border.
    pub fn step_on_map(&mut self, direction: map::Direction) -> bool {
        let from = self.division().unwrap_or(0);
        map::next(from, direction).is_some_and(|to| self.go_to(to))
    }

    /// Moves the cursor to the division `number`.
    fn go_to(&mut self, number: usize) -> bool {
        let at = self.entries().iter().position(|entry| *entry == Entry::Province(number));
        at.is_some_and(|at| self.go(at))
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
    pub fn next_in_cycle(set: ProvinceSet, current: Option<usize>, forward: bool) -> Option<usize> {
        let members: Vec<usize> = set.iter().collect();
        let Some(at) = current.and_then(|c| members.iter().position(|m| *m == c)) else {
            return if forward { members.first().copied() } else { members.last().copied() };
        };
        let next = if forward { at.checked_add(1) } else { at.checked_sub(1) };
        next.and_then(|next| members.get(next)).copied()
    }
}

/// Articles of an entry; 未提省份 always stands last.
fn counted(entry: Entry, counts: &ProvinceCounts, role: Role) -> Option<u32> {
    let column = if role == Role::About { &counts.about } else { &counts.mentions };
    match entry {
        Entry::Province(number) => column.get(number).copied(),
        Entry::Nowhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_articles_come_first_and_the_cursor_stays_on_its_entry() {
        let mut counts = ProvinceCounts::default();
        (counts.about[5], counts.about[7], counts.none) = (3, 9, 100);
        let mut pane = ProvincePane::default();
        pane.go(5);
        pane.switch_sorting();
        pane.arrange(&counts, Role::About);
        let first: Vec<Entry> = pane.entries().into_iter().take(3).collect();
        assert_eq!(first, [Entry::Province(7), Entry::Province(5), Entry::Province(0)]);
        assert_eq!(pane.entries().last(), Some(&Entry::Nowhere));
        assert_eq!((pane.cursor(), pane.division()), (1, Some(5)));
    }

    #[test]
    fn narrowing_keeps_the_order() {
        let mut counts = ProvinceCounts::default();
        counts.about[17] = 2;
        let mut pane = ProvincePane::default();
        pane.switch_sorting();
        pane.arrange(&counts, Role::About);
        pane.set_narrow("湖");
        assert_eq!(pane.entries(), [Entry::Province(17), Entry::Province(16)]);
    }
}
