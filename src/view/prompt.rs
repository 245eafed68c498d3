//! The input line, the note beside it, and the candidates above it (below it if the line is the top row).
//!
//! ```text
//! 1 营商环境 37  2 影视 12  3 意识 9                                      1/4
//! 筛选全部：ysh                       无“ysh”，改用 营商环境
//! ```
//!
//! Drawing only: `app::prompt` decides which candidates are shown.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Cursor;
use super::cells::Cells;
use super::counts::counted;
use super::terms;
use super::theme::StyleRole;
use crate::app::App;
use crate::app::panes::Area;
use crate::app::prompt::{Completions, Prompt, Purpose};
use crate::app::taking_out::ExportSubject;
use crate::facet::Facet;
use crate::messages::{Phrase, Word};
use crate::province;
use crate::text::{self, WidthPolicy};

/// Draws the line on the row `area`, and the candidates on the rows next to it.
pub(super) fn draw(app: &App, prompt: &Prompt, area: Area, cells: &mut Cells<'_>) -> Cursor {
    let theme = cells.theme;
    if prompt.purpose == Purpose::Note {
        return draw_note(app, prompt, area, cells);
    }
    let listed = candidates(app, &prompt.completions, area, cells);
    let end = area.x + area.cols;
    let label = match prompt.purpose {
        Purpose::Filter => Word::FilterAll,
        Purpose::Add => Word::Filter,
        Purpose::Find => Word::FindHere,
        Purpose::Tag => Word::TagPrompt,
        Purpose::SearchName => Word::SearchPrompt,
        Purpose::Save(_) => Word::SaveTo,
        Purpose::Pipe(_) => Word::PipeTo,
        Purpose::Note => Word::Note,
        Purpose::Narrow | Purpose::Help | Purpose::Rows => Word::Narrow,
        Purpose::Palette => Word::Palette,
        Purpose::Uses => Word::UsesPrompt,
        Purpose::Statistics => Word::StatisticsPrompt,
        Purpose::SaveTable => Word::SavePrompt,
    };
    let sign = if prompt.purpose == Purpose::Add { "&" } else { "" };
    let label = app.phrase(Phrase::Label(&format!("{}{sign}", app.word(label))));
    let start = cells.text((area.x, area.y), end, &label, theme.of(StyleRole::Title));
    // The user types at the end of a long line: show that.
    let room = usize::from(end.saturating_sub(start + 1));
    let mut shown = prompt.before_cursor();
    while app.options.policy.text(shown) > room {
        let first = shown.chars().next().map_or(1, char::len_utf8);
        shown = shown.get(first..).unwrap_or_default();
    }
    let is_query = matches!(prompt.purpose, Purpose::Filter | Purpose::Add);
    let words = if is_query { terms::places(shown, app.filter.query()) } else { Vec::new() };
    let style = terms::style(theme, &words, theme.of(StyleRole::Text));
    let cursor = cells.marked((start, area.y), end, shown, style);
    let after = prompt.text().get(prompt.before_cursor().len()..).unwrap_or_default();
    let typed = cells.text((cursor, area.y), end, after, theme.of(StyleRole::Text));
    let beside = beside(app, prompt);
    let fits = |note: &&String| typed + cells.width(note) + 3 <= end;
    if let Some(note) = beside.forms.iter().find(fits) {
        cells.text((end - cells.width(note) - 1, area.y), end, note, theme.of(StyleRole::Dim));
    } else if let Some(note) = beside.forms.first().filter(|_| beside.needed && area.y > listed) {
        let above = text::rows(note, area.cols.saturating_sub(2), cells.policy);
        let top = (area.y - listed).saturating_sub(above.len() as u16);
        for (y, row) in (top..area.y - listed).zip(above) {
            cells.clear(Area { y, rows: 1, ..area });
            cells.text((area.x + 1, y), end, &row, theme.of(StyleRole::Dim));
        }
    }
    (cursor.min(end.saturating_sub(1)), area.y)
}

/// Draws the line of a note, on as many rows as it needs, at most half of the screen; its last row is `line`, or on a low
/// screen its first.
fn draw_note(app: &App, prompt: &Prompt, line: Area, cells: &mut Cells<'_>) -> Cursor {
    let theme = cells.theme;
    let label = app.phrase(Phrase::Label(app.word(Word::Note)));
    let text = format!("{label}{}", prompt.text());
    let (at, room) = (label.len() + prompt.before_cursor().len(), line.cols.saturating_sub(1).max(1));
    let rows = rows(&text, room, app.options.policy);
    let current = rows.iter().rposition(|row| row.start <= at).unwrap_or(0);
    let height = rows.len().min(usize::from(app.screen.rows / 2).max(1));
    let first = (current + 1).saturating_sub(height);
    let top = if line.y == 0 { 0 } else { (line.y + 1).saturating_sub(height as u16) };
    let mut cursor = (line.x, top);
    for (y, row) in (top..).zip(rows.iter().skip(first).take(height)) {
        cells.clear(Area { y, rows: 1, ..line });
        let end = line.x + line.cols;
        let shown = text.get(row.clone()).unwrap_or_default();
        let style = |byte: usize| {
            theme.of(if row.start + byte < label.len() { StyleRole::Title } else { StyleRole::Text })
        };
        let after = cells.marked((line.x, y), end, shown, style);
        if row.contains(&at) || row.end == at {
            let before = text.get(row.start..at).unwrap_or_default();
            cursor = ((line.x + cells.width(before)).min(end.saturating_sub(1)), y);
        }
        let hint = cells.plain(app.word(Word::HintNote)).into_owned();
        let width = cells.width(&hint);
        if row.end == text.len() && after + width + 3 <= end {
            cells.text((end - width - 1, y), end, &hint, theme.of(StyleRole::Dim));
        }
    }
    cursor
}

/// The rows of a text in lines of `cells`, cut between characters.
fn rows(text: &str, cells: u16, policy: WidthPolicy) -> Vec<Range<usize>> {
    let (mut rows, mut start, mut width) = (Vec::new(), 0, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        let more = u16::from(policy.cluster(cluster));
        if width + more > cells && at > start {
            rows.push(start..at);
            (start, width) = (at, 0);
        }
        width += more;
    }
    rows.push(start..text.len());
    rows
}

/// Draws the candidates row by row over the panes, each with its digit if digits choose. Returns the rows above the line.
fn candidates(app: &App, completions: &Completions, line: Area, cells: &mut Cells<'_>) -> u16 {
    let theme = cells.theme;
    let room = app.candidate_room();
    let rows = completions.rows(room);
    let height = rows.len() as u16;
    let top = if line.y >= height { line.y - height } else { line.y + 1 };
    let first = rows.first().map_or(0, |row| row.start);
    for (y, row) in (top..).zip(rows.clone()) {
        let area = Area { y, rows: 1, ..line };
        cells.clear(area);
        let end = area.x + area.cols;
        let mut x = area.x;
        for (number, item) in row.filter_map(|number| Some((number, completions.item(number)?))) {
            let style = if completions.taken() == Some(number) {
                theme.of(StyleRole::Focus)
            } else {
                theme.of(StyleRole::Title)
            };
            let digit = (number + 1 - first).to_string();
            let sign = if completions.is_spelt() { digit.as_str() } else { " " };
            x = cells.text((x, y), end, &format!("{sign} "), theme.of(StyleRole::Dim));
            x = cells.text((x, y), end, &item.label, style);
            x = cells.text((x, y), end, &format!(" {}  ", item.count), theme.of(StyleRole::Dim));
        }
    }
    let (page, pages) = completions.pages(room);
    if height > 0 && pages > 1 {
        let number = format!("{page}/{pages}");
        let (end, width) = (line.x + line.cols, cells.width(&number));
        cells.text((end.saturating_sub(width), top + height - 1), end, &number, theme.of(StyleRole::Dim));
    }
    line.y.saturating_sub(top)
}

/// What is said beside the input line.
#[derive(Debug, Default)]
struct Beside {
    /// The longest form first.
    forms: Vec<String>,
    /// It must be seen whatever is typed, above the line if there is no room beside it.
    needed: bool,
}

impl Beside {
    fn needed(text: String) -> Self {
        Self { forms: vec![text], needed: true }
    }
}

fn beside(app: &App, prompt: &Prompt) -> Beside {
    match prompt.purpose {
        Purpose::Filter | Purpose::Add => beside_filter(app, prompt),
        Purpose::Find => {
            let found = app.reader.finding();
            let found = found.map(|(_, hits)| app.phrase(Phrase::Hits(&hits.len().to_string())));
            Beside { forms: found.into_iter().collect(), needed: false }
        }
        Purpose::Save(subject) => Beside::needed(endings(app, subject)),
        Purpose::Tag
        | Purpose::Note
        | Purpose::SearchName
        | Purpose::Pipe(_)
        | Purpose::Narrow
        | Purpose::Palette
        | Purpose::Rows
        | Purpose::Uses
        | Purpose::Statistics
        | Purpose::SaveTable
        | Purpose::Help => Beside::default(),
    }
}

fn beside_filter(app: &App, prompt: &Prompt) -> Beside {
    let lang = app.options.lang;
    if let Some(fault) = app.filter.fault() {
        return Beside::needed(fault.text(lang));
    }
    let found = app.phrase(Phrase::Articles(&counted(app.filter.answer().articles)));
    let used = app.fallback_message().map(|note| note.text(lang));
    if let Some(note) = used.or_else(|| province_note(app, prompt)) {
        return Beside::needed(note);
    }
    if let Some(note) = app.filter.query().notes().last() {
        return Beside::needed(format!("{}  {found}", note.message(lang).text(lang)));
    }
    let hint = match (prompt.completions.is_open(), prompt.completions.is_spelt()) {
        (_, true) => Word::HintCandidates,
        (true, _) => Word::HintCompletion,
        _ => Word::HintPrompt,
    };
    Beside { forms: vec![format!("{found}  {}", app.word(hint)), found], needed: false }
}

/// The endings that a file for this may have.
fn endings(app: &App, subject: ExportSubject) -> String {
    let names: Vec<&str> = subject.formats().iter().map(|format| format.name()).collect();
    app.phrase(Phrase::Endings(&names.join(" ")))
}

/// 辽宁也是省份：关于 54 · 提及 380　Tab 改用省份
fn province_note(app: &App, prompt: &Prompt) -> Option<String> {
    let name = crate::app::filter::province_at_end(prompt.text())?;
    let number = province::named(name).iter().next()?;
    let count = app.filter.answer().counts.of(Facet::Province).get(number);
    let (about, mentions) = count.map_or((0, 0), |count| (count.articles, count.mentions));
    let is_province = format!("{}{}", app.phrase(Phrase::Name(name)), app.word(Word::ProvinceIsText));
    Some(format!(
        "{}{} {about} · {} {mentions}  {}",
        app.phrase(Phrase::Label(&is_province)),
        app.word(Word::About),
        app.word(Word::Mentions),
        app.word(Word::TabMakesProvince),
    ))
}
