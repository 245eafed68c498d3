//! The three pages of the statistics: collocates, keywords, distribution.
//!
//! What must not go in: counting (`session`), and drawing.

use super::query::{apply, open_prompt};
use super::{facets, levels};
use crate::app::action::Action;
use crate::app::concordance::statistics::{PAGES, SPREADS, SpreadBy, StatisticsPage};
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::prompt::Purpose;
use crate::app::{App, Focus};
use crate::concordance::asked::{CollocateSort, KeywordSort, Statistics, UsesRequest};
use crate::concordance::tables::{
    COLLOCATE_COLUMNS, KEYWORD_COLUMNS, SHARE_COLUMNS, collocate_row, keyword_row, share_row, tsv,
};
use crate::facet::{FacetSelection, Sign};
use crate::messages::Word;
use crate::query::{Query, Role, Term, write};

/// The widest window on each side, in words.
const WIDEST: usize = 20;

/// What collocates can be sorted by, and what that is called.
const COLLOCATE_SORTS: [(CollocateSort, Word); 6] = [
    (CollocateSort::LogDice, Word::ByStrength),
    (CollocateSort::Joint, Word::ByJoint),
    (CollocateSort::LogLikelihood, Word::ByLikelihood),
    (CollocateSort::Count, Word::ByCount),
    (CollocateSort::Left, Word::ByLeft),
    (CollocateSort::Right, Word::ByRight),
];

/// The same of keywords.
const KEYWORD_SORTS: [(KeywordSort, Word); 5] = [
    (KeywordSort::LogLikelihood, Word::ByLikelihood),
    (KeywordSort::LogRatio, Word::ByRatio),
    (KeywordSort::Count, Word::ByCount),
    (KeywordSort::Articles, Word::ByArticles),
    (KeywordSort::Rarest, Word::ByRarity),
];

/// Performs an action in the pane; `None` if it means the same in every pane.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    let pane = app.concordance.statistics_mut()?;
    if levels::movement(&mut pane.rows, action, count) {
        return Some(Vec::new());
    }
    match action {
        Action::NextPane | Action::PreviousPane => return Some(turn(app, action == Action::NextPane)),
        Action::Enter | Action::Right => return Some(enter(app)),
        Action::Left | Action::Back | Action::Cancel => return Some(levels::back(app)),
        Action::Uses => return Some(levels::open(app, action)),
        Action::Filter => open_prompt(app, Purpose::Rows),
        Action::Order => app.overlay = menu(app),
        Action::Save => levels::ask_name(app, name(app)),
        Action::Against => app.overlay = against(app),
        Action::Figures => pane.figures = !pane.figures,
        Action::SpreadBy => {
            pane.spread = (pane.spread + 1) % SPREADS.len();
            pane.map = false;
            pane.rows.go(0);
        }
        Action::Map => pane.map = !pane.map,
        _ => return recount(app, action),
    }
    Some(Vec::new())
}

/// Changes what is counted.
fn recount(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let pane = app.concordance.statistics_mut()?;
    let wider = |words: usize| (words + 1).min(WIDEST);
    let narrower = |words: usize| words.saturating_sub(1).max(1);
    match action {
        Action::WiderWindow => {
            (pane.window.left, pane.window.right) = (wider(pane.window.left), wider(pane.window.right));
        }
        Action::NarrowerWindow => {
            (pane.window.left, pane.window.right) = (narrower(pane.window.left), narrower(pane.window.right));
        }
        Action::CrossSentences => pane.window.cross_sentence = !pane.window.cross_sentence,
        Action::Oftener => pane.words.least += 1,
        Action::Rarer => pane.words.least = pane.words.least.saturating_sub(1).max(1),
        Action::CommonWords => pane.words.common = !pane.words.common,
        _ => return None,
    }
    Some(count(app))
}

/// Counts what the page shows.
fn count(app: &mut App) -> Vec<Effect> {
    app.concordance.progress = None;
    let Some(pane) = app.concordance.statistics_mut() else { return Vec::new() };
    pane.counted = None;
    vec![Effect::Statistics(pane.request())]
}

/// Shows the next page or the one before.
fn turn(app: &mut App, forward: bool) -> Vec<Effect> {
    let Some(pane) = app.concordance.statistics_mut() else { return Vec::new() };
    let now = PAGES.iter().position(|(page, _)| *page == pane.page).unwrap_or(0);
    let next = if forward { now + 1 } else { now + PAGES.len() - 1 } % PAGES.len();
    pane.page = PAGES.get(next).map_or(pane.page, |(page, _)| *page);
    pane.narrow.clear();
    pane.rows.go(0);
    count(app)
}

/// Takes what was counted.
pub(super) fn counted(app: &mut App, counted: Statistics, gave_up: bool) {
    app.concordance.progress = None;
    let Some(pane) = app.concordance.statistics_mut() else { return };
    pane.counted = Some(counted);
    if gave_up {
        app.say(Word::SearchCut);
    }
}

/// Sets height and number of the rows.
pub(super) fn settle(app: &mut App) {
    let area = app.screen.panes.concordance;
    let lang = app.options.lang;
    let Some(pane) = app.concordance.statistics_mut() else { return };
    pane.rows.set_height(usize::from(area.rows.saturating_sub(pane.head(area.rows))));
    let len = pane.shown(lang).len();
    pane.rows.set_len(len);
}

/// Narrows the rows.
pub(super) fn narrow(app: &mut App, text: &str) {
    if let Some(pane) = app.concordance.statistics_mut() {
        text.clone_into(&mut pane.narrow);
        pane.rows.go(0);
    }
}

/// What the row under the cursor leads to: the uses of a collocate, the articles of a keyword or of a value.
fn enter(app: &mut App) -> Vec<Effect> {
    let lang = app.options.lang;
    let Some(pane) = app.concordance.statistics() else { return Vec::new() };
    let Some(number) = pane.shown(lang).get(pane.rows.at()).copied() else { return Vec::new() };
    match &pane.counted {
        Some(Statistics::Collocates(table)) => {
            let Some(row) = table.rows.get(number) else { return Vec::new() };
            let near = Some((row.word.clone(), pane.window));
            let query = pane.query.clone();
            levels::enter_uses(app, UsesRequest { query, near, ..UsesRequest::default() })
        }
        Some(Statistics::Keywords(table)) => {
            let Some(row) = table.rows.get(number) else { return Vec::new() };
            let term = write::term(&Term::Text(row.word.clone()), lang);
            let wanted = app.filter.query().and(&Query::parse(&term), lang);
            app.focus = Focus::List;
            apply(app, &wanted)
        }
        Some(Statistics::Distribution(_)) => choose(app, number),
        None => Vec::new(),
    }
}

/// Filters by the value of the distribution with this number.
fn choose(app: &mut App, number: usize) -> Vec<Effect> {
    let lang = app.options.lang;
    let Some(pane) = app.concordance.statistics() else { return Vec::new() };
    let (SpreadBy::Facet(facet), rows) = (pane.spread(), pane.shares(lang)) else { return Vec::new() };
    let Some((value, ..)) = rows.into_iter().nth(number) else { return Vec::new() };
    let role = FacetSelection::of(app.filter.query(), facet).role();
    let Some(term) = value.and_then(|value| (facet.row().term)(&value, Role::About)) else {
        return Vec::new();
    };
    let selection = FacetSelection::none(facet, role).toggled(&term, Sign::Wanted);
    let text = selection.put_into(app.filter.query(), lang);
    facets::show(app, facet);
    app.focus = Focus::List;
    app.facets.open = false;
    apply(app, &text)
}

/// The menu of what the rows can be sorted by.
fn menu(app: &mut App) -> Option<Overlay> {
    let pane = app.concordance.statistics()?;
    let line = |is_now: bool, target, word: Word| OverlayLine {
        target: Some(target),
        ..OverlayLine::new(if is_now { "*" } else { "" }.to_owned(), app.word(word))
    };
    let lines: Vec<OverlayLine> = match pane.page {
        StatisticsPage::Collocates => COLLOCATE_SORTS
            .iter()
            .map(|(sort, word)| line(*sort == pane.by_strength, LineTarget::Collocates(*sort), *word))
            .collect(),
        StatisticsPage::Keywords => KEYWORD_SORTS
            .iter()
            .map(|(sort, word)| line(*sort == pane.by_keyness, LineTarget::Keywords(*sort), *word))
            .collect(),
        StatisticsPage::Distribution => {
            app.say(Word::NoUseHere);
            return None;
        }
    };
    Some(Overlay::new(OverlayKind::Orders, lines))
}

/// Sorts collocates.
pub(super) fn sort_collocates(app: &mut App, sort: CollocateSort) -> Vec<Effect> {
    if let Some(pane) = app.concordance.statistics_mut() {
        pane.by_strength = sort;
        pane.rows.go(0);
    }
    count(app)
}

/// Sorts keywords.
pub(super) fn sort_keywords(app: &mut App, sort: KeywordSort) -> Vec<Effect> {
    if let Some(pane) = app.concordance.statistics_mut() {
        pane.by_keyness = sort;
        pane.rows.go(0);
    }
    count(app)
}

/// The menu of what keywords are compared with: all other articles, or those of a saved search.
fn against(app: &mut App) -> Option<Overlay> {
    if app.concordance.statistics()?.page != StatisticsPage::Keywords {
        app.say(Word::NoUseHere);
        return None;
    }
    let line = |search, text: &str| OverlayLine {
        target: Some(LineTarget::Against(search)),
        ..OverlayLine::new(String::new(), text)
    };
    let mut lines = vec![line(None, app.word(Word::AllOthers))];
    let searches = app.library.annotations.searches.iter().enumerate();
    lines.extend(searches.map(|(number, (name, _))| line(Some(number), name)));
    Some(Overlay::new(OverlayKind::Against, lines))
}

/// Compares with all other articles, or with those of a saved search.
pub(super) fn compare(app: &mut App, search: Option<usize>) -> Vec<Effect> {
    let today = app.filter.today();
    let search = search.and_then(|number| app.library.annotations.searches.get(number).cloned());
    let against = search.map(|(name, text)| (name, Query::parse(&text).resolved(today)));
    if let Some(pane) = app.concordance.statistics_mut() {
        pane.against = against;
    }
    count(app)
}

fn name(app: &App) -> &'static str {
    match app.concordance.statistics().map(|pane| pane.page) {
        Some(StatisticsPage::Keywords) => "keyness",
        Some(StatisticsPage::Distribution) => "stats",
        _ => "collocates",
    }
}

/// The page as a table with tabs; `None` if the pane shows uses.
pub(super) fn table(app: &App) -> Option<String> {
    let lang = app.options.lang;
    let pane = app.concordance.statistics()?;
    let shown = pane.shown(lang);
    Some(match pane.counted.as_ref()? {
        Statistics::Collocates(table) => {
            let rows = shown.iter().filter_map(|number| table.rows.get(*number));
            tsv(COLLOCATE_COLUMNS, rows.map(collocate_row))
        }
        Statistics::Keywords(table) => {
            let rows = shown.iter().filter_map(|number| table.rows.get(*number));
            tsv(KEYWORD_COLUMNS, rows.map(|row| keyword_row(row, table.words)))
        }
        Statistics::Distribution(_) => {
            let by = match pane.spread() {
                SpreadBy::Facet(facet) => facet.row().key,
                SpreadBy::Place => "place",
            };
            let rows = pane.shares(lang).into_iter();
            tsv(SHARE_COLUMNS, rows.map(|(_, text, share)| share_row(by, text, share)))
        }
    })
}
