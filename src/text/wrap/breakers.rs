//! Chooses line ends among the candidates, line by line or for the paragraph as a whole.
//!
//! Both rate a line by the square of the cells it is short of plus the penalty of its end.

use super::candidates::{LineEnd, LineEnds};
use super::{Edge, pads};

/// How far the line-by-line breaker looks back for a better end (cells). 4 breaks 30 words in 1,000 lines, 6 breaks one, 8
/// none, but lines get shorter.
pub(super) const LOOK_BACK: u32 = 6;
/// How far before the farthest end of a line the optimal breaker looks (cells). Only the penalty of an orphan is worth a
/// line that short, and moving one word cures an orphan.
const WINDOW: u32 = 32;
/// Added to the cells that a line is short of, so that lines are full and not merely even. 0 breaks a fifth more words for
/// the same mean shortness.
const BEYOND: u32 = 4;
/// Cap on the cells that a line is short of, which keeps the numbers small.
const MOST_SHORT: u32 = 5000;
/// Penalty of a line that cannot be made flush: 97 % of lines from 60 cells on are flush, with 7 broken words in 1,000
/// lines; at 400 nearly all are, with 26.
const UNFILLED: u32 = 150;
/// Penalty of a last line of one character.
const ORPHAN: u32 = 6000;

/// Line by line: the best end among those at most `cells` before the farthest. Returns indices of candidates.
pub(super) fn look_back(candidates: &LineEnds<'_>, cells: u32) -> Vec<usize> {
    let places = candidates.places();
    let last = places.len().saturating_sub(1);
    let mut ends = Vec::new();
    let mut from = 0;
    let mut farthest = 0;
    while from < last {
        let start = LineStart::new(candidates, from);
        farthest = start.farthest(places, farthest.max(from + 1));
        let reach = places.get(from + 1..=farthest).unwrap_or_default();
        let nearest = nearest(reach, cells);
        let near = reach.iter().enumerate().rev().take_while(|(_, end)| end.ink >= nearest);
        from = if farthest == last {
            last
        } else {
            // The farthest comes first and wins where costs are equal.
            let best = near.min_by_key(|(at, end)| start.cost(end) + orphan(candidates, from + 1 + at));
            best.map_or(farthest, |(at, _)| from + 1 + at)
        };
        ends.push(from);
    }
    ends
}

/// The cheapest sequence of lines. Returns indices of candidates.
pub(super) fn optimum(candidates: &LineEnds<'_>) -> Vec<usize> {
    let places = candidates.places();
    let last = places.len().saturating_sub(1);
    let mut best = vec![CheapestWay { cost: u64::MAX, from: 0 }; places.len()];
    if let Some(first) = best.first_mut() {
        first.cost = 0;
    }
    let mut farthest = 0;
    for from in 0..last {
        let Some(CheapestWay { cost, .. }) = best.get(from).copied().filter(|here| here.cost < u64::MAX)
        else {
            continue;
        };
        let start = LineStart::new(candidates, from);
        farthest = start.farthest(places, farthest.max(from + 1));
        let reach = places.get(from + 1..=farthest).unwrap_or_default();
        let ways = best.get_mut(from + 1..=farthest).unwrap_or_default();
        if farthest == last {
            if let Some(way) = ways.last_mut() {
                way.offer(cost + u64::from(orphan(candidates, from)), from);
            }
            continue;
        }
        let nearest = nearest(reach, WINDOW);
        for (end, way) in reach.iter().zip(ways).rev().take_while(|(end, _)| end.ink >= nearest) {
            way.offer(cost + u64::from(start.cost(end)), from);
        }
    }
    back_from(last, &best)
}

/// The ends of the lines on the cheapest path to `last`.
fn back_from(last: usize, best: &[CheapestWay]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = last;
    while at > 0 {
        ends.push(at);
        at = best.get(at).map_or(0, |here| here.from as usize);
    }
    ends.reverse();
    ends
}

/// The cheapest path to a candidate: its cost, and the start of its last line.
#[derive(Debug, Clone, Copy)]
struct CheapestWay {
    cost: u64,
    from: u32,
}

impl CheapestWay {
    fn offer(&mut self, cost: u64, from: usize) {
        if cost <= self.cost {
            *self = Self { cost, from: from as u32 };
        }
    }
}

/// The cost of an orphan if the rest after `from` is one.
fn orphan(candidates: &LineEnds<'_>, from: usize) -> u32 {
    if candidates.is_orphan(from) { ORPHAN } else { 0 }
}

/// The smallest ink of a candidate that is at most `cells` before the last of `reach`.
fn nearest(reach: &[LineEnd], cells: u32) -> u32 {
    reach.last().map_or(0, |end| end.ink.saturating_sub(cells))
}

/// A candidate as the start of a line.
struct LineStart {
    /// The cell of the paragraph that the line reaches to.
    limit: u32,
    /// Places for pads before it.
    sites: u32,
    edge: Edge,
}

impl LineStart {
    fn new(candidates: &LineEnds<'_>, from: usize) -> Self {
        let (left, sites) = candidates.places().get(from).map_or((0, 0), |place| (place.left, place.sites.0));
        Self { limit: left + candidates.room(from), sites, edge: candidates.basis().1.edge }
    }

    /// The last candidate that the line can reach, `known` at least.
    fn farthest(&self, places: &[LineEnd], known: usize) -> usize {
        let further = places.get(known + 1..).unwrap_or_default();
        known + further.iter().take_while(|place| place.ink <= self.limit).count()
    }

    /// The cost of a line from here to `end`.
    fn cost(&self, end: &LineEnd) -> u32 {
        let short = self.limit.saturating_sub(end.ink).min(MOST_SHORT);
        if self.edge == Edge::Flush {
            let fillable = pads::MOST * end.sites.1.saturating_sub(self.sites);
            if short <= fillable {
                let stretch = 4 * short / (fillable + 1);
                return stretch * stretch + end.penalty;
            }
        }
        let unfilled = if self.edge == Edge::Flush { UNFILLED } else { 0 };
        (short + BEYOND) * (short + BEYOND) + end.penalty + unfilled
    }
}
