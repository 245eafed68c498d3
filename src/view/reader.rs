//! The article: the lines of the layout, with marked hits, and after a page turn a mark at the last line of the old page.

use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::cells::Cells;
use super::theme::Theme;
use crate::app::panes::{Area, Layout, MARGIN};
use crate::app::reader::{Block, BlockKind, HitSpan, MarginLabel, PageRow};
use crate::app::{App, Focus};
use crate::format::Kind;
use crate::messages::Word;
use crate::text::{CleanText, WrappedLine};

pub(super) fn draw(app: &App, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let area = text_area(app);
    if let Some(title) = app.late_title() {
        return draw_late(app, title, area, cells);
    }
    for (y, row) in (area.y..area.y + area.rows).zip(app.reader.shown()) {
        if app.reader.is_overlap(row) && area.x >= MARGIN {
            cells.text((area.x - MARGIN, y), area.x, "-", theme.dim);
        }
        let (Some(line), Some(block)) = (&row.line, app.reader.block(row.block)) else { continue };
        if let Some(label) = &row.label {
            let text = match label {
                MarginLabel::Word(word) => app.word(*word).to_owned(),
                MarginLabel::Column(name) => cells.fitted(name.as_str(), row.margin),
            };
            cells.text((area.x, y), area.x + row.margin, &text, theme.dim);
        }
        if block.kind == BlockKind::Paragraph(Kind::Rule) {
            cells.rule((area.x, y), area.x + area.cols, theme.dim);
            continue;
        }
        draw_line(app, cells, (area, y), (row, line, block));
    }
}

/// Draws an article that has not arrived yet: its title in its place, and a note that it is loading.
fn draw_late(app: &App, title: &CleanText, area: Area, cells: &mut Cells<'_>) {
    let theme = cells.theme;
    let lines = [cells.fitted(title.as_str(), area.cols), app.word(Word::Loading).to_owned()];
    let skip = usize::from(!app.screen.panes.divider.is_empty());
    for (y, line) in (area.y..area.y + area.rows).zip(lines.iter().skip(skip)) {
        cells.text((area.x, y), area.x + area.cols, line, theme.dim);
    }
}

/// The area of the text: at the left of the pane, or centred if the reader fills the screen.
fn text_area(app: &App) -> Area {
    let area = app.screen.panes.reader;
    let text = app.screen.panes.text_cells(app.measure_cells());
    let spare = area.cols.saturating_sub(text + 2 * MARGIN);
    let left = if app.options.full_screen { spare / 2 } else { 0 };
    let margin = MARGIN.min(area.cols.saturating_sub(text));
    Area { x: area.x + margin + left, cols: text, ..area }
}

fn draw_line(
    app: &App,
    cells: &mut Cells<'_>,
    (area, y): (Area, u16),
    (row, line, block): (&PageRow, &WrappedLine, Block<'_>),
) {
    let theme = cells.theme;
    // A reversed title marks the focused pane, as in the divider of the stacked layout.
    let focused = app.focus == Focus::Reader && app.screen.panes.layout == Layout::Wide;
    let base = match block.kind {
        BlockKind::Title if focused => theme.selected,
        kind => style_of(kind, theme),
    };
    let text = block.text.slice(line.start as usize..line.end as usize);
    let text = text.as_str().trim_end();
    let filter = of_block(app.reader.hits(), row.block);
    let named = of_block(app.reader.highlights(), row.block);
    let find = app.reader.finding().map(|(_, hits)| of_block(hits, row.block)).unwrap_or_default();
    // Only the edge of the pane cuts a cluster that is wider than the whole line.
    let end = area.x + area.cols.max(line.width) + MARGIN;
    let mut x = area.x + row.margin + line.indent;
    let mut pads = line.pads.iter().peekable();
    for (offset, cluster) in text.grapheme_indices(true) {
        let byte = line.start + offset as u32;
        while let Some(pad) = pads.next_if(|pad| pad.at <= byte) {
            x += u16::from(pad.cells);
        }
        let style = if holds(find, byte) {
            base.patch(theme.find)
        } else if holds(filter, byte) {
            base.patch(theme.hit)
        } else if holds(named, byte) {
            base.patch(theme.highlight)
        } else {
            base
        };
        match cells.put((x, y), end, cluster, style) {
            Some(after) => x = after,
            None => break,
        }
    }
}

fn style_of(kind: BlockKind, theme: Theme) -> Style {
    match kind {
        BlockKind::Title | BlockKind::Paragraph(Kind::Heading(_) | Kind::TableHead) => theme.title,
        BlockKind::Source | BlockKind::Paragraph(Kind::Image | Kind::Rule | Kind::Link) => theme.dim,
        BlockKind::Paragraph(_) => theme.text,
    }
}

/// The hits of one block; hits are sorted by position.
fn of_block(hits: &[HitSpan], block: u32) -> &[HitSpan] {
    let start = hits.partition_point(|hit| hit.position.block < block);
    let end = hits.partition_point(|hit| hit.position.block <= block);
    hits.get(start..end).unwrap_or_default()
}

fn holds(hits: &[HitSpan], byte: u32) -> bool {
    let at = hits.partition_point(|hit| hit.position.byte <= byte);
    at.checked_sub(1).and_then(|at| hits.get(at)).is_some_and(|hit| byte < hit.position.byte + hit.len)
}
