//! A set of document ids, one bit each: deleted articles, the candidates of an index, the results of a search.
//!
//! A million documents take 125 KB, and combining two such sets takes microseconds. Share a long-lived set in an `Arc`.
//! What must not go in: what makes a document a member.

/// Bits of a word.
const WORD: usize = u64::BITS as usize;

/// A set of document ids below a fixed bound, its universe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocSet {
    words: Vec<u64>,
    universe: usize,
}

impl DocSet {
    /// No document of a universe of this size.
    pub fn empty(universe: usize) -> Self {
        Self { words: vec![0; universe.div_ceil(WORD)], universe }
    }

    /// Every document of a universe of this size.
    pub fn full(universe: usize) -> Self {
        let mut set = Self { words: vec![u64::MAX; universe.div_ceil(WORD)], universe };
        set.trim();
        set
    }

    /// The set stored in `bytes`, eight ids a byte, lowest bit first. Bits outside the universe are ignored.
    pub fn from_bytes(bytes: &[u8], universe: usize) -> Self {
        let mut set = Self::empty(universe);
        for (word, chunk) in set.words.iter_mut().zip(bytes.chunks(8)) {
            let mut whole = [0; 8];
            for (to, from) in whole.iter_mut().zip(chunk) {
                *to = *from;
            }
            *word = u64::from_le_bytes(whole);
        }
        set.trim();
        set
    }

    /// Members are below this.
    pub fn universe(&self) -> usize {
        self.universe
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Adds `id`, unless it is outside the universe.
    #[inline]
    pub fn insert(&mut self, id: u32) {
        if let Some(word) = self.words.get_mut(id as usize / WORD).filter(|_| (id as usize) < self.universe) {
            *word |= 1 << (id as usize % WORD);
        }
    }

    /// Whether `id` is a member.
    #[inline]
    pub fn contains(&self, id: u32) -> bool {
        self.words.get(id as usize / WORD).is_some_and(|word| word >> (id as usize % WORD) & 1 == 1)
    }

    /// Number of members.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps the members of both sets; nothing beyond the universe of `other` stays.
    pub fn intersect_with(&mut self, other: &Self) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }

    /// Adds the members of `other` that lie in this universe.
    pub fn union_with(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self.trim();
    }

    /// Swaps members and non-members.
    pub fn complement(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// Changes the universe; `value` says whether ids that are new to it become members.
    pub fn resize(&mut self, universe: usize, value: bool) {
        let fill = if value { u64::MAX } else { 0 };
        let partial = value && universe > self.universe && !self.universe.is_multiple_of(WORD);
        if let Some(last) = self.words.last_mut().filter(|_| partial) {
            *last |= u64::MAX << (self.universe % WORD);
        }
        self.words.resize(universe.div_ceil(WORD), fill);
        self.universe = universe;
        self.trim();
    }

    /// The members in rising order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let next = move |left: &u64| Some(*left & (*left - 1)).filter(|left| *left != 0);
            let lefts = std::iter::successors(Some(word).filter(|word| *word != 0), next);
            lefts.map(move |left| (at * WORD) as u32 + left.trailing_zeros())
        })
    }

    /// Clears the bits of the last word that lie outside the universe.
    fn trim(&mut self) {
        let rest = self.universe % WORD;
        if let Some(last) = self.words.last_mut().filter(|_| rest != 0) {
            *last &= (1 << rest) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn set(len: usize, numbers: &BTreeSet<u32>) -> DocSet {
        let mut set = DocSet::empty(len);
        for n in numbers {
            set.insert(*n);
        }
        set
    }

    fn listed(set: &DocSet) -> Vec<u32> {
        set.iter().collect()
    }

    proptest::proptest! {
        #[test]
        fn sets_behave_like_sets(
            len in 0usize..200,
            a in proptest::collection::btree_set(0u32..200, 0..40),
            b in proptest::collection::btree_set(0u32..200, 0..40),
        ) {
            let (a, b): (BTreeSet<u32>, BTreeSet<u32>) =
                (a.into_iter().filter(|n| (*n as usize) < len).collect(), b.into_iter().filter(|n| (*n as usize) < len).collect());
            let (left, right) = (set(len, &a), set(len, &b));
            proptest::prop_assert_eq!(listed(&left), a.iter().copied().collect::<Vec<_>>());
            let mut both = left.clone();
            both.intersect_with(&right);
            proptest::prop_assert_eq!(listed(&both), a.intersection(&b).copied().collect::<Vec<_>>());
            let mut either = left.clone();
            either.union_with(&right);
            proptest::prop_assert_eq!(listed(&either), a.union(&b).copied().collect::<Vec<_>>());
            let mut turned = left.clone();
            turned.complement();
            proptest::prop_assert_eq!(listed(&turned), (0..len as u32).filter(|n| !a.contains(n)).collect::<Vec<_>>());
            proptest::prop_assert_eq!(left.count() + turned.count(), len);
        }
    }

    #[test]
    fn lengths_may_differ() {
        let mut long = DocSet::full(100);
        long.intersect_with(&DocSet::full(65));
        assert_eq!(long.count(), 65);
        let mut short = DocSet::empty(65);
        short.union_with(&DocSet::full(100));
        assert_eq!(short, DocSet::full(65));
        short.resize(70, false);
        assert_eq!((short.count(), short.contains(69), short.contains(64)), (65, false, true));
        short.resize(130, true);
        assert_eq!((short.count(), short.contains(69), short.contains(70)), (125, false, true));
    }

    #[test]
    fn bytes_are_read_lowest_bit_first() {
        assert_eq!(listed(&DocSet::from_bytes(&[0b101, 0x80, 0xFF], 17)), [0, 2, 15, 16]);
    }
}
