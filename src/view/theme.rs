//! Meaning becomes style. The terminal's own background is kept, and no meaning rests on colour alone.
//!
//! Only styles here; which colours a terminal has is found out elsewhere.

use ratatui::style::{Color, Modifier, Style};

/// Whether colours may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Palette {
    /// No colour at all (`NO_COLOR`, monochrome terminals).
    Mono,
    /// The terminal's sixteen colours, which the user has chosen to be readable.
    #[default]
    Sixteen,
}

/// Styles by meaning.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// Title of an article, heading.
    pub title: Style,
    /// Less important: source line, dates, rules.
    pub dim: Style,
    /// What is selected in the focused pane, and the title of that pane.
    pub selected: Style,
    /// The title of the open article in the list.
    pub open: Style,
    /// A hit of the filter.
    pub hit: Style,
    /// A hit of the search in the article.
    pub find: Style,
    /// Signs of provinces.
    pub province: Style,
    /// Words of the text that name a province.
    pub lit: Style,
    /// The status row.
    pub bar: Style,
    /// A sentence for the user.
    pub notice: Style,
    palette: Palette,
}

impl Theme {
    /// The styles for a palette.
    pub fn new(palette: Palette) -> Self {
        let plain = Style::new();
        let colour = |color: Color| if palette == Palette::Mono { plain } else { plain.fg(color) };
        let dim = if palette == Palette::Mono {
            plain.add_modifier(Modifier::DIM)
        } else {
            colour(Color::DarkGray)
        };
        Self {
            text: plain,
            title: plain.add_modifier(Modifier::BOLD),
            dim,
            selected: plain.add_modifier(Modifier::REVERSED),
            open: plain.add_modifier(Modifier::BOLD),
            hit: colour(Color::Red).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            find: plain.add_modifier(Modifier::REVERSED),
            province: plain,
            lit: colour(Color::Cyan).add_modifier(Modifier::BOLD),
            bar: plain,
            notice: plain.add_modifier(Modifier::BOLD),
            palette,
        }
    }

    /// One of five shades, from 0 (none) to 4 (most), for a tile that also shows its number.
    pub fn shade(&self, level: u32) -> Style {
        let plain = Style::new();
        match (self.palette, level) {
            (_, 0) => self.dim,
            (Palette::Mono, 1 | 2) | (Palette::Sixteen, 1) => plain,
            (Palette::Mono, 3) => plain.add_modifier(Modifier::BOLD),
            (Palette::Mono, _) => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            (Palette::Sixteen, 2) => plain.fg(Color::Black).bg(Color::Cyan),
            (Palette::Sixteen, 3) => plain.fg(Color::Black).bg(Color::Yellow),
            (Palette::Sixteen, _) => plain.fg(Color::White).bg(Color::Red),
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Palette::default())
    }
}
