//! Which words are counted: those of the word list, neighbours joined where they are a phrase of the library (营商 and 环境).
//!
//! The same words for sorting, collocates and keyness. What must not go in: cutting articles (see `tokenizer`), counting, and
//! how the word list is made.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::stored_words::{StoredWords, UNNUMBERED, WordForm, WordsView, hash};
use super::user_words::UserWords;
use crate::complete::vocabulary::{Vocabulary, VocabularyBuilder, count_article, is_stopword};
use crate::complete::word_numbers::ByHash;
use crate::corpus::Corpus;
use crate::text::dictionary::cut;
use crate::text::folding::Folding;
use crate::text::han::is_han;

/// The words of a library. Phrases are known by their hashes: of 500,000 the chance that any other text is taken for one is
/// below 1 in 10 million a text, and the words themselves would take five times the memory.
#[derive(Debug, Default)]
pub struct WordSet {
    /// Those of a snapshot.
    stored: Option<StoredWords>,
    /// Phrases that it does not have.
    phrases: HashSet<u64, ByHash>,
    /// The longest of these that begins with a word, in bytes.
    longest: HashMap<u64, u8, ByHash>,
    /// Words that are never listed, as they are counted.
    stopped: HashSet<String>,
}

impl WordSet {
    /// The words of `corpus`: its phrases come from its snapshot, or are counted now.
    pub fn of(corpus: &Corpus) -> Self {
        Self::watched(corpus, &|_| true).unwrap_or_default()
    }

    /// The same; `watch` is told of each article that is counted, and may end it.
    pub fn watched(corpus: &Corpus, watch: &dyn Fn(usize) -> bool) -> Option<Self> {
        if let Some(stored) = StoredWords::of(corpus) {
            return Some(Self { stored: Some(stored), ..Self::default() });
        }
        let count = || {
            let mut builder = VocabularyBuilder::default();
            for article in corpus.articles() {
                watch(1).then_some(())?;
                count_article(&mut builder, article);
            }
            Some(builder.finish())
        };
        let vocabulary = Vocabulary::stored(corpus).or_else(count)?;
        Some(Self::of_vocabulary(&vocabulary))
    }

    /// The word list, and the phrases of a vocabulary.
    pub(super) fn of_vocabulary(vocabulary: &Vocabulary) -> Self {
        Self::with_phrases(vocabulary_words(vocabulary))
    }

    /// The word list, and those of `words` that it does not have.
    pub fn with_phrases<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut set = Self::default();
        words.for_each(|word| set.add(word));
        set
    }

    /// Adds a word of ideographs, unless it is a word already.
    pub fn add(&mut self, word: &str) {
        if !word.chars().all(is_han) || self.view().form(hash(word)).is_some_and(WordForm::is_phrase) {
            return;
        }
        let lengths = cut(word);
        let first = lengths.first().and_then(|length| word.get(..*length)).unwrap_or_default();
        let Ok(bytes) = u8::try_from(word.len()) else { return };
        if lengths.len() > 1 && !first.is_empty() {
            let longest = self.longest.entry(hash(first)).or_default();
            *longest = bytes.max(*longest);
            self.phrases.insert(hash(word));
        }
    }

    /// Adds the words of a user.
    pub fn add_user(&mut self, user: &UserWords) {
        user.words.iter().for_each(|word| self.add(word));
        self.stopped.extend(user.stopped.iter().map(|word| counted(word).into_owned()));
    }

    /// Whether a word is never listed.
    pub(super) fn is_stopped(&self, word: &str) -> bool {
        self.stopped.contains(word)
    }

    /// Number of phrases that the word list does not have.
    pub fn phrases(&self) -> usize {
        self.phrases.len() + self.stored.as_ref().map_or(0, |stored| stored.phrases() as usize)
    }

    /// The words of the snapshot, if how often they occur in it holds for these words: none was added.
    pub(super) fn totals(&self) -> Option<&StoredWords> {
        self.stored.as_ref().filter(|_| self.phrases.is_empty())
    }

    /// The words of the snapshot; none if there is no snapshot.
    pub(super) fn view(&self) -> WordsView<'_> {
        self.stored.as_ref().and_then(StoredWords::view).unwrap_or_default()
    }

    /// Whether a text with this hash is a phrase that was added.
    pub(super) fn is_phrase(&self, hash: u64) -> bool {
        self.phrases.contains(&hash)
    }

    /// The longest added phrase that begins with a word, in bytes; 0: none.
    pub(super) fn longest(&self, first: u64) -> u8 {
        self.longest.get(&first).copied().unwrap_or_default()
    }

    /// The words that added phrases begin with, by hash, and the longest phrase of each in bytes.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = (u64, u8)> {
        self.longest.iter().map(|(first, longest)| (*first, *longest))
    }

    /// How many of the words at the start of `words` form the longest phrase, at least 1, and the number of that phrase or word.
    pub(super) fn joined(&self, view: WordsView<'_>, text: &str, words: &[Range<usize>]) -> (usize, u32) {
        let Some(first) = words.first() else { return (1, UNNUMBERED) };
        let form = |range: Range<usize>| text.get(range).map(hash).map(|hash| (hash, view.form(hash)));
        let Some((hash, own)) = form(first.clone()) else { return (1, UNNUMBERED) };
        let alone = (1, own.map_or(UNNUMBERED, |own| own.number));
        let longest = own.map_or(0, |own| own.longest).max(self.longest(hash));
        let fits = |word: &&Range<usize>| word.end - first.start <= usize::from(longest);
        let count = words.iter().take_while(fits).count();
        let phrase = |count: usize| {
            let (hash, form) = form(first.start..words.get(count - 1)?.end)?;
            let is_phrase = form.is_some_and(WordForm::is_phrase) || self.is_phrase(hash);
            is_phrase.then(|| (count, form.map_or(UNNUMBERED, |form| form.number)))
        };
        (2..=count).rev().find_map(phrase).unwrap_or(alone)
    }
}

/// The words of a vocabulary, without the names of sections.
pub(super) fn vocabulary_words(vocabulary: &Vocabulary) -> impl Iterator<Item = &str> {
    let words = (0..vocabulary.len() as u32).filter_map(|number| vocabulary.get(number));
    words.filter(|word| !word.section).map(|word| word.text)
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
