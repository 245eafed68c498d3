//! Readings above characters: shown after the word that they belong to, so that the word itself is found.
//!
//! What must not go in: other elements.

use std::mem;

use crate::text::sanitize::is_blank;

/// The readings of the word at the end of the text.
#[derive(Debug, Default)]
pub(super) struct Ruby {
    /// Open `ruby` elements.
    depth: u32,
    /// Inside `rt`.
    reading: bool,
    /// Inside `rp`, which repeats the parentheses that are written here.
    mark: bool,
    readings: String,
    /// Readings are text like any other.
    in_place: bool,
}

/// Whether each `ruby` ends in the line where it begins. In Markdown, where one may be left open until the end of the file,
/// only such files have their readings set after the words.
pub(in crate::format) fn are_closed(text: &str) -> bool {
    let closes_its_own = |line: &str| {
        let line = line.to_ascii_lowercase();
        let mut open = false;
        let mut names = line.match_indices("ruby").filter_map(|(at, _)| line.get(..at));
        let in_turn = names.all(|before| {
            let opens = before.ends_with('<');
            let known = opens || before.ends_with("</");
            !known || mem::replace(&mut open, opens) != opens
        });
        in_turn && !open
    };
    memchr::memchr(b'<', text.as_bytes()).is_none() || text.lines().all(closes_its_own)
}

impl Ruby {
    /// Takes readings and parentheses out of the text that comes in; gives back what belongs to `out`. Readings of
    /// neighbouring characters are written together.
    pub(super) fn take<'t>(&mut self, text: &'t str, out: &mut String) -> Option<&'t str> {
        if self.reading {
            self.readings.push_str(text.trim());
            return None;
        }
        let is_parenthesis = |c: char| is_blank(c) || "()（）[]［］【】〔〕".contains(c);
        if self.mark && text.chars().all(is_parenthesis) {
            return None;
        }
        if !self.readings.is_empty() && text.trim().is_empty() {
            return None;
        }
        if self.depth == 0 && !self.readings.is_empty() {
            self.flush(out);
        }
        Some(text)
    }

    /// Writes the readings after their word.
    pub(super) fn flush(&mut self, out: &mut String) {
        if !self.readings.is_empty() {
            out.truncate(out.trim_end().len());
            out.push('（');
            out.push_str(&self.readings);
            out.push('）');
        }
        *self = Self { in_place: self.in_place, ..Self::default() };
    }

    /// Leaves readings where they stand.
    pub(super) fn leave(&mut self) {
        self.in_place = true;
    }

    pub(super) fn open(&mut self) {
        self.depth += u32::from(!self.in_place);
    }

    /// Ends the word, and a reading that was not closed.
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.close_reading();
    }

    pub(super) fn open_reading(&mut self) {
        // Outside of `ruby` it is text.
        (self.reading, self.mark) = (self.depth > 0, false);
    }

    pub(super) fn open_mark(&mut self) {
        (self.reading, self.mark) = (false, self.depth > 0);
    }

    pub(super) fn close_reading(&mut self) {
        (self.reading, self.mark) = (false, false);
    }
}
