//! The second reading of fixed pages: OFD, whose text stands between tags, and PDF, whose strings are looked for in the
//! unpacked streams and translated by tables that are read by hand.
//!
//! What must not go in: where lines stand, which shows no character.

use std::collections::BTreeMap;

use super::scan::{XmlCut, attribute, cuts, element_text};
use super::{DocumentMembers, Naive};

impl Naive {
    pub(super) fn ofd(&mut self, members: &mut DocumentMembers<'_>) {
        let root = members.text("OFD.xml");
        let prefix = if root.contains("<ofd:Title") { "ofd:" } else { "" };
        self.title = self.clean(&element_text(&root, &format!("{prefix}Title")));
        let mut path: Vec<String> = Vec::new();
        let mut all = 0;
        let mut bodies = Vec::new();
        for cut in cuts(&root) {
            match cut {
                XmlCut::Start(name, _) => path.push(name.to_owned()),
                XmlCut::End(_) => _ = path.pop(),
                XmlCut::Words(text) if path.last().is_some_and(|name| name == "DocRoot") => bodies.push(text),
                XmlCut::Words(_) => {}
            }
        }
        let mut lines = Vec::new();
        for body in bodies.iter().map(|body| body.trim().trim_start_matches('/')) {
            let folder = body.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let document = members.text(body);
            let place = |tag: &str| {
                let path = attribute(tag, "BaseLoc").unwrap_or_default();
                path.strip_prefix('/').map_or_else(|| format!("{folder}{path}"), str::to_owned)
            };
            let tags = |wanted: &str| -> Vec<String> {
                let found = cuts(&document).into_iter().filter_map(|cut| match cut {
                    XmlCut::Start(name, tag) if name == wanted => Some(tag.to_owned()),
                    _ => None,
                });
                found.collect()
            };
            let mut below: BTreeMap<String, String> = tags("TemplatePage")
                .iter()
                .map(|tag| (attribute(tag, "ID").unwrap_or_default(), place(tag)))
                .collect();
            for page in tags("Page") {
                let page = members.text(&place(&page));
                let ids = cuts(&page).into_iter().filter_map(|cut| match cut {
                    XmlCut::Start("Template", tag) => attribute(tag, "TemplateID"),
                    _ => None,
                });
                let templates: Vec<String> = ids.filter_map(|id| below.remove(&id)).collect();
                let mut text: String = templates.iter().map(|path| codes(&members.text(path))).collect();
                text.push_str(&codes(&page));
                all += page.chars().count();
                lines.push(without_number(&text));
            }
        }
        self.blocks = false;
        self.take(&lines.join("\n"), all);
    }

    pub(super) fn pdf(&mut self, bytes: &[u8]) {
        self.blocks = false;
        let options =
            lopdf::LoadOptions { max_decompressed_size: Some(8 << 20), ..lopdf::LoadOptions::default() };
        let Ok(document) = lopdf::Document::load_mem_with_options(bytes, options) else { return };
        let info = document.trailer.get_deref(b"Info", &document).and_then(lopdf::Object::as_dict);
        let title =
            info.and_then(|info| info.get_deref(b"Title", &document)).and_then(lopdf::decode_text_string);
        self.title = self.clean(&title.unwrap_or_default());
        let mut lines = Vec::new();
        for id in document.get_pages().into_values() {
            let content = document.get_page_content_with_limit(id, 8 << 20).unwrap_or_default();
            let fonts = document.get_page_fonts(id).unwrap_or_default();
            lines.push(without_number(&shown_strings(&document, &content, &fonts)));
        }
        self.take(&lines.join("\n"), bytes.len());
    }
}

/// What stands in the elements for text.
fn codes(page: &str) -> String {
    let (mut inside, mut text) = (false, String::new());
    for cut in cuts(page) {
        match cut {
            XmlCut::Start("TextCode", _) => inside = true,
            XmlCut::End("TextCode") => {
                inside = false;
                text.push('\n');
            }
            XmlCut::Words(words) if inside => text.push_str(&words),
            _ => {}
        }
    }
    text
}

/// A page without the number in its last line.
fn without_number(page: &str) -> String {
    let page = page.trim_end();
    let (before, last) = page.rsplit_once('\n').unwrap_or(("", page));
    let bare = last.trim_matches(|c: char| c.is_whitespace() || "-—–－".contains(c));
    let is_number = (1..=4).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    (if is_number { before } else { page }).to_owned()
}

/// The strings that a stream shows; a line for each operator.
fn shown_strings(
    document: &lopdf::Document,
    content: &[u8],
    fonts: &BTreeMap<Vec<u8>, &lopdf::Dictionary>,
) -> String {
    let mut text = String::new();
    let (mut font, mut names): (Vec<u8>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
    let mut strings: Vec<Vec<u8>> = Vec::new();
    let tables: BTreeMap<&Vec<u8>, BTreeMap<u32, String>> =
        fonts.iter().map(|(name, font)| (name, table(document, font))).collect();
    let mut rest = content;
    while let Some((&byte, after)) = rest.split_first() {
        match byte {
            b'(' => {
                let (string, next) = literal(after);
                strings.push(string);
                rest = next;
            }
            b'<' if after.first() != Some(&b'<') => {
                let end = memchr::memchr(b'>', after).unwrap_or(after.len());
                strings.push(hex(after.get(..end).unwrap_or_default()));
                rest = after.get(end + 1..).unwrap_or_default();
            }
            b'/' => {
                let (word, next) = word(after);
                names.push(word.to_vec());
                rest = next;
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'\'' | b'"' | b'*' => {
                let (word, next) = word(rest);
                match word {
                    b"Tf" => font = names.last().cloned().unwrap_or_default(),
                    b"Tj" | b"TJ" | b"'" | b"\"" => {
                        let known = fonts.get(&font).map(|dict| (*dict, tables.get(&font)));
                        for string in &strings {
                            text.push_str(&known.map_or_else(String::new, |(dict, table)| {
                                translated(document, dict, table, string)
                            }));
                        }
                        text.push('\n');
                    }
                    _ => {}
                }
                strings.clear();
                names.clear();
                rest = next;
            }
            _ => rest = after,
        }
    }
    text
}

fn word(bytes: &[u8]) -> (&[u8], &[u8]) {
    let is_end = |b: &u8| b.is_ascii_whitespace() || b"()<>[]{}/%".contains(b);
    let end = bytes.iter().position(is_end).unwrap_or(bytes.len()).max(1);
    bytes.split_at_checked(end).unwrap_or((bytes, &[]))
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u32> = digits.iter().filter_map(|b| char::from(*b).to_digit(16)).collect();
    if digits.len() % 2 == 1 {
        digits.push(0);
    }
    digits.chunks(2).map(|pair| pair.iter().fold(0, |value, digit| value << 4 | digit) as u8).collect()
}

/// A string in parentheses, and what follows it.
fn literal(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let (mut string, mut depth, mut rest) = (Vec::new(), 0, bytes);
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'\\' => {
                let Some((&escaped, after)) = rest.split_first() else { break };
                rest = after;
                match escaped {
                    b'n' => string.push(b'\n'),
                    b'r' => string.push(b'\r'),
                    b't' => string.push(b'\t'),
                    b'b' => string.push(8),
                    b'f' => string.push(12),
                    b'\n' => {}
                    b'0'..=b'7' => {
                        let mut value = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            let Some((&digit @ b'0'..=b'7', after)) = rest.split_first() else { break };
                            value = value << 3 | u32::from(digit - b'0');
                            rest = after;
                        }
                        string.push(value as u8);
                    }
                    other => string.push(other),
                }
            }
            b'(' => {
                depth += 1;
                string.push(byte);
            }
            b')' if depth == 0 => break,
            b')' => {
                depth -= 1;
                string.push(byte);
            }
            byte => string.push(byte),
        }
    }
    (string, rest)
}

/// The table of a font from codes to characters, as it is written in its `CMap`.
fn table(document: &lopdf::Document, font: &lopdf::Dictionary) -> BTreeMap<u32, String> {
    let stream = font.get_deref(b"ToUnicode", document).and_then(lopdf::Object::as_stream);
    let content =
        stream.and_then(|stream| stream.decompressed_content_with_limit(8 << 20)).unwrap_or_default();
    let text = String::from_utf8_lossy(&content).into_owned();
    let mut table = BTreeMap::new();
    for (kind, end) in [("beginbfchar", "endbfchar"), ("beginbfrange", "endbfrange")] {
        for block in text.split(kind).skip(1) {
            let block = block.split(end).next().unwrap_or_default();
            let mut values = block
                .split('<')
                .skip(1)
                .map(|part| hex(part.split('>').next().unwrap_or_default().as_bytes()));
            let code = |bytes: &[u8]| bytes.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
            let characters = |bytes: &[u8], more: u32| {
                let mut units: Vec<u16> = bytes
                    .chunks(2)
                    .map(|pair| pair.iter().fold(0, |value, byte| value << 8 | u16::from(*byte)))
                    .collect();
                if let Some(last) = units.last_mut() {
                    *last = last.wrapping_add(more as u16);
                }
                String::from_utf16_lossy(&units)
            };
            while let Some(first) = values.next() {
                let last =
                    if kind.ends_with("range") { values.next().unwrap_or_default() } else { first.clone() };
                let target = values.next().unwrap_or_default();
                let (first, last) = (code(&first), code(&last));
                for at in first..=last.min(first.saturating_add(0xFFFF)) {
                    table.insert(at, characters(&target, at - first));
                }
            }
        }
    }
    table
}

/// What a string of a font means.
fn translated(
    document: &lopdf::Document,
    font: &lopdf::Dictionary,
    table: Option<&BTreeMap<u32, String>>,
    string: &[u8],
) -> String {
    let is_wide = font.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|kind| kind == b"Type0");
    match table.filter(|table| !table.is_empty()) {
        Some(table) => {
            let codes = string.chunks(if is_wide { 2 } else { 1 });
            let codes =
                codes.map(|code| code.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte)));
            codes.filter_map(|code| table.get(&code).cloned()).collect()
        }
        None => font
            .get_font_encoding(document)
            .and_then(|encoding| lopdf::Document::decode_text(&encoding, string))
            .unwrap_or_default(),
    }
}
