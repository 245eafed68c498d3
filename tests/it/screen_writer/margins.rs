//! A small terminal with left and right margins, as neither of the two emulators has them. It knows what the screen writer
//! may send and panics at anything else; `tests/tools/margins.py` asks a real xterm the same.

use std::ops::Range;

use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::emulator::{Emulator, Look, Seen};

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// What is in a cell; `None` under a wide glyph.
type Content = Option<(String, Look)>;

pub(crate) struct Margins {
    cols: usize,
    rows: usize,
    cells: Vec<Vec<Content>>,
    x: usize,
    y: usize,
    /// The last column was written, and the next character would go to the next row.
    wraps: bool,
    look: Look,
    top: usize,
    bottom: usize,
    left: usize,
    right: usize,
    margin_mode: bool,
    cursor_shown: bool,
    /// How often something scrolled inside margins.
    pub(crate) scrolled: usize,
}

impl Margins {
    fn fill(&mut self, y: usize, columns: Range<usize>) {
        let blank = Some((" ".to_owned(), Look { bg: self.look.bg, ..PLAIN }));
        self.cells[y][columns].fill(blank);
    }

    /// The same line as in xterm: text that starts inside the margins ends at the right one.
    fn put(&mut self, text: &str) {
        let width = text.width();
        assert!(!self.wraps, "writes {text:?} after the last column");
        assert!(self.x + width <= self.cols, "writes {text:?} over the edge");
        for x in self.x..self.x + width {
            self.spoil(x);
            self.cells[self.y][x] = None;
        }
        self.cells[self.y][self.x] = Some((text.to_owned(), self.look));
        self.wraps = self.x + width > self.right;
        self.x = (self.x + width).min(self.cols - 1);
    }

    /// What is left of a wide glyph when one of its cells is written.
    fn spoil(&mut self, x: usize) {
        let row = &self.cells[self.y];
        let start = (0..=x).rev().find(|x| row[*x].is_some()).unwrap();
        let end = (start + 1..row.len()).find(|x| row[*x].is_some()).unwrap_or(row.len());
        self.fill(self.y, start..end);
    }

    fn is_inside(&self) -> bool {
        (self.left..=self.right).contains(&self.x) && (self.top..=self.bottom).contains(&self.y)
    }

    /// Moves what is inside the margins up, from row `top` on.
    fn scroll_up(&mut self, top: usize, count: usize) {
        for _ in 0..count {
            for y in top..self.bottom {
                self.copy_row(y + 1, y);
            }
            self.blank_row(self.bottom);
        }
    }

    fn scroll_down(&mut self, top: usize, count: usize) {
        for _ in 0..count {
            for y in (top + 1..=self.bottom).rev() {
                self.copy_row(y - 1, y);
            }
            self.blank_row(top);
        }
    }

    fn copy_row(&mut self, from: usize, to: usize) {
        let source = self.cells[from][self.left..=self.right].to_vec();
        for row in [from, to] {
            assert!(self.cells[row][self.left].is_some(), "the margin cuts a wide glyph of row {row}");
        }
        self.cells[to][self.left..=self.right].clone_from_slice(&source);
        self.scrolled += usize::from(self.left > 0);
    }

    fn blank_row(&mut self, y: usize) {
        self.fill(y, self.left..self.right + 1);
    }

    fn control(&mut self, byte: u8) {
        self.wraps = false;
        match byte {
            b'\r' => self.x = if self.x >= self.left { self.left } else { 0 },
            b'\n' if self.y == self.bottom => {
                if self.is_inside() {
                    self.scroll_up(self.top, 1);
                }
            }
            b'\n' => self.y = (self.y + 1).min(self.rows - 1),
            b'\x08' => self.back(1),
            _ => panic!("control {byte:#x}"),
        }
    }

    fn reverse_index(&mut self) {
        self.wraps = false;
        if self.y == self.top {
            if self.is_inside() {
                self.scroll_down(self.top, 1);
            }
        } else {
            self.y = self.y.saturating_sub(1);
        }
    }

    fn back(&mut self, count: usize) {
        let least = if self.x >= self.left { self.left } else { 0 };
        self.x = self.x.saturating_sub(count).max(least);
    }

    fn sequence(&mut self, parameters: &str, last: char) {
        if let Some(modes) = parameters.strip_prefix('?') {
            return modes.split(';').for_each(|mode| self.mode(mode, last == 'h'));
        }
        let numbers: Vec<usize> = parameters.split(';').map(|n| n.parse().unwrap_or(0)).collect();
        let number = |at: usize, default: usize| match numbers.get(at) {
            None | Some(0) => default,
            Some(number) => *number,
        };
        self.wraps &= last == 'm';
        match last {
            'm' => self.select(&numbers),
            'H' => {
                self.x = (number(1, 1) - 1).min(self.cols - 1);
                self.y = (number(0, 1) - 1).min(self.rows - 1);
            }
            'A' => {
                let least = if self.y >= self.top { self.top } else { 0 };
                self.y = self.y.saturating_sub(number(0, 1)).max(least);
            }
            'B' => {
                let most = if self.y <= self.bottom { self.bottom } else { self.rows - 1 };
                self.y = (self.y + number(0, 1)).min(most);
            }
            'C' => {
                let most = if self.x <= self.right { self.right } else { self.cols - 1 };
                self.x = (self.x + number(0, 1)).min(most);
            }
            'D' => self.back(number(0, 1)),
            'K' => {
                self.spoil(self.x);
                self.fill(self.y, self.x..self.cols);
            }
            'X' => {
                let end = (self.x + number(0, 1)).min(self.cols);
                self.spoil(self.x);
                self.spoil(end - 1);
                self.fill(self.y, self.x..end);
            }
            'J' => {
                assert_eq!((self.x, self.y), (0, 0), "clears from somewhere");
                (0..self.rows).for_each(|y| self.fill(y, 0..self.cols));
            }
            'L' if self.is_inside() => {
                self.scroll_down(self.y, number(0, 1));
                self.x = self.left;
            }
            'r' => {
                (self.top, self.bottom) = (number(0, 1) - 1, number(1, self.rows) - 1);
                (self.x, self.y) = (0, 0);
            }
            's' => {
                assert!(self.margin_mode, "margins without their mode");
                (self.left, self.right) = (number(0, 1) - 1, number(1, self.cols) - 1);
                assert!(self.left < self.right && self.right < self.cols);
                (self.x, self.y) = (0, 0);
            }
            _ => panic!("CSI {parameters} {last}"),
        }
    }

    fn mode(&mut self, mode: &str, on: bool) {
        match mode {
            "25" => self.cursor_shown = on,
            "69" => {
                self.margin_mode = on;
                if !on {
                    (self.top, self.bottom, self.left, self.right) = (0, self.rows - 1, 0, self.cols - 1);
                }
                (self.x, self.y) = (0, 0);
            }
            "2026" => {}
            _ => panic!("mode {mode}"),
        }
    }

    fn select(&mut self, numbers: &[usize]) {
        let mut rest = numbers.iter().copied();
        while let Some(number) = rest.next() {
            let bits = &mut self.look.modifier;
            match number {
                0 => self.look = PLAIN,
                1 => bits.insert(Modifier::BOLD),
                2 => bits.insert(Modifier::DIM),
                3 => bits.insert(Modifier::ITALIC),
                4 => bits.insert(Modifier::UNDERLINED),
                5 | 6 | 8 | 9 | 25 | 28 | 29 => {} // not compared
                7 => bits.insert(Modifier::REVERSED),
                22 => bits.remove(Modifier::BOLD | Modifier::DIM),
                23 => bits.remove(Modifier::ITALIC),
                24 => bits.remove(Modifier::UNDERLINED),
                27 => bits.remove(Modifier::REVERSED),
                30..=37 => self.look.fg = Color::Indexed(number as u8 - 30),
                38 => self.look.fg = colour(&mut rest),
                39 => self.look.fg = Color::Reset,
                40..=47 => self.look.bg = Color::Indexed(number as u8 - 40),
                48 => self.look.bg = colour(&mut rest),
                49 => self.look.bg = Color::Reset,
                90..=97 => self.look.fg = Color::Indexed(number as u8 - 82),
                100..=107 => self.look.bg = Color::Indexed(number as u8 - 92),
                _ => panic!("SGR {number}"),
            }
        }
    }
}

fn colour(numbers: &mut impl Iterator<Item = usize>) -> Color {
    let mut next = || numbers.next().unwrap() as u8;
    match next() {
        5 => Color::Indexed(next()),
        2 => Color::Rgb(next(), next(), next()),
        kind => panic!("colour {kind}"),
    }
}

impl Emulator for Margins {
    fn open((cols, rows): (u16, u16)) -> Self {
        let (cols, rows) = (usize::from(cols), usize::from(rows));
        let dirty = Some(("x".to_owned(), PLAIN));
        Self {
            cols,
            rows,
            cells: vec![vec![dirty; cols]; rows],
            x: cols / 2,
            y: rows / 2,
            wraps: false,
            look: Look { bg: Color::Indexed(4), ..PLAIN },
            // Another program left margins behind.
            top: 1,
            bottom: rows - 1,
            left: 1,
            right: cols - 1,
            margin_mode: true,
            cursor_shown: true,
            scrolled: 0,
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            match c {
                '\x1b' => match rest.next() {
                    Some('M') => self.reverse_index(),
                    Some('[') => {
                        let (parameters, _) =
                            rest.as_str().split_once(|c: char| c.is_ascii_alphabetic()).unwrap();
                        let last = rest.nth(parameters.len()).unwrap();
                        self.sequence(parameters, last);
                    }
                    other => panic!("ESC {other:?}"),
                },
                c if c.is_control() => self.control(c as u8),
                c => self.put(c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    fn seen(&self) -> Vec<Option<Seen>> {
        let cells = self.cells.iter().flatten();
        cells
            .map(|cell| {
                cell.as_ref().map(|(text, look)| {
                    let mut look = *look;
                    if look.modifier.contains(Modifier::BOLD) {
                        look.modifier.remove(Modifier::DIM);
                    }
                    Seen::new(text, look)
                })
            })
            .collect()
    }

    fn cursor(&self) -> Option<(u16, u16)> {
        self.cursor_shown.then_some((self.x as u16, self.y as u16))
    }
}
