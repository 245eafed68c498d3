//! The end of a query line that is being typed: what may stand there, and where it begins.
//!
//! What must not go in: what is offered for it (see `complete`).

use super::field::Field;
use super::lex;

/// What the query language has at the place where a candidate would stand.
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
}

/// The end of a query line that candidates would replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail<'a> {
    /// What is typed so far; not empty but for provinces.
    pub typed: &'a str,
    /// Where it begins, in bytes of the line.
    pub start: usize,
    /// What may stand there.
    pub scope: Scope,
}

impl<'a> Tail<'a> {
    /// The last term of `line`, which ends at the cursor; `None` if there is none, or if it is a regular expression or a date.
    pub fn of(line: &'a str) -> Option<Self> {
        let atom = lex::clauses(line).pop()?.atoms.pop().filter(|atom| atom.span.end == line.len())?;
        let scope = match atom.field {
            _ if atom.open => Scope::Text,
            _ if atom.quoted => return None,
            Some(Field::Date) => return None,
            Some(Field::Title) => Scope::Text,
            Some(Field::Province(_)) => Scope::Province,
            Some(Field::Section) => Scope::Section,
            None if !atom.near.is_empty() => Scope::Text,
            None => Scope::Term,
        };
        let typed = line.get(atom.word..).filter(|typed| !typed.is_empty() || scope == Scope::Province)?;
        let regex = atom.regex || scope == Scope::Term && typed.starts_with(['/', '／']);
        (!regex).then_some(Self { typed, start: atom.word, scope })
    }

    /// Whether letters are being typed that an input method would take: a digit then chooses.
    pub fn is_spelt(&self) -> bool {
        self.typed.ends_with(|c: char| c.is_ascii_lowercase() || c == '\'' || ('ａ'..='ｚ').contains(&c))
            && !self.has_capital()
    }

    /// With a capital, letters are meant as they are: GDP, iPhone.
    pub fn has_capital(&self) -> bool {
        self.typed.contains(|c: char| c.is_ascii_uppercase() || ('Ａ'..='Ｚ').contains(&c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_term_is_completed() {
        let tail = |line| Tail::of(line).map(|tail| (tail.typed, tail.start, tail.scope));
        assert_eq!(tail("ysh"), Some(("ysh", 0, Scope::Term)));
        assert_eq!(tail("黄河 ysh"), Some(("ysh", 7, Scope::Term)));
        assert_eq!(tail("黄河|ysh"), Some(("ysh", 7, Scope::Term)));
        assert_eq!(tail("-ysh"), Some(("ysh", 1, Scope::Term)));
        assert_eq!(tail("甲-y"), Some(("甲-y", 0, Scope::Term)));
        assert_eq!(tail("甲~y"), Some(("y", 4, Scope::Text)));
        assert_eq!(tail("题：y"), Some(("y", 6, Scope::Text)));
        assert_eq!(tail("“a b"), Some(("a b", 3, Scope::Text)));
        assert_eq!(tail("\"a\" b"), Some(("b", 4, Scope::Term)));
        assert_eq!(tail("栏:\"a\"\"b"), Some(("a\"\"b", 5, Scope::Text)));
        assert_eq!(tail("甲|@"), Some(("", 5, Scope::Province)));
        assert_eq!(tail("省:l"), Some(("l", 4, Scope::Province)));
        assert_eq!(tail("SECTION:/l"), Some(("/l", 8, Scope::Section)));
        for nothing in ["", "甲 ", "甲|", "题:", "/a", "甲 /第[一二]", "/a/", "年:2", "栏:\"a\"", "(甲|y)"]
        {
            assert_eq!(tail(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_digit_chooses_where_letters_are_typed() {
        let spelt = |line| Tail::of(line).is_some_and(|tail| tail.is_spelt());
        assert!(spelt("ysh") && spelt("黑lj") && spelt("@ln") && spelt("xi'"));
        assert!(!spelt("辽宁") && !spelt("GDp") && !spelt("h7") && !spelt("@"));
    }

    proptest::proptest! {
        #[test]
        fn any_line_has_a_tail_at_a_boundary(line in "[a甲@:省题\"“|～~/ 　!-]{0,16}") {
            if let Some(tail) = Tail::of(&line) {
                proptest::prop_assert_eq!(line.get(tail.start..), Some(tail.typed));
            }
        }
    }
}
