//! Compiles the word list into the table that `src/text/word_trie.rs` reads: a double-array trie over characters, so that it
//! lies in the program's read-only data, ready for use and shared by all processes.
//!
//! The table, in the byte order of the machine that it is for:
//!
//! ```text
//! 8 bytes   numbers of weights and of units, u32 each
//! weights   f64 each: the logarithm of a word's probability; the first is that of a character without an entry
//! units     u64 each: bits 0-19 base, 20-39 the unit of the parent, 40-52 the weight of the word that ends here, or 0
//! codes     u16 for each character of the BMP, 0 for those that no word has
//! ```
//!
//! The child of a unit for a character lies at base + code, and names the unit as its parent. What must not go in: looking
//! words up.

use std::collections::{BTreeMap, HashMap};
use std::io;

/// Bits of a base and of a number of a unit.
const UNIT_BITS: u32 = 20;
/// No unit has this number.
const NONE: usize = (1 << UNIT_BITS) - 1;
/// Characters that have a code.
const BMP: usize = 0x1_0000;

/// A prefix of words. The first is the empty one.
#[derive(Default, Clone)]
struct Prefix {
    parent: usize,
    code: usize,
    /// Number of the weight, if the prefix is a word.
    weight: usize,
    children: Vec<usize>,
}

/// The table for a list as `assets/tools/words.py` writes it: for each word how many characters it shares with the one
/// before (one digit of base 36), its other characters, a tab, and how often it occurs. `recent` has words that are not in
/// the list, with blanks between.
pub(crate) fn compile(list: &str, recent: &str, big_endian: bool) -> io::Result<Vec<u8>> {
    let words = joined(expanded(list), recent);
    let codes = codes(&words);
    let (weights, numbers) = weights(&words);
    let mut prefixes = vec![Prefix::default()];
    let mut path: Vec<usize> = Vec::new();
    for (shared, word, occurrences) in &words {
        path.truncate(*shared);
        for c in word.chars().skip(*shared) {
            let parent = path.last().copied().unwrap_or(0);
            path.push(prefixes.len());
            let next = prefixes.len();
            prefixes[parent].children.push(next);
            prefixes.push(Prefix { parent, code: codes[&c], ..Prefix::default() });
        }
        let whole = path.last().copied().unwrap_or(0);
        prefixes[whole].weight = numbers[occurrences];
    }
    let units = place(&prefixes)?;
    Ok(written(&weights, &units, &codes, big_endian))
}

/// The words with what each shares with the one before, and how often it occurs.
fn expanded(list: &str) -> Vec<(usize, String, u64)> {
    let mut words: Vec<(usize, String, u64)> = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut chars = line.chars();
        let Some(shared) = chars.next().and_then(|sign| sign.to_digit(36)) else { continue };
        let Some((rest, occurrences)) = chars.as_str().split_once('\t') else { continue };
        let Ok(occurrences) = occurrences.parse() else { continue };
        let before = words.last().map_or("", |(_, word, _)| word);
        let word: String = before.chars().take(shared as usize).chain(rest.chars()).collect();
        words.push((shared as usize, word, occurrences));
    }
    words
}

/// How often a recent word is taken to occur.
const RECENT: u64 = 50;

/// The list with the recent words in their places.
fn joined(list: Vec<(usize, String, u64)>, recent: &str) -> Vec<(usize, String, u64)> {
    let mut words: BTreeMap<String, u64> = list.into_iter().map(|(_, word, uses)| (word, uses)).collect();
    for word in recent.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        words.entry(word.to_owned()).or_insert(RECENT);
    }
    let mut before = String::new();
    let mut joined = Vec::with_capacity(words.len());
    for (word, uses) in words {
        let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
        before.clone_from(&word);
        joined.push((shared, word, uses));
    }
    joined
}

/// Codes of characters, from 1. Frequent ones have low codes, which packs the units more closely.
fn codes(words: &[(usize, String, u64)]) -> HashMap<char, usize> {
    let mut uses: HashMap<char, usize> = HashMap::new();
    for (_, word, _) in words {
        word.chars().for_each(|c| *uses.entry(c).or_default() += 1);
    }
    let mut chars: Vec<(char, usize)> = uses.into_iter().collect();
    chars.sort_by_key(|(c, uses)| (std::cmp::Reverse(*uses), *c));
    (1..).zip(chars).map(|(code, (c, _))| (c, code)).collect()
}

/// Weights, and the number of each by the number of occurrences.
fn weights(words: &[(usize, String, u64)]) -> (Vec<f64>, HashMap<u64, usize>) {
    let total: u64 = words.iter().map(|(.., occurrences)| occurrences).sum();
    let of = |occurrences: u64| (occurrences as f64).ln() - (total as f64).ln();
    let mut weights = vec![of(1)];
    let mut numbers = HashMap::new();
    for (.., occurrences) in words {
        numbers.entry(*occurrences).or_insert_with(|| {
            weights.push(of(*occurrences));
            weights.len() - 1
        });
    }
    (weights, numbers)
}

/// Gives every prefix a unit, those with most children first: they are the hardest to place.
fn place(prefixes: &[Prefix]) -> io::Result<Vec<u64>> {
    let mut order: Vec<usize> = (0..prefixes.len()).filter(|at| !prefixes[*at].children.is_empty()).collect();
    // The root is the first.
    order.sort_by_key(|at| std::cmp::Reverse(prefixes[*at].children.len()));
    // For each unit one from which on the next free one is to be looked for: itself, if it is free.
    let mut free: Vec<u32> = (0..=NONE as u32).collect();
    free[0] = 1;
    let (mut base, mut unit) = (vec![0; prefixes.len()], vec![0; prefixes.len()]);
    let (mut size, mut start, mut end) = (usize::MAX, 1, 1);
    for at in order {
        let mut codes: Vec<usize> = prefixes[at].children.iter().map(|child| prefixes[*child].code).collect();
        codes.sort_unstable();
        let (lowest, widest) = (codes[0], codes[codes.len() - 1]);
        // What had no room for many children may have room for fewer.
        if codes.len() < size {
            size = codes.len() * 15 / 16;
            start = 1;
        }
        // The first free unit that may be the first child, so that all others are free as well.
        let mut first = start.max(lowest);
        loop {
            first = next_free(&mut free, first);
            if first - lowest + widest >= NONE {
                return Err(io::Error::other("too many words for the table"));
            }
            let is_free = |unit: usize| free[unit] == unit as u32;
            if codes.iter().all(|code| is_free(first - lowest + code)) {
                break;
            }
            first += 1;
        }
        start = first;
        base[at] = first - lowest;
        end = end.max(base[at] + widest + 1);
        for child in &prefixes[at].children {
            unit[*child] = base[at] + prefixes[*child].code;
            free[unit[*child]] += 1;
        }
    }
    let mut units = vec![(NONE as u64) << UNIT_BITS; end];
    for (at, prefix) in prefixes.iter().enumerate() {
        // The root has no parent.
        let parent = if at == 0 { NONE } else { unit[prefix.parent] };
        units[unit[at]] =
            base[at] as u64 | (parent as u64) << UNIT_BITS | (prefix.weight as u64) << (2 * UNIT_BITS);
    }
    Ok(units)
}

/// The first free unit from `unit` on; shortens the way for the next search.
fn next_free(free: &mut [u32], unit: usize) -> usize {
    let mut end = unit;
    while free[end] as usize != end {
        end = free[end] as usize;
    }
    let mut at = unit;
    while at != end {
        at = std::mem::replace(&mut free[at], end as u32) as usize;
    }
    end
}

fn written(weights: &[f64], units: &[u64], codes: &HashMap<char, usize>, big_endian: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut put = |number: &[u8]| {
        if big_endian {
            bytes.extend(number.iter().rev());
        } else {
            bytes.extend(number);
        }
    };
    put(&(weights.len() as u32).to_le_bytes());
    put(&(units.len() as u32).to_le_bytes());
    for weight in weights {
        put(&weight.to_le_bytes());
    }
    for unit in units {
        put(&unit.to_le_bytes());
    }
    let mut table = vec![0_u16; BMP];
    for (c, code) in codes {
        if let Some(place) = table.get_mut(*c as usize) {
            *place = *code as u16;
        }
    }
    for code in table {
        put(&code.to_le_bytes());
    }
    bytes
}
