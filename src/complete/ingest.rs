//! Ingest: a text is cut into words once, and everything that wants the words takes them from that one cut: the line
//! breaker's bits, and the vocabulary. Both can lie in a snapshot.
//!
//! What must not go in: what is done with either.

use std::io;

use super::vocabulary::{Vocabulary, VocabularyBuilder};
use crate::corpus::snapshot::{Companion, Sections};
use crate::corpus::{Article, ArticleId, Corpus, Segment};
use crate::store::{Column, SectionKind};
use crate::text::WordBreaks;
use crate::text::dictionary::{Dictionary, WordCutter};

/// Whether a word may begin, one bit a character. This kind and the next: one section for each segment.
pub const WORD_BREAKS: SectionKind = SectionKind::derived(48);
/// Where the bits of each article or paragraph begin.
pub const WORD_BREAK_OFFSETS: SectionKind = SectionKind::derived(49);
/// The words of the corpus with the number of their articles, found by the first letters of their pinyin. One section.
pub const VOCABULARY: SectionKind = SectionKind::derived(56);

/// A thread takes at least so many articles of a segment.
const SHARE: usize = 500;

/// Cuts articles into words.
#[derive(Debug)]
pub struct Ingest {
    cutter: WordCutter,
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

/// The breaks of a segment out of a snapshot.
#[derive(Debug, Clone)]
pub struct StoredBreaks {
    bits: Column<u8>,
    starts: Column<u32>,
    /// Number of the segment's first article.
    base: u32,
}

impl Ingest {
    /// Nothing taken in yet.
    pub fn new(words: Dictionary) -> Self {
        Self {
            cutter: WordCutter::new(words),
            breaks: Breaks::default(),
            vocabulary: VocabularyBuilder::default(),
        }
    }

    /// Takes in the next article: title and text. A copy of an earlier one has breaks, but its words are not counted again.
    pub fn article(&mut self, article: Article<'_>) {
        self.breaks.next_article();
        let counted = begin(&mut self.vocabulary, article);
        let paragraphs = article.paragraphs().map(|paragraph| (paragraph.text.as_str(), false));
        let mut bit = 0;
        for (text, title) in std::iter::once((article.title().as_str(), true)).chain(paragraphs) {
            let lengths = self.cutter.cut(text);
            bit = self.breaks.push(bit, text, lengths);
            if counted {
                self.vocabulary.add(text, lengths, title);
            }
        }
    }
}

/// Takes in segments for a snapshot, each by several threads.
#[derive(Debug)]
pub struct WordsSection {
    parts: Vec<Ingest>,
    segments: u32,
}

impl WordsSection {
    /// Nothing taken in yet; `threads` work at a segment that is large enough.
    pub fn new(words: &Dictionary, threads: usize) -> Self {
        let parts = (0..threads.max(1)).map(|_| Ingest::new(words.clone())).collect();
        Self { parts, segments: 0 }
    }
}

impl Companion for WordsSection {
    fn segment(&mut self, segment: &Segment, sections: &Sections) -> io::Result<()> {
        let share = segment.len().div_ceil(self.parts.len()).max(SHARE);
        let take_in = |part: &mut Ingest, number: usize| {
            part.breaks = Breaks::default();
            let articles = (number * share..((number + 1) * share).min(segment.len()))
                .filter_map(|row| segment.article(row));
            articles.for_each(|article| part.article(article));
        };
        std::thread::scope(|scope| {
            let mut parts = self.parts.iter_mut().enumerate();
            let first = parts.next();
            for (number, part) in parts {
                scope.spawn(move || take_in(part, number));
            }
            if let Some((number, part)) = first {
                take_in(part, number);
            }
        });
        let mut breaks = Breaks::default();
        for part in &mut self.parts {
            breaks.append(std::mem::take(&mut part.breaks));
        }
        let mut writer = sections.writer();
        writer.column(WORD_BREAKS, self.segments, &breaks.bits)?;
        writer.column(WORD_BREAK_OFFSETS, self.segments, &breaks.starts)?;
        self.segments += 1;
        Ok(())
    }

    fn finish(self: Box<Self>, sections: &Sections) -> io::Result<()> {
        let mut parts = self.parts.into_iter().map(|part| part.vocabulary);
        let mut counted = parts.next().unwrap_or_default();
        parts.for_each(|part| counted.absorb(&part));
        let vocabulary = counted.finish();
        sections.writer().column(VOCABULARY, 0, vocabulary.bytes().unwrap_or_default())
    }
}

/// The vocabulary that lies in the snapshot of a corpus.
pub fn stored_vocabulary(corpus: &Corpus) -> Option<Vocabulary> {
    Vocabulary::open(corpus.stored.as_ref()?.container.column(VOCABULARY, 0)?)
}

/// Whether the snapshot of a corpus says where words begin.
pub fn has_breaks(corpus: &Corpus) -> bool {
    corpus.stored.as_ref().is_some_and(|stored| stored.container.count(WORD_BREAKS) > 0)
}

impl StoredBreaks {
    /// The breaks of the segment that holds `id`, if they lie in the snapshot of the corpus.
    pub fn of(corpus: &Corpus, id: ArticleId) -> Option<Self> {
        let stored = corpus.stored.as_ref().filter(|stored| id.0 < stored.articles)?;
        let number = corpus.segments().partition_point(|segment| segment.base() <= id.0).checked_sub(1)?;
        let base = corpus.segments().get(number)?.base();
        let bits = stored.container.column(WORD_BREAKS, number as u32)?;
        let starts = stored.container.column(WORD_BREAK_OFFSETS, number as u32)?;
        Some(Self { bits, starts, base })
    }

    /// The breaks of one article, which has the number 0 then; none if the file is damaged.
    pub fn article(&self, id: ArticleId) -> Option<Breaks> {
        let number = id.0.checked_sub(self.base)? as usize;
        let start = *self.starts.get(number)? as usize;
        let end = self.starts.get(number + 1).map_or(self.bits.len(), |end| *end as usize);
        Some(Breaks { bits: self.bits.slice(start..end)?.to_vec(), starts: vec![0] })
    }
}

/// Begins an article; false if its words are not counted, because an earlier one has the same bytes.
fn begin(vocabulary: &mut VocabularyBuilder, article: Article<'_>) -> bool {
    let first = article.duplicate_of().is_none();
    vocabulary.article(if first { article.section().as_str() } else { "" });
    first
}

/// Counts the words of one title, for a vocabulary that does not wait for the texts.
pub fn count_title(words: &Dictionary, vocabulary: &mut VocabularyBuilder, article: Article<'_>) {
    if begin(vocabulary, article) {
        let title = article.title();
        vocabulary.add(title.as_str(), &words.cut(title.as_str()), true);
    }
}

/// Counts the words of one article, title and text.
pub fn count_article(words: &Dictionary, vocabulary: &mut VocabularyBuilder, article: Article<'_>) {
    count_title(words, vocabulary, article);
    if article.duplicate_of().is_none() {
        for paragraph in article.paragraphs() {
            vocabulary.add(paragraph.text.as_str(), &words.cut(paragraph.text.as_str()), false);
        }
    }
}

impl Breaks {
    /// Adds those of the articles that follow.
    fn append(&mut self, next: Self) {
        let before = self.bits.len() as u32;
        self.starts.extend(next.starts.iter().map(|start| before + start));
        if before == 0 {
            self.bits = next.bits;
        } else {
            self.bits.extend(next.bits);
        }
    }

    fn next_article(&mut self) {
        self.starts.push(self.bits.len() as u32);
    }

    /// Writes the words of a paragraph from bit `first` of the article on. Returns the bit after it.
    fn push(&mut self, first: usize, text: &str, lengths: &[usize]) -> usize {
        let start = self.starts.last().map_or(0, |byte| *byte as usize * 8);
        // No text has more characters than bytes; what is too much is cut off again.
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
    use crate::corpus::snapshot;

    #[test]
    fn the_bits_are_those_of_each_paragraph_cut_alone_and_the_counts_those_of_the_vocabulary() {
        let root = Root::Path(["tests", "data", "library"].iter().collect());
        let corpus = load_all(&[root], &LoadOptions::default(), &());
        let words = Dictionary::load();
        let mut ingest = Ingest::new(words.clone());
        let mut counted = VocabularyBuilder::default();
        for article in corpus.articles() {
            ingest.article(article);
            count_article(&words, &mut counted, article);
        }
        assert!(corpus.len() > 5 && ingest.vocabulary.articles() as usize == corpus.len());
        assert_eq!(ingest.vocabulary.finish().bytes().unwrap(), counted.finish().bytes().unwrap());
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

    /// The words of a vocabulary with their number of articles.
    fn numbers(vocabulary: &Vocabulary) -> std::collections::BTreeMap<String, u32> {
        let entries = (0..vocabulary.len() as u32).filter_map(|word| vocabulary.get(word));
        entries.map(|entry| (entry.text.to_owned(), entry.docs)).collect()
    }

    #[test]
    fn a_snapshot_keeps_the_words_of_every_article() {
        let folder = tempfile::tempdir().unwrap();
        let (root, target) = (folder.path().join("文章"), folder.path().join("snapshot"));
        std::fs::create_dir(&root).unwrap();
        for number in 0..1_300 {
            let text =
                format!("第{number}条河\n\n优化营商环境，重庆的老周说了{number}遍。\n\n乡村振兴靠大家。\n");
            std::fs::write(root.join(format!("{number}.txt")), text).unwrap();
        }
        let options = LoadOptions::default();
        let (roots, key) = (vec![root.clone()], snapshot::key(&options, std::slice::from_ref(&root), false));
        let corpus = load_all(&[Root::Path(root)], &options, &());
        let words = Dictionary::load();
        let mut build =
            snapshot::Build::create(&target, vec![Box::new(WordsSection::new(&words, 3))]).unwrap();
        corpus.segments().iter().for_each(|segment| build.segment(segment).unwrap());
        build.finish(&corpus, &roots, key).unwrap();
        let stored = snapshot::open(&target, key, &roots).unwrap();
        let mut counted = VocabularyBuilder::default();
        corpus.articles().for_each(|article| count_article(&words, &mut counted, article));
        let vocabulary = stored_vocabulary(&stored).unwrap();
        let (kept, whole) = (numbers(&vocabulary), numbers(&counted.finish()));
        assert_eq!(kept.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        assert!(kept.contains_key("营商环境"));
        // Each of the three parts may have passed over what it had seen in one article alone; how the articles are shared
        // out depends on how quickly they were read.
        for (word, articles) in &whole {
            assert!(
                (articles.saturating_sub(3)..=*articles).contains(&kept[word]),
                "{word}: {} of {articles}",
                kept[word]
            );
        }
        for article in corpus.articles() {
            let breaks = StoredBreaks::of(&stored, article.id()).unwrap().article(article.id()).unwrap();
            let mut before = 0;
            for text in std::iter::once(article.title()).chain(article.paragraphs().map(|p| p.text)) {
                let alone = words.breaks(text.as_str());
                let view = breaks.view(0, before, alone.chars());
                assert!((0..alone.chars() + 8).all(|at| view.inside(at) == alone.inside(at)));
                before += alone.chars();
            }
        }
        assert!(StoredBreaks::of(&stored, ArticleId(1_300)).is_none());
    }
}
