//! Tables of separated values: a row is an article if a column holds texts.
//!
//! What must not go in: how a table is laid out on the screen. A table without texts is one article, whose paragraphs are its
//! rows.

use csv::{ReaderBuilder, StringRecord};

use super::fields::Fields;
use super::{Numbering, Record, Records};
use crate::format::extension::has_extension;
use crate::format::fields::{Field, field_of};
use crate::format::{Draft, Form, Kind};
use crate::text::sanitize::mute_escapes;

/// The header stands in one of the first rows: before it may be the title of the table.
const HEADER_ROWS: usize = 4;
/// Between the cells of a row.
const CELLS: &str = "  ";
/// What may stand between values, the most likely first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Reads a file of separated values; none if it has no two columns.
pub(super) fn read(text: &str, name: &str) -> Option<Records> {
    let delimiter = if has_extension(name, &["csv"]) { delimiter(text)? } else { b'\t' };
    let rows = rows(text, delimiter);
    let header = rows.iter().take(HEADER_ROWS).position(|(_, row)| is_header(row));
    let Some((at, header)) = header.and_then(|at| Some((at, &rows.get(at)?.1))) else {
        return Some(vec![Ok(table(text, &rows))]);
    };
    let mut numbering = Numbering::new(text);
    let starts = rows.iter().map(|(start, _)| *start);
    let ends = starts.skip(1).chain([text.len()]);
    let rows = rows.iter().zip(ends).skip(at + 1).map(|((start, row), end)| {
        let mut fields = Fields::default();
        for (column, name) in header.iter().enumerate() {
            // What is left over was cut at a comma of the text.
            let cells = if column + 1 == header.len() { usize::MAX } else { 1 };
            let cells: Vec<&str> = row.iter().skip(column).take(cells).collect();
            fields.extend(name.trim(), vec![cells.join(&char::from(delimiter).to_string())]);
        }
        let end = start + text.get(*start..end).unwrap_or_default().trim_end_matches(['\r', '\n']).len();
        let record = numbering.record(Form::Table, fields.draft(), *start..end);
        Ok(Record { given_id: fields.id(), ..record })
    });
    Some(rows.collect())
}

/// The rows that are not empty, each with its first byte.
fn rows(text: &str, delimiter: u8) -> Vec<(usize, StringRecord)> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let rows = reader.records().map_while(Result::ok).filter_map(|row| {
        let start = row.position()?.byte() as usize;
        let skipped = text.get(start..)?.len() - text.get(start..)?.trim_start_matches(['\r', '\n']).len();
        Some((start + skipped, row))
    });
    rows.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect()
}

/// What stands between the values, by the first row.
fn delimiter(text: &str) -> Option<u8> {
    let columns = |delimiter: u8| {
        rows(text.get(..text.floor_char_boundary(1 << 14))?, delimiter).first().map(|(_, row)| row.len())
    };
    let most = DELIMITERS.iter().rev().max_by_key(|delimiter| columns(**delimiter)).copied()?;
    columns(most).is_some_and(|columns| columns > 1).then_some(most)
}

/// Whether the cells are names of columns, and one of them that of texts.
fn is_header(row: &StringRecord) -> bool {
    let named =
        |wanted: Field| row.iter().any(|cell| field_of(cell).is_some_and(|(field, _)| field == wanted));
    named(Field::Text) || named(Field::Html) || named(Field::Title) && named(Field::Summary)
}

/// A table of other things.
fn table(text: &str, rows: &[(usize, StringRecord)]) -> Record {
    let mut draft = Draft::with_capacity(text.len());
    for (number, (_, row)) in rows.iter().enumerate() {
        let cells: Vec<String> =
            // Sanitising sees the row: an escape at the end of a cell must not take in the next one.
            row.iter().map(|cell| mute_escapes(&cell.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()).collect();
        draft.push(if number == 0 { Kind::TableHead } else { Kind::TableRow }, &cells.join(CELLS));
    }
    Record::whole(Form::Table, draft, text.len())
}
