//! Where an overlay stands on the screen: its lines, the column of keys, and the rows below in which the line under the
//! cursor stands in full if it does not fit its row. `update` uses it for pages and clicks, `view` for drawing.
//!
//! Arithmetic only.

use super::App;
use super::menu::{LineForm, Overlay, OverlayLine};
use super::panes::Area;
use crate::text::{WidthPolicy, rows};

/// Most columns of the lines; what is left over becomes margins.
const WIDEST: u16 = 100;
/// Most columns of the keys.
const KEYS: u16 = 18;
/// Columns left of the lines: sign of the cursor, and a blank one.
const SIGNS: u16 = 2;
/// Lines that are measured: beyond these nobody compares columns.
const MEASURED: usize = 2000;

/// The areas of an overlay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OverlayLayout {
    /// The title row, over the whole screen.
    pub title: Area,
    /// The lines, one a row.
    pub lines: Area,
    /// Columns of the keys, the gap behind them included.
    pub keys: u16,
    /// The line under the cursor in full, below a rule; empty if every line fits its row.
    pub detail: Area,
}

impl OverlayLayout {
    /// The layout of the open overlay; `None` without one, or on a screen without room.
    pub fn of(app: &App) -> Option<Self> {
        let overlay = app.overlay.as_ref()?;
        let (cols, height) = (app.screen.cols, app.screen.rows.saturating_sub(1));
        if height < 2 || cols < 4 {
            return None;
        }
        let title = Area { x: 0, y: 0, cols, rows: 1 };
        let width = cols.min(WIDEST);
        let body = Area { x: (cols - width) / 2, y: 1, cols: width, rows: height - 1 };
        let policy = app.options.policy;
        let measured = || overlay.all_lines().iter().take(MEASURED);
        let longest = measured().map(|line| cells(policy, &line.key)).max().unwrap_or(0);
        let keys = if longest == 0 { 0 } else { (longest + 2).min(KEYS).min(width / 3) };
        let layout = Self { title, lines: body, keys, detail: Area::default() };
        let cut = measured().filter(|line| layout.is_cut(policy, line));
        let longest = cut.max_by_key(|line| cells(policy, &line.key) + cells(policy, line.text.as_str()));
        let needed = longest.map_or(0, |line| layout.full_text(policy, line).len() as u16);
        // Half of the lines at most, and none on a screen that has hardly any.
        let rows = needed.min(body.rows.saturating_sub(1) / 2);
        if rows == 0 {
            return Some(layout);
        }
        let lines = Area { rows: body.rows - rows - 1, ..body };
        Some(Self { lines, detail: Area { y: lines.y + lines.rows + 1, rows, ..body }, ..layout })
    }

    /// Columns before the text of a line and for it.
    pub fn text_room(&self, form: LineForm) -> (u16, u16) {
        let before = if form == LineForm::Item { SIGNS + self.keys } else { SIGNS };
        (before, self.lines.cols.saturating_sub(before + 1))
    }

    /// The column of the keys.
    pub fn x(&self) -> u16 {
        self.lines.x + SIGNS
    }

    /// Whether a line does not fit its row.
    pub fn is_cut(&self, policy: WidthPolicy, line: &OverlayLine) -> bool {
        let key = cells(policy, &line.key);
        key >= self.keys.max(1) || cells(policy, line.text.as_str()) > self.text_room(line.form).1
    }

    /// A line in full, in rows of the width of the overlay.
    pub fn full_text(&self, policy: WidthPolicy, line: &OverlayLine) -> Vec<String> {
        let room = self.lines.cols.saturating_sub(2 * SIGNS).max(2);
        let words = line.text.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = if line.key.is_empty() { words } else { format!("{}  {words}", line.key) };
        rows(&whole, room, policy)
    }

    /// The line of the overlay on this row of the screen.
    pub fn line_at(&self, overlay: &Overlay, y: u16) -> Option<usize> {
        let slot = y.checked_sub(self.lines.y).filter(|slot| *slot < self.lines.rows)?;
        let line = overlay.first(usize::from(self.lines.rows)) + usize::from(slot);
        (line < overlay.lines().len()).then_some(line)
    }
}

fn cells(policy: WidthPolicy, text: &str) -> u16 {
    u16::try_from(policy.text(text)).unwrap_or(u16::MAX)
}
