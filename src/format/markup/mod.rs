//! Decides what at a `<` is markup and what is text, before any tokenizer sees the text, so that a `<` in a sentence cannot
//! swallow what follows it.
//!
//! What must not go in: what a tag means for paragraphs.
//!
//! Markup is: a tag whose name, attributes and closing `>` are all there; a comment that is closed; `script` and
//! `style` with their content, if closed; `<!doctype …>`, `<?xml …?>` and `<![if …]>`. Everything else is text. This is
//! one pass: a closing tag that was searched for and not found is not searched for again.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use crate::format::elements::is_element;

/// A longer tag is text (bytes).
const TAG_BYTES: usize = 64 * 1024;

/// How strict the test for a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Text with some markup: only elements of HTML, only attributes with a value, no `<` inside a value.
    Text,
    /// A web page: any name in ASCII, any attribute in ASCII.
    Page,
}

/// What starts at a `<`. Ends are byte offsets in the whole text, after the `>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// A tag.
    Tag {
        /// Where it ends.
        end: usize,
    },
    /// The start tag of a `title` or `textarea`: no tag is a tag before its closing one.
    Raw {
        /// Where the tag ends.
        end: usize,
        /// Where the content ends.
        content: usize,
    },
    /// Hidden content: a comment, a script.
    Hidden {
        /// Where it ends.
        end: usize,
    },
    /// A character of the text.
    Text,
}

/// Classifies each `<` of a text, in order.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    trust: Trust,
    /// Closings of which there are no more: `-->`, `</script`, `</style`, `</title`, `</textarea`.
    missing: [bool; 5],
    /// Bytes spent on would-be tags whose values contained a `<`.
    wasted: usize,
}

const COMMENT: usize = 0;
/// Elements whose content is not markup, by their index in [`Scanner::missing`].
const RAW: [(&str, usize); 4] = [("script", 1), ("style", 2), ("title", 3), ("textarea", 4)];

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, trust: Trust) -> Self {
        Self { text, trust, missing: [false; 5], wasted: 0 }
    }

    /// What starts at byte `start`, which must be a `<`.
    pub(super) fn at(&mut self, start: usize) -> Markup {
        let rest = self.text.get(start..).unwrap_or_default();
        match rest.as_bytes().get(1) {
            Some(b'!') => self.declaration(start, rest),
            Some(b'?') => {
                closed_by(rest, "<?xml", "?>").map_or(Markup::Text, |n| Markup::Hidden { end: start + n })
            }
            Some(b'/' | b'a'..=b'z' | b'A'..=b'Z') => self.element(start, rest),
            _ => Markup::Text,
        }
    }

    fn declaration(&mut self, start: usize, rest: &str) -> Markup {
        let length = if let Some(inside) = rest.strip_prefix("<!--") {
            if inside.starts_with('>') {
                Some(5)
            } else if inside.starts_with("->") {
                Some(6)
            } else {
                self.closing(COMMENT, || memmem::find(inside.as_bytes(), b"-->")).map(|at| 4 + at + 3)
            }
        } else {
            closed_by(rest, "<!doctype", ">")
                .or_else(|| closed_by(rest, "<![if", "]>"))
                .or_else(|| closed_by(rest, "<![endif", "]>"))
        };
        length.map_or(Markup::Text, |length| Markup::Hidden { end: start + length })
    }

    fn element(&mut self, start: usize, rest: &str) -> Markup {
        let Some(tag) = self.tag(rest) else { return Markup::Text };
        let end = start + tag.length;
        let raw = RAW.iter().find(|(name, _)| !tag.closes && name.eq_ignore_ascii_case(tag.name));
        let Some((name, slot)) = raw else { return Markup::Tag { end } };
        let text = self.text;
        match self.closing(*slot, || find_closing(text, name, end)) {
            None => Markup::Text,
            Some((content, _)) if matches!(*name, "title" | "textarea") => Markup::Raw { end, content },
            Some((_, end)) => Markup::Hidden { end },
        }
    }

    /// The result of `find`, unless it found nothing before.
    fn closing<T>(&mut self, slot: usize, find: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.missing.get(slot).copied().unwrap_or(true) {
            return None;
        }
        let found = find();
        if found.is_none()
            && let Some(missing) = self.missing.get_mut(slot)
        {
            *missing = true;
        }
        found
    }

    /// The tag at the start of `rest`, complete to its `>`.
    fn tag<'t>(&mut self, rest: &'t str) -> Option<Tag<'t>> {
        let bytes = rest.as_bytes().get(..TAG_BYTES).unwrap_or(rest.as_bytes());
        let closes = bytes.get(1) == Some(&b'/');
        let name_start = if closes { 2 } else { 1 };
        let name_end = name_start
            + bytes
                .get(name_start..)?
                .iter()
                .position(|b| !b.is_ascii_alphanumeric() && !b"-:_.".contains(b))?;
        let name = rest.get(name_start..name_end)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || (self.trust == Trust::Text && !is_element(name))
        {
            return None;
        }
        let trust = if self.wasted > self.text.len().max(TAG_BYTES) { Trust::Text } else { self.trust };
        let mut attributes = AttributeParser { bytes, at: name_end, trust, nested: false };
        let length = attributes.end(closes);
        if length.is_none() && attributes.nested {
            self.wasted += attributes.at;
        }
        length.map(|length| Tag { name, closes, length })
    }
}

struct Tag<'t> {
    name: &'t str,
    closes: bool,
    length: usize,
}

/// Parses the attributes of one tag.
struct AttributeParser<'t> {
    bytes: &'t [u8],
    at: usize,
    trust: Trust,
    /// A value held a `<`, so that the same bytes will be looked at again if this is no tag.
    nested: bool,
}

impl AttributeParser<'_> {
    /// The end of the tag; `None` if an attribute is malformed. A closing tag has no attributes.
    fn end(&mut self, closes: bool) -> Option<usize> {
        loop {
            let before = self.at;
            self.skip(|b| b.is_ascii_whitespace() || b == b'/');
            match self.peek()? {
                b'>' => return Some(self.at + 1),
                _ if closes || (before == self.at && !self.after_quote()) => return None,
                _ => self.attribute()?,
            }
        }
    }

    fn attribute(&mut self) -> Option<()> {
        let start = self.at;
        self.skip(|b| b.is_ascii_graphic() && !b"\"'<>=/`".contains(&b));
        let name = self.bytes.get(start..self.at).filter(|name| !name.is_empty())?;
        self.skip(|b| b.is_ascii_whitespace());
        if self.peek()? != b'=' {
            // Without a value, "a <b and c> d" would be a tag.
            return (self.trust == Trust::Page || is_flag(name)).then_some(()).map(|()| self.step_back());
        }
        self.at += 1;
        self.skip(|b| b.is_ascii_whitespace());
        if let Some(quote @ (b'"' | b'\'')) = self.peek() {
            return self.quoted(quote);
        }
        let start = self.at;
        self.skip(|b| !b.is_ascii_whitespace() && !b"\"'<>=`".contains(&b));
        (self.at > start).then_some(())
    }

    fn quoted(&mut self, quote: u8) -> Option<()> {
        let value = self.bytes.get(self.at + 1..)?;
        let length = memchr(quote, value)?;
        if memchr(b'<', value.get(..length)?).is_some() {
            self.nested = true;
            if self.trust == Trust::Text {
                return None;
            }
        }
        self.at += length + 2;
        Some(())
    }

    /// Gives back the blanks after an attribute without a value, which end it.
    fn step_back(&mut self) {
        if self.bytes.get(self.at.wrapping_sub(1)).is_some_and(u8::is_ascii_whitespace) {
            self.at -= 1;
        }
    }

    fn after_quote(&self) -> bool {
        self.trust == Trust::Page && matches!(self.bytes.get(self.at.wrapping_sub(1)), Some(b'"' | b'\''))
    }

    fn skip(&mut self, is_part: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_part) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// The text with every `<` settled: those of the text escaped, hidden parts made empty comments, tags left. Borrowed if nothing was
/// to be done.
pub(super) fn settle(text: &str, trust: Trust) -> Cow<'_, str> {
    let mut scanner = Scanner::new(text, trust);
    let mut settled = String::new();
    let (mut copied, mut at) = (0, 0);
    let copy = |settled: &mut String, range: std::ops::Range<usize>| {
        settled.push_str(text.get(range).unwrap_or_default());
    };
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| memchr(b'<', rest)) {
        let start = at + found;
        at = match scanner.at(start) {
            Markup::Tag { end } => end,
            Markup::Raw { end, content } => {
                let inside = text.get(end..content).unwrap_or_default();
                if memchr(b'<', inside.as_bytes()).is_some() {
                    copy(&mut settled, copied..end);
                    settled.push_str(&inside.replace('<', "&lt;"));
                    copied = content;
                }
                content
            }
            Markup::Hidden { end } => {
                copy(&mut settled, copied..start);
                // Something must stay, or `&copy<!-- -->;` would become one reference.
                settled.push_str("<!---->");
                copied = end;
                end
            }
            Markup::Text => {
                copy(&mut settled, copied..start);
                settled.push_str("&lt;");
                copied = start + 1;
                copied
            }
        };
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    copy(&mut settled, copied..text.len());
    Cow::Owned(settled)
}

/// The next complete `</name>` at or after `from`: where it begins and ends.
fn find_closing(text: &str, name: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        at += memmem::find(text.as_bytes().get(at..)?, b"</")?;
        let after = text.as_bytes().get(at + 2..)?;
        if after.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            let after = after.get(name.len()..)?;
            let end = after.iter().position(|b| !b.is_ascii_whitespace() && *b != b'/')?;
            if after.get(end) == Some(&b'>') {
                return Some((at, at + 2 + name.len() + end + 1));
            }
        }
        at += 2;
    }
}

/// Length of `rest` up to and with `close`, if it begins with `open` in any case and holds no other `<`.
fn closed_by(rest: &str, open: &str, close: &str) -> Option<usize> {
    rest.get(..open.len()).filter(|head| head.eq_ignore_ascii_case(open))?;
    let inside = rest.get(1..)?.split('<').next()?;
    inside.find(close).map(|at| 1 + at + close.len())
}

/// Attributes of HTML that stand without a value.
fn is_flag(name: &[u8]) -> bool {
    let flags: [&[u8]; 8] =
        [b"hidden", b"disabled", b"checked", b"selected", b"nowrap", b"noshade", b"controls", b"readonly"];
    flags.iter().any(|flag| flag.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests;
