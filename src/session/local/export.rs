//! Takes out articles and notes of a library on this machine, on a thread of its own.
//!
//! What must not go in: the forms (`export`), and where the user wants them.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::corpus::{Article, ArticleId, Corpus};
use crate::export::{self, ExportItem, ExportOptions, noted, write_notes, write_text_file};
use crate::messages::SystemFault;
use crate::output::{self, Printer};
use crate::session::library::{ExportSet, Exported};
use crate::state::{Annotations, ArticleStatus};

/// What is to be taken out.
pub(super) struct ExportJob {
    pub(super) corpus: Corpus,
    pub(super) annotations: Arc<Annotations>,
    pub(super) what: ExportSet,
    /// The articles of the list.
    pub(super) list: Vec<ArticleId>,
    pub(super) options: ExportOptions,
    pub(super) file: Option<PathBuf>,
}

impl ExportJob {
    pub(super) fn run(&self) -> Result<Exported, SystemFault> {
        let outcome = match self.what {
            ExportSet::Notes => self.notes(),
            _ => self.articles(),
        };
        outcome.map_err(|error| SystemFault::from(&error))
    }

    fn notes(&self) -> io::Result<Exported> {
        let articles = noted(&self.corpus, &self.annotations);
        let mut count = 0;
        let text = output::collected(|out| {
            count = write_notes(&articles, &self.options, out)?;
            Ok(())
        })?;
        self.intact()?;
        match &self.file {
            Some(file) => write_text_file(file, &text).map(|()| Exported { count, text: None }),
            None => Ok(Exported { count, text: Some(text) }),
        }
    }

    fn articles(&self) -> io::Result<Exported> {
        let articles = self.chosen();
        let count = articles.len();
        let items =
            articles.into_iter().map(|article| ExportItem::new(article, &self.corpus, &self.annotations));
        let Some(file) = &self.file else {
            let write = |out: &mut Printer| export::write(items, &self.options, out);
            return Ok(Exported { count, text: Some(output::collected(write)?) });
        };
        export::write_file(file, items, &self.options)?;
        self.intact().inspect_err(|_| {
            // Found out while the articles were read: what was written is not whole.
            let _ = std::fs::remove_file(file);
        })?;
        Ok(Exported { count, text: None })
    }

    /// Refuses what comes from a damaged snapshot.
    fn intact(&self) -> io::Result<()> {
        if self.corpus.is_damaged() { Err(io::Error::other(SystemFault::Device)) } else { Ok(()) }
    }

    fn chosen(&self) -> Vec<Article<'_>> {
        let known = |id: &ArticleId| self.corpus.article(*id);
        match self.what {
            ExportSet::Article(id) => known(&id).into_iter().collect(),
            ExportSet::List => {
                // In a list by province an article may stand several times.
                let mut seen = HashSet::new();
                self.list.iter().filter(|id| seen.insert(id.0)).filter_map(known).collect()
            }
            ExportSet::Starred => {
                let is_starred = |article: &Article<'_>| {
                    self.annotations.of(&self.corpus, *article).is(ArticleStatus::Starred)
                        && self.corpus.original(*article).is_none()
                };
                self.corpus.articles().filter(is_starred).collect()
            }
            ExportSet::Notes => Vec::new(),
        }
    }
}
