//! A set of numbers below 64 in one word, such as the labels of an article.
//!
//! What must not go in: what the numbers stand for.

use bytemuck::{Pod, Zeroable};

/// A set of numbers below 64.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Pod, Zeroable)]
#[repr(transparent)]
pub struct SmallSet(u64);

impl SmallSet {
    /// The set without members.
    pub const EMPTY: Self = Self(0);

    /// The set whose members are the bits set in `bits`.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The set of `number` alone.
    pub fn single(number: usize) -> Self {
        Self(1 << number)
    }

    /// Whether there is no member.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `number` is a member.
    pub fn contains(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }

    /// Members of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Members of both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Members of this set that are not in `other`.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the sets share a member.
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every member of `other` is a member.
    pub fn is_superset(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Number of members.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The members in rising order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let left = |bits: u64| Some(bits).filter(|bits| *bits != 0);
        std::iter::successors(left(self.0), move |bits| left(bits & (bits - 1)))
            .map(|bits| bits.trailing_zeros() as usize)
    }
}

impl FromIterator<usize> for SmallSet {
    fn from_iter<T: IntoIterator<Item = usize>>(numbers: T) -> Self {
        numbers.into_iter().map(Self::single).fold(Self::EMPTY, Self::union)
    }
}
