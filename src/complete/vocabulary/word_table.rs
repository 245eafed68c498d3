//! A hash table of words, each with its number of articles.
//!
//! A text has a word every two characters, and nearly every lookup misses the cache; the map of the standard library
//! misses it twice in a row. Here all that counting needs fits into 16 bytes, and the words of a whole paragraph can be
//! [touched](WordTable::touch) first, so that the cache misses overlap: a third of the time. What must not go in: what
//! is a word or a phrase.

use xxhash_rust::xxh3::xxh3_64;

use super::token::Token;

/// Initial number of slots, a power of two.
const FIRST: usize = 1 << 12;

/// What counting needs to know of a word, a character or a phrase.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordCount {
    /// Number of articles that contain it; 0 in a free slot.
    pub(super) docs: u32,
    /// The last article counted.
    pub(super) last: u32,
    /// Kind and number in one, so that a slot has 16 bytes and lies in one line of the cache: the lower byte has the token, whether it
    /// is a phrase and the number of characters, at most [`MANY`]; the upper three have the number from 1 of the word, 0 where it has none.
    packed: u32,
}

/// What a word of more characters is said to have.
const MANY: usize = 7;
/// The bit of a phrase.
const PHRASE: u32 = 1 << 4;
/// The largest number that a slot can hold; words with a larger one are looked up by their text.
const MOST_NUMBERED: u32 = (1 << 24) - 1;

#[derive(Debug, Clone, Copy, Default)]
#[repr(align(16))]
struct TableSlot {
    /// The upper half of the hash; the lower half chooses the slot. Among 700,000 words the chance that any two are
    /// mistaken for one another is below 1 in 1,000.
    tag: u32,
    count: WordCount,
}

const _: () = assert!(size_of::<TableSlot>() == 16, "four slots are a line of the cache");

/// The text of a word, and what else counting does not need.
#[derive(Debug, Clone, Copy, Default)]
struct Spelling {
    /// Where it begins in the arena, in bytes.
    start: u32,
    bytes: u8,
    parts: [u8; 2],
}

/// A word and its count.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableEntry<'a> {
    pub(super) text: &'a str,
    /// The lengths in bytes of the first two words of a phrase; the rest is the third.
    pub(super) parts: [u8; 2],
    pub(super) count: WordCount,
}

/// Words and their counts.
#[derive(Debug, Default)]
pub(super) struct WordTable {
    /// Open addressing with linear probing; the number of slots is a power of two, or 0.
    slots: Vec<TableSlot>,
    /// One for each slot.
    spellings: Vec<Spelling>,
    arena: String,
    len: usize,
}

impl WordCount {
    /// A word of so many characters in one article.
    pub(super) fn word(token: Token, chars: usize, article: u32) -> Self {
        Self { docs: 1, last: article, packed: token as u32 | (chars.min(MANY) as u32) << 5 }
    }

    /// A phrase of so many characters in one article.
    pub(super) fn phrase(chars: u8, article: u32) -> Self {
        let word = Self::word(Token::Word, usize::from(chars), article);
        Self { packed: word.packed | PHRASE, ..word }
    }

    pub(super) fn token(self) -> Token {
        Token::ALL.get(self.packed as usize & 0xF).copied().unwrap_or_default()
    }

    pub(super) fn is_phrase(self) -> bool {
        self.packed & PHRASE != 0
    }

    /// Says that it is a word by itself.
    pub(super) fn is_word_too(&mut self) {
        self.packed &= !PHRASE;
    }

    /// The number of its characters, at most [`MANY`].
    pub(super) fn chars(self) -> u8 {
        (self.packed >> 5) as u8 & MANY as u8
    }

    /// Its number from 1; 0: none.
    pub(super) fn number(self) -> u32 {
        self.packed >> 8
    }

    pub(super) fn set_number(&mut self, number: u32) {
        if number <= MOST_NUMBERED {
            self.packed = self.packed & 0xFF | number << 8;
        }
    }

    /// Counts an article, unless it was the last one counted.
    pub(super) fn add(&mut self, article: u32) {
        if self.last != article {
            self.last = article;
            self.docs += 1;
        }
    }
}

impl TableSlot {
    fn is_free(&self) -> bool {
        self.count.docs == 0
    }
}

/// The hash of a word.
pub(super) fn hash(word: &[u8]) -> u64 {
    xxh3_64(word)
}

impl WordTable {
    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Loads the slot of a hash into the processor's cache. The result only keeps the read from being optimised away.
    pub(super) fn touch(&self, hash: u64) -> u32 {
        self.slots.get(self.home(hash)).map_or(0, |slot| slot.tag)
    }

    /// The count of the word with this hash.
    pub(super) fn get(&self, hash: u64) -> Option<&WordCount> {
        self.slots.get(self.find(hash)?).map(|slot| &slot.count)
    }

    /// The same, mutable.
    pub(super) fn get_mut(&mut self, hash: u64) -> Option<&mut WordCount> {
        let at = self.find(hash)?;
        self.slots.get_mut(at).map(|slot| &mut slot.count)
    }

    /// Adds a word that is not in the table, with at least one article. Words longer than 255 bytes are dropped.
    pub(super) fn insert(&mut self, hash: u64, entry: TableEntry<'_>) {
        let Ok(bytes) = u8::try_from(entry.text.len()) else { return };
        // At most half of the slots are taken, or probing gets long: for a word that is not there 2.5 slots, of three quarters 8.5.
        if (self.len + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let start = self.arena.len() as u32;
        self.arena.push_str(entry.text);
        let spelling = Spelling { start, bytes, parts: entry.parts };
        self.put(hash, WordCount { docs: entry.count.docs.max(1), ..entry.count }, spelling);
    }

    /// All words, in no order.
    pub(super) fn entries(&self) -> impl Iterator<Item = TableEntry<'_>> {
        let all = self.slots.iter().zip(&self.spellings);
        all.filter(|(slot, _)| !slot.is_free()).map(|(slot, spelling)| self.entry(slot.count, *spelling))
    }

    /// Keeps only the words that `wanted` accepts.
    pub(super) fn keep(&mut self, wanted: impl Fn(&WordCount) -> bool) {
        let mut kept = Self::default();
        for entry in self.entries().filter(|entry| wanted(&entry.count)) {
            kept.insert(hash(entry.text.as_bytes()), entry);
        }
        *self = kept;
    }

    fn entry(&self, count: WordCount, spelling: Spelling) -> TableEntry<'_> {
        let start = spelling.start as usize;
        let text = self.arena.get(start..start + usize::from(spelling.bytes)).unwrap_or_default();
        TableEntry { text, parts: spelling.parts, count }
    }

    /// The slot where probing for this hash begins.
    fn home(&self, hash: u64) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    fn find(&self, hash: u64) -> Option<usize> {
        let (mut at, tag) = (self.home(hash), (hash >> 32) as u32);
        loop {
            let slot = self.slots.get(at)?;
            if slot.is_free() {
                return None;
            }
            if slot.tag == tag {
                return Some(at);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Writes a word into the first free slot from its home; there is always one.
    fn put(&mut self, hash: u64, count: WordCount, spelling: Spelling) {
        let mut at = self.home(hash);
        while self.slots.get(at).is_some_and(|slot| !slot.is_free()) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let (Some(slot), Some(spelled)) = (self.slots.get_mut(at), self.spellings.get_mut(at)) {
            *slot = TableSlot { tag: (hash >> 32) as u32, count };
            *spelled = spelling;
            self.len += 1;
        }
    }

    fn grow(&mut self) {
        let room = (self.slots.len() * 2).max(FIRST);
        let mut larger = Self {
            slots: vec![TableSlot::default(); room],
            spellings: vec![Spelling::default(); room],
            arena: String::new(),
            len: 0,
        };
        for (slot, spelling) in self.slots.iter().zip(&self.spellings).filter(|(slot, _)| !slot.is_free()) {
            larger.put(hash(self.entry(slot.count, *spelling).text.as_bytes()), slot.count, *spelling);
        }
        larger.arena = std::mem::take(&mut self.arena);
        *self = larger;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str, docs: u32) -> TableEntry<'_> {
        TableEntry { text, parts: [1, 2], count: WordCount { docs, ..WordCount::default() } }
    }

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let mut counts = WordTable::default();
        assert!(counts.get(hash("词".as_bytes())).is_none());
        let words: Vec<String> = (0..20_000).map(|n| format!("词{n}")).collect();
        for (number, word) in words.iter().enumerate() {
            counts.insert(hash(word.as_bytes()), entry(word, number as u32 + 1));
        }
        assert_eq!(counts.len(), words.len());
        for (number, word) in words.iter().enumerate() {
            assert_eq!(
                counts.get(hash(word.as_bytes())).map(|count| count.docs),
                Some(number as u32 + 1),
                "{word}"
            );
        }
        assert!((20_000..40_000).all(|n| counts.get(hash(format!("词{n}").as_bytes())).is_none()));
        assert!(counts.entries().all(|entry| entry.text == words[entry.count.docs as usize - 1]));
        assert_eq!(counts.entries().count(), words.len());
    }

    #[test]
    fn what_is_not_kept_is_gone() {
        let mut counts = WordTable::default();
        for n in 1..=5_000 {
            let word = format!("词{n}");
            counts.insert(hash(word.as_bytes()), entry(&word, n));
        }
        counts.keep(|count| count.docs % 2 == 0);
        assert_eq!(counts.len(), 2_500);
        assert!((1..=5_000).all(|n| counts.get(hash(format!("词{n}").as_bytes())).is_some() == (n % 2 == 0)));
        assert!(counts.entries().all(|entry| entry.parts == [1, 2]));
    }

    #[test]
    fn kind_and_number_are_kept_in_one() {
        let mut count = WordCount::phrase(4, 9);
        count.set_number(1_234_567);
        count.set_number(MOST_NUMBERED + 1);
        assert_eq!(
            (count.token(), count.chars(), count.number(), count.is_phrase()),
            (Token::Word, 4, 1_234_567, true)
        );
        count.is_word_too();
        assert_eq!((count.number(), count.is_phrase()), (1_234_567, false));
        let long = WordCount::word(Token::Latin, 300, 1);
        assert_eq!((long.token(), long.chars(), long.docs, long.last), (Token::Latin, 7, 1, 1));
    }

    #[test]
    fn an_article_counts_once() {
        let mut count = WordCount::default();
        for article in [1, 1, 2, 2, 7] {
            count.add(article);
        }
        assert_eq!(count.docs, 3);
    }
}
