//! What the keeper of a library says of its articles to all who read it, carried by key from the snapshot that is replaced, unless
//! it is said anew.
//!
//! What must not go in: what is said, which is text of the layer above.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::corpus::ArticleKey;
use crate::store::{Container, SectionKind};

/// A list in JSON. One section, or none if nothing is published.
pub(super) const PUBLISHED: SectionKind = SectionKind::primary(8);

/// What is said of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedArticle {
    /// The keys that it has had.
    pub keys: Vec<ArticleKey>,
    /// What is said.
    pub said: String,
}

#[derive(Serialize, Deserialize)]
struct StoredPublication {
    keys: Vec<String>,
    said: String,
}

/// What a snapshot holds.
pub(super) fn read(container: &Container) -> Vec<PublishedArticle> {
    let stored: Option<Vec<StoredPublication>> =
        container.region(PUBLISHED, 0).and_then(|region| serde_json::from_slice(region.all()?).ok());
    let key = |hex: &String| u128::from_str_radix(hex, 16).ok().map(ArticleKey);
    let article = |stored: StoredPublication| PublishedArticle {
        keys: stored.keys.iter().filter_map(key).collect(),
        said: stored.said,
    };
    stored.unwrap_or_default().into_iter().map(article).collect()
}

/// What the snapshot at `path` holds, whichever version made it; nothing if there is none, or it cannot be read.
pub(super) fn carried(path: &Path) -> Vec<PublishedArticle> {
    Container::open(path).map(|container| read(&container)).unwrap_or_default()
}

/// What is stored of `articles`: those that one of the sorted `keys` has. None if that is nothing.
pub(super) fn bytes(articles: &[PublishedArticle], keys: &[[u64; 3]]) -> serde_json::Result<Option<Vec<u8>>> {
    let is_here = |key: &ArticleKey| {
        let wanted = [(key.0 >> 64) as u64, key.0 as u64, 0];
        let at = keys.partition_point(|row| *row < wanted);
        keys.get(at).is_some_and(|row| row.starts_with(&wanted[..2]))
    };
    let stored: Vec<StoredPublication> = articles
        .iter()
        .filter(|article| article.keys.iter().any(is_here))
        .map(|article| StoredPublication {
            keys: article.keys.iter().map(|key| format!("{:032x}", key.0)).collect(),
            said: article.said.clone(),
        })
        .collect();
    if stored.is_empty() { Ok(None) } else { serde_json::to_vec(&stored).map(Some) }
}
