//! The seed form: a title line, then a body of `div` and `span`, on the same line or the next.
//!
//! What must not go in: what tags mean for paragraphs ([`super::html`]) and what is a tag ([`super::markup`]).
//!
//! Nearly every file of this form has the same six pieces of markup, so these are scanned for by themselves; anything
//! else falls back to the tokenizer, with the same draft.

use memchr::{memchr_iter, memchr2};

use super::super::article::Kind;
use super::Parsed;
use super::html::{self, Blocks};
use super::markup::{Markup, Scanner, Trust};
use super::paragraphs::{Line, Paragraphs};
use super::plain;
use crate::text::clean;

/// Elements that open a body of this form.
const OPENERS: [&str; 3] = ["<div", "<span", "<p"];

/// Where the body begins (bytes): at the first `div`, `span` or `p` that is a tag, begins a line or stands in the first
/// line with text, and is closed somewhere after. Nothing if the text is not of this form.
pub(super) fn body_start(text: &str) -> Option<usize> {
    let mut scanner = Scanner::new(text, Trust::Text);
    let mut first_line = true;
    let mut line_start = 0;
    for at in memchr_iter(b'<', text.as_bytes()) {
        let before = text.get(line_start..at).unwrap_or_default();
        if let Some(line_break) = before.rfind('\n') {
            first_line &= text.get(..line_start + line_break).unwrap_or_default().trim().is_empty();
            line_start += line_break + 1;
        }
        let tag = text.get(at..).unwrap_or_default();
        let begins = text.get(line_start..at).is_some_and(|blank| blank.trim().is_empty());
        let opener = OPENERS.iter().find(|opener| is_opener(tag, opener));
        if let Some(opener) = opener
            && (begins || first_line)
            && matches!(scanner.at(at), Markup::Tag { .. })
        {
            return is_closed(tag, opener).then_some(at);
        }
    }
    None
}

fn is_opener(tag: &str, opener: &str) -> bool {
    let name = tag.get(..opener.len()).is_some_and(|name| name.eq_ignore_ascii_case(opener));
    name && tag.as_bytes().get(opener.len()).is_some_and(|b| b.is_ascii_whitespace() || *b == b'>')
}

fn is_closed(tag: &str, opener: &str) -> bool {
    let name = opener.trim_start_matches('<');
    tag.match_indices("</").any(|(at, _)| {
        tag.get(at + 2..at + 2 + name.len()).is_some_and(|closing| closing.eq_ignore_ascii_case(name))
    })
}

/// Parses a text whose body begins at byte `start`.
pub(super) fn parse(text: &str, start: usize) -> Parsed {
    let (head, body) = text.split_at_checked(start).unwrap_or((text, ""));
    let head: Vec<&str> = clean::lines(head).filter(|line| Line::of(line) != Line::Blank).collect();
    let (title, rest) = match head.split_first() {
        Some((first, rest)) if Line::of(first) == Line::Text => plain::title_lines(first, rest),
        _ => (String::new(), head.as_slice()),
    };
    let title = if title.contains('&') { html::decode_entities(&title) } else { title };
    let draft = quick(rest, body).unwrap_or_else(|| slow(rest, body));
    Parsed { title, ..draft }
}

fn slow(head: &[&str], body: &str) -> Parsed {
    let mut blocks = Blocks::new(Trust::Text);
    for line in head {
        blocks.read(line);
        blocks.end_block();
    }
    blocks.read(body);
    blocks.finish()
}

/// The exact shape: `<div>`, `</div>`, `<span style='…'>`, `</span>`, `&nbsp;` and text. Nothing if there is anything
/// else.
fn quick(head: &[&str], body: &str) -> Option<Parsed> {
    if head.iter().any(|line| line.contains(['<', '&'])) {
        return None;
    }
    let mut out = Paragraphs::with_room(body.len());
    for line in head {
        out.push(Kind::Body, line);
    }
    let mut text = String::new();
    let mut block_span = None;
    let mut rest = body;
    while let Some(at) = memchr2(b'<', b'&', rest.as_bytes()) {
        let (before, markup) = rest.split_at_checked(at)?;
        text.push_str(before);
        let ends;
        (rest, ends) = if let Some(rest) = markup.strip_prefix("</span>") {
            (rest, block_span.take()?)
        } else if let Some(rest) = markup.strip_prefix("</div>") {
            (rest, true)
        } else if let Some(rest) = markup.strip_prefix("<div>") {
            (rest, true)
        } else if let Some(rest) = markup.strip_prefix("&nbsp;") {
            text.push('\u{A0}');
            (rest, false)
        } else {
            let (style, rest) = markup.strip_prefix("<span style='")?.split_once("'>")?;
            let plain = style.bytes().all(|b| b.is_ascii_alphanumeric() || b":;-.#%, ".contains(&b));
            if !plain || block_span.is_some() {
                return None;
            }
            block_span = Some(html::is_block_style(style));
            (rest, block_span == Some(true))
        };
        if ends {
            out.push(Kind::Body, &text);
            text.clear();
        }
    }
    text.push_str(rest);
    out.push(Kind::Body, &text);
    Some(Parsed { title: String::new(), draft: out.finish() })
}
