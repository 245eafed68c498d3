//! The map of the provinces, over the panes: a tile for each division with its sign and count, shaded by count.
//!
//! Drawing only; `app::map` places the tiles.

use ratatui::style::Style;

use super::Cursor;
use super::cells::Cells;
use super::facets::{heading, mark};
use super::theme::StyleRole;
use crate::app::App;
use crate::app::map;
use crate::app::panes::Area;
use crate::facet::{Facet, FacetSelection, FacetValue};
use crate::messages::{Lang, Phrase};
use crate::province::{PROVINCES, Province};
use crate::query::Role;

/// Shades from "none" to "most".
const SHADES: u32 = 5;

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let (cols, rows) = (app.screen.cols, app.screen.rows.saturating_sub(1));
    let grid = map::TileGrid::of(cols, app.screen.rows)?;
    cells.clear(Area { x: 0, y: 0, cols, rows });
    let division = app.facet_item(Facet::Province).and_then(|item| item.number());
    let selection = FacetSelection::of(app.filter.query(), Facet::Province);
    let counts = tiles(app, selection.role());
    let most = counts.iter().copied().max().unwrap_or(0);
    let mut cursor = None;
    for (number, place) in map::tiles().enumerate() {
        let area = grid.area(place);
        let here = division == Some(number);
        let count = counts.get(number).copied().unwrap_or(0);
        let term = (Facet::Province.row().term)(&FacetValue::Number(number as u32), selection.role());
        let sign = mark(term.and_then(|term| selection.sign(&term)));
        let style = if here { theme.of(StyleRole::Focus) } else { theme.shade(shade(count, most)) };
        draw_tile(cells, (number, count, sign), (style, app.options.lang), area);
        if here {
            cursor = Some((area.x, area.y));
        }
    }
    cells.rule((0, 0), cols, theme.of(StyleRole::Dim));
    let title = cells.fitted(&format!(" {} ", title(app, division)), cols.saturating_sub(4));
    cells.text((2, 0), cols, &title, theme.of(StyleRole::Title));
    cursor
}

/// 省份 关于 任一  辽宁 54/380
fn title(app: &App, division: Option<usize>) -> String {
    let heading = heading(app, Facet::Province, " ");
    let count = division.and_then(|number| app.filter.answer().counts.of(Facet::Province).get(number));
    let Some(province) = division.and_then(|number| PROVINCES.get(number)) else { return heading };
    let (about, mentions) = count.map_or((0, 0), |count| (count.articles, count.mentions));
    format!("{heading}  {} {about}/{mentions}", province.name(app.options.lang))
}

/// The count of each tile.
fn tiles(app: &App, role: Role) -> Vec<u32> {
    let counts = app.filter.answer().counts.of(Facet::Province);
    let counts = counts.iter().filter(|count| count.value.number().is_some());
    counts.map(|count| if role == Role::About { count.articles } else { count.mentions }).collect()
}

/// The shade of a count: one for zero, then steps of a quarter of the digits, because a capital has a hundred times the
/// articles of a small province.
pub(super) fn shade(count: u32, most: u32) -> u32 {
    if count == 0 {
        return 0;
    }
    let share = f64::from(count).ln_1p() / f64::from(most.max(1)).ln_1p();
    let steps = f64::from(SHADES - 1);
    (1..SHADES).take_while(|step| f64::from(*step) <= (share * steps).ceil()).count() as u32
}

/// The name if it fits, or else its shortest form.
fn tile_name(province: &Province, cols: u16, lang: Lang) -> String {
    let name = province.name(lang);
    if lang == Lang::Zh && cols >= 9 { name.to_owned() } else { province.abbreviation(lang) }
}

pub(super) fn draw_tile(
    cells: &mut Cells<'_>,
    (number, count, sign): (usize, u32, &str),
    (style, lang): (Style, Lang),
    area: Area,
) {
    let theme = cells.theme;
    let Some(province) = PROVINCES.get(number) else { return };
    let tile = Area { cols: area.cols.saturating_sub(1), ..area };
    cells.tint(tile, style);
    let name = tile_name(province, area.cols, lang);
    let end = tile.x + tile.cols;
    let marked = if sign == " " { style } else { style.patch(theme.of(StyleRole::Title)) };
    let after = cells.text((tile.x, tile.y), end, sign, marked);
    cells.text((after, tile.y), end, &name, style);
    let count = Phrase::Count(count).text(lang);
    let x = end.saturating_sub(cells.width(&count));
    cells.text((x.max(tile.x), tile.y + 1), end, &count, style);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_rise_with_the_count() {
        assert_eq!(shade(0, 1000), 0);
        assert_eq!(shade(1, 1), 4);
        assert_eq!(shade(1000, 1000), 4);
        let shades: Vec<u32> = [0, 1, 9, 99, 999].map(|count| shade(count, 1000)).into();
        assert!(shades.is_sorted() && shades[1] >= 1, "{shades:?}");
    }
}
