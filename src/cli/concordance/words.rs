//! Which words are counted beside those of the library, and which are never listed: from files of the user.
//!
//! What must not go in: counting.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::table::PrintedTable;
use crate::concordance::WordSet;
use crate::concordance::tables::TableField;
use crate::corpus::Corpus;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::Failure;

/// Word lists of the user.
#[derive(Debug, Default, Args)]
pub(super) struct WordListArgs {
    /// Count these as words too, one a line
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// Never list these, one a line
    #[arg(long, value_name = "FILE")]
    stop: Option<PathBuf>,
}

impl WordListArgs {
    /// The words of `corpus` with those of the user.
    pub(super) fn set(&self, corpus: &Corpus) -> Result<WordSet, Error> {
        let mut set = WordSet::of(corpus);
        for word in lines(self.words.as_deref())? {
            set.add(&word);
        }
        Ok(set)
    }

    /// Leaves out what is never to be listed, and says in the totals which lists were used.
    pub(super) fn apply(&self, table: &mut PrintedTable<'_>) -> Result<(), Error> {
        let stopped = lines(self.stop.as_deref())?;
        let is_stopped = |field: Option<&TableField>| match field {
            Some(TableField::Text(word)) => stopped.contains(word),
            _ => false,
        };
        table.rows.retain(|row| !is_stopped(row.first()));
        for (name, file) in [("words_from", &self.words), ("stop_from", &self.stop)] {
            let Some(file) = file.as_deref().map(shown_path) else { continue };
            table.summary.extend(["  ", &file]);
            table.totals.push((name, TableField::Text(file)));
        }
        Ok(())
    }
}

/// The words of a file, one a line; lines that begin with `#` are remarks.
fn lines(file: Option<&Path>) -> Result<Vec<String>, Error> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let Ok(text) = fs::read_to_string(file) else {
        return Err(Error::NothingRead(Failure::NoSuchPath(shown_path(file))));
    };
    let words = text.lines().map(|line| line.trim().trim_start_matches('\u{feff}'));
    Ok(words.filter(|word| !word.is_empty() && !word.starts_with('#')).map(str::to_owned).collect())
}
