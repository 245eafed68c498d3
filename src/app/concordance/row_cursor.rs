//! A cursor over rows of which a screen shows some.
//!
//! Numbers only.

/// A cursor, and the first row on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCursor {
    len: usize,
    cursor: usize,
    top: usize,
    height: usize,
}

impl RowCursor {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row of the cursor.
    pub fn at(&self) -> usize {
        self.cursor
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        let height = self.height.max(1);
        let top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(height));
        top.min(self.len.saturating_sub(height))
    }

    /// The rows on the screen.
    pub fn shown(&self) -> std::ops::Range<usize> {
        self.top()..self.len.min(self.top() + self.height)
    }

    /// Rows that a screen shows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// There are so many rows now.
    pub fn set_len(&mut self, len: usize) {
        self.len = len;
        self.go(self.cursor);
    }

    /// The screen shows so many.
    pub fn set_height(&mut self, height: usize) {
        self.height = height;
    }

    /// Goes to a row, at most the last.
    pub fn go(&mut self, row: usize) {
        self.top = self.top();
        self.cursor = row.min(self.len.saturating_sub(1));
        self.top = self.top();
    }

    /// Moves by so many rows.
    pub fn step(&mut self, by: isize) {
        self.go(self.cursor.saturating_add_signed(by));
    }

    /// Moves the page with the cursor.
    pub fn page(&mut self, by: isize) {
        let top = self.top().saturating_add_signed(by);
        self.step(by);
        self.top = top;
        self.top = self.top();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_inside_and_on_the_screen() {
        let mut rows = RowCursor::default();
        rows.set_height(4);
        rows.set_len(10);
        let mut go = |step: isize| {
            rows.step(step);
            (rows.at(), rows.shown())
        };
        assert_eq!([go(-1), go(5), go(99), go(-2)], [(0, 0..4), (5, 2..6), (9, 6..10), (7, 6..10)]);
        rows.page(-3);
        assert_eq!((rows.at(), rows.shown()), (4, 3..7));
        rows.set_len(2);
        assert_eq!((rows.at(), rows.shown()), (1, 0..2));
    }
}
