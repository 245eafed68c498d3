//! XML as the witness sees it: cut at `<` and `>` by hand.
//!
//! What must not go in: what elements mean.

/// One piece of XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum XmlCut<'a> {
    /// A start tag: its name without a prefix, and all of it. An empty element is followed by its end.
    Start(&'a str, &'a str),
    /// The name of an end tag.
    End(&'a str),
    /// Text with its references read.
    Words(String),
}

/// All pieces of `xml`.
pub(super) fn cuts(xml: &str) -> Vec<XmlCut<'_>> {
    let mut cuts = Vec::new();
    let mut rest = xml;
    while let Some((text, after)) = rest.split_once('<') {
        if !text.is_empty() {
            cuts.push(XmlCut::Words(read(text)));
        }
        let ends = [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")];
        if let Some((open, close)) = ends.into_iter().find(|(open, _)| after.starts_with(open)) {
            let inner = after.get(open.len()..).unwrap_or_default();
            let (inner, next) = inner.split_once(close).unwrap_or((inner, ""));
            if open.starts_with("![") {
                cuts.push(XmlCut::Words(inner.to_owned()));
            }
            rest = next;
        } else if after.starts_with('!') {
            let end = doctype_end(after);
            rest = after.get(end..).unwrap_or_default();
        } else {
            let end = tag_end(after);
            let tag = after.get(..end).unwrap_or(after);
            rest = after.get(end + 1..).unwrap_or_default();
            if let Some(name) = tag.strip_prefix('/') {
                cuts.push(XmlCut::End(local(name.trim())));
            } else {
                let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
                cuts.push(XmlCut::Start(local(name), tag));
                if tag.ends_with('/') {
                    cuts.push(XmlCut::End(local(name)));
                }
            }
        }
    }
    cuts
}

/// The text in the first element called `name`, with its prefix.
pub(super) fn element_text(xml: &str, name: &str) -> String {
    let inner = xml.split(&format!("<{name}")).nth(1).and_then(|rest| rest.split_once('>'));
    let inner = inner.filter(|(tag, _)| !tag.ends_with('/')).map_or("", |(_, inner)| inner);
    read(inner.split(&format!("</{name}>")).next().unwrap_or_default())
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Where the `>` of a tag stands: not within quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (c, quote) {
            ('>', None) => return at,
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// What follows a declaration, which may hold others in brackets.
fn doctype_end(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '[') - i32::from(c == ']');
        if c == '>' && depth <= 0 {
            return at + 1;
        }
    }
    text.len()
}

/// The value of the attribute called `wanted`, with any prefix.
pub(super) fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let value = after.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = value.get(1..)?.split_once(quote)?;
        if local(name) == wanted {
            return Some(read(value));
        }
        rest = next;
    }
    None
}

/// Text with the references of XML read; others stay as they are written.
fn read(text: &str) -> String {
    let mut parts = text.split('&');
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or((part, ""));
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        let c = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.and_then(char::from_u32),
        };
        match c.filter(|_| part.contains(';')) {
            Some(c) => read.extend(std::iter::once(c).chain(rest.chars())),
            None => read.extend(std::iter::once('&').chain(part.chars())),
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_cut_at_its_tags() {
        let xml = "<?xml?><!DOCTYPE a [<!ENTITY b \"c\">]><w:a x:b=\"1>2\"/>江<!-- <b> -->&amp;<![CDATA[<]]></c>&b;";
        let xml = format!("{xml}<d/>");
        let found = cuts(&xml);
        assert_eq!(found.first(), Some(&XmlCut::Start("a", "w:a x:b=\"1>2\"/")));
        let words: String = found
            .iter()
            .filter_map(|cut| if let XmlCut::Words(text) = cut { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!(words, "江&<&b;");
        assert_eq!(attribute("w:a x:b=\"1&gt;2\"/", "b").as_deref(), Some("1>2"));
    }
}
