//! Near duplicates as sections of a snapshot: found segment by segment, although the texts of earlier segments are gone.
//!
//! The sentence hashes of every article go to a temporary file, a seventh of the size of the text, and are read back
//! for the few articles that look alike. What must not go in: what makes a near duplicate.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use super::sentences::Sentences;
use super::{MOST, NearDuplicateFinder, SketchEntry};
use crate::corpus::snapshot::{SectionBuilder, Sections};
use crate::corpus::{Article, ArticleId, Segment};
use crate::store::SectionKind;

/// Articles in sets: the id of each, and of the first article of its set. One section.
pub const PAIRS: SectionKind = SectionKind::derived(72);
/// Articles by sentence, for finding further near duplicates. One section.
pub(super) const SKETCHES: SectionKind = SectionKind::derived(73);

/// Bytes written at a time.
const BUFFER: usize = 1 << 20;

/// Finds near duplicates while a snapshot is made, with 300 bytes of memory per article. Keeps none if there are more than
/// [`MOST`] articles.
#[derive(Debug, Default)]
pub struct NearDuplicatesSection {
    finder: NearDuplicateFinder,
    file: Option<SentenceFile>,
    /// Whether there are too many articles.
    over: bool,
}

impl SectionBuilder for NearDuplicatesSection {
    fn segment(&mut self, segment: &Segment, sections: &Sections) -> io::Result<()> {
        self.over |= segment.base() as usize + segment.len() > MOST;
        if self.over {
            (self.finder, self.file) = (NearDuplicateFinder::default(), None);
            return Ok(());
        }
        let mut file = match self.file.take() {
            Some(file) => file,
            None => SentenceFile::new(sections.writer().scratch()?),
        };
        for article in segment.articles() {
            self.article(article, &mut file)?;
        }
        self.file = Some(file);
        Ok(())
    }

    fn finish(self: Box<Self>, sections: &Sections) -> io::Result<()> {
        if self.over {
            return Ok(());
        }
        let mut pairs: Vec<[u32; 2]> =
            self.finder.near_duplicates.0.iter().map(|(id, first)| [*id, *first]).collect();
        pairs.sort_unstable();
        let entry = |hash: u64, (id, chars): (u32, u32)| [hash, u64::from(id), u64::from(chars)];
        let by_sentence = self.finder.by_sentence.into_iter();
        let mut sketches: Vec<SketchEntry> =
            by_sentence.flat_map(|(hash, all)| all.into_iter().map(move |one| entry(hash, one))).collect();
        sketches.sort_unstable();
        let mut writer = sections.writer();
        writer.column(PAIRS, 0, &pairs)?;
        writer.column(SKETCHES, 0, &sketches)
    }
}

impl NearDuplicatesSection {
    fn article(&mut self, article: Article<'_>, file: &mut SentenceFile) -> io::Result<()> {
        let id = article.id();
        let sentences = if let Some(original) = article.duplicate_of() {
            self.finder.join(id, original);
            Sentences::default()
        } else {
            let sentences = Sentences::of(article);
            self.finder.compare(id, &sentences, |rival| file.read(ArticleId(rival)));
            sentences
        };
        self.finder.seen = id.0 + 1;
        file.push(&sentences)
    }
}

/// The sentences of all articles so far in a temporary file, as numbers.
#[derive(Debug)]
struct SentenceFile {
    file: File,
    /// The index of the first number of each article, and the end of the last article.
    starts: Vec<u64>,
    /// Numbers in the file.
    written: u64,
    /// Numbers not yet written.
    pending: Vec<u64>,
}

impl SentenceFile {
    fn new(file: File) -> Self {
        Self { file, starts: vec![0], written: 0, pending: Vec::new() }
    }

    fn push(&mut self, sentences: &Sentences) -> io::Result<()> {
        self.pending.extend(sentences.numbers());
        self.starts.push(self.written + self.pending.len() as u64);
        if size_of_val(self.pending.as_slice()) >= BUFFER {
            self.file.write_all_at(bytemuck::cast_slice(&self.pending), self.written * 8)?;
            self.written += self.pending.len() as u64;
            self.pending.clear();
        }
        Ok(())
    }

    /// The sentences of an article; `None` if they cannot be read, and the article then has no near duplicate.
    fn read(&self, id: ArticleId) -> Option<Sentences> {
        let [start, end] = *self.starts.get(id.0 as usize..)?.first_chunk::<2>()?;
        if let Some(start) = start.checked_sub(self.written) {
            return Some(Sentences::from_numbers(
                self.pending.get(start as usize..)?.get(..(end - self.written - start) as usize)?,
            ));
        }
        let mut numbers = vec![0_u64; (end - start) as usize];
        self.file.read_exact_at(bytemuck::cast_slice_mut(&mut numbers), start * 8).ok()?;
        Some(Sentences::from_numbers(&numbers))
    }
}
