//! An overlay: a box with a title and lines, one of them selected.

use super::Cursor;
use super::cells::Cells;
use super::theme::StyleRole;
use crate::app::App;
use crate::app::menu::Overlay;
use crate::app::panes::Area;
use crate::messages::Word;

/// Widest box, in columns.
const WIDEST: u16 = 100;
/// Columns for keys.
const KEYS: u16 = 18;

pub(super) fn draw(app: &App, overlay: &Overlay, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let (cols, rows) = (app.screen.cols, app.screen.rows);
    let width = cols.min(WIDEST);
    let area = Area { x: (cols - width) / 2, y: 0, cols: width, rows: rows.saturating_sub(1) };
    if area.rows < 2 || area.cols < 4 {
        return None;
    }
    cells.clear(area);
    let area = sides(area, cols, cells);
    let end = area.x + area.cols;
    cells.rule((area.x, area.y), end, theme.of(StyleRole::Dim));
    let title = format!(" {} ", app.word(overlay.title()));
    cells.text((area.x + 2, area.y), end, &title, theme.of(StyleRole::Focus));
    let lines = overlay.lines();
    let height = usize::from(area.rows - 1);
    let first = overlay.first(height);
    let keys = if lines.iter().all(|line| line.key.is_empty()) { 0 } else { KEYS.min(width / 3) };
    if lines.is_empty() {
        cells.text((area.x + 2, area.y + 1), end, app.word(Word::NothingFits), theme.of(StyleRole::Notice));
    }
    let mut cursor = None;
    for (slot, line) in lines.iter().skip(first).take(height).enumerate() {
        let y = area.y + 1 + slot as u16;
        let selected = first + slot == overlay.cursor();
        let style = theme.of(if line.heading { StyleRole::Accent } else { StyleRole::Text });
        let key = cells.fitted(&line.key, keys.saturating_sub(1));
        cells.text((area.x + 2, y), end, &key, theme.of(StyleRole::Accent));
        let room = area.cols.saturating_sub(keys + 3);
        let text = cells.fitted(line.text.as_str(), room);
        let x = if line.heading { area.x + 2 } else { area.x + 2 + keys };
        cells.text((x, y), end, &text, style);
        if selected {
            cells.text((area.x, y), end, ">", theme.of(StyleRole::Accent));
            cells.tint(Area { y, rows: 1, ..area }, theme.of(StyleRole::Bar));
            cursor = Some((area.x, y));
        }
    }
    cursor
}

/// Draws the sides of a box that leaves columns of the panes visible. Returns the area inside.
fn sides(area: Area, cols: u16, cells: &mut Cells<'_>) -> Area {
    if area.cols == cols {
        return area;
    }
    let style = cells.theme.of(StyleRole::Rule);
    cells.vertical_rule(area.x, area.y, area.rows, style);
    cells.vertical_rule(area.x + area.cols - 1, area.y, area.rows, style);
    Area { x: area.x + 1, cols: area.cols - 2, ..area }
}
