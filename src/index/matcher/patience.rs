//! A bound on the time that hits of a regular expression may take: they are found while a key is being answered.
//!
//! Whether an article matches is decided by the search thread, which a key can stop; this bound is for marks only.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// All hits of one pattern together; a thousand times what an ordinary one takes for a screen of articles.
const MOST: Duration = Duration::from_millis(200);

/// Time spent so far, in nanoseconds.
#[derive(Debug, Default)]
pub(super) struct Patience(AtomicU64);

impl Patience {
    /// The items of `found` until the time is used up.
    pub(super) fn limit<T>(&self, mut found: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        std::iter::from_fn(move || {
            if self.0.load(Ordering::Relaxed) > MOST.as_nanos() as u64 {
                return None;
            }
            let start = Instant::now();
            let item = found.next();
            self.0.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
            item
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_comes_once_the_time_is_used_up() {
        let patience = Patience::default();
        assert_eq!(patience.limit(0..3).count(), 3);
        patience.0.store(MOST.as_nanos() as u64 + 1, Ordering::Relaxed);
        assert_eq!(patience.limit(0..3).count(), 0);
    }
}
