//! Decides which glyphs to write, row by row, so that the terminal shows the wanted frame.
//!
//! It compares alternatives by their length in bytes; `encoder` makes the bytes.

use super::{
    encoder::{Encoder, Target},
    grid::{Glyph, Grid},
    shift::Shift,
};

/// Erasing may be cheaper than writing a run of spaces this long: `CSI K` and a move over them take 6 to 8 bytes.
const WORTH_ERASING: usize = 6;

/// Writes all rows that differ, after moving those of `shift`.
pub(super) fn frame(encoder: &mut Encoder, shown: &Grid, shift: Option<Shift>, target: Target<'_>) {
    let rows = target.grid.rows();
    let Some(shift) = shift else {
        if shown != target.grid {
            encoder.set_region(0..rows, rows);
        }
        (0..rows).for_each(|y| row(encoder, y, shown.row(y), target));
        return;
    };
    let shifted = shown.shifted(shift.top, shift.bottom, shift.by);
    encoder.begin_shift(shift, target);
    (shift.top..shift.bottom).for_each(|y| row(encoder, y, shifted.row(y), target));
    (0..shift.top).chain(shift.bottom..rows).for_each(|y| row(encoder, y, shifted.row(y), target));
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
