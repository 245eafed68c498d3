//! When the key of each article was first seen. Of all sections this one outlives its snapshot: it is carried over by key from
//! whatever snapshot is replaced, even if nothing else of that can be used, so it has a version of its own.
//!
//! What must not go in: what a reader makes of it.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::store::{Column, Container, SectionKind};

/// A row for each key, sorted, below a first row with the version. One section.
pub(super) const SEEN: SectionKind = SectionKind::primary(5);

/// The layout of the section, in its first row with two zeros. Another one is not carried over.
const VERSION: u64 = 1;

/// A key in two halves, and seconds since 1970.
pub(super) type SeenRow = [u64; 3];

/// The rows for these sorted `keys`, each in two halves with its article: what `before` says, and `now` for what is new.
pub(super) fn rows(keys: &[[u64; 3]], before: &[SeenRow], now: u64) -> Vec<SeenRow> {
    let mut rows = vec![[VERSION, 0, 0]];
    let mut known = before.iter().peekable();
    for [high, low, _] in keys {
        if rows.len() > 1 && rows.last().is_some_and(|row| row.starts_with(&[*high, *low])) {
            continue;
        }
        while known.next_if(|row| [row[0], row[1]] < [*high, *low]).is_some() {}
        let seen = known.next_if(|row| [row[0], row[1]] == [*high, *low]);
        rows.push([*high, *low, seen.map_or(now, |row| row[2])]);
    }
    rows
}

/// What the snapshot at `path` says, whatever it was made from; nothing if there is none, or it cannot be read.
pub(super) fn carried(path: &Path) -> Vec<SeenRow> {
    let container = Container::open(path).ok();
    let column = container.and_then(|container| container.column::<SeenRow>(SEEN, 0));
    column.and_then(|column| known(&column).map(<[SeenRow]>::to_vec)).unwrap_or_default()
}

fn known(column: &Column<SeenRow>) -> Option<&[SeenRow]> {
    let (version, rows) = column.all()?.split_first()?;
    (*version == [VERSION, 0, 0] && rows.is_sorted()).then_some(rows)
}

/// When a key was first seen, in seconds since 1970.
pub(super) fn find(column: &Column<SeenRow>, key: u128) -> Option<u64> {
    let wanted = [(key >> 64) as u64, key as u64];
    let rows = known(column)?;
    let at = rows.partition_point(|row| [row[0], row[1]] < wanted);
    rows.get(at).filter(|row| row.starts_with(&wanted)).map(|row| row[2])
}

/// The earliest time, and the keys that were first seen after it and after `after`, each with its time.
pub(super) fn later(column: &Column<SeenRow>, after: u64) -> Option<(u64, Vec<(u128, u64)>)> {
    let rows = known(column)?;
    let first = rows.iter().map(|row| row[2]).min()?;
    let later = rows.iter().filter(|row| row[2] > after.max(first));
    Some((first, later.map(|row| (u128::from(row[0]) << 64 | u128::from(row[1]), row[2])).collect()))
}

/// Seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_known_stays_and_what_is_new_is_seen_now() {
        let keys = [[1, 1, 0], [1, 1, 5], [2, 0, 1], [9, 9, 2]];
        let rows = rows(&keys, &[[1, 0, 7], [2, 0, 70], [3, 0, 700]], 9000);
        assert_eq!(rows, [[VERSION, 0, 0], [1, 1, 9000], [2, 0, 70], [9, 9, 9000]]);
        let column = Column::from(rows);
        assert_eq!(find(&column, 2 << 64), Some(70));
        assert_eq!(find(&column, 3 << 64), None);
        let key = |high: u128, low: u128| high << 64 | low;
        let later = |after| later(&column, after).unwrap();
        assert_eq!(
            later(0),
            (70, vec![(key(1, 1), 9000), (key(9, 9), 9000)]),
            "nothing of the first snapshot"
        );
        assert_eq!(later(9000), (70, Vec::new()));
        assert_eq!(find(&Column::from(vec![[VERSION + 1, 0, 0], [2, 0, 70]]), 2 << 64), None);
    }
}
