//! Words with a number each, in the order in which they were first seen, for counting.
//!
//! A word is known by its hash, so that one that is known costs no allocation and no comparison. What must not go in: counts.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// Hashes what is a hash already.
#[derive(Debug, Default)]
pub struct HashedKey(u64);

impl Hasher for HashedKey {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Of maps whose keys are hashes.
pub type ByHash = BuildHasherDefault<HashedKey>;

/// Words and their numbers.
#[derive(Debug, Default)]
pub struct WordNumbers {
    numbers: HashMap<u64, u32, ByHash>,
    /// The words, one after another, and where each ends.
    arena: String,
    ends: Vec<usize>,
}

impl WordNumbers {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of a word, which is added if it is new.
    pub fn number(&mut self, word: &str) -> usize {
        self.hashed(xxh3_64(word.as_bytes()), word)
    }

    /// The same for a word whose hash is known.
    pub fn hashed(&mut self, hash: u64, word: &str) -> usize {
        let next = self.ends.len() as u32;
        let number = *self.numbers.entry(hash).or_insert(next);
        if number == next {
            self.arena.push_str(word);
            self.ends.push(self.arena.len());
        }
        number as usize
    }

    /// The number of a word that is known.
    pub fn find(&self, word: &str) -> Option<usize> {
        self.numbers.get(&xxh3_64(word.as_bytes())).map(|number| *number as usize)
    }

    /// The word with a number.
    pub fn text(&self, number: usize) -> &str {
        let start =
            number.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        let end = self.ends.get(number).copied().unwrap_or_default();
        self.arena.get(start..end).unwrap_or_default()
    }

    /// All words, by number.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.text(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_number_and_a_number_one_word() {
        let mut words = WordNumbers::default();
        assert_eq!(["河", "桥", "河", "水利"].map(|word| words.number(word)), [0, 1, 0, 2]);
        assert_eq!([0, 1, 2, 3].map(|number| words.text(number)), ["河", "桥", "水利", ""]);
        assert_eq!((words.len(), words.find("桥"), words.find("船")), (3, Some(1), None));
        assert_eq!(words.texts().collect::<String>(), "河桥水利");
    }
}
