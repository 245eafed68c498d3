//! The page of the distribution: bars by value, columns by year or month, or a map.
//!
//! Drawing only.

use super::charts::column;
use super::table::{Figure, FigureText, bar_figure, count, draw_table, number};
use crate::app::App;
use crate::app::concordance::statistics::{CHART, CHARTED, SpreadBy, StatisticsPane};
use crate::app::map;
use crate::app::panes::Area;
use crate::concordance::asked::DistributionTable;
use crate::concordance::distribution::Share;
use crate::facet::{Facet, FacetValue};
use crate::messages::{Phrase, Word};
use crate::view::Cursor;
use crate::view::cells::Cells;
use crate::view::counts::grouped;
use crate::view::map::{draw_tile, shade};
use crate::view::theme::StyleRole;

/// A value with its name and what is in it.
type NamedShare = (Option<FacetValue>, String, Share);

pub(super) fn draw(
    app: &App,
    pane: &StatisticsPane,
    table: &DistributionTable,
    area: Area,
    cells: &mut Cells<'_>,
) -> Option<Cursor> {
    let shares = pane.shares(app.options.lang);
    draw_total(app, table, area, cells);
    let body = Area { y: area.y + 1, rows: area.rows.saturating_sub(1), ..area };
    if pane.map && pane.spread() == SpreadBy::Facet(Facet::Province) && fits_map(body) {
        return draw_map(app, pane, &shares, body, cells);
    }
    let has_time = matches!(pane.spread(), SpreadBy::Facet(Facet::Year | Facet::Month));
    let body = if has_time { draw_columns(app, pane, &shares, body, cells) } else { body };
    let is_place = pane.spread() == SpreadBy::Place;
    let most = |rate: fn(&Share) -> f64| shares.iter().map(|(.., share)| rate(share)).fold(0.0, f64::max);
    let rate: fn(&Share) -> f64 =
        if is_place { |share| share.uses as f64 } else { |share| share.per_million() };
    let most = most(rate).max(f64::MIN_POSITIVE);
    let figures = if is_place {
        vec![bar_figure(Word::UseCount, body), number(Word::UseCount)]
    } else {
        vec![
            bar_figure(Word::PerMillionChars, body),
            Figure { cols: 11, ..number(Word::PerMillionChars) },
            number(Word::UseCount),
            number(Word::ArticleCount),
        ]
    };
    let row = |at: usize| {
        let (_, name, share) = shares.get(at)?;
        let bar = FigureText::Bar(rate(share) / most);
        let numbers = if is_place {
            vec![bar, count(share.uses)]
        } else {
            let per_million = FigureText::Number(format!("{:.1}", share.per_million()));
            vec![bar, per_million, count(share.uses), count(share.articles)]
        };
        Some((name.clone(), numbers))
    };
    draw_table(app, pane, (&figures, body), row, cells)
}

/// 5 篇，12 处，每百万字 85.3 处
fn draw_total(app: &App, table: &DistributionTable, area: Area, cells: &mut Cells<'_>) {
    let total = text_of(app, table.all);
    let end = area.x + area.cols;
    let total = cells.fitted(&total, area.cols.saturating_sub(3));
    cells.text((area.x + 2, area.y), end, &total, cells.theme.of(StyleRole::Text));
}

fn text_of(app: &App, share: Share) -> String {
    let [uses, articles] =
        [share.uses, share.articles].map(|count| grouped(usize::try_from(count).unwrap_or(usize::MAX)));
    let rate = format!("{:.1}", share.per_million());
    app.phrase(Phrase::Spread { uses: &uses, articles: &articles, rate: &rate })
}

/// Draws the values that are times as columns, with the one under the cursor and its number; returns what is left.
fn draw_columns(
    app: &App,
    pane: &StatisticsPane,
    shares: &[NamedShare],
    area: Area,
    cells: &mut Cells<'_>,
) -> Area {
    let theme = cells.theme;
    let times: Vec<&NamedShare> =
        shares.iter().filter(|(value, ..)| value.as_ref().and_then(FacetValue::number).is_some()).collect();
    if times.is_empty() {
        return area;
    }
    let rows = if app.screen.panes.concordance.rows >= CHARTED { CHART } else { 1 };
    let room = usize::from(area.cols.saturating_sub(4));
    let width = (room / times.len()).clamp(1, 8);
    let current = pane.shown(app.options.lang).get(pane.rows.at()).copied().and_then(|at| shares.get(at));
    let at = times.iter().position(|time| Some(*time) == current).unwrap_or(0);
    let fitting = room / width;
    let first = (at + 1).saturating_sub(fitting);
    let most = times.iter().map(|(.., share)| share.per_million()).fold(f64::MIN_POSITIVE, f64::max);
    let end = area.x + area.cols;
    for (slot, (_, _, share)) in times.iter().skip(first).take(fitting).copied().enumerate() {
        let is_current = first + slot == at;
        let style = theme.of(if is_current { StyleRole::Notice } else { StyleRole::Accent });
        let x = area.x + 2 + (slot * width) as u16;
        for row in 0..rows {
            let sign = column(share.per_million() / most, rows, row, cells);
            let drawn = sign.repeat(width.saturating_sub(1).max(1));
            cells.text((x, area.y + rows - 1 - row), end, &drawn, style);
        }
        if is_current {
            cells.text((x, area.y + rows), end, "^", style);
        }
    }
    if let Some((_, name, share)) = times.get(at) {
        let said = format!("{}{}", app.phrase(Phrase::Label(name)), text_of(app, *share));
        let x = area.x + 4 + ((at - first) * width) as u16;
        let wide = cells.width(&said);
        let x = x.min(end.saturating_sub(wide + 1));
        cells.text((x, area.y + rows), end, &said, theme.of(StyleRole::Text));
    }
    let used = rows + 1;
    Area { y: area.y + used, rows: area.rows.saturating_sub(used), ..area }
}

fn fits_map(area: Area) -> bool {
    area.cols >= map::FEWEST.0 && area.rows >= 2 * map::ROWS
}

/// Draws the map, shaded by uses per million characters.
fn draw_map(
    app: &App,
    pane: &StatisticsPane,
    shares: &[NamedShare],
    area: Area,
    cells: &mut Cells<'_>,
) -> Option<Cursor> {
    let theme = cells.theme;
    let size = ((area.cols / map::COLUMNS).min(10), (area.rows / map::ROWS).clamp(2, 3));
    let left = area.x + (area.cols - size.0 * map::COLUMNS) / 2;
    let rate = |number: usize| {
        let found =
            shares.iter().find(|(value, ..)| value.as_ref().and_then(FacetValue::number) == Some(number));
        found.map_or(0.0, |(.., share)| share.per_million())
    };
    let rates: Vec<u32> = (0..map::tiles().count()).map(|number| rate(number).round() as u32).collect();
    let most = rates.iter().copied().max().unwrap_or(0);
    let current = pane.shown(app.options.lang).get(pane.rows.at()).copied().and_then(|at| shares.get(at));
    let here = current.and_then(|(value, ..)| value.as_ref()?.number());
    let mut cursor = None;
    for ((number, (col, row)), rate) in map::tiles().enumerate().zip(rates) {
        let tile =
            Area { x: left + col * size.0, y: area.y + row * size.1, cols: size.0, rows: size.1.min(2) };
        let is_here = here == Some(number);
        let style = if is_here { theme.of(StyleRole::Focus) } else { theme.shade(shade(rate, most)) };
        draw_tile(cells, (number, rate, " "), (style, app.options.lang), tile);
        if is_here {
            cursor = Some((tile.x, tile.y));
        }
    }
    cursor
}
