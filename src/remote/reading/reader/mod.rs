//! What the worker does: answers each request of a session out of an index.
//!
//! Blocks on the network. What must not go in: threads, and which request comes first (see `worker`).

mod searching;

use std::sync::Arc;

use serde_json::{Value, json};

use super::articles::Articles;
use super::looked::LookedList;
use super::remote_list::{RemoteList, of_documents};
use super::uses::{GatheredArticles, MOST};
use crate::app::ListRow;
use crate::app::place_code::{CodeMatch, FEWEST_DIGITS};
use crate::app::request::{NotOffered, OpenedArticle, RequestFailure, SearchCount, Service};
use crate::corpus::{ArticleId, ArticleKey};
use crate::messages::{Message, RemoteFault};
use crate::query::Query;
use crate::remote::document::hex;
use crate::remote::fetch::{Limit, gather};
use crate::remote::index::RemoteIndex;
use crate::remote::mapping::field;
use crate::remote::translate::Translation;
use crate::search::arrange::Arrangement;
use crate::session::library::LibraryEvent;
use crate::state::Annotations;

/// Articles on each side of the open one that are fetched before they are asked for.
const NEIGHBOURS: usize = 4;

/// Digits of a key.
const DIGITS: usize = 32;

/// A search of a session.
#[derive(Debug, Clone)]
pub(super) struct RemoteSearch {
    pub(super) generation: u64,
    pub(super) query: Query,
    pub(super) arrangement: Arrangement,
    pub(super) annotations: Arc<Annotations>,
}

/// The list of the newest search.
#[derive(Debug)]
enum List {
    Decided(Box<RemoteList>),
    Looked(Box<LookedList>),
}

/// An index with what a session has asked of it.
#[derive(Debug)]
pub(super) struct RemoteReader {
    index: RemoteIndex,
    articles: Articles,
    job: Option<RemoteSearch>,
    list: Option<List>,
    /// Articles in the whole index.
    total: Option<u64>,
    /// What was fetched last for its uses, and for what.
    gathered: Option<(Value, GatheredArticles)>,
}

/// The answer to a request that could not be answered, and what is said of it.
pub(super) fn failed(generation: u64, service: Service, fault: RemoteFault) -> Vec<LibraryEvent> {
    let is_ours = matches!(fault, RemoteFault::NothingToLookUp | RemoteFault::TooManyKeys);
    let failure = if is_ours {
        RequestFailure::NotOffered(NotOffered::Unsupported)
    } else {
        RequestFailure::Unreachable
    };
    let told = LibraryEvent::Notice(Message::Remote(fault));
    vec![LibraryEvent::Failed { generation, service, failure }, told]
}

impl RemoteReader {
    pub(super) fn new(index: RemoteIndex) -> Self {
        Self { index, articles: Articles::default(), job: None, list: None, total: None, gathered: None }
    }

    /// The articles that a query finds, or one of them, up to [`MOST`]; the same again for the same query. Says how much was
    /// fetched.
    pub(super) fn gather(
        &mut self,
        query: &Query,
        article: Option<ArticleId>,
        annotations: &Annotations,
    ) -> Result<(GatheredArticles, Vec<LibraryEvent>), RemoteFault> {
        let one = article.and_then(|id| self.articles.get(id)).map(|met| met.document.clone());
        let wanted = match (one, self.index.foreign()) {
            (Some(document), _) => json!({"ids": {"values": [document]}}),
            (None, Some(fields)) => fields.wanted(query),
            (None, None) => Translation::of(query, annotations)?.value(),
        };
        let known = self.gathered.as_ref().filter(|(known, _)| *known == wanted);
        if let Some((_, articles)) = known {
            return Ok((articles.clone(), Vec::new()));
        }
        let (mut ids, met) = (Vec::new(), &mut self.articles);
        let (corpus, total) = gather(&mut self.index, &wanted, Limit::First(MOST), &mut |hit| {
            ids.extend(met.number(hit));
        })?;
        let articles = GatheredArticles { corpus, ids: ids.into(), total };
        self.gathered = Some((wanted, articles.clone()));
        let told = Message::Fetched { articles: articles.corpus.len(), of: articles.total };
        let is_told = article.is_none();
        Ok((articles, is_told.then_some(LibraryEvent::Notice(told)).into_iter().collect()))
    }

    /// Rows of the list.
    pub(super) fn rows(
        &mut self,
        generation: u64,
        asked: (usize, usize),
    ) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let (start, rows) = match &mut self.list {
            Some(List::Decided(list)) => list.rows(&mut self.index, &mut self.articles, asked)?,
            Some(List::Looked(list)) => {
                let rows = list.rows().iter().skip(asked.0).take(asked.1).cloned().collect();
                (asked.0, rows)
            }
            None => return Ok(Vec::new()),
        };
        let rows = rows.into_iter().map(ListRow::Article).collect();
        Ok(vec![LibraryEvent::Rows { generation, start, rows }])
    }

    /// The position of an article in the list.
    pub(super) fn locate(
        &mut self,
        generation: u64,
        article: ArticleId,
        before: usize,
    ) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let position = match &self.list {
            Some(List::Decided(list)) => list.position(&mut self.index, &self.articles, article)?,
            Some(List::Looked(list)) => list.position(article, before),
            None => Err(before),
        };
        Ok(vec![LibraryEvent::Located { generation, article, position }])
    }

    /// An article with its text.
    pub(super) fn open(&mut self, generation: u64, id: ArticleId) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let known = self.articles.opened(id).cloned();
        let opened = match known {
            Some(opened) => Some(opened),
            None => self.fetch(&[id])?.pop(),
        };
        Ok(vec![match opened {
            Some(opened) => LibraryEvent::Opened { generation, opened },
            None => {
                LibraryEvent::Failed { generation, service: Service::Open, failure: RequestFailure::Gone }
            }
        }])
    }

    fn fetch(&mut self, ids: &[ArticleId]) -> Result<Vec<OpenedArticle>, RemoteFault> {
        let documents = ids.iter().filter_map(|id| self.articles.get(*id)).map(|met| met.document.clone());
        let documents: Vec<String> = documents.collect();
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        let answer = self.index.search(of_documents(&documents))?;
        let opened: Vec<OpenedArticle> =
            answer.hits().iter().filter_map(|hit| self.articles.open(hit)).collect();
        Ok(opened)
    }

    /// The articles around a position, of which those that are missing are fetched.
    pub(super) fn neighbours(
        &mut self,
        generation: u64,
        position: usize,
    ) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let around = match &self.list {
            Some(List::Decided(list)) => list.around(position, NEIGHBOURS),
            Some(List::Looked(list)) => {
                let first = position.saturating_sub(NEIGHBOURS);
                list.rows().iter().skip(first).take(2 * NEIGHBOURS + 1).map(|row| row.id).collect()
            }
            None => Vec::new(),
        };
        let missing: Vec<ArticleId> =
            around.iter().copied().filter(|id| self.articles.opened(*id).is_none()).collect();
        match self.fetch(&missing) {
            // Long articles are fetched one by one, when they are asked for.
            Err(RemoteFault::TooLarge(_)) => {}
            fetched => drop(fetched?),
        }
        let opened = around.iter().filter_map(|id| self.articles.opened(*id).cloned());
        Ok(opened.map(|opened| LibraryEvent::Neighbour { generation, opened }).collect())
    }

    /// The article with one of these keys.
    pub(super) fn find(
        &mut self,
        generation: u64,
        keys: &[ArticleKey],
    ) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let keys: Vec<String> = keys.iter().map(|key| hex(key.0)).collect();
        let found = self.first(&json!({"terms": {field::KEY: keys}}))?;
        Ok(vec![LibraryEvent::KeyFound { generation, article: found }])
    }

    fn first(&mut self, wanted: &Value) -> Result<Option<ArticleId>, RemoteFault> {
        let body = json!({
            "size": 1, "query": wanted, "sort": [{field::ORDER: "asc"}], "docvalue_fields": [field::TITLE_KEY],
            "_source": super::articles::source(false), "track_total_hits": false,
        });
        let answer = self.index.search(body)?;
        Ok(answer.hits().first().and_then(|hit| self.articles.number(hit)))
    }

    /// The first digits of an article's key that no other key has.
    pub(super) fn shorten(
        &mut self,
        generation: u64,
        id: ArticleId,
    ) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let Some(key) = self.articles.get(id).map(|met| hex(met.key.0)) else {
            let (service, failure) = (Service::Shorten, RequestFailure::Gone);
            return Ok(vec![LibraryEvent::Failed { generation, service, failure }]);
        };
        let others = |digits: usize| json!({"bool": {"filter": [beginning(&key, digits)], "must_not": [{"term": {field::KEY: key}}]}});
        let counts = self.counts_of(&(FEWEST_DIGITS..DIGITS).map(others).collect::<Vec<_>>())?;
        let digits = counts.iter().position(|count| *count == 0).map_or(DIGITS, |at| at + FEWEST_DIGITS);
        let digits = key.chars().take(digits).collect();
        Ok(vec![LibraryEvent::Shortened { generation, digits }])
    }

    /// The article whose key begins with these digits.
    pub(super) fn code(&mut self, generation: u64, digits: &str) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let wanted = beginning(digits, digits.len());
        let keys = json!({"keys": {"terms": {"field": field::KEY, "size": 2}}});
        let answer = self.index.search(json!({"size": 0, "query": wanted, "aggs": keys}))?;
        let keys = answer.aggregations.get("keys").and_then(|keys| keys["buckets"].as_array()).map(Vec::len);
        let found = match keys {
            Some(1) => self.first(&wanted)?.map_or(CodeMatch::Nothing, CodeMatch::One),
            Some(2) => CodeMatch::Several,
            _ => CodeMatch::Nothing,
        };
        Ok(vec![LibraryEvent::CodeFound { generation, found }])
    }

    /// How many articles each query finds. None is new: what was first seen when is not known of an engine.
    pub(super) fn count_searches(
        &mut self,
        generation: u64,
        queries: &[Query],
        annotations: &Annotations,
    ) -> Result<Vec<LibraryEvent>, RemoteFault> {
        let conditions = queries.iter().map(|query| {
            let translation = Translation::of(query, annotations)?;
            if translation.is_exact() { Ok(translation.value()) } else { Err(RemoteFault::NothingToLookUp) }
        });
        let conditions = conditions.collect::<Result<Vec<Value>, RemoteFault>>()?;
        let counts = self.counts_of(&conditions)?;
        let count = |count: u64| SearchCount { articles: count as usize, new: 0 };
        let counts = counts.into_iter().map(count).collect();
        Ok(vec![LibraryEvent::SearchesCounted { generation, counts }])
    }

    /// Looks at the index as it is now, and searches again.
    pub(super) fn refresh(&mut self, generation: u64) -> Result<Vec<LibraryEvent>, RemoteFault> {
        self.index.renew();
        let mut events = match self.job.clone() {
            Some(job) => self.search(job)?,
            None => Vec::new(),
        };
        events.push(LibraryEvent::Refreshed { generation });
        Ok(events)
    }
}

/// The keys that begin with so many digits of one.
fn beginning(key: &str, digits: usize) -> Value {
    let first: String = key.chars().take(digits).collect();
    // All digits come before `g`.
    json!({"range": {field::KEY: {"gte": first, "lt": format!("{first}g")}}})
}
