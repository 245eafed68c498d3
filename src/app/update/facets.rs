//! What keys do in the facet column while it shows sections or years. Every action edits the query text and nothing else.

use super::act::{apply, everywhere, signed};
use super::{choose, typing};
use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::facets::Item;
use crate::app::prompt::Purpose;
use crate::app::{App, Focus};
use crate::query::Facet;
use crate::query::picks::Picks;

/// Rows of a page.
const PAGE: isize = 9;

pub(super) fn act(app: &mut App, action: Action, count: Option<usize>) -> Vec<Effect> {
    let by = match action {
        Action::Down => signed(count),
        Action::Up => -signed(count),
        Action::HalfDown | Action::PageDown => PAGE,
        Action::HalfUp | Action::PageUp => -PAGE,
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        Action::Include => return toggle(app, true),
        Action::Exclude => return toggle(app, false),
        Action::OnlyThis => return only_current(app),
        Action::AllProvinces => return pick(app, &Picks::default()),
        Action::Filter => {
            typing::begin(app, Purpose::Narrow);
            return Vec::new();
        }
        Action::Right => {
            app.focus = Focus::List;
            return Vec::new();
        }
        Action::Left | Action::Back | Action::Cancel => {
            choose::close_pane(app);
            return Vec::new();
        }
        _ => return everywhere(app, action),
    };
    step(app, by);
    Vec::new()
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
