//! Uses and statistics of an index: those of the articles that were fetched for them, as a corpus on this machine.
//!
//! What must not go in: fetching (see `reader`), finding and counting (see [`crate::concordance`]).

use std::sync::{Arc, Mutex, PoisonError};

use crate::app::request::Service;
use crate::concordance::asked::{StatisticsRequest, UseRow, UsesRequest};
use crate::corpus::{ArticleId, Corpus};
use crate::messages::Lang;
use crate::session::library::LibraryEvent;
use crate::session::{ConcordanceSource, ConcordanceThreads, Wake};
use crate::state::Annotations;

/// Most articles that are fetched for their uses: some 12 MB.
pub(super) const MOST: usize = 2_000;

/// Articles that were fetched, and which they are in the session.
#[derive(Debug, Clone)]
pub(super) struct GatheredArticles {
    pub(super) corpus: Corpus,
    pub(super) ids: Arc<[ArticleId]>,
    /// How many there are in the index.
    pub(super) total: u64,
}

/// The uses of a session in what was fetched.
#[derive(Debug)]
pub(super) struct RemoteUses {
    threads: ConcordanceThreads,
    ids: Mutex<Arc<[ArticleId]>>,
}

impl RemoteUses {
    /// Calls `wake` when something was found.
    pub(super) fn new(wake: &Wake) -> Self {
        Self { threads: ConcordanceThreads::new(wake), ids: Mutex::default() }
    }

    fn source(&self, articles: &GatheredArticles, annotations: Arc<Annotations>) -> ConcordanceSource {
        *self.ids.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&articles.ids);
        ConcordanceSource::fresh(articles.corpus.clone(), annotations)
    }

    /// Finds uses in these articles.
    pub(super) fn find(
        &self,
        generation: u64,
        request: UsesRequest,
        articles: &GatheredArticles,
        annotations: Arc<Annotations>,
    ) {
        let source = self.source(articles, annotations);
        // The one article that was asked for is the only one.
        let article = request.article.map(|_| ArticleId(0));
        self.threads.find(generation, UsesRequest { article, ..request }, source);
    }

    /// Counts in these articles.
    pub(super) fn count(
        &self,
        generation: u64,
        request: StatisticsRequest,
        articles: &GatheredArticles,
        annotations: Arc<Annotations>,
    ) {
        let source = self.source(articles, annotations);
        self.threads.count(generation, request, source);
    }

    /// Ends what is under way.
    pub(super) fn stop(&self, service: Service) {
        self.threads.stop(service);
    }

    /// What has come since the last call.
    pub(super) fn take(&self) -> Vec<LibraryEvent> {
        self.threads.take()
    }

    /// Whether nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.threads.is_idle()
    }

    fn ids(&self) -> Arc<[ArticleId]> {
        Arc::clone(&self.ids.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Rows of the list of uses, with the articles as the session knows them.
    pub(super) fn rows(&self, start: usize, count: usize) -> Vec<UseRow> {
        let ids = self.ids();
        let known = |row| match row {
            UseRow::Use(mut line) => {
                line.article = ids.get(line.article.0 as usize).copied().unwrap_or(line.article);
                UseRow::Use(line)
            }
            group @ UseRow::Group { .. } => group,
        };
        self.threads.rows(start, count).into_iter().map(known).collect()
    }

    /// That list as a table, without some.
    pub(super) fn table(&self, cells: usize, out: &[(ArticleId, u32)], lang: Lang) -> String {
        let ids = self.ids();
        let own = |(id, start): &(ArticleId, u32)| {
            Some((ArticleId(ids.iter().position(|other| other == id)? as u32), *start))
        };
        let out: Vec<(ArticleId, u32)> = out.iter().filter_map(own).collect();
        self.threads.table(cells, &out, lang)
    }
}
