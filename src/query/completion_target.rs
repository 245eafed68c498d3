//! The target of completion: the last term of a query line that is being typed, and what may stand there.
//!
//! What must not go in: the candidates for it (see `complete`).

use super::field::QueryField;
use super::lex::{self, Quotation};
use crate::format::Field;

/// What the query language allows where a candidate would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A term: words, provinces, sections.
    Term,
    /// Plain text: in quotes, after `题:`, beside `~`.
    Text,
    /// The name of a province: after `@`, `省:`, `提:`.
    Province,
    /// The name of a section: after `栏:`.
    Section,
    /// What articles say of themselves: after `作者:`, `来源:`, `标签:`.
    Said(Field),
    /// What the user has done with an article: after `状态:`.
    Status,
}

/// The end of a query line that a candidate would replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompletionTarget<'a> {
    /// What has been typed; empty only where a province is required, what articles say of themselves, or a status.
    pub typed: &'a str,
    /// Where it begins in the line, in bytes.
    pub start: usize,
    /// What may stand there.
    pub scope: Scope,
}

impl<'a> CompletionTarget<'a> {
    /// The last term of `line`, which ends at the cursor. `None` if there is no term, or it is a regular expression or a date.
    pub fn of(line: &'a str) -> Option<Self> {
        let atom = lex::clauses(line).pop()?.atoms.pop().filter(|atom| atom.span.end == line.len())?;
        let scope = match atom.field {
            _ if atom.quotes == Quotation::Open => Scope::Text,
            _ if atom.quotes == Quotation::Closed => return None,
            Some(QueryField::Date) => return None,
            Some(QueryField::Status) => Scope::Status,
            Some(QueryField::Whole | QueryField::Title | QueryField::Note) => Scope::Text,
            Some(QueryField::Statement(field)) => Scope::Said(field),
            Some(QueryField::Province(_)) => Scope::Province,
            Some(QueryField::Section) => Scope::Section,
            None if !atom.near.is_empty() => Scope::Text,
            None => Scope::Term,
        };
        let is_listed = matches!(scope, Scope::Province | Scope::Said(_) | Scope::Status);
        let typed = line.get(atom.word..).filter(|typed| !typed.is_empty() || is_listed)?;
        let regex = atom.regex || scope == Scope::Term && typed.starts_with(['/', '／']);
        (!regex).then_some(Self { typed, start: atom.word, scope })
    }

    /// Whether it ends in letters that an input method would take, so that a digit chooses a candidate.
    pub fn is_spelt(&self) -> bool {
        self.typed.ends_with(|c: char| c.is_ascii_lowercase() || c == '\'' || ('ａ'..='ｚ').contains(&c))
            && !self.has_capital()
    }

    /// Whether it has a capital, which makes letters literal: GDP, iPhone. Capitals with letters spelt behind them are
    /// typed for a word of both: `AIxinpian`.
    pub fn has_capital(&self) -> bool {
        let has = self.typed.contains(|c: char| c.is_ascii_uppercase() || ('Ａ'..='Ｚ').contains(&c));
        has && self.capitals().is_none()
    }

    /// The capitals in front of letters that spell ideographs, two or more of either.
    pub fn capitals(&self) -> Option<&'a str> {
        let end = self.typed.find(|c: char| !c.is_ascii_uppercase())?;
        let (capitals, rest) = self.typed.split_at_checked(end)?;
        let spelt = rest.len() >= 2 && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'');
        (capitals.len() >= 2 && spelt).then_some(capitals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_term_is_completed() {
        let target =
            |line| CompletionTarget::of(line).map(|target| (target.typed, target.start, target.scope));
        assert_eq!(target("ysh"), Some(("ysh", 0, Scope::Term)));
        assert_eq!(target("黄河 ysh"), Some(("ysh", 7, Scope::Term)));
        assert_eq!(target("黄河|ysh"), Some(("ysh", 7, Scope::Term)));
        assert_eq!(target("-ysh"), Some(("ysh", 1, Scope::Term)));
        assert_eq!(target("甲-y"), Some(("甲-y", 0, Scope::Term)));
        assert_eq!(target("甲~y"), Some(("y", 4, Scope::Text)));
        assert_eq!(target("题：y"), Some(("y", 6, Scope::Text)));
        assert_eq!(target("“a b"), Some(("a b", 3, Scope::Text)));
        assert_eq!(target("\"a\" b"), Some(("b", 4, Scope::Term)));
        assert_eq!(target("栏:\"a\"\"b"), Some(("a\"\"b", 5, Scope::Text)));
        assert_eq!(target("甲|@"), Some(("", 5, Scope::Province)));
        assert_eq!(target("省:l"), Some(("l", 4, Scope::Province)));
        assert_eq!(target("作者:z"), Some(("z", 7, Scope::Said(Field::Author))));
        assert_eq!(target("甲 tag:"), Some(("", 8, Scope::Said(Field::Tags))));
        assert_eq!(target("状态:"), Some(("", 7, Scope::Status)));
        assert_eq!(target("SECTION:/l"), Some(("/l", 8, Scope::Section)));
        for nothing in ["", "甲 ", "甲|", "题:", "/a", "甲 /第[一二]", "/a/", "年:2", "栏:\"a\"", "(甲|y)"]
        {
            assert_eq!(target(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_digit_chooses_where_letters_are_typed() {
        let spelt = |line| CompletionTarget::of(line).is_some_and(|target| target.is_spelt());
        assert!(spelt("ysh") && spelt("黑lj") && spelt("@ln") && spelt("xi'"));
        assert!(!spelt("辽宁") && !spelt("GDp") && !spelt("h7") && !spelt("@"));
    }

    proptest::proptest! {
        #[test]
        fn any_line_has_a_tail_at_a_boundary(line in "[a甲@:省题\"“|～~/ 　!-]{0,16}") {
            if let Some(target) = CompletionTarget::of(&line) {
                proptest::prop_assert_eq!(line.get(target.start..), Some(target.typed));
            }
        }
    }
}
