//! How much work a search does between two results.
//!
//! What must not go in: searching.

/// Bytes of text, or as much other work, between two checks of the cancel flag.
const STRIDE: usize = 1 << 20;
/// The cost of skipping an article, in bytes of text that take as long to read.
const SKIP: usize = 16;

/// How much a search does before its next result. It stops when either limit is reached.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Bytes of text left to read.
    pub work: usize,
    /// Articles left to find.
    pub found: usize,
    /// Work since the cancel flag was last checked.
    pub(super) since: usize,
}

impl Budget {
    /// Enough for the first screen: 4 MiB take a millisecond or two.
    pub const FIRST: Self = Self { work: 4 << 20, found: 64, since: 0 };

    /// Everything at once, for callers that wait for the end.
    pub const WHOLE: Self = Self { work: usize::MAX, found: usize::MAX, since: 0 };

    /// The budget after this one: twice the work, any number of articles.
    #[must_use]
    pub fn next(self) -> Self {
        Self { work: self.work.saturating_mul(2), found: usize::MAX, since: 0 }
    }

    pub(super) fn is_left(&self) -> bool {
        self.work > 0 && self.found > 0
    }

    /// Subtracts the work done. Returns whether the search was cancelled.
    pub(super) fn spend(&mut self, work: usize, found: usize, cancelled: &dyn Fn() -> bool) -> bool {
        let work = work + SKIP;
        self.work = self.work.saturating_sub(work);
        self.found = self.found.saturating_sub(found);
        self.since += work;
        if self.since < STRIDE {
            return false;
        }
        self.since = 0;
        cancelled()
    }
}
