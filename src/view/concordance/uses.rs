//! The rows of the uses: the word in one column, what stands left of it aligned to the right, and where it is from at the end.
//!
//! Drawing only.

use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

use super::waiting::draw_waiting;
use crate::app::App;
use crate::app::concordance::uses::UsesPane;
use crate::app::panes::Area;
use crate::concordance::asked::{UseLine, UseRow};
use crate::messages::{Phrase, Word};
use crate::province;
use crate::text::{CleanText, Measure, WordBreaks, analyse, wrap};
use crate::view::Cursor;
use crate::view::cells::Cells;
use crate::view::counts::grouped;
use crate::view::theme::StyleRole;

/// Columns before the text: the cursor, and what was taken out.
const SIGNS: u16 = 2;
/// The source at the end of a row, by the columns of the screen: none where the context needs them.
const SOURCES: [(u16, u16); 3] = [(150, 44), (100, 30), (72, 18)];
/// Columns that a use is counted as when the row is divided into halves.
const WORD: u16 = 8;

/// Where the parts of a row stand.
#[derive(Debug, Clone, Copy)]
struct RowLayout {
    /// The first column of the word, the same in every row.
    word: u16,
    /// The column after the text to the right.
    end: u16,
    /// The source, if there is room.
    source: Option<(u16, u16)>,
}

impl RowLayout {
    fn new(area: Area) -> Self {
        let source = SOURCES.iter().find(|(cols, _)| area.cols >= *cols).map_or(0, |(_, source)| *source);
        let right = area.x + area.cols;
        let end = right.saturating_sub(source + u16::from(source > 0));
        let room = end.saturating_sub(area.x + SIGNS + WORD);
        let word = area.x + SIGNS + room / 2;
        Self { word, end, source: (source > 0).then_some((right - source.min(right), right)) }
    }
}

/// Draws the rows, and below them the paragraph of the use under the cursor if that is wanted.
pub(super) fn draw(app: &App, pane: &UsesPane, area: Area, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let is_done = pane.found.is_some_and(|found| found.done);
    if pane.rows.is_empty() {
        if is_done {
            let text = app.word(Word::NoUses);
            cells.text((area.x + SIGNS, area.y), area.x + area.cols, text, theme.of(StyleRole::Dim));
        } else {
            draw_waiting(app, Word::FindingUses, area, cells);
        }
        return None;
    }
    let layout = RowLayout::new(area);
    let mut cursor = None;
    for (y, position) in (area.y..).zip(pane.rows.shown()) {
        let row = Area { y, rows: 1, ..area };
        match pane.row(position) {
            Some(UseRow::Use(line)) => draw_use(app, line, layout, row, cells),
            Some(UseRow::Group { value, uses }) => draw_group(app, pane, (value, *uses), row, cells),
            None => _ = cells.text((area.x + SIGNS, y), layout.end, "…", theme.of(StyleRole::Dim)),
        }
        if position == pane.rows.at() {
            // A bar over the row would be sent twice with every row down; a sign is 20 bytes.
            cells.text((area.x, y), area.x + 1, ">", theme.of(StyleRole::Text));
            cursor = Some((area.x, y));
        }
    }
    let height = pane.rows.height() as u16;
    let below = Area { y: area.y + height, rows: area.rows.saturating_sub(height), ..area };
    if let Some(line) = pane.current_use().filter(|_| !below.is_empty()) {
        draw_paragraph(app, line, below, cells);
    }
    cursor
}

fn draw_use(app: &App, line: &UseLine, layout: RowLayout, row: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let is_out = app.concordance.is_out(line.article, line.range.start);
    let base = theme.of(if is_out { StyleRole::Dim } else { StyleRole::Text });
    if is_out {
        cells.text((row.x + 1, row.y), row.x + SIGNS, "x", theme.of(StyleRole::Dim));
    }
    let [left, word, right] = line.text.each_ref().map(CleanText::as_str);
    let marked = |side: usize, byte: usize| {
        let number = line.marks.iter().position(|(other, range)| *other == side && range.contains(&byte));
        match number {
            Some(0) => base.patch(theme.of(StyleRole::Name)).add_modifier(Modifier::UNDERLINED),
            Some(_) => base.add_modifier(Modifier::UNDERLINED),
            None => base,
        }
    };
    let room = usize::from(layout.word - row.x - SIGNS);
    let start = fitting_end(left, room, cells);
    let width = cells.width(left.get(start..).unwrap_or_default());
    let shown = left.get(start..).unwrap_or_default();
    cells.marked((layout.word - width, row.y), layout.word, shown, |byte| marked(0, start + byte));
    let word_style = if is_out { base } else { base.patch(theme.term(line.word.into())) };
    let after = cells.text((layout.word, row.y), layout.end, word, word_style);
    cells.marked((after, row.y), layout.end, right, |byte| marked(2, byte));
    if let Some((x, end)) = layout.source {
        draw_source(app, line, (x, end), row.y, cells);
    }
}

/// Where the end of a text begins that takes at most `room` columns.
fn fitting_end(text: &str, room: usize, cells: &Cells<'_>) -> usize {
    let (mut used, mut start) = (0, text.len());
    for (at, cluster) in text.grapheme_indices(true).rev() {
        used += usize::from(cells.policy.cluster(cluster));
        if used > room {
            break;
        }
        start = at;
    }
    start
}

/// 辽 2019 题目, in one style: each change of it would be sent with every row that comes in.
fn draw_source(app: &App, line: &UseLine, (x, end): (u16, u16), y: u16, cells: &mut Cells<'_>) {
    let source = &line.source;
    let divisions = source.tags.about.iter().filter_map(|number| province::PROVINCES.get(number)).take(2);
    let signs: String = divisions.map(|division| division.abbreviation(app.options.lang)).collect();
    let year = source.date.filter(|date| date.year > 0).map(|date| date.year.to_string());
    let parts = [signs, year.unwrap_or_default(), source.label.to_string()];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let text = cells.fitted(&text, end.saturating_sub(x));
    cells.text((x, y), end, &text, cells.theme.of(StyleRole::Dim));
}

/// 建设  34 ████
fn draw_group(app: &App, pane: &UsesPane, (value, uses): (&str, u64), row: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let end = row.x + row.cols;
    let text = pane.sort().map_or_else(|| value.to_owned(), |sort| sort.text(value, app.options.lang));
    let text = if text.is_empty() { "-".to_owned() } else { text };
    let words = pane.request.query.words().join(" ");
    let is_right = matches!(pane.sort(), Some(crate::concordance::KwicSort::Right(1)));
    let is_left = matches!(pane.sort(), Some(crate::concordance::KwicSort::Left(1)));
    let text = if is_right {
        format!("{words} {text}")
    } else if is_left {
        format!("{text} {words}")
    } else {
        text
    };
    let name = (row.cols / 2).min(40);
    let shown = cells.fitted(&text, name);
    cells.text((row.x + SIGNS, row.y), end, &shown, theme.of(StyleRole::Text));
    let count = grouped(usize::try_from(uses).unwrap_or(usize::MAX));
    let x = row.x + SIGNS + name + 1;
    let width = cells.width(&count);
    cells.text((x + 9_u16.saturating_sub(width), row.y), end, &count, theme.of(StyleRole::Hits));
    let most = pane.row(0).map_or(uses, |first| match first {
        UseRow::Group { uses, .. } => *uses,
        UseRow::Use(_) => uses,
    });
    let room = end.saturating_sub(x + 11).min(40);
    let bar = super::charts::bar(uses as f64 / most.max(uses).max(1) as f64, room, cells);
    cells.text((x + 10, row.y), end, bar.trim_end(), theme.of(StyleRole::Accent));
}

/// Draws the paragraph of a use, with the use in it, as far as there is room.
fn draw_paragraph(app: &App, line: &UseLine, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let end = area.x + area.cols;
    cells.rule((area.x, area.y), end, theme.of(StyleRole::Rule));
    let date = line.source.date.map(|date| format!("  {}", app.date_text(date))).unwrap_or_default();
    let title =
        format!(" {}{date}  {} ", app.phrase(Phrase::Title(line.source.label.as_str())), line.source.section);
    let title = cells.fitted(&title, area.cols.saturating_sub(4));
    cells.text((area.x + 2, area.y), end, &title, theme.of(StyleRole::Title));
    let [left, word, right] = line.text.each_ref().map(CleanText::as_str);
    let text = CleanText::line(&format!("{left}{word}{right}"));
    let found = left.len()..left.len() + word.len();
    let room = area.cols.saturating_sub(2 * SIGNS).min(app.measure_cells().max(40));
    let penalties = analyse(text.as_clean(), &WordBreaks::none(), &cells.policy);
    let lines = wrap(&penalties, &Measure::new(room.max(2)));
    let height = usize::from(area.rows.saturating_sub(1));
    // The use stands on a row that is shown.
    let at = lines.iter().position(|line| line.end as usize > found.start).unwrap_or(0);
    let first = (at + 1).saturating_sub(height.div_ceil(2)).min(lines.len().saturating_sub(height));
    for (y, wrapped) in (area.y + 1..).zip(lines.iter().skip(first).take(height)) {
        let (start, stop) = (wrapped.start as usize, wrapped.end as usize);
        let shown = text.as_str().get(start..stop).unwrap_or_default().trim_end();
        let style = |byte: usize| {
            let plain = theme.of(StyleRole::Text);
            if found.contains(&(start + byte)) { plain.patch(theme.term(line.word.into())) } else { plain }
        };
        cells.marked((area.x + SIGNS, y), end, shown, style);
    }
}
