//! Counts of articles: for every province, section and year.
//!
//! Counting only; which articles are counted is the business of `search`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use crate::corpus::{Article, Tags};
use crate::text::natural;

/// For each division: articles about it, and articles that mention it; and articles that name none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProvinceCounts {
    /// Articles about each division, in standard order.
    pub about: [u32; 34],
    /// Articles that mention each division, in standard order.
    pub mentions: [u32; 34],
    /// 未提省份: articles that name no division.
    pub none: u32,
}

impl Default for ProvinceCounts {
    fn default() -> Self {
        Self { about: [0; 34], mentions: [0; 34], none: 0 }
    }
}

impl ProvinceCounts {
    /// Counts one article.
    pub fn add(&mut self, tags: Tags) {
        for number in tags.about.iter() {
            if let Some(count) = self.about.get_mut(number) {
                *count += 1;
            }
        }
        for number in tags.mentions.iter() {
            if let Some(count) = self.mentions.get_mut(number) {
                *count += 1;
            }
        }
        self.none += u32::from(tags.mentions.is_empty());
    }

    fn join(&mut self, other: &Self) {
        self.about.iter_mut().zip(other.about).for_each(|(count, other)| *count += other);
        self.mentions.iter_mut().zip(other.mentions).for_each(|(count, other)| *count += other);
        self.none += other.none;
    }
}

/// A section of the library, and the articles in it and in those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionCount {
    /// Its folders, joined by `/`; empty for articles without a section.
    pub path: String,
    /// Articles.
    pub articles: u32,
}

/// Counts by everything that a pane can choose by. Each part leaves out what the query itself chooses there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// For each province.
    pub provinces: ProvinceCounts,
    /// For each section that has articles: parents before children, neighbours in natural order.
    pub sections: Vec<SectionCount>,
    /// For each year that has articles, the newest first; last, under 0, those without a year.
    pub years: Vec<(u16, u32)>,
}

/// Which choices of the query an article satisfies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// That of provinces.
    pub province: bool,
    /// That of sections.
    pub section: bool,
    /// That of dates.
    pub date: bool,
}

impl Fit {
    /// Whether it satisfies all of them.
    pub fn is_whole(self) -> bool {
        self.province && self.section && self.date
    }
}

/// Counts being made.
#[derive(Debug, Default)]
pub struct Tally {
    provinces: ProvinceCounts,
    sections: Sections,
    years: BTreeMap<u16, u32>,
}

impl Tally {
    /// Counts an article for each choice, if it satisfies the others. A copy of another article does not count again for its
    /// provinces, but does where it lies.
    pub fn add(&mut self, article: Article<'_>, tags: Tags, fit: Fit, copy: bool) {
        if fit.section && fit.date && !copy {
            self.provinces.add(tags);
        }
        if fit.province && fit.date {
            self.sections.add(article.section().as_str(), 1);
        }
        if fit.province && fit.section {
            let year = article.date().map_or(0, |date| date.year);
            *self.years.entry(year).or_default() += 1;
        }
    }

    /// Adds what was counted of other articles.
    pub fn join(&mut self, other: &Self) {
        self.provinces.join(&other.provinces);
        for (section, number) in &other.sections.numbers {
            let count = other.sections.counts.get(*number).copied().unwrap_or_default();
            self.sections.add(section, count);
        }
        for (year, count) in &other.years {
            *self.years.entry(*year).or_default() += count;
        }
    }

    /// The counts so far.
    pub fn counts(&self) -> Counts {
        let years = self.years.iter().rev().map(|(year, count)| (*year, *count)).collect();
        Counts { provinces: self.provinces, sections: self.sections.tree(), years }
    }
}

/// Articles of each section as it is written.
#[derive(Debug, Default)]
struct Sections {
    numbers: HashMap<Box<str>, usize>,
    counts: Vec<u32>,
    /// The section of the last article, which is nearly always that of the next one.
    last: Option<(Box<str>, usize)>,
}

impl Sections {
    fn add(&mut self, section: &str, articles: u32) {
        let number = match &self.last {
            Some((last, number)) if **last == *section => *number,
            _ => {
                let next = self.counts.len();
                let number = *self.numbers.entry(section.into()).or_insert(next);
                self.last = Some((section.into(), number));
                number
            }
        };
        match self.counts.get_mut(number) {
            Some(count) => *count += articles,
            None => self.counts.push(articles),
        }
    }

    /// All sections and those above them.
    fn tree(&self) -> Vec<SectionCount> {
        let mut sums: HashMap<&str, u32> = HashMap::new();
        for (path, number) in &self.numbers {
            let count = self.counts.get(*number).copied().unwrap_or_default();
            let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
            for path in above.chain([&**path]) {
                *sums.entry(path).or_default() += count;
            }
        }
        let mut tree: Vec<SectionCount> = sums
            .into_iter()
            .map(|(path, articles)| SectionCount { path: path.to_owned(), articles })
            .collect();
        tree.sort_by(|a, b| compare(&a.path, &b.path));
        tree
    }
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
        let mut sections = Sections::default();
        for path in ["河湖/湖", "要闻", "河湖/湖", "河湖", "河湖/第10章", "河湖/第2章", "", "水/源"]
        {
            sections.add(path, 1);
        }
        let tree: Vec<String> =
            sections.tree().iter().map(|section| format!("{} {}", section.path, section.articles)).collect();
        let expected =
            [" 1", "水 1", "水/源 1", "河湖 5", "河湖/湖 2", "河湖/第2章 1", "河湖/第10章 1", "要闻 1"];
        assert_eq!(tree, expected);
    }
}
