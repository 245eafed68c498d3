//! How long a grapheme cluster may get, so that no cell of the screen holds any number of characters.
//!
//! Only looks back from a place in text that is clean already. What must not go in: what is done with a cluster that is full.

use unicode_segmentation::UnicodeSegmentation;

use super::treatment::is_safe;

/// Most marks in a row, also in bytes; one U+FFFD stands for further ones. With its letter that is eight code points.
pub(super) const MARKS: usize = 7;
const MARKS_BYTES: usize = 21;
/// Longest grapheme cluster, in code points, that letters joining each other can form: as long as the longest conjuncts of
/// Indic scripts. Where it would be longer, U+FFFD parts it.
const CLUSTER_CHARS: usize = 12;
/// The same in bytes: the longest emoji sequence of Unicode 16 (a kiss of two people with skin tones) has 35.
pub(super) const CLUSTER_BYTES: usize = 36;
/// So many characters before a place are enough to know the cluster there.
const CLUSTER_WINDOW: usize = 2 * CLUSTER_CHARS;

/// The last cluster of a line, or the end of it if it is longer than any may be.
pub(super) fn last_cluster(line: &str) -> &str {
    let from = line.char_indices().rev().take(CLUSTER_WINDOW).last().map_or(0, |(at, _)| at);
    line.get(from..).and_then(|tail| tail.graphemes(true).next_back()).unwrap_or_default()
}

/// Whether `c` would join the last cluster of `line` and make it longer than it may be.
pub(super) fn is_full(line: &str, c: char) -> bool {
    let is_hangul = |c: char| matches!(c, '\u{AC00}'..='\u{D7A3}');
    let is_short = |last: char| last.is_ascii() || is_safe(last) || is_hangul(last) && is_hangul(c);
    if line.chars().next_back().is_none_or(is_short) {
        // Nearly always: `c` begins a cluster, or is the first to join one.
        return false;
    }
    if is_extend(c) {
        let marks = || line.chars().rev().take(MARKS).take_while(|mark| is_extend(*mark));
        let bytes: usize = marks().map(char::len_utf8).sum();
        if marks().count() == MARKS || bytes + c.len_utf8() > MARKS_BYTES {
            return true;
        }
    }
    let cluster = last_cluster(line);
    let is_long = cluster.len() + c.len_utf8() > CLUSTER_BYTES || cluster.chars().count() >= CLUSTER_CHARS;
    is_long && {
        let joined = format!("{cluster}{c}");
        joined.graphemes(true).nth(1).is_none()
    }
}

/// Whether `c` joins the cluster before it.
pub(super) fn is_extend(c: char) -> bool {
    let mut buffer = [0; 5];
    buffer[0] = b'a';
    let length = 1 + c.encode_utf8(&mut buffer[1..]).len();
    std::str::from_utf8(&buffer[..length]).is_ok_and(|pair| pair.graphemes(true).nth(1).is_none())
}
