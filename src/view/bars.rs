//! The rows around the panes: status above, divider between, hints or input line below.

use super::Cursor;
use super::cells::Cells;
use super::concordance;
use super::counts::{counted, grouped};
use super::facets;
use super::hints;
use super::prompt;
use super::terms;
use super::theme::{Signs, StyleRole};
use crate::app::action::Context;
use crate::app::panes::{Area, Layout};
use crate::app::request::ArticleCount;
use crate::app::{App, Focus, order_name};
use crate::messages::{Phrase, Word};
use crate::province;
use crate::search::arrange::RowSharing;
use crate::search::rows::Heading;
use crate::text::rows;

/// The status row: library, filter, position.
pub(super) fn status(app: &App, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let area = app.screen.panes.status;
    if area.is_empty() {
        return;
    }
    let end = area.x + area.cols;
    let right = position(app);
    let width = cells.width(&right);
    let room = area.cols.saturating_sub(width + 3);
    let (left, query) = library(app, room, cells);
    let left = if theme.signs == Signs::Ascii { left.replace('›', ">") } else { left };
    let words = terms::places(left.get(query..).unwrap_or_default(), app.filter.query());
    let in_query = terms::style(theme, &words, theme.of(StyleRole::Text));
    let name = app.word(Word::Name);
    let style = |byte: usize| match byte.checked_sub(query) {
        Some(byte) => in_query(byte),
        None if byte < name.len() && left.starts_with(name) => theme.of(StyleRole::Accent),
        None => theme.of(StyleRole::Text),
    };
    cells.marked((area.x + 1, area.y), end, &cells.fitted(&left, room), style);
    cells.text((end.saturating_sub(width + 1), area.y), end, &right, theme.of(StyleRole::Text));
}

/// 省览 seeds  46 篇  筛选：黄河 6 篇, and the byte at which the filter begins. What does not fit into `room` columns is left
/// out part by part, the filter last.
fn library(app: &App, room: u16, cells: &Cells<'_>) -> (String, usize) {
    if app.concordance.is_open() {
        let way = concordance::way(app);
        let end = way.len();
        return (way, end);
    }
    if app.screen.panes.layout == Layout::Single && app.focus == Focus::Reader {
        let title = title(app);
        let end = title.len();
        return (title, end);
    }
    let mut parts = library_parts(app);
    let query = app.filter.query();
    let mut label = String::new();
    let mut words = String::new();
    let mut found = String::new();
    if !query.is_empty() {
        // In words, as everywhere but in the input line: who chose in a pane need not know the query language.
        label = app.phrase(Phrase::Label(app.word(Word::Filter)));
        words = app.filter.resolved().in_words(app.options.lang);
        found = format!(" {}", app.phrase(Phrase::Articles(&counted(app.filter.answer().articles))));
    }
    loop {
        let mut before: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
        before.extend(Some(label.as_str()).filter(|label| !label.is_empty()));
        let before = before.join("  ");
        let left = room.saturating_sub(cells.width(&before) + cells.width(&found));
        if parts.is_empty() || cells.width(&words) <= left {
            let words = if words.is_empty() { words } else { cells.fitted(&words, left) };
            let start = before.len();
            return (before + &words + &found, start);
        }
        let least = parts.iter().map(|(rank, _)| *rank).max();
        parts.retain(|(rank, _)| Some(*rank) != least);
    }
}

/// The parts of the status row before the filter, each with its rank: the lowest stays longest.
fn library_parts(app: &App) -> Vec<(u8, String)> {
    let mut parts = vec![(1, app.word(Word::Name).to_owned())];
    if !app.library.name.is_empty() {
        parts.push((3, app.library.name.clone()));
    }
    // If every article has a row, the position at the right already shows the number.
    let said = !app.list.is_empty() && app.list.len() == app.library.articles.number;
    let merged = app.filter.merged_in_all();
    let mut numbers = Vec::new();
    if !said && !app.is_waiting() {
        // As `check` counts: articles, and beside them those that repeat one.
        let number = app.library.articles.number.saturating_sub(merged as usize);
        let articles = ArticleCount { number, ..app.library.articles };
        numbers.push(app.phrase(Phrase::Articles(&counted(articles))));
    }
    if merged > 0 {
        let similar = app.filter.arrangement().sharing == RowSharing::Similar;
        let word = if similar { Word::AlsoSimilar } else { Word::AlsoSame };
        numbers.push(format!("{} {}", app.word(word), grouped(merged as usize)));
    }
    if !numbers.is_empty() {
        parts.push((4, numbers.join(app.word(Word::Comma))));
    }
    let order = app.filter.arrangement().order;
    if let Some(word) = order_name(order) {
        let name = app.word(word).split(['，', ',']).next().unwrap_or_default();
        let sign = if order.reversed { app.word(Word::ReversedSign) } else { "" };
        parts.push((2, format!("{name}{sign}")));
    }
    if !app.library.complete && !app.is_waiting() {
        parts.push((2, app.word(Word::Loading).to_owned()));
    }
    let new = app.library.annotations.new_count();
    if new > 0 {
        parts.push((3, format!("{} {}", app.word(Word::New), grouped(new))));
    }
    let arrived = app.unseen_changes().new;
    if arrived > 0 {
        parts.push((3, format!("+{}", grouped(arrived))));
    }
    if app.library.problems > 0 {
        parts.push((3, format!("! {}", app.library.problems)));
    }
    parts
}

/// The position in the list and the number of articles, or the count being typed.
fn position(app: &App) -> String {
    if let Some(count) = app.typed_count() {
        return count.to_string();
    }
    if app.concordance.is_open() {
        return concordance::position(app);
    }
    let Some(status) = app.screen.status.filter(|status| status.rows > 0) else { return String::new() };
    if let Some((heading, number)) = status.under {
        let of = grouped(heading.articles as usize);
        return format!("{} {}/{of}", heading_name(app, heading), grouped(number));
    }
    let rows = ArticleCount { number: status.rows, ..app.filter.answer().articles };
    format!("{}/{}", grouped(status.row + 1), counted(rows))
}

/// The name of a heading's division.
pub(super) fn heading_name(app: &App, heading: Heading) -> &'static str {
    let division = heading.division.and_then(|number| province::PROVINCES.get(number));
    division.map_or_else(|| app.word(Word::NoSubject), |p| p.name(app.options.lang))
}

/// The title of the open article, or of the one about to open.
fn title(app: &App) -> String {
    if let Some(title) = app.late_title() {
        return title.to_string();
    }
    app.reader.held().map(|held| held.article().label().to_string()).unwrap_or_default()
}

/// Draws the row between list and reader, with the title of the article.
pub(super) fn divider(app: &App, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let area = app.screen.panes.divider;
    if area.is_empty() {
        return;
    }
    let end = area.x + area.cols;
    let title = if app.screen.panes.reader.is_empty() {
        facets::heading(app, app.facets.facet, "  ")
    } else {
        title(app)
    };
    if title.is_empty() {
        return;
    }
    cells.rule((area.x, area.y), area.x + 1, theme.of(StyleRole::Title));
    let title = format!(" {} ", cells.fitted(&title, area.cols.saturating_sub(5)));
    let style = match app.focus {
        _ if app.late_title().is_some() => theme.of(StyleRole::Dim),
        Focus::List => theme.of(StyleRole::Title),
        Focus::Reader | Focus::Facets | Focus::Concordance => theme.of(StyleRole::Focus),
    };
    cells.text((area.x + 1, area.y), end, &title, style);
}

/// Draws the last row: the input line, a notice, or hints. On a low screen the input line takes the status row.
pub(super) fn bottom(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let panes = app.screen.panes;
    let area = match (panes.hint.is_empty(), &app.prompt, &app.notice) {
        (false, ..) => panes.hint,
        (true, None, None) => return None,
        (true, ..) => panes.status,
    };
    if area.is_empty() {
        return None;
    }
    cells.clear(area);
    let end = area.x + area.cols;
    if let Some(line) = &app.prompt {
        return Some(prompt::draw(app, line, area, cells));
    }
    if let Some(notice) = &app.notice {
        draw_sentence(&notice.text(app.options.lang), area, cells);
        return None;
    }
    let next = app.next_keys();
    if !next.is_empty() {
        let items: Vec<String> = next.into_iter().map(|(keys, name)| format!("{keys} {name}")).collect();
        draw_rows(packed(&items, area.cols.saturating_sub(2), cells), area, StyleRole::Accent, cells);
        return None;
    }
    if app.is_waiting() && app.context() == Context::List {
        // The articles are about to arrive, and the hints with them.
        return None;
    }
    let right = progress(app);
    let width = cells.width(&right);
    hints::draw(app, (area.x, area.y), end.saturating_sub(width + 2), cells);
    cells.text((end.saturating_sub(width + 1), area.y), end, &right, theme.of(StyleRole::Text));
    None
}

/// Draws a sentence, on as many rows as it needs.
fn draw_sentence(text: &str, area: Area, cells: &mut Cells<'_>) {
    let rows = rows(text, area.cols.saturating_sub(2), cells.policy);
    draw_rows(rows, area, StyleRole::Notice, cells);
}

/// Draws rows, the last of which is `area`: at most three.
fn draw_rows(rows: Vec<String>, area: Area, role: StyleRole, cells: &mut Cells<'_>) {
    let rows: Vec<String> = rows.into_iter().take(3).collect();
    let top = (area.y + 1).saturating_sub(rows.len() as u16);
    for (y, row) in (top..).zip(&rows) {
        cells.clear(Area { y, rows: 1, ..area });
        cells.text((area.x + 1, y), area.x + area.cols, row, cells.theme.of(role));
    }
}

/// Puts items into rows of so many cells, none of them on two rows.
fn packed(items: &[String], room: u16, cells: &Cells<'_>) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for item in items {
        match rows.last_mut() {
            Some(row) if cells.width(row) + 2 + cells.width(item) <= room => {
                row.push_str("  ");
                row.push_str(item);
            }
            _ => rows.push(item.clone()),
        }
    }
    rows
}

/// Hits and percent of the article that is being read.
fn progress(app: &App) -> String {
    let hidden =
        app.reader.id().is_none() || app.late_title().is_some() || app.focus != Focus::Reader || covered(app);
    let Some(status) = app.screen.status.filter(|_| !hidden) else { return String::new() };
    let percent = format!("{}%", status.percent);
    match status.hit {
        Some((at, all)) => format!("{}  {percent}", app.phrase(Phrase::Hits(&format!("{at}/{all}")))),
        None => percent,
    }
}

/// Whether an overlay covers the panes.
fn covered(app: &App) -> bool {
    app.overlay.is_some() || app.facets.map.is_some()
}
