//! Decides which glyphs to write, row by row, so that the terminal shows the wanted frame.
//!
//! It compares alternatives by their length in bytes; `encoder` makes the bytes.

use super::{
    encoder::{Encoder, Target},
    grid::{Glyph, Grid},
    shift::{ScrollRegion, Shift},
};

/// Erasing may be cheaper than writing a run of spaces this long: `CSI K` and a move over them take 6 to 8 bytes.
const WORTH_ERASING: usize = 6;

/// Blanks inside a row that are rather erased: `CSI 12X` and `CSI 12C` take ten bytes.
const MANY_BLANKS: usize = 11;

/// Writes all rows that differ, after moving those of `shift`.
pub(super) fn frame(encoder: &mut Encoder, shown: &Grid, shift: Option<Shift>, target: Target<'_>) {
    let rows = target.grid.rows();
    let Some(shift) = shift else {
        if shown != target.grid {
            encoder.set_region(ScrollRegion::whole(rows), target);
        }
        return differing_rows(encoder, shown, target);
    };
    let ScrollRegion { top, bottom, .. } = shift.region;
    let shifted = shown.shifted(shift.region, shift.by);
    encoder.begin_shift(shift, target);
    (top..bottom).for_each(|y| row(encoder, y, shifted.row(y), target));
    (0..top).chain(bottom..rows).for_each(|y| row(encoder, y, shifted.row(y), target));
}

/// Writes all rows that differ, and leaves the scroll region as it is.
pub(super) fn differing_rows(encoder: &mut Encoder, shown: &Grid, target: Target<'_>) {
    (0..target.grid.rows()).for_each(|y| row(encoder, y, shown.row(y), target));
}

/// Writes row `y` of the target over a row that shows `shown`.
pub(super) fn row(encoder: &mut Encoder, y: u16, shown: &[Glyph], target: Target<'_>) {
    let wanted = target.grid.row(y);
    let Some(first) = (0..wanted.len()).find(|&x| shown[x] != wanted[x]) else { return };
    let end = text_end(wanted);
    let spaces = (first..end).filter(|&x| wanted[x] == Glyph::BLANK && shown[x] != Glyph::BLANK).count();
    if spaces < WORTH_ERASING {
        return differences(encoder, y, shown, target);
    }
    let mut plain = encoder.fork();
    differences(&mut plain, y, shown, target);
    let mut erased = encoder.fork();
    let mut left = shown.to_vec();
    left[first..].fill(Glyph::BLANK);
    erased.erase_from(first as u16, y, target);
    differences(&mut erased, y, &left, target);
    encoder.join(if erased.bytes.len() < plain.bytes.len() { erased } else { plain });
}

/// How many blanks begin at column `x`, up to the last one that has to be written; none if the first has not.
fn stale_blanks(x: usize, shown: &[Glyph], wanted: &[Glyph]) -> usize {
    if wanted[x] != Glyph::BLANK || shown[x] == Glyph::BLANK {
        return 0;
    }
    let end = (x..wanted.len()).find(|&x| wanted[x] != Glyph::BLANK).unwrap_or(wanted.len());
    (x..end).rev().find(|&x| shown[x] != Glyph::BLANK).map_or(0, |last| last + 1 - x)
}

/// Where the blank end of a row begins.
fn text_end(row: &[Glyph]) -> usize {
    row.iter().rposition(|&glyph| glyph != Glyph::BLANK).map_or(0, |last| last + 1)
}

/// Writes the glyphs that differ, from left to right, and erases the end of the row if that is blank.
fn differences(encoder: &mut Encoder, y: u16, shown: &[Glyph], target: Target<'_>) {
    let wanted = target.grid.row(y);
    let end = text_end(wanted);
    let mut x = 0;
    let mut spoilt = false; // whether the glyph before may have been drawn too wide
    while x < end {
        let glyph = wanted[x];
        let blanks = stale_blanks(x, shown, wanted);
        if blanks >= MANY_BLANKS && target.erases && !spoilt {
            encoder.erase(x as u16, y, blanks as u16, target);
            x += blanks;
            continue;
        }
        let stale = spoilt || glyph != shown[x];
        if stale {
            encoder.put(x as u16, y, glyph, target);
        }
        spoilt = stale && target.doubts(glyph);
        x += usize::from(glyph.width.max(1));
    }
    let stale = |x: &usize| shown[*x] != Glyph::BLANK || spoilt && *x == end;
    let Some(first) = (end..wanted.len()).find(stale) else { return };
    let last = (first..wanted.len()).rev().find(stale).unwrap_or(first);
    if last - first < b"\x1b[K".len() - 1 {
        (first..=last).for_each(|x| encoder.put(x as u16, y, Glyph::BLANK, target));
    } else {
        encoder.erase_from(first as u16, y, target);
    }
}
