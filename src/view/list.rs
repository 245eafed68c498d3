//! The article list: one or two rows for each article, with province signs at the end of the title's last row.

use ratatui::style::Style;

use super::Cursor;
use super::bars::heading_name;
use super::cells::Cells;
use super::theme::{StyleRole, Theme};
use crate::app::event::{ArticleFlag, ArticleRow};
use crate::app::panes::{Area, Layout};
use crate::app::{App, Focus};
use crate::facet::{Facet, FacetSelection};
use crate::messages::{Phrase, Word};
use crate::province;
use crate::query::Role;
use crate::search::arrange::RowSharing;
use crate::search::rows::Heading;
use crate::state::ReadState;
use crate::text::{Measure, WordBreaks, analyse, wrap};

/// Columns before the title: cursor sign, kind sign.
const SIGNS: u16 = 2;
/// Columns by which the second row of an article is indented, so that the first rows stand out.
const HANG: u16 = 2;
/// Rows of text of an article.
const MOST_ROWS: u16 = 2;

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let area = app.screen.panes.list;
    let mut cursor = None;
    if app.is_waiting() {
        // One word where the first title will be, so that nothing has to be erased later.
        let after = cells.text(
            (area.x + SIGNS, area.y),
            area.x + area.cols,
            app.word(Word::Loading),
            theme.of(StyleRole::Text),
        );
        cursor = Some((after, area.y));
    } else if app.list.is_empty() {
        nothing(app, cells, area);
    }
    let page = app.list.top()..app.list.len().min(app.list.top() + app.list.height());
    let step = app.screen.panes.item_rows.max(1);
    for (position, y) in page.zip((area.y..area.y + area.rows).step_by(usize::from(step))) {
        let item = Area { y, rows: step.min(MOST_ROWS).min(area.y + area.rows - y), ..area };
        cursor = draw_item(app, position, item, cells).or(cursor);
    }
    if app.screen.panes.layout == Layout::Wide {
        cells.vertical_rule(area.x + area.cols, area.y, area.rows, theme.of(StyleRole::Rule));
    }
    cursor
}

/// Draws what stands at `position`. Returns the cursor if that is here.
fn draw_item(app: &App, position: usize, item: Area, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    if let Some(heading) = app.list.heading(position) {
        draw_heading(app, heading, item, cells);
        return None;
    }
    let selected = position == app.list.cursor();
    let Some(row) = app.list.row(position) else { return draw_late(app, item, selected, cells) };
    // If a divider names the open article, the list need not mark it: two rows less change when another one opens.
    let open = app.screen.panes.divider.is_empty() && app.reader.id() == Some(row.id);
    let style = theme.of(if open { StyleRole::Open } else { StyleRole::Text });
    let annotations = &app.library.annotations;
    // The article being read changes its sign when it is left: a line down stays a line.
    let reading = app.focus == Focus::Reader && app.reader.key() == Some(row.key);
    let read = if reading { ReadState::Unread } else { annotations.read_state(row.key) };
    let sign = match row.flag {
        _ if annotations.is_new(row.key) => "*",
        _ if read == ReadState::Opened => "~",
        _ if read == ReadState::Read => ".",
        Some(ArticleFlag::Duplicate) => "=",
        Some(ArticleFlag::TitleOnly) => "-",
        None => " ",
    };
    let end = item.x + item.cols;
    cells.put((item.x + 1, item.y), end, sign, theme.of(StyleRole::Dim));
    if item.rows > 1 {
        two_rows(app, row, item, style, cells);
    } else {
        one_row(app, row, item, style, cells);
    }
    if !selected {
        return None;
    }
    let focused = app.focus == Focus::List;
    // Two cells that move take 15 bytes a key, a bar over the row some 200.
    let sign_style =
        if focused && app.options.slow { theme.of(StyleRole::Focus) } else { theme.of(StyleRole::Accent) };
    cells.text((item.x, item.y), end, &format!(">{sign}"), sign_style);
    if focused && !app.options.slow {
        cells.tint(item, theme.of(StyleRole::Bar));
    }
    focused.then_some((item.x + SIGNS, item.y))
}

/// Draws a row that has not arrived yet, as high as the others, so that nothing moves when it arrives.
fn draw_late(app: &App, area: Area, selected: bool, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let end = area.x + area.cols;
    let focused = selected && app.focus == Focus::List;
    if selected {
        cells.text(
            (area.x, area.y),
            end,
            ">",
            if focused { theme.of(StyleRole::Focus) } else { theme.of(StyleRole::Text) },
        );
    }
    cells.text((area.x + SIGNS, area.y), end, "…", theme.of(StyleRole::Dim));
    focused.then_some((area.x + SIGNS, area.y))
}

/// Draws ── 辽宁 54 篇 ── on the last row of its item.
fn draw_heading(app: &App, heading: Heading, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let y = area.y + area.rows.saturating_sub(1);
    let end = area.x + area.cols;
    let name = heading_name(app, heading);
    let text = format!(" {name} {} ", app.phrase(Phrase::Articles(&heading.articles.to_string())));
    cells.rule((area.x, y), end, theme.of(StyleRole::Dim));
    cells.text(
        (area.x + SIGNS, y),
        end,
        &cells.fitted(&text, area.cols.saturating_sub(SIGNS)),
        theme.of(StyleRole::Title),
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
        lines.extend(app.reader.held().map(|_| app.word(Word::OutsideFilter).to_owned()));
    } else if app.library.complete && app.library.articles.number == 0 {
        lines.push(app.word(Word::EmptyFolder).to_owned());
        lines.push(app.word(Word::EmptyFolderHint).to_owned());
    }
    for (y, line) in (area.y..area.y + area.rows).zip(lines) {
        cells.text((area.x + SIGNS, y), area.x + area.cols, &line, theme.of(StyleRole::Dim));
    }
}

/// Parts of a row, each with its style.
type Runs = Vec<(String, Style)>;

/// The signs of the provinces that the row is about, or those it mentions if the filter asks for mentions. What it only
/// mentions stands in brackets.
fn province_signs(app: &App, row: &ArticleRow, theme: Theme) -> Runs {
    let tags = row.tags();
    let role = FacetSelection::of(app.filter.query(), Facet::Province).role();
    let set = if role == Role::About && !tags.about.is_empty() { tags.about } else { tags.mentions };
    let dim = theme.of(StyleRole::Dim);
    let mut runs = Runs::new();
    for province in set.iter().take(4).filter_map(|number| Some((number, province::PROVINCES.get(number)?))) {
        let (number, province) = province;
        let sign = province.abbreviation(app.options.lang);
        let about = tags.about.contains(number);
        let shown = if about { sign } else { format!("({sign})") };
        runs.push((shown, if about { theme.division(province.iso) } else { dim }));
    }
    if set.len() > 4 {
        runs.push(("+".to_owned(), dim));
    }
    if !row.correction.is_empty() {
        runs.push(("#".to_owned(), dim));
    }
    if row.same > 0 {
        let number = row.same.to_string();
        let similar = app.filter.arrangement().sharing == RowSharing::Similar;
        let phrase = if similar { Phrase::AlmostSame(&number) } else { Phrase::Same(&number) };
        runs.push((app.phrase(phrase), dim));
    }
    let spaced = runs.into_iter().flat_map(|run| [(" ".to_owned(), dim), run]);
    spaced.skip(1).collect()
}

/// The right end of a row: province signs, the date if wanted, and hits.
fn tail(app: &App, row: &ArticleRow, dated: bool, theme: Theme) -> Runs {
    let date = row.date.filter(|_| dated).map(|date| app.date_text(date)).unwrap_or_default();
    let hits = Some(row.hits).filter(|hits| *hits > 0);
    let hits = hits.map(|hits| app.phrase(Phrase::Hits(&hits.to_string()))).unwrap_or_default();
    let state = app.library.annotations.get(row.key);
    let starred = state.filter(|state| state.starred).map_or("", |_| app.word(Word::StarSign));
    let changed = state.filter(|state| state.changed).map_or("", |_| app.word(Word::ChangedSign));
    let groups = [
        vec![(starred.to_owned(), theme.of(StyleRole::Text))],
        vec![(changed.to_owned(), theme.of(StyleRole::Text))],
        province_signs(app, row, theme),
        vec![(date, theme.of(StyleRole::Date))],
        vec![(hits, theme.of(StyleRole::Hits))],
    ];
    let is_shown = |group: &Runs| group.iter().any(|(text, _)| !text.is_empty());
    let parts = groups
        .into_iter()
        .filter(is_shown)
        .flat_map(|group| std::iter::once(("  ".to_owned(), theme.of(StyleRole::Text))).chain(group));
    parts.skip(1).collect()
}

fn runs_width(runs: &Runs, cells: &Cells<'_>) -> u16 {
    runs.iter().map(|(text, _)| cells.width(text)).sum()
}

fn draw_runs(runs: &Runs, (mut x, y): (u16, u16), end: u16, cells: &mut Cells<'_>) {
    for (text, style) in runs {
        x = cells.text((x, y), end, text, *style);
    }
}

fn label_style(row: &ArticleRow, style: Style, theme: Theme) -> impl Fn(usize) -> Style {
    move |byte| {
        let mark = row.marks.iter().find(|mark| mark.range.contains(&byte));
        mark.map_or(style, |mark| style.patch(theme.term(mark.word)))
    }
}

fn one_row(app: &App, row: &ArticleRow, area: Area, style: Style, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let end = area.x + area.cols;
    let right = tail(app, row, true, theme);
    let width = runs_width(&right, cells);
    let room = area.cols.saturating_sub(SIGNS + width + 2);
    let (right, room) =
        if room < 12 { (Runs::new(), area.cols.saturating_sub(SIGNS)) } else { (right, room) };
    let label = cells.fitted(row.label.as_str(), room);
    let x = area.x + SIGNS;
    cells.marked((x, area.y), end, &label, label_style(row, style, theme));
    draw_runs(&right, (end.saturating_sub(runs_width(&right, cells) + 1), area.y), end, cells);
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
    let right = tail(app, row, false, theme);
    let width = runs_width(&right, cells);
    // The signs go at the end of the title's last row, or below it if that is full.
    let beside = rest.is_empty() && after + width + 2 <= end;
    let last = if beside { area.y } else { area.y + 1 };
    draw_runs(&right, (end.saturating_sub(width), last), end, cells);
    let x = x + HANG;
    let left = (if beside { room } else { room.saturating_sub(width + 2) }).saturating_sub(HANG);
    if rest.is_empty() {
        let date = row.date.map(|date| app.date_text(date)).unwrap_or_default();
        let date = cells.fitted(&date, left);
        let after = cells.text((x, area.y + 1), end, &date, theme.of(StyleRole::Date));
        let gap = if date.is_empty() { 0 } else { 2 };
        let room = (x + left).saturating_sub(after + gap);
        let section = cells.fitted(row.section.as_str(), room);
        cells.text((after + gap, area.y + 1), end, &section, theme.of(StyleRole::Section));
    } else {
        let shown = cells.fitted(rest, left);
        cells.marked((x, area.y + 1), end, &shown, |byte| mark(byte + first));
    }
}
