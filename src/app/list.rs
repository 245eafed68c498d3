//! The article list: cursor and window over the selected articles. Holds at most [`WINDOW`] rows, whatever the library.
//!
//! Knows nothing of what a row looks like.

use super::event::ListRow;
use crate::corpus::ArticleId;

/// Rows held at a time.
pub const WINDOW: usize = 200;

/// Cursor and window.
#[derive(Debug, Clone, Default)]
pub struct List {
    len: usize,
    cursor: usize,
    top: usize,
    height: usize,
    start: usize,
    rows: Vec<ListRow>,
    stale: bool,
    /// The article under the cursor, kept while rows change around it.
    current: Option<ArticleId>,
}

impl List {
    /// Number of selected articles.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Position of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Position of the first shown row: the one that movement chose, as far as the height allows. A change of height
    /// never writes it.
    pub fn top(&self) -> usize {
        let height = self.height.max(1);
        let top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(height));
        top.min(self.len.saturating_sub(height))
    }

    /// The article under the cursor.
    pub fn current(&self) -> Option<ArticleId> {
        self.current
    }

    /// The row at `position`, if it is in the window.
    pub fn row(&self, position: usize) -> Option<&ListRow> {
        self.rows.get(position.checked_sub(self.start)?)
    }

    /// Takes a new selection. The cursor stays on its article; if that is gone, near where it stood.
    pub fn select(&mut self, len: usize, position: Option<Result<usize, usize>>) {
        self.len = len;
        self.stale = true;
        let wanted = match position {
            Some(Ok(at) | Err(at)) => at,
            None => self.cursor,
        };
        if !matches!(position, Some(Ok(_))) {
            self.current = None;
        }
        // The cursor keeps its row on the screen, so that a growing list does not jump.
        let row = self.cursor.saturating_sub(self.top());
        self.cursor = wanted.min(len.saturating_sub(1));
        self.top = self.cursor.saturating_sub(row);
        self.clamp();
    }

    /// Sets how many articles are shown at a time.
    pub fn set_height(&mut self, height: usize) {
        self.height = height.max(1);
    }

    /// Articles shown at a time.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Moves the cursor by `by` rows. False if it could not move.
    pub fn step(&mut self, by: isize) -> bool {
        self.go(self.cursor.saturating_add_signed(by))
    }

    /// Moves the cursor to `position` or as near as possible. False if it did not move.
    pub fn go(&mut self, position: usize) -> bool {
        let wanted = position.min(self.len.saturating_sub(1));
        let moved = wanted != self.cursor;
        self.top = self.top();
        self.cursor = wanted;
        self.clamp();
        if moved {
            self.current = self.row(wanted).map(|row| row.id);
        }
        moved
    }

    /// Moves the page and the cursor with it, as less and vim do. False if nothing moved.
    pub fn page(&mut self, by: isize) -> bool {
        let top = self.top().saturating_add_signed(by);
        let moved = self.step(by);
        self.top = top;
        self.clamp();
        moved
    }

    fn clamp(&mut self) {
        self.cursor = self.cursor.min(self.len.saturating_sub(1));
        self.top = self.top();
    }

    /// Rows to ask for: `Some(start, count)` when what is shown is not in the window.
    pub fn wanted(&self) -> Option<(usize, usize)> {
        let top = self.top();
        let end = (top + self.height.max(1)).min(self.len);
        let inside = self.start <= top && end <= self.start + self.rows.len();
        if inside && !self.stale {
            return None;
        }
        let middle = top + self.height / 2;
        let start = middle.saturating_sub(WINDOW / 2).min(self.len.saturating_sub(WINDOW));
        Some((start, WINDOW.min(self.len - start)))
    }

    /// Takes the rows that were asked for.
    pub fn take(&mut self, start: usize, rows: Vec<ListRow>) {
        self.start = start;
        self.rows = rows;
        self.stale = false;
        self.current = self.row(self.cursor).map(|row| row.id);
    }

    /// The rows are no longer right (hits changed).
    pub fn invalidate(&mut self) {
        self.stale = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(len: usize, height: usize) -> List {
        let mut list = List::default();
        list.set_height(height);
        list.select(len, None);
        list
    }

    #[test]
    fn the_cursor_stays_inside_and_on_the_screen() {
        let mut list = list(10, 4);
        list.step(-1);
        assert_eq!((list.cursor(), list.top()), (0, 0));
        list.step(5);
        assert_eq!((list.cursor(), list.top()), (5, 2));
        list.go(99);
        assert_eq!((list.cursor(), list.top()), (9, 6));
    }

    #[test]
    fn the_window_is_bounded_and_asked_for_once() {
        let mut list = list(1_000_000, 40);
        list.go(500_000);
        let (start, count) = list.wanted().unwrap();
        assert!(count == WINDOW && start < 500_000 && 500_000 < start + count);
    }

    #[test]
    fn a_growing_list_keeps_the_row_on_the_screen() {
        let mut list = list(10, 5);
        list.go(4);
        list.select(20, Some(Ok(14)));
        assert_eq!((list.cursor(), list.top()), (14, 10));
    }
}
