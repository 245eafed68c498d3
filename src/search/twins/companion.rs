//! Twins as part of a snapshot: found segment by segment, though the segments before are gone.
//!
//! The sentences of every article that may turn out to have a twin are put aside in a file, a seventh of the text; that is
//! read for the few articles that look alike. What must not go in: what a twin is.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use super::sentences::Sentences;
use super::{Entry, Finder, MOST};
use crate::corpus::snapshot::{Companion, Sections};
use crate::corpus::{Article, ArticleId, Segment};
use crate::store::SectionKind;

/// Bytes put aside at once.
const PIECE: usize = 1 << 20;

/// Finds twins while a snapshot is made, of up to [`MOST`] articles; of more, none are kept. 300 bytes an article.
#[derive(Debug, Default)]
pub struct TwinsCompanion {
    finder: Finder,
    aside: Option<Aside>,
    /// There are too many.
    over: bool,
}

impl Companion for TwinsCompanion {
    fn segment(&mut self, segment: &Segment, sections: &Sections) -> io::Result<()> {
        self.over |= segment.base() as usize + segment.len() > MOST;
        if self.over {
            (self.finder, self.aside) = (Finder::default(), None);
            return Ok(());
        }
        let mut aside = match self.aside.take() {
            Some(aside) => aside,
            None => Aside::new(sections.writer().scratch()?),
        };
        for article in segment.articles() {
            self.article(article, &mut aside)?;
        }
        self.aside = Some(aside);
        Ok(())
    }

    fn finish(self: Box<Self>, sections: &Sections) -> io::Result<()> {
        if self.over {
            return Ok(());
        }
        let mut pairs: Vec<[u32; 2]> = self.finder.twins.0.iter().map(|(id, first)| [*id, *first]).collect();
        pairs.sort_unstable();
        let entry = |hash: u64, (id, chars): (u32, u32)| [hash, u64::from(id), u64::from(chars)];
        let by_sentence = self.finder.by_sentence.into_iter();
        let mut sketches: Vec<Entry> =
            by_sentence.flat_map(|(hash, all)| all.into_iter().map(move |one| entry(hash, one))).collect();
        sketches.sort_unstable();
        let mut writer = sections.writer();
        writer.column(SectionKind::Twins, 0, &pairs)?;
        writer.column(SectionKind::TwinSketches, 0, &sketches)
    }
}

impl TwinsCompanion {
    fn article(&mut self, article: Article<'_>, aside: &mut Aside) -> io::Result<()> {
        let id = article.id();
        let sentences = if let Some(original) = article.duplicate_of() {
            self.finder.join(id, original);
            Sentences::default()
        } else {
            let sentences = Sentences::of(article);
            self.finder.look(id, &sentences, |rival| aside.read(ArticleId(rival)));
            sentences
        };
        self.finder.seen = id.0 + 1;
        aside.push(&sentences)
    }
}

/// Sentences of all articles so far, one after the other.
#[derive(Debug)]
struct Aside {
    file: File,
    /// For each article, where its sentences begin; and where those of the last end. In numbers.
    starts: Vec<u64>,
    /// Numbers in the file.
    written: u64,
    /// Those that come after them.
    piece: Vec<u64>,
}

impl Aside {
    fn new(file: File) -> Self {
        Self { file, starts: vec![0], written: 0, piece: Vec::new() }
    }

    fn push(&mut self, sentences: &Sentences) -> io::Result<()> {
        self.piece.extend(sentences.numbers());
        self.starts.push(self.written + self.piece.len() as u64);
        if size_of_val(self.piece.as_slice()) >= PIECE {
            self.file.write_all_at(bytemuck::cast_slice(&self.piece), self.written * 8)?;
            self.written += self.piece.len() as u64;
            self.piece.clear();
        }
        Ok(())
    }

    /// The sentences of an article; none if they cannot be read, and then it has no twin.
    fn read(&self, id: ArticleId) -> Option<Sentences> {
        let [start, end] = *self.starts.get(id.0 as usize..)?.first_chunk::<2>()?;
        if let Some(start) = start.checked_sub(self.written) {
            return Some(Sentences::from_numbers(
                self.piece.get(start as usize..)?.get(..(end - self.written - start) as usize)?,
            ));
        }
        let mut numbers = vec![0_u64; (end - start) as usize];
        self.file.read_exact_at(bytemuck::cast_slice_mut(&mut numbers), start * 8).ok()?;
        Some(Sentences::from_numbers(&numbers))
    }
}
