//! What a pane has picked of sections or dates, read from the query text and written back into it.
//!
//! The query text is the only truth: nothing is remembered here. Provinces have more to choose (see `choice`).

use super::{Facet, Literal, Query, Term};

/// The value of articles that have no section or no date.
pub const NONE: &str = "无";

/// Values as the query has them: `/要闻` (a section and those below it), `2019`, [`NONE`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picks {
    /// One of these is wanted.
    pub include: Vec<String>,
    /// None of these is.
    pub exclude: Vec<String>,
}

impl Picks {
    /// Takes `value` in, or out if it is in; on the other side it goes out.
    pub fn toggle(&mut self, value: &str, wanted: bool) {
        let (here, there) = if wanted {
            (&mut self.include, &mut self.exclude)
        } else {
            (&mut self.exclude, &mut self.include)
        };
        there.retain(|other| other != value);
        let before = here.len();
        here.retain(|other| other != value);
        if here.len() == before {
            here.push(value.to_owned());
        }
    }

    fn text(&self, prefix: &str) -> String {
        let quoted = |value: &String| {
            if value == NONE {
                format!("{prefix}{value}")
            } else {
                format!("{prefix}{}", super::write::value(value))
            }
        };
        let wanted = self.include.iter().map(quoted).collect::<Vec<_>>().join("|");
        let unwanted = self.exclude.iter().map(|value| format!("-{}", quoted(value)));
        std::iter::once(wanted).filter(|part| !part.is_empty()).chain(unwanted).collect::<Vec<_>>().join(" ")
    }
}

impl Query {
    /// What the query says about sections or dates in clauses of their own.
    pub fn picks(&self, facet: Facet) -> Picks {
        let mut picks = Picks::default();
        let clauses = self.clauses().iter().filter(|clause| clause.facet() == Some(facet));
        for Literal { negated, term } in clauses.flat_map(|clause| &clause.literals) {
            let value = match term {
                Term::Section(section) => section.clone(),
                Term::Date(when) => when.map(super::When::text),
                _ => continue,
            };
            let side = if *negated { &mut picks.exclude } else { &mut picks.include };
            side.push(value.unwrap_or_else(|| NONE.to_owned()));
        }
        picks
    }

    /// The query text with what it says about `facet` replaced by `picks`; everything else stays as typed.
    pub fn with_picks(&self, facet: Facet, picks: &Picks) -> String {
        let prefix = if facet == Facet::Date { "年:" } else { "栏:" };
        self.with_facet(facet, &picks.text(prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_are_read_and_written_back() {
        let text = "黄河 @辽宁 年:2019|年:2018..2020 -年:无 栏:\"/要闻/第 1 版\"";
        let query = Query::parse(text);
        let picks = query.picks(Facet::Date);
        assert_eq!(
            (picks.include.join(" "), picks.exclude.join(" ")),
            ("2019 2018..2020".into(), "无".into())
        );
        assert_eq!(query.picks(Facet::Section).include, ["/要闻/第 1 版"]);
        for facet in [Facet::Date, Facet::Section] {
            let again = Query::parse(&query.with_picks(facet, &query.picks(facet)));
            assert_eq!((again.picks(facet), again.fault()), (query.picks(facet), None));
        }
    }

    #[test]
    fn a_value_is_on_one_side_or_none() {
        let mut picks = Picks::default();
        picks.toggle("2019", true);
        picks.toggle("2019", false);
        assert_eq!(Query::parse("甲").with_picks(Facet::Date, &picks), "甲 -年:2019");
        picks.toggle("2019", false);
        assert_eq!(picks, Picks::default());
    }
}
