//! What a terminal shows, asked of two emulators and of the buffer itself in one form.

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

use super::story::Width;

/// What can be seen of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) text: String,
    pub(crate) look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) fg: Color,
    pub(crate) bg: Color,
    pub(crate) modifier: Modifier,
}

impl Seen {
    pub(crate) fn new(text: &str, look: Look) -> Self {
        let text = if text.is_empty() { " " } else { text };
        let marked = look.modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED);
        let look = if text == " " && !marked {
            Look { fg: Color::Reset, modifier: Modifier::empty(), ..look }
        } else {
            look
        };
        Self { text: text.to_owned(), look }
    }
}

/// What a buffer means, worked out in the plainest way: glyph by glyph, `None` for covered cells.
pub(crate) fn meaning(buffer: &Buffer, width: Width) -> Vec<Option<Seen>> {
    let mut all = Vec::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let mut x = 0;
        while x < row.len() {
            let cells = usize::from(width(row[x].symbol()));
            let shown = cells > 0 && x + cells <= row.len();
            all.push(Some(Seen::new(if shown { row[x].symbol() } else { " " }, look_of(&row[x]))));
            x += 1;
            for _ in 1..if shown { cells } else { 1 } {
                all.push(None);
                x += 1;
            }
        }
    }
    all
}

fn look_of(cell: &Cell) -> Look {
    let colour = |colour| match colour {
        Color::Red => Color::Indexed(1),
        Color::Blue => Color::Indexed(4),
        Color::DarkGray => Color::Indexed(8),
        Color::White => Color::Indexed(15),
        other => other,
    };
    let mut modifier = cell.modifier;
    if modifier.contains(Modifier::BOLD) {
        modifier.remove(Modifier::DIM);
    }
    modifier.remove(Modifier::SLOW_BLINK | Modifier::RAPID_BLINK); // vt100 does not know them
    Look { fg: colour(cell.fg), bg: colour(cell.bg), modifier }
}

fn modifier(bits: [(bool, Modifier); 5]) -> Modifier {
    bits.into_iter().filter_map(|(on, bit)| on.then_some(bit)).collect()
}

pub(crate) trait Emulator {
    fn open(size: (u16, u16)) -> Self;
    fn feed(&mut self, bytes: &[u8]);
    fn seen(&self) -> Vec<Option<Seen>>;
    /// Column and row of the cursor, if it shows.
    fn cursor(&self) -> Option<(u16, u16)>;
}

pub(crate) struct Vt100(vt100::Parser);

impl Emulator for Vt100 {
    fn open((cols, rows): (u16, u16)) -> Self {
        let mut parser =
            vt100::Parser::new(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(cols).unwrap(), 0);
        parser.process(b"\x1b[?1049h\x1b[44mleft\r\nover");
        Self(parser)
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.0.process(bytes);
    }

    fn seen(&self) -> Vec<Option<Seen>> {
        let screen = self.0.screen();
        let (rows, cols) = screen.size();
        let cells = (0..rows.get()).flat_map(|y| (0..cols.get()).map(move |x| (x, y)));
        cells
            .map(|(x, y)| {
                let cell = screen.cell(y, x).unwrap();
                let colour = |colour| match colour {
                    vt100::Color::Default => Color::Reset,
                    vt100::Color::Idx(n) => Color::Indexed(n),
                    vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
                };
                let modifier = modifier([
                    (cell.bold(), Modifier::BOLD),
                    (cell.dim(), Modifier::DIM),
                    (cell.italic(), Modifier::ITALIC),
                    (cell.underline(), Modifier::UNDERLINED),
                    (cell.inverse(), Modifier::REVERSED),
                ]);
                let look = Look { fg: colour(cell.fgcolor()), bg: colour(cell.bgcolor()), modifier };
                (!cell.is_wide_continuation()).then(|| Seen::new(cell.contents(), look))
            })
            .collect()
    }

    fn cursor(&self) -> Option<(u16, u16)> {
        let (row, column) = self.0.screen().cursor_position();
        (!self.0.screen().hide_cursor()).then_some((column, row))
    }
}

pub(crate) struct Avt(avt::Terminal);

impl Emulator for Avt {
    fn open((cols, rows): (u16, u16)) -> Self {
        let mut terminal = avt::Terminal::new(cols.into(), rows.into()).unwrap();
        terminal.feed("\x1b[?1049h\x1b[44mleft\r\nover");
        Self(terminal)
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.0.feed(std::str::from_utf8(bytes).unwrap());
    }

    fn seen(&self) -> Vec<Option<Seen>> {
        let cells = self.0.screen().visible_lines().flat_map(avt::Line::cells);
        cells
            .map(|cell| {
                let pen = cell.pen();
                let colour = |colour| match colour {
                    None => Color::Reset,
                    Some(avt::Color::Indexed(n)) => Color::Indexed(n),
                    Some(avt::Color::RGB(rgb)) => Color::Rgb(rgb.r, rgb.g, rgb.b),
                };
                let modifier = modifier([
                    (pen.is_bold(), Modifier::BOLD),
                    (pen.is_faint(), Modifier::DIM),
                    (pen.is_italic(), Modifier::ITALIC),
                    (pen.is_underline(), Modifier::UNDERLINED),
                    (pen.is_inverse(), Modifier::REVERSED),
                ]);
                let look = Look { fg: colour(pen.foreground()), bg: colour(pen.background()), modifier };
                (cell.width() > 0).then(|| Seen::new(cell.char().encode_utf8(&mut [0; 4]), look))
            })
            .collect()
    }

    fn cursor(&self) -> Option<(u16, u16)> {
        self.0.cursor().position().map(|(column, row)| (column as u16, row as u16))
    }
}
