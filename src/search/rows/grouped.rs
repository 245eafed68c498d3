//! Other rows grouped by province: one heading for each division, and each article under all of its divisions.
//!
//! What must not go in: what a heading looks like.

use std::sync::Arc;

use super::row_order::{Heading, LastPosition, RowKey, RowOrder};
use crate::corpus::{ArticleId, Corpus};
use crate::facet::{Facet, FacetSelection};
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
use crate::province::corrections::Corrections;
use crate::query::{Query, Role};

/// Marks an entry that is a heading; the other bits are the number of the group.
const HEADING: u32 = 1 << 31;
/// Number of groups: the divisions and, last, the articles without any.
const GROUPS: usize = PROVINCES.len() + 1;

/// Rows under headings.
#[derive(Debug)]
pub struct GroupedRows {
    /// The rows without headings.
    rows: Arc<dyn RowOrder>,
    entries: Vec<u32>,
    /// The groups with articles, in order: number, position of the heading, number of articles.
    groups: Vec<(usize, usize, u32)>,
}

impl GroupedRows {
    /// Groups `rows` by the provinces that the articles are about, or mention if the query asks for mentions. If the query
    /// chooses provinces, only those count for an article with several.
    pub fn by_province(
        rows: Arc<dyn RowOrder>,
        corpus: &Corpus,
        query: &Query,
        corrections: &Corrections,
    ) -> Self {
        let chosen = FacetSelection::of(query, Facet::Province);
        let (wanted, role) = (chosen.provinces(), chosen.role());
        Self::new(rows, |id| {
            let tags =
                corpus.article(id).map(|article| corrections.tags(corpus, article)).unwrap_or_default();
            let set = if role == Role::About { tags.about } else { tags.mentions };
            let chosen = set.intersection(wanted);
            if chosen.is_empty() { set } else { chosen }
        })
    }

    /// Groups `rows` by `divisions`. An article without any is in the last group.
    fn new(rows: Arc<dyn RowOrder>, divisions: impl Fn(ArticleId) -> ProvinceSet) -> Self {
        let placed = || rows.ids().map(|id| (id, divisions(id)));
        let mut sizes = [0_u32; GROUPS];
        for (_, set) in placed() {
            for group in groups_of(set) {
                if let Some(size) = sizes.get_mut(group) {
                    *size += 1;
                }
            }
        }
        let mut groups = Vec::new();
        let mut next = [0_usize; GROUPS];
        let mut end = 0;
        for (group, size) in sizes.into_iter().enumerate().filter(|(_, size)| *size > 0) {
            groups.push((group, end, size));
            if let Some(place) = next.get_mut(group) {
                *place = end + 1;
            }
            end += size as usize + 1;
        }
        let mut entries = vec![0; end];
        for &(group, heading, _) in &groups {
            if let Some(entry) = entries.get_mut(heading) {
                *entry = HEADING | group as u32;
            }
        }
        for (id, set) in placed() {
            for group in groups_of(set) {
                let Some(place) = next.get_mut(group) else { continue };
                if let Some(entry) = entries.get_mut(*place) {
                    *entry = id.0;
                }
                *place += 1;
            }
        }
        Self { rows, entries, groups }
    }

    /// The group that `position` is in.
    fn group(&self, position: usize) -> Option<&(usize, usize, u32)> {
        self.groups.get(self.groups.partition_point(|(_, heading, _)| *heading <= position).checked_sub(1)?)
    }
}

impl RowOrder for GroupedRows {
    fn len(&self) -> usize {
        self.entries.len()
    }

    fn articles(&self) -> usize {
        self.rows.articles()
    }

    fn get(&self, position: usize) -> Option<RowKey> {
        let entry = *self.entries.get(position)?;
        if entry & HEADING == 0 {
            return Some(RowKey::Article(ArticleId(entry)));
        }
        self.heading(position).map(|(heading, _)| RowKey::Heading(heading))
    }

    fn heading(&self, position: usize) -> Option<(Heading, usize)> {
        let &(group, start, articles) = self.group(position)?;
        let division = (group < PROVINCES.len()).then_some(group);
        Some((Heading { division, articles }, position - start))
    }

    /// Under the heading where it was before, if it is still there, else its first row. Takes time linear in the number of
    /// rows.
    fn position(&self, id: ArticleId, last: LastPosition) -> Result<usize, usize> {
        let shown = self.rows.position(id, last).ok().and_then(|position| self.rows.get(position));
        let Some(RowKey::Article(ArticleId(shown))) = shown else { return Err(last.position) };
        let wanted = last.under.and_then(|heading| heading.division).unwrap_or(PROVINCES.len());
        let there = self.groups.iter().find(|(group, ..)| *group == wanted);
        let under = there.and_then(|&(_, heading, size)| {
            let group = self.entries.get(heading + 1..=heading + size as usize)?;
            group.iter().position(|entry| *entry == shown).map(|at| heading + 1 + at)
        });
        under.or_else(|| self.entries.iter().position(|entry| *entry == shown)).ok_or(last.position)
    }

    fn hidden(&self) -> u32 {
        self.rows.hidden()
    }

    fn folded(&self, id: ArticleId) -> u32 {
        self.rows.folded(id)
    }
}

fn groups_of(set: ProvinceSet) -> impl Iterator<Item = usize> {
    let none = set.is_empty().then_some(PROVINCES.len());
    set.iter().chain(none)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::rows::ListedRows;

    fn grouped(articles: &[(u32, &[usize])]) -> GroupedRows {
        let set = |numbers: &[usize]| {
            numbers.iter().fold(ProvinceSet::EMPTY, |set, n| set.union(ProvinceSet::single(*n)))
        };
        let rows = ListedRows::scored(articles.iter().map(|(id, _)| *id).collect(), 9);
        let divisions =
            |id: ArticleId| articles.iter().find(|(other, _)| *other == id.0).map(|(_, n)| set(n));
        GroupedRows::new(Arc::new(rows), |id| divisions(id).unwrap())
    }

    fn shown(grouped: &GroupedRows) -> Vec<String> {
        let line = |row| match row {
            RowKey::Heading(Heading { division: Some(n), articles }) => {
                format!("{} {articles}", PROVINCES[n].short)
            }
            RowKey::Heading(Heading { division: None, articles }) => format!("- {articles}"),
            RowKey::Article(id) => id.0.to_string(),
        };
        (grouped as &dyn RowOrder).iter_from(0).map(line).collect()
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
        let position = |id, division| {
            let under = Some(Heading { division: Some(division), articles: 0 });
            grouped.position(ArticleId(id), LastPosition { position: 7, under })
        };
        assert_eq!([position(4, 5), position(4, 0), position(2, 0)], [Ok(3), Ok(1), Ok(4)]);
        assert_eq!(position(8, 5), Err(7));
    }

    #[test]
    fn every_position_knows_its_heading_and_its_number_below_it() {
        let grouped = grouped(&[(4, &[0]), (2, &[5]), (3, &[5])]);
        let heading = |at| grouped.heading(at).map(|(heading, number)| (heading.division.unwrap(), number));
        assert_eq!([0, 1, 2, 3, 4].map(heading), [(0, 0), (0, 1), (5, 0), (5, 1), (5, 2)].map(Some));
    }
}
