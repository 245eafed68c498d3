//! The decoder of each encoding, which `encoding_rs` has.
//!
//! What must not go in: which encoding a text has.

use crate::format::Encoding;

/// The decoder of an encoding.
pub(super) fn table(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        // Of the pairs of HZ with their high bits set.
        Encoding::Gb18030 | Encoding::Hz => encoding_rs::GB18030,
        Encoding::Big5 => encoding_rs::BIG5,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
    }
}

/// The pairs of HZ with their high bits, as [`table`] decodes them.
pub(super) fn lifted(pairs: &[u8]) -> Vec<u8> {
    pairs.iter().map(|byte| byte | 0x80).collect()
}
