//! The concordance: the way one has come, the pane of uses, and that of statistics.
//!
//! Drawing only. What must not go in: the rows of each pane.

mod charts;
mod spread;
mod statistics;
mod table;
mod uses;
mod waiting;

use super::Cursor;
use super::cells::Cells;
use super::counts::grouped;
use crate::app::concordance::ConcordanceLevel;
use crate::app::concordance::statistics::{PAGES, StatisticsPage};
use crate::app::concordance::uses::UsesPane;
use crate::app::{App, Focus};
use crate::messages::{Phrase, Word};

/// Draws the innermost pane.
pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let area = app.screen.panes.concordance;
    if let Some(pane) = app.concordance.uses() {
        return uses::draw(app, pane, area, cells);
    }
    let pane = app.concordance.statistics()?;
    statistics::draw(app, pane, area, cells)
}

/// 搭配 › 用例：问题 › 《题目》  12 处，5 篇
pub(super) fn way(app: &App) -> String {
    let mut steps: Vec<String> = app.concordance.levels().iter().map(|level| name(app, level)).collect();
    if app.focus == Focus::Reader {
        let title = app.late_title().map(ToString::to_string);
        let held = || app.reader.held().map(|held| held.article().label().to_string());
        steps.extend(title.or_else(held).map(|title| app.phrase(Phrase::Title(&title))));
    }
    let way = steps.join(" › ");
    match app.concordance.uses().filter(|_| app.focus == Focus::Concordance) {
        Some(pane) => format!("{way}  {}", numbers(app, pane)),
        None => way,
    }
}

fn name(app: &App, level: &ConcordanceLevel) -> String {
    let lang = app.options.lang;
    match level {
        ConcordanceLevel::Statistics(pane) => {
            let named = PAGES.iter().find(|(page, _)| *page == pane.page);
            let word = app.word(named.map_or(Word::Statistics, |(_, word)| *word));
            format!("{}{}", app.phrase(Phrase::Label(word)), pane.query.in_words(lang))
        }
        ConcordanceLevel::Uses(pane) => {
            let request = &pane.request;
            let label = app.phrase(Phrase::Label(app.word(Word::Uses)));
            let mut parts = vec![label + &request.query.in_words(lang)];
            parts.extend(request.near.iter().map(|(word, _)| word.clone()));
            parts.extend(request.value.iter().map(|(sort, value)| sort.text(value, lang)));
            parts.join(" + ")
        }
    }
}

/// 12 处，5 篇  按右边第 1 个词  去掉 1 处
fn numbers(app: &App, pane: &UsesPane) -> String {
    let Some(found) = pane.found else { return String::new() };
    let more = if found.done { "" } else { "+" };
    let [uses, all, articles] =
        [found.uses, found.all, found.articles].map(|count| format!("{}{more}", grouped(count)));
    let mut parts = vec![app.phrase(Phrase::UsesFound { shown: &uses, all: &all, articles: &articles })];
    if let Some(sample) = pane.request.sample {
        let (count, seed) = (sample.count.to_string(), sample.seed.to_string());
        parts.push(app.phrase(Phrase::Sampled { count: &count, seed: &seed }));
    }
    parts.extend(pane.order_name().map(|word| app.word(word).to_owned()));
    if !pane.request.narrow.is_empty() {
        parts.push(format!("{}{}", app.phrase(Phrase::Label(app.word(Word::Narrow))), pane.request.narrow));
    }
    if !app.concordance.out.is_empty() {
        parts.push(app.phrase(Phrase::TakenOut(&app.concordance.out.len().to_string())));
    }
    parts.join("  ")
}

/// The row of the cursor, and the number of rows.
pub(super) fn position(app: &App) -> String {
    let row = app.screen.status.and_then(|status| status.use_row);
    row.map(|(at, rows)| format!("{}/{}", grouped(at + 1), grouped(rows))).unwrap_or_default()
}

/// The name of the pane.
pub(super) fn pane_word(app: &App) -> Word {
    let page = app.concordance.statistics().map(|pane| pane.page);
    let named = page.and_then(|page| PAGES.iter().find(|(other, _)| *other == page));
    named.map_or(Word::Uses, |(_, word)| *word)
}

/// The hints of the pane.
pub(super) fn hint_word(app: &App, narrow: bool) -> Word {
    match app.concordance.statistics().map(|pane| pane.page) {
        Some(_) if narrow => Word::HintStatisticsNarrow,
        Some(StatisticsPage::Collocates) => Word::HintCollocates,
        Some(StatisticsPage::Keywords) => Word::HintKeywords,
        Some(StatisticsPage::Distribution) => Word::HintDistribution,
        None if narrow => Word::HintUsesNarrow,
        None if app.has_input_method() => Word::HintUsesTyped,
        None => Word::HintUses,
    }
}
