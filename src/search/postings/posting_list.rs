//! Lists of article numbers as bytes: gaps where articles are few, a bitmap where they are many.
//!
//! No list takes more than one bit per article, so that reading one of a million articles takes a fraction of a
//! millisecond. What must not go in: files, and keys.

use crate::store::DocSet;

/// A list being written: the gap before each number, as a varint. A number right after the one before has gap 0, as has
/// 0 at the start.
#[derive(Debug, Default)]
pub(super) struct PostingList {
    pub(super) bytes: Vec<u8>,
    /// One more than the last number; 0 at first.
    next: u32,
}

impl PostingList {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.next = 0;
    }

    /// Adds a number, not lower than any before; one already present is ignored.
    pub(super) fn push(&mut self, number: u32) {
        if number >= self.next {
            push_number(&mut self.bytes, u64::from(number - self.next));
            self.next = number + 1;
        }
    }

    /// Appends a list whose numbers count from `base`; `last` is its last number.
    pub(super) fn append(&mut self, base: u32, last: u32, bytes: &[u8]) {
        let mut rest = bytes;
        if let Some(first) = take_number(&mut rest) {
            self.push(base + first as u32);
            self.bytes.extend_from_slice(rest);
            self.next = base + last + 1;
        }
    }

    /// One more than the last number.
    pub(super) fn next(&self) -> u32 {
        self.next
    }

    /// Appends the stored form for `articles` articles to `into`: the shorter of the two.
    pub(super) fn store(&self, articles: u32, into: &mut Vec<u8>) {
        let most = dense_bytes(articles);
        if self.bytes.len() < most {
            into.extend_from_slice(&self.bytes);
            return;
        }
        let start = into.len();
        into.resize(start + most, 0);
        each(&self.bytes, |number| {
            if let Some(byte) = into.get_mut(start + number as usize / 8) {
                *byte |= 1 << (number % 8);
            }
        });
    }
}

/// Reads a stored list. Invalid bytes give some set of numbers below `articles`.
pub(super) fn read(articles: u32, stored: &[u8]) -> DocSet {
    if stored.len() == dense_bytes(articles) {
        return DocSet::from_bytes(stored, articles as usize);
    }
    let mut ids = DocSet::empty(articles as usize);
    each(stored, |number| ids.insert(number));
    ids
}

fn dense_bytes(articles: u32) -> usize {
    (articles as usize).div_ceil(8)
}

fn each(bytes: &[u8], mut found: impl FnMut(u32)) {
    let mut next = 0_u32;
    let mut rest = bytes;
    while let Some(distance) = take_number(&mut rest) {
        let number = next.saturating_add(distance as u32);
        found(number);
        next = number.saturating_add(1);
    }
}

/// Appends a number as a varint: seven bits a byte, lowest first.
pub(super) fn push_number(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// Takes a varint off the front; `None` if there is none.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for (at, &byte) in bytes.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7F) << (7 * at);
        if byte < 0x80 {
            *bytes = bytes.get(at + 1..)?;
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(numbers: impl IntoIterator<Item = u32>) -> PostingList {
        let mut list = PostingList::default();
        for number in numbers {
            list.push(number);
        }
        list
    }

    proptest::proptest! {
        #[test]
        fn a_list_comes_back_whatever_its_form(numbers in proptest::collection::btree_set(0u32..300, 1..120)) {
            let mut stored = Vec::new();
            list(numbers.iter().copied()).store(300, &mut stored);
            proptest::prop_assert!(stored.len() <= 38);
            let read = read(300, &stored);
            proptest::prop_assert_eq!(read.iter().collect::<Vec<_>>(), numbers.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn lists_of_runs_join(numbers in proptest::collection::btree_set(0u32..300, 1..60), cut in 0u32..300) {
            let (low, high): (Vec<u32>, Vec<u32>) = numbers.iter().partition(|n| **n < cut);
            let run = |base: u32, numbers: &[u32], whole: &mut PostingList| {
                let list = list(numbers.iter().map(|number| number - base));
                whole.append(base, list.next().saturating_sub(1), &list.bytes);
            };
            let mut joined = PostingList::default();
            run(0, &low, &mut joined);
            run(cut, &high, &mut joined);
            proptest::prop_assert_eq!(joined.bytes, list(numbers).bytes);
        }
    }
}
