//! Articles as plain text: title, citation, and a blank line between paragraphs; two blank lines between articles.

use std::io;

use super::citation::citation;
use super::item::ExportItem;
use super::options::ExportOptions;
use super::paragraphs::{groups, paragraphs};
use crate::output::Printer;

pub(super) fn write<'a>(
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
    out: &mut Printer,
) -> io::Result<()> {
    for (number, item) in items.enumerate() {
        if number > 0 {
            out.text("\n\n")?;
        }
        out.text(item.article.title().as_str())?;
        out.text(&citation(item.article, &item.path(), options.citation))?;
        for group in groups(&paragraphs(item.article)) {
            out.text("")?;
            for paragraph in group {
                out.text(&paragraph.text)?;
            }
        }
    }
    Ok(())
}
