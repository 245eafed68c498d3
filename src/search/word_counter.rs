//! How many articles contain a word, for a list of words that is shown while a key is handled.
//!
//! The work is bounded beforehand, not by a clock, so that the same library gives the same numbers. What must not go in:
//! which words, and the search of a session (see `scan`).

use super::matcher::Matcher;
use super::plan::{Need, Plan};
use super::snapshot::SearchSnapshot;
use crate::corpus::ArticleId;
use crate::query::{Clause, Literal, Term};

/// The work of looking up one article in the index, in bytes of text that take as long to search.
const LOOK: usize = 16;

/// Counts words in the articles of a snapshot until its work is used up.
#[derive(Debug)]
pub struct WordCounter<'a> {
    searched: &'a SearchSnapshot,
    /// Bytes of text that may still be searched.
    work: usize,
}

impl<'a> WordCounter<'a> {
    /// A counter that searches at most about `work` bytes of text.
    pub fn new(searched: &'a SearchSnapshot, work: usize) -> Self {
        Self { searched, work }
    }

    /// The number of articles with `word`, none if there is too much to search. Counting ends at `enough`.
    pub fn articles(&mut self, word: &str, enough: u32) -> Option<u32> {
        let literals = vec![Literal { negated: false, term: Term::Text(word.to_owned()) }];
        let clause = Clause { span: 0..0, literals, refused: false };
        let plan = Plan::new(&[&clause], self.searched, None);
        let corpus = &self.searched.corpus;
        self.work = self.work.checked_sub(plan.verifications(corpus.len()).saturating_mul(LOOK))?;
        let matcher = Matcher::of_clause(&clause);
        let mut found = 0;
        for id in (0..corpus.len() as u32).map(ArticleId) {
            let need = plan.need(id);
            if need == Need::Skip || !self.searched.is_live(id) {
                continue;
            }
            let Some(article) = corpus.article(id) else { continue };
            if need == Need::Verify {
                self.work = self.work.checked_sub(article.len())?;
            }
            let holds = need == Need::Accept || matcher.matches(article, self.searched.annotated(article));
            found += u32::from(holds);
            if found >= enough {
                break;
            }
        }
        Some(found)
    }
}
