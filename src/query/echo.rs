//! A query in words, so that the reader sees how it was understood.

use super::{Clause, Literal, Query, Role, Term};
use crate::province;

impl Query {
    /// The parse in words, where it is more than one term: `辽宁 且（营商环境 或 投资环境）`.
    pub fn echo(&self) -> Option<String> {
        let terms: usize = self.clauses().iter().map(|c| c.literals.len()).sum();
        if terms < 2 {
            return None;
        }
        let several = self.clauses().len() > 1;
        let clauses: Vec<String> = self.clauses().iter().map(|c| clause_echo(c, several)).collect();
        Some(clauses.join(" 且 ").replace("且 （", "且（"))
    }
}

/// One clause in words, in brackets if it is one of several and has several terms.
pub(super) fn clause_echo(clause: &Clause, several: bool) -> String {
    let terms: Vec<String> = clause.literals.iter().map(literal_echo).collect();
    match terms.as_slice() {
        [one] => one.clone(),
        many if several => format!("（{}）", many.join(" 或 ")),
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
        Term::Regex(pattern) => match pattern.strip_prefix("(?i)") {
            Some(pattern) => format!("/{pattern}/i"),
            None => format!("/{pattern}/"),
        },
        Term::Nowhere => "未提省份".to_owned(),
        Term::Province { set, role } => {
            let names: Vec<&str> = province::names(*set).collect();
            let sign = if *role == Role::About { "主题" } else { "提及" };
            format!("{sign}:{}", names.join("/"))
        }
        Term::Section(Some(section)) => format!("栏目:{section}"),
        Term::Section(None) => "无栏目".to_owned(),
        Term::Date(Some(when)) => format!("日期:{when}"),
        Term::Date(None) => "无日期".to_owned(),
    }
}
