//! The province pane: all divisions in columns, with their counts under the current keywords.

use super::Cursor;
use super::cells::Cells;
use crate::app::panes::Area;
use crate::app::provinces::Entry;
use crate::app::{App, Focus};
use crate::messages::Word;
use crate::province::PROVINCES;
use crate::query::{Choice, Joining, Role};

/// Columns of one entry: sign, name, `123/4567`.
const ENTRY: u16 = 18;

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let area = app.screen.panes.provinces;
    let entries = app.provinces.entries();
    let columns = (area.cols / ENTRY).clamp(1, 4);
    let headed = area.rows > 18;
    if headed {
        cells.text((area.x + 1, area.y), area.x + area.cols, &heading(app), theme.dim);
    }
    let area = Area { y: area.y + u16::from(headed), rows: area.rows - u16::from(headed), ..area };
    let rows = usize::from(area.rows).min(entries.len().div_ceil(usize::from(columns))).max(1);
    let page = rows * usize::from(columns);
    let first = app.provinces.cursor() / page * page;
    let width = if area.cols > 60 { area.cols / columns } else { ENTRY };
    let choice = app.filter.query().choice();
    let mut cursor = None;
    for (slot, entry) in entries.iter().skip(first).take(page).enumerate() {
        let x = area.x + (slot / rows) as u16 * width;
        let y = area.y + (slot % rows) as u16;
        let selected = first + slot == app.provinces.cursor() && app.focus == Focus::Provinces;
        let item = Area { x, y, cols: width.min(area.x + area.cols - x), rows: 1 };
        draw_entry(app, *entry, &choice, item, cells);
        if selected {
            cells.tint(Area { cols: item.cols.min(ENTRY - 1), ..item }, theme.selected);
            cursor = Some((x, y));
        }
    }
    cursor
}

/// 主题/提及 · 任一
pub(super) fn heading(app: &App) -> String {
    let choice = app.filter.query().choice();
    let role = if choice.role == Role::About { Word::About } else { Word::Mentions };
    let joining = if choice.joining == Joining::Any { Word::JoinAny } else { Word::JoinAll };
    let mut heading = format!("{} {} {}", app.word(Word::Provinces), app.word(role), app.word(joining));
    if !app.provinces.narrow().is_empty() {
        heading = format!("{heading}  {}：{}", app.word(Word::Narrow), app.provinces.narrow());
    }
    heading
}

fn draw_entry(app: &App, entry: Entry, choice: &Choice, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let sign = mark(entry, choice);
    let (name, count, some) = match entry {
        Entry::Province(number) => {
            let (about, mentions) = counts_of(app, number);
            let name = PROVINCES.get(number).map_or("", |p| p.short);
            (name, format!("{}/{}", short_count(about), short_count(mentions)), mentions > 0)
        }
        Entry::Nowhere => {
            let none = app.filter.answer().counts.none;
            (app.word(Word::Nowhere), short_count(none), none > 0)
        }
    };
    let end = area.x + area.cols;
    let style = match (sign, some) {
        (" ", true) => theme.text,
        (" ", false) => theme.dim,
        _ => theme.title,
    };
    cells.text((area.x, area.y), end, sign, style);
    let after = cells.text((area.x + 1, area.y), end, name, style);
    let right = (area.x + ENTRY - 2).min(end.saturating_sub(1));
    let x = right.saturating_sub(cells.width(&count)).max(after + 1);
    cells.text((x, area.y), end, &count, style);
}

/// Whether an entry is chosen (`+`) or excluded (`-`).
pub(super) fn mark(entry: Entry, choice: &Choice) -> &'static str {
    let (wanted, unwanted) = match entry {
        Entry::Province(number) => (choice.include.contains(number), choice.exclude.contains(number)),
        Entry::Nowhere => (choice.nowhere, false),
    };
    match (wanted, unwanted) {
        (true, _) => "+",
        (_, true) => "-",
        _ => " ",
    }
}

/// Articles about a division, and articles that mention it.
pub(super) fn counts_of(app: &App, number: usize) -> (u32, u32) {
    let counts = &app.filter.answer().counts;
    let of = |column: &[u32; 34]| column.get(number).copied().unwrap_or(0);
    (of(&counts.about), of(&counts.mentions))
}

/// 999, 1.2万, 34万.
pub(super) fn short_count(count: u32) -> String {
    match count {
        0..10_000 => count.to_string(),
        10_000..100_000 => format!("{}.{}万", count / 10_000, count % 10_000 / 1000),
        _ => format!("{}万", count / 10_000),
    }
}
