//! Which characters are Han, and a lookup table over the common ones.
//!
//! Line breaking (`break_class`) and `width` classify characters by themselves, because they also cover kana, Hangul and
//! signs. What must not go in: marks and numerals.

/// The block of CJK unified ideographs, which holds nearly all Han characters of running text.
const MAIN_BLOCK: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// Whether `c` is a Han character: an ideograph of any block, compatibility forms included, or 〇.
#[inline]
pub fn is_han(c: char) -> bool {
    is_main_han(c)
        || matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '〇')
}

/// Whether `c` lies in the main block: a fast test for most characters of a Chinese text. All of the block take three
/// bytes of UTF-8 and two cells, and are letters.
#[inline]
pub fn is_main_han(c: char) -> bool {
    MAIN_BLOCK.contains(&(c as u32))
}

/// The index of `c` in a [`HanTable`]; out of range for a character of another block.
#[inline]
fn index(c: char) -> usize {
    (c as u32).wrapping_sub(*MAIN_BLOCK.start()) as usize
}

/// A value for each character of the main block.
#[derive(Debug)]
pub struct HanTable<T>(Box<[T]>);

impl<T: Clone + Default> Default for HanTable<T> {
    fn default() -> Self {
        Self(vec![T::default(); MAIN_BLOCK.count()].into_boxed_slice())
    }
}

impl<T> HanTable<T> {
    /// The value of `c`; `None` for a character of another block.
    #[inline]
    pub fn get(&self, c: char) -> Option<&T> {
        self.0.get(index(c))
    }

    /// The value of `c`, mutable.
    pub fn get_mut(&mut self, c: char) -> Option<&mut T> {
        self.0.get_mut(index(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_is_what_unicode_calls_so() {
        let letters = regex::Regex::new(r"^[\p{Han}&&\p{Lo}]$").unwrap();
        let assigned = regex::Regex::new(r"^\p{Cn}$").unwrap();
        let mut buffer = [0; 4];
        for c in (0..=0x3_FFFD).filter_map(char::from_u32) {
            let text: &str = c.encode_utf8(&mut buffer);
            if letters.is_match(text) {
                assert!(is_han(c), "{c:?} is Han");
            } else if is_han(c) {
                assert!(c == '〇' || assigned.is_match(text), "{c:?} is not Han");
            }
        }
    }

    #[test]
    fn a_table_has_a_place_for_each_character_of_the_main_block() {
        let mut table = HanTable::<u8>::default();
        for c in ['一', '鿿'] {
            *table.get_mut(c).unwrap() = 1;
            assert_eq!(table.get(c), Some(&1));
        }
        assert!(['㿿', 'ꀀ', 'a', '𠀀'].iter().all(|c| table.get(*c).is_none()));
    }
}
