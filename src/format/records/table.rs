//! Tables of separated values: a row is an article if a column holds texts.
//!
//! What must not go in: how a table is laid out on the screen. A table without texts is one article, whose paragraphs are its
//! rows.

use csv::{ReaderBuilder, StringRecord};

use super::fields::Fields;
use super::{Numbering, Record, Records};
use crate::format::extension::has_extension;
use crate::format::fields::{Field, field_of};
use crate::format::{Draft, Form, Kind, date};
use crate::text::han::is_han;
use crate::text::sanitize::mute_escapes;

/// The header stands in one of the first rows: before it may be the title of the table.
const HEADER_ROWS: usize = 4;
/// Between the cells of a row.
const CELLS: &str = "  ";
/// What may stand between values, the most likely first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Rows that are looked at to find out what columns without names hold.
const SAMPLE: usize = 50;
/// The text of a row has on average so many characters, and so many times those of any other column.
const TEXT_CHARS: usize = 8;
const TEXT_TIMES: usize = 2;
/// A title has on average so many.
const TITLE_CHARS: std::ops::RangeInclusive<usize> = 4..=40;
/// A table in a file of any name has so many rows.
const LEAST_ROWS: usize = 3;

/// What a table is made of: where its first article lies, and what its columns are called.
struct TableLayout {
    first: usize,
    names: Vec<String>,
}

/// Reads a file of separated values; none if it has no two columns.
pub(super) fn read(text: &str, name: &str) -> Option<Records> {
    let delimiter = if has_extension(name, &["csv"]) { delimiter(text)? } else { b'\t' };
    let rows = rows(text, delimiter, true);
    let header = rows.iter().take(HEADER_ROWS).position(|(_, row)| is_header(row));
    let named = header.and_then(|at| {
        let names = rows.get(at)?.1.iter().map(str::to_owned).collect();
        Some(TableLayout { first: at + 1, names })
    });
    match named.or_else(|| guessed(&rows)) {
        Some(layout) => Some(records(text, delimiter, &rows, &layout)),
        None => Some(vec![Ok(table(text, &rows))]),
    }
}

/// Reads a text whose lines all have as many tabs, and a text among what they part.
pub(super) fn tabbed(text: &str) -> Option<Records> {
    let tabs = |line: &str| memchr::memchr_iter(b'\t', line.as_bytes()).count();
    let first = tabs(text.lines().next()?);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    if first == 0 || !lines.all(|line| tabs(line) == first) {
        return None;
    }
    let rows = rows(text, b'\t', false);
    let layout = guessed(&rows).filter(|_| rows.len() >= LEAST_ROWS)?;
    Some(records(text, b'\t', &rows, &layout))
}

fn records(text: &str, delimiter: u8, rows: &[(usize, StringRecord)], layout: &TableLayout) -> Records {
    let mut numbering = Numbering::new(text);
    let starts = rows.iter().map(|(start, _)| *start);
    let ends = starts.skip(1).chain([text.len()]);
    let rows = rows.iter().zip(ends).skip(layout.first).map(|((start, row), end)| {
        let mut fields = Fields::default();
        for (column, name) in layout.names.iter().enumerate() {
            // What is left over was cut at a comma of the text.
            let cells = if column + 1 == layout.names.len() { usize::MAX } else { 1 };
            let cells: Vec<&str> = row.iter().skip(column).take(cells).collect();
            fields.extend(name.trim(), vec![cells.join(&char::from(delimiter).to_string())]);
        }
        let end = start + text.get(*start..end).unwrap_or_default().trim_end_matches(['\r', '\n']).len();
        let record = numbering.record(Form::Table, fields.draft(), *start..end);
        Ok(Record { given_id: fields.id(), ..record })
    });
    rows.collect()
}

/// What the columns of a table hold that do not say it: one holds texts, others may hold titles and dates. The first row may
/// have names that mean nothing.
fn guessed(rows: &[(usize, StringRecord)]) -> Option<TableLayout> {
    let width = rows.first()?.1.len();
    let sample: Vec<&StringRecord> = rows.iter().take(SAMPLE).map(|(_, row)| row).collect();
    let columns: Vec<ColumnValues> = (0..width).map(|column| ColumnValues::of(&sample, column)).collect();
    let text = (0..width).max_by_key(|column| columns.get(*column).map(|column| column.chars))?;
    let chars = columns.get(text).map_or(0, |text| text.chars);
    let is_text = columns
        .iter()
        .enumerate()
        .all(|(at, column)| if at == text { column.is_text() } else { column.chars * TEXT_TIMES <= chars });
    if !is_text || sample.len() < 2 {
        return None;
    }
    let title = columns.iter().position(ColumnValues::is_title);
    let date = columns.iter().position(|column| column.dates * 10 >= sample.len() * 8);
    let called = |column: usize| match Some(column) {
        _ if column == text => Field::Text.name(),
        column if column == title => Field::Title.name(),
        column if column == date => Field::Date.name(),
        _ => "",
    };
    let names = (0..width).map(|column| called(column).to_owned()).collect();
    let head = sample.first().and_then(|row| row.get(text)).unwrap_or_default();
    let is_head = !has_sentence(head) && head.chars().nth(TEXT_CHARS).is_none();
    Some(TableLayout { first: usize::from(is_head), names })
}

/// What a column holds.
struct ColumnValues {
    rows: usize,
    /// Characters of a cell on average.
    chars: usize,
    /// Cells with the marks of sentences.
    sentences: usize,
    /// Cells that are mostly ideographs.
    chinese: usize,
    /// Cells that are dates.
    dates: usize,
    /// Cells that differ.
    different: usize,
}

impl ColumnValues {
    fn of(rows: &[&StringRecord], column: usize) -> Self {
        let cells: Vec<&str> = rows.iter().map(|row| row.get(column).unwrap_or_default().trim()).collect();
        let count = |is: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| is(cell)).count();
        let mut different = cells.clone();
        different.sort_unstable();
        different.dedup();
        Self {
            rows: cells.len(),
            chars: cells.iter().map(|cell| cell.chars().count()).sum::<usize>() / cells.len().max(1),
            sentences: count(&has_sentence),
            chinese: count(&|cell| {
                let han = cell.chars().filter(|c| is_han(*c)).count();
                han > 0 && han * 2 >= cell.chars().count()
            }),
            dates: count(&|cell| cell.len() >= 8 && date::field(cell).is_some_and(date::Date::is_full)),
            different: different.len(),
        }
    }

    fn is_text(&self) -> bool {
        self.chars >= TEXT_CHARS && self.sentences * 10 >= self.rows * 6 && self.chinese * 10 >= self.rows * 8
    }

    fn is_title(&self) -> bool {
        TITLE_CHARS.contains(&self.chars)
            && self.chinese * 10 >= self.rows * 8
            && self.different * 10 >= self.rows * 9
            && self.sentences * 10 <= self.rows * 3
            && self.dates == 0
    }
}

fn has_sentence(cell: &str) -> bool {
    cell.contains(['，', '。', '！', '？', '；', '…'])
}

/// The rows that are not empty, each with its first byte.
fn rows(text: &str, delimiter: u8, quoting: bool) -> Vec<(usize, StringRecord)> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
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
        let head = text.get(..text.floor_char_boundary(1 << 14))?;
        rows(head, delimiter, true).first().map(|(_, row)| row.len())
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
