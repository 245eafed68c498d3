//! How strongly characters bind into words, without a dictionary: a table gives the bits that each word of two or three
//! characters saves over its characters one by one.
//!
//! It weighs where words begin and end (`province`) and whether a few characters are a word at all (`format::decode`). What
//! must not go in: longer words, which only `dictionary` knows.

use std::sync::LazyLock;

use super::han::HanTable;

const TABLE: &str = include_str!("../../assets/word_bits.txt");

/// Words of two and three characters with the bits that each saves.
pub(crate) struct WordBits {
    pairs: WordLines,
    triples: WordLines,
}

/// Built once for the process, in a fifth of a millisecond.
static WORD_BITS: LazyLock<WordBits> = LazyLock::new(WordBits::new);

/// A line for each first character: the other characters of each word, then a letter for its bits.
struct WordLines {
    lines: Vec<&'static str>,
    /// The line number of each ideograph, from 1; 0 for none.
    line_of: HanTable<u16>,
}

/// Every character of the table takes three bytes.
const CHAR: usize = 3;

impl WordLines {
    fn new(lines: Vec<&'static str>) -> Self {
        let mut line_of = HanTable::<u16>::default();
        for (number, line) in (1..).zip(&lines) {
            if let Some(slot) = line.chars().next().and_then(|first| line_of.get_mut(first)) {
                *slot = number;
            }
        }
        Self { lines, line_of }
    }

    /// The bits that the word of `first` and `others` saves; 0 if it is not a word.
    fn bits<const OTHERS: usize>(&self, first: char, others: [char; OTHERS]) -> u32 {
        let number = self.line_of.get(first).map_or(0, |n| usize::from(*n));
        let Some(line) = number.checked_sub(1).and_then(|at| self.lines.get(at)) else { return 0 };
        let mut room = [0; CHAR * 3];
        let mut len = 0;
        for other in others.iter().filter(|c| c.len_utf8() == CHAR) {
            if let Some(place) = room.get_mut(len..len + CHAR) {
                other.encode_utf8(place);
                len += CHAR;
            }
        }
        let wanted = room.get(..len).unwrap_or_default();
        if len < CHAR * OTHERS {
            return 0;
        }
        let mut entries = line.as_bytes().get(CHAR..).unwrap_or_default().chunks_exact(CHAR * OTHERS + 1);
        // The last byte of the second character tells most words apart without a call.
        let third = wanted.get(CHAR - 1);
        let found = entries.find(|entry| entry.get(CHAR - 1) == third && entry.starts_with(wanted));
        found.and_then(<[u8]>::last).map_or(0, |letter| u32::from(letter.saturating_sub(b'a' - 1)))
    }
}

impl WordBits {
    /// The table shared by the process.
    pub(crate) fn get() -> &'static Self {
        &WORD_BITS
    }

    fn new() -> Self {
        let mut lines = TABLE.lines().skip(1);
        let pairs = lines.by_ref().take_while(|line| !line.is_empty()).collect();
        Self { pairs: WordLines::new(pairs), triples: WordLines::new(lines.collect()) }
    }

    /// The bits that the pair saves; 0 if it is not a word.
    pub(crate) fn pair(&self, first: char, second: char) -> u32 {
        self.pairs.bits(first, [second])
    }

    /// The bits that the three characters save; 0 if they are not a word.
    pub(crate) fn triple(&self, first: char, second: char, third: char) -> u32 {
        self.triples.bits(first, [second, third])
    }

    /// The most bits that a segmentation of simplified `chars` saves.
    pub(crate) fn most(&self, chars: &[char]) -> u32 {
        let (mut two_before, mut before, mut now) = (0, 0, 0);
        for (at, c) in chars.iter().enumerate() {
            let [a, b] = [2, 1].map(|back| at.checked_sub(back).and_then(|at| chars.get(at)).copied());
            let pair = b.map_or(0, |b| before + self.pair(b, *c));
            let triple = a.zip(b).map_or(0, |(a, b)| two_before + self.triple(a, b, *c));
            (two_before, before, now) = (before, now, now.max(pair).max(triple));
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_and_three_characters_save_bits() {
        let words = WordBits::get();
        assert!(words.pair('庆', '祝') > 0 && words.triple('实', '际', '上') > words.pair('实', '际'));
        assert_eq!((words.pair('庆', '下'), words.pair('a', '祝'), words.pair('庆', 'a')), (0, 0, 0));
        assert_eq!(words.triple('实', '际', '下'), 0);
    }

    #[test]
    fn a_segmentation_saves_what_its_words_save() {
        let words = WordBits::get();
        let most = |text: &str| words.most(&text.chars().collect::<Vec<_>>());
        assert_eq!(most("庆祝"), words.pair('庆', '祝'));
        assert_eq!(most("隆重庆祝"), words.pair('隆', '重') + words.pair('庆', '祝'));
        assert_eq!(most("庆"), 0);
    }
}
