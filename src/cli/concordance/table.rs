//! A table, printed in one of three forms. The names of columns are the same in both languages where programs read them.
//!
//! What must not go in: what the columns are.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::concordance::tables::{TableColumn, TableField};
use crate::error::Error;
use crate::messages::Lang;
use crate::output::Printer;
use crate::text::{CleanText, WidthPolicy};

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableForm {
    /// One JSON object a line.
    Json,
    /// Tabs between columns.
    Tsv,
    /// Columns below one another.
    Aligned,
}

/// A table.
#[derive(Debug)]
pub(super) struct PrintedTable<'a> {
    pub(super) columns: &'a [TableColumn],
    pub(super) rows: Vec<Vec<TableField>>,
    /// What the numbers are of, for people.
    pub(super) summary: String,
    /// The same for programs.
    pub(super) totals: Vec<(&'static str, TableField)>,
}

/// A row as an object.
struct RowObject<'a>(&'a [&'static str], &'a [TableField]);

impl Serialize for RowObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, field) in self.0.iter().zip(self.1) {
            match field {
                TableField::Text(text) => map.serialize_entry(name, text)?,
                TableField::Count(count) => map.serialize_entry(name, count)?,
                TableField::Measure(number) => map.serialize_entry(name, number)?,
            }
        }
        map.end()
    }
}

/// Two decimals, and blanks for those who read it.
fn rounded(field: &TableField) -> String {
    match field {
        TableField::Measure(number) => format!("{number:.2}"),
        _ => CleanText::line(&field.exact()).to_string(),
    }
}

impl PrintedTable<'_> {
    pub(super) fn print(&self, form: TableForm, lang: Lang, out: &mut Printer) -> Result<(), Error> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        match form {
            TableForm::Json => {
                for row in &self.rows {
                    out.json(&RowObject(&self.names(), row))?;
                }
                let (names, totals): (Vec<&'static str>, Vec<TableField>) =
                    self.totals.iter().cloned().unzip();
                out.json(&RowObject(&names, &totals))?;
            }
            TableForm::Tsv => {
                out.row(&names)?;
                for row in &self.rows {
                    let fields: Vec<String> = row.iter().map(TableField::exact).collect();
                    out.row(&fields.iter().map(String::as_str).collect::<Vec<_>>())?;
                }
            }
            TableForm::Aligned => self.aligned(lang, out)?,
        }
        Ok(())
    }

    fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }

    /// Text to the left, numbers to the right, under their headings.
    fn aligned(&self, lang: Lang, out: &mut Printer) -> Result<(), Error> {
        let policy = WidthPolicy::default();
        let headings = self.columns.iter().map(|(_, heading)| heading.text(lang).to_owned()).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(rounded).collect());
        let lines: Vec<Vec<String>> = std::iter::once(headings).chain(rows).collect();
        let widest = |column: usize| {
            lines.iter().filter_map(|line| line.get(column)).map(|text| policy.text(text)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let is_text = |column: usize| {
            matches!(self.rows.first().and_then(|row| row.get(column)), Some(TableField::Text(_)))
        };
        out.line(&self.summary)?;
        for line in &lines {
            let padded = line.iter().zip(&widths).enumerate().map(|(column, (text, width))| {
                let blanks = " ".repeat(width.saturating_sub(policy.text(text)));
                if is_text(column) { format!("{text}{blanks}") } else { format!("{blanks}{text}") }
            });
            let padded: Vec<String> = padded.collect();
            out.text(padded.join("  ").trim_end())?;
        }
        Ok(())
    }
}
