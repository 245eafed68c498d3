//! Taking out: articles as Markdown, plain text, JSON lines, CSV, EPUB or a table of words, each character once.
//!
//! Everything leaves through a [`Printer`], to standard output or into a file; an EPUB alone is bytes of its own, made of
//! clean text. What must not go in: which articles, names of files, and the library.

mod citation;
mod epub;
mod id;
mod item;
mod json;
mod markdown;
mod notes;
mod options;
mod paragraphs;
mod passage;
mod plain;
mod table;
mod tokens;

pub use citation::citation;
pub use id::{has_id, id_of, shown_id};
pub use item::ExportItem;
pub use json::ArticleJson;
pub use notes::{NotedArticle, noted, write_notes};
pub use options::{CitationOptions, CitationStyle, ExportFormat, ExportOptions};
pub use passage::{passage, write_table_file, write_text_file};

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::output::{self, Printer};
use crate::store::new_file;

/// Permissions of a file that is taken out, less what the umask takes away: it is a document like any other.
const MODE: u32 = 0o666;

/// Writes articles as text.
///
/// # Errors
/// As the stream. An EPUB is no text, see [`write_book`].
pub fn write<'a>(
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
    out: &mut Printer,
) -> io::Result<()> {
    match options.format {
        ExportFormat::Markdown => markdown::write(items, options, out),
        ExportFormat::Text => plain::write(items, options, out),
        ExportFormat::JsonLines => json::write(items, options, out),
        ExportFormat::Csv => table::write(items, options, out),
        ExportFormat::Tokens => tokens::write(items, out),
        ExportFormat::Epub => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// Writes articles into a file that does not exist, whole or not at all.
///
/// # Errors
/// The file exists, or cannot be written; nothing is left then.
pub fn write_file<'a>(
    path: &Path,
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
) -> io::Result<()> {
    new_file(path, MODE, |file| {
        if options.format == ExportFormat::Epub {
            return write_book(items, options, BufWriter::new(file));
        }
        let mut out = output::file(file.try_clone()?);
        write(items, options, &mut out)?;
        out.flush()
    })
}

/// Writes articles as an EPUB 3, a chapter each.
///
/// # Errors
/// As the file.
pub fn write_book<'a, W: Write + io::Seek>(
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
    to: W,
) -> io::Result<()> {
    epub::write(items, options, to)
}
