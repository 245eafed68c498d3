//! Ingest: a text is cut into words once, and everything that wants the words takes them from that one cut: the line
//! breaker's bits, and the vocabulary.
//!
//! What must not go in: what is done with either.

use super::vocabulary::VocabularyBuilder;
use super::words::Words;
use crate::corpus::Article;
use crate::text::WordBreaks;

/// Cuts articles into words.
#[derive(Debug)]
pub struct Ingest {
    words: Words,
    /// Where words begin, of all articles so far.
    pub breaks: Breaks,
    /// The words counted.
    pub vocabulary: VocabularyBuilder,
}

/// Where words begin in a run of articles: one bit a character, title first, then the paragraphs in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaks {
    /// The bits; each article begins with a new byte.
    pub bits: Vec<u8>,
    /// For each article, its first byte among the bits.
    pub starts: Vec<u32>,
}

impl Ingest {
    /// Nothing taken in yet.
    pub fn new(words: Words) -> Self {
        Self { words, breaks: Breaks::default(), vocabulary: VocabularyBuilder::default() }
    }

    /// Takes in the next article: title and text.
    pub fn article(&mut self, article: Article<'_>) {
        self.breaks.next_article();
        self.vocabulary.article(article.section().as_str());
        let paragraphs = article.paragraphs().map(|paragraph| (paragraph.text.as_str(), false));
        let mut bit = 0;
        for (text, title) in std::iter::once((article.title().as_str(), true)).chain(paragraphs) {
            let lengths = self.words.cut(text);
            bit = self.breaks.push(bit, text, &lengths);
            self.vocabulary.add(text, &lengths, title);
        }
    }
}

/// Counts the words of one title, for a vocabulary that does not wait for the texts.
pub fn count_title(words: &Words, vocabulary: &mut VocabularyBuilder, article: Article<'_>) {
    vocabulary.article(article.section().as_str());
    let title = article.title();
    vocabulary.add(title.as_str(), &words.cut(title.as_str()), true);
}

/// Counts the words of one article, title and text.
pub fn count_article(words: &Words, vocabulary: &mut VocabularyBuilder, article: Article<'_>) {
    count_title(words, vocabulary, article);
    for paragraph in article.paragraphs() {
        vocabulary.add(paragraph.text.as_str(), &words.cut(paragraph.text.as_str()), false);
    }
}

impl Breaks {
    fn next_article(&mut self) {
        self.starts.push(self.bits.len() as u32);
    }

    /// Writes the words of a paragraph from bit `first` of the article on. Returns the bit after it.
    fn push(&mut self, first: usize, text: &str, lengths: &[usize]) -> usize {
        let start = self.starts.last().map_or(0, |byte| *byte as usize * 8);
        let (mut bit, mut rest) = (first, text);
        for length in lengths {
            let Some((word, tail)) = rest.split_at_checked(*length) else { break };
            let at = start + bit;
            bit += word.chars().count();
            rest = tail;
            self.bits.resize((start + bit).div_ceil(8), 0);
            if let Some(byte) = self.bits.get_mut(at / 8) {
                *byte |= 1 << (at % 8);
            }
        }
        bit
    }

    /// The words of a paragraph of article `article` (counted from 0), before which the article has `before` characters
    /// (title included, line breaks not) and which itself has `chars`.
    pub fn view(&self, article: usize, before: usize, chars: usize) -> WordBreaks<'_> {
        let Some(start) = self.starts.get(article) else { return WordBreaks::none() };
        WordBreaks::view(&self.bits, *start as usize * 8 + before, chars)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::load::{LoadOptions, Root, load_all};
    use crate::corpus::{Draft, Tagger, Tags};

    struct NoTags;

    impl Tagger for NoTags {
        fn tags(&self, _: &Draft) -> Tags {
            Tags::default()
        }
    }

    #[test]
    fn the_bits_are_those_of_each_paragraph_cut_alone_and_the_counts_those_of_the_vocabulary() {
        let root = Root::Path(["tests", "data", "library"].iter().collect());
        let corpus = load_all(&[root], &LoadOptions::default(), &NoTags);
        let words = Words::load();
        let mut ingest = Ingest::new(words.clone());
        let mut counted = VocabularyBuilder::default();
        for article in corpus.articles() {
            ingest.article(article);
            count_article(&words, &mut counted, article);
        }
        assert!(corpus.len() > 5 && ingest.vocabulary.articles() as usize == corpus.len());
        assert_eq!(ingest.vocabulary.finish().bytes(), counted.finish().bytes());
        for (number, article) in corpus.articles().enumerate() {
            let mut before = 0;
            let texts = std::iter::once(article.title()).chain(article.paragraphs().map(|p| p.text));
            for text in texts {
                let alone = words.breaks(text.as_str());
                let view = ingest.breaks.view(number, before, alone.chars());
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
