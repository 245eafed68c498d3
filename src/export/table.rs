//! Articles as CSV by RFC 4180, in UTF-8: a row each, named columns first.
//!
//! A spreadsheet runs a field that begins with `=`, `+`, `-` or `@`, and articles come from anywhere. Such a field gets an
//! apostrophe in front, as spreadsheets write it themselves, and so does one that begins with an apostrophe: who takes one
//! from the beginning of each field that has it has the text again.

use std::io;

use super::citation::citation;
use super::id::shown_id;
use super::item::ExportItem;
use super::options::ExportOptions;
use super::paragraphs::text;
use crate::format::Field;
use crate::output::Printer;
use crate::province;

/// The names of the columns.
const COLUMNS: [&str; 14] = [
    "id", "title", "date", "section", "about", "mentions", "author", "source", "tags", "state", "starred",
    "path", "citation", "text",
];

/// Between several values of one field.
const BETWEEN: &str = "; ";

pub(super) fn write<'a>(
    items: impl Iterator<Item = ExportItem<'a>>,
    options: &ExportOptions,
    out: &mut Printer,
) -> io::Result<()> {
    out.csv(&COLUMNS)?;
    for item in items {
        let provinces = item.provinces();
        let names = |set| province::names(set).collect::<Vec<_>>().join(BETWEEN);
        let fields = [
            shown_id(item.article),
            item.article.title().to_string(),
            item.article.date().map(|date| date.to_string()).unwrap_or_default(),
            item.article.section().to_string(),
            names(provinces.about),
            names(provinces.mentions),
            item.authors().join(BETWEEN),
            item.said(Field::Source).unwrap_or_default(),
            item.tags().join(BETWEEN),
            item.status().to_owned(),
            item.starred().to_string(),
            item.path(),
            citation(item.article, &item.path(), options.citation),
            text(item.article),
        ];
        let fields = fields.map(defused);
        out.csv(&fields.each_ref().map(String::as_str))?;
    }
    Ok(())
}

/// The field with an apostrophe in front, if a spreadsheet might run it.
fn defused(field: String) -> String {
    let runs = field.starts_with(['=', '+', '-', '@', '\'', '＝', '＋', '－', '＠']);
    if runs { format!("'{field}") } else { field }
}

#[cfg(test)]
mod tests {
    use super::defused;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for (field, written) in [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("-减", "'-减"),
            ("'甲", "''甲"),
            ("＝1", "'＝1"),
            ("甲=乙", "甲=乙"),
            ("", ""),
        ] {
            assert_eq!(defused(field.to_owned()), written);
        }
    }
}
