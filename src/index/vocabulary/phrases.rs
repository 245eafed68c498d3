//! Counting words, and the phrases that the word list does not know: neighbours that stand together again and again
//! become one word (营商 and 环境, 脱贫 and 攻坚).
//!
//! Memory is bounded: a phrase is counted from the second article on that may hold it (a table of a million places, some
//! shared, remembers the one before), and when there are too many the rare ones are forgotten. What must not go in: which
//! words are worth counting, and how they are written down.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

/// Places of the table of phrases seen; a power of two. 2 MB, as much as a core has cache for.
const PLACES: usize = 1 << 20;
/// In a place of that table: a phrase of this place is counted.
const COUNTED: u16 = 1 << 15;
/// With more words and phrases than this the rare ones are forgotten: about 50 MB. The word list has 349,045 words.
const MOST: usize = 700_000;
/// So many phrases and foreign words are left then.
const LEFT: usize = 150_000;
/// Longest phrase, in characters.
const LONGEST: u8 = 6;
/// A longer one than this is only counted if it has stood in a title.
const USUAL: u8 = 4;
/// A phrase stands in at least this many articles.
const DOCS: u32 = 2;
/// A phrase stands in at least one of so many articles that hold its rarest word.
const COHESION: u32 = 4;

/// What a word of the text is good for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Token {
    /// A word of ideographs: counted, and part of phrases.
    Word,
    /// A single ideograph, maybe a piece of a word that the list does not know: part of phrases.
    Character,
    /// Letters and digits: counted.
    Latin,
    /// A function word or a sign: it ends a phrase.
    Stop,
    /// A number or the like, of which there is no end: it ends a phrase and is not remembered.
    #[default]
    Other,
}

/// What is known of a word, a character or a phrase.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// Where it lies in the arena.
    start: u32,
    bytes: u8,
    /// Characters, as far as 255.
    chars: u8,
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
    chars: u8,
    character: bool,
}

/// Neighbours that may be a word together.
#[derive(Debug)]
struct Noted {
    hash: u64,
    range: Range<usize>,
    chars: u8,
    parts: [u8; 2],
}

/// Words, characters and phrases with the number of articles that hold each.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    article: u32,
    counts: HashMap<u64, Count, BuildHasherDefault<Itself>>,
    arena: String,
    /// The article that last held a phrase of this place, plus one; and whether one of them is counted.
    seen: Vec<u16>,
    /// Neighbours of the paragraph at hand.
    noted: Vec<Noted>,
}

impl Phrases {
    pub(super) fn articles(&self) -> u32 {
        self.article
    }

    pub(super) fn next_article(&mut self) {
        self.article += 1;
        if self.counts.len() > MOST {
            self.forget();
        }
    }

    /// Takes the words of a paragraph, of these lengths in bytes; `token` says what a word is good for, which is remembered
    /// for words that come again and again.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        lengths: &[usize],
        title: bool,
        token: fn(&str, u64) -> Token,
    ) {
        let mut passed: [Option<Passed>; 2] = [None, None];
        let mut start = 0;
        for length in lengths {
            let range = start..start + length;
            start += length;
            let Some(word) = text.get(range.clone()) else { break };
            let (token, chars) = self.word(word, token);
            let [first, second] = std::mem::take(&mut passed);
            if !matches!(token, Token::Word | Token::Character) {
                continue;
            }
            let this = Passed { range, chars, character: token == Token::Character };
            if let Some(second) = &second {
                self.neighbours(text, &[second, &this]);
                if let Some(first) = &first
                    && (first.character || second.character || this.character)
                {
                    self.neighbours(text, &[first, second, &this]);
                }
            }
            passed = [second, Some(this)];
        }
        self.phrases(text, title);
    }

    fn word(&mut self, word: &str, token: fn(&str, u64) -> Token) -> (Token, u8) {
        let hash = xxh3_64(word.as_bytes());
        match self.counts.get_mut(&hash) {
            Some(count) => {
                count.add(self.article);
                (count.token, count.chars)
            }
            None => self.first(word, hash, token(word, hash)),
        }
    }

    /// Takes a word that is not known.
    fn first(&mut self, word: &str, hash: u64, token: Token) -> (Token, u8) {
        let chars = word.chars().count().min(255) as u8;
        if token != Token::Other {
            self.insert(hash, word, Count { token, chars, docs: 1, ..Count::default() });
        }
        (token, chars)
    }

    fn insert(&mut self, hash: u64, word: &str, new: Count) {
        let start = self.arena.len() as u32;
        self.arena.push_str(word);
        self.counts.insert(hash, Count { start, bytes: word.len() as u8, last: self.article, ..new });
    }

    /// Notes neighbours that may be a word together.
    fn neighbours(&mut self, text: &str, words: &[&Passed]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let chars = words.iter().fold(0, |chars: u8, word| chars.saturating_add(word.chars));
        let range = first.range.start..last.range.end;
        if chars <= LONGEST
            && let Some(phrase) = text.get(range.clone())
        {
            let length = |at: usize| words.get(at).map_or(0, |word| word.range.len() as u8);
            self.noted.push(Noted {
                hash: xxh3_64(phrase.as_bytes()),
                range,
                chars,
                parts: [length(0), length(1)],
            });
        }
    }

    /// Counts the neighbours noted in a paragraph. All their places are looked at first, so that the processor waits for
    /// the memory once and not for each: half of the time is saved.
    fn phrases(&mut self, text: &str, title: bool) {
        if self.seen.is_empty() && !self.noted.is_empty() {
            self.seen.resize(PLACES, 0);
        }
        let noted = std::mem::take(&mut self.noted);
        let place = |noted: &Noted| noted.hash as usize % PLACES;
        let looked = noted.iter().filter_map(|n| self.seen.get(place(n))).fold(0, |all, seen| all ^ seen);
        std::hint::black_box(looked);
        for noted in &noted {
            self.phrase(text, noted, place(noted), title);
        }
        self.noted = noted;
        self.noted.clear();
    }

    fn phrase(&mut self, text: &str, noted: &Noted, place: usize, title: bool) {
        let (article, Noted { hash, chars, parts, .. }) = (self.article, noted);
        let Some(place) = self.seen.get_mut(place) else { return };
        // Fifteen bits tell one article from the one before well enough.
        let this = (article + 1) as u16 & !COUNTED;
        let earlier = *place & !COUNTED;
        let again = earlier != 0 && earlier != this;
        *place = *place & COUNTED | this;
        if *place & COUNTED != 0
            && let Some(count) = self.counts.get_mut(hash)
        {
            count.add(article);
        } else if title || again && *chars <= USUAL {
            *place |= COUNTED;
            let docs = 1 + u32::from(again);
            let count = Count {
                token: Token::Word,
                chars: *chars,
                parts: *parts,
                phrase: true,
                docs,
                ..Count::default()
            };
            if !self.counts.contains_key(hash) {
                self.insert(*hash, text.get(noted.range.clone()).unwrap_or_default(), count);
            }
        }
    }

    /// Forgets the rare phrases and foreign words.
    fn forget(&mut self) {
        let spare = |count: &Count| count.phrase || count.token == Token::Latin;
        let mut least = 1;
        while self.counts.values().filter(|count| spare(count)).count() > LEFT {
            self.counts.retain(|_, count| !spare(count) || count.docs > least);
            least *= 2;
        }
        self.seen.fill(0);
        for (hash, _) in self.counts.iter().filter(|(_, count)| count.phrase) {
            if let Some(place) = self.seen.get_mut(*hash as usize % PLACES) {
                *place = COUNTED;
            }
        }
        let old = std::mem::take(&mut self.arena);
        for count in self.counts.values_mut() {
            let word = count.text(&old);
            count.start = self.arena.len() as u32;
            self.arena.push_str(word);
        }
    }

    /// Adds what was counted over other articles. A phrase that both have seen in one article only is lost.
    pub(super) fn absorb(&mut self, other: &Self) {
        for (hash, theirs) in &other.counts {
            match self.counts.get_mut(hash) {
                Some(own) => {
                    own.docs += theirs.docs;
                    own.phrase &= theirs.phrase;
                }
                None => self.insert(*hash, theirs.text(&other.arena), *theirs),
            }
        }
        for (own, theirs) in self.seen.iter_mut().zip(&other.seen) {
            *own |= theirs & COUNTED;
        }
        if self.seen.is_empty() {
            self.seen.clone_from(&other.seen);
        }
        self.article += other.article;
    }

    /// The words and phrases worth offering, each with the number of articles that hold it.
    pub(super) fn chosen(&self) -> Vec<(&str, u32)> {
        let swallowed = self.swallowed();
        let wanted = |(hash, count): &(&u64, &Count)| match count.token {
            Token::Word if count.phrase => self.is_word(count) && !swallowed.contains(*hash),
            Token::Word | Token::Latin => true,
            Token::Character | Token::Stop | Token::Other => false,
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
    fn add(&mut self, article: u32) {
        if self.last != article {
            self.last = article;
            self.docs += 1;
        }
    }

    fn text<'a>(&self, arena: &'a str) -> &'a str {
        let start = self.start as usize;
        arena.get(start..start + usize::from(self.bytes)).unwrap_or_default()
    }
}
