//! Making a snapshot from segments as they come, and with it what layers above derive from them.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::ScopedJoinHandle;

use super::origin::{ORIGIN, Origin, PROBLEMS, problem_bytes};
use super::published::{self, PUBLISHED, PublishedArticle};
use super::seen::{self, SEEN};
use crate::corpus::file_system::FileSystem;
use crate::corpus::{Corpus, Segment};
use crate::store::{SectionKind, Writer};

/// The keys of all articles with their ids, sorted. One section.
pub(super) const KEYS: SectionKind = SectionKind::primary(3);

/// What was found out of the folders. One section.
pub(super) const VERDICTS: SectionKind = SectionKind::primary(4);

/// A key and the article that has it, sorted by key: high half, low half, id.
pub(super) type KeyRow = [u64; 3];

/// Something derived from all articles that a layer above keeps in the snapshot: postings, word breaks, a vocabulary.
/// Each works on a thread of its own.
pub trait SectionBuilder: Send {
    /// Takes in a segment. They come in order, each once, and are gone afterwards. Sections may be written at once.
    ///
    /// # Errors
    /// The snapshot is given up.
    fn segment(&mut self, segment: &Segment, sections: &Sections) -> io::Result<()>;

    /// Writes what it has, after the last segment.
    ///
    /// # Errors
    /// The snapshot is given up.
    fn finish(self: Box<Self>, sections: &Sections) -> io::Result<()>;
}

/// The file being written, for one section builder at a time.
#[derive(Debug)]
pub struct Sections(Mutex<Writer>);

impl Sections {
    /// Waits for the file. Hold it for writing only, not for working out what to write.
    pub fn writer(&self) -> MutexGuard<'_, Writer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A snapshot being made. Dropped before [`Build::finish`] it leaves nothing.
pub struct Build {
    sections: Sections,
    builders: Vec<Box<dyn SectionBuilder>>,
    segments: u32,
    keys: Vec<KeyRow>,
    /// The file that it will be.
    target: PathBuf,
    /// What is published from now on; without it what was published before.
    published: Option<Arc<[PublishedArticle]>>,
}

impl std::fmt::Debug for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Build").field("sections", &self.sections).finish_non_exhaustive()
    }
}

impl Build {
    /// Begins a snapshot that will be the file `target`.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] if another process is making it; else whatever the system says.
    pub fn create(target: &Path, builders: Vec<Box<dyn SectionBuilder>>) -> io::Result<Self> {
        let sections = Sections(Mutex::new(Writer::create(target)?));
        let target = target.to_owned();
        Ok(Self { sections, builders, segments: 0, keys: Vec::new(), target, published: None })
    }

    /// Publishes this with it.
    pub fn publish(&mut self, published: Option<Arc<[PublishedArticle]>>) {
        self.published = published;
    }

    /// Takes in the next segment.
    ///
    /// # Errors
    /// The file cannot be written, or a section builder cannot go on.
    pub fn segment(&mut self, segment: &Segment) -> io::Result<()> {
        let (sections, number) = (&self.sections, self.segments);
        self.segments += 1;
        std::thread::scope(|scope| {
            let builders = self.builders.iter_mut();
            let working =
                builders.map(|builder| scope.spawn(move || builder.segment(segment, sections))).collect();
            let written = segment.write(&mut sections.writer(), number);
            all_done(working).and(written)
        })?;
        let row = |key: u128, id: u32| [(key >> 64) as u64, key as u64, u64::from(id)];
        self.keys.extend(segment.articles().map(|article| row(article.key().0, article.id().0)));
        Ok(())
    }

    /// The file being written.
    ///
    /// # Errors
    /// As [`Writer::file`].
    pub(super) fn file(&self) -> io::Result<File> {
        self.sections.writer().file()
    }

    /// Bytes written so far.
    pub fn written(&self) -> u64 {
        self.sections.writer().written()
    }

    /// Ends the snapshot of `corpus`, whose segments have all been taken in (it need not hold them any more), read from
    /// `roots`, and puts it in place.
    ///
    /// # Errors
    /// The file cannot be written, or a section builder cannot go on.
    pub fn finish(
        mut self,
        files: &dyn FileSystem,
        corpus: &Corpus,
        roots: &[PathBuf],
        key: u128,
    ) -> io::Result<()> {
        let sections = &self.sections;
        std::thread::scope(|scope| {
            let working = self.builders.drain(..).map(|builder| scope.spawn(|| builder.finish(sections)));
            all_done(working.collect())
        })?;
        let mut writer = self.sections.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.keys.sort_unstable();
        writer.column(KEYS, 0, &self.keys)?;
        let seen = seen::rows(&self.keys, &seen::carried(&self.target), seen::now());
        writer.column(SEEN, 0, &seen)?;
        let said = self.published.unwrap_or_else(|| published::carried(&self.target).into());
        if let Some(bytes) = published::bytes(&said, &self.keys)? {
            writer.column(PUBLISHED, 0, &bytes)?;
        }
        let problems = problem_bytes(&corpus.problems)?;
        writer.column(PROBLEMS, 0, &problems)?;
        writer.column(VERDICTS, 0, &corpus.verdicts.bytes()?)?;
        let origin = Origin::new(files, roots, corpus).bytes()?;
        writer.column(ORIGIN, 0, &origin)?;
        writer.finish(key)
    }
}

/// Waits for all; the first error.
fn all_done(working: Vec<ScopedJoinHandle<'_, io::Result<()>>>) -> io::Result<()> {
    let panicked = |_| Err(io::Error::other("a section builder panicked"));
    working.into_iter().map(|thread| thread.join().unwrap_or_else(panicked)).fold(Ok(()), io::Result::and)
}
