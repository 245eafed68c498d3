//! The position that the bars show, taken when input pauses instead of on every key: nobody can read running numbers, and
//! each update costs a cursor move and its digits.

use super::App;
use super::action::Context;
use crate::search::rows::Heading;

/// The positions in the list and in the article, and the context of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusSnapshot {
    /// The context of keys, for the hints.
    pub context: Context,
    /// Position of the selected article, from 0.
    pub row: usize,
    /// Number of articles in the list.
    pub rows: usize,
    /// In a grouped list: the heading above the selected article, and its number below it, from 1.
    pub under: Option<(Heading, usize)>,
    /// The share of the text above the end of the page, in percent.
    pub percent: usize,
    /// Number of the hit on the screen, and the number of hits.
    pub hit: Option<(usize, usize)>,
    /// In the concordance: the row under the cursor, from 0, and the number of rows.
    pub use_row: Option<(usize, usize)>,
}

impl StatusSnapshot {
    /// Takes the current positions.
    pub(super) fn read(app: &App) -> Self {
        Self {
            context: app.context(),
            row: app.list.cursor(),
            rows: app.list.len(),
            under: app.list.row(app.list.cursor()).and_then(|row| row.under),
            percent: app.reader.percent(),
            hit: app.reader.hit_number(),
            use_row: app.concordance.row(),
        }
    }
}
