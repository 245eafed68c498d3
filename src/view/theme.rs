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
    /// The selected row of the focused pane.
    pub selected: Style,
    /// The selected row of another pane.
    pub resting: Style,
    /// A hit of the filter.
    pub hit: Style,
    /// A hit of the search in the article.
    pub find: Style,
    /// Signs of provinces.
    pub province: Style,
    /// Status and hint rows.
    pub bar: Style,
    /// A sentence for the user.
    pub notice: Style,
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
            resting: plain.add_modifier(Modifier::BOLD),
            hit: colour(Color::Red).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            find: plain.add_modifier(Modifier::REVERSED),
            province: colour(Color::Cyan),
            bar: plain.add_modifier(Modifier::REVERSED),
            notice: plain.add_modifier(Modifier::BOLD),
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Palette::default())
    }
}
