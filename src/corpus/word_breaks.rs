//! Where words begin in articles, as a snapshot stores it, so that a long article is laid out without cutting it into words
//! again.
//!
//! What must not go in: cutting text into words (see `text::dictionary`).

use super::{ArticleId, Corpus};
use crate::store::{Column, SectionKind};
use crate::text::WordBreaks;

/// Whether a word may begin, one bit a character. One section for each segment, as of the next kind.
pub const WORD_BREAKS: SectionKind = SectionKind::derived(48);
/// Where the bits of each article begin, in bytes.
pub const WORD_BREAK_OFFSETS: SectionKind = SectionKind::derived(49);

/// Where words begin in a run of articles: one bit per character, title first, then the paragraphs in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaks {
    /// The bits; each article starts on a new byte.
    bits: Vec<u8>,
    /// The first byte of each article.
    starts: Vec<u32>,
}

/// The word breaks of one segment, read from a snapshot.
#[derive(Debug, Clone)]
pub struct StoredBreaks {
    bits: Column<u8>,
    starts: Column<u32>,
    /// The id of the segment's first article.
    base: u32,
}

impl StoredBreaks {
    /// The breaks of the segment that holds `id`, if the corpus's snapshot has them.
    pub fn of(corpus: &Corpus, id: ArticleId) -> Option<Self> {
        let stored = corpus.stored.as_ref().filter(|stored| id.0 < stored.articles)?;
        let number = corpus.segments().partition_point(|segment| segment.base() <= id.0).checked_sub(1)?;
        let base = corpus.segments().get(number)?.base();
        let bits = stored.container.column(WORD_BREAKS, number as u32)?;
        let starts = stored.container.column(WORD_BREAK_OFFSETS, number as u32)?;
        Some(Self { bits, starts, base })
    }

    /// The breaks of one article, as article 0 of the result; `None` if the file is damaged.
    pub fn article(&self, id: ArticleId) -> Option<Breaks> {
        let number = id.0.checked_sub(self.base)? as usize;
        let start = *self.starts.get(number)? as usize;
        let end = self.starts.get(number + 1).map_or(self.bits.len(), |end| *end as usize);
        Some(Breaks { bits: self.bits.slice(start..end)?.to_vec(), starts: vec![0] })
    }
}

impl Breaks {
    /// Appends the breaks of the articles that follow.
    pub fn append(&mut self, next: Self) {
        let before = self.bits.len() as u32;
        self.starts.extend(next.starts.iter().map(|start| before + start));
        if before == 0 {
            self.bits = next.bits;
        } else {
            self.bits.extend(next.bits);
        }
    }

    /// Starts the next article.
    pub fn next_article(&mut self) {
        self.starts.push(self.bits.len() as u32);
    }

    /// Adds a paragraph at bit `first` of the current article; `lengths` are the lengths of its words in bytes. Returns the
    /// bit after the paragraph.
    pub fn push(&mut self, first: usize, text: &str, lengths: &[usize]) -> usize {
        let start = self.starts.last().map_or(0, |byte| *byte as usize * 8);
        // A text has at most as many characters as bytes; the excess is truncated below.
        self.bits.resize((start + first + text.len()).div_ceil(8), 0);
        let (mut bit, mut rest) = (start + first, text.as_bytes());
        for length in lengths {
            let Some((word, tail)) = rest.split_at_checked(*length) else { break };
            if let Some(byte) = self.bits.get_mut(bit / 8) {
                *byte |= 1 << (bit % 8);
            }
            bit += word.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
            rest = tail;
        }
        self.bits.truncate(bit.div_ceil(8));
        bit - start
    }

    /// The bits and the first byte of each article, as a snapshot stores them.
    pub fn columns(&self) -> (&[u8], &[u32]) {
        (&self.bits, &self.starts)
    }

    /// The breaks of a paragraph of `chars` characters in article `article` (from 0). `before` counts the article's characters
    /// ahead of it, with the title but without line breaks.
    pub fn view(&self, article: usize, before: usize, chars: usize) -> WordBreaks<'_> {
        let Some(start) = self.starts.get(article) else { return WordBreaks::none() };
        WordBreaks::view(&self.bits, *start as usize * 8 + before, chars)
    }
}
