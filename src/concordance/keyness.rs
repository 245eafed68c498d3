//! Keyness: the words by which one set of articles differs from another.
//!
//! What must not go in: which articles are in the sets, and how the numbers are shown.

use std::collections::HashMap;

use super::measures::{keyness, log_ratio};
use super::tokenizer::{TokenKind, Tokenizer};
use super::words::{WordSet, counted, is_common};
use crate::corpus::{Article, Corpus};

/// How often a word occurs in a set, and in how many of its articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Frequency {
    /// Occurrences.
    pub count: u64,
    /// Articles.
    pub articles: u64,
    /// The last article counted, from 1.
    last: u64,
}

/// The words of a set of articles, counted.
#[derive(Debug, Default)]
pub struct Frequencies {
    words: HashMap<String, Frequency>,
    /// All words.
    pub total: u64,
    /// All articles.
    pub articles: u64,
}

/// A word of two sets.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// The word as it is counted.
    pub word: String,
    /// In the first set.
    pub here: Frequency,
    /// In the other.
    pub there: Frequency,
    /// See [`keyness`]; negative if it is rarer here.
    pub log_likelihood: f64,
    /// See [`log_ratio`].
    pub log_ratio: f64,
}

impl Frequencies {
    /// Counts the words of `articles`, without copies.
    pub fn of<'a>(corpus: &'a Corpus, set: &WordSet, articles: impl Iterator<Item = Article<'a>>) -> Self {
        let mut tokenizer = Tokenizer::new(set, corpus);
        let (mut tokens, mut counted_so_far) = (Vec::new(), Self::default());
        for article in articles.filter(|article| corpus.original(*article).is_none()) {
            counted_so_far.articles += 1;
            tokenizer.tokens(article, &[], &mut tokens);
            let text = article.text().as_str();
            for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
                counted_so_far.word(&counted(text.get(token.range.clone()).unwrap_or_default()));
            }
        }
        counted_so_far
    }

    fn word(&mut self, word: &str) {
        self.total += 1;
        if !self.words.contains_key(word) {
            self.words.insert(word.to_owned(), Frequency::default());
        }
        if let Some(frequency) = self.words.get_mut(word) {
            frequency.count += 1;
            if frequency.last != self.articles {
                frequency.last = self.articles;
                frequency.articles += 1;
            }
        }
    }

    /// How often `word` occurs.
    pub fn frequency(&self, word: &str) -> Frequency {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The words that occur at least `least` times in one of the two sets, those most typical of this one first and those most
    /// typical of the other last; common words only if `common`. None if one of the sets is empty.
    pub fn keywords(&self, other: &Self, least: u64, common: bool) -> Vec<Keyword> {
        if self.total == 0 || other.total == 0 {
            return Vec::new();
        }
        let only_there = other.words.keys().filter(|word| !self.words.contains_key(*word));
        let words = self.words.keys().chain(only_there);
        let mut found: Vec<Keyword> = words
            .filter(|word| common || !is_common(word))
            .filter_map(|word| {
                let (here, there) = (self.frequency(word), other.frequency(word));
                (here.count.max(there.count) >= least).then(|| Keyword {
                    word: word.clone(),
                    here,
                    there,
                    log_likelihood: keyness(here.count, self.total, there.count, other.total),
                    log_ratio: log_ratio(here.count, self.total, there.count, other.total),
                })
            })
            .collect();
        found.sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood).then_with(|| a.word.cmp(&b.word)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frequencies(words: &str) -> Frequencies {
        let mut frequencies = Frequencies { articles: 1, ..Frequencies::default() };
        words.split(' ').for_each(|word| frequencies.word(word));
        frequencies
    }

    fn words(found: &[Keyword]) -> Vec<&str> {
        found.iter().map(|keyword| keyword.word.as_str()).collect()
    }

    #[test]
    fn the_most_typical_come_first_and_the_least_typical_last() {
        let here = frequencies("河北 河北 河北 改革 改革 企业");
        let there = frequencies("改革 改革 企业 企业 企业 企业");
        let found = here.keywords(&there, 1, false);
        assert_eq!(words(&found), ["河北", "改革", "企业"]);
        assert!(found[0].log_likelihood > 0.0 && found[2].log_likelihood < 0.0);
        assert_eq!((found[1].log_likelihood, found[1].log_ratio), (0.0, 0.0));
    }

    #[test]
    fn rare_and_common_words_are_left_out_unless_they_are_wanted() {
        let (here, there) = (frequencies("河北 的 的 的"), frequencies("改革 的 的"));
        assert_eq!(words(&here.keywords(&there, 2, false)), [""; 0]);
        assert_eq!(words(&here.keywords(&there, 2, true)), ["的"]);
    }

    #[test]
    fn an_empty_set_has_no_keywords() {
        assert_eq!(frequencies("河北").keywords(&Frequencies::default(), 1, true), []);
    }
}
