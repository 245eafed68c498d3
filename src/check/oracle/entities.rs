//! Character references, read a second time without the parser's tokenizer.
//!
//! Where a reference begins and ends, and what numbers mean, is worked out here; what the two thousand names of HTML 5 stand
//! for is data, which is looked up in the parser's tokenizer. What must not go in: anything else of the parser.

use html5gum::emitters::callback::CallbackEvent;

use crate::format::html_tokens::tokens;

/// Decodes the reference at the start of `text`, which begins with `&`. Gives the characters and the bytes used up. In
/// an `attribute` a name without a semicolon before a letter or `=` is part of an address.
pub(super) fn decode(text: &str, attribute: bool) -> Option<(String, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numeric(number).map(|(c, used)| (c.to_string(), used + 2));
    }
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let semicolon = rest.get(word.len()..)?.starts_with(';');
    if semicolon && let Some(text) = named(word) {
        return Some((text, word.len() + 2));
    }
    // The oldest names work without a semicolon, also right before other letters.
    let next = rest.get(word.len()..)?.chars().next();
    let mut old = (2..=word.len()).rev().filter_map(|length| word.get(..length));
    let (c, used) = old.find_map(|name| Some((old_name(name)?, name.len())))?;
    let in_address = attribute && (used < word.len() || next == Some('='));
    (!in_address).then(|| (c.to_string(), used + 1))
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, prefix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (text, 10, 0),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let digits = digits.get(..end).filter(|digits| !digits.is_empty())?;
    let semicolon = usize::from(text.get(prefix + end..)?.starts_with(';'));
    let value = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let c = match value {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => {
            let byte = [value as u8];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()?
        }
        _ => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((c, prefix + end + semicolon))
}

/// What a name with its semicolon stands for: one or two characters.
fn named(name: &str) -> Option<String> {
    let reference = format!("&{name};");
    let mut text = Vec::new();
    tokens(&reference, &mut |event| {
        if let CallbackEvent::String { value } = event {
            text.extend_from_slice(value);
        }
    });
    String::from_utf8(text).ok().filter(|text| *text != reference && text.chars().count() <= 2)
}

/// Names that work without a semicolon: those of Latin-1 and the four of SGML.
fn old_name(name: &str) -> Option<char> {
    match name {
        "lt" | "LT" => return Some('<'),
        "gt" | "GT" => return Some('>'),
        "amp" | "AMP" => return Some('&'),
        "quot" | "QUOT" => return Some('"'),
        "COPY" => return Some('©'),
        "REG" => return Some('®'),
        _ => {}
    }
    let at = LATIN.split(' ').position(|other| other == name)?;
    char::from_u32(0xA0 + at as u32)
}

/// The names of U+00A0 to U+00FF, in order (HTML 4, `HTMLlat1`).
const LATIN: &str = "\
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc \
    Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
    Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute \
    acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_browsers_do() {
        let cases = [
            ("&nbsp;x", "\u{A0}", 6),
            ("&hellip;", "…", 8),
            ("&ldquo;", "“", 7),
            ("&#20013;", "中", 8),
            ("&#x4e2d ", "中", 7),
            ("&#150;", "–", 6),
            ("&#0;", "\u{FFFD}", 4),
            ("&#xD800;", "\u{FFFD}", 8),
            ("&#99999999999;", "\u{FFFD}", 14),
            ("&copy甲", "©", 5),
            ("&notx", "¬", 4),
            ("&yuml;", "ÿ", 6),
            ("&Tab;", "\t", 5),
            ("&NewLine;", "\n", 9),
            ("&NotEqualTilde;", "≂\u{338}", 15),
            ("&notit;", "¬", 4),
        ];
        for (text, expected, used) in cases {
            assert_eq!(decode(text, false), Some((expected.to_owned(), used)), "{text}");
        }
        for text in ["&", "& ", "&甲;", "&unknown;", "&#;", "&#x;", "&hellip"] {
            assert_eq!(decode(text, false), None, "{text}");
        }
        assert_eq!(decode("&copy=2", true), None);
        assert_eq!(decode("&copy;=2", true), Some(("©".to_owned(), 6)));
    }
}
