//! The lit passage on the page: its steps by sentence, paragraph, character and line, and the page that follows its moving
//! end. Also the steps of the page by sentence.
//!
//! What must not go in: how the ends move within the text (`app::selection`), and what is done with a passage.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::flow::{Flow, RowAt};
use super::{Reader, TextPosition};
use crate::app::selection::{TextSelection, TextUnits};
use crate::text::sentences::sentences;
use crate::text::{Clean, WidthPolicy, WrappedLine};

/// The block of the source line, which is no text of the article.
const SOURCE: u32 = 1;

/// What a step goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepUnit {
    /// Sentences.
    Sentence,
    /// Paragraphs; the title is one.
    Paragraph,
}

/// The sentences or paragraphs of the open article.
struct FlowUnits<'a> {
    flow: &'a Flow,
    unit: StepUnit,
}

impl FlowUnits<'_> {
    fn of_block(&self, block: u32) -> Vec<Range<u32>> {
        let text = self.flow.block(block).filter(|_| block != SOURCE);
        let Some((text, start)) = text.and_then(|block| Some((block.text.as_str(), block.start?))) else {
            return Vec::new();
        };
        let range = |range: Range<usize>| (start + range.start) as u32..(start + range.end) as u32;
        match self.unit {
            StepUnit::Sentence => sentences(text).map(range).collect(),
            StepUnit::Paragraph => {
                let end = text.trim_end().len();
                let first = text.len() - text.trim_start().len();
                (first < end).then(|| range(first..end)).into_iter().collect()
            }
        }
    }

    fn block_at(&self, byte: u32) -> u32 {
        self.flow.position_at(byte as usize).block
    }
}

impl TextUnits for FlowUnits<'_> {
    fn at(&self, byte: u32) -> Option<Range<u32>> {
        let block = self.block_at(byte);
        let here = self.of_block(block).into_iter().rev().find(|unit| unit.start <= byte);
        let before = || (0..block).rev().find_map(|block| self.of_block(block).pop());
        let after = || (block..self.flow.blocks()).find_map(|block| self.of_block(block).into_iter().next());
        here.or_else(before).or_else(after)
    }

    fn after(&self, unit: &Range<u32>) -> Option<Range<u32>> {
        let block = self.block_at(unit.start);
        let here = self.of_block(block).into_iter().find(|other| other.start >= unit.end);
        here.or_else(|| (block + 1..self.flow.blocks()).find_map(|b| self.of_block(b).into_iter().next()))
    }

    fn before(&self, unit: &Range<u32>) -> Option<Range<u32>> {
        let block = self.block_at(unit.start);
        let here = self.of_block(block).into_iter().rev().find(|other| other.end <= unit.start);
        here.or_else(|| (0..block).rev().find_map(|block| self.of_block(block).pop()))
    }

    fn last(&self, end: u32) -> u32 {
        self.flow.cluster_before(end).unwrap_or(end)
    }
}

impl Flow {
    /// The byte of the article's text at a position; that of the first paragraph for the source line.
    fn offset_of(&self, position: TextPosition) -> u32 {
        match self.block(position.block).and_then(|block| block.start) {
            Some(start) => start as u32 + position.byte,
            None => self.block(2).and_then(|block| block.start).unwrap_or_default() as u32,
        }
    }

    /// The text of the block at a byte, and where it starts.
    fn block_around(&self, byte: u32) -> Option<(Clean<'_>, u32)> {
        let block = self.block(self.position_at(byte as usize).block)?;
        Some((block.text, block.start? as u32))
    }

    /// Where the character before a byte begins, also if that is in an earlier block.
    fn cluster_before(&self, byte: u32) -> Option<u32> {
        let block = self.position_at(byte as usize).block;
        (0..=block).rev().filter(|block| *block != SOURCE).find_map(|number| {
            let block = self.block(number)?;
            let start = block.start? as u32;
            let end = (byte.saturating_sub(start) as usize).min(block.text.len());
            let head = block.text.as_str().get(..end)?;
            Some(start + head.grapheme_indices(true).next_back()?.0 as u32)
        })
    }

    /// Where the character at a byte ends.
    fn cluster_end(&self, byte: u32) -> u32 {
        let Some((text, start)) = self.block_around(byte) else { return byte };
        let rest = text.as_str().get((byte - start) as usize..).unwrap_or_default();
        byte + rest.graphemes(true).next().map_or(0, str::len) as u32
    }

    /// Where the character after the one at a byte begins, also if that is in a later block.
    fn cluster_after(&self, byte: u32) -> Option<u32> {
        let end = self.cluster_end(byte);
        let (text, start) = self.block_around(byte)?;
        if end < start + text.len() as u32 {
            return Some(end);
        }
        let block = self.position_at(byte as usize).block;
        let mut later = (block + 1..self.blocks()).filter_map(|block| self.block(block));
        later.find(|block| !block.text.is_empty() && block.start.is_some())?.start.map(|start| start as u32)
    }
}

/// The characters of a line: the byte in its block and the column of each, and the cells that it takes.
fn columns<'a>(
    line: &'a WrappedLine,
    margin: u16,
    text: Clean<'a>,
    policy: WidthPolicy,
) -> impl Iterator<Item = (u32, u16, u16)> + 'a {
    let shown = text.slice(line.start as usize..line.end as usize).as_str().trim_end();
    let (mut x, mut pads) = (margin + line.indent, line.pads.iter().peekable());
    shown.grapheme_indices(true).map(move |(offset, cluster)| {
        let byte = line.start + offset as u32;
        while let Some(pad) = pads.next_if(|pad| pad.at <= byte) {
            x += u16::from(pad.cells);
        }
        let width = u16::from(policy.cluster(cluster));
        x += width;
        (byte, x - width, width)
    })
}

impl Reader {
    /// The lit passage.
    pub fn selection(&self) -> Option<&TextSelection> {
        self.selection.as_ref()
    }

    /// The bytes of the lit passage in the article's text.
    pub fn selected(&self) -> Option<Range<u32>> {
        let (first, last) = self.selection.as_ref()?.ends();
        Some(first..self.flow.as_ref()?.cluster_end(last))
    }

    /// The text of the lit passage.
    pub fn selected_text(&self) -> Option<String> {
        let range = self.selected()?;
        let text = self.held()?.article().text();
        Some(text.as_str().get(range.start as usize..range.end as usize)?.to_owned())
    }

    /// The position of the character at the end that moves.
    pub fn selection_cursor(&self) -> Option<TextPosition> {
        let selection = self.selection.as_ref()?;
        Some(self.flow.as_ref()?.position_at(selection.cursor() as usize))
    }

    /// The position of the first lit character.
    pub fn selection_start(&self) -> Option<TextPosition> {
        let (first, _) = self.selection.as_ref()?.ends();
        Some(self.flow.as_ref()?.position_at(first as usize))
    }

    /// Lights the sentence being read: that of the first hit on the screen, or else the first that begins there. False if
    /// there is no text.
    pub fn select_here(&mut self) -> bool {
        let (Some(flow), (Some(first), Some(last))) = (&self.flow, self.edges()) else { return false };
        let first = if first.block < 2 && flow.blocks() > 2 && last.block > 1 {
            TextPosition { block: 2, byte: 0 }
        } else {
            first
        };
        let on_screen = |position: TextPosition| position >= first && position < last;
        let hit = self.active_hits().iter().map(|hit| hit.position).find(|hit| on_screen(*hit));
        let units = FlowUnits { flow, unit: StepUnit::Sentence };
        let here = units.at(flow.offset_of(hit.unwrap_or(first)));
        let begins = |unit: &Range<u32>| flow.position_at(unit.start as usize) >= first;
        let unit = match here {
            Some(here) if hit.is_none() && !begins(&here) => units
                .after(&here)
                .filter(|next| on_screen(flow.position_at(next.start as usize)))
                .or(Some(here)),
            here => here,
        };
        self.selection = unit.map(|unit| TextSelection::new(unit.clone(), units.last(unit.end)));
        self.selection.is_some()
    }

    /// Lights the next or previous sentence in place of what is lit.
    pub fn select_next(&mut self, forward: bool) {
        let (Some(selection), Some(flow)) = (&self.selection, &self.flow) else { return };
        let units = FlowUnits { flow, unit: StepUnit::Sentence };
        let (first, last) = selection.ends();
        let next = if forward {
            units.at(last).and_then(|unit| units.after(&unit))
        } else {
            units.at(first).and_then(|unit| units.before(&unit))
        };
        if let Some(unit) = next {
            self.selection = Some(TextSelection::new(unit.clone(), units.last(unit.end)));
            self.show_selection();
        }
    }

    /// Lights nothing.
    pub fn unselect(&mut self) {
        self.selection = None;
    }

    /// The other end moves from now on.
    pub fn swap_selection(&mut self) {
        if let Some(selection) = &mut self.selection {
            selection.swap();
        }
        self.show_selection();
    }

    /// Moves the end by sentences or paragraphs.
    pub fn step_selection(&mut self, unit: StepUnit, forward: bool) {
        if let (Some(selection), Some(flow)) = (&mut self.selection, &self.flow) {
            selection.step(&FlowUnits { flow, unit }, forward);
        }
        self.show_selection();
    }

    /// Moves the end by one character.
    pub fn step_selected_cluster(&mut self, forward: bool) {
        if let (Some(selection), Some(flow)) = (&mut self.selection, &self.flow) {
            let cursor = selection.cursor();
            let next = if forward { flow.cluster_after(cursor) } else { flow.cluster_before(cursor) };
            selection.move_to(next.unwrap_or(cursor));
        }
        self.show_selection();
    }

    /// Moves the end to the first or the last character of the text.
    pub fn select_to_end(&mut self, forward: bool) {
        if let (Some(selection), Some(flow)) = (&mut self.selection, &self.flow) {
            let end = flow.text_len() as u32;
            let first = FlowUnits { flow, unit: StepUnit::Paragraph }.at(0).map_or(0, |unit| unit.start);
            selection.move_to(if forward { flow.cluster_before(end).unwrap_or(end) } else { first });
        }
        self.show_selection();
    }

    /// Moves the end by lines, as nearly as it goes within its column.
    pub fn step_selected_line(&mut self, by: isize) {
        let (Some(selection), Some(flow)) = (&mut self.selection, &mut self.flow) else { return };
        let position = flow.position_at(selection.cursor() as usize);
        let row = flow.row_of(position);
        let here = flow.columns_of(row).into_iter().rev().find(|(byte, ..)| *byte <= position.byte);
        let column = selection.column.or_else(|| here.map(|(_, x, _)| x)).unwrap_or_default();
        let Some(to) = flow.text_row(row, by) else { return };
        let line = flow.columns_of(to);
        let at = line.iter().find(|(_, x, width)| column < x + width).or_else(|| line.last());
        if let Some((byte, ..)) = at {
            let offset = flow.offset_of(TextPosition { block: to.block(), byte: *byte });
            selection.move_to(offset);
            selection.column = Some(column);
        }
        self.show_selection();
    }

    /// Scrolls as little as shows the end that moves.
    fn show_selection(&mut self) {
        let (Some(position), Some(flow)) = (self.selection_cursor(), &mut self.flow) else { return };
        let (row, top) = (flow.row_of(position), flow.top(self.place));
        let below = flow.page.rows.max(1) as isize - 1;
        let top = if row < top {
            row
        } else if row > flow.moved(top, below) {
            flow.moved(row, -below)
        } else {
            return;
        };
        self.place = flow.position_of(top);
        self.overlap = None;
    }

    /// Scrolls a byte of the article's text into view.
    pub fn show_offset(&mut self, offset: u32) {
        let position =
            self.flow.as_ref().map(|flow| flow.position_at((offset as usize).min(flow.text_len())));
        if let Some(position) = position {
            self.show(position);
        }
    }

    /// Goes to the line in which the next sentence begins, or the one before. False at an end.
    pub fn step_sentence(&mut self, forward: bool) -> bool {
        self.overlap = None;
        self.move_top(|flow, top| {
            let place = flow.position_of(top);
            let offset = flow.offset_of(place);
            let mut unit = FlowUnits { flow, unit: StepUnit::Sentence }.at(offset);
            while let Some(next) = unit.take() {
                let row = flow.row_of(flow.position_at(next.start as usize));
                if if forward { row > top } else { row < top } {
                    return row;
                }
                let units = FlowUnits { flow, unit: StepUnit::Sentence };
                unit = if forward { units.after(&next) } else { units.before(&next) };
            }
            top
        })
    }
}

impl Flow {
    fn columns_of(&mut self, at: RowAt) -> Vec<(u32, u16, u16)> {
        let policy = self.page.policy;
        let Some((line, margin)) = self.line_at(at) else { return Vec::new() };
        let Some(block) = self.block(at.block()) else { return Vec::new() };
        columns(&line, margin, block.text, policy).collect()
    }

    /// The row with text of the article that is `by` rows from another, or the next one that way.
    fn text_row(&mut self, from: RowAt, by: isize) -> Option<RowAt> {
        let mut at = self.moved(from, by);
        while self.line_at(at).is_none() || at.block() == SOURCE {
            let next = self.moved(at, by.signum());
            if next == at {
                return None;
            }
            at = next;
        }
        (at != from).then_some(at)
    }
}
