//! A selection grouped by province: each division's articles under a heading, an article under each of its divisions.
//!
//! Positions only; what a heading looks like is the business of view.

use crate::corpus::{ArticleId, Corpus};
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
use crate::province::corrections::Corrections;
use crate::query::{Query, Role};
use crate::search::Selection;

/// What stands in an entry that is a heading: this bit and the number of the group.
const HEADING: u32 = 1 << 31;
/// Number of groups: the divisions and, last, the articles without any.
const GROUPS: usize = PROVINCES.len() + 1;

/// One position of a grouped list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A heading.
    Heading(Heading),
    /// An article.
    Article(ArticleId),
}

/// The heading of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// The division; none: the articles without one.
    pub division: Option<usize>,
    /// Articles below it.
    pub articles: u32,
}

/// The positions of a grouped list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouped {
    entries: Vec<u32>,
    /// The groups that are there: number, position of the heading, articles. In order.
    groups: Vec<(usize, usize, u32)>,
    /// Articles, each counted once.
    articles: usize,
}

impl Grouped {
    /// Groups articles, which come in list order with the divisions they stand under. An article without any stands in the
    /// last group.
    pub fn new(articles: impl Iterator<Item = (ArticleId, ProvinceSet)> + Clone) -> Self {
        let mut sizes = [0_u32; GROUPS];
        let mut count = 0;
        for (_, set) in articles.clone() {
            count += 1;
            for group in groups_of(set) {
                if let Some(size) = sizes.get_mut(group) {
                    *size += 1;
                }
            }
        }
        let mut grouped = Self { articles: count, ..Self::default() };
        let mut next = [0_usize; GROUPS];
        let mut end = 0;
        for (group, size) in sizes.into_iter().enumerate().filter(|(_, size)| *size > 0) {
            grouped.groups.push((group, end, size));
            if let Some(place) = next.get_mut(group) {
                *place = end + 1;
            }
            end += size as usize + 1;
        }
        grouped.entries = vec![0; end];
        for &(group, heading, _) in &grouped.groups {
            if let Some(entry) = grouped.entries.get_mut(heading) {
                *entry = HEADING | group as u32;
            }
        }
        for (id, set) in articles {
            for group in groups_of(set) {
                let Some(place) = next.get_mut(group) else { continue };
                if let Some(entry) = grouped.entries.get_mut(*place) {
                    *entry = id.0;
                }
                *place += 1;
            }
        }
        grouped
    }

    /// Number of positions, headings included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of articles, each counted once.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// What stands at `position`.
    pub fn get(&self, position: usize) -> Option<Entry> {
        let entry = *self.entries.get(position)?;
        if entry & HEADING == 0 {
            return Some(Entry::Article(ArticleId(entry)));
        }
        self.heading(position).map(Entry::Heading)
    }

    /// The heading that `position` stands under, or is.
    pub fn heading(&self, position: usize) -> Option<Heading> {
        let at = self.groups.partition_point(|(_, heading, _)| *heading <= position).checked_sub(1)?;
        let &(group, _, articles) = self.groups.get(at)?;
        Some(Heading { division: (group < PROVINCES.len()).then_some(group), articles })
    }

    /// The number of an article below its heading, from 1.
    pub fn number(&self, position: usize) -> Option<usize> {
        let at = self.groups.partition_point(|(_, heading, _)| *heading <= position).checked_sub(1)?;
        self.groups.get(at).map(|(_, heading, _)| position - heading)
    }

    /// Where an article stands: under `division` if it stands there, else the first time.
    pub fn position(&self, id: ArticleId, division: Option<usize>) -> Option<usize> {
        let wanted = division.unwrap_or(PROVINCES.len());
        let there = self.groups.iter().find(|(group, ..)| *group == wanted);
        let under = there.and_then(|&(_, heading, size)| {
            let group = self.entries.get(heading + 1..=heading + size as usize)?;
            group.iter().position(|entry| *entry == id.0).map(|at| heading + 1 + at)
        });
        under.or_else(|| self.entries.iter().position(|entry| *entry == id.0))
    }
}

/// Groups a selection by the provinces that its articles are about, or mention if that is what the query asks for. Of an
/// article that is about several, those that the query chooses count, if it chooses any.
pub fn by_province(
    selection: &Selection,
    corpus: &Corpus,
    query: &Query,
    corrections: &Corrections,
) -> Grouped {
    let choice = query.choice();
    let divisions = |id: ArticleId| {
        let tags = corpus.article(id).map(|article| corrections.tags(corpus, article)).unwrap_or_default();
        let set = if choice.role == Role::About { tags.about } else { tags.mentions };
        let chosen = set.intersection(choice.include);
        if choice.include.is_empty() || chosen.is_empty() { set } else { chosen }
    };
    let ids = (0..selection.len()).filter_map(|position| selection.get(position));
    Grouped::new(ids.map(|id| (id, divisions(id))))
}

fn groups_of(set: ProvinceSet) -> impl Iterator<Item = usize> {
    let none = set.is_empty().then_some(PROVINCES.len());
    set.iter().chain(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(articles: &[(u32, &[usize])]) -> Grouped {
        let set = |numbers: &[usize]| numbers.iter().copied().collect::<ProvinceSet>();
        Grouped::new(articles.iter().map(|(id, numbers)| (ArticleId(*id), set(numbers))))
    }

    fn shown(grouped: &Grouped) -> Vec<String> {
        let line = |position| match grouped.get(position).unwrap() {
            Entry::Heading(Heading { division: Some(n), articles }) => {
                format!("{} {articles}", PROVINCES[n].short)
            }
            Entry::Heading(Heading { division: None, articles }) => format!("- {articles}"),
            Entry::Article(id) => id.0.to_string(),
        };
        (0..grouped.len()).map(line).collect()
    }

    #[test]
    fn an_article_stands_under_each_of_its_divisions() {
        let grouped = grouped(&[(4, &[5, 0]), (1, &[]), (2, &[5])]);
        assert_eq!(shown(&grouped), ["北京 1", "4", "辽宁 2", "4", "2", "- 1", "1"]);
        assert_eq!(grouped.articles(), 3);
        assert_eq!(grouped.get(7), None);
    }

    #[test]
    fn an_article_is_found_in_the_group_where_it_was() {
        let grouped = grouped(&[(4, &[5, 0]), (2, &[5])]);
        assert_eq!(grouped.position(ArticleId(4), Some(5)), Some(3));
        assert_eq!(grouped.position(ArticleId(4), Some(0)), Some(1));
        assert_eq!(grouped.position(ArticleId(2), Some(0)), Some(4));
        assert_eq!(grouped.position(ArticleId(9), Some(5)), None);
    }

    #[test]
    fn an_article_has_a_number_below_its_heading() {
        let grouped = grouped(&[(4, &[0]), (2, &[5]), (3, &[5])]);
        assert_eq!((grouped.number(1), grouped.number(4)), (Some(1), Some(2)));
    }

    #[test]
    fn every_position_knows_its_heading() {
        let grouped = grouped(&[(4, &[0]), (2, &[5])]);
        let heading = |at| grouped.heading(at).and_then(|heading| heading.division);
        assert_eq!([0, 1, 2, 3].map(heading), [Some(0), Some(0), Some(5), Some(5)]);
    }
}
