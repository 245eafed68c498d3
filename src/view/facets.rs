//! The facet column while it shows sections or years, with their counts under the current keywords.

use super::Cursor;
use super::cells::Cells;
use super::provinces::short_count;
use crate::app::facets::Item;
use crate::app::panes::{Area, Layout};
use crate::app::{App, Focus};
use crate::messages::Word;
use crate::query::Facet;
use crate::query::picks::Picks;

/// Widest column: longer names of folders are cut.
const WIDEST: u16 = 44;

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let area = app.screen.panes.provinces;
    // Under the list the divider has the heading.
    let headed = app.screen.panes.layout != Layout::Stacked;
    if headed {
        cells.text((area.x + 1, area.y), area.x + area.cols, &heading(app), theme.dim);
    }
    let top = u16::from(headed);
    let rows = area.rows.saturating_sub(top);
    let area = Area { y: area.y + top, rows, cols: area.cols.min(WIDEST), ..area };
    let items = app.facet_items();
    let height = usize::from(area.rows).max(1);
    let first = app.facets.cursor() / height * height;
    let picks = app.filter.query().picks(app.provinces.facet);
    let mut cursor = None;
    for (slot, item) in items.iter().skip(first).take(height).enumerate() {
        let row = Area { y: area.y + slot as u16, rows: 1, ..area };
        draw_item(app, item, &picks, row, cells);
        if first + slot == app.facets.cursor() && app.focus == Focus::Provinces {
            cells.tint(Area { cols: area.cols.saturating_sub(1), ..row }, theme.selected);
            cursor = Some((row.x, row.y));
        }
    }
    cursor
}

/// 栏目, 年份, and what was typed to narrow them.
pub(super) fn heading(app: &App) -> String {
    let word = if app.provinces.facet == Facet::Date { Word::Years } else { Word::Sections };
    let narrow = app.facets.narrow();
    let narrow =
        if narrow.is_empty() { String::new() } else { format!("  {}：{narrow}", app.word(Word::Narrow)) };
    format!("{}{narrow}", app.word(word))
}

fn draw_item(app: &App, item: &Item, picks: &Picks, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let (sign, style) = match (picks.include.contains(&item.value), picks.exclude.contains(&item.value)) {
        (true, _) => ("+", theme.title),
        (_, true) => ("-", theme.title),
        _ if item.articles == 0 => (" ", theme.dim),
        _ => (" ", theme.text),
    };
    let end = area.x + area.cols;
    let count = short_count(item.articles);
    let right = end.saturating_sub(cells.width(&count) + 2);
    cells.text((area.x, area.y), end, sign, style);
    let none = if app.provinces.facet == Facet::Date { Word::NoYear } else { Word::NoSection };
    let label = if item.label.is_empty() { app.word(none) } else { &item.label };
    let x = area.x + 1 + (item.depth * 2).min(area.cols / 3);
    let label = cells.fitted(label, right.saturating_sub(x + 1));
    cells.text((x, area.y), end, &label, style);
    cells.text((right, area.y), end, &count, style);
}
