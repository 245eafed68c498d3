//! What should be told of a text that was read: a mark that lies, two encodings in one file, text spoiled before it was
//! stored, text that does not read as any script.
//!
//! What must not go in: the words for it, and repairing (`mojibake`).

use super::Decoded;
use super::mojibake::{Repaired, repair};
use crate::messages::Reason;
use crate::text::rarity::{self, Score};

/// Bytes of a part of the text that is looked at: 80 characters are enough, and 0.2 µs, so that all other files of a folder
/// pay nothing for the few.
const PART: usize = 240;
/// The mean cost from which text may be spoiled, in half bits: prose costs 19, lists of names and old poems up to 24.
const DOUBTFUL: u32 = 26;

/// The doubts about a decoded file. Its text is looked at in three parts: begin, middle, end.
pub fn doubts(decoded: &Decoded<'_>) -> Vec<Reason> {
    let name = |encoding: crate::format::Encoding| encoding.name().to_owned();
    let mut reasons = Vec::new();
    reasons.extend(decoded.wrong_mark.map(|mark| Reason::WrongMark(name(mark), name(decoded.encoding))));
    reasons.extend(decoded.other.map(|other| Reason::TwoEncodings(name(decoded.encoding), name(other))));
    if parts(&decoded.text).any(|part| rarity::mean(part) >= DOUBTFUL) {
        reasons.extend(spoiled(&decoded.text));
    }
    reasons
}

/// Why a text does not read as text, if so.
fn spoiled(text: &str) -> Option<Reason> {
    if let Some(Repaired { written, read_as, .. }) = repair(text) {
        return Some(Reason::Mojibake { written: written.name().to_owned(), read_as: read_as.to_owned() });
    }
    // Frames and rules of box-drawing signs are rare characters, and no garbage.
    let unframed: String = text.chars().filter(|c| !matches!(c, '\u{2500}'..='\u{257F}')).collect();
    (!Score::of(&unframed).is_legible()).then_some(Reason::Illegible)
}

/// The first, the middle and the last part, whole characters, from the first one beyond ASCII on; one of a short text.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let start = text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len());
    let last = text.len().saturating_sub(PART).max(start);
    let middle = start.midpoint(last);
    let count = if last == start { 1 } else { 3 };
    [start, middle, last].into_iter().take(count).map(|at| {
        let from = text.ceil_char_boundary(at);
        text.get(from..text.ceil_char_boundary((from + PART).min(text.len()))).unwrap_or_default()
    })
}
