//! Dates in English: `Jan 3, 2024`, `3 January 2024`, `Wed, 03 Jan 2024 08:00:00 GMT`, `Sat Jun 30 00:37:35 2002`.
//!
//! What must not go in: dates in numbers alone; of `3/4/2024` nobody can tell the month.

use super::calendar::Date;
use super::reading::after_time;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The date at the start of `text`, and the rest.
pub(super) fn leading(text: &str) -> Option<(Date, &str)> {
    let text = text.trim_start();
    let text = match word(text) {
        Some((name, rest)) if place(name, &WEEKDAYS).is_some() => gap(rest),
        _ => text,
    };
    if let Some((name, rest)) = word(text) {
        let month = place(name, &MONTHS)?;
        let (first, rest) = number(gap(rest))?;
        if first > 31 {
            return Some((Date::new(first, month, 0)?, rest));
        }
        let rest = after_time(ordinal_end(rest));
        let (year, rest) = number(gap(rest)).filter(|(year, _)| *year > 31)?;
        return Some((Date::new(year, month, first)?, rest));
    }
    let (day, rest) = number(text).filter(|(day, _)| *day <= 31)?;
    let (name, rest) = word(gap(ordinal_end(rest)))?;
    let (name, rest) = if name == "of" { word(gap(rest))? } else { (name, rest) };
    let month = place(name, &MONTHS)?;
    let (year, rest) = number(gap(rest)).filter(|(year, _)| *year > 31)?;
    Some((Date::new(year, month, day)?, rest))
}

/// The month that a name is.
pub(super) fn month(name: &str) -> Option<u16> {
    let (found, rest) = word(name)?;
    rest.is_empty().then(|| place(found, &MONTHS)).flatten()
}

/// The ASCII letters at the start, if any.
fn word(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let word = text.get(..text.len() - rest.len()).filter(|word| !word.is_empty())?;
    Some((word, rest))
}

/// The number of a name from 1: in full, or its first three letters, or four.
fn place(name: &str, names: &[&str]) -> Option<u16> {
    let short = matches!(name.len(), 3 | 4);
    let begins = |full: &&str| full.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let at = names.iter().position(|full| (short || full.len() == name.len()) && begins(full))?;
    Some(at as u16 + 1)
}

fn number(text: &str) -> Option<(u16, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len()).filter(|digits| matches!(digits.len(), 1 | 2 | 4))?;
    Some((digits.parse().ok()?, rest))
}

fn ordinal_end(text: &str) -> &str {
    let end = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_prefix(end));
    end.unwrap_or(text)
}

fn gap(text: &str) -> &str {
    text.trim_start_matches([' ', ',', '.', '-'])
}
