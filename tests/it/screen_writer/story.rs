//! Random stories: frames that follow one another as they do in a reader, and some that never would.

use proptest::prelude::*;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

/// Frames in one story.
pub(crate) const FRAMES: usize = 24;

/// Cells of a symbol, as the screen writer is told.
pub(crate) type Width = fn(&str) -> u8;

/// Chinese, punctuation of ambiguous width, borders, emoji, Latin, an ideographic space, a character beyond the BMP.
const SINGLES: &str =
    "山路转过三个弯才看见村口的老樟树水渠从后山引下来，。、：“”‘’—…·①℃※→■★│─┌┐×±αя🌾🙂ab1 　𠮷";
/// Characters with marks: one cluster, one or two cells.
const COMBINED: [&str; 4] = ["e\u{301}", "a\u{308}\u{301}", "か\u{3099}", "中\u{302}"];

/// How one frame differs from the one before.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Nothing.
    Same,
    /// Text of a rectangle moves up (or down) and new text comes in.
    Scroll { area: Rect, by: i16, seed: usize },
    /// A row gets other text.
    Line { x: u16, y: u16, seed: usize, length: u16, look: Style },
    /// A few cells change.
    Cells(Vec<(u16, u16, usize, Style)>),
    /// A rectangle changes its look, its text stays.
    Look { area: Rect, look: Style },
    /// A box lies over the text.
    Popup { area: Rect },
    /// Everything is new.
    Page { seed: usize },
    /// Everything is blank.
    Clear,
}

fn looks() -> impl Strategy<Value = Style> {
    let colours = prop_oneof![
        4 => Just(Color::Reset),
        2 => prop::sample::select(vec![Color::Red, Color::Blue, Color::DarkGray, Color::White]),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<[u8; 3]>().prop_map(|[r, g, b]| Color::Rgb(r, g, b)),
    ];
    let modifiers = prop_oneof![
        4 => Just(Modifier::empty()),
        3 => prop::sample::select(vec![Modifier::BOLD, Modifier::DIM, Modifier::REVERSED, Modifier::UNDERLINED]),
        1 => (0..32_u16).prop_map(Modifier::from_bits_truncate),
    ];
    (colours.clone(), colours, modifiers)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn areas(cols: u16, rows: u16) -> impl Strategy<Value = Rect> {
    (0..cols, 0..rows).prop_flat_map(move |(x, y)| {
        (1..=cols - x, 1..=rows - y).prop_map(move |(width, height)| Rect::new(x, y, width, height))
    })
}

/// Rectangles that scroll: the whole width, or a pane beside another.
fn bands(cols: u16, rows: u16) -> impl Strategy<Value = Rect> {
    let panes = prop::sample::select(vec![(0, cols), (0, cols), (cols / 3, cols - cols / 3), (0, cols / 3)]);
    (panes, 0..3.min(rows), 0..3.min(rows)).prop_map(move |((x, width), top, bottom)| {
        Rect::new(x, top, width.max(1), rows.saturating_sub(top + bottom).max(1))
            .intersection(Rect::new(0, 0, cols, rows))
    })
}

fn steps(cols: u16, rows: u16) -> impl Strategy<Value = Step> {
    let seed = 0..10_000_usize;
    prop_oneof![
        1 => Just(Step::Same),
        8 => (bands(cols, rows), -5..=5_i16, seed.clone())
            .prop_map(|(area, by, seed)| Step::Scroll { area, by, seed }),
        4 => (0..cols, 0..rows, seed.clone(), 0..=cols, looks())
            .prop_map(|(x, y, seed, length, look)| Step::Line { x, y, seed, length, look }),
        4 => prop::collection::vec((0..cols, 0..rows, seed.clone(), looks()), 1..9).prop_map(Step::Cells),
        2 => (areas(cols, rows), looks()).prop_map(|(area, look)| Step::Look { area, look }),
        1 => areas(cols, rows).prop_map(|area| Step::Popup { area }),
        1 => seed.prop_map(|seed| Step::Page { seed }),
        1 => Just(Step::Clear),
    ]
}

/// Frames on one screen, each with a cursor or none, and how the screen is written.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) size: (u16, u16),
    pub(crate) steps: Vec<(Step, Option<(u16, u16)>)>,
    pub(crate) safe: bool,
}

pub(crate) fn stories() -> impl Strategy<Value = Story> {
    let sizes = prop_oneof![
        6 => (10..50_u16, 4..16_u16),
        1 => (1..10_u16, 1..5_u16),
        1 => Just((80_u16, 24_u16)),
    ];
    (sizes, prop::bool::weighted(0.2)).prop_flat_map(|(size, safe)| {
        let cursor = prop::option::weighted(0.3, (0..size.0, 0..size.1));
        prop::collection::vec((steps(size.0, size.1), cursor), FRAMES).prop_map(move |steps| Story {
            size,
            steps,
            safe,
        })
    })
}

/// Draws steps into a buffer with symbols of a given stock.
pub(crate) struct Painter {
    pub(crate) buffer: Buffer,
    width: Width,
    stock: Vec<String>,
}

impl Painter {
    pub(crate) fn new((cols, rows): (u16, u16), width: Width, combined: bool) -> Self {
        let mut stock: Vec<String> = SINGLES.chars().map(String::from).collect();
        if combined {
            stock.extend(COMBINED.map(String::from));
        }
        Self { buffer: Buffer::empty(Rect::new(0, 0, cols, rows)), width, stock }
    }

    /// Text of `area`'s row `y`: many rows are short, some are empty, as in an article.
    fn text(&mut self, area: Rect, y: u16, seed: usize, look: Style) {
        let full = usize::from(area.width);
        let length = [full, full, full / 2, 0][seed % 4];
        let mut x = area.x;
        for n in 0..length {
            let symbol = self.stock[(seed * 31 + n * 7 + n * n % 5) % self.stock.len()].clone();
            let cells = u16::from((self.width)(&symbol));
            if x + cells > area.right() {
                break;
            }
            self.buffer[(x, y)].set_symbol(&symbol).set_style(look);
            for covered in x + 1..x + cells {
                self.buffer[(covered, y)].set_symbol("");
            }
            x += cells;
        }
        for rest in x..area.right() {
            self.buffer[(rest, y)].reset();
        }
    }

    pub(crate) fn apply(&mut self, step: &Step) {
        let all = self.buffer.area;
        match step {
            Step::Same => {}
            &Step::Scroll { area, by, seed } => self.scroll(area, by, seed),
            &Step::Line { x, y, seed, length, look } => {
                self.text(Rect::new(x, y, length, 1).intersection(all), y, seed, look);
            }
            Step::Cells(cells) => {
                for &(x, y, seed, look) in cells {
                    let symbol = self.stock[seed % self.stock.len()].clone();
                    self.buffer[(x, y)].set_symbol(&symbol).set_style(look);
                }
            }
            &Step::Look { area, look } => self.buffer.set_style(area, look),
            &Step::Popup { area } => {
                for position in area.positions() {
                    let edge = position.x == area.x || position.x == area.right() - 1;
                    self.buffer[position].reset();
                    self.buffer[position].set_symbol(if edge { "│" } else { " " });
                }
            }
            &Step::Page { seed } => {
                for y in all.rows().map(|row| row.y) {
                    self.text(all, y, seed + usize::from(y), Style::new());
                }
            }
            Step::Clear => self.buffer.reset(),
        }
    }

    fn scroll(&mut self, area: Rect, by: i16, seed: usize) {
        let before = self.buffer.clone();
        for y in area.rows().map(|row| row.y) {
            match y.checked_add_signed(by).filter(|source| (area.y..area.bottom()).contains(source)) {
                Some(source) => {
                    for x in area.x..area.right() {
                        self.buffer[(x, y)] = before[(x, source)].clone();
                    }
                }
                None => self.text(area, y, seed + usize::from(y), Style::new()),
            }
        }
    }
}
