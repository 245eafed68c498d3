//! The places of new documents in the order of all: numbers between those of their neighbours.
//!
//! What must not go in: which documents are new.

/// The distance of documents that are pushed one after the other: a million can be put between any two later.
const STEP: i64 = 1 << 20;

/// The orders of `count` new documents after one of order `before`, and before one of order `after` if there is one. If
/// `goes_on`, more may come before that one, and half of the room is left for them.
pub(super) fn between(
    before: i64,
    after: Option<i64>,
    count: usize,
    goes_on: bool,
) -> impl Iterator<Item = i64> {
    let parts = (count as i64 + 1) * if goes_on { 2 } else { 1 };
    let step = after.map_or(STEP, |after| (after.saturating_sub(before) / parts).clamp(0, STEP));
    (1..=count as i64).map(move |number| before.saturating_add(number.saturating_mul(step)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders(before: i64, after: Option<i64>, count: usize, goes_on: bool) -> Vec<i64> {
        between(before, after, count, goes_on).collect()
    }

    #[test]
    fn documents_at_the_end_keep_their_distance() {
        assert_eq!(orders(STEP, None, 2, true), [2 * STEP, 3 * STEP]);
    }

    #[test]
    fn a_hole_is_filled_without_passing_the_next() {
        assert_eq!(orders(0, Some(4), 3, false), [1, 2, 3]);
        assert_eq!(orders(0, Some(1000 * STEP), 3, false), [STEP, 2 * STEP, 3 * STEP]);
        let half = orders(0, Some(STEP), 100, true);
        assert!(half.is_sorted_by(|a, b| a < b) && *half.last().unwrap() < STEP / 2 + 1);
    }

    #[test]
    fn without_room_orders_are_equal_and_never_fall() {
        assert_eq!(orders(7, Some(8), 3, false), [7, 7, 7]);
        assert_eq!(orders(9, Some(8), 1, false), [9]);
    }
}
