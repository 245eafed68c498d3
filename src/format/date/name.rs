//! Dates in the names of files, and in the brackets of a title.
//!
//! What must not go in: names of folders, which are a date or none ([`super::folder`]).

use super::calendar::Date;
use super::reading::{after_time, digits, leading};
use super::{english, half};

/// The date in the brackets of a title or a name: `湿地条例(2011-11-29)`, `讲话（2012年11月29日）`, `条例（2011年11月29日修正）`.
pub fn in_brackets(text: &str) -> Option<Date> {
    // Full-width digits begin with this byte.
    let has_number = text.bytes().any(|b| b.is_ascii_digit() || b == 0xEF) || text.contains('年');
    if !has_number || !text.contains(['(', '（', '[', '【', '〔', '［']) {
        return None;
    }
    let text: String = text.chars().map(half).collect();
    let mut last = None;
    for (at, _) in text.match_indices(['(', '[', '【', '〔']) {
        let Some(inside) = text.get(at..).and_then(|text| text.split_once([')', ']', '】', '〕'])) else {
            break;
        };
        let inside = inside.0.trim_start_matches(['(', '[', '【', '〔']).trim();
        last = bracketed(inside).or(last);
    }
    last
}

fn bracketed(inside: &str) -> Option<Date> {
    if let Some(date) = digits(inside) {
        return Some(date);
    }
    let (found, rest) = leading(inside)?;
    let rest = after_time(rest).trim();
    // 修正, 第二次修订, 通过, 版: a word, and no second date.
    let is_word = rest.chars().count() <= 6 && !rest.contains(|c: char| c.is_ascii_digit());
    (found.month > 0 && found.year > 0 && is_word).then_some(found)
}

/// The date in the name of a file without its extension: at its start, at its end, or between separators, with day or with
/// month: `20240102`, `2021-03-04 修渠`, `周报-2024-01-03`. A date in words (`2019年10月30日`) must stand between separators. Digits that go on, as those of a telephone do, are no date.
pub fn file_name(stem: &str) -> Option<Date> {
    // A year takes three digits in a row at least, or is called so.
    let mut run = 0;
    let has_year = stem.chars().any(|c| {
        run = if c.is_ascii_digit() || ('０'..='９').contains(&c) { run + 1 } else { 0 };
        run > 2 || c == '年'
    });
    if !has_year {
        // 6月9日 lies in the folder of a year, or in none.
        return super::folder(stem).filter(|date| date.day > 0);
    }
    let name: String = stem.chars().map(half).collect();
    // `2024_01_03` is written with what is a separator everywhere else.
    let name = name.trim();
    let mut from = 0;
    let mut month = None;
    while let Some((at, c)) =
        name.get(from..)?.char_indices().find(|(_, c)| begins(*c)).map(|(at, c)| (from + at, c))
    {
        let (before, rest) = name.split_at_checked(at)?;
        if let Some(found) = date_at(before, rest) {
            if found.day > 0 {
                return Some(found);
            }
            month = month.or(Some(found));
        }
        // The whole number is passed: no date begins inside one.
        let number = rest.chars().take_while(char::is_ascii_digit).count();
        from = at + number.max(c.len_utf8());
    }
    month
}

/// A date in words with its year and month at the start or the end of a name, whatever stands beside it: `二〇二一年三月总结`,
/// `总结2021年3月`. What happened then may be told on another day, so that any other date says more.
pub fn in_words(stem: &str) -> Option<Date> {
    if !stem.contains('年') || !stem.contains('月') {
        return None;
    }
    let name: String = stem.chars().map(half).collect();
    let name = name.trim();
    let at_start = whole(name).map(|(date, _)| date);
    let at_end = || {
        let starts = name.char_indices().filter(|(_, c)| begins(*c)).map(|(at, _)| at);
        let number = |c: char| c.is_ascii_digit() || crate::text::numerals::value(c).is_some();
        let mut starts = starts.filter(|at| !name.get(..*at).unwrap_or_default().ends_with(number));
        starts.find_map(|at| whole(name.get(at..)?).filter(|(_, rest)| rest.is_empty()).map(|(date, _)| date))
    };
    at_start.or_else(at_end)
}

/// The date with its year and month that `text` begins with, and the rest.
fn whole(text: &str) -> Option<(Date, &str)> {
    leading(text).filter(|(date, _)| date.year > 1800 && date.month > 0)
}

/// The name of a file without the date or key that it begins with, where a sign parts it from a title: `20230405_清明的山路`,
/// `[2021-03-04] 修渠`, `1800123_渡口`.
pub fn without_leading(stem: &str) -> &str {
    let ends = stem.match_indices(|c: char| is_separator(half(c))).map(|(at, sign)| at + sign.len());
    let mut parted = ends.filter_map(|at| stem.split_at_checked(at));
    let is_date = |written: &str| {
        let written: String = written.chars().map(half).collect();
        let bare = written.trim_matches(is_separator);
        let is_key = written.len() > 4 && bare.len() > 4 && bare.bytes().all(|b| b.is_ascii_digit());
        let date = leading(bare).or_else(|| underscored(bare));
        is_key || date.is_some_and(|(date, rest)| date.is_full() && rest.is_empty())
    };
    let title = parted.find(|(before, _)| is_date(before)).map(|(_, after)| {
        after.trim_start_matches(|c: char| {
            is_separator(half(c)) && !matches!(c, '《' | '(' | '（' | '【' | '[')
        })
    });
    title.filter(|title| title.chars().any(crate::text::han::is_han)).unwrap_or(stem)
}

fn begins(c: char) -> bool {
    c.is_ascii_digit()
        || crate::text::numerals::value(c).is_some_and(|value| value < 10)
        || c == '民'
        || c.is_ascii_uppercase()
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-'
            | '_'
            | '.'
            | ','
            | '('
            | ')'
            | '['
            | ']'
            | '【'
            | '】'
            | '、'
            | '·'
            | '|'
            | '《'
            | '》'
            | '~'
            | '+'
            | '#'
            | '@'
            | '–'
            | '—'
    )
}

/// The date that begins with `rest`, after `before`.
fn date_at(before: &str, rest: &str) -> Option<Date> {
    // Part of a word or a key.
    if before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let opens = before.is_empty() || before.ends_with(is_separator);
    let run = rest.chars().take_while(char::is_ascii_digit).count();
    if let Some(found) = rest.get(..run).and_then(digits) {
        let after = rest.get(run..)?.chars().next();
        // Letters go on: 20240102abc is a key.
        return after.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '号').then_some(found);
    }
    let found = match run {
        4 => leading(rest).or_else(|| underscored(rest)),
        0 | 3 => leading(rest),
        _ => None,
    };
    let (found, after) = found.or_else(|| {
        let is_english = run < 3 && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        if is_english { english::leading(rest) } else { None }
    })?;
    if found.year == 0 || found.month == 0 {
        return None;
    }
    let written = rest.get(..rest.len() - after.len()).unwrap_or_default();
    let closes = after.is_empty() || after.starts_with(is_separator);
    let in_words = written.contains(['年', '月']);
    let glued = !after.starts_with(|c: char| c.is_ascii_alphanumeric()) || after.starts_with('T');
    if found.day == 0 {
        // `2024-01` is a month at the start or the end, `1998.5` is none.
        let stands = opens && closes && !written.contains('.');
        return (stands && (before.is_empty() || after.is_empty())).then_some(found);
    }
    let fits = if in_words {
        // 2019年10月30日新闻发布会预告 tells what is to come.
        opens && closes
    } else {
        glued
    };
    fits.then_some(found)
}

/// `2024_01_03`.
fn underscored(text: &str) -> Option<(Date, &str)> {
    let end = text.char_indices().nth(10).map_or(text.len(), |(at, _)| at);
    let (head, tail) = text.split_at_checked(end)?;
    let dashed = head.replace('_', "-");
    let (found, rest) = leading(&dashed).filter(|_| dashed != head)?;
    Some((found, text.get(text.len() - tail.len() - rest.len()..)?))
}
