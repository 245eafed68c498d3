//! How lists of word processors count: the styles of numbers, and the counters.
//!
//! What must not go in: where a format says which list a paragraph belongs to.

use std::collections::HashMap;

use crate::text::numerals;

/// Lists are nested so deep at most.
pub(super) const LEVELS: usize = 10;
/// A longer sign before a paragraph is none (characters).
const SIGN_CHARS: usize = 24;
/// What stands before an item that is not counted.
const BULLET: &str = "•";

/// How a number is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum NumberStyle {
    #[default]
    Decimal,
    /// 01, 02.
    Zero,
    Roman(LetterCase),
    Letter(LetterCase),
    Chinese,
    /// As on bills.
    Formal,
    Stems,
    Branches,
    Circled,
    FullWidth,
    /// A sign that is the same for all.
    Bullet,
    /// Nothing.
    Silent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LetterCase {
    Upper,
    Lower,
}

impl NumberStyle {
    /// The style that DOCX calls `name`.
    pub(super) fn of_docx(name: &str) -> Self {
        match name {
            "bullet" => Self::Bullet,
            "none" => Self::Silent,
            "decimalZero" => Self::Zero,
            "upperRoman" => Self::Roman(LetterCase::Upper),
            "lowerRoman" => Self::Roman(LetterCase::Lower),
            "upperLetter" => Self::Letter(LetterCase::Upper),
            "lowerLetter" => Self::Letter(LetterCase::Lower),
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Self::Formal,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            name if name.starts_with("chineseCounting")
                || name.starts_with("japanese")
                || name.starts_with("taiwanese")
                || name == "ideographDigital" =>
            {
                Self::Chinese
            }
            _ => Self::Decimal,
        }
    }

    /// The style of which ODF gives the first numbers.
    pub(super) fn of_odf(format: &str) -> Self {
        match format.trim().chars().next() {
            None => Self::Silent,
            Some('i') => Self::Roman(LetterCase::Lower),
            Some('I') => Self::Roman(LetterCase::Upper),
            Some('a') => Self::Letter(LetterCase::Lower),
            Some('A') => Self::Letter(LetterCase::Upper),
            Some('①') => Self::Circled,
            Some('１') => Self::FullWidth,
            Some('0') => Self::Zero,
            Some(c) if Some(c) == numerals::cyclic(1, false) => Self::Stems,
            Some(c) if Some(c) == numerals::cyclic(1, true) => Self::Branches,
            Some(c) if numerals::written(1).is_some_and(|one| one.starts_with(c)) => Self::Chinese,
            Some(c) if numerals::written_formally(1).is_some_and(|one| one.starts_with(c)) => Self::Formal,
            Some(_) => Self::Decimal,
        }
    }

    /// `number` in this style; in plain digits where the style has no sign for it.
    pub(super) fn written(self, number: u32) -> String {
        let from = |first: u32, most: u32| {
            char::from_u32(first + number.wrapping_sub(1)).filter(|_| (1..=most).contains(&number))
        };
        let written = match self {
            Self::Decimal => None,
            Self::Zero => Some(format!("{number:02}")),
            Self::Roman(case) => roman(number).map(|signs| case.of(&signs)),
            Self::Letter(case) => letters(number).map(|signs| case.of(&signs)),
            Self::Chinese => numerals::written(number),
            Self::Formal => numerals::written_formally(number),
            Self::Stems => numerals::cyclic(number, false).map(String::from),
            Self::Branches => numerals::cyclic(number, true).map(String::from),
            Self::Circled => from(0x2460, 20).map(String::from),
            Self::FullWidth => Some(number.to_string().chars().map(full_width).collect()),
            Self::Bullet => Some(BULLET.to_owned()),
            Self::Silent => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

impl LetterCase {
    fn of(self, text: &str) -> String {
        if self == Self::Upper { text.to_owned() } else { text.to_ascii_lowercase() }
    }
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(0xFF10 + value)).unwrap_or(digit)
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    Some(written)
}

/// A to Z, then AA to ZZ.
fn letters(number: u32) -> Option<String> {
    let index = number.checked_sub(1).filter(|index| *index < 26 * 40)?;
    let letter = char::from_u32(u32::from(b'A') + index % 26)?;
    Some(std::iter::repeat_n(letter, (index / 26 + 1) as usize).collect())
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct ListLevel {
    pub(super) style: NumberStyle,
    /// The number of the first item.
    pub(super) start: u32,
    /// The sign, with `%1` for the number of the first level, `%2` for that of the second.
    pub(super) text: String,
}

/// The lists of a document that have been counted so far, by their names.
#[derive(Debug, Default)]
pub(super) struct Counters(HashMap<String, [Option<u32>; LEVELS]>);

impl Counters {
    /// Begins a list anew.
    pub(super) fn restart(&mut self, list: &str) {
        self.0.remove(list);
    }

    /// Counts an item of `list` at `level`; its sign, with a blank behind it where one belongs.
    pub(super) fn next(&mut self, list: &str, level: usize, levels: &[ListLevel]) -> String {
        let level = level.min(LEVELS - 1);
        let counts = self.0.entry(list.to_owned()).or_default();
        let start = |level: usize| levels.get(level).map_or(1, |level| level.start);
        for (at, count) in counts.iter_mut().enumerate() {
            match at.cmp(&level) {
                std::cmp::Ordering::Less => *count = count.or(Some(start(at))),
                std::cmp::Ordering::Equal => *count = Some(count.map_or(start(at), |n| n.saturating_add(1))),
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let Some(this) = levels.get(level) else { return String::new() };
        let sign = match this.style {
            NumberStyle::Bullet => BULLET.to_owned(),
            _ => filled(&this.text, counts, levels),
        };
        spaced(sign.trim())
    }
}

/// The text of a sign with numbers for `%1`, `%2`.
fn filled(text: &str, counts: &[Option<u32>; LEVELS], levels: &[ListLevel]) -> String {
    let mut sign = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().filter(|_| c == '%').and_then(|next| next.to_digit(10)).filter(|n| *n > 0);
        let Some(digit) = digit else {
            sign.push(c);
            continue;
        };
        chars.next();
        let at = digit as usize - 1;
        let style = levels.get(at).map(|level| level.style).unwrap_or_default();
        let number = counts.get(at).copied().flatten().unwrap_or(1);
        sign.push_str(&style.written(number));
    }
    sign
}

/// A sign with what parts it from the text: nothing after marks that are as wide as characters.
fn spaced(sign: &str) -> String {
    let Some(last) = sign.chars().last().filter(|_| sign.chars().count() <= SIGN_CHARS) else {
        return String::new();
    };
    match last {
        '、' | '）' | '．' | '】' | '〕' => sign.to_owned(),
        // As chapters and articles of a law are set.
        last if crate::text::han::is_han(last) => format!("{sign}\u{3000}"),
        _ => format!("{sign} "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_style() {
        for (name, number, expected) in [
            ("decimal", 12, "12"),
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("chineseCountingThousand", 21, "二十一"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("decimalEnclosedCircleChinese", 20, "⑳"),
            ("decimalFullWidth", 10, "１０"),
            ("chineseLegalSimplified", 2, "贰"),
            ("none", 2, ""),
        ] {
            assert_eq!(NumberStyle::of_docx(name).written(number), expected, "{name}");
        }
        for (format, expected) in [("一, 二, 三, ...", "四"), ("甲, 乙", "丁"), ("i", "iv"), ("", "")]
        {
            assert_eq!(NumberStyle::of_odf(format).written(4), expected, "{format}");
        }
    }

    #[test]
    fn a_deeper_level_begins_anew() {
        let level = |style: &str, text: &str| ListLevel {
            style: NumberStyle::of_docx(style),
            start: 1,
            text: text.to_owned(),
        };
        let levels =
            [level("chineseCounting", "%1、"), level("decimal", "%1.%2"), level("chineseCounting", "第%3条")];
        let mut counters = Counters::default();
        let signs: Vec<String> =
            [0, 1, 1, 0, 1, 2].into_iter().map(|at| counters.next("1", at, &levels)).collect();
        assert_eq!(signs, ["一、", "一.1 ", "一.2 ", "二、", "二.1 ", "第一条\u{3000}"]);
        counters.restart("1");
        assert_eq!(counters.next("1", 0, &levels), "一、");
    }
}
