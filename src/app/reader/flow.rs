//! An article as a column of rows, laid out lazily block by block.
//!
//! Maps positions to rows and rows to positions. Keeps no position and knows no keys.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::note_rows::{NoteRows, note_indent};
use super::typeset::{self, BlockKind, Composition, MarginLabel, Setting, TableColumns, TypesetBlock};
use super::words::OpenWords;
use super::{Page, TextPosition};
use crate::corpus::PinnedArticle;
use crate::format::Kind;
use crate::text::{Clean, CleanText, Penalties, WrappedLine, analyse};

/// Blocks whose lines are cached; a screen shows far fewer.
const KEPT_BLOCKS: usize = 512;
/// A block: text and kind.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// Text.
    pub text: Clean<'a>,
    /// Its kind.
    pub kind: BlockKind,
    /// Byte offset in the article's text, for paragraphs and the title.
    pub start: Option<usize>,
}

/// One row of the page: a line of a block, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// The block.
    pub block: u32,
    /// Columns left of the line, in addition to its own indent.
    pub margin: u16,
    /// The line; `None` for a blank row.
    pub line: Option<WrappedLine>,
    /// What stands in the margin.
    pub label: Option<MarginLabel>,
    /// A line of a note, in place of a line of the block.
    pub note: Option<CleanText>,
    /// A line of a note beside the line of the block.
    pub beside: Option<CleanText>,
}

impl PageRow {
    /// The position of its first character.
    pub fn position(&self) -> Option<TextPosition> {
        self.line.as_ref().map(|line| TextPosition { block: self.block, byte: line.start })
    }
}

/// A row, by block and number within it; blank rows belong to the block before them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowAt {
    block: u32,
    row: u32,
}

impl RowAt {
    pub(super) fn block(self) -> u32 {
        self.block
    }
}

/// An article and its lines.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) held: Arc<PinnedArticle>,
    source: CleanText,
    pub(super) page: Page,
    lines: HashMap<u32, Arc<TypesetBlock>>,
    /// Analysed paragraphs: a new width only repeats the last step.
    analysed: HashMap<u32, Penalties>,
    words: OpenWords,
    last_top: Option<RowAt>,
    /// The table that was set last.
    table: Option<TableColumns>,
    notes: NoteRows,
}

impl Flow {
    pub(super) fn new(
        held: Arc<PinnedArticle>,
        source: CleanText,
        page: Option<Page>,
        words: OpenWords,
    ) -> Self {
        let page = page.unwrap_or_else(|| Page {
            setting: Setting::default(),
            cells: 72,
            note_cells: 0,
            rows: 1,
            title: true,
            spaced: false,
            policy: crate::text::WidthPolicy::default(),
        });
        Self {
            held,
            source,
            page,
            lines: HashMap::new(),
            analysed: HashMap::new(),
            words,
            last_top: None,
            table: None,
            notes: NoteRows::default(),
        }
    }

    pub(super) fn set_page(&mut self, page: Page) {
        if page != self.page {
            let reflow = Page { rows: 0, note_cells: 0, spaced: false, title: false, ..page };
            if reflow != (Page { rows: 0, note_cells: 0, spaced: false, title: false, ..self.page }) {
                self.lines.clear();
            }
            if page.policy != self.page.policy {
                self.analysed.clear();
                self.notes.reset();
                self.table = None;
            }
            // The title block is empty while the divider shows the title.
            self.lines.remove(&0);
            self.page = page;
            self.last_top = None;
        }
    }

    /// Changes the source line.
    pub(super) fn set_source(&mut self, source: CleanText) {
        self.source = source;
        self.lines.remove(&1);
        self.analysed.remove(&1);
        self.last_top = None;
    }

    /// Number of blocks: title, source line, paragraphs.
    pub(super) fn blocks(&self) -> u32 {
        self.held.article().paragraph_count() as u32 + 2
    }

    /// Bytes of the article's text.
    pub(super) fn text_len(&self) -> usize {
        self.held.article().text().len()
    }

    pub(super) fn block(&self, block: u32) -> Option<Block<'_>> {
        let article = self.held.article();
        match block {
            0 => Some(Block { text: article.title(), kind: BlockKind::Title, start: Some(0) }),
            1 => Some(Block { text: self.source.as_clean(), kind: BlockKind::Source, start: None }),
            _ => article.paragraph(block as usize - 2).map(|p| Block {
                text: p.text,
                kind: BlockKind::Paragraph(p.kind),
                start: Some(p.start),
            }),
        }
    }

    fn is_continued(&self, block: u32) -> bool {
        block >= 2 && self.held.article().paragraph(block as usize - 2).is_some_and(|p| p.continued)
    }

    fn kind(&self, block: u32) -> Option<Kind> {
        self.held.article().paragraph(block.checked_sub(2)? as usize).map(|p| p.kind)
    }

    /// Whether a block and the next are lines of one thing, with no gap between them.
    fn is_joined(&self, block: u32) -> bool {
        let pair = (self.kind(block), self.kind(block + 1));
        matches!(
            pair,
            (Some(Kind::Verse | Kind::Stanza), Some(Kind::Verse))
                | (Some(Kind::TableHead | Kind::TableRow), Some(Kind::TableRow))
                | (Some(Kind::Code), Some(Kind::Code))
        )
    }

    fn lines(&mut self, block: u32) -> Arc<TypesetBlock> {
        if let Some(lines) = self.lines.get(&block) {
            return Arc::clone(lines);
        }
        if self.lines.len() >= KEPT_BLOCKS {
            self.lines.clear();
            self.analysed.clear();
        }
        let lines = Arc::new(self.break_block(block));
        self.lines.insert(block, Arc::clone(&lines));
        lines
    }

    fn break_block(&mut self, number: u32) -> TypesetBlock {
        let Page { cells, setting, policy, .. } = self.page;
        let mut table = self.table.take();
        let held = Arc::clone(&self.held);
        let source = if number == 1 { self.source.clone() } else { CleanText::new() };
        let composition = match number {
            0 => Some(Composition::of(BlockKind::Title, held.article().title())),
            1 => Some(Composition::of(BlockKind::Source, source.as_clean())),
            _ => typeset::composition(held.article(), number as usize - 2, &mut table, policy),
        };
        let Some(block) =
            composition.filter(|block| !block.text.is_empty() && (number > 0 || self.page.title))
        else {
            return TypesetBlock::default();
        };
        let (analysed, words) = (&mut self.analysed, &self.words);
        let set = typeset::typeset(&block, cells, setting, policy, |text| {
            let fresh = || analyse(text, &words.of(number, text.as_str()), &policy);
            Cow::Borrowed(analysed.entry(number).or_insert_with(fresh))
        });
        self.table = table;
        set
    }

    /// Blank rows after a block.
    fn blanks(&self, block: u32) -> u32 {
        let last = block + 1 >= self.blocks();
        let wanted = match block {
            0 => false,
            1 => self.page.spaced || self.page.rows >= 16,
            _ if matches!(self.kind(block + 1), Some(Kind::Stanza)) => true,
            _ => self.page.spaced && !self.is_continued(block + 1) && !self.is_joined(block),
        };
        u32::from(wanted && !last)
    }

    fn rows(&mut self, block: u32) -> u32 {
        let lines = self.lines(block).lines.len() as u32;
        if lines == 0 {
            return 0;
        }
        let (notes, blanks) = (self.note_rows(block).len() as u32, self.blanks(block));
        // A note beside a paragraph has rows of its own only below it.
        if self.page.note_cells > 0 { (lines + blanks).max(notes) } else { lines + notes + blanks }
    }

    fn note_rows(&mut self, block: u32) -> &[CleanText] {
        let Page { cells, note_cells, policy, .. } = self.page;
        let cells = if note_cells > 0 { note_cells } else { cells - note_indent(cells) };
        self.notes.of(block, cells, policy)
    }

    /// The line of a note in a row of a block, of which so many are lines of the text; and the one beside it.
    fn notes_at(&mut self, block: u32, row: usize, lines: usize) -> [Option<CleanText>; 2] {
        if self.page.note_cells > 0 {
            return [None, self.note_rows(block).get(row).cloned()];
        }
        [row.checked_sub(lines).and_then(|row| self.note_rows(block).get(row).cloned()), None]
    }

    /// Sets the notes below the blocks.
    pub(super) fn set_notes(&mut self, notes: NoteRows) {
        self.notes = notes;
        self.last_top = None;
    }

    /// The row that shows `position`.
    pub(super) fn row_of(&mut self, position: TextPosition) -> RowAt {
        let mut block = position.block.min(self.blocks() - 1);
        while self.rows(block) == 0 && block + 1 < self.blocks() {
            block += 1;
        }
        if block != position.block {
            return RowAt { block, row: 0 };
        }
        let lines = self.lines(block);
        let row = lines.lines.partition_point(|(line, _)| line.start <= position.byte).saturating_sub(1);
        RowAt { block, row: row as u32 }
    }

    /// The position of a row; a blank row and a note have that of the block after them.
    pub(super) fn position_of(&mut self, at: RowAt) -> TextPosition {
        match self.lines(at.block).lines.get(at.row as usize) {
            Some((line, _)) => TextPosition { block: at.block, byte: line.start },
            None => TextPosition { block: at.block + 1, byte: 0 },
        }
    }

    /// The top row for a position: its own, or the last one that fills the page.
    pub(super) fn top(&mut self, place: TextPosition) -> RowAt {
        let row = self.row_of(place);
        row.min(self.last_top())
    }

    /// The first row of the first page.
    pub(super) fn first(&mut self) -> RowAt {
        self.row_of(TextPosition::default())
    }

    /// The first row of the last page.
    pub(super) fn last_top(&mut self) -> RowAt {
        if let Some(at) = self.last_top {
            return at;
        }
        let last = self.blocks() - 1;
        let rows = self.rows(last).max(1);
        let end = RowAt { block: last, row: rows - 1 };
        let top = self.moved(end, 1 - self.page.rows.max(1) as isize);
        self.last_top = Some(top);
        top
    }

    /// The row `by` rows below (or above) `at`, clamped to the ends.
    pub(super) fn moved(&mut self, mut at: RowAt, by: isize) -> RowAt {
        let mut left = by.unsigned_abs() as u32;
        if by >= 0 {
            loop {
                let below = self.rows(at.block).saturating_sub(at.row + 1);
                if left <= below {
                    return RowAt { row: at.row + left, ..at };
                }
                if at.block + 1 >= self.blocks() {
                    return RowAt { row: at.row + below, ..at };
                }
                left -= below + 1;
                at = RowAt { block: at.block + 1, row: 0 };
                while self.rows(at.block) == 0 && at.block + 1 < self.blocks() {
                    at.block += 1;
                }
            }
        }
        loop {
            if left <= at.row {
                // A blank row has the position of the row below it: to stay on it would be to stay where one was.
                let last = (self.lines(at.block).lines.len() as u32).saturating_sub(1);
                return RowAt { row: (at.row - left).min(last), ..at };
            }
            left -= at.row;
            let Some(above) = (0..at.block).rev().find(|block| self.rows(*block) > 0) else {
                return RowAt { row: 0, ..at };
            };
            left -= 1;
            at = RowAt { block: above, row: self.rows(above) - 1 };
        }
    }

    /// The first row of the paragraph after `at`; backwards, of the current or the previous one.
    pub(super) fn paragraph_step(&mut self, at: RowAt, forward: bool) -> RowAt {
        if forward {
            let next = (at.block + 1).max(2).min(self.blocks() - 1);
            return RowAt { block: next, row: 0 };
        }
        if at.row > 0 { RowAt { row: 0, ..at } } else { RowAt { block: at.block.saturating_sub(1), row: 0 } }
    }

    /// The rows of the screen, from `top` on.
    pub(super) fn rows_from(&mut self, top: RowAt) -> Vec<PageRow> {
        let wanted = self.page.rows as usize;
        let mut shown = Vec::with_capacity(wanted);
        let mut at = top;
        while shown.len() < wanted && at.block < self.blocks() {
            let lines = self.lines(at.block);
            let rows = self.rows(at.block);
            for row in at.row..rows {
                if shown.len() < wanted {
                    let (line, label) = lines.lines.get(row as usize).cloned().unzip();
                    let label = label.flatten();
                    let [note, beside] = self.notes_at(at.block, row as usize, lines.lines.len());
                    shown.push(PageRow { block: at.block, margin: lines.margin, line, label, note, beside });
                }
            }
            at = RowAt { block: at.block + 1, row: 0 };
        }
        shown
    }

    /// The position of a byte of the article's text.
    pub(super) fn position_at(&self, offset: usize) -> TextPosition {
        let article = self.held.article();
        if offset < article.title().len() {
            return TextPosition { block: 0, byte: offset as u32 };
        }
        let (mut low, mut high) = (0, article.paragraph_count());
        while low < high {
            let middle = usize::midpoint(low, high);
            if article.paragraph(middle).is_some_and(|p| p.start <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(number) = low.checked_sub(1) else { return TextPosition { block: 2, byte: 0 } };
        let start = article.paragraph(number).map_or(0, |p| p.start);
        TextPosition { block: number as u32 + 2, byte: (offset - start) as u32 }
    }

    /// The line of a row with its margin; `None` for a blank row.
    pub(super) fn line_at(&mut self, at: RowAt) -> Option<(WrappedLine, u16)> {
        let lines = self.lines(at.block);
        lines.lines.get(at.row as usize).map(|(line, _)| (line.clone(), lines.margin))
    }

    /// The byte of the article's text after a row.
    pub(super) fn offset_after(&self, row: &PageRow) -> Option<usize> {
        let line = row.line.as_ref()?;
        Some(self.block(row.block)?.start? + line.end as usize)
    }
}
