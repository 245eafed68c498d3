//! An overlay: a title and lines, one of them selected, and below them that one in full if its row cuts it.

use super::Cursor;
use super::cells::Cells;
use super::theme::StyleRole;
use crate::app::App;
use crate::app::menu::{LineForm, Overlay};
use crate::app::overlay_layout::OverlayLayout;
use crate::app::panes::Area;
use crate::messages::Word;

pub(super) fn draw(app: &App, overlay: &Overlay, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let layout = OverlayLayout::of(app)?;
    let area = layout.lines;
    // What is beside the lines is blank: halves of titles and lines of text would lead the eye nowhere.
    cells.clear(Area { rows: app.screen.rows.saturating_sub(1), ..layout.title });
    let (x, end) = (layout.x(), area.x + area.cols);
    let across = layout.title.x + layout.title.cols;
    cells.rule((layout.title.x, layout.title.y), across, theme.of(StyleRole::Dim));
    let title = format!(" {} ", app.word(overlay.title()));
    cells.text((x, layout.title.y), across, &title, theme.of(StyleRole::Focus));
    let lines = overlay.lines();
    let height = usize::from(area.rows);
    let first = overlay.first(height);
    if lines.is_empty() {
        cells.text((x, area.y), end, app.word(Word::NothingFits), theme.of(StyleRole::Notice));
    }
    let mut cursor = None;
    for (slot, line) in lines.iter().skip(first).take(height).enumerate() {
        let y = area.y + slot as u16;
        let heading = line.form == LineForm::Heading;
        let style = theme.of(if heading { StyleRole::Accent } else { StyleRole::Text });
        let key = cells.fitted(&line.key, layout.keys.saturating_sub(1));
        cells.text((x, y), end, &key, theme.of(StyleRole::Accent));
        let (before, room) = layout.text_room(line.form);
        cells.text((area.x + before, y), end, &cells.fitted(line.text.as_str(), room), style);
        if first + slot == overlay.cursor() {
            cells.text((area.x, y), end, ">", theme.of(StyleRole::Accent));
            cells.tint(Area { y, rows: 1, ..area }, theme.of(StyleRole::Bar));
            cursor = Some((area.x, y));
        }
    }
    detail(app, overlay, &layout, cells);
    cursor
}

/// Draws the line under the cursor in full below a rule, if its row cuts it.
fn detail(app: &App, overlay: &Overlay, layout: &OverlayLayout, cells: &mut Cells<'_>) {
    let (area, theme) = (layout.detail, cells.theme);
    if area.is_empty() {
        return;
    }
    let end = area.x + area.cols;
    cells.rule((area.x, area.y - 1), end, theme.of(StyleRole::Dim));
    let lines = overlay.lines();
    let Some(line) = lines.get(overlay.cursor()).filter(|line| layout.is_cut(cells.policy, line)) else {
        return;
    };
    let rows = layout.full_text(app.options.policy, line);
    let shown = usize::from(area.rows);
    for (slot, row) in rows.iter().take(shown).enumerate() {
        let more = slot + 1 == shown && rows.len() > shown;
        let text = if more { format!("{row}{}", cells.sign("…", "~")) } else { row.clone() };
        cells.text((layout.x(), area.y + slot as u16), end, &text, theme.of(StyleRole::Text));
    }
}
