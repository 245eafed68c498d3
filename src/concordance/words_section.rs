//! The sections of words in a snapshot: where words begin, the vocabulary, and how often each word occurs.
//!
//! What must not go in: cutting texts into words (see `complete::WordIndexer`).

use std::io;

use super::count_stream::counted_words;
use super::words::{WordSet, vocabulary_words};
use crate::complete::WordIndexer;
use crate::complete::vocabulary::{VOCABULARY, VocabularyBuilder};
use crate::complete::word_stream::WordStream;
use crate::corpus::Segment;
use crate::corpus::snapshot::{SectionBuilder, Sections};
use crate::corpus::word_breaks::{Breaks, WORD_BREAK_OFFSETS, WORD_BREAKS};

/// The fewest articles of a segment worth a thread.
const SHARE: usize = 500;

/// Writes word breaks, vocabulary and totals into a snapshot. Several threads share each segment.
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
        for part in self.parts.iter_mut().filter(|part| part.stream.is_none()) {
            part.stream_into(WordStream::new(sections.writer().scratch()?));
        }
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
        let mut vocabulary = VocabularyBuilder::default();
        let mut streams = Vec::new();
        for mut part in self.parts {
            let numbers = part.vocabulary.take_numbers();
            streams.extend(part.stream.map(|stream| (stream, numbers)));
            vocabulary.absorb(&part.vocabulary);
        }
        let vocabulary = vocabulary.finish();
        sections.writer().column(VOCABULARY, 0, vocabulary.bytes().unwrap_or_default())?;
        let set = WordSet::of_vocabulary(&vocabulary);
        let words = counted_words(&set, vocabulary_words(&vocabulary), streams)?;
        words.write(&mut sections.writer())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complete::vocabulary::{Vocabulary, count_article};
    use crate::corpus::ArticleId;
    use crate::corpus::load::{LoadOptions, Root, load_all};
    use crate::corpus::snapshot;
    use crate::corpus::word_breaks::StoredBreaks;
    use crate::text::dictionary::breaks;

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
