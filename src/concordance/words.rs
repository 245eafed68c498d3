//! Which words are counted: those of the word list, neighbours joined where they are a phrase of the library (营商 and 环境).
//!
//! The same words for sorting, collocates and keyness. What must not go in: cutting articles (see `tokenizer`), counting, and
//! how the word list is made.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::complete::vocabulary::{Vocabulary, VocabularyBuilder, count_article, is_stopword};
use crate::corpus::Corpus;
use crate::text::dictionary::cut;
use crate::text::folding::Folding;
use crate::text::han::is_han;

/// Hashes what is a hash already.
#[derive(Debug, Default)]
pub struct HashedKey(u64);

impl Hasher for HashedKey {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Of maps whose keys are hashes.
pub type ByHash = BuildHasherDefault<HashedKey>;

/// The words of a library. Phrases are known by their hashes: of 500,000 the chance that any other text is taken for one is
/// below 1 in 10 million a text, and the words themselves would take five times the memory.
#[derive(Debug, Default)]
pub struct WordSet {
    phrases: HashSet<u64, ByHash>,
    /// The longest phrase that begins with a word, in bytes.
    longest: HashMap<u64, u8, ByHash>,
}

impl WordSet {
    /// The words of `corpus`: its phrases come from its snapshot, or are counted now.
    pub fn of(corpus: &Corpus) -> Self {
        Self::watched(corpus, &|_| true).unwrap_or_default()
    }

    /// The same; `watch` is told of each article that is counted, and may end it.
    pub fn watched(corpus: &Corpus, watch: &dyn Fn(usize) -> bool) -> Option<Self> {
        let count = || {
            let mut builder = VocabularyBuilder::default();
            for article in corpus.articles() {
                watch(1).then_some(())?;
                count_article(&mut builder, article);
            }
            Some(builder.finish())
        };
        let vocabulary = Vocabulary::stored(corpus).or_else(count)?;
        let words = (0..vocabulary.len() as u32).filter_map(|number| vocabulary.get(number));
        Some(Self::with_phrases(words.filter(|word| !word.section).map(|word| word.text)))
    }

    /// The word list, and those of `words` that it does not have.
    pub fn with_phrases<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut set = Self::default();
        words.for_each(|word| set.add(word));
        set
    }

    /// Adds a word of ideographs, unless the word list has it.
    pub fn add(&mut self, word: &str) {
        if !word.chars().all(is_han) {
            return;
        }
        let lengths = cut(word);
        let first = lengths.first().and_then(|length| word.get(..*length)).unwrap_or_default();
        let Ok(bytes) = u8::try_from(word.len()) else { return };
        if lengths.len() > 1 && !first.is_empty() {
            let longest = self.longest.entry(xxh3_64(first.as_bytes())).or_default();
            *longest = bytes.max(*longest);
            self.phrases.insert(xxh3_64(word.as_bytes()));
        }
    }

    /// Number of phrases that the word list does not have.
    pub fn phrases(&self) -> usize {
        self.phrases.len()
    }

    /// How many of the words at the start of `words` form the longest phrase; at least 1.
    pub(super) fn joined(&self, text: &str, words: &[Range<usize>]) -> usize {
        let Some(first) = words.first() else { return 1 };
        let hash = |range: Range<usize>| text.get(range).map(|text| xxh3_64(text.as_bytes()));
        let Some(longest) = hash(first.clone()).and_then(|first| self.longest.get(&first)) else {
            return 1;
        };
        let fits = |word: &&Range<usize>| word.end - first.start <= usize::from(*longest);
        let count = words.iter().take_while(fits).count();
        let is_phrase = |count: &usize| {
            let phrase = words.get(count - 1).and_then(|last| hash(first.start..last.end));
            phrase.is_some_and(|phrase| self.phrases.contains(&phrase))
        };
        (2..=count).rev().find(is_phrase).unwrap_or(1)
    }
}

/// A word as it is counted: case, width and Traditional characters do not make another word of it; variants such as 著 do.
pub fn counted(word: &str) -> Cow<'_, str> {
    let folding = Folding::get();
    if word.chars().all(|c| folding.simplified(c) == Some(c)) {
        Cow::Borrowed(word)
    } else {
        word.chars().filter_map(|c| folding.simplified(c)).collect()
    }
}

/// Whether a word is too common to say anything: a function word, a number, a single ideograph that is part of no word.
pub fn is_common(word: &str) -> bool {
    is_stopword(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_in_several_writings_is_one_word() {
        assert_eq!(
            [counted("營商"), counted("ＡＩ"), counted("ai"), counted("营商")],
            ["营商", "ai", "ai", "营商"]
        );
    }
}
