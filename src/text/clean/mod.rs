//! The only door for text from outside. [`CleanText`] cannot be made in any other way, and only clean text is shown.
//!
//! What passes here can be written to a terminal as it is: no control character, no escape sequence, no bidirectional
//! or invisible format character, no unbounded stack of combining marks. Everything dropped is counted in [`Removed`],
//! so that `xinglan check` can prove that nothing else was lost. No markup is understood here: entities must be decoded
//! *before* this door, because `&#27;` is a raw ESC afterwards.

use unicode_segmentation::UnicodeSegmentation;

/// Longest grapheme cluster kept whole, in code points. Longer ones end in one U+FFFD.
const CLUSTER_CHARS: usize = 8;
/// Longest grapheme cluster kept whole, in bytes.
const CLUSTER_BYTES: usize = 32;
/// Distance between tab stops in characters, as in less and in terminals.
const TAB: usize = 8;
/// An escape string (OSC, DCS, …) is looked for this far; without its end only the introducer is dropped.
const SEQUENCE_LOOKAHEAD: usize = 4096;

/// Text that passed the door, owned. A line break inside is always `\n` and was written by [`CleanText::line_break`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleanText(String);

/// Text that passed the door, borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clean<'a>(&'a str);

/// Characters dropped at the door, by reason; each count is in characters (code points) of the decoded text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Control characters, and the characters of whole escape sequences.
    pub controls: u32,
    /// Bidirectional controls: these can make text read otherwise than it is.
    pub bidi: u32,
    /// Zero-width, filler, tag and unassigned characters.
    pub invisible: u32,
    /// Characters beyond the longest grapheme cluster; one U+FFFD stands for them.
    pub clipped: u32,
}

impl Removed {
    /// Characters dropped in all.
    pub fn total(&self) -> u32 {
        self.controls + self.bidi + self.invisible + self.clipped
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: Removed) {
        self.controls += other.controls;
        self.bidi += other.bidi;
        self.invisible += other.invisible;
        self.clipped += other.clipped;
    }
}

/// What is done with blanks at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// Blanks at both ends are taken off (paragraphs: the layout sets the indent).
    Trim,
    /// Blanks at the start stay (code).
    Keep,
}

impl<'a> Clean<'a> {
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
    pub fn push_line(&mut self, raw: &str, ends: Ends) -> Removed {
        let raw = if ends == Ends::Trim { raw.trim_matches(is_blank) } else { raw };
        let start = self.0.len();
        let mut removed = Removed::default();
        let mut rest = raw;
        loop {
            let (safe, odd) = split_safe(rest);
            self.0.push_str(safe);
            let Some(c) = odd.chars().next() else { break };
            let taken = self.push_odd(odd, c, start, &mut removed);
            rest = odd.get(taken..).unwrap_or_default();
        }
        if removed.total() > 0 && ends == Ends::Trim {
            // What was dropped may have hidden blanks at the ends.
            let line = self.0.get(start..).unwrap_or_default();
            let lead = line.len() - line.trim_start_matches(is_blank).len();
            self.0.drain(start..start + lead);
        }
        let kept = self.0.trim_end_matches(is_blank).len().max(start);
        self.0.truncate(kept);
        removed
    }

    /// Handles the character `c` at the start of `odd`, which is not on the fast path. Returns the bytes used up.
    fn push_odd(&mut self, odd: &str, c: char, start: usize, removed: &mut Removed) -> usize {
        let used = c.len_utf8();
        match class(c) {
            Class::Tab => {
                let column = self.0.get(start..).map_or(0, |line| line.chars().count());
                self.0.extend(std::iter::repeat_n(' ', TAB - column % TAB));
            }
            Class::Space => self.0.push(' '),
            Class::Escape => {
                let length = escape_length(odd);
                removed.controls += odd.get(..length).map_or(1, |s| s.chars().count()) as u32;
                return length;
            }
            Class::Control => removed.controls += 1,
            Class::Bidi => removed.bidi += 1,
            Class::Joiner if self.joins_emoji(odd, start) => self.0.push(c),
            Class::Selector if self.follows_emoji(start) => self.0.push(c),
            Class::Invisible | Class::Joiner | Class::Selector => removed.invisible += 1,
            Class::Other => return self.push_cluster(odd, start, removed),
        }
        used
    }

    /// Appends the first character of `odd`, unless the cluster it joins holds as much as it may.
    fn push_cluster(&mut self, odd: &str, start: usize, removed: &mut Removed) -> usize {
        // Only the first character is looked at: finding the end of a run of marks at each of them is quadratic.
        let Some(c) = odd.chars().next() else { return odd.len() };
        let first = c.len_utf8();
        if is_extend(c) && self.0.len() == start {
            // A mark with nothing to stand on would fall on whatever the screen shows before it.
            self.0.push('\u{25CC}');
        }
        if self.cluster_is_full(start) {
            removed.clipped += 1;
            if !self.0.ends_with('\u{FFFD}') {
                self.0.push('\u{FFFD}');
            }
            return first;
        }
        self.0.push_str(odd.get(..first).unwrap_or_default());
        first
    }

    /// Whether the last cluster of the line that begins at `start` holds as much as it may.
    fn cluster_is_full(&self, start: usize) -> bool {
        let line = self.0.get(start..).unwrap_or_default();
        let marks = line.chars().rev().take_while(|c| is_extend(*c) || *c == '\u{FFFD}');
        let (mut count, mut bytes) = (1, 4);
        for mark in marks.take(CLUSTER_CHARS) {
            count += 1;
            bytes += mark.len_utf8();
        }
        count >= CLUSTER_CHARS || bytes >= CLUSTER_BYTES
    }

    fn follows_emoji(&self, start: usize) -> bool {
        self.0.get(start..).and_then(|line| line.chars().next_back()).is_some_and(takes_selector)
    }

    fn joins_emoji(&self, odd: &str, start: usize) -> bool {
        let before = self.0.get(start..).unwrap_or_default().chars().rev().find(|c| !is_emoji_modifier(*c));
        let after = odd.chars().nth(1);
        before.is_some_and(is_pictographic)
            && after.is_some_and(is_pictographic)
            && !self.emoji_is_full(start)
    }

    /// An emoji sequence joins at most seven parts, as in the longest ones of Unicode.
    fn emoji_is_full(&self, start: usize) -> bool {
        let line = self.0.get(start..).unwrap_or_default();
        let tail = line
            .chars()
            .rev()
            .take_while(|c| *c == '\u{200D}' || is_emoji_modifier(*c) || is_pictographic(*c));
        tail.take(CLUSTER_CHARS + 1).count() >= CLUSTER_CHARS
    }
}

/// Cuts raw text at every kind of line break (CR LF, CR, LF, VT, FF, NEL, U+2028, U+2029); CR LF is one break.
pub fn lines(raw: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = find_break(text) else {
            rest = None;
            return Some(text);
        };
        let (line, tail) = text.split_at_checked(at)?;
        let length = if tail.starts_with("\r\n") { 2 } else { tail.chars().next().map_or(0, char::len_utf8) };
        rest = tail.get(length..);
        Some(line)
    })
}

fn find_break(text: &str) -> Option<usize> {
    // Every break but the last three begins with a byte of 0A..=0D; those three with C2 or E2.
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|b| matches!(b, 0x0A..=0x0D | 0xC2 | 0xE2))?;
        match bytes.get(at..) {
            Some([0x0A..=0x0D, ..] | [0xC2, 0x85, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..]) => return Some(at),
            _ => from = at + 1,
        }
    }
}

/// Whether `c` is a blank of any width: ASCII blank, tab, no-break, ideographic and the other Unicode spaces.
pub fn is_blank(c: char) -> bool {
    c == ' ' || c.is_whitespace()
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

/// Characters that are shown as they are and never join the cluster before them.
fn is_safe(c: char) -> bool {
    matches!(c,
        '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{370}'..='\u{377}' | '\u{391}'..='\u{3A1}'
        | '\u{3A3}'..='\u{481}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20BF}'
        | '\u{2100}'..='\u{218B}' | '\u{2190}'..='\u{2426}' | '\u{2460}'..='\u{2B73}' | '\u{2E80}'..='\u{2E99}'
        | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{303F}' | '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{30FF}'
        | '\u{3105}'..='\u{312F}' | '\u{3131}'..='\u{3163}' | '\u{3190}'..='\u{31E3}' | '\u{31F0}'..='\u{321E}'
        | '\u{3220}'..='\u{9FFF}' | '\u{F900}'..='\u{FA6D}' | '\u{FA70}'..='\u{FAD9}' | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE52}' | '\u{FE54}'..='\u{FE66}' | '\u{FF01}'..='\u{FF9D}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6D7}'
        | '\u{1F900}'..='\u{1F9FF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B739}'
        | '\u{2B740}'..='\u{2B81D}' | '\u{2B820}'..='\u{2CEA1}' | '\u{2CEB0}'..='\u{2EBE0}'
        | '\u{2EBF0}'..='\u{2EE5D}' | '\u{2F800}'..='\u{2FA1D}' | '\u{30000}'..='\u{3134A}' | '\u{31350}'..='\u{323AF}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Tab,
    Space,
    Escape,
    Control,
    Bidi,
    Invisible,
    Joiner,
    Selector,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '\t' => Class::Tab,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Space,
        '\u{1B}' | '\u{90}' | '\u{98}' | '\u{9B}' | '\u{9D}' | '\u{9E}' | '\u{9F}' => Class::Escape,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Class::Control,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Class::Bidi
        }
        '\u{200D}' => Class::Joiner,
        '\u{FE0E}' | '\u{FE0F}' => Class::Selector,
        c if is_ignorable(c) => Class::Invisible,
        c if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    }
}

/// Format, filler, tag, variation, interlinear and non-characters (Unicode: `Cf`, `Default_Ignorable`,
/// `Noncharacter`), without those that [`class`] handles before. Private-use characters stay: old GBK files use them.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}'
        | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200C}'
        | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
        | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
        || (c as u32 & 0xFFFE) == 0xFFFE
}

/// Length in bytes of the escape sequence at the start of `text` (7-bit or 8-bit form), at least its introducer.
fn escape_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    let introducer = text.chars().next().unwrap_or_default();
    let kind = match introducer {
        '\u{1B}' => match chars.next() {
            Some((_, c)) => c,
            None => return 1,
        },
        '\u{9B}' => '[',
        _ => ']',
    };
    let alone = introducer.len_utf8();
    match kind {
        '[' => chars
            .take(64)
            .find(|(_, c)| !matches!(c, ' '..='?'))
            .filter(|(_, c)| matches!(c, '@'..='~'))
            .map_or(alone, |(at, c)| at + c.len_utf8()),
        ']' | 'P' | 'X' | '^' | '_' => string_end(text).unwrap_or(alone),
        // ESC, intermediates, one final: charset choices and the like.
        ' '..='/' => chars
            .take(4)
            .find(|(_, c)| !matches!(c, ' '..='/'))
            .filter(|(_, c)| matches!(c, '0'..='~'))
            .map_or(alone, |(at, c)| at + c.len_utf8()),
        '0'..='~' => 2,
        _ => alone,
    }
}

/// Where the escape string at the start of `text` ends: after BEL or ST, on the same line.
fn string_end(text: &str) -> Option<usize> {
    let mut previous = '\0';
    for (at, c) in text.char_indices().skip(1).take(SEQUENCE_LOOKAHEAD) {
        match c {
            '\u{7}' | '\u{9C}' => return Some(at + c.len_utf8()),
            '\\' if previous == '\u{1B}' => return Some(at + 1),
            '\n' | '\r' => return None,
            _ => previous = c,
        }
    }
    None
}

/// Whether `c` joins the cluster before it.
fn is_extend(c: char) -> bool {
    let mut buffer = [0; 5];
    buffer[0] = b'a';
    let length = 1 + c.encode_utf8(&mut buffer[1..]).len();
    std::str::from_utf8(&buffer[..length]).is_ok_and(|pair| pair.graphemes(true).nth(1).is_none())
}

fn is_emoji_modifier(c: char) -> bool {
    matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// `Extended_Pictographic`, near enough: the blocks that hold emoji.
fn is_pictographic(c: char) -> bool {
    matches!(c, '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21AA}'
        | '\u{231A}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{25FE}' | '\u{2600}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}' | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1F1E5}' | '\u{1F200}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}')
}

fn takes_selector(c: char) -> bool {
    is_pictographic(c) || matches!(c, '0'..='9' | '#' | '*')
}

#[cfg(test)]
mod tests;
