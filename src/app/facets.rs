//! The facet pane: which facet it shows, and the cursor, order and narrowing of each facet. The selection lives in the query
//! text alone.
//!
//! No counting (the search answers with counts) and no drawing; `map` knows where the tiles of the map lie.

use std::cmp::Reverse;

use super::panes::{Area, Layout};
use super::request::SearchCount;
use super::{App, Focus, map};
use crate::facet::{COUNT, Counts, Facet, FacetSelection, FacetValue, Listing, ValueCount};
use crate::messages::Lang;
use crate::province::PROVINCES;
use crate::province::ProvinceSet;
use crate::query::{Query, Role, Term, write};

/// Columns of a value from a fixed list, where all names are short: sign, name, `123/4567`.
const SHORT: u16 = 18;
/// Maximum columns of such values side by side.
const MOST: u16 = 4;
/// Columns of any other value: longer folder names are cut.
const LONG: u16 = 44;
/// A fixed list, which is long, gets a heading on screens with more rows than this.
const HEADED: u16 = 18;
/// Saved searches above the values, at most, and at most one row in so many.
const MOST_SAVED: u16 = 5;
const SAVED_SHARE: u16 = 4;

/// Where the values of the facet pane stand: below the saved searches and the heading, in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetGrid {
    /// The rows of saved searches.
    pub saved: Area,
    /// Whether a heading stands above the values.
    pub headed: bool,
    /// The values.
    pub area: Area,
    /// Rows of values.
    pub rows: usize,
    /// Columns from one value to the one beside it.
    pub width: u16,
    /// Columns of a value.
    pub entry: u16,
    /// The first value on the screen, and how many there are.
    pub first: usize,
    /// Values on a page.
    pub page: usize,
}

impl FacetGrid {
    /// The grid of the open facet, which has so many values.
    pub fn of(app: &App, count: usize) -> Self {
        let (facet, area) = (app.facets.facet, app.screen.panes.facets);
        let standard = matches!(facet.row().listing, Listing::Standard(_));
        let searches = app.library.annotations.searches.len() as u16;
        let saved = searches.min(MOST_SAVED).min(area.rows / SAVED_SHARE);
        let below = Area { y: area.y + saved, rows: area.rows.saturating_sub(saved), ..area };
        // In the stacked layout the divider shows the heading.
        let headed = if standard {
            below.rows > HEADED
        } else {
            app.screen.panes.layout != Layout::Stacked || saved > 0
        };
        let top = u16::from(headed);
        let values = Area { y: below.y + top, rows: below.rows.saturating_sub(top), ..below };
        let (entry, columns) =
            if standard { (SHORT, (values.cols / SHORT).clamp(1, MOST)) } else { (LONG, 1) };
        let rows = usize::from(values.rows).min(count.div_ceil(usize::from(columns))).max(1);
        let page = rows * usize::from(columns);
        Self {
            saved: Area { rows: saved, ..area },
            headed,
            area: values,
            rows,
            width: if values.cols > 60 { values.cols / columns } else { entry },
            entry,
            first: app.facets.pane(facet).cursor() / page * page,
            page,
        }
    }

    /// The value at this cell.
    pub fn at(&self, x: u16, y: u16) -> Option<usize> {
        let row = usize::from(y.checked_sub(self.area.y)?);
        let column = usize::from(x.checked_sub(self.area.x)? / self.width.max(1));
        let slot = column * self.rows + row;
        (row < self.rows && slot < self.page).then_some(self.first + slot)
    }
}

/// One value in the pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetItem {
    /// The query term that selects it.
    pub term: Term,
    /// The value; `None` if the term does not select a single value.
    pub value: Option<FacetValue>,
    /// Displayed text: a name, or the last folder of a section.
    pub label: String,
    /// A shorter form, where the label is one of few that are fixed.
    pub code: Option<&'static str>,
    /// Number of folders above it.
    pub depth: u16,
    /// Articles that have it under the current keywords, or are about it.
    pub articles: u32,
    /// Articles that mention it.
    pub mentions: u32,
    /// The text that narrowing matches against.
    name: String,
}

/// Cursor, order and narrowing of one facet.
#[derive(Debug, Clone, Default)]
pub struct FacetPane {
    cursor: usize,
    narrow: String,
    /// The order by count, frozen when the user requested it.
    order: Option<Vec<FacetValue>>,
}

/// What the numbers of saved searches were counted for: the searches, the articles of the library, and the new ones.
pub(super) type CountedFor = (Vec<(String, String)>, usize, usize);

/// The pane's state.
#[derive(Debug, Clone)]
pub struct Facets {
    /// Whether the pane is open, beside the others or over them.
    pub open: bool,
    /// The facet shown.
    pub facet: Facet,
    /// `Some` while the map is open; holds the focus to restore when it closes.
    pub map: Option<Focus>,
    /// The saved search under the cursor, while that stands above the values.
    pub saved: Option<usize>,
    /// How many articles the saved searches find, as far as they are counted.
    pub saved_counts: Vec<SearchCount>,
    /// What was counted: the searches, articles of the library, new ones.
    pub(super) counted: Option<CountedFor>,
    panes: [FacetPane; COUNT],
}

impl Default for Facets {
    fn default() -> Self {
        Self {
            open: false,
            facet: Facet::Province,
            map: None,
            saved: None,
            saved_counts: Vec::new(),
            counted: None,
            panes: Default::default(),
        }
    }
}

impl Facets {
    /// The facet that keys act on: that of the map while it covers the panes.
    pub fn current(&self) -> Facet {
        if self.map.is_some() { Facet::Province } else { self.facet }
    }

    /// Cursor, order and narrowing of a facet.
    pub fn pane(&self, facet: Facet) -> &FacetPane {
        let [first, ..] = &self.panes;
        self.panes.get(facet as usize).unwrap_or(first)
    }

    /// Mutable access to the same.
    pub fn pane_mut(&mut self, facet: Facet) -> &mut FacetPane {
        let number = if (facet as usize) < COUNT { facet as usize } else { 0 };
        &mut self.panes[number]
    }
}

impl FacetPane {
    /// The values of `facet` that match the narrowing text. Selected values are listed even if no article has them now.
    pub fn items(&self, facet: Facet, counts: &Counts, query: &Query, lang: Lang) -> Vec<FacetItem> {
        let selection = FacetSelection::of(query, facet);
        let listed = self.listed(facet, counts);
        let mut items: Vec<FacetItem> =
            listed.into_iter().filter_map(|count| FacetItem::new(facet, count, &selection, lang)).collect();
        for term in selection.terms() {
            if items.iter().all(|item| item.term != *term) {
                items.push(FacetItem::foreign(term, lang));
            }
        }
        let typed = self.narrow.to_lowercase();
        match facet.row().listing {
            _ if typed.is_empty() => {}
            Listing::Standard(fitting) => {
                let set = fitting(&self.narrow);
                items.retain(|item| item.number().is_some_and(|number| set.contains(number)));
            }
            Listing::Tree | Listing::Falling | Listing::Frequent => {
                items.retain(|item| item.name.to_lowercase().contains(&typed));
            }
        }
        items
    }

    /// The values with their counts. A fixed list has its values before anything is counted.
    fn listed(&self, facet: Facet, counts: &Counts) -> Vec<ValueCount> {
        let mut listed = counts.of(facet).to_vec();
        if listed.is_empty() && matches!(facet.row().listing, Listing::Standard(_)) {
            let numbers = (0..PROVINCES.len() as u32).map(FacetValue::Number);
            let none = |value| ValueCount { value, articles: 0, mentions: 0 };
            listed = numbers.chain([FacetValue::None]).map(none).collect();
        }
        if let Some(order) = &self.order {
            listed.sort_by_cached_key(|count| order.iter().position(|value| *value == count.value));
        }
        listed
    }

    /// Whether the values are ordered by count.
    pub fn is_by_count(&self) -> bool {
        self.order.is_some()
    }

    /// Orders the values by their current counts, or restores the standard order. Articles without a value come last.
    pub fn arrange(&mut self, by_count: bool, facet: Facet, counts: &Counts, role: Role) {
        self.order = None;
        if by_count {
            let mut listed = self.listed(facet, counts);
            listed.sort_by_key(|count| {
                let number = if role == Role::About { count.articles } else { count.mentions };
                Reverse((count.value != FacetValue::None).then_some(number))
            });
            self.order = Some(listed.into_iter().map(|count| count.value).collect());
        }
    }

    /// Index of the item under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The text that narrows the items.
    pub fn narrow(&self) -> &str {
        &self.narrow
    }

    /// Narrows the items and moves the cursor to the first.
    pub fn set_narrow(&mut self, text: &str) {
        text.clone_into(&mut self.narrow);
        self.cursor = 0;
    }

    /// Moves the cursor to item `number` of `count`, at most the last.
    pub fn go(&mut self, number: usize, count: usize) {
        self.cursor = number.min(count.saturating_sub(1));
    }

    /// Moves the cursor among `count` items.
    pub fn step(&mut self, by: isize, count: usize) {
        self.go(self.cursor.saturating_add_signed(by), count);
    }
}

impl FacetItem {
    fn new(facet: Facet, count: ValueCount, selection: &FacetSelection, lang: Lang) -> Option<Self> {
        let ValueCount { value, articles, mentions } = count;
        let term = (facet.row().term)(&value, selection.role())?;
        let text = facet.text(&value, lang);
        let tree = matches!((facet.row().listing, &value), (Listing::Tree, FacetValue::Name(_)));
        let label = text.rsplit('/').next().filter(|_| tree).unwrap_or(&text).to_owned();
        let code = facet.row().code.and_then(|code| code(&value, lang));
        let depth = if tree { text.matches('/').count() as u16 } else { 0 };
        let name = if tree { format!("/{text}") } else { text };
        Some(Self { term, value: Some(value), label, code, depth, articles, mentions, name })
    }

    /// A term that selects no listed value, shown as it was typed.
    fn foreign(term: &Term, lang: Lang) -> Self {
        let name = match term {
            Term::Section(Some(section)) => section.clone(),
            term => write::without_field(term, lang),
        };
        Self {
            term: term.clone(),
            value: None,
            label: name.clone(),
            code: None,
            depth: 0,
            articles: 0,
            mentions: 0,
            name,
        }
    }

    /// Its value, if that is a number.
    pub fn number(&self) -> Option<usize> {
        self.value.as_ref()?.number()
    }
}

/// The tile one step from the division `from` on the map.
pub fn next_tile(from: Option<usize>, direction: map::Direction) -> Option<usize> {
    map::next(from.unwrap_or(0), direction)
}

/// The member of `set` after (or before) `current`; without a current one, the first (or last). `None` past the end.
pub fn next_in_cycle(set: ProvinceSet, current: Option<usize>, forward: bool) -> Option<usize> {
    let members: Vec<usize> = set.iter().collect();
    let Some(at) = current.and_then(|c| members.iter().position(|m| *m == c)) else {
        return if forward { members.first().copied() } else { members.last().copied() };
    };
    let next = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    next.and_then(|next| members.get(next)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(value: FacetValue, articles: u32) -> ValueCount {
        ValueCount { value, articles, mentions: articles }
    }

    /// All provinces, some of them with articles.
    fn provinces(some: &[(u32, u32)]) -> Counts {
        let articles = |number| some.iter().find(|(n, _)| *n == number).map_or(0, |(_, articles)| *articles);
        let all = (0..34).map(|number| count(FacetValue::Number(number), articles(number)));
        Counts::only(Facet::Province, all.chain([count(FacetValue::None, 100)]).collect())
    }

    fn sections() -> Counts {
        let names = [("要闻", 5), ("要闻/河湖", 2), ("要闻｜“国内”", 1)];
        let listed = names.map(|(name, articles)| count(FacetValue::Name(name.into()), articles));
        Counts::only(Facet::Section, [count(FacetValue::None, 1)].into_iter().chain(listed).collect())
    }

    fn shown(pane: &FacetPane, facet: Facet, counts: &Counts, query: &str) -> Vec<String> {
        let items = pane.items(facet, counts, &Query::parse(query), Lang::Zh);
        let line =
            |item: &FacetItem| format!("{}{} {}", " ".repeat(item.depth.into()), item.label, item.articles);
        items.iter().map(line).collect()
    }

    #[test]
    fn most_articles_come_first_and_none_last() {
        let mut pane = FacetPane::default();
        let counts = provinces(&[(5, 3), (7, 9)]);
        pane.arrange(true, Facet::Province, &counts, Role::About);
        let items = shown(&pane, Facet::Province, &counts, "");
        assert_eq!(
            (&items[..3], items.last().unwrap().as_str()),
            (&["黑龙江 9", "辽宁 3", "北京 0"].map(String::from)[..], "未提省份 100")
        );
        assert_eq!(shown(&pane, Facet::Province, &Counts::default(), "")[0], "黑龙江 0", "the order stays");
    }

    #[test]
    fn narrowing_keeps_the_order() {
        let mut pane = FacetPane::default();
        let counts = provinces(&[(17, 2)]);
        pane.arrange(true, Facet::Province, &counts, Role::About);
        pane.set_narrow("湖");
        assert_eq!(shown(&pane, Facet::Province, &counts, ""), ["湖南 2", "湖北 0"]);
    }

    #[test]
    fn sections_are_a_tree_and_can_be_narrowed() {
        let mut pane = FacetPane::default();
        let all = ["无栏目 1", "要闻 5", " 河湖 2", "要闻｜“国内” 1"];
        assert_eq!(shown(&pane, Facet::Section, &sections(), ""), all);
        pane.set_narrow("河");
        assert_eq!(shown(&pane, Facet::Section, &sections(), ""), all[2..3]);
    }

    #[test]
    fn what_is_chosen_stays_when_it_has_no_article() {
        let pane = FacetPane::default();
        assert_eq!(
            shown(&pane, Facet::Year, &Counts::default(), "年:1998|年:2018.."),
            ["1998 0", "2018.. 0"]
        );
        let chosen = shown(&pane, Facet::Section, &sections(), "-栏:\"/“旧”\"");
        assert_eq!(chosen.last().unwrap(), "/“旧” 0");
    }

    #[test]
    fn an_item_of_any_name_is_that_of_its_term() {
        for item in FacetPane::default().items(Facet::Section, &sections(), &Query::default(), Lang::Zh) {
            let query = Query::parse(&write::term(&item.term, Lang::Zh));
            assert_eq!(FacetSelection::of(&query, Facet::Section).terms().next(), Some(&item.term));
        }
    }
}
