//! Building a vocabulary: counting words article by article, in bounded memory, and writing them as one block.
//!
//! What must not go in: cutting text into words (see `text::dictionary`).

use std::collections::BTreeMap;

use super::phrases::Phrases;
use super::token::LONGEST;
use super::{BUCKETS, MAGIC, SECTION, Vocabulary};
use crate::complete::word_numbers::WordNumbers;
use crate::complete::word_stream::WordStream;
use crate::text::pinyin;

/// Most words kept, chosen by number of articles: 16 MB, searched within a frame.
const MOST: usize = 500_000;

/// Counts words for a vocabulary.
#[derive(Debug, Default)]
pub struct VocabularyBuilder {
    words: Phrases,
    sections: BTreeMap<String, u32>,
}

impl VocabularyBuilder {
    /// Begins the next article, in `section` (may be empty).
    pub fn article(&mut self, section: &str) {
        self.words.next_article();
        if !section.is_empty() {
            match self.sections.get_mut(section) {
                Some(count) => *count += 1,
                None => _ = self.sections.insert(section.to_owned(), 1),
            }
        }
    }

    /// Counts the words of a paragraph of the article; `lengths` are the lengths of its words in bytes. A phrase in a
    /// title is counted at once, one in a text only if it is likely to recur.
    pub fn add(&mut self, text: &str, lengths: &[usize], title: bool) {
        self.words.paragraph(text, lengths, title);
    }

    /// Numbers the words that follow, so that texts can be written as numbers.
    pub fn number_words(&mut self) {
        self.words.numbers.get_or_insert_default();
    }

    /// The words that were numbered, given away.
    pub fn take_numbers(&mut self) -> WordNumbers {
        self.words.numbers.take().unwrap_or_default()
    }

    /// Writes the paragraph that was added last into a stream.
    pub(in crate::complete) fn stream(&mut self, text: &str, lengths: &[usize], stream: &mut WordStream) {
        let Some(mut words) = self.words.numbers.take() else { return };
        {
            let mut found = self.words.last_numbers();
            // Of a word of several pieces, 2018年, none has the number.
            let mut left = 0;
            let known = lengths.iter().map(|length| {
                let (whole, number) =
                    if left == 0 { found.next().unwrap_or((*length, 0)) } else { (left, 0) };
                left = whole.saturating_sub(*length);
                if left == 0 { number } else { 0 }
            });
            stream.paragraph(text, lengths, known, &mut words);
        }
        self.words.numbers = Some(words);
    }

    /// Adds the counts of a builder for other articles.
    pub fn absorb(&mut self, other: &Self) {
        self.words.absorb(&other.words);
        for (name, count) in &other.sections {
            *self.sections.entry(name.clone()).or_insert(0) += count;
        }
    }

    /// Number of articles so far.
    pub fn articles(&self) -> u32 {
        self.words.articles()
    }

    /// The vocabulary of an article with these words.
    pub(super) fn of_words(words: &[String]) -> Vocabulary {
        let mut builder = Self::default();
        builder.article("");
        for word in words {
            builder.add(word, &[word.len()], false);
        }
        builder.finish()
    }

    /// The vocabulary of the articles so far.
    pub fn finish(&self) -> Vocabulary {
        let mut words: Vec<(u32, u32, &str)> =
            self.words.chosen().into_iter().map(|(word, docs)| (docs, 0, word)).collect();
        let sections = self.sections.iter().filter(|(name, _)| name.len() <= LONGEST);
        words.extend(sections.map(|(name, count)| (*count, SECTION, name.as_str())));
        words.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.2.cmp(b.2)).then(a.1.cmp(&b.1)));
        words.truncate(MOST);
        // A block made just now is never rejected.
        let block = written(&words).into();
        Vocabulary::open(block).unwrap_or_else(|| Self::default().finish())
    }
}

/// The block for words sorted by number of articles, descending.
fn written(words: &[(u32, u32, &str)]) -> Vec<u8> {
    let mut buckets: Vec<Vec<u32>> = vec![Vec::new(); BUCKETS];
    let (mut ends, mut docs, mut text) = (Vec::new(), Vec::new(), String::new());
    for (number, (count, mark, word)) in words.iter().enumerate() {
        text.push_str(word);
        ends.extend((text.len() as u32).to_le_bytes());
        docs.extend(((*count).min(SECTION - 1) | mark).to_le_bytes());
        let mut keys = pinyin::keys(word);
        if let Some((_, last)) = word.rsplit_once('/').filter(|_| *mark == SECTION) {
            keys.extend(pinyin::keys(last));
            keys.sort_unstable();
            keys.dedup();
        }
        for key in keys {
            if let Some(bucket) = buckets.get_mut(key) {
                bucket.push(number as u32);
            }
        }
    }
    let entries: usize = buckets.iter().map(Vec::len).sum();
    let mut block = MAGIC.to_vec();
    block.extend([words.len(), entries, text.len()].iter().flat_map(|n| (*n as u32).to_le_bytes()));
    let mut border = 0_u32;
    for bucket in buckets.iter().map(Vec::as_slice).chain([[].as_slice()]) {
        block.extend(border.to_le_bytes());
        border += bucket.len() as u32;
    }
    block.extend(ends);
    block.extend(docs);
    block.extend(buckets.iter().flatten().flat_map(|word| word.to_le_bytes()));
    block.extend(text.into_bytes());
    block
}
