//! The vocabulary of a corpus: its words, each with the number of articles that contain it, looked up by the first
//! letters of their pinyin. It is one flat block of bytes, on the heap or in a file, read without unpacking.
//!
//! ```text
//! | part    | what it holds (numbers are u32, little-endian)                                         |
//! |---------|----------------------------------------------------------------------------------------|
//! | header  | magic and version (8 bytes), number of words, of entries, bytes of text                |
//! | buckets | for each key of `pinyin::keys`, where its entries begin; then the end of the last      |
//! | ends    | for each word, where it ends in the text; sorted by number of articles, descending, then text |
//! | docs    | for each word, the number of articles with it; the top bit says whether it is a section |
//! | entries | numbers of words, bucket by bucket, each in ascending order                            |
//! | text    | the words                                                                              |
//! ```
//!
//! What must not go in: which words typed letters fit (see `pinyin`), and which word is offered first (see `candidates`).

mod build;
mod count;
mod phrases;
mod token;
mod word_table;

pub use build::VocabularyBuilder;
pub(super) use count::begin_article;
pub use count::{count_article, count_title};
pub use token::{is_function_word, is_stopword};

use std::ops::Range;

use crate::corpus::Corpus;
use crate::store::{Column, SectionKind};
use crate::text::pinyin::LETTERS;

/// The section of a snapshot that holds the vocabulary.
pub const VOCABULARY: SectionKind = SectionKind::derived(56);

/// The first bytes of every vocabulary. The last is the version of the format and of the rules that choose the words.
const MAGIC: &[u8; 8] = b"xlvocab2";
const HEADER: usize = 20;
const BUCKETS: usize = LETTERS * LETTERS;
/// The bit in `docs` that marks the name of a section.
const SECTION: u32 = 1 << 31;

/// The words of a corpus, on the heap or in a mapped file. Cheap to clone.
#[derive(Clone)]
pub struct Vocabulary {
    block: Column<u8>,
    parts: Parts,
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vocabulary").field("words", &self.len()).finish_non_exhaustive()
    }
}

/// Where each part begins, in bytes.
#[derive(Debug, Clone, Copy)]
struct Parts {
    words: usize,
    ends: usize,
    docs: usize,
    entries: usize,
    text: usize,
}

/// One word of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordEntry<'a> {
    /// The word.
    pub text: &'a str,
    /// Number of articles that contain it.
    pub docs: u32,
    /// Whether it is the name of a section; `docs` then counts the articles in the section.
    pub section: bool,
}

impl Vocabulary {
    /// The vocabulary in the snapshot of a corpus.
    pub fn stored(corpus: &Corpus) -> Option<Self> {
        Self::open(corpus.stored.as_ref()?.container.column(VOCABULARY, 0)?)
    }

    /// A list of words, as if each stood in one article.
    pub fn of_words(words: &[String]) -> Self {
        VocabularyBuilder::of_words(words)
    }

    /// Reads the header. `None` if the block is not a vocabulary of this version, or its length contradicts the header.
    /// Offsets are checked on use: words that a damaged one points to are skipped.
    pub fn open(block: Column<u8>) -> Option<Self> {
        (block.slice(0..MAGIC.len())? == MAGIC).then_some(())?;
        let size = |at: usize| number(&block, at).map(|n| n as usize);
        let (words, entries, text) = (size(8)?, size(12)?, size(16)?);
        let ends = HEADER + 4 * (BUCKETS + 1);
        let docs = ends.checked_add(words.checked_mul(4)?)?;
        let first_entry = docs.checked_add(words.checked_mul(4)?)?;
        let first_text = first_entry.checked_add(entries.checked_mul(4)?)?;
        (block.len() == first_text.checked_add(text)?).then_some(())?;
        let parts = Parts { words, ends, docs, entries: first_entry, text: first_text };
        Some(Self { block, parts })
    }

    /// The whole block, for storing it; `None` if it is damaged.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.block.all()
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.parts.words
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Word number `word`, counted from the one with the most articles.
    pub fn get(&self, word: u32) -> Option<WordEntry<'_>> {
        let (block, parts, at) = (&self.block, self.parts, word as usize);
        if at >= parts.words {
            return None;
        }
        let end = number(block, parts.ends + 4 * at)? as usize;
        let start = match at.checked_sub(1) {
            Some(before) => number(block, parts.ends + 4 * before)? as usize,
            None => 0,
        };
        let docs = number(block, parts.docs + 4 * at)?;
        let text = block.slice(parts.text.checked_add(start)?..parts.text.checked_add(end)?)?;
        let text = std::str::from_utf8(text).ok()?;
        Some(WordEntry { text, docs: docs & !SECTION, section: docs & SECTION != 0 })
    }

    /// The words under one of the [`keys`](crate::text::pinyin::keys), those with the most articles first.
    pub fn under(&self, key: usize) -> impl Iterator<Item = WordEntry<'_>> {
        let bucket = self.bucket(key).unwrap_or_default();
        bucket
            .filter_map(|entry| number(&self.block, self.parts.entries + 4 * entry))
            .filter_map(|w| self.get(w))
    }

    fn bucket(&self, key: usize) -> Option<Range<usize>> {
        let border = |key: usize| {
            let at = number(&self.block, HEADER + 4 * key)? as usize;
            (at <= (self.parts.text - self.parts.entries) / 4).then_some(at)
        };
        if key < BUCKETS { Some(border(key)?..border(key + 1)?) } else { None }
    }
}

/// The number at byte `at`.
fn number(block: &Column<u8>, at: usize) -> Option<u32> {
    let four = block.slice(at..at.checked_add(4)?)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests;
