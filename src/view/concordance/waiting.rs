//! What a pane shows while it waits: what is done, and if it takes long how far it is.
//!
//! Drawing only.

use super::charts;
use crate::app::App;
use crate::app::panes::Area;
use crate::messages::{Phrase, Word};
use crate::view::cells::Cells;
use crate::view::theme::StyleRole;

/// Widest bar of the progress, in columns.
const PROGRESS: u16 = 40;

/// Says that the pane waits, and how far the work is if it takes long.
pub(super) fn draw_waiting(app: &App, word: Word, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let end = area.x + area.cols;
    let text = app.word(word);
    let Some(progress) = app.concordance.progress else {
        cells.text((area.x + 2, area.y), end, text, theme.of(StyleRole::Dim));
        return;
    };
    let seconds = progress.left.as_secs();
    let said = app.phrase(Phrase::Progress { percent: progress.percent, seconds });
    let after = cells.text((area.x + 2, area.y), end, &format!("{text}  "), theme.of(StyleRole::Text));
    let width = PROGRESS.min(end.saturating_sub(after + cells.width(&said) + 14));
    let bar = charts::bar(f64::from(progress.percent) / 100.0, width, cells);
    cells.text((after, area.y), end, &bar, theme.of(StyleRole::Accent));
    let after = after + width + 1;
    let rest = format!("{said}  {}", app.word(Word::EscStops));
    cells.text((after, area.y), end, &rest, theme.of(StyleRole::Text));
}
