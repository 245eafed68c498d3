//! The two proofs for one article.
//!
//! Layout: at each width the lines of a paragraph must follow one another without gap or overlap from its first byte to its
//! last, and none may be wider than the measure unless it is a single cluster. Parser: the file is read again, and a witness
//! that shares no code with the parsers must see the same characters in it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::reader::{BlockKind, Setting, measure_of};
use crate::check::oracle::{self, Difference};
use crate::corpus::Article;
use crate::format;
use crate::format::decode;
use crate::format::{Draft, Encoding};
use crate::messages::{LayoutFault, ProofFault};
use crate::text::{Clean, WidthPolicy, WordBreaks, WrappedLine, analyse, wrap};

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
        let title = (BlockKind::Title, false, article.title());
        let paragraphs = article.paragraphs().map(|p| (BlockKind::Paragraph(p.kind), p.continued, p.text));
        for (number, (kind, continued, text)) in std::iter::once(title).chain(paragraphs).enumerate() {
            let penalties = analyse(text, &WordBreaks::none(), &policy);
            for width in widths {
                let (_, measure) = measure_of(kind, continued, *width, Setting::default());
                let lines = wrap(&penalties, &measure);
                if let Err(fault) = whole(text, &lines, measure.cells, policy) {
                    self.faults.push(ProofFault::Layout { paragraph: number, width: *width, fault });
                    return;
                }
            }
        }
    }

    fn parser(&mut self, article: Article<'_>, source: &mut SourceReader) {
        let Some((text, draft)) = source.article(article) else {
            self.faults.push(ProofFault::Changed);
            return;
        };
        let stored = article.text().as_str().split_once('\n');
        if stored != Some((draft.title.as_str(), draft.body().as_str())) {
            self.faults.push(ProofFault::Unsteady);
        }
        let witness = oracle::visible_chars(&text, article.form());
        self.dropped = Dropped {
            markup: witness.dropped.markup,
            references: witness.dropped.references,
            marks: witness.dropped.marks,
            front_matter: witness.dropped.front_matter,
            controls: witness.dropped.removed.total() - witness.dropped.removed.clipped,
            clipped: witness.dropped.removed.clipped,
        };
        if let Err(difference) = witness.agrees_with(&draft) {
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

/// Reads files again; lines of one `.jsonl` are read in one pass.
#[derive(Debug)]
pub struct SourceReader {
    encoding: Option<Encoding>,
    lines: Option<(PathBuf, u32, BufReader<File>)>,
}

impl SourceReader {
    /// A reader that takes files for this encoding, or finds out.
    pub fn new(encoding: Option<Encoding>) -> Self {
        Self { encoding, lines: None }
    }

    /// The decoded file or line of an article, and what the parser makes of it.
    fn article(&mut self, article: Article<'_>) -> Option<(String, Draft)> {
        let bytes = match article.line() {
            Some(line) => self.line(article.path(), line)?,
            None => std::fs::read(article.path()).ok()?,
        };
        let encoding = self.encoding.or_else(|| article.line().map(|_| article.encoding()));
        let text = decode::decode(&bytes, encoding).ok()?.text.into_owned();
        if article.line().is_some() {
            let draft = format::parse_json_line(text.trim_end()).ok()?.draft;
            return Some((text, draft));
        }
        let (_, draft) = format::parse(&text, &article.file_name());
        Some((text, draft))
    }

    fn line(&mut self, path: PathBuf, wanted: u32) -> Option<Vec<u8>> {
        let reader = self.lines.take().filter(|(open, next, _)| *open == path && *next <= wanted);
        let (path, mut next, mut reader) = if let Some(open) = reader {
            open
        } else {
            let file = File::open(&path).ok()?;
            (path, 1, BufReader::new(file))
        };
        let mut bytes = Vec::new();
        while next <= wanted {
            bytes.clear();
            reader.read_until(b'\n', &mut bytes).ok()?;
            next += 1;
        }
        self.lines = Some((path, next, reader));
        Some(bytes)
    }
}
