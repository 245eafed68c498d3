//! Puts results that were made in parallel back into their order, within a bound on what waits.
//!
//! Whoever takes them is woken for several at once: to wake a thread for every file took a sixth of the time of reading small ones.
//! Generic over the result; knows nothing of files.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Results that came before their turn may fill this much (bytes); then their makers wait.
const WAITING_BYTES: usize = 32 << 20;
/// And at most so many results may wait: an empty file weighs nothing.
const WAITING_RESULTS: usize = 1024;

/// What [`Sequence::take`] found.
pub(super) enum Taken<T> {
    /// The next result.
    Next(T),
    /// Nothing yet.
    TimedOut,
    /// All results have been taken.
    End,
}

struct Inner<T> {
    next: u64,
    end: Option<u64>,
    /// By their numbers, with what they weigh.
    waiting: BTreeMap<u64, (usize, T)>,
    bytes: usize,
    closed: bool,
    /// Makers that wait for their turn.
    held: usize,
}

/// The meeting place of makers and the one taker.
pub(super) struct Sequence<T> {
    inner: Mutex<Inner<T>>,
    /// For the taker: there is a result.
    ready: Condvar,
    /// For makers that are held.
    room: Condvar,
}

impl<T> Sequence<T> {
    pub(super) fn new() -> Self {
        let inner = Inner { next: 0, end: None, waiting: BTreeMap::new(), bytes: 0, closed: false, held: 0 };
        Self { inner: Mutex::new(inner), ready: Condvar::new(), room: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands in result number `index`, which weighs `bytes`. Waits while too much waits, unless it is this one's turn. Without
    /// `wake` the taker sees it when its patience ends, or when it is woken for another.
    pub(super) fn put(&self, index: u64, bytes: usize, result: T, wake: bool) {
        let mut inner = self.lock();
        while !inner.closed
            && index != inner.next
            && (inner.bytes > WAITING_BYTES || inner.waiting.len() > WAITING_RESULTS)
        {
            inner.held += 1;
            self.ready.notify_all();
            inner = self.room.wait(inner).unwrap_or_else(PoisonError::into_inner);
            inner.held -= 1;
        }
        inner.bytes += bytes;
        inner.waiting.insert(index, (bytes, result));
        drop(inner);
        if wake {
            self.ready.notify_all();
        }
    }

    /// Tells that there will be exactly `count` results.
    pub(super) fn end_at(&self, count: u64) {
        self.lock().end = Some(count);
        self.ready.notify_all();
    }

    /// Lets every waiting maker go: nobody will take any more.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.ready.notify_all();
        self.room.notify_all();
    }

    /// The next result in order; waits up to `patience`.
    pub(super) fn take(&self, patience: Duration) -> Taken<T> {
        let ready = |inner: &mut Inner<T>| {
            !inner.closed && inner.end != Some(inner.next) && !inner.waiting.contains_key(&inner.next)
        };
        let (mut inner, _) = self
            .ready
            .wait_timeout_while(self.lock(), patience, ready)
            .unwrap_or_else(PoisonError::into_inner);
        let next = inner.next;
        if let Some((bytes, result)) = inner.waiting.remove(&next) {
            inner.bytes -= bytes;
            inner.next += 1;
            if inner.held > 0 {
                self.room.notify_all();
            }
            return Taken::Next(result);
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
            sequence.put(index, 1, index, true);
        }
        sequence.end_at(3);
        let mut taken = Vec::new();
        while let Taken::Next(n) = sequence.take(Duration::from_secs(9)) {
            taken.push(n);
        }
        assert_eq!(taken, [0, 1, 2]);
    }

    #[test]
    fn what_was_handed_in_without_waking_is_found_when_patience_ends() {
        let sequence = Sequence::new();
        sequence.put(0, 1, 0, false);
        assert!(matches!(sequence.take(Duration::ZERO), Taken::Next(0)));
        assert!(matches!(sequence.take(Duration::ZERO), Taken::TimedOut));
    }

    #[test]
    fn a_maker_far_ahead_waits_for_its_turn() {
        let sequence = Sequence::new();
        sequence.put(1, WAITING_BYTES + 1, 1, true);
        std::thread::scope(|scope| {
            let maker = scope.spawn(|| sequence.put(2, 1, 2, true));
            sequence.put(0, 1, 0, true);
            assert!(matches!(sequence.take(Duration::from_secs(9)), Taken::Next(0)));
            assert!(matches!(sequence.take(Duration::from_secs(9)), Taken::Next(1)));
            assert!(matches!(sequence.take(Duration::from_secs(9)), Taken::Next(2)));
            maker.join().unwrap();
        });
    }
}
