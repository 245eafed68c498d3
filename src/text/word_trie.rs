//! The word list as a table in the program's read-only data: which words begin at a character, and how probable each is.
//!
//! `build/words.rs` makes the table from `assets/words.txt` and describes it. It is ready at once and costs no memory of a
//! process's own: its pages are those of the program's file. What must not go in: choosing among words.

/// Bits of a base and of a unit's number.
const UNIT_BITS: u32 = 20;
const UNIT_MASK: u64 = (1 << UNIT_BITS) - 1;

/// Bytes that can be read as numbers of 8 bytes.
#[repr(C, align(8))]
struct Aligned<Bytes: ?Sized>(Bytes);

static TABLE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/words.bin")));

/// The table, as numbers. Making one costs nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordTrie {
    weights: &'static [f64],
    units: &'static [u64],
    codes: &'static [u16],
}

impl WordTrie {
    pub(super) fn get() -> Self {
        let bytes = &TABLE.0;
        let number = |at: usize| {
            let number = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            number.map_or(0, u32::from_ne_bytes) as usize
        };
        let units = 8 + number(0) * 8;
        let codes = units + number(4) * 8;
        Self {
            weights: bytemuck::cast_slice(bytes.get(8..units).unwrap_or_default()),
            units: bytemuck::cast_slice(bytes.get(units..codes).unwrap_or_default()),
            codes: bytemuck::cast_slice(bytes.get(codes..).unwrap_or_default()),
        }
    }

    /// The code of a character; 0 if no word has it.
    #[inline]
    pub(super) fn code(&self, c: char) -> u16 {
        self.codes.get(c as usize).copied().unwrap_or(0)
    }

    /// The logarithm of the probability of a character that is no word of the list.
    pub(super) fn unknown(&self) -> f64 {
        self.weights.first().copied().unwrap_or_default()
    }

    /// Hands over each word that begins with these codes, shorter ones first: its number of characters and the logarithm
    /// of its probability.
    #[inline]
    pub(super) fn words(&self, codes: impl Iterator<Item = u16>, mut word: impl FnMut(usize, f64)) {
        let mut unit = 0;
        let mut entry = self.units.first().copied().unwrap_or_default();
        for (chars, code) in (1..).zip(codes) {
            let child = (entry & UNIT_MASK) as usize + usize::from(code);
            entry = match self.units.get(child) {
                Some(entry) if code != 0 && (entry >> UNIT_BITS) & UNIT_MASK == unit => *entry,
                _ => return,
            };
            unit = child as u64;
            let weight = (entry >> (2 * UNIT_BITS)) as usize;
            if let Some(weight) = self.weights.get(weight).filter(|_| weight != 0) {
                word(chars, *weight);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that a text begins with.
    fn words(text: &str) -> Vec<String> {
        let trie = WordTrie::get();
        let mut found = Vec::new();
        trie.words(text.chars().map(|c| trie.code(c)), |chars, weight| {
            assert!(weight < 0.0);
            found.push(text.chars().take(chars).collect());
        });
        found
    }

    #[test]
    fn the_words_at_the_beginning_of_a_text_are_found() {
        assert_eq!(words("主题教育工作"), ["主", "主题"]);
        assert_eq!(words("中华人民共和国成立"), ["中", "中华", "中华人民", "中华人民共和国"]);
        assert_eq!(words("T恤衫"), ["T恤", "T恤衫"]);
        for none in ["", "é主题", "😀", "\u{0}", "□"] {
            assert_eq!(words(none), [""; 0]);
        }
    }

    #[test]
    fn every_word_of_the_list_is_there() {
        let (trie, mut count, mut word) = (WordTrie::get(), 0, String::new());
        for line in include_str!("../../assets/words.txt").lines().filter(|line| !line.starts_with('#')) {
            let (shared, rest) = line.split_at(1);
            let kept: String = word.chars().take(usize::from_str_radix(shared, 36).unwrap()).collect();
            word = kept + rest.split('\t').next().unwrap();
            let mut longest = 0;
            trie.words(word.chars().map(|c| trie.code(c)), |chars, _| longest = chars);
            assert_eq!(longest, word.chars().count(), "{word}");
            count += 1;
        }
        let recent = include_str!("../../assets/recent_words.txt").lines().skip(1);
        let recent = recent.flat_map(str::split_whitespace).count();
        let entries = trie.units.iter().filter(|unit| **unit >> (2 * UNIT_BITS) != 0).count();
        assert_eq!((count, entries), (349_045, 349_045 + recent));
    }
}
