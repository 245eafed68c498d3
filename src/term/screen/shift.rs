//! A shift: a band of rows that the terminal moves up or down by itself.
//!
//! Values only. `scroll` proposes shifts, `encoder` writes them.

use std::ops::Range;

/// Rows `top..bottom` move up by `by` rows, or down when it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) top: u16,
    pub(super) bottom: u16,
    pub(super) by: i16,
    pub(super) how: How,
}

/// How rows outside the band are kept where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// They are outside the scroll region.
    Region,
    /// They scroll along, and rows inserted above them bring them back. Only for what is below a band that moves up.
    Insertion,
}

impl Shift {
    /// The same shift by insertion, where that is possible.
    pub(super) fn by_insertion(self, rows: u16) -> Option<Self> {
        (self.by > 0 && self.top == 0 && self.bottom < rows).then_some(Self { how: How::Insertion, ..self })
    }

    /// The same distance in the region that is set already, if that is one and has room for it.
    pub(super) fn within(self, region: &Range<u16>, rows: u16) -> Option<Self> {
        let other = *region != (0..rows) && *region != (self.top..self.bottom);
        let fits = region.len() > usize::from(self.by.unsigned_abs());
        (other && fits).then_some(Self { top: region.start, bottom: region.end, ..self })
    }
}
