//! What is taken out of the reader, and where it goes: named by a key and an input line, done by the session.
//!
//! Values only. What must not go in: files, commands, and the words of what is taken out.

use crate::corpus::ArticleId;
use crate::export::ExportFormat;

/// What is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportSubject {
    /// This article.
    Article(ArticleId),
    /// The lit passage, with its source.
    Passage,
    /// All articles of the list, in its order.
    List,
    /// All starred articles.
    Starred,
    /// Notes and underlines.
    Notes,
}

/// Where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outlet {
    /// Into this file, which must not exist. As it was typed: it may begin with `~`, or be relative.
    File(String),
    /// To the standard input of this command of the shell.
    Command(String),
}

impl ExportSubject {
    /// The forms it can have, the one that is proposed first.
    pub fn formats(self) -> &'static [ExportFormat] {
        match self {
            Self::Article(_) | Self::List | Self::Starred => &[
                ExportFormat::Markdown,
                ExportFormat::Text,
                ExportFormat::JsonLines,
                ExportFormat::Csv,
                ExportFormat::Epub,
                ExportFormat::Tokens,
            ],
            Self::Passage => &[ExportFormat::Markdown, ExportFormat::Text],
            Self::Notes => &[ExportFormat::Markdown, ExportFormat::JsonLines],
        }
    }

    /// The form that the ending of a file name asks for, if it can have that.
    pub fn format(self, file: &str) -> Option<ExportFormat> {
        let (stem, ending) = file.rsplit_once('.')?;
        let format = ExportFormat::of_ending(ending)?;
        let named = !stem.is_empty() && !stem.ends_with('/');
        Some(format).filter(|format| named && self.formats().contains(format))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_is_its_form() {
        assert_eq!(ExportSubject::List.format("/a/b.c/渡口.EPUB"), Some(ExportFormat::Epub));
        assert_eq!(ExportSubject::List.format("渡口.tsv"), Some(ExportFormat::Tokens));
        assert_eq!(ExportSubject::Notes.format("渡口.epub"), None, "notes are no book");
        for name in ["渡口", "渡口.pdf", ".md", "/a/.md", "a.md/渡口", ""] {
            assert_eq!(ExportSubject::List.format(name), None, "{name}");
        }
    }
}

/// What is cited of an article, and where it goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// The words, by paragraph; none for the article as such.
    pub quote: Vec<String>,
    /// The paragraph where they begin, from 1.
    pub paragraph: usize,
    /// Where it goes.
    pub outlet: CitationOutlet,
}

/// Where a citation goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CitationOutlet {
    /// To the clipboard of the terminal.
    #[default]
    Clipboard,
    /// Outside of the screen, where the mouse can select it.
    Printed,
    /// Into a file, or to a command.
    TakenOut(Outlet),
}
