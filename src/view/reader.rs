//! The article: the lines of the layout, with marked hits and the lit passage, and after a page turn a mark at the last line
//! of the old page.

use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use std::ops::Range;

use super::Cursor;
use super::cells::Cells;
use super::theme::{StyleRole, Theme};
use crate::app::panes::{Area, Layout, MARGIN};
use crate::app::reader::{
    Block, BlockKind, HitSpan, MarginLabel, MarkedPassage, PageRow, TextPosition, note_indent,
};
use crate::app::selection::TextSelection;
use crate::app::{App, Focus};
use crate::format::Kind;
use crate::messages::Word;
use crate::text::{CleanText, WrappedLine};

/// The lit passage, in bytes of the article's text, and the character at its moving end.
#[derive(Debug, Clone, Default)]
struct Lit {
    range: Range<u32>,
    cursor: Option<u32>,
    /// Where nothing is lit: the first hit on the screen, which has the cursor of the terminal.
    hit: Option<TextPosition>,
    /// The use that the text was opened at.
    current: Range<u32>,
}

/// Draws the article. Returns the place of the moving end of the lit passage.
pub(super) fn draw(app: &App, cells: &mut Cells<'_>) -> Option<Cursor> {
    let theme = cells.theme;
    let area = text_area(app);
    if let Some(title) = app.late_title() {
        draw_late(app, title, area, cells);
        return None;
    }
    let lit = Lit {
        range: app.reader.selected().unwrap_or_default(),
        cursor: app.reader.selection().map(TextSelection::cursor),
        hit: app.reader.first_shown_hit().filter(|_| app.focus == Focus::Reader),
        current: current_use(app).unwrap_or_default(),
    };
    let mut cursor = None;
    let shown = app.reader.shown().iter().take(app.preview_rows().into());
    for (y, row) in (area.y..area.y + area.rows).zip(shown) {
        if app.reader.is_overlap(row) && area.x >= MARGIN {
            cells.text((area.x - MARGIN, y), area.x, "-", theme.of(StyleRole::Dim));
        }
        if let Some(note) = &row.note {
            let x = area.x + note_indent(area.cols);
            cells.text((x, y), area.x + area.cols + MARGIN, note.as_str(), theme.of(StyleRole::Note));
        }
        if let Some(note) = &row.beside {
            let x = area.x + area.cols + 2 * MARGIN;
            let pane = app.screen.panes.reader;
            cells.text((x, y), pane.x + pane.cols, note.as_str(), theme.of(StyleRole::Note));
        }
        let (Some(line), Some(block)) = (&row.line, app.reader.block(row.block)) else { continue };
        let marked = Marked::of(app, block, line);
        if let Some(sign) = marked.sign().filter(|_| area.x >= MARGIN) {
            cells.text((area.x - MARGIN, y), area.x, sign, theme.of(StyleRole::Accent));
        }
        if let Some(label) = &row.label {
            let text = match label {
                MarginLabel::Word(word) => app.word(*word).to_owned(),
                MarginLabel::Column(name) => cells.fitted(name.as_str(), row.margin),
            };
            cells.text((area.x, y), area.x + row.margin, &text, theme.of(StyleRole::Dim));
        }
        if block.kind == BlockKind::Paragraph(Kind::Rule) {
            cells.rule((area.x, y), area.x + area.cols, theme.of(StyleRole::Dim));
            continue;
        }
        cursor = draw_line(app, cells, (area, y), (row, line, block), (&lit, &marked)).or(cursor);
    }
    cursor
}

/// Where the use stands that the text was opened at from the concordance.
fn current_use(app: &App) -> Option<Range<u32>> {
    let line = app.concordance.uses()?.current_use()?;
    (app.focus == Focus::Reader && app.reader.id() == Some(line.article)).then(|| line.range.clone())
}

/// What of a line is noted or underlined, in bytes of its block.
#[derive(Debug, Clone, Default)]
struct Marked {
    ranges: Vec<Range<u32>>,
    /// A noted passage begins here.
    is_note: bool,
}

impl Marked {
    fn of(app: &App, block: Block<'_>, line: &WrappedLine) -> Self {
        let Some(start) = block.start.map(|start| start as u32) else { return Self::default() };
        let shown = start + line.start..start + line.end;
        let mut marked = Self::default();
        for MarkedPassage { range, is_note, .. } in app.reader.passages() {
            if range.start < shown.end && shown.start < range.end {
                marked.is_note |= *is_note && shown.contains(&range.start);
                marked.ranges.push(range.start.saturating_sub(start)..range.end.saturating_sub(start));
            }
        }
        marked
    }

    fn has(&self, byte: u32) -> bool {
        self.ranges.iter().any(|range| range.contains(&byte))
    }

    /// The sign in the margin: nobody needs to see the style.
    fn sign(&self) -> Option<&'static str> {
        (!self.ranges.is_empty()).then_some(if self.is_note { "+" } else { "|" })
    }
}

/// Draws an article that has not arrived yet: its title in its place, and a note that it is loading.
fn draw_late(app: &App, title: &CleanText, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let lines = [cells.fitted(title.as_str(), area.cols), app.word(Word::Loading).to_owned()];
    let skip = usize::from(!app.screen.panes.divider.is_empty());
    for (y, line) in (area.y..area.y + area.rows).zip(lines.iter().skip(skip)) {
        cells.text((area.x, y), area.x + area.cols, line, theme.of(StyleRole::Dim));
    }
}

/// The area of the text.
fn text_area(app: &App) -> Area {
    let panes = &app.screen.panes;
    panes.text_area(panes.text_cells(app.measure_cells()), app.is_text_centred())
}

fn draw_line(
    app: &App,
    cells: &mut Cells<'_>,
    (area, y): (Area, u16),
    (row, line, block): (&PageRow, &WrappedLine, Block<'_>),
    (lit, marked): (&Lit, &Marked),
) -> Option<Cursor> {
    let theme = cells.theme;
    // A reversed title marks the focused pane, as in the divider of the stacked layout.
    let focused = app.focus == Focus::Reader && app.screen.panes.layout == Layout::Wide;
    let base = match block.kind {
        BlockKind::Title if focused => theme.of(StyleRole::Focus),
        kind => style_of(kind, theme),
    };
    let is_focus = focused && block.kind == BlockKind::Title;
    let text = block.text.slice(line.start as usize..line.end as usize);
    let text = text.as_str().trim_end();
    let filter = of_block(app.reader.hits(), row.block);
    let named = of_block(app.reader.highlights(), row.block);
    let find = app.reader.finding().map(|(_, hits)| of_block(hits, row.block)).unwrap_or_default();
    if let BlockKind::Paragraph(Kind::Quote) = block.kind
        && row.margin > 1
    {
        cells.vertical_rule(area.x + row.margin - 2, y, 1, theme.of(StyleRole::Rule));
    }
    // Only the edge of the pane cuts a cluster that is wider than the whole line.
    let end = area.x + area.cols.max(line.width) + MARGIN;
    let mut x = area.x + row.margin + line.indent;
    let mut pads = line.pads.iter().peekable();
    let in_text = |byte: u32| block.start.map(|start| start as u32 + byte);
    let is_lit = |byte: u32| in_text(byte).is_some_and(|byte| lit.range.contains(&byte));
    let (selected, mut cursor) = (theme.of(StyleRole::Selected), None);
    for (offset, cluster) in text.grapheme_indices(true) {
        let byte = line.start + offset as u32;
        while let Some(pad) = pads.next_if(|pad| pad.at <= byte) {
            if offset > 0 && is_lit(byte) && is_lit(byte - 1) {
                cells.text((x, y), end, &" ".repeat(pad.cells.into()), base.patch(selected));
            }
            x += u16::from(pad.cells);
        }
        let is_cursor = match (lit.cursor, lit.hit) {
            (Some(_), _) => in_text(byte) == lit.cursor,
            (None, hit) => hit == Some(TextPosition { block: row.block, byte }),
        };
        if is_cursor {
            cursor = Some((x, y));
        }
        let style = if at(find, byte).is_some() {
            base.patch(theme.of(StyleRole::Find))
        } else if let Some(hit) = at(filter, byte) {
            // The colours of terms cannot be read on that of the focus.
            if is_focus { base.add_modifier(Modifier::UNDERLINED) } else { base.patch(theme.term(hit.word)) }
        } else if at(named, byte).is_some() {
            base.patch(theme.of(StyleRole::Name))
        } else {
            base
        };
        let style = if marked.has(byte) { style.add_modifier(Modifier::UNDERLINED) } else { style };
        let style = if is_lit(byte) { style.patch(selected) } else { style };
        // Apart from the other hits, where there are no colours too.
        let is_current = in_text(byte).is_some_and(|byte| lit.current.contains(&byte));
        let style = if is_current { style.add_modifier(Modifier::REVERSED) } else { style };
        match cells.put((x, y), end, cluster, style) {
            Some(after) => x = after,
            None => break,
        }
    }
    cursor
}

fn style_of(kind: BlockKind, theme: Theme) -> Style {
    let role = match kind {
        BlockKind::Title => StyleRole::Title,
        BlockKind::Source => StyleRole::Dim,
        BlockKind::Paragraph(kind) => match kind {
            Kind::Heading(1..=3) | Kind::TableHead => StyleRole::Heading,
            Kind::Heading(_) => StyleRole::Accent,
            Kind::Quote => StyleRole::Quote,
            Kind::Note | Kind::Footnote | Kind::Aside => StyleRole::Note,
            Kind::Code | Kind::Link => StyleRole::Code,
            Kind::Image | Kind::Rule => StyleRole::Dim,
            Kind::TableRow => StyleRole::Table,
            Kind::Body | Kind::Item(_) | Kind::Verse | Kind::Stanza => StyleRole::Text,
        },
    };
    theme.of(role)
}

/// The hits of one block; hits are sorted by position.
fn of_block(hits: &[HitSpan], block: u32) -> &[HitSpan] {
    let start = hits.partition_point(|hit| hit.position.block < block);
    let end = hits.partition_point(|hit| hit.position.block <= block);
    hits.get(start..end).unwrap_or_default()
}

/// The hit that covers this byte.
fn at(hits: &[HitSpan], byte: u32) -> Option<&HitSpan> {
    let after = hits.partition_point(|hit| hit.position.byte <= byte);
    let last = after.checked_sub(1).and_then(|at| hits.get(at));
    last.filter(|hit| byte < hit.position.byte + hit.len)
}
