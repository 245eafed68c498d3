//! A passage of an article as it is taken out: its lines, and where they are from.

use std::io;
use std::path::Path;

use super::MODE;
use super::markdown::escaped;
use super::options::ExportFormat;
use crate::output;
use crate::store::new_file;

/// A passage and its source, in Markdown as a quotation, else as plain text.
pub fn passage(quote: &[String], source: &str, format: ExportFormat) -> String {
    if format != ExportFormat::Markdown {
        return format!("{}\n\n{source}\n", quote.join("\n"));
    }
    let lines = quote.iter().map(|line| format!("> {}", escaped(line)));
    format!("{}\n\n{}\n", lines.collect::<Vec<_>>().join("\n>\n"), escaped(source))
}

/// Writes text into a file that does not exist, whole or not at all.
///
/// # Errors
/// The file exists, or cannot be written; nothing is left then.
pub fn write_text_file(path: &Path, text: &str) -> io::Result<()> {
    new_file(path, MODE, |file| {
        let mut out = output::file(file.try_clone()?);
        out.text(text)?;
        out.flush()
    })
}

/// The same of a table: a line a row, with tabs between the columns, which a text would lose.
///
/// # Errors
/// As [`write_text_file`].
pub fn write_table_file(path: &Path, text: &str) -> io::Result<()> {
    new_file(path, MODE, |file| {
        let mut out = output::file(file.try_clone()?);
        for line in text.lines() {
            out.row(&line.split('\t').collect::<Vec<_>>())?;
        }
        out.flush()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_a_quotation_in_markdown_and_plain_elsewhere() {
        let lines = ["*河*".to_owned(), "水".to_owned()];
        assert_eq!(passage(&lines, "《甲》", ExportFormat::Markdown), "> \\*河\\*\n>\n> 水\n\n《甲》\n");
        assert_eq!(passage(&lines, "《甲》", ExportFormat::Text), "*河*\n水\n\n《甲》\n");
    }
}
