//! Reads bytes line by line in the encodings in which they cost least: a file may hold lines of several.
//!
//! A line is weighed as UTF-8, GB18030 and Big5 ([`Score`]); a change of encoding between two lines costs [`SWITCH`], and
//! the cheapest way through all lines is taken. Long lines that read well in the encoding of the line before are weighed in
//! that one alone, which is why a folder of GBK costs hardly more than with the encoding given. What must not go in: byte
//! order marks, UTF-16.

use std::borrow::Cow;

use memchr::memchr;

use super::codec::table;
use super::pairs::PairTable;
use super::raw::Piece;
use super::resync::{self, Stretch};
use crate::format::Encoding;
use crate::text::folding::Folding;
use crate::text::rarity::{Score, Weight};
use crate::text::word_bits::WordBits;

/// What a line may be read in. The first is the most frequent in the wild, the second costs [`PRIOR`] more.
const CANDIDATES: [Encoding; 3] = [Encoding::Gb18030, Encoding::Big5, Encoding::Utf8];
/// The cost of Big5 for being rarer than GBK, in half bits: short words are more often right so.
const PRIOR: [u32; 3] = [0, 6, 0];
/// The cost of another encoding in the next line, in half bits: what two characters read wrongly cost.
const SWITCH: u32 = 40;
/// What the other encodings cost more in a line that surely has this one, in half bits.
const SURE: u32 = 4 * SWITCH;
/// The cost of an encoding that a byte order mark does not name, in half bits.
const UNMARKED: u32 = 16;
/// Characters up to which the words of a line are weighed too: single characters of so few say little.
const SHORT: u32 = 16;
/// Bytes of a line up to which a lost byte is looked for: it takes 5 bytes of memory and 20 ns each.
const RESYNC: usize = 4 << 20;

/// The text of bytes read by line.
#[derive(Debug)]
pub(super) struct Read<'a> {
    pub(super) text: Cow<'a, str>,
    /// The encoding of most of the text beyond ASCII.
    pub(super) encoding: Encoding,
    /// That of other lines, if there are any.
    pub(super) other: Option<Encoding>,
    /// Broken places; one U+FFFD stands for each.
    pub(super) bad: u32,
    /// Where each piece of the text came from; none if text and bytes are the same.
    pub(super) pieces: Vec<Piece>,
}

/// A line beyond ASCII, with the ASCII lines after it.
struct WeighedLine {
    end: usize,
    /// For each candidate: the candidate of the line before, if this line has it.
    before: [u8; 3],
    /// For each candidate whether it leaves signs of broken text.
    odd: [bool; 3],
}

/// Lines of one encoding.
#[derive(Debug, Clone, Copy)]
struct EncodingRun {
    end: usize,
    encoding: Encoding,
    /// Whether a byte may be lost.
    odd: bool,
}

/// Reads `bytes`; `marked` is the encoding that a byte order mark names.
pub(super) fn read(bytes: &[u8], marked: Option<Encoding>) -> Read<'_> {
    let ways = Ways::new(bytes, marked);
    if ways.lines.is_empty() {
        return join(
            bytes,
            &[EncodingRun { end: bytes.len(), encoding: marked.unwrap_or(Encoding::Utf8), odd: false }],
        );
    }
    join(bytes, &ways.cheapest())
}

/// The least cost of `bytes` in half bits, and whether a line of them is surely read rightly.
pub(super) fn cost(bytes: &[u8]) -> (u32, bool) {
    let ways = Ways::new(bytes, None);
    (ways.spent.saturating_add(ways.costs.into_iter().min().unwrap_or(0)), ways.usual.is_some())
}

/// The cheapest ways through the lines read so far, one for each candidate that the last line may have.
struct Ways {
    lines: Vec<WeighedLine>,
    /// What each way costs more than `spent`.
    costs: [u32; 3],
    spent: u32,
    /// The candidate that was surely right in the last line of which that can be said.
    usual: Option<usize>,
}

impl Ways {
    fn new(bytes: &[u8], marked: Option<Encoding>) -> Self {
        let mut ways = Self { lines: Vec::new(), costs: PRIOR, spent: 0, usual: None };
        if let Some(marked) = marked.and_then(|marked| CANDIDATES.iter().position(|c| *c == marked)) {
            for (number, cost) in ways.costs.iter_mut().enumerate() {
                *cost += if number == marked { 0 } else { UNMARKED };
            }
        }
        let mut end = 0;
        while let Some(rest) = bytes.get(end..).filter(|rest| !rest.is_empty()) {
            let line = rest.get(..memchr(b'\n', rest).map_or(rest.len(), |at| at + 1)).unwrap_or(rest);
            end += line.len();
            ways.add(line, end);
        }
        ways
    }

    fn add(&mut self, line: &[u8], end: usize) {
        if line.is_ascii() {
            // It reads the same in all candidates.
            self.spent = self.spent.saturating_add(Score::of_ascii(line));
            if let Some(last) = self.lines.last_mut() {
                last.end = end;
            }
            return;
        }
        let (own, odd) = weigh(line, &mut self.usual);
        let mut before = [0, 1, 2];
        let cheapest = (0..3).min_by_key(|number| self.costs[*number]).unwrap_or(0);
        let switched = self.costs[cheapest] + if self.lines.is_empty() { 0 } else { SWITCH };
        for (number, cost) in self.costs.iter_mut().enumerate() {
            if switched < *cost {
                (*cost, before[number]) = (switched, cheapest as u8);
            }
            *cost += own[number];
        }
        let least = self.costs.into_iter().min().unwrap_or(0);
        self.costs = self.costs.map(|cost| (cost - least).min(u32::MAX / 4));
        self.spent = self.spent.saturating_add(least);
        self.lines.push(WeighedLine { end, before, odd });
    }

    /// The encodings on the cheapest way.
    fn cheapest(&self) -> Vec<EncodingRun> {
        let mut number = (0..3).min_by_key(|number| self.costs[*number]).unwrap_or(0);
        let mut chosen = Vec::with_capacity(self.lines.len());
        for line in self.lines.iter().rev() {
            chosen.push(EncodingRun { end: line.end, encoding: CANDIDATES[number], odd: line.odd[number] });
            number = usize::from(line.before[number]);
        }
        let mut runs = Vec::new();
        for run in chosen.into_iter().rev() {
            extend(&mut runs, run);
        }
        runs
    }
}

/// Reads `bytes` in one encoding, looking for lost bytes only.
pub(super) fn read_in(bytes: &[u8], encoding: Encoding) -> Read<'_> {
    let Some(pairs) = PairTable::of(encoding) else {
        return join(bytes, &[EncodingRun { end: bytes.len(), encoding, odd: false }]);
    };
    let mut runs: Vec<EncodingRun> = Vec::new();
    let mut end = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        end += line.len();
        extend(&mut runs, EncodingRun { end, encoding, odd: pairs.score(line).odd > 0 });
    }
    join(bytes, &runs)
}

/// What a line costs in each candidate (of those after one that is surely right only that they cost more), and whether signs of broken text are left. `usual` is the candidate that was surely
/// right in the last line.
fn weigh(line: &[u8], usual: &mut Option<usize>) -> ([u32; 3], [bool; 3]) {
    let mut scores = [None; 3];
    let valid = std::str::from_utf8(line).is_ok();
    let first = if valid { 2 } else { usual.filter(|usual| *usual < 2).unwrap_or(0) };
    for number in [first, (first + 1) % 3, (first + 2) % 3] {
        let encoding = CANDIDATES[number];
        let score = PairTable::of(encoding).map_or_else(|| score_utf8(line), |pairs| pairs.score(line));
        if score.is_right() {
            *usual = Some(number);
            let mut costs = [score.half_bits.saturating_add(SURE); 3];
            costs[number] = score.half_bits;
            return (costs, [false; 3]);
        }
        scores[number] = Some(score);
    }
    let scores = scores.map(Option::unwrap_or_default);
    let mut costs = scores.map(|score| score.half_bits);
    if scores.iter().any(|score| score.wide <= SHORT) {
        for ((cost, encoding), score) in costs.iter_mut().zip(CANDIDATES).zip(scores) {
            if score.wide <= 2 * SHORT {
                *cost = cost.saturating_sub(saved(&table(encoding).decode_without_bom_handling(line).0));
            }
        }
    }
    (costs, scores.map(|score| score.odd > 0))
}

/// What the words of `text` save over its characters, in half bits.
fn saved(text: &str) -> u32 {
    let folding = Folding::get();
    let chars: Vec<char> = text.chars().map(|c| folding.simplified(c).unwrap_or(c)).collect();
    2 * WordBits::get().most(&chars)
}

fn score_utf8(bytes: &[u8]) -> Score {
    let mut score = Score::default();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            score.add(if c.is_ascii() { None } else { Some(Weight::of(c)) }, c as u8);
        }
        if !chunk.invalid().is_empty() {
            score.add(Some(Weight::BROKEN), 0);
        }
    }
    score
}

/// Adds a line; equal ones become one run, but each line where a byte may be lost stays alone.
fn extend(runs: &mut Vec<EncodingRun>, line: EncodingRun) {
    match runs.last_mut() {
        Some(last) if last.encoding == line.encoding && !last.odd && !line.odd => last.end = line.end,
        _ => runs.push(line),
    }
}

/// Decodes the runs one after another.
fn join<'a>(bytes: &'a [u8], runs: &[EncodingRun]) -> Read<'a> {
    let mut read = Read::nothing(Encoding::Utf8);
    let mut shares = [0_usize; 5];
    let mut start = 0;
    for run in runs {
        let part = bytes.get(start..run.end).unwrap_or_default();
        if let Some(share) = shares.get_mut(run.encoding as usize) {
            *share += part.iter().filter(|byte| !byte.is_ascii()).count();
        }
        read.push(part, start, *run);
        start = run.end;
    }
    let share = |encoding: &Encoding| shares.get(*encoding as usize).copied().unwrap_or(0);
    let mut used: Vec<Encoding> = runs.iter().map(|run| run.encoding).collect();
    used.sort_by_key(|encoding| (usize::MAX - share(encoding), *encoding as u8));
    used.dedup();
    read.encoding = used.first().copied().unwrap_or(Encoding::Utf8);
    read.other = used.get(1).copied();
    if let [Piece { encoding: Encoding::Utf8, .. }] = *read.pieces {
        read.pieces.clear();
    }
    read
}

impl<'a> Read<'a> {
    /// No text yet.
    pub(super) fn nothing(encoding: Encoding) -> Self {
        Self { text: Cow::Borrowed(""), encoding, other: None, bad: 0, pieces: Vec::new() }
    }

    fn push(&mut self, bytes: &'a [u8], raw: usize, run: EncodingRun) {
        let EncodingRun { encoding, odd, .. } = run;
        if encoding == Encoding::Utf8 && std::str::from_utf8(bytes).is_err() {
            return self.push_stretches(bytes, raw, encoding, &broken_utf8(bytes));
        }
        if let Some(pairs) = PairTable::of(encoding).filter(|_| odd && bytes.len() <= RESYNC) {
            let character = |rest: &[u8]| match rest {
                [byte @ 0..=0x7F, ..] => (1, Weight::of(char::from(*byte))),
                rest => pairs.character(rest),
            };
            return self.push_stretches(bytes, raw, encoding, &resync::cheapest(bytes, character).1);
        }
        self.pieces.push(Piece { text: self.text.len(), raw, encoding });
        let (text, broken) = table(encoding).decode_without_bom_handling(bytes);
        self.bad += if broken { text.matches('\u{FFFD}').count() as u32 } else { 0 };
        if self.text.is_empty() { self.text = text } else { self.text.to_mut().push_str(&text) }
    }

    /// Adds `bytes`, which begin at `raw`, with one U+FFFD for each stretch left out.
    pub(super) fn push_stretches(
        &mut self,
        bytes: &[u8],
        raw: usize,
        encoding: Encoding,
        stretches: &[Stretch],
    ) {
        let text = self.text.to_mut();
        for Stretch { start, end, skipped } in stretches {
            self.pieces.push(Piece { text: text.len(), raw: raw + start, encoding });
            if *skipped {
                text.push('\u{FFFD}');
                self.bad += 1;
            } else {
                let part = bytes.get(*start..*end).unwrap_or_default();
                text.push_str(&table(encoding).decode_without_bom_handling(part).0);
            }
        }
    }
}

/// The stretches of broken UTF-8: what is left of a character that has lost a byte is one place.
fn broken_utf8(bytes: &[u8]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut start = 0;
    for chunk in bytes.utf8_chunks() {
        for (len, skipped) in [(chunk.valid().len(), false), (chunk.invalid().len(), true)] {
            let end = start + len;
            match stretches.last_mut().filter(|last| last.skipped == skipped) {
                Some(last) => last.end = end,
                None if len > 0 => stretches.push(Stretch { start, end, skipped }),
                None => {}
            }
            start = end;
        }
    }
    stretches
}
