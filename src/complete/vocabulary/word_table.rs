//! A table of words by hash, each with its number of articles.
//!
//! A text has a word every two characters, and nearly each of them costs a fetch from memory; a map of the standard library
//! costs two, one after the other. Here what counting needs lies in 16 bytes, and a whole paragraph's words can be
//! [touched](WordTable::touch) first, so that the fetches run side by side: a third of the time. What must not go in: what is
//! a word or a phrase.

use xxhash_rust::xxh3::xxh3_64;

use super::token::Token;

/// Places at first, a power of two.
const FIRST: usize = 1 << 12;

/// What counting needs of a word, a character or a phrase.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordCount {
    /// Articles that hold it; of a free place none.
    pub(super) docs: u32,
    /// The article that counted last.
    pub(super) last: u32,
    pub(super) token: Token,
    /// Characters, as far as 255.
    pub(super) chars: u8,
    pub(super) phrase: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct TableSlot {
    /// Upper half of the hash; the lower says where to look. That two of 700,000 words are taken for one has a chance below
    /// 1 in 1,000.
    tag: u32,
    count: WordCount,
}

/// The rest of it.
#[derive(Debug, Clone, Copy, Default)]
struct Spelling {
    /// Where it lies in the arena, in bytes.
    start: u32,
    bytes: u8,
    parts: [u8; 2],
}

/// A word with what is known of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableEntry<'a> {
    pub(super) text: &'a str,
    /// Bytes of its words, if it is a phrase; the third is what is left.
    pub(super) parts: [u8; 2],
    pub(super) count: WordCount,
}

/// Words with their counts.
#[derive(Debug, Default)]
pub(super) struct WordTable {
    /// Open addressing, linear probing; a power of two of places, or none.
    places: Vec<TableSlot>,
    /// As many.
    spellings: Vec<Spelling>,
    arena: String,
    len: usize,
}

impl WordCount {
    /// One more article, unless it has counted already.
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

/// The hash under which a word is found.
pub(super) fn hash(word: &[u8]) -> u64 {
    xxh3_64(word)
}

impl WordTable {
    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Fetches the place of a hash into the processor's cache. What it gives is of no use but to have been read.
    pub(super) fn touch(&self, hash: u64) -> u32 {
        self.places.get(self.home(hash)).map_or(0, |place| place.tag)
    }

    /// What is known of the word with this hash.
    pub(super) fn get(&self, hash: u64) -> Option<&WordCount> {
        self.places.get(self.find(hash)?).map(|place| &place.count)
    }

    /// The same, to be changed.
    pub(super) fn get_mut(&mut self, hash: u64) -> Option<&mut WordCount> {
        let at = self.find(hash)?;
        self.places.get_mut(at).map(|place| &mut place.count)
    }

    /// Adds a word that is not there, of at least one article; none longer than 255 bytes.
    pub(super) fn insert(&mut self, hash: u64, entry: TableEntry<'_>) {
        let Ok(bytes) = u8::try_from(entry.text.len()) else { return };
        // Three of four places at most are taken, or probing gets long.
        if (self.len + 1) * 4 > self.places.len() * 3 {
            self.grow();
        }
        let start = self.arena.len() as u32;
        self.arena.push_str(entry.text);
        let spelling = Spelling { start, bytes, parts: entry.parts };
        self.put(hash, WordCount { docs: entry.count.docs.max(1), ..entry.count }, spelling);
    }

    /// All words, in no order.
    pub(super) fn entries(&self) -> impl Iterator<Item = TableEntry<'_>> {
        let all = self.places.iter().zip(&self.spellings);
        all.filter(|(place, _)| !place.is_free()).map(|(place, spelling)| self.entry(place.count, *spelling))
    }

    /// The words that `wanted` keeps, alone in a table of their own.
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

    /// Where a word of this hash would lie if it were the only one.
    fn home(&self, hash: u64) -> usize {
        hash as usize & self.places.len().wrapping_sub(1)
    }

    fn find(&self, hash: u64) -> Option<usize> {
        let (mut at, tag) = (self.home(hash), (hash >> 32) as u32);
        loop {
            let place = self.places.get(at)?;
            if place.is_free() {
                return None;
            }
            if place.tag == tag {
                return Some(at);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Writes a word into the first free place from its home on; there is one.
    fn put(&mut self, hash: u64, count: WordCount, spelling: Spelling) {
        let mut at = self.home(hash);
        while self.places.get(at).is_some_and(|place| !place.is_free()) {
            at = (at + 1) & (self.places.len() - 1);
        }
        if let (Some(place), Some(spelled)) = (self.places.get_mut(at), self.spellings.get_mut(at)) {
            *place = TableSlot { tag: (hash >> 32) as u32, count };
            *spelled = spelling;
            self.len += 1;
        }
    }

    fn grow(&mut self) {
        let room = (self.places.len() * 2).max(FIRST);
        let mut larger = Self {
            places: vec![TableSlot::default(); room],
            spellings: vec![Spelling::default(); room],
            arena: String::new(),
            len: 0,
        };
        for (place, spelling) in self.places.iter().zip(&self.spellings).filter(|(place, _)| !place.is_free())
        {
            larger.put(hash(self.entry(place.count, *spelling).text.as_bytes()), place.count, *spelling);
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
    fn an_article_counts_once() {
        let mut count = WordCount::default();
        for article in [1, 1, 2, 2, 7] {
            count.add(article);
        }
        assert_eq!(count.docs, 3);
    }
}
