//! The seed form: a title line, then a body of `div` and `span`, on the same line or the next.
//!
//! What must not go in: what tags mean for paragraphs ([`super::html`]) and what is a tag ([`super::markup`]).
//!
//! Nearly every file of this form has the same six pieces of markup, so a fast path scans for exactly
//! these; anything else goes to the tokenizer, which gives the same draft.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2};

use super::Parsed;
use super::blocks::{BlockBuilder, BlockOutput, Dialect};
use super::element::is_block_style;
use super::header_block::HeaderBlock;
use super::html::{self, Html};
use super::markup::{Markup, Scanner, Trust};
use super::paragraphs::{Line, Paragraphs};
use super::plain;
use crate::format::Kind;
use crate::format::fields::Witness;
use crate::text::sanitize;

/// Elements that may open the body.
const OPENERS: [&str; 3] = ["<div", "<span", "<p"];

/// Reads a text with a body of elements; any name will do.
pub(super) fn read(text: &str, _name: &str) -> Option<Parsed> {
    body_start(text).map(|start| parse(text, start))
}

/// The start of the body in bytes: the first `div`, `span` or `p` tag that starts a line or is in the first line with
/// text, and is closed somewhere later. `None` if the text is not of this form.
fn body_start(text: &str) -> Option<usize> {
    let mut scanner = Scanner::new(text, Trust::Text);
    // Whether the line is blank so far, and whether no line with text has ended yet.
    let (mut blank, mut first_line) = (true, true);
    let mut from = 0;
    for at in memchr_iter(b'<', text.as_bytes()) {
        // Inside other markup: a tag in a comment or in a title is none.
        let Some(mut segment) = text.get(from..at) else { continue };
        if let Some((before, after)) = segment.rsplit_once('\n') {
            first_line &= blank && before.trim().is_empty();
            blank = true;
            segment = after;
        }
        blank &= segment.trim().is_empty();
        let tag = text.get(at..).unwrap_or_default();
        let opener = OPENERS.iter().find(|opener| is_opener(tag, opener)).filter(|_| blank || first_line);
        from = match (scanner.at(at), opener) {
            (Markup::Tag { .. }, Some(opener)) => return is_closed(tag, opener).then_some(at),
            (Markup::Tag { end } | Markup::Hidden { end }, _) => end,
            (Markup::Raw { content, .. }, _) => content,
            (Markup::Text, _) => at + 1,
        };
        blank = false;
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

/// Elements that no title can hold: they are shown by signs and names.
const NO_TITLE: [&str; 6] = ["ul", "ol", "menu", "dir", "li", "img"];

/// The first such tag in `head`, in bytes.
fn first_list_or_picture(head: &str) -> Option<usize> {
    let mut scanner = Scanner::new(head, Trust::Text);
    let mut from = 0;
    while let Some(at) = memchr(b'<', head.as_bytes().get(from..)?).map(|at| from + at) {
        from = match scanner.at(at) {
            Markup::Tag { end } => {
                let name = head.get(at + 1..end)?.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
                if NO_TITLE.iter().any(|known| name.eq_ignore_ascii_case(known)) {
                    return Some(at);
                }
                end
            }
            Markup::Hidden { end } => end,
            Markup::Raw { content, .. } => content,
            Markup::Text => at + 1,
        };
    }
    None
}

/// Parses a text whose body starts at byte `start`, or at a list or a picture before it.
fn parse(text: &str, start: usize) -> Parsed {
    let start = text.get(..start).and_then(first_list_or_picture).unwrap_or(start);
    let (head, body) = text.split_at_checked(start).unwrap_or((text, ""));
    let head = markup_in_lines(head);
    let head: Vec<&str> = sanitize::lines(&head).filter(|line| Line::of(line) != Line::Blank).collect();
    // A block of fields before the title is text.
    let block = HeaderBlock::of(&head).unwrap_or_default();
    let (fields, below) = head.split_at_checked(block.lines).unwrap_or((&head, &[]));
    let (title, rest) = match (block.title(), below.split_first()) {
        (None, Some((first, rest))) if Line::of(first) == Line::Text => {
            plain::title_lines(first, rest, characters)
        }
        (given, _) => (given.map(characters).unwrap_or_default(), below),
    };
    let rest = &[fields, rest].concat();
    let mut parsed = quick(rest, body).unwrap_or_else(|| slow(rest, body));
    block.values.tell(&mut parsed.draft, Witness::HeaderBlock);
    Parsed { title, title_apart: block.title().is_some(), ..parsed }
}

/// The head with no markup that goes on in the next line, because it is read line by line.
fn markup_in_lines(head: &str) -> Cow<'_, str> {
    let mut scanner = Scanner::new(head, Trust::Text);
    let mut flat = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = head.as_bytes().get(at..).and_then(|rest| memchr(b'<', rest)) {
        let start = at + found;
        at = match scanner.at(start) {
            Markup::Tag { end } | Markup::Hidden { end } | Markup::Raw { content: end, .. } => end,
            Markup::Text => start + 1,
        };
        let markup = head.get(start..at).unwrap_or_default();
        if sanitize::lines(markup).nth(1).is_some() {
            flat.push_str(head.get(copied..start).unwrap_or_default());
            flat.push_str(&sanitize::lines(markup).collect::<Vec<_>>().join(" "));
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(head);
    }
    Cow::Owned(flat + head.get(copied..).unwrap_or_default())
}

/// The characters of a line with some markup.
fn characters(line: &str) -> String {
    if line.contains(['<', '&']) { html::text_of(line) } else { line.to_owned() }
}

fn slow(head: &[&str], body: &str) -> Parsed {
    let mut html = Html::new(Trust::Text, BlockBuilder::new(Dialect::Text, BlockOutput::draft()));
    for line in head {
        html.read(line);
        html.blocks.end_block();
    }
    html.read(body);
    html.blocks.finish()
}

/// The exact shape: `<div>`, `</div>`, `<span style='…'>`, `</span>`, `&nbsp;` and text. `None` if there is anything
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
    let mut span = None;
    let mut style = Style::default();
    let mut rest = body;
    while let Some(at) = memchr2(b'<', b'&', rest.as_bytes()) {
        let (before, markup) = rest.split_at_checked(at)?;
        text.push_str(before);
        let ends;
        (rest, ends) = if let Some(rest) = markup.strip_prefix("</span>") {
            (rest, span.take()?)
        } else if let Some(rest) = markup.strip_prefix("</div>").or_else(|| markup.strip_prefix("<div>")) {
            (rest, true)
        } else if let Some(rest) = markup.strip_prefix("&nbsp;") {
            text.push('\u{A0}');
            (rest, false)
        } else {
            let inside = markup.strip_prefix("<span style='").filter(|_| span.is_none())?;
            let (value, rest) = inside.split_at_checked(memchr(b'>', inside.as_bytes())?)?;
            let is_block = style.is_block(value.strip_suffix('\'')?)?;
            span = Some(is_block);
            (rest.strip_prefix('>')?, is_block)
        };
        if ends {
            out.push(Kind::Body, &text);
            text.clear();
        }
    }
    text.push_str(rest);
    out.push(Kind::Body, &text);
    Some(Parsed { draft: out.finish(), ..Parsed::default() })
}

/// The last style and its result, since most files repeat one style.
#[derive(Default)]
struct Style<'a> {
    value: &'a str,
    is_block: bool,
}

impl<'a> Style<'a> {
    /// Whether `value` makes a block; `None` if it contains more than plain names and numbers.
    fn is_block(&mut self, value: &'a str) -> Option<bool> {
        if value != self.value {
            if !value.bytes().all(|b| b.is_ascii_alphanumeric() || b":;-.#%, ".contains(&b)) {
                return None;
            }
            *self = Self { value, is_block: is_block_style(value) };
        }
        Some(self.is_block)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::shown;
    use super::*;

    /// Pieces of the exact shape, and some that are not of it.
    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => "[甲乙 　a-]{0,6}",
            4 => Just("<div><span style='font-size:16px;text-indent:30px'>".to_owned()),
            2 => Just("<div><span style='color:red;display:block'>".to_owned()),
            4 => Just("</span></div>".to_owned()),
            2 => Just("<div>&nbsp;</div>".to_owned()),
            1 => Just("\r\n　　".to_owned()),
            1 => Just("\n------\n-----图片-----\n------\n".to_owned()),
            1 => Just("<div>".to_owned()),
            1 => Just("<span style='a'>".to_owned()),
            1 => Just("</span>".to_owned()),
            1 => Just("&amp;".to_owned()),
            1 => Just("<甲".to_owned()),
            1 => Just("<br>".to_owned()),
        ]
    }

    proptest! {
        #[test]
        fn the_quick_path_and_the_tokenizer_agree(
            head in "[甲-]{0,7}",
            pieces in proptest::collection::vec(piece(), 0..20),
        ) {
            let body = pieces.concat();
            let head = [head.as_str()];
            if let Some(found) = quick(&head, &body) {
                prop_assert_eq!(shown(&found.draft), shown(&slow(&head, &body).draft));
            }
        }
    }

    #[test]
    fn the_exact_shape_takes_the_quick_path() {
        let body =
            "<div><span style='font-size:16px;display:block'> 　　甲\r\n乙</span></div><div>&nbsp;</div>\n丙";
        assert_eq!(shown(&quick(&["丁"], body).unwrap().draft), "丁\n甲\n乙\n丙");
    }

    #[test]
    fn anything_else_does_not() {
        for body in [
            "<div>甲<br></div>",
            "<div>&lt;</div>",
            "<div>甲<乙</div>",
            "<p>甲</p>",
            "<div class='a'>甲</div>",
        ] {
            assert!(quick(&[], body).is_none(), "{body}");
        }
        assert!(quick(&["甲<乙"], "<div>丙</div>").is_none());
    }
}
