//! Counting articles for the values of every facet.
//!
//! Every article that a search finds is counted for every facet, so this is most of the time of a search that finds
//! nearly all: no name is looked at twice where a number can stand for it. What must not go in: which articles are
//! counted (see `search`).

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use super::{COUNT, Counts, Facet, FacetFit, FacetRow, FacetValue, Listing, TABLE, ValueCount, ValueSource};
use crate::corpus::{Article, FolderId, Tags};
use crate::format::Field;
use crate::province::PROVINCES;
use crate::state::Annotated;
use crate::text::natural;

/// Counts in progress.
#[derive(Debug)]
pub struct Tally {
    counters: [Counter; COUNT],
}

impl Default for Tally {
    fn default() -> Self {
        Self { counters: TABLE.each_ref().map(|row| Counter::new(row.reading)) }
    }
}

impl Tally {
    /// Counts an article for each facet if it satisfies the choices of the others. `copy` marks a copy of another article.
    pub fn add(&mut self, article: Article<'_>, annotated: Annotated<'_>, fit: FacetFit, copy: bool) {
        let said = article.said();
        for (facet, counter) in Facet::ALL.into_iter().zip(&mut self.counters) {
            if !fit.is_whole_but_for(facet) {
                continue;
            }
            match counter {
                Counter::Sets(_) if copy => {}
                Counter::Sets(sets) => sets.add(annotated.tags),
                Counter::Sections(sections) => sections.add(article),
                Counter::Statements(field, names) => {
                    names.add_lines(said.text(*field), annotated.said(*field));
                }
                Counter::Numbers(read, numbers) => numbers.add(read(article), 1),
            }
        }
    }

    /// Adds what somebody else has counted: a value of a facet, of a section without what lies below it.
    pub fn add_counted(&mut self, facet: Facet, count: &ValueCount) {
        let ValueCount { value, articles, mentions } = count;
        match self.counters.get_mut(facet as usize) {
            Some(Counter::Sets(sets)) => sets.add_counted(value.number(), *articles, *mentions),
            Some(Counter::Sections(sections)) => {
                let name = if let FacetValue::Name(name) = value { name } else { "" };
                sections.names.add(name, *articles);
            }
            Some(Counter::Statements(_, names)) => match value {
                FacetValue::Name(name) => names.add(name, *articles),
                _ => names.none += articles,
            },
            Some(Counter::Numbers(_, numbers)) => {
                numbers.add(value.number().map(|number| number as u32), *articles);
            }
            None => {}
        }
    }

    /// Adds the counts of other articles.
    pub fn join(&mut self, other: &Self) {
        for pair in self.counters.iter_mut().zip(&other.counters) {
            match pair {
                (Counter::Sets(sets), Counter::Sets(other)) => sets.join(other),
                (Counter::Sections(sections), Counter::Sections(other)) => sections.names.join(&other.names),
                (Counter::Statements(_, names), Counter::Statements(_, other)) => names.join(other),
                (Counter::Numbers(_, numbers), Counter::Numbers(_, other)) => numbers.join(other),
                _ => {}
            }
        }
    }

    /// The counts so far, as the pane lists them.
    pub fn counts(&self) -> Counts {
        let list = |(row, counter): (&FacetRow, &Counter)| {
            let mut list = match counter {
                Counter::Sections(sections) => sections.names.tree(),
                counter => counter.rising(),
            };
            match row.listing {
                Listing::Falling => list.reverse(),
                Listing::Frequent => {
                    list.sort_by_key(|count| (count.value == FacetValue::None, Reverse(count.articles)));
                }
                Listing::Standard(_) | Listing::Tree => {}
            }
            list.retain(|count| row.none.is_some() || count.value != FacetValue::None);
            list
        };
        Counts { lists: TABLE.iter().zip(&self.counters).map(list).collect() }
    }

    /// The values of one facet in ascending order, each with the number of articles with exactly this value; first
    /// those without one.
    pub fn table(&self, facet: Facet) -> Vec<ValueCount> {
        self.counters.get(facet as usize).map(Counter::rising).unwrap_or_default()
    }
}

#[derive(Debug)]
enum Counter {
    Sets(Box<SetCounts>),
    Sections(SectionCounts),
    Statements(Field, NameCounts),
    Numbers(fn(Article<'_>) -> Option<u32>, NumberCounts),
}

impl Counter {
    fn new(reading: ValueSource) -> Self {
        match reading {
            ValueSource::Sets => Self::Sets(Box::default()),
            ValueSource::Section => Self::Sections(SectionCounts::default()),
            ValueSource::Statement(field) => Self::Statements(field, NameCounts::default()),
            ValueSource::Number(read) => Self::Numbers(read, NumberCounts::default()),
        }
    }

    /// Every value by itself; a set in standard order, followed by the articles without a member.
    fn rising(&self) -> Vec<ValueCount> {
        match self {
            Self::Sets(sets) => sets.list(),
            Self::Sections(sections) => sections.names.flat(),
            Self::Statements(_, names) => names.flat(),
            Self::Numbers(_, numbers) => numbers.list(),
        }
    }
}

/// For each member, the articles about it and those that mention it; and the articles that mention none.
#[derive(Debug)]
struct SetCounts {
    about: [u32; 64],
    mentions: [u32; 64],
    none: u32,
}

impl Default for SetCounts {
    fn default() -> Self {
        Self { about: [0; 64], mentions: [0; 64], none: 0 }
    }
}

impl SetCounts {
    fn add(&mut self, tags: Tags) {
        for (set, counts) in [(tags.about, &mut self.about), (tags.mentions, &mut self.mentions)] {
            for number in set.iter() {
                if let Some(count) = counts.get_mut(number) {
                    *count += 1;
                }
            }
        }
        self.none += u32::from(tags.mentions.is_empty());
    }

    fn add_counted(&mut self, number: Option<usize>, articles: u32, mentions: u32) {
        match number.and_then(|number| self.about.get_mut(number).zip(self.mentions.get_mut(number))) {
            Some((about, named)) => (*about, *named) = (*about + articles, *named + mentions),
            None => self.none += articles,
        }
    }

    fn join(&mut self, other: &Self) {
        self.about.iter_mut().zip(other.about).for_each(|(count, other)| *count += other);
        self.mentions.iter_mut().zip(other.mentions).for_each(|(count, other)| *count += other);
        self.none += other.none;
    }

    fn list(&self) -> Vec<ValueCount> {
        let counts = (0..).zip(self.about.into_iter().zip(self.mentions)).take(PROVINCES.len());
        let count = |(number, (articles, mentions))| ValueCount {
            value: FacetValue::Number(number),
            articles,
            mentions,
        };
        counts.map(count).chain([ValueCount::plain(FacetValue::None, self.none)]).collect()
    }
}

/// Number of articles with each number, and without one. A plain array from the lowest number on, because years and months
/// lie close together and every article found is counted: an ordered map took half the time of a search that finds all.
#[derive(Debug, Default)]
struct NumberCounts {
    none: u32,
    lowest: u32,
    counts: Vec<u32>,
}

impl NumberCounts {
    fn add(&mut self, number: Option<u32>, articles: u32) {
        let Some(number) = number else {
            self.none += articles;
            return;
        };
        match number.checked_sub(self.lowest).and_then(|at| self.counts.get_mut(at as usize)) {
            Some(count) => *count += articles,
            None => self.extend(number, articles),
        }
    }

    /// Adds articles with a number outside the array.
    #[cold]
    fn extend(&mut self, number: u32, articles: u32) {
        if self.counts.is_empty() {
            self.lowest = number;
        }
        let below = self.lowest.saturating_sub(number);
        self.counts.splice(..0, std::iter::repeat_n(0, below as usize));
        self.lowest -= below;
        let at = (number - self.lowest) as usize;
        self.counts.resize(self.counts.len().max(at + 1), 0);
        if let Some(count) = self.counts.get_mut(at) {
            *count += articles;
        }
    }

    fn each(&self) -> impl Iterator<Item = (Option<u32>, u32)> {
        let numbers = (self.lowest..).map(Some).zip(self.counts.iter().copied());
        std::iter::once((None, self.none)).chain(numbers).filter(|(_, articles)| *articles > 0)
    }

    fn join(&mut self, other: &Self) {
        other.each().for_each(|(number, articles)| self.add(number, articles));
    }

    fn list(&self) -> Vec<ValueCount> {
        let value = |number: Option<u32>| number.map_or(FacetValue::None, FacetValue::Number);
        self.each().map(|(number, articles)| ValueCount::plain(value(number), articles)).collect()
    }
}

/// Number of articles in each section. A section is read once for each folder.
#[derive(Debug, Default)]
struct SectionCounts {
    names: NameCounts,
    folders: HashMap<FolderId, usize>,
    /// The folder of the last article, which is nearly always that of the next.
    last: Option<(FolderId, usize)>,
}

impl SectionCounts {
    fn add(&mut self, article: Article<'_>) {
        let folder = article.folder_id();
        let number = match self.last {
            Some((last, number)) if last == folder => number,
            _ => {
                let names = &mut self.names;
                let new = || names.number(article.section().as_str());
                let number = *self.folders.entry(folder).or_insert_with(new);
                self.last = Some((folder, number));
                number
            }
        };
        self.names.count(number, 1);
    }
}

/// Number of articles with each name, as written.
#[derive(Debug, Default)]
struct NameCounts {
    none: u32,
    numbers: HashMap<Box<str>, usize>,
    counts: Vec<u32>,
}

impl NameCounts {
    /// The number of a name.
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.counts.len();
        self.numbers.insert(name.into(), number);
        self.counts.push(0);
        number
    }

    fn count(&mut self, number: usize, articles: u32) {
        if let Some(count) = self.counts.get_mut(number) {
            *count += articles;
        }
    }

    fn add(&mut self, name: &str, articles: u32) {
        let number = self.number(name);
        self.count(number, articles);
    }

    /// Counts one article under each of its names: the lines of what is said, and what the user adds.
    fn add_lines(&mut self, said: &str, own: &[String]) {
        if said.is_empty() && own.is_empty() {
            self.none += 1;
            return;
        }
        super::names(said, own).for_each(|name| self.add(name, 1));
    }

    fn join(&mut self, other: &Self) {
        self.none += other.none;
        for (name, number) in &other.numbers {
            self.add(name, other.counts.get(*number).copied().unwrap_or_default());
        }
    }

    fn each(&self) -> impl Iterator<Item = (&str, u32)> {
        let count = |number: &usize| self.counts.get(*number).copied().unwrap_or_default();
        let named = self.numbers.iter().map(move |(name, number)| (&**name, count(number)));
        named.chain(Some(("", self.none)).filter(|(_, articles)| *articles > 0))
    }

    fn flat(&self) -> Vec<ValueCount> {
        let mut names: Vec<(&str, u32)> = self.each().collect();
        names.sort_by(|a, b| natural::compare(a.0, b.0));
        names.into_iter().map(named).collect()
    }

    /// All names, and those above them.
    fn tree(&self) -> Vec<ValueCount> {
        let mut sums: HashMap<&str, u32> = HashMap::new();
        for (path, count) in self.each() {
            let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at).filter(|_| at > 0));
            for path in above.chain([path]) {
                *sums.entry(path).or_default() += count;
            }
        }
        let mut tree: Vec<(&str, u32)> = sums.into_iter().collect();
        tree.sort_by(|a, b| compare(a.0, b.0));
        tree.into_iter().map(named).collect()
    }
}

fn named((name, articles): (&str, u32)) -> ValueCount {
    ValueCount::plain(
        if name.is_empty() { FacetValue::None } else { FacetValue::Name(name.into()) },
        articles,
    )
}

/// Natural order folder by folder, so that what lies in a folder follows it.
fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split('/'), b.split('/'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => match natural::compare(x, y) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_counts_what_lies_below_it() {
        let mut sections = NameCounts::default();
        for path in ["河湖/湖", "要闻", "河湖/湖", "河湖", "河湖/第10章", "河湖/第2章", "", "水/源"]
        {
            sections.add(path, 1);
        }
        let tree: Vec<String> = sections
            .tree()
            .into_iter()
            .map(|count| format!("{} {}", count.value.plain(), count.articles))
            .collect();
        let expected =
            [" 1", "水 1", "水/源 1", "河湖 5", "河湖/湖 2", "河湖/第2章 1", "河湖/第10章 1", "要闻 1"];
        assert_eq!(tree, expected);
        assert_eq!(sections.flat().len(), 7);
    }

    #[test]
    fn numbers_are_counted_in_any_order() {
        let mut years = NumberCounts::default();
        for year in [Some(2019), Some(2021), None, Some(1949), Some(2019), Some(2020), Some(1949)] {
            years.add(year, 1);
        }
        let mut all = NumberCounts::default();
        all.add(Some(1990), 3);
        all.join(&years);
        let expected =
            [(None, 1), (Some(1949), 2), (Some(1990), 3), (Some(2019), 2), (Some(2020), 1), (Some(2021), 1)];
        assert_eq!(all.each().collect::<Vec<_>>(), expected);
    }
}
