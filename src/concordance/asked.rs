//! What can be asked of a concordance, and what it answers.
//!
//! Values only, so that a library elsewhere can be asked the same. What must not go in: finding anything, and drawing.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use super::collocates::{Collocate, Window};
use super::distribution::{PARTS, Share};
use super::keyness::Keyword;
use super::kwic::{KwicOrder, KwicSort};
use crate::corpus::{ArticleId, Tags};
use crate::facet::{Facet, FacetValue};
use crate::format::Date;
use crate::query::Query;
use crate::text::CleanText;

/// Which uses are listed, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsesRequest {
    /// What is used, and in which articles; without faults.
    pub query: Query,
    /// In this article alone, whatever else the query asks.
    pub article: Option<ArticleId>,
    /// Only uses that have this word near.
    pub near: Option<(String, Window)>,
    /// Only uses that have this value.
    pub value: Option<(KwicSort, String)>,
    /// Only uses in paragraphs that have these words, with blanks between; empty: all.
    pub narrow: String,
    /// What they are sorted by.
    pub order: KwicOrder,
    /// The values of the first of the order, counted, instead of the uses.
    pub grouped: bool,
    /// Only some of them, chosen by chance.
    pub sample: Option<UseSample>,
}

/// A choice by chance that is the same wherever it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseSample {
    /// How many.
    pub count: usize,
    /// What the choice hangs on.
    pub seed: u64,
}

/// How many uses were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UsesFound {
    /// Rows: uses, or values if they are grouped.
    pub rows: usize,
    /// Uses that are listed.
    pub uses: usize,
    /// Articles that have uses.
    pub articles: usize,
    /// All uses of the query.
    pub all: usize,
    /// Whether that is all there is; else the search goes on.
    pub done: bool,
    /// A regular expression took too long, so that some may be missing.
    pub gave_up: bool,
}

/// How far work is that takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkProgress {
    /// In percent.
    pub percent: u8,
    /// How long the rest will take.
    pub left: Duration,
}

/// One row of a list of uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UseRow {
    /// A value, and how many uses have it.
    Group {
        /// The value, empty if they have none.
        value: String,
        /// Their number.
        uses: u64,
    },
    /// A use.
    Use(Box<UseLine>),
}

/// Longest context of a use on either side, in characters: more than a line of the widest screen, and most paragraphs.
pub const CONTEXT: usize = 300;

/// One use with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseLine {
    /// The article.
    pub article: ArticleId,
    /// Its bytes in the article's text.
    pub range: Range<u32>,
    /// The number of the word in the query.
    pub word: u16,
    /// The end of what stands left of it in its paragraph, the use, and the start of what stands right of it.
    pub text: [CleanText; 3],
    /// The words that the uses are sorted by, in bytes of the text to the left (0) or to the right (2).
    pub marks: Vec<(usize, Range<usize>)>,
    /// Where it is from.
    pub source: UseSource,
}

/// Where a use is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseSource {
    /// The title of the article.
    pub label: CleanText,
    /// Its provinces.
    pub tags: Tags,
    /// Its date.
    pub date: Option<Date>,
    /// Its folder.
    pub section: CleanText,
    /// Its file.
    pub path: PathBuf,
    /// The line of the record in the file.
    pub line: Option<u32>,
    /// The paragraph of the use, from 1; 0 is the title.
    pub paragraph: usize,
    /// The byte in the paragraph where it begins.
    pub start: usize,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatisticsRequest {
    /// The words and the articles.
    pub query: Query,
    /// What of them.
    pub kind: StatisticsKind,
}

/// What is counted of words and articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatisticsKind {
    /// The words near the uses.
    Collocates {
        /// Which words are near.
        window: Window,
        /// Which are listed.
        words: ListedWords,
        /// What they are sorted by.
        sort: CollocateSort,
    },
    /// The words by which the articles differ from others.
    Keywords {
        /// The others; all that are left if none are named.
        against: Option<Query>,
        /// Which words are listed.
        words: ListedWords,
        /// What they are sorted by.
        sort: KeywordSort,
    },
    /// Where the uses are.
    Distribution,
}

/// Which words of a table are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedWords {
    /// Those that are counted so often at least.
    pub least: u64,
    /// Common words as well.
    pub common: bool,
}

impl Default for ListedWords {
    /// Rarer ones have high numbers by luck.
    fn default() -> Self {
        Self { least: 5, common: false }
    }
}

/// What collocates are sorted by, the greatest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a column of the table")]
pub enum CollocateSort {
    #[default]
    LogDice,
    Joint,
    LogLikelihood,
    Count,
    Left,
    Right,
}

/// What keywords are sorted by, the greatest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a column of the table")]
pub enum KeywordSort {
    #[default]
    LogLikelihood,
    LogRatio,
    Count,
    Articles,
    /// The rarest here first.
    Rarest,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq)]
pub enum Statistics {
    /// The words near the uses.
    Collocates(CollocateTable),
    /// The words by which the articles differ from others.
    Keywords(KeywordTable),
    /// Where the uses are.
    Distribution(Box<DistributionTable>),
}

/// Most rows of a table that are sent.
pub const MOST_ROWS: usize = 2_000;

/// Collocates and what they were counted in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CollocateTable {
    /// The first of them.
    pub rows: Vec<Collocate>,
    /// How many there are.
    pub all: usize,
    /// Uses.
    pub uses: u64,
    /// Words near them.
    pub near: u64,
    /// All words.
    pub total: u64,
    /// Phrases of the library that count as words.
    pub phrases: usize,
}

/// Keywords and what they were counted in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeywordTable {
    /// The first of them.
    pub rows: Vec<Keyword>,
    /// How many there are.
    pub all: usize,
    /// Words here and there.
    pub words: [u64; 2],
    /// Articles here and there.
    pub articles: [u64; 2],
    /// Phrases of the library that count as words.
    pub phrases: usize,
}

/// How uses are spread.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DistributionTable {
    /// In all.
    pub all: Share,
    /// In each tenth of the articles.
    pub parts: [u64; PARTS],
    /// By the values of each facet.
    pub values: Vec<(Facet, Vec<(FacetValue, Share)>)>,
}
