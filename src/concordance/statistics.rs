//! Collocates, keywords and the distribution, as they are asked for: over which articles each is counted.
//!
//! What must not go in: the counting itself, and threads.

use std::cell::Cell;

use super::asked::{
    CollocateSort, CollocateTable, DistributionTable, KeywordSort, KeywordTable, ListedWords, Statistics,
    StatisticsKind, StatisticsRequest,
};
use super::collocates::{self, Collocate, Window};
use super::distribution::Distribution;
use super::keyness::{Keyword, WordGroup};
use super::library_totals::LibraryTotals;
use super::values::WorkWatch;
use super::words::WordSet;
use crate::corpus::Article;
use crate::facet::Facet;
use crate::query::Query;
use crate::search::{Budget, ListOrder, Matcher, OrderCache, Scan, SearchRequest, SearchSnapshot};
use crate::store::DocSet;

/// What counting needs.
#[derive(Clone, Copy)]
pub struct StatisticsContext<'a> {
    /// The articles.
    pub searched: &'a SearchSnapshot,
    /// The words.
    pub set: &'a WordSet,
    /// Told of articles that are done; may end it.
    pub watch: WorkWatch<'a>,
    /// Most rows of a table.
    pub most: usize,
}

/// What was counted, and whether a regular expression took too long.
pub type CountedStatistics = (Statistics, bool);

impl std::fmt::Debug for StatisticsContext<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StatisticsContext").field("most", &self.most).finish_non_exhaustive()
    }
}

impl StatisticsContext<'_> {
    /// Counts what was asked for. `None` if it was ended.
    pub fn count(self, request: &StatisticsRequest, orders: &mut OrderCache) -> Option<CountedStatistics> {
        let (found, gave_up) = self.found(&request.query, orders)?;
        let (statistics, cut) = match &request.kind {
            StatisticsKind::Collocates { window, words, sort } => {
                let (table, cut) = self.collocates(&request.query, &found, *window, (*words, *sort))?;
                (Statistics::Collocates(table), cut)
            }
            StatisticsKind::Keywords { against, words, sort } => {
                let against = match against {
                    Some(query) => Some(self.found(query, orders)?),
                    None => None,
                };
                let cut = against.as_ref().is_some_and(|(_, gave_up)| *gave_up);
                let others = against.as_ref().map(|(others, _)| others);
                (Statistics::Keywords(self.keywords(&found, others, (*words, *sort))?), cut)
            }
            StatisticsKind::Distribution => {
                let (table, cut) = self.distribution(&request.query, &found)?;
                (Statistics::Distribution(Box::new(table)), cut)
            }
        };
        Some((statistics, gave_up || cut))
    }

    /// The articles that a query finds.
    fn found(self, query: &Query, orders: &mut OrderCache) -> Option<(DocSet, bool)> {
        let request = SearchRequest { query: query.clone(), order: ListOrder::default() };
        let mut scan = Scan::new(request, self.searched.clone(), orders, None);
        let mut budget = Budget::FIRST;
        while !scan.is_done() {
            scan.advance(budget, &|| false);
            (self.watch)(0).then_some(())?;
            budget = budget.next();
        }
        let result = scan.found();
        let mut ids = DocSet::empty(self.searched.corpus.len());
        result.rows.ids().for_each(|id| ids.insert(id.0));
        Some((ids, result.gave_up))
    }

    /// The numbers of the articles that are wanted.
    fn numbers(self, wanted: impl Fn(Article<'_>) -> bool) -> Vec<u32> {
        let articles = self.searched.corpus.articles().filter(|article| wanted(*article));
        articles.map(|article| article.id().0).collect()
    }

    fn collocates(
        self,
        query: &Query,
        found: &DocSet,
        window: Window,
        (words, sort): (ListedWords, CollocateSort),
    ) -> Option<(CollocateTable, bool)> {
        let matcher = Matcher::new(query);
        // Chance is reckoned against all articles that satisfy what the query asks beside words.
        let alone = query.clauses().iter().map(Matcher::of_clause);
        let conditions: Vec<Matcher> = alone.filter(|matcher| matcher.words() == 0).collect();
        let corpus = &self.searched.corpus;
        let annotations = &self.searched.annotations;
        let looks_at = |article: Article<'_>| {
            let annotated = annotations.of(corpus, article);
            conditions.iter().all(|condition| condition.matches(article, annotated))
        };
        let is_found = |article: Article<'_>| found.contains(article.id().0);
        let window = (window, self.watch);
        let library = || LibraryTotals::of(corpus, self.set, self.watch);
        let counted = if let Some(library) = conditions.is_empty().then(library).flatten() {
            let found = self.numbers(is_found);
            collocates::count_near(corpus, self.set, &found, (&matcher, &library), window)?
        } else {
            let numbers = self.numbers(looks_at);
            collocates::count(corpus, self.set, &numbers, (&matcher, &is_found), window)?
        };
        let mut rows = counted.collocates(words.least, words.common);
        rows.retain(|row| !self.set.is_stopped(&row.word));
        sort_collocates(&mut rows, sort);
        let all = rows.len();
        rows.truncate(self.most);
        let (uses, near, total) = (counted.uses, counted.near, counted.total);
        let table = CollocateTable { rows, all, uses, near, total, phrases: self.set.phrases() };
        Some((table, matcher.gave_up()))
    }

    fn keywords(
        self,
        found: &DocSet,
        others: Option<&DocSet>,
        (words, sort): (ListedWords, KeywordSort),
    ) -> Option<KeywordTable> {
        let is_found = |article: Article<'_>| found.contains(article.id().0);
        let is_other = |article: Article<'_>| match others {
            Some(others) => others.contains(article.id().0),
            None => !is_found(article),
        };
        let corpus = &self.searched.corpus;
        let library = LibraryTotals::of(corpus, self.set, self.watch);
        let words_of = (self.set, library.as_ref());
        let here = WordGroup::of(corpus, words_of, &self.numbers(is_found), self.watch)?;
        let there = match (&library, others) {
            (Some(library), None) => here.rest(library),
            _ => WordGroup::of(corpus, words_of, &self.numbers(is_other), self.watch)?,
        };
        let mut rows = here.keywords(&there, words.least, words.common);
        rows.retain(|row| !self.set.is_stopped(&row.word));
        sort_keywords(&mut rows, sort);
        let all = rows.len();
        rows.truncate(self.most);
        let words = [here.words(), there.words()];
        let articles = [here.articles(), there.articles()];
        Some(KeywordTable { rows, all, words, articles, phrases: self.set.phrases() })
    }

    fn distribution(self, query: &Query, found: &DocSet) -> Option<(DistributionTable, bool)> {
        let matcher = Matcher::new(query);
        let ended = Cell::new(false);
        let goes_on = |_: &Article<'_>| {
            ended.set(ended.get() || !(self.watch)(1));
            !ended.get()
        };
        let articles = self.searched.corpus.articles().take_while(goes_on);
        let articles = articles.filter(|article| found.contains(article.id().0));
        let counted = Distribution::of(&self.searched.corpus, articles, &matcher, &self.searched.annotations);
        (!ended.get()).then_some(())?;
        let values = Facet::ALL.into_iter().map(|facet| (facet, counted.values(facet))).collect();
        Some((DistributionTable { all: counted.all, parts: counted.parts, values }, matcher.gave_up()))
    }
}

/// The greatest first; what is equal stays as it is, the strongest first.
fn sort_collocates(rows: &mut [Collocate], sort: CollocateSort) {
    let count = |one: &Collocate| match sort {
        CollocateSort::Joint => one.counts.joint(),
        CollocateSort::Left => one.counts.left,
        CollocateSort::Right => one.counts.right,
        CollocateSort::Count => one.counts.count,
        CollocateSort::LogDice | CollocateSort::LogLikelihood => 0,
    };
    match sort {
        CollocateSort::LogDice => {}
        CollocateSort::LogLikelihood => rows.sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood)),
        _ => rows.sort_by_key(|one| std::cmp::Reverse(count(one))),
    }
}

fn sort_keywords(rows: &mut [Keyword], sort: KeywordSort) {
    match sort {
        KeywordSort::LogLikelihood => {}
        KeywordSort::Rarest => rows.reverse(),
        KeywordSort::LogRatio => rows.sort_by(|a, b| b.log_ratio.total_cmp(&a.log_ratio)),
        KeywordSort::Count => rows.sort_by_key(|one| std::cmp::Reverse(one.here.count)),
        KeywordSort::Articles => rows.sort_by_key(|one| std::cmp::Reverse(one.here.articles)),
    }
}
