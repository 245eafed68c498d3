//! How blocks of each kind are set: margins, indents, rows of tables, rules.
//!
//! What must not go in: positions, pages, colours. Lines are byte ranges of the block's text; what is drawn besides them is
//! a label in the margin, which searching and copying never see.

use std::borrow::Cow;

use crate::corpus::Article;
use crate::format::Kind;
use crate::messages::Word;
use crate::text::{
    Clean, CleanText, Edge, Measure, Pad, Penalties, WidthPolicy, WordBreaks, WrappedLine, analyse, wrap,
};

/// First-line indent of a paragraph: two ideographs (clreq).
const INDENT: u16 = 4;
/// Margin of a list for each list around it (cells).
const STEP: u16 = 2;
/// Blank cells between the columns of a table, as in its text.
const GAP: usize = 2;
/// Rows of which the widths of columns are taken at a time.
const TABLE_ROWS: usize = 1000;
/// Sign between the name of a column and its value.
const COLON: &str = "：";

/// The kind of a block on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The title.
    Title,
    /// Provinces, date, length, section.
    Source,
    /// A paragraph.
    Paragraph(Kind),
}

/// Typesetting of paragraphs, apart from their width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setting {
    /// Ragged or flush right edge.
    pub edge: Edge,
    /// Ideographs are aligned in columns.
    pub grid: bool,
    /// Punctuation may hang over the right edge.
    pub hang: bool,
}

/// What stands in the margin of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarginLabel {
    /// A word for the kind of the block.
    Word(Word),
    /// The name of a column.
    Column(CleanText),
}

/// A block as lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypesetBlock {
    /// Columns left of every line, in addition to its own indent.
    pub margin: u16,
    /// The lines, with what stands in the margin before them.
    pub lines: Vec<(WrappedLine, Option<MarginLabel>)>,
}

/// The left margin of a block in a column of `cells`, and the measure of its lines.
fn measure_of(kind: BlockKind, continued: bool, cells: u16, setting: Setting) -> (u16, Measure) {
    let margin = match kind {
        BlockKind::Paragraph(Kind::Quote | Kind::Note | Kind::Image | Kind::Verse | Kind::Stanza) => {
            INDENT.min(cells / 4)
        }
        BlockKind::Paragraph(Kind::Item(depth)) => (u16::from(depth) * STEP).min(cells / 3),
        _ => 0,
    };
    let indent = if kind == BlockKind::Paragraph(Kind::Body) && !continued { INDENT } else { 0 };
    let measure = Measure::new(cells.saturating_sub(margin).max(1)).indent(indent);
    let running = matches!(
        kind,
        BlockKind::Paragraph(Kind::Body | Kind::Quote | Kind::Note | Kind::Item(_) | Kind::Footnote)
    );
    let exact = matches!(
        kind,
        BlockKind::Paragraph(Kind::Code | Kind::TableHead | Kind::TableRow | Kind::Rule | Kind::Link)
    );
    let gridded = Measure { grid: setting.grid && !exact, ..measure };
    let set = Measure { edge: setting.edge, hang: setting.hang, ..gridded };
    (margin, if running { set } else { gridded })
}

/// A paragraph to set.
#[derive(Debug, Clone, Copy)]
pub struct Composition<'a> {
    /// Its kind.
    pub kind: BlockKind,
    /// A further piece of the paragraph before it.
    pub continued: bool,
    /// Its text.
    pub text: Clean<'a>,
    /// The table that it is a row of.
    pub table: Option<&'a TableColumns>,
    /// Whether the paragraph before is part of the same note.
    pub in_note: bool,
}

impl<'a> Composition<'a> {
    /// A block that is no paragraph.
    pub fn of(kind: BlockKind, text: Clean<'a>) -> Self {
        Self { kind, continued: false, text, table: None, in_note: false }
    }
}

/// Sets a block in a column of `cells`. `analysed` gives the penalties of its text, which knows of words or not. The pane,
/// `xinglan show` and the proofs use this rule.
pub fn typeset<'p>(
    block: &Composition<'_>,
    cells: u16,
    setting: Setting,
    policy: WidthPolicy,
    analysed: impl FnOnce(Clean<'_>) -> Cow<'p, Penalties>,
) -> TypesetBlock {
    if let BlockKind::Paragraph(Kind::TableHead | Kind::TableRow) = block.kind
        && let Some(table) = block.table
    {
        let is_head = block.kind == BlockKind::Paragraph(Kind::TableHead);
        return if table.cells() <= usize::from(cells) {
            TypesetBlock { margin: 0, lines: vec![(table.row(block.text, policy), None)] }
        } else if is_head {
            plain(block, cells, setting, analysed)
        } else {
            table.pairs(block.text, cells, policy)
        };
    }
    if block.kind == BlockKind::Paragraph(Kind::Rule) {
        let line = WrappedLine {
            start: 0,
            end: block.text.len() as u32,
            indent: 0,
            width: cells,
            pads: Box::new([]),
        };
        return TypesetBlock { margin: 0, lines: vec![(line, None)] };
    }
    plain(block, cells, setting, analysed)
}

fn plain<'p>(
    block: &Composition<'_>,
    cells: u16,
    setting: Setting,
    analysed: impl FnOnce(Clean<'_>) -> Cow<'p, Penalties>,
) -> TypesetBlock {
    let (margin, measure) = measure_of(block.kind, block.continued, cells, setting);
    let mut lines: Vec<(WrappedLine, Option<MarginLabel>)> =
        wrap(&analysed(block.text), &measure).into_iter().map(|line| (line, None)).collect();
    let word = match block.kind {
        BlockKind::Paragraph(Kind::Image) => Some(Word::PictureLabel),
        BlockKind::Paragraph(Kind::Note) if !block.in_note => Some(Word::NoteLabel),
        _ => None,
    };
    if let (Some(word), Some(first)) = (word.filter(|_| margin >= INDENT), lines.first_mut()) {
        first.1 = Some(MarginLabel::Word(word));
    }
    TypesetBlock { margin, lines }
}

/// What is known of a table before a row of it is set: the names and widths of its columns.
#[derive(Debug, Clone, Default)]
pub struct TableColumns {
    /// The paragraphs that it was measured by.
    range: std::ops::Range<usize>,
    heads: Vec<CleanText>,
    /// Cells of each column.
    widths: Vec<usize>,
}

impl TableColumns {
    /// The table that paragraph `index` is a row of, or the thousand rows of it around that.
    pub fn around(article: Article<'_>, index: usize, policy: WidthPolicy) -> Option<Self> {
        let kind = |at: usize| article.paragraph(at).map(|p| p.kind);
        let is_row = |at: usize| matches!(kind(at), Some(Kind::TableRow));
        if !is_row(index) && kind(index) != Some(Kind::TableHead) {
            return None;
        }
        let mut first = index;
        while kind(first) == Some(Kind::TableRow)
            && let Some(before) =
                first.checked_sub(1).filter(|at| matches!(kind(*at), Some(Kind::TableRow | Kind::TableHead)))
        {
            first = before;
        }
        let part = first + (index - first) / TABLE_ROWS * TABLE_ROWS;
        let mut table = Self { range: part..part + 1, ..Self::default() };
        if let Some(head) = article.paragraph(first).filter(|p| p.kind == Kind::TableHead) {
            table.heads = cells_of(head.text).map(|(_, cell)| cell.to_text()).collect();
            table.measure(head.text, policy);
        }
        for at in part.. {
            let Some(row) = article.paragraph(at) else { break };
            let in_table = row.kind == Kind::TableRow || at == first;
            if !in_table || at >= part + TABLE_ROWS {
                break;
            }
            table.range.end = at + 1;
            table.measure(row.text, policy);
        }
        Some(table)
    }

    /// Whether it was measured by paragraph `index`.
    pub fn holds(&self, index: usize) -> bool {
        self.range.contains(&index)
    }

    fn measure(&mut self, row: Clean<'_>, policy: WidthPolicy) {
        for (column, (_, cell)) in cells_of(row).enumerate() {
            let width = policy.text(cell.as_str());
            match self.widths.get_mut(column) {
                Some(widest) => *widest = (*widest).max(width),
                None => self.widths.push(width),
            }
        }
    }

    /// Cells of a line of the table.
    fn cells(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * self.widths.len().saturating_sub(1)
    }

    /// A row on one line, its cells below each other.
    fn row(&self, text: Clean<'_>, policy: WidthPolicy) -> WrappedLine {
        let mut pads = Vec::new();
        let (mut column_start, mut drawn) = (0, 0);
        for (column, (start, cell)) in cells_of(text).enumerate() {
            let mut short = column_start - drawn.min(column_start);
            while short > 0 {
                let cells = short.min(usize::from(u8::MAX));
                pads.push(Pad { at: start as u32, cells: cells as u8 });
                short -= cells;
            }
            let width = policy.text(cell.as_str());
            drawn = column_start + width + GAP;
            column_start += self.widths.get(column).copied().unwrap_or(width) + GAP;
        }
        let width = drawn.saturating_sub(GAP) as u16;
        WrappedLine { start: 0, end: text.len() as u32, indent: 0, width, pads: pads.into() }
    }

    /// A row as lines of name and value; cells without text have none.
    fn pairs(&self, text: Clean<'_>, cells: u16, policy: WidthPolicy) -> TypesetBlock {
        let widest = self.heads.iter().map(|head| policy.text(head.as_str())).max().unwrap_or(0);
        let margin = if widest == 0 { 0 } else { (widest as u16 + GAP as u16).min(cells / 3) };
        let measure = Measure::new(cells.saturating_sub(margin).max(1));
        let mut lines: Vec<(WrappedLine, Option<MarginLabel>)> = Vec::new();
        let parts: Vec<(usize, Clean<'_>)> = cells_of(text).collect();
        let full: Vec<usize> =
            (0..parts.len()).filter(|at| parts.get(*at).is_some_and(|(_, c)| !c.is_empty())).collect();
        for (number, column) in full.iter().enumerate() {
            let begin = if number == 0 { 0 } else { parts.get(*column).map_or(0, |(start, _)| *start) };
            let next = full.get(number + 1).and_then(|next| parts.get(*next));
            let end = next.map_or(text.len(), |(start, _)| *start);
            let set = wrap(&analyse(text.slice(begin..end), &WordBreaks::none(), &policy), &measure);
            let label = self.heads.get(*column).filter(|head| !head.is_empty() && margin > 0);
            let label = label.map(|head| MarginLabel::Column(CleanText::line(&format!("{head}{COLON}"))));
            lines.extend(set.into_iter().enumerate().map(|(at, line)| {
                let pads = line.pads.iter().map(|pad| Pad { at: pad.at + begin as u32, ..*pad }).collect();
                let line = WrappedLine {
                    start: line.start + begin as u32,
                    end: line.end + begin as u32,
                    pads,
                    ..line
                };
                (line, label.clone().filter(|_| at == 0))
            }));
        }
        TypesetBlock { margin, lines }
    }
}

/// The cells of a row with their starts (bytes): they are parted by two blanks.
fn cells_of(row: Clean<'_>) -> impl Iterator<Item = (usize, Clean<'_>)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let rest = row.as_str().get(start..)?;
        let length = rest.find("  ").unwrap_or(rest.len());
        next = (length < rest.len()).then_some(start + length + GAP);
        Some((start, row.slice(start..start + length)))
    })
}

/// A paragraph of an article as it is set; `table` is the last table that was looked at, to be used again.
pub fn composition<'a>(
    article: Article<'a>,
    index: usize,
    table: &'a mut Option<TableColumns>,
    policy: WidthPolicy,
) -> Option<Composition<'a>> {
    let paragraph = article.paragraph(index)?;
    if matches!(paragraph.kind, Kind::TableHead | Kind::TableRow) {
        if !table.as_ref().is_some_and(|table| table.holds(index)) {
            *table = TableColumns::around(article, index, policy);
        }
    } else {
        *table = None;
    }
    let before = index.checked_sub(1).and_then(|before| article.paragraph(before));
    Some(Composition {
        kind: BlockKind::Paragraph(paragraph.kind),
        continued: paragraph.continued,
        text: paragraph.text,
        table: table.as_ref(),
        in_note: before.is_some_and(|before| before.kind == Kind::Note),
    })
}
