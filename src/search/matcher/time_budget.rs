//! Bounds on the time that a regular expression may take: in a search, and for highlights while a key is handled.
//!
//! Some patterns run a thousand times slower than others of the same length, and nothing about them tells: `(.{0,300}){3}省`
//! takes a second for two megabytes. So the time is measured. What must not go in: what happens when it is used up.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a pattern may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// Whatever the text.
    grace: Duration,
    /// And for each byte of text.
    per_byte: Duration,
}

/// For all highlights of one pattern: a thousand times what an ordinary pattern takes for a screen of articles.
pub(super) const MARKS: Allowance = Allowance { grace: Duration::from_millis(200), per_byte: Duration::ZERO };

/// For a search: 3 s, and 1 s for 16 MB of text. Ordinary patterns read 250 to 500 MB a second, so that a machine may be busy
/// with fifteen other things before one of them is given up.
pub(super) const SEARCH: Allowance =
    Allowance { grace: Duration::from_secs(3), per_byte: Duration::from_nanos(62) };

/// The time that a pattern has taken, and may take.
#[derive(Debug)]
pub(super) struct TimeBudget {
    allowance: Allowance,
    /// Time so far, of all threads, in nanoseconds.
    spent: AtomicU64,
    /// Bytes of text so far.
    seen: AtomicU64,
}

impl TimeBudget {
    pub(super) fn new(allowance: Allowance) -> Self {
        Self { allowance, spent: AtomicU64::new(0), seen: AtomicU64::new(0) }
    }

    /// Whether all time is used up.
    pub(super) fn is_spent(&self) -> bool {
        let Allowance { grace, per_byte } = self.allowance;
        let earned = self.seen.load(Ordering::Relaxed).saturating_mul(per_byte.as_nanos() as u64);
        self.spent.load(Ordering::Relaxed) > earned.saturating_add(grace.as_nanos() as u64)
    }

    /// Does some work on a text of `bytes`.
    pub(super) fn spend<T>(&self, bytes: usize, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let outcome = work();
        self.spent.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
        self.seen.fetch_add(bytes as u64, Ordering::Relaxed);
        outcome
    }

    /// The items of `found`, until the time is used up.
    pub(super) fn limit<T>(&self, mut found: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        std::iter::from_fn(move || if self.is_spent() { None } else { self.spend(0, || found.next()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_comes_once_the_time_is_used_up() {
        for (allowance, left) in [(MARKS, 0), (SEARCH, 3)] {
            let budget = TimeBudget::new(allowance);
            assert_eq!(budget.limit(0..3).count(), 3);
            budget.spent.store(201_000_000, Ordering::Relaxed);
            assert_eq!(budget.limit(0..3).count(), left);
        }
    }

    #[test]
    fn text_that_was_read_earns_time() {
        let budget = TimeBudget::new(SEARCH);
        budget.spent.store(4_000_000_000, Ordering::Relaxed);
        assert!(budget.is_spent());
        budget.spend(17_000_000, || ());
        assert!(!budget.is_spent());
    }
}
