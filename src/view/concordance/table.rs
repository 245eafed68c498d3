//! Tables of the statistics: a name, numbers, bars.
//!
//! Drawing only. What must not go in: which columns a page has.

use super::charts::bar;
use crate::app::App;
use crate::app::concordance::statistics::StatisticsPane;
use crate::app::panes::Area;
use crate::messages::Word;
use crate::view::Cursor;
use crate::view::cells::Cells;
use crate::view::counts::grouped;
use crate::view::theme::StyleRole;

/// Columns of a number, with a blank before it.
const NUMBER: u16 = 9;

/// A column of a table: its heading, what stands in each row, and whether that is a bar.
pub(super) struct Figure {
    pub(super) heading: Word,
    pub(super) cols: u16,
    pub(super) is_bar: bool,
}

/// What stands in a column.
pub(super) enum FigureText {
    Number(String),
    /// A share of the column.
    Bar(f64),
}

/// The columns of numbers behind a name, as many as there is room for, and the columns of the name.
fn fitting(figures: &[Figure], area: Area) -> (u16, &[Figure]) {
    let least = (area.cols / 4).clamp(8, 24);
    let mut shown = figures;
    while let [before @ .., _] = shown
        && shown.iter().map(|figure| figure.cols).sum::<u16>() + least + 2 > area.cols
    {
        shown = before;
    }
    let used: u16 = shown.iter().map(|figure| figure.cols).sum();
    (area.cols.saturating_sub(used + 3).min(32), shown)
}

/// Draws a table: headings, and the rows on the screen; `row` gives a name and what stands in each column.
pub(super) fn draw_table(
    app: &App,
    pane: &StatisticsPane,
    (figures, area): (&[Figure], Area),
    row: impl Fn(usize) -> Option<(String, Vec<FigureText>)>,
    cells: &mut Cells<'_>,
) -> Option<Cursor> {
    let theme = cells.theme;
    let (name, figures) = fitting(figures, area);
    let end = area.x + area.cols;
    let mut x = area.x + 2 + name;
    for (number, figure) in figures.iter().enumerate() {
        // The number behind a bar says what both are.
        let says = |next: &Figure| next.heading == figure.heading;
        if !figure.is_bar || !figures.get(number + 1).is_some_and(says) {
            let heading = cells.fitted(app.word(figure.heading), figure.cols - 1);
            let at = if figure.is_bar { x + 1 } else { x + figure.cols - cells.width(&heading) };
            cells.text((at, area.y), end, &heading, theme.of(StyleRole::Dim));
        }
        x += figure.cols;
    }
    let shown = pane.shown(app.options.lang);
    if shown.is_empty() {
        cells.text((area.x + 2, area.y + 1), end, app.word(Word::NoRows), theme.of(StyleRole::Dim));
        return None;
    }
    let mut cursor = None;
    for (y, position) in (area.y + 1..area.y + area.rows).zip(pane.rows.shown()) {
        let Some((text, numbers)) = shown.get(position).and_then(|number| row(*number)) else { continue };
        let text = cells.fitted(&text, name);
        cells.text((area.x + 2, y), end, &text, theme.of(StyleRole::Text));
        let mut x = area.x + 2 + name;
        for (figure, number) in figures.iter().zip(&numbers) {
            match number {
                FigureText::Number(number) => {
                    let at = x + figure.cols.saturating_sub(cells.width(number));
                    cells.text((at, y), end, number, theme.of(StyleRole::Text));
                }
                FigureText::Bar(share) => {
                    let drawn = bar(*share, figure.cols - 1, cells);
                    cells.text((x + 1, y), end, drawn.trim_end(), theme.of(StyleRole::Accent));
                }
            }
            x += figure.cols;
        }
        if position == pane.rows.at() {
            cells.text((area.x, y), end, ">", theme.of(StyleRole::Accent));
            if !app.options.slow {
                cells.tint(Area { y, rows: 1, ..area }, theme.of(StyleRole::Bar));
            }
            cursor = Some((area.x, y));
        }
    }
    cursor
}

pub(super) fn number(heading: Word) -> Figure {
    Figure { heading, cols: NUMBER, is_bar: false }
}

pub(super) fn bar_figure(heading: Word, area: Area) -> Figure {
    Figure { heading, cols: (area.cols / 4).clamp(8, 30), is_bar: true }
}

pub(super) fn count(count: u64) -> FigureText {
    FigureText::Number(grouped(usize::try_from(count).unwrap_or(usize::MAX)))
}

pub(super) fn measure(number: f64) -> FigureText {
    FigureText::Number(format!("{number:.2}"))
}
