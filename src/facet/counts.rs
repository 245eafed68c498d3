//! Counts of articles for the values of every facet.
//!
//! Counting only. What must not go in: which articles are counted (see `search`).

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use super::{COUNT, Facet, FacetRow, FacetValue, Listing, TABLE, ValueSource};
use crate::corpus::{Article, Tags};
use crate::province::PROVINCES;
use crate::state::Annotated;
use crate::text::natural;

/// A value and its number of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueCount {
    /// The value.
    pub value: FacetValue,
    /// Articles that have it or are about it; in a tree, including those below it.
    pub articles: u32,
    /// Articles that mention it, if the facet tells the two apart.
    pub mentions: u32,
}

impl ValueCount {
    fn plain(value: FacetValue, articles: u32) -> Self {
        Self { value, articles, mentions: articles }
    }
}

/// Counts for every facet. Each ignores the choice that the query itself makes there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    lists: Vec<Vec<ValueCount>>,
}

impl Counts {
    /// The values of a facet and their counts, in listing order.
    pub fn of(&self, facet: Facet) -> &[ValueCount] {
        self.lists.get(facet as usize).map_or(&[], Vec::as_slice)
    }

    /// Counts of one facet alone.
    pub fn only(facet: Facet, values: Vec<ValueCount>) -> Self {
        let mut lists = vec![Vec::new(); COUNT];
        if let Some(list) = lists.get_mut(facet as usize) {
            *list = values;
        }
        Self { lists }
    }
}

/// Which of the facet choices of the query an article satisfies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FacetFit {
    /// A bit for each facet whose choice the article does not satisfy.
    missed: u32,
}

impl FacetFit {
    /// Records that the choice of this facet is not satisfied.
    pub fn miss(&mut self, facet: Facet) {
        self.missed |= 1 << facet as u32;
    }

    /// Whether all choices are satisfied.
    pub fn is_whole(self) -> bool {
        self.missed == 0
    }

    /// Whether all choices are satisfied, except perhaps that of `facet`.
    fn is_whole_but_for(self, facet: Facet) -> bool {
        self.missed & !(1 << facet as u32) == 0
    }
}

/// Counts in progress.
#[derive(Debug)]
pub struct Tally {
    counters: [ValueCounter; COUNT],
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            counters: TABLE.map(|row| match row.reading {
                ValueSource::Sets => ValueCounter::Sets(Box::default()),
                ValueSource::Name(_) | ValueSource::Names(_) => ValueCounter::Names(NameCounts::default()),
                ValueSource::Number(_) => ValueCounter::Numbers(NumberCounts::default()),
            }),
        }
    }
}

impl Tally {
    /// Counts an article for each facet if it satisfies the choices of the others. `copy` marks a copy of another article.
    pub fn add(&mut self, article: Article<'_>, annotated: Annotated<'_>, fit: FacetFit, copy: bool) {
        for (row, counter) in TABLE.iter().zip(&mut self.counters) {
            if fit.is_whole_but_for(row.facet) {
                match (counter, row.reading) {
                    (ValueCounter::Sets(sets), _) if !copy => sets.add(annotated.tags),
                    (ValueCounter::Names(names), ValueSource::Name(read)) => names.add(read(article), 1),
                    (ValueCounter::Names(names), ValueSource::Names(read)) => {
                        names.add_each(&read(article, annotated));
                    }
                    (ValueCounter::Numbers(numbers), ValueSource::Number(read)) => {
                        numbers.add(read(article), 1);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Adds the counts of other articles.
    pub fn join(&mut self, other: &Self) {
        for pair in self.counters.iter_mut().zip(&other.counters) {
            match pair {
                (ValueCounter::Sets(sets), ValueCounter::Sets(other)) => sets.join(other),
                (ValueCounter::Names(names), ValueCounter::Names(other)) => names.join(other),
                (ValueCounter::Numbers(numbers), ValueCounter::Numbers(other)) => numbers.join(other),
                _ => {}
            }
        }
    }

    /// The counts so far, as the pane lists them.
    pub fn counts(&self) -> Counts {
        let list = |(row, counter): (&FacetRow, &ValueCounter)| {
            let mut list = match (counter, row.listing) {
                (ValueCounter::Names(names), Listing::Tree) => names.tree(),
                (counter, _) => counter.rising(),
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
        self.counters.get(facet as usize).map(ValueCounter::rising).unwrap_or_default()
    }
}

#[derive(Debug)]
enum ValueCounter {
    Sets(Box<SetCounts>),
    Names(NameCounts),
    Numbers(NumberCounts),
}

impl ValueCounter {
    /// Every value by itself; a set in standard order, followed by the articles without a member.
    fn rising(&self) -> Vec<ValueCount> {
        match self {
            Self::Sets(sets) => sets.list(),
            Self::Names(names) => names.flat(),
            Self::Numbers(numbers) => numbers.list(),
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

/// Number of articles with each name, as written.
#[derive(Debug, Default)]
struct NameCounts {
    numbers: HashMap<Box<str>, usize>,
    counts: Vec<u32>,
    /// The name of the last article, which is nearly always that of the next.
    last: Option<(Box<str>, usize)>,
}

impl NameCounts {
    fn add(&mut self, name: &str, articles: u32) {
        let number = match &self.last {
            Some((last, number)) if **last == *name => *number,
            _ => {
                let next = self.counts.len();
                let number = *self.numbers.entry(name.into()).or_insert(next);
                self.last = Some((name.into(), number));
                number
            }
        };
        match self.counts.get_mut(number) {
            Some(count) => *count += articles,
            None => self.counts.push(articles),
        }
    }

    /// Counts one article under each of its names, which are lines.
    fn add_each(&mut self, names: &str) {
        for name in names.split('\n') {
            self.add(name, 1);
        }
    }

    fn join(&mut self, other: &Self) {
        for (name, articles) in other.each() {
            self.add(name, articles);
        }
    }

    fn each(&self) -> impl Iterator<Item = (&str, u32)> {
        let count = |number: &usize| self.counts.get(*number).copied().unwrap_or_default();
        self.numbers.iter().map(move |(name, number)| (&**name, count(number)))
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

    #[test]
    fn a_facet_does_not_count_its_own_choice() {
        let mut fit = FacetFit::default();
        assert!(fit.is_whole());
        fit.miss(Facet::Year);
        assert!(
            fit.is_whole_but_for(Facet::Year) && !fit.is_whole_but_for(Facet::Section) && !fit.is_whole()
        );
    }
}
