//! A query made ready to run: does this article satisfy it, and where are its hits?
//!
//! Hits are byte ranges of the article's text, whose length need not be the query's. Exact substrings and never tokens.

mod word;

use std::ops::Range;

use regex::{Regex, RegexBuilder};
pub use word::Word;

use super::query::{Clause, Literal, Query, Role, Term};
use crate::corpus::{Article, ProvinceSet, Tags};

/// A compiled regular expression may take this much memory, in bytes.
const REGEX_SIZE: usize = 1 << 20;

/// Compiles a regular expression within bounds.
pub fn compile(pattern: &str) -> Option<Regex> {
    let mut builder = RegexBuilder::new(pattern);
    builder.size_limit(REGEX_SIZE).dfa_size_limit(REGEX_SIZE).build().ok()
}

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
    Regex(Regex),
    Province(ProvinceSet, Role),
    Nowhere,
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
    provinces: Vec<Vec<Check>>,
    others: Vec<Vec<Check>>,
}

impl Matcher {
    /// Compiles all of `query`.
    pub fn new(query: &Query) -> Self {
        let (provinces, others): (Vec<&Clause>, Vec<&Clause>) =
            query.clauses().iter().partition(|c| c.is_province());
        let compile = |clauses: Vec<&Clause>| clauses.into_iter().map(checks).collect();
        Self { provinces: compile(provinces), others: compile(others) }
    }

    /// Compiles one clause, to find out how often it holds alone.
    pub fn of_clause(clause: &Clause) -> Self {
        Self { provinces: Vec::new(), others: vec![checks(clause)] }
    }

    /// Whether the article satisfies everything; `tags` are its provinces, corrections included.
    pub fn matches(&self, article: Article<'_>, tags: Tags) -> bool {
        self.matches_provinces(article, tags) && self.matches_rest(article, tags)
    }

    /// Whether it satisfies the clauses that the province pane owns.
    pub fn matches_provinces(&self, article: Article<'_>, tags: Tags) -> bool {
        self.provinces.iter().all(|clause| holds(clause, article, tags))
    }

    /// Whether it satisfies all other clauses.
    pub fn matches_rest(&self, article: Article<'_>, tags: Tags) -> bool {
        self.others.iter().all(|clause| holds(clause, article, tags))
    }

    /// Where the wanted words stand in the article, by position; hits do not overlap.
    pub fn hits(&self, article: Article<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let wanted = self.others.iter().flatten().filter(|c| !c.negated);
        let mut word = 0;
        for check in wanted {
            word += check.test.hits(article, word, &mut hits);
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

fn checks(clause: &Clause) -> Vec<Check> {
    clause
        .literals
        .iter()
        .map(|Literal { negated, term }| Check { negated: *negated, test: Test::new(term) })
        .collect()
}

fn holds(clause: &[Check], article: Article<'_>, tags: Tags) -> bool {
    clause.iter().any(|check| check.test.holds(article, tags) != check.negated)
}

impl Test {
    fn new(term: &Term) -> Self {
        match term {
            Term::Text(text) => Test::Text(Word::new(text)),
            Term::Title(text) => Test::Title(Word::new(text)),
            Term::Near(words) => Test::Near(words.iter().map(|w| Word::new(w)).collect()),
            Term::Regex(pattern) => compile(pattern).map_or(Test::Anything, Test::Regex),
            Term::Province { set, role } => Test::Province(*set, *role),
            Term::Nowhere => Test::Nowhere,
        }
    }

    fn holds(&self, article: Article<'_>, tags: Tags) -> bool {
        match self {
            Test::Text(word) => word.is_in(article.text().as_str()),
            Test::Title(word) => word.is_in(article.title().as_str()),
            Test::Near(words) => paragraphs(article).any(|(_, text)| all_in(words, text)),
            Test::Regex(regex) => paragraphs(article).any(|(_, text)| regex.is_match(text)),
            Test::Province(set, Role::About) => tags.about.meets(*set),
            Test::Province(set, Role::Mentions) => tags.mentions.meets(*set),
            Test::Nowhere => tags.mentions.is_empty(),
            Test::Anything => true,
        }
    }

    /// Adds the hits of this test and returns how many words it has.
    fn hits(&self, article: Article<'_>, word: usize, into: &mut Vec<Hit>) -> usize {
        match self {
            Test::Text(finder) => push_all(finder, 0, article.text().as_str(), word, into),
            Test::Title(finder) => push_all(finder, 0, article.title().as_str(), word, into),
            Test::Near(words) => {
                for (start, text) in paragraphs(article).filter(|(_, text)| all_in(words, text)) {
                    for (number, finder) in (word..).zip(words) {
                        push_all(finder, start, text, number, into);
                    }
                }
                return words.len();
            }
            Test::Regex(regex) => {
                for (start, text) in paragraphs(article) {
                    let found = regex.find_iter(text).filter(|m| !m.is_empty());
                    into.extend(found.map(|m| Hit { range: start + m.start()..start + m.end(), word }));
                }
            }
            Test::Province(..) | Test::Nowhere | Test::Anything => return 0,
        }
        1
    }
}

fn all_in(words: &[Word], text: &str) -> bool {
    words.iter().all(|word| word.is_in(text))
}

fn push_all(sought: &Word, start: usize, text: &str, word: usize, into: &mut Vec<Hit>) {
    into.extend(sought.places(text).map(|at| Hit { range: start + at.start..start + at.end, word }));
}

/// Title and paragraphs with their place in the text; the pieces of a long paragraph count as one.
fn paragraphs(article: Article<'_>) -> impl Iterator<Item = (usize, &str)> {
    let text = article.text().as_str();
    let base = text.as_ptr() as usize;
    text.split('\n').map(move |line| (line.as_ptr() as usize - base, line))
}
