//! The mouse: the wheel moves what is under it, a click chooses it.
//!
//! What must not go in: reports of terminals (`term`).

use super::{Reply, concordance, facets};
use crate::app::action::Action;
use crate::app::facets::FacetGrid;
use crate::app::map::TileGrid;
use crate::app::mouse::{MouseInput, MouseKind};
use crate::app::overlay_layout::OverlayLayout;
use crate::app::panes::{Area, Layout};
use crate::app::{App, Focus};
use crate::facet::Facet;

/// Lines of text, or of an overlay, that the wheel moves by.
const LINES: isize = 3;

/// Takes what the mouse did.
pub(super) fn act(app: &mut App, mouse: MouseInput) -> Reply {
    let nothing = Reply::Done(Vec::new());
    let by = match mouse.kind {
        MouseKind::WheelUp => -1,
        MouseKind::WheelDown => 1,
        MouseKind::Press => 0,
        MouseKind::Drag | MouseKind::Release => {
            draw_line(app, mouse);
            return nothing;
        }
    };
    if app.prompt.is_some() {
        return nothing;
    }
    app.notice = None;
    if app.overlay.is_some() {
        return over(app, mouse.y, by);
    }
    if app.facets.map.is_some() {
        return on_map(app, mouse, by);
    }
    app.screen.drawing = by == 0 && is_on_line(app, mouse);
    if app.screen.drawing {
        return nothing;
    }
    let panes = app.screen.panes;
    let is_in = |area: Area| area.holds(mouse.x, mouse.y);
    if is_in(panes.reader) && app.reader.id().is_some() {
        match by {
            0 => app.focus = Focus::Reader,
            by => _ = app.reader.scroll(by * LINES),
        }
    } else if is_in(panes.list) {
        return in_list(app, mouse.y - panes.list.y, by);
    } else if is_in(panes.facets) {
        return in_facets(app, mouse, by);
    } else if is_in(panes.concordance) {
        return in_concordance(app, mouse.y - panes.concordance.y, by);
    }
    nothing
}

/// Whether the mouse is on the line between list and reader.
fn is_on_line(app: &App, mouse: MouseInput) -> bool {
    let panes = app.screen.panes;
    let rule = Area { x: panes.list.x + panes.list.cols, cols: 1, ..panes.list };
    match panes.layout {
        Layout::Wide => rule.holds(mouse.x, mouse.y),
        Layout::Stacked => !panes.list.is_empty() && panes.divider.holds(mouse.x, mouse.y),
        Layout::Single => false,
    }
}

/// The line between list and reader follows the mouse while the button is down.
fn draw_line(app: &mut App, mouse: MouseInput) {
    let list = app.screen.panes.list;
    if app.screen.drawing && app.screen.panes.layout == Layout::Wide {
        app.screen.drawn.cols = Some(mouse.x.saturating_sub(list.x));
    } else if app.screen.drawing {
        app.screen.drawn.rows = Some(mouse.y.saturating_sub(list.y));
    }
    app.screen.drawing &= mouse.kind == MouseKind::Drag;
}

/// A click on the map chooses a province, or not any more.
fn on_map(app: &mut App, mouse: MouseInput, by: isize) -> Reply {
    let grid = TileGrid::of(app.screen.cols, app.screen.rows).filter(|_| by == 0);
    let division = grid.and_then(|grid| grid.at(mouse.x, mouse.y));
    let items = app.facet_items(Facet::Province);
    let at = items.iter().position(|item| division.is_some() && item.number() == division);
    let Some(at) = at else { return Reply::Done(Vec::new()) };
    app.facets.pane_mut(Facet::Province).go(at, items.len());
    Reply::Done(facets::include(app))
}

/// A click on a row of the uses or of a table chooses it; one on the chosen row goes there.
fn in_concordance(app: &mut App, y: u16, by: isize) -> Reply {
    if by != 0 {
        concordance::step(app, by);
        return Reply::Done(Vec::new());
    }
    let height = app.screen.panes.concordance.rows;
    let head = app.concordance.statistics().map_or(Some(0), |pane| pane.rows_from(height));
    let rows = match (app.concordance.uses_mut(), head) {
        (Some(pane), _) => Some(&mut pane.rows),
        (None, Some(_)) => app.concordance.statistics_mut().map(|pane| &mut pane.rows),
        (None, None) => None,
    };
    let slot = y.checked_sub(head.unwrap_or(0)).map(usize::from);
    let (Some(rows), Some(slot)) = (rows, slot) else { return Reply::Done(Vec::new()) };
    let row = rows.top() + slot;
    if !rows.shown().contains(&row) {
        return Reply::Done(Vec::new());
    }
    if row == rows.at() {
        return Reply::Perform(Action::Enter);
    }
    rows.go(row);
    Reply::Done(Vec::new())
}

/// An overlay covers the panes.
fn over(app: &mut App, y: u16, by: isize) -> Reply {
    let nothing = Reply::Done(Vec::new());
    let layout = OverlayLayout::of(app);
    let Some(overlay) = &mut app.overlay else { return nothing };
    if by != 0 {
        overlay.step(by * LINES);
        return nothing;
    }
    let Some(line) = layout.and_then(|layout| layout.line_at(overlay, y)) else { return nothing };
    if line == overlay.cursor() && overlay.target().is_some() {
        return Reply::Perform(Action::Enter);
    }
    overlay.go(line);
    nothing
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
