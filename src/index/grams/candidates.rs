//! Which articles can satisfy a query, as far as the index knows.
//!
//! What must not go in: looking into articles.

use super::table::Damaged;
use super::{Grams, key};
use crate::index::Folding;
use crate::index::bits::Bits;
use crate::index::query::{Clause, Literal, Term};

/// Lists read for one word; the shortest ones tell most.
const LISTS: usize = 8;

/// Articles that may satisfy something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// The articles.
    pub ids: Bits,
    /// Whether each of them does.
    pub exact: bool,
}

impl Grams {
    /// The articles that can satisfy all of `clauses`; all articles if the index cannot tell.
    pub fn candidates<'a>(&self, clauses: impl IntoIterator<Item = &'a Clause>) -> Candidates {
        let mut found = Candidates { ids: Bits::all(self.articles()), exact: true };
        for clause in clauses {
            match self.clause(clause) {
                Some(one) => {
                    found.ids.keep(&one.ids);
                    found.exact &= one.exact;
                }
                None => found.exact = false,
            }
        }
        found
    }

    /// The articles that can satisfy one of the terms; none if there is a term that the index does not know.
    fn clause(&self, clause: &Clause) -> Option<Candidates> {
        let mut found = Candidates { ids: Bits::none(self.articles()), exact: true };
        for literal in &clause.literals {
            let one = self.literal(literal)?;
            found.ids.add(&one.ids);
            found.exact &= one.exact;
        }
        Some(found)
    }

    fn literal(&self, literal: &Literal) -> Option<Candidates> {
        let mut found = self.term(&literal.term)?;
        if literal.negated {
            if !found.exact {
                return None;
            }
            found.ids.turn();
        }
        Some(found)
    }

    fn term(&self, term: &Term) -> Option<Candidates> {
        let words = match term {
            Term::Text(word) => return self.word(word).ok(),
            Term::Title(word) => std::slice::from_ref(word),
            Term::Near(words) => words.as_slice(),
            Term::Regex(_) | Term::Province { .. } | Term::Nowhere | Term::Section(_) | Term::Date(_) => {
                return None;
            }
        };
        let mut found = Candidates { ids: Bits::all(self.articles()), exact: false };
        for word in words {
            found.ids.keep(&self.word(word).ok()?.ids);
        }
        Some(found)
    }

    /// The articles that can have `word` in title or text.
    fn word(&self, word: &str) -> Result<Candidates, Damaged> {
        let needed = key::needed(word, Folding::get());
        let nowhere = || Candidates { ids: Bits::none(self.articles()), exact: true };
        let mut lists = Vec::with_capacity(needed.keys.len());
        for key in &needed.keys {
            match self.stored(*key)? {
                Some(stored) => lists.push((*key, stored)),
                None => return Ok(nowhere()),
            }
        }
        lists.sort_by_key(|(_, stored)| stored.len());
        let mut ids = Bits::all(self.articles());
        for (key, stored) in lists.iter().take(LISTS) {
            ids.keep(&self.read(*key, stored)?);
        }
        Ok(Candidates { ids, exact: needed.exact })
    }
}
