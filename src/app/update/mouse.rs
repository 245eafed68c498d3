//! The mouse: the wheel moves what is under it, a click chooses it.
//!
//! What must not go in: reports of terminals (`term`).

use super::{Reply, facets};
use crate::app::action::Action;
use crate::app::facets::FacetGrid;
use crate::app::mouse::{MouseInput, MouseKind};
use crate::app::panes::Area;
use crate::app::{App, Focus};

/// Lines of text, or of an overlay, that the wheel moves by.
const LINES: isize = 3;

/// Takes what the mouse did.
pub(super) fn act(app: &mut App, mouse: MouseInput) -> Reply {
    let nothing = Reply::Done(Vec::new());
    let by = match mouse.kind {
        MouseKind::WheelUp => -1,
        MouseKind::WheelDown => 1,
        MouseKind::Press => 0,
    };
    if app.prompt.is_some() || app.facets.map.is_some() {
        return nothing;
    }
    app.notice = None;
    if app.overlay.is_some() {
        return over(app, mouse.y, by);
    }
    let panes = app.screen.panes;
    let is_in = |area: Area| {
        (area.x..area.x + area.cols).contains(&mouse.x) && (area.y..area.y + area.rows).contains(&mouse.y)
    };
    if is_in(panes.reader) && app.reader.id().is_some() {
        match by {
            0 => app.focus = Focus::Reader,
            by => _ = app.reader.scroll(by * LINES),
        }
    } else if is_in(panes.list) {
        return in_list(app, mouse.y - panes.list.y, by);
    } else if is_in(panes.facets) {
        return in_facets(app, mouse, by);
    }
    nothing
}

/// An overlay covers the panes.
fn over(app: &mut App, y: u16, by: isize) -> Reply {
    let height = usize::from(app.screen.rows.saturating_sub(2));
    let Some(overlay) = &mut app.overlay else { return Reply::Done(Vec::new()) };
    if by != 0 {
        overlay.step(by * LINES);
        return Reply::Done(Vec::new());
    }
    let first = overlay.first(height);
    let Some(line) = y.checked_sub(1).map(|slot| first + usize::from(slot)) else {
        return Reply::Done(Vec::new());
    };
    if line == overlay.cursor() && overlay.target().is_some() {
        return Reply::Perform(Action::Enter);
    }
    if line < overlay.lines().len() {
        overlay.go(line);
    }
    Reply::Done(Vec::new())
}

/// A click chooses an article; one on the chosen article opens it.
fn in_list(app: &mut App, y: u16, by: isize) -> Reply {
    if by != 0 {
        app.list.step(by);
        return Reply::Done(Vec::new());
    }
    let slot = usize::from(y / app.screen.panes.item_rows.max(1));
    let position = app.list.top() + slot;
    if slot >= app.list.height() || app.list.row(position).is_none() {
        return Reply::Done(Vec::new());
    }
    let again = app.focus == Focus::List && position == app.list.cursor();
    app.focus = Focus::List;
    if again {
        return Reply::Perform(Action::Enter);
    }
    app.list.go(position);
    Reply::Done(Vec::new())
}

/// A click chooses a value, or not any more.
fn in_facets(app: &mut App, mouse: MouseInput, by: isize) -> Reply {
    if by != 0 {
        facets::step(app, by);
        return Reply::Done(Vec::new());
    }
    let facet = app.facets.facet;
    let count = app.facet_items(facet).len();
    let grid = FacetGrid::of(app, count);
    let Some(at) = grid.at(mouse.x, mouse.y).filter(|at| *at < count) else {
        return Reply::Done(Vec::new());
    };
    app.focus = Focus::Facets;
    app.facets.pane_mut(facet).go(at, count);
    Reply::Done(facets::include(app))
}
