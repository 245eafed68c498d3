//! Pictures as few coloured points: a file of PNG, JPEG, GIF or WebP becomes at most [`LONGEST`] points a side, and these the
//! cells of a terminal.
//!
//! Bytes in, points out, within bounds on memory and work: whoever made the file may have meant harm. What must not go in:
//! where a picture lies, and drawing.

mod decode;

use crate::messages::PictureFault;

/// Most points of a side that are kept: two a row of the tallest screens.
pub const LONGEST: usize = 400;

/// The colour of a point: red, green, blue.
pub type Point = [u8; 3];

/// A picture, made small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width and height that the file has.
    pub size: (u32, u32),
    columns: usize,
    points: Vec<Point>,
}

impl Picture {
    /// Reads a picture, of a moving one the first frame.
    ///
    /// # Errors
    /// It is in a form that is not read, is broken, or has more points than are unpacked.
    pub fn read(bytes: &[u8]) -> Result<Self, PictureFault> {
        let unpacked = decode::unpack(bytes)?;
        let size = (unpacked.width as u32, unpacked.height as u32);
        let (columns, rows) = within(size, (LONGEST, LONGEST));
        let points = scaled(columns, rows, (unpacked.width, unpacked.height), &|x, y| unpacked.point(x, y));
        Ok(Self { size, columns, points })
    }

    /// The picture as large as fits into so many columns and rows of square points, row by row, with the number of its
    /// columns. Never larger than it is.
    pub fn fitted(&self, columns: usize, rows: usize) -> (usize, Vec<Point>) {
        let own = (self.columns, self.points.len() / self.columns.max(1));
        let (columns, rows) = within((own.0 as u32, own.1 as u32), (columns, rows));
        let point = |x: usize, y: usize| self.points.get(y * self.columns + x).copied().unwrap_or_default();
        (columns, scaled(columns, rows, own, &point))
    }
}

/// The largest size with the same sides that fits, each side at least one point.
fn within(size: (u32, u32), most: (usize, usize)) -> (usize, usize) {
    let (width, height) = (u64::from(size.0.max(1)), u64::from(size.1.max(1)));
    let (columns, rows) = (most.0.max(1) as u64, most.1.max(1) as u64);
    if width <= columns && height <= rows {
        return (width as usize, height as usize);
    }
    let (columns, rows) = if width * rows > height * columns {
        (columns, (height * columns / width).max(1))
    } else {
        ((width * rows / height).max(1), rows)
    };
    (columns as usize, rows as usize)
}

/// Each point the mean of those that fall on it.
fn scaled(
    columns: usize,
    rows: usize,
    (width, height): (usize, usize),
    point: &dyn Fn(usize, usize) -> Point,
) -> Vec<Point> {
    let mut points = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        let top = row * height / rows;
        let bottom = ((row + 1) * height / rows).max(top + 1);
        for column in 0..columns {
            let left = column * width / columns;
            let right = ((column + 1) * width / columns).max(left + 1);
            let mut sums = [0_u64; 3];
            for y in top..bottom {
                for x in left..right {
                    let point = point(x, y);
                    sums.iter_mut().zip(point).for_each(|(sum, value)| *sum += u64::from(value));
                }
            }
            let count = ((bottom - top) * (right - left)) as u64;
            points.push(sums.map(|sum| (sum / count) as u8));
        }
    }
    points
}

#[cfg(test)]
mod tests;
