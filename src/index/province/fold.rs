//! Traditional characters become simplified ones of the same number of bytes, so that every offset stays true.
//!
//! Only characters that names and rules use are in the table. What must not go in: conversion for display.

use std::borrow::Cow;

/// Pairs of characters: the first becomes the second.
const PAIRS: &str = include_str!("../../../assets/province/folding.txt");
/// Traditional characters lie in this block; nothing before it is looked up.
const FIRST: usize = 0x4E00;
/// One past the block of CJK unified ideographs.
const END: usize = 0xA000;

/// What each ideograph becomes; zero for itself.
pub(super) struct Folding {
    to: Box<[u16]>,
}

impl Folding {
    pub(super) fn new() -> Self {
        let mut to = vec![0_u16; END - FIRST].into_boxed_slice();
        for pair in PAIRS.lines().skip(1).flat_map(str::split_whitespace) {
            let mut chars = pair.chars();
            let (Some(old), Some(new)) = (chars.next(), chars.next()) else { continue };
            if let (Some(slot), Ok(new)) = (to.get_mut(old as usize - FIRST), u16::try_from(new as u32)) {
                *slot = new;
            }
        }
        Self { to }
    }

    /// `text` with the same length in bytes; borrowed when nothing in it is Traditional.
    pub(super) fn fold<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.chars().all(|c| self.simple(c).is_none()) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().map(|c| self.simple(c).unwrap_or(c)).collect())
    }

    fn simple(&self, c: char) -> Option<char> {
        let to = *self.to.get((c as usize).wrapping_sub(FIRST))?;
        if to == 0 { None } else { char::from_u32(u32::from(to)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_in_bytes_stays() {
        let folding = Folding::new();
        let text = "遼寧、臺灣與廣東，乾县不变";
        let folded = folding.fold(text);
        assert_eq!(folded, "辽宁、台湾与广东，乾县不变");
        assert_eq!(folded.len(), text.len());
    }

    #[test]
    fn simplified_text_is_not_copied() {
        assert!(matches!(Folding::new().fold("辽宁 abc 😀"), Cow::Borrowed(_)));
    }
}
