//! SGR state: the colours and attributes of a cell, folded to what the terminal can show, and the shortest sequence from one
//! state to another.
//!
//! No cursor and no text: `encoder` decides when to change the state.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};

/// How many colours the terminal may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// None: no colour code is ever written; bold, dim, underline and reverse stay (`NO_COLOR`).
    None,
    /// The first eight (SGR 30-37).
    Eight,
    /// Eight and their bright forms (SGR 90-97).
    Sixteen,
    /// The 256 of xterm (SGR 38;5).
    #[default]
    Palette,
    /// 24 bits (SGR 38;2).
    True,
}

impl Colours {
    /// How many there are.
    pub fn count(self) -> u32 {
        match self {
            Self::None => 0,
            Self::Eight => 8,
            Self::Sixteen => 16,
            Self::Palette => 256,
            Self::True => 1 << 24,
        }
    }
}

/// One colour as sent to the terminal: 0 is the default, `1 << 24 | n` palette entry n, `2 << 24 | rgb` a true colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SgrColor(u32);

impl SgrColor {
    const DEFAULT: Self = Self(0);

    const fn palette(n: u8) -> Self {
        Self(1 << 24 | n as u32)
    }

    const fn rgb(rgb: [u8; 3]) -> Self {
        Self(2 << 24 | u32::from_be_bytes([0, rgb[0], rgb[1], rgb[2]]))
    }

    fn of(color: Color, colours: Colours, layer: Layer) -> Self {
        let (index, rgb) = match color {
            Color::Reset => return Self::DEFAULT,
            Color::Rgb(r, g, b) => (None, [r, g, b]),
            Color::Indexed(n) => (Some(n), palette_rgb(n)),
            named => {
                let n = named_index(named);
                (Some(n), palette_rgb(n))
            }
        };
        match (colours, index) {
            (Colours::None, _) => Self::DEFAULT,
            (Colours::True, None) => Self::rgb(rgb),
            (Colours::True | Colours::Palette, Some(n)) | (Colours::Sixteen, Some(n @ 0..16)) => {
                Self::palette(n)
            }
            (Colours::Palette, None) => Self::palette(nearest(rgb, 16..=255)),
            (Colours::Sixteen, _) => Self::palette(nearest(rgb, 0..=15)),
            // Dark grey would fold to black, unreadable on black.
            (Colours::Eight, Some(8)) => Self::palette(if layer == Layer::Text { 7 } else { 0 }),
            (Colours::Eight, Some(n @ 0..16)) => Self::palette(n % 8),
            (Colours::Eight, _) => Self::palette(nearest(rgb, 0..=7)),
        }
    }

    fn write_sgr(self, layer: Layer, params: &mut Params) {
        let base = layer as u16;
        match self.0.to_be_bytes() {
            [0, ..] => params.push(base + 9),
            [1, _, _, n @ 0..8] => params.push(base + u16::from(n)),
            [1, _, _, n @ 8..16] => params.push(base + 60 + u16::from(n - 8)),
            [1, _, _, n] => params.extend(&[base + 8, 5, u16::from(n)]),
            [_, r, g, b] => params.extend(&[base + 8, 2, u16::from(r), u16::from(g), u16::from(b)]),
        }
    }
}

/// Which of the two colours of a cell; the value is the base of its SGR numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Text = 30,
    Ground = 40,
}

/// Colours and attributes of one cell, or of what the terminal would write next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sgr {
    text: SgrColor,
    ground: SgrColor,
    modifier: Modifier,
}

/// Attributes that show on an empty cell.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Attributes that share their "off" code, which is the second number; each with its own "on" code.
const ATTRIBUTES: [(&[(Modifier, u16)], u16); 7] = [
    (&[(Modifier::BOLD, 1), (Modifier::DIM, 2)], 22),
    (&[(Modifier::ITALIC, 3)], 23),
    (&[(Modifier::UNDERLINED, 4)], 24),
    (&[(Modifier::SLOW_BLINK, 5), (Modifier::RAPID_BLINK, 6)], 25),
    (&[(Modifier::REVERSED, 7)], 27),
    (&[(Modifier::HIDDEN, 8)], 28),
    (&[(Modifier::CROSSED_OUT, 9)], 29),
];

impl Sgr {
    /// The state after `CSI m`.
    pub(super) const DEFAULT: Self =
        Self { text: SgrColor::DEFAULT, ground: SgrColor::DEFAULT, modifier: Modifier::empty() };

    /// The state that a cell asks for. Bold wins over dim: terminals do not agree on both together.
    pub(super) fn of(cell: &Cell, colours: Colours) -> Self {
        let mut modifier = cell.modifier;
        if modifier.contains(Modifier::BOLD) {
            modifier.remove(Modifier::DIM);
        }
        Self {
            text: SgrColor::of(cell.fg, colours, Layer::Text),
            ground: SgrColor::of(cell.bg, colours, Layer::Ground),
            modifier,
        }
    }

    /// The part of this state that shows on an empty cell.
    pub(super) fn on_blank(self) -> Self {
        if self.modifier.intersects(SEEN_ON_BLANK) {
            self
        } else {
            Self { text: SgrColor::DEFAULT, modifier: Modifier::empty(), ..self }
        }
    }

    /// This state with the least change that draws an empty cell like `blank`.
    pub(super) fn adapted_to_blank(self, blank: Self) -> Self {
        if blank.modifier.intersects(SEEN_ON_BLANK) {
            blank
        } else {
            Self { ground: blank.ground, modifier: self.modifier.difference(SEEN_ON_BLANK), ..self }
        }
    }

    /// Appends the shortest SGR sequence that turns `from` into `self`; nothing when they are equal.
    pub(super) fn write_change(self, from: Self, out: &mut Vec<u8>) {
        if self == from {
            return;
        }
        let fresh = Params::between(Self::DEFAULT, self, Params::reset()).bytes;
        let change = Params::between(from, self, Params::default()).bytes;
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(if fresh.len() <= change.len() { &fresh } else { &change });
        out.push(b'm');
    }
}

/// The parameters of one SGR sequence, as bytes.
#[derive(Default)]
struct Params {
    bytes: Vec<u8>,
    begun: bool,
}

impl Params {
    /// Parameters that begin with "all off", which is 0 and may be left empty: `;1` for bold, nothing for the default.
    fn reset() -> Self {
        Self { begun: true, ..Self::default() }
    }

    fn between(from: Sgr, to: Sgr, mut params: Self) -> Self {
        for (group, off) in ATTRIBUTES {
            let mut kept = from.modifier;
            if group.iter().any(|&(bit, _)| from.modifier.difference(to.modifier).contains(bit)) {
                params.push(off);
                kept = Modifier::empty();
            }
            for &(bit, on) in group {
                if to.modifier.contains(bit) && !kept.contains(bit) {
                    params.push(on);
                }
            }
        }
        for (old, new, layer) in [(from.text, to.text, Layer::Text), (from.ground, to.ground, Layer::Ground)]
        {
            if old != new {
                new.write_sgr(layer, &mut params);
            }
        }
        params
    }

    fn push(&mut self, n: u16) {
        if self.begun {
            self.bytes.push(b';');
        }
        self.begun = true;
        self.bytes.extend_from_slice(n.to_string().as_bytes());
    }

    fn extend(&mut self, numbers: &[u16]) {
        for &n in numbers {
            self.push(n);
        }
    }
}

fn named_index(color: Color) -> u8 {
    match color {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => 0,
    }
}

/// The first sixteen colours as xterm draws them by default (its resources `color0` to `color15`).
const SIXTEEN: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// Palette entry `n` as red, green, blue: sixteen named, a 6x6x6 cube, 24 greys (xterm's `256colres.pl`).
fn palette_rgb(n: u8) -> [u8; 3] {
    let cube = |level: u8| if level == 0 { 0 } else { 55 + level * 40 };
    match n {
        0..16 => SIXTEEN[usize::from(n)],
        16..232 => [cube((n - 16) / 36), cube((n - 16) / 6 % 6), cube((n - 16) % 6)],
        232.. => [8 + (n - 232) * 10; 3],
    }
}

/// The palette entry of `among` that lies nearest to `rgb`.
fn nearest(rgb: [u8; 3], among: std::ops::RangeInclusive<u8>) -> u8 {
    let distance = |n: &u8| -> u32 {
        palette_rgb(*n).iter().zip(rgb).map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    among.min_by_key(distance).unwrap_or(0)
}
