//! The articles that a session has met: their numbers, and those that have been fetched, the last ones whole.
//!
//! What must not go in: requests.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};

use super::order::SortValues;
use crate::app::request::OpenedArticle;
use crate::app::{ArticleFlag, ArticleRow};
use crate::corpus::{Article, ArticleId, ArticleKey};
use crate::province::corrections::Correction;
use crate::remote::document::Document;
use crate::remote::index::SearchHit;
use crate::remote::mapping::field;
use crate::remote::object::set;
use crate::search::Matcher;
use crate::text::CleanText;
use serde::Deserialize;

/// Texts that are kept: the neighbours on both sides, twice over.
const KEPT: usize = 32;

/// An article that has been met.
#[derive(Debug, Clone)]
pub(super) struct Met {
    /// The id of its document.
    pub(super) document: String,
    /// Its key.
    pub(super) key: ArticleKey,
    /// What it is sorted by.
    pub(super) sorted: SortValues,
}

/// The articles that a session has met.
#[derive(Debug, Default)]
pub(super) struct Articles {
    numbers: HashMap<String, ArticleId>,
    met: Vec<Met>,
    opened: VecDeque<OpenedArticle>,
}

/// What is fetched of articles: everything, or all but the text.
pub(super) fn source(is_whole: bool) -> Value {
    if is_whole { json!(true) } else { json!({"excludes": [format!("{}.lines", field::DOCUMENT)]}) }
}

impl Articles {
    /// What is known of an article.
    pub(super) fn get(&self, id: ArticleId) -> Option<&Met> {
        self.met.get(id.0 as usize)
    }

    /// An article with its text, if it has been fetched lately.
    pub(super) fn opened(&self, id: ArticleId) -> Option<&OpenedArticle> {
        self.opened.iter().find(|opened| opened.id() == id)
    }

    /// The number of a document, the same as long as the session lasts.
    pub(super) fn number(&mut self, hit: &SearchHit) -> Option<ArticleId> {
        if let Some(id) = self.numbers.get(&hit.id) {
            return Some(*id);
        }
        let source = hit.source.as_ref()?;
        let integer = |name: &str| source.get(name).and_then(Value::as_i64);
        let title = hit.fields.get(field::TITLE_KEY).and_then(|of| of[0].as_str());
        let sorted = SortValues {
            order: integer(field::ORDER).unwrap_or_default(),
            place: source.get(field::PLACE_KEY).and_then(Value::as_str).unwrap_or_default().to_owned(),
            title: title.unwrap_or_default().to_owned(),
            date: integer(field::DATE),
            length: integer(field::LENGTH).unwrap_or_default(),
        };
        let key = source.get(field::KEY).and_then(Value::as_str).and_then(crate::remote::document::unhex)?;
        let id = ArticleId(self.met.len() as u32);
        self.met.push(Met { document: hit.id.clone(), key: ArticleKey(key), sorted });
        self.numbers.insert(hit.id.clone(), id);
        Some(id)
    }

    /// Takes a whole document.
    pub(super) fn open(&mut self, hit: &SearchHit) -> Option<OpenedArticle> {
        let id = self.number(hit)?;
        if let Some(opened) = self.opened(id) {
            return Some(opened.clone());
        }
        let article = hit.document()?.article(id)?;
        let opened =
            OpenedArticle { key: article.article().key(), article, breaks: None, similar: Vec::new() };
        if self.opened.len() >= KEPT {
            self.opened.pop_front();
        }
        self.opened.push_back(opened.clone());
        Some(opened)
    }

    /// A row of a list; `None` if the text is missing that its label has to be taken from.
    pub(super) fn row(&mut self, hit: &SearchHit, matcher: Option<&Matcher>) -> Option<ArticleRow> {
        let id = self.number(hit)?;
        let mut source = hit.source.clone()?;
        let stored = source.get_mut(field::DOCUMENT)?;
        let is_whole = stored.get("lines").is_some();
        if !is_whole {
            if stored.get("title").and_then(Value::as_str).is_none_or(str::is_empty) {
                return None;
            }
            set(stored, "lines", json!([]));
        }
        let is_bare = source.get(field::CHARS).and_then(Value::as_u64) == Some(0);
        let document = Document::deserialize(source).ok()?;
        let article = document.article(id)?;
        let flag = if document.is_copy() {
            Some(ArticleFlag::Duplicate)
        } else {
            is_bare.then_some(ArticleFlag::TitleOnly)
        };
        Some(row(article.article(), matcher, flag))
    }
}

/// The row of an article.
pub(super) fn row(article: Article<'_>, matcher: Option<&Matcher>, flag: Option<ArticleFlag>) -> ArticleRow {
    let hits = matcher.map(|matcher| matcher.hits(article)).unwrap_or_default();
    let title = article.title().len();
    let marks = hits.iter().filter(|hit| hit.range.end <= title).cloned().collect();
    ArticleRow {
        id: article.id(),
        key: article.key(),
        label: article.label(),
        found: article.tags(),
        correction: Correction::default(),
        date: article.date(),
        section: CleanText::line(article.section().as_str()),
        hits: hits.len() as u32,
        marks,
        same: 0,
        flag,
        under: None,
    }
}
