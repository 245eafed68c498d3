//! When the articles of a library were first seen: eight bytes for each, in batches, one for each visit that found new ones.
//!
//! Only libraries without a snapshot keep this in the database. What must not go in: which of them are still new.

use std::collections::HashSet;

use super::time::UnixTime;
use crate::corpus::ArticleKey;

/// The batches, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstSeen {
    batches: Vec<(UnixTime, Vec<u64>)>,
}

/// What is kept of a key.
pub(crate) fn short(key: ArticleKey) -> u64 {
    (key.0 >> 64) as u64
}

/// Eight-byte numbers, little-endian.
pub(super) fn numbers(bytes: &[u8]) -> Vec<u64> {
    bytes.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect()
}

impl FirstSeen {
    /// Adds a batch, which comes after all others whatever the clock says: it may have gone back.
    pub fn add(&mut self, at: UnixTime, mut keys: Vec<u64>) {
        keys.sort_unstable();
        let at = self.latest().map_or(at, |latest| at.max(latest + 1));
        self.batches.push((at, keys));
    }

    /// The time of the last batch.
    pub fn latest(&self) -> Option<UnixTime> {
        self.batches.last().map(|(at, _)| *at)
    }

    /// Whether nothing was ever seen.
    pub fn is_empty(&self) -> bool {
        self.batches.is_empty()
    }

    /// Number of articles seen.
    pub fn len(&self) -> usize {
        self.batches.iter().map(|(_, keys)| keys.len()).sum()
    }

    /// Whether the article has been seen.
    pub fn has(&self, key: ArticleKey) -> bool {
        let key = short(key);
        self.batches.iter().any(|(_, keys)| keys.binary_search(&key).is_ok())
    }

    /// The articles first seen after the first batch and after `until`: on a first visit nothing is new.
    pub fn after(&self, until: UnixTime) -> HashSet<u64> {
        let later = self.batches.iter().skip(1).filter(|(at, _)| *at > until);
        later.flat_map(|(_, keys)| keys).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_after_the_first_visit_is_new_until_it_is_passed() {
        let mut seen = FirstSeen::default();
        seen.add(10, vec![3, 1, 2]);
        seen.add(20, vec![9]);
        seen.add(30, vec![7]);
        assert!(seen.has(ArticleKey(9 << 64)) && !seen.has(ArticleKey(8 << 64)));
        assert_eq!(seen.after(0), HashSet::from([7, 9]));
        assert_eq!(seen.after(20), HashSet::from([7]));
        // The clock went back.
        seen.add(5, vec![4]);
        assert_eq!((seen.after(30), seen.latest()), (HashSet::from([4]), Some(31)));
    }
}
