//! How many articles saved searches find, and how many of these are new.
//!
//! What must not go in: which searches are saved.

use std::sync::Arc;

use super::search::{SharedCache, searched};
use crate::app::request::SearchCount;
use crate::corpus::Corpus;
use crate::province::corrections::key_of;
use crate::query::Query;
use crate::search::{Budget, Scan, SearchRequest};
use crate::state::Annotations;

/// Counts the articles of each query.
pub(super) fn count(
    queries: Vec<Query>,
    corpus: &Corpus,
    annotations: &Arc<Annotations>,
    cache: &SharedCache,
) -> Vec<SearchCount> {
    let count = |query: Query| {
        let (snapshot, mut orders) = searched(corpus.clone(), Arc::clone(annotations), cache);
        let request = SearchRequest { query, ..SearchRequest::default() };
        let mut scan = Scan::new(request, snapshot, &mut orders, None);
        while !scan.is_done() {
            scan.advance(Budget::WHOLE, &|| false);
        }
        let rows = scan.found().rows;
        let is_new = |article| annotations.is_new(key_of(corpus, article));
        let new = if annotations.new_count() == 0 {
            0
        } else {
            rows.ids().filter_map(|id| corpus.article(id)).filter(|article| is_new(*article)).count()
        };
        SearchCount { articles: rows.articles(), new }
    };
    queries.into_iter().map(count).collect()
}
