//! Counting the words of articles into a vocabulary.
//!
//! What must not go in: which words are kept (see `phrases`).

use super::VocabularyBuilder;
use crate::corpus::Article;
use crate::text::dictionary::cut;

/// Begins an article. Returns whether to count its words: those of a copy of an earlier article are not counted again.
pub(in crate::complete) fn begin_article(vocabulary: &mut VocabularyBuilder, article: Article<'_>) -> bool {
    let first = article.duplicate_of().is_none();
    vocabulary.article(if first { article.section().as_str() } else { "" });
    first
}

/// Counts the words of one title, for a vocabulary that is needed before the texts are read.
pub fn count_title(vocabulary: &mut VocabularyBuilder, article: Article<'_>) {
    if begin_article(vocabulary, article) {
        let title = article.title();
        vocabulary.add(title.as_str(), &cut(title.as_str()), true);
    }
}

/// Counts the words of one article, title and text.
pub fn count_article(vocabulary: &mut VocabularyBuilder, article: Article<'_>) {
    count_title(vocabulary, article);
    if article.duplicate_of().is_none() {
        for paragraph in article.paragraphs() {
            vocabulary.add(paragraph.text.as_str(), &cut(paragraph.text.as_str()), false);
        }
    }
}
