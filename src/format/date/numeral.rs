//! The numbers of dates, in Arabic and Chinese numerals, and years of the Republic.
//!
//! All texts here are half width. What must not go in: which day a number belongs to.

use crate::text::numerals;

/// A number and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u16,
    /// Arabic digits, or none of them.
    pub(super) digits: usize,
}

/// Years of the Republic count from 1912.
const REPUBLIC: u16 = 1911;

/// A number of at most four digits, and what follows it: blanks before 年, 月, 日 belong to the date.
pub(super) fn number(text: &str) -> Option<(Number, &str)> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let (value, rest) = match digits {
        0 => chinese(text)?,
        1..=4 => (text.get(..digits)?.parse().ok()?, rest),
        _ => return None,
    };
    let close = rest.trim_start();
    let rest = if close.starts_with(['年', '月', '日']) { close } else { rest };
    Some((Number { value, digits }, rest))
}

/// A zero in a Chinese year is written in many ways.
fn digit(c: char) -> Option<u16> {
    match c {
        '○' | '◯' | '０' | '0' | 'O' | 'o' | 'О' | 'Ο' => Some(0),
        '元' => Some(1),
        c => numerals::value(c).filter(|value| *value < 10).map(|value| value as u16),
    }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '十' | '百' | '廿' | '卅') || digit(c).is_some()
}

/// 二〇一七, 二十四, 廿四, 一百一十四: digits in a row, or with their places named.
fn chinese(text: &str) -> Option<(u16, &str)> {
    // What looks like a zero begins no number.
    text.chars()
        .next()
        .filter(|c| matches!(c, '元' | '廿' | '卅') || numerals::value(*c).is_some_and(|v| v <= 100))?;
    let rest = text.trim_start_matches(is_chinese);
    let run = text.get(..text.len() - rest.len())?;
    if run.chars().count() > 6 || run.contains('元') && run != "元" {
        return None;
    }
    let (mut total, mut last) = (0, 0);
    let mut named = false;
    for c in run.chars() {
        let place = match c {
            '百' => 100,
            '十' => 10,
            '廿' => 20,
            '卅' => 30,
            c => {
                let digit = digit(c)?;
                last = if named { digit } else { last * 10 + digit };
                continue;
            }
        };
        total += if place == 20 || place == 30 { place } else { last.clamp(1, 9) * place };
        (last, named) = (0, true);
    }
    let value: u16 = total + last;
    Some((value, rest))
}

/// The number of a year, and what follows: after 公元 or nothing as it is, after 民国 those of the Republic. The last is
/// whether the era is named.
pub(super) fn year(text: &str) -> Option<(Number, &str, bool)> {
    let text = text.trim_start();
    let bare = text.strip_prefix("中华").or_else(|| text.strip_prefix("中華")).unwrap_or(text);
    if let Some(rest) = bare.strip_prefix("民国").or_else(|| bare.strip_prefix("民國")) {
        let (number, rest) = number(rest)?;
        let value = Some(number.value).filter(|value| (1..=189).contains(value))? + REPUBLIC;
        return Some((Number { value, ..number }, rest, true));
    }
    let text = text.strip_prefix("公元").or_else(|| text.strip_prefix("西元")).unwrap_or(text);
    let (number, rest) = number(text)?;
    Some((number, rest, false))
}

/// The year that a number of three digits means where nothing names the era: in the years from 2011 on the Republic counts
/// with three digits, and nobody else does.
pub(super) fn republic_year(number: u16) -> Option<u16> {
    (100..=150).contains(&number).then_some(number + REPUBLIC)
}
