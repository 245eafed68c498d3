//! A query made ready to run: does this article satisfy it, and where are its hits?
//!
//! Texts are searched as bytes, which are not sanitised again: see [`Article::bytes`]. Hits are byte ranges
//! of the article's text, whose length need not be the query's. Exact substrings and never tokens.

mod patience;
mod within;
mod word;

use std::ops::Range;
use std::time::Duration;

use patience::{ENDLESS, MARKS, Patience};
use regex::bytes::Regex;
use within::Within;
pub use word::Word;

use crate::corpus::{Article, Tags};
use crate::facet::Fit;
use crate::province::ProvinceSet;
use crate::query::{Clause, Facet, Literal, Query, Role, Term, When, compile};

/// A place where a query matches: bytes of the article's text, and which of the query's words it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of [`Article::text`].
    pub range: Range<usize>,
    /// Number of the word in the query, from 0; words differ in their mark.
    pub word: usize,
}

#[derive(Debug)]
enum Test {
    Text(Word),
    Title(Word),
    Near(Vec<Word>),
    Regex(Regex, Patience),
    Province(ProvinceSet, Role),
    Nowhere,
    Section(Within),
    Date(Option<When>),
    /// A term that cannot be run holds everywhere; the query has a fault then and is not run.
    Anything,
}

#[derive(Debug)]
struct Check {
    negated: bool,
    test: Test,
}

/// A query made ready to run.
#[derive(Debug)]
pub struct Matcher {
    /// Clauses that a pane owns.
    facets: Vec<(Facet, Vec<Check>)>,
    others: Vec<Vec<Check>>,
}

impl Matcher {
    /// Compiles all of `query`.
    pub fn new(query: &Query) -> Self {
        Self::patient(query, ENDLESS)
    }

    /// Compiles all of `query` for marks, which are made while a key is being answered: after 200 ms spent on hits of a
    /// regular expression, no more of it are found.
    pub fn for_marks(query: &Query) -> Self {
        Self::patient(query, MARKS)
    }

    fn patient(query: &Query, most: Duration) -> Self {
        let mut matcher = Self { facets: Vec::new(), others: Vec::new() };
        for clause in query.clauses() {
            match clause.facet() {
                Some(facet) => matcher.facets.push((facet, checks(clause, most))),
                None => matcher.others.push(checks(clause, most)),
            }
        }
        matcher
    }

    /// Compiles one clause, to find out how often it holds alone.
    pub fn of_clause(clause: &Clause) -> Self {
        Self { facets: Vec::new(), others: vec![checks(clause, ENDLESS)] }
    }

    /// Whether the article satisfies everything; `tags` are its provinces, corrections included.
    pub fn matches(&self, article: Article<'_>, tags: Tags) -> bool {
        self.facets.iter().all(|(_, clause)| holds(clause, article, tags)) && self.matches_rest(article, tags)
    }

    /// Which of the choices that panes own it satisfies.
    pub fn fit(&self, article: Article<'_>, tags: Tags) -> Fit {
        let fits = |wanted| {
            let mut clauses = self.facets.iter().filter(|(facet, _)| *facet == wanted);
            clauses.all(|(_, clause)| holds(clause, article, tags))
        };
        Fit { province: fits(Facet::Province), section: fits(Facet::Section), date: fits(Facet::Date) }
    }

    /// Whether it satisfies all other clauses.
    pub fn matches_rest(&self, article: Article<'_>, tags: Tags) -> bool {
        self.others.iter().all(|clause| holds(clause, article, tags))
    }

    /// Number of words that hits can be of.
    pub fn words(&self) -> usize {
        self.wanted().map(|check| check.test.words()).sum()
    }

    fn wanted(&self) -> impl Iterator<Item = &Check> {
        self.others.iter().flatten().filter(|check| !check.negated)
    }

    /// Where the wanted words stand in the article, by position; hits do not overlap.
    pub fn hits(&self, article: Article<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut word = 0;
        for check in self.wanted() {
            check.test.hits(article, word, &mut hits);
            word += check.test.words();
        }
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        let mut end = 0;
        hits.retain(|hit| {
            let keep = hit.range.start >= end;
            if keep {
                end = hit.range.end;
            }
            keep
        });
        hits
    }
}

fn checks(clause: &Clause, most: Duration) -> Vec<Check> {
    clause
        .literals
        .iter()
        .map(|Literal { negated, term }| Check { negated: *negated, test: Test::new(term, most) })
        .collect()
}

fn holds(clause: &[Check], article: Article<'_>, tags: Tags) -> bool {
    clause.iter().any(|check| check.test.holds(article, tags) != check.negated)
}

impl Test {
    fn new(term: &Term, most: Duration) -> Self {
        match term {
            Term::Text(text) => Test::Text(Word::new(text)),
            Term::Title(text) => Test::Title(Word::new(text)),
            Term::Near(words) => Test::Near(words.iter().map(|w| Word::new(w)).collect()),
            Term::Regex(pattern) => match compile(pattern) {
                Ok(regex) => Test::Regex(regex, Patience::new(most)),
                Err(_told_by_the_query) => Test::Anything,
            },
            Term::Province { set, role } => Test::Province(*set, *role),
            Term::Nowhere => Test::Nowhere,
            Term::Section(section) => Test::Section(Within::new(section.as_deref())),
            Term::Date(when) => Test::Date(*when),
        }
    }

    fn holds(&self, article: Article<'_>, tags: Tags) -> bool {
        match self {
            Test::Text(word) => word.is_in(article.bytes()),
            Test::Title(word) => word.is_in(title(article)),
            Test::Near(words) => paragraphs(article).any(|(_, text)| all_in(words, text)),
            Test::Regex(regex, _) => paragraphs(article).any(|(_, text)| regex.is_match(text)),
            Test::Province(set, Role::About) => tags.about.intersects(*set),
            Test::Province(set, Role::Mentions) => tags.mentions.intersects(*set),
            Test::Nowhere => tags.mentions.is_empty(),
            Test::Section(within) => within.holds(article.section().as_str()),
            Test::Date(when) => match (when, article.date()) {
                (Some(when), Some(date)) => when.holds(date),
                (when, date) => when.is_none() && date.is_none(),
            },
            Test::Anything => true,
        }
    }

    /// Number of words that hits can be of.
    fn words(&self) -> usize {
        match self {
            Test::Text(_) | Test::Title(_) | Test::Regex(..) => 1,
            Test::Near(words) => words.len(),
            Test::Province(..) | Test::Nowhere | Test::Section(_) | Test::Date(_) | Test::Anything => 0,
        }
    }

    /// Adds the hits of this test, whose first word has the number `word`.
    fn hits(&self, article: Article<'_>, word: usize, into: &mut Vec<Hit>) {
        match self {
            Test::Text(sought) => push_all(sought, 0, article.bytes(), word, into),
            Test::Title(sought) => push_all(sought, 0, title(article), word, into),
            Test::Near(words) => {
                for (start, text) in paragraphs(article).filter(|(_, text)| all_in(words, text)) {
                    for (number, sought) in (word..).zip(words) {
                        push_all(sought, start, text, number, into);
                    }
                }
            }
            Test::Regex(regex, patience) => {
                for (start, text) in paragraphs(article) {
                    let found = patience.limit(regex.find_iter(text)).filter(|m| !m.is_empty());
                    into.extend(found.map(|m| Hit { range: start + m.start()..start + m.end(), word }));
                }
            }
            Test::Province(..) | Test::Nowhere | Test::Section(_) | Test::Date(_) | Test::Anything => {}
        }
    }
}

fn all_in(words: &[Word], text: &[u8]) -> bool {
    words.iter().all(|word| word.is_in(text))
}

fn push_all(sought: &Word, start: usize, text: &[u8], word: usize, into: &mut Vec<Hit>) {
    into.extend(sought.places(text).map(|at| Hit { range: start + at.start..start + at.end, word }));
}

fn title(article: Article<'_>) -> &[u8] {
    paragraphs(article).next().map(|(_, text)| text).unwrap_or_default()
}

/// Title and paragraphs with their place in the text; the pieces of a long paragraph count as one.
fn paragraphs(article: Article<'_>) -> impl Iterator<Item = (usize, &[u8])> {
    let text = article.bytes();
    let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
    ends.scan(0, |start, end| {
        let from = std::mem::replace(start, end + 1);
        Some((from, text.get(from..end).unwrap_or_default()))
    })
}
