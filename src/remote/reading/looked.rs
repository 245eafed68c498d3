//! The list of a query that the engine cannot decide: each article that it finds is fetched and looked at here, a page at a
//! time, so that the list grows and its counts are lower bounds until the end.
//!
//! What must not go in: lists that the engine decides (see `remote_list`).

use serde_json::{Value, json};

use super::articles::{Articles, row, source};
use super::order::sort;
use crate::app::{ArticleFlag, ArticleRow};
use crate::corpus::{ArticleId, Corpus};
use crate::facet::{Counts, FacetFit, Tally};
use crate::messages::RemoteFault;
use crate::query::Query;
use crate::remote::foreign::MOST_WITHOUT_QUERY;
use crate::remote::index::{RemoteIndex, SearchHit};
use crate::remote::mapping::field;
use crate::remote::object::set;
use crate::search::{ListOrder, Matcher};
use crate::state::Annotations;

/// Articles that are looked at in one page; fewer where they are long.
const PAGE: usize = 200;

/// Most articles that are looked at. What was found until then is shown, as a lower bound.
const MOST: usize = 20_000;

/// A list of articles that were looked at.
#[derive(Debug)]
pub(super) struct LookedList {
    wanted: Value,
    order: ListOrder,
    matcher: Matcher,
    marks: Option<Matcher>,
    page: usize,
    after: Option<Vec<Value>>,
    looked: usize,
    rows: Vec<ArticleRow>,
    tally: Tally,
    done: bool,
    /// Most articles that are looked at.
    most: usize,
    /// The engine may not have found all.
    is_bound: bool,
}

impl LookedList {
    /// A list of those that satisfy `query` among those that satisfy `wanted`.
    pub(super) fn new(wanted: Value, order: ListOrder, query: &Query) -> Self {
        Self {
            wanted,
            order,
            matcher: Matcher::new(query),
            marks: query.has_text().then(|| Matcher::for_marks(query)),
            page: PAGE,
            after: None,
            looked: 0,
            rows: Vec::new(),
            tally: Tally::default(),
            done: false,
            most: MOST,
            is_bound: false,
        }
    }

    /// The same in an index of somebody else, whose analyzer is unknown; fewer are looked at if nothing is asked for.
    pub(super) fn never_exact(self, is_everything: bool) -> Self {
        let most = if is_everything { MOST_WITHOUT_QUERY } else { MOST };
        Self { most, is_bound: true, ..self }
    }

    /// Whether there is nothing left to look at.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// Whether everything was looked at, so that counts are exact.
    pub(super) fn is_exact(&self) -> bool {
        self.done && !self.gave_up() && !self.is_bound
    }

    /// Whether it ended before everything was looked at.
    pub(super) fn gave_up(&self) -> bool {
        self.looked >= self.most || self.matcher.gave_up()
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> &[ArticleRow] {
        &self.rows
    }

    /// Counts of the rows so far.
    pub(super) fn counts(&self) -> Counts {
        self.tally.counts()
    }

    /// Looks at the next page.
    pub(super) fn look(
        &mut self,
        index: &mut RemoteIndex,
        articles: &mut Articles,
        annotations: &Annotations,
    ) -> Result<(), RemoteFault> {
        let mut body = json!({
            "size": self.page, "query": self.wanted, "sort": sort(self.order, false), "_source": source(true),
            "docvalue_fields": [field::TITLE_KEY], "track_total_hits": false,
        });
        set(&mut body, "search_after", self.after.clone().map_or(Value::Null, Value::from));
        let answer = match index.search(body) {
            Err(RemoteFault::TooLarge(_)) if self.page > 1 => {
                self.page /= 4;
                return Ok(());
            }
            answer => answer?,
        };
        for hit in answer.hits() {
            self.judge(hit, articles, annotations).ok_or_else(|| index.unreadable())?;
        }
        self.looked += answer.hits().len();
        self.after = answer.hits().last().map(|hit| hit.sort.clone());
        self.done = answer.hits().len() < self.page || self.gave_up();
        Ok(())
    }

    fn judge(&mut self, hit: &SearchHit, articles: &mut Articles, annotations: &Annotations) -> Option<()> {
        let id = articles.number(hit)?;
        let document = hit.document()?;
        let pinned = document.article(id)?;
        let article = pinned.article();
        let annotated = annotations.of(&Corpus::default(), article);
        if self.matcher.matches(article, annotated) {
            let flag = document.is_copy().then_some(ArticleFlag::Duplicate);
            let flag = flag.or_else(|| (article.paragraph_count() == 0).then_some(ArticleFlag::TitleOnly));
            self.rows.push(row(article, self.marks.as_ref(), flag));
            self.tally.add(article, annotated, FacetFit::default(), document.is_copy());
        }
        Some(())
    }

    /// The position of an article, or `Err` with one that is as good as any.
    pub(super) fn position(&self, id: ArticleId, last: usize) -> Result<usize, usize> {
        self.rows.iter().position(|row| row.id == id).ok_or_else(|| last.min(self.rows.len()))
    }
}
