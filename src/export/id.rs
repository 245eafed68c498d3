//! The id of an article, by which commands name it.
//!
//! What must not go in: keys of annotations, which copies share.

use xxhash_rust::xxh3::Xxh3;

use crate::corpus::{Article, ArticleKey};
use crate::text::CleanText;

/// The id of an article: the one its file gives, or else its key. A copy has the key of the first one, so its place goes in.
pub fn id_of(article: Article<'_>) -> String {
    let key = || if article.repeats_key() { placed_key(article) } else { article.key() };
    article.given_id().map_or_else(|| key().to_string(), str::to_owned)
}

/// The key with the place of the article below its root: section, file and record.
fn placed_key(article: Article<'_>) -> ArticleKey {
    let mut hasher = Xxh3::new();
    hasher.update(&article.key().0.to_le_bytes());
    hasher.update(article.section().as_str().as_bytes());
    hasher.update(b"\0");
    hasher.update(article.path().file_name().unwrap_or_default().as_encoded_bytes());
    hasher.update(&article.place().map_or(0, |place| place.number).to_le_bytes());
    ArticleKey(hasher.digest128())
}

/// The id as `list` shows it: cleaned, and the key if nothing of it can be shown.
pub fn shown_id(article: Article<'_>) -> String {
    let shown = CleanText::line(&id_of(article)).to_string();
    if shown.is_empty() { article.key().to_string() } else { shown }
}

/// Whether somebody who types `id` means this article: by its id, or as `list` shows that.
pub fn has_id(article: Article<'_>, id: &str) -> bool {
    id_of(article) == id || shown_id(article) == id
}
