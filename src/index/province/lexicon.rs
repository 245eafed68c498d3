//! Finds the longest known name at a place in a text, fast enough to ask at every character.
//!
//! A bit set over pairs of characters refuses almost every place for the price of one look; what is left is a binary
//! search among the sorted names with the same first character. Building it is a sort, so that a program that never tags pays next to nothing.
//! What must not go in: what the names mean and when they count.

use super::gazetteer::Meaning;

/// Bits of the pair set; with 12,000 names 4 % are set, in 32 KiB that stay in the first cache.
const PAIR_BITS: usize = 1 << 18;

/// No shorter name.
const NONE: u32 = u32::MAX;

/// Ideographs, which all names begin with, lie in this block.
const FIRST_HAN: usize = 0x4E00;
/// One past it.
const END_HAN: usize = 0xA000;

/// Names in sorted order, each with its meaning and with the longest other name that it begins with.
pub(super) struct Lexicon {
    text: String,
    starts: Vec<u32>,
    meanings: Vec<Meaning>,
    shorter: Vec<u32>,
    pairs: Box<[u64]>,
    /// For each ideograph the number of the first name that does not sort before it.
    firsts: Box<[u16]>,
}

/// A name found: its number, for asking on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    number: u32,
    /// Length in bytes.
    pub(super) len: usize,
}

impl Lexicon {
    /// Of equal names the first given stays.
    pub(super) fn new(mut names: Vec<(std::borrow::Cow<'static, str>, Meaning)>) -> Self {
        names.sort_by(|a, b| a.0.cmp(&b.0));
        names.dedup_by(|later, first| later.0 == first.0);
        let mut lexicon = Self {
            text: String::with_capacity(names.iter().map(|(name, _)| name.len()).sum()),
            starts: Vec::with_capacity(names.len() + 1),
            meanings: Vec::with_capacity(names.len()),
            shorter: Vec::with_capacity(names.len()),
            pairs: vec![0; PAIR_BITS / 64].into_boxed_slice(),
            firsts: vec![0; END_HAN - FIRST_HAN + 1].into_boxed_slice(),
        };
        let mut open: Vec<u32> = Vec::new();
        for (number, (name, meaning)) in (0..).zip(names) {
            while open.last().is_some_and(|last| !name.starts_with(lexicon.name(*last))) {
                open.pop();
            }
            lexicon.shorter.push(open.last().copied().unwrap_or(NONE));
            open.push(number);
            lexicon.starts.push(lexicon.text.len() as u32);
            lexicon.text.push_str(&name);
            lexicon.meanings.push(meaning);
            let mut chars = name.chars();
            if let Some(a) = chars.clone().next()
                && let Some(count) = lexicon.firsts.get_mut((a as usize + 1).wrapping_sub(FIRST_HAN))
            {
                *count += 1;
            }
            if let (Some(a), Some(b)) = (chars.next(), chars.next())
                && let Some(word) = lexicon.pairs.get_mut(pair(a, b) / 64)
            {
                *word |= 1 << (pair(a, b) % 64);
            }
        }
        lexicon.starts.push(lexicon.text.len() as u32);
        let mut sum = 0;
        for count in &mut lexicon.firsts {
            sum += *count;
            *count = sum;
        }
        lexicon
    }

    /// Whether a name may begin with these two characters. False is certain.
    pub(super) fn may_begin(&self, a: char, b: char) -> bool {
        self.pairs.get(pair(a, b) / 64).is_some_and(|word| word >> (pair(a, b) % 64) & 1 == 1)
    }

    /// The longest name that `text` begins with.
    pub(super) fn longest(&self, text: &str) -> Option<Found> {
        let first = (text.chars().next()? as usize).wrapping_sub(FIRST_HAN);
        let (mut low, mut high) =
            (u32::from(*self.firsts.get(first)?), u32::from(*self.firsts.get(first + 1)?));
        let least = low;
        while low < high {
            let middle = low.midpoint(high);
            if self.name(middle) <= text { low = middle + 1 } else { high = middle }
        }
        let mut number = low.checked_sub(1).filter(|n| *n >= least)?;
        while !text.starts_with(self.name(number)) {
            number = self.shorter_of(number)?;
        }
        Some(Found { number, len: self.name(number).len() })
    }

    /// The longest name that is a proper beginning of `found`.
    pub(super) fn shorter(&self, found: Found) -> Option<Found> {
        let number = self.shorter_of(found.number)?;
        Some(Found { number, len: self.name(number).len() })
    }

    pub(super) fn meaning(&self, found: Found) -> Meaning {
        self.meanings.get(found.number as usize).copied().unwrap_or_default()
    }

    /// What exactly `name` means.
    #[cfg(test)]
    pub(super) fn get(&self, name: &str) -> Option<Meaning> {
        let found = self.longest(name)?;
        (found.len == name.len()).then(|| self.meaning(found))
    }

    fn shorter_of(&self, number: u32) -> Option<u32> {
        self.shorter.get(number as usize).copied().filter(|n| *n != NONE)
    }

    fn name(&self, number: u32) -> &str {
        let at = number as usize;
        let (Some(start), end) = (self.starts.get(at), self.starts.get(at + 1)) else { return "" };
        self.text.get(*start as usize..end.map_or(self.text.len(), |e| *e as usize)).unwrap_or("")
    }
}

fn pair(a: char, b: char) -> usize {
    let mixed = (a as u32).wrapping_mul(0x9E37_79B1) ^ (b as u32).wrapping_mul(0x85EB_CA77);
    (mixed >> 14) as usize % PAIR_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(names: &[&'static str]) -> Lexicon {
        Lexicon::new(names.iter().map(|name| ((*name).into(), Meaning::default())).collect())
    }

    #[test]
    fn the_longest_name_is_found_and_then_the_shorter_ones() {
        let lexicon = lexicon(&["吉林", "吉林省", "吉林省吉林市", "吉", "辽宁"]);
        let found = lexicon.longest("吉林省会").unwrap();
        assert_eq!(found.len, "吉林省".len());
        let shorter = lexicon.shorter(found).unwrap();
        assert_eq!(shorter.len, "吉林".len());
        assert_eq!(lexicon.longest("吉他").unwrap().len, "吉".len());
        assert_eq!(lexicon.longest("山西"), None);
    }

    #[test]
    fn pairs_never_refuse_a_name() {
        let lexicon = lexicon(&["吉林", "辽宁"]);
        assert!(lexicon.may_begin('吉', '林') && lexicon.may_begin('辽', '宁'));
        assert!(!lexicon.may_begin('火', '星'));
    }
}
