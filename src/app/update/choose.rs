//! The province pane's actions. Every one of them edits the query text and nothing else.

use super::facets;
use super::query::{apply, open_prompt};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::map::{self, Direction};
use crate::app::prompt::Purpose;
use crate::app::provinces::{Entry, ProvincePane, Sorting};
use crate::app::{App, Focus};
use crate::messages::Word;
use crate::province::ProvinceSet;
use crate::query::{Choice, Facet, Joining, Role};

/// Actions with the province pane or the map in focus.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    if app.provinces.map.is_some() {
        if on_map(app, action, count) {
            return Some(Vec::new());
        }
    } else if app.provinces.facet != Facet::Province {
        return facets::act(app, action, count);
    }
    let by = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
    match action {
        Action::Down => _ = app.provinces.step(by),
        Action::Up => _ = app.provinces.step(-by),
        Action::HalfDown | Action::PageDown => _ = app.provinces.step(9),
        Action::HalfUp | Action::PageUp => _ = app.provinces.step(-9),
        Action::Top => _ = app.provinces.go(0),
        Action::Bottom => _ = app.provinces.go(usize::MAX),
        Action::Include => return Some(toggle(app, true)),
        Action::Exclude => return Some(toggle(app, false)),
        Action::OnlyThis => return Some(only_current(app)),
        Action::AllProvinces => {
            return Some(choose(app, &Choice { role: choice(app).role, ..Choice::default() }));
        }
        Action::SwitchJoining => {
            let mut choice = choice(app);
            choice.joining = if choice.joining == Joining::Any { Joining::All } else { Joining::Any };
            return Some(choose(app, &choice));
        }
        Action::SortProvinces => {
            app.provinces.switch_sorting();
            arrange(app);
            let by_count = app.provinces.sorting() == Sorting::Count;
            let word = if by_count { Word::SortedByCount } else { Word::SortedByStandard };
            app.notice = Some(app.word(word).to_owned());
        }
        Action::Filter => open_prompt(app, Purpose::Narrow),
        Action::Right => app.focus = Focus::List,
        Action::Left | Action::Back | Action::Cancel | Action::Provinces => facets::close_pane(app),
        _ => return None,
    }
    Some(Vec::new())
}

/// What is different on the map: four ways to go, and closing it goes back to where it was opened. False for all that is the
/// same as in the pane.
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
            toggle_pane(app);
            return true;
        }
        Action::HalfDown | Action::HalfUp | Action::PageDown | Action::PageUp | Action::SortProvinces => {
            return true;
        }
        _ => return false,
    };
    for _ in 0..count.unwrap_or(1).min(map::COLUMNS.into()) {
        app.provinces.step_on_map(direction);
    }
    true
}

/// Opens the map over everything, if it fits.
pub(super) fn open_map(app: &mut App) {
    if !map_fits(app) {
        app.notice = Some(app.word(Word::MapTooLarge).to_owned());
        return;
    }
    if app.provinces.division().is_none() {
        app.provinces.set_narrow("");
    }
    app.provinces.map = Some(app.focus);
    app.focus = Focus::Provinces;
}

fn map_fits(app: &App) -> bool {
    app.screen.cols >= map::FEWEST.0 && app.screen.rows >= map::FEWEST.1
}

/// Closes the map when the screen has become too small for it.
pub(super) fn close_map_if_small(app: &mut App) {
    if !map_fits(app) {
        close_map(app);
    }
}

fn close_map(app: &mut App) {
    if let Some(before) = app.provinces.map.take() {
        app.focus = before;
    }
}

/// Brings the entries into order after counts or role have changed.
pub(super) fn arrange(app: &mut App) {
    let role = choice(app).role;
    app.provinces.arrange(&app.filter.answer().counts, role);
}

/// Narrows what the column shows.
pub(super) fn narrow(app: &mut App, text: &str) {
    if app.provinces.facet == Facet::Province || app.provinces.map.is_some() {
        app.provinces.set_narrow(text);
    } else {
        app.facets.set_narrow(text);
    }
}

/// Moves the cursor of the column while it is narrowed.
pub(super) fn step(app: &mut App, by: isize) {
    if app.provinces.facet == Facet::Province || app.provinces.map.is_some() {
        app.provinces.step(by);
    } else {
        facets::step(app, by);
    }
}

fn choice(app: &App) -> Choice {
    app.filter.query().choice()
}

fn choose(app: &mut App, choice: &Choice) -> Vec<Effect> {
    let text = app.filter.query().with_choice(choice);
    apply(app, &text)
}

fn toggle(app: &mut App, wanted: bool) -> Vec<Effect> {
    let Some(entry) = app.provinces.current() else { return Vec::new() };
    let mut choice = choice(app);
    match entry {
        Entry::Nowhere => choice.nowhere = wanted && !choice.nowhere,
        Entry::Province(number) => {
            let bit = ProvinceSet::single(number);
            let (this, other) = if wanted {
                (&mut choice.include, &mut choice.exclude)
            } else {
                (&mut choice.exclude, &mut choice.include)
            };
            *this = if this.contains(number) { this.difference(bit) } else { this.union(bit) };
            *other = other.difference(bit);
        }
    }
    choose(app, &choice)
}

/// Chooses the entry under the cursor and no other.
pub(super) fn only_current(app: &mut App) -> Vec<Effect> {
    if app.provinces.facet != Facet::Province && app.provinces.map.is_none() {
        return facets::only_current(app);
    }
    let role = choice(app).role;
    let choice = match app.provinces.current() {
        Some(Entry::Province(number)) => {
            Choice { include: ProvinceSet::single(number), role, ..Choice::default() }
        }
        Some(Entry::Nowhere) => Choice { nowhere: true, role, ..Choice::default() },
        None => return Vec::new(),
    };
    choose(app, &choice)
}

/// Opens the pane and goes to it; from inside it closes.
pub(super) fn toggle_pane(app: &mut App) {
    facets::show(app, Facet::Province);
}

/// 主题 or 提及, for the provinces chosen now.
pub(super) fn switch_role(app: &mut App) -> Vec<Effect> {
    let mut choice = choice(app);
    choice.role = if choice.role == Role::About { Role::Mentions } else { Role::About };
    let effects = choose(app, &choice);
    arrange(app);
    effects
}

/// `<` and `>`: the chosen provinces one by one with the keywords kept, then all of them again.
pub(super) fn cycle_province(app: &mut App, forward: bool) -> Vec<Effect> {
    let now = choice(app);
    let set = app.input.cycle.filter(|set| set.is_superset(now.include)).unwrap_or(now.include);
    let set = if set.len() < 2 { ProvinceSet::from_bits((1 << 34) - 1) } else { set };
    app.input.cycle = Some(set);
    let current = if now.include.len() == 1 { now.include.iter().next() } else { None };
    let all = if set.len() == 34 { ProvinceSet::EMPTY } else { set };
    let include = ProvincePane::next_in_cycle(set, current, forward).map_or(all, ProvinceSet::single);
    choose(app, &Choice { include, nowhere: false, ..now })
}
