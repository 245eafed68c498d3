//! The cost of every double byte of GB18030 and Big5, so that bytes are weighed without decoding them: 2 ns a character.
//!
//! What must not go in: which encoding wins (`runs`).

use std::sync::LazyLock;

use super::codec::table;
use crate::format::Encoding;
use crate::text::rarity::{Score, Weight};

/// First bytes of a pair.
const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;
/// Second bytes.
const TRAILS: std::ops::RangeInclusive<u8> = 0x40..=0xFE;
/// First bytes of a pair of GB 2312, whose second bytes begin there too.
const GB2312: u8 = 0xA1;
/// What a character of GBK beyond GB 2312 costs more, in half bits: simplified text does without them, and Big5 read as GBK
/// is full of them.
const BEYOND: u8 = 4;

static GB18030: LazyLock<PairTable> = LazyLock::new(|| PairTable::new(Encoding::Gb18030));
static BIG5: LazyLock<PairTable> = LazyLock::new(|| PairTable::new(Encoding::Big5));

/// The weights of one encoding: 24 KB, made in a millisecond when the first file needs them.
pub(super) struct PairTable {
    encoding: Encoding,
    weights: Box<[Weight]>,
}

impl PairTable {
    /// The table of a double-byte encoding.
    pub(super) fn of(encoding: Encoding) -> Option<&'static Self> {
        match encoding {
            Encoding::Gb18030 => Some(&GB18030),
            Encoding::Big5 => Some(&BIG5),
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Hz => None,
        }
    }

    fn new(encoding: Encoding) -> Self {
        let pairs = LEADS.flat_map(|lead| TRAILS.map(move |trail| [lead, trail]));
        let bytes: Vec<u8> = pairs.clone().flat_map(|[lead, trail]| [lead, trail, b'\n']).collect();
        let (text, _) = table(encoding).decode_without_bom_handling(&bytes);
        let weight = |(character, [lead, trail]): (&str, [u8; 2])| {
            let mut chars = character.chars();
            let (Some(c), None) = (chars.next(), chars.next()) else { return Weight::BROKEN };
            let beyond = encoding == Encoding::Gb18030 && (lead < GB2312 || trail < GB2312);
            Weight::of(c).and(if beyond { BEYOND } else { 0 })
        };
        Self { encoding, weights: text.split('\n').zip(pairs).map(weight).collect() }
    }

    fn pair(&self, lead: u8, trail: u8) -> Weight {
        let row = usize::from(lead.wrapping_sub(*LEADS.start())) * TRAILS.count();
        let column = usize::from(trail.wrapping_sub(*TRAILS.start()));
        if column < TRAILS.count() {
            self.weights.get(row + column).copied().unwrap_or(Weight::BROKEN)
        } else {
            Weight::BROKEN
        }
    }

    /// The length and the weight of the character that `bytes` begin with; the first is not ASCII.
    #[inline]
    pub(super) fn character(&self, bytes: &[u8]) -> (usize, Weight) {
        match bytes {
            [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, ..]
                if self.encoding == Encoding::Gb18030 =>
            {
                (4, Weight::RARE)
            }
            [lead, trail, ..] => match self.pair(*lead, *trail) {
                // As the decoder does: an ASCII byte after half a character stands for itself.
                Weight::BROKEN if *trail < 0x80 || !LEADS.contains(lead) => (1, Weight::BROKEN),
                weight => (2, weight),
            },
            _ => (1, Weight::BROKEN),
        }
    }

    /// The score of `bytes` read in this encoding.
    pub(super) fn score(&self, bytes: &[u8]) -> Score {
        let mut score = Score::default();
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            let (len, weight) = if *first < 0x80 {
                (1, None)
            } else {
                Some(self.character(rest)).map_or((1, None), |(len, weight)| (len, Some(weight)))
            };
            score.add(weight, *first);
            rest = rest.get(len..).unwrap_or_default();
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_weigh_what_their_text_weighs() {
        let text = "松花江的冰，要到4月才化a。";
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        assert_eq!(GB18030.score(&gbk).half_bits, Score::of(text).half_bits);
        let text = "臺灣的茶園多在山坡上";
        let big5 = encoding_rs::BIG5.encode(text).0.into_owned();
        assert_eq!(BIG5.score(&big5).half_bits, Score::of(text).half_bits);
    }

    #[test]
    fn half_a_character_is_broken_and_eats_no_ascii() {
        for (bytes, len) in
            [(&b"\xD6<"[..], 1), (b"\xD6", 1), (b"\xFF\xD6", 1), (b"\xFE\xFE", 2), (b"\x81\x30\x81\x30", 4)]
        {
            assert_eq!(GB18030.character(bytes).0, len, "{bytes:?}");
        }
        assert_eq!(GB18030.character(b"\xD6<").1, Weight::BROKEN);
    }
}
