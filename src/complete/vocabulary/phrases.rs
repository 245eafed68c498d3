//! Counting words, and the phrases that the word list does not know: neighbours that stand together again and again
//! become one word (营商 and 环境, 脱贫 and 攻坚).
//!
//! Memory is bounded: when there are many, neighbours of which both are frequent are counted with luck only, as among them
//! nothing but what comes again and again can be a phrase; when there are too many, the rare ones are forgotten. What must
//! not go in: which words are worth counting, and how they are written down.

use std::collections::HashSet;

use super::token::Token;
use super::word_table::{TableEntry, WordCount, WordTable, hash};

/// Bits that say which phrases are not counted; a power of two. 256 KB, which a core's own cache holds.
const PLACES: u64 = 1 << 21;
/// So many words and phrases are counted without asking whether it will be worth it: all of a few hundred articles.
const FREE: usize = 125_000;
/// From there on neighbours are counted with the chance of so many articles among those that hold the rarer one. A phrase
/// stands in a quarter of them ([`COHESION`]): of 64 articles with its rarest word 16 may have it, and 2 % of such phrases
/// are missed till then. Without chance three times as many neighbours were counted, to be forgotten.
const CHANCE: u64 = 4;
/// With more words and phrases than this the rare ones are forgotten: 30 MB, and half of the places free. The word list has
/// 349,045 words.
const MOST: usize = 500_000;
/// So many phrases and foreign words are left then.
const LEFT: usize = 150_000;
/// Longest phrase, in characters.
const LONGEST: u8 = 6;
/// A longer one than this is only counted from a title on. Counted everywhere, 习近平总书记 comes but 供给侧 goes, which stands in
/// 供给侧结构性.
const USUAL: u8 = 4;
/// A phrase stands in at least this many articles.
const DOCS: u32 = 2;
/// A phrase stands in at least one of so many articles that hold its rarest word.
const COHESION: u32 = 4;

/// A word of the paragraph at hand.
#[derive(Debug, Clone, Copy)]
struct Heard {
    hash: u64,
    /// Where it stands in the paragraph, in bytes.
    start: u32,
    end: u32,
    /// What is known of it, once it has been counted.
    count: WordCount,
}

/// Neighbours that may be a word together.
#[derive(Debug, Clone, Copy)]
struct Noted {
    hash: u64,
    start: u32,
    end: u32,
    /// Articles that hold the rarest of them, so far.
    rarest: u32,
    chars: u8,
    parts: [u8; 2],
}

/// Words, characters and phrases with the number of articles that hold each.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    article: u32,
    counts: WordTable,
    /// A bit for every hash: whether a phrase with such a hash may be counted.
    counted: Vec<u64>,
    /// Words of the paragraph at hand.
    heard: Vec<Heard>,
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

    /// Takes the words of a paragraph, of these lengths in bytes.
    pub(super) fn paragraph(&mut self, text: &str, lengths: &[usize], title: bool) {
        let mut heard = std::mem::take(&mut self.heard);
        hear(text, lengths, &mut heard);
        // The places of all words are looked at before any is counted, so that the processor waits for the memory once and
        // not for each.
        std::hint::black_box(heard.iter().fold(0, |all, word| all ^ self.counts.touch(word.hash)));
        for word in &mut heard {
            word.count = self.word(text, word);
        }
        self.neighbours(text, &heard);
        self.heard = heard;
        self.phrases(text, title);
    }

    /// Counts a word, and returns what is known of it then.
    fn word(&mut self, text: &str, word: &Heard) -> WordCount {
        if let Some(count) = self.counts.get_mut(word.hash) {
            count.add(self.article);
            return *count;
        }
        let text = text.get(word.start as usize..word.end as usize).unwrap_or_default();
        let (token, chars) = (Token::of(text, word.hash), text.chars().count().min(255) as u8);
        let count = WordCount { token, chars, docs: 1, last: self.article, phrase: false };
        if token != Token::Other {
            self.counts.insert(word.hash, TableEntry { text, parts: [0; 2], count });
        }
        count
    }

    /// Notes neighbours that may be a word together: two words, or three if one of them is a single character.
    fn neighbours(&mut self, text: &str, heard: &[Heard]) {
        let joins = |word: &Heard| matches!(word.count.token, Token::Word | Token::Character);
        let single = |word: &Heard| word.count.token == Token::Character;
        for words in heard.windows(2).filter(|words| words.iter().all(joins)) {
            self.noted.extend(Noted::of(text, words));
        }
        for words in heard.windows(3).filter(|words| words.iter().all(joins) && words.iter().any(single)) {
            self.noted.extend(Noted::of(text, words));
        }
    }

    /// Counts the neighbours noted in a paragraph. As with words, all their places are looked at first.
    fn phrases(&mut self, text: &str, title: bool) {
        let noted = std::mem::take(&mut self.noted);
        let counted = noted.iter().filter(|noted| self.may_be_counted(noted.hash));
        std::hint::black_box(counted.fold(0, |all, noted| all ^ self.counts.touch(noted.hash)));
        for noted in &noted {
            self.phrase(text, noted, title);
        }
        self.noted = noted;
        self.noted.clear();
    }

    fn phrase(&mut self, text: &str, noted: &Noted, title: bool) {
        let (article, Noted { hash, chars, parts, .. }) = (self.article, noted);
        if self.may_be_counted(*hash)
            && let Some(count) = self.counts.get_mut(*hash)
        {
            count.add(article);
        } else if title || *chars <= USUAL && (self.counts.len() < FREE || noted.is_lucky(article)) {
            let count = WordCount { token: Token::Word, chars: *chars, phrase: true, docs: 1, last: article };
            let text = text.get(noted.start as usize..noted.end as usize).unwrap_or_default();
            self.mark(*hash);
            // The list may have them as one word, which the text at hand does not mean.
            if self.counts.get(*hash).is_none() {
                self.counts.insert(*hash, TableEntry { text, parts: *parts, count });
            }
        }
    }

    fn may_be_counted(&self, hash: u64) -> bool {
        let place = hash % PLACES;
        self.counted.get(place as usize / 64).is_some_and(|bits| bits >> (place % 64) & 1 != 0)
    }

    fn mark(&mut self, hash: u64) {
        let place = hash % PLACES;
        self.counted.resize(PLACES as usize / 64, 0);
        if let Some(bits) = self.counted.get_mut(place as usize / 64) {
            *bits |= 1 << (place % 64);
        }
    }

    /// Forgets the rare phrases and foreign words.
    fn forget(&mut self) {
        let spare = |count: &WordCount| count.phrase || count.token == Token::Latin;
        let mut least = 1;
        loop {
            let left = |count: &WordCount| !spare(count) || count.docs > least;
            if self.counts.entries().filter(|entry| spare(&entry.count) && left(&entry.count)).count() <= LEFT
            {
                self.counts.keep(left);
                break;
            }
            least *= 2;
        }
        self.counted.clear();
        let phrases = self.counts.entries().filter(|entry| entry.count.phrase);
        let hashes: Vec<u64> = phrases.map(|entry| hash(entry.text.as_bytes())).collect();
        for hash in hashes {
            self.mark(hash);
        }
    }

    /// Adds what was counted over other articles. A phrase that both have seen in one article only is lost.
    pub(super) fn absorb(&mut self, other: &Self) {
        for theirs in other.counts.entries() {
            let hash = hash(theirs.text.as_bytes());
            match self.counts.get_mut(hash) {
                Some(own) => {
                    own.docs += theirs.count.docs;
                    own.phrase &= theirs.count.phrase;
                }
                None => self.counts.insert(hash, theirs),
            }
        }
        self.counted.resize(self.counted.len().max(other.counted.len()), 0);
        self.counted.iter_mut().zip(&other.counted).for_each(|(own, theirs)| *own |= theirs);
        self.article += other.article;
    }

    /// The words and phrases worth offering, each with the number of articles that hold it.
    pub(super) fn chosen(&self) -> Vec<(&str, u32)> {
        let swallowed = self.swallowed();
        let wanted = |entry: &TableEntry<'_>| match entry.count.token {
            Token::Word if entry.count.phrase => self.is_word(entry) && !swallowed.contains(entry.text),
            Token::Word | Token::Latin => true,
            Token::Character | Token::Stop | Token::Other => false,
        };
        self.counts.entries().filter(wanted).map(|entry| (entry.text, entry.count.docs)).collect()
    }

    /// Whether the words of a phrase belong together.
    fn is_word(&self, phrase: &TableEntry<'_>) -> bool {
        let (first, second) = phrase.borders();
        let parts = [phrase.text.get(..first), phrase.text.get(first..second), phrase.text.get(second..)];
        let docs = |part: &str| self.counts.get(hash(part.as_bytes())).map_or(0, |count| count.docs);
        let rarest = parts.into_iter().flatten().filter(|part| !part.is_empty()).map(docs).min().unwrap_or(0);
        let docs = phrase.count.docs;
        docs >= DOCS && docs.saturating_mul(COHESION) >= rarest
    }

    /// Phrases that nearly always stand in a longer one that is a word: 商环境 in 营商环境.
    fn swallowed(&self) -> HashSet<&str> {
        let mut swallowed = HashSet::new();
        let longer = self.counts.entries().filter(|entry| entry.count.phrase && self.is_word(entry));
        for entry in longer {
            let (first, second) = entry.borders();
            let parts = [entry.text.get(first..), entry.text.get(..second)];
            for part in parts.into_iter().flatten().filter(|part| part.len() < entry.text.len()) {
                let shorter = self.counts.get(hash(part.as_bytes())).filter(|shorter| shorter.phrase);
                if shorter.is_some_and(|it| entry.count.docs.saturating_mul(5) >= it.docs.saturating_mul(4)) {
                    swallowed.insert(part);
                }
            }
        }
        swallowed
    }
}

/// The words of a paragraph, not yet counted.
fn hear(text: &str, lengths: &[usize], into: &mut Vec<Heard>) {
    into.clear();
    let mut start = 0;
    for length in lengths {
        let end = start + length;
        let Some(word) = text.as_bytes().get(start..end) else { break };
        into.push(Heard {
            hash: hash(word),
            start: start as u32,
            end: end as u32,
            count: WordCount::default(),
        });
        start = end;
    }
}

impl Noted {
    /// Two or three words that follow each other; none if they are too long for one.
    fn of(text: &str, words: &[Heard]) -> Option<Self> {
        let (first, second, last) = (words.first()?, words.get(1)?, words.last()?);
        let chars = words.iter().fold(0, |chars: u8, word| chars.saturating_add(word.count.chars));
        if chars > LONGEST {
            return None;
        }
        let phrase = text.as_bytes().get(first.start as usize..last.end as usize)?;
        let bytes = |word: &Heard| (word.end - word.start) as u8;
        Some(Self {
            hash: hash(phrase),
            start: first.start,
            end: last.end,
            rarest: words.iter().map(|word| word.count.docs).min().unwrap_or(0),
            chars,
            parts: [bytes(first), bytes(second)],
        })
    }

    /// Whether neighbours that are not counted shall be from this article on.
    fn is_lucky(&self, article: u32) -> bool {
        let dice = (self.hash >> 32) as u32 ^ article.wrapping_mul(0x9E37_79B1);
        (u64::from(dice) * u64::from(self.rarest)) >> 32 < CHANCE
    }
}

impl TableEntry<'_> {
    /// Where the second and the third word of a phrase begin, in bytes.
    fn borders(&self) -> (usize, usize) {
        let first = usize::from(self.parts[0]);
        (first, first + usize::from(self.parts[1]))
    }
}
