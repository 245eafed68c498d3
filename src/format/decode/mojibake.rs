//! Text that was stored after its bytes had been read in the wrong encoding: recognised and repaired.
//!
//! The stored text is written back into bytes in the encoding it was wrongly read in, and these are read rightly; of all
//! such ways the one is taken that makes the text cheapest. What must not go in: bytes of files, and when a text is
//! repaired.

use super::codec::table;
use crate::format::Encoding;
use crate::text::rarity::Score;

/// What bytes were wrongly read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReadAs {
    Gbk,
    Big5,
    /// Windows-1252 or ISO 8859-1: one character a byte.
    Latin,
}

/// A way in which a text was spoiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Misreading {
    read_as: ReadAs,
    /// What the bytes really were.
    written: Encoding,
}

/// UTF-8 read as Big5 is missing: a third of its bytes make no pair and are lost.
const WAYS: [Misreading; 6] = [
    Misreading { read_as: ReadAs::Gbk, written: Encoding::Utf8 },
    Misreading { read_as: ReadAs::Latin, written: Encoding::Utf8 },
    Misreading { read_as: ReadAs::Latin, written: Encoding::Gb18030 },
    Misreading { read_as: ReadAs::Latin, written: Encoding::Big5 },
    Misreading { read_as: ReadAs::Gbk, written: Encoding::Big5 },
    Misreading { read_as: ReadAs::Big5, written: Encoding::Gb18030 },
];

/// What a repair must save in a line and in the text, in half bits: less may be chance.
const LINE: u32 = 16;
const TEXT: u32 = 60;
/// The highest mean cost of repaired text, in half bits: prose costs 19, and some bytes may be lost.
const MEAN: u32 = 27;
/// Lines by which the way is chosen.
const LINES: usize = 64;
/// Text may be spoiled more than once.
const TIMES: usize = 2;

/// A text repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The text; U+FFFD where bytes were lost for good.
    pub text: String,
    /// The encoding that its bytes had.
    pub written: Encoding,
    /// The name of the encoding they were wrongly read in.
    pub read_as: &'static str,
}

/// Repairs the lines of `text` that are UTF-8 read as GBK, GBK read as Latin-1 and the like; `None` if there are none. Lines
/// that read well stay as they are.
pub fn repair(text: &str) -> Option<Repaired> {
    let mut repaired = once(text)?;
    for _ in 1..TIMES {
        let Some(next) = once(&repaired.text) else { break };
        repaired.text = next.text;
    }
    let changed =
        text.split_inclusive('\n').zip(repaired.text.split_inclusive('\n')).filter(|(old, new)| old != new);
    let changed: String = changed.map(|(_, new)| new).collect();
    (Score::of(&changed).mean() <= MEAN).then_some(repaired)
}

fn once(text: &str) -> Option<Repaired> {
    let lines = || text.split_inclusive('\n').filter(|line| !line.is_ascii());
    let doubtful =
        || lines().map(|line| (line, Score::of(line))).filter(|(_, score)| !score.is_right()).take(LINES);
    let gain = |way: &Misreading| {
        doubtful().filter_map(|(line, score)| way.undone(line, &score)).map(|(_, gain)| gain).sum::<u32>()
    };
    let (way, gain) = WAYS.iter().map(|way| (way, gain(way))).max_by_key(|(_, gain)| *gain)?;
    if gain < TEXT {
        return None;
    }
    let whole = text.split_inclusive('\n').map(|line| {
        let score = Score::of(line);
        let repaired = if line.is_ascii() || score.is_right() { None } else { way.undone(line, &score) };
        repaired.map_or_else(|| line.to_owned(), |(line, _)| line)
    });
    Some(Repaired { text: whole.collect(), written: way.written, read_as: way.read_as.name() })
}

impl ReadAs {
    fn name(self) -> &'static str {
        match self {
            Self::Gbk => "GBK",
            Self::Big5 => "Big5",
            Self::Latin => "Latin-1",
        }
    }

    /// The bytes that were read as `line`; `None` if these characters have none.
    fn bytes(self, line: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(line.len());
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            if self == Self::Gbk && matches!(c, '€' | '\u{FFFD}') {
                self.lone_byte(c, chars.peek().copied(), &mut bytes);
            } else {
                self.encode(c, &mut bytes)?;
            }
        }
        Some(bytes)
    }

    fn encode(self, c: char, bytes: &mut Vec<u8>) -> Option<()> {
        let table = match self {
            _ if c.is_ascii() => {
                bytes.push(c as u8);
                return Some(());
            }
            Self::Latin if (c as u32) < 0x100 => {
                bytes.push(c as u32 as u8);
                return Some(());
            }
            Self::Gbk => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
            Self::Latin => encoding_rs::WINDOWS_1252,
        };
        let mut room = [0; 4];
        let (encoded, _, unmappable) = table.encode(c.encode_utf8(&mut room));
        match c {
            '\u{FFFD}' if unmappable => bytes.push(LOST),
            _ if unmappable => return None,
            _ => bytes.extend_from_slice(&encoded),
        }
        Some(())
    }

    /// The byte 0x80, which GBK has no pair for: some decoders read it as the euro sign, which also has a pair, some give
    /// it up. Which it was follows from the bytes around it, if these are UTF-8.
    fn lone_byte(self, c: char, next: Option<char>, bytes: &mut Vec<u8>) {
        let mut following = Vec::new();
        let goes_on = next.is_some_and(|next| {
            matches!(next, '€')
                || self.encode(next, &mut following).is_some()
                    && matches!(following.first(), Some(0x80..=0xBF))
        });
        match (c, missing(bytes)) {
            // Half a pair before ASCII: its byte is lost.
            ('\u{FFFD}', _) if next.is_none_or(|next| next.is_ascii()) => bytes.push(LOST),
            ('€', 0) => bytes.extend_from_slice(&EURO),
            ('€', 1) if goes_on => bytes.extend_from_slice(&EURO),
            _ => bytes.push(0x80),
        }
    }
}

/// A byte that UTF-8 never has, for one that was lost.
const LOST: u8 = 0xFF;
/// The euro sign in GBK.
const EURO: [u8; 2] = [0xA2, 0xE3];

/// How many bytes the last character of UTF-8 lacks.
fn missing(bytes: &[u8]) -> usize {
    let behind = bytes.iter().rev().take_while(|byte| matches!(byte, 0x80..=0xBF)).count();
    let lead = bytes.len().checked_sub(behind + 1).and_then(|at| bytes.get(at)).copied().unwrap_or(0);
    let needed = match lead {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => 0,
    };
    usize::saturating_sub(needed, behind)
}

impl Misreading {
    /// The line as it was before, and what that saves.
    fn undone(self, line: &str, score: &Score) -> Option<(String, u32)> {
        let bytes = self.read_as.bytes(line)?;
        let text = if self.written == Encoding::Utf8 {
            mended(&bytes)
        } else {
            table(self.written).decode_without_bom_handling(&bytes).0.into_owned()
        };
        let gain = score.half_bits.saturating_sub(Score::of(&text).half_bits);
        (gain >= LINE).then_some((text, gain))
    }
}

/// UTF-8 with one U+FFFD for each place where bytes were lost, with the question mark that stands there in some texts.
fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut broken = false;
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        text.push_str(if broken { valid.strip_prefix('?').unwrap_or(valid) } else { valid });
        broken &= valid.is_empty();
        if !chunk.invalid().is_empty() {
            if !broken {
                text.push('\u{FFFD}');
            }
            broken = true;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "渠首的清晨\n\n　　水从闸口下来，一路往东。\n　　老杨说：“今年雨多，渠里的水够用。”\n";

    /// `text` after its bytes in `written` were read as `read_as`.
    fn spoiled(
        text: &str,
        written: &'static encoding_rs::Encoding,
        read_as: &'static encoding_rs::Encoding,
    ) -> String {
        let bytes = if written == encoding_rs::UTF_8 {
            text.as_bytes().to_vec()
        } else {
            written.encode(text).0.into_owned()
        };
        read_as.decode_without_bom_handling(&bytes).0.into_owned()
    }

    #[test]
    fn each_way_is_known_and_undone() {
        use encoding_rs::{BIG5, GB18030, UTF_8, WINDOWS_1252};
        let traditional =
            "渡口的清晨\n\n　　水從閘口下來，一路往東。\n　　老楊說：「今年雨多，渠裡的水夠用。」\n";
        for (text, written, read_as) in [
            (TEXT, UTF_8, WINDOWS_1252),
            (TEXT, GB18030, WINDOWS_1252),
            (traditional, BIG5, WINDOWS_1252),
            (traditional, BIG5, GB18030),
        ] {
            let repaired = repair(&spoiled(text, written, read_as)).unwrap();
            assert_eq!(repaired.text, text);
            assert_eq!(table(repaired.written), written);
        }
        let repaired = repair(&spoiled(TEXT, UTF_8, GB18030)).unwrap();
        // The last byte of a line that has lost its second half is gone.
        assert_eq!(
            repaired.text,
            TEXT.replace("晨\n", "\u{FFFD}\n").replace("东。\n", "东\u{FFFD}\n").replace("”\n", "\u{FFFD}\n")
        );
        assert_eq!((repaired.written, repaired.read_as), (Encoding::Utf8, "GBK"));
    }

    #[test]
    fn text_spoiled_twice_and_lines_among_others_are_repaired() {
        let twice = spoiled(
            &spoiled(TEXT, encoding_rs::UTF_8, encoding_rs::WINDOWS_1252),
            encoding_rs::UTF_8,
            encoding_rs::WINDOWS_1252,
        );
        assert_eq!(repair(&twice).unwrap().text, TEXT);
        let mixed = format!("{TEXT}{}", spoiled(TEXT, encoding_rs::GB18030, encoding_rs::WINDOWS_1252));
        assert_eq!(repair(&mixed).unwrap().text, [TEXT, TEXT].concat());
    }

    #[test]
    fn good_text_is_left_alone() {
        for text in [
            TEXT,
            "臺灣的茶園多在山坡上，清晨有霧，採茶的人戴著斗笠。",
            "駅の前に小さな本屋があります。毎朝八時に開きます。",
            "Утром на реке стоял густой туман, и лодок не было видно.",
            "Le matin, la rivière était couverte d'une brume épaisse, près du café.",
            "Buổi sáng trên sông có sương mù dày đặc.",
            "아침 시장은 여섯 시에 문을 엽니다.",
            "鑫淼焱犇猋骉麤",
            "",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}
