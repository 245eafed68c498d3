//! Markdown read a second time, line by line and by patterns: which characters must be shown, and which may be marks.
//!
//! What must not go in: blocks and their nesting. What a mark is only a parser knows; the witness knows what can be one.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_segmentation::UnicodeSegmentation;

use super::seen::{EITHER, END, OR, may};
use super::{entities, page};
use crate::text::sanitize::{is_blank, mute_escapes};

/// What may be markup wherever it stands. Each pattern begins at a mark.
struct MarkPatterns {
    /// Anywhere in the text: comments, scripts and declarations.
    across: Regex,
    /// In a line: addresses, names of links, wiki links, comments, names of blocks, marks of lists and notes.
    inline: Regex,
    /// Whole lines: definitions of links, rows that part the head of a table, rules.
    line: Regex,
}

static PATTERNS: LazyLock<Option<MarkPatterns>> = LazyLock::new(|| {
    Some(MarkPatterns {
        across: Regex::new(
            r"(?s)<!--.*?-->|(?i:<script\b.*?</script\s*>|<style\b.*?</style\s*>)|(?i:<!doctype)[^<]*?>|(?i:<\?xml)[^<]*?\?>|(?i:<!\[(?:end)?if)[^<]*?\]>|\]\([^()\[\]\n]*\n[^()\[\]\n]*\)|(?m:^)[ \t]*%%.*?%%[ \t]*(?m:$)",
        )
        .ok()?,
        inline: Regex::new(concat!(
            r#"\]\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)|\]\[[^\]\n]*\]|!?\[\[[^\]\n]*\]\]|"#,
            r"%%[^\n]*?%%|\^[A-Za-z0-9-]+[ \t]*$|^[ \t>]*\[![A-Za-z-]+\][+-]?|",
            r"^[\s>]*(?:[-*+]\s+)*(?:[0-9]+\\?[.)](?:[ \t]+|$))*(?:[-*+][ \t]+)*(?:\[[ xX]\])?"
        ))
        .ok()?,
        line: Regex::new(r"^[ \t>]*(?:\[[^\^\]\n][^\]\n]*\]:.*|[|:\- \t]*-[|:\- \t]*)$").ok()?,
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
    for found in patterns.across.find_iter(&text).filter(|found| is_one(found.as_str())) {
        lines(text.get(at..found.start()).unwrap_or_default(), patterns, &mut signed);
        signed.push_str(&may(found.as_str()));
        signed.push('\n');
        at = found.end();
    }
    lines(text.get(at..).unwrap_or_default(), patterns, &mut signed);
    signed
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
            out.push_str(&may(line));
            out.push_str(&may(&page::decoded(line, false)));
        } else {
            inline(line, patterns, out);
        }
        out.push('\n');
    }
}

fn inline(line: &str, patterns: &MarkPatterns, out: &mut String) {
    let mut at = 0;
    for found in patterns.inline.find_iter(line).filter(|found| !found.is_empty()) {
        tags(line.get(at..found.start()).unwrap_or_default(), out);
        out.push_str(&may(found.as_str()));
        // The name of a picture is shown decoded, and so are references in an address.
        out.push_str(&may(&page::percent_decoded(&page::decoded(found.as_str(), false))));
        at = found.end();
    }
    tags(line.get(at..).unwrap_or_default(), out);
}

/// Text with tags and references.
fn tags(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        if let Some(length) = page::tag_length(rest) {
            let tag = rest.get(..length).unwrap_or_default();
            out.push_str(&may(tag));
            out.push_str(&may(&page::percent_decoded(&page::decoded(tag, true))));
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
            // Without a semicolon it is one in HTML, and none in CommonMark.
            let is_closed = written.ends_with(';');
            let (mut shown, mut used) = (mute_escapes(&shown).into_owned(), used);
            while let Some((more, length)) = rest.get(used..).and_then(|rest| entities::decode(rest, false))
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
            let base = out.graphemes(true).next_back().filter(|base| binds(base, &shown) > 0);
            let base = base.map_or(String::new(), str::to_owned);
            out.truncate(out.len() - base.len());
            let last = shown.graphemes(true).next_back().unwrap_or_default();
            let marks = rest.get(..binds(last, rest)).unwrap_or_default();
            out.push(EITHER);
            out.extend([base.as_str(), written, marks]);
            out.push(OR);
            out.extend([base.as_str(), &shown, marks]);
            out.push(END);
            rest = rest.get(marks.len()..).unwrap_or_default();
        } else {
            out.push_str(rest.get(..1).unwrap_or_default());
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
}

/// How many bytes at the start of `text` belong to the cluster `base`.
fn binds(base: &str, text: &str) -> usize {
    /// More marks are cut anyway (bytes).
    const MOST: usize = 256;
    let text = text.get(..text.floor_char_boundary(MOST)).unwrap_or_default();
    let joined = [base, text].concat();
    joined.graphemes(true).next().map_or(0, |cluster| cluster.len().saturating_sub(base.len()))
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
