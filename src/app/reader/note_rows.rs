//! The words of notes as rows below the paragraphs that they are about, or beside them.
//!
//! What must not go in: which notes there are, and colours.

use std::collections::HashMap;

use crate::text::{CleanText, Measure, WidthPolicy, WordBreaks, WrappedLine, analyse, wrap};

/// Most rows of a note below its paragraph; whoever edits it sees all.
const MOST_ROWS: usize = 6;

/// Cells left of a note, as far as there is room.
const INDENT: u16 = 4;

/// The notes below the paragraphs of an article.
#[derive(Debug, Clone, Default)]
pub(super) struct NoteRows {
    notes: HashMap<u32, Vec<CleanText>>,
    /// As they are set in lines of so many cells.
    set: HashMap<u32, Vec<CleanText>>,
    cells: u16,
}

impl NoteRows {
    pub(super) fn new(notes: HashMap<u32, Vec<CleanText>>) -> Self {
        Self { notes, ..Self::default() }
    }

    /// The rows of the notes on a block, each of at most so many `cells`.
    pub(super) fn of(&mut self, block: u32, cells: u16, policy: WidthPolicy) -> &[CleanText] {
        if self.cells != cells {
            (self.cells, self.set) = (cells, HashMap::new());
        }
        let Some(notes) = self.notes.get(&block) else { return &[] };
        self.set
            .entry(block)
            .or_insert_with(|| notes.iter().flat_map(|note| rows(note, cells, policy)).collect())
    }

    /// Forgets how they are set.
    pub(super) fn reset(&mut self) {
        self.set.clear();
    }
}

/// A note in lines.
fn rows(note: &CleanText, cells: u16, policy: WidthPolicy) -> Vec<CleanText> {
    let measure = Measure::new(cells.max(1));
    let lines = wrap(&analyse(note.as_clean(), &WordBreaks::none(), &policy), &measure);
    let cut = lines.len() > MOST_ROWS;
    let row = |(number, line): (usize, WrappedLine)| {
        let text = note.as_clean().slice(line.start as usize..line.end as usize);
        let more = if cut && number + 1 == MOST_ROWS { "…" } else { "" };
        CleanText::line(&format!("{}{more}", text.as_str().trim_end()))
    };
    lines.into_iter().take(MOST_ROWS).enumerate().map(row).collect()
}

/// The cells left of a note in a column of `cells`.
pub fn note_indent(cells: u16) -> u16 {
    INDENT.min(cells / 4)
}
