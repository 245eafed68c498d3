//! Which words are counted beside those of the library, and which are never listed: from files of the user.
//!
//! What must not go in: counting.

use clap::Args;
use std::path::PathBuf;

use super::table::PrintedTable;
use crate::cli::user_words::{self, WordFiles};
use crate::concordance::WordSet;
use crate::concordance::tables::TableField;
use crate::corpus::Corpus;
use crate::corpus::walk::shown_path;
use crate::error::Error;

/// Word lists of the user.
#[derive(Debug, Default, Args)]
pub(super) struct WordListArgs {
    /// Count these as words too, one a line; without it words.txt beside the config
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// Never list these, one a line; without it stop.txt beside the config
    #[arg(long, value_name = "FILE")]
    stop: Option<PathBuf>,
}

impl WordListArgs {
    fn files(&self) -> WordFiles {
        WordFiles::of(self.words.as_deref(), self.stop.as_deref())
    }

    /// The words of `corpus` with those of the user.
    pub(super) fn set(&self, corpus: &Corpus) -> Result<WordSet, Error> {
        let user = user_words::read(&self.files())?;
        let mut set = WordSet::of(corpus);
        set.add_user(&user);
        Ok(set)
    }

    /// Says in the totals which lists were used.
    pub(super) fn name(&self, table: &mut PrintedTable<'_>) {
        let files = self.files();
        for (name, file) in [("words_from", &files.words), ("stop_from", &files.stop)] {
            let Some(file) = file.as_deref().map(shown_path) else { continue };
            table.summary.extend(["  ", &file]);
            table.totals.push((name, TableField::Text(file)));
        }
    }
}
