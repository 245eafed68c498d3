//! The query language: one line of text, its parse, its echo, and the edits that panes make to it.
//!
//! A query is a list of clauses that must all hold; a clause is one term or several joined by `|`. What must not go in:
//! matching (see `search`), and state of the prompt.

mod completion_target;
mod echo;
mod field;
mod lex;
mod narrows;
mod period;
mod regex;
mod when;
pub mod write;

pub use completion_target::{CompletionTarget, Scope};
pub use field::whole_name;
pub use narrows::narrows;
pub use period::{Period, PeriodUnit};
pub use regex::compile;
pub use when::When;

use std::ops::Range;

use crate::format::{Date, Field};
use crate::messages::{Lang, Message, QueryFault};
use crate::province;
use crate::province::ProvinceSet;
use crate::state::ArticleStatus;
use crate::text::folding::{half_width, has_no_width};

/// Whether a province must be the subject of an article, or only be mentioned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// 关于: the article is about it.
    #[default]
    About,
    /// 提及: the article mentions it.
    Mentions,
}

/// A condition on an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// Title or text contains these characters.
    Text(String),
    /// Title or text contains these characters as a word, or as several words in a row: no word goes on beyond them.
    Whole(String),
    /// The title contains these characters.
    Title(String),
    /// One paragraph contains all of these.
    Near(Vec<String>),
    /// A regular expression matches; one that ignores case begins with `(?i)`.
    Regex(String),
    /// The article is about, or mentions, one of these provinces.
    Province {
        /// The provinces that the name stands for; several for initials such as `sx`.
        set: ProvinceSet,
        /// Whether as a subject or a mention.
        role: Role,
    },
    /// 未提省份: the article mentions no province.
    Nowhere,
    /// 栏目: the section contains these characters or, with a leading `/`, is this path or below it; `None`: the article
    /// has no section.
    Section(Option<String>),
    /// What the user has done with the article.
    Status(ArticleStatus),
    /// A note of the user's has these characters.
    Note(String),
    /// The date lies within these bounds; `None`: the article has no date.
    Date(Option<When>),
    /// What is said of its author or source contains these characters, or is what stands behind `=`; or one of its tags is
    /// this. `None`: nothing is said.
    Statement {
        /// Author, source or tags.
        field: Field,
        /// What is asked for.
        value: Option<String>,
    },
}

impl Term {
    /// Whether it is searched for in the text.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Whole(_) | Self::Title(_) | Self::Near(_) | Self::Regex(_))
    }
}

/// A term, possibly negated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Whether the term must *not* hold.
    pub negated: bool,
    /// The term.
    pub term: Term,
}

/// Terms of which one must hold, and their place in the query text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its bytes in [`Query::text`].
    pub span: Range<usize>,
    /// The terms; never empty.
    pub literals: Vec<Literal>,
    /// Whether it belongs to a negated group, whose operator is before the group and not in this span.
    pub refused: bool,
}

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    text: String,
    clauses: Vec<Clause>,
    fault: Option<QueryFault>,
    notes: Vec<Ambiguity>,
}

/// A name that fits several provinces, and stands for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguity {
    typed: String,
    set: ProvinceSet,
}

impl Ambiguity {
    /// What the user is told about it.
    pub fn message(&self, lang: Lang) -> Message {
        Message::Ambiguous {
            typed: self.typed.clone(),
            provinces: province::names_in(self.set, lang).collect(),
        }
    }
}

impl Query {
    /// Parses `text`; never fails, but may find a [`Query::fault`].
    pub fn parse(text: &str) -> Self {
        let mut query = Self { text: text.to_owned(), ..Self::default() };
        for lex::Joined { span, atoms, refused } in lex::clauses(text) {
            let literals: Vec<_> = atoms.iter().filter_map(|atom| query.read_literal(atom)).collect();
            if !literals.is_empty() {
                query.clauses.push(Clause { span, literals, refused });
            }
        }
        query
    }

    /// A query for exactly these characters, even if operators are among them.
    pub fn literal(text: &str) -> Self {
        let literal = Literal { negated: false, term: Term::Text(text.to_owned()) };
        let clause = Clause { span: 0..text.len(), literals: vec![literal], refused: false };
        Self { text: text.to_owned(), clauses: vec![clause], ..Self::default() }
    }

    fn read_literal(&mut self, atom: &lex::Atom) -> Option<Literal> {
        let text = non_empty(&atom.text);
        let term = match atom.field {
            None => plain_term(atom)?,
            Some(field::QueryField::Whole) => Term::Whole(text?),
            Some(field::QueryField::Title) => Term::Title(text?),
            Some(field::QueryField::Province(role)) => self.province(&text?, role)?,
            Some(field::QueryField::Section) => Term::Section(Some(text?).filter(|_| !asks_for_none(atom))),
            Some(field::QueryField::Statement(field)) => {
                Term::Statement { field, value: Some(text?).filter(|_| !asks_for_none(atom)) }
            }
            Some(field::QueryField::Status) => self.status(&text?)?,
            Some(field::QueryField::Note) => Term::Note(text?),
            Some(field::QueryField::Date) => self.date(&text?)?,
        };
        if let Term::Regex(pattern) = &term
            && let Err(fault) = compile(pattern)
        {
            self.fault.get_or_insert(fault);
        }
        Some(Literal { negated: atom.negated, term })
    }

    fn date(&mut self, text: &str) -> Option<Term> {
        if field::is_none(text) {
            return Some(Term::Date(None));
        }
        let when = When::parse(text);
        if when.is_none() {
            self.fault.get_or_insert_with(|| QueryFault::NoDate(text.to_owned()));
        }
        when.map(|when| Term::Date(Some(when)))
    }

    fn status(&mut self, name: &str) -> Option<Term> {
        let status = field::status(name);
        if status.is_none() {
            self.fault.get_or_insert_with(|| QueryFault::NoStatus(name.to_owned()));
        }
        status.map(Term::Status)
    }

    fn province(&mut self, name: &str, role: Role) -> Option<Term> {
        if field::is_none(name) || field::is_nowhere(name) {
            return Some(Term::Nowhere);
        }
        let name = &plain_width(name);
        let set = province::named(name);
        if set.is_empty() {
            self.fault.get_or_insert_with(|| QueryFault::NoProvince(name.to_owned()));
            return None;
        }
        if set.len() > 1 {
            self.notes.push(Ambiguity { typed: name.to_owned(), set });
        }
        Some(Term::Province { set, role })
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The clauses, all of which an article must satisfy.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Why it cannot be run; the last result then stays.
    pub fn fault(&self) -> Option<&QueryFault> {
        self.fault.as_ref()
    }

    /// Whether every article satisfies it.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// What the reader should know about how it was understood: initials that fit several provinces.
    pub fn notes(&self) -> &[Ambiguity] {
        &self.notes
    }

    /// The same with the days that its dates mean today: what is searched and shown. The text stays as typed.
    #[must_use]
    pub fn resolved(&self, today: Date) -> Self {
        let mut query = self.clone();
        for literal in query.clauses.iter_mut().flat_map(|clause| &mut clause.literals) {
            if let Term::Date(Some(when)) = &mut literal.term {
                *when = when.resolved(today);
            }
        }
        query
    }

    /// Whether it means something else tomorrow.
    pub fn is_relative(&self) -> bool {
        let mut literals = self.clauses.iter().flat_map(|clause| &clause.literals);
        literals.any(|literal| matches!(literal.term, Term::Date(Some(when)) if when.is_relative()))
    }

    /// Whether some term asks for what the user has done, so that the answer changes with it.
    pub fn asks_state(&self) -> bool {
        let asks = |term: &Term| {
            matches!(term, Term::Status(_) | Term::Note(_) | Term::Statement { field: Field::Tags, .. })
        };
        self.clauses.iter().any(|c| c.literals.iter().any(|l| asks(&l.term)))
    }

    /// Whether some term asks for text, so that there are hits to show.
    pub fn has_text(&self) -> bool {
        self.clauses.iter().any(|c| c.literals.iter().any(|l| !l.negated && l.term.is_text()))
    }
}

impl Query {
    /// The words that can have hits, numbered as in `search::matcher::Hit`: those of terms that are not negated, as typed.
    pub fn words(&self) -> Vec<&str> {
        let literals = self.clauses.iter().flat_map(|clause| &clause.literals);
        let words = literals.filter(|literal| !literal.negated).flat_map(|literal| match &literal.term {
            Term::Text(text) | Term::Whole(text) | Term::Title(text) => vec![text.as_str()],
            Term::Regex(pattern) => vec![pattern.strip_prefix("(?i)").unwrap_or(pattern)],
            Term::Near(words) => words.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        });
        words.collect()
    }
}

fn plain_term(atom: &lex::Atom) -> Option<Term> {
    if atom.regex {
        return Some(Term::Regex(non_empty(&atom.text)?));
    }
    if atom.near.len() > 1 {
        return Some(Term::Near(atom.near.clone()));
    }
    Some(Term::Text(non_empty(&atom.text)?))
}

/// Whether the value asks for articles without one, which in quotes is a value like any other.
fn asks_for_none(atom: &lex::Atom) -> bool {
    atom.quotes == lex::Quotation::Absent && field::is_none(&atom.text)
}

/// The text, unless it has nothing to search for.
fn non_empty(text: &str) -> Option<String> {
    text.chars().any(|c| !has_no_width(c)).then(|| text.to_owned())
}

/// Replaces full-width letters, digits and punctuation, which an input method leaves, by half-width ones.
fn plain_width(text: &str) -> String {
    text.chars().map(half_width).collect()
}

#[cfg(test)]
mod tests;
