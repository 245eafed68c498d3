//! The way to a window of a list: from an end, from a row that is known nearby, or from between, where the engine first has to
//! count.
//!
//! An engine goes no further than [`DEEPEST`] rows from where it begins. What must not go in: requests.

use std::collections::BTreeMap;

/// How many rows an engine passes over.
pub(super) const DEEPEST: usize = 10_000;

/// How far a known row may be away: so many rows are sent in vain at most.
const NEAR: usize = 400;

/// The way to a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// Past so many rows from the beginning, or backwards from the end.
    End {
        /// From the end.
        backwards: bool,
        /// Rows that are passed over.
        past: usize,
    },
    /// From the row at this position, which is known, past so many.
    Known {
        /// Its position.
        from: usize,
        /// Before it.
        backwards: bool,
        /// Rows between it and the window.
        past: usize,
    },
    /// From a place that has to be found by counting.
    Between,
}

impl Route {
    /// The way to `count` rows from `start` on, of `len`; of `known` the positions count.
    pub(super) fn to<T>(known: &BTreeMap<usize, T>, len: usize, start: usize, count: usize) -> Self {
        let end = (start + count).min(len);
        let before = known.range(..start).next_back().map(|(at, _)| (*at, start - 1 - at));
        if let Some((from, past)) = before.filter(|(_, past)| *past <= NEAR) {
            return Self::Known { from, backwards: false, past };
        }
        let after = known.range(end..).next().map(|(at, _)| (*at, at - end));
        if let Some((from, past)) = after.filter(|(_, past)| *past <= NEAR) {
            return Self::Known { from, backwards: true, past };
        }
        if end <= DEEPEST {
            return Self::End { backwards: false, past: start };
        }
        if len - start.min(len) <= DEEPEST {
            return Self::End { backwards: true, past: len - end };
        }
        Self::Between
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_way_is_taken() {
        let known: BTreeMap<usize, char> = (40_000..40_200).map(|at| (at, 'x')).collect();
        let to = |start, count| Route::to(&known, 100_000, start, count);
        assert_eq!(to(0, 200), Route::End { backwards: false, past: 0 });
        assert_eq!(to(9_900, 100), Route::End { backwards: false, past: 9_900 });
        assert_eq!(to(99_800, 200), Route::End { backwards: true, past: 0 });
        assert_eq!(to(90_000, 200), Route::End { backwards: true, past: 9_800 });
        assert_eq!(to(40_200, 200), Route::Known { from: 40_199, backwards: false, past: 0 });
        assert_eq!(to(40_500, 200), Route::Known { from: 40_199, backwards: false, past: 300 });
        assert_eq!(to(39_700, 200), Route::Known { from: 40_000, backwards: true, past: 100 });
        assert_eq!(to(50_000, 200), Route::Between);
    }
}
