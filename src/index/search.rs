//! The search: a query run over the corpus, resumable as the corpus grows, cancellable at every article.
//!
//! Pure computation; the thread that runs it lives in `session`.

use std::sync::Arc;

use super::corrections::Corrections;
use super::facet::ProvinceCounts;
use super::group::Grouped;
use super::matcher::Matcher;
use super::query::{Query, term_echo};
use crate::corpus::{ArticleId, Corpus};

/// Articles between two looks at the cancel flag.
const STRIDE: usize = 256;

/// The articles that a query selects, in corpus order. "All" is a number, not a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// The first so many articles.
    All(u32),
    /// These articles, rising.
    Ids(Arc<Vec<u32>>),
}

impl Default for Selection {
    fn default() -> Self {
        Self::All(0)
    }
}

impl Selection {
    /// Number of articles.
    pub fn len(&self) -> usize {
        match self {
            Self::All(count) => *count as usize,
            Self::Ids(ids) => ids.len(),
        }
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The article at `position`.
    pub fn get(&self, position: usize) -> Option<ArticleId> {
        match self {
            Self::All(count) => (position < *count as usize).then_some(ArticleId(position as u32)),
            Self::Ids(ids) => ids.get(position).copied().map(ArticleId),
        }
    }

    /// Where `id` stands.
    ///
    /// # Errors
    /// It is not selected: the place where it would stand.
    pub fn position(&self, id: ArticleId) -> Result<usize, usize> {
        match self {
            Self::All(count) if id.0 < *count => Ok(id.0 as usize),
            Self::All(count) => Err(*count as usize),
            Self::Ids(ids) => ids.binary_search(&id.0),
        }
    }
}

/// What a search found so far.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The articles.
    pub selection: Selection,
    /// The articles as the list has them, if it is grouped.
    pub grouped: Option<Arc<Grouped>>,
    /// Counts for each province, without the query's own choice of provinces.
    pub counts: ProvinceCounts,
    /// Articles looked at.
    pub scanned: usize,
    /// If nothing was found: each clause in words, and how many articles satisfy it alone.
    pub blame: Vec<(String, u32)>,
}

/// A query on its way through the corpus.
#[derive(Debug)]
pub struct Scan {
    query: Query,
    matcher: Matcher,
    corrections: Arc<Corrections>,
    ids: Vec<u32>,
    counts: ProvinceCounts,
    scanned: usize,
    /// Articles known to be gone: when there are more, everything is looked at again.
    buried: usize,
}

impl Scan {
    /// A search that has looked at nothing yet.
    pub fn new(query: Query, corrections: Arc<Corrections>) -> Self {
        let matcher = Matcher::new(&query);
        let counts = ProvinceCounts::default();
        Self { query, matcher, corrections, ids: Vec::new(), counts, scanned: 0, buried: 0 }
    }

    /// The query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Looks at up to `limit` further articles. False if `cancelled` said so before that.
    pub fn advance(&mut self, corpus: &Corpus, limit: usize, cancelled: &dyn Fn() -> bool) -> bool {
        if self.buried != corpus.dead.len() {
            self.start_over(corpus.dead.len());
        }
        // "All" is a number only while nobody is missing.
        let listed = !self.query.is_empty() || !corpus.dead.is_empty();
        let end = corpus.len().min(self.scanned.saturating_add(limit));
        while self.scanned < end {
            let Some(segment) = corpus.segment_of(ArticleId(self.scanned as u32)) else { return true };
            let first = self.scanned - segment.base() as usize;
            let last = segment.len().min(first + STRIDE).min(end - segment.base() as usize);
            for article in (first..last).filter_map(|row| segment.article(row)) {
                if corpus.dead.contains(article.id().0) {
                    continue;
                }
                let tags = self.corrections.tags(corpus, article);
                if self.matcher.matches_rest(article, tags) {
                    self.counts.add(tags);
                    if listed && self.matcher.matches_provinces(article, tags) {
                        self.ids.push(article.id().0);
                    }
                }
            }
            self.scanned = segment.base() as usize + last;
            if cancelled() {
                return false;
            }
        }
        true
    }

    /// Forgets what was found, because articles have gone.
    fn start_over(&mut self, buried: usize) {
        self.ids.clear();
        self.counts = ProvinceCounts::default();
        self.scanned = 0;
        self.buried = buried;
    }

    /// Whether all of `corpus` has been looked at.
    pub fn is_done(&self, corpus: &Corpus) -> bool {
        self.scanned >= corpus.len() && self.buried == corpus.dead.len()
    }

    /// What was found so far. The blame is worked out only when the whole corpus gave nothing.
    pub fn found(&self, corpus: &Corpus) -> Found {
        let selection = if self.query.is_empty() && self.buried == 0 {
            Selection::All(self.scanned as u32)
        } else {
            Selection::Ids(Arc::new(self.ids.clone()))
        };
        let nothing = selection.is_empty() && self.is_done(corpus) && self.query.clauses().len() > 1;
        let blame = if nothing { self.blame(corpus) } else { Vec::new() };
        Found { selection, grouped: None, counts: self.counts, scanned: self.scanned, blame }
    }

    fn blame(&self, corpus: &Corpus) -> Vec<(String, u32)> {
        let count = |clause| {
            let alone = Matcher::of_clause(clause);
            let tags = |article| self.corrections.tags(corpus, article);
            corpus.articles().filter(|a| alone.matches(*a, tags(*a))).count() as u32
        };
        let words = |clause: &super::query::Clause| {
            let terms: Vec<String> = clause.literals.iter().map(|l| term_echo(&l.term)).collect();
            terms.join("|")
        };
        self.query.clauses().iter().map(|clause| (words(clause), count(clause))).collect()
    }
}
