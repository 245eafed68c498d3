//! Keyness: the words by which one set of articles differs from another.
//!
//! What must not go in: which articles are in the sets, and how the numbers are shown.

use std::sync::Arc;

use super::frequencies::{Frequencies, Frequency};
use super::library_totals::LibraryTotals;
use super::measures::{keyness, log_ratio};
use super::values::WorkWatch;
use super::words::{WordSet, is_common};
use crate::corpus::Corpus;

/// The words of a set of articles: counted in it, or all those of the library without those counted in the rest.
#[derive(Debug, Clone)]
pub struct WordGroup<'a> {
    counted: Arc<Frequencies<'a>>,
    /// The library, if the others were counted.
    whole: Option<&'a LibraryTotals<'a>>,
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

impl<'a> WordGroup<'a> {
    /// The words of `articles`, in whichever way there is less to count: most of a library is what the rest leaves of it. `None`
    /// if it was ended.
    pub fn of(
        corpus: &Corpus,
        (set, library): (&'a WordSet, Option<&'a LibraryTotals<'a>>),
        articles: &[u32],
        watch: WorkWatch<'_>,
    ) -> Option<Self> {
        let whole = library.filter(|_| articles.len() * 2 > corpus.live_len());
        let counted = if whole.is_some() {
            let mut rest = corpus.articles().map(|article| article.id().0).collect::<Vec<u32>>();
            rest.retain(|id| articles.binary_search(id).is_err());
            Frequencies::of(corpus, set, &rest, watch)?
        } else {
            Frequencies::of(corpus, set, articles, watch)?
        };
        Some(Self { counted: Arc::new(counted), whole })
    }

    /// The words of all other articles of the library.
    #[must_use]
    pub fn rest(&self, library: &'a LibraryTotals<'a>) -> Self {
        let whole = if self.whole.is_some() { None } else { Some(library) };
        Self { counted: Arc::clone(&self.counted), whole }
    }

    /// How often `word` occurs.
    pub fn frequency(&self, word: &str) -> Frequency {
        let counted = self.counted.frequency(word);
        self.whole.map_or(counted, |whole| whole.frequency(word).minus(counted))
    }

    /// Occurrences of all words.
    pub fn words(&self) -> u64 {
        self.whole.map_or(self.counted.total, |whole| whole.words().saturating_sub(self.counted.total))
    }

    /// Articles.
    pub fn articles(&self) -> u64 {
        self.whole
            .map_or(self.counted.articles, |whole| whole.articles().saturating_sub(self.counted.articles))
    }

    fn texts(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self.whole {
            Some(whole) => Box::new(whole.texts()),
            None => Box::new(self.counted.texts()),
        }
    }

    /// The words that occur at least `least` times in one of the two sets, those most typical of this one first and those most
    /// typical of the other last; common words only if `common`. None if one of the sets is empty.
    pub fn keywords(&self, other: &Self, least: u64, common: bool) -> Vec<Keyword> {
        let (total, others) = (self.words(), other.words());
        if total == 0 || others == 0 {
            return Vec::new();
        }
        let only_there = other.texts().filter(|word| self.frequency(word).count == 0);
        let own = self.texts().filter(|word| self.frequency(word).count > 0);
        let mut found: Vec<Keyword> = own
            .chain(only_there)
            .filter_map(|word| {
                let (here, there) = (self.frequency(word), other.frequency(word));
                // Asked last: it looks at every character.
                let wanted = here.count.max(there.count) >= least.max(1) && (common || !is_common(word));
                wanted.then(|| Keyword {
                    word: word.to_owned(),
                    here,
                    there,
                    log_likelihood: keyness(here.count, total, there.count, others),
                    log_ratio: log_ratio(here.count, total, there.count, others),
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

    fn group(words: &str) -> WordGroup<'static> {
        WordGroup { counted: Arc::new(Frequencies::of_words(words)), whole: None }
    }

    fn words(found: &[Keyword]) -> Vec<&str> {
        found.iter().map(|keyword| keyword.word.as_str()).collect()
    }

    #[test]
    fn the_most_typical_come_first_and_the_least_typical_last() {
        let here = group("河北 河北 河北 改革 改革 企业");
        let there = group("改革 改革 企业 企业 企业 企业");
        let found = here.keywords(&there, 1, false);
        assert_eq!(words(&found), ["河北", "改革", "企业"]);
        assert!(found[0].log_likelihood > 0.0 && found[2].log_likelihood < 0.0);
        assert_eq!((found[1].log_likelihood, found[1].log_ratio), (0.0, 0.0));
    }

    #[test]
    fn rare_and_common_words_are_left_out_unless_they_are_wanted() {
        let (here, there) = (group("河北 的 的 的"), group("改革 的 的"));
        assert_eq!(words(&here.keywords(&there, 2, false)), [""; 0]);
        assert_eq!(words(&here.keywords(&there, 2, true)), ["的"]);
    }

    #[test]
    fn an_empty_set_has_no_keywords() {
        let empty = WordGroup { counted: Arc::default(), whole: None };
        assert_eq!(group("河北").keywords(&empty, 1, true), []);
    }
}
