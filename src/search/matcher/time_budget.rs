//! A bound on the time spent on the hits of a regular expression, which are highlighted while a key is handled.
//!
//! The search thread decides whether and how often an article matches, and a key can stop it; this bound is for highlights
//! only.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// For all highlights of one pattern: a thousand times what an ordinary pattern takes for a screen of articles.
pub(super) const MARKS: Duration = Duration::from_millis(200);
/// No bound.
pub(super) const ENDLESS: Duration = Duration::MAX;

/// The time that hits have taken, and may take.
#[derive(Debug)]
pub(super) struct TimeBudget {
    /// In nanoseconds.
    spent: AtomicU64,
    most: Duration,
}

impl TimeBudget {
    pub(super) fn new(most: Duration) -> Self {
        Self { spent: AtomicU64::new(0), most }
    }

    /// The items of `found`, until the time is used up.
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
