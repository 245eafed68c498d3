//! Natural order of names: compares numbers by value, Chinese ones too, so that 第2章 comes before 第10章 and 三、 before 十、.
//!
//! What must not go in: files and folders.

use std::cmp::Ordering;

use super::numerals;

/// A unit of comparison.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum NamePiece {
    Number(u64),
    Chinese(u64),
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

/// Bytes in a key that introduce a number, introduce a Chinese number, and end the key. Other characters are copied; only
/// control characters could collide, and clean text has none.
const NUMBER: u8 = 2;
const CHINESE: u8 = 3;
const END: u8 = 1;

/// A sort key whose bytes compare as the names do. `name` must be clean text.
pub fn key(name: &str) -> Box<[u8]> {
    let mut key = Vec::with_capacity(name.len() + 16);
    let mut plain = true;
    for piece in pieces(name) {
        let (sign, value) = match piece {
            NamePiece::Number(value) => (NUMBER, value),
            NamePiece::Chinese(value) => (CHINESE, value),
            NamePiece::Char(c) => {
                key.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                continue;
            }
        };
        key.push(sign);
        key.extend_from_slice(&value.to_be_bytes());
        plain = false;
    }
    if !plain {
        // The same number can be written in several ways.
        key.push(END);
        key.extend_from_slice(name.as_bytes());
    }
    key.into_boxed_slice()
}

fn pieces(name: &str) -> impl Iterator<Item = NamePiece> {
    let mut chars = name.chars().peekable();
    std::iter::from_fn(move || {
        let first = chars.next()?;
        if let Some(digit) = first.to_digit(10) {
            let mut value = u64::from(digit);
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(u64::from(digit));
                chars.next();
            }
            return Some(NamePiece::Number(value));
        }
        let Some(digit) = numerals::value(first) else { return Some(NamePiece::Char(first)) };
        let mut number = ChineseNumber::default();
        number.take(digit);
        while let Some(digit) = chars.peek().copied().and_then(numerals::value) {
            number.take(digit);
            chars.next();
        }
        Some(NamePiece::Chinese(number.value()))
    })
}

/// Reads 二十三 as 23 and 二〇一九 as 2019.
#[derive(Default)]
struct ChineseNumber {
    total: u64,
    digits: u64,
}

impl ChineseNumber {
    fn take(&mut self, digit: u64) {
        if digit < 10 {
            self.digits = self.digits.saturating_mul(10).saturating_add(digit);
        } else {
            self.total = self.total.saturating_add(self.digits.max(1).saturating_mul(digit));
            self.digits = 0;
        }
    }

    fn value(&self) -> u64 {
        self.total.saturating_add(self.digits)
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
    fn a_prefix_comes_first() {
        assert_eq!(sorted(&["山川2", "山川", "山川10"]), "山川 山川2 山川10");
    }

    proptest::proptest! {
        #[test]
        fn keys_compare_as_the_names(a in "[0-2１一二十百〇a山 -~]{0,9}", b in "[0-2１一二十百〇a山 -~]{0,9}") {
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
