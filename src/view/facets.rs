//! The facet pane: the values of one facet in columns, with their counts under the current keywords.

use std::borrow::Cow;

use super::Cursor;
use super::cells::Cells;
use super::theme::StyleRole;
use crate::app::facets::{FacetGrid, FacetItem};
use crate::app::panes::{Area, Layout};
use crate::app::{App, Focus};
use crate::facet::{Facet, FacetSelection, FacetValue, Joining, Sign};
use crate::messages::{Phrase, Word};
use crate::query::Role;

/// Minimum columns of a name, however long its count is.
const NAME: u16 = 8;
pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let facet = app.facets.facet;
    let area = app.screen.panes.facets;
    let items = app.facet_items(facet);
    let grid = FacetGrid::of(app, items.len());
    let mut cursor = saved_searches(app, grid.saved, cells);
    if grid.headed {
        cells.text(
            (area.x + 1, grid.area.y - 1),
            area.x + area.cols,
            &heading(app, facet, " "),
            theme.of(StyleRole::Dim),
        );
    }
    if app.screen.panes.layout == Layout::Wide {
        cells.vertical_rule(area.x + area.cols - 1, area.y, area.rows, theme.of(StyleRole::Rule));
    }
    let at = app.facets.pane(facet).cursor();
    let selection = FacetSelection::of(app.filter.query(), facet);
    for (slot, item) in items.iter().skip(grid.first).take(grid.page).enumerate() {
        let x = area.x + (slot / grid.rows) as u16 * grid.width;
        let y = grid.area.y + (slot % grid.rows) as u16;
        let place = Area { x, y, cols: grid.entry.min((area.x + area.cols).saturating_sub(x)), rows: 1 };
        draw_item(app, item, &selection, place, cells);
        if grid.first + slot == at && app.focus == Focus::Facets && app.facets.saved.is_none() {
            cells.tint(Area { cols: place.cols.saturating_sub(1), ..place }, theme.of(StyleRole::Bar));
            cursor = Some((x, y));
        }
    }
    cursor
}

/// The saved searches above the values, each with its number of articles and of new ones.
fn saved_searches(app: &App, area: Area, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let end = (area.x + area.cols).saturating_sub(1);
    let mut cursor = None;
    for (number, (name, _)) in app.library.annotations.searches.iter().take(area.rows.into()).enumerate() {
        let y = area.y + number as u16;
        let count = app.facets.saved_counts.get(number).map_or_else(String::new, |count| {
            let articles = app.phrase(Phrase::Count(count.articles as u32));
            if count.new == 0 { articles } else { format!("{articles} *{}", count.new) }
        });
        let right = end.saturating_sub(cells.width(&count) + 1);
        let name = cells.fitted(name, right.saturating_sub(area.x + 2));
        cells.text((area.x + 1, y), end, &name, theme.of(StyleRole::Accent));
        cells.text((right, y), end, &count, theme.of(StyleRole::Dim));
        if app.facets.saved == Some(number) && app.focus == Focus::Facets {
            let row = Area { y, rows: 1, cols: area.cols.saturating_sub(1), ..area };
            cells.tint(row, theme.of(StyleRole::Bar));
            cursor = Some((area.x, y));
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
