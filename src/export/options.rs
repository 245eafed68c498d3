//! What is asked for when articles are taken out: a form, a way to cite, a language, a day.
//!
//! Values only.

use crate::format::Date;
use crate::messages::Lang;

/// The form of what is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// A JSON object a line.
    JsonLines,
    /// A table with a row an article, by RFC 4180.
    Csv,
    /// A book with a chapter an article.
    Epub,
    /// A table with a row a word, columns separated by tabs.
    Tokens,
}

impl ExportFormat {
    /// The forms that articles can have, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Text, Self::JsonLines, Self::Csv, Self::Epub];

    /// The form of the files with this ending.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Tokens]).find(|format| format.name().eq_ignore_ascii_case(ending))
    }

    /// Its name on the command line, which is also the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Epub => "epub",
            Self::Tokens => "tsv",
        }
    }
}

/// How an article is cited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CitationStyle {
    /// Title, date and place in the library.
    #[default]
    Plain,
    /// The Chinese standard GB/T 7714-2015.
    GbT7714,
}

impl CitationStyle {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Plain, Self::GbT7714];

    /// The style of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }

    /// Its name on the command line and in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::GbT7714 => "gbt7714",
        }
    }
}

/// How an article is cited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CitationOptions {
    /// In which style.
    pub style: CitationStyle,
    /// The language of what is not content.
    pub lang: Lang,
    /// The day on which it is done.
    pub today: Date,
}

/// How articles are taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// The form.
    pub format: ExportFormat,
    /// How each article is cited.
    pub citation: CitationOptions,
    /// The name of the whole, for the cover of a book.
    pub title: String,
}
