//! Finds rows that only moved: which band of rows, shifted by how many, leaves the least to write.
//!
//! A cost model proposes candidates; the caller encodes them and decides by the real bytes. Nothing is written here.

use super::{
    encoder::{Encoder, Target},
    grid::{Glyph, Grid},
    paint,
    shift::{How, ScrollRegion, Shift},
};

/// Bytes to set a region, go to its edge and give it back: `CSI 2;23r`, `CSI 23H`, `CSI r`.
const REGION: i64 = 15;

/// The same with a left margin: `CSI ?69h`, `CSI 2;39r`, `CSI 61;120s`, `CSI 39;61H`, and `CSI ?69l`, `CSI r`.
const REGION_WITH_MARGIN: i64 = 40;

/// Distances whose costs are computed in full. One is nearly always enough; two panes that scroll differently need two.
const DISTANCES: usize = 4;

/// Glyphs compared in search of distances: all of a 120x40 screen, samples of larger ones (about 0.2 ms).
const COMPARISONS: usize = 200_000;

/// Shifts that could make the way from `shown` to the target shorter, most promising first. Only a terminal with
/// `margins` can move part of its rows.
pub(super) fn candidates(shown: &Grid, target: Target<'_>, margins: bool) -> Vec<Shift> {
    let mut distances = promising_distances(shown, target.grid);
    distances.truncate(DISTANCES);
    if distances.is_empty() {
        return Vec::new();
    }
    let whole_rows = Costs::new(0, shown, target);
    let mut found = Vec::new();
    for by in distances {
        found.extend(whole_rows.best_band(by, shown, target));
        let left = if margins { left_edge(by, shown, target.grid) } else { 0 };
        if left > 0 {
            found.extend(Costs::new(left, shown, target).best_band(by, shown, target));
        }
    }
    found.retain(|(_, shift)| shown.has_clean_edge(shift.region));
    found.sort_by_key(|&(saved, _)| -saved);
    found.into_iter().map(|(_, shift)| shift).collect()
}

/// The column from which on moving all rows by `by` saves most glyphs.
fn left_edge(by: i16, shown: &Grid, wanted: &Grid) -> u16 {
    let rows = shown.rows();
    let mut saved = vec![0_i64; usize::from(shown.cols())];
    for y in 0..rows {
        let Some(source) = y.checked_add_signed(by).filter(|source| *source < rows) else { continue };
        let glyphs = wanted.row(y).iter().zip(shown.row(y)).zip(shown.row(source));
        for (saved, ((glyph, stays), moved)) in saved.iter_mut().zip(glyphs) {
            *saved += (i64::from(glyph != stays) - i64::from(glyph != moved)) * i64::from(glyph.width);
        }
    }
    let (mut sum, mut best, mut left) = (0, 0, 0);
    for (x, saved) in saved.iter().enumerate().rev() {
        sum += saved;
        if sum > best {
            (best, left) = (sum, x);
        }
    }
    left as u16
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

/// Bytes that each row takes: left where it is, and after it became blank from column `left` on.
struct Costs {
    left: u16,
    stay: Vec<i64>,
    fill: Vec<i64>,
}

impl Costs {
    fn new(left: u16, shown: &Grid, target: Target<'_>) -> Self {
        let blank = vec![Glyph::BLANK; usize::from(shown.cols())];
        let rows = 0..shown.rows();
        Self {
            left,
            stay: rows.clone().map(|y| row_cost(shown.row(y), y, target)).collect(),
            fill: rows.map(|y| row_cost(&joined(shown.row(y), &blank, left), y, target)).collect(),
        }
    }

    /// The band that saves most when it moves by `by`, and the bytes it saves.
    fn best_band(&self, by: i16, shown: &Grid, target: Target<'_>) -> Option<(i64, Shift)> {
        let rows = shown.rows();
        let distance = by.unsigned_abs();
        let gain_moved = sums((0..rows).map(|y| match y.checked_add_signed(by) {
            Some(source) if source < rows => {
                let moved = joined(shown.row(y), shown.row(source), self.left);
                self.stay[usize::from(y)] - row_cost(&moved, y, target)
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
            let region = match self.left {
                0 if (top, bottom) == (0, rows) => 0,
                0 => REGION,
                _ => REGION_WITH_MARGIN,
            };
            let overhead = i64::from(distance) + region;
            between(&gain_moved, moved) + between(&gain_filled, filled) - overhead
        };
        (0..rows)
            .flat_map(|top| (top + distance + 1..=rows).map(move |bottom| (top, bottom)))
            .map(|(top, bottom)| {
                let region = ScrollRegion { top, bottom, left: self.left };
                (gain(top, bottom), Shift { region, by, how: How::Region })
            })
            .max_by_key(|&(saved, _)| saved)
            .filter(|&(saved, _)| saved > 0)
    }
}

/// A row that is `kept` up to column `left` and `moved` from there on.
fn joined(kept: &[Glyph], moved: &[Glyph], left: u16) -> Vec<Glyph> {
    let left = usize::from(left);
    [&kept[..left], &moved[left..]].concat()
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
