//! Distribution: in which provinces, years, months and sections the uses are, and where in the articles.
//!
//! What must not go in: drawing bars.

use std::collections::HashMap;

use super::measures::per_million;
use super::uses::{Use, uses_in};
use crate::corpus::{Article, Corpus};
use crate::facet::{Facet, FacetValue};
use crate::search::Matcher;
use crate::state::Annotations;
use crate::text::natural;

/// Parts of an article for the distribution by place.
pub const PARTS: usize = 10;

/// What is in one value of a facet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Articles.
    pub articles: u64,
    /// Their characters.
    pub chars: u64,
    /// The uses in them.
    pub uses: u64,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.chars += other.chars;
        self.uses += other.uses;
    }

    /// Uses in a million characters.
    pub fn per_million(self) -> f64 {
        per_million(self.uses, self.chars)
    }
}

/// The distribution of the articles and of the uses in them.
#[derive(Debug, Default)]
pub struct Distribution {
    /// In all.
    pub all: Share,
    /// Uses in each tenth of the articles, the title counted as part of the first.
    pub parts: [u64; PARTS],
    values: HashMap<(Facet, FacetValue), Share>,
}

impl Distribution {
    /// Counts `articles` and what `matcher` finds in them, without copies.
    pub fn of<'a>(
        corpus: &Corpus,
        articles: impl Iterator<Item = Article<'a>>,
        matcher: &Matcher,
        annotations: &Annotations,
    ) -> Self {
        let mut distribution = Self::default();
        let mut uses = Vec::new();
        for article in articles.filter(|article| corpus.original(*article).is_none()) {
            uses.clear();
            uses_in(article, matcher, &mut uses);
            let share = Share { articles: 1, chars: article.chars() as u64, uses: uses.len() as u64 };
            distribution.all.add(share);
            let annotated = annotations.of(corpus, article);
            for facet in Facet::ALL {
                for value in facet.values(article, annotated) {
                    distribution.values.entry((facet, value)).or_default().add(share);
                }
            }
            for one in &uses {
                if let Some(part) = distribution.parts.get_mut(part(one, article.len())) {
                    *part += 1;
                }
            }
        }
        distribution
    }

    /// The values of a facet that articles have: provinces in standard order, years and months upwards, others by uses.
    pub fn values(&self, facet: Facet) -> Vec<(FacetValue, Share)> {
        let of_facet = self.values.iter().filter(|((of, _), _)| *of == facet);
        let mut values: Vec<(FacetValue, Share)> =
            of_facet.map(|((_, value), share)| (value.clone(), *share)).collect();
        values.sort_by(|(a, left), (b, right)| match (a, b) {
            (FacetValue::Number(a), FacetValue::Number(b)) => a.cmp(b),
            (FacetValue::Name(a), FacetValue::Name(b)) => right
                .uses
                .cmp(&left.uses)
                .then(right.articles.cmp(&left.articles))
                .then_with(|| natural::compare(a, b)),
            (a, b) => (*a == FacetValue::None).cmp(&(*b == FacetValue::None)),
        });
        values
    }
}

fn part(one: &Use, len: usize) -> usize {
    (one.start as usize * PARTS / len.max(1)).min(PARTS - 1)
}
