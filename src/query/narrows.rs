//! Whether one query selects only what another one selects, so that it need only search the result of the other.
//!
//! A wrong "no" only costs time; a "yes" must be certain. What must not go in: reading articles.

use super::field::whole_name;
use super::{Clause, Literal, Term};
use crate::format::Field;
use crate::text::folding::Folding;

/// Whether every article that satisfies all of `new` satisfies all of `old`.
pub fn narrows(new: &[&Clause], old: &[&Clause]) -> bool {
    old.iter().all(|old| new.iter().any(|new| clause_narrows(new, old)))
}

fn clause_narrows(new: &Clause, old: &Clause) -> bool {
    new.literals.iter().all(|new| old.literals.iter().any(|old| implies(new, old)))
}

fn implies(new: &Literal, old: &Literal) -> bool {
    match (new.negated, old.negated) {
        (false, false) => term_implies(&new.term, &old.term),
        (true, true) => term_implies(&old.term, &new.term),
        _ => false,
    }
}

fn term_implies(new: &Term, old: &Term) -> bool {
    if new == old {
        return true;
    }
    match (new, old) {
        (Term::Text(new) | Term::Whole(new) | Term::Title(new), Term::Text(old))
        | (Term::Title(new), Term::Title(old))
        | (Term::Note(new), Term::Note(old)) => holds(new, old),
        (
            Term::Statement { field: new, value: Some(said) },
            Term::Statement { field: old, value: Some(part) },
        ) if new == old && *new != Field::Tags && whole_name(part).is_none() => {
            holds(whole_name(said).unwrap_or(said), part)
        }
        (Term::Near(new), Term::Text(old)) => new.iter().any(|new| holds(new, old)),
        (Term::Near(new), Term::Near(old)) => old.iter().all(|old| new.iter().any(|new| holds(new, old))),
        _ => false,
    }
}

/// Whether a text that contains `long` also contains `short`.
fn holds(long: &str, short: &str) -> bool {
    let folding = Folding::get();
    folding.folded(long).contains(&folding.folded(short))
}

#[cfg(test)]
mod tests {
    use crate::query::Query;

    fn narrows(new: &str, old: &str) -> bool {
        let (new, old) = (Query::parse(new), Query::parse(old));
        super::narrows(&new.clauses().iter().collect::<Vec<_>>(), &old.clauses().iter().collect::<Vec<_>>())
    }

    #[test]
    fn typing_on_narrows() {
        assert!(narrows("营商环", "營商") && narrows("营商 环境", "营商") && narrows("甲", ""));
        assert!(!narrows("营", "营商") && !narrows("", "甲"));
    }

    #[test]
    fn a_name_is_a_part_and_a_tag_is_whole() {
        assert!(narrows("作者:某甲", "作者:某") && !narrows("作者:某甲", "来源:某"));
        assert!(
            narrows("标签:桥", "tag:桥")
                && !narrows("标签:桥东", "标签:桥")
                && !narrows("作者:某", "作者:无")
        );
        assert!(narrows("作者:=某甲", "作者:某") && !narrows("作者:=某甲", "作者:=某"));
        assert!(!narrows("作者:=某", "作者:="));
    }

    #[test]
    fn fewer_alternatives_narrow_and_more_widen() {
        assert!(narrows("甲", "甲|乙") && narrows("甲丙", "甲|乙") && !narrows("甲|乙", "甲"));
    }

    #[test]
    fn refusing_less_widens() {
        assert!(narrows("-营", "-营商") && !narrows("-营商", "-营") && !narrows("-营商", "营"));
    }

    #[test]
    fn a_title_is_text_and_a_paragraph_has_its_words() {
        assert!(narrows("题:黄河", "黄河") && narrows("题:黄河水", "题:黄河") && !narrows("黄河", "题:黄河"));
        assert!(narrows("农村~电商", "电商") && narrows("农村~电商~路", "电商~农村"));
        assert!(
            narrows("词:会计师", "会计") && !narrows("会计", "词:会计") && !narrows("词:会计师", "词:会计")
        );
        assert!(narrows("/a/", "/a/") && !narrows("/ab/", "/a/"));
    }
}
