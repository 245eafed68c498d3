//! The choice that a query makes in a facet, read from the query text and written back into it.
//!
//! The query text is the only truth. What must not go in: any state of its own.

use super::{Facet, FacetValue};
use crate::messages::Lang;
use crate::province::ProvinceSet;
use crate::query::{Literal, Query, Role, Term, write};

/// How several included values are joined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Joining {
    /// 任一: any of them.
    #[default]
    Any,
    /// 全部: all of them.
    All,
}

impl Joining {
    /// The other one.
    #[must_use]
    pub fn switched(self) -> Self {
        if self == Self::Any { Self::All } else { Self::Any }
    }
}

/// How a value is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It is included.
    Wanted,
    /// It is excluded.
    Refused,
}

/// The terms of one facet that a query has in clauses of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetSelection {
    facet: Facet,
    include: Vec<Term>,
    exclude: Vec<Term>,
    joining: Joining,
    role: Role,
}

impl FacetSelection {
    /// No choice.
    pub fn none(facet: Facet, role: Role) -> Self {
        Self { facet, include: Vec::new(), exclude: Vec::new(), joining: Joining::Any, role }
    }

    /// The choice that `query` makes in `facet`.
    pub fn of(query: &Query, facet: Facet) -> Self {
        let mut selection = Self::none(facet, Role::default());
        let mut positive = 0;
        for clause in query.clauses().iter().filter(|clause| Facet::of_clause(clause) == Some(facet)) {
            positive += usize::from(clause.literals.iter().any(|literal| !literal.negated));
            for Literal { negated, term } in &clause.literals {
                if let Term::Province { role, .. } = term {
                    selection.role = *role;
                }
                let side = if *negated { &mut selection.exclude } else { &mut selection.include };
                side.extend(single(term));
            }
        }
        if positive > 1 {
            selection.joining = Joining::All;
        }
        let role = selection.role;
        selection.with_role(role)
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// How included values are joined.
    pub fn joining(&self) -> Joining {
        self.joining
    }

    /// Whether values are asked for as subjects or as mentions.
    pub fn role(&self) -> Role {
        self.role
    }

    /// All terms, the included ones first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.include.iter().chain(&self.exclude)
    }

    /// Whether the value that `term` asks for is included or excluded; `None` if it is not chosen.
    pub fn sign(&self, term: &Term) -> Option<Sign> {
        let wanted = self.include.contains(term).then_some(Sign::Wanted);
        wanted.or_else(|| self.exclude.contains(term).then_some(Sign::Refused))
    }

    /// The included provinces.
    pub fn provinces(&self) -> ProvinceSet {
        let set = |term: &Term| if let Term::Province { set, .. } = term { *set } else { ProvinceSet::EMPTY };
        self.include.iter().map(set).fold(ProvinceSet::EMPTY, ProvinceSet::union)
    }

    /// The same, including these values and no others; exclusions stay.
    #[must_use]
    pub fn wanting(mut self, values: impl Iterator<Item = FacetValue>) -> Self {
        let (term, role) = (self.facet.row().term, self.role);
        self.include = values.filter_map(|value| term(&value, role)).collect();
        self.with_role(role)
    }

    /// The same, with values joined this way.
    #[must_use]
    pub fn joined(self, joining: Joining) -> Self {
        Self { joining, ..self }
    }

    /// The same, with all values asked for in this role.
    #[must_use]
    pub fn with_role(mut self, new: Role) -> Self {
        self.role = new;
        for side in [&mut self.include, &mut self.exclude] {
            for term in side.iter_mut() {
                if let Term::Province { role, .. } = term {
                    *role = new;
                }
            }
            // Values with a standard order are written in it, others in the order of choosing.
            side.sort_by_key(standard);
            for term in std::mem::take(side) {
                if !side.contains(&term) {
                    side.push(term);
                }
            }
        }
        self
    }

    /// Adds a value on this side, or removes it if it is there; it is removed from the other side.
    #[must_use]
    pub fn toggled(mut self, term: &Term, sign: Sign) -> Self {
        let (here, there) = match sign {
            Sign::Wanted => (&mut self.include, &mut self.exclude),
            Sign::Refused => (&mut self.exclude, &mut self.include),
        };
        there.retain(|other| other != term);
        let before = here.len();
        here.retain(|other| other != term);
        if here.len() == before {
            here.push(term.clone());
        }
        let role = self.role;
        self.with_role(role)
    }

    /// The choice as a query of its own.
    pub fn query(&self, lang: Lang) -> Query {
        let literal = |term: &Term, negated| Literal { negated, term: term.clone() };
        let wanted: Vec<Literal> = self.include.iter().map(|term| literal(term, false)).collect();
        let wanted: Vec<&[Literal]> = match self.joining {
            _ if wanted.is_empty() => Vec::new(),
            Joining::Any => vec![&wanted],
            Joining::All => wanted.chunks(1).collect(),
        };
        let refused: Vec<Literal> = self.exclude.iter().map(|term| literal(term, true)).collect();
        let written =
            wanted.into_iter().chain(refused.chunks(1)).map(|literals| write::clause(literals, lang));
        Query::parse(&written.collect::<Vec<_>>().join(" "))
    }

    /// The text of `query` with its choice in the facet replaced by this one; everything else stays as typed.
    pub fn put_into(&self, query: &Query, lang: Lang) -> String {
        let rest = query.only(|clause| Facet::of_clause(clause) != Some(self.facet), lang);
        Query::parse(&rest).and(&self.query(lang), lang)
    }
}

/// One term for each value that `term` asks for.
fn single(term: &Term) -> Vec<Term> {
    match term {
        Term::Province { set, role } => {
            set.iter().map(|n| Term::Province { set: ProvinceSet::single(n), role: *role }).collect()
        }
        term => vec![term.clone()],
    }
}

/// The rank of a province in standard order; other terms come last.
fn standard(term: &Term) -> u32 {
    if let Term::Province { set, .. } = term {
        set.iter().next().map_or(u32::MAX, |number| number as u32)
    } else {
        u32::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::province;

    fn of(text: &str, facet: Facet) -> FacetSelection {
        FacetSelection::of(&Query::parse(text), facet)
    }

    fn term(text: &str) -> Term {
        Query::parse(text).clauses()[0].literals[0].term.clone()
    }

    #[test]
    fn the_pane_reads_and_writes_the_text() {
        let query = Query::parse("黄河 @吉林|@辽宁 -@北京 -铁路");
        let selection = FacetSelection::of(&query, Facet::Province);
        assert_eq!(province::names(selection.provinces()).collect::<Vec<_>>(), ["辽宁", "吉林"]);
        assert_eq!(selection.sign(&term("@北京")), Some(Sign::Refused));
        let changed = selection.toggled(&term("@北京"), Sign::Refused).toggled(&Term::Nowhere, Sign::Wanted);
        assert_eq!(changed.put_into(&query, Lang::Zh), "黄河 -铁路 @辽宁|@吉林|@无");
        let all = changed.toggled(&Term::Nowhere, Sign::Wanted).joined(Joining::All);
        assert_eq!(all.put_into(&query, Lang::Zh), "黄河 -铁路 @辽宁 @吉林");
        assert_eq!(of("黄河 @辽宁 @吉林", Facet::Province).joining(), Joining::All);
        assert_eq!(all.with_role(Role::Mentions).put_into(&query, Lang::Zh), "黄河 -铁路 提:辽宁 提:吉林");
        assert_eq!(
            FacetSelection::none(Facet::Province, Role::About).put_into(&query, Lang::Zh),
            "黄河 -铁路"
        );
    }

    #[test]
    fn a_name_of_several_provinces_is_each_of_them() {
        assert_eq!(of("@sx -@hb", Facet::Province).query(Lang::Zh).text(), "@山西|@陕西 -@河北 -@湖北");
    }

    #[test]
    fn sections_and_dates_are_read_and_written_back() {
        let text = "黄河 @辽宁 年:2019|年:2018..2020 -年:无 栏:\"/要闻/第 1 版\"";
        for facet in [Facet::Year, Facet::Section] {
            let selection = of(text, facet);
            let again = Query::parse(&selection.put_into(&Query::parse(text), Lang::Zh));
            assert_eq!((FacetSelection::of(&again, facet), again.fault()), (selection, None));
        }
        assert_eq!(of(text, Facet::Year).query(Lang::Zh).text(), "年:2019|年:2018..2020 -年:无");
    }

    #[test]
    fn a_value_is_on_one_side_or_none() {
        let year = term("年:2019");
        let none = FacetSelection::none(Facet::Year, Role::About);
        let refused = none.clone().toggled(&year, Sign::Wanted).toggled(&year, Sign::Refused);
        assert_eq!(refused.put_into(&Query::parse("甲"), Lang::Zh), "甲 -年:2019");
        assert_eq!(refused.toggled(&year, Sign::Refused), none);
    }

    #[test]
    fn a_pane_replaces_its_own_clauses_only() {
        let query = Query::parse("黄河 年:2019 栏:河湖 @辽宁 甲|年:2018");
        let put = |text: &str, facet, query: &Query| of(text, facet).put_into(query, Lang::Zh);
        assert_eq!(put("年:2020", Facet::Year, &query), "黄河 栏:河湖 @辽宁 甲|年:2018 年:2020");
        assert_eq!(put("", Facet::Section, &query), "黄河 年:2019 @辽宁 甲|年:2018");
        let query = Query::parse("黄河 -(甲|@辽宁|-乙|年:2019) 丙");
        assert_eq!(put("", Facet::Province, &query), "黄河 -甲 乙 -年:2019 丙");
        assert_eq!(put("年:2020", Facet::Year, &query), "黄河 -甲 -@辽宁 乙 丙 年:2020");
    }

    proptest::proptest! {
        #[test]
        fn a_selection_survives_the_text(
            include in proptest::collection::vec("[甲“\"｜/ 无-]{1,4}", 0..4),
            exclude in proptest::collection::vec("[甲“\"｜/ 无-]{1,4}", 0..4),
            provinces in 0u64..1 << 34,
            typed in "[甲\"“|～/（ -]{0,6}",
        ) {
            let mut sections = FacetSelection::none(Facet::Section, Role::About)
                .wanting(include.iter().map(|name| FacetValue::Name(name.as_str().into())));
            for name in &exclude {
                let term = (Facet::Section.row().term)(&FacetValue::Name(name.as_str().into()), Role::About);
                sections = sections.toggled(&term.unwrap(), Sign::Refused);
            }
            let typed = Query::parse(&typed);
            let numbers = ProvinceSet::from_bits(provinces).iter().map(|number| FacetValue::Number(number as u32));
            let chosen = FacetSelection::none(Facet::Province, Role::About).wanting(numbers);
            let query = Query::parse(&chosen.put_into(&Query::parse(&sections.put_into(&typed, Lang::Zh)), Lang::Zh));
            proptest::prop_assert_eq!(FacetSelection::of(&query, Facet::Section), sections);
            proptest::prop_assert_eq!(FacetSelection::of(&query, Facet::Province), chosen);
            proptest::prop_assert_eq!(query.only(|clause| Facet::of_clause(clause).is_none(), Lang::Zh).is_empty(), typed.is_empty());
        }
    }
}
