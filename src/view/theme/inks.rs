//! The colours of the themes that bring their own background.
//!
//! Tables only; `mod` says what each colour is used for, and its tests that every one can be read on every ground it
//! stands on (contrast of WCAG 2.1, at least 4.5:1).

use ratatui::style::Color;

use crate::app::theme_name::ThemeName;

/// One colour for each kind of terminal: 24 bits, an entry of the 256 fixed colours of xterm, and one of the terminal's
/// sixteen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) rgb: [u8; 3],
    pub(super) index: u8,
    pub(super) named: Color,
}

impl Ink {
    /// Whether 256 colours are enough for it: the sequence is shorter.
    pub(super) fn is_entry(self) -> bool {
        self.rgb == entry(self.index)
    }
}

/// The colours of a theme.
#[derive(Debug)]
pub(super) struct Inks {
    /// The background.
    pub(super) ground: Ink,
    /// The background of the selected row.
    pub(super) bar: Ink,
    pub(super) text: Ink,
    /// Dates, folders, rules.
    pub(super) muted: Ink,
    /// The focused pane, keys.
    pub(super) accent: Ink,
    pub(super) notice: Ink,
    pub(super) heading: Ink,
    pub(super) quote: Ink,
    pub(super) code: Ink,
    /// Words that name provinces.
    pub(super) name: Ink,
    /// The terms of the filter, in their order.
    pub(super) terms: [Ink; 6],
    /// The parts of the country, in the order of `super::REGIONS`.
    pub(super) regions: [Ink; 8],
}

/// The levels of a channel in the colour cube of xterm, entries 16 to 231.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The colour of an entry of xterm's cube or of its greys (16 to 255), the same on all terminals with 256 colours.
pub(super) const fn entry(index: u8) -> [u8; 3] {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return [grey, grey, grey];
    }
    let n = index.saturating_sub(16) as usize;
    [LEVELS[n / 36 % 6], LEVELS[n / 6 % 6], LEVELS[n % 6]]
}

/// The entry of the cube or the greys that is nearest to a colour.
pub(super) fn nearest(rgb: [u8; 3]) -> u8 {
    let level = |value: u8| {
        let distance = |(_, level): &(usize, u8)| level.abs_diff(value);
        LEVELS.iter().copied().enumerate().min_by_key(distance).map_or(0, |(at, _)| at as u8)
    };
    let [red, green, blue] = rgb.map(level);
    let cube = 16 + 36 * red + 6 * green + blue;
    let mean = rgb.iter().map(|value| u16::from(*value)).sum::<u16>() / 3;
    let grey = 232 + (mean.saturating_sub(3) / 10).min(23) as u8;
    let far = |index: u8| -> u32 {
        entry(index).iter().zip(rgb).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    if far(grey) < far(cube) { grey } else { cube }
}

const fn ink(index: u8, named: Color) -> Ink {
    Ink { rgb: entry(index), index, named }
}

/// A colour between those of xterm, with its nearest entry that keeps the hue.
const fn mixed(rgb: [u8; 3], index: u8, named: Color) -> Ink {
    Ink { rgb, index, named }
}

/// Terms and parts of the country on a pale ground.
const DEEP: [Ink; 6] = [
    ink(124, Color::Red),
    ink(22, Color::Green),
    ink(19, Color::Blue),
    ink(53, Color::Magenta),
    ink(23, Color::Cyan),
    ink(58, Color::Black),
];
const DEEP_REGIONS: [Ink; 8] = [
    ink(88, Color::Red),
    ink(24, Color::Blue),
    ink(23, Color::Cyan),
    ink(58, Color::Black),
    ink(89, Color::Magenta),
    ink(22, Color::Green),
    ink(54, Color::Magenta),
    ink(238, Color::Black),
];

/// The same on a dark ground.
const PALE: [Ink; 6] = [
    ink(210, Color::LightRed),
    ink(114, Color::LightGreen),
    ink(111, Color::LightBlue),
    ink(215, Color::Yellow),
    ink(183, Color::LightMagenta),
    ink(228, Color::LightYellow),
];
const PALE_REGIONS: [Ink; 8] = [
    ink(180, Color::Yellow),
    ink(110, Color::LightBlue),
    ink(116, Color::LightCyan),
    ink(186, Color::LightYellow),
    ink(218, Color::LightMagenta),
    ink(150, Color::LightGreen),
    ink(216, Color::LightRed),
    ink(146, Color::Gray),
];

const LIGHT: Inks = Inks {
    ground: ink(231, Color::White),
    bar: ink(189, Color::Gray),
    text: ink(235, Color::Black),
    muted: ink(240, Color::Black),
    accent: ink(19, Color::Blue),
    notice: ink(88, Color::Red),
    heading: ink(16, Color::Black),
    quote: ink(238, Color::Black),
    code: ink(22, Color::Green),
    name: ink(23, Color::Cyan),
    terms: DEEP,
    regions: DEEP_REGIONS,
};

const DARK: Inks = Inks {
    ground: ink(234, Color::Black),
    bar: mixed([0x2c, 0x3a, 0x50], 237, Color::DarkGray),
    text: ink(252, Color::White),
    muted: ink(248, Color::Gray),
    accent: ink(117, Color::LightCyan),
    notice: ink(221, Color::LightYellow),
    heading: ink(231, Color::White),
    quote: ink(250, Color::Gray),
    code: ink(151, Color::LightGreen),
    name: ink(80, Color::LightCyan),
    terms: PALE,
    regions: PALE_REGIONS,
};

const PAPER: Inks = Inks {
    ground: mixed([0xf5, 0xef, 0xdc], 230, Color::White),
    bar: mixed([0xe8, 0xd9, 0xb0], 223, Color::Gray),
    text: ink(236, Color::Black),
    muted: ink(239, Color::Black),
    accent: ink(88, Color::Red),
    notice: ink(88, Color::Red),
    heading: ink(52, Color::Black),
    quote: ink(238, Color::Black),
    code: ink(22, Color::Green),
    name: ink(23, Color::Cyan),
    terms: DEEP,
    regions: DEEP_REGIONS,
};

const CONTRAST: Inks = Inks {
    ground: ink(16, Color::Black),
    bar: ink(18, Color::Blue),
    text: ink(231, Color::White),
    muted: ink(252, Color::White),
    accent: ink(226, Color::LightYellow),
    notice: ink(226, Color::LightYellow),
    heading: ink(231, Color::White),
    quote: ink(255, Color::White),
    code: ink(157, Color::LightGreen),
    name: ink(123, Color::LightCyan),
    terms: [
        ink(217, Color::LightRed),
        ink(120, Color::LightGreen),
        ink(123, Color::LightCyan),
        ink(227, Color::LightYellow),
        ink(219, Color::LightMagenta),
        ink(214, Color::Yellow),
    ],
    regions: [
        ink(223, Color::LightYellow),
        ink(153, Color::LightCyan),
        ink(159, Color::LightCyan),
        ink(229, Color::LightYellow),
        ink(225, Color::LightMagenta),
        ink(193, Color::LightGreen),
        ink(224, Color::LightRed),
        ink(255, Color::White),
    ],
};

/// The colours of a theme; `None` if they are the terminal's own.
pub(super) const fn of(name: ThemeName) -> Option<&'static Inks> {
    match name {
        ThemeName::Terminal => None,
        ThemeName::Light => Some(&LIGHT),
        ThemeName::Dark => Some(&DARK),
        ThemeName::Paper => Some(&PAPER),
        ThemeName::Contrast => Some(&CONTRAST),
    }
}
