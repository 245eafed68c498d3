//! The options of a reader: what arguments, config, environment and terminal say, and what keys change.
//!
//! What must not go in: reading any of these (`cli`, `session`), and the names of settings (`settings`).

use std::time::Duration;

use super::reader;
use super::theme_name::ThemeName;
use crate::export::CitationStyle;
use crate::messages::Lang;
use crate::text::WidthPolicy;

/// Default limit of a clipboard text, in bytes: mosh passes on about one datagram.
const COPY_LIMIT: usize = 4096;

/// The options of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option by itself")]
pub struct Options {
    /// Language of the interface.
    pub lang: Lang,
    /// Character widths of the terminal.
    pub policy: WidthPolicy,
    /// Longest line of text, in ideographs (two cells).
    pub measure: u16,
    /// Blank row between paragraphs; `None`: on screens of 30 rows or more.
    pub spaced: Option<bool>,
    /// Typesetting of paragraphs.
    pub setting: reader::Setting,
    /// The reader fills the screen.
    pub full_screen: bool,
    /// Highlight words that name provinces.
    pub highlight_names: bool,
    /// The line is slow: fewer bytes a key, by a list above the text and a selection without a bar.
    pub slow: bool,
    /// The terminal can scroll a part of its columns, so that a list beside the text costs nothing.
    pub margins: bool,
    /// The library was opened as one file: if it holds one article, that is what the user wants to see.
    pub one_file: bool,
    /// The theme.
    pub theme: ThemeName,
    /// Nothing may be written and nothing started: the user has no account here.
    pub restricted: bool,
    /// The wheel and clicks are taken; the terminal selects with Shift then.
    pub mouse: bool,
    /// How articles are cited.
    pub citation: CitationStyle,
    /// Longest text sent to the terminal's clipboard, in bytes; 0 sends none.
    pub copy_limit: usize,
    /// Quit after this time without a key.
    pub idle: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lang: Lang::Zh,
            policy: WidthPolicy::default(),
            measure: 36,
            spaced: None,
            setting: reader::Setting::default(),
            full_screen: false,
            highlight_names: false,
            slow: false,
            margins: false,
            one_file: false,
            theme: ThemeName::default(),
            restricted: false,
            mouse: false,
            citation: CitationStyle::default(),
            copy_limit: COPY_LIMIT,
            idle: None,
        }
    }
}
