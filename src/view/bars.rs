//! The rows around the panes: status above, divider between, hints or input line below.

use super::Cursor;
use super::cells::Cells;
use super::concordance;
use super::counts::{counted, grouped};
use super::facets;
use super::prompt;
use super::terms;
use super::theme::{Signs, StyleRole};
use crate::app::action::Context;
use crate::app::menu::OverlayKind;
use crate::app::panes::{Area, Layout};
use crate::app::request::ArticleCount;
use crate::app::{App, Focus, order_name};
use crate::messages::{Phrase, Word};
use crate::province;
use crate::search::rows::Heading;

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
    let (left, query) = library(app);
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

/// 省览 seeds  46 篇  筛选：黄河 6 篇, and the byte at which the filter begins.
fn library(app: &App) -> (String, usize) {
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
    let articles = |count| app.phrase(Phrase::Articles(&counted(count)));
    let mut parts = vec![app.word(Word::Name).to_owned()];
    if !app.library.name.is_empty() {
        parts.push(app.library.name.clone());
    }
    // If every article has a row, the position at the right already shows the number.
    let said = !app.list.is_empty() && app.list.len() == app.library.articles.number;
    let mut numbers = Vec::new();
    if !said && !app.is_waiting() {
        numbers.push(articles(app.library.articles));
    }
    let merged = app.filter.answer().merged;
    if merged > 0 {
        numbers.push(format!("{} {}", app.word(Word::AlsoSame), grouped(merged as usize)));
    }
    parts.extend(Some(numbers.join(app.word(Word::Comma))).filter(|numbers| !numbers.is_empty()));
    let order = app.filter.arrangement().order;
    if let Some(word) = order_name(order) {
        let name = app.word(word).split(['，', ',']).next().unwrap_or_default();
        let sign = if order.reversed { app.word(Word::ReversedSign) } else { "" };
        parts.push(format!("{name}{sign}"));
    }
    if !app.library.complete && !app.is_waiting() {
        parts.push(app.word(Word::Loading).to_owned());
    }
    let new = app.library.annotations.new_count();
    if new > 0 {
        parts.push(format!("{} {}", app.word(Word::New), grouped(new)));
    }
    let arrived = app.unseen_changes().new;
    if arrived > 0 {
        parts.push(format!("+{}", grouped(arrived)));
    }
    if app.library.problems > 0 {
        parts.push(format!("! {}", app.library.problems));
    }
    let before = parts.join("  ");
    let query = app.filter.query();
    if query.is_empty() {
        let end = before.len();
        return (before, end);
    }
    // In words, as everywhere but in the input line: who chose in a pane need not know the query language.
    let found = articles(app.filter.answer().articles);
    let label = format!("{before}  {}", app.phrase(Phrase::Label(app.word(Word::Filter))));
    let start = label.len();
    let query = app.filter.resolved();
    (format!("{label}{} {found}", query.in_words(app.options.lang)), start)
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
        draw_notice(&notice.text(app.options.lang), area, cells);
        return None;
    }
    let next = app.next_keys();
    if !next.is_empty() {
        let next: Vec<String> = next.into_iter().map(|(keys, name)| format!("{keys} {name}")).collect();
        let shown = cells.fitted(&next.join("  "), area.cols.saturating_sub(2));
        cells.text((area.x + 1, area.y), end, &shown, theme.of(StyleRole::Accent));
        return None;
    }
    if app.is_waiting() && app.context() == Context::List {
        // The articles are about to arrive, and the hints with them.
        return None;
    }
    let right = progress(app);
    let width = cells.width(&right);
    let after = cells.text(
        (area.x, area.y),
        end,
        &app.phrase(Phrase::Pane(app.word(focus_word(app)))),
        theme.of(StyleRole::Text),
    );
    if app.screen.status.is_some_and(|status| status.context == app.context()) {
        let hint = app.live_hint(hint_word(app));
        let hint = cells.plain(&hint);
        let hint = cells.fitted(&hint, end.saturating_sub(after + width + 2));
        cells.text((after, area.y), end, &hint, theme.of(StyleRole::Text));
    }
    cells.text((end.saturating_sub(width + 1), area.y), end, &right, theme.of(StyleRole::Text));
    None
}

/// Draws a sentence, on as many rows as it needs, the last of which is `area`: at most three.
fn draw_notice(text: &str, area: Area, cells: &mut Cells<'_>) {
    let room = usize::from(area.cols.saturating_sub(2));
    let (mut rows, mut rest) = (Vec::new(), text);
    while !rest.is_empty() && rows.len() < 3 {
        let (kept, _) = cells.policy.truncate(rest, room);
        if kept.is_empty() {
            break;
        }
        // Not inside a word of letters.
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let after = rest.get(kept.len()..).unwrap_or_default();
        let inside = letter(kept.chars().next_back()) && letter(after.chars().next());
        let whole =
            kept.rfind(' ').filter(|at| inside && *at > 0).and_then(|at| kept.get(..at)).unwrap_or(kept);
        rows.push(whole.to_owned());
        rest = rest.get(whole.len()..).unwrap_or_default().trim_start();
    }
    let top = (area.y + 1).saturating_sub(rows.len() as u16);
    for (y, row) in (top..).zip(&rows) {
        cells.clear(Area { y, rows: 1, ..area });
        cells.text((area.x + 1, y), area.x + area.cols, row, cells.theme.of(StyleRole::Notice));
    }
}

fn focus_word(app: &App) -> Word {
    match (&app.overlay, app.focus) {
        (Some(overlay), _) => overlay.title(),
        (None, Focus::List) => Word::List,
        (None, Focus::Reader) if app.reader.selection().is_some() => Word::Selection,
        (None, Focus::Reader) => Word::Reader,
        (None, Focus::Facets) if app.facets.map.is_some() => Word::Map,
        (None, Focus::Facets) => app.facets.facet.row().name,
        (None, Focus::Concordance) => concordance::pane_word(app),
    }
}

fn hint_word(app: &App) -> Word {
    let narrow = app.screen.cols < 64;
    match (&app.overlay, app.focus) {
        (Some(_), _) if app.has_input_method() => Word::HintOverlayTyped,
        (Some(overlay), _) if matches!(overlay.kind, OverlayKind::Tags(_)) => Word::HintTags,
        (Some(overlay), _) if overlay.kind == OverlayKind::Marks => Word::HintMarks,
        (Some(overlay), _) if overlay.kind == OverlayKind::Searches => Word::HintSearches,
        (Some(overlay), _) if overlay.kind == OverlayKind::Settings => Word::HintSettings,
        (Some(_), _) => Word::HintOverlay,
        (None, Focus::Facets) if app.facets.map.is_some() => {
            if narrow {
                Word::HintMapNarrow
            } else {
                Word::HintMap
            }
        }
        (None, Focus::Reader) if app.reader.selection().is_some() => {
            if narrow {
                Word::HintSelectionNarrow
            } else {
                Word::HintSelection
            }
        }
        (None, Focus::Concordance) => concordance::hint_word(app, narrow),
        (None, Focus::Reader) if app.concordance.is_open() && narrow => Word::HintFromUsesNarrow,
        (None, Focus::Reader) if app.concordance.is_open() => Word::HintFromUses,
        (None, Focus::List) if app.has_input_method() => Word::HintListTyped,
        (None, Focus::Reader) if app.has_input_method() => Word::HintReaderTyped,
        (None, Focus::Facets) if app.has_input_method() => Word::HintProvincesTyped,
        (None, Focus::List) if narrow => Word::HintListNarrow,
        (None, Focus::List) => Word::HintList,
        (None, Focus::Reader) if narrow => Word::HintReaderNarrow,
        (None, Focus::Reader) if app.reader.active_hits().is_empty() => Word::HintReaderPlain,
        (None, Focus::Reader) => Word::HintReader,
        (None, Focus::Facets) if narrow => Word::HintProvincesNarrow,
        (None, Focus::Facets) => Word::HintProvinces,
    }
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
