//! Turns the chosen line ends into lines: their ranges, widths and pads.

use super::super::analyse::Cluster;
use super::candidates::{LineEnd, LineEnds};
use super::{Edge, Measure, Pad, WrappedLine, pads};

/// The lines between the candidates `ends` (ascending, the last is the end of the paragraph).
pub(super) fn lines(candidates: &LineEnds<'_>, ends: &[usize]) -> Vec<WrappedLine> {
    let places = candidates.places();
    let mut from = 0;
    let mut lines = Vec::with_capacity(ends.len());
    for &end in ends {
        if let (Some(start), Some(stop)) = (places.get(from), places.get(end)) {
            let spare = Spare {
                indent: if from == 0 { candidates.indent() } else { 0 },
                cells: candidates.room(from),
                fills: end + 1 < places.len(),
            };
            lines.push(line(candidates, (*start, *stop), &spare));
        }
        from = end;
    }
    lines
}

/// The frame of a line.
struct Spare {
    indent: u32,
    /// Cells after the indent.
    cells: u32,
    /// Whether a flush edge fills the line: all but the last.
    fills: bool,
}

fn line(candidates: &LineEnds<'_>, (start, stop): (LineEnd, LineEnd), spare: &Spare) -> WrappedLine {
    let (penalties, measure) = candidates.basis();
    let clusters = penalties.clusters().get(start.at as usize..stop.at as usize).unwrap_or_default();
    let pads = if measure.grid || measure.edge == Edge::Flush {
        padded(clusters, stop.hang, measure, spare)
    } else {
        Vec::new()
    };
    let added: u32 = pads.iter().map(|pad| u32::from(pad.cells)).sum();
    let byte =
        |at: u32| penalties.clusters().get(at as usize).map_or_else(|| penalties.bytes(), Cluster::start);
    let text = if measure.grid { ink(clusters) } else { (stop.ink + stop.hang).saturating_sub(start.left) };
    WrappedLine {
        start: byte(start.at),
        end: byte(stop.at),
        indent: spare.indent as u16,
        width: (spare.indent + text + added) as u16,
        pads: pads.into(),
    }
}

/// The pads of a line whose last mark hangs by `hang` cells.
fn padded(clusters: &[Cluster], hang: u32, measure: Measure, spare: &Spare) -> Vec<Pad> {
    let drawn = clusters.iter().rposition(|cluster| !cluster.is_blank()).map_or(0, |last| last + 1);
    let clusters = clusters.get(..drawn).unwrap_or_default();
    let short = spare.cells.saturating_sub(ink(clusters).saturating_sub(hang));
    let mut pads = if measure.grid { pads::grid(clusters, spare.indent) } else { Vec::new() };
    pads.truncate(short as usize);
    if measure.edge == Edge::Flush && spare.fills {
        let step = if measure.grid { 2 } else { 1 };
        let more = pads::fill(clusters, short - pads.len() as u32, step);
        merge(&mut pads, more);
    }
    pads
}

/// Cells of the clusters without trailing blanks.
fn ink(clusters: &[Cluster]) -> u32 {
    let drawn = clusters.iter().rposition(|cluster| !cluster.is_blank()).map_or(0, |last| last + 1);
    clusters.iter().take(drawn).map(|cluster| u32::from(cluster.cells())).sum()
}

/// Merges pads into `pads`; two at the same place become one.
fn merge(pads: &mut Vec<Pad>, more: Vec<Pad>) {
    pads.extend(more);
    pads.sort_unstable_by_key(|pad| pad.at);
    pads.dedup_by(|next, kept| {
        let same = next.at == kept.at;
        if same {
            kept.cells += next.cells;
        }
        same
    });
}
