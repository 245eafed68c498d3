//! Tells files that are no text: known formats by their first bytes, and text full of controls.
//!
//! What must not go in: which encoding a text has.

use memchr::memchr;

use super::NotText;

/// One control character in this many characters of the sample makes a file binary.
const CONTROL_SHARE: usize = 16;
/// Bytes of text that are looked at.
const SAMPLE: usize = 4 * 1024;

/// Magic bytes of file types found in folders of articles, with their names.
const KNOWN: [(&[u8], &str); 20] = [
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"PK\x03\x04", "ZIP/DOCX/XLSX/EPUB"),
    (b"PK\x05\x06", "ZIP"),
    (b"%PDF-", "PDF"),
    (b"\x7FELF", "ELF"),
    (b"MZ\x90\x00", "EXE"),
    (b"\x1F\x8B\x08", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xFD7zXZ\x00", "XZ"),
    (b"\x28\xB5\x2F\xFD", "ZSTD"),
    (b"7z\xBC\xAF\x27\x1C", "7Z"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "DOC/XLS/PPT"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"ID3", "MP3"),
    (b"OggS", "OGG"),
];

/// The format that `bytes` begin like. RIFF and ISO media carry their type after a length, so they are not in [`KNOWN`].
pub(super) fn known_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => return Some("WebP"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => return Some("WAV"),
        [0, 0, 0, _, b'f', b't', b'y', b'p', ..] => return Some("MP4"),
        // "BZh" and "ID3" alone may start a text.
        [b'B', b'Z', b'h', level, ..] if !level.is_ascii_digit() => return None,
        [b'I', b'D', b'3', version, ..] if *version > 9 => return None,
        _ if bytes.get(257..262) == Some(b"ustar") => return Some("TAR"),
        _ => {}
    }
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

/// Refuses text with a NUL, of which UTF-16 has none left once it is decoded, or with many control characters.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "lazy operators are branches, which keep it from being vectorised"
)]
pub(super) fn refuse_controls(text: &str) -> Result<(), NotText> {
    if memchr(0, text.as_bytes()).is_some() {
        return Err(NotText::Nul);
    }
    let sample = text.as_bytes().get(..SAMPLE).unwrap_or(text.as_bytes());
    // ESC, BS and the line breaks occur in captured terminal output and printed pages; sanitising drops them.
    let control = |b: u8| (b < 8) | ((b > 0xD) & (b < 0x20) & (b != 0x1B)) | (b == 0x7F);
    // The compiler vectorises sums of bytes over short chunks: 0.1 instead of 4 µs.
    let count = |piece: &[u8]| piece.iter().map(|b| u8::from(control(*b))).sum::<u8>();
    let controls: usize = sample.chunks(usize::from(u8::MAX)).map(|piece| usize::from(count(piece))).sum();
    if controls > 2 && controls * CONTROL_SHARE > sample.len() { Err(NotText::Controls) } else { Ok(()) }
}
