//! Actions of the facet pane and the map. A selection edits the query text and nothing else.

use super::query::{apply, open_prompt};
use super::searches;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::facets::{FacetItem, next_in_cycle, next_tile};
use crate::app::keymap::steps;
use crate::app::map::{self, Direction};
use crate::app::prompt::Purpose;
use crate::app::reader::Landing;
use crate::app::{App, Focus};
use crate::facet::{COUNT, Facet, FacetSelection, FacetValue, Listing, Sign};
use crate::messages::Word;
use crate::province::ProvinceSet;
use crate::query::{Role, Term};

/// Rows on a page.
const PAGE: isize = 9;

/// Performs an action with the facet pane or the map in focus; `None` if it means the same in every pane.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    if app.facets.map.is_some() && on_map(app, action, count) {
        return Some(Vec::new());
    }
    if app.facets.map.is_none()
        && let Some(effects) = searches::on_saved(app, action)
    {
        return Some(effects);
    }
    let facet = app.facets.current();
    let standard = matches!(facet.row().listing, Listing::Standard(_));
    match action {
        Action::Down => step(app, steps(count)),
        Action::Up => step(app, -steps(count)),
        Action::HalfDown | Action::PageDown => step(app, PAGE),
        Action::HalfUp | Action::PageUp => step(app, -PAGE),
        Action::Top => step(app, isize::MIN),
        Action::Bottom => step(app, isize::MAX),
        Action::Include => return Some(toggle(app, Sign::Wanted)),
        Action::Exclude => return Some(toggle(app, Sign::Refused)),
        Action::OnlyThis => return Some(only_current(app)),
        Action::AllValues => {
            return Some(choose(app, &FacetSelection::none(facet, selection(app, facet).role())));
        }
        Action::SwitchJoining if facet.row().several => {
            let selection = selection(app, facet);
            let joining = selection.joining().switched();
            return Some(choose(app, &selection.joined(joining)));
        }
        Action::SortValues if standard => {
            let by_count = !app.facets.pane(facet).is_by_count();
            arrange(app, facet, by_count);
            let word = if by_count { Word::SortedByCount } else { Word::SortedByStandard };
            app.say(word);
        }
        Action::Filter => open_prompt(app, Purpose::Narrow),
        Action::Right => app.focus = Focus::List,
        Action::Left | Action::Back | Action::Cancel => close(app),
        Action::Provinces if facet == Facet::Province => close(app),
        _ => return None,
    }
    Some(Vec::new())
}

/// Handles the actions that differ on the map: it has four directions, and closing it restores the focus. False if the
/// action means the same as in the pane.
fn on_map(app: &mut App, action: Action, count: Option<usize>) -> bool {
    let direction = match action {
        Action::Down => Direction::South,
        Action::Up => Direction::North,
        Action::Left => Direction::West,
        Action::Right => Direction::East,
        Action::Back | Action::Cancel | Action::Map | Action::NextPane | Action::PreviousPane => {
            close_map(app);
            return true;
        }
        Action::Provinces => {
            close_map(app);
            show(app, Facet::Province);
            return true;
        }
        Action::HalfDown | Action::HalfUp | Action::PageDown | Action::PageUp | Action::SortValues => {
            return true;
        }
        _ => return false,
    };
    let items = app.facet_items(Facet::Province);
    for _ in 0..count.unwrap_or(1).min(map::COLUMNS.into()) {
        let from = items.get(app.facets.pane(Facet::Province).cursor()).and_then(FacetItem::number);
        let to = next_tile(from, direction);
        if let Some(at) = items.iter().position(|item| to.is_some() && item.number() == to) {
            app.facets.pane_mut(Facet::Province).go(at, items.len());
        }
    }
    true
}

/// Opens the map over the panes, if it fits.
pub(super) fn open_map(app: &mut App) {
    if !map_fits(app) {
        app.say(Word::MapTooLarge);
        return;
    }
    if app.facet_item(Facet::Province).is_none_or(|item| item.number().is_none()) {
        app.facets.pane_mut(Facet::Province).set_narrow("");
    }
    app.facets.map = Some(app.focus);
    app.focus = Focus::Facets;
}

fn map_fits(app: &App) -> bool {
    app.screen.cols >= map::FEWEST.0 && app.screen.rows >= map::FEWEST.1
}

/// Closes the map if the screen has become too small for it.
pub(super) fn close_map_if_small(app: &mut App) {
    if !map_fits(app) {
        close_map(app);
    }
}

fn close_map(app: &mut App) {
    if let Some(before) = app.facets.map.take() {
        app.focus = before;
    }
}

/// Shows the next facet that articles have values of, the sections first; opens the pane if it is closed.
pub(super) fn next(app: &mut App) {
    let shown = app.facets.open && app.facets.map.is_none() && app.focus == Focus::Facets;
    let facet = if shown { app.facets.facet } else { Facet::Province };
    let mut others = std::iter::successors(Some(facet.next()), |facet| Some(facet.next())).take(COUNT);
    let next = others.find(|facet| has_choice(app, *facet));
    show(app, next.unwrap_or_else(|| facet.next()));
}

/// Whether there is something to choose in a facet, as far as is known.
fn has_choice(app: &App, facet: Facet) -> bool {
    let counts = &app.filter.answer().counts;
    let is_counted = Facet::ALL.into_iter().any(|facet| !counts.of(facet).is_empty());
    !is_counted
        || matches!(facet.row().listing, Listing::Standard(_))
        || counts.of(facet).iter().any(|count| count.value != FacetValue::None)
        || !selection(app, facet).is_empty()
}

/// Opens the pane with this facet and focuses it.
pub(super) fn show(app: &mut App, facet: Facet) {
    app.facets.facet = facet;
    app.facets.open = true;
    app.focus = Focus::Facets;
}

fn close(app: &mut App) {
    app.facets.open = false;
    app.focus = Focus::List;
}

/// Orders the values; the cursor stays on its value.
fn arrange(app: &mut App, facet: Facet, by_count: bool) {
    let current = app.facet_item(facet).map(|item| item.term);
    let role = selection(app, facet).role();
    app.facets.pane_mut(facet).arrange(by_count, facet, &app.filter.answer().counts, role);
    go_to(app, facet, current.as_ref());
}

/// Narrows the values in the pane.
pub(super) fn narrow(app: &mut App, text: &str) {
    let facet = app.facets.current();
    app.facets.pane_mut(facet).set_narrow(text);
}

/// Shows all values again; the cursor stays on its value.
pub(super) fn widen(app: &mut App) {
    let facet = app.facets.current();
    let current = app.facet_item(facet).map(|item| item.term);
    narrow(app, "");
    go_to(app, facet, current.as_ref());
}

fn go_to(app: &mut App, facet: Facet, term: Option<&Term>) {
    let items = app.facet_items(facet);
    if let Some(at) = items.iter().position(|item| Some(&item.term) == term) {
        app.facets.pane_mut(facet).go(at, items.len());
    }
}

/// Selects the value under the cursor, or no longer.
pub(super) fn include(app: &mut App) -> Vec<Effect> {
    toggle(app, Sign::Wanted)
}

/// Moves the cursor.
pub(super) fn step(app: &mut App, by: isize) {
    let facet = app.facets.current();
    let count = app.facet_items(facet).len();
    app.facets.pane_mut(facet).step(by, count);
}

fn selection(app: &App, facet: Facet) -> FacetSelection {
    FacetSelection::of(app.filter.query(), facet)
}

fn choose(app: &mut App, selection: &FacetSelection) -> Vec<Effect> {
    let text = selection.put_into(app.filter.query(), app.options.lang);
    apply(app, &text)
}

fn toggle(app: &mut App, sign: Sign) -> Vec<Effect> {
    let facet = app.facets.current();
    let Some(item) = app.facet_item(facet) else { return Vec::new() };
    let selection = selection(app, facet).toggled(&item.term, sign);
    choose(app, &selection)
}

/// Selects only the value under the cursor.
pub(super) fn only_current(app: &mut App) -> Vec<Effect> {
    let facet = app.facets.current();
    let Some(item) = app.facet_item(facet) else { return Vec::new() };
    let nothing = FacetSelection::none(facet, selection(app, facet).role());
    choose(app, &nothing.toggled(&item.term, Sign::Wanted))
}

/// Switches the selected provinces between 关于 and 提及.
pub(super) fn switch_role(app: &mut App) -> Vec<Effect> {
    let facet = Facet::Province;
    let selection = selection(app, facet);
    let role = if selection.role() == Role::About { Role::Mentions } else { Role::About };
    let effects = choose(app, &selection.with_role(role));
    let by_count = app.facets.pane(facet).is_by_count();
    arrange(app, facet, by_count);
    app.say(if role == Role::About { Word::RoleAbout } else { Word::RoleMentions });
    follow(app);
    effects
}

/// An open text stays only if it is in the new list.
fn follow(app: &mut App) {
    if app.focus == Focus::Reader {
        app.input.opening.open_when_known = Some(Landing::Start);
    }
}

/// `<` and `>`: selects the chosen provinces one at a time, then all of them again. Keywords stay.
pub(super) fn cycle_province(app: &mut App, forward: bool) -> Vec<Effect> {
    let selection = selection(app, Facet::Province);
    let now = selection.provinces();
    let set = app.input.cycle.filter(|set| set.is_superset(now)).unwrap_or(now);
    let set = if set.len() < 2 { ProvinceSet::from_bits((1 << 34) - 1) } else { set };
    app.input.cycle = Some(set);
    let current = if now.len() == 1 { now.iter().next() } else { None };
    let all = if set.len() == 34 { ProvinceSet::EMPTY } else { set };
    follow(app);
    let wanted = next_in_cycle(set, current, forward).map_or(all, ProvinceSet::single);
    choose(app, &selection.wanting(wanted.iter().map(|number| FacetValue::Number(number as u32))))
}
