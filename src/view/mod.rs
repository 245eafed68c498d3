//! The view: draws the state of the app as cells. It reads the app and decides nothing.
//!
//! ```text
//! | layout        | from above                                                                     |
//! |---------------|--------------------------------------------------------------------------------|
//! | wide          | status; provinces (if open), list, rule, reader side by side; hint or input    |
//! | stacked       | status; five rows of the list; divider with the title; reader; hint or input   |
//! | single        | status; one of the three panes; hint or input                                  |
//! | concordance   | status with the way there; uses or statistics, or the text opened from there; hint or input |
//! ```
//!
//! `cells` writes every cell, because it knows the width of a cluster; ratatui's own text widgets measure
//! differently and are not used.

mod bars;
mod cells;
mod concordance;
mod counts;
mod facets;
mod hints;
mod list;
mod map;
mod overlay;
mod picture;
mod prompt;
mod reader;
mod terms;
mod theme;

pub use theme::{Palette, Signs, StyleRole, Theme};

use ratatui::buffer::Buffer;

use crate::app::App;

/// Column and row of the terminal's cursor.
pub type Cursor = (u16, u16);

/// Draws the whole screen. Returns the cursor, which marks the input line or the selection.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<Cursor> {
    let theme = theme.named(app.options.theme);
    let mut cells = cells::Cells::new(buffer, app.options.policy, theme);
    let panes = app.screen.panes;
    let mut cursor = None;
    if !panes.list.is_empty() {
        cursor = list::draw(app, &mut cells);
    }
    if !panes.reader.is_empty() {
        cursor = reader::draw(app, &mut cells).or(cursor);
    }
    if !panes.facets.is_empty() {
        cursor = facets::draw(app, &mut cells).or(cursor);
    }
    if !panes.concordance.is_empty() {
        cursor = concordance::draw(app, &mut cells).or(cursor);
    }
    bars::divider(app, &mut cells);
    bars::status(app, &mut cells);
    if app.facets.map.is_some() {
        cursor = map::draw(app, &mut cells).or(cursor);
    }
    if let Some(over) = &app.overlay {
        cursor = match over.picture() {
            Some(picture) => picture::draw(app, picture, &mut cells),
            None => overlay::draw(app, over, &mut cells).or(cursor),
        };
    }
    bars::bottom(app, &mut cells).or(cursor)
}
