//! The census of a library: one pass over all of its articles, when everything is read. It finds
//! what the state does not know yet: a sample of the keys, articles never seen, and known ones whose text has changed.
//!
//! What must not go in: what is done with it (`session`).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::corpus::{Article, ArticleKey, Corpus, Segment};
use crate::session::library::Census;
use crate::state::{Annotations, ArticleRef, Sketch, UnixTime, place_of, sample};

/// What a census goes over.
pub(super) struct CensusJob {
    pub(super) corpus: Corpus,
    pub(super) annotations: Arc<Annotations>,
    pub(super) roots: Vec<PathBuf>,
    /// Articles from this number on.
    pub(super) since: u32,
    /// When the library was opened first.
    pub(super) opened: UnixTime,
}

/// Of a library with more articles than this the state does not keep when each was first seen: that would take 400 kB. The
/// snapshot knows it.
pub(crate) const MOST_SEEN: usize = 50_000;

/// What the snapshot of a large library has first seen after the first visit (`opened`), and what the state does not know
/// otherwise; none if the library is not large.
pub fn arrivals(
    corpus: &Corpus,
    annotations: &Annotations,
    opened: UnixTime,
) -> Option<Vec<(UnixTime, Vec<ArticleKey>)>> {
    let stored = corpus.stored.as_ref().filter(|_| corpus.live_len() > MOST_SEEN)?;
    let is_here = |key: ArticleKey| stored.find(key).is_some_and(|id| corpus.is_live(id));
    let mut batches: BTreeMap<UnixTime, Vec<ArticleKey>> = BTreeMap::new();
    for (key, at) in stored.seen_after(u64::try_from(opened).unwrap_or_default()) {
        if is_here(key) && !annotations.first_seen().has(key) {
            batches.entry(at as UnixTime).or_default().push(key);
        }
    }
    Some(batches.into_iter().collect())
}

impl CensusJob {
    /// Looks through the articles.
    pub(super) fn take(&self) -> Census {
        let Self { corpus, annotations, roots, since, .. } = self;
        let is_later = |segment: &&Arc<Segment>| segment.base() + segment.len() as u32 > *since;
        // A copy has no key of its own.
        let is_looked_through = |article: &Article<'_>| {
            let id = article.id();
            id.0 >= *since && corpus.is_live(id) && corpus.original(*article).is_none()
        };
        let articles = || {
            let segments = corpus.segments().iter().filter(is_later);
            segments.flat_map(|segment| segment.articles()).filter(is_looked_through)
        };
        let whole = (*since == 0).then(|| sample(articles().map(|article| article.key())));
        let mut census = Census { sample: whole, until: corpus.len() as u32, ..Census::default() };
        census.stored = arrivals(corpus, annotations, self.opened);
        let stored = corpus.stored.as_ref().filter(|_| census.stored.is_some());
        let known_by_snapshot = stored.map_or(0, |stored| stored.articles);
        let is_carried = |key| stored.is_some_and(|stored| stored.first_seen(key).is_some());
        let mut at: HashMap<usize, &str> = HashMap::new();
        for (place, key) in annotations.places() {
            at.extend(annotations.index(*key).map(|index| (index, place.as_str())));
        }
        // Articles of which nothing is kept, but of another at the same place.
        let mut replacing = Vec::new();
        for article in articles() {
            let is_stored = || article.id().0 < known_by_snapshot || is_carried(article.key());
            if !is_stored() && !annotations.first_seen().has(article.key()) {
                census.unseen.push(article.key());
            }
            match annotations.index(article.key()) {
                Some(index) if at.contains_key(&index) => {}
                Some(_) => census.placed.push(reference(article, roots)),
                None if annotations.places().is_empty() => {}
                None if annotations.places().contains_key(&place_of(article, roots)) => {
                    replacing.push(article);
                }
                None => {}
            }
        }
        if replacing.is_empty() {
            return census;
        }
        let here: HashSet<usize> =
            corpus.articles().filter_map(|article| annotations.index(article.key())).collect();
        for article in replacing {
            let known = annotations.places().get(&place_of(article, roots)).copied();
            if known.and_then(|known| annotations.index(known)).is_none_or(|index| here.contains(&index)) {
                continue;
            }
            let article = reference(article, roots);
            let sketch = article.sketch.clone().unwrap_or_default();
            if let Some(known) = annotations.known_at(&article.place, article.key, &sketch) {
                census.changed.push((article, known));
            }
        }
        census
    }
}

fn reference(article: Article<'_>, roots: &[PathBuf]) -> ArticleRef {
    ArticleRef {
        key: article.key(),
        title: article.label().to_string(),
        place: place_of(article, roots),
        sketch: Some(Sketch::of(article.text().as_str())),
    }
}
