//! How often each word occurs in all articles of a snapshot, from their words in order, once it is known which of them are
//! phrases.
//!
//! Joins words as `tokenizer` does (a test compares), but by numbers: the hash of a phrase is made of those of its words, and a
//! filter says which words begin none. What must not go in: cutting texts.

use std::collections::HashMap;
use std::io;

use super::stored_words::{StoredWords, UNNUMBERED, WordForm, WordTotal, hash};
use super::tokenizer::{TokenKind, kind};
use super::words::{WordSet, counted};
use crate::complete::word_numbers::{ByHash, WordNumbers};
use crate::complete::word_stream::{StreamItem, WordStream};

/// Multiplier of the hash that is made of parts; odd, without any other meaning.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
/// Bits of the filter of beginnings of phrases, a power of two: 512 KB, 10 % set for 100,000 phrases.
const FILTER_BITS: u64 = 1 << 22;

/// What counting needs to know of a word of a stream.
#[derive(Debug, Clone, Copy)]
struct StreamWord {
    /// The hash that is made of parts.
    hash: u64,
    /// Its number among all words.
    number: u32,
    /// The longest phrase that begins with it, in bytes.
    longest: u8,
    bytes: u8,
    chars: u8,
    is_word: bool,
}

/// The phrases, by the hash that is made of parts.
struct PhraseTable {
    numbers: HashMap<u64, u32, ByHash>,
    /// The filter of all beginnings of phrases.
    begins: Vec<u64>,
    /// [`FACTOR`] to the power of each number of characters.
    powers: [u64; 256],
}

/// Counts in one word.
#[derive(Debug, Clone, Copy, Default)]
struct StreamTally {
    count: u32,
    articles: u32,
    /// The last article counted, from 1.
    last: u32,
}

/// What was counted in a stream.
struct StreamCounter<'p> {
    words: Vec<StreamWord>,
    phrases: &'p PhraseTable,
    tallies: Vec<StreamTally>,
    total: u64,
    article: u32,
}

/// The hash that is made of parts, of one text.
fn part_hash(text: &str) -> u64 {
    text.chars().fold(0, mixed)
}

fn mixed(hash: u64, c: char) -> u64 {
    let mut letter = u64::from(c as u32).wrapping_add(1).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    letter ^= letter >> 29;
    letter = letter.wrapping_mul(0x94D0_49BB_1331_11EB);
    hash.wrapping_mul(FACTOR).wrapping_add(letter ^ letter >> 32)
}

impl PhraseTable {
    fn new<'w>(phrases: impl Iterator<Item = (&'w str, u32)>) -> Self {
        let mut begins = vec![0; FILTER_BITS as usize / 64];
        let mut numbers = HashMap::default();
        for (phrase, number) in phrases {
            let mut hash = 0;
            for c in phrase.chars() {
                hash = mixed(hash, c);
                let bit = filter_bit(hash);
                if let Some(bits) = begins.get_mut(bit / 64) {
                    *bits |= 1_u64 << (bit % 64);
                }
            }
            numbers.insert(hash, number);
        }
        let mut power = 1_u64;
        let powers = std::array::from_fn(|_| {
            let own = power;
            power = power.wrapping_mul(FACTOR);
            own
        });
        Self { numbers, begins, powers }
    }

    fn may_begin(&self, hash: u64) -> bool {
        let bit = filter_bit(hash);
        self.begins.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 != 0)
    }
}

fn filter_bit(hash: u64) -> usize {
    ((hash ^ hash >> 32) % FILTER_BITS) as usize
}

impl StreamCounter<'_> {
    fn item(&mut self, item: StreamItem<'_>) {
        match item {
            StreamItem::Paragraph(words) => self.paragraph(words),
            StreamItem::ArticleEnd => self.article += 1,
        }
    }

    fn paragraph(&mut self, mut words: &[u32]) {
        while let [first, later @ ..] = words {
            words = later;
            let Some(word) = self.words.get(*first as usize).filter(|word| word.is_word) else { continue };
            let (mut number, mut joined) = (word.number, 0);
            let (mut hash, mut bytes) = (word.hash, word.bytes);
            for (place, next) in later.iter().enumerate().take_while(|_| word.longest > 0) {
                let Some(next) = self.words.get(*next as usize) else { break };
                bytes = bytes.saturating_add(next.bytes);
                let power = self.phrases.powers.get(usize::from(next.chars)).copied().unwrap_or_default();
                hash = hash.wrapping_mul(power).wrapping_add(next.hash);
                if bytes > word.longest || !self.phrases.may_begin(hash) {
                    break;
                }
                if let Some(phrase) = self.phrases.numbers.get(&hash) {
                    (number, joined) = (*phrase, place + 1);
                }
            }
            words = later.get(joined..).unwrap_or_default();
            self.total += 1;
            if let Some(tally) = self.tallies.get_mut(number as usize) {
                tally.count += 1;
                if tally.last != self.article {
                    tally.last = self.article;
                    tally.articles += 1;
                }
            }
        }
    }
}

/// Counts the words of streams, each with the words that its numbers stand for. Those of `phrases` that are phrases of `set` are
/// joined.
pub(super) fn counted_words<'w>(
    set: &WordSet,
    phrases: impl Iterator<Item = &'w str>,
    streams: Vec<(WordStream, WordNumbers)>,
) -> io::Result<StoredWords> {
    let mut words = WordNumbers::default();
    let mut forms = HashMap::<u64, WordForm, ByHash>::default();
    let phrases: Vec<(&str, u32)> = phrases
        .filter(|phrase| set.is_phrase(hash(phrase)))
        .map(|phrase| {
            let folded = counted(phrase);
            let number = words.number(&folded) as u32;
            for form in [hash(phrase), hash(&folded)] {
                forms.entry(form).or_insert_with(|| WordForm::new(form)).number = number;
            }
            forms.entry(hash(phrase)).and_modify(WordForm::set_phrase);
            (phrase, number)
        })
        .collect();
    let table = PhraseTable::new(phrases.iter().copied());
    let numbered: Vec<Vec<StreamWord>> =
        streams.iter().map(|(_, numbers)| stream_words(set, numbers, &mut words, &mut forms)).collect();
    let counters: Vec<io::Result<StreamCounter<'_>>> = std::thread::scope(|scope| {
        let (table, len) = (&table, words.len());
        let count = move |stream: WordStream, words: Vec<StreamWord>| {
            let tallies = vec![StreamTally::default(); len];
            let mut counter = StreamCounter { words, phrases: table, tallies, total: 0, article: 1 };
            stream.each(|item| counter.item(item)).map(|()| counter)
        };
        let streams = streams.into_iter().map(|(stream, _)| stream).zip(numbered);
        let threads: Vec<_> =
            streams.map(|(stream, words)| scope.spawn(move || count(stream, words))).collect();
        let panicked = |_| Err(io::Error::other("a counter of words panicked"));
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(panicked)).collect()
    });
    let mut totals = vec![WordTotal::default(); words.len()];
    let mut all = [0, 0, set.phrases() as u64];
    for counter in counters {
        let counter = counter?;
        all[0] += counter.total;
        all[1] += u64::from(counter.article - 1);
        for (total, tally) in totals.iter_mut().zip(&counter.tallies) {
            total.count += tally.count;
            total.articles += tally.articles;
        }
    }
    for (first, longest) in set.beginnings() {
        forms.entry(first).or_insert_with(|| WordForm::new(first)).longest = longest;
    }
    Ok(ranked(&words, &totals, forms, all))
}

/// What counting needs to know of the words of a stream. Those that are new are added to all words, and all their forms.
fn stream_words(
    set: &WordSet,
    numbers: &WordNumbers,
    words: &mut WordNumbers,
    forms: &mut HashMap<u64, WordForm, ByHash>,
) -> Vec<StreamWord> {
    let small = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    let word = |text: &str| {
        let is_word = kind(text) == TokenKind::Word;
        let number = if is_word {
            let folded = counted(text);
            let number = words.number(&folded) as u32;
            for form in [hash(text), hash(&folded)] {
                forms.entry(form).or_insert_with(|| WordForm::new(form)).number = number;
            }
            number
        } else {
            0
        };
        StreamWord {
            hash: part_hash(text),
            number,
            longest: set.longest(hash(text)),
            bytes: small(text.len()),
            chars: small(text.chars().count()),
            is_word,
        }
    };
    numbers.texts().map(word).collect()
}

/// The words that occur, the most frequent first, so that what is counted often lies together.
fn ranked(
    words: &WordNumbers,
    totals: &[WordTotal],
    mut forms: HashMap<u64, WordForm, ByHash>,
    all: [u64; 3],
) -> StoredWords {
    let mut order: Vec<(usize, WordTotal)> =
        totals.iter().copied().enumerate().filter(|(_, total)| total.count > 0).collect();
    order.sort_unstable_by(|a, b| {
        b.1.count.cmp(&a.1.count).then_with(|| words.text(a.0).cmp(words.text(b.0)))
    });
    let mut rank = vec![UNNUMBERED; totals.len()];
    for (place, (number, _)) in (0_u32..).zip(&order) {
        if let Some(slot) = rank.get_mut(*number) {
            *slot = place;
        }
    }
    for form in forms.values_mut() {
        form.number = rank.get(form.number as usize).copied().unwrap_or(UNNUMBERED);
    }
    let mut forms: Vec<WordForm> = forms.into_values().collect();
    // Two snapshots of the same folder are the same.
    forms.sort_unstable_by_key(WordForm::hash);
    StoredWords::new(
        order.iter().map(|(number, total)| (words.text(*number), *total)),
        forms.into_iter(),
        all,
    )
}
