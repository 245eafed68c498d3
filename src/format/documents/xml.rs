//! The XML inside of documents: start tags, end tags and text, one after another, without namespaces. Entities that a file
//! declares are not read, so that none can grow.
//!
//! What must not go in: what elements mean.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape;
use quick_xml::events::{BytesStart, Event};

use crate::format::decode;

/// One piece of XML. An empty element is a start and an end.
#[derive(Debug)]
pub(super) enum XmlToken<'a> {
    /// A start tag.
    Open(XmlTag<'a>),
    /// An end tag: its name.
    Close(String),
    /// Text with its references read.
    Text(Cow<'a, str>),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct XmlTag<'a>(BytesStart<'a>);

impl XmlTag<'_> {
    /// Its name without the namespace.
    pub(super) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// Its name with the prefix of the namespace.
    pub(super) fn full_name(&self) -> String {
        self.0.name().as_ref().to_owned()
    }

    /// The value of an attribute, whatever the namespace of that.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        let raw = found.value;
        Some(escape::unescape(&raw).map_or_else(|_| raw.to_string(), Cow::into_owned))
    }

    /// The value of an attribute that is a number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether an element that switches something on does: it is there and does not say no.
    pub(super) fn is_on(&self) -> bool {
        !self.value("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// The text of a member. Members are UTF-8 or UTF-16.
pub(super) fn text_of(bytes: &[u8]) -> String {
    match decode::decode(bytes, None) {
        Ok(decoded) => decoded.text.into_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Reads XML from its beginning to its end, or to where it breaks.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        Self { reader }
    }

    /// The next piece; none at the end, and where what follows is no XML.
    pub(super) fn next(&mut self) -> Option<XmlToken<'a>> {
        loop {
            match self.reader.read_event().ok()? {
                Event::Start(start) => return Some(XmlToken::Open(XmlTag(start))),
                Event::End(end) => return Some(XmlToken::Close(end.local_name().as_ref().to_owned())),
                Event::Text(text) => return Some(XmlToken::Text(text.into_inner())),
                Event::CData(text) => return Some(XmlToken::Text(text.into_inner())),
                Event::GeneralRef(name) => return Some(XmlToken::Text(Cow::Owned(reference(&name)))),
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// Goes to the end of the element whose start has just been read.
    pub(super) fn skip(&mut self) {
        self.each(|_, _| {});
    }

    /// The text inside the element whose start has just been read.
    pub(super) fn inner_text(&mut self) -> String {
        let mut text = String::new();
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            match token {
                XmlToken::Open(_) => depth += 1,
                XmlToken::Close(_) if depth == 0 => break,
                XmlToken::Close(_) => depth -= 1,
                XmlToken::Text(part) => text.push_str(&part),
            }
        }
        text
    }

    /// Shows the start tags inside the element whose start has just been read, with how many of those around are inside it
    /// too.
    pub(super) fn each(&mut self, mut take: impl FnMut(&XmlTag<'a>, usize)) {
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            match token {
                XmlToken::Open(tag) => {
                    take(&tag, depth);
                    depth += 1;
                }
                XmlToken::Close(_) if depth == 0 => return,
                XmlToken::Close(_) => depth -= 1,
                XmlToken::Text(_) => {}
            }
        }
    }
}

/// What `&name;` stands for; as it is written if nothing.
fn reference(name: &str) -> String {
    let written = format!("&{name};");
    escape::unescape(&written).map(Cow::into_owned).unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_entities_stay_as_they_are_written() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\"><!ENTITY c \"ha\">]><a>&b;&#x6C5F;&amp;</a>";
        let mut xml = Xml::new(laughs);
        assert!(matches!(xml.next(), Some(XmlToken::Open(_))));
        assert_eq!(xml.inner_text(), "&b;江&");
    }

    #[test]
    fn attributes_are_found_without_their_namespace() {
        let mut xml = Xml::new("<w:b w:val='1&amp;2' x='3'/><c><d><e/></d></c>f");
        let Some(XmlToken::Open(tag)) = xml.next() else { panic!() };
        assert_eq!((tag.name(), tag.full_name()), ("b".to_owned(), "w:b".to_owned()));
        assert_eq!((tag.value("val"), tag.number("x")), (Some("1&2".to_owned()), Some(3)));
        assert!(matches!(xml.next(), Some(XmlToken::Close(name)) if name == "b"));
        assert!(matches!(xml.next(), Some(XmlToken::Open(_))));
        xml.skip();
        assert!(matches!(xml.next(), Some(XmlToken::Text(text)) if text == "f"));
    }
}
