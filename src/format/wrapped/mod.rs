//! Hard-wrapped text: detects it, and finds its paragraphs.
//!
//! What must not go in: titles and markup. Breaking lines for the screen is `text::wrap`.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::paragraphs::Line;
use crate::text::numerals::is_one_to_ten;
use crate::text::sanitize::{is_blank, is_mark, mute_escapes};

/// Wrap width of 15 to 80 ideographs (cells): narrower lines are verse, wider ones paragraphs.
const MEASURES: std::ops::RangeInclusive<usize> = 30..=160;
/// A line may end this far before the measure because a closing mark must not begin the next one (cells).
const RAGGED: usize = 4;
/// Minimal percentage of full lines among those followed by a line, and of full lines that end within a sentence. A file
/// with one paragraph per line has few full lines, and nearly all of its lines end a sentence.
const FULL: usize = 60;
/// See [`FULL`].
const OPEN: usize = 50;
/// Least number of full lines that proves anything.
const LEAST_FULL: usize = 3;

/// How the lines of a file are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// Width of a full line in cells.
    measure: usize,
    /// Smallest indent; a deeper one begins a paragraph (cells).
    indent: usize,
    /// If indents alone tell: those of lines that go on with a paragraph, a bit for each number of cells.
    continuing: Option<u64>,
}

/// The deepest indent that is told apart (cells).
const DEEPEST: usize = 63;
/// Percentage of the lines with an indent that must follow an open line, so that the indent means that a paragraph goes on.
const CONTINUING: usize = 70;
/// Percentage of those of another indent that must not, so that indents tell at all.
const BEGINNING: usize = 60;
/// Percentage of the lines before a continuing one that must be this percentage of the measure long.
const LONG: (usize, usize) = (90, 50);
/// Percentage of the lines that a blank line must follow, so that blank lines mean nothing.
const GAPS: usize = 80;

/// How `lines` are wrapped; `None` if each line is a paragraph. Decided once per file, from all lines.
pub(super) fn detect(lines: &[&str]) -> Option<Wrap> {
    let mut widths: Vec<usize> =
        lines.iter().filter(|line| !is_empty(line)).map(|line| width(line)).collect();
    widths.sort_unstable();
    // One line in twenty may be longer: an address, a table.
    let measure = *widths.get(widths.len().checked_sub(1 + widths.len() / 20)?)?;
    if !MEASURES.contains(&measure) {
        return None;
    }
    let continuing = continuing(lines, measure);
    let indent = lines.iter().filter(|line| !is_empty(line)).map(|line| indent(line)).min().unwrap_or(0);
    let wrap = Wrap { measure, indent, continuing };
    if continuing.is_some() {
        return Some(wrap);
    }
    let (mut followed, mut full, mut open) = (0, 0, 0);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if is_empty(line) || wrap.begins(next) {
            continue;
        }
        followed += 1;
        if !wrap.is_short(line, next) {
            full += 1;
            open += usize::from(!ends_sentence(line));
        }
    }
    (full >= LEAST_FULL && full * 100 >= followed * FULL && open * 100 >= full * OPEN).then_some(wrap)
}

/// The indents of lines that go on with a paragraph, if some do and others begin one, whatever the lengths of the lines.
fn continuing(lines: &[&str], measure: usize) -> Option<u64> {
    // For each indent: lines after an open line, and others.
    let mut counts = [(0_usize, 0_usize); DEEPEST + 1];
    let (mut continued, mut long) = (0, 0);
    let mut after_gap = true;
    let mut before = "";
    for line in lines {
        if is_empty(line) {
            after_gap = true;
            continue;
        }
        let open = !std::mem::replace(&mut after_gap, false) && !is_closed(before);
        if let Some(count) = counts.get_mut(indent(line).min(DEEPEST)) {
            if open { count.0 += 1 } else { count.1 += 1 }
        }
        if open {
            continued += 1;
            long += usize::from(width(before) * 100 >= measure * LONG.1);
        }
        before = line;
    }
    let (mut mask, mut goes_on, mut begins) = (0, 0, 0);
    for (indent, (open, closed)) in counts.iter().enumerate() {
        let all = open + closed;
        if all >= 2 && open * 100 >= all * CONTINUING {
            mask |= 1 << indent;
            goes_on += all;
        } else if closed * 100 >= all * BEGINNING {
            begins += all;
        }
    }
    let tells = goes_on >= LEAST_FULL && begins >= 2 && long * 100 >= continued * LONG.0;
    tells.then_some(mask)
}

/// The lines without the blank ones, if a blank line follows nearly every line of wrapped text.
pub(super) fn without_gaps<'a, 't>(lines: &'a [&'t str]) -> Cow<'a, [&'t str]> {
    let written: Vec<&str> = lines.iter().copied().filter(|line| !is_empty(line)).collect();
    let gaps = lines.windows(3).filter(|three| {
        matches!(three, [before, gap, after] if !is_empty(before) && is_empty(gap) && !is_empty(after))
    });
    let meaningless = written.len() > LEAST_FULL && gaps.count() * 100 >= (written.len() - 1) * GAPS;
    if meaningless && detect(&written).is_some() { Cow::Owned(written) } else { Cow::Borrowed(lines) }
}

impl Wrap {
    /// The lines of each paragraph, as ranges into `lines`; blank lines are skipped.
    pub(super) fn paragraphs(&self, lines: &[&str]) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if is_empty(line) {
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| lines.get(before)).copied().unwrap_or_default();
            let begins = is_empty(before)
                || !begins_with_end(line) && (self.begins(line) || self.is_short(before, line));
            match ranges.last_mut() {
                Some(last) if !begins && Line::of(before) == Line::Text => last.end = at + 1,
                _ => ranges.push(at..at + 1),
            }
        }
        ranges
    }

    /// Whether `line` cannot continue the paragraph before it: blank, indented, a list item, a picture mark.
    fn begins(&self, line: &str) -> bool {
        let indented = match self.continuing {
            Some(mask) => mask >> indent(line).min(DEEPEST) & 1 == 0,
            None => indent(line) > self.indent,
        };
        Line::of(line) != Line::Text || indented || is_item(line)
    }

    /// Whether `line` ends before the measure although the first word of `next` would have fitted.
    fn is_short(&self, line: &str, next: &str) -> bool {
        if self.continuing.is_some() {
            return false;
        }
        let first = first_word(next);
        let blank = usize::from(!joins_without_blank(line, next));
        width(line) + blank + UnicodeWidthStr::width(first) + RAGGED <= self.measure
    }
}

/// Joins lines to a paragraph: Chinese without a space, Latin with one.
pub(super) fn join(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = &mute_escapes(line.trim_matches(is_blank));
        if !text.is_empty() && !joins_without_blank(&text, line) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// Whether two pieces of a sentence join without a space: one side is Chinese, or a hyphen splits a word.
pub(super) fn joins_without_blank(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches(is_blank);
    let after = after.trim_start_matches(is_blank);
    if before.ends_with('\u{200D}') || after.starts_with(is_mark) {
        // What stands on the character before it, or joins it, must not find another one there.
        return false;
    }
    let last = before.chars().next_back();
    let first = after.chars().next();
    let is_cut_word =
        before.strip_suffix('-').is_some_and(|word| word.ends_with(|c: char| c.is_ascii_alphabetic()));
    let is_chinese =
        |c: char| c >= '\u{2E80}' || matches!(c, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}');
    is_cut_word || last.is_none_or(is_chinese) || first.is_none_or(is_chinese)
}

/// Whether `line` starts with a bullet or an item number, so that it stays a separate paragraph.
pub(super) fn is_item(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    if is_bullet(line) {
        return true;
    }
    let bare = line.trim_start_matches(['（', '(', '[', '第']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || is_one_to_ten(c) || c == '百');
    let number = bare.len() - rest.len();
    (1..=12).contains(&number)
        && if bare.len() < line.len() {
            rest.starts_with(['）', ')', ']', '章', '节', '条', '篇'])
        } else {
            rest.starts_with(['、', '．', '）', ')']) || rest.starts_with(". ")
        }
}

/// Whether `line` starts with a bullet.
pub(super) fn is_bullet(line: &str) -> bool {
    let mut chars = line.trim_start_matches(is_blank).chars();
    match chars.next() {
        Some('•' | '●' | '■' | '◆' | '▪' | '○' | '□' | '◇' | '★' | '☆' | '►' | '※') => {
            true
        }
        Some('-' | '*' | '+' | '–' | '·') => chars.next().is_some_and(is_blank),
        _ => false,
    }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_blank)
        .ends_with(['。', '！', '？', '；', '：', '…', '”', '」', '）', '，', '、', '.', '!', '?', ';', ':'])
}

/// A line with text may have no width: a lone combining mark.
fn is_empty(line: &str) -> bool {
    line.chars().all(is_blank)
}

fn width(line: &str) -> usize {
    UnicodeWidthStr::width(line.trim_end_matches(is_blank))
}

fn indent(line: &str) -> usize {
    let text = line.trim_start_matches(is_blank);
    line.get(..line.len() - text.len()).map_or(0, |blank| {
        let cells = |c| match c {
            '\t' => 8,
            '\u{3000}' => 2,
            _ => 1,
        };
        blank.chars().map(cells).sum()
    })
}

/// Whether a sentence ends with the line for certain.
fn is_closed(line: &str) -> bool {
    line.trim_end_matches(is_blank)
        .ends_with(['。', '！', '？', '…', '”', '」', '』', '）', '.', '!', '?', ')', '"'])
}

/// Whether the line begins with a mark that no paragraph begins with.
fn begins_with_end(line: &str) -> bool {
    line.trim_start_matches(is_blank).starts_with([
        '。', '，', '、', '；', '：', '！', '？', '）', '”', '’', '》', '」', '』', '】', '〉', '〕',
    ])
}

/// A Chinese character, or the Latin word, at the start of `line`.
fn first_word(line: &str) -> &str {
    let line = line.trim_start_matches(is_blank);
    let end = match line.chars().next() {
        Some(c) if c.is_ascii() => line.find(|c: char| is_blank(c) || !c.is_ascii()).unwrap_or(line.len()),
        Some(c) => c.len_utf8(),
        None => 0,
    };
    line.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
