//! Notes and underlines of the open article: the passages, and the words of notes below the paragraphs.
//!
//! What must not go in: how passages are found in a text, and what is kept of them.

use std::collections::HashMap;
use std::ops::Range;

use super::Reader;
use super::note_rows::NoteRows;
use crate::text::CleanText;

/// A passage of the open article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedPassage {
    /// Its bytes in the article's text; empty for the article as a whole.
    pub range: Range<u32>,
    /// Its number.
    pub number: u64,
    /// It has a note; otherwise it is underlined.
    pub is_note: bool,
}

/// A note as it stands below a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// The end of its passage in the article's text; `None`: below the source line.
    pub after: Option<u32>,
    /// What it says.
    pub text: CleanText,
}

impl Reader {
    /// Sets what is noted and underlined.
    pub fn set_passages(&mut self, passages: Vec<MarkedPassage>, lines: Vec<NoteLine>) {
        self.passages = passages;
        let Some(flow) = &mut self.flow else { return };
        let mut notes: HashMap<u32, Vec<CleanText>> = HashMap::new();
        for NoteLine { after, text } in lines {
            let block = after.map_or(1, |end| flow.position_at(end.saturating_sub(1) as usize).block);
            // The title is not below itself: its notes stand below the source line.
            notes.entry(block.max(1)).or_default().push(text);
        }
        flow.set_notes(NoteRows::new(notes));
    }

    /// The passages that are noted or underlined.
    pub fn passages(&self) -> &[MarkedPassage] {
        &self.passages
    }

    /// The number of the first note, or underline, that the lit passage touches.
    pub fn selected_passage(&self, is_note: bool) -> Option<u64> {
        let lit = self.selected()?;
        let touches = |range: &Range<u32>| range.start < lit.end && lit.start < range.end;
        let mut under: Vec<&MarkedPassage> =
            self.passages.iter().filter(|other| other.is_note == is_note && touches(&other.range)).collect();
        under.sort_by_key(|passage| passage.range.start);
        under.first().map(|passage| passage.number)
    }
}
