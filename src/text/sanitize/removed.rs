//! The account of what sanitising drops. What must not go in: what is dropped.

/// Characters that sanitising dropped, by reason; each count is in characters (code points) of the decoded text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Control characters, and the characters of whole escape sequences.
    pub controls: u32,
    /// Bidirectional controls: these can make text read otherwise than it is.
    pub bidi: u32,
    /// Zero-width, filler, tag and unassigned characters.
    pub invisible: u32,
    /// Marks beyond the most that a letter may carry; one U+FFFD stands for them.
    pub clipped: u32,
}

impl Removed {
    /// Characters dropped in all.
    pub fn total(&self) -> u32 {
        self.controls + self.bidi + self.invisible + self.clipped
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: Removed) {
        self.controls += other.controls;
        self.bidi += other.bidi;
        self.invisible += other.invisible;
        self.clipped += other.clipped;
    }
}
