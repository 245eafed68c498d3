//! Indexing words: each text is cut into words once, for both the word breaks and the vocabulary, which a snapshot stores.
//!
//! What must not go in: which words the vocabulary keeps, and laying out text.

use std::io;

use super::vocabulary::{VOCABULARY, VocabularyBuilder, begin_article};
use crate::corpus::snapshot::{SectionBuilder, Sections};
use crate::corpus::word_breaks::{Breaks, WORD_BREAK_OFFSETS, WORD_BREAKS};
use crate::corpus::{Article, Segment};
use crate::text::dictionary::WordCutter;

/// The fewest articles of a segment worth a thread.
const SHARE: usize = 500;

/// Collects the word breaks of articles and counts their words.
#[derive(Debug, Default)]
pub struct WordIndexer {
    cutter: WordCutter,
    /// The word breaks of all articles so far.
    pub breaks: Breaks,
    /// The words counted so far.
    pub vocabulary: VocabularyBuilder,
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
            }
        }
    }
}

/// Writes word breaks and vocabulary into a snapshot. Several threads share each segment.
#[derive(Debug)]
pub struct WordsSection {
    parts: Vec<WordIndexer>,
    segments: u32,
}

impl WordsSection {
    /// A section without articles; up to `threads` threads share a segment.
    pub fn new(threads: usize) -> Self {
        let parts = (0..threads.max(1)).map(|_| WordIndexer::default()).collect();
        Self { parts, segments: 0 }
    }
}

impl SectionBuilder for WordsSection {
    fn segment(&mut self, segment: &Segment, sections: &Sections) -> io::Result<()> {
        let share = segment.len().div_ceil(self.parts.len()).max(SHARE);
        let index = |part: &mut WordIndexer, number: usize| {
            part.breaks = Breaks::default();
            let articles = (number * share..((number + 1) * share).min(segment.len()))
                .filter_map(|row| segment.article(row));
            articles.for_each(|article| part.article(article));
        };
        std::thread::scope(|scope| {
            let mut parts = self.parts.iter_mut().enumerate();
            let first = parts.next();
            for (number, part) in parts {
                scope.spawn(move || index(part, number));
            }
            if let Some((number, part)) = first {
                index(part, number);
            }
        });
        let mut breaks = Breaks::default();
        for part in &mut self.parts {
            breaks.append(std::mem::take(&mut part.breaks));
        }
        let (bits, starts) = breaks.columns();
        let mut writer = sections.writer();
        writer.column(WORD_BREAKS, self.segments, bits)?;
        writer.column(WORD_BREAK_OFFSETS, self.segments, starts)?;
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

#[cfg(test)]
mod tests {
    use super::super::vocabulary::{Vocabulary, count_article};
    use super::*;
    use crate::corpus::ArticleId;
    use crate::corpus::load::{LoadOptions, Root, load_all};
    use crate::corpus::snapshot;
    use crate::corpus::word_breaks::StoredBreaks;
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
        let mut build = snapshot::Build::create(&target, vec![Box::new(WordsSection::new(3))]).unwrap();
        corpus.segments().iter().for_each(|segment| build.segment(segment).unwrap());
        build.finish(&*options.files, &corpus, &roots, key).unwrap();
        let stored = snapshot::open(&target, key, &roots).unwrap();
        let mut counted = VocabularyBuilder::default();
        corpus.articles().for_each(|article| count_article(&mut counted, article));
        let vocabulary = Vocabulary::stored(&stored).unwrap();
        let (kept, whole) = (numbers(&vocabulary), numbers(&counted.finish()));
        assert_eq!(kept.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        assert!(kept.contains_key("营商环境"));
        // Each of the three threads may drop a word that it has seen in one article only, and which articles a thread gets
        // depends on the order in which they were read.
        for (word, articles) in &whole {
            assert!(
                (articles.saturating_sub(3)..=*articles).contains(&kept[word]),
                "{word}: {} of {articles}",
                kept[word]
            );
        }
        for article in corpus.articles() {
            let stored = StoredBreaks::of(&stored, article.id()).unwrap().article(article.id()).unwrap();
            let mut before = 0;
            for text in std::iter::once(article.title()).chain(article.paragraphs().map(|p| p.text)) {
                let alone = breaks(text.as_str());
                let view = stored.view(0, before, alone.chars());
                assert!((0..alone.chars() + 8).all(|at| view.inside(at) == alone.inside(at)));
                before += alone.chars();
            }
        }
        assert!(StoredBreaks::of(&stored, ArticleId(1_300)).is_none());
    }
}
