//! Compares what the witness saw with a draft: every character that must be shown is there once, in order, in the article,
//! beside it or in its title, and nothing else is.
//!
//! What must not go in: how the witness reads a file.
//!
//! A text of the witness has signs in it: what stands between [`MAY`] and [`END`] may be shown or not, as only a parser
//! knows; of what stands between [`EITHER`], [`OR`] and [`END`] one part is shown.

use std::collections::BTreeMap;

use super::lines::is_clipped;
use crate::text::sanitize::is_blank;

/// How much of a difference is quoted (characters).
pub(super) const QUOTED: usize = 20;

/// The first place where a draft and its file differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Characters of [`super::Naive::text`] before it.
    pub at: usize,
    /// What the file goes on with.
    pub expected: String,
    /// What the draft goes on with.
    pub found: String,
}

/// The signs. Planes for private use have no characters of texts.
pub(super) const MAY: char = '\u{10F7D0}';
pub(super) const EITHER: char = '\u{10F7D1}';
pub(super) const OR: char = '\u{10F7D2}';
pub(super) const END: char = '\u{10F7D3}';

/// More ways to read a text at a time than this are not followed; those are left that have read most, and as many that have
/// read least: marks are taken for text mostly all or not at all. The time for 20,000 marks in a row that may each be text
/// goes with it.
const MOST_WAYS: usize = 128;

/// `text` as something that may be shown or not.
pub(super) fn may(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{MAY}{text}{END}") }
}

/// A draft as three texts without blanks.
#[derive(Debug, Default)]
pub(super) struct Streams {
    pub(super) main: Vec<char>,
    /// Where signs of lists begin and end in `main`; a parser writes them, so they may have no match.
    pub(super) signs: BTreeMap<usize, usize>,
    pub(super) beside: Vec<char>,
    pub(super) title: Vec<char>,
    /// Whether the title may be missing from the text, because it stands elsewhere.
    pub(super) title_apart: bool,
    /// Whether a list number was taken off the title.
    pub(super) numbered: bool,
}

/// How many characters of each text are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    main: usize,
    beside: usize,
    title: usize,
}

/// Whether the texts together are `seen`.
///
/// # Errors
/// The first place that no way of reading gets beyond.
pub(super) fn compare(
    seen: &str,
    streams: &Streams,
    is_optional: impl Fn(char) -> bool,
) -> Result<(), Difference> {
    let mut ways = skip(vec![Way { main: 0, beside: 0, title: 0 }], streams);
    let mut chars = seen.chars();
    let mut at = 0;
    while let Some(c) = chars.next() {
        let rest = chars.as_str();
        let next = match c {
            MAY => {
                let (inside, after) = rest.split_once(END).unwrap_or((rest, ""));
                chars = after.chars();
                inside.chars().fold(ways.clone(), |ways, c| step(&ways, c, streams, true))
            }
            EITHER => {
                let (both, after) = rest.split_once(END).unwrap_or((rest, ""));
                chars = after.chars();
                let (one, other) = both.split_once(OR).unwrap_or((both, ""));
                let mut next = one.chars().fold(ways.clone(), |ways, c| step(&ways, c, streams, false));
                next.extend(other.chars().fold(ways.clone(), |ways, c| step(&ways, c, streams, false)));
                next
            }
            '.' if rest.get(..3).is_some_and(|end| end.eq_ignore_ascii_case("txt")) => {
                chars = rest.get(3..).unwrap_or_default().chars();
                let end = std::iter::once('.').chain(rest.chars().take(3));
                let mut next = end.fold(ways.clone(), |ways, c| step(&ways, c, streams, false));
                // The end of a file's name after the title.
                next.extend(ways.iter().filter(|way| way.title == streams.title.len()));
                next
            }
            c => {
                let mut next = step(&ways, c, streams, is_optional(c));
                if streams.numbered && (c.is_numeric() || is_separator(c)) {
                    next.extend(ways.iter().filter(|way| way.title == 0));
                }
                next
            }
        };
        if next.is_empty() {
            return Err(difference(at, c, rest, &ways, streams));
        }
        ways = next;
        ways.sort();
        ways.dedup();
        at += 1;
    }
    let is_whole = |way: &Way| {
        way.main == streams.main.len()
            && way.beside == streams.beside.len()
            && (way.title == streams.title.len() || way.title == 0 && streams.title_apart)
    };
    if ways.iter().any(is_whole) { Ok(()) } else { Err(difference(at, '\n', "", &ways, streams)) }
}

/// The ways with those that skip the sign of a list or the sign of clipped marks, in order and each once.
fn skip(mut ways: Vec<Way>, streams: &Streams) -> Vec<Way> {
    const CLIPPED: char = char::REPLACEMENT_CHARACTER;
    let is_sign = |way: &&Way| {
        streams.main.get(way.main) == Some(&CLIPPED) && is_crowded(&streams.main, way.main, CLIPPED)
    };
    let skipped: Vec<Way> =
        ways.iter().filter(is_sign).map(|way| Way { main: way.main + 1, ..*way }).collect();
    ways.extend(skipped);
    if !streams.signs.is_empty() {
        let skipped: Vec<Way> = ways
            .iter()
            .filter_map(|way| Some(Way { main: *streams.signs.get(&way.main)?, ..*way }))
            .collect();
        ways.extend(skipped);
    }
    ways.sort();
    ways.dedup();
    ways
}

fn step(ways: &[Way], c: char, streams: &Streams, optional: bool) -> Vec<Way> {
    let mut next = Vec::new();
    let half = MOST_WAYS / 2;
    let (least, more) = ways.split_at_checked(half).unwrap_or((ways, &[]));
    for way in least.iter().chain(more.iter().skip(more.len().saturating_sub(half))) {
        if streams.main.get(way.main) == Some(&c) {
            next.push(Way { main: way.main + 1, ..*way });
        }
        if streams.beside.get(way.beside) == Some(&c) {
            next.push(Way { beside: way.beside + 1, ..*way });
        }
        if streams.title.get(way.title) == Some(&c) {
            next.push(Way { title: way.title + 1, ..*way });
        }
        if optional || is_crowded(&streams.main, way.main, c) {
            next.push(*way);
        }
    }
    skip(next, streams)
}

/// Whether the mark `c` is one too many at `at`, where a reading has come to.
fn is_crowded(text: &[char], at: usize, c: char) -> bool {
    is_clipped(text.iter().take(at).copied(), c)
}

fn difference(at: usize, c: char, rest: &str, ways: &[Way], streams: &Streams) -> Difference {
    let sign = |c: &char| !matches!(*c, MAY | EITHER | OR | END | '\n');
    let expected = std::iter::once(c).chain(rest.chars()).filter(sign).take(QUOTED).collect();
    let main = ways.iter().map(|way| way.main).max().unwrap_or(0);
    let found = streams.main.iter().skip(main).take(QUOTED).collect();
    Difference { at, expected, found }
}

/// What stands between a list number and the title, or around it.
pub(super) fn is_separator(c: char) -> bool {
    is_blank(c) || "、.．-_（）()[]【】〔〕".contains(c)
}
