//! A compiled query: whether an article satisfies it, and where its hits are.
//!
//! Texts are searched as bytes, which are not sanitised again: see [`Article::bytes`]. A hit is a byte range of the
//! article's text, not always as long as the word of the query. Words match as substrings, never as tokens.

mod section;
mod statement;
mod time_budget;
mod word;

use std::ops::Range;

use regex::bytes::Regex;
use section::SectionPattern;
use statement::StatementPattern;
use time_budget::{Allowance, MARKS, SEARCH, TimeBudget};
pub use word::{Haystack, WordPattern};

use crate::corpus::Article;
use crate::facet::{Facet, FacetFit};
use crate::format::Field;
use crate::province::ProvinceSet;
use crate::query::{Clause, Literal, Query, Role, Term, When, compile};
use crate::state::{Annotated, ArticleStatus};
use crate::text::dictionary::is_whole;

/// A match of one of the words of a query in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The bytes of [`Article::text`].
    pub range: Range<usize>,
    /// The number of the word in the query, from 0; each word is highlighted in its own way.
    pub word: usize,
}

#[derive(Debug)]
enum TermTest {
    Text(WordPattern),
    Whole(WordPattern),
    Title(WordPattern),
    Near(Vec<WordPattern>),
    Regex(Regex, TimeBudget),
    Province(ProvinceSet, Role),
    Nowhere,
    Section(SectionPattern),
    Date(Option<When>),
    Statement(Field, StatementPattern),
    Status(ArticleStatus),
    Note(WordPattern),
    /// Holds everywhere: a term that cannot be run, whose query has a fault and is never run.
    Anything,
}

#[derive(Debug)]
struct LiteralTest {
    negated: bool,
    test: TermTest,
}

/// A compiled query.
#[derive(Debug)]
pub struct Matcher {
    /// Clauses that belong to a facet pane.
    facets: Vec<(Facet, Vec<LiteralTest>)>,
    others: Vec<Vec<LiteralTest>>,
    /// Whether a test may give up.
    timed: bool,
}

impl Matcher {
    /// Compiles all of `query`. A regular expression that takes too long is given up, see [`Self::gave_up`].
    pub fn new(query: &Query) -> Self {
        Self::within(query, SEARCH)
    }

    /// Compiles all of `query` for highlighting, which happens while a key is handled: each regular expression yields
    /// no more hits after it has taken 200 ms.
    pub fn for_marks(query: &Query) -> Self {
        Self::within(query, MARKS)
    }

    fn within(query: &Query, allowed: Allowance) -> Self {
        let (mut facets, mut others) = (Vec::new(), Vec::new());
        for clause in query.clauses() {
            match Facet::of_clause(clause) {
                Some(facet) => facets.push((facet, checks(clause, allowed))),
                None => others.push(checks(clause, allowed)),
            }
        }
        Self::of_tests(facets, others)
    }

    fn of_tests(facets: Vec<(Facet, Vec<LiteralTest>)>, others: Vec<Vec<LiteralTest>>) -> Self {
        let timed = others.iter().flatten().any(|check| matches!(check.test, TermTest::Regex(..)));
        Self { facets, others, timed }
    }

    /// Compiles one clause, to count the articles that satisfy it alone.
    pub fn of_clause(clause: &Clause) -> Self {
        Self::of_tests(Vec::new(), vec![checks(clause, SEARCH)])
    }

    /// Whether the article, with what the user has added to it, satisfies all clauses.
    pub fn matches(&self, article: Article<'_>, annotated: Annotated<'_>) -> bool {
        self.facets.iter().all(|(_, clause)| holds(clause, article, annotated))
            && self.matches_rest(article, annotated)
    }

    /// Which of the facet choices the article satisfies.
    pub fn fit(&self, article: Article<'_>, annotated: Annotated<'_>) -> FacetFit {
        let mut fit = FacetFit::default();
        for (facet, clause) in &self.facets {
            if !holds(clause, article, annotated) {
                fit.miss(*facet);
            }
        }
        fit
    }

    /// Whether the article satisfies all other clauses.
    pub fn matches_rest(&self, article: Article<'_>, annotated: Annotated<'_>) -> bool {
        self.others.iter().all(|clause| holds(clause, article, annotated))
    }

    /// Whether a regular expression took too long. What was said of articles so far holds; nothing more should be asked, and
    /// hits may be missing.
    #[inline]
    pub fn gave_up(&self) -> bool {
        self.timed && self.others.iter().flatten().any(|check| check.test.gave_up())
    }

    /// Number of words that can have hits.
    pub fn words(&self) -> usize {
        self.wanted().map(|check| check.test.words()).sum()
    }

    fn wanted(&self) -> impl Iterator<Item = &LiteralTest> {
        self.others.iter().flatten().filter(|check| !check.negated)
    }

    /// The hits of all words that are not negated, by position and without overlaps.
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

fn checks(clause: &Clause, allowed: Allowance) -> Vec<LiteralTest> {
    clause
        .literals
        .iter()
        .map(|Literal { negated, term }| LiteralTest {
            negated: *negated,
            test: TermTest::new(term, allowed),
        })
        .collect()
}

fn holds(clause: &[LiteralTest], article: Article<'_>, annotated: Annotated<'_>) -> bool {
    clause.iter().any(|check| check.test.holds(article, annotated) != check.negated)
}

impl TermTest {
    fn new(term: &Term, allowed: Allowance) -> Self {
        match term {
            Term::Text(text) => TermTest::Text(WordPattern::new(text)),
            Term::Whole(text) => TermTest::Whole(WordPattern::new(text)),
            Term::Title(text) => TermTest::Title(WordPattern::new(text)),
            Term::Near(words) => TermTest::Near(words.iter().map(|w| WordPattern::new(w)).collect()),
            Term::Regex(pattern) => match compile(pattern) {
                Ok(regex) => TermTest::Regex(regex, TimeBudget::new(allowed)),
                Err(_told_by_the_query) => TermTest::Anything,
            },
            Term::Province { set, role } => TermTest::Province(*set, *role),
            Term::Nowhere => TermTest::Nowhere,
            Term::Section(section) => TermTest::Section(SectionPattern::new(section.as_deref())),
            Term::Date(when) => TermTest::Date(*when),
            Term::Statement { field, value } => {
                TermTest::Statement(*field, StatementPattern::new(*field, value.as_deref()))
            }
            Term::Status(status) => TermTest::Status(*status),
            Term::Note(text) => TermTest::Note(WordPattern::new(text)),
        }
    }

    fn holds(&self, article: Article<'_>, annotated: Annotated<'_>) -> bool {
        let tags = annotated.tags;
        match self {
            TermTest::Text(word) => {
                word.is_in(searched(article, article.bytes()))
                    || article.said().texts().any(|said| word.is_in(said.as_str()))
            }
            TermTest::Whole(word) => {
                let text = article.text().as_str();
                whole_words(word, searched(article, article.bytes()), text).next().is_some()
                    || article.said().texts().any(|said| {
                        let said = said.as_str();
                        whole_words(word, Haystack::from(said), said).next().is_some()
                    })
            }
            TermTest::Title(word) => word.is_in(searched(article, title(article))),
            TermTest::Near(words) => {
                paragraphs(article).any(|(_, text)| all_in(words, searched(article, text)))
            }
            TermTest::Regex(regex, budget) => {
                budget.spend(article.len(), || paragraphs(article).any(|(_, text)| regex.is_match(text)))
            }
            TermTest::Province(set, Role::About) => tags.about.intersects(*set),
            TermTest::Province(set, Role::Mentions) => tags.mentions.intersects(*set),
            TermTest::Nowhere => tags.mentions.is_empty(),
            TermTest::Section(within) => within.holds(article.section().as_str()),
            TermTest::Date(Some(when)) => article.date().is_some_and(|date| when.holds(date)),
            TermTest::Date(None) => article.date().is_none_or(|date| date.year == 0),
            TermTest::Statement(field, pattern) => pattern.holds(*field, article, annotated),
            TermTest::Status(status) => annotated.is(*status),
            TermTest::Note(word) => annotated
                .state()
                .is_some_and(|state| state.notes.iter().any(|note| word.is_in(note.text.as_bytes()))),
            TermTest::Anything => true,
        }
    }

    /// Whether it took too long.
    fn gave_up(&self) -> bool {
        matches!(self, TermTest::Regex(_, budget) if budget.is_spent())
    }

    /// Number of words that can have hits.
    fn words(&self) -> usize {
        match self {
            TermTest::Text(_) | TermTest::Whole(_) | TermTest::Title(_) | TermTest::Regex(..) => 1,
            TermTest::Near(words) => words.len(),
            TermTest::Province(..)
            | TermTest::Nowhere
            | TermTest::Section(_)
            | TermTest::Date(_)
            | TermTest::Statement(..)
            | TermTest::Status(_)
            | TermTest::Note(_)
            | TermTest::Anything => 0,
        }
    }

    /// Adds the hits of this test; `word` is the number of its first word.
    fn hits(&self, article: Article<'_>, word: usize, into: &mut Vec<Hit>) {
        match self {
            TermTest::Text(sought) => push_all(sought, 0, searched(article, article.bytes()), word, into),
            TermTest::Whole(sought) => {
                let text = article.text().as_str();
                let found = whole_words(sought, searched(article, article.bytes()), text);
                into.extend(found.map(|range| Hit { range, word }));
            }
            TermTest::Title(sought) => push_all(sought, 0, searched(article, title(article)), word, into),
            TermTest::Near(words) => {
                let texts = paragraphs(article).map(|(start, text)| (start, searched(article, text)));
                for (start, text) in texts.filter(|(_, text)| all_in(words, *text)) {
                    for (number, sought) in (word..).zip(words) {
                        push_all(sought, start, text, number, into);
                    }
                }
            }
            TermTest::Regex(regex, budget) => {
                for (start, text) in paragraphs(article) {
                    let found = budget.limit(regex.find_iter(text)).filter(|m| !m.is_empty());
                    into.extend(found.map(|m| Hit { range: start + m.start()..start + m.end(), word }));
                }
            }
            TermTest::Province(..)
            | TermTest::Nowhere
            | TermTest::Section(_)
            | TermTest::Date(_)
            | TermTest::Statement(..)
            | TermTest::Status(_)
            | TermTest::Note(_)
            | TermTest::Anything => {}
        }
    }
}

fn all_in(words: &[WordPattern], text: Haystack<'_>) -> bool {
    words.iter().all(|word| word.is_in(text))
}

fn push_all(sought: &WordPattern, start: usize, text: Haystack<'_>, word: usize, into: &mut Vec<Hit>) {
    into.extend(sought.places(text).map(|at| Hit { range: start + at.start..start + at.end, word }));
}

/// Where a word stands in a text as a whole: at its borders the text is cut.
fn whole_words<'t>(
    sought: &'t WordPattern,
    bytes: Haystack<'t>,
    text: &'t str,
) -> impl Iterator<Item = Range<usize>> + 't {
    sought.places(bytes).filter(|range| is_whole(text, range))
}

/// A part of the article's text.
fn searched<'a>(article: Article<'a>, part: &'a [u8]) -> Haystack<'a> {
    Haystack { bytes: part, is_unspaced: article.is_unspaced(), is_plain: article.is_plain() }
}

fn title(article: Article<'_>) -> &[u8] {
    paragraphs(article).next().map(|(_, text)| text).unwrap_or_default()
}

/// The title and the paragraphs, each with its byte offset in the text; the pieces of a long paragraph count as one.
fn paragraphs(article: Article<'_>) -> impl Iterator<Item = (usize, &[u8])> {
    let text = article.bytes();
    let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
    ends.scan(0, |start, end| {
        let from = std::mem::replace(start, end + 1);
        Some((from, text.get(from..end).unwrap_or_default()))
    })
}
