//! Detects UTF-16 without a byte order mark, which chardetng does not.
//!
//! What must not go in: other encodings, and decoding.

use crate::format::Encoding;

/// Least number of two-byte units that proves anything.
const LEAST: usize = 6;
/// Minimal percentage of units that are usual in Chinese or English text, in the right byte order.
const RIGHT: usize = 90;
/// How many percentage points that must exceed the other byte order. ASCII bytes are usual in both.
const AHEAD: usize = 20;

/// The byte order of `sample` if it looks like UTF-16. The sample may be cut anywhere.
///
/// Read in the right order, text is Han, Chinese marks and ASCII; read in the wrong order, `0D 00` is U+0D00 and a Han
/// character falls anywhere in the plane. Bytes of GBK make Hangul and private characters in both orders.
pub(super) fn detect(sample: &[u8]) -> Option<Encoding> {
    let units = sample.len() / 2;
    if units < LEAST {
        return None;
    }
    let share = |read: fn([u8; 2]) -> u16| {
        let (pairs, _) = sample.as_chunks::<2>();
        pairs.iter().filter(|pair| is_usual(read(**pair))).count() * 100 / units
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    if little >= RIGHT && little >= big + AHEAD {
        Some(Encoding::Utf16Le)
    } else if big >= RIGHT && big >= little + AHEAD {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Line breaks, ASCII and Latin-1, dashes and quotation marks, Chinese marks, full-width forms, Han, surrogates of
/// further Han. A low byte of zero is what ASCII looks like in the wrong order, and only two characters in a thousand
/// of real text have one besides U+3000 and 一.
fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xFF | 0x2010..=0x2027 | 0x3000 | 0x4E00)
        || (unit & 0xFF != 0
            && matches!(unit, 0x3001..=0x303F | 0x3105..=0x312F | 0x3400..=0x9FFF | 0xD840..=0xD88F
                | 0xDC00..=0xDFFF | 0xFF01..=0xFF5E))
}
