//! What the user adds to articles: so far, corrections of provinces. They are keyed by article and stored beside the
//! library, never in it; the session joins them with rows and articles.
//!
//! What must not go in: the articles.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::corrections;
use crate::app::ListRow;
use crate::corpus::{ArticleKey, Tags};
use crate::province::corrections::{Correction, Corrections};

/// The annotations of one user, and where they are stored.
#[derive(Debug, Default)]
pub(super) struct Annotations {
    corrections: Arc<Corrections>,
    /// The log of corrections; `None` if corrections are off.
    log: Option<PathBuf>,
}

impl Annotations {
    /// Reads the stored annotations. If they cannot be read, there are none; also returns why.
    pub(super) fn read(log: Option<PathBuf>) -> (Self, Option<io::Error>) {
        let (corrections, fault) = match log.as_deref().map(corrections::read) {
            None => (Corrections::default(), None),
            Some(Ok(corrections)) => (corrections, None),
            Some(Err(error)) => (Corrections::default(), Some(error)),
        };
        (Self { corrections: Arc::new(corrections), log }, fault)
    }

    /// Whether annotations can be added.
    pub(super) fn is_writable(&self) -> bool {
        self.log.is_some()
    }

    /// All corrections, for searches by province.
    pub(super) fn corrections(&self) -> Arc<Corrections> {
        Arc::clone(&self.corrections)
    }

    /// The correction of one article.
    pub(super) fn correction(&self, key: ArticleKey) -> Correction {
        self.corrections.get(key)
    }

    /// Adds the annotations of its article to each row.
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

    /// Cycles the state of a division of an article with the recognised tags `found`. The correction applies even if writing
    /// the log failed.
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
