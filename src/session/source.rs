//! Where rows and articles come from: the corpus of this machine. A remote library would stand here instead.

use crate::app::{Answer, ListRow, Row};
use crate::complete::ingest::{Breaks, StoredBreaks};
use crate::corpus::{Article, ArticleId, ArticleKey, Corpus, Held, Problem};
use crate::province::corrections;
use crate::province::corrections::{Correction, Corrections};
use crate::query::Query;
use crate::search::SearchResult;
use crate::search::matcher::Matcher;
use crate::search::rows::{LastPosition, RowKey};
use crate::text::CleanText;

/// A changed correction.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) key: ArticleKey,
    pub(super) title: String,
    pub(super) correction: Correction,
}

/// The corpus, the selection in force, and what is needed to describe its rows.
#[derive(Debug, Default)]
pub(super) struct Source {
    corpus: Corpus,
    found: SearchResult,
    /// Finds hits for the rows, if the query has words.
    matcher: Option<Matcher>,
    corrections: Corrections,
}

impl Source {
    pub(super) fn set_corpus(&mut self, corpus: Corpus) {
        self.corpus = corpus;
    }

    pub(super) fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    pub(super) fn set_query(&mut self, query: &Query) {
        self.matcher = query.has_text().then(|| Matcher::for_marks(query));
    }

    /// Takes what the search found; `current` is the article under the cursor and where that stands.
    pub(super) fn take(
        &mut self,
        (generation, found): (u64, SearchResult),
        current: Option<(ArticleId, usize)>,
    ) -> Answer {
        let rows = &found.rows;
        let last = |position| LastPosition {
            position,
            under: self.found.rows.heading(position).map(|(heading, _)| heading),
        };
        let answer = Answer {
            generation,
            len: rows.len(),
            articles: rows.articles(),
            merged: rows.hidden(),
            position: current.map(|(id, at)| rows.position(id, last(at))),
            counts: found.counts.provinces,
            sections: found.counts.sections.clone(),
            years: found.counts.years.clone(),
            done: found.scanned >= self.corpus.len(),
            blame: found.blame.clone(),
        };
        self.found = found;
        answer
    }

    pub(super) fn rows(&self, start: usize, count: usize) -> Vec<Row> {
        let rows = &self.found.rows;
        let row = |(position, row)| match row {
            RowKey::Heading(heading) => Some(Row::Heading(heading)),
            RowKey::Article(id) => {
                let row = self.row(self.corpus.article(id)?);
                Some(Row::Article(ListRow { under: rows.heading(position), ..row }))
            }
        };
        (start..).zip(rows.iter_from(start)).take(count).map_while(row).collect()
    }

    fn row(&self, article: Article<'_>) -> ListRow {
        let hits = self.matcher.as_ref().map(|matcher| matcher.hits(article)).unwrap_or_default();
        let title = article.title().len();
        let marks = hits.iter().filter(|hit| hit.range.end <= title).map(|hit| hit.range.clone()).collect();
        ListRow {
            id: article.id(),
            label: article.label(),
            found: article.tags(),
            correction: self.corrections.of(&self.corpus, article),
            date: article.date().map(|date| date.to_string()).unwrap_or_default(),
            section: CleanText::line(article.section().as_str()),
            hits: hits.len() as u32,
            marks,
            same: self.found.rows.folded(article.id()),
            duplicate: self.corpus.original(article).is_some(),
            title_only: article.paragraph_count() == 0,
            under: None,
        }
    }

    pub(super) fn open(&self, id: ArticleId) -> Option<(Held, Correction)> {
        let held = Held::new(&self.corpus, id)?;
        let correction = self.corrections.of(&self.corpus, held.article());
        Some((held, correction))
    }

    /// Where words of an article begin, if the snapshot says it.
    pub(super) fn breaks(&self, id: ArticleId) -> Option<Breaks> {
        StoredBreaks::of(&self.corpus, id)?.article(id)
    }

    /// Turns a division of an article and says what is to be kept of it.
    pub(super) fn correct(&mut self, id: ArticleId, division: usize) -> Option<Change> {
        let article = self.corpus.article(id)?;
        let key = corrections::key_of(&self.corpus, article);
        let correction = self.corrections.get(key).turned(article.tags(), division);
        self.corrections.set(key, correction);
        Some(Change { key, title: article.label().to_string(), correction })
    }

    pub(super) fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    pub(super) fn set_corrections(&mut self, corrections: Corrections) {
        self.corrections = corrections;
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        self.corpus.problems.to_vec()
    }
}
