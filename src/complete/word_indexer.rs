//! Indexing words: each text is cut into words once, for the word breaks, the vocabulary and the words in order.
//!
//! What must not go in: which words the vocabulary keeps, and laying out text.

use super::vocabulary::{VocabularyBuilder, begin_article};
use super::word_stream::WordStream;
use crate::corpus::Article;
use crate::corpus::word_breaks::Breaks;
use crate::text::dictionary::WordCutter;

/// Collects the word breaks of articles and counts their words.
#[derive(Debug, Default)]
pub struct WordIndexer {
    cutter: WordCutter,
    /// The word breaks of all articles so far.
    pub breaks: Breaks,
    /// The words counted so far.
    pub vocabulary: VocabularyBuilder,
    /// Where the words of all articles but copies are written in order, if they are.
    pub stream: Option<WordStream>,
}

impl WordIndexer {
    /// Adds the next article, title and text. A copy of an earlier article gets breaks, but its words are not counted again.
    pub fn article(&mut self, article: Article<'_>) {
        self.breaks.next_article();
        let counted = begin_article(&mut self.vocabulary, article);
        let paragraphs = article.paragraphs().map(|paragraph| (paragraph.text.as_str(), false));
        let mut bit = 0;
        for (text, title) in std::iter::once((article.title().as_str(), true)).chain(paragraphs) {
            let lengths = self.cutter.cut(text);
            bit = self.breaks.push(bit, text, lengths);
            if counted {
                self.vocabulary.add(text, lengths, title);
                if let Some(stream) = &mut self.stream {
                    self.vocabulary.stream(text, lengths, stream);
                }
            }
        }
        if let Some(stream) = self.stream.as_mut().filter(|_| counted) {
            stream.end_article();
        }
    }

    /// Writes the words of the articles that follow into a stream.
    pub fn stream_into(&mut self, stream: WordStream) {
        self.vocabulary.number_words();
        self.stream = Some(stream);
    }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::count_article;
    use super::*;
    use crate::corpus::load::{LoadOptions, Root, load_all};
    use crate::text::dictionary::breaks;

    #[test]
    fn the_bits_are_those_of_each_paragraph_cut_alone_and_the_counts_those_of_the_vocabulary() {
        let root = Root::Path(["tests", "data", "library"].iter().collect());
        let corpus = load_all(&[root], &LoadOptions::default(), &());
        let mut indexer = WordIndexer::default();
        let mut counted = VocabularyBuilder::default();
        for article in corpus.articles() {
            indexer.article(article);
            count_article(&mut counted, article);
        }
        assert!(corpus.len() > 5 && indexer.vocabulary.articles() as usize == corpus.len());
        assert_eq!(indexer.vocabulary.finish().bytes().unwrap(), counted.finish().bytes().unwrap());
        for (number, article) in corpus.articles().enumerate() {
            let mut before = 0;
            let texts = std::iter::once(article.title()).chain(article.paragraphs().map(|p| p.text));
            for text in texts {
                let alone = breaks(text.as_str());
                let view = indexer.breaks.view(number, before, alone.chars());
                assert!(
                    (0..alone.chars() + 8).all(|at| view.inside(at) == alone.inside(at)),
                    "{}",
                    text.as_str()
                );
                before += alone.chars();
            }
        }
    }
}
