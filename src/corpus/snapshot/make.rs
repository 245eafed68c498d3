//! Making a snapshot from files, in bounded memory: each segment is written as soon as it is sealed, and let go.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};

use super::build::{Build, SectionBuilder};
use super::origin;
use super::published::PublishedArticle;
use crate::corpus::load::{LoadOptions, Root, Tagger, load_each};
use crate::corpus::{Corpus, Segment};

/// What a snapshot is made from, and where.
#[derive(Debug, Clone)]
pub struct SnapshotSpec {
    /// Folders and files.
    pub roots: Vec<PathBuf>,
    /// How they are read.
    pub options: LoadOptions,
    /// The file it will be.
    pub target: PathBuf,
    /// What it is looked up by.
    pub key: u128,
    /// What is published with it; without it what was before.
    pub published: Option<Arc<[PublishedArticle]>>,
}

/// Bytes that are brought to the disk together.
const SETTLE: u64 = 64 << 20;

/// How far the making is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// Files looked at.
    pub files: u32,
    /// Articles written.
    pub articles: usize,
    /// Bytes of clean text written.
    pub text: u64,
    /// Bytes of the snapshot so far.
    pub written: u64,
}

impl SnapshotSpec {
    /// What to make a snapshot of `roots` at `target`; `inside` if that lies inside its only root.
    pub fn new(roots: Vec<PathBuf>, options: LoadOptions, target: PathBuf, inside: bool) -> Self {
        let key = origin::key(&options, &roots, inside);
        Self { roots, options, target, key, published: None }
    }

    /// Opens the snapshot that is there.
    ///
    /// # Errors
    /// As [`super::open`].
    pub fn open(&self) -> Result<Corpus, super::Fault> {
        super::open(&self.target, self.key, &self.roots)
    }

    /// How files are read, with what the user has said of folders: now, else when the snapshot that is there was made.
    pub fn corrected(&self) -> LoadOptions {
        self.options.clone().with_kept(super::kept_corrections(&self.target, &self.roots))
    }

    /// Reads everything and writes it; `watch` sees every segment go and may break off.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] if another process is making it, [`io::ErrorKind::Interrupted`] if `watch` broke off;
    /// else whatever the system says.
    pub fn make(
        &self,
        tagger: &dyn Tagger,
        builders: Vec<Box<dyn SectionBuilder>>,
        watch: &(dyn Fn(Progress) -> ControlFlow<()> + Sync),
    ) -> io::Result<Progress> {
        let options = self.corrected();
        let mut build = Build::create(&self.target, builders)?;
        build.publish(self.published.clone());
        let roots: Vec<Root> = self.roots.iter().cloned().map(Root::Path).collect();
        let (mut progress, written) = (Progress::default(), AtomicU64::new(0));
        let mut whole = Corpus::default();
        // The readers go on while a segment is taken in: one waits, or two cores are idle for a sixth of the time.
        let (send, receive) = mpsc::sync_channel(1);
        let (read, taken) = std::thread::scope(|scope| {
            let taking = scope.spawn(|| take_in(build, receive, &written));
            let mut newest: Option<Arc<Segment>> = None;
            let each = |corpus: Corpus| {
                progress.files = corpus.files;
                for segment in corpus.segments() {
                    if newest.as_ref().is_some_and(|before| Arc::ptr_eq(before, segment)) {
                        continue;
                    }
                    newest = Some(Arc::clone(segment));
                    progress.articles += segment.len();
                    progress.text += segment.text_bytes() as u64;
                    if send.send(Arc::clone(segment)).is_err() {
                        return ControlFlow::Break(());
                    }
                }
                progress.written = written.load(Ordering::Relaxed);
                whole = corpus;
                watch(progress)
            };
            let read = load_each(&roots, &options, tagger, each);
            drop(send);
            (read, taking.join())
        });
        let build = taken.unwrap_or_else(|_| Err(io::Error::other("taking in panicked")))?;
        if !read {
            return Err(io::ErrorKind::Interrupted.into());
        }
        build.finish(&*self.options.files, &whole, &self.roots, self.key)?;
        Ok(progress)
    }

    /// Writes a corpus that has just been read, until `stopped` says so.
    ///
    /// # Errors
    /// As [`SnapshotSpec::make`].
    pub fn write(
        &self,
        corpus: &Corpus,
        builders: Vec<Box<dyn SectionBuilder>>,
        stopped: &dyn Fn() -> bool,
    ) -> io::Result<()> {
        let mut build = Build::create(&self.target, builders)?;
        build.publish(self.published.clone());
        for segment in corpus.segments() {
            if stopped() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            build.segment(segment)?;
        }
        build.finish(&*self.options.files, corpus, &self.roots, self.key)
    }
}

/// Takes in segments as they come, and says how many bytes are written. What is written goes to the disk meanwhile: at the
/// end it would take as long as reading a fourteenth of the articles.
fn take_in(
    mut build: Build,
    segments: mpsc::Receiver<Arc<Segment>>,
    written: &AtomicU64,
) -> io::Result<Build> {
    let file = build.file()?;
    let (due, settle) = mpsc::sync_channel::<()>(1);
    std::thread::scope(|scope| {
        // Only the last sync, in `finish`, has to succeed.
        scope.spawn(move || settle.into_iter().for_each(|()| _ = file.sync_data()));
        let mut settled = 0;
        for segment in segments {
            build.segment(&segment)?;
            written.store(build.written(), Ordering::Relaxed);
            if build.written() > settled + SETTLE {
                settled = build.written();
                // If the disk is busy with the last of it, the next comes with more.
                let _ = due.try_send(());
            }
        }
        drop(due);
        Ok(build)
    })
}
