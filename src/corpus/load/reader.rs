//! Reading: one piece of work after another becomes articles, on as many threads as there are.
//!
//! No file that cannot be read stops the run. The order of results is restored by `sequence`.

use std::io::Read;
use std::sync::{Mutex, PoisonError, mpsc};

use super::{Job, Tagger};
use crate::corpus::root::LoadOptions;
use crate::corpus::segment::{FileStatus, Incoming, Stamp};
use crate::corpus::sequence::Sequence;
use crate::corpus::walk::{self, Place};
use crate::corpus::work::{self, Work};
use crate::corpus::{ArticleKey, Problem};
use crate::format;
use crate::format::Form;
use crate::format::decode;
use crate::messages::Reason;

/// What came of one piece of work.
pub(super) struct Reading {
    /// The file it was, unless nothing could be opened.
    pub(super) seen: Option<Seen>,
    pub(super) outcomes: Vec<Outcome>,
}

pub(super) struct Seen {
    pub(super) place: Place,
    pub(super) stamp: Stamp,
    pub(super) status: FileStatus,
}

pub(super) enum Outcome {
    Article(Box<Incoming>),
    NotText,
    Problem(Problem),
}

impl Reading {
    fn of_nothing(outcomes: Vec<Outcome>) -> Self {
        Self { seen: None, outcomes }
    }

    /// One file as one article.
    fn of_file(place: Place, stamp: Stamp, outcome: Outcome) -> Self {
        let status = match &outcome {
            Outcome::Article(_) => FileStatus::Read,
            Outcome::NotText => FileStatus::NotText,
            Outcome::Problem(_) => FileStatus::Problem,
        };
        Self { seen: Some(Seen { place, stamp, status }), outcomes: vec![outcome] }
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

pub(super) fn read_all(
    receive: &Mutex<mpsc::Receiver<(u64, Work)>>,
    sequence: &Sequence<Reading>,
    job: &Job<'_>,
) {
    // Keys come first: on two cores a key waited up to 64 ms while everything was read, with this 20 ms. Where the system
    // does not allow it, keys wait a little longer.
    let _ = rustix::process::nice(5);
    let mut reader = FileReader { options: job.options, tagger: job.tagger, bytes: Vec::new() };
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((index, work)) = next else { return };
        // After a stop the walker must still find somebody who takes its work.
        let reading = if job.stopped() { Reading::of_nothing(Vec::new()) } else { reader.read(work) };
        let weight = reading.outcomes.iter().map(Outcome::weight).sum();
        sequence.put(index, weight, reading);
    }
}

/// Reads one piece of work after another, with one buffer.
struct FileReader<'a> {
    options: &'a LoadOptions,
    tagger: &'a dyn Tagger,
    bytes: Vec<u8>,
}

impl FileReader<'_> {
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
                let status = if first == 1 { FileStatus::Read } else { FileStatus::Continued };
                Reading { seen: Some(Seen { place, stamp, status }), outcomes }
            }
        }
    }

    fn file(&mut self, place: Place) -> Reading {
        let mut stamp = Stamp::NONE;
        let outcome = match self.fill(&place, &mut stamp) {
            Err(error) => {
                // It may be readable the next time, though it looks the same.
                stamp = Stamp::NONE;
                Err(Reason::System(error.into()))
            }
            Ok(()) if self.bytes.len() > self.options.article_limit => {
                Err(work::too_long(self.options.article_limit))
            }
            Ok(()) => Ok(self.article(&place, &self.bytes)),
        };
        let problem = |reason| Outcome::Problem(Problem { path: place.path(), line: None, reason });
        let outcome = outcome.unwrap_or_else(problem);
        Reading::of_file(place, stamp, outcome)
    }

    /// Reads a file, but little more of it than an article may have.
    fn fill(&mut self, place: &Place, stamp: &mut Stamp) -> std::io::Result<()> {
        self.bytes.clear();
        let path = place.path();
        // A link found by the walk has been checked to stay in the root: open what it leads to.
        let files = &*self.options.files;
        let path = if !place.named && files.is_symlink(&path) { files.canonicalize(&path)? } else { path };
        let file = files.open(&path, place.named)?;
        *stamp = Stamp::before_reading(&file.metadata);
        file.bytes.take(self.options.article_limit as u64 + 1).read_to_end(&mut self.bytes)?;
        Ok(())
    }

    fn article(&self, place: &Place, bytes: &[u8]) -> Outcome {
        let decoded = match decode::decode(bytes, self.options.encoding) {
            Ok(decoded) => decoded,
            Err(_) if !place.named => return Outcome::NotText,
            Err(not_text) => {
                let problem = Problem { path: place.path(), line: None, reason: not_text.into() };
                return Outcome::Problem(problem);
            }
        };
        let (form, draft) = format::parse(&decoded.text, &walk::shown_name(place.file.as_encoded_bytes()));
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
        let problem = |line, reason| Outcome::Problem(Problem { path: place.path(), line, reason });
        let decoded = match decode::decode(bytes, self.options.encoding) {
            Ok(decoded) => decoded,
            Err(not_text) => return vec![problem(None, not_text.into())],
        };
        for (number, line) in (first..).zip(decoded.text.split('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            match format::parse_json_line(line) {
                Ok(parsed) => outcomes.push(Outcome::Article(Box::new(Incoming {
                    tags: self.tagger.tags(&parsed.draft),
                    draft: parsed.draft,
                    line: Some(number),
                    given_id: parsed.id,
                    key: ArticleKey(xxhash_rust::xxh3::xxh3_128(line.as_bytes())),
                    form: Form::JsonLine,
                    encoding: decoded.encoding,
                    bad_bytes: line.matches('\u{FFFD}').count() as u32,
                }))),
                Err(reason) => outcomes.push(problem(Some(number), reason)),
            }
        }
        outcomes
    }
}
