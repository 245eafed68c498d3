//! Analysis of a paragraph that does not depend on the line width: its clusters, their cells, and the penalty of a break
//! before each. Done once per paragraph and kept; a new line width only reruns `wrap`.
//!
//! What must not go in: layout, and the dictionary; word boundaries come in as a value.

mod pairs;
mod runs;

pub(super) use pairs::{FORBIDDEN, KIND_SHIFT, PENALTY};
pub(super) use runs::UnbreakableRun;

use super::break_class::{BreakClass, BreakUnit};
use super::clusters::clusters;
use super::sanitize::Clean;
use super::width::WidthPolicy;
use super::words::WordBreaks;
use memchr::memchr_iter;
use pairs::{BreakOpportunity, between_ideographs};
use runs::{Step, Tracker};
use unicode_width::UnicodeWidthChar;

/// One grapheme cluster of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster {
    start: u32,
    code: u16,
    cells: u8,
    class: BreakClass,
}

impl Cluster {
    /// Its byte offset in the paragraph.
    pub fn start(&self) -> u32 {
        self.start
    }

    /// Its width in cells.
    pub fn cells(&self) -> u8 {
        self.cells
    }

    /// Whether it is a blank.
    pub fn is_blank(&self) -> bool {
        self.class == BreakClass::Blank
    }

    /// The break before it: a penalty, [`FORBIDDEN`], or a penalty tagged with the kind of run that it would cut.
    pub(super) fn code(self) -> u16 {
        self.code
    }

    /// The class of its first character.
    pub(super) fn class(self) -> BreakClass {
        self.class
    }
}

/// An analysed paragraph. Takes 8 bytes per cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Penalties {
    clusters: Vec<Cluster>,
    runs: Vec<UnbreakableRun>,
    bytes: u32,
}

impl Penalties {
    /// The clusters in order.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// Length of the paragraph in bytes.
    pub fn bytes(&self) -> u32 {
        self.bytes
    }

    /// Index of the first cluster at or after `byte`.
    pub fn index_of(&self, byte: u32) -> usize {
        self.clusters.partition_point(|cluster| cluster.start < byte)
    }

    /// The runs that may be wider than a line.
    pub(super) fn runs(&self) -> &[UnbreakableRun] {
        &self.runs
    }
}

/// Analyses one paragraph, which has no line break inside and is smaller than 4 GiB.
pub fn analyse(text: Clean<'_>, words: &WordBreaks<'_>, policy: &WidthPolicy) -> Penalties {
    let text = text.as_str();
    let mut scan = Analyser::new(text);
    // Three bytes per cluster fits Chinese text; Western text grows the vector twice.
    let mut out: Vec<Cluster> = Vec::with_capacity(text.len() / 3 + 8);
    let mut ahead = clusters(text).peekable();
    while let Some(cluster) = ahead.next() {
        let next = ahead.peek().and_then(|next| next.chars().next());
        let cells = policy.cluster(cluster);
        let start = scan.byte as u32;
        let (code, class) = scan.step(cluster, next, cells, words);
        out.push(Cluster { start, code, cells, class });
    }
    let runs = scan.tracker.finish(out.len() as u32, scan.cells);
    Penalties { clusters: out, runs, bytes: text.len() as u32 }
}

/// The state of the pass over the clusters.
struct Analyser<'a> {
    tracker: Tracker,
    quotes: Quotes<'a>,
    left: Option<BreakUnit>,
    left_of_blanks: Option<BreakUnit>,
    /// How often the first character of `left` has been repeated.
    repeated: u32,
    /// Bytes, characters, clusters and cells so far.
    byte: usize,
    chars: usize,
    index: u32,
    cells: u32,
}

impl<'a> Analyser<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            tracker: Tracker::new(text),
            quotes: Quotes { text, seen: 0, paired: None },
            left: None,
            left_of_blanks: None,
            repeated: 0,
            byte: 0,
            chars: 0,
            index: 0,
            cells: 0,
        }
    }

    /// Takes the next cluster; returns the code of the break before it, and its class.
    fn step(
        &mut self,
        cluster: &str,
        next: Option<char>,
        cells: u8,
        words: &WordBreaks<'_>,
    ) -> (u16, BreakClass) {
        let mut chars = cluster.chars();
        let first = chars.next().unwrap_or(' ');
        let marked = chars.next_back().is_some_and(is_mark);
        let class = match BreakClass::of(first) {
            BreakClass::Quote => self.quotes.side(self.left),
            // A combining mark makes a blank visible.
            BreakClass::Blank if cluster.len() > first.len_utf8() => BreakClass::Symbol,
            class => class,
        };
        let right = BreakUnit { first, class, marked };
        let in_word = words.inside(self.chars);
        let code = match self.left {
            // Most breaks of a Chinese text.
            Some(left) if left.is_plain() && right.is_plain() && self.tracker.is_idle() => {
                between_ideographs(in_word)
            }
            left => self.look(left, right, next, in_word),
        };
        self.repeated = if self.left.is_some_and(|left| left.first == first) { self.repeated + 1 } else { 1 };
        self.left = Some(right);
        if class != BreakClass::Blank {
            self.left_of_blanks = Some(right);
        }
        self.byte += cluster.len();
        self.chars += if cluster.len() == first.len_utf8() { 1 } else { cluster.chars().count() };
        self.index += 1;
        self.cells += u32::from(cells);
        (code, class)
    }

    /// The code of the break between `left` and `right`, by the full rules.
    fn look(&mut self, left: Option<BreakUnit>, right: BreakUnit, next: Option<char>, in_word: bool) -> u16 {
        let inside = self.tracker.step(&Step {
            index: self.index,
            byte: self.byte,
            cells: self.cells,
            unit: right,
            next,
        });
        let Some(left) = left else { return FORBIDDEN };
        let place = BreakOpportunity {
            left,
            left_of_blanks: self.left_of_blanks,
            right,
            inside,
            in_word,
            repeated: self.repeated,
            right_repeats: next == Some(right.first),
        };
        place.code()
    }
}

/// Tells opening from closing straight quotes.
struct Quotes<'a> {
    text: &'a str,
    seen: usize,
    /// Whether their number is even; counted at the first quote.
    paired: Option<bool>,
}

impl Quotes<'_> {
    fn side(&mut self, left: Option<BreakUnit>) -> BreakClass {
        let paired = *self
            .paired
            .get_or_insert_with(|| memchr_iter(b'"', self.text.as_bytes()).count().is_multiple_of(2));
        let opens = if paired {
            self.seen.is_multiple_of(2)
        } else {
            left.is_none_or(|left| {
                matches!(left.class, BreakClass::Blank | BreakClass::Open | BreakClass::NarrowOpen)
            })
        };
        self.seen += 1;
        if opens { BreakClass::NarrowOpen } else { BreakClass::NarrowClose }
    }
}

/// Whether `c`, not the first of its cluster, is a combining mark (some take a cell), not a joiner or a joined emoji.
fn is_mark(c: char) -> bool {
    c != '\u{200D}' && c.width().is_none_or(|cells| cells < 2)
}

#[cfg(test)]
mod tests;
