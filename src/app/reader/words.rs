//! Word breaks of the open article: from its snapshot, or else from the word list.
//!
//! What must not go in: line breaking.

use crate::corpus::PinnedArticle;
use crate::corpus::word_breaks::Breaks;
use crate::text::WordBreaks;
use crate::text::dictionary;

/// The word breaks of an article.
#[derive(Debug, Default)]
pub(super) struct OpenWords {
    stored: Option<ArticleBreaks>,
}

#[derive(Debug)]
struct ArticleBreaks {
    breaks: Breaks,
    /// Characters before each paragraph, and of the whole article; with the title, without line breaks.
    before: Vec<usize>,
}

impl OpenWords {
    /// The word breaks of an article; `breaks` are those stored with it.
    pub(super) fn new(held: &PinnedArticle, breaks: Option<Breaks>) -> Self {
        let before = || {
            let article = held.article();
            let chars = |text: &str| text.chars().count();
            let mut sum = chars(article.title().as_str());
            let mut before = vec![sum];
            before.extend(article.paragraphs().map(|paragraph| {
                sum += chars(paragraph.text.as_str());
                sum
            }));
            before
        };
        Self { stored: breaks.map(|breaks| ArticleBreaks { breaks, before: before() }) }
    }

    /// The word breaks of a block with this text: 0 is the title, 1 the source line, which is not part of the article,
    /// paragraphs start at 2.
    pub(super) fn of(&self, block: u32, text: &str) -> WordBreaks<'_> {
        if block != 1
            && let Some(ArticleBreaks { breaks, before }) = &self.stored
        {
            let end = block.saturating_sub(1) as usize;
            let start = end.checked_sub(1).and_then(|at| before.get(at)).copied().unwrap_or(0);
            let chars = before.get(end).map_or(0, |end| end - start);
            return breaks.view(0, start, chars);
        }
        dictionary::breaks(text)
    }
}
