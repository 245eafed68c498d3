//! The places where a line of a given measure may end, ready for a breaker.
//!
//! Whatever does not fit is made to fit here: tokens wider than a line get places inside, and stretches without any
//! legal place are cut by force. A breaker then finds a line from every candidate to a later one. No choice among them
//! is made here.

use super::super::analyse::{Cluster, FORBIDDEN, KIND_SHIFT, Penalties};
use super::super::classes::Class;
use super::{Line, Measure};

/// Dearer than anything else: a cut by force.
const FORCED: u32 = 1_000_000;

/// A place where a line may end and the next may start. All cells are counted from the start of the paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Index of the cluster after it.
    pub(super) at: u32,
    /// Cells before it.
    pub(super) left: u32,
    /// Cells before it without blanks at its end.
    pub(super) ink: u32,
    /// What a line end here costs.
    pub(super) penalty: u32,
}

/// All candidates of a paragraph: its start, the places in between, its end.
pub(super) struct Candidates<'a> {
    penalties: &'a Penalties,
    places: Vec<Candidate>,
    cells: u32,
    indent: u32,
    /// Index of the first candidate after which no more than one character follows.
    orphans: usize,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(penalties: &'a Penalties, measure: Measure) -> Self {
        let cells = u32::from(measure.cells.max(1));
        let indent = u32::from(measure.used_indent());
        let mut all = Self { penalties, places: Vec::new(), cells, indent, orphans: usize::MAX };
        all.collect();
        all.orphans = all.first_orphan();
        all
    }

    /// The candidates; the first is the start of the paragraph, the last its end.
    pub(super) fn places(&self) -> &[Candidate] {
        &self.places
    }

    /// Cells for the text of a line that starts at candidate `from`.
    pub(super) fn room(&self, from: usize) -> u32 {
        if from == 0 { self.cells - self.indent } else { self.cells }
    }

    /// Whether a last line that starts at candidate `from` holds one character or less (clreq: 孤字不成行).
    pub(super) fn is_orphan(&self, from: usize) -> bool {
        from > 0 && from >= self.orphans
    }

    fn collect(&mut self) {
        let clusters = self.penalties.clusters();
        let cut_tokens = self.open_tokens();
        self.places.reserve(clusters.len() + 2);
        let mut here = Candidate { at: 0, left: 0, ink: 0, penalty: 0 };
        self.places.push(here);
        for (index, cluster) in clusters.iter().enumerate() {
            here.at = index as u32;
            if index > 0
                && let Some(penalty) = penalty(*cluster, index, &cut_tokens)
            {
                here.penalty = penalty;
                self.push(here);
            }
            here.left += u32::from(cluster.cells());
            if !cluster.is_blank() {
                here.ink = here.left;
            }
        }
        here.at = clusters.len() as u32;
        here.penalty = 0;
        self.push(here);
    }

    /// Adds a candidate, and cuts by force what lies between it and the one before if that is wider than a line.
    fn push(&mut self, next: Candidate) {
        while let Some(last) = self.places.last().copied() {
            let room = self.room(self.places.len() - 1);
            if next.ink.saturating_sub(last.left) <= room {
                break;
            }
            let Some(cut) = self.forced_cut(last, next, room) else { break };
            self.places.push(cut);
        }
        self.places.push(next);
    }

    /// The place of a cut by force between `last` and `next`: as far as the room goes, but after one cluster at least.
    fn forced_cut(&self, last: Candidate, next: Candidate, room: u32) -> Option<Candidate> {
        let between = self.penalties.clusters().get(last.at as usize..next.at as usize)?;
        let mut cut = last;
        for (index, cluster) in between.iter().enumerate() {
            let left = cut.left + u32::from(cluster.cells());
            if index > 0 && !cluster.is_blank() && left - last.left > room {
                break;
            }
            cut.at += 1;
            cut.left = left;
            if !cluster.is_blank() {
                cut.ink = left;
            }
        }
        cut.penalty = FORCED;
        (cut.at < next.at).then_some(cut)
    }

    /// Tokens that are wider than the narrowest line, as ranges of cluster indices with their kind.
    fn open_tokens(&self) -> Vec<(u16, u32, u32)> {
        let room = self.cells - self.indent;
        let wide = self.penalties.tokens().iter().filter(|token| token.cells > room);
        wide.map(|token| (token.kind as u16, token.from, token.to)).collect()
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

    /// The lines between the candidates `ends` (ascending, the last is the end of the paragraph).
    pub(super) fn lines(&self, ends: &[usize]) -> Vec<Line> {
        let mut from = 0;
        let mut lines = Vec::with_capacity(ends.len());
        for end in ends {
            if let (Some(start), Some(stop)) = (self.places.get(from), self.places.get(*end)) {
                let indent = if from == 0 { self.indent } else { 0 };
                lines.push(Line {
                    start: self.byte(start.at),
                    end: self.byte(stop.at),
                    indent: indent as u16,
                    width: (indent + stop.ink.saturating_sub(start.left)) as u16,
                    pads: Box::default(),
                });
            }
            from = *end;
        }
        lines
    }

    fn byte(&self, cluster: u32) -> u32 {
        self.penalties.clusters().get(cluster as usize).map_or_else(|| self.penalties.bytes(), Cluster::start)
    }
}

/// What a line end before `cluster` costs, if one is allowed there.
fn penalty(cluster: Cluster, index: usize, open_tokens: &[(u16, u32, u32)]) -> Option<u32> {
    let code = cluster.code();
    if code == FORBIDDEN {
        return None;
    }
    let kind = code >> KIND_SHIFT;
    let inside =
        |token: &(u16, u32, u32)| token.0 == kind && token.1 < index as u32 && (index as u32) < token.2;
    (kind == 0 || open_tokens.iter().any(inside)).then_some(u32::from(code & ((1 << KIND_SHIFT) - 1)))
}

/// How much a cluster counts against an orphan: signs nothing, a picture enough by itself.
fn characters_of(cluster: Cluster) -> u32 {
    match cluster.class() {
        Class::Emoji => 2,
        Class::Ideograph
        | Class::Letter
        | Class::Digit
        | Class::WideDigit
        | Class::NonStarter
        | Class::ListMark => 1,
        _ => 0,
    }
}
