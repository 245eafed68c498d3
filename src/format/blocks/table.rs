//! Rows of tables. A row with long text or blocks in its cells is layout, not a table: its cells become paragraphs.
//!
//! What must not go in: the widths of columns, which the screen decides.

use std::mem;

use super::{BlockBuilder, Dialect};
use crate::format::Kind;
use crate::format::element::Element;
use crate::text::CleanText;

/// A cell with more text than this is no cell of a table (bytes): some 130 characters.
const CELL_BYTES: usize = 400;

/// Parts the lines of a cell; sanitising takes it for a line break too.
const LINE: char = '\u{2028}';

/// The rows of the table that is open.
#[derive(Debug, Default)]
pub(super) struct TableRows {
    /// The row that is open.
    pub(super) open: Option<OpenRow>,
    /// Whether a row has named the columns.
    pub(super) columns_named: bool,
}

/// A cell that is closed.
#[derive(Debug)]
struct ClosedCell {
    /// Its lines, parted by [`LINE`].
    text: String,
    /// Whether it is nearly nothing but links.
    linked: bool,
    container: usize,
}

/// A row that is still open.
#[derive(Debug, Default)]
pub(super) struct OpenRow {
    cells: Vec<ClosedCell>,
    /// How many of the cells are heads.
    heads: usize,
    /// Inside a cell.
    inside: bool,
    /// Bytes of the cells so far that are links.
    linked: usize,
}

impl TableRows {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

impl Element {
    /// Whether a row with this element in it is layout.
    pub(super) fn breaks_row(self) -> bool {
        matches!(
            self,
            Element::Heading { .. }
                | Element::Quote
                | Element::Pre
                | Element::List { .. }
                | Element::Item
                | Element::Table
                | Element::Rule
        )
    }
}

impl BlockBuilder {
    pub(super) fn is_table(&self) -> bool {
        self.rows.is_open() && self.origin == Dialect::Markdown
    }

    pub(super) fn begin_cell(&mut self, head: bool) {
        if self.rows.is_open() {
            self.end_cell();
        }
        if let Some(row) = &mut self.rows.open {
            self.text.clear();
            row.heads += usize::from(head);
            row.inside = true;
        } else if !self.text.is_empty() {
            if self.origin == Dialect::Text {
                self.text.push_str("  ");
            } else {
                self.end_block();
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.close_link();
        self.ruby.flush(&mut self.text);
        let Some(row) = &mut self.rows.open else { return };
        if mem::take(&mut row.inside) {
            let text = mem::take(&mut self.text);
            let linked = mem::take(&mut self.linked);
            row.linked += linked;
            let is_long = text.len() > CELL_BYTES;
            let linked = linked > 0 && linked * 10 >= text.len() * 8;
            row.cells.push(ClosedCell { text, linked, container: self.out.container() });
            if is_long {
                self.break_row();
            }
        } else if !self.text.trim().is_empty() {
            // Text outside of all cells: it is a table only in name.
            self.break_row();
        }
    }

    /// Ends a line in a cell.
    pub(super) fn break_line(&mut self) {
        self.ruby.flush(&mut self.text);
        if self.text.trim().is_empty() {
            return;
        }
        self.text.push(LINE);
        if self.text.len() > CELL_BYTES {
            self.break_row();
        }
    }

    /// The row is layout: what there is of it becomes paragraphs.
    pub(super) fn break_row(&mut self) {
        let Some(row) = self.rows.open.take() else { return };
        let (link, text) = (self.link.take(), mem::take(&mut self.text));
        let linked = mem::take(&mut self.linked);
        // They follow the text that they stand in.
        let pictures = mem::take(&mut self.pictures);
        for cell in row.cells {
            self.out.put_into(Some(cell.container));
            self.push_lines(&cell.text, cell.linked);
        }
        self.out.put_into(None);
        if let Some((lines, open)) = text.rsplit_once(LINE) {
            self.push_lines(lines, linked > 0 && linked * 10 >= lines.len() * 8);
            open.clone_into(&mut self.text);
        } else {
            (self.text, self.linked) = (text, linked);
        }
        self.pictures = pictures;
        self.link = link.map(|(start, address)| (start.min(self.text.len()), address));
    }

    fn push_lines(&mut self, cell: &str, linked: bool) {
        for line in cell.split(LINE) {
            self.text.push_str(line);
            self.linked = if linked { line.len() } else { 0 };
            self.end_block();
        }
    }

    /// Ends the row: its cells are one paragraph, parted by two blanks.
    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let Some(row) = self.rows.open.take() else { return };
        if let [cell] = row.cells.as_slice()
            && cell.text.trim_end_matches(LINE).contains(LINE)
        {
            // A cell of several lines that is alone in its row is layout.
            self.rows.columns_named = true;
            self.out.put_into(Some(cell.container));
            self.push_lines(&cell.text, cell.linked);
            self.out.put_into(None);
            self.push_pictures();
            return self.out.link(&mut self.links);
        }
        let cells: Vec<String> = row.cells.iter().map(|cell| one_line(&cell.text)).collect();
        self.linked = row.linked;
        let count = cells.len();
        let whole = mem::take(&mut self.state.sign) + &cells.join("  ");
        let head = !self.rows.columns_named && row.heads == count && count > 1;
        self.rows.columns_named = true;
        if count > 1 && !whole.trim().is_empty() {
            self.emit(if head { Kind::TableHead } else { Kind::TableRow }, &whole);
        } else if !whole.trim().is_empty() {
            let kind = self.state.kind();
            self.emit(kind, &whole);
        }
        self.text.clear();
        self.linked = 0;
        self.push_pictures();
        self.out.link(&mut self.links);
    }
}

/// The text of a cell on one line, with single blanks.
fn one_line(cell: &str) -> String {
    let clean = CleanText::line(&cell.replace(LINE, " "));
    clean.as_str().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
