//! The loader: work from the walk is read and parsed on several threads, put back into order, and published in segments
//! that grow, so that the first screen never waits for the last file.
//!
//! No file that cannot be read stops the run. What an article means is not decided here: a [`Tagger`] from above says it.

use std::collections::HashMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::article::{Draft, Encoding};
use super::scan::{self, Place, Work};
use super::segment::{Incoming, Stamp, Standing};
use super::sequence::{Sequence, Taken};
use super::{ArticleKey, Corpus, Problem, SegmentBuilder, Tags, decode, parse};

/// Adds what the layers above know of an article while it is still in the reader's cache.
pub trait Tagger: Send + Sync {
    /// The tags of a freshly read article.
    fn tags(&self, draft: &Draft) -> Tags;
}

/// A file that is part of the program: its path below the root, and its bytes.
pub type Builtin = (&'static str, &'static [u8]);

/// What is read.
#[derive(Debug, Clone)]
pub enum Root {
    /// A folder or a file.
    Path(PathBuf),
    /// Files that are part of the program.
    Builtin(&'static [Builtin]),
}

/// How to read.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// Use this encoding for every file instead of detecting one.
    pub encoding: Option<Encoding>,
    /// Reading threads.
    pub threads: usize,
    /// Largest article in bytes as stored on disk (S8: 16 MiB).
    pub article_limit: usize,
}

impl Default for LoadOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        Self { encoding: None, threads, article_limit: 16 << 20 }
    }
}

/// The first segment is published at this size (bytes); each later one may be twice as large, up to [`LAST_SEGMENT`].
const FIRST_SEGMENT: usize = 256 << 10;
/// Largest segment, in bytes of clean text.
const LAST_SEGMENT: usize = 16 << 20;
/// On a slow disk a segment is published after this long, if anything came; the time doubles up to a second.
const FIRST_PATIENCE: Duration = Duration::from_millis(20);
/// Work handed out ahead of the readers.
const AHEAD: usize = 64;

/// What came of one piece of work.
struct Reading {
    /// The file it was, unless nothing could be opened.
    seen: Option<Seen>,
    outcomes: Vec<Outcome>,
}

struct Seen {
    place: Place,
    stamp: Stamp,
    standing: Standing,
}

enum Outcome {
    Article(Box<Incoming>),
    NotText,
    Problem(Problem),
}

/// Loading that runs on threads of its own. Dropping it stops it.
#[derive(Debug)]
pub struct Loader {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            // A reader that panicked has been reported by the panic hook; the others must still be waited for.
            let _ = thread.join();
        }
    }
}

impl Loader {
    /// Starts reading `roots`; every growth of the corpus is handed to `publish`, the last one with `complete` set.
    pub fn start(
        roots: Vec<Root>,
        options: LoadOptions,
        tagger: Arc<dyn Tagger>,
        publish: impl FnMut(Corpus) + Send + 'static,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let run = move || run(&roots, &options, &*tagger, &flag, publish);
        Self { stop, threads: vec![std::thread::spawn(run)] }
    }
}

/// Reads `roots` to the end.
pub fn load_all(roots: &[Root], options: &LoadOptions, tagger: &dyn Tagger) -> Corpus {
    let whole = Mutex::new(Corpus::default());
    let publish = |corpus: Corpus| *whole.lock().unwrap_or_else(PoisonError::into_inner) = corpus;
    run(roots, options, tagger, &AtomicBool::new(false), publish);
    whole.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn run(
    roots: &[Root],
    options: &LoadOptions,
    tagger: &dyn Tagger,
    stop: &AtomicBool,
    publish: impl FnMut(Corpus) + Send,
) {
    let sequence = Sequence::new();
    let (send, receive) = mpsc::sync_channel::<(u64, Work)>(AHEAD);
    let receive = Mutex::new(receive);
    std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            scope.spawn(|| read_all(&receive, &sequence, options, tagger, stop));
        }
        let walker = scope.spawn(|| {
            let mut count = 0;
            let skipped = scan::walk(roots, options.article_limit, &mut |work| {
                if stop.load(Ordering::Relaxed) || send.send((count, work)).is_err() {
                    return ControlFlow::Break(());
                }
                count += 1;
                ControlFlow::Continue(())
            });
            drop(send);
            sequence.end_at(count);
            skipped
        });
        let mut intake = Intake::new(publish);
        intake.take_all(&sequence, stop);
        sequence.close();
        intake.corpus.skipped.not_text += intake.not_text;
        if let Ok(skipped) = walker.join() {
            let not_text = intake.corpus.skipped.not_text + skipped.not_text;
            intake.corpus.skipped = scan::Skipped { not_text, ..skipped };
        }
        intake.corpus.complete = true;
        intake.publish();
    });
}

/// Receives outcomes in order, fills segments and publishes them.
struct Intake<P> {
    corpus: Corpus,
    builder: SegmentBuilder,
    keys: HashMap<ArticleKey, super::ArticleId>,
    problems: Vec<Problem>,
    not_text: u32,
    publish: P,
}

impl<P: FnMut(Corpus)> Intake<P> {
    fn new(publish: P) -> Self {
        Self {
            corpus: Corpus::default(),
            builder: SegmentBuilder::new(0),
            keys: HashMap::new(),
            problems: Vec::new(),
            not_text: 0,
            publish,
        }
    }

    fn take_all(&mut self, sequence: &Sequence<Reading>, stop: &AtomicBool) {
        let mut limit = FIRST_SEGMENT;
        let mut patience = FIRST_PATIENCE;
        let mut published = Instant::now();
        while !stop.load(Ordering::Relaxed) {
            match sequence.take(patience) {
                Taken::Next(reading) => {
                    self.corpus.files += 1;
                    self.take(reading);
                }
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

    fn take(&mut self, reading: Reading) {
        if let Some(Seen { place, stamp, standing }) = &reading.seen {
            // A further part of a file needs a row only where a new segment begins.
            if *standing != Standing::Continued || self.builder.file_count() == 0 {
                self.builder.file(&place.folder, &place.file, *stamp, *standing);
            }
        }
        for outcome in reading.outcomes {
            match outcome {
                Outcome::NotText => self.not_text += 1,
                Outcome::Problem(problem) => self.problems.push(problem),
                Outcome::Article(article) => self.article(*article, reading.seen.as_ref()),
            }
        }
    }

    fn article(&mut self, mut article: Incoming, seen: Option<&Seen>) {
        let id = self.builder.next_id();
        let empty = article.draft.title.is_empty() && article.draft.paragraphs().is_empty();
        let first = if empty { id } else { *self.keys.entry(article.key).or_insert(id) };
        let duplicate_of = (first != id).then_some(first);
        if let Some(seen) = seen.filter(|_| duplicate_of.is_some() || empty) {
            article.key = own_key(&article, &seen.place);
        }
        self.builder.push(&article, duplicate_of);
    }

    fn publish(&mut self) {
        if !self.builder.is_empty() {
            let next = SegmentBuilder::new(self.builder.next_id().0);
            self.corpus.push(std::mem::replace(&mut self.builder, next).seal());
        }
        if self.problems.len() != self.corpus.problems.len() {
            self.corpus.problems = Arc::new(self.problems.clone());
        }
        (self.publish)(self.corpus.clone());
    }
}

/// Articles with the same bytes are told apart by where they lie.
fn own_key(article: &Incoming, place: &Place) -> ArticleKey {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    hasher.update(&article.key.0.to_le_bytes());
    hasher.update(place.folder.section.as_str().as_bytes());
    hasher.update(b"\0");
    hasher.update(place.file.as_encoded_bytes());
    hasher.update(&article.line.unwrap_or(0).to_le_bytes());
    ArticleKey(hasher.digest128())
}

fn read_all(
    receive: &Mutex<mpsc::Receiver<(u64, Work)>>,
    sequence: &Sequence<Reading>,
    options: &LoadOptions,
    tagger: &dyn Tagger,
    stop: &AtomicBool,
) {
    // Keys come first: on two cores a key waited up to 64 ms while everything was read, with this 20 ms. Where the system
    // does not allow it, keys wait a little longer.
    let _ = rustix::process::nice(5);
    let mut reader = Reader { options, tagger, bytes: Vec::new() };
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((index, work)) = next else { return };
        // After a stop the walker must still find somebody who takes its work.
        let reading =
            if stop.load(Ordering::Relaxed) { Reading::of_nothing(Vec::new()) } else { reader.read(work) };
        let weight = reading.outcomes.iter().map(Outcome::weight).sum();
        sequence.put(index, weight, reading);
    }
}

impl Reading {
    fn of_nothing(outcomes: Vec<Outcome>) -> Self {
        Self { seen: None, outcomes }
    }

    /// One file as one article.
    fn of_file(place: Place, stamp: Stamp, outcome: Outcome) -> Self {
        let standing = match &outcome {
            Outcome::Article(_) => Standing::Read,
            Outcome::NotText => Standing::NotText,
            Outcome::Problem(_) => Standing::Problem,
        };
        Self { seen: Some(Seen { place, stamp, standing }), outcomes: vec![outcome] }
    }
}

impl Outcome {
    /// Bytes it holds, roughly.
    fn weight(&self) -> usize {
        match self {
            Outcome::Article(article) => article.draft.body().len() + 512,
            Outcome::NotText | Outcome::Problem(_) => 128,
        }
    }
}

/// Reads one piece of work after another, with one buffer.
struct Reader<'a> {
    options: &'a LoadOptions,
    tagger: &'a dyn Tagger,
    bytes: Vec<u8>,
}

impl Reader<'_> {
    fn read(&mut self, work: Work) -> Reading {
        match work {
            Work::Problem(problem) => Reading::of_nothing(vec![Outcome::Problem(problem)]),
            Work::File(place) => self.file(place),
            Work::Bytes(place, bytes) => {
                let outcome = self.article(&place, bytes);
                Reading::of_file(place, Stamp::NONE, outcome)
            }
            Work::Lines { place, stamp, first, bytes } => {
                let outcomes = self.lines(&place, first, &bytes);
                let standing = if first == 1 { Standing::Read } else { Standing::Continued };
                Reading { seen: Some(Seen { place, stamp, standing }), outcomes }
            }
        }
    }

    fn file(&mut self, place: Place) -> Reading {
        let mut stamp = Stamp::NONE;
        let outcome = match self.fill(&place, &mut stamp) {
            Err(error) => Err(scan::reason(&error)),
            Ok(()) if self.bytes.len() > self.options.article_limit => {
                Err(scan::too_long(self.options.article_limit))
            }
            Ok(()) => Ok(self.article(&place, &self.bytes)),
        };
        let problem = |sentence| Outcome::Problem(Problem { path: place.path(), line: None, sentence });
        let outcome = outcome.unwrap_or_else(problem);
        Reading::of_file(place, stamp, outcome)
    }

    /// Reads a file, but little more of it than an article may have.
    fn fill(&mut self, place: &Place, stamp: &mut Stamp) -> std::io::Result<()> {
        self.bytes.clear();
        let path = place.path();
        // A link found by the walk has been checked to stay in the root: open what it leads to.
        let path = if place.named { path } else { resolve(path)? };
        let file = scan::open_regular(&path, place.named)?;
        *stamp = Stamp::before_reading(&file.metadata()?);
        file.take(self.options.article_limit as u64 + 1).read_to_end(&mut self.bytes)?;
        Ok(())
    }

    fn article(&self, place: &Place, bytes: &[u8]) -> Outcome {
        let decoded = match decode::decode(bytes, self.options.encoding) {
            Ok(decoded) => decoded,
            Err(_) if !place.named => return Outcome::NotText,
            Err(not_text) => {
                let problem = Problem { path: place.path(), line: None, sentence: not_text.to_string() };
                return Outcome::Problem(problem);
            }
        };
        let (form, draft) = parse::parse(&decoded.text, &scan::shown_name(place.file.as_encoded_bytes()));
        Outcome::Article(Box::new(Incoming {
            tags: self.tagger.tags(&draft),
            draft,
            line: None,
            given_id: None,
            key: ArticleKey(xxhash_rust::xxh3::xxh3_128(bytes)),
            form,
            encoding: decoded.encoding,
            bad_bytes: decoded.bad,
        }))
    }

    fn lines(&self, place: &Place, first: u32, bytes: &[u8]) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        let problem = |line, sentence| Outcome::Problem(Problem { path: place.path(), line, sentence });
        let decoded = match decode::decode(bytes, self.options.encoding) {
            Ok(decoded) => decoded,
            Err(not_text) => return vec![problem(None, not_text.to_string())],
        };
        for (number, line) in (first..).zip(decoded.text.split('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            match parse::parse_json_line(line) {
                Ok(parsed) => outcomes.push(Outcome::Article(Box::new(Incoming {
                    tags: self.tagger.tags(&parsed.draft),
                    draft: parsed.draft,
                    line: Some(number),
                    given_id: parsed.id,
                    key: ArticleKey(xxhash_rust::xxh3::xxh3_128(line.as_bytes())),
                    form: super::Form::JsonLine,
                    encoding: decoded.encoding,
                    bad_bytes: line.matches('\u{FFFD}').count() as u32,
                }))),
                Err(sentence) => outcomes.push(problem(Some(number), sentence)),
            }
        }
        outcomes
    }
}

/// Where a path leads if it is a link, else the path itself.
fn resolve(path: PathBuf) -> std::io::Result<PathBuf> {
    if path.is_symlink() { std::fs::canonicalize(path) } else { Ok(path) }
}
