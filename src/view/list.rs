//! The article list: one or two rows for each article, with province signs at the end of the title's last row.

use ratatui::style::Style;

use super::Cursor;
use super::bars::heading_name;
use super::cells::Cells;
use super::theme::Theme;
use crate::app::event::{ArticleFlag, ArticleRow};
use crate::app::panes::{Area, Layout};
use crate::app::prompt::Purpose;
use crate::app::{App, Focus};
use crate::messages::{Phrase, Word};
use crate::province;
use crate::search::rows::Heading;
use crate::text::{Measure, WordBreaks, analyse, wrap};

/// Columns before the title: cursor sign, kind sign.
const SIGNS: u16 = 2;

/// Columns of a row beside an article being read: four rows of ideographs with marked hits then take 300 bytes.
const COMPACT_COLS: u16 = 42;

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let area = app.screen.panes.list;
    let mut cursor = None;
    if app.is_waiting() {
        // One word where the first title will be, so that nothing has to be erased later.
        let after =
            cells.text((area.x + SIGNS, area.y), area.x + area.cols, app.word(Word::Loading), theme.text);
        cursor = Some((after, area.y));
    } else if app.list.is_empty() {
        nothing(app, cells, area);
    }
    let page = app.list.top()..app.list.len().min(app.list.top() + app.list.height());
    let (positions, step, cols) = if is_compact(app) {
        (app.list.around(), 1, area.cols.min(COMPACT_COLS))
    } else {
        (page, app.screen.panes.item_rows.max(1), area.cols)
    };
    for (position, y) in positions.zip((area.y..area.y + area.rows).step_by(usize::from(step))) {
        let item = Area { y, cols, rows: step.min(area.y + area.rows - y), ..area };
        if let Some(heading) = app.list.heading(position) {
            draw_heading(app, heading, item, cells);
        }
        let selected = position == app.list.cursor();
        let Some(row) = app.list.row(position) else {
            if app.list.heading(position).is_none() {
                cursor = draw_late(app, item, selected, cells).or(cursor);
            }
            continue;
        };
        // If a divider names the open article, the list need not mark it: two rows less change when another one opens.
        let open = app.screen.panes.divider.is_empty() && app.reader.id() == Some(row.id);
        let style = if open { theme.open } else { theme.text };
        let sign = match row.flag {
            Some(ArticleFlag::Duplicate) => "=",
            Some(ArticleFlag::TitleOnly) => "-",
            None => " ",
        };
        let end = area.x + cols;
        if selected {
            // Two cells move with the selection instead of a highlighted row: 15 bytes a key instead of 200.
            let style = if app.focus == Focus::List { theme.selected } else { theme.text };
            cells.text((area.x, y), end, &format!(">{sign}"), style);
            cursor = Some((area.x + SIGNS, y)).filter(|_| app.focus == Focus::List);
        } else {
            cells.put((area.x + 1, y), end, sign, theme.dim);
        }
        if step > 1 {
            two_rows(app, row, item, style, cells);
        } else {
            one_row(app, row, item, style, cells);
        }
    }
    if app.screen.panes.layout == Layout::Wide {
        cells.vertical_rule(area.x + area.cols, area.y, area.rows, theme.dim);
    }
    cursor
}

/// Whether the list shows only the open article and its neighbours. The terminal can only scroll whole rows, so each line
/// down repaints the list beside the article: 710 bytes with five articles in their usual form, 1,000 and more with a full
/// column, at most 430 with four short rows. Nobody notices on a fast line, but no line is known to be fast.
fn is_compact(app: &App) -> bool {
    let filtering =
        app.prompt.as_ref().is_some_and(|line| matches!(line.purpose, Purpose::Filter | Purpose::Add));
    let beside = app.focus == Focus::Reader && app.screen.panes.layout == Layout::Wide;
    beside && !filtering && !app.options.whole_list
}

/// Draws a row that has not arrived yet, as high as the others, so that nothing moves when it arrives.
fn draw_late(app: &App, area: Area, selected: bool, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let end = area.x + area.cols;
    let focused = selected && app.focus == Focus::List;
    if selected {
        cells.text((area.x, area.y), end, ">", if focused { theme.selected } else { theme.text });
    }
    cells.text((area.x + SIGNS, area.y), end, "…", theme.dim);
    focused.then_some((area.x + SIGNS, area.y))
}

/// Draws ── 辽宁 54 篇 ── on the last row of its item.
fn draw_heading(app: &App, heading: Heading, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let y = area.y + area.rows.saturating_sub(1);
    let end = area.x + area.cols;
    let name = heading_name(app, heading);
    let text = format!(" {name} {} ", app.phrase(Phrase::Articles(&heading.articles.to_string())));
    let rule = if is_compact(app) { area.x + SIGNS } else { end };
    cells.rule((area.x, y), rule, theme.dim);
    cells.text(
        (area.x + SIGNS, y),
        end,
        &cells.fitted(&text, area.cols.saturating_sub(SIGNS)),
        theme.province,
    );
}

/// Says why the list is empty.
fn nothing(app: &App, cells: &mut Cells<'_>, area: Area) {
    let theme = cells.theme;
    let mut lines: Vec<String> = Vec::new();
    if let Some(failure) = app.filter.failure() {
        lines.push(app.word(failure.word()).to_owned());
        lines.push(app.word(Word::AskAgain).to_owned());
    } else if !app.filter.query().is_empty() && app.filter.answer().done {
        lines.push(app.word(Word::NoHit).to_owned());
        let clause_hits = app
            .filter
            .answer()
            .clause_hits
            .iter()
            .map(|(clause, count)| format!("{} {count}", clause.in_words(app.options.lang)));
        let clause_hits = clause_hits.collect::<Vec<_>>().join(" · ");
        lines.push(
            format!("{clause_hits}{}", app.phrase(Phrase::Hint(app.word(Word::EscRestores))))
                .trim_start()
                .to_owned(),
        );
    } else if app.library.complete && app.library.articles.number == 0 {
        lines.push(app.word(Word::EmptyFolder).to_owned());
        lines.push(app.word(Word::EmptyFolderHint).to_owned());
    }
    for (y, line) in (area.y..area.y + area.rows).zip(lines) {
        cells.text((area.x + SIGNS, y), area.x + area.cols, &line, theme.dim);
    }
}

/// The right end of a row: hits and province signs.
fn tail(app: &App, row: &ArticleRow) -> (String, String) {
    let tags = row.tags();
    let set = if tags.about.is_empty() { tags.mentions } else { tags.about };
    let mut signs: Vec<String> = province::abbreviations(set, app.options.lang).take(4).collect();
    if set.len() > 4 {
        signs.push("+".to_owned());
    }
    if !row.correction.is_empty() {
        signs.push("#".to_owned());
    }
    if row.same > 0 && !is_compact(app) {
        signs.push(app.phrase(Phrase::Same(&row.same.to_string())));
    }
    let hits = Some(row.hits).filter(|hits| *hits > 0);
    let hits = hits.map(|hits| app.phrase(Phrase::Hits(&hits.to_string()))).unwrap_or_default();
    (signs.join(" "), hits)
}

fn label_style(row: &ArticleRow, style: Style, theme: Theme) -> impl Fn(usize) -> Style {
    let hit = style.patch(theme.hit);
    move |byte| if row.marks.iter().any(|mark| mark.contains(&byte)) { hit } else { style }
}

fn one_row(app: &App, row: &ArticleRow, area: Area, style: Style, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let end = area.x + area.cols;
    let (signs, hits) = tail(app, row);
    // The title needs what little room there is.
    let date = if is_compact(app) { "" } else { row.date.as_str() };
    let right = [signs.as_str(), date, hits.as_str()];
    let right: Vec<&str> = right.into_iter().filter(|part| !part.is_empty()).collect();
    let right = right.join("  ");
    let width = cells.width(&right);
    let room = area.cols.saturating_sub(SIGNS + width + 2);
    let (right, room) =
        if room < 12 { (String::new(), area.cols.saturating_sub(SIGNS)) } else { (right, room) };
    let label = cells.fitted(row.label.as_str(), room);
    let x = area.x + SIGNS;
    cells.marked((x, area.y), end, &label, label_style(row, style, theme));
    cells.text((end.saturating_sub(cells.width(&right) + 1), area.y), end, &right, theme.province);
}

fn two_rows(app: &App, row: &ArticleRow, area: Area, style: Style, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let (x, end) = (area.x + SIGNS, area.x + area.cols.saturating_sub(1));
    let room = end.saturating_sub(x);
    let penalties = analyse(row.label.as_clean(), &WordBreaks::none(), &cells.policy);
    let lines = wrap(&penalties, &Measure::new(room.max(1)));
    let label = row.label.as_str();
    let first = lines.first().map_or(0, |line| line.end as usize);
    let (head, rest) = label.split_at_checked(first).unwrap_or((label, ""));
    let mark = label_style(row, style, theme);
    let after = cells.marked((x, area.y), end, head.trim_end(), &mark);
    let (signs, hits) = tail(app, row);
    let right =
        [signs.as_str(), hits.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("  ");
    let width = cells.width(&right);
    // The signs go at the end of the title's last row, or below it if that is full.
    let beside = rest.is_empty() && after + width + 2 <= end;
    let last = if beside { area.y } else { area.y + 1 };
    if beside || area.rows > 1 {
        cells.text((end.saturating_sub(width), last), end, &right, theme.province);
    }
    if area.rows < 2 {
        return;
    }
    let left = if beside { room } else { room.saturating_sub(width + 2) };
    if rest.is_empty() {
        let place = [row.date.as_str(), row.section.as_str()].into_iter().filter(|p| !p.is_empty());
        let place = cells.fitted(&place.collect::<Vec<_>>().join("  "), left);
        cells.text((x, area.y + 1), end, &place, theme.dim);
    } else {
        let shown = cells.fitted(rest, left);
        cells.marked((x, area.y + 1), end, &shown, |byte| mark(byte + first));
    }
}
