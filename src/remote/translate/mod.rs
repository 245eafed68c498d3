//! A query in the words of the engine.
//!
//! Every construct of `docs/en/query.md` becomes a condition that all articles satisfy which the query finds. Where the engine
//! cannot decide it (regular expressions, words with blanks), each article it finds is looked at by the
//! [`crate::search::matcher::Matcher`] here. What must not go in: sending it.

mod condition;
mod dates;
mod kept;
#[cfg(test)]
mod tests;
mod upper_bound;
mod words;

pub use kept::MOST_KEYS;
pub(super) use kept::{codes_but, emptied};

use serde_json::Value;

use crate::facet::Facet;
use crate::format::Field;
use crate::messages::RemoteFault;
use crate::query::{self, Clause, Query, Term};
use crate::state::Annotations;
use crate::text::folding::Folding;

use super::mapping::field as name;
use condition::Condition;
use kept::Kept;
use upper_bound::UpperBound;

/// A query for the engine.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    rest: UpperBound,
    facets: Vec<(Facet, UpperBound)>,
}

impl Translation {
    /// Translates a query without faults, whose dates are resolved.
    ///
    /// # Errors
    /// The engine cannot be asked for it.
    pub fn of(query: &Query, annotations: &Annotations) -> Result<Self, RemoteFault> {
        Self::with_keys(query, annotations, MOST_KEYS)
    }

    fn with_keys(query: &Query, annotations: &Annotations, most: usize) -> Result<Self, RemoteFault> {
        let mut kept = Kept::new(annotations);
        let (mut rest, mut facets) = (Vec::new(), Vec::new());
        for clause in query.clauses() {
            let bound = of_clause(clause, &mut kept);
            match Facet::of_clause(clause) {
                Some(facet) => facets.push((facet, bound)),
                None => rest.push(bound),
            }
        }
        let translation = Self { rest: UpperBound::all(rest), facets };
        if kept.keys > most {
            return Err(RemoteFault::TooManyKeys);
        }
        let whole = translation.whole();
        if !whole.exact && whole.upper == Condition::Everything {
            return Err(RemoteFault::NothingToLookUp);
        }
        Ok(translation)
    }

    /// The same for one clause alone.
    ///
    /// # Errors
    /// The engine cannot be asked for it.
    pub fn of_clause(clause: &Clause, annotations: &Annotations) -> Result<Value, RemoteFault> {
        let mut kept = Kept::new(annotations);
        let bound = of_clause(clause, &mut kept);
        match kept.keys > MOST_KEYS {
            true => Err(RemoteFault::TooManyKeys),
            false if !bound.exact => Err(RemoteFault::NothingToLookUp),
            false => Ok(bound.upper.value()),
        }
    }

    fn whole(&self) -> UpperBound {
        UpperBound::all(self.facets.iter().map(|(_, bound)| bound.clone()).chain([self.rest.clone()]))
    }

    /// Whether the engine decides all of it. Else what it finds has to be looked at here.
    pub fn is_exact(&self) -> bool {
        self.whole().exact
    }

    /// What is asked for.
    pub fn value(&self) -> Value {
        self.whole().upper.value()
    }

    /// What is asked for without the choices in facets.
    pub fn without_facets(&self) -> Value {
        self.rest.upper.value()
    }

    /// The choices in all facets but this one.
    pub fn facets_but(&self, facet: Facet) -> Value {
        let others = self.facets.iter().filter(|(other, _)| *other != facet);
        UpperBound::all(others.map(|(_, bound)| bound.clone())).upper.value()
    }

    /// Whether a choice in a facet is part of it.
    pub fn has_facets(&self) -> bool {
        !self.facets.is_empty()
    }
}

fn of_clause(clause: &Clause, kept: &mut Kept<'_>) -> UpperBound {
    let bounds = clause.literals.iter().map(|literal| {
        let bound = of_term(&literal.term, kept);
        if literal.negated { bound.negated() } else { bound }
    });
    UpperBound::any(bounds.collect::<Vec<_>>())
}

fn of_term(term: &Term, kept: &mut Kept<'_>) -> UpperBound {
    match term {
        Term::Text(text) => words::anywhere(text),
        Term::Whole(text) => words::anywhere(text).unsure(),
        Term::Title(text) => words::title(text),
        Term::Near(near) => words::near(near),
        Term::Regex(pattern) => words::needed(pattern),
        Term::Province { set, role } => kept.province(*set, *role),
        Term::Nowhere => kept.nowhere(),
        Term::Section(section) => of_section(section.as_deref()),
        Term::Date(when) => UpperBound::exactly(dates::within(*when)),
        Term::Statement { field, value } => of_statement(*field, value.as_deref(), kept),
        Term::Status(status) => kept.status(*status),
        Term::Note(text) => kept.note(text),
    }
}

fn of_section(section: Option<&str>) -> UpperBound {
    match section.map(|section| (section, section.strip_prefix('/'))) {
        None | Some((_, Some(""))) => UpperBound::exactly(Condition::exists(name::SECTION).negated()),
        Some((_, Some(path))) => UpperBound::exactly(Condition::is(name::ABOVE, Folding::get().folded(path))),
        Some((text, None)) => words::word(name::SECTION_TEXT, text),
    }
}

fn of_statement(field: Field, value: Option<&str>, kept: &mut Kept<'_>) -> UpperBound {
    let (written, key, text) = match field {
        Field::Author => (name::AUTHOR, name::AUTHOR_KEY, name::AUTHOR_TEXT),
        Field::Source => (name::SOURCE, name::SOURCE_KEY, name::SOURCE_TEXT),
        _ => (name::TAG, name::TAG_KEY, name::TAG_KEY),
    };
    let is_tag = field == Field::Tags;
    let Some(value) = value else {
        let own = if is_tag { kept.tagged(None) } else { Condition::Nothing };
        return UpperBound::exactly(Condition::any([Condition::exists(written), own]).negated());
    };
    let whole = if is_tag { Some(value) } else { query::whole_name(value) };
    let Some(whole) = whole else { return words::word(text, value) };
    let own = if is_tag { kept.tagged(Some(whole)) } else { Condition::Nothing };
    UpperBound::exactly(Condition::any([Condition::is(key, Folding::get().folded(whole.trim())), own]))
}
