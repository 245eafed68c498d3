//! Natural order of names: compares numbers by value in all scripts, so that 第2章 comes before 第１０章 and both before
//! 第一百章, 三、 before 十、, 上卷 before 下卷, 乙编 before 丙编.
//!
//! What must not go in: files and folders, and the order of ideographs (see `title_order`).

use std::cmp::Ordering;

use super::numerals;

/// A unit of comparison.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NamePiece {
    Number(u64),
    Char(char),
}

/// Compares two names in natural order; equal only if they are the same string.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (pieces(a), pieces(b));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => match x.cmp(&y) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
        }
    }
}

/// The byte in a key that introduces a number.
pub(super) const NUMBER: u8 = 2;
/// The byte that ends a key. Other characters are copied; only control characters could collide, and clean text has none.
pub(super) const END: u8 = 1;

/// A sort key whose bytes compare as the names do. `name` must be clean text.
pub fn key(name: &str) -> Box<[u8]> {
    let mut key = Vec::with_capacity(name.len() + 16);
    let mut plain = true;
    for piece in pieces(name) {
        match piece {
            NamePiece::Number(value) => {
                key.push(NUMBER);
                key.extend_from_slice(&value.to_be_bytes());
                plain = false;
            }
            NamePiece::Char(c) => key.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    if !plain {
        // The same number can be written in several ways.
        key.push(END);
        key.extend_from_slice(name.as_bytes());
    }
    key.into_boxed_slice()
}

/// What parts of a work are called, after which or before which a character counts them: 上卷, 第三章.
const PARTS: &str = "章节卷回册集部篇辑编";
/// What else is counted, and signs behind a number in a list. A numeral before none of these is part of a word: 一带一路.
const COUNTED: &str = "期届次号讲课批版幕场话段条项月日年、．.，,：:）)】］] \u{3000}";
/// Signs behind which a part of a work may be numbered by one character: 红楼梦（上）.
const OPENING: &str = "（([［【 \u{3000}";

/// The numbers and the other characters of a name, in order.
pub(super) fn pieces(name: &str) -> impl Iterator<Item = NamePiece> {
    let mut chars = name.chars().peekable();
    let mut before = None;
    let mut plain = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if let Some(c) = plain.next() {
            return Some(NamePiece::Char(c));
        }
        let first = chars.next()?;
        let previous = before.replace(first);
        if let Some(mut value) = digit(first) {
            while let Some(more) = chars.peek().copied().and_then(digit) {
                value = value.saturating_mul(10).saturating_add(more);
                before = chars.next();
            }
            return Some(NamePiece::Number(value));
        }
        let next = chars.peek().copied();
        if let Some(place) = place(first).filter(|_| is_part(previous, next)) {
            return Some(NamePiece::Number(place));
        }
        if !is_numeral(first) {
            return Some(NamePiece::Char(first));
        }
        let mut run = vec![first];
        while let Some(c) = chars.next_if(|c| is_numeral(*c)) {
            run.push(c);
            before = Some(c);
        }
        if let Some(number) = ChineseNumber::of(&run)
            && is_counting(previous, &run, chars.peek().copied())
        {
            return Some(NamePiece::Number(number));
        }
        plain = run.into_iter();
        plain.next().map(NamePiece::Char)
    })
}

/// The value of a digit of either width.
fn digit(c: char) -> Option<u64> {
    let wide = ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32);
    c.to_digit(10).or(wide).map(u64::from)
}

/// The place of a part that is counted by a character alone.
fn place(c: char) -> Option<u64> {
    let of = |row: &str| row.chars().position(|each| each == c).map(|at| at as u64 + 1);
    of("上中下").or_else(|| of("甲乙丙丁戊己庚辛壬癸"))
}

/// Whether a character between these is the number of a part.
fn is_part(before: Option<char>, after: Option<char>) -> bool {
    let closed = after.is_none_or(|c| COUNTED.contains(c));
    after.is_some_and(|c| PARTS.contains(c)) || closed && before.is_none_or(|c| OPENING.contains(c))
}

/// Whether a run of numerals between these characters is a number and no part of a word.
fn is_counting(before: Option<char>, run: &[char], after: Option<char>) -> bool {
    before == Some('第')
        || after.is_none_or(|c| PARTS.contains(c) || COUNTED.contains(c))
        || run.len() > 1 && run.iter().any(|c| numerals::is_magnitude(*c) || *c == '十')
        || run.len() > 3
}

/// Whether `c` is a numeral, or stands for one in a number.
fn is_numeral(c: char) -> bool {
    numerals::value(c).is_some() || matches!(c, '两' | '廿' | '卅' | '万')
}

/// Reads 二十三 as 23, 二〇一九 as 2019, 两万 as 20,000 and 廿三 as 23.
#[derive(Default)]
struct ChineseNumber {
    total: u64,
    digits: u64,
}

impl ChineseNumber {
    /// The value of a run of numerals. `None` for 两 alone, which counts things.
    fn of(run: &[char]) -> Option<u64> {
        if run.last() == Some(&'两') {
            return None;
        }
        let mut number = Self::default();
        for c in run {
            match c {
                '两' => number.take(2),
                '廿' => number.take(20),
                '卅' => number.take(30),
                '万' => number.multiply(10_000),
                _ => number.take(numerals::value(*c)?),
            }
        }
        Some(number.total.saturating_add(number.digits))
    }

    fn take(&mut self, digit: u64) {
        if digit < 10 {
            self.digits = self.digits.saturating_mul(10).saturating_add(digit);
        } else if matches!(digit, 20 | 30) {
            self.total = self.total.saturating_add(digit);
        } else {
            self.total = self.total.saturating_add(self.digits.max(1).saturating_mul(digit));
            self.digits = 0;
        }
    }

    /// Counts what was read so far this many times.
    fn multiply(&mut self, by: u64) {
        self.total = self.total.saturating_add(self.digits).max(1).saturating_mul(by);
        self.digits = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> String {
        let mut names = names.to_vec();
        names.sort_by(|a, b| compare(a, b));
        names.join(" ")
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert_eq!(sorted(&["10月2日", "9月30日", "10月12日"]), "9月30日 10月2日 10月12日");
    }

    #[test]
    fn chinese_numbers_are_compared_by_value() {
        assert_eq!(sorted(&["十七、", "九、", "二十、", "十、", "一、"]), "一、 九、 十、 十七、 二十、");
    }

    #[test]
    fn numbers_of_all_scripts_are_one_row() {
        assert_eq!(
            sorted(&["第一百章", "第两百章", "第１０章", "第2章", "第廿一章", "第二章"]),
            "第2章 第二章 第１０章 第廿一章 第一百章 第两百章"
        );
    }

    #[test]
    fn parts_come_in_their_order() {
        assert_eq!(sorted(&["上卷", "下卷", "中卷"]), "上卷 中卷 下卷");
        assert_eq!(sorted(&["红楼梦（下）", "红楼梦（上）"]), "红楼梦（上） 红楼梦（下）");
        assert_eq!(sorted(&["丁编", "丙编", "乙编", "甲编"]), "甲编 乙编 丙编 丁编");
    }

    #[test]
    fn numerals_in_words_are_characters() {
        let all: Vec<NamePiece> = pieces("一带一路在上海").collect();
        assert!(all.iter().all(|piece| matches!(piece, NamePiece::Char(_))), "{all:?}");
        assert_eq!(pieces("一带").count(), 2);
    }

    #[test]
    fn a_prefix_comes_first() {
        assert_eq!(sorted(&["山川2", "山川", "山川10"]), "山川 山川2 山川10");
    }

    proptest::proptest! {
        #[test]
        fn keys_compare_as_the_names(a in "[0-2１一二十百〇两廿万第章上中下甲乙（）、a山 -~]{0,9}", b in "[0-2１一二十百〇两廿万第章上中下甲乙（）、a山 -~]{0,9}") {
            proptest::prop_assert_eq!(key(&a).cmp(&key(&b)), compare(&a, &b));
        }

        #[test]
        fn keys_of_near_names_compare_as_they_do(
            head in "[0-2一二十a山]{0,4}", a in "[0-2一二十a山]{0,3}", b in "[0-2一二十a山]{0,3}",
        ) {
            let (a, b) = (format!("{head}{a}"), format!("{head}{b}"));
            proptest::prop_assert_eq!(key(&a).cmp(&key(&b)), compare(&a, &b));
        }

        #[test]
        fn the_order_is_total(mut names in proptest::collection::vec("[0-9一二十百a山]{0,6}", 0..20)) {
            names.sort_by(|a, b| compare(a, b));
            for (i, a) in names.iter().enumerate() {
                for b in names.iter().skip(i) {
                    proptest::prop_assert!(compare(a, b) != Ordering::Greater);
                    proptest::prop_assert!(compare(b, a) != Ordering::Less);
                }
            }
        }
    }
}
