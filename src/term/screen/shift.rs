//! A shift: a part of the screen that the terminal moves up or down by itself.
//!
//! Values only. `scroll` proposes shifts, `encoder` writes them.

/// The part of a screen that scrolls: rows `top..bottom`, from column `left` to the right edge. A left margin other than 0
/// needs a terminal that has margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ScrollRegion {
    pub(super) top: u16,
    pub(super) bottom: u16,
    pub(super) left: u16,
}

impl ScrollRegion {
    /// The whole screen.
    pub(super) fn whole(rows: u16) -> Self {
        Self { top: 0, bottom: rows, left: 0 }
    }

    /// Whether a row is one of the region's.
    pub(super) fn has_row(self, y: u16) -> bool {
        (self.top..self.bottom).contains(&y)
    }
}

/// A region moves up by `by` rows, or down when it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) region: ScrollRegion,
    pub(super) by: i16,
    pub(super) how: How,
}

/// How rows outside the region are kept where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// They are outside the scroll region of the terminal.
    Region,
    /// They scroll along, and rows inserted above them bring them back. Only for what is below a region that moves up.
    Insertion,
}

impl Shift {
    /// The same shift by insertion, where that is possible.
    pub(super) fn by_insertion(self, rows: u16) -> Option<Self> {
        let ScrollRegion { top, bottom, left } = self.region;
        let possible = self.by > 0 && (top, left) == (0, 0) && bottom < rows;
        possible.then_some(Self { how: How::Insertion, ..self })
    }

    /// The same distance in the region that is set already, if that is another one and has room for it.
    pub(super) fn within(self, region: ScrollRegion, rows: u16) -> Option<Self> {
        let other = region != ScrollRegion::whole(rows) && region != self.region;
        let fits = region.bottom - region.top > self.by.unsigned_abs();
        (other && fits).then_some(Self { region, ..self })
    }
}
