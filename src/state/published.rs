//! What the keeper of a library gives to all who read it: corrections, tags and public notes, as a snapshot keeps them.
//!
//! What must not go in: the snapshot's file, choosing what is published (`publishing`), and how a reader's own state holds
//! against it (`annotations`).

use serde::{Deserialize, Serialize};

use super::anchor::TextAnchor;
use super::change::{Note, NoteReaders};
use crate::corpus::ArticleKey;
use crate::corpus::snapshot::PublishedArticle;
use crate::province::PROVINCES;
use crate::text::CleanText;

/// All that is published of a library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    pub(super) articles: Vec<PublishedEntry>,
}

/// What is published of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PublishedEntry {
    pub(super) keys: Vec<ArticleKey>,
    pub(super) title: String,
    /// Divisions that were added (true) or removed, by their short names.
    pub(super) divisions: Vec<(String, bool)>,
    pub(super) tags: Vec<String>,
    pub(super) notes: Vec<Note>,
}

/// The same as it is stored.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StoredSayings {
    pub(super) title: String,
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) notes: Vec<StoredNote>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StoredNote {
    pub(super) number: u64,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) quote: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) text: String,
}

impl Publication {
    /// Whether nothing is published.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// What a snapshot holds. Whoever made it may have written anything, so its words are cleaned, and what cannot be read is
    /// left out.
    pub fn read(stored: &[PublishedArticle]) -> Self {
        Self { articles: stored.iter().filter_map(published).collect() }
    }
}

fn published(article: &PublishedArticle) -> Option<PublishedEntry> {
    let stored: StoredSayings = serde_json::from_str(&article.said).ok()?;
    let clean = |text: &str| CleanText::line(text).to_string();
    let division = |names: Vec<String>, to: bool| {
        let known = names.into_iter().filter(|name| PROVINCES.iter().any(|province| province.short == *name));
        known.map(|name| (name, to)).collect::<Vec<_>>()
    };
    let note = |note: StoredNote| {
        let StoredNote { number, start, end, quote, before, after, text } = note;
        let passage = TextAnchor { start, end: end.max(start), quote, before, after };
        Note { number, passage, text: clean(&text), readers: NoteReaders::Published }
    };
    Some(PublishedEntry {
        keys: article.keys.clone(),
        title: clean(&stored.title),
        divisions: [division(stored.added, true), division(stored.removed, false)].concat(),
        tags: stored.tags.iter().map(|tag| clean(tag)).filter(|tag| !tag.is_empty()).collect(),
        notes: stored.notes.into_iter().map(note).collect(),
    })
}
