//! Making a snapshot from segments as they come, and with it what layers above derive from them.

use std::io;
use std::path::{Path, PathBuf};

use super::KeyRow;
use super::origin::{Origin, problem_bytes};
use crate::corpus::container::{SectionKind, Writer};
use crate::corpus::{Corpus, Segment};

/// Something derived from all articles that a layer above keeps in the snapshot: postings, word breaks, a vocabulary.
pub trait Companion: Send {
    /// Takes in a segment. They come in order, each once, and are gone afterwards. Sections may be written at once.
    ///
    /// # Errors
    /// The snapshot is given up.
    fn segment(&mut self, segment: &Segment, writer: &mut Writer) -> io::Result<()>;

    /// Writes what it has, after the last segment.
    ///
    /// # Errors
    /// The snapshot is given up.
    fn finish(self: Box<Self>, writer: &mut Writer) -> io::Result<()>;
}

/// A snapshot being made. Dropped before [`Build::finish`] it leaves nothing.
pub struct Build {
    writer: Writer,
    companions: Vec<Box<dyn Companion>>,
    segments: u32,
    keys: Vec<KeyRow>,
}

impl std::fmt::Debug for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Build").field("writer", &self.writer).finish_non_exhaustive()
    }
}

impl Build {
    /// Begins a snapshot that will be the file `target`.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] if another process is making it; else whatever the system says.
    pub fn create(target: &Path, companions: Vec<Box<dyn Companion>>) -> io::Result<Self> {
        Ok(Self { writer: Writer::create(target)?, companions, segments: 0, keys: Vec::new() })
    }

    /// Takes in the next segment.
    ///
    /// # Errors
    /// The file cannot be written, or a companion cannot go on.
    pub fn segment(&mut self, segment: &Segment) -> io::Result<()> {
        segment.write(&mut self.writer, self.segments)?;
        self.segments += 1;
        let row = |key: u128, id: u32| [(key >> 64) as u64, key as u64, u64::from(id)];
        self.keys.extend(segment.articles().map(|article| row(article.key().0, article.id().0)));
        for companion in &mut self.companions {
            companion.segment(segment, &mut self.writer)?;
        }
        Ok(())
    }

    /// Bytes written so far.
    pub fn written(&self) -> u64 {
        self.writer.written()
    }

    /// Ends the snapshot of `corpus`, whose segments have all been taken in (it need not hold them any more), read from
    /// `roots`, and puts it in place.
    ///
    /// # Errors
    /// The file cannot be written, or a companion cannot go on.
    pub fn finish(mut self, corpus: &Corpus, roots: &[PathBuf], key: u128) -> io::Result<()> {
        for companion in self.companions {
            companion.finish(&mut self.writer)?;
        }
        self.keys.sort_unstable();
        self.writer.column(SectionKind::Keys, 0, &self.keys)?;
        let problems = problem_bytes(&corpus.problems)?;
        self.writer.column(SectionKind::Problems, 0, &problems)?;
        let origin = Origin::new(roots, corpus).bytes()?;
        self.writer.column(SectionKind::Origin, 0, &origin)?;
        self.writer.finish(key)
    }
}
