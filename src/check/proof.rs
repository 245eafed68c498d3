//! The two proofs for one article.
//!
//! Layout: at each width the lines of a paragraph must follow one another without gap or overlap from its first byte to its
//! last, and none may be wider than the measure unless it is a single cluster. Parser: the file is read again, and a witness
//! that shares no code with the parsers must see the same characters in it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::reader::typeset::{self, Composition};
use crate::app::reader::{BlockKind, Setting};
use crate::archive::{ArchiveKind, unpacked_name};
use crate::check::oracle::{self, Difference, Source};
use crate::corpus::file_system::{Disk, FileSystem};
use crate::corpus::walk::is_lines;
use crate::corpus::{Article, Corpus, MemberReader, Verdicts};
use crate::format::{self, Encoding, Kind, Record, decode, documents};
use crate::messages::{LayoutFault, ProofFault};
use crate::text::{Clean, WidthPolicy, WordBreaks, WrappedLine, analyse};

/// Characters left out on purpose.
#[derive(Debug, Default, Serialize)]
pub struct Dropped {
    /// Tags, comments, scripts and styles.
    pub markup: u32,
    /// References such as `&nbsp;`, as they are written.
    pub references: u32,
    /// Signs of lists, pictures and fences.
    pub marks: u32,
    /// Front matter, whose fields are shown with the information of the article.
    pub front_matter: u32,
    /// Control and invisible characters.
    pub controls: u32,
    /// Marks beyond the most that a letter may carry.
    pub clipped: u32,
    /// What stands in a file of many articles and belongs to none of them.
    pub outside: u32,
}

impl Dropped {
    /// Adds the counts of another article.
    pub fn add(&mut self, other: &Dropped) {
        self.markup += other.markup;
        self.references += other.references;
        self.marks += other.marks;
        self.front_matter += other.front_matter;
        self.controls += other.controls;
        self.clipped += other.clipped;
        self.outside += other.outside;
    }
}

/// What was found; no faults means proved.
#[derive(Debug, Default, Serialize)]
pub struct Proof {
    /// Characters left out on purpose.
    pub dropped: Dropped,
    /// What is lost or differs. Left out of JSON, where it needs a language.
    #[serde(skip)]
    pub faults: Vec<ProofFault>,
}

impl Proof {
    /// Proves `article` at these widths.
    pub fn of(article: Article<'_>, widths: &[u16], policy: WidthPolicy, source: &mut SourceReader) -> Self {
        let mut proof = Self::default();
        proof.layout(article, widths, policy);
        proof.parser(article, source);
        proof
    }

    fn layout(&mut self, article: Article<'_>, widths: &[u16], policy: WidthPolicy) {
        let mut table = None;
        for number in 0..=article.paragraph_count() {
            let block = match number.checked_sub(1) {
                Some(index) => typeset::composition(article, index, &mut table, policy),
                None => Some(Composition::of(BlockKind::Title, article.title())),
            };
            let Some(block) = block else { continue };
            let penalties = analyse(block.text, &WordBreaks::none(), &policy);
            for width in widths {
                let analysed = |_: Clean<'_>| Cow::Borrowed(&penalties);
                let set = typeset::typeset(&block, *width, Setting::default(), policy, analysed);
                // A rule is drawn as wide as the page, whatever it is written as.
                let is_rule = block.kind == BlockKind::Paragraph(Kind::Rule);
                let cells = if is_rule { u16::MAX } else { width.saturating_sub(set.margin).max(1) };
                let lines: Vec<WrappedLine> = set.lines.into_iter().map(|(line, _)| line).collect();
                if let Err(fault) = whole(block.text, &lines, cells, policy) {
                    self.faults.push(ProofFault::Layout { paragraph: number, width: *width, fault });
                    return;
                }
            }
        }
    }

    fn parser(&mut self, article: Article<'_>, source: &mut SourceReader) {
        let Some((file, record)) = source.record(article) else {
            self.faults.push(ProofFault::Changed);
            return;
        };
        let draft = &record.draft;
        let stored = article.text().as_str().split_once('\n');
        if stored != Some((draft.title.as_str(), draft.body().as_str())) {
            self.faults.push(ProofFault::Unsteady);
        }
        let name = article.file_name();
        let witness = if let Some(bytes) = &file.document {
            oracle::visible_in_document(bytes, unpacked_name(&name), record)
        } else {
            let part = file.text.get(record.range.clone()).unwrap_or_default();
            let source = Source { whole: &file.text, record: part, name: unpacked_name(&name) };
            oracle::visible_chars(source, article.form())
        };
        self.dropped = Dropped {
            markup: witness.dropped.markup,
            references: witness.dropped.references,
            marks: witness.dropped.marks,
            front_matter: witness.dropped.front_matter,
            controls: witness.dropped.removed.total() - witness.dropped.removed.clipped,
            clipped: witness.dropped.removed.clipped,
            outside: file.outside(record),
        };
        if let Err(difference) = witness.agrees_with(draft) {
            let Difference { at, expected, found } = difference;
            self.faults.push(ProofFault::Differs { at, file: expected, article: found });
        }
    }
}

/// Whether the lines are the text, whole and in order, and fit into so many cells.
///
/// # Errors
/// What is wrong with them.
pub fn whole(
    text: Clean<'_>,
    lines: &[WrappedLine],
    cells: u16,
    policy: WidthPolicy,
) -> Result<(), LayoutFault> {
    let mut at = 0;
    for line in lines {
        if line.start != at {
            return Err(LayoutFault::Gap(at));
        }
        at = line.end;
        let shown = text.slice(line.start as usize..line.end as usize);
        let one = shown.as_str().trim_end().graphemes(true).count() <= 1;
        let pads: usize = line.pads.iter().map(|pad| usize::from(pad.cells)).sum();
        let drawn = usize::from(line.indent) + policy.text(shown.as_str().trim_end()) + pads;
        if drawn > usize::from(cells) && !one {
            return Err(LayoutFault::Wide(drawn));
        }
    }
    if at as usize == text.len() { Ok(()) } else { Err(LayoutFault::Short { at, of: text.len() }) }
}

/// Most bytes of a file in an archive, or of a packed one: its lines may be many.
const UNPACKED: usize = 1 << 30;

/// Reads files again. What was read of the last one is kept, because its articles come one after the other.
#[derive(Debug)]
pub struct SourceReader {
    encoding: Option<Encoding>,
    verdicts: Arc<Verdicts>,
    file: Option<ReadFile>,
    members: MemberReader,
    /// The lines of a file that is packed or lies in an archive, and its path.
    lines: (PathBuf, Vec<u8>),
    files: Arc<dyn FileSystem>,
}

/// A decoded file, and what the parser makes of it now.
#[derive(Debug, Default)]
struct ReadFile {
    path: PathBuf,
    text: String,
    /// The bytes of a document, which is no text.
    document: Option<Vec<u8>>,
    records: BTreeMap<u32, Record>,
}

impl SourceReader {
    /// A reader of the files of `corpus` that takes them for this encoding, or finds out.
    pub fn new(encoding: Option<Encoding>, corpus: &Corpus) -> Self {
        Self {
            encoding,
            verdicts: Arc::clone(&corpus.verdicts),
            file: None,
            members: MemberReader::default(),
            lines: Default::default(),
            files: Arc::new(Disk),
        }
    }

    /// The same over another file system than the disk.
    #[must_use]
    pub fn over(self, files: Arc<dyn FileSystem>) -> Self {
        Self { files, ..self }
    }

    /// The file or line of an article, decoded, and what the parser makes of it.
    fn record(&mut self, article: Article<'_>) -> Option<(&ReadFile, &Record)> {
        let (path, place) = (article.path(), article.place());
        let number = place.as_ref().map_or(0, |place| place.number);
        // A file of lines may be larger than memory; each says by itself what it is.
        let is_line = path.file_name().is_some_and(is_lines);
        let known = self.file.as_ref().is_some_and(|file| file.path == path && !is_line);
        if !known {
            let bytes = place.filter(|_| is_line).map(|place| place.bytes);
            self.file = Some(self.read(path, bytes.as_ref(), article)?);
        }
        let file = self.file.as_ref()?;
        Some((file, file.records.get(&number)?))
    }

    /// The bytes of a file, or of one of its lines.
    fn bytes(&mut self, path: &Path, line: Option<&Range<u64>>) -> Option<Vec<u8>> {
        let packing = match ArchiveKind::of_name(&path.file_name()?.to_string_lossy()) {
            Some(ArchiveKind::Packed(packing)) => Some(packing),
            _ => None,
        };
        let mut file = match self.files.open_source(path, true) {
            Ok(file) if packing.is_none() => file.bytes,
            opened => {
                if line.is_none() || self.lines.0 != path {
                    let bytes: Box<dyn Read> = match opened {
                        Ok(file) => Box::new(file.bytes),
                        Err(_) => Box::new(Cursor::new(self.members.bytes(&*self.files, path, UNPACKED)?)),
                    };
                    let bytes = match packing {
                        Some(packing) => packing.unpack(bytes),
                        None => bytes,
                    };
                    let mut all = Vec::new();
                    // What came before a break was read.
                    let _ = bytes.take(UNPACKED as u64).read_to_end(&mut all);
                    self.lines = (path.to_owned(), all);
                }
                let Some(line) = line else { return Some(std::mem::take(&mut self.lines.1)) };
                return Some(self.lines.1.get(line.start as usize..line.end as usize)?.to_vec());
            }
        };
        if let Some(line) = line {
            file.seek(SeekFrom::Start(line.start)).ok()?;
        }
        let length = line.map_or(u64::MAX, |line| line.end - line.start);
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn read(&mut self, path: PathBuf, line: Option<&Range<u64>>, article: Article<'_>) -> Option<ReadFile> {
        let bytes = self.bytes(&path, line)?;
        let verdict = self.verdicts.of_file(&path, &article.folder_path());
        let encoding = self.encoding.or(verdict.encoding).or_else(|| line.map(|_| article.encoding()));
        if let Some(document) = documents::read(&bytes, unpacked_name(&article.file_name()), &verdict) {
            let records = document.ok()?.records.into_iter().filter_map(Result::ok);
            let records = records.map(|record| (record.number, record)).collect();
            return Some(ReadFile { path, text: String::new(), document: Some(bytes), records });
        }
        let text = decode::decode(&bytes, encoding).ok()?.text.into_owned();
        let records = if line.is_some() {
            format::json_lines(&text, article.line().unwrap_or(1)).collect()
        } else {
            format::records(&text, unpacked_name(&article.file_name()), &verdict)
        };
        let records = records.into_iter().filter_map(Result::ok).map(|record| (record.number, record));
        Some(ReadFile { path, records: records.collect(), text, document: None })
    }
}

impl ReadFile {
    /// Characters of the file that belong to no article, if `record` is its first one.
    fn outside(&self, record: &Record) -> u32 {
        if self.document.is_some()
            || self.records.first_key_value().is_none_or(|(number, _)| *number != record.number)
        {
            return 0;
        }
        let mut outside = 0;
        let mut at = 0;
        let ends = self.text.len()..self.text.len();
        for range in self.records.values().map(|record| record.range.clone()).chain([ends]) {
            let between = self.text.get(at..range.start).unwrap_or_default();
            outside += between.chars().filter(|c| !c.is_whitespace()).count();
            at = at.max(range.end);
        }
        outside as u32
    }
}
