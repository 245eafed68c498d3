//! Counting words, and phrases that are not in the word list: neighbours that often occur together become one word (营商
//! and 环境, 脱贫 and 攻坚).
//!
//! Memory is bounded. Once there are many phrases, new ones made of frequent words are sampled: to be a phrase they
//! must recur so often that sampling finds them. Once there are too many, rare ones are dropped. What must not go in:
//! which words are worth counting, and how they are stored.

use std::collections::HashSet;

use super::token::{self, Token};
use super::word_table::{TableEntry, WordCount, WordTable, hash};
use crate::complete::word_numbers::WordNumbers;

/// Bits of the filter of counted phrases, a power of two: 256 KB, which fit into the cache of one core.
const FILTER_BITS: u64 = 1 << 21;
/// Up to this many words and phrases, every phrase is counted: all those of a few hundred articles.
const FREE: usize = 125_000;
/// Beyond that, a phrase is sampled in this many of the articles that contain its rarest word, on average. It must
/// occur in a quarter of these ([`COHESION`]): once its rarest word is in 64 articles, it is in 16, and 2 % of such
/// phrases have been missed by then. Without sampling, three times as many phrases were counted, only to be dropped.
const CHANCE: u64 = 4;
/// Beyond this many words and phrases, the rare ones are dropped: 30 MB, with half of the slots free. The word list has
/// 349,045 words.
const MOST: usize = 500_000;
/// Most phrases and foreign words that are left then.
const LEFT: usize = 150_000;
/// The longest phrase, in characters.
const LONGEST: u8 = 6;
/// Longer phrases are counted only once one was in a title. If all were counted, 习近平总书记 would be gained, but 供给侧 lost to
/// 供给侧结构性.
const USUAL: u8 = 4;
/// A phrase is in at least this many articles.
const DOCS: u32 = 2;
/// A phrase is in at least one of this many articles that contain its rarest word.
const COHESION: u32 = 4;

/// A function word and a word of the list make a phrase where the word stands seldom without the other: in so many of three
/// articles that contain it, at least.
const JOINED: u32 = 2;

/// The same for the name of a person, whose characters occur in many words: 马云; and for people of a place: 中国人.
const NAME_COHESION: u32 = 16;
/// A name is in at least this many articles.
const NAME_DOCS: u32 = 3;

/// A word of the current paragraph.
#[derive(Debug, Clone, Copy)]
struct ParagraphWord {
    hash: u64,
    /// Where it begins in the paragraph, in bytes.
    start: u32,
    end: u32,
    /// Its count, once it has been counted.
    count: WordCount,
}

/// Neighbouring words that may form a phrase.
#[derive(Debug, Clone, Copy)]
struct CandidatePhrase {
    hash: u64,
    start: u32,
    end: u32,
    /// Number of articles so far with the rarest of the words.
    rarest: u32,
    chars: u8,
    parts: [u8; 2],
}

/// Words, characters and phrases, each with the number of articles that contain it.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    article: u32,
    counts: WordTable,
    /// A filter by hash: a phrase whose bit is clear is not counted yet.
    counted: Vec<u64>,
    /// The words of the current paragraph.
    words: Vec<ParagraphWord>,
    /// The possible phrases of the current paragraph.
    candidates: Vec<CandidatePhrase>,
    /// The numbers of all words that were seen, if they are numbered.
    pub(super) numbers: Option<WordNumbers>,
    /// By number, the words that are not counted: telling what 2019 is takes longer than a look-up.
    uncounted: Vec<Option<(Token, u8)>>,
}

impl Phrases {
    pub(super) fn articles(&self) -> u32 {
        self.article
    }

    /// Of each word of the last paragraph, its length in bytes and its number from 1; 0 where it has none.
    pub(super) fn last_numbers(&self) -> impl Iterator<Item = (usize, u32)> {
        self.words.iter().map(|word| ((word.end - word.start) as usize, word.count.number()))
    }

    pub(super) fn next_article(&mut self) {
        self.article += 1;
        if self.counts.len() > MOST {
            self.forget();
        }
    }

    /// Counts the words and phrases of a paragraph; `lengths` are the lengths of its words in bytes.
    pub(super) fn paragraph(&mut self, text: &str, lengths: &[usize], title: bool) {
        let mut paragraph = std::mem::take(&mut self.words);
        split(text, lengths, &mut paragraph);
        // Touch the slots of all words before counting any, so that the processor waits for memory once and not for each.
        std::hint::black_box(paragraph.iter().fold(0, |all, word| all ^ self.counts.touch(word.hash)));
        for word in &mut paragraph {
            let latin = text.as_bytes().get(word.start as usize).is_some_and(u8::is_ascii_alphanumeric);
            let address = latin && token::is_in_address(text, word.start as usize, word.end as usize);
            word.count = if address { WordCount::default() } else { self.word(text, word) };
        }
        self.neighbours(text, &paragraph);
        self.words = paragraph;
        self.phrases(text, title);
    }

    /// Counts a word. Returns its count.
    fn word(&mut self, text: &str, word: &ParagraphWord) -> WordCount {
        let text = || text.get(word.start as usize..word.end as usize).unwrap_or_default();
        let number = |numbers: &mut Option<WordNumbers>| {
            numbers.as_mut().map_or(0, |numbers| numbers.hashed(word.hash, text()) as u32 + 1)
        };
        if let Some(count) = self.counts.get_mut(word.hash) {
            count.add(self.article);
            if count.number() == 0 {
                count.set_number(number(&mut self.numbers));
            }
            return *count;
        }
        let number = number(&mut self.numbers);
        let known = self.uncounted.get(number as usize).copied().flatten();
        let text = text();
        let (token, chars) =
            known.unwrap_or_else(|| (Token::of(text, word.hash), text.chars().count().min(255) as u8));
        let mut count = WordCount::word(token, usize::from(chars), self.article);
        count.set_number(number);
        if !matches!(token, Token::Other | Token::Number) {
            self.counts.insert(word.hash, TableEntry { text, parts: [0; 2], count });
        } else if number > 0 && known.is_none() {
            let place = number as usize;
            self.uncounted.resize(self.uncounted.len().max(place + 1), None);
            if let Some(slot) = self.uncounted.get_mut(place) {
                *slot = Some((token, chars));
            }
        }
        count
    }

    /// Collects possible phrases: two neighbouring words, or three if one of them is a single character. Letters and digits
    /// join ideographs, and some function words a single character.
    fn neighbours(&mut self, text: &str, paragraph: &[ParagraphWord]) {
        for words in paragraph.windows(2).filter(|words| joins_two(words)) {
            self.candidates.extend(CandidatePhrase::of(text, words));
        }
        for words in paragraph.windows(3).filter(|words| joins_three(words)) {
            self.candidates.extend(CandidatePhrase::of(text, words));
        }
    }

    /// Counts the possible phrases of a paragraph. As with words, all slots are touched first.
    fn phrases(&mut self, text: &str, title: bool) {
        let candidates = std::mem::take(&mut self.candidates);
        let counted = candidates.iter().filter(|candidate| self.may_be_counted(candidate.hash));
        std::hint::black_box(counted.fold(0, |all, candidate| all ^ self.counts.touch(candidate.hash)));
        for candidate in &candidates {
            self.phrase(text, candidate, title);
        }
        self.candidates = candidates;
        self.candidates.clear();
    }

    fn phrase(&mut self, text: &str, candidate: &CandidatePhrase, title: bool) {
        let (article, CandidatePhrase { hash, chars, parts, .. }) = (self.article, candidate);
        if self.may_be_counted(*hash)
            && let Some(count) = self.counts.get_mut(*hash)
        {
            count.add(article);
        } else if title || *chars <= USUAL && (self.counts.len() < FREE || candidate.is_sampled(article)) {
            let count = WordCount::phrase(*chars, article);
            let text = text.get(candidate.start as usize..candidate.end as usize).unwrap_or_default();
            self.mark(*hash);
            // The word list may have the phrase as one word, although this text was cut differently.
            if self.counts.get(*hash).is_none() {
                self.counts.insert(*hash, TableEntry { text, parts: *parts, count });
            }
        }
    }

    fn may_be_counted(&self, hash: u64) -> bool {
        let bit = hash % FILTER_BITS;
        self.counted.get(bit as usize / 64).is_some_and(|bits| bits >> (bit % 64) & 1 != 0)
    }

    fn mark(&mut self, hash: u64) {
        let bit = hash % FILTER_BITS;
        self.counted.resize(FILTER_BITS as usize / 64, 0);
        if let Some(bits) = self.counted.get_mut(bit as usize / 64) {
            *bits |= 1 << (bit % 64);
        }
    }

    /// Drops the rare phrases and foreign words.
    fn forget(&mut self) {
        let spare = |count: &WordCount| count.is_phrase() || count.token() == Token::Latin;
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
        let phrases = self.counts.entries().filter(|entry| entry.count.is_phrase());
        let hashes: Vec<u64> = phrases.map(|entry| hash(entry.text.as_bytes())).collect();
        for hash in hashes {
            self.mark(hash);
        }
    }

    /// Adds the counts of other articles. A phrase that each side has seen only once may be lost.
    pub(super) fn absorb(&mut self, other: &Self) {
        for theirs in other.counts.entries() {
            let hash = hash(theirs.text.as_bytes());
            match self.counts.get_mut(hash) {
                Some(own) => {
                    own.docs += theirs.count.docs;
                    if !theirs.count.is_phrase() {
                        own.is_word_too();
                    }
                }
                None => self.counts.insert(hash, theirs),
            }
        }
        self.counted.resize(self.counted.len().max(other.counted.len()), 0);
        self.counted.iter_mut().zip(&other.counted).for_each(|(own, theirs)| *own |= theirs);
        self.article += other.article;
    }

    /// The words and phrases worth offering, each with its number of articles.
    pub(super) fn chosen(&self) -> Vec<(&str, u32)> {
        let subsumed = self.subsumed();
        let wanted = |entry: &TableEntry<'_>| match entry.count.token() {
            Token::Word if entry.count.is_phrase() => self.is_word(entry) && !subsumed.contains(entry.text),
            Token::Word | Token::Latin | Token::Function => true,
            Token::Character | Token::Joiner | Token::People | Token::Number | Token::Stop | Token::Other => {
                false
            }
        };
        self.counts.entries().filter(wanted).map(|entry| (entry.text, entry.count.docs)).collect()
    }

    /// Whether the words of a phrase belong together.
    fn is_word(&self, phrase: &TableEntry<'_>) -> bool {
        let docs = phrase.count.docs;
        if docs < DOCS {
            return false;
        }
        let (first, second) = phrase.borders();
        let parts = [phrase.text.get(..first), phrase.text.get(first..second), phrase.text.get(second..)];
        let docs_of = |part: &str| self.counts.get(hash(part.as_bytes())).map(|count| count.docs);
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        // A number is not counted by itself.
        let rarest = parts.clone().filter_map(docs_of).min().unwrap_or(0);
        if self.begins_with_joiner(parts.clone()) {
            return docs.saturating_mul(3) >= rarest.saturating_mul(JOINED);
        }
        let name =
            token::is_name_shaped(phrase.text) && parts.clone().all(|part| part.chars().nth(1).is_none());
        let cohesion = if phrase.text.ends_with(token::people()) { NAME_COHESION } else { COHESION };
        docs.saturating_mul(cohesion) >= rarest
            || name && docs >= NAME_DOCS && docs.saturating_mul(NAME_COHESION) >= rarest
    }

    /// Whether the first part is a function word, and a word of the list follows: 新 of 新京报.
    fn begins_with_joiner<'p>(&self, mut parts: impl Iterator<Item = &'p str>) -> bool {
        let mut is = |token| {
            let count = parts.next().and_then(|part| self.counts.get(hash(part.as_bytes())));
            count.is_some_and(|count| count.token() == token)
        };
        is(Token::Joiner) && is(Token::Word)
    }

    /// Phrases that nearly always occur as part of a longer one: 商环境 of 营商环境.
    fn subsumed(&self) -> HashSet<&str> {
        let mut subsumed = HashSet::new();
        let longer = self.counts.entries().filter(|entry| entry.count.is_phrase() && self.is_word(entry));
        for entry in longer {
            let (first, second) = entry.borders();
            let parts = [entry.text.get(first..), entry.text.get(..second)];
            for part in parts.into_iter().flatten().filter(|part| part.len() < entry.text.len()) {
                let shorter = self.counts.get(hash(part.as_bytes())).filter(|shorter| shorter.is_phrase());
                if shorter.is_some_and(|it| entry.count.docs.saturating_mul(5) >= it.docs.saturating_mul(4)) {
                    subsumed.insert(part);
                }
            }
        }
        subsumed
    }
}

fn is_single(word: &ParagraphWord) -> bool {
    word.count.token() == Token::Character
}

fn is_joined(word: &ParagraphWord) -> bool {
    matches!(word.count.token(), Token::Word | Token::Character | Token::Latin)
}

/// Whether two neighbours may be a phrase: words, 恒大, 双十一, QQ音乐.
fn joins_two(words: &[ParagraphWord]) -> bool {
    let [a, b] = words else { return false };
    let latin = [a, b].iter().all(|word| word.count.token() == Token::Latin);
    let joiner = |word: &ParagraphWord| word.count.token() == Token::Joiner;
    is_joined(a) && is_joined(b) && !latin
        || is_single(a) && (joiner(b) || b.count.token() == Token::Number)
        || joiner(a) && (is_single(b) || b.count.token() == Token::Word)
        || a.count.token() == Token::Word && b.count.token() == Token::People
}

/// Whether three neighbours may be a phrase: one is a single character, and every function word stands beside one.
fn joins_three(words: &[ParagraphWord]) -> bool {
    let [a, b, c] = words else { return false };
    let fits = |word: &ParagraphWord, beside: &[&ParagraphWord]| match word.count.token() {
        Token::Joiner => beside.iter().any(|word| is_single(word)),
        _ => is_joined(word),
    };
    let latin = words.iter().filter(|word| word.count.token() == Token::Latin).count();
    words.iter().any(is_single) && latin <= 1 && fits(a, &[b, c]) && fits(b, &[a, c]) && fits(c, &[a, b])
}

/// Splits a paragraph into words, not yet counted. Digits and the counter behind them are one: 2018年.
fn split(text: &str, lengths: &[usize], into: &mut Vec<ParagraphWord>) {
    into.clear();
    let mut start = 0;
    let mut lengths = lengths.iter().peekable();
    while let Some(length) = lengths.next() {
        let mut end = start + length;
        let digits = text.get(start..end).filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
        let counter = digits.and_then(|digits| token::counter(digits, text.get(end..)?));
        if let Some(bytes) = counter.filter(|bytes| lengths.peek() == Some(&bytes)) {
            end += bytes;
            lengths.next();
        }
        let Some(word) = text.as_bytes().get(start..end) else { break };
        into.push(ParagraphWord {
            hash: hash(word),
            start: start as u32,
            end: end as u32,
            count: WordCount::default(),
        });
        start = end;
    }
}

impl CandidatePhrase {
    /// The phrase of two or three neighbouring words; `None` if it is too long.
    fn of(text: &str, words: &[ParagraphWord]) -> Option<Self> {
        let (first, second, last) = (words.first()?, words.get(1)?, words.last()?);
        let length =
            |word: &ParagraphWord| if word.count.token() == Token::Latin { 1 } else { word.count.chars() };
        let chars = words.iter().fold(0, |chars: u8, word| chars.saturating_add(length(word)));
        if chars > LONGEST {
            return None;
        }
        let phrase = text.as_bytes().get(first.start as usize..last.end as usize)?;
        let bytes = |word: &ParagraphWord| (word.end - word.start) as u8;
        Some(Self {
            hash: hash(phrase),
            start: first.start,
            end: last.end,
            rarest: words.iter().map(|word| word.count.docs).min().unwrap_or(0),
            chars,
            parts: [bytes(first), bytes(second)],
        })
    }

    /// Whether a phrase that is not counted yet is sampled in this article.
    fn is_sampled(&self, article: u32) -> bool {
        let random = (self.hash >> 32) as u32 ^ article.wrapping_mul(0x9E37_79B1);
        (u64::from(random) * u64::from(self.rarest)) >> 32 < CHANCE
    }
}

impl TableEntry<'_> {
    /// Where the second and third word of a phrase begin, in bytes.
    fn borders(&self) -> (usize, usize) {
        let first = usize::from(self.parts[0]);
        (first, first + usize::from(self.parts[1]))
    }
}
