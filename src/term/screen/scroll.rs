//! Finds rows that only moved: which band of rows, shifted by how many, leaves the least to write.
//!
//! A cost model proposes candidates; the caller encodes them and decides by the real bytes. Nothing is written here.

use super::{
    encoder::{Encoder, Target},
    grid::{Glyph, Grid},
    paint,
    shift::{How, Shift},
};

/// Bytes to set a region, go to its edge and give it back: `CSI 2;23r`, `CSI 23H`, `CSI r`.
const REGION: i64 = 15;

/// Distances whose costs are computed in full. One is nearly always enough; two panes that scroll differently need two.
const DISTANCES: usize = 4;

/// Glyphs compared in search of distances: all of a 120x40 screen, samples of larger ones (about 0.2 ms).
const COMPARISONS: usize = 200_000;

/// Shifts that could make the way from `shown` to the target shorter, most promising first.
pub(super) fn candidates(shown: &Grid, target: Target<'_>) -> Vec<Shift> {
    let mut distances = promising_distances(shown, target.grid);
    distances.truncate(DISTANCES);
    if distances.is_empty() {
        return Vec::new();
    }
    let rows = shown.rows();
    let costs = Costs {
        stay: (0..rows).map(|y| row_cost(shown.row(y), y, target)).collect(),
        fill: {
            let blank = vec![Glyph::BLANK; usize::from(shown.cols())];
            (0..rows).map(|y| row_cost(&blank, y, target)).collect()
        },
    };
    let mut found: Vec<(i64, Shift)> =
        distances.into_iter().filter_map(|by| costs.best_band(by, shown, target)).collect();
    found.sort_by_key(|&(saved, _)| -saved);
    found.into_iter().map(|(_, shift)| shift).collect()
}

/// Distances at which glyphs that would have to be written are found in another row, best first.
fn promising_distances(shown: &Grid, wanted: &Grid) -> Vec<i16> {
    let rows = shown.rows();
    let every = 1 + usize::from(rows).pow(2) * usize::from(shown.cols()) / COMPARISONS;
    let wrong: Vec<_> = (0..rows).map(|y| wrong_glyphs(shown.row(y), wanted.row(y), every)).collect();
    let found = |by: i16| -> usize {
        let moved = wrong.iter().zip(0..rows).filter_map(|(glyphs, y)| {
            let source = y.checked_add_signed(by).filter(|&source| source < rows)?;
            let row = shown.row(source);
            Some(glyphs.iter().filter(|&&(x, glyph)| row[x] == glyph).count())
        });
        moved.sum::<usize>() * every
    };
    let all = (1 - rows as i16..rows as i16).filter(|&by| by != 0);
    let mut scored: Vec<_> = all.map(|by| (found(by), by)).collect();
    scored.sort_by_key(|&(found, by)| (std::cmp::Reverse(found), by.unsigned_abs()));
    let best = scored.first().map_or(0, |&(found, _)| found);
    scored.retain(|&(found, _)| found > REGION as usize && found * 3 >= best);
    scored.into_iter().map(|(_, by)| by).collect()
}

/// Every `every`-th glyph of a row that must be written, with its column. Spaces do not count; they match everywhere.
fn wrong_glyphs(shown: &[Glyph], wanted: &[Glyph], every: usize) -> Vec<(usize, Glyph)> {
    let wrong = |&(x, glyph): &(usize, Glyph)| glyph != shown[x] && glyph.width > 0 && !glyph.is_space();
    wanted.iter().copied().enumerate().filter(wrong).step_by(every).collect()
}

/// Bytes that each row takes: left where it is, and after the row became blank.
struct Costs {
    stay: Vec<i64>,
    fill: Vec<i64>,
}

impl Costs {
    /// The band that saves most when it moves by `by`, and the bytes it saves.
    fn best_band(&self, by: i16, shown: &Grid, target: Target<'_>) -> Option<(i64, Shift)> {
        let rows = shown.rows();
        let distance = by.unsigned_abs();
        let gain_moved = sums((0..rows).map(|y| match y.checked_add_signed(by) {
            Some(source) if source < rows => {
                self.stay[usize::from(y)] - row_cost(shown.row(source), y, target)
            }
            _ => 0, // never inside a band
        }));
        let gain_filled = sums((0..rows).map(|y| self.stay[usize::from(y)] - self.fill[usize::from(y)]));
        let gain = |top: u16, bottom: u16| {
            let (moved, filled) = if by > 0 {
                (top..bottom - distance, bottom - distance..bottom)
            } else {
                (top + distance..bottom, top..top + distance)
            };
            let between = |sums: &[i64], rows: std::ops::Range<u16>| {
                sums[usize::from(rows.end)] - sums[usize::from(rows.start)]
            };
            let overhead = i64::from(distance) + if (top, bottom) == (0, rows) { 0 } else { REGION };
            between(&gain_moved, moved) + between(&gain_filled, filled) - overhead
        };
        (0..rows)
            .flat_map(|top| (top + distance + 1..=rows).map(move |bottom| (top, bottom)))
            .map(|(top, bottom)| (gain(top, bottom), Shift { top, bottom, by, how: How::Region }))
            .max_by_key(|&(saved, _)| saved)
            .filter(|&(saved, _)| saved > 0)
    }
}

/// Prefix sums: element n is the sum of the first n values.
fn sums(values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut sums = vec![0];
    let mut sum = 0;
    sums.extend(values.map(|value| {
        sum += value;
        sum
    }));
    sums
}

/// Bytes to turn one row into row `y` of the target, with the cursor at its start.
fn row_cost(shown: &[Glyph], y: u16, target: Target<'_>) -> i64 {
    let mut encoder = Encoder::at_row(y, target.grid.rows());
    paint::row(&mut encoder, y, shown, target);
    encoder.bytes.len() as i64
}
