//! Readings above characters: shown after the word that they belong to, so that the word itself is found.
//!
//! What must not go in: other elements.

/// The readings of the word at the end of the text.
#[derive(Debug, Default)]
pub(super) struct Ruby {
    /// Open `ruby` elements.
    depth: u32,
    /// Inside `rt`.
    reading: bool,
    /// Inside `rp`, which repeats what is written here.
    mark: bool,
    readings: String,
}

impl Ruby {
    /// Takes readings and parentheses out of the text that comes in; gives back what belongs to `out`. Readings of
    /// neighbouring characters are written together.
    pub(super) fn take<'t>(&mut self, text: &'t str, out: &mut String) -> Option<&'t str> {
        if self.reading {
            self.readings.push_str(text.trim());
            return None;
        }
        if self.mark || !self.readings.is_empty() && text.trim().is_empty() {
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
        *self = Self::default();
    }

    pub(super) fn open(&mut self) {
        self.depth += 1;
    }

    /// Ends the word, and a reading that was not closed.
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.close_reading();
    }

    pub(super) fn open_reading(&mut self) {
        (self.reading, self.mark) = (true, false);
    }

    pub(super) fn open_mark(&mut self) {
        (self.reading, self.mark) = (false, true);
    }

    pub(super) fn close_reading(&mut self) {
        (self.reading, self.mark) = (false, false);
    }
}
