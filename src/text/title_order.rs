//! The order of titles: numbers by value, letters of either case and width alike, ideographs as a dictionary of modern
//! Chinese has them, by syllable, tone and strokes. A character with several readings is read as the word it stands in
//! is: 长沙 under chang, 张庄 behind it.
//!
//! What must not go in: names of files and folders (see `natural`), and pinyin as it is typed (see `pinyin`).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::folding::Folding;
use super::han::HanTable;
use super::natural::{self, END, NUMBER, NamePiece};

const TABLE: &str = include_str!("../../assets/title_order.txt");

/// The byte in front of an ideograph: behind the first byte of any other character.
const IDEOGRAPH: u8 = 0xFE;

/// The reading of characters without one: the last.
const UNREAD: u16 = u16::MAX;

static ORDER: LazyLock<TitleOrder> = LazyLock::new(|| TitleOrder::new(TABLE));

/// The table, unpacked when the first title is sorted: 0.2 MB.
struct TitleOrder {
    /// For each ideograph its customary reading, from 1, and its strokes.
    customary: HanTable<(u16, u8)>,
    /// Words by their first character, longest first, each with the readings of its characters.
    words: Vec<(&'static str, Vec<u16>)>,
    /// For each ideograph the first of the words that begin with it, and the one behind the last.
    begun: HanTable<(u16, u16)>,
}

impl TitleOrder {
    fn new(table: &'static str) -> Self {
        let mut lines = table.lines().filter(|line| !line.starts_with('#'));
        let mut customary = HanTable::<(u16, u8)>::default();
        let mut numbers = HashMap::new();
        for (number, line) in (1..).zip(lines.by_ref().take_while(|line| !line.is_empty())) {
            let (syllable, chars) = line.split_once(' ').unwrap_or((line, ""));
            numbers.insert(syllable, number);
            let mut strokes = 0_u8;
            let mut digits = 0_u8;
            for c in chars.chars() {
                if let Some(digit) = c.to_digit(10) {
                    digits = digits.saturating_mul(10).saturating_add(digit as u8);
                    continue;
                }
                if digits > 0 {
                    strokes = std::mem::take(&mut digits);
                }
                if let Some(slot) = customary.get_mut(c) {
                    *slot = (number, strokes);
                }
            }
        }
        let mut words = Vec::new();
        for line in lines {
            let mut parts = line.split(' ');
            let Some(word) = parts.next() else { continue };
            let readings = parts.map(|syllable| numbers.get(syllable).copied().unwrap_or(UNREAD)).collect();
            words.push((word, readings));
        }
        words.sort_by_key(|(word, _)| (word.chars().next(), std::cmp::Reverse(word.len())));
        let mut begun = HanTable::<(u16, u16)>::default();
        for (at, (word, _)) in (0..).zip(&words) {
            if let Some(range) = word.chars().next().and_then(|first| begun.get_mut(first)) {
                *range = (if range.1 == 0 { at } else { range.0 }, at + 1);
            }
        }
        Self { customary, words, begun }
    }

    /// The longest word of the table that `text` begins with.
    fn word(&self, text: &str) -> Option<&[u16]> {
        let (from, to) = self.begun.get(text.chars().next()?)?;
        let words = self.words.get(usize::from(*from)..usize::from(*to))?;
        words.iter().find(|(word, _)| text.starts_with(word)).map(|(_, readings)| readings.as_slice())
    }
}

/// A sort key whose bytes compare as the titles do. `title` must be clean text.
pub fn key(title: &str) -> Box<[u8]> {
    let order = &*ORDER;
    let simplified: String = title.chars().map(|c| Folding::get().simplified(c).unwrap_or(c)).collect();
    let mut key = Vec::with_capacity(2 * title.len() + 16);
    // The readings of the characters of a word that has begun.
    let mut readings: std::slice::Iter<'_, u16> = [].iter();
    let mut rest = simplified.as_str();
    for piece in natural::pieces(title) {
        let c = match piece {
            NamePiece::Number(value) => {
                key.push(NUMBER);
                key.extend_from_slice(&value.to_be_bytes());
                continue;
            }
            NamePiece::Char(c) => Folding::get().simplified(c).unwrap_or(c),
        };
        rest = rest.find(c).and_then(|at| rest.get(at..)).unwrap_or_default();
        if readings.len() == 0 {
            readings = order.word(rest).unwrap_or_default().iter();
        }
        let read = readings.next();
        if let Some((customary, strokes)) = order.customary.get(c) {
            let reading = read.copied().unwrap_or(if *customary == 0 { UNREAD } else { *customary });
            key.push(IDEOGRAPH);
            key.extend_from_slice(&reading.to_be_bytes());
            key.push(*strokes);
            key.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            let folded = Folding::get().fold(c).unwrap_or(c);
            key.extend_from_slice(folded.encode_utf8(&mut [0; 4]).as_bytes());
        }
        let mut after = rest.chars();
        after.next();
        rest = after.as_str();
    }
    // The same number or letter can be written in several ways.
    key.push(END);
    key.extend_from_slice(title.as_bytes());
    key.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(titles: &[&str]) -> String {
        let mut titles = titles.to_vec();
        titles.sort_by_key(|title| key(title));
        titles.join(" ")
    }

    #[test]
    fn titles_are_in_the_order_of_a_dictionary() {
        assert_eq!(
            sorted(&["长沙站", "八里桥", "张庄", "阿坝的雪", "王屯", "李村"]),
            "阿坝的雪 八里桥 长沙站 李村 王屯 张庄"
        );
        assert_eq!(sorted(&["女人", "努力", "奴仆", "怒放"]), "奴仆 努力 怒放 女人", "tones, and ü behind u");
        assert_eq!(sorted(&["李", "里", "礼", "理"]), "礼 李 里 理", "strokes where they sound alike");
    }

    #[test]
    fn characters_are_read_as_their_word() {
        assert_eq!(sorted(&["长江水", "长大了", "张家", "常州"]), "长江水 常州 张家 长大了");
        assert_eq!(sorted(&["重庆", "重要", "虫子", "众人"]), "虫子 重庆 众人 重要");
        assert_eq!(sorted(&["銀行", "银杏", "行走"]), "行走 銀行 银杏");
    }

    #[test]
    fn numbers_come_first_and_letters_before_ideographs() {
        assert_eq!(
            sorted(&["阿", "b乙", "A甲", "第十章", "第2章", "2019年", "一带一路", "ａ丙"]),
            "2019年 ａ丙 A甲 b乙 阿 第2章 第十章 一带一路"
        );
    }

    #[test]
    fn a_prefix_comes_first_and_no_two_are_equal() {
        assert_eq!(sorted(&["山川2", "山川", "山川10"]), "山川 山川2 山川10");
        assert_ne!(key("第2章"), key("第二章"));
    }

    proptest::proptest! {
        #[test]
        fn any_title_has_a_key_of_its_own(a in "[长重行一二十章第上a１2é山〇 -~]{0,12}", b in "[长重行一二十章第上a１2é山〇 -~]{0,12}") {
            proptest::prop_assert_eq!(key(&a) == key(&b), a == b);
        }
    }
}
