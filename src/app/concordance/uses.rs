//! The pane of uses: what was asked, how many there are, and a window of loaded rows, however many there are.
//!
//! State only.

use super::row_cursor::RowCursor;
use crate::concordance::asked::{UseLine, UseRow, UseSample, UsesFound, UsesRequest};
use crate::concordance::{KwicOrder, KwicSort};
use crate::messages::Word;

/// Rows loaded at a time: two screens of the highest terminals.
const WINDOW: usize = 120;

/// What the menu of orders can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UseArrangement {
    /// As they were found.
    Found,
    /// By these.
    By(&'static [KwicSort]),
    /// The values, counted, or no longer.
    Grouped,
    /// Some of them by chance.
    Sampled,
    /// All of them.
    Every,
}

/// The orders of uses and their names, in menu order.
pub const ORDERS: [(UseArrangement, Word); 14] = [
    (UseArrangement::Found, Word::ByFolder),
    (UseArrangement::By(&[KwicSort::Right(1), KwicSort::Right(2)]), Word::ByRight1),
    (UseArrangement::By(&[KwicSort::Right(2), KwicSort::Right(3)]), Word::ByRight2),
    (UseArrangement::By(&[KwicSort::Right(3)]), Word::ByRight3),
    (UseArrangement::By(&[KwicSort::Left(1), KwicSort::Left(2)]), Word::ByLeft1),
    (UseArrangement::By(&[KwicSort::Left(2), KwicSort::Left(3)]), Word::ByLeft2),
    (UseArrangement::By(&[KwicSort::Left(3)]), Word::ByLeft3),
    (UseArrangement::By(&[KwicSort::Article]), Word::ByTitle),
    (UseArrangement::By(&[KwicSort::Date]), Word::ByDate),
    (UseArrangement::By(&[KwicSort::Province]), Word::ByProvince),
    (UseArrangement::By(&[KwicSort::Section]), Word::BySection),
    (UseArrangement::Grouped, Word::GroupUses),
    (UseArrangement::Sampled, Word::SampleUses),
    (UseArrangement::Every, Word::EveryUse),
];

/// How many uses a sample has.
const SAMPLE: usize = 50;

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct UsesPane {
    /// What was asked.
    pub request: UsesRequest,
    /// How many there are; `None` before the first answer.
    pub found: Option<UsesFound>,
    /// The cursor.
    pub rows: RowCursor,
    /// The paragraph of the use under the cursor is shown below.
    pub peeks: bool,
    start: usize,
    loaded: Vec<UseRow>,
    /// Rows that were asked for and have not come.
    asked: Option<std::ops::Range<usize>>,
}

impl UsesPane {
    /// A pane that asks for these.
    pub fn new(request: UsesRequest) -> Self {
        Self { request, ..Self::default() }
    }

    /// What stands in a row, if it is loaded.
    pub fn row(&self, position: usize) -> Option<&UseRow> {
        self.loaded.get(position.checked_sub(self.start)?)
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&UseRow> {
        self.row(self.rows.at())
    }

    /// The use under the cursor.
    pub fn current_use(&self) -> Option<&UseLine> {
        match self.current()? {
            UseRow::Use(line) => Some(line),
            UseRow::Group { .. } => None,
        }
    }

    /// What the uses are sorted by first.
    pub fn sort(&self) -> Option<KwicSort> {
        self.request.order.first().copied()
    }

    /// There are so many. The rows that are loaded may be others now.
    pub fn take_found(&mut self, found: UsesFound) {
        self.found = Some(found);
        self.rows.set_len(found.rows);
        self.asked = None;
        self.start = 0;
        self.loaded.clear();
    }

    /// Takes rows.
    pub fn take_rows(&mut self, start: usize, rows: Vec<UseRow>) {
        self.asked = None;
        (self.start, self.loaded) = (start, rows);
    }

    /// The rows to ask for, as start and count, if some on the screen are missing.
    pub fn wanted(&mut self) -> Option<(usize, usize)> {
        let shown = self.rows.shown();
        let has = |range: &std::ops::Range<usize>| range.start <= shown.start && shown.end <= range.end;
        if shown.is_empty()
            || has(&(self.start..self.start + self.loaded.len()))
            || self.asked.as_ref().is_some_and(has)
        {
            return None;
        }
        let middle = shown.start + shown.len() / 2;
        let start = middle.saturating_sub(WINDOW / 2).min(self.rows.len().saturating_sub(WINDOW));
        let count = WINDOW.max(shown.len()).min(self.rows.len() - start);
        self.asked = Some(start..start + count);
        Some((start, count))
    }

    /// Asks for the same in another way.
    pub fn arrange(&mut self, arrangement: UseArrangement) {
        let request = &mut self.request;
        match arrangement {
            UseArrangement::Found => {
                request.order = KwicOrder::new();
                request.grouped = false;
            }
            UseArrangement::By(sorts) => request.order = sorts.to_vec(),
            UseArrangement::Grouped => {
                request.grouped = !request.grouped;
                if request.order.is_empty() {
                    request.order = vec![KwicSort::Right(1)];
                }
            }
            UseArrangement::Sampled => {
                let seed = request.sample.map_or(1, |sample| sample.seed + 1);
                request.sample = Some(UseSample { count: SAMPLE, seed });
            }
            UseArrangement::Every => request.sample = None,
        }
        self.rows.go(0);
    }

    /// The name of the order, if it is not the one in which they were found.
    pub fn order_name(&self) -> Option<Word> {
        let now = |(arrangement, _): &&(UseArrangement, Word)| matches!(arrangement, UseArrangement::By(sorts) if *sorts == self.request.order.as_slice());
        ORDERS.iter().find(now).map(|(_, word)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pane(rows: usize, height: usize) -> UsesPane {
        let mut pane = UsesPane::new(UsesRequest::default());
        pane.rows.set_height(height);
        pane.take_found(UsesFound { rows, ..UsesFound::default() });
        pane
    }

    fn group(uses: u64) -> UseRow {
        UseRow::Group { value: String::new(), uses }
    }

    #[test]
    fn a_window_around_the_screen_is_asked_for_once() {
        let mut pane = pane(100_000, 20);
        assert_eq!((pane.wanted(), pane.wanted()), (Some((0, WINDOW)), None));
        pane.take_rows(0, (0..WINDOW as u64).map(group).collect());
        pane.rows.step(30);
        assert_eq!((pane.wanted(), pane.row(30)), (None, Some(&group(30))));
        pane.rows.go(50_000);
        let (start, count) = pane.wanted().unwrap();
        assert!(start < 49_990 && 50_000 < start + count, "{start} {count}");
        assert_eq!(pane.row(50_000), None);
    }

    #[test]
    fn another_sample_has_another_seed() {
        let mut pane = pane(9, 9);
        pane.arrange(UseArrangement::Sampled);
        pane.arrange(UseArrangement::Sampled);
        assert_eq!(pane.request.sample, Some(UseSample { count: SAMPLE, seed: 2 }));
        pane.arrange(UseArrangement::Every);
        assert_eq!(pane.request.sample, None);
    }

    #[test]
    fn groups_are_by_the_word_to_the_right_unless_another_order_is_set() {
        let mut pane = pane(9, 9);
        pane.arrange(UseArrangement::Grouped);
        assert_eq!((pane.request.grouped, pane.sort()), (true, Some(KwicSort::Right(1))));
        pane.arrange(UseArrangement::By(&[KwicSort::Date]));
        assert_eq!(
            (pane.request.grouped, pane.sort(), pane.order_name()),
            (true, Some(KwicSort::Date), Some(Word::ByDate))
        );
    }
}
