//! Two words spelt out in one run, which the vocabulary has only one by one: shenchazhidu for 审查制度.
//!
//! They are offered only where they stand together in an article. What must not go in: words of the vocabulary itself.

use std::collections::HashSet;

use super::{Candidate, CandidateKind, Rank};
use crate::complete::vocabulary::Vocabulary;
use crate::search::WordCounter;
use crate::text::folding::Folding;
use crate::text::pinyin::{PinyinFit, Typed};

/// The fewest letters of each word: two characters are seldom spelt with fewer.
const SHORTEST: usize = 3;
/// The most letters of both.
const LONGEST: usize = 28;
/// How many words are tried on each side of a border: those with the most articles.
const TRIED: usize = 4;

/// Joins words.
#[derive(Debug)]
pub(super) struct Composer<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) counter: WordCounter<'a>,
}

impl Composer<'_> {
    /// The pairs of words that `typed` spells in full and that stand together in an article.
    pub(super) fn words(mut self, typed: &str) -> Vec<(Rank, Candidate)> {
        if !(2 * SHORTEST..=LONGEST).contains(&typed.len()) || !typed.bytes().all(|b| b.is_ascii_lowercase())
        {
            return Vec::new();
        }
        let mut pairs: Vec<(u32, String)> = Vec::new();
        for border in SHORTEST..=typed.len() - SHORTEST {
            let Some((first, second)) = typed.split_at_checked(border) else { continue };
            // No syllable begins with these, and most borders within a syllable stand before one.
            if second.starts_with(['a', 'e', 'i', 'o', 'u', 'v']) {
                continue;
            }
            let seconds = self.spelt(second);
            let firsts = if seconds.is_empty() { Vec::new() } else { self.spelt(first) };
            for (docs, first) in &firsts {
                pairs.extend(
                    seconds.iter().map(|(more, second)| (*docs.min(more), format!("{first}{second}"))),
                );
            }
        }
        // Frequent words stand together more often than rare ones.
        pairs.sort_unstable_by(|a, b| b.cmp(a));
        let mut forms = HashSet::new();
        pairs.retain(|(_, text)| forms.insert(Folding::get().folded(text)));
        let mut found = Vec::new();
        for (_, text) in pairs {
            // Work that is used up leaves the rest unknown.
            let Some(docs) = self.counter.articles(&text, u32::MAX) else { break };
            if docs > 0 {
                let candidate = Candidate { text, kind: CandidateKind::Word, docs };
                found.push((Rank::new(PinyinFit::Exact, docs), candidate));
            }
        }
        found
    }

    /// The most frequent words that `typed` spells in full.
    fn spelt(&self, typed: &str) -> Vec<(u32, &str)> {
        let Some(letters) = Typed::new(typed) else { return Vec::new() };
        let mut found: Vec<(u32, &str)> = letters
            .keys()
            .flat_map(|key| self.vocabulary.under(key))
            .filter(|entry| !entry.section && letters.fit(entry.text) == Some(PinyinFit::Exact))
            .map(|entry| (entry.docs, entry.text))
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.dedup();
        found.truncate(TRIED);
        found
    }
}
