//! Sanitises text from outside. [`CleanText`] has no other constructor, and the program shows only clean text.
//!
//! Clean text can be written to a terminal as it is: no control character, no escape sequence, no bidirectional
//! or invisible format character, no unbounded stack of combining marks. Everything dropped is counted in [`Removed`],
//! so that `xinglan check` can prove that nothing else was lost. No markup is understood here: decode entities
//! *before* sanitising, because `&#27;` becomes a raw ESC.

mod cluster;
mod escape;
mod removed;
mod treatment;

use std::borrow::Cow;

use cluster::{CLUSTER_BYTES, is_extend, is_full, last_cluster};
use escape::escape_length;
pub use removed::Removed;
use treatment::{Treatment, is_emoji_modifier, is_pictographic, is_safe, takes_selector, treatment};

/// What a mark stands on that has no letter before it.
const DOTTED_CIRCLE: char = '\u{25CC}';
/// Distance between tab stops in characters, as in less and in terminals.
const TAB: usize = 8;

/// Sanitised text, owned. A line break inside is always `\n` and was written by [`CleanText::line_break`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleanText(String);

/// Sanitised text, borrowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Clean<'a>(&'a str);

/// Whether blanks at the ends stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// Strips blanks at both ends (paragraphs: the layout sets the indent).
    Trim,
    /// Keeps blanks at the start (code).
    Keep,
}

impl<'a> Clean<'a> {
    /// Text read back from a snapshot, checked again. None if sanitising would drop any of it.
    pub fn stored(bytes: &'a [u8]) -> Option<Self> {
        std::str::from_utf8(bytes).ok().filter(|text| is_clean(text)).map(Self)
    }

    /// The text as a plain string slice.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The part at `range` (bytes), or an empty text if the range does not lie on character boundaries.
    #[must_use]
    pub fn slice(self, range: std::ops::Range<usize>) -> Clean<'a> {
        Clean(self.0.get(range).unwrap_or_default())
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there is no text.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// An owned copy.
    pub fn to_text(self) -> CleanText {
        CleanText(self.0.to_owned())
    }
}

impl std::fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}

impl std::fmt::Display for CleanText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl CleanText {
    /// No text.
    pub fn new() -> Self {
        Self::default()
    }

    /// No text, with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// One line of text: cleaned, line breaks become one blank, both ends trimmed.
    pub fn line(raw: &str) -> Self {
        let mut text = Self::new();
        text.push_line(raw, Ends::Trim);
        text
    }

    /// Text read back from a snapshot, checked again. If sanitising would drop any of it, it is [masked](Self::masked).
    pub fn stored(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) if is_clean(&text) => Self(text),
            Ok(text) => Self::masked(text.as_bytes()),
            Err(error) => Self::masked(error.as_bytes()),
        }
    }

    /// Text of the same length in which every line break and every character that is always safe stays, and each byte of
    /// all others is a `?`. Offsets into the text hold; unusual characters that sanitising might have kept are lost.
    pub fn masked(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len());
        let mask = |text: &mut String, count| text.extend(std::iter::repeat_n('?', count));
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                if matches!(c, '\n' | ' '..='~') || is_safe(c) {
                    text.push(c);
                } else {
                    mask(&mut text, c.len_utf8());
                }
            }
            mask(&mut text, chunk.invalid().len());
        }
        Self(text)
    }

    /// The text borrowed.
    pub fn as_clean(&self) -> Clean<'_> {
        Clean(&self.0)
    }

    /// The text as a plain string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends text that is clean already.
    pub fn push_clean(&mut self, text: Clean<'_>) {
        self.0.push_str(text.0);
    }

    /// Appends `\n`, the border between paragraphs.
    pub fn line_break(&mut self) {
        self.0.push('\n');
    }

    /// Cuts the text back to `len` bytes; nothing happens if that is no character boundary.
    pub fn truncate(&mut self, len: usize) {
        if self.0.is_char_boundary(len) {
            self.0.truncate(len);
        }
    }

    /// Empties the text and keeps its room.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Gives back room that is not used.
    pub fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Cleans `raw` as one line and appends it. Line breaks inside become one blank; use [`lines`] first to keep them.
    /// What is clean already is appended as it is: cleaning is a fixed point.
    pub fn push_line(&mut self, raw: &str, ends: Ends) -> Removed {
        let raw = if ends == Ends::Trim { raw.trim_matches(is_blank) } else { raw };
        let start = self.0.len();
        let mut removed = Removed::default();
        let mut rest = raw;
        loop {
            if ends == Ends::Trim && self.0.len() == start {
                // What was dropped may have hidden blanks at the start.
                rest = rest.trim_start_matches(is_blank);
            }
            let (safe, odd) = split_safe(rest);
            self.0.push_str(safe);
            let Some(c) = odd.chars().next() else { break };
            let taken = self.push_odd(odd, c, start, &mut removed);
            rest = odd.get(taken..).unwrap_or_default();
        }
        let kept = self.0.trim_end_matches(is_blank).len().max(start);
        self.0.truncate(kept);
        removed
    }

    /// Handles the character `c` at the start of `odd`, which is not on the fast path. Returns the bytes used up.
    fn push_odd(&mut self, odd: &str, c: char, start: usize, removed: &mut Removed) -> usize {
        let used = c.len_utf8();
        match treatment(c) {
            Treatment::Tab => {
                let column = self.0.get(start..).map_or(0, |line| line.chars().count());
                self.0.extend(std::iter::repeat_n(' ', TAB - column % TAB));
            }
            Treatment::Space => self.0.push(' '),
            Treatment::Escape => {
                let length = escape_length(odd);
                removed.controls += odd.get(..length).map_or(1, |s| s.chars().count()) as u32;
                return length;
            }
            Treatment::Control => removed.controls += 1,
            Treatment::Bidi => removed.bidi += 1,
            Treatment::Joiner if self.joins_emoji(odd, start) => self.0.push(c),
            Treatment::Selector if self.follows_emoji(start) => self.0.push(c),
            Treatment::Invisible | Treatment::Joiner | Treatment::Selector => removed.invisible += 1,
            Treatment::Other => self.push_joining(c, start, removed),
        }
        used
    }

    /// Appends a character that may join the cluster before it. A mark too many is dropped, a letter never.
    fn push_joining(&mut self, c: char, start: usize, removed: &mut Removed) {
        let is_mark = is_extend(c);
        if is_mark && self.0.len() == start {
            // A mark with nothing to stand on would fall on whatever the screen shows before it.
            self.0.push(DOTTED_CIRCLE);
        }
        let line = self.0.get(start..).unwrap_or_default();
        if is_mark && line.strip_suffix(char::REPLACEMENT_CHARACTER).is_some_and(|full| is_full(full, c)) {
            removed.clipped += 1;
        } else if c != char::REPLACEMENT_CHARACTER && is_full(line, c) {
            // Only looks back: finding the end of a run of marks at each mark would be quadratic.
            self.0.push(char::REPLACEMENT_CHARACTER);
            if is_mark {
                removed.clipped += 1;
            } else {
                self.0.push(c);
            }
        } else {
            self.0.push(c);
        }
    }

    fn follows_emoji(&self, start: usize) -> bool {
        self.0.get(start..).and_then(|line| line.chars().next_back()).is_some_and(takes_selector)
    }

    fn joins_emoji(&self, odd: &str, start: usize) -> bool {
        let line = self.0.get(start..).unwrap_or_default();
        let before = line.chars().rev().find(|c| !is_emoji_modifier(*c));
        let after = odd.chars().nth(1).filter(|c| is_pictographic(*c) && !is_emoji_modifier(*c));
        let size = last_cluster(line).len() + '\u{200D}'.len_utf8() + after.map_or(0, char::len_utf8);
        before.is_some_and(is_pictographic) && after.is_some() && size <= CLUSTER_BYTES
    }
}

/// Whether sanitising would drop the mark `c` behind `line`, because its letter carries as many as a letter may.
pub fn is_clipped(line: &str, c: char) -> bool {
    is_mark(c) && is_full(line.strip_suffix(char::REPLACEMENT_CHARACTER).unwrap_or(line), c)
}

/// `line` with every character of an escape sequence as U+0001, which sanitising drops and counts as it would have dropped
/// the sequence. For text that is changed before it is sanitised: two lines joined, or a mark taken out, must not make a
/// sequence that swallows what follows.
pub fn mute_escapes(line: &str) -> Cow<'_, str> {
    let mut muted = String::new();
    let mut rest = line;
    while let Some(at) = find_escape(rest) {
        let (before, sequence) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let (sequence, after) = sequence.split_at_checked(escape_length(sequence)).unwrap_or((sequence, ""));
        muted.push_str(before);
        muted.extend(sequence.chars().map(|_| '\u{1}'));
        rest = after;
    }
    if muted.is_empty() { Cow::Borrowed(line) } else { Cow::Owned(muted + rest) }
}

/// Where the first escape sequence begins. U+0080 to U+00BF are the characters whose first byte is C2.
fn find_escape(text: &str) -> Option<usize> {
    let begins = |at: &usize| {
        let c = text.get(*at..).and_then(|rest| rest.chars().next());
        c.is_some_and(|c| treatment(c) == Treatment::Escape)
    };
    memchr::memchr2_iter(0x1B, 0xC2, text.as_bytes()).find(begins)
}

/// Cuts raw text at every kind of line break (CR LF, CR, LF, VT, FF, NEL, U+2028, U+2029); CR LF is one break.
pub fn lines(raw: &str) -> impl Iterator<Item = &str> {
    let find_break = if has_rare_break(raw.as_bytes()) { find_any_break } else { find_usual_break };
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = find_break(text.as_bytes()) else {
            rest = None;
            return Some(text);
        };
        let (line, tail) = text.split_at_checked(at)?;
        let length = if tail.starts_with("\r\n") { 2 } else { tail.chars().next().map_or(0, char::len_utf8) };
        rest = tail.get(length..);
        Some(line)
    })
}

/// Whether there is a break other than CR and LF. One pass without a branch, which vector instructions do.
fn has_rare_break(text: &[u8]) -> bool {
    let is = u8::from;
    let ends = text.iter().rev().take(2);
    let (next, last) = (text.get(1..).unwrap_or_default(), text.get(2..).unwrap_or_default());
    let triples = text.iter().zip(next).zip(last);
    let found = triples.fold(0, |found, ((a, b), c)| {
        let separator = is(*a == 0xE2) & is(*b == 0x80) & is(c | 1 == 0xA9);
        found | is(*a == 0x0B) | is(*a == 0x0C) | is(*a == 0xC2) & is(*b == 0x85) | separator
    });
    found > 0 || ends.clone().any(|b| matches!(b, 0x0B | 0x0C)) || ends.eq(&[0x85, 0xC2])
}

fn find_usual_break(text: &[u8]) -> Option<usize> {
    memchr::memchr2(b'\r', b'\n', text)
}

fn find_any_break(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.iter().position(|b| matches!(b, 0x0A..=0x0D | 0xC2 | 0xE2))?;
        match text.get(at..) {
            Some([0x0A..=0x0D, ..] | [0xC2, 0x85, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..]) => return Some(at),
            _ => from = at + 1,
        }
    }
}

/// Whether `c` is a blank of any width: ASCII blank, tab, no-break, ideographic and the other Unicode spaces.
pub fn is_blank(c: char) -> bool {
    c == ' ' || c.is_whitespace()
}

/// Whether a character without width may follow `c` in clean text: only emoji and keycaps carry joiners and selectors.
pub fn may_be_marked(c: char) -> bool {
    treatment::may_be_marked(c)
}

/// The longest prefix that needs no decision, and the rest.
fn split_safe(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        match b {
            0x20..=0x7E => at += 1,
            // U+4000-9FFF: nearly every Chinese character, decided by its first byte.
            0xE4..=0xE9 => at += 3,
            _ => match text.get(at..).and_then(|t| t.chars().next()) {
                Some(c) if is_safe(c) => at += c.len_utf8(),
                _ => break,
            },
        }
    }
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// Whether `c` is shown as it is, if it does not stand on a letter with too many marks. Joiners and selectors depend on their
/// neighbours, so they are not.
pub fn is_shown(c: char) -> bool {
    matches!(c, ' '..='~') || is_safe(c) || treatment(c) == Treatment::Other
}

/// Whether every character of `text` is shown as it is, wherever it stands. Most text is so.
pub fn is_plain(text: &str) -> bool {
    split_safe(text).1.is_empty()
}

/// Whether `c` stands on the letter before it.
pub fn is_mark(c: char) -> bool {
    !is_safe(c) && is_extend(c)
}

/// Whether sanitising would leave every line of `text` as it is.
fn is_clean(text: &str) -> bool {
    let mut again = CleanText::new();
    text.split('\n').all(|line| {
        again.clear();
        split_safe(line).1.is_empty() || {
            again.push_line(line, Ends::Keep);
            // The blanks that sanitising writes.
            again.as_str() == line.trim_end_matches([' ', '\u{3000}'])
        }
    })
}

#[cfg(test)]
mod tests;
