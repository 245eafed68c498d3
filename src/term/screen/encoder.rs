//! The encoder writes glyphs, moves the cursor and changes colours, each in the shortest form that the supported terminals
//! agree on.
//!
//! It tracks the terminal's cursor, SGR state and scroll region. It knows nothing about frames.

use std::ops::Range;

use super::{
    grid::{Glyph, Grid, Symbols},
    sgr::Sgr,
    shift::{How, ScrollRegion, Shift},
};

/// Where the terminal's cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Unknown: only an absolute move is safe.
    Unknown,
    /// In this cell: column, row.
    Cell(u16, u16),
    /// In this row, whose last column was just written. Terminals differ on what comes next, except after a carriage return.
    Margin(u16),
}

/// The screen to reach, and how careful to be on the way.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) grid: &'a Grid,
    pub(super) symbols: &'a Symbols,
    /// Position the cursor again after every cluster whose width is uncertain.
    pub(super) safe: bool,
    /// Whether the terminal can erase a number of characters.
    pub(super) erases: bool,
}

impl Target<'_> {
    /// Whether the terminal might draw this glyph with another width than ours.
    pub(super) fn doubts(&self, glyph: Glyph) -> bool {
        self.safe && !is_plain(glyph)
    }
}

/// Lets the terminal take a left and a right margin (DECLRMM), and takes both away.
const MARGINS: &[u8] = b"\x1b[?69h";
const NO_MARGINS: &[u8] = b"\x1b[?69l";

/// The longest move, `CSI 200;500H`, in bytes. Rewriting more glyphs than this never pays.
const LONGEST_MOVE: usize = 10;

/// The terminal's drawing state, and the bytes written to reach it.
#[derive(Debug, Clone)]
pub(super) struct Encoder {
    pub(super) bytes: Vec<u8>,
    at: At,
    /// `None`: unknown.
    sgr: Option<Sgr>,
    /// Whether the cursor shows; `None`: unknown.
    pub(super) cursor_shown: Option<bool>,
    /// The scroll region.
    region: ScrollRegion,
    last_touched: Option<u16>,
    /// Runs of adjoining rows written so far.
    pub(super) runs: u16,
}

impl Encoder {
    /// A terminal of `rows` rows in an unknown state.
    pub(super) fn new(rows: u16) -> Self {
        Self {
            bytes: Vec::new(),
            at: At::Unknown,
            sgr: None,
            cursor_shown: None,
            region: ScrollRegion::whole(rows),
            last_touched: None,
            runs: 0,
        }
    }

    /// An encoder that measures row `y`: its cursor is at the start of that row.
    pub(super) fn at_row(y: u16, rows: u16) -> Self {
        Self { at: At::Cell(0, y), sgr: Some(Sgr::DEFAULT), ..Self::new(rows) }
    }

    /// The same terminal with no bytes written, to try one of several encodings.
    pub(super) fn fork(&self) -> Self {
        Self { bytes: Vec::new(), ..*self }
    }

    /// Adopts what a fork wrote.
    pub(super) fn join(&mut self, mut fork: Self) {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.append(&mut fork.bytes);
        *self = Self { bytes, ..fork };
    }

    /// A fork for the next frame.
    pub(super) fn next_frame(&self) -> Self {
        Self { last_touched: None, runs: 0, ..self.fork() }
    }

    /// Clears the screen, whatever state the terminal is in. With `margins` the left one is taken away first.
    pub(super) fn clear(&mut self, margins: bool) {
        if margins {
            self.bytes.extend_from_slice(NO_MARGINS);
        }
        self.bytes.extend_from_slice(b"\x1b[m\x1b[r\x1b[H\x1b[J");
        self.sgr = Some(Sgr::DEFAULT);
        self.at = At::Cell(0, 0);
    }

    /// The scroll region.
    pub(super) fn region(&self) -> ScrollRegion {
        self.region
    }

    /// Sets the scroll region; the whole screen resets it.
    ///
    /// The mode of margins is on only while there is a left one. Some terminals reset the rows when it is switched.
    pub(super) fn set_region(&mut self, region: ScrollRegion, target: Target<'_>) {
        let before = self.region;
        if before == region {
            return;
        }
        let switched = (before.left == 0) != (region.left == 0);
        if switched {
            self.bytes.extend_from_slice(if region.left > 0 { MARGINS } else { NO_MARGINS });
        }
        if switched || (before.top, before.bottom) != (region.top, region.bottom) {
            self.set_rows(region, target.grid.rows());
        }
        if region.left > 0 && before.left != region.left {
            self.bytes
                .extend_from_slice(format!("\x1b[{};{}s", region.left + 1, target.grid.cols()).as_bytes());
        }
        self.at = At::Unknown; // terminals differ on where home is now
        self.region = region;
    }

    fn set_rows(&mut self, region: ScrollRegion, rows: u16) {
        let ScrollRegion { top, bottom, .. } = region;
        let numbers = match top {
            0 if bottom == rows => String::new(),
            0 => format!(";{bottom}"),
            top => format!("{};{bottom}", top + 1),
        };
        self.bytes.extend_from_slice(format!("\x1b[{numbers}r").as_bytes());
    }

    /// Moves the rows of `shift` in the terminal. The region stays set, because the next frame mostly scrolls the same rows,
    /// which saves 10 bytes for each line. A frame that changes something without scrolling there resets it.
    pub(super) fn begin_shift(&mut self, shift: Shift, target: Target<'_>) {
        self.select_sgr(Glyph::BLANK); // new rows take the current background
        self.runs += 1;
        let rows = target.grid.rows();
        let count = shift.by.unsigned_abs();
        if shift.how == How::Insertion {
            self.set_region(ScrollRegion::whole(rows), target);
            self.go(0, rows - 1, target);
            self.bytes.extend(b"\n".repeat(usize::from(count)));
            self.go(0, shift.region.bottom - count, target);
            self.bytes.extend(by(count, b'L'));
            return;
        }
        self.set_region(shift.region, target);
        let (edge, step): (u16, &[u8]) =
            if shift.by > 0 { (shift.region.bottom - 1, b"\n") } else { (shift.region.top, b"\x1bM") };
        // Outside the margins nothing scrolls.
        self.go(shift.region.left, edge, target);
        self.bytes.extend(step.repeat(usize::from(count)));
    }

    /// Writes one glyph at `(x, y)`.
    pub(super) fn put(&mut self, x: u16, y: u16, glyph: Glyph, target: Target<'_>) {
        let unusual = target.doubts(glyph);
        self.go(x, y, target);
        self.select_sgr(glyph);
        if unusual && glyph.width > 1 {
            // A terminal that draws this narrow would keep the old content of the second cell.
            self.bytes.extend(b" ".repeat(usize::from(glyph.width)));
            self.at = At::Unknown;
            self.go(x, y, target);
        }
        target.symbols.write(glyph.symbol, &mut self.bytes);
        let end = x + u16::from(glyph.width);
        self.at = match (unusual, end < target.grid.cols()) {
            (true, _) => At::Unknown,
            (false, true) => At::Cell(end, y),
            (false, false) => At::Margin(y),
        };
        self.touch(y);
    }

    /// Erases from `(x, y)` to the end of the row.
    pub(super) fn erase_from(&mut self, x: u16, y: u16, target: Target<'_>) {
        self.go(x, y, target);
        self.select_sgr(Glyph::BLANK);
        self.bytes.extend_from_slice(b"\x1b[K");
        self.touch(y);
    }

    /// Erases `count` cells from `(x, y)` on; the cursor stays before them.
    pub(super) fn erase(&mut self, x: u16, y: u16, count: u16, target: Target<'_>) {
        self.go(x, y, target);
        self.select_sgr(Glyph::BLANK);
        self.bytes.extend(by(count, b'X'));
        self.touch(y);
    }

    /// Shows the cursor in a cell, or hides it.
    pub(super) fn set_cursor(&mut self, cursor: Option<(u16, u16)>, target: Target<'_>) {
        if let Some((x, y)) = cursor {
            let (x, y) = (x.min(target.grid.cols() - 1), y.min(target.grid.rows() - 1));
            self.go(x, y, target);
        }
        if self.cursor_shown != Some(cursor.is_some()) {
            self.bytes.extend_from_slice(if cursor.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.cursor_shown = Some(cursor.is_some());
        }
    }

    fn touch(&mut self, y: u16) {
        if !self.last_touched.is_some_and(|last| last == y || last + 1 == y) {
            self.runs += 1;
        }
        self.last_touched = Some(y);
    }

    fn select_sgr(&mut self, glyph: Glyph) {
        if self.suits(glyph) {
            return;
        }
        let Some(sgr) = self.sgr else {
            self.bytes.extend_from_slice(b"\x1b[m");
            self.sgr = Some(Sgr::DEFAULT);
            return self.select_sgr(glyph);
        };
        let mut sequence = Vec::new();
        glyph.sgr.write_change(sgr, &mut sequence);
        self.sgr = Some(glyph.sgr);
        if glyph.is_space() {
            // Colours that do not show on a space can stay for the text after it.
            let kept = sgr.adapted_to_blank(glyph.sgr);
            let mut shorter = Vec::new();
            kept.write_change(sgr, &mut shorter);
            if shorter.len() < sequence.len() {
                sequence = shorter;
                self.sgr = Some(kept);
            }
        }
        self.bytes.extend(sequence);
    }

    /// Whether the current SGR state draws this glyph correctly.
    fn suits(&self, glyph: Glyph) -> bool {
        self.sgr
            .is_some_and(|sgr| sgr == glyph.sgr || glyph.is_space() && sgr.adapted_to_blank(glyph.sgr) == sgr)
    }

    /// Moves the cursor to a cell in the fewest bytes.
    fn go(&mut self, x: u16, y: u16, target: Target<'_>) {
        if self.at == At::Cell(x, y) {
            return;
        }
        let mut best = absolute(x, y);
        let starts: &[(&[u8], u16, u16)] = match self.at {
            At::Unknown => &[],
            // A carriage return goes to the left margin, or to the first column: terminals differ.
            At::Cell(column, row) if self.region.left > 0 => &[(b"", column, row)],
            At::Margin(_) if self.region.left > 0 => &[],
            At::Cell(column, row) => &[(b"", column, row), (b"\r", 0, row)],
            At::Margin(row) => &[(b"\r", 0, row)],
        };
        for &(prefix, column, row) in starts {
            let stopped = column >= self.region.left && x < self.region.left; // by the left margin
            let Some(vertical) = self.vertical(row, y).filter(|_| !stopped) else { continue };
            let mut way = prefix.to_vec();
            way.extend(vertical);
            way.extend(self.horizontal(column, x, y, target));
            if way.len() < best.len() {
                best = way;
            }
        }
        self.bytes.extend(best);
        self.at = At::Cell(x, y);
    }

    /// A vertical move within a column. Only inside the scroll region, whose edges otherwise stop the cursor or scroll.
    fn vertical(&self, from: u16, to: u16) -> Option<Vec<u8>> {
        if from == to {
            return Some(Vec::new());
        }
        if !(self.region.has_row(from) && self.region.has_row(to)) {
            return None;
        }
        let (step, key): (&[u8], u8) = if to > from { (b"\n", b'B') } else { (b"\x1bM", b'A') };
        Some(shorter(step.repeat(usize::from(from.abs_diff(to))), by(from.abs_diff(to), key)))
    }

    /// A move from column `from` to column `to` of row `y`. Everything left of `to` is already right.
    fn horizontal(&self, from: u16, to: u16, y: u16, target: Target<'_>) -> Vec<u8> {
        if to <= from {
            return shorter(b"\x08".repeat(usize::from(from - to)), by(from - to, b'D'));
        }
        let step = by(to - from, b'C');
        let again = self.rewriting(from..to, y, target).unwrap_or_else(|| step.clone());
        shorter(step, again)
    }

    /// The glyphs of these columns written again, if they fill them exactly and need no other SGR state.
    fn rewriting(&self, columns: Range<u16>, y: u16, target: Target<'_>) -> Option<Vec<u8>> {
        let row = target.grid.row(y);
        let mut bytes = Vec::new();
        let mut x = columns.start;
        while x < columns.end {
            let glyph = row[usize::from(x)];
            if glyph.width == 0 || !self.suits(glyph) || target.doubts(glyph) || bytes.len() >= LONGEST_MOVE {
                return None;
            }
            target.symbols.write(glyph.symbol, &mut bytes);
            x += u16::from(glyph.width);
        }
        (x == columns.end).then_some(bytes)
    }
}

/// `CSI row ; column H`, without parameters that default to 1.
fn absolute(x: u16, y: u16) -> Vec<u8> {
    match (x, y) {
        (0, 0) => b"\x1b[H".to_vec(),
        (0, y) => format!("\x1b[{}H", y + 1).into_bytes(),
        (x, 0) => format!("\x1b[;{}H", x + 1).into_bytes(),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1).into_bytes(),
    }
}

/// A relative move, `CSI n key`; empty when `n` is 0.
fn by(n: u16, key: u8) -> Vec<u8> {
    let mut bytes = match n {
        0 => return Vec::new(),
        1 => b"\x1b[".to_vec(),
        n => format!("\x1b[{n}").into_bytes(),
    };
    bytes.push(key);
    bytes
}

fn shorter(a: Vec<u8>, b: Vec<u8>) -> Vec<u8> {
    if b.len() < a.len() { b } else { a }
}

/// Whether every terminal agrees on this glyph's width: printable ASCII, and CJK text of the Basic Multilingual Plane with
/// its punctuation and full-width forms. Ambiguous, combining and newer characters are left out.
fn is_plain(glyph: Glyph) -> bool {
    match (glyph.symbol.as_char(), glyph.width) {
        (Some(c), 1) => matches!(c, ' '..='~'),
        (Some(c), 2) => matches!(c,
            '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{303e}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'),
        _ => false,
    }
}
