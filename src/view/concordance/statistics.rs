//! The pages of the statistics: tables of collocates and keywords, with bars, and how uses are spread.
//!
//! Drawing only.

use super::spread;
use super::table::{Figure, FigureText, bar_figure, count, draw_table, measure, number};
use super::waiting::draw_waiting;
use crate::app::App;
use crate::app::concordance::statistics::{PAGES, SPREADS, SpreadBy, StatisticsPage, StatisticsPane};
use crate::app::panes::Area;
use crate::concordance::asked::{CollocateTable, KeywordTable, Statistics};
use crate::concordance::collocates::Collocate;
use crate::concordance::keyness::Keyword;
use crate::concordance::measures::per_million;
use crate::messages::{Phrase, Word};
use crate::view::Cursor;
use crate::view::cells::Cells;
use crate::view::counts::grouped;
use crate::view::theme::StyleRole;

/// The highest logDice.
const STRONGEST: f64 = 14.0;
pub(super) fn draw(app: &App, pane: &StatisticsPane, area: Area, cells: &mut Cells<'_>) -> Option<Cursor> {
    if area.rows < 3 {
        return None;
    }
    draw_head(app, pane, area, cells);
    let body = Area { y: area.y + 1, rows: area.rows - 1, ..area };
    match &pane.counted {
        None => {
            draw_waiting(app, Word::CountingWords, Area { y: body.y + 1, ..body }, cells);
            None
        }
        Some(Statistics::Distribution(table)) => spread::draw(app, pane, table, body, cells),
        Some(Statistics::Collocates(table)) => collocates(app, pane, table, body, cells),
        Some(Statistics::Keywords(table)) => keywords(app, pane, table, body, cells),
    }
}

/// 搭配 特征词 分布, and what the numbers are of.
fn draw_head(app: &App, pane: &StatisticsPane, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let end = area.x + area.cols;
    let mut x = area.x + 1;
    for (page, word) in PAGES {
        let role = if page == pane.page { StyleRole::Focus } else { StyleRole::Text };
        x = cells.text((x, area.y), end, &format!(" {} ", app.word(word)), theme.of(role));
    }
    let about = about(app, pane).join("  ");
    let about = cells.fitted(&about, end.saturating_sub(x + 2));
    let width = cells.width(&about);
    cells.text((end.saturating_sub(width + 1), area.y), end, &about, theme.of(StyleRole::Dim));
}

/// What the numbers of the page are of.
fn about(app: &App, pane: &StatisticsPane) -> Vec<String> {
    let words = pane.words;
    let listed = app.phrase(Phrase::Listed { least: words.least, common: words.common });
    let borders = |phrases: usize| app.phrase(Phrase::WordBorders(&grouped(phrases)));
    let phrases = match &pane.counted {
        Some(Statistics::Collocates(table)) => Some(borders(table.phrases)),
        Some(Statistics::Keywords(table)) => Some(borders(table.phrases)),
        _ => None,
    };
    let mut parts = match pane.page {
        StatisticsPage::Collocates => {
            let window = Phrase::Window { words: pane.window.left, crossing: pane.window.cross_sentence };
            vec![app.phrase(window), listed]
        }
        StatisticsPage::Keywords => {
            let rest = app.word(Word::AllOthers).to_owned();
            let against = pane.against.as_ref().map_or(rest, |(name, _)| name.clone());
            vec![app.phrase(Phrase::Label(app.word(Word::Against))) + &against, listed]
        }
        StatisticsPage::Distribution => SPREADS
            .iter()
            .map(|spread| {
                let name = app.word(spread_word(*spread));
                if *spread == pane.spread() { app.phrase(Phrase::Marked(name)) } else { name.to_owned() }
            })
            .collect(),
    };
    parts.extend(phrases);
    if !pane.narrow.is_empty() {
        parts.push(app.phrase(Phrase::Label(app.word(Word::Narrow))) + &pane.narrow);
    }
    parts
}

pub(super) fn spread_word(spread: SpreadBy) -> Word {
    match spread {
        SpreadBy::Facet(facet) => facet.row().name,
        SpreadBy::Place => Word::Places,
    }
}

fn collocates(
    app: &App,
    pane: &StatisticsPane,
    table: &CollocateTable,
    area: Area,
    cells: &mut Cells<'_>,
) -> Option<Cursor> {
    let figures = if pane.figures {
        vec![
            number(Word::Strength),
            number(Word::Joint),
            number(Word::Expected),
            number(Word::Likelihood),
            number(Word::Total),
        ]
    } else {
        vec![
            bar_figure(Word::Strength, area),
            number(Word::Strength),
            number(Word::Joint),
            Figure { cols: 12, ..number(Word::LeftRight) },
        ]
    };
    let row = |at: usize| {
        let row: &Collocate = table.rows.get(at)?;
        let counts = row.counts;
        let numbers = if pane.figures {
            vec![
                measure(row.log_dice),
                count(counts.joint()),
                measure(row.expected),
                measure(row.log_likelihood),
                count(counts.count),
            ]
        } else {
            vec![
                FigureText::Bar(row.log_dice / STRONGEST),
                measure(row.log_dice),
                count(counts.joint()),
                FigureText::Number(format!("{}/{}", counts.left, counts.right)),
            ]
        };
        Some((row.word.clone(), numbers))
    };
    draw_table(app, pane, (&figures, area), row, cells)
}

fn keywords(
    app: &App,
    pane: &StatisticsPane,
    table: &KeywordTable,
    area: Area,
    cells: &mut Cells<'_>,
) -> Option<Cursor> {
    let figures = if pane.figures {
        vec![
            number(Word::Likelihood),
            number(Word::HereCount),
            number(Word::PerMillion),
            number(Word::ThereCount),
            number(Word::Ratio),
            number(Word::HereArticles),
        ]
    } else {
        vec![
            Figure { cols: 12, ..number(Word::HowMuch) },
            number(Word::HereCount),
            number(Word::HereArticles),
            bar_figure(Word::Likelihood, area),
        ]
    };
    let most = table.rows.iter().map(|row| row.log_likelihood.abs()).fold(1.0, f64::max);
    let row = |at: usize| {
        let row: &Keyword = table.rows.get(at)?;
        let numbers = if pane.figures {
            vec![
                measure(row.log_likelihood),
                count(row.here.count),
                measure(per_million(row.here.count, table.words[0])),
                count(row.there.count),
                measure(row.log_ratio),
                count(row.here.articles),
            ]
        } else {
            let times = format!("{:.1}", row.log_ratio.exp2());
            vec![
                FigureText::Number(app.phrase(Phrase::Times(&times))),
                count(row.here.count),
                count(row.here.articles),
                FigureText::Bar((row.log_likelihood / most).max(0.0)),
            ]
        };
        Some((row.word.clone(), numbers))
    };
    draw_table(app, pane, (&figures, area), row, cells)
}
