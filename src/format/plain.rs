//! Plain text: which line is the title, and which lines are one paragraph.
//!
//! What must not go in: any markup; a `<` or `&nbsp;` in plain text is text.

use super::Parsed;
use super::header_block::HeaderBlock;
use super::paragraphs::{Line, Paragraphs};
use super::wrapped;
use crate::format::fields::Witness;
use crate::format::title;
use crate::format::{Draft, Kind};
use crate::text::sanitize::{self, is_blank};

/// A longer first line is not a title, unless the file is named after it (characters).
const TITLE_CHARS: usize = 80;

/// Parses plain text. The first line is the title if it looks like one or the file `name` says so; a second line that
/// starts with `——` belongs to it.
pub(super) fn parse(text: &str, name: &str) -> Parsed {
    let lines: Vec<&str> = sanitize::lines(text).collect();
    let first = lines.iter().position(|line| Line::of(line) != Line::Blank).unwrap_or(lines.len());
    let lines = lines.get(first..).unwrap_or_default();
    if let Some(header) = HeaderBlock::of(lines) {
        return below(&header, lines, name);
    }
    let Some((title, rest)) = titled(lines, name) else {
        return Parsed { title: String::new(), draft: body(&[], lines) };
    };
    Parsed { title, draft: body(&[], rest) }
}

/// The title that `lines` begin with, if they do, and the lines after it.
fn titled<'a>(lines: &'a [&'a str], name: &str) -> Option<(String, &'a [&'a str])> {
    let first = lines.iter().position(|line| Line::of(line) != Line::Blank)?;
    let lines = lines.get(first..)?;
    let (head, rest) = lines.split_first()?;
    is_title(lines, wrapped::detect(lines), name).then(|| title_lines(head, rest, str::to_owned))
}

/// Parses a text that begins with a block of fields, which stays in the text, a paragraph a line. The title is what it
/// says, else the line below it.
fn below(header: &HeaderBlock, lines: &[&str], name: &str) -> Parsed {
    let (head, rest) = lines.split_at_checked(header.lines).unwrap_or((lines, &[]));
    let given = header.title().map(str::to_owned);
    let found = if given.is_none() { titled(rest, name) } else { None };
    let (title, rest) = match found {
        Some((title, rest)) => (title, rest),
        None => (given.unwrap_or_default(), rest),
    };
    let mut draft = body(head, rest);
    header.values.tell(&mut draft, Witness::HeaderBlock);
    Parsed { title, draft }
}

/// Parses text with a known title: each line is a paragraph.
pub(super) fn paragraph_a_line(text: &str) -> Parsed {
    let lines: Vec<&str> = sanitize::lines(text).collect();
    Parsed { title: String::new(), draft: wrapped_body(&[], &lines, None) }
}

/// Parses text whose title stands elsewhere.
pub(super) fn untitled(text: &str) -> Draft {
    let lines: Vec<&str> = sanitize::lines(text).collect();
    body(&[], &lines)
}

/// The lines of `head`, a paragraph each, then those of a text, which may be wrapped.
fn body(head: &[&str], lines: &[&str]) -> Draft {
    wrapped_body(head, lines, wrapped::detect(lines))
}

fn wrapped_body(head: &[&str], lines: &[&str], wrap: Option<wrapped::Wrap>) -> Draft {
    let mut paragraphs = Paragraphs::new();
    head.iter().for_each(|line| paragraphs.push(Kind::Body, line));
    let mut push = |text: &str| {
        let kind = if wrapped::is_bullet(text) { Kind::Item(0) } else { Kind::Body };
        paragraphs.push(kind, text);
    };
    match wrap {
        None => lines.iter().for_each(|line| push(line)),
        Some(wrap) => {
            for range in wrap.paragraphs(lines) {
                match lines.get(range) {
                    Some([line]) => push(line),
                    Some(lines) => push(&wrapped::join(lines)),
                    None => {}
                }
            }
        }
    }
    paragraphs.finish()
}

/// A title, and the lines after it: a second line that starts with `——` is the second half of the title. `read` gives the
/// characters of a line.
pub(super) fn title_lines<'a>(
    head: &str,
    rest: &'a [&'a str],
    read: impl Fn(&str) -> String,
) -> (String, &'a [&'a str]) {
    // Each by itself: an escape sequence of the first line must not take anything of the second.
    let read = |line: &str| sanitize::mute_escapes(&read(line.trim_matches(is_blank))).into_owned();
    let mut title = read(head);
    match rest.split_first() {
        Some((second, after)) if second.trim_start_matches(is_blank).starts_with("——") => {
            title.push_str(&read(second));
            (title, after)
        }
        _ => (title, rest),
    }
}

/// Whether the first of `lines`, which are wrapped as `wrap`, is the title.
fn is_title(lines: &[&str], wrap: Option<wrapped::Wrap>, name: &str) -> bool {
    let Some(head) = lines.first() else { return false };
    if title::is_named_after(head, name) {
        return true;
    }
    let text = head.trim_matches(is_blank);
    if Line::of(head) != Line::Text || text.chars().nth(TITLE_CHARS).is_some() {
        return false;
    }
    let is_sentence = text.contains('。') || text.ends_with(['，', '；', '、', '：', ',', ';']);
    let goes_on = wrap.is_some_and(|wrap| {
        // It is the first line of a paragraph, not a title.
        let first_two = lines.get(..2).unwrap_or(lines);
        wrap.paragraphs(first_two).first().is_some_and(|range| range.len() > 1)
    });
    !is_sentence && !goes_on && !wrapped::is_bullet(text)
}
