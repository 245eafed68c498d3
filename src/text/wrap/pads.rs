//! Where blank cells may be inserted into a line, and how they are distributed.
//!
//! A terminal has whole cells only, so a line is filled or aligned by single blanks. They go where print has white space
//! anyway: after a pause, outside quotes and brackets, between Chinese and Western text, beside a blank. Never inside a
//! run, before a mark that belongs to the left, or after one that belongs to the right. Source: clreq on line adjustment.
//! On real text, two cells per place fill 94-99 % of lines from 60 cells on.

use super::super::analyse::{Cluster, PENALTY};
use super::super::break_class::{BreakClass, BreakClasses};
use super::Pad;

/// Most cells at one place.
pub(super) const MOST: u32 = 2;

/// The kinds of place for a pad, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Site {
    /// Beside the empty half of a mark.
    Mark,
    /// Beside a blank, or between Chinese and Western text.
    Gap,
}

/// Marks whose right half is empty.
const ENDING: BreakClasses = BreakClasses::of(&[BreakClass::Pause, BreakClass::Close]);
const CLOSING: BreakClasses =
    BreakClasses::of(&[BreakClass::Pause, BreakClass::Close, BreakClass::Stop, BreakClass::NarrowClose]);
const OPENING: BreakClasses = BreakClasses::of(&[BreakClass::Open, BreakClass::NarrowOpen]);
const WESTERN: BreakClasses = BreakClasses::of(&[BreakClass::Letter, BreakClass::Digit, BreakClass::Suffix]);

/// The kind of the place between two clusters, if it takes a pad.
pub(super) fn site(left: Cluster, right: Cluster) -> Option<Site> {
    let (before, after) = (left.class(), right.class());
    if right.code() >= LEAST_DISLIKED || OPENING.has(before) || CLOSING.has(after) {
        return None;
    }
    let east_west = WESTERN.has(before) && after == BreakClass::Ideograph
        || before == BreakClass::Ideograph && WESTERN.has(after) && after != BreakClass::Suffix;
    if ENDING.has(before) || after == BreakClass::Open {
        Some(Site::Mark)
    } else if before == BreakClass::Blank || east_west {
        Some(Site::Gap)
    } else {
        None
    }
}

/// A place where a break has a penalty takes no pad either: 20|家, a name, a word.
const LEAST_DISLIKED: u16 = 40;

/// Whether an ideograph `cells` after the line start is off the grid.
pub(super) fn is_off_grid(cluster: Cluster, cells: u32) -> bool {
    cells % 2 == 1 && cluster.class() == BreakClass::Ideograph && cluster.cells() == 2
}

/// Pads that put every ideograph of `line` on an even column, as far as there are places for them.
pub(super) fn grid(line: &[Cluster], indent: u32) -> Vec<Pad> {
    let mut pads = Vec::new();
    let mut cells = indent;
    // The best place since the last ideograph that stands well: the worse the later, so that it is kept.
    let mut best: Option<(u8, u32)> = None;
    for (left, right) in std::iter::once(None).chain(line.iter().map(Some)).zip(line) {
        let rank = match left {
            Some(left) => grid_rank(*left, *right),
            // A narrow quote at the line start gets the blank half of a full-width one.
            None => (right.class() == BreakClass::Open).then_some(0),
        };
        if let Some(rank) = rank
            && best.is_none_or(|(least, _)| rank < least)
        {
            best = Some((rank, right.start()));
        }
        if is_off_grid(*right, cells)
            && let Some((_, at)) = best
        {
            pads.push(Pad { at, cells: 1 });
            cells += 1;
        }
        if right.class() == BreakClass::Ideograph {
            best = None;
        }
        cells += u32::from(right.cells());
    }
    pads
}

/// How good the place between two clusters is for a grid pad, 0 the best: first as for filling, then free breaks, then
/// breaks with a penalty.
fn grid_rank(left: Cluster, right: Cluster) -> Option<u8> {
    match site(left, right) {
        Some(site) => Some(site as u8),
        None if right.code() < LEAST_DISLIKED => Some(2),
        None => (right.code() <= PENALTY).then_some(3),
    }
}

/// Pads that widen `line` by `short` cells in steps of `step`; none if it has too few places.
pub(super) fn fill(line: &[Cluster], short: u32, step: u32) -> Vec<Pad> {
    let mut sites: Vec<(Site, Pad)> = Vec::new();
    for pair in line.windows(2) {
        if let [left, right] = pair
            && let Some(site) = site(*left, *right)
        {
            sites.push((site, Pad { at: right.start(), cells: 0 }));
        }
    }
    let mut steps = short / step;
    if steps * step > MOST * sites.len() as u32 {
        return Vec::new();
    }
    for _ in 0..MOST / step {
        for kind in [Site::Mark, Site::Gap] {
            steps -= share(&mut sites, kind, steps, step as u8);
        }
    }
    sites.into_iter().map(|(_, pad)| pad).filter(|pad| pad.cells > 0).collect()
}

/// Gives one step to each place of a kind, or to evenly spaced ones if there are fewer `steps`; returns how many.
fn share(sites: &mut [(Site, Pad)], kind: Site, steps: u32, step: u8) -> u32 {
    let count = sites.iter().filter(|(site, _)| *site == kind).count() as u32;
    let given = steps.min(count);
    let of_kind = sites.iter_mut().filter(|(site, _)| *site == kind);
    for (index, (_, pad)) in of_kind.enumerate() {
        // The running total of given/count, rounded, steps up `given` times over all places.
        let total = |index: u32| (2 * index * given + count) / (2 * count);
        if total(index as u32 + 1) > total(index as u32) {
            pad.cells += step;
        }
    }
    given
}
