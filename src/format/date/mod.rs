//! The date of an article: how dates are written in names, titles, lines and fields, and which of several counts.
//!
//! What must not go in: dates inside running text, which belong to the content, and the clock.

mod calendar;
mod choice;
mod english;
mod line;
mod name;
mod numeral;
mod reading;

pub use calendar::Date;
pub use choice::Dates;
pub use line::{line, signature};
pub use name::{file_name, in_brackets, in_words, without_leading};

use reading::{after_time, digits, leading};

use crate::text::folding::half_width;
use crate::text::sanitize::is_blank;

/// Half width, and every blank as an ASCII blank: what all readings of dates start from.
fn half(c: char) -> char {
    if is_blank(c) { ' ' } else { half_width(c) }
}

/// The date that a folder name is: `2019-10-29`, `2019.10.29`, `20191029`, `2019年10月29日`, `10月15日`, `2019年10月`,
/// `2019-10`, `201910`, `2019年` or `2019`. A name that merely contains a date does not count.
pub fn folder(name: &str) -> Option<Date> {
    let name: String = name.trim_matches(is_blank).chars().map(half).collect();
    if matches!(name.len(), 6 | 8) && name.bytes().all(|b| b.is_ascii_digit()) {
        let (year, month) = name.split_at_checked(4)?;
        let month = || Date::new(year.parse().ok()?, month.parse().ok()?, 0).filter(|date| date.month > 0);
        return if name.len() == 8 { digits(&name) } else { month() };
    }
    let (found, rest) = leading(&name)?;
    rest.is_empty().then_some(found)
}

/// What a name is inside the folder of a year or of a month, which `above` is: `12`, `12月`, `十二月`, `Dec` a month, `07`,
/// `7日`, `七日` a day, `0304`, `3-4` both.
pub fn within(above: Date, name: &str) -> Option<Date> {
    let name: String = name.trim_matches(is_blank).chars().map(half).collect();
    let digits = |text: &str| -> Option<u16> {
        let fits = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|number| fits && *number > 0)
    };
    // A number in ideographs is one where its unit stands behind it.
    let named = |units: &[char]| -> Option<u16> {
        let text = name.strip_suffix(units)?;
        digits(text).or_else(|| {
            let (number, rest) = numeral::number(text)?;
            rest.is_empty().then_some(number.value)
        })
    };
    if above.day > 0 {
        return None;
    }
    if above.month > 0 {
        let day = digits(&name).or_else(|| named(&['日', '号', '號']))?;
        return Date::new(above.year, above.month.into(), day);
    }
    let month = digits(&name).or_else(|| named(&['月'])).or_else(|| english::month(&name));
    if let Some(month) = month {
        return Date::new(above.year, month, 0);
    }
    let both =
        name.split_once(['-', '.', '_']).or_else(|| name.split_at_checked(2).filter(|_| name.len() == 4));
    both.and_then(|(month, day)| Date::new(above.year, digits(month)?, digits(day)?))
}

/// Whether `text` begins with a day and a time: what a line of a log begins with.
pub fn begins_with_moment(text: &str) -> bool {
    if !text.trim_start_matches(['[', '【']).starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let text: String = text.trim_start_matches(['[', '【']).chars().take(32).map(half).collect();
    leading(&text).is_some_and(|(date, rest)| {
        let after = after_time(rest);
        date.is_full() && rest.get(..rest.len() - after.len()).is_some_and(|time| time.contains(':'))
    })
}

/// Seconds since 1970 that a field may hold: from 1973, when they have nine digits, to 2100.
const SECONDS: std::ops::RangeInclusive<i64> = 100_000_000..=4_133_980_799;

/// The date that the value of a field named as one gives: as in a line, as the name of a folder, as seconds or milliseconds
/// since 1970, or the first whole date in it (`北湖夜话 (2002年06月30日00:37:35 星期天)`).
pub fn field(value: &str) -> Option<Date> {
    let value: String =
        value.trim_matches(|c| is_blank(c) || matches!(c, '"' | '\'')).chars().map(half).collect();
    let value = value.as_str();
    let whole = folder(value).filter(|date| date.year > 0 || date.day > 0);
    whole
        .or_else(|| digits(value))
        .or_else(|| value.split_once('T').and_then(|(day, _)| digits(day)))
        .or_else(|| seconds(value))
        .or_else(|| line(value).map(|(date, _)| date).filter(|date| date.year > 0 || date.day > 0))
        .or_else(|| short_republic(value))
        .or_else(|| first_full(value))
}

/// `1704240000`, `1704240000000`, `1704240000.5`.
fn seconds(value: &str) -> Option<Date> {
    let number = value.split_once('.').map_or(value, |(whole, _)| whole);
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = number.parse().ok()?;
    let seconds = if SECONDS.contains(&number) { number } else { number / 1000 };
    SECONDS.contains(&seconds).then(|| Date::of_seconds(seconds)).flatten()
}

/// `114/05/06`, `114.5.6`: three digits of the Republic, where a label says that it is a date.
fn short_republic(value: &str) -> Option<Date> {
    let (year, _) = value.split_once(['/', '.', '-']).filter(|(year, _)| year.len() == 3)?;
    let year = year.parse().ok().and_then(numeral::republic_year)?;
    let value = format!("{year}{}", value.get(3..)?);
    leading(&value).map(|(date, _)| date).filter(|date| date.is_full())
}

/// The first full date in `value`.
fn first_full(value: &str) -> Option<Date> {
    let mut opens = true;
    for (at, c) in value.char_indices() {
        let rest = value.get(at..).filter(|_| opens).unwrap_or_default();
        let found = leading(rest).or_else(|| english::leading(rest)).map(|(date, _)| date);
        if let Some(found) = found.filter(|date| date.is_full()) {
            return Some(found);
        }
        opens = !c.is_ascii_alphanumeric();
    }
    None
}

#[cfg(test)]
mod tests;
