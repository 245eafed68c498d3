//! Lays out an analysed paragraph in lines of a given width.
//!
//! Lines are byte ranges of the clean text; what is drawn in addition (indent, pads) is only in the [`WrappedLine`], so that
//! searching and copying never see it. What must not go in: the text itself.

mod breakers;
mod candidates;
mod lines;
mod pads;

use super::analyse::Penalties;
use candidates::LineEnds;

/// The requested shape of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Cells per line, including indent and hanging marks; treated as at least 1.
    pub cells: u16,
    /// Blank cells before the first line; less on lines too narrow for it.
    pub indent: u16,
    /// How breaks are chosen.
    pub breaker: Breaker,
    /// What happens at the right edge.
    pub edge: Edge,
    /// Whether narrow runs are padded so that ideographs align vertically.
    pub grid: bool,
    /// Whether a pause (、，。) may hang over the right edge. The last two cells of the line are then reserved for it.
    pub hang: bool,
}

/// How breaks are chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Breaker {
    /// The best lines for the paragraph as a whole; beyond 100,000 clusters the same as `LookBack`.
    #[default]
    Optimum,
    /// Line by line, looking a few cells back for a better end.
    LookBack,
    /// Line by line, each as long as possible.
    Greedy,
}

/// The right edge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Ragged: lines are not padded.
    #[default]
    Ragged,
    /// Flush: all lines but the last are padded at marks to the same width.
    Flush,
}

/// One line of a paragraph. Consecutive ranges are adjacent: blanks at a line end belong to that line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedLine {
    /// First byte, in the clean text of the paragraph.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Blank cells before the text.
    pub indent: u16,
    /// Cells drawn: indent, text and pads, without blanks at the end.
    pub width: u16,
    /// Blank cells drawn inside the line, in order.
    pub pads: Box<[Pad]>,
}

/// Blank cells drawn before a cluster that are not part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pad {
    /// Where the cluster starts, in bytes.
    pub at: u32,
    /// How many cells.
    pub cells: u8,
}

/// 36 ideographs: the longest comfortable line.
const USUAL_CELLS: u16 = 72;

/// Largest paragraph broken as a whole, in clusters; it takes 5 ms.
const LONG: usize = 100_000;

/// Cells reserved at the right edge for hanging marks.
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

    /// Whether marks hang. A narrow line needs the two cells for text.
    fn hangs(self) -> bool {
        self.hang && u32::from(self.cells) >= 8 * HANG
    }

    /// The effective indent: none if it would take more than a third of the line.
    fn used_indent(self) -> u16 {
        if self.cells / 3 < self.indent { 0 } else { self.indent }
    }
}

/// Lays out a paragraph. An empty paragraph is one empty line. No line is wider than the measure, unless a single
/// cluster is.
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
