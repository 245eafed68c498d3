//! The tile map: the approximate place of each division in a grid of eight by eight tiles, and the steps between tiles.
//!
//! Geography only; `view` adds counts and shades.

use super::panes::Area;
use crate::province::PROVINCES;

/// Columns of the grid.
pub const COLUMNS: u16 = 8;
/// Rows of the grid.
pub const ROWS: u16 = 8;
/// Columns and rows of the smallest screen that fits the map: a tile takes five columns and two rows, the title one row
/// above and the hints one below.
pub const FEWEST: (u16, u16) = (5 * COLUMNS, 2 * ROWS + 2);

/// The grid, north at the top: the ISO code of the division on each tile, or none. Neighbours in the grid are neighbours in the
/// country, or nearly so; Hainan and Taiwan lie off the coast.
#[rustfmt::skip]
const GRID: [[&str; COLUMNS as usize]; ROWS as usize] = [
    ["",   "",   "",   "",   "",   "",   "",   "HL"],
    ["",   "",   "",   "",   "NM", "",   "",   "JL"],
    ["XJ", "",   "GS", "NX", "",   "BJ", "TJ", "LN"],
    ["",   "QH", "",   "SN", "SX", "HE", "SD", ""  ],
    ["",   "XZ", "SC", "CQ", "HA", "AH", "JS", "SH"],
    ["",   "",   "",   "GZ", "HB", "JX", "ZJ", ""  ],
    ["",   "",   "YN", "GX", "HN", "GD", "FJ", "TW"],
    ["",   "",   "",   "",   "HI", "MO", "HK", ""  ],
];

/// Most columns of a tile: 内蒙古 and a sign.
const WIDEST: u16 = 10;

/// Where the tiles stand on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TileGrid {
    left: u16,
    /// Columns of a tile, and its rows with the gap below it.
    size: (u16, u16),
}

impl TileGrid {
    /// The grid on a screen of this size, below a title row and above a row of hints; `None` if it does not fit.
    pub fn of(cols: u16, rows: u16) -> Option<Self> {
        let size = ((cols / COLUMNS).min(WIDEST), (rows.saturating_sub(2) / ROWS).min(3));
        (size.0 >= 4 && size.1 >= 2).then(|| Self { left: (cols - size.0 * COLUMNS) / 2, size })
    }

    /// The cells of the tile in this column and row of the grid.
    pub fn area(&self, (col, row): (u16, u16)) -> Area {
        let (cols, rows) = self.size;
        Area { x: self.left + col * cols, y: 1 + row * rows, cols, rows: rows.min(2) }
    }

    /// The division whose tile holds a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<usize> {
        tiles().position(|place| self.area(place).holds(x, y))
    }
}

/// A direction on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Up.
    North,
    /// Down.
    South,
    /// Left.
    West,
    /// Right.
    East,
}

/// Column and row of each tile, in the standard order of the divisions.
pub fn tiles() -> impl Iterator<Item = (u16, u16)> {
    PROVINCES.iter().map(|province| place(province.iso))
}

/// Column and row of the division `number`.
pub fn tile(number: usize) -> Option<(u16, u16)> {
    PROVINCES.get(number).map(|province| place(province.iso))
}

fn place(code: &str) -> (u16, u16) {
    let rows = (0_u16..).zip(GRID);
    let places = rows.flat_map(|(row, codes)| (0_u16..).zip(codes).map(move |(col, c)| (c, (col, row))));
    places.into_iter().find(|(c, _)| *c == code).map_or((0, 0), |(_, place)| place)
}

/// The tile one step from the division `from`: the nearest one in that direction. Sideways distance counts double, so that
/// the opposite step nearly always leads back.
pub fn next(from: usize, direction: Direction) -> Option<usize> {
    let (x, y) = tile(from)?;
    let distance = |(col, row): (u16, u16)| {
        let (east, south) = (i32::from(col) - i32::from(x), i32::from(row) - i32::from(y));
        let (ahead, aside) = match direction {
            Direction::North => (-south, east),
            Direction::South => (south, east),
            Direction::West => (-east, south),
            Direction::East => (east, south),
        };
        (ahead > 0).then_some(ahead + 2 * aside.abs())
    };
    let near = tiles().enumerate().filter_map(|(number, place)| Some((distance(place)?, number)));
    near.min().map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const DIRECTIONS: [Direction; 4] = [Direction::North, Direction::South, Direction::West, Direction::East];

    #[test]
    fn every_division_has_a_tile_of_its_own() {
        let places: HashSet<(u16, u16)> = tiles().collect();
        assert_eq!(places.len(), 34);
        assert_eq!(GRID.concat().iter().filter(|code| !code.is_empty()).count(), 34);
    }

    #[test]
    fn a_cell_of_a_tile_is_its_division() {
        for (cols, rows) in [(40, 18), (80, 24), (120, 40), (200, 60)] {
            let grid = TileGrid::of(cols, rows).unwrap();
            for (number, place) in tiles().enumerate() {
                let area = grid.area(place);
                assert!(area.x + area.cols <= cols && area.y + area.rows < rows, "{cols}x{rows} {number}");
                assert_eq!(grid.at(area.x, area.y + 1), Some(number));
            }
            assert_eq!(grid.at(0, 0), None);
        }
        assert_eq!([TileGrid::of(31, 40), TileGrid::of(80, 16)], [None, None]);
    }

    #[test]
    fn every_tile_is_reached_from_every_other() {
        for start in 0..34 {
            let (mut seen, mut open) = (HashSet::from([start]), vec![start]);
            while let Some(from) = open.pop() {
                let reached = DIRECTIONS.iter().filter_map(|direction| next(from, *direction));
                open.extend(reached.filter(|to| seen.insert(*to)).collect::<Vec<_>>());
            }
            assert_eq!(seen.len(), 34, "from {start}");
        }
    }

    #[test]
    fn a_step_goes_to_the_neighbour() {
        let number = |sign| PROVINCES.iter().position(|p| p.sign == sign).unwrap();
        let step = |from, direction| next(number(from), direction).map(|to| PROVINCES[to].sign);
        assert_eq!(step('黑', Direction::South), Some('吉'));
        assert_eq!(step('京', Direction::East), Some('津'));
        assert_eq!(step('新', Direction::East), Some('甘'));
        assert_eq!(step('沪', Direction::East), None);
        assert_eq!(step('黑', Direction::North), None);
    }
}
