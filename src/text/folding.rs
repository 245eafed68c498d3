//! Character folding: case, full and half width, Traditional and simplified, in one table.
//!
//! [`Folding`] folds all of these for searching: a character folds to one character or, if it has no width, to none.
//! The text is never changed: queries are expanded with [`Folding::variants`], and only keys of the index are folded.
//! [`Simplifier`] and [`half_width`] each do a single step. What must not go in: conversion for display.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::han::HanSet;

/// Pairs of characters: the first becomes the second.
const PAIRS: &str = include_str!("../../assets/folding.txt");
/// Size of the direct lookup table in characters; few characters beyond it fold.
const TABLE: u32 = 0x1_0000;
/// Table entry that means "look in `far`"; no text contains this character.
const FAR: u16 = 1;
/// Built once for the process: 128 KB in about a millisecond.
static FOLDING: LazyLock<Folding> = LazyLock::new(Folding::new);

/// The pairs of Traditional and simplified characters.
fn pairs() -> impl Iterator<Item = (char, char)> {
    PAIRS.lines().skip(1).flat_map(str::split_whitespace).filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}

/// The table.
#[derive(Debug)]
pub struct Folding {
    /// What each character folds to; 0 for nothing, [`FAR`] for an entry in `far`.
    to: Box<[u16]>,
    /// Pairs with a character beyond the table on either side, sorted.
    far: Vec<(char, char)>,
    /// A folded character and one that folds to it, sorted.
    back: Vec<(char, char)>,
}

impl Folding {
    /// The table shared by the process.
    pub fn get() -> &'static Self {
        &FOLDING
    }

    fn new() -> Self {
        let simple: BTreeMap<char, char> = pairs().collect();
        let next = |c: char| simple.get(&c).copied().unwrap_or(c);
        // The table chains at most once (薴 苧 苎).
        let last = |c: char| next(next(plain(c)));
        let code = |c: char| u16::try_from(last(c) as u32).unwrap_or(FAR);
        let slot = |c: char| if has_no_width(c) { 0 } else { code(c) };
        let to = (0..TABLE).map(|number| char::from_u32(number).map_or(0, slot)).collect();
        let is_far = |c: &char| *c as u32 >= TABLE || last(*c) as u32 >= TABLE;
        let far: Vec<(char, char)> = simple.keys().copied().filter(is_far).map(|c| (c, last(c))).collect();
        let mut folding = Self { to, far, back: Vec::new() };
        let all = (0..TABLE).filter_map(char::from_u32).chain(simple.keys().copied().filter(is_far));
        let changed = all.filter_map(|c| folding.fold(c).filter(|new| *new != c).map(|new| (new, c)));
        let mut back: Vec<(char, char)> = changed.collect();
        back.sort_unstable();
        back.dedup();
        folding.back = back;
        folding
    }

    /// What `c` folds to; `None` if it has no width and is skipped.
    #[inline]
    pub fn fold(&self, c: char) -> Option<char> {
        match self.to.get(c as usize) {
            Some(0) => None,
            Some(&new) if new != FAR => char::from_u32(u32::from(new)),
            _ => Some(self.fold_far(c)),
        }
    }

    fn fold_far(&self, c: char) -> char {
        let at = self.far.binary_search_by_key(&c, |pair| pair.0);
        at.ok().and_then(|at| self.far.get(at)).map_or(c, |pair| pair.1)
    }

    /// `text` folded, without zero-width characters.
    pub fn folded(&self, text: &str) -> String {
        text.chars().filter_map(|c| self.fold(c)).collect()
    }

    /// All characters that fold to what `c` folds to, the folded one first.
    pub fn variants(&self, c: char) -> Vec<char> {
        let Some(folded) = self.fold(c) else { return Vec::new() };
        let first = self.back.partition_point(|pair| pair.0 < folded);
        let others = self.back.iter().skip(first).take_while(|pair| pair.0 == folded).map(|pair| pair.1);
        std::iter::once(folded).chain(others).collect()
    }
}

/// Converts text to simplified characters of the same length in bytes, so that offsets stay valid.
#[derive(Debug)]
pub struct Simplifier {
    changed: HanSet,
}

impl Simplifier {
    /// A simplifier that leaves the characters `kept` alone.
    pub fn except(kept: &[char]) -> Self {
        let same_length = |(old, new): &(char, char)| old.len_utf8() == new.len_utf8();
        let changed = pairs().filter(same_length).map(|(old, _)| old).filter(|old| !kept.contains(old));
        Self { changed: HanSet::new(changed) }
    }

    /// Whether `c` changes.
    #[inline]
    pub fn changes(&self, c: char) -> bool {
        self.changed.contains(c)
    }

    /// `text` in simplified characters.
    pub fn simplified(&self, text: &str) -> String {
        let folding = Folding::get();
        let simple = |c| if self.changes(c) { folding.fold(c).unwrap_or(c) } else { c };
        text.chars().map(simple).collect()
    }
}

/// The half-width form of full-width ASCII: letters, digits and signs. Other characters are returned unchanged.
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Half width and lower case, if the lower case is a single character.
fn plain(c: char) -> char {
    let half = if c != '\n' && c.is_whitespace() { ' ' } else { half_width(c) };
    let mut lower = half.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => half,
    }
}

/// Joiners, variation selectors and direction marks. Clean text contains only the joiners and selectors of emoji; a pasted
/// query may contain the others.
pub(crate) fn has_no_width(c: char) -> bool {
    matches!(c, '\0' | '\u{AD}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_script_are_one() {
        let folding = Folding::get();
        for (written, plain) in [
            ("ＧＤＰ", "gdp"),
            ("遼寧　臺灣", "辽宁 台湾"),
            ("（２０１９）", "(2019)"),
            ("Éa", "éa"),
            ("❤\u{FE0F}", "❤"),
            ("ΣΑΣ", "σασ"),
        ] {
            assert_eq!(folding.folded(written), plain);
        }
    }

    #[test]
    fn folding_is_final_and_variants_turn_it_round() {
        let folding = Folding::get();
        let all = (1..0x3_0000).filter_map(char::from_u32);
        for c in all.filter(|c| folding.fold(*c).is_some_and(|f| f != *c)) {
            let folded = folding.fold(c).unwrap();
            assert_eq!(folding.fold(folded), Some(folded), "{c}");
            assert!(folding.variants(folded).contains(&c), "{c}");
        }
    }

    #[test]
    fn variants_begin_with_the_folded_one() {
        assert_eq!(Folding::get().variants('Ｇ'), ['g', 'G', 'Ｇ', 'ｇ']);
        assert_eq!(Folding::get().variants('京'), ['京']);
        assert_eq!(Folding::get().variants('髮'), ['发', '發', '髮']);
    }

    #[test]
    fn simplifying_keeps_the_length_in_bytes() {
        let simplifier = Simplifier::except(&['乾']);
        let text = "遼寧、臺灣與廣東，乾县不变";
        assert_eq!(simplifier.simplified(text), "辽宁、台湾与广东，乾县不变");
        for c in pairs().map(|(old, _)| old).filter(|old| simplifier.changes(*old)) {
            assert_eq!(simplifier.simplified(&c.to_string()).len(), c.len_utf8(), "{c}");
        }
        assert!(!"辽a😀".chars().any(|c| simplifier.changes(c)));
    }

    #[test]
    fn a_line_break_stays() {
        assert_eq!(Folding::get().fold('\n'), Some('\n'));
    }
}
