//! Reading what has changed into one segment, and the corpus that this gives.
//!
//! What must not go in: what has changed (`difference`).

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::counts::ChangeCounts;
use super::difference::{FileDifference, LaterFile, LaterFiles, ranges};
use super::scope::ChangeScope;
use crate::corpus::load::{FileReader, LoadOptions, Outcome, Reading, Tagger};
use crate::corpus::segment::{FileSeen, FileStatus, Incoming, Repeats, SegmentBuilder, Stamp};
use crate::corpus::walk::Place;
use crate::corpus::{Article, ArticleId, ArticleKey, Corpus, Problem, work};
use crate::messages::Reason;

/// Of a burst so much text goes into one segment (bytes); the rest waits for the next.
const LARGEST: usize = 16 << 20;

/// What makes an article the same one as before when its file is read again: its bytes, and where it lies.
type Identity = (ArticleKey, Option<u32>, PathBuf);

/// Articles of one file that have come and gone.
#[derive(Debug, Default)]
struct FileChange {
    come: Vec<ArticleKey>,
    gone: Vec<ArticleKey>,
}

/// Reads changed files.
pub(super) struct ChangeReader<'a> {
    corpus: &'a Corpus,
    reader: FileReader<'a>,
    options: &'a LoadOptions,
    builder: SegmentBuilder,
    lost: Lost,
    files: LaterFiles,
    changes: HashMap<PathBuf, FileChange>,
    problems: Vec<Problem>,
    /// Whether the problems have changed.
    told: bool,
    left: ChangeScope,
    /// Files more, files fewer.
    count: i64,
    originals: Originals,
}

/// Articles that are no longer there, or may not be.
#[derive(Debug, Default)]
struct Lost {
    dead: HashSet<ArticleId>,
    /// Those whose files are read again.
    doubtful: HashSet<ArticleId>,
}

/// The first article with each key.
#[derive(Debug, Default)]
struct Originals {
    /// Among those read here, with a hash of the title.
    here: HashMap<ArticleKey, (ArticleId, u64)>,
    /// Among those known before, outside a snapshot, once somebody asks.
    before: OnceCell<HashMap<ArticleKey, ArticleId>>,
}

impl<'a> ChangeReader<'a> {
    pub(super) fn new(corpus: &'a Corpus, options: &'a LoadOptions, tagger: &'a dyn Tagger) -> Self {
        Self {
            corpus,
            reader: FileReader::new(options, tagger),
            options,
            builder: SegmentBuilder::new(corpus.len() as u32),
            lost: Lost::default(),
            files: LaterFiles::new(),
            changes: HashMap::new(),
            problems: corpus.problems.to_vec(),
            told: false,
            left: ChangeScope::default(),
            count: 0,
            originals: Originals::default(),
        }
    }

    /// Reads everything that is different.
    pub(super) fn read(
        &mut self,
        difference: FileDifference,
        scope: &ChangeScope,
        stopped: &dyn Fn() -> bool,
    ) {
        for (path, file) in difference.gone {
            self.drop_file(path, &file);
        }
        let in_scope = |path: &Path| {
            scope.has(path.parent().unwrap_or_else(|| Path::new("")), path.file_name().unwrap_or_default())
        };
        let read_anew: HashSet<PathBuf> = difference.changed.iter().map(|(place, _)| place.path()).collect();
        let is_again = |problem: &Problem| read_anew.contains(problem.file());
        let found: HashSet<&PathBuf> = difference.problems.iter().map(|problem| &problem.path).collect();
        let before = self.problems.len();
        // What the walk found is told anew; what reading found stands until the file is read again.
        let is_walked = |problem: &Problem| {
            problem.archive.is_none() && (found.contains(&problem.path) || is_of_name(&problem.reason))
        };
        let stays = |problem: &Problem| !(in_scope(problem.file()) && is_walked(problem));
        let kept: Vec<Problem> = self.problems.iter().filter(|p| stays(p) && !is_again(p)).cloned().collect();
        self.told |= kept.len() + difference.problems.len() != before;
        self.problems = kept;
        self.problems.extend(difference.problems);
        for (_, known) in &difference.changed {
            self.lost.doubtful.extend(known.iter().flat_map(LaterFile::ids));
        }
        for (place, known) in difference.changed {
            if self.builder.text_bytes() > LARGEST || stopped() {
                self.left.add_path(&place.path());
                continue;
            }
            self.file(&place, known.as_ref());
        }
    }

    fn drop_file(&mut self, path: PathBuf, file: &LaterFile) {
        let change = self.changes.entry(path.clone()).or_default();
        for article in file.ids().filter_map(|id| self.corpus.article(id)) {
            if self.corpus.is_live(article.id()) {
                self.lost.dead.insert(article.id());
                change.gone.push(article.key());
            }
        }
        let before = self.problems.len();
        self.problems.retain(|problem| problem.file() != path);
        self.told |= self.problems.len() != before;
        self.count -= i64::from(file.counted);
        self.files.insert(path, None);
    }

    /// What was not read this time.
    pub(super) fn left(&mut self) -> ChangeScope {
        std::mem::take(&mut self.left)
    }

    fn file(&mut self, place: &Place, known: Option<&LaterFile>) {
        let path = place.path();
        let stamp = self.options.files.metadata(&path).map_or(Stamp::NONE, |metadata| Stamp::of(&metadata));
        let mut readings = Vec::new();
        let reader = &mut self.reader;
        let _ = work::of_place(self.options, place.clone(), &self.corpus.verdicts, &mut |work| {
            readings.extend(reader.read(work));
            ControlFlow::Continue(())
        });
        let status = readings.iter().find_map(|reading| reading.seen.as_ref().map(|seen| seen.status));
        let mut old: HashMap<Identity, Vec<ArticleId>> = HashMap::new();
        for article in known.into_iter().flat_map(LaterFile::ids).filter_map(|id| self.corpus.article(id)) {
            if self.corpus.is_live(article.id()) {
                old.entry(identity(article)).or_default().push(article.id());
            }
        }
        let counted = !readings.is_empty();
        self.count += i64::from(counted) - i64::from(known.is_some_and(|known| known.counted));
        let mut own: HashSet<ArticleId> = HashSet::new();
        let outcomes = readings.into_iter().flat_map(|Reading { seen, outcomes }| {
            let inner = seen.filter(|seen| seen.within.is_some()).map(|seen| Arc::new(seen.place));
            outcomes.into_iter().map(move |outcome| (inner.clone(), outcome))
        });
        let mut begun: Option<PathBuf> = None;
        for (inner, outcome) in outcomes {
            let article = match outcome {
                Outcome::NotText(problem) | Outcome::Problem(problem) => {
                    self.told = true;
                    self.problems.push(problem);
                    continue;
                }
                Outcome::Article(article) => article,
            };
            let row = inner.as_deref().unwrap_or(place);
            let own_path = row.path();
            let number = article.line.or_else(|| article.place.as_ref().map(|place| place.number));
            let same = (article.key, number, own_path.clone());
            if let Some(id) = old.get_mut(&same).and_then(Vec::pop) {
                own.insert(id);
                continue;
            }
            let status = status.unwrap_or(FileStatus::Read);
            if begun.is_none() {
                self.begin(place, stamp, status);
            }
            if begun.as_ref() != Some(&own_path) {
                if inner.is_some() {
                    self.begin(row, stamp, FileStatus::Member);
                }
                begun = Some(own_path);
            }
            own.insert(self.article(&article));
            self.changes.entry(path.clone()).or_default().come.push(article.key);
        }
        for id in old.into_values().flatten() {
            self.lost.dead.insert(id);
            let key = self.corpus.article(id).map(|article| article.key());
            self.changes.entry(path.clone()).or_default().gone.extend(key);
        }
        self.files.insert(path, Some(LaterFile { stamp, articles: ranges(&own), counted }));
    }

    /// The articles that follow lie in this file.
    fn begin(&mut self, Place { root, folder, file, .. }: &Place, stamp: Stamp, status: FileStatus) {
        self.builder.file(&FileSeen { root: *root, folder, name: file, stamp, status });
    }

    fn article(&mut self, article: &Incoming) -> ArticleId {
        let id = self.builder.next_id();
        let empty = article.draft.title.is_empty() && article.draft.paragraphs().is_empty();
        let title = xxh3_64(article.draft.title.as_str().as_bytes());
        let first = match self.originals.here.get(&article.key) {
            Some(first) => *first,
            None => self.first_with(article.key).unwrap_or((id, title)),
        };
        self.originals.here.insert(article.key, first);
        let repeats = Repeats {
            duplicate_of: (first.0 != id && first.1 == title && !empty).then_some(first.0),
            key: first.0 != id,
        };
        self.builder.push(article, repeats);
        id
    }

    /// The first article of the corpus with this key that will be there afterwards, and a hash of its title.
    fn first_with(&self, key: ArticleKey) -> Option<(ArticleId, u64)> {
        let stays = |id: ArticleId| {
            self.corpus.is_live(id) && !self.lost.dead.contains(&id) && !self.lost.doubtful.contains(&id)
        };
        let stored = self.corpus.stored.as_ref().and_then(|stored| stored.find(key));
        let others = self.originals.before.get_or_init(|| keys_after_snapshot(self.corpus));
        let id =
            stored.filter(|id| stays(*id)).or_else(|| others.get(&key).copied().filter(|id| stays(*id)))?;
        let article = self.corpus.article(id)?;
        Some((id, xxh3_64(article.title().as_str().as_bytes())))
    }

    /// The corpus afterwards, if it is another one; what has changed; and what is known of the files.
    pub(super) fn finish(mut self) -> (Option<Corpus>, ChangeCounts, LaterFiles) {
        let counts = self.counts();
        if self.builder.is_empty() && self.lost.dead.is_empty() && !self.told {
            return (None, counts, self.files);
        }
        let mut corpus = self.corpus.clone();
        corpus.followed = Some(corpus.followed.unwrap_or(corpus.len() as u32));
        if !self.builder.is_empty() {
            corpus.push(std::mem::take(&mut self.builder).seal());
        }
        for range in ranges(&self.lost.dead) {
            corpus.mark_deleted(range);
        }
        corpus.files = u32::try_from(i64::from(corpus.files) + self.count).unwrap_or_default();
        corpus.problems = Arc::new(self.problems);
        (Some(corpus), counts, self.files)
    }

    /// An article that has gone at one place and come at another has only moved.
    fn counts(&mut self) -> ChangeCounts {
        let mut gone: HashMap<ArticleKey, usize> = HashMap::new();
        for key in self.changes.values().flat_map(|change| &change.gone) {
            *gone.entry(*key).or_default() += 1;
        }
        let mut moved: HashMap<ArticleKey, usize> = HashMap::new();
        for change in self.changes.values_mut() {
            change.come.retain(|key| match gone.get_mut(key).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    *moved.entry(*key).or_default() += 1;
                    false
                }
                None => true,
            });
        }
        let mut counts = ChangeCounts::default();
        for change in self.changes.values_mut() {
            change.gone.retain(|key| match moved.get_mut(key).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    false
                }
                None => true,
            });
            let changed = change.come.len().min(change.gone.len());
            counts = counts.plus(ChangeCounts {
                new: change.come.len() - changed,
                changed,
                gone: change.gone.len() - changed,
            });
        }
        counts
    }
}

/// The first article with each key, of those that no index of a snapshot knows.
fn keys_after_snapshot(corpus: &Corpus) -> HashMap<ArticleKey, ArticleId> {
    let after = corpus.stored.as_ref().map_or(0, |stored| stored.articles);
    let segments = corpus.segments().iter().filter(|segment| segment.base() >= after);
    let mut keys = HashMap::new();
    for article in segments.flat_map(|segment| segment.articles()).filter(|a| corpus.is_live(a.id())) {
        keys.entry(article.key()).or_insert_with(|| article.id());
    }
    keys
}

/// Whether this was said by the walk, without opening the file. A file that could not be opened is read anew each time.
fn is_of_name(reason: &Reason) -> bool {
    let why = if let Reason::Passed(why) = reason { why } else { reason };
    matches!(
        why,
        Reason::System(_)
            | Reason::Hidden
            | Reason::Special
            | Reason::Outside
            | Reason::NameOfNoText
            | Reason::Settings
            | Reason::Code
            | Reason::Foreign(_)
    )
}

fn identity(article: Article<'_>) -> Identity {
    let number = article.line().or_else(|| article.place().map(|place| place.number));
    (article.key(), number, article.path())
}
