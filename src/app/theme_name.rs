//! The names of the themes: what the user chooses by a key or in the config.
//!
//! Names only; `view::theme` has the colours.

use crate::messages::{Lang, Word};

/// A theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// The terminal's own background and sixteen colours.
    #[default]
    Terminal,
    /// Dark text on white.
    Light,
    /// Pale text on dark grey.
    Dark,
    /// Dark text on the yellow of old paper.
    Paper,
    /// White and bright colours on black, all at least 7:1.
    Contrast,
}

impl ThemeName {
    /// All of them, in the order in which a key goes through them, each with its name in the config.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Terminal, "terminal"),
        (Self::Light, "light"),
        (Self::Dark, "dark"),
        (Self::Paper, "paper"),
        (Self::Contrast, "contrast"),
    ];

    /// The theme with this name in the config.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(theme, _)| theme)
    }

    /// Its name in the config.
    pub fn config_name(self) -> &'static str {
        Self::ALL.into_iter().find(|(theme, _)| *theme == self).map_or("terminal", |(_, name)| name)
    }

    /// The one after it; the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|(theme, _)| *theme == self).map_or(0, |at| at + 1);
        Self::ALL.get(at).map_or(Self::Terminal, |(theme, _)| *theme)
    }

    /// Its name alone.
    pub fn name(self, lang: Lang) -> &'static str {
        let named = self.word().text(lang);
        named.rsplit(['：', ':']).next().map_or(named, str::trim)
    }

    /// What it is called.
    pub fn word(self) -> Word {
        match self {
            Self::Terminal => Word::ThemeTerminal,
            Self::Light => Word::ThemeLight,
            Self::Dark => Word::ThemeDark,
            Self::Paper => Word::ThemePaper,
            Self::Contrast => Word::ThemeContrast,
        }
    }
}
