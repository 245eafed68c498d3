//! Corpus: files become articles in immutable segments, bad files become recorded problems.
//!
//! What must not go in: anything that looks into the meaning of an article (provinces, vocabulary, search), and the
//! terminal. What other layers add to an article while it is read comes in through [`load::Tagger`].

mod archive_path;
pub mod file_system;
pub mod follow;
mod inherited;
mod lines;
pub mod load;
mod names;
mod picture;
mod place;
mod root;
pub mod segment;
mod sequence;
pub mod snapshot;
mod stored_files;
mod stream;
mod unpack;
mod verdicts;
pub mod walk;
pub mod word_breaks;
mod work;

pub use archive_path::{ArchivePath, may_exist};
pub use load::{Loader, Tagger};
pub use picture::PicturePlace;
pub use root::{Builtin, FolderCorrections, LoadOptions, Root};
pub use segment::{Article, FolderId, Moved, PinnedArticle, RecordPlace, Segment, SegmentBuilder, Tags};
pub use snapshot::Stored;
pub use stream::StreamFiles;
pub use unpack::MemberReader;
pub use verdicts::Verdicts;
pub use walk::Skipped;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::messages::Reason;
use crate::store::DocSet;

/// An article of one session. Never reused while the session runs; says nothing about list order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// What state and history keep of an article: a hash of the raw bytes that it was read from. Copies share it; the place of
/// each tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleKey(pub u128);

impl std::fmt::Display for ArticleKey {
    /// Sixteen hexadecimal digits, enough to tell ten million articles apart.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", (self.0 >> 64) as u64)
    }
}

/// A file, or a line of one, that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file; one inside an archive as if that were a folder.
    pub path: PathBuf,
    /// The archive that it lies in.
    pub archive: Option<Arc<Path>>,
    /// The line of a `.jsonl` file, from 1.
    pub line: Option<u32>,
    /// Why.
    pub reason: Reason,
}

impl Problem {
    /// A problem with a file that lies in no archive.
    pub fn of(path: PathBuf, reason: Reason) -> Self {
        Self { path, archive: None, line: None, reason }
    }

    /// The file on disk.
    pub fn file(&self) -> &Path {
        self.archive.as_deref().unwrap_or(&self.path)
    }
}

/// The articles known so far: a list of immutable segments. Cloning it costs a reference count for each segment.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    segments: Vec<Arc<Segment>>,
    /// Articles whose files have gone or changed, although their segments still hold them.
    pub deleted: Arc<DocSet>,
    /// The snapshot that the first segments lie in, if they do.
    pub stored: Option<Arc<Stored>>,
    /// What could not be read, and what was passed over on purpose.
    pub problems: Arc<Vec<Problem>>,
    /// What was found out of the folders before their files were judged.
    pub verdicts: Arc<Verdicts>,
    /// What was passed over on purpose.
    pub skipped: Skipped,
    /// Files looked at so far, whatever came of them.
    pub files: u32,
    /// Whether everything has been read.
    pub complete: bool,
    /// How many articles there were when the first change was followed; those after them have come since.
    pub followed: Option<u32>,
}

impl Corpus {
    /// Number of articles including deleted ones: every id is below it.
    pub fn len(&self) -> usize {
        self.segments.last().map_or(0, |s| s.base() as usize + s.len())
    }

    /// Whether there never was an article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of articles that are not deleted.
    pub fn live_len(&self) -> usize {
        self.len() - self.deleted.count()
    }

    /// Whether the article `id` is not deleted.
    pub fn is_live(&self, id: ArticleId) -> bool {
        !self.deleted.contains(id.0)
    }

    /// What could not be read, without what was passed over on purpose.
    pub fn unreadable(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| !problem.reason.is_passed())
    }

    /// Whether the snapshot was found damaged: its articles can then no longer be relied on to be there.
    pub fn is_damaged(&self) -> bool {
        self.stored.as_ref().is_some_and(|stored| stored.container.is_damaged())
    }

    /// Whether something in the snapshot was found damaged that can be found out from its articles.
    pub fn is_partly_damaged(&self) -> bool {
        self.stored.as_ref().is_some_and(|stored| stored.container.is_partly_damaged())
    }

    /// The segments, in corpus order.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// Adds a segment, which must begin where the corpus ends.
    pub fn push(&mut self, segment: Arc<Segment>) {
        debug_assert!(self.segments.is_empty() || segment.base() as usize == self.len());
        self.segments.push(segment);
    }

    /// Lets the segments go that have been handed on, but not the numbers of their articles.
    fn forget_segments(&mut self) {
        self.segments.clear();
    }

    /// Marks these articles as deleted. Their ids are not given again.
    pub fn mark_deleted(&mut self, ids: std::ops::Range<u32>) {
        let deleted = Arc::make_mut(&mut self.deleted);
        deleted.resize(deleted.universe().max(ids.end as usize), false);
        ids.for_each(|id| deleted.insert(id));
    }

    /// Marks every article as deleted.
    pub fn mark_all_deleted(&mut self) {
        self.mark_deleted(0..self.len() as u32);
    }

    /// The article that `article` is a copy of, if that is still there.
    pub fn original(&self, article: Article<'_>) -> Option<ArticleId> {
        article.duplicate_of().filter(|id| self.is_live(*id))
    }

    /// The article `id`, if there is or was one.
    pub fn article(&self, id: ArticleId) -> Option<Article<'_>> {
        let segment = self.segment_of(id)?;
        segment.article((id.0 - segment.base()) as usize)
    }

    /// The segment that holds `id`, for keeping an article beyond the life of the corpus value.
    pub fn segment_of(&self, id: ArticleId) -> Option<&Arc<Segment>> {
        let at = self.segments.partition_point(|s| s.base() <= id.0).checked_sub(1)?;
        self.segments.get(at)
    }

    /// All articles that are there, by their numbers: in corpus order, but what was taken in over a snapshot comes last.
    pub fn articles(&self) -> impl Iterator<Item = Article<'_>> {
        self.segments.iter().flat_map(|s| s.articles()).filter(|article| self.is_live(article.id()))
    }

    /// These articles as a snapshot of `now` has stored them, when `now` may have changed since; none if it does not begin
    /// with them.
    pub fn under(&self, now: &Self) -> Option<Self> {
        if !now.complete || now.stored.is_some() || now.len() < self.len() {
            return None;
        }
        let mut corpus = Self { segments: self.segments.clone(), stored: self.stored.clone(), ..now.clone() };
        let later = now.segments.iter().filter(|segment| segment.base() as usize >= self.len());
        later.filter(|segment| !segment.is_empty()).for_each(|segment| corpus.push(Arc::clone(segment)));
        Some(corpus)
    }

    /// Bytes of clean text.
    pub fn text_bytes(&self) -> usize {
        self.segments.iter().map(|s| s.text_bytes()).sum()
    }
}
