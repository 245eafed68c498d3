//! How rare characters are in text that people write: what tells text from bytes read in the wrong encoding.
//!
//! Rarity is measured in half bits, twice the negative binary logarithm of a character's share: a common Han character
//! costs 13 to 24, Chinese prose 19 a character on average, bytes read wrongly 30 and more. Han characters stand in
//! `assets/characters.txt`; for all others the costs are set here by block. Characters of alphabets are usual beside one
//! another and rare alone. What must not go in: encodings.

use std::sync::LazyLock;

use super::han::HanTable;

const TABLE: &str = include_str!("../../assets/characters.txt");

/// Built once for the process, in about 0.1 ms.
static HAN: LazyLock<HanTable<u8>> = LazyLock::new(|| {
    let mut table = HanTable::default();
    for (cost, characters) in TABLE.lines().skip(1).filter_map(|line| line.split_once(' ')) {
        for c in characters.chars() {
            if let (Some(slot), Ok(cost)) = (table.get_mut(c), cost.parse()) {
                *slot = cost;
            }
        }
    }
    table
});

/// ASCII: the same in every encoding, so that it only matters where another encoding takes it for half a character.
const ASCII: u8 = 12;
/// A Han character that the table does not know.
const RARE_HAN: u8 = 44;
/// From here on a character is a sign of broken text: unassigned, private, a control, U+FFFD.
const ODD: u8 = 48;
/// A broken byte or sequence.
const BROKEN: u8 = 52;
/// A letter after one of its own alphabet, and any other.
const AMONG: [u32; 2] = [14, 36];
/// A Hangul syllable, among others or not: there are 11,172 of them, so that they say less than letters do.
const SYLLABLE: u32 = 26;
/// A Latin letter beyond ASCII after one of ASCII, after another beyond ASCII, and after anything else.
const ACCENTED: [u32; 3] = [18, 40, 26];
/// Weights from here on are alphabets.
const ALPHABETS: u8 = 128;
/// The Latin letters beyond ASCII, and those of ASCII where they are told apart.
const LATIN: u8 = ALPHABETS;
const ASCII_LETTER: u8 = u8::MAX;
const HANGUL: u8 = ASCII_LETTER - 1;

/// The cost of one character, or the alphabet whose letters make each other usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weight(u8);

impl Weight {
    /// What cannot be decoded.
    pub(crate) const BROKEN: Self = Self(BROKEN);

    /// A Han character of four bytes in GB18030.
    pub(crate) const RARE: Self = Self(RARE_HAN + 2);

    /// That of `c`.
    pub(crate) fn of(c: char) -> Self {
        if c.is_ascii() { Self(ascii(c as u8)) } else { Self::beyond_ascii(c, &HAN) }
    }

    #[inline]
    fn beyond_ascii(c: char, han: &HanTable<u8>) -> Self {
        Self(han.get(c).map_or_else(|| other(c as u32), |cost| if *cost == 0 { RARE_HAN } else { *cost }))
    }

    /// The same with a surcharge, for a character that its encoding could do without.
    pub(crate) fn and(self, half_bits: u8) -> Self {
        if self.0 < ODD { Self((self.0 + half_bits).min(ODD - 1)) } else { self }
    }

    /// Whether it is a sign of broken text.
    pub(crate) fn is_odd(self) -> bool {
        (ODD..ALPHABETS).contains(&self.0)
    }

    /// Its cost by itself, in half bits.
    pub(crate) fn alone(self) -> u32 {
        if self.0 < ALPHABETS { u32::from(self.0) } else { u32::midpoint(AMONG[0], AMONG[1]) }
    }
}

fn ascii(byte: u8) -> u8 {
    match byte {
        b'\t' | b'\n' | b'\r' | 0x20..=0x7E => ASCII,
        _ => 40,
    }
}

/// Characters beyond ASCII that are not in the main block of Han characters.
#[expect(
    clippy::match_same_arms,
    reason = "a table in the order of the blocks, the exceptions of each before it"
)]
fn other(code: u32) -> u8 {
    match code {
        0xA0 | 0xB7 => 14,
        0xA7 | 0xB0 | 0xB1 | 0xD7 | 0xF7 => 20,
        0xA1..=0xBF => 32,
        0xC0..=0x24F | 0x1E00..=0x1EFF => LATIN,
        0x250..=0x36F => 40,
        0x370..=0x1FFF | 0x3130..=0x318F | 0xA000..=0xABFF | 0xFB00..=0xFDFF | 0xFE70..=0xFEFE => {
            alphabet(code)
        }
        0x2014 | 0x2018 | 0x2019 | 0x201C | 0x201D | 0x2026 => 12,
        0x2010..=0x2033 | 0x203B => 22,
        0x2190..=0x2193 | 0x2460..=0x2473 | 0x25A0..=0x2606 => 26,
        0x2000..=0x2FDF => 34,
        0x3000..=0x3002 => 10,
        0x3008..=0x3011 | 0x3014 | 0x3015 => 14,
        0x3007 => 18,
        0x3040..=0x30FF => alphabet(0x3040),
        0x3100..=0x312F => alphabet(0x3100),
        0x3003..=0x303F => 28,
        0x3190..=0x33FF => 30,
        0xAC00..=0xD7A3 => HANGUL,
        0xF900..=0xFAFF => 47,
        0xFE30..=0xFE4F => 40,
        0xFF0C => 10,
        0xFF01 | 0xFF08 | 0xFF09 | 0xFF10..=0xFF1B | 0xFF1F => 14,
        0xFF02..=0xFF5E => 20,
        0xFF61..=0xFF9F => 36,
        0x3400..=0x4DBF | 0x20000..=0x3FFFF => RARE_HAN + 2,
        0xFE00..=0xFE0F | 0x1F000..=0x1FAFF => 30,
        0xFE50..=0xFEFF | 0xFFE0..=0xFFEE => 34,
        0x1_0000..=0x1_FFFF => 46,
        _ => BROKEN,
    }
}

/// The number of an alphabet: blocks of 128, which no two common alphabets share.
fn alphabet(code: u32) -> u8 {
    LATIN + 1 + (code / 0x80 % 124) as u8
}

/// Characters of a text or of bytes, weighed one after another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// The cost of all characters, in half bits.
    pub(crate) half_bits: u32,
    /// Characters beyond ASCII.
    pub(crate) wide: u32,
    /// The cost of those, in half bits.
    wide_half_bits: u32,
    /// Signs of broken text, and stretches that cost as much as broken text.
    pub(crate) odd: u32,
    last: u8,
    /// `wide` and `wide_half_bits` when the last stretch began.
    stretch: [u32; 2],
}

/// Characters of a stretch, and the mean cost from which it is odd, in half bits.
const STRETCH: [u32; 2] = [8, 31];
/// The mean cost up to which text is surely read rightly, and from which it surely is not, in half bits.
const RIGHT: u32 = 24;
const WRONG: u32 = 30;
/// Fewer characters prove nothing.
const FEW: u32 = 8;

/// The mean cost of the characters of `text` beyond ASCII, in half bits: [`Score::mean`], at a third of its price where no
/// alphabet makes a cost depend on the letter before.
pub(crate) fn mean(text: &str) -> u32 {
    let (mut half_bits, mut wide, han) = (0, 0, &*HAN);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        let weight = Weight::beyond_ascii(c, han);
        if weight.0 >= ALPHABETS {
            return Score::of(text).mean();
        }
        half_bits += u32::from(weight.0);
        wide += 1;
    }
    half_bits / wide.max(1)
}

impl Score {
    /// The score of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let (mut score, han) = (Self::default(), &*HAN);
        for c in text.chars() {
            score.add(if c.is_ascii() { None } else { Some(Weight::beyond_ascii(c, han)) }, c as u8);
        }
        score
    }

    /// The cost of bytes that are all ASCII, in half bits.
    pub(crate) fn of_ascii(bytes: &[u8]) -> u32 {
        bytes.iter().map(|byte| u32::from(ascii(*byte))).sum()
    }

    /// Adds an ASCII byte, or a character of this weight.
    #[inline]
    pub(crate) fn add(&mut self, wide: Option<Weight>, byte: u8) {
        let Some(weight) = wide else {
            self.half_bits += u32::from(ascii(byte));
            self.last = if byte.is_ascii_alphabetic() { ASCII_LETTER } else { 0 };
            return;
        };
        let cost = match (weight.0, self.last) {
            (LATIN, ASCII_LETTER) => ACCENTED[0],
            (LATIN, LATIN) => ACCENTED[1],
            (LATIN, _) => ACCENTED[2],
            (HANGUL, _) => SYLLABLE,
            (cost, _) if cost < ALPHABETS => u32::from(cost),
            (alphabet, last) => AMONG[usize::from(alphabet != last)],
        };
        self.last = weight.0;
        self.half_bits += cost;
        self.wide += 1;
        self.wide_half_bits += cost;
        self.odd += u32::from(weight.is_odd());
        let [wide, half_bits] = self.stretch;
        if self.wide - wide == STRETCH[0] {
            self.odd += u32::from(self.wide_half_bits - half_bits >= STRETCH[0] * STRETCH[1]);
            self.stretch = [self.wide, self.wide_half_bits];
        }
    }

    /// Whether this reading is so usual that no other need be tried.
    pub(crate) fn is_right(&self) -> bool {
        self.odd == 0 && self.wide >= FEW && self.wide_half_bits <= self.wide * RIGHT
    }

    /// Whether it reads as text at all; too few characters do.
    pub(crate) fn is_legible(&self) -> bool {
        self.wide < FEW || self.wide_half_bits < self.wide * WRONG
    }

    /// The mean cost of the characters beyond ASCII, in half bits.
    pub(crate) fn mean(&self) -> u32 {
        self.wide_half_bits / self.wide.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_cost_less_than_rare_ones() {
        let cost = |c: char| Weight::of(c).alone();
        assert!(cost('的') < cost('渠') && cost('渠') < cost('鑰') && cost('鑰') < cost('\u{E123}'));
        assert_eq!(cost('國'), cost('国'));
        assert!(Weight::of('\u{FFFD}').is_odd() && !Weight::of('鑰').is_odd() && !Weight::of('か').is_odd());
    }

    #[test]
    fn text_of_any_script_is_legible() {
        for text in [
            "渠从山脚绕过来，一共十二里，分成四十段。",
            "臺灣的茶園多在山坡上，清晨有霧。",
            "駅の前に小さな本屋があります。毎朝八時に開きます。",
            "Утром на реке стоял густой туман.",
            "아침 시장은 여섯 시에 문을 엽니다.",
            "Le matin, la rivière était couverte d'une brume épaisse, près du café.",
            "Buổi sáng trên sông có sương mù dày đặc.",
            "ตลาดเช้าเปิดหกโมง",
        ] {
            assert!(Score::of(text).is_legible(), "{text} {}", Score::of(text).mean());
            assert_eq!(Score::of(text).odd, 0, "{text}");
            assert_eq!(mean(text), Score::of(text).mean(), "{text}");
        }
    }

    #[test]
    fn bytes_read_wrongly_are_not() {
        let text = "渠从山脚绕过来，一共十二里，分成四十段。";
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        for table in [encoding_rs::BIG5, encoding_rs::WINDOWS_1252, encoding_rs::SHIFT_JIS] {
            let wrong = table.decode_without_bom_handling(&gbk).0;
            assert!(!Score::of(&wrong).is_legible(), "{wrong} {}", Score::of(&wrong).mean());
        }
        let wrong = encoding_rs::GB18030.decode_without_bom_handling(text.as_bytes()).0;
        assert!(!Score::of(&wrong).is_legible(), "{wrong}");
    }
}
