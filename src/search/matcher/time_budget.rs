//! A bound on the time that hits of a regular expression may take: they are found while a key is being answered.
//!
//! Whether an article matches, and how often, is decided by the search thread, which a key can stop; this bound is for marks
//! only.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// All marks of one pattern together; a thousand times what an ordinary one takes for a screen of articles.
pub(super) const MARKS: Duration = Duration::from_millis(200);
/// Time does not matter.
pub(super) const ENDLESS: Duration = Duration::MAX;

/// Time that hits have taken, and may take.
#[derive(Debug)]
pub(super) struct TimeBudget {
    /// Nanoseconds.
    spent: AtomicU64,
    most: Duration,
}

impl TimeBudget {
    pub(super) fn new(most: Duration) -> Self {
        Self { spent: AtomicU64::new(0), most }
    }

    /// The items of `found` until the time is used up.
    pub(super) fn limit<T>(&self, mut found: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        std::iter::from_fn(move || {
            if Duration::from_nanos(self.spent.load(Ordering::Relaxed)) > self.most {
                return None;
            }
            let start = Instant::now();
            let item = found.next();
            self.spent.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
            item
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_comes_once_the_time_is_used_up() {
        for (most, left) in [(MARKS, 0), (ENDLESS, 3)] {
            let budget = TimeBudget::new(most);
            assert_eq!(budget.limit(0..3).count(), 3);
            budget.spent.store(MARKS.as_nanos() as u64 + 1, Ordering::Relaxed);
            assert_eq!(budget.limit(0..3).count(), left);
        }
    }
}
