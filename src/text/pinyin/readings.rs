//! The readings of characters, from `assets/pinyin.txt`: 70 KB of text become a table in half a millisecond when it is
//! first asked.
//!
//! What must not go in: words, and what was typed.

use std::sync::LazyLock;

/// A syllable and the characters that are read so, a line.
const LIST: &str = include_str!("../../../assets/pinyin.txt");
/// The block of unified ideographs, which is looked up by number.
const FIRST: u32 = 0x4E00;
const END: u32 = 0xA000;

static TABLE: LazyLock<ReadingTable> = LazyLock::new(ReadingTable::new);

struct ReadingTable {
    syllables: Vec<&'static str>,
    /// Characters and the numbers of their syllables, rising.
    pairs: Vec<(char, u16)>,
    /// Where the pairs of each character of the block begin, and the end of the block.
    starts: Vec<u16>,
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
        let mut starts = Vec::with_capacity((END - FIRST) as usize + 1);
        let mut at = 0;
        for code in FIRST..=END {
            while pairs.get(at).is_some_and(|(c, _)| (*c as u32) < code) {
                at += 1;
            }
            starts.push(at as u16);
        }
        Self { syllables, pairs, starts }
    }

    fn pairs_of(&self, c: char) -> &[(char, u16)] {
        let range = match (c as u32).checked_sub(FIRST).map(|at| at as usize) {
            Some(at) if (c as u32) < END => match (self.starts.get(at), self.starts.get(at + 1)) {
                (Some(start), Some(end)) => usize::from(*start)..usize::from(*end),
                _ => return &[],
            },
            _ if c.is_ascii() => return &[],
            _ => {
                self.pairs.partition_point(|pair| pair.0 < c)..self.pairs.partition_point(|pair| pair.0 <= c)
            }
        };
        self.pairs.get(range).unwrap_or_default()
    }
}

/// The readings of a character in ASCII letters, `v` for ü, without tones; none for what is not Chinese.
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
