//! Text for the clipboard of the terminal, local or remote (OSC 52, xterm's "Manipulate Selection Data").
//!
//! Writes the clipboard and never reads it. `app` decides what to send, and how much.

/// The sequence that puts `text` on the clipboard. Always selection `c`: mosh knows no other.
pub fn sequence(text: &str) -> Vec<u8> {
    [b"\x1b]52;c;", base64(text.as_bytes()).as_slice(), b"\x07"].concat()
}

/// RFC 4648, section 4, with padding.
fn base64(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = ALPHABET[(bits >> shift & 63) as usize];
            encoded.push(if at <= group.len() { letter } else { b'=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_rfc() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, encoded) in vectors {
            assert_eq!(base64(text.as_bytes()), encoded.as_bytes(), "{text}");
        }
    }

    #[test]
    fn nothing_in_the_text_ends_the_sequence() {
        let sequence = sequence("省\x07\x1b\\x");
        let inside = &sequence[..sequence.len() - 1];
        assert!(inside.starts_with(b"\x1b]52;c;") && sequence.ends_with(b"\x07"));
        assert!(!inside[1..].contains(&0x1b) && !inside.contains(&7));
    }
}
