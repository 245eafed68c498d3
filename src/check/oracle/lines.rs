//! Lines for comparison: without signs, indents and blanks that either reading may set otherwise.
//!
//! What must not go in: comparing.

use crate::text::folding::half_width;
use crate::text::sanitize::{self, CleanText, Ends, is_blank};

/// A line of at least this many `-` frames a picture mark (characters).
const LEAST_DASHES: usize = 5;
/// A counted number is shorter (characters).
const SIGN_CHARS: usize = 26;

/// A paragraph without the sign that a parser puts before an item.
pub(super) fn without_sign(text: &str) -> &str {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = digits.strip_prefix('.').filter(|_| digits.len() < text.len());
    text.strip_prefix(['•', '☑', '☐']).or(number).unwrap_or(text)
}

/// How many characters, blanks left out, may be a number that a word processor has counted: up to a blank or a mark that ends
/// one.
pub(super) fn counted_sign(text: &str) -> usize {
    for (at, c) in text.chars().take(SIGN_CHARS).enumerate() {
        match c {
            c if is_blank(c) => return at,
            '、' | '）' | '．' | '】' | '〕' => return at + 1,
            _ => {}
        }
    }
    0
}

/// A line of dashes alone.
pub(super) fn is_dashes(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.len() >= LEAST_DASHES && line.bytes().all(|b| b == b'-')
}

/// The text with a line break where the indent of a paragraph follows the end of a sentence inside a line.
pub(super) fn parted_at_indents(text: &str) -> String {
    let mut parted = String::with_capacity(text.len());
    for c in text.split_inclusive("\u{3000}\u{3000}") {
        let head = c.strip_suffix("\u{3000}\u{3000}");
        parted.push_str(head.unwrap_or(c));
        if head.is_some_and(|head| head.ends_with(|c| "。！？…”』」）!?;；".contains(c))) {
            parted.push('\n');
        }
        parted.push_str(head.map_or("", |_| "\u{3000}\u{3000}"));
    }
    parted
}

/// A line such as `-----这里有图片-----`.
pub(super) fn is_mark(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let dashes = "-".repeat(LEAST_DASHES);
    line.contains("图片") && line.starts_with(&dashes) && line.ends_with(&dashes)
}

/// The value of ASCII or full-width digits.
pub(super) fn number(digits: &str) -> Option<u32> {
    digits.chars().map(half_width).collect::<String>().parse().ok()
}

/// All lines sanitised, without blanks.
pub(super) fn clean_all(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in sanitize::lines(text) {
        let mut out = CleanText::new();
        out.push_line(line, Ends::Trim);
        clean.push_str(&solid(out.as_str()));
    }
    clean
}

/// Without blanks, and without what the sanitiser puts, keeps or drops for the sake of the neighbours alone: the dotted circle
/// before a mark with nothing to stand on, joiners and selectors of emoji. Markup between two characters, which one reading
/// takes out and the other signs, makes other neighbours.
pub(super) fn solid(text: &str) -> String {
    let depends = |c: char| matches!(c, '\u{25CC}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}');
    text.chars().filter(|c| !is_blank(*c) && !depends(*c)).collect()
}

/// Whether the mark `c` may be missing behind `text`, because it is one too many there; for the other reading it may stand on a
/// letter of its own. The same for the U+FFFD that stands for such marks.
pub(super) fn is_clipped(text: impl DoubleEndedIterator<Item = char>, c: char) -> bool {
    /// More characters than a cluster may have.
    const NEAR: usize = 24;
    // U+FFFD stands for all that were dropped.
    let c = if c == char::REPLACEMENT_CHARACTER { '\u{301}' } else { c };
    if !sanitize::is_mark(c) {
        return false;
    }
    let mut near: Vec<char> = text.rev().take(NEAR).collect();
    near.reverse();
    sanitize::is_clipped(&near.into_iter().collect::<String>(), c)
}
