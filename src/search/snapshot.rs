//! The data that a search reads.
//!
//! What must not go in: reading it, and the snapshot files of `corpus`.

use std::sync::Arc;

use super::postings::Postings;
use crate::corpus::{Article, ArticleId, Corpus};
use crate::query::Query;
use crate::state::{Annotated, Annotations};

/// The data that a search reads: articles, annotations and index as they were when it began.
#[derive(Debug, Clone, Default)]
pub struct SearchSnapshot {
    /// The articles.
    pub corpus: Corpus,
    /// What the user has added to articles.
    pub annotations: Arc<Annotations>,
    /// An index of the first articles, if there is one.
    pub postings: Option<Arc<Postings>>,
}

impl SearchSnapshot {
    /// Whether the article is not deleted.
    pub fn is_live(&self, id: ArticleId) -> bool {
        self.corpus.is_live(id)
    }

    /// Whether findings about these articles also hold in `larger`, which may only have more articles.
    pub(super) fn is_same_but_for_new(&self, larger: &Self, query: &Query) -> bool {
        let deleted = self.corpus.deleted.count() == larger.corpus.deleted.count();
        deleted && self.is_annotated_as(larger, query)
    }

    /// Whether the user has added nothing since that changes what a query finds.
    pub(super) fn is_annotated_as(&self, other: &Self, query: &Query) -> bool {
        let corrected = self.annotations.corrections();
        Arc::ptr_eq(&self.annotations, &other.annotations)
            || !query.asks_state() && Arc::ptr_eq(corrected, other.annotations.corrections())
    }

    /// An article with what the user has added to it.
    pub(super) fn annotated(&self, article: Article<'_>) -> Annotated<'_> {
        self.annotations.of(&self.corpus, article)
    }
}
