//! The map of the provinces, laid over everything: a tile for each division with its sign and its count, shaded by count.
//!
//! Where the tiles lie is known to the app; here they become cells.

use ratatui::style::Style;

use super::Cursor;
use super::cells::Cells;
use super::provinces::{counts_of, heading, mark, short_count};
use crate::app::App;
use crate::app::map;
use crate::app::panes::Area;
use crate::app::provinces::Entry;
use crate::province::PROVINCES;
use crate::query::Role;

/// Widest tile, in columns: 内蒙古 and a sign.
const WIDEST: u16 = 10;
/// Shades from "none" to "most".
const SHADES: u32 = 5;

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let (cols, rows) = (app.screen.cols, app.screen.rows.saturating_sub(1));
    let size = ((cols / map::COLUMNS).min(WIDEST), (rows.saturating_sub(1) / map::ROWS).min(3));
    if size.0 < 4 || size.1 < 2 {
        return None;
    }
    cells.clear(Area { x: 0, y: 0, cols, rows });
    let left = (cols - size.0 * map::COLUMNS) / 2;
    let most = most(app);
    let mut cursor = None;
    for (number, (col, row)) in map::tiles().enumerate() {
        let area = Area { x: left + col * size.0, y: 1 + row * size.1, cols: size.0, rows: size.1.min(2) };
        let here = app.provinces.division() == Some(number);
        draw_tile(app, cells, (number, most, here), area);
        if here {
            cursor = Some((area.x, area.y));
        }
    }
    cells.rule((0, 0), cols, theme.dim);
    let title = cells.fitted(&format!(" {} ", title(app)), cols.saturating_sub(4));
    cells.text((2, 0), cols, &title, theme.title);
    cursor
}

/// 省份 主题 任一  辽宁 54/380
fn title(app: &App) -> String {
    let Some(number) = app.provinces.division() else { return heading(app) };
    let name = PROVINCES.get(number).map_or("", |p| p.short);
    let (about, mentions) = counts_of(app, number);
    format!("{}  {name} {about}/{mentions}", heading(app))
}

/// The largest count, which is the darkest shade.
fn most(app: &App) -> u32 {
    let all = (0..PROVINCES.len()).map(|number| counted(app, number));
    all.max().unwrap_or(0)
}

fn counted(app: &App, number: usize) -> u32 {
    let (about, mentions) = counts_of(app, number);
    if app.filter.query().choice().role == Role::About { about } else { mentions }
}

/// Which of the shades a count has: none, and then steps of a quarter of the digits, since a capital has a hundred times the
/// articles of a small province.
fn shade(count: u32, most: u32) -> u32 {
    if count == 0 {
        return 0;
    }
    let share = f64::from(count).ln_1p() / f64::from(most.max(1)).ln_1p();
    let steps = f64::from(SHADES - 1);
    (1..SHADES).take_while(|step| f64::from(*step) <= (share * steps).ceil()).count() as u32
}

fn draw_tile(app: &App, cells: &mut Cells<'_>, (number, most, here): (usize, u32, bool), area: Area) {
    let theme = cells.theme;
    let Some(province) = PROVINCES.get(number) else { return };
    let choice = app.filter.query().choice();
    let count = counted(app, number);
    let sign = mark(Entry::Province(number), &choice);
    let shaded = theme.shade(shade(count, most));
    let style: Style = if here { theme.selected } else { shaded };
    let tile = Area { cols: area.cols.saturating_sub(1), ..area };
    cells.tint(tile, style);
    let name = if area.cols >= 9 { province.short.to_owned() } else { province.sign.to_string() };
    let end = tile.x + tile.cols;
    let marked = if sign == " " { style } else { style.patch(theme.title) };
    let after = cells.text((tile.x, tile.y), end, sign, marked);
    cells.text((after, tile.y), end, &name, style);
    let count = short_count(count);
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
