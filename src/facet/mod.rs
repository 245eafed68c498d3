//! Facets: properties by which articles are counted and chosen, besides their words. Every facet is one row of [`TABLE`].
//!
//! A row says how to read the values of an article, how a query asks for a value, and how the values are listed.
//! Counting is in `tally`, the choice of a query in `selection`; pane, keys, `list --by` and the search know facets
//! only by their rows. To add a facet, add a variant and a row, and its name in `messages`. What must not go in: state
//! and drawing.

mod counts;
mod selection;
mod tally;

pub use counts::{Counts, FacetFit, ValueCount};
pub use selection::{FacetSelection, Joining, Sign};
pub use tally::Tally;

use crate::corpus::Article;
use crate::format::{Date, Field};
use crate::messages::{Lang, Word};
use crate::province::{self, PROVINCES, ProvinceSet};
use crate::query::{Clause, Role, Term, When};
use crate::state::Annotated;

/// A property of articles that has values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The provinces that an article is about or mentions.
    Province,
    /// The folder that it lies in.
    Section,
    /// The year of its date.
    Year,
    /// The month of its date.
    Month,
    /// What it is filed under: the tags that its file gives it, and those of the user.
    Tag,
    /// Who wrote it.
    Author,
    /// Who published it.
    Source,
}

/// A value of a facet; its meaning depends on the facet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FacetValue {
    /// The article has no value.
    None,
    /// A number: a province in standard order, a year.
    Number(u32),
    /// A name: folders joined by `/`.
    Name(Box<str>),
}

/// How the values of an article are read.
#[derive(Debug, Clone, Copy)]
pub enum ValueSource {
    /// Two sets of at most 64 values: those the article is about, and those it mentions. A copy of another article does
    /// not count again.
    Sets,
    /// One name: the section of its folder, if it has one.
    Section,
    /// Names: what its file says in a field, and what the user adds to it.
    Statement(Field),
    /// One number, if there is one.
    Number(fn(Article<'_>) -> Option<u32>),
}

/// How the values are listed.
#[derive(Debug, Clone, Copy)]
pub enum Listing {
    /// All possible values in several columns, in standard order or the most frequent first. While the list is
    /// narrowed, the function says which values fit what is typed, because names have pinyin and initials.
    Standard(fn(&str) -> ProvinceSet),
    /// The values that articles have, as a tree: parents before children, siblings in natural order.
    Tree,
    /// The values that articles have, the highest first.
    Falling,
    /// The values that articles have, those of most articles first.
    Frequent,
}

/// The shorter form of a value's name for a reader of a language.
pub type ShortForm = fn(&FacetValue, Lang) -> Option<&'static str>;

/// The definition of a facet.
#[derive(Debug, Clone, Copy)]
pub struct FacetRow {
    /// The facet.
    pub facet: Facet,
    /// Its name in commands: `list --by section`.
    pub key: &'static str,
    /// Its name in the interface.
    pub name: Word,
    /// The name of articles without a value; `None` if they are not listed.
    pub none: Option<Word>,
    /// How values are read.
    pub reading: ValueSource,
    /// Whether a term asks about this facet.
    pub owns: fn(&Term) -> bool,
    /// The term that asks for a value.
    pub term: fn(&FacetValue, Role) -> Option<Term>,
    /// The name of a value.
    pub text: fn(&FacetValue, Lang) -> String,
    /// A shorter form of a value's name, if there is one.
    pub code: Option<ShortForm>,
    /// How values are listed.
    pub listing: Listing,
    /// Whether an article can have several values, so that a query asks for any or for all of those chosen.
    pub several: bool,
    /// Whether an article can be about a value or merely mention it: both are counted, and a query asks for either.
    pub roles: bool,
    /// Whether a choice stays when other words are searched for.
    pub stays: bool,
}

/// All facets, in the order in which the pane shows them.
pub static TABLE: [FacetRow; COUNT] = ROWS;

/// Number of facets.
pub const COUNT: usize = ROWS.len();

const ROWS: [FacetRow; 7] = [
    FacetRow {
        facet: Facet::Province,
        key: "province",
        name: Word::Provinces,
        none: Some(Word::Nowhere),
        reading: ValueSource::Sets,
        owns: |term| matches!(term, Term::Province { .. } | Term::Nowhere),
        term: |value, role| match value {
            FacetValue::None => Some(Term::Nowhere),
            FacetValue::Number(_) => {
                let number = value.number().filter(|number| *number < PROVINCES.len())?;
                Some(Term::Province { set: ProvinceSet::single(number), role })
            }
            FacetValue::Name(_) => None,
        },
        text: |value, lang| value.province().map_or("", |province| province.name(lang)).to_owned(),
        code: Some(|value, lang| value.province().and_then(|province| province.code(lang))),
        listing: Listing::Standard(province::narrowed),
        several: true,
        roles: true,
        stays: true,
    },
    FacetRow {
        facet: Facet::Section,
        key: "section",
        name: Word::Sections,
        none: Some(Word::NoSection),
        reading: ValueSource::Section,
        owns: |term| matches!(term, Term::Section(_)),
        term: |value, _| match value {
            FacetValue::None => Some(Term::Section(None)),
            FacetValue::Name(path) => Some(Term::Section(Some(format!("/{path}")))),
            FacetValue::Number(_) => None,
        },
        text: |value, _| value.plain(),
        code: None,
        listing: Listing::Tree,
        several: false,
        roles: false,
        stays: false,
    },
    FacetRow {
        facet: Facet::Year,
        key: "year",
        name: Word::Years,
        none: Some(Word::NoYear),
        reading: ValueSource::Number(|article| {
            article.date().map(|date| u32::from(date.year)).filter(|year| *year > 0)
        }),
        owns: |term| matches!(term, Term::Date(_)),
        term: |value, _| match value {
            FacetValue::None => Some(Term::Date(None)),
            FacetValue::Number(year) => Some(on(Date { year: *year as u16, month: 0, day: 0 })),
            FacetValue::Name(_) => None,
        },
        text: |value, _| value.plain(),
        code: None,
        listing: Listing::Falling,
        several: false,
        roles: false,
        stays: false,
    },
    FacetRow {
        facet: Facet::Month,
        key: "month",
        name: Word::Months,
        none: None,
        reading: ValueSource::Number(|article| article.date().and_then(month_number)),
        owns: |term| matches!(term, Term::Date(Some(when)) if when.date().is_some_and(is_month)),
        term: |value, _| Some(on(month(value)?)),
        text: |value, _| month(value).map_or_else(String::new, |month| month.to_string()),
        code: None,
        listing: Listing::Falling,
        several: false,
        roles: false,
        stays: false,
    },
    FacetRow {
        facet: Facet::Tag,
        key: "tag",
        name: Word::ArticleTags,
        none: Some(Word::NoTag),
        reading: ValueSource::Statement(Field::Tags),
        owns: |term| matches!(term, Term::Statement { field: Field::Tags, .. }),
        term: |value, _| match value {
            FacetValue::None => Some(Term::Statement { field: Field::Tags, value: None }),
            FacetValue::Name(tag) => {
                Some(Term::Statement { field: Field::Tags, value: Some(tag.to_string()) })
            }
            FacetValue::Number(_) => None,
        },
        text: |value, _| value.plain(),
        code: None,
        listing: Listing::Frequent,
        several: true,
        roles: false,
        stays: false,
    },
    FacetRow {
        facet: Facet::Author,
        key: "author",
        name: Word::Authors,
        none: Some(Word::NoAuthor),
        reading: ValueSource::Statement(Field::Author),
        owns: |term| matches!(term, Term::Statement { field: Field::Author, .. }),
        term: |value, _| named(Field::Author, value),
        text: |value, _| value.plain(),
        code: None,
        listing: Listing::Frequent,
        several: true,
        roles: false,
        stays: false,
    },
    FacetRow {
        facet: Facet::Source,
        key: "source",
        name: Word::Sources,
        none: Some(Word::NoSource),
        reading: ValueSource::Statement(Field::Source),
        owns: |term| matches!(term, Term::Statement { field: Field::Source, .. }),
        term: |value, _| named(Field::Source, value),
        text: |value, _| value.plain(),
        code: None,
        listing: Listing::Frequent,
        several: true,
        roles: false,
        stays: false,
    },
];

/// Asks for the whole name of an author or source.
fn named(field: Field, value: &FacetValue) -> Option<Term> {
    let value = match value {
        FacetValue::None => None,
        FacetValue::Name(name) => Some(format!("={name}")),
        FacetValue::Number(_) => return None,
    };
    Some(Term::Statement { field, value })
}

/// The names that a file says, a line each, and those that the user adds to them.
pub fn names<'a>(said: &'a str, own: &'a [String]) -> impl Iterator<Item = &'a str> {
    let own = own.iter().map(String::as_str);
    said.lines().chain(own.filter(|name| said.lines().all(|line| line != *name)))
}

fn on(date: Date) -> Term {
    Term::Date(Some(When::on(date)))
}

/// The months since the year 0, if year and month are known.
fn month_number(date: Date) -> Option<u32> {
    (date.year > 0 && date.month > 0).then(|| u32::from(date.year) * 12 + u32::from(date.month) - 1)
}

fn month(value: &FacetValue) -> Option<Date> {
    let number = value.number()?;
    Some(Date { year: (number / 12) as u16, month: (number % 12 + 1) as u8, day: 0 })
}

fn is_month(date: Date) -> bool {
    date.day == 0 && month_number(date).is_some()
}

impl Facet {
    /// All facets, in the order of the table.
    pub const ALL: [Self; COUNT] = {
        let mut all = [Self::Province; COUNT];
        let mut number = 0;
        while number < COUNT {
            all[number] = ROWS[number].facet;
            number += 1;
        }
        all
    };

    /// Its definition.
    pub fn row(self) -> &'static FacetRow {
        TABLE.get(self as usize).unwrap_or(&TABLE[0])
    }

    /// The facet that a term asks about, if any. If several match, the last is the narrowest and wins.
    pub fn of(term: &Term) -> Option<Self> {
        TABLE.iter().rev().find(|row| (row.owns)(term)).map(|row| row.facet)
    }

    /// The facet that all terms of a clause ask about, whose pane then owns the clause.
    pub fn of_clause(clause: &Clause) -> Option<Self> {
        let facet = Self::of(&clause.literals.first()?.term)?;
        clause.literals.iter().all(|literal| Self::of(&literal.term) == Some(facet)).then_some(facet)
    }

    /// The next one in the table; after the last comes the first.
    #[must_use]
    pub fn next(self) -> Self {
        TABLE.get(self as usize + 1).map_or(Self::Province, |row| row.facet)
    }

    /// The values of an article, of sets those that it is about; [`FacetValue::None`] if it has none.
    pub fn values(self, article: Article<'_>, annotated: Annotated<'_>) -> Vec<FacetValue> {
        let name = |name: &str| FacetValue::Name(name.into());
        let number = |number: usize| FacetValue::Number(number as u32);
        let values: Vec<FacetValue> = match self.row().reading {
            ValueSource::Sets => annotated.tags.about.iter().map(number).collect(),
            ValueSource::Section => article.section().as_str().lines().map(name).collect(),
            ValueSource::Statement(field) => {
                names(article.said().text(field), annotated.said(field)).map(name).collect()
            }
            ValueSource::Number(read) => read(article).map(FacetValue::Number).into_iter().collect(),
        };
        if values.is_empty() { vec![FacetValue::None] } else { values }
    }

    /// The name of a value in the language of the user.
    pub fn text(self, value: &FacetValue, lang: Lang) -> String {
        match (value, self.row().none) {
            (FacetValue::None, Some(word)) => word.text(lang).to_owned(),
            _ => (self.row().text)(value, lang),
        }
    }
}

impl FacetValue {
    /// The number, if it is one.
    pub fn number(&self) -> Option<usize> {
        match self {
            Self::Number(number) => Some(*number as usize),
            Self::None | Self::Name(_) => None,
        }
    }

    fn province(&self) -> Option<&'static province::Province> {
        PROVINCES.get(self.number()?)
    }

    fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Name(name) => name.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_is_found_by_its_place_and_its_terms() {
        for (number, row) in TABLE.iter().enumerate() {
            assert_eq!((row.facet as usize, row.facet.row().key), (number, row.key));
            for value in [FacetValue::None, FacetValue::Number(2019), FacetValue::Name("甲/乙".into())] {
                let terms = (row.term)(&value, Role::Mentions);
                assert!(
                    terms.is_none_or(|term| Facet::of(&term) == Some(row.facet)),
                    "{value:?} of {}",
                    row.key
                );
            }
        }
    }

    #[test]
    fn the_pane_goes_round() {
        let round: Vec<Facet> = std::iter::successors(Some(Facet::Province), |facet| Some(facet.next()))
            .take(COUNT + 1)
            .collect();
        assert_eq!((round.first(), round.last()), (Some(&Facet::Province), Some(&Facet::Province)));
        assert_eq!(TABLE.each_ref().map(|row| row.facet)[..], round[..COUNT]);
    }
}
