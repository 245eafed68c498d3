//! Puts results that were made in parallel back into their order, within a bound on what waits.
//!
//! They come in runs: to wake a thread for every file took a sixth of the time of reading small ones.
//! Generic over the result; knows nothing of files.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Results that came before their turn may fill this much (bytes); then their makers wait.
const WAITING_BYTES: usize = 32 << 20;
/// And at most so many runs may wait: an empty file weighs nothing.
const WAITING_RESULTS: usize = 1024;

/// What [`Sequence::take`] found.
pub(super) enum Taken<T> {
    /// The next results.
    Next(T),
    /// Nothing yet.
    TimedOut,
    /// All results have been taken.
    End,
}

struct Inner<T> {
    next: u64,
    end: Option<u64>,
    /// By their first number: the number after their last, and what they weigh.
    waiting: BTreeMap<u64, (u64, usize, T)>,
    bytes: usize,
    closed: bool,
}

/// The meeting place of makers and the one taker.
pub(super) struct Sequence<T> {
    inner: Mutex<Inner<T>>,
    changed: Condvar,
}

impl<T> Sequence<T> {
    pub(super) fn new() -> Self {
        let inner = Inner { next: 0, end: None, waiting: BTreeMap::new(), bytes: 0, closed: false };
        Self { inner: Mutex::new(inner), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands in the results `numbers`, which follow one another and weigh `bytes` together. Waits while too much waits, unless
    /// it is their turn.
    pub(super) fn put(&self, numbers: Range<u64>, bytes: usize, results: T) {
        let mut inner = self.lock();
        while !inner.closed
            && numbers.start != inner.next
            && (inner.bytes > WAITING_BYTES || inner.waiting.len() > WAITING_RESULTS)
        {
            inner = self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
        inner.bytes += bytes;
        inner.waiting.insert(numbers.start, (numbers.end, bytes, results));
        drop(inner);
        self.changed.notify_all();
    }

    /// Tells that there will be exactly `count` results.
    pub(super) fn end_at(&self, count: u64) {
        self.lock().end = Some(count);
        self.changed.notify_all();
    }

    /// Lets every waiting maker go: nobody will take any more.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The next results in order, as they were handed in; waits up to `patience`.
    pub(super) fn take(&self, patience: Duration) -> Taken<T> {
        let ready = |inner: &mut Inner<T>| {
            !inner.closed && inner.end != Some(inner.next) && !inner.waiting.contains_key(&inner.next)
        };
        let (mut inner, _) = self
            .changed
            .wait_timeout_while(self.lock(), patience, ready)
            .unwrap_or_else(PoisonError::into_inner);
        let next = inner.next;
        if let Some((end, bytes, results)) = inner.waiting.remove(&next) {
            inner.bytes -= bytes;
            inner.next = end;
            drop(inner);
            self.changed.notify_all();
            return Taken::Next(results);
        }
        if inner.closed || inner.end == Some(next) { Taken::End } else { Taken::TimedOut }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_order_they_were_made_in() {
        let sequence = Sequence::new();
        for index in [2, 0, 1] {
            sequence.put(index..index + 1, 1, index);
        }
        sequence.end_at(3);
        let mut taken = Vec::new();
        while let Taken::Next(n) = sequence.take(Duration::from_secs(9)) {
            taken.push(n);
        }
        assert_eq!(taken, [0, 1, 2]);
    }

    #[test]
    fn a_maker_far_ahead_waits_for_its_turn() {
        let sequence = Sequence::new();
        sequence.put(1..2, WAITING_BYTES + 1, 1);
        std::thread::scope(|scope| {
            let maker = scope.spawn(|| sequence.put(2..3, 1, 2));
            sequence.put(0..1, 1, 0);
            assert!(matches!(sequence.take(Duration::from_secs(9)), Taken::Next(0)));
            assert!(matches!(sequence.take(Duration::from_secs(9)), Taken::Next(1)));
            assert!(matches!(sequence.take(Duration::from_secs(9)), Taken::Next(2)));
            maker.join().unwrap();
        });
    }
}
