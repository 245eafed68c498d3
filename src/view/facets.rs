//! The facet pane: the values of one facet in columns, with their counts under the current keywords.

use std::borrow::Cow;

use super::Cursor;
use super::cells::Cells;
use super::theme::StyleRole;
use crate::app::facets::FacetItem;
use crate::app::panes::{Area, Layout};
use crate::app::{App, Focus};
use crate::facet::{Facet, FacetSelection, FacetValue, Joining, Listing, Sign};
use crate::messages::{Phrase, Word};
use crate::query::Role;

/// Columns of a value from a fixed list, where all names are short: sign, name, `123/4567`.
const SHORT: u16 = 18;
/// Maximum columns of such values side by side.
const MOST: u16 = 4;
/// Columns of any other value: longer folder names are cut.
const LONG: u16 = 44;
/// Minimum columns of a name, however long its count is.
const NAME: u16 = 8;
/// A fixed list, which is long, gets a heading on screens with more rows than this.
const HEADED: u16 = 18;

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let facet = app.facets.facet;
    let area = app.screen.panes.facets;
    let standard = matches!(facet.row().listing, Listing::Standard(_));
    // In the stacked layout the divider shows the heading.
    let headed = if standard { area.rows > HEADED } else { app.screen.panes.layout != Layout::Stacked };
    if headed {
        cells.text(
            (area.x + 1, area.y),
            area.x + area.cols,
            &heading(app, facet, " "),
            theme.of(StyleRole::Dim),
        );
    }
    if app.screen.panes.layout == Layout::Wide {
        cells.vertical_rule(area.x + area.cols - 1, area.y, area.rows, theme.of(StyleRole::Rule));
    }
    let top = u16::from(headed);
    let area = Area { y: area.y + top, rows: area.rows.saturating_sub(top), ..area };
    let items = app.facet_items(facet);
    let (entry, columns) = if standard { (SHORT, (area.cols / SHORT).clamp(1, MOST)) } else { (LONG, 1) };
    let rows = usize::from(area.rows).min(items.len().div_ceil(usize::from(columns))).max(1);
    let page = rows * usize::from(columns);
    let at = app.facets.pane(facet).cursor();
    let first = at / page * page;
    let width = if area.cols > 60 { area.cols / columns } else { entry };
    let selection = FacetSelection::of(app.filter.query(), facet);
    let mut cursor = None;
    for (slot, item) in items.iter().skip(first).take(page).enumerate() {
        let x = area.x + (slot / rows) as u16 * width;
        let y = area.y + (slot % rows) as u16;
        let place = Area { x, y, cols: entry.min(area.x + area.cols - x), rows: 1 };
        draw_item(app, item, &selection, place, cells);
        if first + slot == at && app.focus == Focus::Facets {
            cells.tint(Area { cols: place.cols.saturating_sub(1), ..place }, theme.of(StyleRole::Bar));
            cursor = Some((x, y));
        }
    }
    cursor
}

/// 省份 关于 任一, 栏目, followed by the narrowing text.
pub(super) fn heading(app: &App, facet: Facet, between: &str) -> String {
    let mut parts = vec![app.word(facet.row().name)];
    let selection = FacetSelection::of(app.filter.query(), facet);
    if facet.row().roles {
        parts.push(app.word(if selection.role() == Role::About { Word::About } else { Word::Mentions }));
    }
    if facet.row().several {
        let any = selection.joining() == Joining::Any;
        parts.push(app.word(if any { Word::JoinAny } else { Word::JoinAll }));
    }
    let narrow = app.facets.pane(facet).narrow();
    let narrow = if narrow.is_empty() {
        String::new()
    } else {
        format!("  {}{narrow}", app.phrase(Phrase::Label(app.word(Word::Narrow))))
    };
    format!("{}{narrow}", parts.join(between))
}

fn draw_item(app: &App, item: &FacetItem, selection: &FacetSelection, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let sign = mark(selection.sign(&item.term));
    let style = match sign {
        " " if item.mentions > 0 => theme.of(StyleRole::Text),
        " " => theme.of(StyleRole::Dim),
        _ => theme.of(StyleRole::Title),
    };
    let short = |count| app.phrase(Phrase::Count(count));
    let count = match item.value {
        Some(FacetValue::Number(_)) if app.facets.facet.row().roles => {
            format!("{}/{}", short(item.articles), short(item.mentions))
        }
        _ => short(item.articles),
    };
    let end = area.x + area.cols;
    let right = end.saturating_sub(cells.width(&count) + 2);
    cells.text((area.x, area.y), end, sign, style);
    let x = area.x + 1 + (item.depth * 2).min(area.cols / 3);
    let room = right.saturating_sub(x + 1).max(NAME);
    let label = item.code.filter(|_| cells.width(&item.label) > room).unwrap_or(&item.label);
    let label: Cow<'_, str> = cells.fitted(label, room).into();
    let after = cells.text((x, area.y), end, &label, style);
    cells.text((right.max(after + 1), area.y), end, &count, style);
}

/// The mark of an included (`+`) or excluded (`-`) value.
pub(super) fn mark(sign: Option<Sign>) -> &'static str {
    match sign {
        Some(Sign::Wanted) => "+",
        Some(Sign::Refused) => "-",
        None => " ",
    }
}
