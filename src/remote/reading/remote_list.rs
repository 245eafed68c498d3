//! The list of one search: windows of rows, each fetched when it is looked at, and those around it.
//!
//! What must not go in: which requests come first (see `worker`).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::articles::{Articles, source};
use super::between::beginning;
use super::order::{before, sort};
use super::route::Route;
use crate::app::ArticleRow;
use crate::corpus::ArticleId;
use crate::messages::RemoteFault;
use crate::remote::index::{RemoteIndex, SearchAnswer, SearchHit};
use crate::remote::mapping::field;
use crate::remote::object::set;
use crate::search::{ListOrder, Matcher};

/// Rows of a window, and of one whose hits have to be counted in their texts.
const WINDOW: usize = 200;
const WINDOW_OF_TEXTS: usize = 60;

/// Rows that are kept.
const KEPT: usize = 4_000;

/// A list that an engine has found.
#[derive(Debug)]
pub(super) struct RemoteList {
    wanted: Value,
    order: ListOrder,
    matcher: Option<Matcher>,
    len: usize,
    rows: BTreeMap<usize, (ArticleRow, Vec<Value>)>,
}

impl RemoteList {
    /// A list of what satisfies `wanted`; hits of `matcher` are marked. Nothing is asked yet.
    pub(super) fn new(wanted: Value, order: ListOrder, matcher: Option<Matcher>) -> Self {
        Self { wanted, order, matcher, len: 0, rows: BTreeMap::new() }
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Rows of a window.
    fn window(&self) -> usize {
        if self.matcher.is_some() { WINDOW_OF_TEXTS } else { WINDOW }
    }

    /// Searches: counts what `counted` asks for, and fetches the first rows.
    pub(super) fn search(
        &mut self,
        index: &mut RemoteIndex,
        articles: &mut Articles,
        counted: Map<String, Value>,
    ) -> Result<Map<String, Value>, RemoteFault> {
        let mut body = self.body(false, self.window());
        set(&mut body, "aggs", counted.into());
        set(&mut body, "track_total_hits", true.into());
        let answer = self.ask(index, body)?;
        self.len = usize::try_from(answer.total()).unwrap_or(usize::MAX);
        self.take(index, articles, answer.hits(), 0)?;
        Ok(answer.aggregations)
    }

    /// The request for the next rows in the order of the list, or backwards.
    fn body(&self, backwards: bool, size: usize) -> Value {
        json!({
            "size": size, "query": self.wanted, "sort": sort(self.order, backwards),
            "_source": source(self.matcher.is_some()), "docvalue_fields": [field::TITLE_KEY],
            "track_total_hits": false,
        })
    }

    /// Asks; where texts make the answer too long, for all but the texts, so that hits stay uncounted.
    fn ask(&self, index: &mut RemoteIndex, mut body: Value) -> Result<SearchAnswer, RemoteFault> {
        match index.search(body.clone()) {
            Err(RemoteFault::TooLarge(_)) if self.matcher.is_some() => {
                set(&mut body, "_source", source(false));
                index.search(body)
            }
            answer => answer,
        }
    }

    /// The rows around those that are asked for, with the position of the first: no more than a window, with the middle
    /// of what is asked for in it.
    pub(super) fn rows(
        &mut self,
        index: &mut RemoteIndex,
        articles: &mut Articles,
        (start, count): (usize, usize),
    ) -> Result<(usize, Vec<ArticleRow>), RemoteFault> {
        let start = start.min(self.len);
        let count = count.min(self.len - start);
        if let Some(rows) = self.known(start, count) {
            return Ok((start, rows));
        }
        let size = count.min(self.window());
        // At the beginning of the list the window is asked for from its first row on.
        let start = if start == 0 { 0 } else { start + (count - size) / 2 };
        if let Some(rows) = self.known(start, size) {
            return Ok((start, rows));
        }
        self.fetch(index, articles, start, size)?;
        let rows = self.rows.range(start..start + size).map(|(_, (row, _))| row.clone()).collect();
        Ok((start, rows))
    }

    fn known(&self, start: usize, count: usize) -> Option<Vec<ArticleRow>> {
        let rows: Vec<ArticleRow> =
            self.rows.range(start..start + count).map(|(_, (row, _))| row.clone()).collect();
        (rows.len() == count).then_some(rows)
    }

    fn fetch(
        &mut self,
        index: &mut RemoteIndex,
        articles: &mut Articles,
        start: usize,
        count: usize,
    ) -> Result<(), RemoteFault> {
        let end = start + count;
        match Route::to(&self.rows, self.len, start, count) {
            Route::Known { from, backwards, past } => {
                let Some((_, values)) = self.rows.get(&from) else { return Ok(()) };
                let mut body = self.body(backwards, past + count);
                set(&mut body, "search_after", values.clone().into());
                let answer = self.ask(index, body)?;
                if backwards {
                    let hits: Vec<&SearchHit> = answer.hits().iter().rev().collect();
                    self.take(index, articles, hits, from.saturating_sub(answer.hits().len()))
                } else {
                    self.take(index, articles, answer.hits(), from + 1)
                }
            }
            Route::End { backwards, past } => {
                let mut body = self.body(backwards, count);
                set(&mut body, "from", past.into());
                let answer = self.ask(index, body)?;
                if backwards {
                    let hits: Vec<&SearchHit> = answer.hits().iter().rev().collect();
                    self.take(index, articles, hits, end.saturating_sub(answer.hits().len()))
                } else {
                    self.take(index, articles, answer.hits(), start)
                }
            }
            Route::Between => {
                let from = beginning(index, &self.wanted, self.order, start)?;
                let mut body = self.body(false, count);
                set(&mut body, "query", json!({"bool": {"filter": [self.wanted, from.condition]}}));
                set(&mut body, "from", from.past.into());
                let answer = self.ask(index, body)?;
                self.take(index, articles, answer.hits(), start)
            }
        }
    }

    fn take<'a>(
        &mut self,
        index: &mut RemoteIndex,
        articles: &mut Articles,
        hits: impl IntoIterator<Item = &'a SearchHit>,
        start: usize,
    ) -> Result<(), RemoteFault> {
        if self.rows.len() > KEPT {
            self.rows.clear();
        }
        let mut bare = BTreeMap::new();
        for (position, hit) in (start..).zip(hits) {
            match articles.row(hit, self.matcher.as_ref()) {
                Some(row) => _ = self.rows.insert(position, (row, hit.sort.clone())),
                None => _ = bare.insert(hit.id.clone(), (position, hit.sort.clone())),
            }
        }
        if bare.is_empty() {
            return Ok(());
        }
        // Without a title the label is the first words of the text.
        let ids: Vec<String> = bare.keys().cloned().collect();
        let answer = index.search(of_documents(&ids))?;
        for hit in answer.hits() {
            let row = articles.row(hit, self.matcher.as_ref());
            if let Some((row, (position, sort))) = row.zip(bare.remove(&hit.id)) {
                self.rows.insert(position, (row, sort));
            }
        }
        if bare.is_empty() { Ok(()) } else { Err(index.unreadable()) }
    }

    /// The position of an article, or `Err` with the one that it would have.
    pub(super) fn position(
        &self,
        index: &mut RemoteIndex,
        articles: &Articles,
        id: ArticleId,
    ) -> Result<Result<usize, usize>, RemoteFault> {
        if let Some((position, _)) = self.rows.iter().find(|(_, (row, _))| row.id == id) {
            return Ok(Ok(*position));
        }
        let Some(met) = articles.get(id) else { return Ok(Err(0)) };
        let is_it = json!({"ids": {"values": [met.document]}});
        let counted = json!({
            "before": {"filter": before(self.order, &met.sorted)}, "it": {"filter": is_it}});
        let answer = index.search(json!({"size": 0, "query": self.wanted, "aggs": counted}))?;
        let count = |name: &str| answer.aggregations.get(name).and_then(|of| of["doc_count"].as_u64());
        let position = usize::try_from(count("before").unwrap_or_default()).unwrap_or_default();
        Ok(if count("it") == Some(1) { Ok(position) } else { Err(position) })
    }

    /// The articles at and around a position whose rows are known.
    pub(super) fn around(&self, position: usize, on_each_side: usize) -> Vec<ArticleId> {
        let range = position.saturating_sub(on_each_side)..=position + on_each_side;
        let mut rows: Vec<(usize, ArticleId)> =
            self.rows.range(range).map(|(at, (row, _))| (at.abs_diff(position), row.id)).collect();
        rows.sort_by_key(|(distance, _)| *distance);
        rows.into_iter().map(|(_, id)| id).collect()
    }
}

/// The request for whole documents.
pub(super) fn of_documents(ids: &[String]) -> Value {
    json!({"size": ids.len(), "query": {"ids": {"values": ids}}, "docvalue_fields": [field::TITLE_KEY]})
}
