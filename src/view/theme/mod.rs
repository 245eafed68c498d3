//! Maps meanings to styles. No meaning depends on colour alone: each also has a place, a sign or an attribute.
//!
//! Styles only: `inks` has the colours, `cli::terminal` finds out which ones a terminal has.

mod inks;

use ratatui::style::{Color, Modifier, Style};

use crate::app::theme_name::ThemeName;
use inks::{Ink, Inks};

/// Which colours may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Palette {
    /// No colour at all (`NO_COLOR`, monochrome terminals).
    Mono,
    /// The terminal's sixteen colours, which the user has chosen to be readable.
    #[default]
    Sixteen,
    /// These and the 240 fixed colours of xterm.
    Rich,
    /// 24 bits.
    True,
}

/// The signs for rules and cuts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signs {
    /// Line-drawing characters and an ellipsis, if they take one cell.
    #[default]
    Drawn,
    /// ASCII only, for terminals and fonts without them.
    Ascii,
}

/// What a style means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleRole {
    /// Running text.
    Text,
    /// Title of an article.
    Title,
    /// Less important text: source line, notes of the screen.
    Dim,
    /// The selected row of the focused pane, over what stands there.
    Bar,
    /// The title of the focused pane.
    Focus,
    /// The name of the program, a key.
    Accent,
    /// The title of the open article in the list.
    Open,
    /// Dates in the list.
    Date,
    /// Folders in the list.
    Section,
    /// The number of hits of an article.
    Hits,
    /// A hit of the search in the article.
    Find,
    /// The lit passage.
    Selected,
    /// Words of the text that name a province.
    Name,
    /// A notice for the user.
    Notice,
    /// Lines between panes.
    Rule,
    /// A heading in the text, or the names of the columns of a table.
    Heading,
    /// A quotation.
    Quote,
    /// A remark set apart, a footnote.
    Note,
    /// Preformatted text, an address.
    Code,
    /// A row of a table.
    Table,
}

/// Black that no colour scheme changes.
const BLACK: Color = Color::Indexed(16);

/// The parts of the country, by the ISO codes of their divisions: North, Northeast, East, Centre, South, Southwest,
/// Northwest, and what has its own administration. Grouping of the National Bureau of Statistics.
const REGIONS: [&[&str]; 8] = [
    &["BJ", "TJ", "HE", "SX", "NM"],
    &["LN", "JL", "HL"],
    &["SH", "JS", "ZJ", "AH", "FJ", "JX", "SD"],
    &["HA", "HB", "HN"],
    &["GD", "GX", "HI"],
    &["CQ", "SC", "GZ", "YN", "XZ"],
    &["SN", "GS", "QH", "NX", "XJ"],
    &["TW", "HK", "MO"],
];

/// How the terms of a filter look on the terminal's own background: a colour, and for eyes and terminals without colours
/// a second attribute. All are underlined.
const TERMS: [(Color, Modifier); 6] = [
    (Color::Red, Modifier::BOLD),
    (Color::Green, Modifier::empty()),
    (Color::Magenta, Modifier::ITALIC),
    (Color::LightBlue, Modifier::BOLD.union(Modifier::ITALIC)),
    (Color::Yellow, Modifier::DIM),
    (Color::LightRed, Modifier::REVERSED),
];

/// A colour of a picture. Of xterm's fixed colours the nearest: of its cube, or of its greys.
pub(super) fn cube(palette: Palette, [red, green, blue]: [u8; 3]) -> Color {
    if palette == Palette::True {
        return Color::Rgb(red, green, blue);
    }
    Color::Indexed(inks::nearest([red, green, blue]))
}

/// Styles by meaning.
#[derive(Debug, Clone, Copy, Default)]
pub struct Theme {
    /// Signs of rules and cuts.
    pub signs: Signs,
    palette: Palette,
    name: ThemeName,
}

impl Theme {
    /// The styles for a palette, on the terminal's own background.
    pub fn new(palette: Palette) -> Self {
        Self { palette, ..Self::default() }
    }

    /// Replaces the signs.
    #[must_use]
    pub fn with_signs(self, signs: Signs) -> Self {
        Self { signs, ..self }
    }

    /// The same terminal with another theme.
    #[must_use]
    pub fn named(self, name: ThemeName) -> Self {
        Self { name, ..self }
    }

    /// The colours that may be used.
    pub(super) fn palette(self) -> Palette {
        self.palette
    }

    /// The colours of the theme, if it brings its own.
    fn inks(self) -> Option<&'static Inks> {
        inks::of(self.name).filter(|_| self.palette != Palette::Mono)
    }

    fn colour(self, ink: Ink) -> Color {
        match self.palette {
            Palette::Mono => Color::Reset,
            Palette::Sixteen => ink.named,
            Palette::Rich => Color::Indexed(ink.index),
            Palette::True if ink.is_entry() => Color::Indexed(ink.index),
            Palette::True => Color::Rgb(ink.rgb[0], ink.rgb[1], ink.rgb[2]),
        }
    }

    /// The style of a meaning.
    pub fn of(self, role: StyleRole) -> Style {
        let Some(inks) = self.inks() else { return self.on_own_ground(role) };
        let ground = Style::new().bg(self.colour(inks.ground));
        let fg = |ink: Ink| ground.fg(self.colour(ink));
        let bold = Modifier::BOLD;
        match role {
            StyleRole::Text | StyleRole::Table => fg(inks.text),
            StyleRole::Title | StyleRole::Heading => fg(inks.heading).add_modifier(bold),
            StyleRole::Dim | StyleRole::Date | StyleRole::Section | StyleRole::Rule | StyleRole::Note => {
                fg(inks.muted)
            }
            StyleRole::Bar => Style::new().bg(self.colour(inks.bar)),
            StyleRole::Focus => {
                Style::new().fg(self.colour(inks.ground)).bg(self.colour(inks.accent)).add_modifier(bold)
            }
            StyleRole::Accent | StyleRole::Open => fg(inks.accent).add_modifier(bold),
            StyleRole::Hits => fg(inks.notice),
            StyleRole::Find => Style::new().fg(self.colour(inks.ground)).bg(self.colour(inks.notice)),
            StyleRole::Selected => Style::new().fg(self.colour(inks.ground)).bg(self.colour(inks.accent)),
            StyleRole::Name => fg(inks.name).add_modifier(bold),
            StyleRole::Notice => fg(inks.notice).add_modifier(bold),
            StyleRole::Quote => fg(inks.quote).add_modifier(Modifier::ITALIC),
            StyleRole::Code => fg(inks.code),
        }
    }

    /// The style of a meaning in the terminal's own colours.
    fn on_own_ground(self, role: StyleRole) -> Style {
        let plain = Style::new();
        let mono = self.palette == Palette::Mono;
        let colour = |color: Color| if mono { plain } else { plain.fg(color) };
        let muted = if mono { plain.add_modifier(Modifier::DIM) } else { colour(Color::DarkGray) };
        match role {
            StyleRole::Text | StyleRole::Table => plain,
            StyleRole::Title
            | StyleRole::Open
            | StyleRole::Notice
            | StyleRole::Accent
            | StyleRole::Heading => plain.add_modifier(Modifier::BOLD),
            StyleRole::Dim | StyleRole::Date | StyleRole::Section | StyleRole::Rule | StyleRole::Note => {
                muted
            }
            // Its colours would each turn into a patch of the bar.
            StyleRole::Bar => {
                plain.fg(Color::Reset).remove_modifier(Modifier::DIM).add_modifier(Modifier::REVERSED)
            }
            StyleRole::Focus | StyleRole::Find | StyleRole::Selected => {
                plain.add_modifier(Modifier::REVERSED)
            }
            StyleRole::Hits => colour(Color::Red),
            StyleRole::Name => colour(Color::Cyan).add_modifier(Modifier::BOLD),
            StyleRole::Quote => plain.add_modifier(Modifier::ITALIC),
            StyleRole::Code => colour(Color::Cyan),
        }
    }

    /// The style of the term `number` of the filter, where it is found and where it is asked for. After six they repeat.
    pub fn term(self, number: usize) -> Style {
        let number = number % TERMS.len();
        let (colour, sign) = TERMS.get(number).copied().unwrap_or((Color::Red, Modifier::BOLD));
        let plain = Style::new().add_modifier(Modifier::UNDERLINED);
        match (self.inks(), self.palette) {
            (Some(inks), _) => {
                let ink = inks.terms.get(number).copied().unwrap_or(inks.notice);
                plain.fg(self.colour(ink)).add_modifier(Modifier::BOLD)
            }
            (None, Palette::Mono) => plain.add_modifier(sign),
            (None, _) => plain.fg(colour).add_modifier(Modifier::BOLD),
        }
    }

    /// The style of the sign of a division: the colour of its part of the country, or one colour for all on the
    /// terminal's own background, where nobody knows what can be read.
    pub fn division(self, iso: &str) -> Style {
        let Some(inks) = self.inks() else {
            let plain = Style::new();
            return if self.palette == Palette::Mono { plain } else { plain.fg(Color::Cyan) };
        };
        let region = REGIONS.iter().position(|codes| codes.contains(&iso));
        let ink = region.and_then(|region| inks.regions.get(region)).copied().unwrap_or(inks.muted);
        self.of(StyleRole::Text).fg(self.colour(ink))
    }

    /// One of five shades, from 0 (none) to 4 (most), for a tile that also shows its number.
    pub fn shade(self, level: u32) -> Style {
        let plain = self.of(StyleRole::Text);
        match (self.palette, level) {
            (_, 0) => self.of(StyleRole::Dim),
            (Palette::Mono, 1 | 2) | (Palette::Sixteen, 1) => plain,
            // From pale yellow to dark red, each step darker, so that the order shows to colour-blind eyes too.
            (Palette::Rich | Palette::True, 1) => plain.fg(BLACK).bg(Color::Indexed(230)),
            (Palette::Rich | Palette::True, 2) => plain.fg(BLACK).bg(Color::Indexed(222)),
            (Palette::Rich | Palette::True, 3) => plain.fg(BLACK).bg(Color::Indexed(208)),
            (Palette::Rich | Palette::True, _) => plain.fg(Color::Indexed(231)).bg(Color::Indexed(160)),
            (Palette::Mono, 3) => plain.add_modifier(Modifier::BOLD),
            (Palette::Mono, _) => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            (Palette::Sixteen, 2) => plain.fg(Color::Black).bg(Color::Cyan),
            (Palette::Sixteen, 3) => plain.fg(Color::Black).bg(Color::Yellow),
            (Palette::Sixteen, _) => plain.fg(Color::White).bg(Color::Red),
        }
    }
}

#[cfg(test)]
mod tests;
