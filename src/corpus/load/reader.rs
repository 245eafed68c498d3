//! Reading: one piece of work after another becomes articles, on as many threads as there are.
//!
//! No file that cannot be read stops the run. The order of results is restored by `sequence`.

use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use super::Tagger;
use crate::archive::{self, ArchiveKind, UnpackBudget, unpacked_name};
use crate::corpus::lines::{Lines, too_long};
use crate::corpus::root::LoadOptions;
use crate::corpus::segment::{FileStatus, Folder, Incoming, RecordPlace, Stamp};
use crate::corpus::unpack::{self, ArchivePart, MemberFile};
use crate::corpus::walk::{self, Place};
use crate::corpus::work::Work;
use crate::corpus::{ArticleKey, Problem};
use crate::format::decode::{self, Decoded};
use crate::format::documents::{self, ReadDocument};
use crate::format::{self, Encoding, Record, Refused};
use crate::messages::Reason;
use crate::text::CleanText;

/// What came of one piece of work.
pub(in crate::corpus) struct Reading {
    /// The file it was, unless nothing could be opened.
    pub(in crate::corpus) seen: Option<Seen>,
    pub(in crate::corpus) outcomes: Vec<Outcome>,
}

pub(in crate::corpus) struct Seen {
    pub(in crate::corpus) place: Place,
    /// The archive that it lies in.
    pub(in crate::corpus) within: Option<Arc<Place>>,
    pub(in crate::corpus) stamp: Stamp,
    pub(in crate::corpus) status: FileStatus,
}

pub(in crate::corpus) enum Outcome {
    Article(Box<Incoming>),
    NotText(Problem),
    Problem(Problem),
}

impl Reading {
    fn of_nothing(outcomes: Vec<Outcome>) -> Self {
        Self { seen: None, outcomes }
    }

    /// One file with all its articles.
    fn of_file(place: Place, stamp: Stamp, outcomes: Vec<Outcome>) -> Self {
        let status = match outcomes.as_slice() {
            [Outcome::NotText(_)] => FileStatus::NotText,
            [Outcome::Problem(_)] => FileStatus::Problem,
            _ => FileStatus::Read,
        };
        Self { seen: Some(Seen { place, within: None, stamp, status }), outcomes }
    }

    /// Bytes it holds, roughly.
    pub(super) fn weight(&self) -> usize {
        self.outcomes.iter().map(Outcome::weight).sum()
    }
}

impl Outcome {
    /// Bytes it holds, roughly.
    fn weight(&self) -> usize {
        match self {
            Outcome::Article(article) => article.draft.body().len() + 512,
            Outcome::NotText(_) | Outcome::Problem(_) => 128,
        }
    }
}

/// Reads one piece of work after another, with one buffer.
pub(in crate::corpus) struct FileReader<'a> {
    options: &'a LoadOptions,
    tagger: &'a dyn Tagger,
    pub(super) bytes: Vec<u8>,
    /// Why the bytes of a packed file break off.
    broken: Option<Reason>,
}

impl<'a> FileReader<'a> {
    pub(in crate::corpus) fn new(options: &'a LoadOptions, tagger: &'a dyn Tagger) -> Self {
        Self { options, tagger, bytes: Vec::new(), broken: None }
    }

    /// One reading for each file that there is.
    pub(in crate::corpus) fn read(&mut self, work: Work) -> Vec<Reading> {
        match work {
            Work::Problem(problem) => vec![Reading::of_nothing(vec![Outcome::Problem(problem)])],
            Work::File(place) => vec![self.file(place)],
            Work::Bytes(place, bytes) => {
                let (outcomes, book) = self.articles(&place, bytes);
                vec![Reading::of_file(within(place, book), Stamp::NONE, outcomes)]
            }
            Work::Lines(lines) => {
                let outcomes = self.lines(&lines);
                let status = match lines.within {
                    Some(_) => FileStatus::Member,
                    None if lines.first == 1 => FileStatus::Read,
                    None => FileStatus::Continued,
                };
                let Lines { place, within, stamp, .. } = lines;
                vec![Reading { seen: Some(Seen { place, within, stamp, status }), outcomes }]
            }
            Work::Archive(part) => self.archive(part),
        }
    }

    /// The archive itself, and each of its files that has an article.
    fn archive(&self, part: ArchivePart) -> Vec<Reading> {
        let ArchivePart { archive, stamp, is_first, members, problems } = part;
        let mut own: Vec<Outcome> = problems.into_iter().map(Outcome::Problem).collect();
        let mut readings = Vec::with_capacity(members.len() + 1);
        let path: Arc<Path> = Arc::from(archive.path());
        for MemberFile { place, bytes } in members {
            let (mut outcomes, book) = self.articles(&place, &bytes);
            let place = within(place, book);
            for outcome in &mut outcomes {
                if let Outcome::Problem(problem) | Outcome::NotText(problem) = outcome {
                    problem.archive = Some(Arc::clone(&path));
                }
            }
            if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Article(_))) {
                let (status, within) = (FileStatus::Member, Some(Arc::clone(&archive)));
                readings.push(Reading { seen: Some(Seen { place, within, stamp, status }), outcomes });
            } else {
                // Files are counted on disk, and an archive is one.
                own.extend(outcomes.into_iter().map(|outcome| match outcome {
                    Outcome::NotText(problem) => Outcome::Problem(problem),
                    other => other,
                }));
            }
        }
        let status = if is_first { FileStatus::Read } else { FileStatus::Continued };
        let place = (*archive).clone();
        let first = Reading { seen: Some(Seen { place, within: None, stamp, status }), outcomes: own };
        readings.insert(0, first);
        readings
    }

    fn file(&mut self, place: Place) -> Reading {
        let mut stamp = Stamp::NONE;
        let outcomes = match self.fill(&place, &mut stamp) {
            Err(error) => {
                // It may be readable the next time, though it looks the same.
                stamp = Stamp::NONE;
                Err(Reason::System(error.into()))
            }
            Ok(()) if self.bytes.len() > self.limit(&place) => Err(too_long(self.limit(&place))),
            Ok(()) => {
                let (mut outcomes, book) = self.articles(&place, &self.bytes);
                outcomes.extend(self.broken.take().map(|reason| problem(&place, None, reason)));
                Ok((outcomes, book))
            }
        };
        let (outcomes, book) = outcomes.unwrap_or_else(|reason| (vec![problem(&place, None, reason)], None));
        Reading::of_file(within(place, book), stamp, outcomes)
    }

    /// Reads a file, but little more of it than an article may have.
    pub(super) fn fill(&mut self, place: &Place, stamp: &mut Stamp) -> io::Result<()> {
        self.bytes.clear();
        self.broken = None;
        let path = place.path();
        // A link found by the walk has been checked to stay in the root: open what it leads to.
        let files = &*self.options.files;
        let path = if !place.named && files.is_symlink(&path) { files.canonicalize(&path)? } else { path };
        let limit = self.limit(place);
        let file = match files.open(&path, place.named) {
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                // It lies in an archive.
                self.bytes = unpack::member(files, &path, limit).ok_or(error)?;
                return self.unpack_member(place);
            }
            opened => opened?,
        };
        *stamp = Stamp::before_reading(&file.metadata);
        match place.kind() {
            Some(ArchiveKind::Packed(packing)) => {
                let bytes = UnpackBudget::of(file.metadata.len()).meter(packing.unpack(file.bytes));
                self.read_packed(bytes)
            }
            _ => file.bytes.take(limit as u64 + 1).read_to_end(&mut self.bytes).map(|_| ()),
        }
    }

    /// A packed file may break off; what came before is read.
    fn read_packed(&mut self, bytes: impl Read) -> io::Result<()> {
        let read = bytes.take(self.options.article_limit as u64 + 1).read_to_end(&mut self.bytes);
        match read.map_err(|error| archive::reason(&error)) {
            Err(reason @ Reason::Archive(_)) => self.broken = Some(reason),
            Err(Reason::System(fault)) => return Err(io::Error::other(fault)),
            Err(_) | Ok(_) => {}
        }
        Ok(())
    }

    /// A file in an archive may be packed as well.
    fn unpack_member(&mut self, place: &Place) -> io::Result<()> {
        let Some(ArchiveKind::Packed(packing)) = place.kind() else { return Ok(()) };
        let packed = std::mem::take(&mut self.bytes);
        let bytes = UnpackBudget::of(packed.len() as u64).meter(packing.unpack(packed.as_slice()));
        self.read_packed(bytes)
    }

    /// The most bytes that a file may have: most of a document may be pictures.
    fn limit(&self, place: &Place) -> usize {
        let name = walk::shown_name(place.file.as_encoded_bytes());
        if documents::is_called_document(unpacked_name(&name)) {
            self.options.article_limit.max(documents::LARGEST)
        } else {
            self.options.article_limit
        }
    }

    /// What becomes of the bytes of a file, and the book that they are.
    pub(super) fn articles(&self, place: &Place, bytes: &[u8]) -> (Vec<Outcome>, Option<String>) {
        let name = walk::shown_name(place.file.as_encoded_bytes());
        let name = unpacked_name(&name);
        match documents::read(bytes, name, &place.verdict) {
            Some(Ok(mut document)) => {
                let book = document.book.take();
                (self.parts(place, bytes, document), book)
            }
            Some(Err(reason)) => (vec![problem(place, None, reason)], None),
            None => (self.texts(place, name, bytes), None),
        }
    }

    fn texts(&self, place: &Place, name: &str, bytes: &[u8]) -> Vec<Outcome> {
        let forced = self.options.encoding.or(place.verdict.encoding);
        let decoded = match decode::decode(bytes, forced) {
            Ok(decoded) => decoded,
            Err(not_text) if !place.named => {
                let reason = Reason::from(not_text).passed();
                return vec![Outcome::NotText(Problem::of(place.path(), reason))];
            }
            Err(not_text) => return vec![problem(place, None, not_text.into())],
        };
        if !place.named && format::is_template(&decoded.text, name) {
            return vec![problem(place, None, Reason::Template.passed())];
        }
        let records = format::records(&decoded.text, name, &place.verdict);
        let mut outcomes = self.take(place, DecodedFile { bytes, decoded: &decoded, start: 0 }, records);
        if forced.is_none() {
            outcomes.extend(decode::doubts(&decoded).into_iter().map(|doubt| problem(place, None, doubt)));
        }
        outcomes
    }

    /// What becomes of a document.
    fn parts(&self, place: &Place, bytes: &[u8], document: ReadDocument) -> Vec<Outcome> {
        let ReadDocument { records, hashes, .. } = document;
        let take = |(record, hash): (Result<Record, Refused>, Option<u128>)| match record {
            Ok(record) => {
                let Record { form, draft, number, range, line, given_id, member } = record;
                let is_whole = hash.is_none();
                let range = range.start as u64..range.end as u64;
                Outcome::Article(Box::new(Incoming {
                    tags: self.tagger.tags(&draft),
                    draft,
                    line,
                    given_id,
                    place: (!is_whole).then_some(RecordPlace { number, bytes: range, member }),
                    key: ArticleKey(hash.unwrap_or_else(|| xxh3_128(bytes))),
                    form,
                    encoding: Encoding::Utf8,
                    bad_bytes: 0,
                }))
            }
            Err(Refused { line, reason }) => problem(place, line, reason),
        };
        records.into_iter().zip(hashes).map(take).collect()
    }

    pub(super) fn lines(&self, lines: &Lines) -> Vec<Outcome> {
        let forced = self.options.encoding.or(lines.place.verdict.encoding);
        let mut outcomes = match decode::decode(&lines.bytes, forced) {
            Ok(decoded) => {
                let records = format::json_lines(&decoded.text, lines.first);
                let source = DecodedFile { bytes: &lines.bytes, decoded: &decoded, start: lines.start };
                let mut outcomes = self.take(&lines.place, source, records);
                if forced.is_none() {
                    let told = |doubt| problem(&lines.place, Some(lines.first), doubt);
                    outcomes.extend(decode::doubts(&decoded).into_iter().map(told));
                }
                outcomes
            }
            Err(not_text) => vec![problem(&lines.place, None, not_text.into())],
        };
        let archive: Option<Arc<Path>> = lines.within.as_ref().map(|archive| Arc::from(archive.path()));
        for outcome in &mut outcomes {
            if let (Outcome::Problem(problem), Some(_)) = (outcome, &archive) {
                problem.archive.clone_from(&archive);
            }
        }
        outcomes
    }

    /// What becomes of the records found in `source`.
    fn take(
        &self,
        place: &Place,
        source: DecodedFile<'_>,
        records: impl IntoIterator<Item = Result<Record, Refused>>,
    ) -> Vec<Outcome> {
        let mut ranges = source.decoded.raw_ranges(source.bytes);
        let take = |record: Result<Record, Refused>| match record {
            Ok(record) => {
                let raw = ranges.of(&record.range);
                Outcome::Article(Box::new(self.incoming(record, raw, source)))
            }
            Err(Refused { line, reason: Reason::NoRecords }) if !place.named => {
                problem(place, line, Reason::NoRecords.passed())
            }
            Err(Refused { line, reason }) => problem(place, line, reason),
        };
        records.into_iter().map(take).collect()
    }

    fn incoming(&self, record: Record, raw: Range<usize>, source: DecodedFile<'_>) -> Incoming {
        let Record { form, draft, number, range, line, given_id, member } = record;
        let is_whole = raw == (0..source.bytes.len()) && line.is_none() && member.is_none();
        let bytes = source.start + raw.start as u64..source.start + raw.end as u64;
        let encoding = if is_whole { source.decoded.encoding } else { source.decoded.encoding_of(&range) };
        let bad_bytes = match source.decoded.text.get(range) {
            _ if source.decoded.bad == 0 => 0,
            _ if is_whole => source.decoded.bad,
            text => text.unwrap_or_default().matches('\u{FFFD}').count() as u32,
        };
        Incoming {
            tags: self.tagger.tags(&draft),
            draft,
            line,
            given_id,
            place: (!is_whole).then_some(RecordPlace { number, bytes, member }),
            key: ArticleKey(xxh3_128(source.bytes.get(raw).unwrap_or_default())),
            form,
            encoding,
            bad_bytes,
        }
    }
}

/// The same place where its articles are the chapters of `book`, which is a section then.
fn within(place: Place, book: Option<String>) -> Place {
    let Some(book) = book else { return place };
    let outer = &place.folder.section;
    // The title is one part of the section.
    let book = book.replace('/', "／");
    let section = if outer.is_empty() { book } else { format!("{outer}/{book}") };
    let folder = Folder { section: CleanText::line(&section), ..(*place.folder).clone() };
    Place { folder: Arc::new(folder), ..place }
}

/// The bytes of a file, or of a part of it that begins at `start`, and the text that they are.
#[derive(Clone, Copy)]
struct DecodedFile<'a> {
    bytes: &'a [u8],
    decoded: &'a Decoded<'a>,
    start: u64,
}

fn problem(place: &Place, line: Option<u32>, reason: Reason) -> Outcome {
    Outcome::Problem(Problem { line, ..Problem::of(place.path(), reason) })
}
