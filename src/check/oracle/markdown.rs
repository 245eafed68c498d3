//! Markdown read a second time, line by line and by patterns: which characters must be shown, and which may be marks.
//!
//! What must not go in: blocks and their nesting. What a mark is only a parser knows; the witness knows what can be one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_segmentation::UnicodeSegmentation;

use super::seen::{EITHER, END, OR, may};
use super::{entities, tags};
use crate::text::sanitize::{is_blank, mute_escapes};

/// What may be markup wherever it stands. Each pattern begins at a mark.
struct MarkPatterns {
    /// Anywhere in the text: how comments, scripts and styles begin and end.
    pairs: Vec<(Regex, Regex)>,
    /// Anywhere in the text: declarations, and addresses that go on in the next line.
    across: Regex,
    /// In a line: addresses, names of links, wiki links, comments, names of blocks, marks of lists and notes.
    inline: Regex,
    /// Whole lines: definitions of links, rows that part the head of a table, rules.
    line: Regex,
}

static PATTERNS: LazyLock<Option<MarkPatterns>> = LazyLock::new(|| {
    Some(MarkPatterns {
        pairs: [
            ("<!--", "-->"),
            (r"(?i)<script\b", r"(?i)</script\s*>"),
            (r"(?i)<style\b", r"(?i)</style\s*>"),
            (r"(?m)^[ \t]*%%", r"(?m)%%[ \t]*$"),
        ]
        .map(|(open, close)| Some((Regex::new(open).ok()?, Regex::new(close).ok()?)))
        .into_iter()
        .collect::<Option<Vec<_>>>()?,
        across: Regex::new(
            r"(?i:<!doctype)[^<]*?>|(?i:<\?xml)[^<]*?\?>|(?i:<!\[(?:end)?if)[^<]*?\]>|\]\([^()\[\]\n]*\n[^()\[\]\n]*\)",
        )
        .ok()?,
        inline: Regex::new(concat!(
            r#"\](?:\[[^\]\n]*\])?\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)|\]\[[^\]\n]*\]|!?\[\[[^\]\n]*\]\]|"#,
            r"%%[^\n]*?%%|\^[A-Za-z0-9-]+[ \t]*$|^[ \t>]*\[![A-Za-z-]+\][+-]?|^[ \t>]*\[\^[^\]\n]+\]:|",
            r"^[\s>]*(?:[-*+]\s+)*(?:[0-9]+\\?[.)](?:[ \t]+|$))*(?:[-*+][ \t]+)*(?:\[[ xX]\])?"
        ))
        .ok()?,
        line: Regex::new(r"^[ \t>]*(?:\[(?:\^|(?:\\.|[^\^\]\\\n])(?:\\.|[^\]\\\n])*)\]:.*|(?:\[\^[^\]\n]+\]:[ \t]*)+|[|:\- \t]*-[|:\- \t]*)$").ok()?,
    })
});

/// The text with its marks signed as what may be shown, without blanks at the ends of lines.
pub(super) fn signed(text: &str) -> String {
    let Some(patterns) = PATTERNS.as_ref() else { return text.to_owned() };
    let text = ruby_settled(text);
    let mut signed = String::with_capacity(text.len() * 2);
    let mut at = 0;
    // What begins code ends a paragraph, and with it an address that goes on in the next line.
    let is_one = |found: &str| !found.starts_with("](") || !found.split('\n').skip(1).any(is_fence);
    let mut across = patterns.across.find_iter(&text).filter(|found| is_one(found.as_str())).peekable();
    let mut pairs: Vec<Pairs<'_>> = patterns.pairs.iter().map(Pairs::new).collect();
    loop {
        while across.next_if(|found| found.start() < at).is_some() {}
        let next = across.peek().map(regex::Match::range);
        let pairs = pairs.iter_mut().filter_map(|pairs| pairs.next(&text, at));
        let Some(found) = pairs.chain(next).min_by_key(|range| range.start) else { break };
        text_with_tags(text.get(at..found.start).unwrap_or_default(), patterns, &mut signed);
        let written = text.get(found.clone()).unwrap_or_default();
        push_mark(written, &tags::decoded(written, false), &mut signed);
        signed.push('\n');
        at = found.end;
    }
    text_with_tags(text.get(at..).unwrap_or_default(), patterns, &mut signed);
    signed
}

/// Finds what begins and ends by patterns, and reads the text once, however many begin that never end.
struct Pairs<'a> {
    patterns: &'a (Regex, Regex),
    /// The next beginning and the next end that were found.
    open: Option<Range<usize>>,
    close: Option<Range<usize>>,
    /// There are no more.
    done: bool,
}

impl<'a> Pairs<'a> {
    fn new(patterns: &'a (Regex, Regex)) -> Self {
        Self { patterns, open: None, close: None, done: false }
    }

    /// The next one from `at` on, which grows from call to call.
    fn next(&mut self, text: &str, at: usize) -> Option<Range<usize>> {
        if self.open.as_ref().is_none_or(|open| open.start < at) {
            self.open =
                (!self.done).then(|| self.patterns.0.find_at(text, at)).flatten().map(|it| it.range());
        }
        let from = self.open.as_ref().map(|open| open.end);
        if let Some(from) = from
            && self.close.as_ref().is_none_or(|close| close.start < from)
        {
            self.close = self.patterns.1.find_at(text, from).map(|it| it.range());
        }
        self.done = self.open.is_none() || self.close.is_none();
        if self.done {
            self.open = None;
        }
        Some(self.open.as_ref()?.start..self.close.as_ref()?.end)
    }
}

/// Lines, and tags that go on from one line to the next.
fn text_with_tags(text: &str, patterns: &MarkPatterns, out: &mut String) {
    let (mut done, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        let length = text.get(at..).and_then(tags::tag_length).unwrap_or(1);
        let tag = text.get(at..at + length).unwrap_or_default();
        let goes_on = tag.contains('\n') && !tag.split('\n').any(|line| line.trim().is_empty());
        if goes_on {
            lines(text.get(done..at).unwrap_or_default(), patterns, out);
            push_mark(tag, &tags::percent_decoded(&tags::decoded(tag, true)), out);
            out.push('\n');
            done = at + length;
        }
        at += length;
    }
    lines(text.get(done..).unwrap_or_default(), patterns, out);
}

/// `text` with its references and its escapes (a backslash before a sign of ASCII) as what they stand for.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let escaped = rest.strip_prefix('\\').and_then(|rest| rest.chars().next());
        if let Some(sign) = escaped.filter(char::is_ascii_punctuation) {
            out.push(sign);
            rest = rest.get(2..).unwrap_or_default();
        } else {
            let (shown, used) =
                entities::decode(rest, true).unwrap_or_else(|| (rest.chars().take(1).collect(), 1));
            out.push_str(&shown);
            rest = rest.get(used..).unwrap_or_default();
        }
    }
    out + rest
}

/// Whether this line may open or close code: what else stands in it is no text.
fn is_fence(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| is_blank(c) || c.is_ascii_digit() || ">-*+.)".contains(c));
    let code = bare.strip_prefix("```").is_some_and(|rest| !rest.trim_start_matches('`').contains('`'));
    code || bare.starts_with("~~~")
}

/// `text` with the readings of neighbouring `ruby` elements in parentheses after the word.
fn ruby_settled(text: &str) -> Cow<'_, str> {
    static RUBY: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
        Some([
            Regex::new(r"(?is)(?:<ruby\b[^>]*>.*?</ruby>\s*)+").ok()?,
            Regex::new(r"(?is)<rp\b[^>]*>[^<]*(?:</rp>)?").ok()?,
            Regex::new(r"(?is)<rt\b[^>]*>([^<]*)(?:</rt>)?").ok()?,
        ])
    });
    if !text.split('\n').all(closes_rubies) {
        // One that is left open may mean anything: readings stay where they are.
        return Cow::Borrowed(text);
    }
    let Some([groups, marks, readings]) = RUBY.as_ref() else { return Cow::Borrowed(text) };
    groups.replace_all(text, |group: &Captures<'_>| {
        let whole = group.get(0).map_or("", |found| found.as_str());
        let bare = marks.replace_all(whole, "");
        let read: String =
            readings.captures_iter(&bare).filter_map(|c| Some(c.get(1)?.as_str().trim())).collect();
        let word = readings.replace_all(&bare, "");
        if read.is_empty() { word.into_owned() } else { format!("{word}（{read}）") }
    })
}

/// Whether the `ruby` elements of a line are closed before the next one opens.
fn closes_rubies(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let mut parts = line.split("<ruby");
    let before = parts.next().unwrap_or_default();
    !before.contains("</ruby") && parts.all(|part| part.matches("</ruby").count() == 1)
}

fn lines(text: &str, patterns: &MarkPatterns, out: &mut String) {
    for line in text.split('\n') {
        if is_fence(line) || patterns.line.is_match(line) {
            push_mark(line, &tags::decoded(line, false), out);
        } else {
            inline(line, patterns, out);
        }
        out.push('\n');
    }
}

fn inline(line: &str, patterns: &MarkPatterns, out: &mut String) {
    let (mut at, mut from) = (0, 0);
    while let Some(found) = patterns.inline.find_at(line, from) {
        if found.is_empty() {
            let Some(next) = line.get(found.end()..).and_then(|rest| rest.chars().next()) else { break };
            from = found.end() + next.len_utf8();
        } else if let Some(end) = tag_over(line, at, found.start()) {
            tags(line.get(at..end).unwrap_or_default(), out);
            (at, from) = (end, end);
        } else {
            tags(line.get(at..found.start()).unwrap_or_default(), out);
            // The name of a picture is shown decoded, and so are references in an address.
            let decoded = tags::percent_decoded(&tags::decoded(found.as_str(), false));
            push_mark(found.as_str(), &decoded, out);
            (at, from) = (found.end(), found.end());
        }
    }
    tags(line.get(at..).unwrap_or_default(), out);
}

/// Where the tag ends that begins between `from` and `mark` and goes on behind it, so that the mark is part of it.
fn tag_over(line: &str, from: usize, mark: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += line.get(at..mark)?.find('<')?;
        match tags::tag_length(line.get(at..)?) {
            Some(length) if at + length > mark => return Some(at + length),
            Some(length) => at += length,
            None => at += 1,
        }
    }
}

/// Appends what may be shown as it is written, or decoded.
fn push_mark(written: &str, decoded: &str, out: &mut String) {
    out.push_str(&may(written));
    if decoded != written {
        out.push_str(&may(&mute_escapes(decoded)));
        // A control character is dropped, where HTML has a character of Windows-1252 for it.
        let bare = without_controls(written);
        if bare != written {
            out.push_str(&may(&mute_escapes(&tags::decoded(&bare, false))));
        }
    }
}

/// Text with tags and references.
fn tags(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        if let Some(length) = tags::tag_length(rest) {
            let tag = rest.get(..length).unwrap_or_default();
            push_mark(tag, &tags::percent_decoded(&tags::decoded(tag, true)), out);
            rest = rest.get(length..).unwrap_or_default();
        } else if let Some((shown, used)) = entities::decode(rest, false) {
            let written = rest.get(..used).unwrap_or_default();
            if is_control(written) {
                // In HTML it is a character of Windows-1252, in CommonMark a control character, which is dropped.
                out.push_str(&may(written));
                out.push_str(&may(&shown));
                rest = rest.get(used..).unwrap_or_default();
                continue;
            }
            // References in a row are one text: marks on one letter are counted together. An escape that a reference makes
            // takes in nothing.
            // Without a semicolon it is one in HTML, and none in CommonMark. Behind a backslash the first is none in both.
            let is_closed = written.ends_with(';');
            let (mut shown, mut used) = (mute_escapes(&shown).into_owned(), used);
            let is_escaped = out.ends_with('\\');
            while !is_escaped
                && let Some((more, length)) = rest.get(used..).and_then(|rest| entities::decode(rest, false))
                && let next = rest.get(used..used + length).unwrap_or_default()
                && !is_control(next)
                && next.ends_with(';') == is_closed
            {
                shown.push_str(&mute_escapes(&more));
                used += length;
            }
            let written = rest.get(..used).unwrap_or_default();
            rest = rest.get(used..).unwrap_or_default();
            // The signs must not part a mark from its letter.
            let base = Some(last_cluster(out)).filter(|base| binds(base, &shown) > 0);
            let base = base.map_or(String::new(), str::to_owned);
            out.truncate(out.len() - base.len());
            let last = shown.graphemes(true).next_back().unwrap_or_default();
            let marks = rest.get(..binds(last, rest)).unwrap_or_default();
            either(out, &[&base, written, marks], &[&base, &shown, marks]);
            rest = rest.get(marks.len()..).unwrap_or_default();
        } else {
            out.push_str(rest.get(..1).unwrap_or_default());
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
}

/// Appends two texts of which one is shown.
fn either(out: &mut String, one: &[&str], other: &[&str]) {
    out.push(EITHER);
    out.extend(one.iter().copied());
    out.push(OR);
    out.extend(other.iter().copied());
    out.push(END);
}

/// The last cluster of a text with signs; nothing if a sign comes last.
fn last_cluster(text: &str) -> &str {
    text.graphemes(true).next_back().filter(|cluster| !cluster.starts_with(END)).unwrap_or_default()
}

/// How many bytes at the start of `text` belong to the cluster `base`, if there is one.
fn binds(base: &str, text: &str) -> usize {
    /// More marks are cut anyway (bytes).
    const MOST: usize = 256;
    let text = text.get(..text.floor_char_boundary(MOST)).unwrap_or_default();
    if base.is_empty() {
        return 0;
    }
    let joined = [base, text].concat();
    joined.graphemes(true).next().map_or(0, |cluster| cluster.len().saturating_sub(base.len()))
}

/// `text` without the references that [`is_control`] knows.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("&#[xX]?[0-9a-fA-F]+;").ok());
    let Some(numbers) = NUMBERS.as_ref() else { return Cow::Borrowed(text) };
    numbers.replace_all(text, |found: &Captures<'_>| {
        let reference = found.get(0).map_or("", |found| found.as_str());
        if is_control(reference) { String::new() } else { reference.to_owned() }
    })
}

/// Whether a reference is the number of a control character beyond ASCII.
fn is_control(reference: &str) -> bool {
    let number = reference.trim_start_matches("&#").trim_end_matches(';');
    let value = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    value.is_ok_and(|value| (0x80..=0x9F).contains(&value))
}
