//! Which articles can satisfy a query, as far as the index knows.
//!
//! What must not go in: looking into articles.

use super::pattern::Needs;
use super::{Damaged, Postings, key};
use crate::query::{Clause, Literal, Term};
use crate::store::DocSet;
use crate::text::folding::Folding;

/// Lists read for one word; the shortest ones tell most.
const LISTS: usize = 8;

/// What is known of which articles satisfy something, from both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// No other article does.
    pub may: DocSet,
    /// Each of these does; all of them are in `may`.
    pub does: DocSet,
}

impl Candidates {
    fn unknown(articles: usize) -> Self {
        Self { may: DocSet::full(articles), does: DocSet::empty(articles) }
    }

    fn exactly(ids: DocSet) -> Self {
        Self { does: ids.clone(), may: ids }
    }

    fn and(&mut self, other: &Self) {
        self.may.intersect_with(&other.may);
        self.does.intersect_with(&other.does);
    }

    fn or(&mut self, other: &Self) {
        self.may.union_with(&other.may);
        self.does.union_with(&other.does);
    }

    fn not(mut self) -> Self {
        self.may.complement();
        self.does.complement();
        Self { may: self.does, does: self.may }
    }

    /// The same without being certain of any.
    fn at_most(mut self) -> Self {
        self.does = DocSet::empty(self.may.universe());
        self
    }
}

impl Postings {
    /// What the index knows of which articles satisfy all of `clauses`.
    pub fn candidates<'a>(&self, clauses: impl IntoIterator<Item = &'a Clause>) -> Candidates {
        let mut found = Candidates::exactly(DocSet::full(self.articles()));
        for clause in clauses {
            let mut any = Candidates::exactly(DocSet::empty(self.articles()));
            for Literal { negated, term } in &clause.literals {
                let one = self.term(term);
                any.or(&if *negated { one.not() } else { one });
            }
            found.and(&any);
        }
        found
    }

    fn term(&self, term: &Term) -> Candidates {
        match term {
            Term::Text(word) => self.word(word),
            Term::Title(word) => self.word(word).at_most(),
            Term::Near(words) => {
                let mut found = Candidates::unknown(self.articles());
                for word in words {
                    found.and(&self.word(word));
                }
                found.at_most()
            }
            Term::Regex(pattern) => self.needed(&Needs::of(pattern)).at_most(),
            Term::Province { .. } | Term::Nowhere | Term::Section(_) | Term::Date(_) => {
                Candidates::unknown(self.articles())
            }
        }
    }

    /// The articles that can have what a regular expression needs.
    fn needed(&self, needs: &Needs) -> Candidates {
        match needs {
            Needs::Anything => Candidates::unknown(self.articles()),
            Needs::Word(word) => self.word(word),
            Needs::All(parts) => {
                let mut found = Candidates::unknown(self.articles());
                for part in parts {
                    found.and(&self.needed(part));
                }
                found
            }
            Needs::Any(parts) => {
                let mut found = Candidates::exactly(DocSet::empty(self.articles()));
                for part in parts {
                    found.or(&self.needed(part));
                }
                found
            }
        }
    }

    /// The articles that can have `word` in title or text; of a damaged index, all of them.
    fn word(&self, word: &str) -> Candidates {
        let needed = key::needed(word, Folding::get());
        match self.with_all(&needed.keys) {
            Ok(ids) if needed.exact => Candidates::exactly(ids),
            Ok(ids) => Candidates { does: DocSet::empty(ids.universe()), may: ids },
            Err(Damaged) => Candidates::unknown(self.articles()),
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
