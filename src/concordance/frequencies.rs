//! How often each word occurs in a set of articles, and in how many of them.
//!
//! What must not go in: which articles are in the set, and comparing sets.

use super::numbered::{NumberedWords, SparseValues};
use super::parallel::counted as counted_parts;
use super::tokenizer::{TokenKind, Tokenizer};
use super::values::WorkWatch;
use super::words::WordSet;
use crate::corpus::{ArticleId, Corpus};

/// How often a word occurs in a set, and in how many of its articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frequency {
    /// Occurrences.
    pub count: u64,
    /// Articles.
    pub articles: u64,
}

/// What was counted of a word: 12 bytes.
#[derive(Debug, Clone, Copy, Default)]
struct FrequencyTally {
    count: u32,
    articles: u32,
    /// The last article counted, from 1.
    last: u32,
}

/// The words of a set of articles, counted.
#[derive(Debug, Default)]
pub struct Frequencies<'a> {
    words: NumberedWords<'a>,
    tallies: SparseValues<FrequencyTally>,
    /// All words.
    pub total: u64,
    /// All articles.
    pub articles: u64,
}

impl Frequency {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { count: self.count + other.count, articles: self.articles + other.articles }
    }

    /// What is left of it without the other.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_sub(other.count),
            articles: self.articles.saturating_sub(other.articles),
        }
    }
}

impl<'a> Frequencies<'a> {
    /// Counts the words of `articles`, without copies. `None` if it was ended.
    pub fn of(corpus: &Corpus, set: &'a WordSet, articles: &[u32], watch: WorkWatch<'_>) -> Option<Self> {
        let originals = articles.iter().copied().filter(|id| {
            let article = corpus.article(ArticleId(*id));
            article.is_some_and(|article| corpus.original(article).is_none())
        });
        Self::of_all(corpus, set, &originals.collect::<Vec<u32>>(), watch)
    }

    /// The same with copies.
    pub(super) fn of_all(
        corpus: &Corpus,
        set: &'a WordSet,
        articles: &[u32],
        watch: WorkWatch<'_>,
    ) -> Option<Self> {
        let empty = || Self { words: NumberedWords::new(set.view()), ..Self::default() };
        let begin = || (Tokenizer::new(set, corpus), Vec::new(), empty());
        let counters = counted_parts(corpus, articles, watch, begin, |(tokenizer, tokens, own), article| {
            own.articles += 1;
            tokenizer.tokens(article, &[], tokens);
            let text = article.text().as_str();
            for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
                let number = own.words.token(token, text);
                own.add(number);
            }
        })?;
        let mut counters = counters.into_iter().map(|(_, _, own)| own);
        let mut whole = counters.next()?;
        counters.for_each(|other| whole.absorb(&other));
        Some(whole)
    }

    /// Adds what was counted in other articles.
    fn absorb(&mut self, other: &Self) {
        self.total += other.total;
        self.articles += other.articles;
        for (number, more) in other.tallies.iter().filter(|(_, more)| more.count > 0) {
            let own = self.words.number(other.words.text(number));
            self.tallies.change(own, |tally| {
                tally.count += more.count;
                tally.articles += more.articles;
            });
        }
    }

    fn add(&mut self, number: usize) {
        self.total += 1;
        let article = self.articles as u32;
        self.tallies.change(number, |tally| {
            tally.count += 1;
            if tally.last != article {
                tally.last = article;
                tally.articles += 1;
            }
        });
    }

    /// How often `word` occurs.
    pub fn frequency(&self, word: &str) -> Frequency {
        let tally = self.words.find(word).map(|number| self.tallies.get(number)).unwrap_or_default();
        Frequency { count: tally.count.into(), articles: tally.articles.into() }
    }

    /// The words that occur.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let found = self.tallies.iter().filter(|(_, tally)| tally.count > 0);
        found.map(|(number, _)| self.words.text(number))
    }
}

#[cfg(test)]
impl Frequencies<'_> {
    /// Those of an article with these words, with blanks between.
    pub(super) fn of_words(words: &str) -> Self {
        let mut frequencies = Self { articles: 1, ..Self::default() };
        for word in words.split(' ') {
            let number = frequencies.words.number(word);
            frequencies.add(number);
        }
        frequencies
    }
}
