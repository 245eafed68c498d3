//! What the province pane has chosen, read from the query text and written back into it.
//!
//! The query text is the only truth: nothing is remembered here.

use super::{Facet, Literal, Query, Role, Term};
use crate::province;
use crate::province::ProvinceSet;

/// How several chosen provinces are joined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Joining {
    /// 任一: one of them.
    #[default]
    Any,
    /// 同时: all of them.
    All,
}

/// The provinces chosen in a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choice {
    /// Wanted provinces.
    pub include: ProvinceSet,
    /// Unwanted provinces.
    pub exclude: ProvinceSet,
    /// Articles without any province are wanted.
    pub nowhere: bool,
    /// How wanted provinces are joined.
    pub joining: Joining,
    /// Subject or mention.
    pub role: Role,
}

impl Choice {
    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty() && !self.nowhere
    }

    /// The choice as query text.
    fn text(&self) -> String {
        let prefix = if self.role == Role::About { "@" } else { "提:" };
        let mut wanted: Vec<String> = province::names(self.include).map(|n| format!("{prefix}{n}")).collect();
        if self.nowhere {
            wanted.push("@无".to_owned());
        }
        let joined = wanted.join(if self.joining == Joining::Any { "|" } else { " " });
        let unwanted = province::names(self.exclude).map(|n| format!("-{prefix}{n}"));
        let parts = std::iter::once(joined).filter(|p| !p.is_empty()).chain(unwanted);
        parts.collect::<Vec<_>>().join(" ")
    }
}

impl Query {
    /// What the query says about provinces in clauses of their own.
    pub fn choice(&self) -> Choice {
        let mut choice = Choice::default();
        let mut positive = 0;
        for clause in self.clauses().iter().filter(|c| c.is_province()) {
            positive += usize::from(clause.literals.iter().any(|l| !l.negated));
            for Literal { negated, term } in &clause.literals {
                match term {
                    Term::Province { set, role } => {
                        choice.role = *role;
                        let side = if *negated { &mut choice.exclude } else { &mut choice.include };
                        *side = side.union(*set);
                    }
                    _ => choice.nowhere |= !negated,
                }
            }
        }
        if positive > 1 {
            choice.joining = Joining::All;
        }
        choice
    }

    /// The query text with its provinces replaced by `choice`; everything else stays as typed.
    pub fn with_choice(&self, choice: &Choice) -> String {
        self.with_facet(Facet::Province, &choice.text())
    }
}
