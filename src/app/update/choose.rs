//! The province pane's actions. Every one of them edits the query text and nothing else.

use super::act::{apply, everywhere};
use super::typing;
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::prompt::Purpose;
use crate::app::provinces::{Entry, ProvincePane};
use crate::app::{App, Focus};
use crate::corpus::ProvinceSet;
use crate::index::query::{Choice, Joining, Role};

/// Actions with the province pane in focus.
pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Vec<Effect> {
    let by = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
    match action {
        Action::Down => _ = app.provinces.step(by),
        Action::Up => _ = app.provinces.step(-by),
        Action::HalfDown | Action::PageDown => _ = app.provinces.step(9),
        Action::HalfUp | Action::PageUp => _ = app.provinces.step(-9),
        Action::Top => _ = app.provinces.go(0),
        Action::Bottom => _ = app.provinces.go(usize::MAX),
        Action::Include => return toggle(app, true),
        Action::Exclude => return toggle(app, false),
        Action::OnlyThis => return only_current(app),
        Action::AllProvinces => return choose(app, &Choice { role: choice(app).role, ..Choice::default() }),
        Action::SwitchJoining => {
            let mut choice = choice(app);
            choice.joining = if choice.joining == Joining::Any { Joining::All } else { Joining::Any };
            return choose(app, &choice);
        }
        Action::Filter => typing::begin(app, Purpose::Narrow),
        Action::Right => app.focus = Focus::List,
        Action::Left | Action::Back | Action::Cancel | Action::Provinces => close_pane(app),
        _ => return everywhere(app, action),
    }
    Vec::new()
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
            this.0 ^= bit.0;
            other.0 &= !bit.0;
        }
    }
    choose(app, &choice)
}

/// Chooses the entry under the cursor and no other.
pub(super) fn only_current(app: &mut App) -> Vec<Effect> {
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
    app.provinces.open = true;
    app.focus = Focus::Provinces;
}

fn close_pane(app: &mut App) {
    app.provinces.open = false;
    app.focus = Focus::List;
}

/// 主题 or 提及, for the provinces chosen now.
pub(super) fn switch_role(app: &mut App) -> Vec<Effect> {
    let mut choice = choice(app);
    choice.role = if choice.role == Role::About { Role::Mentions } else { Role::About };
    choose(app, &choice)
}

/// `<` and `>`: the chosen provinces one by one with the keywords kept, then all of them again.
pub(super) fn walk(app: &mut App, forward: bool) -> Vec<Effect> {
    let now = choice(app);
    let set = app.input.walk.filter(|set| set.holds(now.include)).unwrap_or(now.include);
    let set = if set.len() < 2 { ProvinceSet((1 << 34) - 1) } else { set };
    app.input.walk = Some(set);
    let current = if now.include.len() == 1 { now.include.iter().next() } else { None };
    let all = if set.len() == 34 { ProvinceSet::EMPTY } else { set };
    let include = ProvincePane::walk(set, current, forward).map_or(all, ProvinceSet::single);
    choose(app, &Choice { include, nowhere: false, ..now })
}
