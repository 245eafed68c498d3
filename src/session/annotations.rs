//! What the reader adds to articles: corrections of provinces so far. Kept by article key beside the library, which never
//! stores it, and joined with its rows and articles by the session.
//!
//! What must not go in: the articles.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::corrections;
use crate::app::ListRow;
use crate::corpus::{ArticleKey, Tags};
use crate::province::corrections::{Correction, Corrections};

/// What one reader has added, and where it is stored.
#[derive(Debug, Default)]
pub(super) struct Annotations {
    corrections: Arc<Corrections>,
    /// The log of corrections; none: nothing can be corrected.
    log: Option<PathBuf>,
}

impl Annotations {
    /// Reads what was added before.
    pub(super) fn read(log: Option<PathBuf>) -> Self {
        let corrections = log.as_deref().map(corrections::read).unwrap_or_default();
        Self { corrections: Arc::new(corrections), log }
    }

    /// Whether something can be added.
    pub(super) fn is_writable(&self) -> bool {
        self.log.is_some()
    }

    /// All corrections, for a search by province.
    pub(super) fn corrections(&self) -> Arc<Corrections> {
        Arc::clone(&self.corrections)
    }

    /// The correction of one article.
    pub(super) fn correction(&self, key: ArticleKey) -> Correction {
        self.corrections.get(key)
    }

    /// Adds to each row what is kept for its article.
    pub(super) fn join(&self, rows: &mut [ListRow]) {
        if self.corrections.is_empty() {
            return;
        }
        for row in rows {
            if let ListRow::Article(row) = row {
                row.correction = self.corrections.get(row.key);
            }
        }
    }

    /// Turns a division of an article in which `found` was recognised. The correction is in force even if the log could
    /// not be written.
    pub(super) fn correct(
        &mut self,
        key: ArticleKey,
        title: &str,
        found: Tags,
        division: usize,
    ) -> (Correction, io::Result<()>) {
        let correction = self.correction(key).turned(found, division);
        Arc::make_mut(&mut self.corrections).set(key, correction);
        let log = self.log.as_deref();
        (correction, log.map_or(Ok(()), |log| corrections::append(log, key, title, correction)))
    }
}
