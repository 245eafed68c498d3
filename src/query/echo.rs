//! The echo of a query: how it was understood, as a value that each language has words for.

use super::{Clause, Literal, Query, Role, Term, field};
use crate::format::Field;
use crate::messages::{Echo, Lang};
use crate::province;

impl Query {
    /// The parse in words, if it has more than one term: `辽宁 且（营商环境 或 投资环境）`.
    pub fn echo(&self, lang: Lang) -> Option<String> {
        let terms: usize = self.clauses().iter().map(|c| c.literals.len()).sum();
        (terms > 1).then(|| self.in_words(lang))
    }

    /// The parse in words.
    pub fn in_words(&self, lang: Lang) -> String {
        joined(self.clauses().iter().map(|clause| clause.echo(lang)).collect(), Echo::All).text(lang)
    }
}

impl Clause {
    /// How it was understood.
    pub(super) fn echo(&self, lang: Lang) -> Echo {
        joined(self.literals.iter().map(|literal| literal_echo(literal, lang)).collect(), Echo::Any)
    }

    /// Its terms in words.
    pub fn in_words(&self, lang: Lang) -> String {
        let terms: Vec<String> =
            self.literals.iter().map(|literal| term_echo(&literal.term, lang).text(lang)).collect();
        terms.join("|")
    }
}

/// Joins several parts; a single one stays as it is.
fn joined(mut parts: Vec<Echo>, join: impl Fn(Vec<Echo>) -> Echo) -> Echo {
    match parts.pop() {
        Some(one) if parts.is_empty() => one,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => join(parts),
    }
}

fn literal_echo(literal: &Literal, lang: Lang) -> Echo {
    let term = term_echo(&literal.term, lang);
    if literal.negated { Echo::Not(Box::new(term)) } else { term }
}

fn term_echo(term: &Term, lang: Lang) -> Echo {
    match term {
        Term::Text(text) => Echo::Text(text.clone()),
        Term::Whole(text) => Echo::Whole(text.clone()),
        Term::Title(text) => Echo::Title(text.clone()),
        Term::Near(words) => Echo::Near(words.clone()),
        Term::Regex(pattern) => Echo::Text(match pattern.strip_prefix("(?i)") {
            Some(pattern) => format!("/{pattern}/i"),
            None => format!("/{pattern}/"),
        }),
        Term::Nowhere => Echo::NoProvince,
        Term::Province { set, role } => {
            let names = province::names_in(*set, lang).collect();
            if *role == Role::About { Echo::About(names) } else { Echo::Mentions(names) }
        }
        Term::Section(Some(section)) => Echo::Section(section.clone()),
        Term::Section(None) => Echo::NoSection,
        Term::Status(status) => Echo::Status(field::status_name(*status, lang)),
        Term::Note(text) => Echo::Note(text.clone()),
        Term::Date(Some(when)) => when.echo(lang),
        Term::Date(None) => Echo::NoDate,
        Term::Statement { field, value } => {
            let value = value.clone();
            match field {
                Field::Author => Echo::Author(value),
                Field::Source => Echo::Source(value),
                _ => Echo::Tag(value),
            }
        }
    }
}
