//! Keyness: the words by which one set of articles differs from another.
//!
//! What must not go in: which articles are in the sets, and how the numbers are shown.

use super::measures::{keyness, log_ratio};
use super::parallel::counted as counted_parts;
use super::tokenizer::{TokenKind, Tokenizer};
use super::values::WorkWatch;
use super::word_numbers::WordNumbers;
use super::words::{WordSet, counted, is_common};
use crate::corpus::Corpus;

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
    words: WordNumbers,
    counts: Vec<Frequency>,
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
    /// Counts the words of `articles`, without copies. `None` if it was ended.
    pub fn of(corpus: &Corpus, set: &WordSet, articles: &[u32], watch: WorkWatch<'_>) -> Option<Self> {
        let begin = || (Tokenizer::new(set, corpus), Vec::new(), Self::default());
        let counters = counted_parts(corpus, articles, watch, begin, |(tokenizer, tokens, own), article| {
            if corpus.original(article).is_some() {
                return;
            }
            own.articles += 1;
            tokenizer.tokens(article, &[], tokens);
            let text = article.text().as_str();
            for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
                own.word(&counted(text.get(token.range.clone()).unwrap_or_default()));
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
        for (number, more) in other.counts.iter().enumerate() {
            let own = self.frequency_mut(other.words.text(number));
            own.count += more.count;
            own.articles += more.articles;
        }
    }

    fn frequency_mut(&mut self, word: &str) -> &mut Frequency {
        let number = self.words.number(word);
        self.counts.resize(self.words.len(), Frequency::default());
        // The number of a word is below how many there are.
        &mut self.counts[number]
    }

    fn word(&mut self, word: &str) {
        self.total += 1;
        let article = self.articles;
        let frequency = self.frequency_mut(word);
        frequency.count += 1;
        if frequency.last != article {
            frequency.last = article;
            frequency.articles += 1;
        }
    }

    /// How often `word` occurs.
    pub fn frequency(&self, word: &str) -> Frequency {
        let number = self.words.find(word);
        number.and_then(|number| self.counts.get(number)).copied().unwrap_or_default()
    }

    /// The words that occur at least `least` times in one of the two sets, those most typical of this one first and those most
    /// typical of the other last; common words only if `common`. None if one of the sets is empty.
    pub fn keywords(&self, other: &Self, least: u64, common: bool) -> Vec<Keyword> {
        if self.total == 0 || other.total == 0 {
            return Vec::new();
        }
        let own = (0..self.words.len()).map(|number| self.words.text(number));
        let others = (0..other.words.len()).map(|number| other.words.text(number));
        let only_there = others.filter(|word| self.words.find(word).is_none());
        let mut found: Vec<Keyword> = own
            .chain(only_there)
            .filter_map(|word| {
                let (here, there) = (self.frequency(word), other.frequency(word));
                // Asked last: it looks at every character.
                let wanted = here.count.max(there.count) >= least && (common || !is_common(word));
                wanted.then(|| Keyword {
                    word: word.to_owned(),
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
