//! Scores: how often each word occurs in each article found, and the orders by hits and by relevance.
//!
//! What must not go in: finding hits.

use crate::corpus::Article;
use crate::search::matcher::Matcher;
use crate::search::order::{ListOrder, SortBy};

/// The weight of a hit in the title.
const TITLE: u32 = 4;
/// The usual constants of BM25: k1, how soon further hits stop counting, and b, how much the length of an article counts.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.75;

/// Hits by word and article.
#[derive(Debug, Default)]
pub(super) struct Scores {
    order: ListOrder,
    words: usize,
    /// For each article found, the hits of each word; for relevance, those in the title count more.
    hits: Vec<u32>,
    /// The length of each article found, in bytes.
    lengths: Vec<u32>,
}

impl Scores {
    /// `None` if `order` does not depend on hits.
    pub(super) fn new(order: ListOrder, matcher: &Matcher) -> Option<Self> {
        let scored = matches!(order.by, SortBy::Hits | SortBy::Relevance);
        scored.then(|| Self { order, words: matcher.words(), ..Self::default() })
    }

    /// Counts the hits of the next article found. Returns the number of bytes searched.
    pub(super) fn add(&mut self, matcher: &Matcher, article: Article<'_>) -> usize {
        let start = self.hits.len();
        self.hits.resize(start + self.words, 0);
        let title = article.title().len();
        for hit in matcher.hits(article) {
            let weight = if self.order.by == SortBy::Relevance && hit.range.end <= title { TITLE } else { 1 };
            if let Some(count) = self.hits.get_mut(start + hit.word) {
                *count += weight;
            }
        }
        let length = article.len();
        self.lengths.push(length as u32);
        length
    }

    /// Appends the hits of the articles that follow.
    pub(super) fn append(&mut self, mut next: Self) {
        self.hits.append(&mut next.hits);
        self.lengths.append(&mut next.lengths);
    }

    /// The articles found, sorted; ties stay as they are. `articles` is the number of all articles.
    pub(super) fn sorted(&self, ids: &[u32], articles: usize) -> Vec<u32> {
        let scores = match self.order.by {
            SortBy::Relevance => self.relevance(articles),
            _ => self.rows().map(|(hits, _)| hits.iter().sum::<u32>() as f32).collect(),
        };
        let mut keyed: Vec<(f32, u32)> = scores.into_iter().zip(ids.iter().copied()).collect();
        keyed.sort_by(|a, b| b.0.total_cmp(&a.0));
        let ids = keyed.into_iter().map(|(_, id)| id);
        if self.order.reversed { ids.rev().collect() } else { ids.collect() }
    }

    /// For each article, the hits of each word and its length.
    fn rows(&self) -> impl Iterator<Item = (&[u32], u32)> {
        let of = |row: usize| self.hits.get(row * self.words..(row + 1) * self.words).unwrap_or_default();
        self.lengths.iter().enumerate().map(move |(row, length)| (of(row), *length))
    }

    /// BM25, with the rarity of a word estimated from the articles found.
    fn relevance(&self, articles: usize) -> Vec<f32> {
        let mut with = vec![0_u32; self.words];
        for (hits, _) in self.rows() {
            with.iter_mut().zip(hits).for_each(|(with, hits)| *with += u32::from(*hits > 0));
        }
        let rarity = |with: u32| (1.0 + (articles as f32 - with as f32 + 0.5) / (with as f32 + 0.5)).ln();
        let rarities: Vec<f32> = with.into_iter().map(rarity).collect();
        let bytes: u64 = self.lengths.iter().map(|length| u64::from(*length)).sum();
        let mean = bytes as f32 / self.lengths.len().max(1) as f32;
        let score = |(hits, length): (&[u32], u32)| {
            let room = SATURATION * (1.0 - LENGTH + LENGTH * length as f32 / mean.max(1.0));
            let word = |(hits, rarity): (&u32, &f32)| {
                let hits = *hits as f32;
                rarity * hits * (SATURATION + 1.0) / (hits + room)
            };
            hits.iter().zip(&rarities).map(word).sum()
        };
        self.rows().map(score).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(by: SortBy, reversed: bool, rows: &[(&[u32], u32)]) -> Vec<u32> {
        let scores = Scores {
            order: ListOrder { by, reversed },
            words: rows[0].0.len(),
            hits: rows.iter().flat_map(|(hits, _)| hits.iter().copied()).collect(),
            lengths: rows.iter().map(|(_, length)| *length).collect(),
        };
        let ids: Vec<u32> = (0..rows.len() as u32).collect();
        scores.sorted(&ids, 1_000)
    }

    #[test]
    fn most_hits_come_first_and_equal_ones_stay() {
        let rows: [(&[u32], u32); 4] = [(&[1], 9), (&[3], 9), (&[1], 9), (&[2], 9)];
        assert_eq!(sorted(SortBy::Hits, false, &rows), [1, 3, 0, 2]);
        assert_eq!(sorted(SortBy::Hits, true, &rows), [2, 0, 3, 1]);
    }

    #[test]
    fn relevance_prefers_short_articles_and_rare_words() {
        assert_eq!(sorted(SortBy::Relevance, false, &[(&[2], 9_000), (&[2], 900)]), [1, 0]);
        let rows: [(&[u32], u32); 3] = [(&[2, 0], 900), (&[2, 0], 900), (&[0, 2], 900)];
        assert_eq!(sorted(SortBy::Relevance, false, &rows), [2, 0, 1]);
    }

    #[test]
    fn without_words_everything_stays() {
        assert_eq!(sorted(SortBy::Relevance, false, &[(&[], 9), (&[], 5)]), [0, 1]);
    }
}
