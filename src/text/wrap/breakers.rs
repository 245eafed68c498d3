//! Choosing line ends among the candidates, line by line or for the paragraph as a whole.
//!
//! Both judge a line by the square of the cells it misses plus the penalty of its end.

use super::candidates::{Candidate, Candidates};
use super::{Edge, pads};

/// How far the line-by-line breaker looks back for a better end (cells). At 4, 30 words in 1,000 lines are broken, at 6
/// one, at 8 none but lines get shorter.
pub(super) const LOOK_BACK: u32 = 6;
/// How far before the farthest end of a line the optimum looks (cells). No penalty but that of an orphan is worth a line
/// so short, and one word less on the line cures that.
const WINDOW: u32 = 32;
/// A line is taken to miss so many cells more than it is short of, which makes few and full lines dearer to the optimum.
/// Measured together with the penalty for a broken word: fewer broken words for the same mean shortness than with 0.
const BEYOND: u32 = 4;
/// A line that is shorter still costs no more, which keeps the numbers small.
const MOST_SHORT: u32 = 5000;
/// A line that cannot be filled where all others are: 97 % of lines from 60 cells on are flush, with 7 broken words in 1,000
/// lines; at 400 nearly all are, with 26.
const UNFILLED: u32 = 150;
/// A last line of one character.
const ORPHAN: u32 = 6000;

/// Line by line: the best end among those at most `cells` before the farthest. Returns indices of candidates.
pub(super) fn look_back(candidates: &Candidates<'_>, cells: u32) -> Vec<usize> {
    let last = candidates.last();
    let mut ends = Vec::new();
    let mut from = 0;
    let mut farthest = 0;
    while from < last {
        farthest = candidates.farthest(from, farthest);
        from = if farthest == last {
            last
        } else {
            // The farthest comes first and wins where costs are equal.
            let near = candidates.near(farthest, from, cells);
            near.min_by_key(|(at, end)| candidates.cost(from, *end) + orphan(candidates, *at))
                .map_or(farthest, |(at, _)| at)
        };
        ends.push(from);
    }
    ends
}

/// The lines that cost least together. Returns indices of candidates.
pub(super) fn optimum(candidates: &Candidates<'_>) -> Vec<usize> {
    let last = candidates.last();
    let mut best = vec![Best { cost: u64::MAX, from: 0 }; last + 1];
    if let Some(start) = best.first_mut() {
        start.cost = 0;
    }
    let mut farthest = 0;
    for from in 0..last {
        let Some(Best { cost, .. }) = best.get(from).copied().filter(|here| here.cost < u64::MAX) else {
            continue;
        };
        farthest = candidates.farthest(from, farthest);
        if farthest == last {
            offer(&mut best, last, cost + u64::from(orphan(candidates, from)), from);
            continue;
        }
        for (at, end) in candidates.near(farthest, from, WINDOW) {
            offer(&mut best, at, cost + u64::from(candidates.cost(from, end)), from);
        }
    }
    let mut ends = Vec::new();
    let mut at = last;
    while at > 0 {
        ends.push(at);
        at = best.get(at).map_or(0, |here| here.from as usize);
    }
    ends.reverse();
    ends
}

/// The cheapest way to a candidate: its cost, and the start of its last line.
#[derive(Debug, Clone, Copy)]
struct Best {
    cost: u64,
    from: u32,
}

fn offer(best: &mut [Best], at: usize, cost: u64, from: usize) {
    if let Some(here) = best.get_mut(at).filter(|here| cost <= here.cost) {
        *here = Best { cost, from: from as u32 };
    }
}

/// What it costs if what follows `from` is a last line of one character.
fn orphan(candidates: &Candidates<'_>, from: usize) -> u32 {
    if candidates.is_orphan(from) { ORPHAN } else { 0 }
}

impl Candidates<'_> {
    fn last(&self) -> usize {
        self.places().len().saturating_sub(1)
    }

    /// The last candidate that a line from `from` can reach, at least the next one. `known` is one that can be reached.
    fn farthest(&self, from: usize, known: usize) -> usize {
        let limit = self.limit(from);
        let first = known.max(from + 1);
        let further = self.places().get(first + 1..).unwrap_or_default();
        first + further.iter().take_while(|place| place.ink <= limit).count()
    }

    /// The candidates from `farthest` back to those `cells` before it, but after `from`.
    fn near(&self, farthest: usize, from: usize, cells: u32) -> impl Iterator<Item = (usize, Candidate)> {
        let reach = self.places().get(from + 1..=farthest).unwrap_or_default();
        let nearest = reach.last().map_or(0, |end| end.ink.saturating_sub(cells));
        let near = reach.iter().enumerate().rev().take_while(move |(_, place)| place.ink >= nearest);
        near.map(move |(index, place)| (from + 1 + index, *place))
    }

    /// What a line from `from` to `end` costs.
    fn cost(&self, from: usize, end: Candidate) -> u32 {
        let short = self.limit(from).saturating_sub(end.ink).min(MOST_SHORT);
        let mut cost = end.penalty;
        let felt = match self.basis().1.edge {
            Edge::Ragged => short + BEYOND,
            Edge::Flush => {
                let sites =
                    end.sites.1.saturating_sub(self.places().get(from).map_or(0, |start| start.sites.0));
                let room = pads::MOST * sites;
                if short <= room {
                    4 * short / (room + 1)
                } else {
                    cost += UNFILLED;
                    short + BEYOND
                }
            }
        };
        felt * felt + cost
    }

    /// Cells of the paragraph up to which a line from `from` reaches.
    fn limit(&self, from: usize) -> u32 {
        self.places().get(from).map_or(0, |start| start.left) + self.room(from)
    }
}
