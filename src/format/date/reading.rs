//! The date at the start of a text, in all the ways it is written in Chinese.
//!
//! All texts here are half width, with blanks as ASCII blanks ([`super::half`]). What must not go in: where in a line a date
//! may stand, and English dates.

use super::calendar::Date;
use super::numeral::{self, number, republic_year};

/// Between the parts of a date in numbers.
const SIGNS: [char; 6] = ['-', '.', '/', '‐', '‑', '–'];

/// The date at the start of `text`, and the rest.
pub(super) fn leading(text: &str) -> Option<(Date, &str)> {
    let (first, rest, is_republic) = numeral::year(text)?;
    let sign = rest.chars().next();
    if sign == Some('月') && !is_republic {
        let found = month_first(0, first.value, after(rest))?;
        // In words it takes a day: 十月 may be a heading.
        return (first.digits > 0 || found.0.day > 0).then_some(found);
    }
    let is_short = first.digits < 4 && first.value < 1000;
    let year = match republic_year(first.value) {
        Some(year) if is_short && !is_republic => year,
        _ => first.value,
    };
    let (found, rest) = match sign {
        Some('年') => year_first(year, after(rest))?,
        Some(sign) if SIGNS.contains(&sign) && (first.digits == 4 || is_republic) => {
            numbers(year, sign, after(rest))?
        }
        None if first.digits == 4 => (Date::new(year, 0, 0)?, rest),
        _ => return None,
    };
    // A bare number of three digits is a year only in a whole date.
    (found.day > 0 || is_republic || !is_short).then_some((found, rest))
}

/// `10-29`, `10-29` with a time close to it, or the month alone.
fn numbers(year: u16, sign: char, rest: &str) -> Option<(Date, &str)> {
    let (month, rest) = one_or_two(rest)?;
    let Some(days) = rest.strip_prefix(sign) else { return Some((Date::new(year, month, 0)?, rest)) };
    let (day, rest) = one_or_two(days)?;
    Some((Date::new(year, month, day)?, rest))
}

/// A month or day of one or two digits; two more before a colon are an hour.
fn one_or_two(text: &str) -> Option<(u16, &str)> {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = match text.len() - rest.len() {
        length @ 1..=2 => length,
        4 if rest.starts_with(':') => 2,
        _ => return None,
    };
    let (digits, rest) = text.split_at_checked(length)?;
    Some((digits.parse().ok()?, rest))
}

fn year_first(year: u16, rest: &str) -> Option<(Date, &str)> {
    let month = number(rest).and_then(|(month, rest)| Some((month, rest.strip_prefix('月')?)));
    match month {
        Some((month, rest)) => month_first(year, month.value, rest),
        None => Some((Date::new(year, 0, 0)?, rest)),
    }
}

fn month_first(year: u16, month: u16, rest: &str) -> Option<(Date, &str)> {
    let Some((day, after)) = number(rest) else { return Some((Date::new(year, month, 0)?, rest)) };
    let ends = |rest: &&str| rest.starts_with([' ', ')', ']', '】']) || rest.is_empty();
    let after = after.strip_prefix(['日', '号', '號']).or_else(|| Some(after).filter(ends));
    match after {
        Some(rest) => Some((Date::new(year, month, day.value)?, rest)),
        None => Some((Date::new(year, month, 0)?, rest)),
    }
}

/// A date of eight digits and nothing else, or with the digits of a time: `20240102`, `20240102083000`.
pub(super) fn digits(text: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
    let fits =
        |from: usize, most: u16| text.len() <= from || part(from..from + 2).is_some_and(|part| part <= most);
    let whole = matches!(text.len(), 8 | 12 | 14) && text.bytes().all(|b| b.is_ascii_digit());
    if !whole || !fits(8, 24) || !fits(10, 59) || !fits(12, 60) {
        return None;
    }
    let (month, day) = (part(4..6)?, part(6..8)?);
    Date::new(part(0..4)?, month, day).filter(|_| month > 0 && day > 0)
}

/// Words between a date and the hour.
const DAY_PARTS: [&str; 9] = ["上午", "下午", "凌晨", "清晨", "早上", "早晨", "中午", "晚上", "晚"];

/// What follows the weekday and the time at the start of `text`, if there are any.
pub(super) fn after_time(text: &str) -> &str {
    let text = after_weekday(text);
    let mut rest = text.trim_start_matches([' ', ',']);
    rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    let part = DAY_PARTS.iter().find_map(|part| rest.strip_prefix(part));
    rest = part.unwrap_or(rest).trim_start();
    match time(rest) {
        Some(rest) => after_weekday(after_zone(rest)),
        None => text,
    }
}

/// `08:30`, `8:30:15.250`, `10时05分`, and what follows.
fn time(text: &str) -> Option<&str> {
    let (_, rest) = two_digits(text, 24)?;
    if let Some(minutes) = rest.strip_prefix(':') {
        let (length, mut rest) = two_digits(minutes, 59)?;
        if length < 2 {
            return None;
        }
        if let Some(seconds) = rest.strip_prefix(':') {
            rest = two_digits(seconds, 60)?.1;
            let fraction =
                rest.strip_prefix('.').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            rest = fraction.unwrap_or(rest);
        }
        return Some(rest);
    }
    let rest = rest.strip_prefix(['时', '時', '点', '點'])?;
    let Some((_, rest)) = two_digits(rest, 59) else { return Some(rest) };
    let rest = rest.strip_prefix('分')?;
    let seconds = two_digits(rest, 60).and_then(|(_, rest)| rest.strip_prefix('秒'));
    Some(seconds.unwrap_or(rest))
}

/// One or two digits up to `most`, and no third.
fn two_digits(text: &str, most: u8) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = text.len() - rest.len();
    let value: u8 = text.get(..length).filter(|_| matches!(length, 1..=2))?.parse().ok()?;
    (value <= most).then_some((length, rest))
}

/// `Z`, `+08:00`, `+0800`, `GMT`, `AM`.
fn after_zone(text: &str) -> &str {
    let trimmed = text.trim_start();
    let name =
        ["Z", "GMT", "UTC", "CST", "AM", "PM", "am", "pm"].iter().find_map(|name| trimmed.strip_prefix(name));
    if let Some(rest) = name.filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
        return rest;
    }
    let Some(offset) = trimmed.strip_prefix(['+', '-']) else { return text };
    let rest = offset.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    if matches!(offset.len() - rest.len(), 2 | 4 | 5) { rest } else { text }
}

/// What follows 星期五, 周五, 礼拜五, (周五) or Fri at the start of `text`, or `text`.
fn after_weekday(text: &str) -> &str {
    let inside = text.trim_start_matches([' ', ',', '(']);
    let day = ["星期", "周", "週", "礼拜", "禮拜"].iter().find_map(|word| inside.strip_prefix(word));
    let after = day.and_then(|rest| rest.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天']));
    after.map_or(text, |rest| rest.strip_prefix(')').unwrap_or(rest))
}

fn after(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}
