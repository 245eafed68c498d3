//! Maps meanings to styles. The terminal keeps its own background, and no meaning depends on colour alone.
//!
//! Styles only; `cli::terminal` finds out which colours a terminal has.

use ratatui::style::{Color, Modifier, Style};

/// Which colours may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Palette {
    /// No colour at all (`NO_COLOR`, monochrome terminals).
    Mono,
    /// The terminal's sixteen colours, which the user has chosen to be readable.
    #[default]
    Sixteen,
    /// These and the 240 fixed colours of xterm, used for shades.
    Rich,
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

/// Black that no colour scheme changes.
const BLACK: Color = Color::Indexed(16);

/// Styles by meaning.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// Title of an article, heading.
    pub title: Style,
    /// Less important text: source line, dates, rules.
    pub dim: Style,
    /// The selection in the focused pane, and the title of that pane.
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
    pub highlight: Style,
    /// A notice for the user.
    pub notice: Style,
    /// Signs of rules and cuts.
    pub signs: Signs,
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
            highlight: colour(Color::Cyan).add_modifier(Modifier::BOLD),
            notice: plain.add_modifier(Modifier::BOLD),
            signs: Signs::default(),
            palette,
        }
    }

    /// Replaces the signs.
    #[must_use]
    pub fn with_signs(self, signs: Signs) -> Self {
        Self { signs, ..self }
    }

    /// One of five shades, from 0 (none) to 4 (most), for a tile that also shows its number.
    pub fn shade(&self, level: u32) -> Style {
        let plain = Style::new();
        match (self.palette, level) {
            (_, 0) => self.dim,
            (Palette::Mono, 1 | 2) | (Palette::Sixteen, 1) => plain,
            // From pale yellow to dark red, each step darker, so that the order shows to colour-blind eyes too.
            (Palette::Rich, 1) => plain.fg(BLACK).bg(Color::Indexed(230)),
            (Palette::Rich, 2) => plain.fg(BLACK).bg(Color::Indexed(222)),
            (Palette::Rich, 3) => plain.fg(BLACK).bg(Color::Indexed(208)),
            (Palette::Rich, _) => plain.fg(Color::Indexed(231)).bg(Color::Indexed(160)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_differ_where_colours_allow_it_and_none_is_coloured_without() {
        for palette in [Palette::Mono, Palette::Sixteen, Palette::Rich] {
            let theme = Theme::new(palette);
            let shades: Vec<Style> = (0..=4).map(|level| theme.shade(level)).collect();
            assert_ne!(shades[0], shades[4], "{palette:?}");
            let coloured = shades.iter().any(|style| style.fg.is_some() || style.bg.is_some());
            assert_eq!(coloured, palette != Palette::Mono, "{palette:?}");
        }
        let rich = Theme::new(Palette::Rich);
        assert!((0..4).all(|level| rich.shade(level) != rich.shade(level + 1)));
    }
}
