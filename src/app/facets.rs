//! The sections and years of the facet column: cursor and narrowing. What is picked stands in the query text alone.
//!
//! Provinces have a file of their own. No counting and no drawing.

use super::event::Answer;
use crate::query::picks::{NONE, Picks};
use crate::query::{Facet, Query};

/// One section or year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// As the query names it.
    pub value: String,
    /// What is shown: the last folder of a section, a year; empty for articles that have none.
    pub label: String,
    /// Folders above it.
    pub depth: u16,
    /// Articles under the current keywords.
    pub articles: u32,
}

/// Cursor and narrowing.
#[derive(Debug, Clone, Default)]
pub struct FacetPane {
    cursor: usize,
    narrow: String,
}

impl FacetPane {
    /// The items that fit what was typed to narrow them; what is picked is there even if no article has it now.
    pub fn items(&self, facet: Facet, answer: &Answer, query: &Query) -> Vec<Item> {
        let mut items: Vec<Item> = match facet {
            Facet::Date => answer.years.iter().map(|(year, articles)| year_item(*year, *articles)).collect(),
            _ => {
                answer.sections.iter().map(|section| section_item(&section.path, section.articles)).collect()
            }
        };
        let Picks { include, exclude } = query.picks(facet);
        for value in include.into_iter().chain(exclude) {
            if items.iter().all(|item| item.value != value) {
                items.push(Item { label: value.clone(), value, depth: 0, articles: 0 });
            }
        }
        let typed = self.narrow.to_lowercase();
        items.retain(|item| typed.is_empty() || item.value.to_lowercase().contains(&typed));
        items
    }

    /// Number of the item under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// What was typed to narrow the items.
    pub fn narrow(&self) -> &str {
        &self.narrow
    }

    /// Narrows the items; the cursor goes to the first.
    pub fn set_narrow(&mut self, text: &str) {
        text.clone_into(&mut self.narrow);
        self.cursor = 0;
    }

    /// Moves the cursor among `count` items.
    pub fn step(&mut self, by: isize, count: usize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(count.saturating_sub(1));
    }
}

fn year_item(year: u16, articles: u32) -> Item {
    let label = if year == 0 { String::new() } else { year.to_string() };
    let value = if year == 0 { NONE.to_owned() } else { label.clone() };
    Item { value, label, depth: 0, articles }
}

fn section_item(path: &str, articles: u32) -> Item {
    let label = path.rsplit('/').next().unwrap_or_default().to_owned();
    let value = if path.is_empty() { NONE.to_owned() } else { format!("/{path}") };
    Item { value, label, depth: path.matches('/').count() as u16, articles }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facet::SectionCount;

    fn answer() -> Answer {
        let section = |path: &str, articles| SectionCount { path: path.to_owned(), articles };
        Answer {
            sections: vec![section("", 1), section("要闻", 5), section("要闻/河湖", 2)],
            years: vec![(2019, 4), (0, 3)],
            ..Answer::default()
        }
    }

    #[test]
    fn sections_are_a_tree_and_years_a_list() {
        let pane = FacetPane::default();
        let query = Query::default();
        let shown = |item: Item| format!("{}{} {}", " ".repeat(item.depth.into()), item.label, item.articles);
        let sections: Vec<String> =
            pane.items(Facet::Section, &answer(), &query).into_iter().map(shown).collect();
        assert_eq!(sections, [" 1", "要闻 5", " 河湖 2"]);
        let values = pane.items(Facet::Date, &answer(), &query).into_iter().map(|item| item.value);
        assert_eq!(values.collect::<Vec<_>>(), ["2019", "无"]);
    }

    #[test]
    fn what_is_picked_stays_when_it_has_no_article() {
        let query = Query::parse("年:1998");
        let items = FacetPane::default().items(Facet::Date, &answer(), &query);
        assert_eq!(items.last().map(|item| (item.value.as_str(), item.articles)), Some(("1998", 0)));
    }

    #[test]
    fn typing_narrows() {
        let mut pane = FacetPane::default();
        pane.set_narrow("河");
        assert_eq!(pane.items(Facet::Section, &answer(), &Query::default()).len(), 1);
    }
}
