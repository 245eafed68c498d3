//! How much has changed, for people.
//!
//! What must not go in: which articles these are.

/// How many articles have come, changed and gone. An article whose file was renamed has done neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// Articles that were not there before.
    pub new: usize,
    /// Articles of a file that has changed, and whose bytes are others now.
    pub changed: usize,
    /// Articles that are no longer there.
    pub gone: usize,
}

impl ChangeCounts {
    /// Whether nothing has changed.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            new: self.new + other.new,
            changed: self.changed + other.changed,
            gone: self.gone + other.gone,
        }
    }

    /// What has come since `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            new: self.new.saturating_sub(earlier.new),
            changed: self.changed.saturating_sub(earlier.changed),
            gone: self.gone.saturating_sub(earlier.gone),
        }
    }
}
