//! From an analysed paragraph and a line width to lines.
//!
//! Lines are byte ranges of the clean text; what is drawn besides (indent, pads) lies in the [`WrappedLine`] alone, so that
//! searching and copying never meet it. No text is looked at here.

mod breakers;
mod candidates;
mod lines;
mod pads;

use super::analyse::Penalties;
use candidates::LineEnds;

/// How the lines of a paragraph are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Cells of a line, indent and hanging marks included. At least 1 is used.
    pub cells: u16,
    /// Blank cells before the first line; less on lines too narrow for it.
    pub indent: u16,
    /// How breaks are chosen.
    pub breaker: Breaker,
    /// What happens at the right edge.
    pub edge: Edge,
    /// Whether narrow runs are padded so that ideographs stand below each other.
    pub grid: bool,
    /// Whether a pause (、，。) may hang over the right edge. The last two cells of the line are then kept free for it.
    pub hang: bool,
}

/// How breaks are chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Breaker {
    /// The best lines for the paragraph as a whole; one of more than 100,000 clusters is broken as by `LookBack`.
    #[default]
    Optimum,
    /// Line by line, looking a few cells back for a better end.
    LookBack,
    /// Line by line, as long as allowed.
    Greedy,
}

/// The right edge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Lines end where they end.
    #[default]
    Ragged,
    /// Lines but the last are padded at marks so that they end together.
    Flush,
}

/// One line of a paragraph. The ranges of consecutive lines meet: blanks at a line end belong to that line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedLine {
    /// First byte, in the clean text of the paragraph.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Blank cells before the text.
    pub indent: u16,
    /// Cells drawn: indent, text and pads, without blanks at the end.
    pub width: u16,
    /// Blank cells drawn inside the line, in order.
    pub pads: Box<[Pad]>,
}

/// Blank cells that are drawn before a cluster, and are no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pad {
    /// Where the cluster starts, in bytes.
    pub at: u32,
    /// How many cells.
    pub cells: u8,
}

/// 36 ideographs: the longest line that is read with ease.
const USUAL_CELLS: u16 = 72;

/// The optimum is not looked for in a paragraph of more clusters: 5 ms.
const LONG: usize = 100_000;

/// Cells kept free at the right edge for hanging marks.
const HANG: u32 = 2;

impl Default for Measure {
    fn default() -> Self {
        Self::new(USUAL_CELLS)
    }
}

impl Measure {
    /// Lines of `cells`, without indent, ragged.
    pub const fn new(cells: u16) -> Self {
        Self { cells, indent: 0, breaker: Breaker::Optimum, edge: Edge::Ragged, grid: false, hang: false }
    }

    /// The same with `cells` blank cells before the first line.
    #[must_use]
    pub const fn indent(self, cells: u16) -> Self {
        Self { indent: cells, ..self }
    }

    /// Whether marks hang. On a narrow line the two cells are worth more than the edge.
    fn hangs(self) -> bool {
        self.hang && u32::from(self.cells) >= 8 * HANG
    }

    /// The indent that is used: none where it would take more than a third of the line.
    fn used_indent(self) -> u16 {
        if self.cells / 3 < self.indent { 0 } else { self.indent }
    }
}

/// Lays out a paragraph. An empty paragraph is one empty line. No line is wider than the measure, unless a single cluster
/// is.
pub fn wrap(penalties: &Penalties, measure: &Measure) -> Vec<WrappedLine> {
    let candidates = LineEnds::new(penalties, *measure);
    let long = penalties.clusters().len() > LONG;
    let ends = match measure.breaker {
        Breaker::Optimum if !long => breakers::optimum(&candidates),
        Breaker::Optimum | Breaker::LookBack => breakers::look_back(&candidates, breakers::LOOK_BACK),
        Breaker::Greedy => breakers::look_back(&candidates, 0),
    };
    lines::lines(&candidates, &ends)
}

#[cfg(test)]
mod tests;
