//! A set of article numbers, one bit each: what candidates and results are while they are computed.
//!
//! A million articles are 125 KB, and joining two sets takes microseconds. What must not go in: what the numbers mean.

/// Bits of a word.
const WORD: usize = u64::BITS as usize;

/// A set of numbers below a fixed length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// None of the numbers below `len`.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(WORD)], len }
    }

    /// All numbers below `len`.
    pub fn all(len: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(WORD)], len };
        bits.trim();
        bits
    }

    /// The set that `bytes` hold, eight numbers each, lowest bit first; bits beyond `len` are not looked at.
    pub fn from_bytes(bytes: &[u8], len: usize) -> Self {
        let mut bits = Self::none(len);
        for (word, chunk) in bits.words.iter_mut().zip(bytes.chunks(8)) {
            let mut whole = [0; 8];
            for (to, from) in whole.iter_mut().zip(chunk) {
                *to = *from;
            }
            *word = u64::from_le_bytes(whole);
        }
        bits.trim();
        bits
    }

    /// The numbers it may hold are those below this.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it can hold no number at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts `number` in, if it is below the length.
    #[inline]
    pub fn insert(&mut self, number: u32) {
        if let Some(word) =
            self.words.get_mut(number as usize / WORD).filter(|_| (number as usize) < self.len)
        {
            *word |= 1 << (number as usize % WORD);
        }
    }

    /// Whether `number` is in it.
    #[inline]
    pub fn contains(&self, number: u32) -> bool {
        self.words.get(number as usize / WORD).is_some_and(|word| word >> (number as usize % WORD) & 1 == 1)
    }

    /// How many numbers are in it.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps what is in `other` too; numbers beyond its length go.
    pub fn keep(&mut self, other: &Self) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is in `other`, as far as it is below the length.
    pub fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self.trim();
    }

    /// Takes in what was not in it, and out what was.
    pub fn turn(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// Changes the length; `value` says whether new numbers are in it.
    pub fn resize(&mut self, len: usize, value: bool) {
        let fill = if value { u64::MAX } else { 0 };
        if let Some(last) =
            self.words.last_mut().filter(|_| value && len > self.len && !self.len.is_multiple_of(WORD))
        {
            *last |= u64::MAX << (self.len % WORD);
        }
        self.words.resize(len.div_ceil(WORD), fill);
        self.len = len;
        self.trim();
    }

    /// The numbers in it, rising.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let next = move |left: &u64| Some(*left & (*left - 1)).filter(|left| *left != 0);
            let lefts = std::iter::successors(Some(word).filter(|word| *word != 0), next);
            lefts.map(move |left| (at * WORD) as u32 + left.trailing_zeros())
        })
    }

    fn trim(&mut self) {
        let rest = self.len % WORD;
        if let Some(last) = self.words.last_mut().filter(|_| rest != 0) {
            *last &= (1 << rest) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn bits(len: usize, numbers: &BTreeSet<u32>) -> Bits {
        let mut bits = Bits::none(len);
        for n in numbers {
            bits.insert(*n);
        }
        bits
    }

    fn listed(bits: &Bits) -> Vec<u32> {
        bits.iter().collect()
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
            let (left, right) = (bits(len, &a), bits(len, &b));
            proptest::prop_assert_eq!(listed(&left), a.iter().copied().collect::<Vec<_>>());
            let mut both = left.clone();
            both.keep(&right);
            proptest::prop_assert_eq!(listed(&both), a.intersection(&b).copied().collect::<Vec<_>>());
            let mut either = left.clone();
            either.add(&right);
            proptest::prop_assert_eq!(listed(&either), a.union(&b).copied().collect::<Vec<_>>());
            let mut turned = left.clone();
            turned.turn();
            proptest::prop_assert_eq!(listed(&turned), (0..len as u32).filter(|n| !a.contains(n)).collect::<Vec<_>>());
            proptest::prop_assert_eq!(left.count() + turned.count(), len);
        }
    }

    #[test]
    fn lengths_may_differ() {
        let mut long = Bits::all(100);
        long.keep(&Bits::all(65));
        assert_eq!(long.count(), 65);
        let mut short = Bits::none(65);
        short.add(&Bits::all(100));
        assert_eq!(short, Bits::all(65));
        short.resize(70, false);
        assert_eq!((short.count(), short.contains(69), short.contains(64)), (65, false, true));
        short.resize(130, true);
        assert_eq!((short.count(), short.contains(69), short.contains(70)), (125, false, true));
    }

    #[test]
    fn bytes_are_read_lowest_bit_first() {
        assert_eq!(listed(&Bits::from_bytes(&[0b101, 0x80, 0xFF], 17)), [0, 2, 15, 16]);
    }
}
