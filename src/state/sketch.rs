//! A sketch of a text: enough to tell later whether another text is nearly the same.
//!
//! It holds the smallest hashes of the text's pairs of neighbouring characters (bottom-k sketch, Broder 1997, "On the
//! resemblance and containment of documents"). Pairs and not sentences, because a counter in the footer changes a whole
//! sentence and only a few pairs. What must not go in: near duplicates within a library (`search`).

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Hashes in a sketch. The error of the estimate is about one in the root of this: 4 %; texts below some 500 characters are
/// compared exactly.
const HASHES: usize = 512;

/// Hundredths of the pairs of both texts that must be shared (Dice's coefficient).
const SHARED: usize = 90;

/// The sorted hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        let mut pairs = HashSet::new();
        let mut last = '\n';
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            pairs.insert(hash(last, c));
            last = c;
        }
        let mut hashes: Vec<u32> = pairs.into_iter().collect();
        hashes.sort_unstable();
        hashes.truncate(HASHES);
        Self(hashes)
    }

    /// Whether at least nine tenths of both texts are the same.
    pub fn is_near(&self, other: &Self) -> bool {
        let mut union: Vec<u32> = self.0.iter().chain(&other.0).copied().collect();
        union.sort_unstable();
        union.dedup();
        union.truncate(HASHES);
        let both = |hash: &&u32| self.0.binary_search(hash).is_ok() && other.0.binary_search(hash).is_ok();
        let shared = union.iter().filter(both).count();
        // Dice's coefficient 2s / (s + u) of Jaccard's s / u.
        shared > 0 && 200 * shared >= SHARED * (shared + union.len())
    }

    /// Its bytes, little-endian.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    /// The sketch of these bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }
}

fn hash(one: char, other: char) -> u32 {
    xxh3_64_with_seed(&u32::from(other).to_le_bytes(), u32::from(one).into()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: &str, other: &str) -> bool {
        let (one, other) = (Sketch::of(one), Sketch::of(other));
        let known = Sketch::from_bytes(&one.to_bytes());
        assert_eq!(known, one);
        known.is_near(&other)
    }

    /// A text of so many different characters.
    fn text(from: u32, chars: u32) -> String {
        (from..from + chars).filter_map(|n| char::from_u32(0x4E00 + n * 7 % 20_000)).collect()
    }

    #[test]
    fn a_counter_in_the_footer_makes_no_other_article() {
        let body = text(0, 60);
        assert!(near(&format!("{body}\n阅读 1021 次"), &format!("{body}\n阅读 1388 次")));
        assert!(near(&body, &format!("  {body}\n\n")), "blanks do not count");
    }

    #[test]
    fn half_a_text_is_another_article() {
        assert!(!near(&text(0, 400), &text(200, 400)));
        assert!(!near(&text(0, 4_000), &text(2_000, 4_000)));
        assert!(!near("", ""), "nothing is like nothing");
    }

    #[test]
    fn a_long_text_is_compared_by_a_sample() {
        assert!(near(&text(0, 4_000), &text(40, 4_000)));
    }
}
