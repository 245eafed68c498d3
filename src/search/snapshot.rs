//! The data that a search reads.
//!
//! What must not go in: reading it, and the snapshot files of `corpus`.

use std::sync::Arc;

use super::postings::Postings;
use crate::corpus::{Article, ArticleId, Corpus, Tags};
use crate::province::corrections::Corrections;

/// The data that a search reads: articles, corrections and index as they were when it began.
#[derive(Debug, Clone, Default)]
pub struct SearchSnapshot {
    /// The articles.
    pub corpus: Corpus,
    /// The user's corrections of provinces.
    pub corrections: Arc<Corrections>,
    /// An index of the first articles, if there is one.
    pub postings: Option<Arc<Postings>>,
}

impl SearchSnapshot {
    /// Whether the article is not deleted.
    pub fn is_live(&self, id: ArticleId) -> bool {
        self.corpus.is_live(id)
    }

    /// Whether findings about these articles also hold in `larger`, which may only have more articles.
    pub(super) fn is_same_but_for_new(&self, larger: &Self) -> bool {
        let deleted = self.corpus.deleted.count() == larger.corpus.deleted.count();
        deleted && Arc::ptr_eq(&self.corrections, &larger.corrections)
    }

    /// The provinces of an article, with corrections.
    pub(super) fn tags(&self, article: Article<'_>) -> Tags {
        self.corrections.tags(&self.corpus, article)
    }
}
