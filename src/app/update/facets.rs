//! What keys do in the facet column while it shows sections or years. Every action edits the query text and nothing else.

use super::query::{apply, open_prompt};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::facets::Item;
use crate::app::keymap::steps;
use crate::app::prompt::Purpose;
use crate::app::{App, Focus};
use crate::query::Facet;
use crate::query::picks::Picks;

/// Rows of a page.
const PAGE: isize = 9;

pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Option<Vec<Effect>> {
    let by = match action {
        Action::Down => steps(count),
        Action::Up => -steps(count),
        Action::HalfDown | Action::PageDown => PAGE,
        Action::HalfUp | Action::PageUp => -PAGE,
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        Action::Include => return Some(toggle(app, true)),
        Action::Exclude => return Some(toggle(app, false)),
        Action::OnlyThis => return Some(only_current(app)),
        Action::AllProvinces => return Some(pick(app, &Picks::default())),
        Action::Filter => {
            open_prompt(app, Purpose::Narrow);
            return Some(Vec::new());
        }
        Action::Right => {
            app.focus = Focus::List;
            return Some(Vec::new());
        }
        Action::Left | Action::Back | Action::Cancel => {
            close_pane(app);
            return Some(Vec::new());
        }
        _ => return None,
    };
    step(app, by);
    Some(Vec::new())
}

/// Shows sections, then years, then provinces again; opens the column if it is closed.
pub(super) fn next(app: &mut App) {
    let shown = app.provinces.open && app.provinces.map.is_none() && app.focus == Focus::Provinces;
    let facet = match app.provinces.facet {
        Facet::Section if shown => Facet::Date,
        Facet::Date if shown => Facet::Province,
        _ => Facet::Section,
    };
    show(app, facet);
}

/// Opens the column with one of the facets.
pub(super) fn show(app: &mut App, facet: Facet) {
    if app.provinces.facet != facet {
        app.facets.set_narrow("");
    }
    app.provinces.facet = facet;
    app.provinces.open = true;
    app.focus = Focus::Provinces;
}

pub(super) fn close_pane(app: &mut App) {
    app.provinces.open = false;
    app.focus = Focus::List;
}

pub(super) fn step(app: &mut App, by: isize) {
    let count = app.facet_items().len();
    app.facets.step(by, count);
}

fn current(app: &App) -> Option<Item> {
    app.facet_items().into_iter().nth(app.facets.cursor())
}

fn toggle(app: &mut App, wanted: bool) -> Vec<Effect> {
    let Some(item) = current(app) else { return Vec::new() };
    let mut picks = app.filter.query().picks(app.provinces.facet);
    picks.toggle(&item.value, wanted);
    pick(app, &picks)
}

/// Picks the item under the cursor and no other.
pub(super) fn only_current(app: &mut App) -> Vec<Effect> {
    let Some(item) = current(app) else { return Vec::new() };
    pick(app, &Picks { include: vec![item.value], exclude: Vec::new() })
}

fn pick(app: &mut App, picks: &Picks) -> Vec<Effect> {
    let text = app.filter.query().with_picks(app.provinces.facet, picks);
    apply(app, &text)
}
