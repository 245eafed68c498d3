//! Intake: results in order become segments, and segments are published.
//!
//! Knows nothing of threads but the place where results wait for their turn.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use xxhash_rust::xxh3::xxh3_64;

use super::merge::Changes;
use super::reader::{Outcome, Reading, Seen};
use crate::corpus::segment::{FileSeen, FileStatus, Incoming, Repeats, SegmentBuilder, Stamp};
use crate::corpus::sequence::{Sequence, Taken};
use crate::corpus::verdicts::Verdicts;
use crate::corpus::walk::Skipped;
use crate::corpus::{ArticleId, ArticleKey, Corpus, Problem};

/// The first segment is published at this size (bytes); each later one may be twice as large, up to [`LAST_SEGMENT`].
const FIRST_SEGMENT: usize = 256 << 10;
/// Largest segment, in bytes of clean text.
const LAST_SEGMENT: usize = 16 << 20;
/// On a slow disk a segment is published after this long, if anything came; the time doubles up to a second.
const FIRST_PATIENCE: Duration = Duration::from_millis(20);

/// What becomes of segments that have been published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// They stay in the corpus.
    All,
    /// Only the newest one: whoever it is published to has taken it.
    Newest,
    /// They stay, and nothing is published before the end: what is read anew takes the place of the old at once.
    AllAtOnce,
}

/// Receives readings in order, fills segments and publishes them.
pub(super) struct Intake<'a, P> {
    corpus: Corpus,
    builder: SegmentBuilder,
    /// The first article with each key, and a hash of its title.
    keys: HashMap<ArticleKey, (ArticleId, u64)>,
    problems: Vec<Problem>,
    not_text: u32,
    keep: Keep,
    /// What has changed since the snapshot that `corpus` begins with, once it is known.
    changes: &'a Mutex<Option<Changes>>,
    /// The verdicts on the folders, once there are new ones.
    verdicts: &'a OnceLock<Arc<Verdicts>>,
    publish: P,
}

impl<'a, P: FnMut(Corpus)> Intake<'a, P> {
    pub(super) fn new(
        base: Corpus,
        keep: Keep,
        (changes, verdicts): (&'a Mutex<Option<Changes>>, &'a OnceLock<Arc<Verdicts>>),
        publish: P,
    ) -> Self {
        Self {
            builder: SegmentBuilder::new(base.len() as u32),
            corpus: base,
            keys: HashMap::new(),
            problems: Vec::new(),
            not_text: 0,
            keep,
            changes,
            verdicts,
            publish,
        }
    }

    pub(super) fn take_all(&mut self, sequence: &Sequence<Vec<Reading>>, stop: &AtomicBool) {
        let mut limit = FIRST_SEGMENT;
        let mut patience = FIRST_PATIENCE;
        let mut published = Instant::now();
        while !stop.load(Ordering::Relaxed) {
            match sequence.take(patience) {
                Taken::Next(readings) => readings.into_iter().for_each(|reading| self.take(reading)),
                Taken::TimedOut => {}
                Taken::End => break,
            }
            let due = !self.builder.is_empty() && published.elapsed() >= patience;
            if due || self.builder.text_bytes() >= limit {
                self.publish();
                published = Instant::now();
                limit = (limit * 2).min(LAST_SEGMENT);
                patience = (patience * 2).min(Duration::from_secs(1));
            }
        }
    }

    /// Publishes the complete corpus; `skipped` is what the walk passed over.
    pub(super) fn finish(mut self, skipped: Skipped) {
        self.take_changes();
        self.corpus.skipped = Skipped { not_text: self.not_text + skipped.not_text, ..skipped };
        self.corpus.complete = true;
        self.publish();
    }

    /// Marks what has gone as deleted. This is complete before the first new article comes, so that a renamed file is not
    /// taken for a copy of itself.
    fn take_changes(&mut self) {
        let Some(changes) = self.changes.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return;
        };
        self.corpus.deleted = Arc::new(changes.deleted);
        self.corpus.files = changes.files;
        self.not_text += changes.not_text;
        self.problems = changes.problems;
        // Of what lies in a snapshot the keys are known; of what was read since, they are not.
        let stored = self.corpus.stored.as_ref().map_or(0, |stored| stored.articles);
        for article in self.corpus.articles().filter(|article| article.id().0 >= stored) {
            let title = || xxh3_64(article.title().as_str().as_bytes());
            self.keys.entry(article.key()).or_insert_with(|| (article.id(), title()));
        }
    }

    fn take(&mut self, reading: Reading) {
        self.take_changes();
        let mut status = None;
        if let Some(Seen { place, within, stamp, status: now }) = &reading.seen {
            status = Some(*now);
            // A segment names the archive whose files it begins with.
            if let Some(archive) = within.as_deref().filter(|_| self.builder.file_count() == 0) {
                self.builder.file(&FileSeen {
                    root: archive.root,
                    folder: &archive.folder,
                    name: &archive.file,
                    stamp: *stamp,
                    status: FileStatus::Continued,
                });
            }
            // A further part of a file needs a row only where a new segment begins, or to say that the file broke off.
            if *now != FileStatus::Continued || self.builder.file_count() == 0 || *stamp == Stamp::NONE {
                self.builder.file(&FileSeen {
                    root: place.root,
                    folder: &place.folder,
                    name: &place.file,
                    stamp: *stamp,
                    status: *now,
                });
            }
        }
        let is_passed = |outcome: &Outcome| matches!(outcome, Outcome::Problem(p) if p.reason.is_passed());
        let is_no_file = reading.seen.is_none() && reading.outcomes.iter().all(is_passed);
        self.corpus.files += u32::from(!status.is_some_and(FileStatus::is_part) && !is_no_file);
        for outcome in reading.outcomes {
            match outcome {
                Outcome::NotText(problem) => {
                    self.not_text += 1;
                    self.problems.push(problem);
                }
                Outcome::Problem(problem) => self.problems.push(problem),
                Outcome::Article(article) => self.article(&article),
            }
        }
    }

    fn article(&mut self, article: &Incoming) {
        let id = self.builder.next_id();
        let empty = article.draft.title.is_empty() && article.draft.paragraphs().is_empty();
        let title = xxh3_64(article.draft.title.as_str().as_bytes());
        let stored = self.corpus.stored.as_ref().and_then(|stored| stored.find(article.key));
        let stored = stored.and_then(|first| self.corpus.article(first));
        let stored = stored.filter(|first| self.corpus.is_live(first.id()));
        let stored = stored.map(|first| (first.id(), xxh3_64(first.title().as_str().as_bytes())));
        let first = stored.unwrap_or_else(|| *self.keys.entry(article.key).or_insert((id, title)));
        let repeats = Repeats {
            // Where names are titles, two files of the same bytes are two articles.
            duplicate_of: (first.0 != id && first.1 == title && !empty).then_some(first.0),
            key: first.0 != id,
        };
        self.builder.push(article, repeats);
    }

    fn publish(&mut self) {
        if !self.builder.is_empty() || self.corpus.complete && self.builder.file_count() > 0 {
            let next = SegmentBuilder::new(self.builder.next_id().0);
            let sealed = std::mem::replace(&mut self.builder, next).seal();
            if self.keep == Keep::Newest {
                self.corpus.forget_segments();
            }
            self.corpus.push(sealed);
        }
        if let Some(verdicts) = self.verdicts.get() {
            self.corpus.verdicts = Arc::clone(verdicts);
        }
        if self.problems.len() != self.corpus.problems.len() || self.corpus.complete {
            self.corpus.problems = Arc::new(self.problems.clone());
        }
        if self.keep != Keep::AllAtOnce || self.corpus.complete {
            (self.publish)(self.corpus.clone());
        }
    }
}
