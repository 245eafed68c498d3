//! The query language: one line of text, its parse, its echo, and the edits that panes make to it.
//!
//! A query is a list of clauses that all must hold; a clause is one term or several joined by `|`. What must not go in:
//! matching (see `matcher`) and state of the prompt.

mod choice;
mod lex;

pub use choice::{Choice, Joining};

use std::ops::Range;

use super::province;
use crate::corpus::ProvinceSet;

/// Whether a province must be the subject or may just be named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// 主题: the article is about it.
    #[default]
    About,
    /// 提及: the article mentions it.
    Mentions,
}

/// What is asked of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// These characters, in title or text.
    Text(String),
    /// These characters, in the title.
    Title(String),
    /// All of these in one paragraph.
    Near(Vec<String>),
    /// A regular expression.
    Regex(String),
    /// One of these provinces.
    Province {
        /// The provinces that the name means; several for initials such as `sx`.
        set: ProvinceSet,
        /// Subject or mention.
        role: Role,
    },
    /// 未提省份: no province at all.
    Nowhere,
}

/// A term, possibly refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The article must *not* have it.
    pub negated: bool,
    /// What is asked.
    pub term: Term,
}

/// Terms of which one must hold, and where they stand in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Bytes of [`Query::text`].
    pub span: Range<usize>,
    /// The terms; never empty.
    pub literals: Vec<Literal>,
}

impl Clause {
    /// Whether it speaks of provinces only, so that the province pane owns it.
    pub fn is_province(&self) -> bool {
        self.literals.iter().all(|l| matches!(l.term, Term::Province { .. } | Term::Nowhere))
    }
}

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    text: String,
    clauses: Vec<Clause>,
    fault: Option<Fault>,
}

/// Why a query cannot be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No province has this name.
    NoProvince(String),
    /// The regular expression is not well formed.
    Regex(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::NoProvince(name) => write!(f, "没有叫“{name}”的省份"),
            Fault::Regex(pattern) => write!(f, "正则表达式 /{pattern}/ 写得不完整"),
        }
    }
}

impl Query {
    /// Parses `text`; never fails, but may find a [`Query::fault`].
    pub fn parse(text: &str) -> Self {
        let mut query = Self { text: text.to_owned(), ..Self::default() };
        for (span, atoms) in lex::clauses(text) {
            let literals: Vec<_> = atoms.iter().filter_map(|atom| query.read_literal(atom)).collect();
            if !literals.is_empty() {
                query.clauses.push(Clause { span, literals });
            }
        }
        query
    }

    /// A query for exactly these characters, whatever signs of the language are among them.
    pub fn literal(text: &str) -> Self {
        let literal = Literal { negated: false, term: Term::Text(text.to_owned()) };
        let clause = Clause { span: 0..text.len(), literals: vec![literal] };
        Self { text: text.to_owned(), clauses: vec![clause], fault: None }
    }

    fn read_literal(&mut self, atom: &lex::Atom) -> Option<Literal> {
        let term = match atom.field {
            None => plain_term(atom)?,
            Some(lex::Field::Title) => Term::Title(non_empty(&atom.text)?),
            Some(lex::Field::Province(role)) => self.province(&non_empty(&atom.text)?, role)?,
        };
        if let Term::Regex(pattern) = &term
            && super::matcher::compile(pattern).is_none()
        {
            self.fault.get_or_insert_with(|| Fault::Regex(pattern.clone()));
        }
        Some(Literal { negated: atom.negated, term })
    }

    fn province(&mut self, name: &str, role: Role) -> Option<Term> {
        if matches!(name, "无" | "未提" | "未提省份" | "none") {
            return Some(Term::Nowhere);
        }
        let set = province::named(name);
        if set.is_empty() {
            self.fault.get_or_insert_with(|| Fault::NoProvince(name.to_owned()));
            return None;
        }
        Some(Term::Province { set, role })
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The clauses; an article must satisfy them all.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Why it cannot be run, in which case the last result stays.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Whether every article satisfies it.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether some term asks for text, so that there are hits to show.
    pub fn has_text(&self) -> bool {
        let is_text = |l: &Literal| !l.negated && !matches!(l.term, Term::Province { .. } | Term::Nowhere);
        self.clauses.iter().any(|c| c.literals.iter().any(is_text))
    }

    /// The parse in words, where it is more than one term: `辽宁 且（营商环境 或 投资环境）`.
    pub fn echo(&self) -> Option<String> {
        let terms: usize = self.clauses.iter().map(|c| c.literals.len()).sum();
        if terms < 2 {
            return None;
        }
        let clauses: Vec<String> =
            self.clauses.iter().map(|c| clause_echo(c, self.clauses.len() > 1)).collect();
        Some(clauses.join(" 且 ").replace("且 （", "且（"))
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

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn clause_echo(clause: &Clause, bracket: bool) -> String {
    let terms: Vec<String> = clause.literals.iter().map(literal_echo).collect();
    match terms.as_slice() {
        [one] => one.clone(),
        many if bracket => format!("（{}）", many.join(" 或 ")),
        many => many.join(" 或 "),
    }
}

fn literal_echo(literal: &Literal) -> String {
    let term = term_echo(&literal.term);
    if literal.negated { format!("非 {term}") } else { term }
}

/// One term in words.
pub fn term_echo(term: &Term) -> String {
    match term {
        Term::Text(text) => text.clone(),
        Term::Title(text) => format!("题:{text}"),
        Term::Near(words) => format!("{} 同段", words.join("~")),
        Term::Regex(pattern) => format!("/{pattern}/"),
        Term::Nowhere => "未提省份".to_owned(),
        Term::Province { set, role } => {
            let names: Vec<&str> = province::names(*set).collect();
            let sign = if *role == Role::About { "主题" } else { "提及" };
            format!("{sign}:{}", names.join("/"))
        }
    }
}

#[cfg(test)]
mod tests;
