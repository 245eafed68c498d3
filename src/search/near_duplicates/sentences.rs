//! The hashes of the sentences of a text, by which near duplicates are recognised.
//!
//! What must not go in: which articles are compared.

use crate::corpus::Article;
use crate::text::folding::Folding;

/// Number of hashes in the sketch of an article.
const SKETCH: usize = 4;
/// Sentences shorter than this (characters) are too common to be in a sketch: 新华社北京电.
const SENTENCE: u32 = 8;
/// The title counts as text if the body is shorter than this (characters): not all articles that say （略） are the same.
const BODY: u32 = 60;
/// Tenths of the longer text that must be shared.
const SHARED: u32 = 9;

/// The sentences of a text: hash and length in characters of each, sorted by hash.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sentences(Vec<(u64, u32)>);

impl Sentences {
    pub(super) fn of(article: Article<'_>) -> Self {
        let text = article.text().as_str();
        let body = text.get(article.title().len()..).unwrap_or_default();
        let sentences = Self::cut(body);
        if sentences.chars() < BODY { Self::cut(text) } else { sentences }
    }

    fn cut(text: &str) -> Self {
        let folding = Folding::get();
        let bytes = text.as_bytes();
        let (mut sentences, mut sentence, mut at) = (Vec::new(), Sentence::default(), 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            at += match rest {
                // U+4000-9FFF: nearly every character. Decoding each one would take four times as long.
                [a @ 0xE4..=0xE9, b, c, ..] => {
                    let code = u32::from(*a & 0xF) << 12 | u32::from(*b & 0x3F) << 6 | u32::from(*c & 0x3F);
                    sentence.push(folding.fold_code(code));
                    3
                }
                [b'\n' | b'!' | b'?' | b';', ..] => {
                    sentences.extend(sentence.end());
                    1
                }
                // 。 and ！ ； ？
                [0xE3, 0x80, 0x82, ..] | [0xEF, 0xBC, 0x81 | 0x9B | 0x9F, ..] => {
                    sentences.extend(sentence.end());
                    3
                }
                _ => {
                    let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\n');
                    if c.is_alphanumeric() {
                        sentence.push(folding.fold(c).map_or(0, u32::from));
                    }
                    c.len_utf8()
                }
            };
        }
        sentences.extend(sentence.end());
        sentences.sort_unstable();
        Self(sentences)
    }

    /// The stored form: two numbers per sentence.
    pub(super) fn numbers(&self) -> Vec<u64> {
        self.0.iter().flat_map(|(hash, chars)| [*hash, u64::from(*chars)]).collect()
    }

    /// The inverse of [`Sentences::numbers`].
    pub(super) fn from_numbers(numbers: &[u64]) -> Self {
        Self(numbers.as_chunks().0.iter().map(|[hash, chars]| (*hash, *chars as u32)).collect())
    }

    pub(super) fn chars(&self) -> u32 {
        self.0.iter().map(|(_, chars)| chars).sum()
    }

    /// The smallest hashes of long enough sentences, or of any if there is no such sentence.
    pub(super) fn sketch(&self) -> Vec<u64> {
        let of = |shortest: u32| {
            let mut hashes: Vec<u64> =
                self.0.iter().filter(|(_, n)| *n >= shortest).map(|(h, _)| *h).collect();
            hashes.dedup();
            hashes.truncate(SKETCH);
            hashes
        };
        let telling = of(SENTENCE);
        if telling.is_empty() { of(1) } else { telling }
    }

    pub(super) fn is_near_duplicate_of(&self, other: &Self) -> bool {
        shares_enough(self.shared(other), self.chars().max(other.chars()))
    }

    /// Characters in the sentences that both texts share.
    fn shared(&self, other: &Self) -> u32 {
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (here.peek(), there.peek()) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => _ = here.next(),
                std::cmp::Ordering::Greater => _ = there.next(),
                std::cmp::Ordering::Equal => {
                    shared += a.1;
                    here.next();
                    there.next();
                }
            }
        }
        shared
    }
}

/// Whether `shared` characters are enough of a text of `longer` characters.
pub(super) fn shares_enough(shared: u32, longer: u32) -> bool {
    u64::from(shared) * 10 >= u64::from(longer) * u64::from(SHARED)
}

/// The running hash of a sentence, over its letters, digits and ideographs.
#[derive(Debug, Default)]
struct Sentence {
    hash: u64,
    chars: u32,
}

impl Sentence {
    /// The multiplier of splitmix64, an odd number without pattern.
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

    fn push(&mut self, c: u32) {
        self.hash = (self.hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(Self::FACTOR);
        self.chars += 1;
    }

    /// Ends the sentence. Returns its hash and length, if it has any characters.
    fn end(&mut self) -> Option<(u64, u32)> {
        let Self { hash, chars } = std::mem::take(self);
        let mixed = (hash ^ hash >> 32).wrapping_mul(Self::FACTOR);
        (chars > 0).then_some((mixed ^ mixed >> 29, chars))
    }
}
