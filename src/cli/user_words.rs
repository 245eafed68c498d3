//! The word lists of the user: named on the command line, or `words.txt` and `stop.txt` beside the config.
//!
//! What must not go in: what the words are for.

use std::fs;
use std::path::{Path, PathBuf};

use super::config;
use crate::concordance::UserWords;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::Failure;

/// Where the lists are, if there are any.
#[derive(Debug, Default)]
pub(super) struct WordFiles {
    /// What counts as a word.
    pub(super) words: Option<PathBuf>,
    /// What is never listed.
    pub(super) stop: Option<PathBuf>,
}

impl WordFiles {
    /// Those that are named, else those beside the config.
    pub(super) fn of(words: Option<&Path>, stop: Option<&Path>) -> Self {
        let config = config::file();
        let file = |named: Option<&Path>, name: &str| match named {
            Some(named) => Some(named.to_owned()),
            None => config.as_ref().map(|config| config.with_file_name(name)).filter(|file| file.is_file()),
        };
        Self { words: file(words, "words.txt"), stop: file(stop, "stop.txt") }
    }
}

/// Reads them.
pub(super) fn read(files: &WordFiles) -> Result<UserWords, Error> {
    let words = lines(files.words.as_deref())?;
    Ok(UserWords { words, stopped: lines(files.stop.as_deref())? })
}

fn lines(file: Option<&Path>) -> Result<Vec<String>, Error> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let missing = |_| Error::NothingRead(Failure::NoSuchPath(shown_path(file)));
    Ok(UserWords::lines(&fs::read_to_string(file).map_err(missing)?))
}
