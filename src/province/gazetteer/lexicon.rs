//! Finds the longest known name at a position in a text, fast enough for every character.
//!
//! A bit set over character pairs rejects almost every position with one lookup; a hash table over the same pairs then
//! gives the few names that start with the pair. Building both costs one sort, so a program that never tags pays almost
//! nothing. What must not go in: what the names mean and when they count.

use std::borrow::Cow;

use super::NameMeaning;

/// Bits of the pair set, two per pair: 8 % are set, so the false positive rate is 1 in 150, and the 32 KiB stay in the L1
/// cache.
const PAIR_BITS: usize = 1 << 18;

/// Slots of the hash table; a third are used.
const SLOTS: usize = 1 << 15;

/// No shorter name.
const NONE: u32 = u32::MAX;

/// Names in sorted order, each with its meaning and the longest other name that is a prefix of it.
pub(crate) struct Lexicon {
    text: String,
    starts: Vec<u32>,
    meanings: Vec<NameMeaning>,
    shorter: Vec<u32>,
    pairs: Box<[u64]>,
    slots: Box<[Slot]>,
}

/// The names that start with a pair of characters: `from..to`.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    pair: u64,
    from: u32,
    to: u32,
}

/// A name found in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FoundName {
    number: u32,
    /// Length in bytes.
    pub(crate) len: usize,
}

impl Lexicon {
    /// The first of equal names wins; names shorter than two characters are ignored.
    pub(crate) fn new(mut names: Vec<(Cow<'static, str>, NameMeaning)>) -> Self {
        names.sort_by(|a, b| a.0.cmp(&b.0));
        names.dedup_by(|later, first| later.0 == first.0);
        let mut lexicon = Self {
            text: String::with_capacity(names.iter().map(|(name, _)| name.len()).sum()),
            starts: Vec::with_capacity(names.len() + 1),
            meanings: Vec::with_capacity(names.len()),
            shorter: Vec::with_capacity(names.len()),
            pairs: vec![0; PAIR_BITS / 64].into_boxed_slice(),
            slots: vec![Slot::default(); SLOTS].into_boxed_slice(),
        };
        let mut open: Vec<u32> = Vec::new();
        for (name, meaning) in names {
            let Some(pair) = pair_of(&name) else { continue };
            let number = lexicon.meanings.len() as u32;
            while open.last().is_some_and(|last| !name.starts_with(lexicon.name(*last))) {
                open.pop();
            }
            lexicon.shorter.push(open.last().copied().unwrap_or(NONE));
            open.push(number);
            lexicon.starts.push(lexicon.text.len() as u32);
            lexicon.text.push_str(&name);
            lexicon.meanings.push(meaning);
            lexicon.enter(pair, number);
        }
        lexicon.starts.push(lexicon.text.len() as u32);
        lexicon
    }

    /// Records that name `number`, the next in order, starts with `pair`.
    fn enter(&mut self, pair: u64, number: u32) {
        let hash = hash(pair);
        for bit in [hash, second(hash)] {
            if let Some(word) = self.pairs.get_mut(bit % PAIR_BITS / 64) {
                *word |= 1 << (bit % 64);
            }
        }
        let at = self.slot(pair);
        if let Some(slot) = self.slots.get_mut(at) {
            if slot.to == 0 {
                *slot = Slot { pair, from: number, to: number };
            }
            slot.to = number + 1;
        }
    }

    /// The slot of the pair: where it is, or where it belongs.
    fn slot(&self, pair: u64) -> usize {
        let mut at = hash(pair) % SLOTS;
        while self.slots.get(at).is_some_and(|slot| slot.to != 0 && slot.pair != pair) {
            at = (at + 1) % SLOTS;
        }
        at
    }

    /// Whether a name may start with these two characters; never wrongly false.
    #[inline]
    pub(crate) fn may_begin(&self, a: char, b: char) -> bool {
        self.may_hold(pair(a, b))
    }

    #[inline]
    fn may_hold(&self, pair: u64) -> bool {
        let hash = hash(pair);
        let set =
            |bit: usize| self.pairs.get(bit % PAIR_BITS / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1);
        set(hash) && set(second(hash))
    }

    /// The longest name that `text` starts with.
    pub(crate) fn longest(&self, text: &str) -> Option<FoundName> {
        let pair = pair_of(text).filter(|pair| self.may_hold(*pair))?;
        let slot = self.slots.get(self.slot(pair))?;
        let (mut low, mut high) = (slot.from, slot.to);
        while low < high {
            let middle = low.midpoint(high);
            if self.name(middle) <= text { low = middle + 1 } else { high = middle }
        }
        // The last name that does not sort after the text, or the longest prefix of that name.
        let mut number = low.checked_sub(1).filter(|number| *number >= slot.from)?;
        while !text.starts_with(self.name(number)) {
            number = self.shorter_of(number)?;
        }
        Some(FoundName { number, len: self.name(number).len() })
    }

    /// The longest name that is a proper prefix of `found`.
    pub(crate) fn shorter(&self, found: FoundName) -> Option<FoundName> {
        let number = self.shorter_of(found.number)?;
        Some(FoundName { number, len: self.name(number).len() })
    }

    fn shorter_of(&self, number: u32) -> Option<u32> {
        self.shorter.get(number as usize).copied().filter(|n| *n != NONE)
    }

    pub(crate) fn meaning(&self, found: FoundName) -> NameMeaning {
        self.meanings.get(found.number as usize).copied().unwrap_or_default()
    }

    /// The meaning of the exact name `name`.
    #[cfg(test)]
    pub(crate) fn get(&self, name: &str) -> Option<NameMeaning> {
        let found = self.longest(name)?;
        (found.len == name.len()).then(|| self.meaning(found))
    }

    fn name(&self, number: u32) -> &str {
        let at = number as usize;
        let (Some(start), end) = (self.starts.get(at), self.starts.get(at + 1)) else { return "" };
        self.text.get(*start as usize..end.map_or(self.text.len(), |e| *e as usize)).unwrap_or("")
    }
}

/// The first two characters of a text.
fn pair_of(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    Some(pair(chars.next()?, chars.next()?))
}

fn pair(a: char, b: char) -> u64 {
    u64::from(a as u32) << 32 | u64::from(b as u32)
}

/// Fibonacci hashing; the high bits are well mixed.
fn hash(pair: u64) -> usize {
    ((pair ^ pair >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
}

/// The second bit of a pair in the set.
fn second(hash: usize) -> usize {
    hash >> 6 ^ hash << 9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(names: &[&'static str]) -> Lexicon {
        Lexicon::new(names.iter().map(|name| ((*name).into(), NameMeaning::default())).collect())
    }

    #[test]
    fn the_longest_name_is_found_and_then_the_shorter_ones() {
        let lexicon = lexicon(&["吉林", "吉林省", "吉林省吉林市", "吉他", "辽宁"]);
        let found = lexicon.longest("吉林省会").unwrap();
        assert_eq!(found.len, "吉林省".len());
        let shorter = lexicon.shorter(found).unwrap();
        assert_eq!(shorter.len, "吉林".len());
        assert_eq!(lexicon.shorter(shorter), None);
        assert_eq!(lexicon.longest("吉他手").unwrap().len, "吉他".len());
        assert_eq!(lexicon.longest("吉"), None);
        assert_eq!(lexicon.longest("山西"), None);
    }

    #[test]
    fn pairs_never_refuse_a_name() {
        let lexicon = lexicon(&["吉林", "辽宁"]);
        assert!(lexicon.may_begin('吉', '林') && lexicon.may_begin('辽', '宁'));
        assert!(!lexicon.may_begin('火', '星'));
    }
}
