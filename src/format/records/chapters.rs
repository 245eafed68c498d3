//! Chapters of a book: the lines that begin them, and the name of the book before the first.
//!
//! What must not go in: making articles of them.

use std::ops::Range;

use crate::text::han::is_han;
use crate::text::sanitize::is_blank;

/// A novel has at least so many chapters.
const CHAPTERS: usize = 2;
/// A line that begins a chapter is at most this long (characters).
const CHAPTER_CHARS: usize = 40;

/// The name of a book with chapters, where it stands in a line that is no first line of a text: `《旧事》` below an
/// advertisement. The range is that of the line, empty if only the file is called so.
pub(in crate::format) fn book<'a>(text: &'a str, stem: &'a str) -> Option<(&'a str, Range<usize>)> {
    let first = *lines(text).first()?;
    let head = text.get(..first)?;
    let mut at = 0;
    for line in head.split_inclusive('\n') {
        let bare = line.trim_matches(is_blank);
        let inside = bare.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
        if let Some(title) = inside.filter(|title| !title.contains(['《', '》'])) {
            return Some((title, at..at + line.len()));
        }
        at += line.len();
    }
    let first = head.lines().map(|line| line.trim_matches(is_blank)).find(|line| !line.is_empty())?;
    let is_advertisement = first.contains("www.") || first.contains("http") || first.starts_with('【');
    (is_advertisement && stem.chars().any(is_han)).then_some((stem, 0..0))
}

/// Where chapters begin (bytes): at `第…章`, or where a novel has none, at `第…回` or `第…节`.
pub(super) fn lines(text: &str) -> Vec<usize> {
    ['章', '回', '节', '節']
        .into_iter()
        .map(|sign| lines_of(text, sign))
        .find(|starts| starts.len() >= CHAPTERS)
        .unwrap_or_default()
}

fn lines_of(text: &str, sign: char) -> Vec<usize> {
    let mut at = 0;
    let mut starts = Vec::new();
    if !text.contains(sign) {
        return starts;
    }
    for line in text.split_inclusive('\n') {
        if is_chapter(line, sign) {
            starts.push(at);
        }
        at += line.len();
    }
    starts
}

/// Whether a line begins a chapter: `第十二章 夜里的船`, maybe with the volume before it.
fn is_chapter(line: &str, sign: char) -> bool {
    let line = line.trim_matches(is_blank);
    let Some((_, rest)) = line.split_once('第') else { return false };
    let number: usize = rest
        .chars()
        .take_while(|c| c.is_numeric() || NUMERALS.contains(*c) || is_blank(*c))
        .map(char::len_utf8)
        .sum();
    let after = rest.get(number..).unwrap_or_default();
    let volume = line.len() - rest.len();
    number > 0
        && volume <= 30
        && after.starts_with(sign)
        && line.chars().nth(CHAPTER_CHARS).is_none()
        && !line.contains(['。', '，', '；'])
}

/// Digits of Chinese numbers.
const NUMERALS: &str = "零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟廿卅";
