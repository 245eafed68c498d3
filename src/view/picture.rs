//! A picture over the panes: two points a cell, one above the other, by a half block in the colour of the upper on the
//! ground of the lower. Without colours, or where half blocks have no sure width, a cell is one point.
//!
//! What must not go in: reading pictures.

use ratatui::style::{Color, Style};

use super::Cursor;
use super::cells::Cells;
use super::theme::{Palette, StyleRole, cube};
use crate::app::App;
use crate::app::panes::Area;
use crate::messages::Phrase;
use crate::picture::{Picture, Point};

/// Grey from dark to light, where there are no colours.
const GREYS: [&str; 10] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"];

/// Draws the picture and its title on the whole screen but for the last row.
pub(super) fn draw(app: &App, picture: &Picture, cells: &mut Cells<'_>) -> Option<Cursor> {
    let (cols, rows) = (app.screen.cols, app.screen.rows.saturating_sub(1));
    let area = Area { x: 0, y: 0, cols, rows };
    if rows < 2 || cols < 4 {
        return None;
    }
    cells.clear(area);
    cells.rule((0, 0), cols, cells.theme.of(StyleRole::Dim));
    let (width, height) = picture.size;
    let title = format!(" {} ", Phrase::PictureSize(width, height).text(app.options.lang));
    cells.text((2, 0), cols, &title, cells.theme.of(StyleRole::Focus));
    let is_coloured = matches!(cells.theme.palette(), Palette::Rich | Palette::True);
    let is_halved = is_coloured && cells.sign("▀", "") == "▀";
    // A cell is twice as high as it is wide.
    let (columns, points) = if is_halved {
        picture.fitted(usize::from(cols), usize::from(rows - 1) * 2)
    } else {
        flattened(picture.fitted(usize::from(cols), usize::from(rows - 1) * 2))
    };
    let left = (usize::from(cols) - columns) / 2;
    let step = if is_halved { 2 * columns } else { columns };
    for (row, line) in points.chunks(step).enumerate() {
        let (upper, lower) = line.split_at(columns.min(line.len()));
        for (column, point) in upper.iter().enumerate() {
            let place = ((left + column) as u16, 1 + row as u16);
            let (sign, style) = match lower.get(column) {
                Some(other) if is_halved => ("▀", colour(cells, *point, *other)),
                _ if is_halved => {
                    ("▀", cells.theme.of(StyleRole::Text).fg(cube(cells.theme.palette(), *point)))
                }
                _ if is_coloured => (" ", colour(cells, *point, *point)),
                _ => (grey(*point), cells.theme.of(StyleRole::Text)),
            };
            cells.put(place, cols, sign, style);
        }
    }
    None
}

fn colour(cells: &Cells<'_>, upper: Point, lower: Point) -> Style {
    let of = |point: Point| -> Color { cube(cells.theme.palette(), point) };
    Style::new().fg(of(upper)).bg(of(lower))
}

/// One row of points for each two.
fn flattened((columns, points): (usize, Vec<Point>)) -> (usize, Vec<Point>) {
    let rows: Vec<&[Point]> = points.chunks(columns.max(1)).collect();
    let mean = |a: &Point, b: &Point| {
        [0, 1, 2].map(|i: usize| {
            let of = |point: &Point| u16::from(point.get(i).copied().unwrap_or_default());
            u16::midpoint(of(a), of(b)) as u8
        })
    };
    let merged = rows.chunks(2).flat_map(|pair| match pair {
        [upper, lower] => upper.iter().zip(*lower).map(|(a, b)| mean(a, b)).collect::<Vec<_>>(),
        [upper] => upper.to_vec(),
        _ => Vec::new(),
    });
    (columns, merged.collect())
}

/// A sign as light as a point.
fn grey([red, green, blue]: Point) -> &'static str {
    let light = (u32::from(red) * 3 + u32::from(green) * 6 + u32::from(blue)) / 10;
    GREYS.get(light as usize * GREYS.len() / 256).copied().unwrap_or(" ")
}
