//! Counting words, and the phrases that the word list does not know: neighbours that stand together again and again
//! become one word (营商 and 环境, 脱贫 and 攻坚).
//!
//! Memory is bounded: a phrase is counted from the second article on that may hold it (a table of a million places, some
//! shared, remembers the first), and when there are too many the rare ones are forgotten. What must not go in: which
//! words are worth counting, and how they are written down.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

/// Places of the table of phrases seen once; a power of two. 4 MB.
const PLACES: usize = 1 << 20;
/// More phrases than this are not counted at a time: about 50 MB.
const MOST: usize = 1_000_000;
/// Longest phrase, in characters.
const LONGEST: usize = 6;
/// A phrase stands in at least this many articles.
const DOCS: u32 = 2;
/// A phrase stands in at least one of so many articles that hold its rarest word.
const COHESION: u32 = 4;

/// What a word of the text is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A word of ideographs: counted, and part of phrases.
    Word,
    /// A single ideograph, maybe a piece of a word that the list does not know: part of phrases.
    Character,
    /// Letters and digits: counted.
    Latin,
    /// Nothing; it ends a phrase.
    Other,
}

/// What is known of a word, a character or a phrase.
#[derive(Debug, Clone, Copy)]
struct Count {
    /// Where it lies in the arena.
    start: u32,
    bytes: u8,
    /// Bytes of its words, if it is a phrase; the third is what is left.
    parts: [u8; 2],
    token: Token,
    phrase: bool,
    docs: u32,
    /// The article that counted last.
    last: u32,
}

/// The hash of a word is its key.
#[derive(Debug, Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A word just passed.
#[derive(Debug, Clone)]
struct Passed {
    range: Range<usize>,
    chars: usize,
    character: bool,
}

/// Words, characters and phrases with the number of articles that hold each.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    article: u32,
    title: bool,
    counts: HashMap<u64, Count, BuildHasherDefault<Itself>>,
    arena: String,
    /// Phrases among the counts.
    found: usize,
    /// The article that first held a phrase of this place, plus one.
    seen: Vec<u32>,
    /// The words before this one, if a phrase can begin with them.
    passed: [Option<Passed>; 2],
}

impl Phrases {
    pub(super) fn articles(&self) -> u32 {
        self.article
    }

    pub(super) fn next_article(&mut self) {
        self.article += 1;
        if self.found > MOST {
            self.forget();
        }
    }

    pub(super) fn next_paragraph(&mut self, title: bool) {
        self.title = title;
        self.passed = [None, None];
    }

    /// Takes the next word of a paragraph.
    pub(super) fn add(&mut self, text: &str, range: Range<usize>, hash: u64, token: Token) {
        let word = text.get(range.clone()).unwrap_or_default();
        if token != Token::Other {
            self.count(hash, word, Count::new(token, [0; 2]));
        }
        if !matches!(token, Token::Word | Token::Character) {
            self.passed = [None, None];
            return;
        }
        let this = Passed { range, chars: word.chars().count(), character: token == Token::Character };
        let [first, second] = std::mem::take(&mut self.passed);
        if let Some(second) = &second {
            self.phrase(text, &[second, &this]);
            if let Some(first) = &first
                && (first.character || second.character || this.character)
            {
                self.phrase(text, &[first, second, &this]);
            }
        }
        self.passed = [second, Some(this)];
    }

    /// Counts neighbours that may be a word together.
    fn phrase(&mut self, text: &str, words: &[&Passed]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let phrase = text.get(first.range.start..last.range.end).unwrap_or_default();
        if words.iter().map(|word| word.chars).sum::<usize>() > LONGEST {
            return;
        }
        let hash = xxh3_64(phrase.as_bytes());
        let length = |at: usize| words.get(at).map_or(0, |word| word.range.len() as u8);
        let parts = [length(0), length(1)];
        if self.counts.contains_key(&hash) {
            self.count(hash, phrase, Count::new(Token::Word, parts));
            return;
        }
        if self.seen.is_empty() {
            self.seen.resize(PLACES, 0);
        }
        let Some(place) = self.seen.get_mut(hash as usize % PLACES) else { return };
        let earlier = std::mem::replace(place, self.article + 1);
        let again = earlier != 0 && earlier != self.article + 1;
        if again || self.title {
            self.found += 1;
            self.count(
                hash,
                phrase,
                Count { docs: u32::from(again), phrase: true, ..Count::new(Token::Word, parts) },
            );
        }
    }

    fn count(&mut self, hash: u64, word: &str, new: Count) {
        let article = self.article;
        let count = self.counts.entry(hash).or_insert_with(|| {
            let start = self.arena.len() as u32;
            self.arena.push_str(word);
            Count { start, bytes: word.len() as u8, last: u32::MAX, ..new }
        });
        if count.last != article {
            count.last = article;
            count.docs += 1;
        }
    }

    /// Forgets the rare half of the phrases.
    fn forget(&mut self) {
        let mut least = DOCS;
        while self.found > MOST / 2 {
            self.counts.retain(|_, count| !count.phrase || count.docs > least);
            self.found = self.counts.values().filter(|count| count.phrase).count();
            least *= 2;
        }
        self.seen.fill(0);
        let old = std::mem::take(&mut self.arena);
        for count in self.counts.values_mut() {
            let word = count.text(&old);
            count.start = self.arena.len() as u32;
            self.arena.push_str(word);
        }
    }

    /// Adds what was counted over other articles.
    pub(super) fn absorb(&mut self, other: &Self) {
        for (hash, theirs) in &other.counts {
            let word = theirs.text(&other.arena);
            let before = self.counts.len();
            let own = self.counts.entry(*hash).or_insert_with(|| {
                let start = self.arena.len() as u32;
                self.arena.push_str(word);
                Count { start, docs: 0, last: u32::MAX, ..*theirs }
            });
            own.docs += theirs.docs;
            own.phrase &= theirs.phrase;
            self.found += usize::from(theirs.phrase && self.counts.len() > before);
        }
        self.article += other.article;
    }

    /// The words and phrases worth offering, each with the number of articles that hold it.
    pub(super) fn chosen(&self) -> Vec<(&str, u32)> {
        let swallowed = self.swallowed();
        let wanted = |(hash, count): &(&u64, &Count)| match count.token {
            Token::Word if count.phrase => self.is_word(count) && !swallowed.contains(*hash),
            Token::Word | Token::Latin => true,
            Token::Character | Token::Other => false,
        };
        self.counts.iter().filter(wanted).map(|(_, count)| (count.text(&self.arena), count.docs)).collect()
    }

    /// Whether the words of a phrase belong together.
    fn is_word(&self, phrase: &Count) -> bool {
        let text = phrase.text(&self.arena);
        let first = usize::from(phrase.parts[0]);
        let second = first + usize::from(phrase.parts[1]);
        let parts = [text.get(..first), text.get(first..second), text.get(second..)];
        let docs = |part: &str| self.counts.get(&xxh3_64(part.as_bytes())).map_or(0, |count| count.docs);
        let rarest = parts.into_iter().flatten().filter(|part| !part.is_empty()).map(docs).min().unwrap_or(0);
        phrase.docs >= DOCS && phrase.docs.saturating_mul(COHESION) >= rarest
    }

    /// Phrases that nearly always stand in a longer one that is a word: 商环境 in 营商环境.
    fn swallowed(&self) -> HashSet<u64, BuildHasherDefault<Itself>> {
        let mut swallowed = HashSet::default();
        let longer = self.counts.values().filter(|count| count.phrase && self.is_word(count));
        for count in longer {
            let text = count.text(&self.arena);
            let first = usize::from(count.parts[0]);
            let second = first + usize::from(count.parts[1]);
            for part in
                [text.get(first..), text.get(..second)].into_iter().flatten().filter(|p| p.len() < text.len())
            {
                let hash = xxh3_64(part.as_bytes());
                let shorter = self.counts.get(&hash).filter(|shorter| shorter.phrase);
                if shorter
                    .is_some_and(|shorter| count.docs.saturating_mul(5) >= shorter.docs.saturating_mul(4))
                {
                    swallowed.insert(hash);
                }
            }
        }
        swallowed
    }
}

impl Count {
    fn new(token: Token, parts: [u8; 2]) -> Self {
        Self { start: 0, bytes: 0, parts, token, phrase: false, docs: 0, last: 0 }
    }

    fn text<'a>(&self, arena: &'a str) -> &'a str {
        let start = self.start as usize;
        arena.get(start..start + usize::from(self.bytes)).unwrap_or_default()
    }
}
