//! The title line: which number at its start is a list number (the ordinal), and what the title is without it.
//!
//! What must not go in: finding the title line in a file (the parsers do) and dates.
//!
//! | line | ordinal | because |
//! |---|---|---|
//! | `9在立行立改.txt` | 9 | a number before a word; `.txt` is never part of a title |
//! | `1、甲`, `2. 甲`, `01-甲`, `（3）甲`, `[3] 甲`, `3 甲` | yes | a number with a separator or in brackets |
//! | `2019中关村…`, `2019 年…` | no | a year: four digits, 1800 to 2100 |
//! | `14个市…`, `200余名…`, `5 年…` | no | a count: the number stands before a measure word |
//! | `55天津…`, `8人民日报…` | 55, 8 | 天 and 人 are measure words, but 天津 and 人民 are words |
//! | `3月5日…`, `26日10时…` | no | a date or a time |
//! | `30%…`, `1.5亿…`, `3：1…`, `3-5年…`, `7·20…` | no | part of a figure |
//! | `1、2号线…` | no | an enumeration: the next number follows at once |
//! | `5G…`, `4K…`, `100km…` | no | a unit in Latin letters |
//! | `12345热线`, `110报警` | no | a number that is a name; five digits are no list number |
//! | file `142016“…`, line `2016“…` | 14 | the file name is number + title line: that number is the ordinal |
//! | file `73运用…`, empty file | 73 | the ordinal may stand only in the file name |

mod measures;

use memchr::memmem;

use super::verdict::NumberRole;
use crate::text::folding::half_width;
use crate::text::han::is_han;
use crate::text::sanitize::is_blank;

/// A parsed title line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleLine<'a> {
    /// The list number.
    pub ordinal: Option<u32>,
    /// The title without the list number and without a trailing `.txt`.
    pub title: &'a str,
}

/// A greater number is a key, not a list number.
const GREATEST: u32 = 9999;
/// Least number of shared characters that relates a title and a file name.
const LEAST_SHARED: usize = 4;

/// Strips the list number and a trailing `.txt` from the title `line` (one line, empty if the file has no title). `name`
/// is the name of the file without folders, or empty.
///
/// Without a series in its folder (`number`) a number is one only where the name shows it: if the line ends in `.txt`, or if
/// the name has the number and the line has not.
pub fn split<'a>(line: &'a str, name: &str, number: NumberRole) -> TitleLine<'a> {
    let whole = line.trim_matches(is_blank);
    let line = without_extension(whole);
    let stem = without_extension(name.trim_matches(is_blank));
    let is_series = number == NumberRole::Ordinal;
    if line.is_empty() {
        return TitleLine { ordinal: ordinal_of_name(stem).filter(|_| is_series), title: line };
    }
    if let Some(ordinal) = number_before(stem, line) {
        return TitleLine { ordinal: Some(ordinal), title: line };
    }
    let is_file_name = line.len() < whole.len();
    match leading_ordinal(line).filter(|_| is_series || is_file_name) {
        Some((ordinal, title)) => TitleLine { ordinal: Some(ordinal), title },
        None => TitleLine { ordinal: None, title: line },
    }
}

/// Whether `line` is the same as the file `name`, ignoring list numbers and `.txt`: then it is the title.
pub fn is_named_after(line: &str, name: &str) -> bool {
    let bare = |text: &str| -> String {
        let text = without_extension(text.trim_matches(is_blank));
        text.trim_start_matches(|c: char| digit(c).is_some() || is_separator(c)).split(is_blank).collect()
    };
    let (line, name) = (bare(line), bare(name));
    let shared = line.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let shorter = line.chars().count().min(name.chars().count());
    shorter > 0 && shared == shorter && (shared >= LEAST_SHARED || line == name)
}

/// `text` without a trailing `.txt` in any case, and without the blanks before it.
pub fn without_extension(text: &str) -> &str {
    let cut = text.len().checked_sub(4).and_then(|at| text.split_at_checked(at));
    match cut {
        Some((head, tail)) if tail.eq_ignore_ascii_case(".txt") && !head.is_empty() => {
            head.trim_end_matches(is_blank)
        }
        _ => text,
    }
}

/// The number if `stem` is a number followed by `line`, or by as much of it as a file name held. The digits may run
/// into those of the line: `142016“…` is 14 and `2016“…`.
fn number_before(stem: &str, line: &str) -> Option<u32> {
    let stem = stem.trim_start_matches(['（', '(', '[', '【']);
    let mut rest = stem.chars();
    let mut value = 0;
    for next in stem.chars().map_while(digit).take(6) {
        value = value * 10 + next;
        rest.next();
        if says_the_same(rest.as_str(), line) {
            return Some(value).filter(|value| *value <= GREATEST);
        }
    }
    let rest = rest.as_str();
    let title = rest.trim_start_matches(is_separator);
    let is_number = rest.len() < stem.len() && title.len() < rest.len();
    (is_number && value <= GREATEST && says_the_same(title, line)).then_some(value)
}

/// Whether two titles are the same, blanks aside, or one is the beginning of the other.
fn says_the_same(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars().filter(|c| !is_blank(*c)), b.chars().filter(|c| !is_blank(*c)));
    let mut shared = 0;
    loop {
        match (a.next(), b.next()) {
            (None, None) => return shared > 0,
            (None, _) | (_, None) => return shared >= LEAST_SHARED,
            (Some(x), Some(y)) if x == y => shared += 1,
            _ => return false,
        }
    }
}

/// The ordinal of a file without a title. A name without Chinese is a key or a hash, whose digits mean nothing.
fn ordinal_of_name(stem: &str) -> Option<u32> {
    let (ordinal, rest) = leading_ordinal(stem)?;
    rest.chars().any(is_han).then_some(ordinal)
}

/// Whether `rest`, what follows a number without a sign between, may be what the number counts or belongs to: a measure word,
/// a unit, a Latin word.
pub(super) fn may_be_counted(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || measures::RARE.contains(c))
}

/// The list number at the start of `line`, and the title after it.
pub(super) fn leading_ordinal(line: &str) -> Option<(u32, &str)> {
    if let Some(inside) = line.strip_prefix(['（', '(', '[', '【', '〔']) {
        let (ordinal, rest) = leading_number(inside)?;
        let title = rest.strip_prefix(['）', ')', ']', '】', '〕'])?;
        return (!is_year(ordinal)).then_some((ordinal, after_separators(title)?));
    }
    let (ordinal, rest) = leading_number(line)?;
    if is_year(ordinal) || is_name(ordinal, rest) {
        return None;
    }
    let next = rest.chars().next()?;
    let mut after = rest.chars();
    after.next();
    let tail = after.as_str();
    let is_ordinal = match next {
        '、' => !tail.starts_with(|c| digit(c).is_some()) || !continues_enumeration(ordinal, tail),
        '.' | '．' | ')' | '）' | ']' | '】' => !tail.starts_with(|c| digit(c).is_some()),
        '-' | '_' => tail.starts_with(|c: char| !c.is_ascii_alphanumeric()) || begins_like_a_name(tail),
        '《' | '〈' | '“' | '‘' | '「' | '『' | '【' | '"' | '\'' => true,
        c if is_blank(c) => begins_a_title(ordinal, rest.trim_start_matches(is_blank)),
        c if is_han(c) || c.is_ascii_alphabetic() => begins_a_title(ordinal, rest),
        _ => false,
    };
    if !is_ordinal {
        return None;
    }
    Some((ordinal, after_separators(rest)?))
}

/// A number of one to four digits, ASCII or full-width, and what follows it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let mut rest = text.chars();
    let (mut value, mut count) = (0, 0);
    loop {
        let here = rest.as_str();
        match rest.next().and_then(digit) {
            Some(_) if count == 4 => return None,
            Some(next) => (value, count) = (value * 10 + next, count + 1),
            None => return (count > 0).then_some((value, here)),
        }
    }
}

/// Whether `text` starts with a word, not with the measure word of the number before it.
fn begins_a_title(number: u32, text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let second = chars.next();
    if first.is_ascii_alphabetic() {
        return !is_latin_unit(text);
    }
    if !is_han(first) {
        return !matches!(
            first,
            '%' | '％' | '‰' | '℃' | '°' | '+' | '＋' | '×' | '/' | '：' | ':' | '—' | '·' | '～'
        );
    }
    // 3比1, 5加2, 3至5日, 5和6
    if "比加减至到和与或进".contains(first) && second.is_some_and(|c| digit(c).is_some()) {
        return false;
    }
    // 30多, 200余, 10几: only round numbers take these.
    if matches!(first, '多' | '余' | '几') && !number.is_multiple_of(10) {
        return true;
    }
    if matches!((first, number), ('月', 13..) | ('日', 32..)) {
        return true;
    }
    !is_measure(first, second, text)
}

fn is_measure(first: char, second: Option<char>, text: &str) -> bool {
    let starts = |list: &[&str]| list.iter().any(|word| text.starts_with(word));
    if starts(measures::LONG_MEASURES) || starts(measures::COUNTS_AFTER_ALL) || matches!(first, '多' | '几')
    {
        return true;
    }
    let Some(row) = measure_row(first) else { return false };
    let listed = second.is_some_and(|c| row.chars().skip(2).any(|other| other == c));
    if row.chars().nth(1) == Some('+') { listed } else { !listed }
}

fn measure_row(first: char) -> Option<&'static str> {
    let mut needle = [b'\n'; 5];
    let length = 1 + first.encode_utf8(needle.get_mut(1..)?).len();
    let at = memmem::find(measures::MEASURES.as_bytes(), needle.get(..length)?)?;
    measures::MEASURES.get(at + 1..)?.lines().next()
}

/// `5G`, `4K`, `3D`, `12km`: one or two letters, or a known unit.
fn is_latin_unit(text: &str) -> bool {
    let letters: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    letters.len() <= 2 || measures::LATIN_UNITS.contains(&letters.to_ascii_lowercase().as_str())
}

/// `1、2号线`: the number after the sign is the next one, and no year.
fn continues_enumeration(ordinal: u32, tail: &str) -> bool {
    leading_number(tail).is_some_and(|(next, _)| next == ordinal + 1)
}

/// A Latin word with a capital, as in `01-Introduction`; a hash has none.
fn begins_like_a_name(tail: &str) -> bool {
    let mut chars = tail.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.next().is_some_and(|c| c.is_ascii_lowercase())
}

fn is_name(number: u32, rest: &str) -> bool {
    measures::NAMES.iter().any(|(name, after)| *name == number && rest.starts_with(|c| after.contains(c)))
}

/// Four-digit years as in titles; [`super::date`] has the same bounds.
fn is_year(number: u32) -> bool {
    (1800..=2100).contains(&number)
}

fn after_separators(rest: &str) -> Option<&str> {
    let title = rest.trim_start_matches(is_separator);
    (!title.is_empty()).then_some(title)
}

fn is_separator(c: char) -> bool {
    is_blank(c) || matches!(c, '、' | '.' | '．' | '-' | '_' | ')' | '）' | ']' | '】' | '〕')
}

/// The value of an ASCII or full-width digit.
fn digit(c: char) -> Option<u32> {
    half_width(c).to_digit(10)
}

#[cfg(test)]
mod tests;
