//! Decoding: finds the encoding of a file or a name, or those of its lines, and counts broken places.
//!
//! Checks in this order: known binary, forced by the user, byte order mark, valid UTF-8 (which costs nothing more; seven
//! bits may be HZ), UTF-16 without a mark, and then line by line whatever reads best (`runs`). A reading is judged by how rare its characters are in
//! text that people write (`crate::text::rarity`); where bytes are lost it comes into step again (`resync`). What must not
//! go in: the meaning of the text (markup, titles), and sanitising ([`crate::text::sanitize`]).

mod binary;
mod codec;
mod doubts;
mod hz;
mod mojibake;
mod pairs;
mod raw;
mod resync;
mod runs;
mod utf16;

use std::borrow::Cow;

use encoding_rs::UTF_8;
use memchr::memchr;

use crate::format::Encoding;
use crate::messages::Reason;
use codec::table;
use raw::Piece;
use runs::Read;

pub use doubts::doubts;
pub use mojibake::{Repaired, repair};
pub use raw::RawRanges;

/// What a byte order mark is worth against another reading, in half bits.
const MARKED: u32 = 80;
/// The cost of UTF-16 without a mark, in half bits: rare enough that two or three characters are no evidence of it.
const UNMARKED: u32 = 48;
/// A file of fewer bytes is compared with UTF-16 even if it reads well otherwise.
const SHORT: usize = 64;

/// More characters than these are not UTF-8 by chance: of the pairs of GBK one in twelve is.
const CHANCE: usize = 8;

/// Text read from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text without a byte order mark; borrowed where the bytes were valid UTF-8. [`Self::raw_ranges`] leads from its
    /// parts back to the bytes.
    pub text: Cow<'a, str>,
    /// How the bytes were read, or most of them.
    pub encoding: Encoding,
    /// How other lines were read, if the file holds several encodings.
    pub other: Option<Encoding>,
    /// The encoding that a byte order mark named wrongly.
    pub wrong_mark: Option<Encoding>,
    /// Broken places; one U+FFFD stands for each.
    pub bad: u32,
    /// Bytes of the byte order mark.
    mark: usize,
    /// Where each piece of the text came from; none if text and bytes are the same but for the mark.
    pieces: Vec<Piece>,
}

/// Why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// The bytes start like a known binary format.
    Known(&'static str),
    /// There are NUL bytes, and they are not UTF-16.
    Nul,
    /// There are too many control characters.
    Controls,
    /// UTF-32, which is not supported.
    Utf32,
}

impl From<NotText> for Reason {
    fn from(not_text: NotText) -> Self {
        match not_text {
            NotText::Known(name) => Self::Format(name.to_owned()),
            NotText::Nul => Self::Nul,
            NotText::Controls => Self::Controls,
            NotText::Utf32 => Self::Utf32,
        }
    }
}

impl<'a> Decoded<'a> {
    fn whole(text: &'a str) -> Self {
        Read { text: Cow::Borrowed(text), encoding: Encoding::Utf8, other: None, bad: 0, pieces: Vec::new() }
            .into()
    }
}

impl<'a> From<Read<'a>> for Decoded<'a> {
    fn from(read: Read<'a>) -> Self {
        let Read { text, encoding, other, bad, pieces } = read;
        Self { text, encoding, other, wrong_mark: None, bad, mark: 0, pieces }
    }
}

/// Decodes `bytes`, in the `forced` encoding if there is one. A broken place becomes U+FFFD and is counted.
///
/// # Errors
/// [`NotText`] if the bytes are a known binary format, or contain NUL bytes or many control characters.
pub fn decode(bytes: &[u8], forced: Option<Encoding>) -> Result<Decoded<'_>, NotText> {
    if let Some(name) = binary::known_format(bytes) {
        return Err(NotText::Known(name));
    }
    let marked = byte_order_mark(bytes)?;
    let mark = marked.filter(|marked| forced.is_none_or(|forced| forced == *marked));
    let len = mark.map_or(0, |mark| if mark == Encoding::Utf8 { 3 } else { 2 });
    let text = bytes.get(len..).unwrap_or_default();
    let mut decoded = match (forced, mark) {
        (Some(forced), _) => read_as(text, forced),
        (None, Some(mark)) if is_believable(text, mark) => read_as(text, mark),
        (None, mark) => read_unmarked(text, mark),
    };
    decoded.mark = len;
    decoded.wrong_mark = mark.filter(|mark| *mark != decoded.encoding && !text.is_ascii());
    binary::refuse_controls(&decoded.text)?;
    Ok(decoded)
}

/// Decodes a file or folder name in the same way. Never fails: a broken place becomes U+FFFD.
pub fn decode_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) if !may_be_double_bytes(name) => name.to_owned(),
        _ => runs::read(raw, None).text.into_owned(),
    }
}

fn read_unmarked(bytes: &[u8], marked: Option<Encoding>) -> Decoded<'_> {
    let nul = memchr(0, bytes).is_some();
    if !nul
        && let Some(Cow::Borrowed(text)) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
        && !may_be_double_bytes(text)
    {
        if text.is_ascii() && hz::is_written(bytes) {
            return hz::read(bytes).into();
        }
        return Decoded::whole(text);
    }
    // UTF-16 is only worth a look where other readings are poor.
    if let Some(encoding) = utf16_instead(bytes, nul) {
        return read_as(bytes, encoding);
    }
    runs::read(bytes, marked).into()
}

/// The order of UTF-16 in which `bytes` read better than otherwise.
fn utf16_instead(bytes: &[u8], nul: bool) -> Option<Encoding> {
    let sample = bytes.get(..utf16::SAMPLE).unwrap_or(bytes);
    let (cost, right) = runs::cost(sample);
    if right && !nul && bytes.len() >= SHORT {
        return None;
    }
    let (encoding, units) = utf16::detect(bytes)?;
    (units + UNMARKED < cost).then_some(encoding)
}

/// Whether text behind a byte order mark is what the mark says.
fn is_believable(bytes: &[u8], mark: Encoding) -> bool {
    if mark == Encoding::Utf8 {
        return std::str::from_utf8(bytes).is_ok();
    }
    let sample = bytes.get(..utf16::SAMPLE).unwrap_or(bytes);
    let other =
        utf16::detect(bytes).filter(|(encoding, _)| *encoding != mark).map_or(u32::MAX, |(_, cost)| cost);
    let cost = utf16::cost(bytes, mark);
    cost <= other.saturating_add(MARKED) && cost <= runs::cost(sample).0.saturating_add(MARKED)
}

fn read_as(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    if encoding == Encoding::Hz {
        return hz::read(bytes).into();
    }
    if matches!(encoding, Encoding::Utf8 | Encoding::Gb18030 | Encoding::Big5) {
        return runs::read_in(bytes, encoding).into();
    }
    let (text, broken) = table(encoding).decode_without_bom_handling(bytes);
    if !broken && !utf16::is_odd(&text) {
        let pieces = vec![Piece { text: 0, raw: 0, encoding }];
        return Read { text, encoding, other: None, bad: 0, pieces }.into();
    }
    let mut read = Read::nothing(encoding);
    read.push_stretches(bytes, 0, encoding, &utf16::cheapest(bytes, encoding).1);
    read.into()
}

fn byte_order_mark(bytes: &[u8]) -> Result<Option<Encoding>, NotText> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(NotText::Utf32),
        [0xEF, 0xBB, 0xBF, ..] => Ok(Some(Encoding::Utf8)),
        [0xFF, 0xFE, ..] => Ok(Some(Encoding::Utf16Le)),
        [0xFE, 0xFF, ..] => Ok(Some(Encoding::Utf16Be)),
        _ => Ok(None),
    }
}

/// Whether valid UTF-8 may be double bytes by chance, like the four bytes of 通知 and of 目录: two-byte characters alone, not
/// all of them Latin, Greek or Russian letters or single signs. This happens to one word of two characters in fifty.
fn may_be_double_bytes(text: &str) -> bool {
    let wide = text.chars().filter(|c| !c.is_ascii()).take(CHANCE + 1);
    if !(1..=CHANCE).contains(&wide.count()) || text.bytes().any(|b| b >= 0xE0) {
        return false;
    }
    let letter = |c| {
        matches!(c, '\u{A0}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{17F}'
            | '\u{386}'..='\u{3CE}' | '\u{401}' | '\u{410}'..='\u{451}')
    };
    let sign = |c| matches!(c, '\u{A1}'..='\u{FF}');
    let mut words = text.split(|c: char| c.is_ascii()).filter(|word| !word.is_empty());
    words.any(|word| word.chars().any(|c| !letter(c) && (!sign(c) || word.chars().nth(1).is_some())))
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
