//! HZ: GB 2312 in seven bits, as old posts and letters keep it, with `~{` before Chinese and `~}` after it.
//!
//! What must not go in: finding out which of several encodings a text has.

use std::borrow::Cow;

use memchr::memmem;

use super::codec::{lifted, table};
use super::raw::Piece;
use super::runs::Read;
use crate::format::Encoding;

/// So many ideographs, or text between two marks that is none, decide.
const LEAST: usize = 2;

/// A part of a line.
enum HzPart<'a> {
    Ascii(&'a [u8]),
    /// Pairs without their high bits.
    Pairs(&'a [u8]),
}

/// Whether `bytes`, which are ASCII, are HZ: all that stands between its marks is made of pairs.
pub(super) fn is_written(bytes: &[u8]) -> bool {
    if memmem::find(bytes, b"~{").is_none() {
        return false;
    }
    let mut pairs = 0;
    for (_, part) in parts(bytes) {
        match part {
            HzPart::Pairs(inside) if !is_pairs(inside) => return false,
            HzPart::Pairs(inside) => pairs += inside.len() / 2,
            HzPart::Ascii(_) => {}
        }
    }
    pairs >= LEAST
}

fn is_pairs(inside: &[u8]) -> bool {
    let in_row = |byte: &u8| matches!(byte, 0x21..=0x7E);
    inside.len().is_multiple_of(2)
        && inside.iter().all(in_row)
        && inside.iter().step_by(2).all(|byte| *byte <= 0x77)
}

/// The text of `bytes`.
pub(super) fn read(bytes: &[u8]) -> Read<'_> {
    let mut read = Read::nothing(Encoding::Hz);
    let mut text = String::with_capacity(bytes.len());
    for (raw, part) in parts(bytes) {
        let (encoding, decoded) = match part {
            HzPart::Ascii(ascii) => (Encoding::Utf8, String::from_utf8_lossy(ascii)),
            HzPart::Pairs(pairs) => {
                let lifted = lifted(pairs);
                let decoded = table(Encoding::Hz).decode_without_bom_handling(&lifted).0.into_owned();
                read.bad += decoded.matches('\u{FFFD}').count() as u32;
                (Encoding::Hz, Cow::Owned(decoded))
            }
        };
        read.pieces.push(Piece { text: text.len(), raw, encoding });
        text.push_str(&decoded);
    }
    read.text = Cow::Owned(text);
    read
}

/// The parts of `bytes` without the marks between them, each with its first byte. Chinese ends with its line at the latest;
/// `~~` is a tilde, and `~` before the end of a line joins it to the next.
fn parts(bytes: &[u8]) -> Vec<(usize, HzPart<'_>)> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let ascii = |start: usize, end: usize| (start, HzPart::Ascii(bytes.get(start..end).unwrap_or_default()));
    while at < bytes.len() {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'~'), Some(b'{')) => {
                parts.push(ascii(start, at));
                let rest = bytes.get(at + 2..).unwrap_or_default();
                let pairs = rest.chunks(2).take_while(|pair| *pair != b"~}" && !pair.contains(&b'\n'));
                let length = pairs.map(<[u8]>::len).sum::<usize>();
                parts.push((at + 2, HzPart::Pairs(rest.get(..length).unwrap_or_default())));
                at += 2 + length;
                at += if rest.get(length..).is_some_and(|rest| rest.starts_with(b"~}")) { 2 } else { 0 };
                start = at;
            }
            (Some(b'~'), Some(b'~' | b'\n')) => {
                let kept = usize::from(bytes.get(at + 1) == Some(&b'~'));
                parts.push(ascii(start, at + kept));
                (at, start) = (at + 2, at + 2);
            }
            _ => at += 1,
        }
    }
    parts.push(ascii(start, bytes.len()));
    parts.retain(|(_, part)| !matches!(part, HzPart::Ascii([])));
    parts
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    /// `text` in HZ.
    fn written(text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        for line in text.split_inclusive('\n') {
            for word in line.split_inclusive(|c: char| c.is_ascii()) {
                let (wide, ascii): (String, String) = (
                    word.chars().filter(|c| !c.is_ascii()).collect(),
                    word.chars().filter(char::is_ascii).collect(),
                );
                if !wide.is_empty() {
                    let (pairs, ..) = encoding_rs::GBK.encode(&wide);
                    bytes.extend(b"~{".iter().copied().chain(pairs.iter().map(|byte| byte & 0x7F)));
                    bytes.extend(b"~}");
                }
                bytes.extend(ascii.replace('~', "~~").bytes());
            }
        }
        bytes
    }

    #[test]
    fn seven_bits_are_read() {
        let text = "渡口的早晨\n船 (ferry) 还没有来，~ 雾很大。\n";
        let bytes = written(text);
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.text.as_ref(), decoded.encoding, decoded.bad), (text, Encoding::Hz, 0));
        let mut ranges = decoded.raw_ranges(&bytes);
        let at = text.find("还没有").unwrap();
        let raw = ranges.of(&(at..at + "还没有".len()));
        assert_eq!(table(Encoding::Hz).decode_without_bom_handling(&lifted(&bytes[raw])).0, "还没有");
        // Chinese that its line ends.
        let open =
            [b"~{".to_vec(), lifted(b"").clone(), written("渡口")[2..6].to_vec(), b"\nabc".to_vec()].concat();
        assert_eq!(decode(&open, None).unwrap().text, "渡口\nabc");
    }

    #[test]
    fn other_text_with_such_signs_is_no_hz() {
        for text in ["if ($a =~ /x~{2}/) { }", "~{abc~}", "a ~{ b ~} c", "~{}~}", "plain ~~ text"] {
            assert_eq!(decode(text.as_bytes(), None).unwrap().encoding, Encoding::Utf8, "{text}");
        }
    }
}
