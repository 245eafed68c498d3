//! Where blank cells may be put into a line, and how they are shared out.
//!
//! A terminal has whole cells only, so that a line is filled or aligned by single blanks. They go where print has white
//! anyway: after a pause, outside quotes and brackets, between Chinese and Western text, beside a blank. Never inside a
//! run, before a mark that belongs to the left, or after one that belongs to the right. Sources: clreq on line
//! adjustment; measured on real text, two cells at a place fill 94-99 % of lines from 60 cells on.

use super::super::analyse::{Cluster, PENALTY};
use super::super::break_class::{BreakClass, BreakClasses};
use super::Pad;

/// Cells that a place takes at most.
pub(super) const MOST: u32 = 2;

/// What a pad may be put at, the best first.
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

/// What the place between two clusters is to a pad.
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

/// A place where a line would not gladly break takes no pad either: 20|家, a name, a word.
const LEAST_DISLIKED: u16 = 40;

/// Whether an ideograph `cells` after the line start stands between two columns of the grid.
pub(super) fn is_off_grid(cluster: Cluster, cells: u32) -> bool {
    cells % 2 == 1 && cluster.class() == BreakClass::Ideograph && cluster.cells() == 2
}

/// Pads that put every ideograph of `line` on an even column, where a place is found for one.
pub(super) fn grid(line: &[Cluster], indent: u32) -> Vec<Pad> {
    let mut pads = Vec::new();
    let mut cells = indent;
    // The best place since the last ideograph that stands well: the worse the later, so that it is kept.
    let mut best: Option<(u8, u32)> = None;
    for (left, right) in std::iter::once(None).chain(line.iter().map(Some)).zip(line) {
        let rank = match left {
            Some(left) => grid_rank(*left, *right),
            // A narrow quote at the line start takes the blank half of a full-width one.
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

/// How good the place between two clusters is for a pad of the grid, 0 the best: as for filling, then where a line may
/// break, then where it would not gladly.
fn grid_rank(left: Cluster, right: Cluster) -> Option<u8> {
    match site(left, right) {
        Some(site) => Some(site as u8),
        None if right.code() < LEAST_DISLIKED => Some(2),
        None => (right.code() <= PENALTY).then_some(3),
    }
}

/// Pads that make `line` wider by `short` cells in steps of `step`, or none if it has not enough places for them.
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

/// Gives one step to each place of a kind, or to evenly chosen ones if `steps` are fewer; returns how many were given.
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
