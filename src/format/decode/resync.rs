//! Reads bytes with a lost or a foreign byte among them: where the pairs have come out of step, the reading with the least
//! cost leaves out a byte, and all characters after it are right again.
//!
//! What must not go in: which bytes are read so (`runs`, `utf16`).

use crate::text::rarity::Weight;

/// The cost of leaving out a byte, in half bits: more than any one character costs, less than two or three characters out
/// of step.
const SKIP: u32 = 70;
/// The cost of leaving out the next byte too.
const SKIP_ON: u32 = 24;

/// A stretch of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is left out.
    pub(super) skipped: bool,
}

/// The cheapest way through `bytes`: its cost in half bits, and its stretches of whole characters and of bytes left out.
/// `character` gives length and weight of the one that its argument begins with; where it is broken the length does not
/// matter.
pub(super) fn cheapest(bytes: &[u8], character: impl Fn(&[u8]) -> (usize, Weight)) -> (u32, Vec<Stretch>) {
    // From the end: the least cost of the rest when a character begins here, and when the byte before was left out.
    let mut costs = vec![[0_u32; 2]; bytes.len() + 1];
    let mut lengths = vec![[0_u8; 2]; bytes.len()];
    for at in (0..bytes.len()).rev() {
        let rest = bytes.get(at..).unwrap_or_default();
        let (len, weight) = character(rest);
        let cost = |at: usize, after_skip: bool| {
            costs.get(at).map_or(u32::MAX / 2, |cost| cost[usize::from(after_skip)])
        };
        let taken =
            if weight == Weight::BROKEN { u32::MAX / 2 } else { weight.alone() + cost(at + len, false) };
        let skipped = cost(at + 1, true);
        let choose = |skip: u32| {
            let skipped = skipped + skip;
            if taken <= skipped { (taken, len as u8) } else { (skipped, 0) }
        };
        let (fresh, on) = (choose(SKIP), choose(SKIP_ON));
        if let (Some(cost), Some(length)) = (costs.get_mut(at), lengths.get_mut(at)) {
            (*cost, *length) = ([fresh.0, on.0], [fresh.1, on.1]);
        }
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let after_skip = stretches.last().is_some_and(|last| last.skipped);
        let len = lengths.get(at).map_or(0, |lengths| usize::from(lengths[usize::from(after_skip)]));
        let (end, skipped) = if len == 0 { (at + 1, true) } else { (at + len, false) };
        match stretches.last_mut().filter(|last| last.skipped == skipped) {
            Some(last) => last.end = end,
            None => stretches.push(Stretch { start: at, end, skipped }),
        }
        at = end;
    }
    (costs.first().map_or(0, |cost| cost[0]), stretches)
}
