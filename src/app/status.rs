//! The position that the bars show, taken when input pauses rather than with every key: nobody can read running numbers, and
//! each costs a cursor move and its digits.

use super::App;
use super::action::Context;
use crate::search::rows::Heading;

/// Where the list and the article stand, and where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusSnapshot {
    /// Where keys go: hints come when somebody hesitates there.
    pub context: Context,
    /// Position of the selected article, from 0.
    pub row: usize,
    /// Number of articles in the list.
    pub rows: usize,
    /// In a grouped list: the heading above the selected article, and its number there, from 1.
    pub under: Option<(Heading, usize)>,
    /// How much of the text has been shown, in percent.
    pub percent: usize,
    /// Number of the hit on the screen, and of all hits.
    pub hit: Option<(usize, usize)>,
}

impl StatusSnapshot {
    /// Reads where everything stands now.
    pub(super) fn read(app: &App) -> Self {
        Self {
            context: app.context(),
            row: app.list.cursor(),
            rows: app.list.len(),
            under: app.list.row(app.list.cursor()).and_then(|row| row.under),
            percent: app.reader.percent(),
            hit: app.reader.hit_number(),
        }
    }
}
