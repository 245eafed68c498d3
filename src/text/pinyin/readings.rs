//! The readings of characters, parsed from `assets/pinyin.txt` (70 KB) on first use in half a millisecond.
//!
//! What must not go in: words and typed text.

use std::sync::LazyLock;

use crate::text::han::HanTable;

/// One syllable per line with the characters read so.
const LIST: &str = include_str!("../../../assets/pinyin.txt");

static TABLE: LazyLock<ReadingTable> = LazyLock::new(ReadingTable::new);

struct ReadingTable {
    syllables: Vec<&'static str>,
    /// Characters and the indices of their syllables, sorted.
    pairs: Vec<(char, u16)>,
    /// The range of pairs of each character of the main block.
    ranges: HanTable<(u16, u16)>,
}

impl ReadingTable {
    fn new() -> Self {
        let lines =
            || LIST.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
        let syllables = lines().map(|(syllable, _)| syllable).collect();
        let numbered =
            lines().enumerate().flat_map(|(n, (_, chars))| chars.chars().map(move |c| (c, n as u16)));
        let mut pairs: Vec<(char, u16)> = numbered.collect();
        pairs.sort_unstable();
        let mut ranges = HanTable::<(u16, u16)>::default();
        let mut at = 0;
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            let end = at + group.len() as u16;
            if let Some(range) = group.first().and_then(|(c, _)| ranges.get_mut(*c)) {
                *range = (at, end);
            }
            at = end;
        }
        Self { syllables, pairs, ranges }
    }

    fn pairs_of(&self, c: char) -> &[(char, u16)] {
        let range = match self.ranges.get(c) {
            Some((start, end)) => usize::from(*start)..usize::from(*end),
            None if c.is_ascii() => return &[],
            None => {
                self.pairs.partition_point(|pair| pair.0 < c)..self.pairs.partition_point(|pair| pair.0 <= c)
            }
        };
        self.pairs.get(range).unwrap_or_default()
    }
}

/// The readings of a character in ASCII letters, `v` for ü, without tones; empty for a character that is not Chinese.
pub(super) fn readings(c: char) -> impl Iterator<Item = &'static str> {
    let table: &'static ReadingTable = &TABLE;
    table.pairs_of(c).iter().filter_map(|(_, syllable)| table.syllables.get(usize::from(*syllable)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(c: char) -> String {
        readings(c).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TABLE.syllables.len(), 411);
        assert!(TABLE.pairs.len() < usize::from(u16::MAX) && TABLE.syllables.iter().all(|s| s.is_ascii()));
    }

    #[test]
    fn simplified_and_traditional_characters_have_readings() {
        assert_eq!([joined('重'), joined('長'), joined('女')], ["chong zhong", "chang zhang", "nv"]);
        assert_eq!([joined('〇'), joined('𨱔'), joined('a'), joined('鿿')], ["ling", "zun", "", ""]);
    }
}
