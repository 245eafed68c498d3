//! What the user has added to the articles of the open library, in memory: searches, rows and the reader look here.
//!
//! A picture that is handed on as a whole: whoever holds one is not disturbed by later changes. It holds articles that
//! something is kept of, never unread ones. What must not go in: the database.

mod apply;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::anchor::TextAnchor;
use super::article_state::{ArticleState, ArticleStatus, ReadState};
use super::first_seen::{FirstSeen, short};
use super::sketch::Sketch;
use super::time::UnixTime;
use crate::corpus::{Article, ArticleKey, Corpus, Tags};
use crate::format::Field;
use crate::province::corrections::{Correction, Corrections, key_of};

/// Longest history of the filter prompt, in lines.
pub(super) const LINES: usize = 200;

/// An article as a search sees it: its provinces as the user wants them, and what else is kept of it.
#[derive(Debug, Clone, Copy)]
pub struct Annotated<'a> {
    /// The provinces.
    pub tags: Tags,
    kept: Option<(ArticleKey, &'a Annotations)>,
}

impl From<Tags> for Annotated<'_> {
    fn from(tags: Tags) -> Self {
        Self { tags, kept: None }
    }
}

impl<'a> Annotated<'a> {
    /// What is kept of it.
    pub fn state(&self) -> Option<&'a ArticleState> {
        self.kept.and_then(|(key, annotations)| annotations.get(key))
    }

    /// Whether this is so of it.
    pub fn is(&self, status: ArticleStatus) -> bool {
        let read = self.state().map(|state| state.read).unwrap_or_default();
        match status {
            ArticleStatus::New => self.kept.is_some_and(|(key, annotations)| annotations.is_new(key)),
            ArticleStatus::Unread => matches!(read, ReadState::Unread | ReadState::Renewed),
            ArticleStatus::Opened => read == ReadState::Opened,
            ArticleStatus::Read => read == ReadState::Read,
            ArticleStatus::Starred => self.state().is_some_and(|state| state.starred),
            ArticleStatus::Noted => {
                self.state().is_some_and(|state| !state.notes.is_empty() || !state.underlines.is_empty())
            }
        }
    }

    /// What the user adds to a field of its file: tags.
    pub fn said(&self, field: Field) -> &'a [String] {
        let tagged = self.kept.filter(|(_, annotations)| field == Field::Tags && annotations.tagged > 0);
        tagged.and_then(|(key, annotations)| annotations.get(key)).map_or(&[], |state| state.tags.as_slice())
    }
}

/// A place that a letter marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The article.
    pub key: ArticleKey,
    /// The characters from there on.
    pub place: TextAnchor,
}

/// Everything kept that concerns the open library.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotations {
    by_key: HashMap<ArticleKey, usize>,
    articles: Vec<ArticleState>,
    /// Under every key of an article. Searches compare them by their address.
    corrections: Arc<Corrections>,
    /// Where articles of this library were last seen.
    places: HashMap<String, ArticleKey>,
    marks: BTreeMap<char, Mark>,
    pub(super) first_seen: Arc<FirstSeen>,
    /// Articles of a large library that its snapshot has first seen after the first visit, by time.
    stored: Arc<Vec<(UnixTime, Vec<u64>)>>,
    /// Articles that came after the first visit and were not passed; some may have been opened since.
    arrived: Arc<HashSet<u64>>,
    /// What was first seen until then is not new.
    passed_until: Option<UnixTime>,
    /// Number of new articles, and of articles with tags.
    new: usize,
    tagged: usize,
    /// Saved searches: name and query.
    pub searches: Vec<(String, String)>,
    /// The history of the filter prompt, newest first.
    pub lines: Vec<String>,
    /// What was looked for in articles, newest first.
    pub found: Vec<String>,
    /// When the library was opened first, where commands have read it.
    pub(super) first_opened: Option<UnixTime>,
    /// The settings that keys have changed.
    pub settings: BTreeMap<String, String>,
}

impl Annotations {
    /// What is kept of an article, if anything.
    pub fn get(&self, key: ArticleKey) -> Option<&ArticleState> {
        self.by_key.get(&key).and_then(|at| self.articles.get(*at))
    }

    /// The number of an article of which something is kept, the same for all of its keys.
    pub fn index(&self, key: ArticleKey) -> Option<usize> {
        self.by_key.get(&key).copied()
    }

    /// All keys of the article with this one: those that it had before, too.
    pub fn keys(&self, key: ArticleKey) -> Vec<ArticleKey> {
        let Some(at) = self.index(key) else { return vec![key] };
        self.by_key.iter().filter(|(_, other)| **other == at).map(|(key, _)| *key).collect()
    }

    /// Number of articles of which something is kept.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether nothing is kept of any article.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Whether the article came in since the first visit and was neither opened nor passed.
    pub fn is_new(&self, key: ArticleKey) -> bool {
        match self.get(key).map(|state| state.read) {
            Some(ReadState::Renewed) => true,
            Some(ReadState::Opened | ReadState::Read) => false,
            Some(ReadState::Unread) | None => self.arrived.contains(&short(key)),
        }
    }

    /// How far the user is with an article.
    pub fn read_state(&self, key: ArticleKey) -> ReadState {
        self.get(key).map(|state| state.read).unwrap_or_default()
    }

    /// The correction of an article's provinces.
    pub fn correction(&self, key: ArticleKey) -> Correction {
        self.corrections.get(key)
    }

    /// All corrections.
    pub fn corrections(&self) -> &Arc<Corrections> {
        &self.corrections
    }

    /// The provinces of an article of `corpus` as the user wants them.
    pub fn tags(&self, corpus: &Corpus, article: Article<'_>) -> Tags {
        self.corrections.tags(corpus, article)
    }

    /// An article of `corpus` as a search sees it.
    pub fn of(&self, corpus: &Corpus, article: Article<'_>) -> Annotated<'_> {
        let nothing = self.by_key.is_empty() && self.arrived.is_empty();
        Annotated {
            tags: self.tags(corpus, article),
            kept: (!nothing).then(|| (key_of(corpus, article), self)),
        }
    }

    /// Number of new articles.
    pub fn new_count(&self) -> usize {
        self.new
    }

    /// Counts what is asked for often.
    pub(super) fn count(&mut self) {
        self.tagged = self.articles.iter().filter(|state| !state.tags.is_empty()).count();
        let renewed = self.articles.iter().filter(|state| state.read == ReadState::Renewed).count();
        let known = |(key, at): &(&ArticleKey, &usize)| {
            let read = self.articles.get(**at).map(|state| state.read).unwrap_or_default();
            read != ReadState::Unread && self.arrived.contains(&short(**key))
        };
        self.new = renewed + self.arrived.len() - self.by_key.iter().filter(known).count();
    }

    /// The places marked by letters.
    pub fn marks(&self) -> &BTreeMap<char, Mark> {
        &self.marks
    }

    /// When articles were first seen.
    pub fn first_seen(&self) -> &Arc<FirstSeen> {
        &self.first_seen
    }

    /// The articles of which something is kept, each once, under one of its keys.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleKey, &ArticleState)> {
        let mut keys: Vec<Option<ArticleKey>> = vec![None; self.articles.len()];
        for (key, at) in &self.by_key {
            if let Some(slot) = keys.get_mut(*at) {
                *slot = Some(slot.map_or(*key, |known| known.min(*key)));
            }
        }
        keys.into_iter().zip(&self.articles).filter_map(|(key, state)| Some((key?, state)))
    }

    /// Every key under which something is kept of an article, with what is kept.
    pub fn states(&self) -> impl Iterator<Item = (ArticleKey, &ArticleState)> {
        self.by_key.iter().filter_map(|(key, at)| Some((*key, self.articles.get(*at)?)))
    }

    /// The key of an article whose text was near this one's when it was last seen at `place`, if that is another key.
    pub fn known_at(&self, place: &str, key: ArticleKey, sketch: &Sketch) -> Option<ArticleKey> {
        let known = *self.places.get(place).filter(|known| **known != key)?;
        let near = self.get(known)?.sketch.as_ref()?.is_near(sketch);
        near.then_some(known)
    }

    /// The places of this library where something is kept of an article, with its key.
    pub fn places(&self) -> &HashMap<String, ArticleKey> {
        &self.places
    }

    /// Counts as new what was first seen after `until`.
    pub fn renew(&mut self, until: UnixTime) {
        self.passed_until = Some(until);
        self.find_arrived(until);
        self.count();
    }

    fn find_arrived(&mut self, until: UnixTime) {
        let mut arrived = self.first_seen.after(until);
        arrived.extend(self.stored.iter().filter(|(at, _)| *at > until).flat_map(|(_, keys)| keys));
        self.arrived = Arc::new(arrived);
    }

    /// Takes what the snapshot of a large library has first seen after the first visit.
    pub fn set_stored(&mut self, stored: Vec<(UnixTime, Vec<ArticleKey>)>) {
        let short = |(at, keys): (UnixTime, Vec<ArticleKey>)| (at, keys.into_iter().map(short).collect());
        self.stored = Arc::new(stored.into_iter().map(short).collect());
        self.find_arrived(self.passed_until());
        self.count();
    }

    /// Takes the same from what was known before.
    pub fn keep_stored(&mut self, before: &Self) {
        self.stored = Arc::clone(&before.stored);
        self.find_arrived(self.passed_until());
        self.count();
    }

    /// When the library was opened first, if a command has read that.
    pub fn first_opened(&self) -> Option<UnixTime> {
        self.first_opened
    }

    /// A time that is not before `now` nor before any article was first seen: what is passed then is all that has come, also where
    /// the clock has gone back.
    pub fn pass_all(&self, now: UnixTime) -> UnixTime {
        let stored = self.stored.iter().map(|(at, _)| *at).max();
        now.max(stored.unwrap_or_default()).max(self.first_seen.latest().unwrap_or_default())
    }

    /// When everything was passed last; 0 never.
    pub fn passed_until(&self) -> UnixTime {
        self.passed_until.unwrap_or_default()
    }

    /// An article of the database, with its keys.
    pub(super) fn insert(&mut self, keys: &[ArticleKey], state: ArticleState) {
        self.articles.push(state);
        self.by_key.extend(keys.iter().map(|key| (*key, self.articles.len() - 1)));
    }

    pub(super) fn insert_place(&mut self, place: String, key: ArticleKey) {
        self.places.insert(place, key);
    }

    pub(super) fn insert_mark(&mut self, letter: char, mark: Mark) {
        self.marks.insert(letter, mark);
    }
}
