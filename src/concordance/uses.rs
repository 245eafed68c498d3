//! Where the words of a query are used.
//!
//! What must not go in: what stands around a use.

use crate::corpus::{Article, ArticleId, Corpus};
use crate::search::Matcher;

/// One use: 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The article.
    pub article: ArticleId,
    /// Where it begins, in bytes of [`Article::text`].
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The number of the word in the query.
    pub word: u16,
}

impl Use {
    /// Its bytes in the article's text.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Appends the uses in one article, by position.
pub fn uses_in(article: Article<'_>, matcher: &Matcher, into: &mut Vec<Use>) {
    into.extend(matcher.hits(article).into_iter().map(|hit| Use {
        article: article.id(),
        start: hit.range.start as u32,
        end: hit.range.end as u32,
        word: hit.word as u16,
    }));
}

/// The uses in those of `articles` that are no copies of an earlier one, in order.
pub fn uses<'a>(corpus: &Corpus, articles: impl Iterator<Item = Article<'a>>, matcher: &Matcher) -> Vec<Use> {
    let mut found = Vec::new();
    for article in articles.filter(|article| corpus.original(*article).is_none()) {
        uses_in(article, matcher, &mut found);
    }
    found
}
