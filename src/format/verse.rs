//! Verse: short lines in stanzas, which are kept as they stand.
//!
//! What must not go in: prose, also that of short lines.

use crate::format::Kind;
use crate::text::headings;
use crate::text::sanitize::is_blank;
use unicode_width::UnicodeWidthStr;

use super::wrapped;

/// Widest line of verse (cells): 22 ideographs.
const LINE_CELLS: usize = 44;
/// Percentage of the lines that must stand in stanzas of two lines and more.
const IN_STANZAS: usize = 70;
/// Percentage of lines that go on without a mark, if there is one stanza only.
const OPEN: usize = 80;

/// The lines as verse with a gap before each stanza but the first; none if they are something else.
pub(super) fn read<'a>(lines: &[&'a str]) -> Option<Vec<(Kind, &'a str)>> {
    let written: Vec<&'a str> = lines.iter().copied().filter(|line| !is_empty(line)).collect();
    let fits = |line: &&str| UnicodeWidthStr::width(line.trim_matches(is_blank)) <= LINE_CELLS;
    let other = |line: &&str| {
        wrapped::is_item(line) || headings::is_rule(line) || headings::level(line, true).is_some()
    };
    if written.len() < 3 || !written.iter().all(fits) || written.iter().any(other) {
        return None;
    }
    let stanzas: Vec<&[&'a str]> =
        lines.split(|line| is_empty(line)).filter(|stanza| !stanza.is_empty()).collect();
    let in_stanzas: usize = stanzas.iter().map(|s| s.len()).filter(|len| *len > 1).sum();
    let many = stanzas.iter().filter(|stanza| stanza.len() > 1).count() > 1;
    let open = written.iter().filter(|line| !ends_sentence(line)).count();
    let is_open = open * 100 >= written.len() * OPEN;
    // The lines of prose are indented, and each ends a sentence.
    let is_prose = written.iter().filter(|line| line.starts_with('\u{3000}')).count() * 2 > written.len();
    if in_stanzas * 100 < written.len() * IN_STANZAS
        || is_prose
        || !(many && open * 2 >= written.len() || is_open)
    {
        return None;
    }
    let common =
        written.iter().map(|line| line.len() - line.trim_start_matches(is_blank).len()).min().unwrap_or(0);
    let mut verse = Vec::with_capacity(written.len());
    for (number, stanza) in stanzas.iter().enumerate() {
        for (at, line) in stanza.iter().enumerate() {
            let kind = if number > 0 && at == 0 { Kind::Stanza } else { Kind::Verse };
            verse.push((kind, line.get(common..).unwrap_or(line)));
        }
    }
    Some(verse)
}

fn is_empty(line: &str) -> bool {
    line.chars().all(is_blank)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_blank).ends_with(['。', '！', '？', '；', '：', '…', '”', '.', '!', '?'])
}
