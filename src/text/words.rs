//! Word boundaries of one paragraph as a value, so that the line breaker can spare words without knowing a dictionary.
//!
//! One bit per character: the bits of a whole corpus lie in one file, and a paragraph is a view of them. What must not go
//! in: how words are found.

use std::borrow::Cow;

/// The words of one paragraph: bit `offset + i` is set if a word starts at character `i` (least significant bit first).
/// Characters beyond the bits are not inside any word, so no bits mean "words unknown".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordBreaks<'a> {
    bits: Cow<'a, [u8]>,
    offset: usize,
    chars: usize,
}

impl<'a> WordBreaks<'a> {
    /// Word boundaries unknown.
    pub const fn none() -> Self {
        Self { bits: Cow::Borrowed(&[]), offset: 0, chars: 0 }
    }

    /// A view of `chars` bits from bit `offset` on; bits missing from `bits` count as set.
    pub const fn view(bits: &'a [u8], offset: usize, chars: usize) -> Self {
        Self { bits: Cow::Borrowed(bits), offset, chars }
    }

    /// From the lengths of consecutive words in characters.
    pub fn from_lengths(lengths: impl IntoIterator<Item = usize>) -> WordBreaks<'static> {
        let mut bits: Vec<u8> = Vec::new();
        let mut chars = 0;
        for length in lengths {
            if length == 0 {
                continue;
            }
            let start = chars;
            chars += length;
            bits.resize(chars.div_ceil(8), 0);
            if let Some(byte) = bits.get_mut(start / 8) {
                *byte |= 1 << (start % 8);
            }
        }
        WordBreaks { bits: Cow::Owned(bits), offset: 0, chars }
    }

    /// From positions (character indices, ascending) where words start, for a paragraph of `chars` characters.
    pub fn from_starts(starts: impl IntoIterator<Item = usize>, chars: usize) -> WordBreaks<'static> {
        let mut bits = vec![0_u8; chars.div_ceil(8)];
        for start in starts.into_iter().chain([0]).filter(|start| *start < chars) {
            if let Some(byte) = bits.get_mut(start / 8) {
                *byte |= 1 << (start % 8);
            }
        }
        WordBreaks { bits: Cow::Owned(bits), offset: 0, chars }
    }

    /// Whether the boundaries are unknown.
    pub fn is_none(&self) -> bool {
        self.chars == 0
    }

    /// Number of characters known.
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// The bits and the offset of this paragraph in them, for storing.
    pub fn bits(&self) -> (&[u8], usize) {
        (&self.bits, self.offset)
    }

    /// Whether the position before character `index` lies inside a word.
    pub fn inside(&self, index: usize) -> bool {
        if index >= self.chars {
            return false;
        }
        let bit = self.offset + index;
        self.bits.get(bit / 8).is_some_and(|byte| byte & (1 << (bit % 8)) == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::WordBreaks;

    fn inside(words: &WordBreaks<'_>, chars: usize) -> Vec<usize> {
        (0..chars).filter(|at| words.inside(*at)).collect()
    }

    #[test]
    fn lengths_and_starts_say_the_same() {
        let lengths = WordBreaks::from_lengths([2, 1, 0, 3, 4]);
        assert_eq!(inside(&lengths, 12), [1, 4, 5, 7, 8, 9]);
        assert_eq!(WordBreaks::from_starts([0, 2, 3, 6], 10), lengths);
    }

    #[test]
    fn nothing_known_is_inside_no_word() {
        assert!(WordBreaks::none().is_none());
        assert_eq!(inside(&WordBreaks::none(), 50), [0_usize; 0]);
    }

    #[test]
    fn a_view_starts_at_any_bit() {
        let all = WordBreaks::from_lengths([2; 40]);
        let (bits, _) = all.bits();
        let view = WordBreaks::view(bits, 14, 5);
        assert_eq!(inside(&view, 9), [1, 3]);
    }

    #[test]
    fn a_view_of_too_few_bits_is_inside_no_word() {
        assert_eq!(inside(&WordBreaks::view(&[0], 0, 20), 20), [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
