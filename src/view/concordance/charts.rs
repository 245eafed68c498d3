//! Bars and sparklines in cells, with the eighth blocks, or in ASCII.
//!
//! Strings only. What must not go in: what they show.

use crate::view::cells::Cells;

/// Eighths of a cell from the left.
const ACROSS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// Eighths of a cell from below.
const UP: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// A bar of a share of `cols` columns, filled up with blanks. Something is at least a mark.
pub(super) fn bar(share: f64, cols: u16, cells: &Cells<'_>) -> String {
    let is_drawn = cells.sign("█", "#") == "█";
    let eighths = (share.clamp(0.0, 1.0) * f64::from(cols) * 8.0).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    let (whole, rest) = (eighths / 8, eighths % 8);
    let bar = if is_drawn {
        format!("{}{}", "█".repeat(whole), ACROSS.get(rest).copied().unwrap_or_default())
    } else {
        "#".repeat(eighths.div_ceil(8))
    };
    let used = bar.chars().count();
    format!("{bar}{}", " ".repeat(usize::from(cols).saturating_sub(used)))
}

/// A column of a chart of `rows` rows: what stands in the row `row`, counted from below.
pub(super) fn column(share: f64, rows: u16, row: u16, cells: &Cells<'_>) -> &'static str {
    let is_drawn = cells.sign("█", "#") == "█";
    let eighths = (share.clamp(0.0, 1.0) * f64::from(rows) * 8.0).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    let here = eighths.saturating_sub(usize::from(row) * 8).min(8);
    match is_drawn {
        true => UP.get(here).copied().unwrap_or(" "),
        false if here > 0 => "#",
        false => " ",
    }
}
