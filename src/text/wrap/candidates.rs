//! The places where a line of a given measure may end, prepared for a breaker.
//!
//! Runs wider than a line get breaks inside, and stretches without a legal break are cut by force, so that a breaker
//! finds a line from every candidate to a later one. What must not go in: the choice among candidates.

use super::super::analyse::{Cluster, FORBIDDEN, KIND_SHIFT, PENALTY, Penalties, UnbreakableRun};
use super::super::break_class::BreakClass;
use super::{Edge, HANG, Measure, pads};

/// Penalty of a forced cut: higher than any other.
const FORCED: u32 = 1_000_000;

/// On lines narrower than this, penalties shrink with the line: each cell that a line is short of is a larger share of
/// it. At all widths from 16 to 200 there are at most 2 % more lines than the fewest possible; without this, 2.2 %.
const NARROW: u32 = 36;

/// A place where a line may end and the next may start. Cells count from the start of the paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineEnd {
    /// Index of the cluster after it.
    pub(super) at: u32,
    /// Cells before it.
    pub(super) left: u32,
    /// Cells before it, without trailing blanks and without a hanging mark.
    pub(super) ink: u32,
    /// Cells of that mark.
    pub(super) hang: u32,
    /// Places for pads before it, for a line that starts here and for one that ends here.
    pub(super) sites: (u32, u32),
    /// The penalty of a line end here.
    pub(super) penalty: u32,
}

/// All candidates of a paragraph: its start, the places in between, its end.
pub(super) struct LineEnds<'a> {
    penalties: &'a Penalties,
    measure: Measure,
    places: Vec<LineEnd>,
    /// Cells of a line, less those reserved for hanging marks.
    cells: u32,
    indent: u32,
    /// Index of the first candidate after which no more than one character follows.
    orphans: usize,
}

impl<'a> LineEnds<'a> {
    pub(super) fn new(penalties: &'a Penalties, measure: Measure) -> Self {
        let margin = if measure.hangs() { HANG } else { 0 };
        let cells = u32::from(measure.cells.max(1)) - margin;
        let indent = u32::from(measure.used_indent());
        let mut all = Self { penalties, measure, places: Vec::new(), cells, indent, orphans: usize::MAX };
        all.collect();
        all.orphans = all.first_orphan();
        all
    }

    /// The candidates; the first is the start of the paragraph, the last its end.
    pub(super) fn places(&self) -> &[LineEnd] {
        &self.places
    }

    /// Cells for the text of a line that starts at candidate `from`.
    pub(super) fn room(&self, from: usize) -> u32 {
        if from == 0 { self.cells - self.indent } else { self.cells }
    }

    /// Blank cells before the first line.
    pub(super) fn indent(&self) -> u32 {
        self.indent
    }

    /// Whether a last line that starts at candidate `from` holds one character or less (clreq: 孤字不成行).
    pub(super) fn is_orphan(&self, from: usize) -> bool {
        from > 0 && from >= self.orphans
    }

    fn collect(&mut self) {
        let clusters = self.penalties.clusters();
        let mut wide = WideRuns::new(self.penalties.runs(), self.cells - self.indent);
        self.places.reserve(clusters.len() + 2);
        let mut here = LineEnd { at: 0, left: 0, ink: 0, hang: 0, sites: (0, 0), penalty: 0 };
        self.places.push(here);
        let mut before = None;
        for (index, cluster) in clusters.iter().enumerate() {
            here.at = index as u32;
            if self.measure.grid && pads::is_off_grid(*cluster, here.left) {
                here.left += 1;
            }
            if self.measure.edge == Edge::Flush {
                here.sites.0 += u32::from(before.and_then(|before| pads::site(before, *cluster)).is_some());
            }
            if index > 0
                && let Some(penalty) = wide.penalty(*cluster, here.at)
            {
                here.penalty = penalty * self.cells.min(NARROW) / NARROW;
                self.push(here);
            }
            self.pass(&mut here, *cluster);
            before = Some(*cluster);
        }
        here.at = clusters.len() as u32;
        here.penalty = 0;
        self.push(here);
    }

    /// Moves `here` past `cluster`.
    fn pass(&self, here: &mut LineEnd, cluster: Cluster) {
        here.left += u32::from(cluster.cells());
        if cluster.is_blank() {
            return;
        }
        here.hang = 0;
        if self.measure.hangs() && cluster.class() == BreakClass::Pause {
            here.hang = HANG.min(cluster.cells().into());
        }
        here.ink = here.left - here.hang;
        here.sites.1 = here.sites.0;
    }

    /// Adds a candidate, after forced cuts if the stretch since the one before is wider than a line.
    fn push(&mut self, next: LineEnd) {
        if self.places.len() == 1 && (self.room(0)..self.cells).contains(&next.ink.saturating_sub(1)) {
            // Only the indent would force a cut: drop it from the first line.
            self.indent = 0;
        }
        while let Some(last) = self.places.last().copied() {
            let room = self.room(self.places.len() - 1);
            if next.ink.saturating_sub(last.left) <= room {
                break;
            }
            let Some(cut) = self.forced_cut(last, next.at, room) else { break };
            self.places.push(cut);
        }
        self.places.push(next);
    }

    /// The place of a forced cut after `last` and before the cluster `end`: the least harmful that fits, the last of equal
    /// ones, and at least one cluster on.
    fn forced_cut(&self, last: LineEnd, end: u32, room: u32) -> Option<LineEnd> {
        let between = self.penalties.clusters().get(last.at as usize..end as usize)?;
        let mut here = LineEnd { penalty: FORCED, ..last };
        let mut best: Option<(u16, LineEnd)> = None;
        for cluster in between {
            // By kind first: an address reads on after a cut better than a word or a number.
            let harm = cluster.code();
            if here.at > last.at && !cluster.is_blank() && best.is_none_or(|(least, _)| harm <= least) {
                best = Some((harm, here));
            }
            here.at += 1;
            self.pass(&mut here, *cluster);
            if here.ink.saturating_sub(last.left) > room && best.is_some() {
                break;
            }
        }
        best.map(|(_, cut)| cut)
    }

    fn first_orphan(&self) -> usize {
        let clusters = self.penalties.clusters();
        let mut characters = 0;
        let mut index = clusters.len();
        while index > 0 && characters <= 1 {
            index -= 1;
            characters += clusters.get(index).map_or(0, |cluster| characters_of(*cluster));
        }
        // The cluster at `index` makes it two; a line that starts after it is an orphan.
        self.places.partition_point(|place| place.at as usize <= index)
    }

    /// The paragraph and the measure that the candidates were made for.
    pub(super) fn basis(&self) -> (&'a Penalties, Measure) {
        (self.penalties, self.measure)
    }
}

/// The runs wider than a line, which may be cut.
struct WideRuns {
    /// Ranges of cluster indices, ascending, for each kind of run.
    ranges: [Vec<(u32, u32)>; 3],
    /// How many of each have been passed.
    passed: [usize; 3],
}

impl WideRuns {
    fn new(runs: &[UnbreakableRun], room: u32) -> Self {
        let mut ranges: [Vec<(u32, u32)>; 3] = Default::default();
        for run in runs.iter().filter(|run| run.cells > room) {
            if let Some(same) = ranges.get_mut(run.kind as usize - 1) {
                same.push((run.from, run.to));
            }
        }
        Self { ranges, passed: [0; 3] }
    }

    /// The penalty of a line end before the cluster `index`, if one is allowed there. Called in ascending order.
    fn penalty(&mut self, cluster: Cluster, index: u32) -> Option<u32> {
        let code = cluster.code();
        if code == FORBIDDEN {
            return None;
        }
        let kind = usize::from(code >> KIND_SHIFT);
        let allowed = kind == 0 || self.is_inside(kind - 1, index);
        allowed.then_some(u32::from(code & PENALTY))
    }

    fn is_inside(&mut self, kind: usize, index: u32) -> bool {
        let (Some(ranges), Some(passed)) = (self.ranges.get(kind), self.passed.get_mut(kind)) else {
            return false;
        };
        while ranges.get(*passed).is_some_and(|(_, to)| *to <= index) {
            *passed += 1;
        }
        ranges.get(*passed).is_some_and(|(from, _)| *from < index)
    }
}

/// How much a cluster counts towards a last line: signs nothing, an emoji enough by itself.
fn characters_of(cluster: Cluster) -> u32 {
    match cluster.class() {
        BreakClass::Emoji => 2,
        BreakClass::Ideograph
        | BreakClass::Letter
        | BreakClass::Digit
        | BreakClass::WideDigit
        | BreakClass::NonStarter
        | BreakClass::ListMark => 1,
        _ => 0,
    }
}
