//! An upper and a lower bound of the articles that satisfy a query, from the index alone.
//!
//! What must not go in: reading articles.

use super::pattern::Needs;
use super::{Damaged, Postings, key};
use crate::query::{Clause, Literal, Term};
use crate::store::DocSet;
use crate::text::folding::Folding;

/// Most lists read for one word. The shortest ones narrow most.
const LISTS: usize = 8;

/// Two sets between which lies the set of articles that satisfy a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// Articles that may satisfy it; no others do.
    pub upper: DocSet,
    /// Articles that certainly satisfy it; a subset of `upper`.
    pub lower: DocSet,
}

impl Bounds {
    fn unknown(articles: usize) -> Self {
        Self { upper: DocSet::full(articles), lower: DocSet::empty(articles) }
    }

    fn exactly(ids: DocSet) -> Self {
        Self { lower: ids.clone(), upper: ids }
    }

    fn and(&mut self, other: &Self) {
        self.upper.intersect_with(&other.upper);
        self.lower.intersect_with(&other.lower);
    }

    fn or(&mut self, other: &Self) {
        self.upper.union_with(&other.upper);
        self.lower.union_with(&other.lower);
    }

    fn not(mut self) -> Self {
        self.upper.complement();
        self.lower.complement();
        Self { upper: self.lower, lower: self.upper }
    }

    /// The same upper bound, with no article certain.
    fn at_most(mut self) -> Self {
        self.lower = DocSet::empty(self.upper.universe());
        self
    }
}

impl Postings {
    /// Bounds of the articles that satisfy all of `clauses`.
    pub fn bounds<'a>(&self, clauses: impl IntoIterator<Item = &'a Clause>) -> Bounds {
        let mut found = Bounds::exactly(DocSet::full(self.articles()));
        for clause in clauses {
            let mut any = Bounds::exactly(DocSet::empty(self.articles()));
            for Literal { negated, term } in &clause.literals {
                let one = self.term(term);
                any.or(&if *negated { one.not() } else { one });
            }
            found.and(&any);
        }
        found
    }

    fn term(&self, term: &Term) -> Bounds {
        match term {
            Term::Text(word) => self.word(word),
            Term::Whole(word) | Term::Title(word) => self.word(word).at_most(),
            Term::Near(words) => {
                let mut found = Bounds::unknown(self.articles());
                for word in words {
                    found.and(&self.word(word));
                }
                found.at_most()
            }
            Term::Regex(pattern) => self.needed(&Needs::of(pattern)).at_most(),
            Term::Province { .. }
            | Term::Nowhere
            | Term::Section(_)
            | Term::Status(_)
            | Term::Note(_)
            | Term::Date(_)
            | Term::Statement { .. } => Bounds::unknown(self.articles()),
        }
    }

    /// Bounds of the articles that contain what a regular expression needs.
    fn needed(&self, needs: &Needs) -> Bounds {
        match needs {
            Needs::Anything => Bounds::unknown(self.articles()),
            Needs::Word(word) => self.word(word),
            Needs::All(parts) => {
                let mut found = Bounds::unknown(self.articles());
                for part in parts {
                    found.and(&self.needed(part));
                }
                found
            }
            Needs::Any(parts) => {
                let mut found = Bounds::exactly(DocSet::empty(self.articles()));
                for part in parts {
                    found.or(&self.needed(part));
                }
                found
            }
        }
    }

    /// Bounds of the articles with `word` in title or text; a damaged index rules none out.
    fn word(&self, word: &str) -> Bounds {
        let needed = key::needed(word, Folding::get());
        match self.with_all(&needed.keys) {
            Ok(ids) if needed.exact => Bounds::exactly(ids),
            Ok(ids) => Bounds { lower: DocSet::empty(ids.universe()), upper: ids },
            Err(Damaged) => Bounds::unknown(self.articles()),
        }
    }

    /// The articles that have all of these keys.
    fn with_all(&self, keys: &[u32]) -> Result<DocSet, Damaged> {
        let mut lists = Vec::with_capacity(keys.len());
        for key in keys {
            match self.list(*key)? {
                Some(list) => lists.push(list),
                None => return Ok(DocSet::empty(self.articles())),
            }
        }
        lists.sort_by_key(|list| list.len());
        let mut ids = DocSet::full(self.articles());
        for list in lists.iter().take(LISTS) {
            ids.intersect_with(&self.read(list));
        }
        Ok(ids)
    }
}
