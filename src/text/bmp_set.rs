//! A set of characters of the basic plane, asked for every character of every text: one lookup, 8 KB.
//!
//! What must not go in: which characters.

/// Bits of the set.
const BITS: usize = 1 << 16;

/// A set of characters of the basic plane.
#[derive(Debug, Clone)]
pub struct BmpSet(Box<[u64]>);

impl BmpSet {
    /// A set of those `chars` that lie in the basic plane.
    pub fn new(chars: impl Iterator<Item = char>) -> Self {
        let mut set = Self(vec![0; BITS / 64].into_boxed_slice());
        chars.for_each(|c| set.insert(c));
        set
    }

    /// Takes in `c`, if it lies in the basic plane.
    pub fn insert(&mut self, c: char) {
        if let Some(word) = self.0.get_mut(c as usize / 64) {
            *word |= 1 << (c as usize % 64);
        }
    }

    /// Whether `c` is one of them.
    #[inline]
    pub fn contains(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|word| word >> (c as usize % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_told_apart_and_those_of_other_planes_never_in_it() {
        let set = BmpSet::new(['辽', '\u{FFFF}', '😀'].into_iter());
        assert!(set.contains('辽') && set.contains('\u{FFFF}'));
        assert!(!set.contains('辿') && !set.contains('😀'));
    }
}
