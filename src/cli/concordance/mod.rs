//! The commands of the concordance: `kwic`, `collocates`, `keyness` and `stats`.
//!
//! Each prints a table: aligned on a terminal, with tabs (`--tsv`, and on a pipe) or as JSON lines (`--json`). What must not go
//! in: counting (see [`crate::concordance`]).

pub(super) mod collocates;
pub(super) mod keyness;
pub(super) mod kwic;
pub(super) mod stats;
mod table;
mod words;

use std::path::PathBuf;

use clap::Args;

use super::reading::ReadingArgs;
use super::searched::{self, Opened, SearchedPaths, SnapshotArgs};
use crate::concordance::WordSet;
use crate::concordance::asked::{Statistics, StatisticsKind, StatisticsRequest};
use crate::concordance::statistics::StatisticsContext;
use crate::error::Error;
use crate::messages::{Lang, Word};
use crate::query::Query;
use crate::search::OrderCache;
use table::TableForm;
use words::WordListArgs;

/// What all of them take.
#[derive(Debug, Args)]
pub(crate) struct SharedArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// One JSON object a line, the totals last
    #[arg(long, conflicts_with = "tsv")]
    json: bool,
    /// Columns with tabs between, their names in the first line
    #[arg(long)]
    tsv: bool,
    #[command(flatten)]
    snapshot: SnapshotArgs,
    /// Provinces as recognised, without what was corrected in the reader
    #[arg(long)]
    no_corrections: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// The help of the shared arguments and of some more.
macro_rules! arguments {
    ($(($name:literal, $text:ident)),* $(,)?) => {
        &[
            ("paths", crate::messages::HelpText::Paths),
            ("json", crate::messages::HelpText::RowJson),
            ("tsv", crate::messages::HelpText::Tsv),
            crate::cli::searched::SNAPSHOT,
            crate::cli::searched::NO_CACHE,
            ("no_corrections", crate::messages::HelpText::NoCorrections),
            $(($name, crate::messages::HelpText::$text),)*
        ]
    };
}
use arguments;

impl SharedArgs {
    fn open(&self, query: Option<&Query>, lang: Lang) -> Result<Opened, Error> {
        let Self { paths, snapshot, no_corrections, reading, .. } = self;
        searched::open(
            SearchedPaths { paths, query, snapshot, no_corrections: *no_corrections, reading },
            lang,
        )
    }

    /// How to print: a program that reads our output gets tabs.
    fn form(&self, terminal: bool) -> TableForm {
        match (self.json, self.tsv || !terminal) {
            (true, _) => TableForm::Json,
            (false, true) => TableForm::Tsv,
            (false, false) => TableForm::Aligned,
        }
    }
}

/// A query that was asked.
struct AskedUses {
    query: Query,
}

impl AskedUses {
    fn new(query: &str) -> Result<Self, Error> {
        Ok(Self { query: super::list::query(query, None, None)? })
    }

    /// The same, if it asks for words.
    fn with_words(query: &str) -> Result<Self, Error> {
        let asked = Self::new(query)?;
        if asked.query.has_text() { Ok(asked) } else { Err(Error::Usage(Word::NoWordsAsked.into())) }
    }

    /// Counts. An error if a regular expression took too long, so that counts would be wrong.
    fn count(
        &self,
        opened: &Opened,
        kind: StatisticsKind,
        words: &WordListArgs,
    ) -> Result<Statistics, Error> {
        let needs_words = kind != StatisticsKind::Distribution;
        let searched = &opened.searched;
        let set = if needs_words { words.set(&searched.corpus)? } else { WordSet::default() };
        let context = StatisticsContext { searched, set: &set, watch: &|_| true, most: usize::MAX };
        let request = StatisticsRequest { query: self.query.clone(), kind };
        let counted = context.count(&request, &mut OrderCache::default());
        let (statistics, gave_up) = counted.ok_or(Error::NothingMatched)?;
        opened.check()?;
        if gave_up { Err(searched::cut()) } else { Ok(statistics) }
    }
}
