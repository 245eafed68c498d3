//! The screen as a grid of glyphs: cheap to compare, with invisible differences removed.
//!
//! The only code that reads a ratatui buffer. `encoder` makes the bytes.

use std::collections::HashMap;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Position,
    style::{Color, Modifier},
};

use super::{
    ScreenOptions,
    sgr::{Colours, Sgr},
    shift::ScrollRegion,
};

/// A cluster: a `char`, or from `FIRST_CLUSTER` on the number of a longer one in [`Symbols`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol(u32);

/// One more than the last `char`.
const FIRST_CLUSTER: u32 = char::MAX as u32 + 1;

impl Symbol {
    const SPACE: Self = Self(' ' as u32);
    /// The cells after the first of a wide glyph.
    const TAIL: Self = Self(u32::MAX);

    /// The character, when the cluster is a single one.
    pub(super) fn as_char(self) -> Option<char> {
        char::from_u32(self.0)
    }
}

/// The clusters of several characters seen so far.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Symbols {
    /// Maximum clusters before starting afresh (a whole corpus of Chinese has a few hundred; hostile text has no bound).
    const MOST: usize = 1 << 14;

    /// Whether it is time to drop all clusters, and with them every grid.
    pub(super) fn is_full(&self) -> bool {
        self.texts.len() >= Self::MOST
    }

    pub(super) fn clear(&mut self) {
        self.numbers.clear();
        self.texts.clear();
    }

    fn intern(&mut self, text: &str) -> Symbol {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Symbol(c as u32);
        }
        if let Some(&number) = self.numbers.get(text) {
            return Symbol(number);
        }
        let number = FIRST_CLUSTER + self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        Symbol(number)
    }

    /// Appends the UTF-8 bytes of a symbol.
    pub(super) fn write(&self, symbol: Symbol, out: &mut Vec<u8>) {
        if let Some(c) = symbol.as_char() {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            let text = symbol.0.checked_sub(FIRST_CLUSTER).and_then(|n| self.texts.get(n as usize));
            out.extend_from_slice(text.map_or(b"", |text| text.as_bytes()));
        }
    }
}

/// What one cell shows. A wide glyph is followed by `width - 1` tails in the same SGR state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) symbol: Symbol,
    pub(super) sgr: Sgr,
    /// Cells taken; 0 for a tail.
    pub(super) width: u8,
}

impl Glyph {
    /// What erasing and scrolling leave behind.
    pub(super) const BLANK: Self = Self { symbol: Symbol::SPACE, sgr: Sgr::DEFAULT, width: 1 };

    /// Whether the glyph is an empty cell, of any background.
    pub(super) fn is_space(self) -> bool {
        self.symbol == Symbol::SPACE
    }
}

/// A screen of glyphs, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    cols: u16,
    glyphs: Vec<Glyph>,
}

impl Grid {
    /// An empty screen.
    pub(super) fn blank(cols: u16, rows: u16) -> Self {
        Self { cols, glyphs: vec![Glyph::BLANK; usize::from(cols) * usize::from(rows)] }
    }

    pub(super) fn cols(&self) -> u16 {
        self.cols
    }

    pub(super) fn rows(&self) -> u16 {
        if self.cols == 0 { 0 } else { (self.glyphs.len() / usize::from(self.cols)) as u16 }
    }

    pub(super) fn row(&self, y: u16) -> &[Glyph] {
        let start = usize::from(y) * usize::from(self.cols);
        &self.glyphs[start..start + usize::from(self.cols)]
    }

    /// Whether fewer than two rows have text.
    pub(super) fn is_nearly_blank(&self) -> bool {
        self.glyphs.iter().filter(|glyph| **glyph != Glyph::BLANK).count() < 2 * usize::from(self.cols)
    }

    /// The screen after a region moved up by `by` (down when negative): what comes in is blank.
    pub(super) fn shifted(&self, region: ScrollRegion, by: i16) -> Self {
        let (cols, left) = (usize::from(self.cols), usize::from(region.left));
        let mut grid = self.clone();
        for y in region.top..region.bottom {
            let source = y.checked_add_signed(by).filter(|source| region.has_row(*source));
            let start = usize::from(y) * cols;
            let row = &mut grid.glyphs[start + left..start + cols];
            match source {
                Some(source) => row.copy_from_slice(&self.row(source)[left..]),
                None => row.fill(Glyph::BLANK),
            }
        }
        grid
    }

    /// Whether the left edge of a region cuts no wide glyph in two.
    pub(super) fn has_clean_edge(&self, region: ScrollRegion) -> bool {
        let left = usize::from(region.left);
        (region.top..region.bottom).all(|y| self.row(y).get(left).is_some_and(|glyph| glyph.width > 0))
    }

    /// Reads a buffer of the same size as this grid.
    pub(super) fn load(&mut self, buffer: &Buffer, options: &ScreenOptions, symbols: &mut Symbols) {
        let area = buffer.area;
        let mut cache = SgrCache::new(options.colours);
        self.glyphs.clear();
        for y in area.top()..area.bottom() {
            let row_start = self.glyphs.len();
            for x in area.left()..area.right() {
                if self.glyphs.len() - row_start > usize::from(x - area.left()) {
                    continue; // under the glyph before
                }
                let Some(cell) = buffer.cell(Position::new(x, y)) else { continue };
                self.push_glyph(read_cell(cell, area.right() - x, options, symbols), &mut cache, cell);
            }
        }
    }

    fn push_glyph(&mut self, (symbol, width): (Symbol, u8), cache: &mut SgrCache, cell: &Cell) {
        let mut sgr = cache.of(cell);
        if symbol == Symbol::SPACE {
            sgr = sgr.on_blank();
        }
        self.glyphs.push(Glyph { symbol, sgr, width });
        for _ in 1..width {
            self.glyphs.push(Glyph { symbol: Symbol::TAIL, sgr, width: 0 });
        }
    }
}

/// The symbol and width of a cell with `room` cells left in its row. Whatever cannot be shown (control characters, a
/// cluster without width, a wide one at the edge) becomes a space, so that the row stays exact.
fn read_cell(cell: &Cell, room: u16, options: &ScreenOptions, symbols: &mut Symbols) -> (Symbol, u8) {
    let text = cell.symbol();
    let width = match text.as_bytes() {
        [b' '..=b'~'] => 1,
        _ if text.chars().any(char::is_control) => 0,
        _ => (options.width)(text),
    };
    if width == 0 || u16::from(width) > room {
        return (Symbol::SPACE, 1);
    }
    (symbols.intern(text), width)
}

/// Remembers the last cell's SGR state: neighbours mostly agree, and folding a true colour searches a palette.
struct SgrCache {
    colours: Colours,
    last: ((Color, Color, Modifier), Sgr),
}

impl SgrCache {
    fn new(colours: Colours) -> Self {
        Self { colours, last: ((Color::Reset, Color::Reset, Modifier::empty()), Sgr::DEFAULT) }
    }

    fn of(&mut self, cell: &Cell) -> Sgr {
        let look = (cell.fg, cell.bg, cell.modifier);
        if look != self.last.0 {
            self.last = (look, Sgr::of(cell, self.colours));
        }
        self.last.1
    }
}
