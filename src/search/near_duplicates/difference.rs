//! What differs between two texts that are nearly the same: the sentences that only one of them has.
//!
//! What must not go in: how it is shown.

use std::collections::HashSet;

use crate::corpus::Article;
use crate::text::sentences::sentences;

/// Most sentences of each text: more would be another text.
const MOST: usize = 8;
/// Longer texts (bytes) are not compared: it is done when an article opens.
const LONGEST: usize = 512 * 1024;

/// The sentences that only one of two texts has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextDifference {
    /// Those of the first text.
    pub here: Vec<String>,
    /// Those of the other.
    pub there: Vec<String>,
}

impl TextDifference {
    /// What differs between two articles. Blanks and punctuation do not matter.
    pub fn between(here: Article<'_>, there: Article<'_>) -> Self {
        if here.text().len().max(there.text().len()) > LONGEST {
            return Self::default();
        }
        let (own, other) = (ComparedSentences::of(here), ComparedSentences::of(there));
        Self { here: own.without(&other), there: other.without(&own) }
    }
}

/// The sentences of a text in order, and what is compared of them.
struct ComparedSentences {
    texts: Vec<String>,
    keys: HashSet<String>,
}

impl ComparedSentences {
    fn of(article: Article<'_>) -> Self {
        let paragraphs = article.paragraphs().map(|paragraph| paragraph.text.as_str());
        let texts: Vec<String> = paragraphs
            .flat_map(|text| sentences(text).filter_map(|range| Some(text.get(range)?.trim().to_owned())))
            .filter(|text| !text.is_empty())
            .collect();
        let keys = texts.iter().map(|text| key(text)).collect();
        Self { texts, keys }
    }

    fn without(&self, other: &Self) -> Vec<String> {
        let own = self.texts.iter().filter(|text| !other.keys.contains(&key(text)));
        own.take(MOST).cloned().collect()
    }
}

fn key(sentence: &str) -> String {
    sentence.chars().filter(|c| c.is_alphanumeric()).collect()
}
