//! From places in the decoded text back to the raw bytes.
//!
//! What must not go in: finding out an encoding.

use std::ops::Range;

use super::Decoded;
use super::codec::{lifted, table};
use crate::format::Encoding;

/// Bytes decoded at a time as long as the place looked for is far off.
const STEP: usize = 1 << 10;
/// The most bytes of text that one more raw byte can bring: a broken pair is U+FFFD and a letter.
const GROWTH: usize = 4;

/// A piece of the text in one encoding, or the U+FFFD for bytes left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it begins in the text.
    pub(super) text: usize,
    /// Where it begins in the bytes after the mark.
    pub(super) raw: usize,
    pub(super) encoding: Encoding,
}

/// Finds the raw bytes of one part of a decoded text after another. Both ends of a part lie between characters; broken bytes
/// belong to the U+FFFD that stands for them.
#[derive(Debug)]
pub struct RawRanges<'a> {
    raw: &'a [u8],
    /// Bytes of the byte order mark.
    mark: usize,
    text_bytes: usize,
    /// Without any, bytes of raw and of decoded text are the same, but for the mark.
    pieces: &'a [Piece],
    /// So many raw bytes after the mark became so many bytes of text.
    at: (usize, usize),
}

impl Decoded<'_> {
    /// For finding parts of this text in `raw`, which it was decoded from.
    pub fn raw_ranges<'a>(&'a self, raw: &'a [u8]) -> RawRanges<'a> {
        RawRanges { raw, mark: self.mark, text_bytes: self.text.len(), pieces: &self.pieces, at: (0, 0) }
    }

    /// How the bytes of one `part` of the text were read: of a file that holds several encodings, as its first character
    /// beyond ASCII.
    pub fn encoding_of(&self, part: &Range<usize>) -> Encoding {
        let text = self.text.get(part.clone()).filter(|_| self.other.is_some()).unwrap_or_default();
        let Some(first) = text.bytes().position(|byte| !byte.is_ascii()) else { return self.encoding };
        let after = self.pieces.partition_point(|piece| piece.text <= part.start + first);
        let piece = after.checked_sub(1).and_then(|at| self.pieces.get(at));
        piece.map_or(self.encoding, |piece| piece.encoding)
    }
}

impl RawRanges<'_> {
    /// The raw bytes of `part` of the text. Quick if parts are asked for in their order.
    pub fn of(&mut self, part: &Range<usize>) -> Range<usize> {
        if *part == (0..self.text_bytes) {
            return 0..self.raw.len();
        }
        let start = self.offset(part.start);
        start..self.offset(part.end)
    }

    fn offset(&mut self, wanted: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.text <= wanted);
        let Some(piece) = after.checked_sub(1).and_then(|at| self.pieces.get(at)) else {
            return self.mark + wanted;
        };
        if self.at.1 > wanted || self.at.1 < piece.text {
            self.at = (piece.raw, piece.text);
        }
        let end = self.pieces.get(after).map_or(self.raw.len(), |next| self.mark + next.raw);
        let bytes = self.raw.get(self.mark..end).unwrap_or_default();
        let mut decoder = table(piece.encoding).new_decoder_without_bom_handling();
        let mut buffer = [0; STEP * GROWTH];
        let (mut taken, mut made) = self.at;
        while made < wanted && taken < bytes.len() {
            // Never beyond the place, so that it is met exactly.
            let step = ((wanted - made) / GROWTH).clamp(1, STEP);
            let end = bytes.len().min(taken + step);
            let part = bytes.get(taken..end).unwrap_or_default();
            let eight = if piece.encoding == Encoding::Hz { lifted(part) } else { Vec::new() };
            let part = if eight.is_empty() { part } else { &eight };
            let (_, read, written, _) = decoder.decode_to_utf8(part, &mut buffer, end == bytes.len());
            taken += read;
            made += written;
        }
        self.at = (taken, made);
        self.mark + taken
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    #[track_caller]
    fn back(raw: &[u8], part: &str) -> Vec<u8> {
        let decoded = decode(raw, None).unwrap();
        let start = decoded.text.find(part).unwrap();
        let mut ranges = decoded.raw_ranges(raw);
        let before = ranges.of(&(3..start));
        let range = ranges.of(&(start..start + part.len()));
        assert_eq!(before.end, range.start);
        raw[range].to_vec()
    }

    #[test]
    fn a_part_of_the_text_is_found_in_the_bytes() {
        let text = format!(
            "{}\n清晨的渡口\n{}",
            "河邊的早市很熱鬧。\n".repeat(900),
            "山上的人都下來了。".repeat(300)
        );
        let utf8 = text.as_bytes();
        assert_eq!(back(utf8, "清晨的渡口"), "清晨的渡口".as_bytes());
        let marked = [b"\xEF\xBB\xBF", utf8].concat();
        assert_eq!(back(&marked, "清晨的渡口"), "清晨的渡口".as_bytes());
        for table in [encoding_rs::GB18030, encoding_rs::BIG5] {
            let (raw, ..) = table.encode(&text);
            let (part, ..) = table.encode("清晨的渡口");
            assert_eq!(back(&raw, "清晨的渡口"), part.to_vec());
        }
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let marked = [vec![0xFF, 0xFE], utf16(&text)].concat();
        assert_eq!(back(&marked, "清晨的渡口"), utf16("清晨的渡口"));
    }

    #[test]
    fn the_whole_text_is_all_bytes() {
        let raw = b"\xEF\xBB\xBFabc";
        assert_eq!(decode(raw, None).unwrap().raw_ranges(raw).of(&(0..3)), 0..6);
    }
}
