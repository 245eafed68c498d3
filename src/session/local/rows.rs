//! The list of one session: the results of its search as rows.
//!
//! What must not go in: corrections and everything else that the user adds.

use crate::app::place_code::{CodeMatch, FEWEST_DIGITS};
use crate::app::request::{ArticleCount, ArticleReading, OpenedArticle, SimilarText, Standing};
use crate::app::{Answer, ArticleFlag, ArticleRow, ListRow};
use crate::corpus::load::{LoadOptions, Rereading, reread};
use crate::corpus::word_breaks::StoredBreaks;
use crate::corpus::{Article, ArticleId, ArticleKey, Corpus, PinnedArticle, Problem};
use crate::province::Recogniser;
use crate::province::corrections;
use crate::province::corrections::Correction;
use crate::query::Query;
use crate::search::SearchResult;
use crate::search::matcher::Matcher;
use crate::search::near_duplicates::{NearDuplicates, TextDifference};
use crate::search::rows::{LastPosition, RowKey};
use crate::state::Annotations;
use crate::text::CleanText;

/// Most texts that an article is compared with.
const MOST_SIMILAR: usize = 3;

/// The corpus, the current selection, and the matcher for its rows.
#[derive(Debug, Default)]
pub(super) struct RowSource {
    corpus: Corpus,
    found: SearchResult,
    /// Finds hits for the rows, if the query has words.
    matcher: Option<Matcher>,
}

impl RowSource {
    pub(super) fn set_corpus(&mut self, corpus: Corpus) {
        self.corpus = corpus;
    }

    pub(super) fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    pub(super) fn set_query(&mut self, query: &Query) {
        self.matcher = query.has_text().then(|| Matcher::for_marks(query));
    }

    /// Takes the result of the search.
    pub(super) fn take(&mut self, (generation, found): (u64, SearchResult)) -> Answer {
        let rows = &found.rows;
        let answer = Answer {
            generation,
            len: rows.len(),
            articles: ArticleCount::exactly(rows.articles()),
            merged: rows.hidden(),
            position: None,
            counts: found.counts.clone(),
            done: found.scanned >= self.corpus.len() || found.gave_up,
            gave_up: found.gave_up,
            clause_hits: found.clause_hits.clone(),
        };
        self.found = found;
        answer
    }

    pub(super) fn rows(&self, start: usize, count: usize) -> Vec<ListRow> {
        let rows = &self.found.rows;
        let row = |(position, row)| match row {
            RowKey::Heading(heading) => Some(ListRow::Heading(heading)),
            RowKey::Article(id) => {
                let row = self.row(self.corpus.article(id)?);
                Some(ListRow::Article(ArticleRow { under: rows.heading(position), ..row }))
            }
        };
        (start..).zip(rows.iter_from(start)).take(count).map_while(row).collect()
    }

    /// The articles of the list, in its order.
    pub(super) fn listed(&self) -> Vec<ArticleId> {
        self.found.rows.ids().collect()
    }

    /// The position of an article, or of what has taken its place; or `Err` with the one it would have.
    pub(super) fn position(&self, id: ArticleId, last: LastPosition) -> Result<usize, usize> {
        let rows = &self.found.rows;
        match self.standing(id) {
            // The list may be older than the corpus, and have the article as it was.
            Standing::Moved(now) | Standing::Changed(now) => {
                rows.position(now, last).or_else(|would| rows.position(id, last).map_err(|_old| would))
            }
            Standing::Here | Standing::Gone => rows.position(id, last),
        }
    }

    /// What has become of an article.
    pub(super) fn standing(&self, id: ArticleId) -> Standing {
        let (Some(first), false) = (self.corpus.followed, self.corpus.is_live(id)) else {
            return Standing::Here;
        };
        let Some(article) = self.corpus.article(id) else { return Standing::Gone };
        let later = || {
            let segments = self.corpus.segments().iter().filter(|segment| segment.base() >= first);
            segments.flat_map(|segment| segment.articles()).filter(|later| self.corpus.is_live(later.id()))
        };
        if let Some(same) = later().find(|later| later.key() == article.key()) {
            return Standing::Moved(same.id());
        }
        let place = |article: Article<'_>| article.place().map(|place| place.number);
        let is_it = |later: &Article<'_>| place(*later) == place(article) && later.path() == article.path();
        let changed = later().find(is_it);
        changed.map_or(Standing::Gone, |changed| Standing::Changed(changed.id()))
    }

    /// The live article with one of these keys; most probably the one at this position.
    pub(super) fn find(&self, keys: &[ArticleKey], position: usize) -> Option<ArticleId> {
        let at = self.found.rows.iter_from(position).next().and_then(|row| match row {
            RowKey::Article(id) => self.corpus.article(id),
            RowKey::Heading(_) => None,
        });
        let near = at.filter(|article| keys.contains(&corrections::key_of(&self.corpus, *article)));
        near.or_else(|| self.corpus.articles().find(|article| keys.contains(&article.key())))
            .map(|article| article.id())
    }

    /// The first digits of an article's key that no article with another text has.
    pub(super) fn code(&self, id: ArticleId) -> Option<String> {
        let key = self.corpus.article(id)?.key().0;
        let others = self.corpus.articles().map(|article| article.key().0).filter(|other| *other != key);
        let shared = others.map(|other| (other ^ key).leading_zeros() as usize / 4).max();
        let digits = shared.map_or(0, |shared| shared + 1).max(FEWEST_DIGITS);
        Some(format!("{key:032x}").chars().take(digits).collect())
    }

    /// The article whose key begins with these digits. Copies have one key.
    pub(super) fn find_code(&self, digits: &str) -> CodeMatch<ArticleId> {
        let Ok(wanted) = u128::from_str_radix(digits, 16) else { return CodeMatch::Nothing };
        let shift = 128_usize.saturating_sub(4 * digits.len()) as u32;
        let mut found: Option<(u128, ArticleId)> = None;
        for article in self.corpus.articles().filter(|article| article.key().0 >> shift == wanted) {
            let key = article.key().0;
            if found.is_some_and(|(other, _)| other != key) {
                return CodeMatch::Several;
            }
            found = found.or_else(|| Some((key, article.id())));
        }
        found.map_or(CodeMatch::Nothing, |(_, id)| CodeMatch::One(id))
    }

    /// The position of the next new article before or after one, and the number of new articles.
    pub(super) fn next_new(
        &self,
        from: usize,
        forward: bool,
        annotations: &Annotations,
    ) -> (Option<usize>, usize) {
        if annotations.new_count() == 0 {
            return (None, 0);
        }
        let is_new = |row: RowKey| match row {
            RowKey::Article(id) => {
                let key = self.corpus.article(id).map(|article| corrections::key_of(&self.corpus, article));
                key.is_some_and(|key| annotations.is_new(key))
            }
            RowKey::Heading(_) => false,
        };
        let rows = (0..).zip(self.found.rows.iter_from(0));
        let new: Vec<usize> = rows.filter(|(_, row)| is_new(*row)).map(|(at, _)| at).collect();
        let next =
            if forward { new.iter().find(|at| **at > from) } else { new.iter().rev().find(|at| **at < from) };
        (next.copied(), new.len())
    }

    fn flag(&self, article: Article<'_>) -> Option<ArticleFlag> {
        if self.corpus.original(article).is_some() {
            return Some(ArticleFlag::Duplicate);
        }
        (article.paragraph_count() == 0).then_some(ArticleFlag::TitleOnly)
    }

    fn row(&self, article: Article<'_>) -> ArticleRow {
        let hits = self.matcher.as_ref().map(|matcher| matcher.hits(article)).unwrap_or_default();
        let title = article.title().len();
        let marks = hits.iter().filter(|hit| hit.range.end <= title).cloned().collect();
        ArticleRow {
            id: article.id(),
            label: article.label(),
            found: article.tags(),
            key: corrections::key_of(&self.corpus, article),
            correction: Correction::default(),
            date: article.date(),
            section: CleanText::line(article.section().as_str()),
            hits: hits.len() as u32,
            marks,
            same: self.found.rows.folded(article.id()),
            flag: self.flag(article),
            under: None,
        }
    }

    /// An article with its text; `None` if it cannot be read.
    pub(super) fn open(&self, id: ArticleId, duplicates: &NearDuplicates) -> Option<OpenedArticle> {
        let article = PinnedArticle::new(&self.corpus, id)?;
        let breaks = StoredBreaks::of(&self.corpus, id).and_then(|stored| stored.article(id));
        let similar = self.similar(article.article(), duplicates);
        let key = corrections::key_of(&self.corpus, article.article());
        Some(OpenedArticle { article, key, breaks, similar })
    }

    /// Texts that are nearly the same as that of an article.
    fn similar(&self, article: Article<'_>, duplicates: &NearDuplicates) -> Vec<SimilarText> {
        let others = duplicates.others(article.id()).into_iter().take(MOST_SIMILAR);
        let others = others.filter_map(|id| self.corpus.article(id));
        let text = |other: Article<'_>| SimilarText {
            label: other.label().to_string(),
            path: other.path(),
            difference: TextDifference::between(article, other),
        };
        others.map(text).collect()
    }

    /// An article in every encoding that its file may have.
    pub(super) fn readings(&self, id: ArticleId, options: &LoadOptions) -> Vec<ArticleReading> {
        let Some(article) = self.corpus.article(id) else { return Vec::new() };
        let key = corrections::key_of(&self.corpus, article);
        let reading = |Rereading { name, article }| ArticleReading {
            name,
            opened: OpenedArticle { article, key, breaks: None, similar: Vec::new() },
        };
        let verdict = self.corpus.verdicts.of_file(&article.path(), &article.folder_path());
        reread(article, verdict, options, Recogniser::shared()).into_iter().map(reading).collect()
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        // What was found out of the folders first: it says how everything was read.
        let mut problems = self.corpus.verdicts.remarks();
        let (passed, unreadable): (Vec<_>, Vec<_>) =
            self.corpus.problems.iter().cloned().partition(|problem| problem.reason.is_passed());
        problems.extend(unreadable.into_iter().chain(passed));
        problems
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::load::{Root, load_all, load_over};
    use crate::search::order::Permutation;
    use crate::search::rows::AllRows;
    use crate::store::DocSet;

    #[test]
    fn an_article_read_anew_keeps_its_position_in_a_list_from_before() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["甲", "乙", "丙"] {
            std::fs::write(folder.path().join(format!("{name}.txt")), format!("题目\n\n　　正文{name}。\n"))
                .unwrap();
        }
        let (roots, options) = ([Root::Path(folder.path().to_owned())], LoadOptions::default());
        let before = load_all(&roots, &options, &());
        let mut base = before.clone();
        base.followed = Some(3);
        base.complete = false;
        base.mark_all_deleted();
        let after = load_over(base, &roots, &options, &());
        assert_eq!((after.len(), after.live_len()), (6, 3));

        let listed = |corpus: &Corpus| SearchResult {
            rows: Arc::new(AllRows::new(Permutation::rising(corpus.len() as u32), &corpus.deleted)),
            ..SearchResult::default()
        };
        let last = LastPosition { position: 1, under: None };
        let rows = |found| RowSource { corpus: after.clone(), found, matcher: None };
        for found in [listed(&before), listed(&after)] {
            assert_eq!(rows(found).position(ArticleId(1), last), Ok(1));
        }
        let gone = SearchResult {
            rows: Arc::new(AllRows::new(Permutation::rising(0), &DocSet::default())),
            ..SearchResult::default()
        };
        assert_eq!(rows(gone).position(ArticleId(1), last), Err(0));
    }
}
