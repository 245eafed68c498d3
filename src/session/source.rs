//! Where rows and articles come from: the corpus of this machine. A remote library would stand here instead.

use crate::app::{Answer, ListRow};
use crate::corpus::{Article, ArticleId, Corpus, Held, Problem};
use crate::index::{Found, Matcher, Query};
use crate::text::CleanText;

/// The corpus, the selection in force, and what is needed to describe its rows.
#[derive(Debug, Default)]
pub(super) struct Source {
    corpus: Corpus,
    found: Found,
    /// Finds hits for the rows, if the query has words.
    matcher: Option<Matcher>,
}

impl Source {
    pub(super) fn set_corpus(&mut self, corpus: Corpus) {
        self.corpus = corpus;
    }

    pub(super) fn set_query(&mut self, query: &Query) {
        self.matcher = query.has_text().then(|| Matcher::new(query));
    }

    /// Takes what the search found; `current` is the article under the cursor.
    pub(super) fn take(&mut self, (generation, found): (u64, Found), current: Option<ArticleId>) -> Answer {
        let selection = &found.selection;
        let answer = Answer {
            generation,
            len: selection.len(),
            position: current.map(|id| selection.position(id)),
            counts: found.counts,
            done: found.scanned >= self.corpus.len(),
            blame: found.blame.clone(),
        };
        self.found = found;
        answer
    }

    pub(super) fn rows(&self, start: usize, count: usize) -> Vec<ListRow> {
        let ids = (start..start + count).map_while(|position| self.found.selection.get(position));
        ids.filter_map(|id| self.corpus.article(id)).map(|article| self.row(article)).collect()
    }

    fn row(&self, article: Article<'_>) -> ListRow {
        let hits = self.matcher.as_ref().map(|matcher| matcher.hits(article)).unwrap_or_default();
        let title = article.title().len();
        let marks = hits.iter().filter(|hit| hit.range.end <= title).map(|hit| hit.range.clone()).collect();
        ListRow {
            id: article.id(),
            label: article.label(),
            tags: article.tags(),
            date: article.date().map(|date| date.to_string()).unwrap_or_default(),
            section: CleanText::line(article.section().as_str()),
            hits: hits.len() as u32,
            marks,
            duplicate: article.duplicate_of().is_some(),
            title_only: article.paragraph_count() == 0,
        }
    }

    pub(super) fn open(&self, id: ArticleId) -> Option<Held> {
        Held::new(&self.corpus, id)
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        self.corpus.problems.to_vec()
    }
}
