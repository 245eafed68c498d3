//! Traditional characters become simplified ones of the same number of bytes, so that every offset stays true.
//!
//! The pairs are those of `index::folding`. What must not go in: conversion for display.

use crate::text::folding::pairs;

/// Traditional characters that are themselves part of a name: 乾县.
const IN_NAMES: [char; 1] = ['乾'];
/// Traditional characters lie in this block; nothing before it is looked up.
const FIRST: usize = 0x4E00;
/// One past the block of CJK unified ideographs.
const END: usize = 0xA000;

/// What each ideograph becomes; zero for itself.
pub(super) struct Folding {
    to: Box<[u16]>,
    /// One bit an ideograph: whether it becomes another. 2.6 KB that stay in the first cache.
    folds: Box<[u64]>,
}

impl Folding {
    pub(super) fn new() -> Self {
        let mut to = vec![0_u16; END - FIRST].into_boxed_slice();
        let mut folds = vec![0_u64; (END - FIRST) / 64].into_boxed_slice();
        for (old, new) in pairs().filter(|(old, _)| !IN_NAMES.contains(old)) {
            let at = (old as usize).wrapping_sub(FIRST);
            if let (Some(slot), Some(bits), Ok(new)) =
                (to.get_mut(at), folds.get_mut(at / 64), u16::try_from(new as u32))
            {
                *slot = new;
                *bits |= 1 << (at % 64);
            }
        }
        Self { to, folds }
    }

    /// `text` with the same length in bytes.
    pub(super) fn fold(&self, text: &str) -> String {
        text.chars().map(|c| self.simple(c).unwrap_or(c)).collect()
    }

    /// Whether `c` is Traditional.
    #[inline]
    pub(super) fn folds(&self, c: char) -> bool {
        let at = (c as usize).wrapping_sub(FIRST);
        self.folds.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
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
    fn only_traditional_characters_fold() {
        let folding = Folding::new();
        assert!(folding.folds('遼') && !folding.folds('辽') && !folding.folds('a') && !folding.folds('😀'));
    }
}
