//! The decoder of each encoding, which `encoding_rs` has.
//!
//! What must not go in: which encoding a text has.

use crate::format::Encoding;

/// The decoder of an encoding.
pub(super) fn table(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Gb18030 => encoding_rs::GB18030,
        Encoding::Big5 => encoding_rs::BIG5,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
    }
}
