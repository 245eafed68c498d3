//! The screen writer: makes a terminal show a ratatui buffer in as few bytes as it can find.
//!
//! Stock ratatui moves the cursor before every wide character and sends 5 to 24 kB for one line of scrolling Chinese
//! text; over a slow line that is a minute of lag. This writer compares a frame glyph by glyph with what the terminal
//! shows, lets the terminal move rows that only scrolled, and encodes each step in its shortest form.
//!
//! It knows buffers and bytes, but no tty and no clock: one process can drive many screens.
//!
//! | part | what it decides |
//! |---|---|
//! | `grid` | what a cell shows, and when two cells are the same |
//! | `sgr` | colours and attributes, and the sequence from one state to the next |
//! | `encoder` | moves, glyphs, erasing: the bytes |
//! | `paint` | which glyphs of a row and which rows of a frame to write |
//! | `scroll`, `shift` | which rows the terminal could move instead |

mod encoder;
mod grid;
mod paint;
mod scroll;
mod sgr;
mod shift;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;

use encoder::{Encoder, Target};
use grid::{Grid, Symbols};
pub use sgr::Colours;
use shift::ScrollRegion;

/// Whether widths are trusted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Render {
    /// Every cluster is as wide as we think.
    #[default]
    Usual,
    /// See [`ScreenOptions::safe`].
    Safe,
}

/// What a terminal understands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Level {
    /// What a VT100 understands.
    #[default]
    Old,
    /// Also to erase characters (`CSI n X`), and to show a frame at once that changes several separate places and stands
    /// between `CSI ?2026h` and `CSI ?2026l`; who does not know these two ignores them.
    Usual,
}

/// The output options of a screen.
pub struct ScreenOptions {
    /// Colours that may be sent.
    pub colours: Colours,
    /// What the terminal understands.
    pub level: Level,
    /// Trust the width of ASCII and common CJK only: the cursor is positioned again after everything else.
    pub safe: bool,
    /// The terminal has left and right margins (DECLRMM), so that a part of its rows can scroll. Not used in safe mode.
    pub margins: bool,
    /// Cells that a cluster takes. Never called for printable ASCII. A cluster of width 0 is drawn as a space.
    pub width: Box<dyn Fn(&str) -> u8 + Send>,
}

impl ScreenOptions {
    /// 256 colours, an old terminal, widths trusted, no margins.
    pub fn new(width: impl Fn(&str) -> u8 + Send + 'static) -> Self {
        Self {
            colours: Colours::default(),
            level: Level::default(),
            safe: false,
            margins: false,
            width: Box::new(width),
        }
    }

    fn uses_margins(&self) -> bool {
        self.margins && !self.safe
    }
}

impl std::fmt::Debug for ScreenOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScreenOptions")
            .field("colours", &self.colours)
            .field("level", &self.level)
            .field("safe", &self.safe)
            .field("margins", &self.margins)
            .finish_non_exhaustive()
    }
}

/// Shorter frames cannot save as much as a scroll region costs (bytes).
const WORTH_SCROLLING: usize = 24;

/// Shifts that are encoded in full to find the shortest.
const TRIALS: usize = 3;

/// A frame of fewer bytes that scrolls nothing leaves the scroll region set: numbers and hints that change when keys rest,
/// between two lines down. What is painted on a larger scale is painted on a terminal without a region.
const FEW_CELLS: usize = 128;

/// Frames of up to this many bytes fit into one packet and one read of the terminal, so that they cannot tear.
const ONE_PACKET: usize = 1024;

/// One terminal: what it shows, and how to change that.
#[derive(Debug)]
pub struct Screen {
    options: ScreenOptions,
    symbols: Symbols,
    shown: Grid,
    /// The next frame; kept to reuse its memory.
    wanted: Grid,
    encoder: Encoder,
    /// Whether `shown` is what the terminal really shows.
    known: bool,
}

impl Screen {
    /// A terminal of this size in an unknown state. The first frame clears it.
    pub fn new(cols: u16, rows: u16, options: ScreenOptions) -> Self {
        let mut encoder = Encoder::new(rows);
        encoder.cursor_shown = Some(true);
        Self {
            options,
            symbols: Symbols::default(),
            shown: Grid::blank(cols, rows),
            wanted: Grid::blank(cols, rows),
            encoder,
            known: false,
        }
    }

    /// The terminal has said that it has left and right margins.
    pub fn use_margins(&mut self) {
        self.options.margins = true;
    }

    /// The size: columns, rows.
    pub fn size(&self) -> (u16, u16) {
        (self.shown.cols(), self.shown.rows())
    }

    /// Sets the size of the terminal. What it shows is unknown then, even if the size is the old one.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.shown = Grid::blank(cols, rows);
        self.wanted = Grid::blank(cols, rows);
        self.invalidate();
    }

    /// Another program wrote to the terminal: the next frame clears it and paints everything.
    pub fn invalidate(&mut self) {
        self.known = false;
        self.symbols.clear();
        self.encoder = Encoder::new(self.shown.rows());
    }

    /// Appends to `out` the bytes that turn what the terminal shows into `next`, with the cursor in the cell
    /// `(column, row)` or hidden. Appends nothing when that is what it shows.
    ///
    /// The symbol of a wide glyph is in its first cell; the cells it covers are ignored. A buffer of another size
    /// resizes the screen.
    pub fn frame(&mut self, next: &Buffer, cursor: Option<(u16, u16)>, out: &mut Vec<u8>) {
        if (next.area.width, next.area.height) != self.size() {
            self.resize(next.area.width, next.area.height);
        } else if self.symbols.is_full() {
            self.invalidate();
        }
        if next.area.is_empty() {
            return;
        }
        self.wanted.load(next, &self.options, &mut self.symbols);
        let encoder = self.shortest(cursor);
        // A screen that is cleared or shows little cannot tear.
        let tearable = self.known && !self.shown.is_nearly_blank();
        let bracketed = tearable
            && self.options.level == Level::Usual
            && encoder.runs > 1
            && encoder.bytes.len() > ONE_PACKET;
        let (open, close): (&[u8], &[u8]) =
            if bracketed { (b"\x1b[?2026h", b"\x1b[?2026l") } else { (b"", b"") };
        for part in [open, &encoder.bytes, close] {
            out.extend_from_slice(part);
        }
        self.encoder = encoder.next_frame();
        self.known = true;
        std::mem::swap(&mut self.shown, &mut self.wanted);
    }

    /// The shortest encoding found of the step from `shown` to `wanted`.
    fn shortest(&mut self, cursor: Option<(u16, u16)>) -> Encoder {
        let mut start = self.encoder.next_frame();
        if !self.known {
            start.clear(self.options.margins);
            self.shown = Grid::blank(self.shown.cols(), self.shown.rows());
        }
        let target = Target {
            grid: &self.wanted,
            symbols: &self.symbols,
            safe: self.options.safe,
            erases: self.options.level == Level::Usual,
        };
        let way = |shift| {
            let mut encoder = start.clone();
            paint::frame(&mut encoder, &self.shown, shift, target);
            encoder.set_cursor(cursor, target);
            encoder
        };
        let mut best = way(None);
        if self.known && start.region() != ScrollRegion::whole(self.shown.rows()) {
            let mut encoder = start.clone();
            paint::differing_rows(&mut encoder, &self.shown, target);
            encoder.set_cursor(cursor, target);
            if encoder.bytes.len() < best.bytes.len().min(FEW_CELLS) {
                best = encoder;
            }
        }
        if self.known && best.bytes.len() > WORTH_SCROLLING {
            let rows = self.shown.rows();
            let margins = self.options.uses_margins();
            for shift in scroll::candidates(&self.shown, target, margins).into_iter().take(TRIALS) {
                let insertion = shift.by_insertion(rows);
                let again = shift.within(start.region(), rows);
                let again = again.filter(|again| self.shown.has_clean_edge(again.region));
                for shift in insertion.into_iter().chain(again).chain([shift]) {
                    let encoder = way(Some(shift));
                    if encoder.bytes.len() < best.bytes.len() {
                        best = encoder;
                    }
                }
            }
        }
        best
    }
}
