//! The pane of statistics: its three pages, what is counted on each, and the cursor.
//!
//! State only.

use super::row_cursor::RowCursor;
use crate::concordance::asked::{
    CollocateSort, KeywordSort, ListedWords, Statistics, StatisticsKind, StatisticsRequest,
};
use crate::concordance::collocates::Window;
use crate::concordance::distribution::{PARTS, Share};
use crate::facet::{Facet, FacetValue};
use crate::messages::{Lang, Word};
use crate::query::Query;
use crate::text::pinyin::Typed;

/// A page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StatisticsPage {
    /// 搭配.
    #[default]
    Collocates,
    /// 特征词.
    Keywords,
    /// 分布.
    Distribution,
}

/// The pages and their names, in order.
pub const PAGES: [(StatisticsPage, Word); 3] = [
    (StatisticsPage::Collocates, Word::Collocates),
    (StatisticsPage::Keywords, Word::Keywords),
    (StatisticsPage::Distribution, Word::Distribution),
];

/// What the distribution is by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpreadBy {
    /// The values of a facet.
    Facet(Facet),
    /// The tenths of the articles.
    Place,
}

/// What the distribution can be by, in order.
pub const SPREADS: [SpreadBy; 5] = [
    SpreadBy::Facet(Facet::Province),
    SpreadBy::Facet(Facet::Year),
    SpreadBy::Facet(Facet::Month),
    SpreadBy::Facet(Facet::Section),
    SpreadBy::Place,
];

/// Rows of the columns of years and months, and of a pane that has room for them.
pub const CHART: u16 = 6;
/// See [`CHART`].
pub const CHARTED: u16 = 16;

/// The pane.
#[derive(Debug, Clone)]
pub struct StatisticsPane {
    /// The words and articles.
    pub query: Query,
    /// The page that is shown.
    pub page: StatisticsPage,
    /// What was counted for it; `None` while it is counted.
    pub counted: Option<Statistics>,
    /// The cursor over the rows that [`StatisticsPane::shown`] names.
    pub rows: RowCursor,
    /// Which words are near.
    pub window: Window,
    /// Which words are listed.
    pub words: ListedWords,
    /// What collocates are sorted by.
    pub by_strength: CollocateSort,
    /// What keywords are sorted by.
    pub by_keyness: KeywordSort,
    /// What keywords are compared with, if not all other articles.
    pub against: Option<(String, Query)>,
    /// The other figures are shown.
    pub figures: bool,
    /// What the distribution is by: its number in [`SPREADS`].
    pub spread: usize,
    /// The provinces are shown as a map.
    pub map: bool,
    /// Only rows that contain this.
    pub narrow: String,
}

impl StatisticsPane {
    /// A pane about the words of a query, and its articles.
    pub fn new(query: Query) -> Self {
        Self {
            query,
            page: StatisticsPage::Collocates,
            counted: None,
            rows: RowCursor::default(),
            window: Window::default(),
            words: ListedWords::default(),
            by_strength: CollocateSort::default(),
            by_keyness: KeywordSort::default(),
            against: None,
            figures: false,
            spread: 0,
            map: false,
            narrow: String::new(),
        }
    }

    /// What to count for the page.
    pub fn request(&self) -> StatisticsRequest {
        let words = self.words;
        let kind = match self.page {
            StatisticsPage::Collocates => {
                StatisticsKind::Collocates { window: self.window, words, sort: self.by_strength }
            }
            StatisticsPage::Keywords => {
                let against = self.against.as_ref().map(|(_, query)| query.clone());
                StatisticsKind::Keywords { against, words, sort: self.by_keyness }
            }
            StatisticsPage::Distribution => StatisticsKind::Distribution,
        };
        StatisticsRequest { query: self.query.clone(), kind }
    }

    /// Rows above those of the table, in a pane of `rows`: the pages and the headings; of the distribution also the total, and
    /// of years and months a chart of [`CHART`] rows where there is room, else of one, with the number under the cursor.
    pub fn head(&self, rows: u16) -> u16 {
        match (self.page, self.spread()) {
            (StatisticsPage::Distribution, SpreadBy::Facet(Facet::Year | Facet::Month)) => {
                4 + if rows >= CHARTED { CHART } else { 1 }
            }
            (StatisticsPage::Distribution, _) => 3,
            _ => 2,
        }
    }

    /// The row of the pane at which its table begins; `None` if a map stands there.
    pub fn rows_from(&self, rows: u16) -> Option<u16> {
        let is_map = self.page == StatisticsPage::Distribution
            && self.map
            && self.spread() == SpreadBy::Facet(Facet::Province);
        (!is_map).then(|| self.head(rows))
    }

    /// What the distribution is by.
    pub fn spread(&self) -> SpreadBy {
        SPREADS.get(self.spread).copied().unwrap_or(SpreadBy::Place)
    }
}

impl StatisticsPane {
    /// The numbers of the rows that are shown.
    pub fn shown(&self, lang: Lang) -> Vec<usize> {
        let narrow = self.narrow.to_lowercase();
        let spelt = Typed::new(&narrow);
        let fits = |text: &str| {
            narrow.is_empty()
                || text.to_lowercase().contains(&narrow)
                || spelt.as_ref().is_some_and(|spelt| spelt.is_in(text))
        };
        let numbers = |texts: &mut dyn Iterator<Item = &str>| {
            texts.enumerate().filter(|(_, text)| fits(text)).map(|(number, _)| number).collect()
        };
        match &self.counted {
            None => Vec::new(),
            Some(Statistics::Collocates(table)) => {
                numbers(&mut table.rows.iter().map(|row| row.word.as_str()))
            }
            Some(Statistics::Keywords(table)) => numbers(&mut table.rows.iter().map(|row| row.word.as_str())),
            Some(Statistics::Distribution(_)) => {
                let shares = self.shares(lang);
                numbers(&mut shares.iter().map(|(_, text, _)| text.as_str()))
            }
        }
    }

    /// The values of the distribution with their names; a place in articles is no value.
    pub fn shares(&self, lang: Lang) -> Vec<(Option<FacetValue>, String, Share)> {
        let Some(Statistics::Distribution(table)) = &self.counted else { return Vec::new() };
        match self.spread() {
            SpreadBy::Facet(facet) => {
                let values = table.values.iter().find(|(other, _)| *other == facet);
                let row = |(value, share): &(FacetValue, Share)| {
                    (Some(value.clone()), facet.text(value, lang), *share)
                };
                values.map(|(_, values)| values.iter().map(row).collect()).unwrap_or_default()
            }
            SpreadBy::Place => (0..PARTS)
                .zip(table.parts)
                .map(|(part, uses)| {
                    let text = format!("{}-{} %", part * 100 / PARTS, (part + 1) * 100 / PARTS);
                    (None, text, Share { uses, ..table.all })
                })
                .collect(),
        }
    }
}
