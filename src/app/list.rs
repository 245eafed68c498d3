//! The article list: a cursor over the selected articles and a window of loaded rows, at most [`WINDOW`] however large the
//! library is. The cursor skips headings.
//!
//! No drawing.

use std::ops::Range;

use super::event::{ArticleRow, ListRow};
use crate::corpus::ArticleId;
use crate::search::rows::Heading;

/// Rows loaded at a time.
pub const WINDOW: usize = 200;

/// Rows around the cursor that are always loaded: the reader names the articles before and after.
const AROUND: usize = 4;

/// Cursor and window.
#[derive(Debug, Clone, Default)]
pub struct ArticleList {
    len: usize,
    cursor: usize,
    top: usize,
    height: usize,
    start: usize,
    rows: Vec<ListRow>,
    stale: bool,
    /// Requested rows that have not arrived yet.
    asked: Option<Range<usize>>,
    /// That request failed; the next key repeats it.
    lost: bool,
    /// The cursor moved since the last selection.
    moved: bool,
    /// The article under the cursor, kept while rows change around it.
    current: Option<ArticleId>,
}

impl ArticleList {
    /// Number of selected articles.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no article is selected.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Position of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Position of the first visible row: where movement left it, clamped to the height. A change of height
    /// never overwrites it.
    pub fn top(&self) -> usize {
        let height = self.height.max(1);
        let top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(height));
        top.min(self.len.saturating_sub(height))
    }

    /// The positions of [`AROUND`] rows, starting one before the cursor where the ends allow it.
    fn around(&self) -> Range<usize> {
        let start = self.cursor.saturating_sub(1).min(self.len.saturating_sub(AROUND));
        start..(start + AROUND).min(self.len)
    }

    /// The article under the cursor.
    pub fn current(&self) -> Option<ArticleId> {
        self.current
    }

    /// The article at `position`, if it is in the window.
    pub fn row(&self, position: usize) -> Option<&ArticleRow> {
        match self.rows.get(position.checked_sub(self.start)?)? {
            ListRow::Article(row) => Some(row),
            ListRow::Heading(_) => None,
        }
    }

    /// The heading at `position`, if there is one in the window.
    pub fn heading(&self, position: usize) -> Option<Heading> {
        match self.rows.get(position.checked_sub(self.start)?)? {
            ListRow::Article(_) => None,
            ListRow::Heading(heading) => Some(*heading),
        }
    }

    /// The row of an article, if it is in the window.
    pub fn find(&self, id: ArticleId) -> Option<&ArticleRow> {
        let row = |row: &'_ ListRow| matches!(row, ListRow::Article(row) if row.id == id);
        self.rows.iter().position(row).and_then(|at| self.row(self.start + at))
    }

    /// Takes a selection: a `fresh` one, of which no row is loaded, or one that has grown. The cursor stays on its article,
    /// or near its old place if the article is gone.
    pub fn select(&mut self, len: usize, position: Option<Result<usize, usize>>, fresh: bool) {
        self.len = len;
        self.invalidate();
        self.moved = false;
        if fresh || position.is_some_and(|position| position != Ok(self.cursor)) {
            self.rows.clear();
        }
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

    /// Sets how many articles are visible at a time.
    pub fn set_height(&mut self, height: usize) {
        self.height = height.max(1);
    }

    /// Articles visible at a time.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Goes to where the cursor was in an earlier visit, with so many rows above it.
    pub fn resume(&mut self, position: usize, above: usize) {
        self.go(position);
        self.top = self.cursor.saturating_sub(above);
    }

    /// Moves the cursor by `by` rows. False if it could not move.
    pub fn step(&mut self, by: isize) -> bool {
        self.go(self.cursor.saturating_add_signed(by))
    }

    /// Moves the cursor to `position`, or as near as possible. False if it did not move.
    pub fn go(&mut self, position: usize) -> bool {
        let wanted = self.past_heading(position.min(self.len.saturating_sub(1)));
        let moved = wanted != self.cursor;
        self.moved |= moved;
        self.top = self.top();
        self.cursor = wanted;
        self.clamp();
        if moved {
            self.current = self.row(wanted).map(|row| row.id);
        }
        moved
    }

    /// The position of the next or previous article, if there is one.
    pub fn neighbour(&self, forward: bool) -> Option<usize> {
        let next = if forward { self.cursor.checked_add(1) } else { self.cursor.checked_sub(1) }?;
        let next = self.past_heading(next);
        (next < self.len && next != self.cursor).then_some(next)
    }

    /// `position`, or the one after it in the direction of movement if it is a heading. A group starts with its heading and is
    /// never empty, so an article follows every heading, and one precedes every heading but the first.
    fn past_heading(&self, position: usize) -> usize {
        if self.heading(position).is_none() {
            return position;
        }
        let up = position < self.cursor && position > 0;
        if up { position - 1 } else { (position + 1).min(self.len.saturating_sub(1)) }
    }

    /// Scrolls the page and moves the cursor with it, as less and vim do. False if nothing moved.
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

    /// The rows to request, as `(start, count)`, if visible rows are missing from the window.
    pub fn wanted(&self) -> Option<(usize, usize)> {
        let top = self.top();
        let around = self.around();
        let end = (top + self.height.max(1)).min(self.len).max(around.end);
        let inside = self.start <= top.min(around.start) && end <= self.start + self.rows.len();
        let coming = self.asked.as_ref();
        let coming = coming.is_some_and(|asked| asked.start <= top.min(around.start) && end <= asked.end);
        if inside && !self.stale || coming {
            return None;
        }
        let middle = top + self.height / 2;
        let start = middle.saturating_sub(WINDOW / 2).min(self.len.saturating_sub(WINDOW));
        Some((start, WINDOW.min(self.len - start)))
    }

    /// Records that these rows were requested.
    pub fn ask(&mut self, start: usize, count: usize) {
        self.asked = Some(start..start + count);
    }

    /// Takes requested rows.
    pub fn take(&mut self, start: usize, rows: Vec<ListRow>) {
        self.asked = None;
        self.start = start;
        self.rows = rows;
        self.stale = false;
        if self.heading(self.cursor).is_some() {
            self.cursor = (self.cursor + 1).min(self.len.saturating_sub(1));
            self.clamp();
        }
        self.current = self.row(self.cursor).map(|row| row.id);
    }

    /// Marks the rows as stale, because hits have changed.
    pub fn invalidate(&mut self) {
        self.stale = true;
        self.asked = None;
    }

    /// Takes the late position of the article that was under the cursor: moves there unless the cursor has moved since.
    pub fn follow(&mut self, position: Result<usize, usize>) {
        let (Ok(at) | Err(at)) = position;
        if !self.moved && at != self.cursor {
            self.go(at);
        }
    }

    /// Records that the request for rows failed.
    pub fn lose(&mut self) {
        self.lost = true;
    }

    /// Allows failed rows to be requested again.
    pub fn retry(&mut self) {
        if std::mem::take(&mut self.lost) {
            self.asked = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(len: usize, height: usize) -> ArticleList {
        let mut list = ArticleList::default();
        list.set_height(height);
        list.select(len, None, true);
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
    fn around_the_cursor_are_one_row_before_and_two_after_except_at_the_ends() {
        let mut list = list(9, 3);
        for (cursor, around) in [(0, 0..4), (1, 0..4), (2, 1..5), (6, 5..9), (7, 5..9), (8, 5..9)] {
            list.go(cursor);
            assert_eq!(list.around(), around, "{cursor}");
        }
        list.select(3, None, true);
        assert_eq!(list.around(), 0..3);
    }

    #[test]
    fn rows_around_the_cursor_are_asked_for() {
        let mut list = list(1_000, 4);
        list.go(600);
        list.go(500);
        assert_eq!((list.top(), list.around()), (500, 499..503));
        let rows = vec![grouped().rows[1].clone(); WINDOW];
        list.take(500, rows.clone());
        assert!(list.wanted().is_some(), "row 499 is missing");
        list.take(499, rows);
        assert_eq!(list.wanted(), None);
    }

    fn grouped() -> ArticleList {
        let heading = ListRow::Heading(Heading { division: Some(0), articles: 2 });
        let article = |id| {
            ListRow::Article(ArticleRow {
                id: ArticleId(id),
                key: crate::corpus::ArticleKey(id.into()),
                label: crate::text::CleanText::line("甲"),
                found: crate::corpus::Tags::default(),
                correction: crate::province::corrections::Correction::default(),
                date: None,
                section: crate::text::CleanText::default(),
                hits: 0,
                marks: Vec::new(),
                same: 0,
                flag: None,
                under: None,
            })
        };
        let mut list = list(6, 6);
        list.take(0, vec![heading.clone(), article(1), article(2), heading, article(3), article(4)]);
        list
    }

    #[test]
    fn the_cursor_passes_over_headings() {
        let mut list = grouped();
        assert_eq!(list.cursor(), 1, "below the first heading");
        list.step(2);
        assert_eq!(list.cursor(), 4, "down over a heading");
        list.step(-1);
        assert_eq!(list.cursor(), 2, "up over a heading");
        assert!(list.go(0) && list.cursor() == 1, "the first article");
        assert!(!list.go(0), "and no further");
    }

    #[test]
    fn rows_on_their_way_are_not_asked_for_again_while_they_cover_the_screen() {
        let mut list = list(1_000, 10);
        let (start, count) = list.wanted().unwrap();
        list.ask(start, count);
        assert_eq!((list.step(5), list.wanted()), (true, None));
        list.go(900);
        assert!(list.wanted().is_some(), "another window");
        list.go(5);
        list.lose();
        assert_eq!(list.wanted(), None, "not before the next key");
        list.retry();
        assert!(list.wanted().is_some());
    }

    #[test]
    fn a_place_that_comes_late_moves_the_cursor_unless_a_key_has() {
        for (key, cursor) in [(0, 7), (1, 5)] {
            let mut list = list(10, 5);
            list.go(4);
            list.select(10, None, true);
            list.step(key);
            list.follow(Ok(7));
            assert_eq!(list.cursor(), cursor);
        }
    }

    #[test]
    fn a_growing_list_keeps_the_row_on_the_screen() {
        let mut list = list(10, 5);
        list.go(4);
        list.select(20, Some(Ok(14)), false);
        assert_eq!((list.cursor(), list.top()), (14, 10));
    }
}
