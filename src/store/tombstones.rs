//! Articles that are no more: their files have gone or changed since the snapshot was made. Numbers only.

use std::sync::Arc;

/// A set of article numbers. Cheap to clone; without members it takes no room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tombstones {
    bits: Arc<Vec<u64>>,
    count: u32,
}

impl Tombstones {
    /// Number of members.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether the article numbered `id` is a member.
    pub fn contains(&self, id: u32) -> bool {
        self.bits.get(id as usize / 64).is_some_and(|word| word >> (id % 64) & 1 == 1)
    }

    /// The members, rising.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let of = |(number, word): (u32, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| number * 64 + bit)
        };
        (0..).zip(self.bits.iter()).filter(|(_, word)| **word != 0).flat_map(of)
    }

    /// Adds the articles numbered so.
    pub fn bury(&mut self, ids: std::ops::Range<u32>) {
        if ids.is_empty() {
            return;
        }
        let bits = Arc::make_mut(&mut self.bits);
        let words = (ids.end as usize).div_ceil(64);
        if bits.len() < words {
            bits.resize(words, 0);
        }
        for id in ids {
            if let Some(word) = bits.get_mut(id as usize / 64) {
                self.count += u32::from(*word >> (id % 64) & 1 == 0);
                *word |= 1 << (id % 64);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_buried_is_counted_once() {
        let mut tombstones = Tombstones::default();
        tombstones.bury(60..70);
        tombstones.bury(65..66);
        tombstones.bury(9..9);
        assert_eq!(tombstones.len(), 10);
        let buried: Vec<u32> = (0..200).filter(|id| tombstones.contains(*id)).collect();
        assert_eq!(buried, (60..70).collect::<Vec<_>>());
        assert!(tombstones.iter().eq(60..70));
    }
}
